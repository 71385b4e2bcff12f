/* project.c - the project that has the content, if it is not DIR.
 *
 *     mysite/hugo.yaml           ignoreFiles: [wip]
 *     mysite/content/            DIR: the project is around it
 *
 *     module/package.json        module/ is DIR: the project is below it
 *     module/docs/nuxt.config.ts
 *     module/docs/content/
 *
 * What the site does not publish must not depend on which folder is served. The
 * project is recognised as if it were served itself. Settings may also appear
 * later, so the folders that were looked at are watched even if there is no
 * project in them. */
#include "site/project.h"

#include "document/path.h"
#include "site/visit.h"

/* The path is absolute; inside DIR the watch knows it by a relative one. */
static void visit(struct walk *walk, struct slice path)
{
    struct arena arena = {0};
    struct slice top = slice_of(walk->folder), copy = arena_copy(&arena, path);
    bool is_inside = path.size > top.size && path_is_within(path, top);
    walk_visit_folder(walk, copy.data,
                      is_inside ? slice_from(copy, top.size + 1) : copy);
    arena_release(&arena);
}

static void visit_in(struct walk *walk, struct slice folder, struct slice path)
{
    struct arena arena = {0};
    if (path.size > 0)
        visit(walk, arena_printf(&arena, "%.*s/%.*s", SLICE_FMT(folder),
                                 SLICE_FMT(path)));
    arena_release(&arena);
}

void project_visit_level(struct walk *walk, struct slice folder)
{
    const char *sign;
    visit(walk, folder);
    for (size_t i = 0; (sign = tree_folder_sign(i)) != NULL; i++) {
        visit_in(walk, folder, path_folder(slice_of(sign)));
        visit_in(walk, folder, slice_of(sign));
    }
}

static void visit_file(struct walk *walk, const struct walk *project,
                       const char *path)
{
    visit_in(walk, slice_of(project->folder), path_folder(slice_of(path)));
    walk_visit_target(walk, project->folder, slice_of(path));
}

void project_visit_settings(struct walk *walk, const struct walk *project)
{
    const struct settings_file *file;
    const char *name;
    for (size_t i = 0; (file = tree_settings(&project->tree, i)) != NULL; i++)
        visit_file(walk, project, file->path);
    for (size_t i = 0; (name = tree_ignore_file(&project->tree, i)) != NULL;
         i++)
        visit_file(walk, project, name);
}

bool project_has_content(const struct walk *project, struct slice folder)
{
    struct slice inside =
        slice_from(folder, slice_of(project->folder).size + 1);
    return project->tree.generator != NULL &&
           (slice_equal(project->real_root, folder) ||
            tree_is_lone_folder(&project->tree, inside));
}

/* Where the project is, as seen from DIR, or DIR as seen from it. */
static void set_place(struct walk *walk)
{
    struct slice dir = slice_of(walk->folder),
                 project = slice_of(walk->project->folder);
    if (dir.size > project.size)
        walk->tree.inside = slice_from(dir, project.size + 1);
    else
        walk->tree.project_path = slice_from(project, dir.size + 1);
}

/* The content root of the project, in DIR. */
static void take_content_root(struct walk *walk)
{
    const struct walk *project = walk->project;
    struct slice path = walk->tree.project_path,
                 root = project->tree.content_root;
    walk->tree.content_root =
        arena_printf(&walk->arena, "%.*s%s%.*s", SLICE_FMT(path),
                     root.size > 0 ? "/" : "", SLICE_FMT(root));
    walk->tree.is_project = true;
    walk->real_root = arena_copy(&walk->arena, project->real_root);
    walk->has_links |= project->has_links;
}

void project_take(struct walk *walk, struct walk *project)
{
    walk->project = project;
    if (project == NULL)
        return;
    project_visit_settings(walk, project);
    set_place(walk);
    walk->tree.project = &project->tree;
    if (!walk->tree.is_chosen) {
        walk->tree.generator = project->tree.generator;
        walk->tree.reason = project->tree.reason;
    }
    if (walk->tree.project_path.size > 0)
        take_content_root(walk);
}

/* "../hugo.yaml" or "docs/hugo.yaml", from DIR. */
static struct slice path_from(struct walk *walk, struct slice path)
{
    struct str way = {0};
    struct slice inside = walk->tree.inside, folder;
    while (slice_cut(&inside, '/', &folder))
        str_append_text(&way, "../");
    if (walk->tree.project_path.size > 0)
        str_appendf(&way, "%.*s/", SLICE_FMT(walk->tree.project_path));
    str_append(&way, path);
    struct slice kept = arena_copy(&walk->arena, str_slice(&way));
    str_release(&way);
    return kept;
}

static void take_diagnostics(struct walk *walk)
{
    const struct diagnostics *found = &walk->project->diagnostics;
    for (size_t i = 0; i < found->count; i++) {
        struct diagnostic item = found->items[i];
        item.path = path_from(walk, item.path);
        diagnostics_copy(&walk->diagnostics, &item);
    }
}

void project_take_settings(struct walk *walk)
{
    const struct walk *project = walk->project;
    if (project == NULL)
        return;
    struct slice path = path_from(walk, project->tree.settings_path);
    if (project->generator.settings.kind == VALUE_OBJECT) {
        walk->tree.settings = &project->generator.settings;
        walk->tree.settings_path = path;
    }
    walk->generator.timezone = project->generator.timezone;
    walk->tree.has_mark |= project->tree.has_mark;
    if (walk->tree.project_path.size > 0)
        walk->tree.collections_dir = project->tree.collections_dir;
    take_diagnostics(walk);
}

struct slice project_path_of(const struct walk *walk, struct slice path)
{
    struct slice top = slice_of(walk->project->folder),
                 inside = walk->tree.project_path;
    if (slice_starts(path, "/"))
        return path.size > top.size && path_is_within(path, top)
                   ? slice_from(path, top.size + 1)
                   : SLICE_NONE;
    return inside.size > 0 && path.size > inside.size &&
                   path_is_within(path, inside)
               ? slice_from(path, inside.size + 1)
               : SLICE_NONE;
}
