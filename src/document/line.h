/* line.h - one line of YAML as a person reads it: for messages only.
 *
 *       - title: Foo: bar   # why
 *         key    value
 *         '----' prefix of a corrected line, "title: "  */
#ifndef DOCUMENT_LINE_H
#define DOCUMENT_LINE_H

#include "base/arena.h"

#include <stdint.h>

struct line {
    struct slice text; /* without its line break */
    size_t start;      /* bytes into the whole text */
    uint32_t number;   /* from 0 */
    /* What it seems to say. Without a key, "the item" or "the line". */
    struct slice name, value;
    const char *prefix; /* "- " or "" where there is no key, else NULL */
    size_t colon;       /* bytes into `text`, or its size: no key */
};

/* The line that holds this byte. */
struct line line_at(struct slice text, size_t offset);
/* The line above, read from there: a walk upwards costs each byte once. */
bool line_before(struct slice text, const struct line *line,
                 struct line *ret_line);
bool line_has_key(const struct line *line);

/* In characters, from 1; `offset` is in the whole text. */
uint32_t line_column(const struct line *line, size_t offset);
/* Of the value, in the whole text. */
size_t line_value_at(const struct line *line);

/* The offset after the quote that closes the one at text[start], or text.size.
 */
size_t quote_end(struct slice text, size_t start);

/* Short enough for a message. */
struct slice line_brief(struct slice text);

/* The line with `value` in the quotes that it needs, cut where it gets long. */
struct slice line_quoted(const struct line *line, struct slice value,
                         struct arena *arena);

#endif
