/* place.c - takes paths apart, and knows the folders that mean the same
 * everywhere.
 *
 * Generators route in different ways, but mostly agree on what a folder of a
 * certain name contains. Any other folder is a collection of its own.
 * Everything here works on slices of the document's path. */
#include "layout/place.h"

#include "base/ascii.h"
#include "base/percent.h"
#include "base/unicode.h"

#include <string.h>

static const struct {
    const char *folder;
    const char *collection;
} folders[] = {
    {"posts", "posts"},  {"_posts", "posts"},   {"_drafts", "posts"},
    {"post", "posts"},   {"blog", "posts"},     {"articles", "posts"},
    {"news", "posts"},   {"thoughts", "posts"}, {"authors", "authors"},
    {"team", "authors"}, {"people", "authors"}, {"pages", "pages"},
    {"data", "data"},    {"_data", "data"},
};

static const char *const reserved[] = {"recent", "search", "tags",
                                       "categories"};

const char *folder_collection(struct slice folder)
{
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        if (slice_equal_nocase(folder, slice_of(folders[i].folder)))
            return folders[i].collection;
    }
    return NULL;
}

bool collection_name_is_reserved(struct slice name)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (slice_is(name, reserved[i]))
            return true;
    }
    return false;
}

static struct slice path_below(struct slice path, struct slice root)
{
    bool is_below = root.size > 0 && path.size > root.size &&
                    path.data[root.size] == '/' && slice_begins(path, root);
    return is_below ? slice_from(path, root.size + 1) : path;
}

/* A path outside the content root is one in the project, as "data/a.json" is in
 * "site/data/a.json"; any other is returned unchanged. */
struct slice path_below_root(const struct tree *tree, struct slice path)
{
    struct slice below = path_below(path, tree->content_root);
    return below.size < path.size ? below
                                  : path_below(path, tree->project_path);
}

struct slice path_first_folder(struct slice path)
{
    size_t slash = slice_find_char(path, 0, '/');
    return slash < path.size ? slice_sub(path, 0, slash) : SLICE("");
}

struct slice path_below_first(struct slice path)
{
    size_t slash = slice_find_char(path, 0, '/');
    return slash < path.size ? slice_from(path, slash + 1) : path;
}

bool path_is_group(struct slice name)
{
    return slice_starts(name, "(") && slice_ends(name, ")");
}

struct slice path_without_groups(struct slice path, struct arena *arena)
{
    struct str kept = {0};
    struct slice name;
    while (slice_cut(&path, '/', &name)) {
        if (path_is_group(name))
            continue;
        str_append_text(&kept, kept.size > 0 ? "/" : "");
        str_append(&kept, name);
    }
    struct slice copy = arena_copy(arena, str_slice(&kept));
    str_release(&kept);
    return copy;
}

struct slice path_trim_slashes(struct slice text)
{
    while (text.size > 0 && text.data[0] == '/')
        text = slice_from(text, 1);
    while (text.size > 0 && text.data[text.size - 1] == '/')
        text = slice_sub(text, 0, text.size - 1);
    return text;
}

struct slice path_without_extension(struct slice path)
{
    struct slice stem = path_stem(path);
    return slice_sub(path, 0, (size_t)(stem.data - path.data) + stem.size);
}

struct slice path_without_index(struct slice path)
{
    struct slice folder = path_folder(path);
    return folder.size > 0 && path_is_index(path_stem(path)) ? folder : path;
}

static size_t count_slashes(struct slice path)
{
    size_t count = 0;
    for (size_t i = 0; i < path.size; i++)
        count += path.data[i] == '/' ? 1 : 0;
    return count;
}

static bool has_control(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (ascii_is_control(text.data[i]))
            return true;
    }
    return false;
}

struct slice path_readable(struct arena *arena, struct slice path)
{
    struct slice decoded;
    bool is_encoded = slice_find_char(path, 0, '%') < path.size &&
                      percent_decode(path, false, arena, &decoded) &&
                      count_slashes(decoded) == count_slashes(path) &&
                      !has_control(decoded);
    return unicode_nfc(arena, is_encoded ? decoded : path);
}

struct slice folder_own_collection(struct slice folder, struct arena *arena)
{
    struct slice name = folder;
    while (name.size > 1 && name.data[0] == '_')
        name = slice_from(name, 1);
    return path_readable(arena, name);
}

struct slice meta_wished_slug(const struct meta *meta, struct slice name,
                              struct slice inside, struct arena *arena)
{
    if (meta->slug.data != NULL) {
        struct slice slug = path_trim_slashes(meta->slug);
        return slug.size > 0 ? slug : SLICE("index");
    }
    struct slice folder = path_folder(inside);
    if (!path_is_index(name))
        return path_readable(arena, name);
    return folder.size > 0
               ? path_readable(arena, path_without_date(path_stem(folder)))
               : SLICE("index");
}

static bool is_named_by_path(const struct place *place, const struct meta *meta)
{
    switch (place->naming) {
    case NAMED_BY_PATH:
    case NAMED_BY_ID:
        return meta->slug.data == NULL;
    case NAMED_BY_FOLDERS:
        return true;
    case NAMED_BY_TYPE:
        return meta->slug.data == NULL &&
               (slice_is(place->collection, "pages") ||
                slice_is(place->collection, "data"));
    case NAMED_MIXED:
    default:
        return meta->slug.data == NULL &&
               (meta->date == NULL || !slice_is(place->collection, "posts"));
    }
}

/* Letters and digits, marks and connectors are kept, and no other punctuation;
 * spaces are not run together (README of github-slugger 2). */
static void append_slugged(struct str *out, int32_t letter)
{
    if (letter == ' ')
        str_append_char(out, '-');
    else if (letter == '-' || letter == '/' || unicode_is_word(letter))
        utf8_append(out, unicode_to_lower(letter));
}

struct slice path_slugged(struct slice path, struct arena *arena)
{
    struct str out = {0};
    for (size_t at = 0; at < path.size;)
        append_slugged(&out, utf8_next(path, &at));
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}

/* "a/b" with the name "c" -> "a/c". */
static struct slice beside(struct slice path, struct slice name,
                           struct arena *arena)
{
    struct slice folder = path_folder(path);
    return folder.size > 0 ? arena_printf(arena, "%.*s/%.*s", SLICE_FMT(folder),
                                          SLICE_FMT(name))
                           : name;
}

/* The date in front of a name is kept where the generator routes by the whole
 * name. */
void place_name_by_path(struct place *place, const struct meta *meta,
                        struct arena *arena)
{
    struct slice path = place->path_in_collection;
    bool is_id = place->naming == NAMED_BY_ID && meta->slug.data == NULL &&
                 meta->kind == SOURCE_MARKDOWN &&
                 !slice_is(place->collection, "pages");
    bool keeps_date =
        place->naming == NAMED_BY_PATH || place->naming == NAMED_BY_ID ||
        (place->naming == NAMED_BY_FOLDERS && meta->slug.data == NULL);
    if (is_id)
        place->slug = path_slugged(place->slug, arena);
    place->short_slug = place->slug;
    if (path_is_index(path) || slice_is(place->collection, "authors") ||
        !is_named_by_path(place, meta))
        return;
    if (is_id)
        path = path_slugged(path, arena);
    place->slug = keeps_date ? path : beside(path, place->slug, arena);
}

/* "posts/index.md" is the page of the posts, not one of them. */
static bool is_page_of_folder(const struct meta *meta, struct slice inside,
                              struct slice folder)
{
    return meta->kind == SOURCE_MARKDOWN && path_is_index(path_stem(inside)) &&
           path_folder(inside).size == 0 && folder.size > 0 &&
           !slice_equal_nocase(folder, SLICE("pages"));
}

struct place place_in_folder(const struct meta *meta, struct slice folder,
                             struct slice inside, struct slice below,
                             struct arena *arena)
{
    const char *known = folder_collection(folder);
    struct place place = {0};

    if (folder.size == 0)
        place.collection =
            meta->kind == SOURCE_DATA ? SLICE("data") : SLICE("pages");
    else
        place.collection = known != NULL ? slice_of(known)
                                         : folder_own_collection(folder, arena);
    place.is_reserved = collection_name_is_reserved(place.collection);
    if (meta->kind == SOURCE_DATA && (slice_is(place.collection, "posts") ||
                                      slice_is(place.collection, "pages"))) {
        place.collection = SLICE("data"); /* neither a post nor a page */
        inside = below;
    }
    if (place.is_reserved || is_page_of_folder(meta, inside, folder)) {
        place.collection = SLICE("pages");
        inside = below;
    }
    place.path_in_collection = path_readable(
        arena, path_without_index(path_without_extension(inside)));
    place.slug = meta_wished_slug(meta, meta->name, inside, arena);
    return place;
}

struct slice url_from_path(struct slice path, struct arena *arena)
{
    if (path.size == 0 || path_is_index(path))
        return SLICE("/");
    char *url = arena_bytes(arena, path.size + 2);
    url[0] = '/';
    memcpy(url + 1, path.data, path.size);
    url[path.size + 1] = '\0';
    return (struct slice){url, path.size + 1};
}

struct slice url_from_text(struct slice text, struct arena *arena)
{
    text = slice_trim(text);
    text = slice_sub(text, 0, slice_find_char(text, 0, '#'));
    text = slice_sub(text, 0, slice_find_char(text, 0, '?'));
    size_t scheme = slice_find(text, 0, SLICE("://"));
    if (scheme < slice_find_char(text, 0, '/')) {
        size_t path = slice_find_char(text, scheme + strlen("://"), '/');
        text = path < text.size ? slice_from(text, path) : SLICE("/");
    }
    if (text.size == 0)
        return SLICE_NONE;
    if (slice_ends(text, "/index.html"))
        text = slice_sub(text, 0, text.size - strlen("index.html"));
    return url_from_path(path_readable(arena, path_trim_slashes(text)), arena);
}

struct slice url_with_slash(struct slice url, struct arena *arena)
{
    return slice_ends(url, "/") ? url
                                : arena_printf(arena, "%.*s/", SLICE_FMT(url));
}

struct slice url_without_slash(struct slice url)
{
    return url.size > 1 && slice_ends(url, "/")
               ? slice_sub(url, 0, url.size - 1)
               : url;
}

struct slice url_from_permalink(struct slice text, struct arena *arena)
{
    struct slice url = url_from_text(text, arena);
    text = slice_trim(text);
    text = slice_sub(text, 0, slice_find_char(text, 0, '#'));
    text = slice_sub(text, 0, slice_find_char(text, 0, '?'));
    bool is_folder = slice_ends(text, "/") || slice_ends(text, "/index.html");
    return url.data != NULL && is_folder ? url_with_slash(url, arena) : url;
}

struct slice path_lowered(struct slice path, struct arena *arena)
{
    struct str lower = {0};
    for (size_t at = 0; at < path.size;) {
        int32_t letter = utf8_next(path, &at);
        utf8_append(&lower, letter == ' ' ? '-' : unicode_to_lower(letter));
    }
    struct slice kept = arena_copy(arena, str_slice(&lower));
    str_release(&lower);
    return kept;
}
