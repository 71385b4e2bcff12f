/* losses.h - YAML that is right, and not what its writer meant.
 *
 * Private to this room. */
#ifndef DOCUMENT_LOSSES_H
#define DOCUMENT_LOSSES_H

#include "document/diagnostic.h"
#include "document/value.h"

/* A value without quotes, where it stands in the text. */
struct plain {
    struct slice text;      /* the whole YAML */
    size_t start, end;      /* of the value, in bytes */
    uint32_t line, column;  /* of its start, in the file */
    const struct value *as; /* what it became */
};

/* Warns where a part of what was written is in no value. */
void warn_of_losses(const struct plain *plain, struct diagnostics *diagnostics);

/* The same of a tag that nobody knows: "!Wow" of `title: !Wow it works`. */
void warn_of_tag(struct slice tag, uint32_t line, uint32_t column,
                 struct diagnostics *diagnostics);

/* Of a key with characters that no editor shows. */
void warn_of_invisible(struct slice key, uint32_t line, uint32_t column,
                       struct diagnostics *diagnostics);

#endif
