/* foreign.h - what is in a body that is not Markdown: tags of templates,
 * shortcodes, directives, components and math. Private to this room.
 *
 *     body --foreign_hide()--> body with stand-ins --parse--> tree with them
 *                                                              |
 *     tree with nodes that say what is for readers <--foreign_show()
 *
 * A stand-in is one word to any parser of Markdown, so that nothing in what it
 * stands for is taken for emphasis, a heading or a link. Every line of a body
 * remains a line. */
#ifndef DOCUMENT_FOREIGN_H
#define DOCUMENT_FOREIGN_H

#include "base/err.h"
#include "document/code_places.h"
#include "document/node.h"

#include <limits.h>

#define FOREIGN_MAX_BYTES  65536 /* a longer one is Markdown */
#define FOREIGN_MAX_LABELS 8     /* open at the same time, one in another */
#define FOREIGN_MAX_TAGS   1000

/* Around the number of a stand-in: characters that Unicode sets aside for use
 * within a program. A body that has them is left alone. */
#define STAND_IN_START "\xEF\xB7\x90" /* U+FDD0 */
#define STAND_IN_END   "\xEF\xB7\x91" /* U+FDD1 */

#define STAND_IN_MIN_BYTES 6 /* without the number */

/* What of Obsidian's it is (foreign_notes.c), or that it is Hexo's. */
enum foreign_shape {
    SHAPE_NONE,
    SHAPE_NOTE,
    SHAPE_EMBED,
    SHAPE_MARK, /* begins a highlighted text, or ends one */
    SHAPE_MARK_START,
    SHAPE_MARK_END,
    SHAPE_BLOCK_ID,
    SHAPE_HEXO_TAG, /* foreign_hexo.c */
};

/* What one stand-in stands for: all of it, or what is on one line. */
struct foreign_piece {
    struct slice source;
    enum foreign_shape shape;
    struct slice words; /* what of it is for readers */
    bool is_html, is_line, is_code;
    bool is_alone; /* a block of HTML: the stand-in is in a comment */
};

/* Starts as zeros. */
struct foreign {
    struct str masked; /* the body with stand-ins */
    struct foreign_piece *pieces;
    size_t count, capacity;
    struct slice *tags; /* in the body, without "#" */
    size_t tag_count, tag_capacity;
    bool is_vault;
};

/* Returns the body to parse: with stand-ins, or as it is. It lives as long as
 * both arguments. `wanted` is of enum foreign_form. */
struct slice foreign_hide(struct slice body, unsigned wanted,
                          struct foreign *foreign);

/* Puts into a tree what the stand-ins stand for. */
void foreign_show(struct node *root, const struct foreign *foreign);

/* The size of a part of the masked body with what its stand-ins stand for. */
size_t foreign_size(const struct foreign *foreign, struct slice masked);

void foreign_release(struct foreign *foreign);

/* The rest is for foreign.c and the files that know the forms. */

struct foreign_scan {
    struct foreign *foreign;
    unsigned forms;
    struct code_places code; /* and the body */
    size_t at;
    size_t steps;   /* left for looking ahead; 0: no more is looked for */
    size_t raw_end; /* of what no template touches */
    unsigned
        unpaired;   /* pairs of tags that nothing ends from here on, as bits */
    unsigned depth; /* blocks between colons that are open */
    bool has_components;               /* one of these has two, as in MDC */
    size_t labels[FOREIGN_MAX_LABELS]; /* where they end */
    size_t label_count;
    size_t next_close[2]; /* of math in brackets, and in round ones */
    size_t line_start;
    size_t dedent;        /* columns that lines lose in a component of MDX */
    bool is_after_blank;  /* the line before this one is blank */
    bool is_at_line_text; /* nothing but marks is before it in its line */
    bool starts_form[UCHAR_MAX + 1]; /* the bytes at which a form may start */
    bool starts_line[UCHAR_MAX + 1]; /* and where only a line begins */
    bool may_start[UCHAR_MAX + 1];   /* and at which code may, or a line */
};

/* What a form found at scan->at. Starts as zeros. */
struct foreign_match {
    size_t size;                   /* 0: nothing */
    size_t words_start, words_end; /* in it, what is for readers */
    enum foreign_shape shape;
    bool is_html, is_line, is_code, is_alone;
};

typedef void foreign_matcher(struct foreign_scan *scan,
                             struct foreign_match *match);

foreign_matcher match_liquid_tag, match_output, match_shortcode,
    match_directive, match_slot, match_label, match_attributes, match_module,
    match_expression, match_tag, match_dollars, match_backslash,
    match_note_link, match_note_embed, match_highlight, match_hashtag,
    match_block_id, match_wordpress, match_hexo_tag;

/* Whether one of the form may start at `at`, a byte that it can start with. */
typedef bool foreign_guess(struct slice body, size_t at);

foreign_guess guess_hashtag, guess_wordpress;

/* Keeps a tag of the body, if there are not too many. */
void foreign_add_tag(struct foreign *foreign, struct slice tag);

/* What is at scan->at and after it, up to the limit. */
struct slice scan_rest(const struct foreign_scan *scan);

/* The index of `needle` in `text` at or after `start`, or text.size. It costs
 * steps; where there are none left, nothing is found. */
size_t scan_find(struct foreign_scan *scan, struct slice text, size_t start,
                 const char *needle);

/* Takes that many. False if there were fewer. */
bool scan_spend(struct foreign_scan *scan, size_t steps) MUST_USE;

/* Notes that words follow which end at that index of the body, where
 * match_label() finds what closes them. False if too many are open. */
bool scan_open_label(struct foreign_scan *scan, size_t end);

size_t skip_line_spaces(struct slice text, size_t at);
size_t skip_name(struct slice text, size_t at); /* letters, digits, "-", "_" */
size_t line_end(struct slice text, size_t at);

/* Returns the size of balanced braces or brackets at the start of `text`, with
 * what is in strings, templates and comments of JavaScript left out; or 0. */
size_t braces_size(struct foreign_scan *scan, struct slice text);

#endif
