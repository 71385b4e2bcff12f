/* grav.c - a folder for each page, with a file that is called as its template.
 *
 *     user/pages/01.home/default.md        pages/home    /
 *     user/pages/02.blog/blog.md           pages/blog    /blog
 *     user/pages/02.blog/my-trip/item.md   posts/my-trip /blog/my-trip
 *     user/pages/01.home/_hero/text.md     a part of the page around it
 *
 * Numbers in front of folders set an order and are in no address; a folder
 * whose name begins with "_" after that is a module. Its text is on the page of
 * the folder around it and nowhere else, so it is served with that page or not
 * at all. A page for those who have logged in is not published.
 * (learn.getgrav.org: "Pages", "Headers / Frontmatter", "Modular pages") */
#include "layout/generator.h"

#include "document/frontmatter.h"
#include "layout/meta_fields.h"

#define HOME "/home" /* unless the settings name another page */

static bool is_module(struct slice folder)
{
    return slice_starts(path_without_number(folder), "_");
}

/* "01.home/_hero" -> "home/_hero" */
static struct slice without_numbers(struct slice folders, struct arena *arena)
{
    struct str bare = {0};
    struct slice name;
    while (slice_cut(&folders, '/', &name)) {
        str_append_text(&bare, bare.size > 0 ? "/" : "");
        str_append(&bare, path_without_number(name));
    }
    struct slice kept = path_readable(arena, str_slice(&bare));
    kept = arena_copy(arena, kept);
    str_release(&bare);
    return kept;
}

/* The path of a page below the folder of pages. */
static struct slice page_path(const struct layout *layout,
                              const struct meta *meta, struct arena *arena)
{
    return without_numbers(
        path_folder(path_below_root(layout->tree, meta->path)), arena);
}

/* The page that is in a folder, by its path in the tree. */
static void survey(struct layout *layout, const struct layout_input *input)
{
    for (size_t i = 0; i < input->source_count; i++) {
        const struct source *source = input->sources[i];
        struct slice folder = path_folder(source_path_in_root(source));
        if (source->kind == SOURCE_MARKDOWN && !is_module(path_name(folder)))
            (void)map_add(&layout->sections, folder,
                          (void *)&input->sources[i]);
    }
}

/* Returns the page that a module is a part of; NULL for pages, and for a module
 * without one. */
static const struct meta *owner_of(const struct layout *layout,
                                   const struct meta *meta)
{
    struct slice folder = path_folder(meta->path);
    if (!is_module(path_name(folder)))
        return NULL;
    while (folder.size > 0 && is_module(path_name(folder)))
        folder = path_folder(folder);
    struct source *const *found = map_find(&layout->sections, folder);
    return found != NULL ? layout->metas[found - layout->sources] : NULL;
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice page = page_path(layout, meta, arena);
    struct slice folder = path_first_folder(page), inside = page;
    if (folder.size > 0)
        inside = slice_from(page, folder.size + 1);
    struct place found = place_in_folder(meta, folder, inside, page, arena);
    found.path_in_collection =
        slice_is(found.collection, "pages") ? page : inside;
    found.slug =
        meta_wished_slug(meta, page.size > 0 ? path_name(page) : SLICE("index"),
                         SLICE(""), arena);
    if (!is_module(path_name(path_folder(meta->path))))
        return found;
    found.owner = owner_of(layout, meta);
    found.is_held_back = found.owner == NULL;
    found.is_unlisted = true;
    found.slug = found.path_in_collection;
    return found;
}

/* The address of a page without what its front matter says. */
static struct slice path_url(const struct layout *layout, struct slice page,
                             struct arena *arena)
{
    struct slice home =
        value_text(value_find(&layout->tree->publishing, "home"));
    struct slice url = url_from_path(page, arena);
    return slice_equal(url, home.size > 0 ? home : SLICE(HOME)) ? SLICE("/")
                                                                : url;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    const struct value *routes = value_find(&meta->fields, "routes");
    struct slice own = value_text(value_find(routes, "default"));
    struct slice page = page_path(layout, meta, arena);
    if (is_module(path_name(path_folder(meta->path))) ||
        value_is_false(value_find(&meta->fields, "routable")))
        return SLICE_NONE;
    if (slice_starts(own, "/"))
        return url_from_text(own, arena);
    if (meta->slug.data == NULL)
        return path_url(layout, page, arena);
    struct slice folder = path_folder(page);
    return folder.size > 0
               ? arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(folder),
                              SLICE_FMT(place->slug))
               : path_url(layout, place->slug, arena);
}

/* `access: {site.login: true}` of the plugin Login. */
static bool wants_login(const struct meta *meta)
{
    const struct value *access = value_find(&meta->fields, "access");
    return access != NULL && !value_is_blank(access) && !value_is_false(access);
}

static void reread(const struct layout *layout, struct meta *meta)
{
    if (meta->kind != SOURCE_MARKDOWN)
        return;
    struct slice page = page_path(layout, meta, &meta->arena);
    if (page.size > 0)
        meta_rename(meta, path_name(page));
    meta->is_draft |= wants_login(meta);
}

/* The only setting that an address depends on. */
static struct value read_settings(struct slice path, struct slice text,
                                  const struct value *before,
                                  struct arena *arena)
{
    (void)path;
    struct diagnostics faults = {.arena = arena};
    struct value settings;
    if (!frontmatter_parse(text, 1, arena, &faults, &settings))
        return *before; /* nothing is held back there */
    const struct value *alias =
        value_find(value_find(&settings, "home"), "alias");
    if (value_text(alias).size == 0)
        return *before;
    const struct member member = {
        SLICE("home"), value_of_text(arena_copy(arena, value_text(alias)))};
    return value_of_members(&member, 1, arena);
}

static const char *const settings_files[] = {
    "user/config/system.yaml",
    "config/system.yaml",
    NULL,
};

enum {
    SIGN_USER_PAGES = 1 << 0,
    SIGN_PAGES = 1 << 1,
    SIGN_CONFIG = 1 << 2,
    SIGN_ACCOUNTS = 1 << 3,
    SIGN_SKELETON = 1 << 4,
};

/* Often only the folder "user" is in a repository. */
static const struct sign signs[] = {
    {"user/pages", SIGN_USER_PAGES},
    {"pages", SIGN_PAGES},
    {"config", SIGN_CONFIG},
    {"accounts", SIGN_ACCOUNTS},
    {"blueprints", SIGN_ACCOUNTS},
    {".dependencies", SIGN_SKELETON},
    {NULL, 0},
};

static enum certainty judge_signs(unsigned own, unsigned common)
{
    const unsigned user = SIGN_PAGES | SIGN_CONFIG;
    (void)common;
    if ((own & SIGN_USER_PAGES) != 0)
        return SURE;
    return (own & user) == user && (own & (SIGN_ACCOUNTS | SIGN_SKELETON)) != 0
               ? LIKELY
               : UNLIKELY;
}

static const struct content_root roots[] = {
    {"user/pages", "user/pages", false},
    {"pages", "pages", false},
    {NULL, NULL, false},
};

/* Data beside a page is about its pictures. */
static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    return !tree_is_of_program(tree, path, is_folder) &&
           (is_folder || !is_data_file(path_name(path)));
}

const struct generator grav_generator = {
    .name = "Grav site",
    .markdown = {MARKDOWN_GFM | MARKDOWN_ATTRIBUTES, HEADING_IDS_GITHUB,
                 MARKDOWN_NOT_SMART, FOREIGN_LIQUID},
    .signs = signs,
    .judge_signs = judge_signs,
    .roots = roots,
    .reads = reads,
    .chooses_data = true,
    .ignore_files = settings_files,
    .read_ignores = read_settings,
    .survey = survey,
    .place = place,
    .url = url,
    .reread = reread,
    .naming = NAMED_BY_FOLDERS,
};
