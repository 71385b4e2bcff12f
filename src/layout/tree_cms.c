/* tree_cms.c - the CMS of a tree. */
#include "layout/cms.h"
#include "layout/generator.h"

const struct cms *tree_cms(const struct tree *tree)
{
    return tree->project != NULL && tree->project->cms != NULL
               ? tree->project->cms
               : tree->cms;
}

static bool is_cms_of_project(const struct tree *tree)
{
    return tree->project != NULL && tree->project->cms != NULL;
}

struct slice tree_cms_path(const struct tree *tree, struct slice path,
                           struct arena *arena)
{
    return is_cms_of_project(tree) ? tree_path_in_project(tree, path, arena)
                                   : path;
}

struct slice tree_path_of_cms(const struct tree *tree, struct slice path,
                              struct arena *arena)
{
    struct slice inside = tree->inside;
    if (!is_cms_of_project(tree))
        return path;
    if (inside.size == 0)
        return arena_printf(arena, "%.*s/%.*s", SLICE_FMT(tree->project_path),
                            SLICE_FMT(path));
    if (slice_equal(path, inside))
        return SLICE("");
    return path_is_within(path, inside) ? slice_from(path, inside.size + 1)
                                        : SLICE_NONE;
}

bool tree_takes_cms(const struct tree *tree)
{
    return tree_cms(tree) != NULL && !tree_has_rules(tree);
}

bool tree_cms_has(const struct tree *tree, struct slice path, bool is_folder)
{
    struct arena arena = {0};
    const struct cms *cms = tree_cms(tree);
    struct slice inside = tree_cms_path(tree, path, &arena);
    bool is_there = is_folder ? cms_leads_to_one(cms, inside)
                              : cms_find(cms, inside, NULL) != NULL;
    arena_release(&arena);
    return is_there;
}
