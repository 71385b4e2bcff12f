/* tree.c - the few names that give a generator away.
 *
 * A generator leaves its settings at the top of the folder, and those say what
 * the names around them mean: "_posts" are dated posts to Jekyll and a folder
 * like any other to Next.js, "_drafts.md" is a page to Hugo and private to
 * Astro. Where content is kept apart, only that is read; where it is mixed with
 * the program of the site, what is no content is told by name.
 *
 * Settings themselves are not read, but for Jekyll's and Hugo's, which hold the
 * patterns of their addresses. */
#include "store/tree.h"

#include "document/source.h"

enum marker {
    MARKER_JEKYLL = 1 << 0, /* its settings, or its Gemfile */
    MARKER_POSTS = 1 << 1,  /* _posts */
    MARKER_HUGO = 1 << 2,
    MARKER_CONFIG = 1 << 3, /* Hugo's, if there is a content folder */
    MARKER_ASTRO = 1 << 4,
    MARKER_NUXT = 1 << 5,
    MARKER_ELEVENTY = 1 << 6,
    MARKER_NEXT = 1 << 7,
    MARKER_PROJECT = 1 << 8,
    MARKER_CONTENT = 1 << 9,   /* a content folder */
    MARKER_OWN = 1 << 10,      /* documents or posts at the top itself */
    MARKER_SETTINGS = 1 << 11, /* of whatever; Hugo's beside its themes */
    MARKER_THEMES = 1 << 12,
};

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static const struct {
    const char *name;
    unsigned marker;
} names[] = {
    {"_config.yml", MARKER_JEKYLL},
    {"_config.yaml", MARKER_JEKYLL},
    {"_config.toml", MARKER_JEKYLL},
    {"Gemfile", MARKER_PROJECT},
    {"_posts", MARKER_POSTS | MARKER_OWN},
    {"hugo.toml", MARKER_HUGO},
    {"hugo.yaml", MARKER_HUGO},
    {"hugo.yml", MARKER_HUGO},
    {"hugo.json", MARKER_HUGO},
    {"config.toml", MARKER_CONFIG},
    {"archetypes", MARKER_CONFIG},
    {"config.yaml", MARKER_SETTINGS},
    {"config.yml", MARKER_SETTINGS},
    {"config.json", MARKER_SETTINGS},
    {"config", MARKER_SETTINGS},
    {"layouts", MARKER_THEMES},
    {"themes", MARKER_THEMES},
    {".eleventy.js", MARKER_ELEVENTY},
    {".eleventy.cjs", MARKER_ELEVENTY},
    {".eleventy.mjs", MARKER_ELEVENTY},
    {"package.json", MARKER_PROJECT},
    {"content", MARKER_CONTENT},
    {"posts", MARKER_OWN},
    {"post", MARKER_OWN},
    {"blog", MARKER_OWN},
    {"articles", MARKER_OWN},
    {"news", MARKER_OWN},
    {"thoughts", MARKER_OWN},
};

/* Settings that are a program, in whatever dialect of it. */
static const struct {
    const char *prefix;
    unsigned marker;
} prefixes[] = {
    {"astro.config.", MARKER_ASTRO},
    {"nuxt.config.", MARKER_NUXT},
    {"eleventy.config.", MARKER_ELEVENTY},
    {"next.config.", MARKER_NEXT},
};

enum root_rule { ANY, ASTRO_ONLY, UNLESS_OWN };

static const struct {
    enum root_rule rule;
    struct content_root root;
} roots[] = {
    {ASTRO_ONLY, {"src/content", "src/content"}},
    {ANY, {"content", "content"}},
    {ANY, {"src/content", "src/content"}},
    {UNLESS_OWN, {"src/posts", "src"}},
    {UNLESS_OWN, {"src/_posts", "src"}},
    {UNLESS_OWN, {"src/blog", "src"}},
    {UNLESS_OWN, {"src/data/blog", "src/data"}},
    {ASTRO_ONLY, {"src/pages", "src"}},
    {UNLESS_OWN, {"docs/content", "docs/content"}},
    {UNLESS_OWN, {"docs/src/content", "docs/src/content"}},
    {UNLESS_OWN, {"site/content", "site/content"}},
    {UNLESS_OWN, {"website/content", "website/content"}},
    {UNLESS_OWN, {"www/content", "www/content"}},
};

/* What a repository says of itself, at its top. */
static const char *const papers[] = {
    "readme",       "license", "licence",         "changelog",
    "contributing", "history", "code_of_conduct", "security",
};

/* What builds a site, or what came of it. */
static const char *const machinery[] = {
    "vendor", "public",    "dist",    "build",      "out",      "coverage",
    "_site",  "_includes", "_sass",   "_layouts",   "_plugins", "_assets",
    "static", "themes",    "layouts", "archetypes",
};

/* Where generators keep what they publish as it is. */
static const char *const media_roots[] = {"", "public", "static", "assets",
                                          "src/assets"};

static bool is_one_of(struct slice name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal_nocase(name, slice_of(list[i])))
            return true;
    }
    return false;
}

static bool is_document(struct slice name)
{
    enum source_kind kind;
    return source_kind_of(name, &kind) && kind == SOURCE_MARKDOWN;
}

static bool is_data(struct slice name)
{
    enum source_kind kind;
    return source_kind_of(name, &kind) && kind == SOURCE_DATA;
}

static bool is_paper(struct slice name)
{
    return is_one_of(path_stem(name), papers, COUNT(papers));
}

unsigned tree_marker(struct slice name)
{
    for (size_t i = 0; i < COUNT(names); i++) {
        if (slice_is(name, names[i].name))
            return names[i].marker;
    }
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        if (slice_starts(name, prefixes[i].prefix))
            return prefixes[i].marker;
    }
    return is_document(name) && !is_paper(name) ? MARKER_OWN : 0;
}

/* `_posts` beside a package.json and nothing of Jekyll's is a habit of others,
 * too; a content folder beside Jekyll's settings is a habit of GitHub Pages. */
static bool is_jekyll(unsigned markers)
{
    if ((markers & MARKER_POSTS) != 0)
        return (markers & MARKER_JEKYLL) != 0 ||
               (markers & MARKER_PROJECT) == 0;
    return (markers & MARKER_JEKYLL) != 0 && (markers & MARKER_CONTENT) == 0;
}

enum site_kind tree_kind(unsigned markers)
{
    static const struct {
        unsigned all_of;
        enum site_kind kind;
    } kinds[] = {
        {MARKER_HUGO, SITE_HUGO},
        {MARKER_CONFIG | MARKER_CONTENT, SITE_HUGO},
        {MARKER_ASTRO, SITE_ASTRO},
        {MARKER_NUXT, SITE_NUXT},
        {MARKER_ELEVENTY, SITE_ELEVENTY},
        {MARKER_NEXT, SITE_NEXT},
        {MARKER_SETTINGS | MARKER_THEMES | MARKER_CONTENT, SITE_HUGO},
    };
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if ((markers & kinds[i].all_of) == kinds[i].all_of)
            return kinds[i].kind;
    }
    return is_jekyll(markers) ? SITE_JEKYLL : SITE_PLAIN;
}

bool tree_is_project(unsigned markers)
{
    return (markers & MARKER_PROJECT) != 0 || tree_kind(markers) != SITE_PLAIN;
}

bool tree_next_root(unsigned markers, size_t *cursor,
                    struct content_root *ret_root)
{
    enum site_kind kind = tree_kind(markers);
    bool has_own = (markers & MARKER_OWN) != 0;

    while (kind != SITE_JEKYLL && *cursor < COUNT(roots)) {
        size_t i = (*cursor)++;
        if ((roots[i].rule == ASTRO_ONLY && kind != SITE_ASTRO) ||
            (roots[i].rule == UNLESS_OWN && has_own))
            continue;
        *ret_root = roots[i].root;
        return true;
    }
    return false;
}

const char *tree_second_root(const struct tree *tree)
{
    if (tree->content_root.size == 0)
        return NULL;
    if (tree->kind == SITE_HUGO)
        return "data";
    if (tree->kind == SITE_ASTRO && slice_is(tree->content_root, "src/content"))
        return "src/pages";
    return tree->kind == SITE_ELEVENTY ? "_data" : NULL;
}

const char *tree_media_root(size_t index)
{
    return index < COUNT(media_roots) ? media_roots[index] : NULL;
}

const char *tree_settings(const struct tree *tree, size_t rank)
{
    static const char *const hugo[] = {
        "hugo.toml",
        "hugo.yaml",
        "hugo.yml",
        "hugo.json",
        "config.toml",
        "config.yaml",
        "config.yml",
        "config.json",
        "config/_default/hugo.toml",
        "config/_default/hugo.yaml",
        "config/_default/hugo.yml",
        "config/_default/hugo.json",
        "config/_default/config.toml",
        "config/_default/config.yaml",
        "config/_default/config.yml",
        "config/_default/config.json",
    };
    static const char *const jekyll[] = {"_config.yml", "_config.yaml"};
    if (tree->kind == SITE_JEKYLL)
        return rank < COUNT(jekyll) ? jekyll[rank] : NULL;
    bool is_hugo = tree->kind == SITE_HUGO && tree->content_root.size > 0;
    return is_hugo && rank < COUNT(hugo) ? hugo[rank] : NULL;
}

static struct slice last_name(struct slice path)
{
    struct slice folder = path_folder(path);
    return slice_from(path, folder.size > 0 ? folder.size + 1 : 0);
}

static bool is_at_top(struct slice path)
{
    return slice_find_char(path, 0, '/') == path.size;
}

struct slice tree_collections_path(const struct tree *tree, struct slice path)
{
    struct slice dir = tree->collections_dir;
    bool is_inside = dir.size > 0 && path.size > dir.size + 1 &&
                     path.data[dir.size] == '/' &&
                     slice_equal(slice_sub(path, 0, dir.size), dir);
    struct slice inside = slice_from(path, is_inside ? dir.size + 1 : 0);
    return slice_starts(inside, "_") ? inside : path;
}

/* Its pages may be anywhere; what begins with "_" is its own but for posts
 * and, at the top, collections. Data is what is in _data. */
static bool reads_jekyll(struct slice path, bool is_folder)
{
    struct slice name = last_name(path);
    bool is_top = is_at_top(path), is_private = slice_starts(name, "_");

    if (!is_folder && is_data(name))
        return slice_starts(path, "_data/") || slice_is(path, "_config.yml") ||
               slice_is(path, "_config.yaml");
    if (!is_folder)
        return !is_top || (!is_private && !is_paper(name));
    if (slice_is(name, "_posts") || slice_is(name, "_drafts") ||
        slice_starts(path, "_data/"))
        return true;
    return is_top ? !is_one_of(name, machinery, COUNT(machinery)) : !is_private;
}

/* Of its data only who the authors are: the rest is for its templates. */
static bool reads_hugo(struct slice path, bool is_folder)
{
    struct slice stem = path_stem(path);
    if (!slice_starts(path, "data/"))
        return true;
    return slice_starts(path, "data/authors/") ||
           (is_at_top(slice_from(path, sizeof "data/" - 1)) &&
            slice_is(is_folder ? last_name(path) : stem, "authors"));
}

/* To Astro and Nuxt what begins with "_" is a part of something else. */
static bool is_public(struct slice path)
{
    return !slice_starts(last_name(path), "_");
}

/* A data file beside documents holds defaults for them. */
static bool reads_eleventy(struct slice path, bool is_folder)
{
    struct slice name = last_name(path);
    if (is_folder)
        return !is_one_of(name, machinery, COUNT(machinery)) ||
               !slice_starts(name, "_");
    return !is_data(name) || slice_starts(path, "_data/") ||
           slice_find(path, 0, SLICE("/_data/")) < path.size;
}

/* Where content is not kept apart from the program. */
static bool is_of_program(struct slice path, bool is_folder)
{
    struct slice name = last_name(path);
    if (!is_at_top(path))
        return false;
    if (is_folder)
        return is_one_of(name, machinery, COUNT(machinery));
    return is_data(name) || is_paper(name);
}

bool tree_reads(const struct tree *tree, struct slice path, bool is_folder)
{
    bool is_mixed = tree->is_project && tree->content_root.size == 0;
    if (tree->kind == SITE_JEKYLL)
        return reads_jekyll(tree_collections_path(tree, path), is_folder);
    if (is_mixed && is_of_program(path, is_folder))
        return false;
    if (tree->kind == SITE_HUGO && tree->content_root.size > 0)
        return reads_hugo(path, is_folder);
    if (tree->kind == SITE_ASTRO || tree->kind == SITE_NUXT)
        return is_public(path);
    if (tree->kind == SITE_ELEVENTY)
        return reads_eleventy(path, is_folder);
    return true;
}
