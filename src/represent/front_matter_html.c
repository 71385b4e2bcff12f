/* front_matter_html.c - renders strings of front matter as bodies are.
 *
 * By the same renderer, in the dialect of the file, with the same links, images
 * and rules for raw HTML: a front end must not need another one for a
 * biography. It is done on request. A few strings take microseconds, and most
 * requests do not want them; to have them ready, every reload of a large site
 * would render all of them. */
#include "represent/front_matter_html.h"

#include "base/escape.h"
#include "represent/absolute.h"
#include "represent/html.h"
#include "represent/markdown_fields.h"
#include "store/link.h"

/* What it takes to render a byte, as bytes that could have been written. */
#define WORK_OF_BYTE 16

struct rendering {
    const struct member_writer *writer;
    const struct entry *entry;
    struct markdown_options options;
    struct site_base base;
    bool has_base; /* addresses are to be absolute */
};

/* What is beyond a limit of bodies is shown as it is written. */
static void append_plain(struct str *out, struct slice text)
{
    struct str escaped = {0};
    str_append_text(out, "<p>");
    escape_append_html(&escaped, text);
    unescape_append(out, str_slice(&escaped));
    str_append_text(out, "</p>\n");
    str_release(&escaped);
}

/* A person in a file of several has no path of its own that links could be
 * relative to. */
static const struct slice *hrefs_of(const struct rendering *r,
                                    const struct markdown *body,
                                    struct arena *arena)
{
    const struct shape *shape = r->writer->shape;
    if (r->entry->source == NULL)
        return NULL;
    return hrefs_of_body(shape->surroundings != NULL ? shape->surroundings
                                                     : r->writer->around,
                         r->entry, body, arena);
}

static void append_html(const struct rendering *r, const struct value *text,
                        struct str *out)
{
    struct arena scratch = {0};
    struct diagnostics faults = {.arena = &scratch};
    struct markdown body;
    if (markdown_render(value_text(text), text->line, &r->options, &scratch,
                        &faults, &body))
        html_render(&body, hrefs_of(r, &body, &scratch), out);
    else
        append_plain(out, value_text(text));
    arena_release(&scratch);
}

static struct slice render(void *context, const struct value *text,
                           struct arena *arena)
{
    const struct rendering *r = context;
    struct str html = {0}, absolute = {0};
    shape_count_work(r->writer->shape, text->size * WORK_OF_BYTE);
    append_html(r, text, &html);
    if (r->has_base)
        absolute_append_html(&absolute, &r->base, r->entry, str_slice(&html));
    struct slice kept =
        arena_copy(arena, str_slice(r->has_base ? &absolute : &html));
    str_release(&html);
    str_release(&absolute);
    return kept.data != NULL ? kept : SLICE("");
}

void front_matter_html_write(const struct member_writer *w,
                             const struct entry *entry,
                             const struct parts *parts)
{
    struct arena scratch = {0};
    struct rendering r = {
        .writer = w,
        .entry = entry,
        .options = entry->source != NULL ? entry->source->input.options
                                         : w->around->markdown,
    };
    const struct markdown_change change = {render, &r};
    r.has_base =
        w->shape->has_absolute_urls && site_base_find(w->around, &r.base);
    struct value all = markdown_fields_of(w->around, entry, &change, &scratch);
    parts_write_value(w->out, &all, parts, w->shape->work);
    arena_release(&scratch);
}
