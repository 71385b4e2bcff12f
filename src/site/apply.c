/* apply.c - applies what a look has found to the site.
 *
 * The only place where an open site changes. It is fast and cannot fail:
 * everything that can fail or block was done by the look. */
#include "layout/cms.h"
#include "site/parts.h"
#include "site/settings.h"
#include "site/state.h"

static bool is_same_diagnostic(const struct diagnostic *a,
                               const struct diagnostic *b)
{
    return a->code == b->code && a->line == b->line && a->column == b->column &&
           slice_equal(a->path, b->path) && slice_equal(a->message, b->message);
}

bool diagnostics_equal(const struct diagnostics *a, const struct diagnostics *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (!is_same_diagnostic(&a->items[i], &b->items[i]))
            return false;
    }
    return true;
}

/* Those of the project around the folder, which are no file in it. */
static uint64_t hash_of_settings(const struct walk *walk)
{
    return walk->tree.settings != NULL ? value_hash(walk->tree.settings, 1) : 0;
}

static uint64_t hash_of_cms(const struct walk *walk)
{
    const struct cms *cms = tree_cms(&walk->tree);
    return cms != NULL ? cms->hash : 0;
}

/* Compares everything that a snapshot shows of a root but the files. */
static bool is_same_root(const struct walk *a, const struct walk *b)
{
    return a->tree.generator == b->tree.generator &&
           a->tree.is_project == b->tree.is_project &&
           slice_equal(a->tree.content_root, b->tree.content_root) &&
           slice_equal(a->tree.folder_name, b->tree.folder_name) &&
           slice_equal(a->tree.collections_dir, b->tree.collections_dir) &&
           slice_equal(a->tree.prefix, b->tree.prefix) &&
           hash_of_settings(a) == hash_of_settings(b) &&
           hash_of_cms(a) == hash_of_cms(b);
}

/* The same of all roots. */
static bool is_same_walk(const struct walk *a, const struct walk *b)
{
    bool is_same = a->part_count == b->part_count && is_same_root(a, b);
    for (size_t i = 0; is_same && i < a->part_count; i++)
        is_same = is_same_root(a->parts[i], b->parts[i]);
    return is_same && a->held_back == b->held_back &&
           a->data_elsewhere == b->data_elsewhere &&
           media_list_hash(&a->media) == media_list_hash(&b->media) &&
           diagnostics_equal(&a->diagnostics, &b->diagnostics);
}

/* The schemas as they are now; says whether they differ. */
static bool take_schemas(struct site *site, struct look *look)
{
    bool is_same = site->schemas.hash == look->schemas.hash;
    if (is_same)
        return false;
    schema_files_release(&site->schemas);
    site->schemas = look->schemas;
    site->schemas.faults.arena = &site->schemas.arena;
    look->schemas = (struct schema_files){0};
    return true;
}

static void take_walk(struct site *site, struct look *look)
{
    walk_release(&site->walk);
    site->walk = look->walk;
    site->walk.diagnostics.arena = &site->walk.arena;
    site->walk.media.arena = &site->walk.arena;
    site->walk.hints = (struct walk_hints){0}; /* borrowed from the old walk */
    look->walk = (struct walk){0};
}

/* The tree has become one whose files are read in another way: all of them are
 * read again, by the next look, which comes soon. */
static void outdate_files(struct site *site, struct look *look)
{
    const struct settings *settings = site->options.settings;
    if (look->news == NULL ||
        parts_read_alike(settings, &site->walk, settings, &look->walk))
        return;
    files_outdate(&site->files);
    atomic_store(&look->is_early, true);
}

static void count_effect(struct site_report *report, enum edit_effect effect,
                         struct slice path)
{
    size_t *const counts[] = {
        [EDIT_ADDED] = &report->added,     [EDIT_CHANGED] = &report->changed,
        [EDIT_REMOVED] = &report->removed, [EDIT_KEPT] = &report->kept,
        [EDIT_BROKEN] = &report->broken,
    };
    if (effect == EDIT_NOTHING)
        return;
    ++*counts[effect];
    if (report->name_count < SITE_REPORT_NAMES)
        report->names[report->name_count++] = arena_copy(&report->arena, path);
}

bool site_apply(struct site *site, struct look *look,
                struct site_report *report)
{
    bool has_changed =
        site->has_new_settings ||
        (look->is_whole && !is_same_walk(&site->walk, &look->walk));
    if (look->is_whole && take_schemas(site, look))
        has_changed = true;
    for (size_t i = 0; i < look->count; i++) {
        struct edit *edit = &look->edits[i];
        enum edit_effect effect = files_apply(&site->files, edit);
        edit->loaded = NULL; /* owned by the file now */
        count_effect(report, effect, edit->path);
        has_changed = has_changed || effect != EDIT_NOTHING;
    }
    files_settle(&site->files);
    site->has_new_settings = false;
    if (look->is_whole)
        outdate_files(site, look);
    if (look->is_whole)
        take_walk(site, look); /* last: it owns the paths of the edits */
    return has_changed;
}
