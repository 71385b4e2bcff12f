/* date_fuzz.c - any text as a date, and as a file name with one.
 *
 * What is given out must be read back as the same instant and day. */
#include "document/date.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice text = {(const char *)bytes, size}, rest;
    struct date date, again;

    if (date_parse(text, &date) && (!date_parse(slice_of(date.text), &again) ||
                                    again.instant_ms != date.instant_ms ||
                                    strcmp(again.day, date.day) != 0))
        abort();
    if (date_from_file_name(text, &date, &rest) &&
        (rest.size > size || strncmp(date.text, date.day, 10) != 0))
        abort();
    return 0;
}
