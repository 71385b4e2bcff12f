/* tree.c - what in a folder is content, by names alone.
 *
 * The generator decides what most names mean: "_posts" contains dated posts in
 * Jekyll and is an ordinary folder in Next.js, "_drafts.md" is a page in Hugo
 * and private in Astro. Which generator it is, signs.c finds out. If the
 * content is mixed with the program of the site, files that are not content are
 * recognised here. */
#include "layout/generator.h"

#include "base/array.h"
#include "base/ascii.h"
#include "document/path.h"
#include "layout/cms.h"
#include "layout/place.h"

static const char *const papers[] = {
    "readme",       "license", "licence",         "changelog",
    "contributing", "history", "code_of_conduct", "security",
};

static const char *const machinery[] = {
    "vendor", "public",    "dist",    "build",      "out",      "coverage",
    "_site",  "_includes", "_sass",   "_layouts",   "_plugins", "_assets",
    "static", "themes",    "layouts", "archetypes",
};

/* Folders of files that generators publish unchanged. */
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

static bool is_kind(struct slice name, enum source_kind wanted)
{
    enum source_kind kind;
    return source_kind_of(name, &kind) && kind == wanted;
}

bool is_data_file(struct slice name)
{
    return is_kind(name, SOURCE_DATA);
}

bool is_markdown_file(struct slice name)
{
    return is_kind(name, SOURCE_MARKDOWN);
}

bool tree_is_paper(struct slice name)
{
    return is_one_of(path_stem(name), papers, ARRAY_COUNT(papers));
}

bool tree_is_loose_paper(struct slice name)
{
    struct slice stem = path_stem(name);
    bool is_in_capitals = stem.size > 0;
    for (size_t i = 0; i < stem.size; i++)
        is_in_capitals &=
            ascii_to_lower(stem.data[i]) != stem.data[i] || stem.data[i] == '_';
    return tree_is_paper(name) && is_markdown_file(name) &&
           (is_in_capitals || slice_equal_nocase(stem, SLICE("readme")));
}

bool is_machinery(struct slice name)
{
    return is_one_of(name, machinery, ARRAY_COUNT(machinery));
}

bool is_at_top(struct slice path)
{
    return slice_find_char(path, 0, '/') == path.size;
}

bool tree_may_be_inside(const struct tree *tree)
{
    return tree->generator == NULL ||
           tree->generator->inner_ignore_file != NULL;
}

bool tree_is_lone_folder(const struct tree *tree, struct slice folder)
{
    const char *lone = tree_generator(tree)->lone_folder;
    return lone != NULL && slice_is(path_name(folder), lone);
}

const struct generator *tree_generator(const struct tree *tree)
{
    return tree->generator != NULL ? tree->generator : &plain_generator;
}

const char *tree_second_root(const struct tree *tree, size_t index)
{
    const struct generator *generator = tree_generator(tree);
    const char *const *name = generator->second_roots;
    const char *beside = generator->second_root_beside;
    bool has_one = tree->content_root.size > 0 &&
                   (beside == NULL || slice_is(tree->content_root, beside));
    while (name != NULL && *name != NULL && index > 0) {
        index--;
        name++;
    }
    return has_one && name != NULL ? *name : NULL;
}

const char *tree_media_root(size_t index)
{
    return index < ARRAY_COUNT(media_roots) ? media_roots[index] : NULL;
}

bool tree_reads_index(const struct tree *tree, struct slice path)
{
    const struct generator *generator = tree_generator(tree);
    return generator->reads_index != NULL && generator->reads_index(tree, path);
}

const struct unread_kind *tree_find_unread(const struct tree *tree,
                                           struct slice path)
{
    const struct generator *generator = tree_generator(tree);
    return generator->find_unread != NULL ? generator->find_unread(tree, path)
                                          : NULL;
}

bool path_ends_with_one(struct slice path, const char *const *ends)
{
    while (*ends != NULL && !slice_ends(path, *ends))
        ends++;
    return *ends != NULL;
}

struct slice tree_collections_path(const struct tree *tree, struct slice path)
{
    struct slice dir = tree->collections_dir;
    path = path_below_root(tree, path);
    bool is_inside = dir.size > 0 && path.size > dir.size + 1 &&
                     path.data[dir.size] == '/' && slice_begins(path, dir);
    struct slice inside = slice_from(path, is_inside ? dir.size + 1 : 0);
    return slice_starts(inside, "_") ? inside : path;
}

bool tree_reads_json(const struct tree *tree)
{
    return tree_generator(tree)->reads_json;
}

unsigned tree_heads(const struct tree *tree)
{
    return tree_generator(tree)->heads;
}

bool tree_runs_templates(const struct tree *tree)
{
    return tree_generator(tree)->runs_templates;
}

const char *tree_generator_name(const struct tree *tree)
{
    return tree_generator(tree)->name;
}

struct markdown_dialect tree_read_markdown(const struct tree *tree,
                                           const struct value *settings)
{
    const struct generator *generator = tree_generator(tree);
    struct markdown_dialect dialect = generator->markdown;
    if (generator->ignore_files != NULL)
        settings = &tree->publishing; /* all that is read of them */
    if (generator->read_dialect != NULL && value_is_object(settings))
        generator->read_dialect(settings, &dialect);
    return dialect;
}

bool tree_has_content_folder(const struct tree *tree)
{
    struct slice folder = tree->content_root.size > 0
                              ? path_name(tree->content_root)
                              : tree->folder_name;
    return slice_is(folder, "content");
}

bool tree_data_needs_document(const struct tree *tree, struct slice path)
{
    const struct generator *generator = tree_generator(tree);
    return generator->data_needs_document != NULL &&
           generator->data_needs_document(path);
}

bool tree_is_of_program(const struct tree *tree, struct slice path,
                        bool is_folder)
{
    bool is_mixed = tree->is_project && tree->content_root.size == 0;
    if (!is_mixed || !is_at_top(path))
        return false;
    return is_folder ? is_machinery(path)
                     : is_data_file(path) || tree_is_paper(path);
}

bool tree_reads_public(const struct tree *tree, struct slice path,
                       bool is_folder)
{
    return !tree_is_of_program(tree, path, is_folder) &&
           !slice_starts(path_name(path), "_");
}

const struct tree *tree_copy(const struct tree *tree, struct arena *arena)
{
    struct tree *copy = arena_alloc(arena, 1, sizeof *copy);
    *copy = *tree;
    struct slice *const texts[] = {
        &copy->folder,          &copy->folder_name,   &copy->content_root,
        &copy->reason,          &copy->inside,        &copy->project_path,
        &copy->collections_dir, &copy->settings_path, &copy->prefix,
    };
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
        *texts[i] = arena_copy(arena, *texts[i]);
    copy->publishing = value_copy(&tree->publishing, arena);
    if (tree->settings != NULL) {
        struct value *settings = arena_alloc(arena, 1, sizeof *settings);
        *settings = value_copy(tree->settings, arena);
        copy->settings = settings;
    }
    if (tree->cms != NULL)
        copy->cms = cms_copy(tree->cms, arena);
    if (tree->project != NULL)
        copy->project = tree_copy(tree->project, arena);
    return copy;
}
