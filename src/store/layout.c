/* layout.c - conventions instead of configuration.
 *
 *     content/pages/thoughts/post-one.md     type: PostLayout
 *     '-root-' '-below the root---------'
 *                    '-path in collection-'
 *                             '-slug--'
 *     collection posts; url /thoughts/post-one
 *
 * In a Stackbit tree the type of a document says what it is, wherever the file
 * lies: a post is a post in pages/ai/index.md too. Everywhere else the first
 * folder says it. What a table does not name is a collection of its own. */
#include "store/layout.h"

#include "base/unicode.h"

static const struct {
    const char *type;
    const char *collection;
} stackbit_types[] = {
    {"PostLayout", "posts"},
    {"ProjectLayout", "projects"},
    {"PageLayout", "pages"},
    {"PostFeedLayout", "pages"},
    {"ProjectFeedLayout", "pages"},
    {"Person", "authors"},
    {"Config", "data"},
    {"ThemeStyle", "data"},
};

static const struct {
    const char *folder;
    const char *collection;
} folders[] = {
    {"posts", "posts"},    {"_posts", "posts"},    {"_drafts", "posts"},
    {"blog", "posts"},     {"articles", "posts"},  {"news", "posts"},
    {"thoughts", "posts"}, {"authors", "authors"}, {"team", "authors"},
    {"people", "authors"}, {"pages", "pages"},     {"data", "data"},
    {"_data", "data"},
};

/* First path segments that the API answers itself. */
static const char *const reserved[] = {"recent", "search", "tags",
                                       "categories"};

static const char *type_collection(struct slice type)
{
    size_t count = sizeof stackbit_types / sizeof stackbit_types[0];
    for (size_t i = 0; i < count; i++) {
        if (slice_is(type, stackbit_types[i].type))
            return stackbit_types[i].collection;
    }
    return NULL;
}

static const char *folder_collection(struct slice folder)
{
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        if (slice_equal_nocase(folder, slice_of(folders[i].folder)))
            return folders[i].collection;
    }
    return NULL;
}

static bool is_reserved_name(struct slice name)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (slice_is(name, reserved[i]))
            return true;
    }
    return false;
}

static struct slice below_root(const struct tree *tree, struct slice path)
{
    size_t root = tree->content_root.size;
    return root > 0 ? slice_from(path, root + 1) : path;
}

static struct slice first_folder(struct slice path)
{
    size_t slash = slice_find_char(path, 0, '/');
    return slash < path.size ? slice_sub(path, 0, slash) : SLICE("");
}

enum site_kind site_recognise(const struct build_input *input)
{
    for (size_t i = 0; i < input->source_count; i++) {
        const struct source *source = input->sources[i];
        struct slice below = below_root(&input->tree, source->path);
        if (slice_starts(below, "pages/") &&
            type_collection(source_type(source)) != NULL)
            return SITE_STACKBIT;
    }
    return SITE_PLAIN;
}

const char *site_kind_name(enum site_kind kind)
{
    return kind == SITE_STACKBIT ? "Stackbit site" : "plain folder";
}

static bool is_index(struct slice name)
{
    return slice_is(name, "index") || slice_is(name, "_index");
}

static struct slice without_slashes(struct slice text)
{
    while (text.size > 0 && text.data[0] == '/')
        text = slice_from(text, 1);
    while (text.size > 0 && text.data[text.size - 1] == '/')
        text = slice_sub(text, 0, text.size - 1);
    return text;
}

static struct slice without_extension(struct slice path)
{
    struct slice stem = path_stem(path);
    return slice_sub(path, 0, (size_t)(stem.data - path.data) + stem.size);
}

/* "thoughts/index" -> "thoughts"; "index" stays. */
static struct slice without_index(struct slice path)
{
    struct slice folder = path_folder(path);
    return folder.size > 0 && is_index(path_stem(path)) ? folder : path;
}

/* The slug that the document wishes for; `inside` is its path below the
 * folder that its kind of document is kept in. */
static struct slice wished_slug(const struct source *source,
                                struct slice inside, struct arena *arena)
{
    if (source->slug.data != NULL) {
        struct slice slug = without_slashes(source->slug);
        return slug.size > 0 ? slug : SLICE("index");
    }
    struct slice folder = path_folder(inside);
    if (!is_index(source->name))
        return unicode_nfc(arena, source->name);
    return folder.size > 0 ? unicode_nfc(arena, path_stem(folder))
                           : SLICE("index");
}

/* "/" and the path, "/" alone for the index at the top. */
static struct slice url_of_path(struct slice path, struct arena *arena)
{
    if (path.size == 0 || is_index(path))
        return SLICE("/");
    return arena_printf(arena, "/%.*s", SLICE_FMT(path));
}

/* The path below content/pages or content/data. */
static struct slice inside_stackbit(const struct tree *tree,
                                    const struct source *source)
{
    struct slice below = below_root(tree, source->path);
    struct slice folder = first_folder(below);
    bool is_standard = slice_is(folder, "pages") || slice_is(folder, "data");
    return slice_from(below, is_standard ? folder.size + 1 : 0);
}

/* Where a site uses `slug`, a post's url is its folder and the slug, and a
 * page's slug is its whole path. */
static struct slice stackbit_url(const struct tree *tree,
                                 const struct source *source,
                                 const struct place *place, struct arena *arena)
{
    if (source->slug.data == NULL)
        return url_of_path(place->path_in_collection, arena);
    if (slice_is(place->collection, "pages"))
        return url_of_path(place->slug, arena);
    struct slice folder = path_folder(inside_stackbit(tree, source));
    if (folder.size == 0)
        folder = slice_is(place->collection, "posts") ? SLICE("blog")
                                                      : place->collection;
    return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(folder),
                        SLICE_FMT(place->slug));
}

static bool has_page(const struct source *source, const struct place *place)
{
    return source->kind == SOURCE_MARKDOWN &&
           !slice_is(place->collection, "authors") &&
           !slice_is(place->collection, "data");
}

static struct place place_stackbit(const struct tree *tree,
                                   const struct source *source,
                                   struct arena *arena)
{
    struct slice folder = first_folder(below_root(tree, source->path));
    struct slice inside = inside_stackbit(tree, source);
    const char *typed = type_collection(source_type(source));
    const char *by_folder = folder_collection(folder);

    struct place place = {.path_in_collection = unicode_nfc(
                              arena, without_index(without_extension(inside)))};
    if (typed != NULL)
        place.collection = slice_of(typed);
    else if (source->kind == SOURCE_DATA)
        place.collection = SLICE("data");
    else
        place.collection =
            by_folder != NULL ? slice_of(by_folder) : SLICE("pages");
    place.slug = wished_slug(source, inside, arena);
    return place;
}

/* A page is where its `slug` says, or else where its file is. */
static struct slice plain_url(const struct source *source,
                              const struct place *place, struct arena *arena)
{
    if (slice_is(place->collection, "pages"))
        return url_of_path(
            source->slug.data != NULL ? place->slug : place->path_in_collection,
            arena);
    return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(place->collection),
                        SLICE_FMT(place->slug));
}

/* A folder's own name as a collection: "_recipes" is "recipes". */
static struct slice own_collection(struct slice folder, struct arena *arena)
{
    struct slice name = folder;
    while (name.size > 1 && name.data[0] == '_')
        name = slice_from(name, 1);
    return unicode_nfc(arena, name);
}

/* "posts/index.md" is the page of the posts, not one of them. */
static bool is_page_of_folder(const struct source *source, struct slice inside,
                              struct slice folder)
{
    return source->kind == SOURCE_MARKDOWN && is_index(source->name) &&
           path_folder(inside).size == 0 && folder.size > 0 &&
           !slice_equal_nocase(folder, SLICE("pages"));
}

static struct place place_plain(const struct tree *tree,
                                const struct source *source,
                                struct arena *arena)
{
    struct slice below = below_root(tree, source->path);
    struct slice folder = first_folder(below);
    const char *known = folder_collection(folder);
    struct slice inside =
        folder.size > 0 ? slice_from(below, folder.size + 1) : below;
    struct place place = {0};

    if (folder.size == 0)
        place.collection =
            source->kind == SOURCE_DATA ? SLICE("data") : SLICE("pages");
    else
        place.collection =
            known != NULL ? slice_of(known) : own_collection(folder, arena);
    place.is_reserved = is_reserved_name(place.collection);
    if (place.is_reserved || is_page_of_folder(source, inside, folder)) {
        place.collection = SLICE("pages");
        inside = below;
    }
    place.path_in_collection =
        unicode_nfc(arena, without_index(without_extension(inside)));
    place.slug = wished_slug(source, inside, arena);
    return place;
}

struct place place_source(enum site_kind kind, const struct tree *tree,
                          const struct source *source, struct arena *arena)
{
    return kind == SITE_STACKBIT ? place_stackbit(tree, source, arena)
                                 : place_plain(tree, source, arena);
}

struct slice place_url(enum site_kind kind, const struct tree *tree,
                       const struct source *source, const struct place *place,
                       struct arena *arena)
{
    if (!has_page(source, place))
        return SLICE_NONE;
    return kind == SITE_STACKBIT ? stackbit_url(tree, source, place, arena)
                                 : plain_url(source, place, arena);
}
