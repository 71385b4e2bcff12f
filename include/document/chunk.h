/* chunk.h - a body in pieces of a bounded length, for programs that compare
 * texts by their meaning.
 *
 *     Some words.          1  before the first heading
 *     ## Install           2  under "install"
 *     a long text ...      3  under "install", its second piece
 *     ## Use
 *     ### First steps      4  under "first-steps", with both headings
 *     text
 *
 * No piece has text of two sections, and all of them together are the text. */
#ifndef DOCUMENT_CHUNK_H
#define DOCUMENT_CHUNK_H

#include "document/markdown.h"

#define CHUNK_MIN_WORDS     20
#define CHUNK_MAX_WORDS     2000
#define CHUNK_DEFAULT_WORDS 200

struct body_chunk {
    const struct heading *heading; /* NULL: before the first one */
    unsigned number;               /* in its section, from 1 */
    struct slice text;             /* within the text that was divided */
    uint32_t words;                /* CJK by character */
};

/* Divides the plain text of a body (body->text as a string) into pieces of at
 * most so many words, where its blocks, lines or sentences end. Returns how
 * many there are; they lie in `arena`. */
size_t chunk_divide(const struct markdown *body, struct slice text,
                    uint32_t max_words, struct arena *arena,
                    struct body_chunk **ret_chunks);

#endif
