/* cms.c - reads the settings of a CMS, which is one file in one of many places.
 *
 * The paths in it start at the top of the repository, and DIR may be a folder
 * of that: where the first of them is not in DIR, what leads to DIR is taken
 * off. */
#include "site/cms.h"

#include "base/array.h"
#include "document/beneath.h"
#include "document/bytes.h"
#include "document/path.h"
#include "layout/cms.h"
#include "layout/policy.h"
#include "site/content_root.h"
#include "site/visit.h"

bool cms_is_settings(struct slice path)
{
    const char *file;
    size_t i = 0;
    while ((file = cms_file(i)) != NULL && !slice_is(path, file))
        i++;
    return file != NULL;
}

static bool read_text(const struct walk *walk, struct slice path,
                      struct arena *arena, struct slice *ret_text)
{
    struct err err;
    return bytes_read_open(
        beneath_open(walk->folder, SLICE(""), path, BYTES_OPEN_FLAGS),
        CMS_MAX_BYTES, arena, ret_text, &err);
}

/* While the settings are being corrected, those of the walk before apply. */
static const struct cms *keep(struct walk *walk, struct slice path,
                              const struct diagnostics *faults)
{
    const struct walk *before = walk->hints.before;
    const struct cms *known = before != NULL ? before->tree.cms : NULL;
    const struct diagnostic *fault = &faults->items[0];
    walk->diagnostics.path = path;
    diagnostics_add(&walk->diagnostics, DIAGNOSTIC_SETTINGS_UNREAD, fault->line,
                    fault->column, "correct it, or remove it",
                    "the collections of the CMS cannot be read: %.*s",
                    SLICE_FMT(fault->message));
    return known != NULL && slice_equal(known->path, path)
               ? cms_copy(known, &walk->arena)
               : NULL;
}

/* The folder of a collection, or of its first file. */
static bool is_in_folder(struct walk *walk, const struct cms *cms)
{
    return folder_exists(walk_absolute(walk, cms->collections[0].folder));
}

/* Returns what the file says; NULL if there is none, or it says nothing. */
static const struct cms *read_file(struct walk *walk, struct slice path)
{
    struct arena scratch = {0};
    struct diagnostics faults = {.arena = &scratch, .path = path};
    const struct cms *found = NULL;
    struct slice text, above;
    struct cms cms;
    if (read_text(walk, path, &scratch, &text)) {
        if (cms_parse(path, text, SLICE(""), &scratch, &faults, &cms)) {
            above = cms_above(&cms, slice_of(walk->folder));
            if (above.size == 0 || is_in_folder(walk, &cms) ||
                cms_parse(path, text, above, &scratch, &faults, &cms))
                found = cms_copy(&cms, &walk->arena);
        } else if (faults.count > 0) {
            found = keep(walk, path, &faults);
        }
    }
    arena_release(&scratch);
    return found;
}

void cms_settings_read(struct walk *walk)
{
    const char *file;
    for (size_t i = 0; (file = cms_file(i)) != NULL; i++) {
        struct slice folder = path_folder(slice_of(file));
        const char *absolute = walk_absolute(walk, folder);
        if (!folder_exists(absolute))
            continue;
        walk_visit_folder(walk, absolute, folder);
        walk_visit_target(walk, walk->folder, slice_of(file));
        if (walk->tree.cms == NULL)
            walk->tree.cms = read_file(walk, slice_of(file));
    }
}

void cms_media_find(struct walk *walk)
{
    static const struct names none;
    const struct policy *policy = walk->hints.policy;
    const struct cms *cms = tree_cms(&walk->tree);
    const struct names *own = policy != NULL ? &policy->media_roots : &none;
    size_t most = own->count + (cms != NULL ? cms->media_count : 0);
    struct names roots = {arena_alloc(&walk->arena, most, sizeof *roots.items),
                          own->count};
    walk->mounts = arena_alloc(&walk->arena, most, sizeof *walk->mounts);
    for (size_t i = 0; i < own->count; i++)
        roots.items[i] = own->items[i];
    for (size_t i = 0; cms != NULL && i < cms->media_count; i++) {
        struct slice folder =
            tree_path_of_cms(&walk->tree, cms->media[i].folder, &walk->arena);
        if (folder.size == 0)
            continue;
        roots.items[roots.count++] = folder;
        walk->mounts[walk->mount_count++] =
            (struct media_mount){folder, cms->media[i].prefix};
    }
    walk->media_roots = roots;
}

/* What the walk of the content root, and of what generators have beside it,
 * comes to. */
static bool is_walked(const struct walk *walk, struct slice path)
{
    const char *root;
    for (size_t i = 0; (root = tree_second_root(&walk->tree, i)) != NULL; i++) {
        if (path_is_within(path, slice_of(root)))
            return true;
    }
    return path_is_within(path, walk->tree.content_root);
}

/* Whether a collection before this one has the folder, too. */
static bool is_in_earlier(const struct cms *cms, size_t index,
                          struct slice path)
{
    for (size_t i = 0; i < cms->count; i++) {
        const struct cms_collection *other = &cms->collections[i];
        bool is_same = slice_equal(other->folder, path);
        if (i != index && other->files.count == 0 &&
            path_is_within(path, other->folder) && (!is_same || i < index))
            return true;
    }
    return false;
}

/* A cursor is a collection and a number in it: 0 is its folder. */
#define CURSOR_STEP (CMS_MAX_FILES + 1)

bool cms_next_beside(struct walk *walk, size_t *cursor, struct slice *ret_path,
                     bool *ret_is_file)
{
    const struct cms *cms = tree_cms(&walk->tree);
    if (cms == NULL || !tree_takes_cms(&walk->tree))
        return false;
    while (*cursor < cms->count * CURSOR_STEP) {
        size_t index = *cursor / CURSOR_STEP, i = (*cursor)++ % CURSOR_STEP;
        const struct cms_collection *collection = &cms->collections[index];
        struct slice path = collection->folder;
        if (i > collection->files.count ||
            (i == 0) == (collection->files.count > 0))
            continue;
        if (i > 0)
            path = collection->files.items[i - 1];
        struct slice here =
            path.size > 0 && !is_in_earlier(cms, index, path)
                ? tree_path_of_cms(&walk->tree, path, &walk->arena)
                : SLICE_NONE;
        if (here.size == 0 || is_walked(walk, here))
            continue;
        *ret_path = here;
        *ret_is_file = i > 0;
        return true;
    }
    return false;
}
