/* comment_forms.h - what comments look like. Private to this room. */
#ifndef DOCUMENT_COMMENT_FORMS_H
#define DOCUMENT_COMMENT_FORMS_H

#include "base/str.h"

#include <stdint.h>

#define ENDLESS SIZE_MAX /* the size of what nothing ends */

enum comment_where { ANYWHERE, IN_MDX, IN_VAULTS };

struct comment_form {
    const char *start;
    /* Is called with a body from a `start` on. Returns the size of the comment,
     * 0 if it is none, or ENDLESS. */
    size_t (*match)(struct slice rest);
    enum comment_where where;
    bool is_of_template; /* that runs before Markdown is read, if any does */
};

/* FORM_RAW is no comment: in it, only those of HTML are. */
enum { FORM_RAW, FORM_HTML = 11, FORM_COUNT };

extern const struct comment_form comment_forms[FORM_COUNT];

/* Returns the size of `rest` up to the end of the first `end` at or after
 * `start`, or ENDLESS. */
size_t comment_size_to_end(struct slice rest, size_t start, const char *end);
/* The index of the first byte from `at` on that is no space or line break. */
size_t comment_skip_spaces(struct slice rest, size_t at);

#endif
