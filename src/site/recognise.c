/* recognise.c - what kind of site a folder holds, before it is walked.
 *
 * The names in the folder decide (layout/tree.h); the only files that are read
 * are the settings of a generator. */
#include "site/recognise.h"

#include "base/err.h"
#include "base/mem.h"
#include "base/patterns.h"
#include "document/bytes.h"
#include "document/frontmatter.h"
#include "document/path.h"

#include "site/above.h"
#include "site/generator.h"
#include "site/visit.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct slice walk_top(const struct walk *walk, struct slice path)
{
    struct slice root = walk->tree.content_root;
    return root.size > 0 && path_is_within(path, root) ? root : SLICE("");
}

const char *walk_absolute(struct walk *walk, struct slice path)
{
    str_clear(&walk->scratch);
    str_append_text(&walk->scratch, walk->folder);
    if (path.size > 0)
        str_append_char(&walk->scratch, '/');
    str_append(&walk->scratch, path);
    return walk->scratch.data;
}

bool folder_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void add_folder_signs(struct tree_signs *signs, const char *folder)
{
    const char *sign;
    struct str path = {0};
    for (size_t i = 0; (sign = tree_folder_sign(i)) != NULL; i++) {
        str_clear(&path);
        str_appendf(&path, "%s/%s", folder, sign);
        if (folder_exists(path.data))
            tree_signs_add(signs, slice_of(sign));
    }
    str_release(&path);
}

/* What the names in a folder say; nothing if it cannot be read. */
static struct tree_signs signs_in(const char *folder)
{
    DIR *directory = opendir(folder);
    struct dirent *child;
    struct tree_signs signs = {0};

    while (directory != NULL && (child = readdir(directory)) != NULL)
        tree_signs_add(&signs, slice_of(child->d_name));
    if (directory != NULL)
        closedir(directory);
    add_folder_signs(&signs, folder);
    return signs;
}

/* A content root that is a link out of the folder does not count; the walk
 * reports it like any other such link. */
static bool set_content_root(struct walk *walk, struct slice root)
{
    char target[PATH_MAX];
    if (realpath(walk_absolute(walk, root), target) == NULL ||
        !path_is_within(slice_of(target), slice_of(walk->folder)))
        return false;
    walk->tree.content_root = root;
    walk->real_root = arena_copy(&walk->arena, slice_of(target));
    walk->has_links |= strcmp(walk_absolute(walk, root), target) != 0;
    return true;
}

static void find_content_root(struct walk *walk, const struct tree_signs *signs)
{
    const struct content_root *root;
    size_t cursor = 0;
    while ((root = tree_next_root(signs, &cursor)) != NULL) {
        if (folder_exists(walk_absolute(walk, slice_of(root->probe))) &&
            set_content_root(walk, slice_of(root->root)))
            break;
    }
}

/* A folder outside of the site's is SLICE_NONE. */
static struct slice clean_root(struct slice written, struct arena *arena)
{
    struct str clean = {0};
    struct slice root = SLICE_NONE;
    if (path_clean(written, &clean))
        root = arena_copy(arena, str_slice(&clean));
    str_release(&clean);
    return root;
}

/* Makes the next diagnostics those of the generator's settings. */
static struct diagnostics *of_settings(struct walk *walk)
{
    struct stat ignored;
    struct slice path = generator_settings(walk->folder, &walk->tree, &ignored);
    walk->diagnostics.path = path.size > 0 ? path : SLICE(".");
    return &walk->diagnostics;
}

/* What the settings name as the folder of the content is the content, and
 * nothing else is. */
static void take_own_root(struct walk *walk)
{
    struct slice written = tree_own_root(&walk->tree, &walk->tree.publishing);
    if (written.data == NULL)
        return;
    struct slice root = clean_root(written, &walk->arena);
    if (root.data != NULL && folder_exists(walk_absolute(walk, root)) &&
        set_content_root(walk, root))
        return;
    if (tree_may_lack_own_root(&walk->tree))
        return;
    walk->tree.holds_all_back = true;
    diagnostics_add(of_settings(walk), DIAGNOSTIC_SETTINGS_UNREAD, 0, 0,
                    "serve a folder that it is in",
                    "nothing is served: the folder of the content, '%.*s', "
                    "does not exist in the folder that is served",
                    SLICE_FMT(written));
}

/* Only one folder is the content root. */
static void warn_of_other_roots(struct walk *walk)
{
    struct slice written;
    size_t cursor = 0;
    while ((written = tree_next_own_root(&walk->tree, &cursor)).data != NULL) {
        struct slice folder = clean_root(written, &walk->arena);
        if (folder.data != NULL &&
            path_is_within(folder, walk->tree.content_root))
            continue;
        diagnostics_add(of_settings(walk), DIAGNOSTIC_SETTINGS_UNREAD, 0, 0,
                        "move it below the content root",
                        "the content in '%.*s' is not served: it is not in "
                        "the content root, '%.*s'",
                        SLICE_FMT(written), SLICE_FMT(walk->tree.content_root));
    }
}

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
        diagnostics_add(of_settings(walk), DIAGNOSTIC_SETTINGS_UNREAD, 0, 0,
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

#define MAX_PROJECT_LEVELS 3 /* above docs/src/content */

/* The project around DIR is recognised as if it were served itself. It counts
 * only if its content turns out to be precisely DIR: stray settings further up
 * have no effect. */
static bool is_content_of(const struct walk *project, struct slice folder)
{
    struct slice inside =
        slice_from(folder, slice_of(project->folder).size + 1);
    return project->tree.generator != NULL &&
           (slice_equal(project->real_root, folder) ||
            tree_is_lone_folder(&project->tree, inside));
}

static struct walk *project_share(struct walk *project)
{
    project->sharers++;
    return project;
}

static void project_release(struct walk *project)
{
    if (project == NULL || --project->sharers > 0)
        return;
    walk_release(project);
    free(project);
}

/* Returns the project in `above` if `folder` is its content, or NULL. */
static struct walk *project_in(struct slice above, struct slice folder,
                               const struct walk *before)
{
    struct walk *project = mem_alloc(1, sizeof *project);
    struct walk_hints hints = {.is_project = true};
    struct str path = {0};
    struct err err;
    if (before != NULL)
        hints.generator = before->generator;
    str_append(&path, above);
    bool is_one = walk_start(path.data, &hints, project, &err);
    str_release(&path);
    if (is_one && is_content_of(project, folder)) {
        struct stat status;
        project->tree.settings_path =
            generator_settings(project->folder, &project->tree, &status);
        project->settings_count =
            generator_count_settings(project->folder, &project->tree);
        return project_share(project);
    }
    if (is_one)
        walk_release(project);
    free(project);
    return NULL;
}

static struct walk *find_project(struct walk *walk, const struct walk *before)
{
    struct slice folder = slice_of(walk->folder), above = path_folder(folder);
    struct walk *found = NULL;
    for (size_t i = 0;
         i < MAX_PROJECT_LEVELS && above.size > 0 && found == NULL; i++) {
        above_visit_level(walk, above);
        found = project_in(above, folder, before);
        above = path_folder(above);
    }
    return found;
}

static void take_project(struct walk *walk)
{
    struct walk *before = walk->hints.above;
    struct slice folder = slice_of(walk->folder);
    if (before != NULL && !path_is_within(folder, slice_of(before->folder)))
        before = NULL;
    if (before != NULL)
        above_visit_settings(walk, before);
    walk->above = find_project(walk, before);
    if (before != NULL && above_has_lost_settings(before, walk->above)) {
        project_release(walk->above);
        walk->above = project_share(before);
        walk->has_lost_settings = true;
    }
    if (walk->above == NULL)
        return;
    above_visit_settings(walk, walk->above);
    walk->tree.generator = walk->above->tree.generator;
    walk->tree.above = &walk->above->tree;
    walk->tree.inside =
        slice_from(folder, slice_of(walk->above->folder).size + 1);
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
    const struct tree_signs signs = signs_in(above.data);
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

static void recognise(struct walk *walk)
{
    struct slice folder = slice_of(walk->folder);
    const struct tree_signs signs = signs_in(walk->folder);

    walk->tree.folder = folder;
    walk->tree.folder_name = path_name(folder);
    walk->tree.content_root = SLICE("");
    walk->tree.generator = tree_signs_generator(&signs);
    walk->tree.is_project = tree_signs_show_project(&signs);
    walk->tree.has_tools = tree_signs_show_tools(&signs);
    walk->real_root = folder;
    find_content_root(walk, &signs);
    if (walk->tree.content_root.size == 0 && !walk->hints.is_project &&
        tree_may_be_inside(&walk->tree))
        take_project(walk);
    if (walk->tree.generator == NULL)
        walk->tree.generator = generator_from_above(walk->real_root);
    walk->tree.has_mark = has_mark(walk);
    walk->tree.is_vault = is_vault(walk);
    walk->generator = generator_read(walk->folder, &walk->tree,
                                     &walk->hints.generator, &walk->arena);
    walk->tree.collections_dir = walk->generator.collections_dir;
    walk->tree.publishing = walk->generator.publishing;
    take_own_root(walk);
    visit_ignores(walk);
    generator_read_inner(walk->folder, &walk->tree, &walk->generator,
                         &walk->arena);
    walk->tree.publishing = walk->generator.publishing;
    hold_back_at_risk(walk);
    above_take(walk);
    warn_of_unknown(walk);
    warn_of_other_roots(walk);
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
    project_release(walk->above);
    media_unref(walk->known_media);
    patterns_free(walk->ignored);
    free(walk->folder);
    str_release(&walk->scratch);
    arena_release(&walk->arena);
    *walk = (struct walk){0};
}
