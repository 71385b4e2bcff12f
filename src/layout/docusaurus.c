/* docusaurus.c - docs, a blog and pages, each made by a plugin.
 *
 *     docs/01-guides/02-Set up.md     docs/guides/Set up   /docs/guides/Set up
 *     docs/guides/README.md           docs/guides          /docs/guides/
 *     versioned_docs/version-1.0/a.md docs/1.0/a           /docs/1.0/a
 *     blog/2024-05-01-hello.md        posts/hello /blog/2024/05/01/hello
 *     src/pages/about.md              pages/about          /about
 *
 * The numbers in front of names are for the order, and part of no address. A
 * `slug` of docs starts from the folder of its file, or with a slash from that
 * of the docs. Names that start with "_" are parts of other documents. Data is
 * read where it says who writes, what tags and what folders are called, and is
 * nothing else. (plugin-content-docs, -blog and -pages of Docusaurus 3) */
#include "layout/docusaurus.h"

#include "base/glob.h"
#include "layout/menu_reading.h"
#include "layout/meta_fields.h"

static bool find_spot(const struct tree *tree, struct slice path,
                      struct docusaurus_spot *ret_spot, struct arena *arena)
{
    const struct value *settings = tree_publishing(tree);
    struct slice language;
    path = docusaurus_original(
        settings, tree_path_in_project(tree, path, arena), &language, arena);
    return docusaurus_find(settings, path, ret_spot);
}

/* What says only what tags and folders are called. */
static bool is_data_of_plugin(const struct docusaurus_spot *spot)
{
    struct slice stem = path_stem(spot->inside);
    return slice_is(stem, "_category_") || slice_is(stem, "tags");
}

/* The first page of docs is one of them, as an introduction with the slug "/"
 * is. */
static struct place place_docs(const struct layout *layout,
                               const struct meta *meta,
                               const struct docusaurus_spot *spot,
                               struct place found, struct arena *arena)
{
    struct slice folder = path_name(spot->folder.path);
    const char *known = folder_collection(folder);
    struct slice version =
        docusaurus_version_route(tree_publishing(layout->tree), spot);
    struct slice inside = docusaurus_is_index(spot->inside)
                              ? path_folder(spot->inside)
                              : path_without_extension(spot->inside);
    struct slice route = path_trim_slashes(docusaurus_route(spot, meta, arena));
    inside = docusaurus_bare_path(&spot->folder, meta, inside, arena);
    inside = path_trim_slashes(arena_printf(
        arena, "%.*s/%.*s", SLICE_FMT(version), SLICE_FMT(inside)));
    route = path_trim_slashes(
        arena_printf(arena, "%.*s/%.*s", SLICE_FMT(version), SLICE_FMT(route)));
    found.path_in_collection =
        inside.size > 0 ? path_readable(arena, inside) : SLICE("index");
    if (meta->slug.data == NULL) /* the folder is put in front */
        route = path_name(route);
    found.slug = route.size > 0 ? path_readable(arena, route) : SLICE("index");
    found.collection =
        known != NULL ? slice_of(known) : folder_own_collection(folder, arena);
    return found;
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct docusaurus_spot spot;
    struct slice below = path_below_root(layout->tree, meta->path);
    struct slice folder = path_first_folder(below);
    if (!find_spot(layout->tree, meta->path, &spot, arena))
        return place_in_folder(
            meta, folder,
            folder.size > 0 ? slice_from(below, folder.size + 1) : below, below,
            arena);
    folder = path_name(spot.folder.path);
    struct place found =
        place_in_folder(meta, folder, spot.inside, spot.inside, arena);
    found.is_left_out = meta->kind == SOURCE_DATA && is_data_of_plugin(&spot);
    return meta->kind == SOURCE_DATA || found.is_reserved ||
                   spot.folder.kind != DOCUSAURUS_DOCS
               ? found
               : place_docs(layout, meta, &spot, found, arena);
}

/* "/docs" and "a/" -> "/docs/a/", with slashes at the end as the settings have
 * it. */
static struct slice join(const struct docusaurus_spot *spot,
                         struct slice version, struct slice route,
                         const struct value *slash, struct arena *arena)
{
    struct str url = {0};
    struct slice parts[] = {spot->folder.route, version, route};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].size > 0 || (i == 2 && url.size > 0))
            str_append_char(&url, '/');
        str_append(&url, parts[i]);
    }
    struct slice whole = path_readable(arena, str_slice(&url));
    whole = whole.size > 0 ? arena_copy(arena, whole) : SLICE("/");
    str_release(&url);
    if (slash == NULL || slash->kind != VALUE_BOOLEAN)
        return whole;
    return slash->as.boolean ? url_with_slash(whole, arena)
                             : url_without_slash(whole);
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    const struct value *settings = tree_publishing(layout->tree);
    struct docusaurus_spot spot;
    struct slice version = SLICE("");
    (void)place;
    if (!find_spot(layout->tree, meta->path, &spot, arena))
        return SLICE_NONE;
    if (spot.folder.kind == DOCUSAURUS_DOCS)
        version = docusaurus_version_route(settings, &spot);
    return join(&spot, version, docusaurus_route(&spot, meta, arena),
                value_find(settings, "slash"), arena);
}

enum { SIGN_DOCUSAURUS = 1 << 0 };

static const struct sign signs[] = {
    {"docusaurus.config.", SIGN_DOCUSAURUS},
    {NULL, 0},
};

/* Its content is in several folders. */
static const struct content_root no_roots[] = {{NULL, NULL, false}};

/* Whether a folder may lead to documents. */
static bool is_on_the_way(const struct value *settings, struct slice path)
{
    struct docusaurus_folder folder;
    struct slice first = path_first_folder(path);
    size_t cursor = 0;
    if (first.size == 0)
        first = path;
    if (slice_is(first, "i18n") || slice_ends(first, "versioned_docs"))
        return true;
    while (docusaurus_next_folder(settings, &cursor, &folder)) {
        if (path_is_within(path, folder.path) ||
            path_is_within(folder.path, path))
            return true;
    }
    return false;
}

/* Authors, tags and folders have files of their own. */
static bool reads_data(const struct docusaurus_spot *spot)
{
    struct slice stem = path_stem(spot->inside);
    if (slice_is(stem, "_category_"))
        return spot->folder.kind == DOCUSAURUS_DOCS;
    return is_at_top(spot->inside) &&
           (slice_is(stem, "tags") || (slice_is(stem, "authors") &&
                                       spot->folder.kind == DOCUSAURUS_BLOG));
}

static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    struct docusaurus_spot spot;
    struct arena arena = {0};
    struct slice name = path_name(path);
    bool is_private = slice_starts(name, "_"), is_read;
    if (is_folder)
        is_read = !is_private &&
                  is_on_the_way(tree_publishing(tree),
                                tree_path_in_project(tree, path, &arena));
    else
        is_read = find_spot(tree, path, &spot, &arena) &&
                  (is_data_file(name)
                       ? reads_data(&spot)
                       : !is_private && !slice_ends_nocase(name, ".markdown"));
    arena_release(&arena);
    return is_read;
}

static bool is_excluded(const struct value *globs, struct slice inside)
{
    for (size_t i = 0; value_is_array(globs) && i < globs->size; i++) {
        struct slice glob = value_text(&globs->as.items[i]);
        if (glob_may_match(glob, inside) || glob_matches_within(glob, inside))
            return true;
    }
    return false;
}

static bool is_included(const struct value *globs, struct slice inside)
{
    for (size_t i = 0; value_is_array(globs) && i < globs->size; i++) {
        if (glob_matches_choices(value_text(&globs->as.items[i]), inside))
            return true;
    }
    return globs == NULL;
}

/* Pages may also be programs, so that their globs name those, too. */
static bool holds_back(const struct tree *tree, struct slice path,
                       bool is_folder)
{
    struct docusaurus_spot spot;
    struct arena arena = {0};
    bool is_held_back = false;
    if (!is_folder && !is_data_file(path_name(path)) &&
        find_spot(tree, path, &spot, &arena))
        is_held_back = is_excluded(spot.folder.exclude, spot.inside) ||
                       !is_included(value_find(spot.folder.options, "include"),
                                    spot.inside) ||
                       (spot.folder.kind == DOCUSAURUS_DOCS &&
                        !docusaurus_has_version(tree_publishing(tree), &spot));
    arena_release(&arena);
    return is_held_back;
}

/* Its settings are known before any document is. A plugin may have a file of
 * the tags that it knows. */
static void survey(struct layout *layout, const struct layout_input *input)
{
    layout->config = tree_publishing(layout->tree);
    for (size_t i = 0; i < input->source_count; i++) {
        struct source *source = input->sources[i];
        struct slice name = path_name(source_path_in_root(source));
        if (source->kind == SOURCE_DATA && !source->is_broken &&
            slice_is(path_stem(name), "tags"))
            (void)map_put(
                &layout->tag_files,
                slice_sub(source_path_in_root(source), 0,
                          source_path_in_root(source).size - name.size),
                source);
    }
}

/* "release" -> "Releases", if the tags of its folder say so; those beside a
 * translation come first. */
static struct slice tag_label(const struct layout *layout,
                              const struct meta *meta, struct slice name)
{
    struct docusaurus_spot spot;
    struct arena arena = {0};
    struct slice label = SLICE_NONE;
    if (layout->tag_files.count > 0 &&
        find_spot(layout->tree, meta->path, &spot, &arena)) {
        const struct slice folders[] = {
            slice_sub(meta->path, 0, meta->path.size - spot.inside.size),
            arena_printf(&arena, "%.*s%.*s/",
                         (int)(meta->path.size -
                               path_below_root(layout->tree, meta->path).size),
                         meta->path.data, SLICE_FMT(spot.folder.path)),
        };
        for (size_t i = 0; label.size == 0 && i < 2; i++) {
            const struct source *file =
                map_find(&layout->tag_files, folders[i]);
            if (file != NULL)
                label = value_text(value_find(
                    value_find_slice(&file->front_matter, name), "label"));
        }
    }
    arena_release(&arena);
    return label.size > 0 ? label : name;
}

/* Each version has a menu of its own. */
static struct menu_spot menu_spot(const struct layout *layout,
                                  const struct meta *meta)
{
    struct arena arena = {0};
    struct docusaurus_spot spot;
    struct menu_spot found = {0};
    if (find_spot(layout->tree, meta->path, &spot, &arena))
        found.menu =
            docusaurus_version_number(tree_publishing(layout->tree), &spot);
    arena_release(&arena);
    return found;
}

static struct slice original(const struct layout *layout, struct slice path,
                             struct slice *ret_language, struct arena *arena)
{
    return docusaurus_original(tree_publishing(layout->tree),
                               tree_path_in_project(layout->tree, path, arena),
                               ret_language, arena);
}

/* Docs are often beside the folder of the site: "../docs". */
static struct slice next_outer_root(const struct value *publishing,
                                    size_t *cursor)
{
    struct docusaurus_folder folder;
    while (docusaurus_next_folder(publishing, cursor, &folder)) {
        if (slice_starts(folder.path, "../"))
            return folder.path;
    }
    return SLICE_NONE;
}

/* "blog/2024/05-01-a.md": the day is in the path, not in the name. */
static void read_date_of_path(const struct layout *layout, struct meta *meta)
{
    struct docusaurus_spot spot;
    struct date date;
    struct arena arena = {0};
    if (meta->date == NULL && meta->kind == SOURCE_MARKDOWN &&
        find_spot(layout->tree, meta->path, &spot, &arena) &&
        spot.folder.kind == DOCUSAURUS_BLOG &&
        date_parse(docusaurus_date(spot.inside, &arena), &date))
        meta->date = meta_keep_date(meta, &date);
    arena_release(&arena);
}

static void reread(const struct layout *layout, struct meta *meta)
{
    const struct value *update = value_find(&meta->fields, "last_update");
    struct date date;
    read_date_of_path(layout, meta);
    meta_accept_key(meta, "id"); /* is a part of the address */
    if (meta->updated == NULL &&
        date_parse(value_text(value_find(update, "date")), &date))
        meta->updated = meta_keep_date(meta, &date);
}

/* "_category_.json" */
static void read_menu(struct menu_reading *reading)
{
    const struct value *root = &reading->source->front_matter;
    const struct value *position = value_find(root, "position");
    if (!slice_is(path_stem(source_path_in_root(reading->source)),
                  "_category_"))
        return;
    struct menu_item *item = menu_item_at(reading, SLICE(""));
    item->title = value_text(value_find(root, "label"));
    if (position != NULL && position->kind == VALUE_INTEGER)
        menu_item_place(item, (double)position->as.integer);
    else if (position != NULL && position->kind == VALUE_FLOAT)
        menu_item_place(item, position->as.real);
}

static const struct menu_habits menu_habits = {.decides_neighbours = true,
                                               .numbers_are_places = true};

const struct generator docusaurus_generator = {
    .name = "Docusaurus site",
    .markdown = {MARKDOWN_GFM | MARKDOWN_ATTRIBUTES, HEADING_IDS_SLUGGER,
                 MARKDOWN_NOT_SMART, FOREIGN_DIRECTIVES | FOREIGN_MATH},
    .signs = signs,
    .is_final = true,
    .roots = no_roots,
    .reads = reads,
    .chooses_data = true,
    .ignore_files = docusaurus_files,
    .read_ignores = docusaurus_read_settings,
    .next_unknown = docusaurus_next_unknown,
    .next_root = next_outer_root,
    .roots_lead_out = true,
    .holds_back = holds_back,
    .shows_untranslated = true,
    .original = original,
    .menu_spot = menu_spot,
    .menu_habits = &menu_habits,
    .survey = survey,
    .place = place,
    .url = url,
    .urls_end_with_slash = true,
    .reread = reread,
    .read_menu = read_menu,
    .tag_label = tag_label,
};
