/* plaintext.h - the words of a body without its marks.
 *
 *     append "Hello" | gap: line | append "world"  ->  "Hello\nworld"
 *
 * Gaps wait until text follows, so that a block without text leaves none. */
#ifndef DOCUMENT_PLAINTEXT_H
#define DOCUMENT_PLAINTEXT_H

#include "base/arena.h"

#include <stdint.h>

/* What separates two pieces of text; the larger of two gaps in a row counts. */
enum gap { GAP_NONE, GAP_SPACE, GAP_LINE, GAP_BLANK_LINE };

/* `struct plaintext p = {0}` is a valid empty one. */
struct plaintext {
    struct str text;
    enum gap gap; /* before the next text */
};

struct word_count {
    uint32_t words;      /* between spaces, with a letter or digit in them */
    uint32_t characters; /* of scripts without spaces (CJK) */
};

void plaintext_release(struct plaintext *plain);
void plaintext_add_gap(struct plaintext *plain, enum gap gap);
void plaintext_append(struct plaintext *plain, struct slice text);

/* The same where something between the two is left out: of the spaces around
 * it, one stays, and none before a mark of punctuation. */
void plaintext_join(struct plaintext *plain, struct slice text);

/* Whether there is nothing to see: no characters, or only spaces such as the
 * &nbsp; that editors leave in empty paragraphs. */
bool plaintext_is_blank(struct slice text);

/* Whether it has a letter or a digit. */
bool plaintext_has_word(struct slice text);

/* Whether a paragraph stands for a table of contents, "[TOC]", or announces
 * one. */
bool plaintext_is_toc_mark(struct slice text);
bool plaintext_is_toc_title(struct slice text);

/* Whether raw HTML holds the comment that ends an excerpt: "more", "more start"
 * or "truncate", in any case and with any spaces around. */
bool plaintext_has_more_mark(struct slice html);

/* Whether it is nothing but that comment. */
bool plaintext_is_more_mark(struct slice html);

/* The same in MDX, where comments are in braces: of Docusaurus. */
bool plaintext_is_mdx_more_mark(struct slice expression);

/* The text on one line, in `arena`: spaces and line breaks become one space. */
struct slice plaintext_one_line(struct arena *arena, struct slice text);

/* The text if it has at most `max_characters`; else a start of it that ends
 * with a word and an ellipsis, which counts too. */
struct slice plaintext_cut(struct arena *arena, struct slice text,
                           size_t max_characters);

struct word_count plaintext_count(struct slice text);
/* The size of the longest start of it that has at most so many words and
 * characters of scripts without spaces; it ends before a word. */
size_t plaintext_fit(struct slice text, uint32_t max_words);
uint32_t plaintext_reading_minutes(struct word_count count);

#endif
