/* cms_meaning.c - files and reads documents as their CMS calls them.
 *
 *     src/content/dishes/soup.md    "recipes"    recipes/soup, was dishes/soup
 *     docs/start.md                 "doc"        docs/start: the same word
 *     _posts/2024-05-01-a.md        "artikel"    posts/a: these are posts
 *
 * A folder whose name says what it holds keeps that name, and so does one that
 * the CMS calls alike, since types in GraphQL are singular. Where a generator
 * has rules, the CMS may name what it calls by the name of the folder, or calls
 * no more than a page or data; what is in another of its collections stays
 * there. */
#include "layout/cms_meaning.h"

#include "document/keys.h"
#include "layout/generator.h"
#include "layout/meta_fields.h"
#include "layout/place.h"
#include "layout/policy.h"

static bool is_plural_of(struct slice many, struct slice one)
{
    return many.size == one.size + 1 && slice_ends(many, "s") &&
           key_is_same_word(slice_sub(many, 0, one.size), one);
}

static bool is_same_word(struct slice a, struct slice b)
{
    return key_is_same_word(a, b) || is_plural_of(a, b) || is_plural_of(b, a);
}

/* The word that a folder is called by; the CMS's, unless that is the same. One
 * of many pages is a `page` to TinaCMS. */
static struct slice word_of(const struct cms_collection *collection)
{
    struct slice folder = path_name(collection->folder);
    if (key_is_same_word(collection->name, SLICE("page")))
        return SLICE("pages");
    return collection->files.count == 0 &&
                   is_same_word(folder, collection->name)
               ? folder
               : collection->name;
}

static bool is_known(struct slice collection)
{
    return slice_is(collection, "pages") || slice_is(collection, "data");
}

static bool may_move(const struct layout *layout,
                     const struct cms_collection *collection,
                     const struct place *place, struct arena *arena)
{
    struct slice folder = path_name(collection->folder);
    const char *known = folder_collection(folder);
    bool is_named_by_folder =
        slice_equal(place->collection, folder_own_collection(folder, arena));
    if (collection_name_fault(word_of(collection)) != NULL ||
        (known != NULL && slice_is(place->collection, known)))
        return false;
    return tree_takes_cms(layout->tree) || is_named_by_folder ||
           (collection->files.count == 0 && is_known(place->collection));
}

bool cms_place(const struct layout *layout, const struct meta *meta,
               struct place *place, struct arena *arena)
{
    const struct cms *cms = tree_cms(layout->tree);
    if (cms == NULL || place->is_left_out || place->is_held_back ||
        place->is_unlisted || place->owner != NULL)
        return false;
    struct slice path = tree_cms_path(layout->tree, meta->path, arena);
    const struct cms_collection *collection =
        cms_find(cms, path, &meta->front_matter);
    if (collection == NULL || !may_move(layout, collection, place, arena))
        return false;
    struct slice inside = collection->folder.size > 0
                              ? slice_from(path, collection->folder.size + 1)
                              : path;
    struct slice below = inside;
    if (collection->files.count == 0)
        below = arena_printf(arena, "%.*s/%.*s", SLICE_FMT(word_of(collection)),
                             SLICE_FMT(inside));
    struct place named =
        place_in_folder(meta, word_of(collection), inside, below, arena);
    if (slice_equal(named.collection, place->collection) &&
        collection->files.count == 0)
        return false;
    place->collection = named.collection;
    place->slug = named.slug;
    place->path_in_collection = named.path_in_collection;
    place->is_reserved = named.is_reserved;
    place_name_by_path(place, meta, arena);
    return true;
}

/* "en.title": a key below others. */
static const struct value *find_at(const struct value *object,
                                   struct slice keys)
{
    const struct value *value = value_find_slice(object, keys);
    struct slice key;
    if (value != NULL || keys.size == 0)
        return value;
    for (value = object; slice_cut(&keys, '.', &key);)
        value = value_find_slice(value, key);
    return value;
}

/* The value of a field; where one file has all languages, in the first. */
static const struct value *find_field(const struct cms *cms,
                                      const struct cms_collection *collection,
                                      const struct meta *meta, struct slice key)
{
    const struct value *fields = &meta->fields;
    if (collection->translations == CMS_IN_ONE_FILE)
        fields = value_find_slice(fields, cms->default_locale);
    const struct value *value = key.data != NULL ? find_at(fields, key) : NULL;
    return value != NULL && !value_is_blank(value) ? value : NULL;
}

static bool has_title(const struct meta *meta)
{
    const struct value *title = value_find(&meta->fields, "title");
    return title != NULL && !value_is_blank(title);
}

void cms_reread(const struct layout *layout, struct meta *meta)
{
    const struct cms *cms = tree_cms(layout->tree);
    if (cms == NULL || meta->source->is_broken ||
        !value_is_object(&meta->fields))
        return;
    const struct cms_collection *collection =
        cms_find(cms, tree_cms_path(layout->tree, meta->path, &meta->arena),
                 &meta->front_matter);
    if (collection == NULL)
        return;
    const struct value *title =
        find_field(cms, collection, meta, collection->title_key);
    const struct value *date =
        find_field(cms, collection, meta, collection->date_key);
    if (title != NULL && !has_title(meta))
        meta_take_title(meta, title);
    if (date != NULL && meta->kind == SOURCE_MARKDOWN)
        meta_take_date(meta, collection->date_key, date);
}

/* "posts/fr/a.md" -> "posts/a.md", "fr" */
static struct slice without_folder(struct slice before, struct slice rest,
                                   const struct cms *cms,
                                   struct slice *ret_language,
                                   struct arena *arena)
{
    struct slice word = path_first_folder(rest);
    if (word.size == 0 || value_find_slice(&cms->locales, word) == NULL)
        return SLICE_NONE;
    *ret_language = word;
    return arena_printf(arena, "%.*s%.*s", SLICE_FMT(before),
                        SLICE_FMT(slice_from(rest, word.size + 1)));
}

/* The languages of a root folder are in front of that of the collection, so no
 * path there is in the collection itself. */
static struct slice original_in_root(const struct cms *cms, struct slice path,
                                     struct slice *ret_language,
                                     struct arena *arena)
{
    struct slice language;
    struct slice rest = without_folder(SLICE(""), path, cms, &language, arena);
    const struct cms_collection *collection =
        rest.data != NULL ? cms_find(cms, rest, NULL) : NULL;
    if (collection == NULL || collection->translations != CMS_IN_ROOT_FOLDERS)
        return SLICE_NONE;
    *ret_language = language;
    return rest;
}

struct slice cms_original(const struct layout *layout, struct slice path,
                          struct slice *ret_language, struct arena *arena)
{
    const struct cms *cms = tree_cms(layout->tree);
    if (cms == NULL || !value_is_object(&cms->locales))
        return SLICE_NONE;
    path = tree_cms_path(layout->tree, path, arena);
    const struct cms_collection *collection = cms_find(cms, path, NULL);
    struct slice found = original_in_root(cms, path, ret_language, arena);
    if (found.data == NULL && collection != NULL &&
        collection->translations == CMS_IN_FOLDERS) {
        size_t at =
            collection->folder.size > 0 ? collection->folder.size + 1 : 0;
        found = without_folder(slice_sub(path, 0, at), slice_from(path, at),
                               cms, ret_language, arena);
    }
    return found.data != NULL ? tree_path_of_cms(layout->tree, found, arena)
                              : SLICE_NONE;
}
