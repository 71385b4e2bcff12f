/* media.c - the index, and what paths mean by it.
 *
 * A path that starts at the top of the site may be from any of several folders:
 * front ends publish "public/images/a.png" as "/images/a.png", and repositories
 * show "content/images/a.png" at "/content/images/a.png". They are looked into
 * in a fixed order, so that a path means the same file everywhere.
 *
 * Paths are compared composed (NFC), as documents are: some file systems keep a
 * letter and its accent apart. Upper and lower case differ, whatever the disk
 * thinks of it. */
#include "media/index.h"

#include "base/array.h"
#include "base/mem.h"
#include "base/percent.h"
#include "base/unicode.h"
#include "document/markdown.h"
#include "document/path.h"
#include "layout/tree.h"

#include <stdlib.h>
#include <string.h>

/* Those that every generator publishes as they are; Hugo's `assets` and what is
 * in `src` is built first, and only some of it. */
static const char *const published_roots[] = {"public", "static"};

static atomic_uint last_version;

static void copy_roots(struct media *media, const struct names *more)
{
    size_t count = 0;
    media->roots.items =
        arena_alloc(&media->arena, more->count + ARRAY_COUNT(published_roots),
                    sizeof(struct slice));
    for (size_t i = 0; i < more->count; i++)
        media->roots.items[count++] =
            unicode_nfc(&media->arena, more->items[i]);
    for (size_t i = 0; i < ARRAY_COUNT(published_roots); i++)
        media->roots.items[count++] = slice_of(published_roots[i]);
    media->roots.count = count;
}

static void copy_mounts(struct media *media, const struct media_input *input)
{
    media->mounts =
        arena_alloc(&media->arena, input->mount_count, sizeof *media->mounts);
    for (size_t i = 0; i < input->mount_count; i++)
        media->mounts[i] = (struct media_mount){
            unicode_nfc(&media->arena, input->mounts[i].folder),
            unicode_nfc(&media->arena, input->mounts[i].prefix)};
    media->mount_count = input->mount_count;
}

/* The one that the path is in, or NULL. */
static const struct media_mount *mount_of(const struct media *media,
                                          struct slice path)
{
    for (size_t i = 0; i < media->mount_count; i++) {
        struct slice folder = media->mounts[i].folder;
        if (path.size > folder.size && path_is_within(path, folder))
            return &media->mounts[i];
    }
    return NULL;
}

/* What follows the root that the path is in, "/images/c.png"; SLICE_NONE if it
 * is in none. */
static struct slice below_root(const struct media *media, struct slice path)
{
    path = slice_from(path, media_tree_of(media, path)->prefix.size);
    for (size_t i = 0; i < media->roots.count; i++) {
        struct slice root = media->roots.items[i];
        if (root.size > 0 && path.size > root.size &&
            path_is_within(path, root))
            return slice_from(path, root.size);
    }
    return SLICE_NONE;
}

/* A name that begins with a dot is nobody's business, nor is what is in a
 * folder of such a name. */
static bool is_hidden(struct slice path)
{
    struct slice part;
    while (slice_cut(&path, '/', &part)) {
        if (slice_starts(part, ".") || slice_is(part, "node_modules"))
            return true;
    }
    return false;
}

static bool may_be_served(const struct media *media,
                          const struct media_file *file, bool is_held_back)
{
    const struct media_kind *target = media_kind_of(path_name(file->disk));
    return !is_held_back && file->kind != NULL && target != NULL &&
           utf8_find_invalid(file->path) == file->path.size &&
           !is_hidden(file->path) && !is_hidden(file->disk) &&
           ((file->kind->traits & MEDIA_PUBLIC_ONLY) == 0 ||
            mount_of(media, file->path) != NULL ||
            below_root(media, file->path).data != NULL);
}

static void copy_file(struct media *media, const struct media_found *found,
                      struct media_file *ret_file)
{
    struct slice disk = found->target.size > 0 ? found->target : found->path;
    *ret_file = (struct media_file){
        .path = unicode_nfc(&media->arena, found->path),
        .disk = arena_copy(&media->arena, disk),
        .kind = media_kind_of(path_name(found->path)),
        .device = found->device,
        .inode = found->inode,
        .size = found->size,
        .modified_ns = found->modified_ns,
    };
    ret_file->is_served = may_be_served(media, ret_file, found->is_held_back);
}

static void add_tree(struct media *media, struct slice prefix,
                     struct slice folder, struct slice content_root)
{
    media->trees[media->tree_count++] = (struct media_tree){
        .prefix = unicode_nfc(&media->arena, prefix),
        .folder = arena_copy(&media->arena, folder),
        .content_root = unicode_nfc(&media->arena, content_root),
    };
}

static void copy_trees(struct media *media, const struct media_input *input)
{
    media->trees =
        arena_alloc(&media->arena, 1 + input->more_count, sizeof *media->trees);
    add_tree(media, SLICE(""), input->folder, input->content_root);
    for (size_t i = 0; i < input->more_count; i++)
        add_tree(media, input->more_trees[i].prefix,
                 input->more_trees[i].folder,
                 input->more_trees[i].content_root);
}

static int compare_files(const void *left, const void *right)
{
    const struct media_file *a = left, *b = right;
    int order = slice_compare(a->path, b->path);
    return order != 0 ? order : slice_compare(a->disk, b->disk);
}

/* A folder may have been walked twice; and two names may be the same when they
 * are composed, of which the first stays. */
static void drop_doubles(struct media *media)
{
    size_t kept = 0;
    for (size_t i = 0; i < media->count; i++) {
        if (kept == 0 ||
            !slice_equal(media->files[kept - 1].path, media->files[i].path))
            media->files[kept++] = media->files[i];
        else
            media->files[kept - 1].is_served &= media->files[i].is_served;
    }
    media->count = kept;
}

static void add_to_maps(struct media *media)
{
    map_reserve(&media->paths, media->count);
    for (size_t i = 0; i < media->count; i++) {
        struct media_file *file = &media->files[i];
        file->index = i;
        (void)map_put(&media->paths, file->path, file);
        file->namesake = map_put(&media->names, path_name(file->path), file);
        /* No hint may name what lies among drafts. */
        if (path_is_media(file->path) && !path_is_in_drafts(file->path))
            media_add_folder(media, file);
    }
}

struct media *media_new(const struct media_input *input)
{
    struct media *media = mem_alloc(1, sizeof *media);
    atomic_init(&media->reference_count, 1);
    media->version = atomic_fetch_add(&last_version, 1) + 1;
    media->is_partial = input->is_partial;
    copy_trees(media, input);
    copy_roots(media, &input->roots);
    copy_mounts(media, input);
    media->files = mem_alloc(input->count + 1, sizeof *media->files);
    for (size_t i = 0; i < input->count; i++)
        copy_file(media, &input->files[i], &media->files[i]);
    media->count = input->count;
    if (media->count > 1)
        qsort(media->files, media->count, sizeof *media->files, compare_files);
    drop_doubles(media);
    add_to_maps(media);
    return media;
}

struct media *media_without(const struct media *media,
                            bool (*keeps)(const void *context,
                                          const struct media_file *file),
                            const void *context)
{
    struct media_found *kept = mem_alloc(media->count + 1, sizeof *kept);
    struct media_input input = {
        .folder = media->trees->folder,
        .content_root = media->trees->content_root,
        .more_trees = media->trees + 1,
        .more_count = media->tree_count - 1,
        .files = kept,
        .is_partial = media->is_partial,
    };
    for (size_t i = 0; i < media->count; i++) {
        const struct media_file *file = &media->files[i];
        if (keeps(context, file))
            kept[input.count++] =
                (struct media_found){.path = file->path, .target = file->disk};
    }
    input.roots = media->roots;
    input.mounts = media->mounts;
    input.mount_count = media->mount_count;
    struct media *rest = media_new(&input);
    free(kept);
    return rest;
}

struct media *media_ref(struct media *media)
{
    if (media != NULL)
        atomic_fetch_add_explicit(&media->reference_count, 1,
                                  memory_order_relaxed);
    return media;
}

void media_unref(struct media *media)
{
    if (media == NULL || atomic_fetch_sub_explicit(&media->reference_count, 1,
                                                   memory_order_acq_rel) != 1)
        return;
    map_release(&media->paths);
    map_release(&media->names);
    map_release(&media->folders);
    arena_release(&media->arena);
    free(media->files);
    free(media);
}

unsigned media_version(const struct media *media)
{
    return media->version;
}

size_t media_count(const struct media *media)
{
    return media != NULL ? media->count : 0;
}

const struct media_file *media_at(const struct media *media, size_t index)
{
    return &media->files[index];
}

size_t media_tree_count(const struct media *media)
{
    return media->tree_count;
}

const struct media_tree *media_tree_at(const struct media *media, size_t index)
{
    return &media->trees[index];
}

const struct media_tree *media_tree_of(const struct media *media,
                                       struct slice path)
{
    size_t i = media->tree_count - 1;
    while (i > 0 && !slice_begins(path, media->trees[i].prefix))
        i--;
    return &media->trees[i];
}

const struct media_file *media_find(const struct media *media,
                                    struct slice path)
{
    return media != NULL ? map_find(&media->paths, path) : NULL;
}

/* The folders of a tree that a path from the top may begin in; false after the
 * last. */
static bool next_top(const struct media *media, const struct media_tree *tree,
                     size_t index, struct slice *ret_folder)
{
    size_t roots = media->roots.count;
    const char *root = NULL;
    if (index == 0)
        *ret_folder = SLICE("");
    else if (index <= roots)
        *ret_folder = media->roots.items[index - 1];
    else if (index == roots + 1)
        *ret_folder = tree->content_root;
    else if ((root = tree_media_root(index - roots - 2)) != NULL)
        *ret_folder = slice_of(root);
    return index <= roots + 1 || root != NULL;
}

/* What a mount has for a path from the top, or NULL. */
static const struct media_file *find_mounted(const struct media *media,
                                             const struct media_mount *mount,
                                             struct slice path,
                                             struct str *whole)
{
    struct slice prefix = mount->prefix;
    if (path.size <= prefix.size || !path_is_within(path, prefix))
        return NULL;
    str_clear(whole);
    str_append(whole, mount->folder);
    str_append_text(whole, mount->folder.size > 0 ? "/" : "");
    str_append(whole,
               slice_from(path, prefix.size + (prefix.size > 0 ? 1 : 0)));
    const struct media_file *file = media_find(media, str_slice(whole));
    return file != NULL && file->is_served ? file : NULL;
}

static const struct media_file *
find_served(const struct media *media, const struct media_tree *tree,
            struct slice folder, struct slice path, struct str *whole)
{
    str_clear(whole);
    str_append(whole, tree->prefix);
    str_append(whole, folder);
    str_append_text(whole, folder.size > 0 ? "/" : "");
    str_append(whole, path);
    const struct media_file *file = media_find(media, str_slice(whole));
    return file != NULL && file->is_served ? file : NULL;
}

/* The trees one after another, from the one at `first`; a cursor counts the
 * folders of each. */
static const struct media_file *next_from_top(const struct media *media,
                                              size_t first, struct slice path,
                                              size_t *cursor)
{
    size_t tops = media->roots.count + 2;
    const struct media_file *file = NULL;
    struct str whole = {0};
    for (; file == NULL && *cursor < media->mount_count; ++*cursor)
        file = find_mounted(media, &media->mounts[*cursor], path, &whole);
    while (tree_media_root(tops - media->roots.count - 2) != NULL)
        tops++;
    for (; file == NULL &&
           *cursor < media->mount_count + tops * media->tree_count;
         ++*cursor) {
        size_t index = *cursor - media->mount_count;
        size_t at = (first + index / tops) % media->tree_count;
        const struct media_tree *tree = &media->trees[at];
        struct slice folder = SLICE("");
        if (next_top(media, tree, index % tops, &folder))
            file = find_served(media, tree, folder, path, &whole);
    }
    str_release(&whole);
    return file;
}

const struct media_file *media_next_from_top(const struct media *media,
                                             struct slice path, size_t *cursor)
{
    return media != NULL ? next_from_top(media, 0, path, cursor) : NULL;
}

const struct media_file *media_find_from_top(const struct media *media,
                                             struct slice path)
{
    size_t cursor = 0;
    return media_next_from_top(media, path, &cursor);
}

/* A path as it is written, or decoded; without dot segments, composed. From the
 * top, the tree that the folder is in comes first. */
static const struct media_file *resolve(const struct media *media,
                                        struct slice folder, struct slice path)
{
    bool is_from_top = slice_starts(path, "/");
    const struct media_tree *tree = media_tree_of(media, folder);
    const struct media_file *file = NULL;
    struct str joined = {0}, clean = {0};
    size_t cursor = 0;
    while (slice_starts(path, "/"))
        path = slice_from(path, 1);
    str_append(&joined, folder);
    str_append_char(&joined, '/');
    str_append(&joined, path);
    struct slice beside = str_slice(&joined);
    if (slice_starts(beside, "/"))
        beside = slice_from(beside, 1);
    if (!is_from_top && path_clean(beside, &clean)) {
        unicode_compose(&clean);
        file = media_find(media, str_slice(&clean));
    }
    if (file == NULL && path_clean(path, &clean)) {
        unicode_compose(&clean);
        file = next_from_top(media, (size_t)(tree - media->trees),
                             str_slice(&clean), &cursor);
    }
    str_release(&joined);
    str_release(&clean);
    return file;
}

/* Exports leave files whose names have percent signs: a path that names none
 * when it is decoded may be such a name as it is written. */
const struct media_file *media_resolve(const struct media *media,
                                       struct slice folder,
                                       struct slice written)
{
    struct slice path = slot_path(written);
    const struct media_file *file = NULL;
    struct str decoded = {0};
    if (media == NULL || media->count == 0 || path.size == 0 ||
        !slot_is_needed(written))
        return NULL;
    if (memchr(path.data, '%', path.size) != NULL) {
        (void)percent_append_decoded(&decoded, path);
        file = resolve(media, folder, str_slice(&decoded));
        str_release(&decoded);
    }
    return file != NULL ? file : resolve(media, folder, path);
}

const struct media_file *media_next_like(const struct media *media,
                                         struct slice path,
                                         const struct media_file *before)
{
    const struct media_file *file = before != NULL ? before->namesake : NULL;
    if (before == NULL && media != NULL)
        file = map_find(&media->names, path_name(path));
    while (file != NULL && !media_ends_like(file->path, path))
        file = file->namesake;
    return file;
}

bool media_append_site_path(struct str *out, const struct media *media,
                            const struct media_file *file)
{
    const struct media_mount *mount = mount_of(media, file->path);
    struct slice path = below_root(media, file->path);
    if (mount != NULL) {
        path = slice_from(file->path, mount->folder.size);
        str_append_text(out, mount->prefix.size > 0 ? "/" : "");
        percent_append(out, mount->prefix);
    }
    percent_append(out, path);
    return path.data != NULL;
}
