/* datum.c - values as fields have them, written as documents show them. */
#include "represent/datum.h"

#include "represent/write.h"

#include <math.h>

#define EXACT_INTEGERS 9007199254740992.0 /* 2^53 */

struct slice datum_text(const struct datum *datum)
{
    return datum->type == FIELD_DATE ? datum->as.date.as_text : datum->as.text;
}

static void write_number(struct str *out, double number)
{
    if (number == floor(number) && fabs(number) < EXACT_INTEGERS)
        write_integer(out, (int64_t)number);
    else
        str_append_real(out, number);
}

void datum_write(struct str *out, const struct datum *datum)
{
    switch (datum->type) {
    case FIELD_RELATION:
        write_string(out, datum->as.entry->slug);
        break;
    case FIELD_NUMBER:
        write_number(out, datum->as.number);
        break;
    case FIELD_BOOLEAN:
        str_append_text(out, datum->as.boolean ? "true" : "false");
        break;
    default:
        write_string(out, datum_text(datum));
    }
}
