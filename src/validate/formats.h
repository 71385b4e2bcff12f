/* formats.h - what `format` asks of a string. Private to this room. */
#ifndef VALIDATE_FORMATS_H
#define VALIDATE_FORMATS_H

#include "base/str.h"

struct string_format {
    const char *name;    /* "date" */
    const char *what;    /* "a date" */
    const char *example; /* "2025-06-30" */
    bool (*fits)(struct slice text);
};

/* NULL for a format that is not known, which has no effect. */
const struct string_format *format_find(struct slice name);

/* What may have been meant by that; SLICE_NONE if no format is near. */
struct slice format_meant(struct slice name);

#endif
