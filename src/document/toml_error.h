/* toml_error.h - says in plain words why a TOML text could not be read.
 *
 *     tags = [a, b]
 *             ^ "could not determine value type"
 *
 *     a string has no quotes; put it in quotes: tags = ["a", "b"]
 *
 * Private to this room. */
#ifndef DOCUMENT_TOML_ERROR_H
#define DOCUMENT_TOML_ERROR_H

#include "document/diagnostic.h"

struct toml_error {
    struct slice text;
    uint32_t first_line;  /* of the text, in its file */
    struct slice problem; /* in the library's words */
    size_t at;            /* where it gave up, in bytes */
};

/* Adds one error. Returns false. */
bool toml_error_report(const struct toml_error *error,
                       struct diagnostics *diagnostics);

#endif
