/* engine.h - who reads Markdown. Private to this room.
 *
 * There are two: cmark for CommonMark, and cmark-gfm for GitHub's flavor of it.
 * Both are forks of one program and have the same names, so that each of them
 * has an object file of its own, made from engine.c. */
#ifndef DOCUMENT_ENGINE_H
#define DOCUMENT_ENGINE_H

#include "document/node.h"

struct engine {
    const char *name; /* and version: "cmark 0.30.2" */

    /* The tree of a body of valid UTF-8, in the thread's scratch. Which of the
     * extensions (enum markdown_extension) count, only cmark-gfm asks. */
    struct node *(*parse)(struct slice body, unsigned extensions);
};

extern const struct engine engine_cmark, engine_cmark_gfm;

#endif
