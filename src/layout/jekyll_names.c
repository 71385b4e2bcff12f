/* jekyll_names.c - a string is several words, and folders are categories.
 *
 *     categories: jekyll update        jekyll, update
 *     category: Big News               Big News
 *     tag: machine learning            machine learning
 *     tags: [machine learning]         machine learning
 *     cooking/_posts/2024-05-01-x.md   cooking
 *
 * Elsewhere a string without commas is one name. Jekyll splits that of a plural
 * key at its spaces, and its sites rely on that: the post that comes with a new
 * Jekyll site does. A singular key is one name; `tag` replaces `tags`, and
 * `category` is added to `categories` (Utils.pluralized_array_from_hash and
 * Document#populate_categories in Jekyll 4.3). */
#include "layout/jekyll.h"

#include "document/keys.h"
#include "layout/meta_fields.h"

/* Returns the first of the keys that has a string; NULL if none has. */
static const char *key_of_text(const struct meta *meta, const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        const struct value *value = value_find(&meta->fields, *keys);
        if (slice_trim(value_text(value)).size > 0)
            return *keys;
    }
    return NULL;
}

static bool is_one_text(const struct meta *meta, const char *const *keys)
{
    const char *key = key_of_text(meta, keys);
    if (key == NULL)
        return false;
    struct slice text = value_text(value_find(&meta->fields, key));
    return slice_find_char(text, 0, ',') == text.size;
}

/* Warns about a string that was split here; for a list, meta has warned when it
 * read the names. */
static void check_count(const struct meta *meta, const struct names *names,
                        const char *const *keys, struct diagnostics *found)
{
    const char *key = key_of_text(meta, keys);
    if (found != NULL && names->count == NAMES_MAX_COUNT && key != NULL)
        warn_of_many_names(found, key, value_find(&meta->fields, key));
}

/* Keeps each name once, and no more than a list may have. */
static void add(struct names *names, struct slice name)
{
    name = slice_trim(name);
    for (size_t i = 0; i < names->count; i++) {
        if (slice_equal(names->items[i], name))
            return;
    }
    if (name.size > 0 && names->count < NAMES_MAX_COUNT)
        names->items[names->count++] = name;
}

static void add_parts(struct names *names, struct slice text, char separator)
{
    struct slice part;
    while (slice_cut(&text, separator, &part))
        add(names, part);
}

static size_t most_parts(struct slice text)
{
    return text.size / 2 + 1;
}

/* Returns the string of a key, trimmed; "" if it has none. */
static struct slice text_of(const struct meta *meta, const char *key)
{
    return slice_trim(value_text(value_find(&meta->fields, key)));
}

static bool is_filled(const struct meta *meta, const char *key)
{
    const struct value *value = value_find(&meta->fields, key);
    return value != NULL &&
           (value_is_array(value) ? value->size > 0 : !value_is_blank(value));
}

struct names jekyll_tags(const struct meta *meta, struct arena *arena,
                         struct diagnostics *found)
{
    struct slice one = text_of(meta, "tag");
    bool is_split = meta->tags.count == 1 && is_one_text(meta, keys_tag);
    if (one.size == 0 && !is_split)
        return meta->tags;
    struct slice text = one.size == 0 ? meta->tags.items[0] : SLICE("");
    struct names names = {
        .items = arena_alloc(arena, most_parts(text), sizeof *names.items),
    };
    add(&names, one);
    add_parts(&names, text, ' ');
    if (one.size == 0)
        check_count(meta, &names, keys_tag, found);
    return names;
}

struct names jekyll_categories(const struct layout *layout,
                               const struct meta *meta, struct arena *arena,
                               struct diagnostics *found)
{
    static const struct names none = {0};
    struct slice folders = jekyll_category_folders(layout, meta);
    struct slice one = text_of(meta, "category");
    bool is_plural = is_filled(meta, "categories");
    const struct names *own =
        is_plural || one.size == 0 ? &meta->categories : &none;
    bool is_text = is_plural && own->count == 1 &&
                   text_of(meta, "categories").size > 0 &&
                   is_one_text(meta, keys_category);
    if (!is_text && folders.size == 0 && one.size == 0)
        return *own;
    struct slice text = is_text ? own->items[0] : SLICE("");
    size_t most = most_parts(folders) + most_parts(text) + own->count + 1;
    struct names names = {
        .items = arena_alloc(arena, most, sizeof *names.items),
    };
    add_parts(&names, folders, '/');
    add_parts(&names, text, ' ');
    for (size_t i = 0; !is_text && i < own->count; i++)
        add(&names, own->items[i]);
    add(&names, one);
    check_count(meta, &names, keys_category, found);
    return names;
}
