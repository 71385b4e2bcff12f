/* look.c - finds out what has changed on the disk, and changes nothing itself.
 *
 *     news -> which files?     known files that are named: these
 *                              anything else: the whole tree
 *          -> read and parse   on all cores
 *          -> edits            files_apply() makes them
 *
 * To look at one file is enough only if it has no other name and nothing else
 * depends on its name. A new file, a link, a folder or the settings of a
 * generator can change what else is read; then the whole tree is walked, which
 * takes 3 microseconds a file. */
#include "base/clock.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "document/path.h"
#include "site/cms.h"
#include "site/content_root.h"
#include "site/exclude.h"
#include "site/parts.h"
#include "site/project.h"
#include "site/state.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROGRESS_EVERY 256 /* files */

enum reach { REACH_NOTHING, REACH_FILE, REACH_TREE };

/* That of this look: a symbolic link may lead elsewhere by now. */
static const struct walk *walk_of(const struct look *look)
{
    return look->is_whole ? &look->walk : &look->site->walk;
}

static void append_full(struct str *out, const struct look *look,
                        struct slice path)
{
    const struct walk *part = walk_find_part(walk_of(look), path, &path);
    str_appendf(out, "%s/%.*s", part->folder, SLICE_FMT(path));
}

static bool stat_file(const struct look *look, struct slice path,
                      int (*how)(const char *path, struct stat *ret_status),
                      struct stat *ret_status)
{
    struct str full = {0};
    append_full(&full, look, path);
    bool is_there = how(full.data, ret_status) == 0;
    str_release(&full);
    return is_there;
}

/* Whether a file has just become empty: most writers truncate a file and then
 * fill it. If it stays empty, that is noticed a little later. */
static bool is_truncated(const struct file *file, const struct stamp *stamp)
{
    return stamp->size == 0 && !stamp->is_settled && file != NULL &&
           file->served->file_bytes > 0;
}

static struct edit *add_edit(struct look *look, struct slice path,
                             const struct stamp *stamp)
{
    if (look->count == look->capacity) {
        look->capacity = look->capacity > 0 ? look->capacity * 2 : 16;
        look->edits =
            mem_grow(look->edits, look->capacity, sizeof *look->edits);
    }
    struct edit *edit = &look->edits[look->count++];
    *edit = (struct edit){.path = path, .stamp = *stamp};
    return edit;
}

/* What else may change with a path that is not a known file. */
static enum reach reach_of_unknown(const struct site *site, struct slice path,
                                   bool is_folder)
{
    enum source_kind kind;
    struct slice name = path_name(path), inside;
    const struct walk *part = walk_find_part(&site->walk, path, &inside);
    if (slice_starts(name, "."))
        return site->walk.has_links || tree_name_is_sign(name) ? REACH_TREE
                                                               : REACH_NOTHING;
    return is_folder || source_kind_of(name, &kind) || path_is_media(name) ||
                   media_kind_of(name) != NULL ||
                   tree_reads_index(&part->tree, inside) ||
                   tree_name_is_sign(name)
               ? REACH_TREE
               : REACH_NOTHING;
}

/* Whether it ends with the path of a folder that is a sign. */
static bool is_folder_sign(struct slice path)
{
    const char *sign;
    size_t i = 0;
    while ((sign = tree_folder_sign(i)) != NULL && !slice_ends(path, sign))
        i++;
    return sign != NULL;
}

/* The path is absolute: it is in a folder above DIR, or of its settings, or of
 * its schemas. */
static enum reach reach_of_outside(const struct site *site, struct slice path)
{
    return tree_name_is_sign(path_name(path)) || is_folder_sign(path) ||
                   schema_files_have(&site->schemas, path)
               ? REACH_TREE
               : REACH_NOTHING;
}

/* Whether it is a file of settings, or a folder of some. */
static bool has_settings(const struct tree *tree, struct slice path,
                         bool is_folder)
{
    const struct settings_file *file;
    size_t i = 0;
    if (!is_folder)
        return tree_settings_rank(tree, path) >= 0 ||
               tree_is_ignore_file(tree, path) || cms_is_settings(path);
    while ((file = tree_settings(tree, i)) != NULL &&
           !path_is_within(slice_of(file->path), path))
        i++;
    return file != NULL;
}

static bool has_settings_of(const struct walk *walk, struct slice path,
                            bool is_folder)
{
    const struct walk *project = walk->project;
    struct slice inside =
        project != NULL ? project_path_of(walk, path) : SLICE_NONE;
    return has_settings(&walk->tree, path, false) ||
           (inside.data != NULL &&
            has_settings(&project->tree, inside, is_folder));
}

/* Generator settings decide which files are read. */
static bool has_generator_settings(const struct site *site, struct slice path,
                                   bool is_folder)
{
    struct slice inside;
    const struct walk *part = walk_find_part(&site->walk, path, &inside);
    bool has_any = has_settings_of(part, inside, is_folder);
    /* The project around a root is outside of all of them. */
    for (size_t i = 0;
         slice_starts(path, "/") && !has_any && i < site->walk.part_count; i++)
        has_any = has_settings_of(site->walk.parts[i], path, is_folder);
    return has_any;
}

/* Looks at one named path; adds an edit if nothing else is affected. */
static enum reach look_at(struct look *look, struct slice path)
{
    const struct site *site = look->site;
    bool is_folder = slice_ends(path, "/");
    struct stat status = {0};

    path = slice_sub(path, 0, path.size - (is_folder ? 1 : 0));
    bool is_there = stat_file(look, path, lstat, &status);
    bool is_file = is_there ? S_ISREG(status.st_mode) : !is_folder;
    if (site->walk.has_links || site->walk.unread_count > 0 ||
        has_generator_settings(site, path, is_folder))
        return REACH_TREE;
    if (slice_starts(path, "/"))
        return reach_of_outside(site, path);
    if (files_find(&site->files, path) == NULL)
        return reach_of_unknown(site, path, !is_file);
    if (!is_file || status.st_nlink > 1 ||
        (!is_there && (site->walk.has_data_beside ||
                       !stat_file(look, path_folder(path), lstat, &status))))
        return REACH_TREE;
    struct stamp stamp = stamp_of(&status, clock_now_ms());
    if (is_there && is_truncated(files_find(&site->files, path), &stamp))
        atomic_store(&look->is_early, true);
    else
        add_edit(look, path, &stamp)->is_gone = !is_there;
    return REACH_FILE;
}

/* Adds the files that no longer exist, unless their folder was unreadable. */
static void add_removals(struct look *look)
{
    static const struct stamp none = {0};
    const struct files *files = &look->site->files;
    struct map there = {0};

    for (size_t i = 0; i < look->walk.count; i++)
        map_put(&there, look->walk.files[i].path, &look->walk.files[i]);
    for (size_t i = 0; i < files->count; i++) {
        struct slice path = files->items[i]->path;
        if (map_find(&there, path) == NULL &&
            !walk_is_unread(&look->walk, path))
            add_edit(look, path, &none)->is_gone = true;
    }
    map_release(&there);
}

/* Adds new and changed files; returns how many of all files were known. A file
 * that is being written is left for another look, which comes soon. A file with
 * an unchanged stamp may be read at once even if it is young: new settings must
 * take effect for all files at the same moment. */
static size_t add_written(struct look *look)
{
    size_t known = 0;
    for (size_t i = 0; i < look->walk.count; i++) {
        const struct walk_file *found = &look->walk.files[i];
        const struct file *file = files_find(&look->site->files, found->path);
        known += file != NULL ? 1 : 0;
        if (file != NULL && !stamp_differs(&file->stamp, &found->stamp))
            continue;
        bool is_known =
            file != NULL && stamp_is_same(&file->stamp, &found->stamp);
        bool is_early =
            found->stamp.is_young || is_truncated(file, &found->stamp);
        if (is_early && !is_known && look->news != NULL &&
            !look->site->options.is_exported)
            atomic_store(&look->is_early, true);
        else
            add_edit(look, found->path, &found->stamp);
    }
    return known;
}

/* If the content root is gone, the rest of the project must not be served in
 * its place. */
static bool has_lost_root(const struct walk *before, const struct walk *now,
                          struct err *err)
{
    struct slice root = before->tree.content_root;
    if (root.size == 0 || now->tree.content_root.size > 0)
        return false;
    err_set(err, ERR_IO, "the content folder %s/%.*s is gone", now->folder,
            SLICE_FMT(root));
    err_set_hint(err, "restore it, or restart to serve what is left");
    return true;
}

/* The disk with the content was unmounted, or an empty folder took its place. A
 * folder that was emptied is still the same one, and its documents are gone. */
static bool has_lost_disk(const struct walk *before, const struct walk *now,
                          struct err *err)
{
    if (now->own_count > 0 || before->own_count == 0 ||
        (before->root_device == now->root_device &&
         before->root_inode == now->root_inode))
        return false;
    err_set(err, ERR_IO,
            "another folder without documents is in the place of %s",
            now->folder);
    err_set_hint(err, "mount or restore the content, or restart to "
                      "serve what is left");
    return true;
}

/* Of any root. */
static bool has_lost_content(struct look *look)
{
    const struct walk *before = &look->site->walk, *now = &look->walk;
    if (look->news == NULL)
        return false;
    bool is_lost = has_lost_root(before, now, &look->err) ||
                   (!look->site->options.is_exported &&
                    has_lost_disk(before, now, &look->err));
    for (size_t i = 0; !is_lost && i < now->part_count; i++) {
        const struct walk *part_now = now->parts[i];
        const struct walk *part_before =
            parts_find(before, part_now->tree.prefix);
        is_lost = part_before != NULL &&
                  (has_lost_root(part_before, part_now, &look->err) ||
                   has_lost_disk(part_before, part_now, &look->err));
    }
    return is_lost;
}

static bool look_at_tree(struct look *look)
{
    const struct site *site = look->site;
    look->count = 0;
    schema_files_release(&look->schemas);
    schema_files_find(site->options.settings, site->options.folder,
                      &look->schemas);
    const struct walk_hints hints = {
        .visitor = site->visitor,
        .before = site->walk.folder != NULL ? &site->walk : NULL,
        .exclude = site->options.settings->exclude,
        .policy = &site->options.settings->policy,
        .schemas = look->schemas.path,
        .roots = site->options.settings->roots,
        .root_count = site->options.settings->root_count,
    };
    if (!walk_folder(site->options.folder, &hints, &look->walk, &look->err))
        return false;
    look->is_whole = true;
    schema_files_read(&look->schemas, &look->walk, &site->visitor);
    atomic_store(&look->is_partial, look->walk.is_partial);
    if (has_lost_content(look))
        return false;
    if (look->walk.unread_count == 0)
        exclude_warn_unused(site->options.settings, look->walk.folder,
                            look->walk.is_used, &look->walk.diagnostics);
    if (add_written(look) < look->site->files.count)
        add_removals(look);
    return true;
}

/* A link to the root may lead to another folder by now, and the previous one
 * may be deleted soon. */
static bool is_root_the_same(const char *name, const char *folder)
{
    struct stat named, walked;
    return stat(name, &named) == 0 && stat(folder, &walked) == 0 &&
           named.st_dev == walked.st_dev && named.st_ino == walked.st_ino;
}

static bool are_roots_the_same(const struct look *look)
{
    const struct walk *walk = walk_of(look);
    bool is_same = is_root_the_same(look->site->options.folder, walk->folder);
    for (size_t i = 0; is_same && i < walk->part_count; i++)
        is_same =
            is_root_the_same(walk->parts[i]->named, walk->parts[i]->folder);
    return is_same;
}

/* False if one of the paths affects more than itself. */
static bool look_at_paths(struct look *look)
{
    if (look->news == NULL || look->news->is_everything ||
        !are_roots_the_same(look))
        return false;
    for (size_t i = 0; i < look->news->count; i++) {
        if (look_at(look, look->news->paths[i]) == REACH_TREE)
            return false;
    }
    return true;
}

/* A file that could not be read for a passing reason stays as it was served,
 * and its stamp does not count: the next look reads it. */
static void check_unread(struct look *look, struct edit *edit)
{
    struct str full = {0};
    append_full(&full, look, edit->path);
    bool is_gone = access(full.data, F_OK) != 0 && errno == ENOENT;
    str_release(&full);
    if (!is_gone && !edit->loaded->is_unread)
        return;
    edit->is_same = !is_gone; /* deleted between look and load */
    if (!is_gone) {
        edit->stamp = (struct stamp){0};
        atomic_store(&look->is_partial, true);
    }
    source_unref(edit->loaded);
    edit->loaded = NULL;
}

/* Follows links as the walk does. */
static bool is_unchanged(const struct look *look, const struct edit *edit)
{
    struct stat status;
    bool is_there = stat_file(look, edit->path, lstat, &status);
    if (is_there && S_ISLNK(status.st_mode)) /* a dangling one stays itself */
        (void)stat_file(look, edit->path, stat, &status);
    if (!is_there)
        return false;
    const struct stamp now = stamp_of(&status, clock_now_ms());
    return stamp_is_same(&edit->stamp, &now);
}

/* A file that was written while it was read may have been read half empty. Then
 * it is left for another look, which comes soon; but not at the start, when
 * there is no older version and a second look follows anyway. */
static void drop_if_changed(struct look *look, struct edit *edit)
{
    if (look->news == NULL || is_unchanged(look, edit))
        return;
    source_unref(edit->loaded);
    edit->loaded = NULL;
    edit->is_same = true;
    atomic_store(&look->is_early, true);
}

static void load_edit(void *context, size_t index)
{
    struct look *look = context;
    struct edit *edit = &look->edits[index];
    const struct site_options *options = &look->site->options;

    const struct file *file = files_find(&look->site->files, edit->path);
    if (!edit->is_gone) {
        struct slice inside;
        const struct walk *part =
            walk_find_part(walk_of(look), edit->path, &inside);
        const struct parse_options how =
            settings_parse_options(options->settings, &part->tree, edit->path);
        edit->loaded = source_load_changed(part->folder, walk_top(part, inside),
                                           inside, &how, file_latest(file));
        edit->is_same = edit->loaded == NULL;
    }
    if (edit->loaded != NULL && edit->loaded->is_broken)
        check_unread(look, edit);
    if (edit->loaded != NULL)
        drop_if_changed(look, edit);
    size_t done = atomic_fetch_add(&look->done, 1) + 1;
    if (options->progress != NULL && look->news == NULL &&
        (done % PROGRESS_EVERY == 0 || done == look->count))
        options->progress(done, look->count);
}

/* Microseconds since *since, which moves to now. */
static int64_t lap(int64_t *since)
{
    int64_t now = clock_monotonic_us(), taken = now - *since;
    *since = now;
    return taken;
}

static void warn_of_timezone(struct look *look, const char *hint,
                             const char *what)
{
    struct walk *walk = &look->walk;
    struct stat status;
    walk->diagnostics.path =
        generator_settings(walk->folder, &walk->tree, &status);
    diagnostics_add(&walk->diagnostics, DIAGNOSTIC_SETTINGS_UNREAD,
                    walk->generator.timezone_line,
                    walk->generator.timezone_column, hint, "%s", what);
}

/* Unless the operator sets it, the timezone is the generator's. It is the
 * process's own and cannot change after the start. */
static void take_timezone(struct look *look)
{
    struct slice zone = look->walk.generator.timezone;
    struct err err;
    if (zone.size == 0)
        zone = SLICE("UTC");
    if (look->site->options.settings->policy.timezone.size > 0 ||
        slice_is(zone, timezone_name()))
        return;
    bool is_first = look->news == NULL;
    if (is_first ? !timezone_set(zone.data, &err)
                 : !timezone_check(zone.data, &err))
        warn_of_timezone(look, err.hint, err.text);
    else if (!is_first)
        warn_of_timezone(look, "restart the server",
                         "a new timezone takes effect after a restart");
}

static void drop_edits(struct look *look)
{
    for (size_t i = 0; i < look->count; i++)
        source_unref(look->edits[i].loaded);
    free(look->edits);
    look->edits = NULL;
    look->count = look->capacity = 0;
}

/* Discards a look at a tree that was replaced meanwhile: git-sync points its
 * link to the next tree and deletes the old one. Another look comes soon. */
static void discard(struct look *look)
{
    drop_edits(look);
    walk_release(&look->walk);
    look->is_whole = false;
    atomic_store(&look->is_early, true);
}

/* What could not be read would stay as it was in another tree. */
static void refuse_mixture(struct look *look)
{
    if (!look->ok || !look->site->options.is_exported || look->news == NULL ||
        !atomic_load(&look->is_partial))
        return;
    look->ok = err_set(&look->err, ERR_AGAIN,
                       "not all files could be read, for want of descriptors "
                       "or memory");
}

void site_look(void *context)
{
    struct look *look = context;
    int64_t since = clock_monotonic_us();

    look->ok = look_at_paths(look) || look_at_tree(look);
    if (look->ok && look->is_whole)
        take_timezone(look);
    look->walk_us = lap(&since);
    if (look->ok)
        parallel_for(look->count, 0, load_edit, look);
    if (look->ok && look->news != NULL && !are_roots_the_same(look))
        discard(look);
    refuse_mixture(look);
    look->parse_us = lap(&since);
}

void look_release(struct look *look)
{
    schema_files_release(&look->schemas);
    drop_edits(look);
    walk_release(&look->walk);
}
