/* markdown_fuzz.c - any bytes as a body, by either engine, with raw HTML kept
 * and not, and as each kind of generator reads it: with its lists of
 * attributes, its quotes, its ids and what is not Markdown there.
 *
 * Where it is not kept, nothing in the HTML may be what only raw HTML, or a
 * link that runs, can be. The tree and the sections are made as well. */
#include "base/array.h"
#include "base/unicode.h"
#include "document/mdast.h"
#include "document/section.h"

#include <stdlib.h>

#define MAX_TREE_BYTES (1024 * 1024) /* of those that are looked at */
#define MAX_SECTIONS   8

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_tame(struct slice html)
{
    static const char *const wild[] = {
        "<!", "<?", "<script", " href=\\\"javascript:", " src=\\\"javascript:"};
    for (size_t i = 0; i < ARRAY_COUNT(wild); i++) {
        if (slice_find(html, 0, slice_of(wild[i])) != html.size)
            abort();
    }
}

static void check_text(struct slice text)
{
    if (utf8_find_invalid(text) != text.size)
        abort();
}

static void check_body(const struct markdown *body, bool is_kept)
{
    struct arena arena = {0};
    struct slice html = delta_string(&body->escaped_html, &arena);
    check_text(html);
    check_text(delta_string(&body->text, &arena));
    if (!is_kept)
        check_tame(html);
    arena_release(&arena);
}

/* A tree is JSON; how deep it is, unless it is null, is bounded. */
static void check_tree(const struct source *source, struct slice section)
{
    const struct mdast_options options = {.section = section,
                                          .has_positions = true,
                                          .max_bytes = 16 * MAX_TREE_BYTES};
    struct str out = {0};
    size_t depth = 0;
    bool is_in_string = false;
    mdast_append(source, &options, &out);
    check_text(str_slice(&out));
    for (size_t i = 0; i < out.size && out.size < MAX_TREE_BYTES; i++) {
        char c = out.data[i];
        if (is_in_string && c == '\\')
            i++;
        else if (c == '"')
            is_in_string = !is_in_string;
        else if (!is_in_string && (c == '{' || c == '['))
            depth++;
        else if (!is_in_string && (c == '}' || c == ']'))
            depth--;
        if (depth > 2 * MDAST_MAX_DEPTH + 4)
            abort();
    }
    if (out.size < MAX_TREE_BYTES && (depth != 0 || is_in_string))
        abort();
    str_release(&out);
}

/* Each heading has a section, which is a part of the whole. */
static void check_sections(const struct source *source, bool is_kept)
{
    const struct markdown *body = &source->body;
    for (size_t i = 0; i < body->heading_count && i < MAX_SECTIONS; i++) {
        struct arena arena = {0};
        struct body_section section;
        struct slice id = body->headings[i].id;
        if (!section_find(source, id, &arena, &section) ||
            section.body.heading_count == 0 ||
            !slice_equal(section.body.headings[0].id, id))
            abort();
        check_body(&section.body, is_kept);
        check_text(section.markdown);
        check_tree(source, id);
        arena_release(&arena);
    }
}

static void render(struct slice body, enum raw_html raw_html,
                   const struct markdown_options *flavor)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct source source = {.markdown = utf8_repair(&arena, body)};

    source.input = (struct markdown_input){
        .body = source.markdown, .first_line = 1, .options = *flavor};
    source.input.options.raw_html = raw_html;
    source.input.options.keeps_comments = true;
    bool ok = markdown_render(source.markdown, 1, &source.input.options, &arena,
                              &diagnostics, &source.body);
    if (ok ? diagnostics.count != 0 : diagnostics.error_count != 1)
        abort();
    if (ok) {
        check_body(&source.body, raw_html == RAW_HTML_KEEP);
        check_tree(&source, SLICE_NONE);
        check_sections(&source, raw_html == RAW_HTML_KEEP);
    }
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice body = {(const char *)bytes, size};
    static const struct markdown_options flavors[] = {
        {.extensions = 0},
        {.extensions = MARKDOWN_GFM | MARKDOWN_ATTRIBUTES},
        {.extensions = MARKDOWN_GFM | MARKDOWN_ATTRIBUTES |
                       MARKDOWN_KRAMDOWN_LISTS | MARKDOWN_SPAN_HTML,
         .ids = HEADING_IDS_KRAMDOWN_GFM,
         .smart = MARKDOWN_SMART_KRAMDOWN,
         .foreign = FOREIGN_LIQUID | FOREIGN_MATH},
        {.extensions =
             MARKDOWN_GFM | MARKDOWN_ATTRIBUTES | MARKDOWN_BLOCK_LISTS,
         .ids = HEADING_IDS_HUGO,
         .smart = MARKDOWN_SMART_GOLDMARK,
         .foreign = FOREIGN_SHORTCODES | FOREIGN_MATH},
        {.extensions = MARKDOWN_GFM,
         .ids = HEADING_IDS_ASTRO,
         .smart = MARKDOWN_SMARTYPANTS,
         .foreign = FOREIGN_MDX | FOREIGN_DIRECTIVES | FOREIGN_MATH},
        {.extensions = MARKDOWN_GFM | MARKDOWN_ATTRIBUTES,
         .ids = HEADING_IDS_VITEPRESS,
         .foreign = FOREIGN_DIRECTIVES | FOREIGN_MATH},
        {.ids = HEADING_IDS_NUXT,
         .foreign =
             FOREIGN_LIQUID | FOREIGN_SHORTCODES | FOREIGN_MDC | FOREIGN_MATH},
    };
    /* Its size decides, so that no input takes the time of all. */
    const struct markdown_options *flavor =
        &flavors[size % ARRAY_COUNT(flavors)];
    render(body, RAW_HTML_KEEP, flavor);
    render(body, RAW_HTML_OMIT, flavor);
    render(body, RAW_HTML_ESCAPE, flavor);
    return 0;
}
