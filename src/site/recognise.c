/* recognise.c - what kind of site a folder holds, before it is walked.
 *
 * The names in the folder decide (layout/tree.h); the only files that are read
 * are the settings of a generator. */
#include "site/walk.h"

#include "base/err.h"
#include "base/mem.h"
#include "base/patterns.h"
#include "document/bytes.h"
#include "document/frontmatter.h"
#include "document/path.h"
#include "layout/policy.h"
#include "site/cms.h"
#include "site/content_root.h"
#include "site/generator.h"
#include "site/project.h"
#include "site/visit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Files of settings are documents as well, and are visited as such. */
static void visit_ignores(struct walk *walk)
{
    struct slice inner = tree_inner_ignore_file(&walk->tree, &walk->arena);
    const char *name;
    for (size_t i = 0; (name = tree_ignore_file(&walk->tree, i)) != NULL; i++)
        walk_visit_target(walk, walk->folder, slice_of(name));
    if (inner.data != NULL)
        walk_visit_target(walk, walk->folder, inner);
}

/* A pattern that cannot be read would let through what it is to stop. */
static void read_ignored(struct walk *walk)
{
    struct slice pattern;
    size_t cursor = 0;
    while (tree_next_ignored(&walk->tree, &cursor, &pattern)) {
        struct err err;
        if (walk->ignored == NULL)
            walk->ignored = patterns_new();
        if (patterns_add(walk->ignored, pattern, &err))
            continue;
        walk->tree.holds_all_back = true;
        diagnostics_add(diagnostics_of_settings(walk),
                        DIAGNOSTIC_SETTINGS_UNREAD, 0, 0,
                        "write it with characters, classes and groups only",
                        "nothing is served: %s", err.text);
    }
    walk->tree.ignored = walk->ignored;
}

/* What the generator would not publish is in settings that cannot be read. */
static void hold_back_at_risk(struct walk *walk)
{
    if (walk->generator.unread.data == NULL)
        return;
    walk->tree.holds_all_back = true;
    walk->diagnostics.path = walk->generator.unread;
    diagnostics_add(&walk->diagnostics, DIAGNOSTIC_SETTINGS_UNREAD, 0, 0,
                    "correct it, or put a readable file in its place",
                    "nothing is served: this file, which may keep others "
                    "back, cannot be read");
}

/* What a program computes is not known. */
static void warn_of_unknown(struct walk *walk)
{
    struct unknown_setting setting;
    size_t cursor = 0;
    while (tree_next_unknown(&walk->tree, &cursor, &setting)) {
        walk->diagnostics.path = setting.path;
        diagnostics_add(&walk->diagnostics, DIAGNOSTIC_SETTINGS_UNREAD,
                        setting.line, 0, setting.hint, "%s", setting.message);
    }
}

/* If `folder` is the content of a site, its settings lie beside "content" and
 * "_posts", or two folders above "src/content". Only names are looked at. */
static const struct generator *generator_from_above(struct slice folder)
{
    struct str above = {0};
    bool is_in_src = slice_ends(folder, "/src/content");
    if (!slice_ends(folder, "/content") && !slice_ends(folder, "/_posts"))
        return NULL;
    str_append(&above, folder);
    str_append_text(&above, is_in_src ? "/../.." : "/..");
    const struct tree_signs signs = folder_signs(above.data);
    str_release(&above);
    return tree_generator_around(&signs, folder);
}

/* The folder of the project: content is at its top, or in "src/content". */
static struct slice project_folder(const struct walk *walk)
{
    struct slice root = walk->real_root, inside = SLICE("/src/content");
    return slice_ends(root, inside.data)
               ? slice_sub(root, 0, root.size - inside.size)
               : slice_of(walk->folder);
}

static bool has_mark(const struct walk *walk)
{
    const char *const *name;
    const char *mark = tree_mark(&walk->tree, &name);
    struct slice folder = project_folder(walk);
    bool is_found = false;
    for (; mark != NULL && !is_found && *name != NULL; name++) {
        struct arena arena = {0};
        struct slice bytes;
        struct err err;
        is_found =
            bytes_read(
                arena_printf(&arena, "%.*s/%s", SLICE_FMT(folder), *name).data,
                FRONTMATTER_MAX_BYTES, &arena, &bytes, &err) &&
            slice_find(bytes, 0, slice_of(mark)) < bytes.size;
        arena_release(&arena);
    }
    return is_found;
}

/* Obsidian keeps its settings at the top of the notes. */
static bool is_vault(struct walk *walk)
{
    struct slice root = walk->tree.content_root;
    return folder_exists(walk_absolute(walk, SLICE(".obsidian"))) ||
           folder_exists(
               walk_absolute(walk, arena_printf(&walk->arena, "%.*s/.obsidian",
                                                SLICE_FMT(root))));
}

#define MAX_PROJECT_LEVELS 3 /* above docs/src/content */

static void release_other(struct walk *walk)
{
    if (walk != NULL)
        walk_release(walk);
    free(walk);
}

/* Returns the folder as a project, or NULL if it cannot be read. */
static struct walk *open_project(const char *folder, const struct walk *before)
{
    struct walk *project = mem_alloc(1, sizeof *project);
    struct walk_hints hints = {.before = before, .is_project = true};
    struct err err;
    if (walk_start(folder, &hints, project, &err))
        return project;
    free(project);
    return NULL;
}

/* Returns the project in `above` if `folder` is its content, or NULL. */
static struct walk *project_around(struct slice above, struct slice folder,
                                   const struct walk *before)
{
    struct str path = {0};
    str_append(&path, above);
    struct walk *project = open_project(path.data, before);
    str_release(&path);
    if (project != NULL && project_has_content(project, folder))
        return project;
    release_other(project);
    return NULL;
}

static const struct walk *project_before(const struct walk *walk)
{
    const struct walk *before = walk->hints.before;
    return before != NULL ? before->project : NULL;
}

/* Of the project that the last walk found. */
static void visit_settings_before(struct walk *walk)
{
    const struct walk *before = project_before(walk);
    if (before != NULL)
        project_visit_settings(walk, before);
}

/* The project around DIR counts only if its content turns out to be precisely
 * DIR: stray settings further up have no effect. */
static void find_project_around(struct walk *walk)
{
    struct slice folder = slice_of(walk->folder), above = path_folder(folder);
    struct walk *found = NULL;
    visit_settings_before(walk);
    for (size_t i = 0;
         i < MAX_PROJECT_LEVELS && above.size > 0 && found == NULL; i++) {
        project_visit_level(walk, above);
        found = project_around(above, folder, project_before(walk));
        above = path_folder(above);
    }
    project_take(walk, found);
}

/* A link to a folder may lead anywhere. */
static bool is_real_folder(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Returns the project in the folder `path`, in DIR, if it is a site. */
static struct walk *project_below(struct walk *walk, struct slice path)
{
    const char *folder = walk_absolute(walk, path);
    if (!is_real_folder(folder))
        return NULL;
    project_visit_level(walk, slice_of(folder));
    struct walk *project = open_project(folder, project_before(walk));
    if (project != NULL && (project->is_site || project->has_lost_settings))
        return project;
    release_other(project);
    return NULL;
}

/* A repository often has its site in a folder. */
static void find_project_below(struct walk *walk,
                               const struct tree_signs *signs)
{
    struct slice root = walk->tree.content_root;
    struct walk *found = NULL;
    const char *path;
    size_t cursor = 0;
    visit_settings_before(walk);
    while (found == NULL &&
           (path = tree_next_project(signs, &cursor)) != NULL) {
        if (path_is_within(root, slice_of(path)) || root.size == 0)
            found = project_below(walk, slice_of(path));
    }
    project_take(walk, found);
}

/* Whether settings that the folder had at the last walk are gone, and the rest
 * reveals the generator no more, or there are none. */
static bool has_lost_settings(const struct walk *walk)
{
    const struct walk *before = walk->hints.before;
    if (before == NULL || strcmp(before->folder, walk->folder) != 0)
        return false;
    size_t count = generator_count_settings(walk->folder, &before->tree);
    return count < before->settings_count &&
           (count == 0 || walk->tree.generator != before->tree.generator);
}

/* What the settings held back is not published now that they are gone: the last
 * ones still apply. */
static void keep_settings(struct walk *walk)
{
    const struct walk *before = walk->hints.before;
    struct value *settings = arena_alloc(&walk->arena, 1, sizeof *settings);
    walk->generator = generator_copy(&before->generator, &walk->arena);
    walk->settings_count = before->settings_count;
    walk->tree.settings_path =
        arena_copy(&walk->arena, before->tree.settings_path);
    *settings = walk->generator.settings;
    if (settings->kind == VALUE_OBJECT)
        walk->tree.settings = settings;
    walk->diagnostics.path = walk->tree.settings_path.size > 0
                                 ? walk->tree.settings_path
                                 : SLICE(".");
    diagnostics_add(&walk->diagnostics, DIAGNOSTIC_SETTINGS_UNREAD, 0, 0,
                    "restore it, or restart to serve without it",
                    "the settings of the site are gone; what they hold back "
                    "is still not served");
}

static void read_settings(struct walk *walk)
{
    static const struct generator_facts none = {0};
    const struct walk *before = walk->hints.before;
    struct stat status;
    walk->generator = generator_read(
        walk->folder, &walk->tree, before != NULL ? &before->generator : &none,
        walk->hints.is_project ? &walk->diagnostics : NULL, &walk->arena);
    walk->settings_count = generator_count_settings(walk->folder, &walk->tree);
    walk->tree.settings_path =
        generator_settings(walk->folder, &walk->tree, &status);
}

/* What the site in a folder held back is not published now that the folder has
 * another name, or is no site any more. */
static void hold_back_without_project(struct walk *walk)
{
    const struct walk *before = walk->hints.before;
    if (before == NULL || walk->project != NULL || tree_has_rules(&walk->tree))
        return;
    struct slice lost = before->project != NULL ? before->tree.project_path
                                                : before->lost_project;
    if (lost.size == 0)
        return;
    walk->lost_project = arena_copy(&walk->arena, lost);
    walk->tree.holds_all_back = true;
    walk->diagnostics.path = walk->lost_project;
    diagnostics_add(&walk->diagnostics, DIAGNOSTIC_SETTINGS_UNREAD, 0, 0,
                    "put it back, or restart to serve what is here now",
                    "nothing is served: the site that was in this folder is "
                    "gone, and so is what it holds back");
}

/* What the project of the content says, if that is not the folder itself. */
static void find_project(struct walk *walk, const struct tree_signs *signs)
{
    if (walk->hints.is_project || walk->has_lost_settings)
        return;
    bool may_be_inside = tree_may_be_inside(&walk->tree) || !walk->is_site;
    if (walk->tree.content_root.size == 0 && may_be_inside &&
        !walk->hints.is_nested)
        find_project_around(walk);
    if (walk->project == NULL && !walk->tree.is_chosen &&
        !tree_has_rules(&walk->tree))
        find_project_below(walk, signs);
    hold_back_without_project(walk);
}

/* What the operator says about DIR itself; NULL: its names tell. */
static const struct generator *chosen_generator(const struct walk *walk)
{
    const struct policy *policy = walk->hints.policy;
    return policy != NULL && walk->hints.prefix.size == 0
               ? tree_find_generator(policy->generator)
               : NULL;
}

static void recognise(struct walk *walk)
{
    struct slice folder = slice_of(walk->folder);
    struct tree_signs signs = folder_signs(walk->folder);

    signs.chosen = chosen_generator(walk);
    walk->tree.prefix = arena_copy(&walk->arena, walk->hints.prefix);
    walk->tree.folder = folder;
    walk->tree.folder_name = path_name(folder);
    walk->tree.content_root = SLICE("");
    walk->tree.generator = tree_signs_generator(&signs);
    walk->tree.is_chosen = signs.chosen != NULL;
    walk->tree.reason = tree_signs_reason(&signs, &walk->arena);
    walk->tree.is_project = tree_signs_show_project(&signs);
    walk->tree.has_tools = tree_signs_show_tools(&signs);
    walk->is_site = tree_signs_show_site(&signs);
    walk->real_root = folder;
    walk->has_lost_settings = has_lost_settings(walk);
    if (walk->has_lost_settings)
        walk->tree.generator = walk->hints.before->tree.generator;
    content_root_find(walk, &signs);
    cms_settings_read(walk);
    find_project(walk, &signs);
    if (walk->tree.generator == NULL)
        walk->tree.generator = generator_from_above(walk->real_root);
    walk->tree.is_vault = is_vault(walk);
    if (walk->has_lost_settings)
        keep_settings(walk);
    else
        read_settings(walk);
    walk->tree.collections_dir = walk->generator.collections_dir;
    walk->tree.publishing = walk->generator.publishing;
    content_root_take_own(walk);
    visit_ignores(walk);
    generator_read_inner(walk->folder, &walk->tree, &walk->generator,
                         &walk->arena);
    walk->tree.publishing = walk->generator.publishing;
    hold_back_at_risk(walk);
    walk->tree.has_mark = has_mark(walk);
    project_take_settings(walk);
    cms_media_find(walk);
    walk->tree.markdown = tree_read_markdown(
        &walk->tree, walk->tree.settings != NULL ? walk->tree.settings
                                                 : &walk->generator.settings);
    if (walk->tree.is_vault) /* whatever else it is */
        walk->tree.markdown.foreign |= FOREIGN_NOTES;
    warn_of_unknown(walk);
    content_root_warn_of_others(walk);
    read_ignored(walk);
}

bool walk_start(const char *folder, const struct walk_hints *hints,
                struct walk *ret_walk, struct err *err)
{
    struct walk *walk = ret_walk;
    *walk = (struct walk){.folder = realpath(folder, NULL)};
    if (hints != NULL)
        walk->hints = *hints;
    walk->is_used = arena_alloc(&walk->arena, walk->hints.exclude.count,
                                sizeof *walk->is_used);
    walk->named = arena_copy(&walk->arena, slice_of(folder)).data;
    walk->diagnostics.arena = &walk->arena;
    walk->media.arena = &walk->arena;
    if (walk->folder == NULL || !folder_exists(walk->folder)) {
        err_set(err, ERR_IO, "cannot serve the folder %s: %s", folder,
                walk->folder == NULL ? strerror(errno) : "it is a file");
        err_set_hint(err, "name the folder with the content");
        walk_release(walk);
        return false;
    }
    walk_visit_folder(walk, walk->folder, SLICE(""));
    recognise(walk);
    return true;
}

void walk_release(struct walk *walk)
{
    for (size_t i = 0; i < walk->part_count; i++)
        release_other(walk->parts[i]);
    release_other(walk->project);
    media_unref(walk->known_media);
    patterns_free(walk->ignored);
    free(walk->folder);
    str_release(&walk->scratch);
    arena_release(&walk->arena);
    *walk = (struct walk){0};
}
