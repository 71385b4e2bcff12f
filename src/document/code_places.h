/* code_places.h - where a body is code. Private to this room.
 *
 * For code that reads a body from its start to its end and may skip parts. */
#ifndef DOCUMENT_CODE_PLACES_H
#define DOCUMENT_CODE_PLACES_H

#include "base/str.h"

enum { ELEMENT_COUNT = 2 }; /* whose text is code: scripts and styles */

/* Where the next end of each is, once it was looked for: none is looked for
 * twice. Starts as zeros. */
struct element_ends {
    size_t next[ELEMENT_COUNT];
};

/* Starts as zeros but for `body` and `is_mdx`. */
struct code_places {
    struct slice body;
    size_t end;        /* of the code that was noted last: all before it is */
    size_t text_start; /* in the current line, after its marks */
    struct element_ends ends;
    char fence; /* "`" or "~" in a fenced block, else 0 */
    size_t fence_size, fence_indent;
    bool is_fence_quoted;
    size_t item_column; /* where the text of the last item of a list starts */
    bool is_after_blank, is_in_list, is_in_indented;
    bool is_mdx; /* where spaces before a line do not make it code */
};

/* Notes whether the line that starts at `at` is code. */
void code_places_begin_line(struct code_places *code, size_t at);

/* Notes whether code starts at `at`, a byte of a line that was begun. */
void code_places_note(struct code_places *code, size_t at);

/* Returns where a script or a style ends that starts at `at`; 0 for none, and
 * for one without an end. */
size_t code_element_end(struct slice text, size_t at,
                        struct element_ends *ends);

#endif
