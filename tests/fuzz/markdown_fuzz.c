/* markdown_fuzz.c - any bytes as a body, by either engine, with raw HTML kept
 * and not.
 *
 * Where it is not kept, nothing in the HTML may be what only raw HTML, or a
 * link that runs, can be. */
#include "base/array.h"
#include "base/unicode.h"
#include "document/markdown.h"

#include <stdlib.h>

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

static void render(struct slice body, enum raw_html raw_html,
                   unsigned extensions)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct markdown markdown;

    body = utf8_repair(&arena, body);
    bool ok =
        markdown_render(body, 1,
                        &(struct markdown_options){.raw_html = raw_html,
                                                   .keeps_comments = true,
                                                   .extensions = extensions},
                        &arena, &diagnostics, &markdown);
    if (ok ? diagnostics.count != 0 : diagnostics.error_count != 1)
        abort();
    if (ok && (utf8_find_invalid(markdown.escaped_html) !=
                   markdown.escaped_html.size ||
               utf8_find_invalid(markdown.text) != markdown.text.size))
        abort();
    if (ok && raw_html != RAW_HTML_KEEP)
        check_tame(markdown.escaped_html);
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice body = {(const char *)bytes, size};
    static const unsigned flavors[] = {0, MARKDOWN_GFM};
    for (size_t i = 0; i < ARRAY_COUNT(flavors); i++) {
        render(body, RAW_HTML_KEEP, flavors[i]);
        render(body, RAW_HTML_OMIT, flavors[i]);
        render(body, RAW_HTML_ESCAPE, flavors[i]);
    }
    return 0;
}
