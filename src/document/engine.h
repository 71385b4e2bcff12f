/* engine.h - the engines that read Markdown. Private to this room.
 *
 * There are two: cmark for CommonMark, and its fork cmark-gfm for GitHub's
 * flavor. Their functions have the same names, so each engine has an object
 * file of its own, made from engine.c. */
#ifndef DOCUMENT_ENGINE_H
#define DOCUMENT_ENGINE_H

#include "document/node.h"

struct markdown_engine {
    const char *name; /* and version: "cmark 0.30.2" */

    /* The tree of a body of valid UTF-8, in the thread's scratch. `extensions`
     * (enum markdown_extension) matter to cmark-gfm only. */
    struct node *(*parse)(struct slice body, unsigned extensions);
};

extern const struct markdown_engine engine_cmark, engine_cmark_gfm;

#endif
