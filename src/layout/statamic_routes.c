/* statamic_routes.c - addresses that are put together from settings.
 *
 *     route: '/{mount}/{slug}'           the address of the entry with that id
 *     route: '{parent_uri}/{slug}'       of the entry above it in the tree
 *     route: '/blog/{year}/{slug}'       of its day, or any field of its own
 *     structure: {root: true}            the first entry of the tree is "/"
 *
 * "{{ slug }}" is the same as "{slug}". An entry may be mounted on one that is
 * mounted on another, and trees have depth; both are followed a few levels. */
#include "layout/statamic.h"

#include "base/unicode.h"

#include <string.h>

#define MAX_LEVELS   10
#define MAX_CHILDREN 5000 /* of an entry in a tree */

enum purpose { BY_ID, ABOVE, ROOT };

/* Keys of layout->bundles: entries by id, what is above an entry, and the
 * first one of a tree. */
static struct slice key_of(enum purpose purpose, struct slice text,
                           struct arena *arena)
{
    static const char letters[] = "iar";
    return arena_printf(arena, "%c:%.*s", letters[purpose], SLICE_FMT(text));
}

static struct slice find_id(const struct layout *layout, enum purpose purpose,
                            struct slice text)
{
    struct arena arena = {0};
    const struct value *id =
        map_find(&layout->bundles, key_of(purpose, text, &arena));
    arena_release(&arena);
    return value_text(id);
}

static struct slice id_of(const struct source *source)
{
    return value_text(value_find(&source->front_matter, "id"));
}

/* As deep as YAML may be nested, which its parser bounds. */
static void note_branch(struct layout *layout, const struct value *branch,
                        const struct value *above)
{
    for (size_t i = 0;
         value_is_array(branch) && i < branch->size && i < MAX_CHILDREN; i++) {
        const struct value *id = value_find(&branch->as.items[i], "entry");
        if (above != NULL && value_is_string(id))
            (void)map_add(&layout->bundles,
                          key_of(ABOVE, value_text(id), &layout->arena),
                          (void *)above);
        note_branch(layout, value_find(&branch->as.items[i], "children"), id);
    }
}

static void note_tree(struct layout *layout, const struct source *source)
{
    const struct value *tree = value_find(&source->front_matter, "tree");
    note_branch(layout, tree, NULL);
    const struct value *first = value_is_array(tree) && tree->size > 0
                                    ? value_find(&tree->as.items[0], "entry")
                                    : NULL;
    if (value_is_string(first))
        (void)map_add(&layout->bundles,
                      key_of(ROOT, path_stem(source_path_in_root(source)),
                             &layout->arena),
                      (void *)first);
}

void statamic_survey(struct layout *layout, const struct layout_input *input)
{
    for (size_t i = 0; i < input->source_count; i++) {
        struct source *const *source = &input->sources[i];
        struct slice below = path_below_root(input->tree, (*source)->path);
        struct slice id = id_of(*source);
        if ((*source)->kind == SOURCE_MARKDOWN && id.size > 0)
            (void)map_add(&layout->bundles, key_of(BY_ID, id, &layout->arena),
                          (void *)source);
        else if ((*source)->kind != SOURCE_DATA || (*source)->is_broken)
            continue;
        else if (slice_starts(below, "trees/"))
            note_tree(layout, *source);
        else
            (void)map_add(&layout->sections, path_stem(below),
                          (void *)&(*source)->front_matter);
    }
}

const struct value *statamic_collection(const struct layout *layout,
                                        struct slice name)
{
    return map_find(&layout->sections, name);
}

static const struct meta *find_entry(const struct layout *layout,
                                     struct slice id)
{
    struct arena arena = {0};
    struct source *const *source =
        map_find(&layout->bundles, key_of(BY_ID, id, &arena));
    arena_release(&arena);
    return source != NULL ? layout->metas[source - layout->sources] : NULL;
}

/* An address in the making. */
struct routing {
    const struct layout *layout;
    const struct meta *meta;
    const struct value *settings; /* of the collection */
    struct arena *arena;
    unsigned levels; /* left to be followed */
};

static struct slice url_of(const struct layout *layout, const struct meta *meta,
                           struct arena *arena, unsigned levels);

/* "" for the home page, and for what is not there. */
static struct slice url_of_id(const struct routing *route, struct slice id)
{
    const struct meta *meta = find_entry(route->layout, id);
    struct slice url =
        meta != NULL && route->levels > 0
            ? url_of(route->layout, meta, route->arena, route->levels - 1)
            : SLICE_NONE;
    return path_trim_slashes(url);
}

static struct slice slug_of(const struct meta *meta)
{
    struct slice day;
    return meta->slug.data != NULL
               ? meta->slug
               : statamic_entry_name(path_stem(meta->path), &day);
}

/* A part of the day, "2024-05-01". */
static struct slice day_part(const struct meta *meta, size_t at, size_t size)
{
    return meta->date != NULL
               ? slice_sub(slice_of(meta->date->day), at, at + size)
               : SLICE("");
}

static struct slice word_of(const struct routing *route, struct slice word)
{
    const struct meta *meta = route->meta;
    if (slice_is(word, "slug"))
        return slug_of(meta);
    if (slice_is(word, "mount"))
        return url_of_id(route,
                         value_text(value_find(route->settings, "mount")));
    if (slice_is(word, "parent_uri"))
        return url_of_id(route,
                         find_id(route->layout, ABOVE, id_of(meta->source)));
    if (slice_is(word, "year"))
        return day_part(meta, 0, 4);
    if (slice_is(word, "month"))
        return day_part(meta, 5, 2);
    if (slice_is(word, "day"))
        return day_part(meta, 8, 2);
    return unicode_slug(route->arena,
                        value_text(value_find_slice(&meta->fields, word)));
}

static struct slice expand(const struct routing *route, struct slice pattern)
{
    struct str url = {0};
    struct slice rest = pattern;
    while (rest.size > 0) {
        size_t open = slice_find_char(rest, 0, '{');
        size_t close = slice_find_char(rest, open, '}');
        str_append(&url, slice_sub(rest, 0, open));
        if (close >= rest.size)
            break;
        while (slice_starts(slice_from(rest, open), "{"))
            open++;
        str_append(&url,
                   word_of(route, slice_trim(slice_sub(rest, open, close))));
        while (slice_starts(slice_from(rest, close), "}"))
            close++;
        rest = slice_from(rest, close);
    }
    struct slice kept = url_from_text(str_slice(&url), route->arena);
    if (kept.data == NULL)
        kept = SLICE("/");
    str_release(&url);
    return kept;
}

/* One for all sites, or the first of several. */
static struct slice route_of(const struct value *settings)
{
    const struct value *route = value_find(settings, "route");
    if (route == NULL)
        route = value_find(settings, "routes");
    if (value_is_object(route) && route->size > 0)
        route = &route->as.members[0].value;
    return value_text(route);
}

static bool is_root(const struct routing *route, struct slice collection)
{
    const struct value *root =
        value_find(value_find(route->settings, "structure"), "root");
    struct slice first = find_id(route->layout, ROOT, collection);
    return value_is_true(root) && first.size > 0 &&
           slice_equal(first, id_of(route->meta->source));
}

static struct slice url_of(const struct layout *layout, const struct meta *meta,
                           struct arena *arena, unsigned levels)
{
    struct slice collection =
        statamic_collection_name(path_below_root(layout->tree, meta->path));
    struct routing route = {
        .layout = layout,
        .meta = meta,
        .settings = statamic_collection(layout, collection),
        .arena = arena,
        .levels = levels,
    };
    struct slice pattern = route_of(route.settings);
    if (pattern.size == 0)
        return SLICE_NONE;
    return is_root(&route, collection) ? SLICE("/") : expand(&route, pattern);
}

struct slice statamic_url(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    return url_of(layout, meta, arena, MAX_LEVELS);
}
