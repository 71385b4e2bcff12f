/* hugo_dialect.c - what `markup.goldmark` in the settings makes of Markdown.
 *
 * (gohugo.io/configuration/markup; markup/goldmark/goldmark_config) */
#include "layout/hugo.h"

#include "base/array.h"

static const struct value *find(const struct value *settings,
                                const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count && settings != NULL; i++)
        settings = value_find_nocase(settings, slice_of(keys[i]));
    return settings;
}

/* Whether a switch is on. It may also be a table with a key that turns it on,
 * or off. */
static bool is_on(const struct value *value, const char *key, bool key_is_on,
                  bool otherwise)
{
    bool is_table = value_is_object(value);
    if (is_table)
        value = value_find_nocase(value, slice_of(key));
    if (value == NULL || value->kind != VALUE_BOOLEAN)
        return otherwise;
    return is_table && !key_is_on ? !value->as.boolean : value->as.boolean;
}

static void read_extensions(const struct value *extensions,
                            struct markdown_dialect *dialect)
{
    static const struct {
        const char *key;
        unsigned extension;
    } known[] = {
        {"table", MARKDOWN_TABLES},
        {"strikethrough", MARKDOWN_STRIKETHROUGH},
        {"linkify", MARKDOWN_AUTOLINKS},
        {"taskList", MARKDOWN_TASKS},
        {"footnote", MARKDOWN_FOOTNOTES},
    };
    for (size_t i = 0; i < ARRAY_COUNT(known); i++) {
        if (!is_on(find(extensions, &known[i].key, 1), "enable", true, true))
            dialect->extensions &= ~known[i].extension;
    }
    static const char *const typographer[] = {"typographer"};
    if (!is_on(find(extensions, typographer, 1), "disable", false, true))
        dialect->smart = MARKDOWN_NOT_SMART;
}

/* The second name is that of version 0.144 and later. */
static void read_ids(const struct value *parser, enum heading_ids *ids)
{
    static const char *const names[] = {"autoHeadingIDType", "autoIDType"};
    static const struct {
        const char *name;
        enum heading_ids ids;
    } types[] = {
        {"github", HEADING_IDS_HUGO},
        {"github-ascii", HEADING_IDS_HUGO_ASCII},
        {"blackfriday", HEADING_IDS_BLACKFRIDAY},
    };
    for (size_t i = 0; i < ARRAY_COUNT(names) * ARRAY_COUNT(types); i++) {
        const struct value *name =
            find(parser, &names[i / ARRAY_COUNT(types)], 1);
        size_t type = i % ARRAY_COUNT(types);
        if (slice_is(value_text(name), types[type].name))
            *ids = types[type].ids;
    }
}

/* Those of headings are on at first, those of other blocks are not. */
static void read_attributes(const struct value *parser,
                            struct markdown_dialect *dialect)
{
    static const char *const title[] = {"attribute", "title"};
    static const char *const block[] = {"attribute", "block"};
    if (!is_on(find(parser, title, ARRAY_COUNT(title)), "", true, true))
        dialect->extensions &= ~(unsigned)MARKDOWN_ATTRIBUTES;
    if (is_on(find(parser, block, ARRAY_COUNT(block)), "", true, false))
        dialect->extensions |= MARKDOWN_BLOCK_LISTS;
}

void hugo_read_dialect(const struct value *settings,
                       struct markdown_dialect *dialect)
{
    static const char *const keys[] = {"markup", "goldmark"};
    static const char *const parser[] = {"parser"};
    static const char *const extensions[] = {"extensions"};
    const struct value *goldmark = find(settings, keys, ARRAY_COUNT(keys));
    read_extensions(find(goldmark, extensions, 1), dialect);
    read_ids(find(goldmark, parser, 1), &dialect->ids);
    read_attributes(find(goldmark, parser, 1), dialect);
}
