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

/* What is on unless a setting turns it off, and the other way round. Some of
 * them have also been tables, with a key `disable` or `enable`. */
static const struct {
    const char *keys[2]; /* below markup.goldmark */
    const char *off;     /* the key of the setting as a table, or NULL */
    const char *on;
    unsigned extensions;
} switches[] = {
    {{"extensions", "table"}, NULL, NULL, MARKDOWN_TABLES},
    {{"extensions", "strikethrough"}, NULL, NULL, MARKDOWN_STRIKETHROUGH},
    {{"extensions", "linkify"}, NULL, NULL, MARKDOWN_AUTOLINKS},
    {{"extensions", "taskList"}, NULL, NULL, MARKDOWN_TASKS},
    {{"extensions", "footnote"}, NULL, "enable", MARKDOWN_FOOTNOTES},
    {{"extensions", "typographer"}, "disable", NULL, MARKDOWN_SMART},
};

static void set(unsigned *extensions, unsigned which, bool is_on)
{
    *extensions = is_on ? *extensions | which : *extensions & ~which;
}

static void read_switch(const struct value *goldmark, size_t index,
                        unsigned *extensions)
{
    const struct value *value =
        find(goldmark, switches[index].keys, ARRAY_COUNT(switches[index].keys));
    const char *key =
        switches[index].off != NULL ? switches[index].off : switches[index].on;
    bool is_reversed = false;
    if (key != NULL && value_is_object(value)) {
        value = value_find_nocase(value, slice_of(key));
        is_reversed = switches[index].off != NULL;
    }
    if (value != NULL && value->kind == VALUE_BOOLEAN)
        set(extensions, switches[index].extensions,
            value->as.boolean != is_reversed);
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

void hugo_read_dialect(const struct value *settings,
                       struct markdown_dialect *dialect)
{
    static const char *const keys[] = {"markup", "goldmark"};
    static const char *const parser[] = {"parser"};
    const struct value *goldmark = find(settings, keys, ARRAY_COUNT(keys));
    for (size_t i = 0; i < ARRAY_COUNT(switches); i++)
        read_switch(goldmark, i, &dialect->extensions);
    read_ids(find(goldmark, parser, 1), &dialect->ids);
}
