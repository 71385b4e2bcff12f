/* files.c - what a file's new bytes change in what is served.
 *
 *     served   fault     new bytes     becomes
 *     good     -         good          good'    -
 *     good     -         broken        good     broken
 *     good     broken    good          good'    -         fixed
 *     broken   -         any           the new  -         never was good
 *
 * Sources are immutable, so keeping the last good one costs a reference.
 * Settings that change how files are parsed end that: a source made by the old
 * settings is not served any longer.
 *
 * The bytes are compared by a hash, too: an editor that saves an unchanged
 * file, or a checkout there and back, makes no new snapshot. */
#include "site/files.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static void file_free(struct file *file)
{
    source_unref(file->served);
    source_unref(file->fault);
    meta_unref(file->meta);
    meta_unref(file->shown);
    free((char *)file->path.data);
    free(file);
}

void files_release(struct files *files)
{
    for (size_t i = 0; i < files->count; i++)
        file_free(files->items[i]);
    free(files->items);
    map_release(&files->by_path);
    *files = (struct files){0};
}

struct file *files_find(const struct files *files, struct slice path)
{
    return map_find(&files->by_path, path);
}

static void add_file(struct files *files, struct edit *edit)
{
    struct file *file = mem_alloc(1, sizeof *file);
    char *path = mem_alloc(edit->path.size + 1, 1);
    memcpy(path, edit->path.data, edit->path.size);
    file->path = (struct slice){path, edit->path.size};
    file->stamp = edit->stamp;
    file->served = edit->loaded;
    if (files->count == files->capacity) {
        files->capacity = files->capacity > 0 ? files->capacity * 2 : 64;
        files->items =
            mem_grow(files->items, files->capacity, sizeof(struct file *));
    }
    files->items[files->count++] = file;
    map_put(&files->by_path, file->path, file);
}

static bool has_same_bytes(const struct source *a, const struct source *b)
{
    return a->file_bytes == b->file_bytes && a->file_hash == b->file_hash &&
           a->is_broken == b->is_broken;
}

const struct source *file_latest(const struct file *file)
{
    if (file == NULL || file->is_outdated)
        return NULL;
    return file->fault != NULL ? file->fault : file->served;
}

static enum edit_effect change_file(struct file *file, struct edit *edit)
{
    struct source *loaded = edit->loaded;
    bool was_outdated = file->is_outdated;

    file->stamp = edit->stamp;
    file->is_outdated = false;
    if (!was_outdated &&
        has_same_bytes(file->fault != NULL ? file->fault : file->served,
                       loaded)) {
        source_unref(loaded);
        return EDIT_NOTHING;
    }
    source_unref(file->fault);
    file->fault = NULL;
    if (!was_outdated && loaded->is_broken && !file->served->is_broken) {
        file->fault = loaded;
        return EDIT_KEPT;
    }
    if (!was_outdated && has_same_bytes(file->served, loaded)) {
        source_unref(loaded); /* keeps what others have made of the old one */
        return EDIT_CHANGED;
    }
    source_unref(file->served);
    file->served = loaded;
    return loaded->is_broken ? EDIT_BROKEN : EDIT_CHANGED;
}

enum edit_effect files_apply(struct files *files, struct edit *edit)
{
    struct file *file = files_find(files, edit->path);
    if (file == NULL && edit->loaded == NULL)
        return EDIT_NOTHING;
    if (file == NULL) {
        add_file(files, edit);
        return edit->loaded->is_broken ? EDIT_BROKEN : EDIT_ADDED;
    }
    if (edit->loaded != NULL)
        return change_file(file, edit);
    if (edit->is_same) {
        file->stamp = edit->stamp;
        return EDIT_NOTHING;
    }
    file->is_gone = true;
    return EDIT_REMOVED;
}

void files_outdate(struct files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        files->items[i]->stamp.is_settled = false;
        files->items[i]->is_outdated = true;
    }
}

static int compare_files(const void *left, const void *right)
{
    const struct file *a = *(struct file *const *)left;
    const struct file *b = *(struct file *const *)right;
    return source_compare(a->served, b->served);
}

void files_sort(struct files *files)
{
    if (files->sorted_count == files->count)
        return;
    qsort(files->items, files->count, sizeof *files->items, compare_files);
    files->sorted_count = files->count;
}

void files_settle(struct files *files)
{
    size_t kept = 0, sorted = 0;
    for (size_t i = 0; i < files->count; i++) {
        if (files->items[i]->is_gone) {
            file_free(files->items[i]);
            continue;
        }
        sorted += i < files->sorted_count;
        files->items[kept++] = files->items[i];
    }
    files->sorted_count = sorted;
    if (kept == files->count)
        return;
    files->count = kept;
    map_release(&files->by_path);
    for (size_t i = 0; i < kept; i++)
        map_put(&files->by_path, files->items[i]->path, files->items[i]);
}
