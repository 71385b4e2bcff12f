/* markdown.h - a body in Markdown and everything that is read off it.
 *
 * The only door to cmark; which engine it is (cmark, cmark-gfm) is decided
 * when building. Raw HTML is kept: the content is the operator's own. */
#ifndef DOCUMENT_MARKDOWN_H
#define DOCUMENT_MARKDOWN_H

#include "base/err.h"
#include "document/diagnostic.h"

#define MARKDOWN_MAX_BRACKETS           60000 /* "[" in a body; parsing is quadratic */
#define MARKDOWN_EXCERPT_MAX_CHARACTERS 200

struct heading {
    unsigned level;    /* 1 to 6 */
    struct slice id;   /* unique in the document, as GitHub makes them */
    struct slice text; /* plain text */
};

/* A link or image in the HTML whose destination depends on where other
 * documents live, or on where this one does:
 *
 *     <a href="b.md?c&amp;d">        destination: b.md?c&d
 *              '-start     '-end                                       */
struct slot {
    struct slice destination; /* as written, not escaped */
    size_t start, end;        /* what stands for it in the HTML */
    uint32_t line;            /* of its paragraph, in the file */
};

struct markdown {
    struct slice html;
    struct slot *slots; /* in the order of the HTML */
    size_t slot_count;
    struct slice text;    /* plain text, blocks apart by one blank line */
    struct slice excerpt; /* before <!--more-->, else first paragraph, plain
                             text cut at a word; SLICE_NONE if there is none */
    struct heading *headings;
    size_t heading_count;
    uint32_t word_count;   /* CJK by character */
    uint32_t reading_time; /* minutes; 0 for an empty body */
};

/* Renders a body of valid UTF-8 into `arena`. `first_line` is the body's line
 * in its file. Returns false after adding an error (a named limit). */
bool markdown_render(struct slice body, uint32_t first_line,
                     struct arena *arena, struct diagnostics *diagnostics,
                     struct markdown *ret_markdown) MUST_USE;

/* A destination without its query and fragment. */
struct slice slot_path(struct slice destination);

/* Whether a destination is the path of a file with a body. */
bool slot_names_document(struct slice destination);

/* The engine's name and version, "cmark 0.30.2". */
const char *markdown_engine(void);

#endif
