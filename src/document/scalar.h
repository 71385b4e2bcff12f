/* scalar.h - what an unquoted word in YAML means.
 *
 * The core schema of YAML 1.2.2, section 10.3.2: "yes", "no", "on", "off" and
 * dates are strings. Pure functions for any thread. */
#ifndef DOCUMENT_SCALAR_H
#define DOCUMENT_SCALAR_H

#include "document/diagnostic.h"
#include "document/value.h"

enum scalar_fit {
    SCALAR_FITS,
    SCALAR_TOO_LARGE, /* a number that JSON cannot represent */
    SCALAR_MISFIT,    /* not of the kind that was asked for */
};

/* Reads an unquoted scalar. A NUL follows the text; a value that is a
 * string points to it, as does every value that did not fit. */
enum scalar_fit scalar_read(struct slice text, struct value *ret_value);

/* The same, for a scalar whose tag names its kind. */
enum scalar_fit scalar_read_as(enum value_kind kind, struct slice text,
                               struct value *ret_value);

/* A value without quotes, where it stands in the text. */
struct plain_scalar {
    struct slice text;      /* the whole YAML */
    size_t start, end;      /* of the value, in bytes */
    uint32_t line, column;  /* of its start, in the file */
    const struct value *as; /* what it became */
};

/* Warns where a part of what was written is in no value. */
void scalar_warn_of_losses(const struct plain_scalar *plain,
                           struct diagnostics *diagnostics);

/* The same of an unknown tag: "!Wow" of `title: !Wow it works`. */
void scalar_warn_of_tag(struct slice tag, uint32_t line, uint32_t column,
                        struct diagnostics *diagnostics);

/* The same of a number that JSON cannot represent. */
void scalar_warn_of_number(struct slice text, uint32_t line, uint32_t column,
                           struct diagnostics *diagnostics);

/* The same of a key with invisible characters. */
void scalar_warn_of_invisible(struct slice key, uint32_t line, uint32_t column,
                              struct diagnostics *diagnostics);

#endif
