/* look.c - what has changed on the disk, without changing anything here.
 *
 *     news -> which files?     known files that were named: these
 *                              anything else: the whole tree
 *          -> read and parse   on all cores
 *          -> edits            files_apply() makes them
 *
 * Looking at one file is right only where its name is the only one that it
 * has and nothing else depends on the name: a new file, a link, a folder or
 * the settings of a generator can change what is read of the tree, and then
 * the tree is walked. That takes 3 microseconds a file. */
#include "base/clock.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "document/path.h"
#include "site/exclude.h"
#include "site/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROGRESS_EVERY 256 /* files */

enum reach { REACH_NOTHING, REACH_FILE, REACH_TREE };

/* The folder as it was looked at: where it is a link, it may lead elsewhere
 * than it did before. */
static const char *folder_of(const struct look *look)
{
    return look->is_whole ? look->walk.folder : look->site->walk.folder;
}

static void append_full(struct str *out, const struct look *look,
                        struct slice path)
{
    str_appendf(out, "%s/%.*s", folder_of(look), SLICE_FMT(path));
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

/* A file that has become empty is mostly about to be filled, however long its
 * writer takes; whoever empties one for good sees it a little later. */
static bool is_cut(const struct file *file, const struct stamp *stamp)
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

static struct slice name_of(struct slice path)
{
    struct slice folder = path_folder(path);
    return slice_from(path, folder.size > 0 ? folder.size + 1 : 0);
}

/* What a name that is no file we know may mean to others. */
static enum reach reach_of_unknown(const struct site *site, struct slice path,
                                   bool is_folder)
{
    enum source_kind kind;
    struct slice name = name_of(path);
    if (slice_starts(name, "."))
        return site->walk.has_links ? REACH_TREE : REACH_NOTHING;
    return is_folder || source_kind_of(name, &kind) || path_is_media(name) ||
                   tree_name_is_sign(name)
               ? REACH_TREE
               : REACH_NOTHING;
}

/* What they say decides what is read. */
static bool is_generator_settings(const struct site *site, struct slice path)
{
    const char *name;
    for (size_t i = 0; (name = tree_settings(&site->walk.tree, i)) != NULL;
         i++) {
        if (slice_is(path, name))
            return true;
    }
    return false;
}

/* Looks at one named path; adds an edit where that is all there is to do. */
static enum reach look_at(struct look *look, struct slice path)
{
    const struct site *site = look->site;
    bool is_folder = slice_ends(path, "/");
    struct stat status = {0};

    path = slice_sub(path, 0, path.size - (is_folder ? 1 : 0));
    bool is_there = stat_file(look, path, lstat, &status);
    bool is_file = is_there ? S_ISREG(status.st_mode) : !is_folder;
    if (site->walk.has_links || site->walk.unread_count > 0 ||
        is_generator_settings(site, path))
        return REACH_TREE;
    if (files_find(&site->files, path) == NULL)
        return reach_of_unknown(site, path, !is_file);
    if (!is_file || status.st_nlink > 1 ||
        (!is_there && !stat_file(look, path_folder(path), lstat, &status)))
        return REACH_TREE;
    struct stamp stamp = stamp_of(&status, clock_now_ms());
    if (is_there && is_cut(files_find(&site->files, path), &stamp))
        atomic_store(&look->is_early, true);
    else
        add_edit(look, path, &stamp)->is_gone = !is_there;
    return REACH_FILE;
}

/* What was there and is not any more, unless nobody could look. */
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

/* Adds what is new or written; returns how many files are known. What is being
 * written stays as it was until another look, which comes soon; files that
 * were named have been waited for. One that is as it was read before may be
 * read again right now: new settings hold for all files from one moment on. */
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
        bool is_early = found->stamp.is_young || is_cut(file, &found->stamp);
        if (is_early && !is_known && look->news != NULL)
            atomic_store(&look->is_early, true);
        else
            add_edit(look, found->path, &found->stamp);
    }
    return known;
}

/* The program of a site is no content: when the folder that was read is gone,
 * what lies around it does not take its place. */
static bool has_lost_root(struct look *look)
{
    struct slice before = look->site->walk.tree.content_root;
    if (look->news == NULL || before.size == 0 ||
        look->walk.tree.content_root.size > 0)
        return false;
    err_set(&look->err, ERR_IO, "the content folder %s/%.*s is gone",
            look->walk.folder, SLICE_FMT(before));
    err_set_hint(&look->err, "put it back, or restart to serve what is left");
    return true;
}

static bool look_at_tree(struct look *look)
{
    const struct site *site = look->site;
    look->count = 0;
    const struct walk_hints hints = {site->visitor, site->walk.generator,
                                     site->options.settings->exclude};
    if (!walk_folder(site->options.folder, &hints, &look->walk, &look->err))
        return false;
    look->is_whole = true;
    if (has_lost_root(look))
        return false;
    if (look->walk.unread_count == 0)
        exclude_warn_unused(site->options.settings, look->walk.folder,
                            look->walk.is_used, &look->walk.diagnostics);
    if (add_written(look) < look->site->files.count)
        add_removals(look);
    return true;
}

/* A link to the root may lead to another folder by now, and the one before be
 * taken down. */
static bool is_root_the_same(const struct look *look)
{
    struct stat named, walked;
    return stat(look->site->options.folder, &named) == 0 &&
           stat(folder_of(look), &walked) == 0 &&
           named.st_dev == walked.st_dev && named.st_ino == walked.st_ino;
}

/* False where one of the paths wants more than a look at itself. */
static bool look_at_paths(struct look *look)
{
    if (look->news == NULL || look->news->is_everything ||
        !is_root_the_same(look))
        return false;
    for (size_t i = 0; i < look->news->count; i++) {
        if (look_at(look, look->news->paths[i]) == REACH_TREE)
            return false;
    }
    return true;
}

/* Whether a file could be read if the system had more to give; then its fault
 * is none of the content's and will pass. */
static bool is_passing(const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file >= 0)
        close(file);
    return file < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOMEM);
}

static void check_unread(struct look *look, struct edit *edit)
{
    struct str full = {0};
    append_full(&full, look, edit->path);
    if (access(full.data, F_OK) != 0 && errno == ENOENT) {
        source_unref(edit->loaded); /* it went between look and load */
        edit->loaded = NULL;
    } else if (is_passing(full.data)) {
        atomic_store(&look->is_partial, true);
    }
    str_release(&full);
}

/* As the walk sees it: a link is what it leads to. */
static bool is_as_it_was(const struct look *look, const struct edit *edit)
{
    struct stat status;
    bool is_there = stat_file(look, edit->path, lstat, &status);
    if (is_there && S_ISLNK(status.st_mode)) /* if it leads nowhere, itself */
        (void)stat_file(look, edit->path, stat, &status);
    const struct stamp now = stamp_of(&status, clock_now_ms());
    return is_there && stamp_is_same(&edit->stamp, &now);
}

/* What was written while it was read may have been cut, and not filled again:
 * as if nobody had looked, and somebody looks again soon. A first start has
 * nothing else to serve, and is followed by a look. */
static void check_whole(struct look *look, struct edit *edit)
{
    if (look->news == NULL || is_as_it_was(look, edit))
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
        edit->loaded =
            source_load_changed(folder_of(look), edit->path,
                                &look->parse_options, file_latest(file));
        edit->is_same = edit->loaded == NULL;
    }
    if (edit->loaded != NULL && edit->loaded->is_broken)
        check_unread(look, edit);
    if (edit->loaded != NULL)
        check_whole(look, edit);
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

/* Where the operator says nothing, dates without an offset are those of the
 * generator's timezone. The process has one, from its start on. */
static void take_timezone(struct look *look)
{
    struct slice said = look->walk.generator.timezone;
    struct err err;
    if (said.size == 0)
        said = SLICE("UTC");
    if (look->site->options.settings->policy.timezone.size > 0 ||
        slice_is(said, timezone_name()))
        return;
    bool is_first = look->news == NULL;
    if (is_first ? !timezone_set(said.data, &err)
                 : !timezone_check(said.data, &err))
        warn_of_timezone(look, err.hint, err.text);
    else if (!is_first)
        warn_of_timezone(look, "start the server again",
                         "the timezone will change with a restart");
}

static void drop_edits(struct look *look)
{
    for (size_t i = 0; i < look->count; i++)
        source_unref(look->edits[i].loaded);
    free(look->edits);
    look->edits = NULL;
    look->count = look->capacity = 0;
}

/* What went while it was looked at was taken down with the tree that it was in,
 * as git-sync does once its link leads to the next: as if nobody had looked,
 * and somebody looks again soon. */
static void forget(struct look *look)
{
    drop_edits(look);
    walk_release(&look->walk);
    look->is_whole = false;
    atomic_store(&look->is_early, true);
}

void site_look(void *context)
{
    struct look *look = context;
    int64_t since = clock_monotonic_us();

    look->parse_options = settings_parse_options(look->site->options.settings);
    look->ok = look_at_paths(look) || look_at_tree(look);
    if (look->ok && look->is_whole)
        take_timezone(look);
    look->walk_us = lap(&since);
    if (look->ok)
        parallel_for(look->count, 0, load_edit, look);
    if (look->ok && look->news != NULL && !is_root_the_same(look))
        forget(look);
    look->parse_us = lap(&since);
}

void look_release(struct look *look)
{
    drop_edits(look);
    walk_release(&look->walk);
}
