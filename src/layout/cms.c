/* cms.c - finds the collection of a CMS that a file is in.
 *
 *     folder: content                  "pages"
 *     folder: content/posts            "posts": the nearer one
 *     file: content/about.md           whatever folder lists it
 */
#include "layout/cms.h"

#include "base/glob.h"
#include "layout/place.h"

static struct names copy_names(const struct names *names, struct arena *arena)
{
    struct names copy = {arena_alloc(arena, names->count, sizeof *copy.items),
                         names->count};
    for (size_t i = 0; i < names->count; i++)
        copy.items[i] = arena_copy(arena, names->items[i]);
    return copy;
}

static struct slice copy_or_none(struct slice text, struct arena *arena)
{
    return text.data != NULL ? arena_copy(arena, text) : SLICE_NONE;
}

static struct cms_collection
copy_collection(const struct cms_collection *collection, struct arena *arena)
{
    struct cms_collection copy = *collection;
    copy.name = arena_copy(arena, collection->name);
    copy.folder = arena_copy(arena, collection->folder);
    copy.files = copy_names(&collection->files, arena);
    copy.extensions = copy_names(&collection->extensions, arena);
    copy.includes = copy_names(&collection->includes, arena);
    copy.excludes = copy_names(&collection->excludes, arena);
    copy.filter_field = copy_or_none(collection->filter_field, arena);
    copy.filter_values = copy_names(&collection->filter_values, arena);
    copy.title_key = copy_or_none(collection->title_key, arena);
    copy.date_key = copy_or_none(collection->date_key, arena);
    return copy;
}

struct cms *cms_copy(const struct cms *cms, struct arena *arena)
{
    struct cms *copy = arena_alloc(arena, 1, sizeof *copy);
    *copy = *cms;
    copy->path = arena_copy(arena, cms->path);
    copy->collections =
        arena_alloc(arena, cms->count, sizeof *copy->collections);
    for (size_t i = 0; i < cms->count; i++)
        copy->collections[i] = copy_collection(&cms->collections[i], arena);
    copy->media = arena_alloc(arena, cms->media_count, sizeof *copy->media);
    for (size_t i = 0; i < cms->media_count; i++)
        copy->media[i] =
            (struct cms_media){arena_copy(arena, cms->media[i].folder),
                               arena_copy(arena, cms->media[i].prefix)};
    copy->locales = value_copy(&cms->locales, arena);
    copy->default_locale = copy_or_none(cms->default_locale, arena);
    return copy;
}

/* Whether the absolute path ends with that one, at a slash. */
static bool ends_with_path(struct slice folder, struct slice end)
{
    size_t at = folder.size > end.size ? folder.size - end.size : 0;
    return at > 0 && folder.data[at - 1] == '/' &&
           slice_equal(slice_from(folder, at), end);
}

struct slice cms_above(const struct cms *cms, struct slice folder)
{
    struct slice path = cms->collections[0].folder;
    if (cms->collections[0].files.count == 0)
        path = path_folder(path);
    while (path.size > 0 && !ends_with_path(folder, path))
        path = path_folder(path);
    return path;
}

static bool has_extension(const struct cms_collection *collection,
                          struct slice path)
{
    struct slice name = path_name(path), stem = path_stem(path);
    struct slice extension =
        slice_from(name, stem.size < name.size ? stem.size + 1 : name.size);
    for (size_t i = 0; i < collection->extensions.count; i++) {
        if (slice_equal_nocase(collection->extensions.items[i], extension))
            return true;
    }
    return collection->extensions.count == 0;
}

static bool matches_one(const struct names *globs, struct slice path)
{
    for (size_t i = 0; i < globs->count; i++) {
        if (glob_matches_choices(globs->items[i], path))
            return true;
    }
    return false;
}

/* The rest of the path below the folder; the path itself below "". */
static struct slice below(struct slice path, struct slice folder)
{
    return folder.size > 0 ? slice_from(path, folder.size + 1) : path;
}

static bool is_in_folder(const struct cms_collection *collection,
                         struct slice path)
{
    if (!path_is_within(path, collection->folder) ||
        path.size <= collection->folder.size || slice_starts(path, "../"))
        return false;
    struct slice inside = below(path, collection->folder);
    struct slice name = path_without_extension(inside);
    return (collection->depth == 0 ||
            slice_count_char(inside, '/') < collection->depth) &&
           (collection->includes.count == 0 ||
            matches_one(&collection->includes, name)) &&
           !matches_one(&collection->excludes, name);
}

static bool has_file(const struct cms_collection *collection, struct slice path)
{
    return collection->files.count > 0
               ? slice_is_among(path, collection->files.items,
                                collection->files.count)
               : is_in_folder(collection, path);
}

static bool is_one_of(const struct value *value, const struct names *wanted)
{
    struct arena arena = {0};
    bool is_found = slice_is_among(value_spelling(value, &arena), wanted->items,
                                   wanted->count);
    arena_release(&arena);
    return is_found;
}

/* A list meets it with any of its items. */
static bool meets_filter(const struct cms_collection *collection,
                         const struct value *front_matter)
{
    const struct names *wanted = &collection->filter_values;
    if (collection->filter_field.data == NULL || front_matter == NULL)
        return true;
    const struct value *value =
        value_find_slice(front_matter, collection->filter_field);
    for (size_t i = 0; value_is_array(value) && i < value->size; i++) {
        if (is_one_of(&value->as.items[i], wanted))
            return true;
    }
    return is_one_of(value, wanted);
}

static bool is_nearer(const struct cms_collection *a,
                      const struct cms_collection *b)
{
    bool a_lists = a->files.count > 0;
    return b == NULL ||
           (a_lists != (b->files.count > 0) ? a_lists
                                            : a->folder.size > b->folder.size);
}

const struct cms_collection *cms_find(const struct cms *cms, struct slice path,
                                      const struct value *front_matter)
{
    const struct cms_collection *found = NULL;
    for (size_t i = 0; i < cms->count; i++) {
        const struct cms_collection *collection = &cms->collections[i];
        if (is_nearer(collection, found) && has_file(collection, path) &&
            has_extension(collection, path) &&
            meets_filter(collection, front_matter))
            found = collection;
    }
    return found;
}

bool cms_leads_to_one(const struct cms *cms, struct slice folder)
{
    for (size_t i = 0; i < cms->count; i++) {
        const struct cms_collection *collection = &cms->collections[i];
        if (path_is_within(collection->folder, folder) ||
            (collection->files.count == 0 &&
             path_is_within(folder, collection->folder)))
            return true;
        for (size_t j = 0; j < collection->files.count; j++) {
            if (path_is_within(collection->files.items[j], folder))
                return true;
        }
    }
    return false;
}
