/* reading.h - a body that is read again, for what is made only on request.
 *
 *     reading_begin()  -->  tree, after the walk  -->  reading_end()
 *
 * Private to this room. One at a time for each thread, as the tree lies in its
 * scratch. */
#ifndef DOCUMENT_READING_H
#define DOCUMENT_READING_H

#include "document/foreign.h"
#include "document/plaintext.h"
#include "document/render.h"
#include "document/scratch.h"

/* The bytes [start, end) of the plain text. */
struct text_range {
    size_t start, end;
};

/* A heading that is looked for on the walk, and where its section ends. Set
 * `id`, zero the rest. */
struct section_search {
    struct slice id;
    struct node *heading;   /* NULL: there is none of that id */
    const struct node *end; /* the first node after it beside the heading */
    size_t first_heading, heading_end;
    struct text_range text;
    struct text_range *footnotes; /* by number, from 0; in the scratch */
    size_t footnote_count;
    bool is_closed;
};

struct body_reading {
    struct node *root;
    struct foreign foreign;
    struct plaintext plain;
    struct headings headings;
    struct slots slots;
    struct scratch scratch;
};

/* Reads a body that has been rendered with these options before, so that it is
 * within the limits. Lists and strings lie in `arena`. `search` may be NULL. */
void reading_begin(struct body_reading *reading,
                   const struct markdown_input *input,
                   struct section_search *search, struct arena *arena);
void reading_end(struct body_reading *reading);

/* Notes a step of the walk. `text` is the plain text so far, `leaf_start` where
 * that of the last block began. */
void section_note(struct section_search *search, struct node_step step,
                  size_t text_size, size_t leaf_start,
                  const struct headings *headings);

/* Makes the tree that of the section alone, with the footnotes that it uses. */
void section_cut(struct section_search *search, struct node *root);

/* The lines of a section, as written: without the footnotes that it does not
 * use, and with what it uses of the rest of the body at the end. All of it lies
 * in the scratch. */
struct section_lines {
    struct slice body;
    size_t *starts;      /* of each line; one more for the end */
    size_t count;        /* of lines in the body */
    size_t first, end;   /* of the section, from 0 */
    bool *are_footnotes; /* by line */
};

/* Before the tree is cut, and after. `body` has the lines of the one that the
 * tree is of. */
void section_lines_begin(struct section_lines *lines,
                         const struct section_search *search,
                         const struct node *root, struct slice body);
struct slice section_lines_end(const struct section_lines *lines,
                               const struct node *root, struct arena *arena);

#endif
