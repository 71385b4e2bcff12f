/* comments.h - what writers leave in a body for each other, not for readers. */
#ifndef DOCUMENT_COMMENTS_H
#define DOCUMENT_COMMENTS_H

#include "base/arena.h"
#include "base/err.h"

/* What counts as a comment depends on where the body is from. */
struct comment_habits {
    bool runs_templates; /* before Markdown is read: a Liquid comment in code is
                            a comment, too */
    bool is_vault;       /* of notes: %% words %% */
    bool may_be_vault;   /* no generator is known: a body with links like
                            [[notes]] is one of a vault */
    bool is_mdx;         /* comments as in JavaScript, in braces */
};

/* Takes the comments out of a body. False if there are none, and the results
 * are untouched; else the caller releases both:
 *
 *   *ret_emptied, for rendering, is without the comments of templates and
 *   without what the comments in HTML say: empty ones remain where they keep
 *   two blocks apart.
 *   *ret_shown, for readers of Markdown, is without the empty ones, too, and
 *   without definitions of links that are comments, "[//]: # (words)".
 *
 * In both, all line breaks remain, and the comment that ends the excerpt.
 * *ret_unclosed is where a comment starts that is not closed and takes the rest
 * of the body, or body.size. */
bool comments_take_out(struct slice body, struct comment_habits habits,
                       struct str *ret_emptied, struct str *ret_shown,
                       size_t *ret_unclosed) MUST_USE;

/* Returns HTML without its comments, in the arena or as it is. What looks like
 * one in a script or a style is code. */
struct slice comments_omit_html(struct slice html, struct arena *arena);

#endif
