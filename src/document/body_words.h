/* body_words.h - what of a body is words, and which of them are its excerpt.
 * Private to this room.
 *
 * The walk in markdown.c tells of every node, from the first to the last. */
#ifndef DOCUMENT_BODY_WORDS_H
#define DOCUMENT_BODY_WORDS_H

#include "document/node.h"
#include "document/plaintext.h"

/* Where the text of an image is in the plain text. */
struct image_text {
    size_t start, end;
};

/* Set `arena`, which keeps the excerpt; zero the rest. */
struct body_words {
    struct arena *arena;
    struct plaintext plain;
    unsigned image_depth; /* what is in an image has no HTML of its own */
    unsigned link_depth;
    unsigned container_depth; /* block quotes, lists, footnotes, tables */
    unsigned list_depth, footnote_depth;
    size_t leaf_start;         /* of the block whose words are being read */
    struct plaintext lead;     /* its words without images */
    bool has_sentence;         /* some of these are not a link */
    bool is_after_link;        /* the last of these is one */
    size_t lines;              /* that ended in the block */
    size_t link_lines;         /* of them, those that end with a link */
    bool is_title;             /* they are the title of a container */
    bool is_after_foreign;     /* something before the next words is left out */
    bool has_more;             /* <!--more--> was found */
    size_t more;               /* where, in the plain text */
    struct image_text *images; /* above it, in the arena */
    size_t image_count, image_capacity;
    struct slice paragraph; /* the first that stands by itself */
    struct slice nested;    /* the first within something else */
};

void body_words_release(struct body_words *words);

void body_words_add_gap(struct body_words *words, enum gap gap);

/* A block with words of its own begins: apart from what is above by a blank
 * line, but the items of a list by a line. */
void body_words_begin_block(struct body_words *words);

void body_words_append(struct body_words *words, struct slice text);

/* Of a text, what is for readers. */
void body_words_read_text(struct body_words *words, const struct node *node);

/* Code, but for the source of a picture. */
void body_words_read_code(struct body_words *words,
                          const struct node *code_block);

/* What a browser would show of a block of HTML; it is never the excerpt. */
void body_words_read_html(struct body_words *words,
                          const struct node *html_block);

void body_words_end_paragraph(struct body_words *words);

/* A line of a paragraph ends, softly or with a break. */
void body_words_end_line(struct body_words *words, enum gap gap);

/* The comment is here that ends the excerpt; the first one counts. */
void body_words_note_more(struct body_words *words);

/* Of the current block, without the gap that leads into it. */
struct slice body_words_of_block(const struct body_words *words);

/* The excerpt, in the arena; SLICE_NONE if there is none. */
struct slice body_words_excerpt(struct body_words *words);

#endif
