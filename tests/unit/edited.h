/* edited.h - a small site that is edited, file by file.
 *
 *     struct edited site = edited_open(files, count);
 *     edited_save(&site, "posts/a.md", "---\n...");     NULL: the file goes
 *     struct snapshot *next = edited_build(&site);
 *
 * Only what was saved is read again: the sources of all other files, and their
 * fields, are the same ones from snapshot to snapshot. */
#ifndef TESTS_UNIT_EDITED_H
#define TESTS_UNIT_EDITED_H

#include "content.h"

#define EDITED_MAX_FILES 32

struct edited {
    struct edited_file {
        struct source *source;
        struct meta *meta, *shown;
    } files[EDITED_MAX_FILES];
    size_t count;
    struct policy policy;
    struct build_input input; /* what the build is told beside these */
};

static inline void edited_drop(struct edited_file *file)
{
    source_unref(file->source);
    meta_unref(file->meta);
    meta_unref(file->shown);
}

static inline void edited_save(struct edited *site, const char *path,
                               const char *text)
{
    size_t i = 0;
    while (i < site->count && !slice_is(site->files[i].source->path, path))
        i++;
    if (i < site->count) {
        edited_drop(&site->files[i]);
        site->files[i] = site->files[--site->count];
    }
    if (text != NULL)
        site->files[site->count++] = (struct edited_file){
            source_parse(slice_of(path), slice_of(text), NULL), NULL, NULL};
}

/* By default all lies at the top of a folder called "site". */
static inline struct edited edited_open(const struct file *files, size_t count)
{
    struct edited site = {
        .policy = policy_default,
        .input = {.tree = {.folder_name = SLICE("site"),
                           .content_root = SLICE("")},
                  .now_ms = NOW_MS},
    };
    for (size_t i = 0; i < count; i++)
        edited_save(&site, files[i].path, files[i].text);
    return site;
}

static inline void edited_close(struct edited *site)
{
    for (size_t i = 0; i < site->count; i++)
        edited_drop(&site->files[i]);
}

static inline int compare_edited_files(const void *left, const void *right)
{
    const struct edited_file *a = left, *b = right;
    return source_compare(a->source, b->source);
}

static inline struct snapshot *edited_build(struct edited *site)
{
    const struct diagnostics none = {0};
    struct source *sources[EDITED_MAX_FILES];
    struct meta *metas[EDITED_MAX_FILES], *shown[EDITED_MAX_FILES];
    struct build_input input = site->input;
    qsort(site->files, site->count, sizeof *site->files, compare_edited_files);
    for (size_t i = 0; i < site->count; i++) {
        sources[i] = site->files[i].source;
        metas[i] = site->files[i].meta;
        shown[i] = site->files[i].shown;
    }
    input.policy = &site->policy;
    input.sources = sources;
    input.metas = metas;
    input.shown = shown;
    input.source_count = site->count;
    input.diagnostics = &none;
    struct snapshot *snapshot = snapshot_build(&input);
    index_build(snapshot, &site->policy);
    lint_attach(snapshot, NULL);
    for (size_t i = 0; i < site->count; i++) {
        site->files[i].meta = metas[i];
        site->files[i].shown = shown[i];
    }
    return snapshot;
}

#endif
