/* hexo_publishing.c - files that Hexo makes no document of.
 *
 *     skip_render: [README.md]        copied as it is
 *     ignore: [wip.md]               as if it were not there
 *     exclude: [notes/a.md]           likewise, but for posts
 *     _notes/a.md, _posts/_x.md       names that start with _
 *     include: [_notes/a.md]          in spite of that
 *
 * (plugins/processor of hexo: asset.js, post.js, common.js; box/index.js.)
 * Patterns are those of micromatch: of paths below the source folder, but
 * `ignore` of absolute ones. */
#include "layout/hexo.h"

#include "base/glob.h"
#include "layout/place.h"

#include <string.h>

const char *const hexo_publishing_keys[] = {
    "source_dir", "skip_render", "include", "exclude", "ignore", NULL};

struct slice hexo_own_root(const struct value *settings)
{
    struct slice folder = value_text(value_find(settings, "source_dir"));
    return slice_trim(folder).size > 0 ? folder : SLICE_NONE;
}

typedef bool matcher(struct slice pattern, struct slice path);

/* The value is one pattern, or a list of them. */
static bool is_listed(const struct tree *tree, const char *key,
                      matcher *matches, struct slice path)
{
    const struct value *list = value_find(&tree->publishing, key);
    if (value_is_string(list))
        return matches(value_text(list), path);
    for (size_t i = 0; value_is_array(list) && i < list->size; i++) {
        if (value_is_string(&list->as.items[i]) &&
            matches(value_text(&list->as.items[i]), path))
            return true;
    }
    return false;
}

/* Hexo has an absolute path here, of which this program sees the end. */
static bool is_ignored(const struct tree *tree, struct slice path)
{
    struct arena arena = {0};
    struct slice absolute = arena_printf(&arena, "site/%.*s", SLICE_FMT(path));
    bool is_match = is_listed(tree, "ignore", glob_may_match, absolute);
    arena_release(&arena);
    return is_match;
}

/* Whether a name of the path starts with "_"; those with a dot are never
 * read. */
static bool is_hidden(struct slice path)
{
    return slice_starts(path, "_") ||
           slice_find(path, 0, SLICE("/_")) < path.size;
}

static bool is_folder_of_hexo(struct slice below)
{
    return slice_is(below, "_posts") || slice_is(below, "_drafts") ||
           slice_is(below, "_data") || slice_starts(below, "_data/");
}

/* A folder whose name starts with "_" is entered if a pattern may be of what
 * is in it. */
static bool is_included(const struct tree *tree, struct slice below,
                        bool is_folder)
{
    const struct value *list = value_find(&tree->publishing, "include");
    struct slice folder = path_first_folder(below);
    if (folder.size == 0)
        folder = below;
    if (!is_folder)
        return is_listed(tree, "include", glob_matches_choices, below);
    if (value_is_string(list))
        return slice_begins(value_text(list), folder);
    for (size_t i = 0; value_is_array(list) && i < list->size; i++) {
        if (slice_begins(value_text(&list->as.items[i]), folder))
            return true;
    }
    return false;
}

bool hexo_holds_back(const struct tree *tree, struct slice path, bool is_folder)
{
    struct slice below = path_below_root(tree, path), inside;
    if (tree->content_root.size > 0 &&
        !path_is_within(path, tree->content_root))
        return false; /* its settings */
    if (is_ignored(tree, path))
        return true;
    if (is_folder_of_hexo(below))
        return false;
    if (hexo_find_post(below, &inside))
        return is_hidden(inside) ||
               (!is_folder &&
                is_listed(tree, "skip_render", glob_may_match, below));
    if (is_hidden(below) && !is_included(tree, below, is_folder))
        return true;
    return is_listed(tree, "exclude", glob_may_match, below) ||
           (!is_folder &&
            is_listed(tree, "skip_render", glob_may_match, below));
}
