/* fumadocs.c - paths are routes, without the groups that only order them.
 *
 *     content/docs/index.mdx              docs/index     /docs
 *     content/docs/(start)/install.mdx    docs/install   /docs/install
 *     content/docs/api/index.mdx          docs/api       /docs/api
 *     content/docs/install.fr.mdx         docs/fr/install    /fr/docs/install
 *     content/docs/meta.json              what the folder is called
 *
 * The route of a folder is that of the loader in lib/source.ts that takes it,
 * as far as it is written out:
 *
 *     export const docs = defineDocs({ dir: 'guide' });    source.config.ts
 *     loader({ baseUrl: '/', source: docs.toFumadocsSource() })
 *
 * (Documentation of Fumadocs 15, "Page Conventions" and "Loader API") */
#include "layout/generator.h"

#include "base/array.h"
#include "layout/javascript.h"
#include "layout/javascript_items.h"
#include "layout/menu_reading.h"

#include <string.h>

#define DEFAULT_FOLDER "content/docs"
#define MAX_LOADERS    50

static const char *const files[] = {
    "source.config.ts",
    "source.config.mts",
    "source.config.js",
    "source.config.mjs",
    "lib/source.ts",
    "lib/source.tsx",
    "lib/source/index.ts",
    "src/lib/source.ts",
    "src/lib/source.tsx",
    "app/source.ts",
    NULL,
};

/* Returns the string of a member of the object whose brace is at `at`. */
static struct slice member_text(struct slice text, size_t at, const char *key)
{
    struct slice item, name, value;
    if (script_char(text, at) != '{')
        return SLICE_NONE;
    at++;
    while (script_next_item(text, &at, &item)) {
        script_split_member(item, &name, &value);
        if (slice_is(name, key))
            return script_whole_string(value);
    }
    return SLICE_NONE;
}

static struct slice word_at(struct slice text, size_t at)
{
    size_t end = at;
    while (script_is_in_word(script_char(text, end)))
        end++;
    return slice_sub(text, at, end);
}

static void add(struct value_list *list, struct slice key, struct slice text,
                struct arena *arena)
{
    const struct member members[] = {
        {SLICE("key"), value_of_text(arena_copy(arena, key))},
        {SLICE("text"), value_of_text(arena_copy(arena, text))},
    };
    if (list->count < MAX_LOADERS)
        value_list_add(list,
                       value_of_members(members, ARRAY_COUNT(members), arena),
                       arena);
}

/* "const docs = defineDocs({ dir: 'guide' })": the folder of each name. */
static struct value read_folders(struct slice text, struct arena *arena)
{
    static const char *const constant[] = {"const", NULL};
    static const char *const forms[][3] = {{"defineDocs", "(", NULL},
                                           {"defineCollections", "(", NULL}};
    struct value_list folders = {0};
    size_t at = script_skip_space(text, 0), last = at, next;
    for (; at < text.size; last = at, at = next) {
        size_t name = script_after(text, at, constant);
        next = script_next(text, last, at);
        size_t value = name > 0 ? script_constant(text, name) : 0;
        for (size_t i = 0; value > 0 && i < ARRAY_COUNT(forms); i++) {
            size_t inside = script_after(text, value, forms[i]);
            struct slice folder = member_text(text, inside, "dir");
            if (inside > 0)
                add(&folders, word_at(text, name),
                    folder.data != NULL ? folder : SLICE(DEFAULT_FOLDER),
                    arena);
        }
    }
    return value_list_array(&folders);
}

/* Returns the folder of the first name in the text that has one. */
static struct slice folder_in(const struct value *folders, struct slice text)
{
    size_t at = script_skip_space(text, 0), last = at, next;
    for (; at < text.size; last = at, at = next) {
        struct slice word = word_at(text, at);
        for (size_t i = 0; value_is_array(folders) && i < folders->size; i++) {
            const struct value *folder = &folders->as.items[i];
            if (word.size > 0 &&
                slice_equal(word, value_text(value_find(folder, "key"))))
                return value_text(value_find(folder, "text"));
        }
        next = script_next(text, last, at);
    }
    return SLICE(DEFAULT_FOLDER);
}

/* "loader({ baseUrl: '/', source: ... })", or with the source in front. */
static struct value read_routes(const struct value *folders, struct slice text,
                                struct arena *arena)
{
    static const char *const call[] = {"loader", "(", NULL};
    struct value_list routes = {0};
    size_t at = script_skip_space(text, 0), last = at, next;
    for (; at < text.size; last = at, at = next) {
        size_t inside = script_after(text, at, call), end = inside;
        struct slice item, route = SLICE_NONE;
        next = script_next(text, last, at);
        while (inside > 0 && script_next_item(text, &end, &item)) {
            size_t start = (size_t)(item.data - text.data);
            struct slice found = member_text(text, start, "baseUrl");
            route = found.data != NULL ? found : route;
        }
        if (route.data != NULL)
            add(&routes, folder_in(folders, slice_sub(text, inside, end)),
                route, arena);
    }
    return value_list_array(&routes);
}

static struct value read_settings(struct slice path, struct slice text,
                                  const struct value *before,
                                  struct arena *arena)
{
    bool is_config = slice_starts(path, "source.config.");
    struct member member = {SLICE("routes"), value_null};
    if (is_config)
        member = (struct member){SLICE("folders"), read_folders(text, arena)};
    else
        member.value = read_routes(value_find(before, "folders"), text, arena);
    const struct value more = value_of_members(&member, 1, arena);
    bool is_first = value_find_slice(before, member.key) == NULL;
    return is_first ? value_overlay(before, &more, arena) : *before;
}

/* The route of the folder that the path is in, and what is below it; without
 * one, paths below the content root are routes. */
static struct slice route_of(const struct tree *tree, struct slice path,
                             struct slice *ret_inside, struct arena *arena)
{
    const struct value *routes = value_find(tree_publishing(tree), "routes");
    struct slice inside = tree_path_in_project(tree, path, arena);
    for (size_t i = 0; value_is_array(routes) && i < routes->size; i++) {
        const struct value *route = &routes->as.items[i];
        struct slice folder = value_text(value_find(route, "key"));
        while (slice_starts(folder, "./"))
            folder = slice_from(folder, 2);
        folder = path_trim_slashes(folder);
        if (inside.size > folder.size && path_is_within(inside, folder)) {
            *ret_inside = slice_from(inside, folder.size + 1);
            return path_trim_slashes(value_text(value_find(route, "text")));
        }
    }
    *ret_inside = path_below_root(tree, path);
    return SLICE("");
}

/* "meta.json", and "meta.fr.json" for a language. */
static bool is_meta(const struct meta *meta)
{
    struct slice stem = path_stem(meta->path);
    return meta->kind == SOURCE_DATA &&
           (slice_is(stem, "meta") || slice_starts(stem, "meta."));
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below =
        path_without_groups(path_below_root(layout->tree, meta->path), arena);
    struct slice folder = path_first_folder(below);
    struct slice inside = path_below_first(below);
    struct place found = place_in_folder(meta, folder, inside, below, arena);
    found.is_left_out = is_meta(meta);
    return found;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    struct slice inside;
    struct slice route = route_of(layout->tree, meta->path, &inside, arena);
    (void)place;
    inside = path_readable(
        arena, path_without_groups(path_without_extension(inside), arena));
    if (slice_is(inside, "index"))
        inside = SLICE("");
    return url_from_path(
        path_trim_slashes(arena_printf(arena, "%.*s/%.*s", SLICE_FMT(route),
                                       SLICE_FMT(path_without_index(inside)))),
        arena);
}

/* A name of `pages`, without what shows the rest of a folder in its place. What
 * is no name is a title or a link. */
static struct slice page_name(struct slice written)
{
    while (slice_starts(written, "..."))
        written = slice_from(written, 3);
    while (slice_starts(written, "./"))
        written = slice_from(written, 2);
    return slice_starts(written, "---") || slice_starts(written, "[") ||
                   slice_is(written, "z...a")
               ? SLICE("")
               : written;
}

/* "meta.json": {"title": "Manual", "pages": ["index", "!draft", "..."]} */
static void read_menu(struct menu_reading *reading)
{
    const struct value *root = &reading->source->front_matter;
    const struct value *pages = value_find(root, "pages");
    if (!slice_is(path_stem(source_path_in_root(reading->source)), "meta"))
        return;
    menu_item_at(reading, SLICE(""))->title =
        value_text(value_find(root, "title"));
    for (size_t i = 0; value_is_array(pages) && i < pages->size; i++) {
        struct slice written = value_text(&pages->as.items[i]);
        bool is_hidden = slice_starts(written, "!");
        struct slice name = page_name(slice_from(written, is_hidden ? 1 : 0));
        if (name.size == 0)
            continue;
        struct menu_item *item = menu_item_at(reading, name);
        item->is_hidden = is_hidden;
        menu_item_place(item, (double)i + 1);
    }
}

enum { SIGN_FUMADOCS = 1 << 0 };

static const struct sign signs[] = {
    {"source.config.", SIGN_FUMADOCS},
    {NULL, 0},
};

const struct generator fumadocs_generator = {
    .name = "Fumadocs site",
    .markdown = {MARKDOWN_GFM | MARKDOWN_ATTRIBUTES, HEADING_IDS_SLUGGER,
                 MARKDOWN_NOT_SMART, FOREIGN_DIRECTIVES | FOREIGN_MATH},
    .signs = signs,
    .ignore_files = files,
    .read_ignores = read_settings,
    .place = place,
    .url = url,
    .read_menu = read_menu,
    .naming = NAMED_BY_PATH,
};
