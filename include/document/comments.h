/* comments.h - what writers leave in a body for each other, not for readers. */
#ifndef DOCUMENT_COMMENTS_H
#define DOCUMENT_COMMENTS_H

#include "base/arena.h"

/* What counts as a comment depends on where the body is from. */
struct comment_habits {
    bool runs_templates; /* before Markdown is read: a Liquid comment in code is
                            a comment, too */
    bool is_vault;       /* of notes: %% words %% */
    bool is_mdx;         /* comments as in JavaScript, in braces */
};

/* Returns the body without the comments of templates and without what the
 * comments in HTML say. Of these, empty ones remain where they keep two blocks
 * apart, and the one that ends the excerpt. All line breaks remain. The result
 * is in the arena, or it is the body itself. *ret_unclosed is where a comment
 * starts that is not closed and takes the rest of the body, or body.size. */
struct slice comments_empty(struct slice body, struct comment_habits habits,
                            struct arena *arena, size_t *ret_unclosed);

/* The same for readers of Markdown: without the empty ones, and without the
 * definitions of links that are comments, such as "[//]: # (words)". */
struct slice comments_omit(struct slice body, struct comment_habits habits,
                           struct arena *arena);

/* Returns HTML without its comments, in the arena or as it is. What looks like
 * one in a script or a style is code. */
struct slice comments_omit_html(struct slice html, struct arena *arena);

#endif
