/* aliases.c - old addresses lead to the document that has moved.
 *
 *     url: /blog/hello
 *     aliases: [/2019/old.html]     ->  /2019/old.html by its url;
 *                                       "old", "2019/old" as slugs in its
 *                                       collection
 *
 * Hugo calls them `aliases`, Jekyll `redirect_from`; both take a string or a
 * list. Where `aliases` are not Hugo's, one without a slash is another name of
 * the document: a slug, but no address of a page. In Hugo an alias without a
 * leading slash is relative to the page, in Jekyll to the top, so both
 * addresses are accepted. An alias never hides a document that exists, and if
 * two documents claim the same one, the older keeps it, as with slugs. */
#include "store/aliases.h"

#include "base/unicode.h"
#include "document/keys.h"
#include "layout/place.h"

#include <string.h>

#define ALIAS_MAX_BYTES 2048 /* of one address */
#define ALIASES_MAX     1000 /* of one document */

static void warn_taken(struct snapshot *snapshot, const struct entry *entry,
                       const struct value *at, struct slice url,
                       const struct entry *holder)
{
    snapshot->diagnostics.path = entry->source->path;
    diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_URL_TAKEN, at->line,
                    at->column, "remove it from one of them",
                    "the old address %.*s already leads to %.*s",
                    SLICE_FMT(url), SLICE_FMT(holder->source->path));
}

static struct slice without_html(struct slice path)
{
    return slice_ends(path, ".html") ? slice_sub(path, 0, path.size - 5) : path;
}

static void add_old_slug(struct entry *entry, struct slice slug)
{
    struct collection *collection = entry->collection;
    if (slug.size > 0 && collection_find(collection, slug) == NULL &&
        map_find(&collection->aliases, slug) == NULL)
        map_put(&collection->aliases, slug, entry);
}

/* Returns whether the address now belongs to the entry. */
static bool add_old_url(struct snapshot *snapshot, struct entry *entry,
                        struct slice url, const struct value *written)
{
    struct entry *holder = map_find(&snapshot->urls, url);
    if (holder == NULL)
        holder = map_find(&snapshot->aliases, url);
    if (holder != NULL && holder != entry)
        warn_taken(snapshot, entry, written, url, holder);
    if (holder == NULL)
        map_put(&snapshot->aliases, url, entry);
    return holder == NULL || holder == entry;
}

/* Adds the alias as Hugo reads it: on the page "/blog/hello", "old" is
 * "/blog/old" and "../old" is "/old". */
static void add_beside(struct snapshot *snapshot, struct entry *entry,
                       struct slice text)
{
    struct slice folder = path_folder(url_without_slash(entry->decoded_url));
    for (; slice_starts(text, "../"); text = slice_from(text, 3))
        folder = path_folder(folder);
    struct slice url = url_from_text(text, &snapshot->arena);
    struct slice beside = entry->url.size == 0 || url.data == NULL
                              ? SLICE_NONE
                              : arena_printf(&snapshot->arena, "%.*s%.*s",
                                             SLICE_FMT(folder), SLICE_FMT(url));
    if (beside.data != NULL && map_find(&snapshot->urls, beside) == NULL &&
        map_find(&snapshot->aliases, beside) == NULL)
        map_put(&snapshot->aliases, beside, entry);
}

static void add_alias(struct snapshot *snapshot, struct entry *entry,
                      const struct value *written)
{
    struct slice text = slice_trim(value_text(written));
    text = slice_from(text, slice_starts(text, "./") ? 2 : 0);
    struct slice url = url_from_text(text, &snapshot->arena);
    bool is_relative = !slice_starts(text, "/") &&
                       slice_find(text, 0, SLICE("://")) == text.size;

    if (is_relative)
        add_beside(snapshot, entry, text);
    if (url.data == NULL || slice_starts(text, "../") ||
        !add_old_url(snapshot, entry, url, written))
        return;
    struct slice path = slice_from(url, 1);
    add_old_slug(entry, path);
    add_old_slug(entry, without_html(path));
    add_old_slug(entry, without_html(path_name(path)));
}

static void warn_ignored(struct snapshot *snapshot, const struct entry *entry,
                         const struct value *at, const char *what)
{
    snapshot->diagnostics.path = entry->source->path;
    diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_FIELD_TYPE, at->line,
                    at->column, "redirect it in the front end", "%s", what);
}

/* The aliases under one key. */
struct old_addresses {
    const struct value *list;
    bool may_be_names;
};

static bool is_name(const struct value *written)
{
    struct slice text = value_text(written);
    return slice_find_char(text, 0, '/') == text.size &&
           !slice_ends(text, ".html");
}

static void add_list(struct snapshot *snapshot, struct entry *entry,
                     const struct old_addresses *old)
{
    const struct value *list = old->list;
    size_t count = list->size < ALIASES_MAX ? list->size : ALIASES_MAX;
    for (size_t i = 0; i < count; i++) {
        const struct value *item = &list->as.items[i];
        if (value_text(item).size > ALIAS_MAX_BYTES) {
            warn_ignored(snapshot, entry, item,
                         "an old address is too long; it and those after it "
                         "are ignored");
            return;
        }
        if (old->may_be_names && is_name(item))
            add_old_slug(entry, slice_trim(value_text(item)));
        else
            add_alias(snapshot, entry, item);
    }
    if (count < list->size)
        warn_ignored(snapshot, entry, list,
                     "only the first 1000 old addresses are used");
}

static void add_aliases(struct snapshot *snapshot, struct entry *entry,
                        const struct layout *layout)
{
    for (const char *const *key = keys_alias; *key != NULL; key++) {
        const struct value *written = value_find(&entry->meta->fields, *key);
        const struct value one = {
            .kind = VALUE_ARRAY, .as.items = written, .size = 1};
        const struct old_addresses old = {
            .list = value_is_string(written) ? &one : written,
            .may_be_names =
                strcmp(*key, "aliases") == 0 && !layout_takes_aliases(layout),
        };
        if (value_is_string(written) || value_is_array(written))
            add_list(snapshot, entry, &old);
    }
}

void assign_aliases(const struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct list *all = &snapshot->collections[c]->all;
        for (size_t i = 0; i < all->count; i++) {
            struct entry *entry = all->items[i];
            if ((entry->traits & TRAIT_ALIASES) != 0)
                add_aliases(snapshot, entry,
                            &root_of(builder, entry->source)->layout);
        }
    }
}
