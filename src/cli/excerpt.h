/* excerpt.h - the line of a file that a diagnostic is about, for a terminal.
 *
 *           2 | title: Hello: again
 *             |             ^
 *
 * For one thread. A file is read for its first line and kept until a line of
 * another one is needed, so ask for lines in the order of paths and lines. */
#ifndef CLI_EXCERPT_H
#define CLI_EXCERPT_H

#include "document/diagnostic.h"
#include "store/snapshot.h"

/* Of the line number, and of the whole. */
#define EXCERPT_NUMBER_WIDTH 7
#define EXCERPT_WIDTH        80

/* Start with `folder` and `snapshot` set and all else zero. */
struct excerpts {
    const char *folder;              /* the paths are relative to it */
    const struct snapshot *snapshot; /* knows the other roots; or NULL */
    struct arena arena;
    struct slice path;  /* of the current file */
    struct slice bytes; /* SLICE_NONE: it is unreadable by now */
    size_t at;          /* where line `number` starts */
    uint32_t number;
};

void excerpts_release(struct excerpts *excerpts);

/* Gives a line without its line break, valid until a line of another file is
 * needed. False if the file or the line does not exist any more. */
bool excerpts_find(struct excerpts *excerpts, struct slice path,
                   uint32_t number, struct slice *ret_line);

/* Appends as much of the line as fits into `width` columns, with nothing in it
 * that the terminal would act on. Returns how many columns are to the left of
 * the character at `column` (from 1, in characters; 0 for the start). */
size_t excerpt_render(struct slice line, uint32_t column, size_t width,
                      struct str *out);

/* Appends text that comes from the content, with control characters as
 * pictures. */
void visible_append(struct str *out, struct slice text);

/* Appends "posts/hello.md:2:13", as far as line and column are known. */
void visible_append_place(struct str *out, const struct diagnostic *found);

#endif
