/* nuxt.c - numbers in front of names set the order of documents.
 *
 *     content/1.docs/10.Set up.md  ->  docs/Set up   /docs/set-up
 *     content/1.index.md           ->  pages/index   /
 *     content/2.x/1.9.md           ->  2.x/1.9       /2.x/1.9
 *     content/1.plan.draft.md      ->  a draft of    /plan
 *
 * The numbers are not part of any address; they only set the order of
 * documents, which is that of their paths. A name that consists of a version
 * number only keeps its digits. What is published is in nuxt_publishing.c. */
#include "layout/nuxt.h"

#include "base/unicode.h"

/* Returns the path without its extension and numbers. */
static struct slice bare_path(struct slice path, struct arena *arena)
{
    struct str bare = {0};
    struct slice rest = path_without_extension(path), name;
    while (slice_cut(&rest, '/', &name)) {
        str_append_text(&bare, bare.size > 0 ? "/" : "");
        str_append(&bare, path_without_draft(path_without_number(name)));
    }
    struct slice kept = path_readable(arena, str_slice(&bare));
    kept = arena_copy(arena, kept);
    str_release(&bare);
    return kept;
}

static bool is_numbered(struct slice name)
{
    return path_without_number(name).size < name.size;
}

/* Other programs also number files, but rarely folders and index files. */
static bool has_number(struct slice path)
{
    struct slice folders = path_folder(path), folder;
    struct slice name = path_stem(path);
    while (slice_cut(&folders, '/', &folder)) {
        if (is_numbered(folder))
            return true;
    }
    return is_numbered(name) && path_is_index(path_without_number(name));
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below =
        bare_path(path_below_root(layout->tree, meta->path), arena);
    struct slice folder = path_first_folder(below);
    struct slice inside = path_below_first(below);
    struct place found = place_in_folder(meta, folder, inside, below, arena);
    bool is_page = slice_is(found.collection, "pages");

    if (is_numbered(path_stem(meta->path)))
        found.slug = meta_wished_slug(meta, path_name(below),
                                      is_page ? below : inside, arena);
    return found;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    (void)place;
    struct slice below =
        bare_path(path_below_root(layout->tree, meta->path), arena);
    struct slice path =
        path_is_index(below) ? SLICE("") : path_without_index(below);
    return url_from_path(path_lowered(path, arena), arena);
}

static bool ends_with_one(struct slice name, const char *const *endings)
{
    while (*endings != NULL && !slice_ends_nocase(name, *endings))
        endings++;
    return *endings != NULL;
}

/* Nuxt Content reads no ".markdown" and no files that editors leave. Its
 * version 2 ignores names that start with "-". */
static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    static const char *const endings[] = {".md", ".mdx", NULL};
    struct slice name = path_name(path);
    enum source_kind kind;
    bool is_other = !is_folder && source_kind_of(name, &kind) &&
                    kind == SOURCE_MARKDOWN && !ends_with_one(name, endings);
    return tree_reads_public(tree, path, is_folder) && !is_other &&
           !slice_starts(name, "-") && !slice_starts(name, "~") &&
           slice_find(name, 0, SLICE(".tmp.")) == name.size;
}

enum { SIGN_NUXT = 1 << 0 };

static const struct sign signs[] = {
    {"nuxt.config.", SIGN_NUXT},
    {"content.config.", SIGN_NUXT},
    {NULL, 0},
};

static bool has_habit(const struct tree *tree, const struct source *source)
{
    return tree_has_content_folder(tree) &&
           has_number(path_below_root(tree, source_path_in_root(source)));
}

/* A single name may be a coincidence. */
static enum certainty judge_habit(const struct tree *tree, size_t count)
{
    (void)tree;
    return count >= 2 ? LIKELY : UNLIKELY;
}

const struct generator nuxt_generator = {
    .name = "Nuxt site",
    .markdown = {MARKDOWN_GFM, HEADING_IDS_NUXT, MARKDOWN_NOT_SMART,
                 FOREIGN_MDC | FOREIGN_MATH},
    .signs = signs,
    .has_habit = has_habit,
    .judge_habit = judge_habit,
    .reads = reads,
    .ignore_files = nuxt_publishing_files,
    .read_ignores = nuxt_read_publishing,
    .next_unknown = nuxt_next_unknown,
    .next_ignored = nuxt_next_ignored,
    .holds_back = nuxt_holds_back,
    .place = place,
    .url = url,
    .naming = NAMED_BY_PATH,
};
