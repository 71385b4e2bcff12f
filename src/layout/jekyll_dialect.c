/* jekyll_dialect.c - what the settings of Jekyll make of Markdown.
 *
 *     markdown: kramdown                      the default
 *     kramdown: {input: kramdown}             its own parser, not that for GFM
 *     kramdown:
 *       gfm_quirks: [no_auto_typographic]     "--" is no dash
 *     markdown: CommonMark                    another engine, by a plugin */
#include "layout/jekyll.h"

#include "base/array.h"

static bool has_word(const struct value *value, const char *word)
{
    for (size_t i = 0; value_is_array(value) && i < value->size; i++) {
        if (slice_is(value_text(&value->as.items[i]), word))
            return true;
    }
    struct slice text = value_text(value);
    return slice_find(text, 0, slice_of(word)) < text.size;
}

void jekyll_read_dialect(const struct value *settings,
                         struct markdown_dialect *dialect)
{
    static const char *const cmark[] = {"commonmark", "commonmarkghpages",
                                        "gfm"};
    const struct value *kramdown = value_find(settings, "kramdown");
    struct slice engine = value_text(value_find(settings, "markdown"));
    for (size_t i = 0; i < ARRAY_COUNT(cmark); i++) {
        if (slice_equal_nocase(engine, slice_of(cmark[i]))) {
            dialect->extensions = MARKDOWN_GFM & ~(unsigned)MARKDOWN_ALERTS;
            dialect->ids = HEADING_IDS_GITHUB;
            dialect->smart = MARKDOWN_NOT_SMART;
        }
    }
    if (kramdown == NULL)
        return;
    if (slice_equal_nocase(value_text(value_find(kramdown, "input")),
                           SLICE("kramdown"))) {
        dialect->extensions &= ~(unsigned)MARKDOWN_STRIKETHROUGH;
        dialect->ids = HEADING_IDS_KRAMDOWN;
    }
    if (has_word(value_find(kramdown, "gfm_quirks"), "no_auto_typographic"))
        dialect->smart = MARKDOWN_NOT_SMART;
}
