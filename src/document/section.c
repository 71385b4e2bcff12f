/* section.c - one section of a body in the forms in which answers show it. */
#include "document/section.h"

#include "base/ascii.h"
#include "document/reading.h"

/* Of a part of the plain text, without the gaps around it. */
static void append_range(struct str *out, const struct body_reading *reading,
                         struct text_range range)
{
    struct slice text = str_slice(&reading->plain.text);
    text = slice_trim(slice_sub(text, range.start, range.end));
    if (out->size > 0 && text.size > 0)
        str_append_text(out, "\n\n");
    str_append(out, text);
}

static struct slice text_of(const struct body_reading *reading,
                            const struct section_search *search,
                            struct arena *arena)
{
    struct str out = {0};
    append_range(&out, reading, search->text);
    for (const struct node *n = reading->root->first; n != NULL; n = n->next) {
        if (n->kind == NODE_FOOTNOTE)
            append_range(&out, reading,
                         search->footnotes[n->as.footnote.number - 1]);
    }
    struct slice text = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return text;
}

/* Headings begin where they do in the text of the section. */
static struct heading *headings_of(const struct body_reading *reading,
                                   const struct section_search *search)
{
    struct heading *headings = reading->headings.items + search->first_heading;
    struct slice text =
        slice_from(str_slice(&reading->plain.text), search->text.start);
    size_t start = search->text.start;
    while (text.size > 0 && ascii_is_space(text.data[0])) {
        text = slice_from(text, 1);
        start++;
    }
    for (size_t i = search->first_heading; i < search->heading_end; i++) {
        struct heading *heading = &reading->headings.items[i];
        heading->text_at =
            heading->text_at > start ? heading->text_at - (uint32_t)start : 0;
    }
    return headings;
}

/* Counts, and the excerpt, remain those of the document. */
static struct markdown body_of(const struct source *source,
                               const struct body_reading *reading,
                               const struct section_search *search,
                               struct arena *arena)
{
    struct markdown body = source->body;
    struct str html = render_tree(reading->root, &reading->slots, 0);
    body.escaped_html = delta_whole(arena_copy(arena, str_slice(&html)));
    body.slots = reading->slots.items;
    body.text = delta_whole(text_of(reading, search, arena));
    body.headings = headings_of(reading, search);
    body.heading_count = search->heading_end - search->first_heading;
    str_release(&html);
    return body;
}

bool section_find(const struct source *source, struct slice id,
                  struct arena *arena, struct body_section *ret_section)
{
    struct section_search search = {.id = id};
    struct body_reading reading;
    reading_begin(&reading, &source->input, &search, arena);
    bool is_found = search.heading != NULL;
    if (is_found) {
        struct section_lines lines;
        section_lines_begin(&lines, &search, reading.root, source->markdown);
        section_cut(&search, reading.root);
        *ret_section = (struct body_section){
            .id = arena_copy(arena, id),
            .body = body_of(source, &reading, &search, arena),
            .markdown = section_lines_end(&lines, reading.root, arena),
        };
    }
    reading_end(&reading);
    return is_found;
}
