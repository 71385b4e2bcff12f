/* excerpt.h - the line of a file that a diagnostic is about, for a terminal.
 *
 *           2 | title: Hello: again
 *             |             ^
 *
 * One thread. The file is read when the first of its lines is asked for and
 * kept until another one is, so ask in the order of paths and lines. */
#ifndef CLI_EXCERPT_H
#define CLI_EXCERPT_H

#include "base/arena.h"

#include <stdint.h>

/* What stands in front of a line, the sign before an advice, and the width of
 * the whole. */
#define EXCERPT_NUMBER_WIDTH 7
#define EXCERPT_WIDTH        80

/* Start with `folder` set and all else zero. */
struct excerpts {
    const char *folder; /* the paths are below it */
    struct arena arena;
    struct slice path;  /* of the file that is kept */
    struct slice bytes; /* SLICE_NONE: it cannot be read any more */
    size_t at;          /* where its line `number` starts */
    uint32_t number;
};

void excerpts_release(struct excerpts *excerpts);

/* The line of that number without its end, valid until another file's line is
 * asked for. False if there is no such file or line now. */
bool excerpts_find(struct excerpts *excerpts, struct slice path,
                   uint32_t number, struct slice *ret_line);

/* Adds the line so that at most `width` columns are taken and nothing in it
 * can act upon the terminal. Returns how many columns are left of the
 * character at `column` (from 1, in characters; 0 for the start). */
size_t excerpt_render(struct slice line, uint32_t column, size_t width,
                      struct str *out);

/* Adds a text that comes from the content: control characters as pictures. */
void visible_append(struct str *out, struct slice text);

#endif
