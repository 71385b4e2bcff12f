/* hexo_permalinks.c - the words of `permalink` in Hexo's settings.
 *
 *     :year/:month/:day/:title/     the default
 *     :category/:name.html
 *     posts/:abbrlink/              a key of front matter
 *     :lang/:title/                 likewise, or a word of `new_post_name`
 *
 * A word is a colon and as many letters, digits and underscores as follow. One
 * that Hexo does not know is a key of the post, else of `permalink_defaults`.
 * (filter/post_permalink.js in Hexo 8.) `:hash` and `:id` are numbers of Hexo's
 * own database, and no address is made of them here. */
#include "layout/hexo.h"

#include "base/array.h"
#include "base/latin.h"
#include "layout/permalink.h"
#include "layout/place.h"

/* A post whose address is made. */
struct post {
    const struct layout *layout;
    const struct permalink *permalink;
    struct hexo_name name;
    struct arena *arena;
};

/* Appends the value of a word; false if it has none. */
typedef bool append(struct str *out, const struct post *post);

static const struct meta *meta_of(const struct post *post)
{
    return post->permalink->meta;
}

static bool append_title(struct str *out, const struct post *post)
{
    str_append(out, post->name.title);
    return true;
}

static bool append_name(struct str *out, const struct post *post)
{
    str_append(out, path_name(post->name.title));
    return true;
}

static bool append_post_title(struct str *out, const struct post *post)
{
    str_append(out, latin_slug_lower(post->arena, meta_of(post)->title));
    return true;
}

static bool append_time(struct str *out, const struct post *post,
                        const char *format, int index)
{
    struct civil time;
    if (!permalink_time_of(post->permalink, &time))
        return false;
    const int parts[] = {time.year, time.month,  time.day,
                         time.hour, time.minute, time.second};
    str_append(out, arena_printf(post->arena, format, parts[index]));
    return true;
}

static bool append_year(struct str *out, const struct post *post)
{
    return append_time(out, post, "%04d", 0);
}

static bool append_month(struct str *out, const struct post *post)
{
    return append_time(out, post, "%02d", 1);
}

static bool append_day(struct str *out, const struct post *post)
{
    return append_time(out, post, "%02d", 2);
}

static bool append_hour(struct str *out, const struct post *post)
{
    return append_time(out, post, "%02d", 3);
}

static bool append_minute(struct str *out, const struct post *post)
{
    return append_time(out, post, "%02d", 4);
}

static bool append_second(struct str *out, const struct post *post)
{
    return append_time(out, post, "%02d", 5);
}

static bool append_short_month(struct str *out, const struct post *post)
{
    return append_time(out, post, "%d", 1);
}

static bool append_short_day(struct str *out, const struct post *post)
{
    return append_time(out, post, "%d", 2);
}

static bool append_timestamp(struct str *out, const struct post *post)
{
    const struct date *date = meta_of(post)->date;
    if (date == NULL)
        return false;
    str_appendf(out, "%lld", (long long)(date->instant_ms / 1000));
    return true;
}

static void append_category_slug(struct str *out, const struct post *post,
                                 struct slice name)
{
    const struct value *mapped = value_find_slice(
        value_find(post->layout->config, "category_map"), name);
    const struct value *form =
        value_find(post->layout->config, "filename_case");
    if (value_is_string(mapped))
        name = value_text(mapped);
    bool is_lower =
        form != NULL && form->kind == VALUE_INTEGER && form->as.integer == 1;
    str_append(out, is_lower ? latin_slug_lower(post->arena, name)
                             : latin_slug(post->arena, name));
}

/* Of a list of lists the last one; else the value itself. */
static const struct value *last_list(const struct value *value)
{
    const struct value *last = value_is_array(value) && value->size > 0
                                   ? &value->as.items[value->size - 1]
                                   : NULL;
    for (size_t i = 0; last != NULL && i < value->size; i++) {
        if (value_is_array(&value->as.items[i]))
            return last;
    }
    return value;
}

static void append_below(struct str *out, size_t start, const struct post *post,
                         const struct value *name)
{
    struct slice text = slice_trim(value_spelling(name, post->arena));
    if (text.size == 0)
        return;
    str_append_text(out, out->size > start ? "/" : "");
    append_category_slug(out, post, text);
}

/* A list of names is one line of categories, each below the one before it; of
 * a list of lists, the last is such a line. */
static bool append_category(struct str *out, const struct post *post)
{
    const struct value *fields = &meta_of(post)->fields;
    const struct value *list = last_list(value_find(fields, "categories"));
    size_t start = out->size;
    if (list == NULL)
        list = value_find(fields, "category");
    if (!value_is_array(list))
        append_below(out, start, post, list);
    for (size_t i = 0; value_is_array(list) && i < list->size; i++)
        append_below(out, start, post, &list->as.items[i]);
    if (out->size > start)
        return true;
    struct slice none =
        value_text(value_find(post->layout->config, "default_category"));
    str_append(out, none.size > 0 ? none : SLICE("uncategorized"));
    return true;
}

static bool append_nothing(struct str *out, const struct post *post)
{
    (void)out;
    (void)post;
    return false;
}

static const struct {
    const char *name;
    append *append;
} words[] = {
    {"title", append_title},
    {"name", append_name},
    {"post_title", append_post_title},
    {"year", append_year},
    {"month", append_month},
    {"i_month", append_short_month},
    {"day", append_day},
    {"i_day", append_short_day},
    {"hour", append_hour},
    {"minute", append_minute},
    {"second", append_second},
    {"timestamp", append_timestamp},
    {"category", append_category},
    {"hash", append_nothing},
};

/* A key of the post, as a front matter or its name has it. */
static bool append_key(struct str *out, const struct post *post,
                       struct slice name)
{
    const struct value *const places[] = {
        &post->name.others, &meta_of(post)->fields,
        value_find(post->layout->config, "permalink_defaults")};
    for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
        struct slice text =
            value_spelling(value_find_slice(places[i], name), post->arena);
        if (text.size > 0) {
            str_append(out, text);
            return true;
        }
    }
    return false;
}

static bool append_word(struct str *out, const struct post *post,
                        struct slice name)
{
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        if (slice_is(name, words[i].name))
            return words[i].append(out, post);
    }
    return append_key(out, post, name);
}

static bool expand(struct str *out, const struct post *post,
                   struct slice pattern)
{
    for (size_t at = 0; at < pattern.size;) {
        struct slice word = pattern.data[at] == ':'
                                ? hexo_word(slice_from(pattern, at + 1))
                                : SLICE("");
        if (word.size == 0)
            str_append_char(out, pattern.data[at++]);
        else if (!append_word(out, post, word))
            return false;
        else
            at += word.size + 1;
    }
    return true;
}

struct slice hexo_permalink(const struct layout *layout,
                            const struct meta *meta, struct slice inside,
                            struct arena *arena)
{
    struct slice pattern = value_text(value_find(layout->config, "permalink"));
    const struct permalink permalink = {.meta = meta};
    struct post post = {.layout = layout,
                        .permalink = &permalink,
                        .name = hexo_name_of(layout, inside, arena),
                        .arena = arena};
    struct str out = {0};
    if (pattern.size == 0)
        pattern = SLICE(":year/:month/:day/:title/");
    bool is_made =
        pattern.size <= PERMALINK_MAX_BYTES && expand(&out, &post, pattern);
    struct slice found =
        is_made ? url_from_permalink(str_slice(&out), arena) : SLICE_NONE;
    str_release(&out);
    return found;
}
