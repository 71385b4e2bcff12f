/* html.h - the HTML of a body, in tests. */
#ifndef TESTS_UNIT_DOCUMENT_HTML_H
#define TESTS_UNIT_DOCUMENT_HTML_H

#include "base/escape.h"
#include "document/markdown.h"

static inline struct slice html_of(const struct markdown *markdown,
                                   struct arena *arena)
{
    struct str plain = {0};
    unescape_append(&plain, markdown->escaped_html);
    struct slice html = arena_copy(arena, str_slice(&plain));
    str_release(&plain);
    return html;
}

#endif
