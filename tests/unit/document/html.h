/* html.h - the forms of a body, in tests. */
#ifndef TESTS_UNIT_DOCUMENT_HTML_H
#define TESTS_UNIT_DOCUMENT_HTML_H

#include "base/escape.h"
#include "document/markdown.h"

static inline struct slice escaped_html_of(const struct markdown *markdown,
                                           struct arena *arena)
{
    return delta_string(&markdown->escaped_html, arena);
}

static inline struct slice text_of(const struct markdown *markdown,
                                   struct arena *arena)
{
    return delta_string(&markdown->text, arena);
}

/* Leaves the slots of links, those of images' destinations among them. */
static inline void keep_links(struct markdown *markdown)
{
    size_t kept = 0;
    for (size_t i = 0; i < markdown->slot_count; i++) {
        if (markdown->slots[i].kind == SLOT_LINK)
            markdown->slots[kept++] = markdown->slots[i];
    }
    markdown->slot_count = kept;
}

static inline struct slice toc_of(const struct markdown *markdown,
                                  struct arena *arena)
{
    struct str toc = {0};
    headings_append_toc(&toc, markdown->headings, markdown->heading_count);
    struct slice kept = arena_copy(arena, str_slice(&toc));
    str_release(&toc);
    return kept;
}

static inline struct slice html_of(const struct markdown *markdown,
                                   struct arena *arena)
{
    struct str plain = {0};
    unescape_append(&plain, escaped_html_of(markdown, arena));
    struct slice html = arena_copy(arena, str_slice(&plain));
    str_release(&plain);
    return html;
}

#endif
