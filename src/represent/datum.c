/* datum.c - values as fields have them, written as documents show them. */
#include "represent/datum.h"

#include "represent/write.h"

struct slice datum_text(const struct datum *datum)
{
    return datum->type == FIELD_DATE ? datum->as.date.as_text : datum->as.text;
}

void datum_write(struct str *out, const struct datum *datum)
{
    switch (datum->type) {
    case FIELD_RELATION:
        write_string(out, datum->as.entry->slug);
        break;
    case FIELD_NUMBER:
        number_append(out, datum->as.number);
        break;
    case FIELD_BOOLEAN:
        str_append_text(out, datum->as.boolean ? "true" : "false");
        break;
    default:
        write_string(out, datum_text(datum));
    }
}
