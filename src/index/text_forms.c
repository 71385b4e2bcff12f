/* text_forms.c - tells days, instants and links from other texts.
 *
 * As strictly as validators do, and not as leniently as dates are read here:
 * what is said to have a format is held to it. */
#include "index/text_forms.h"

#include "base/array.h"
#include "index/types.h"
#include "validate/format.h"

static const struct {
    enum text_form form;
    const char *format;
} forms[] = {
    {TEXT_DAY, "date"},
    {TEXT_INSTANT, "date-time"},
    {TEXT_LINK, "uri"},
};

/* Names such as "node:fs" are URIs, too, and no links. */
static bool is_of_web(struct slice text)
{
    return slice_starts(text, "http://") || slice_starts(text, "https://");
}

unsigned text_forms_of(struct slice text, unsigned candidates)
{
    for (size_t i = 0; i < ARRAY_COUNT(forms); i++) {
        if ((candidates & forms[i].form) != 0 &&
            ((forms[i].form == TEXT_LINK && !is_of_web(text)) ||
             !format_fits(forms[i].format, text)))
            candidates &= ~(unsigned)forms[i].form;
    }
    return candidates;
}
