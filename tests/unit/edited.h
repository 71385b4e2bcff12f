/* edited.h - a small site that is edited, file by file.
 *
 *     struct edited site = edited_open(files, count);
 *     edited_save(&site, "posts/a.md", "---\n...");     NULL: the file goes
 *     struct snapshot *next = edited_build(&site, before);
 *
 * Only what was saved is read again: the sources of all other files are the
 * same ones from snapshot to snapshot. */
#ifndef TESTS_UNIT_EDITED_H
#define TESTS_UNIT_EDITED_H

#include "content.h"

#define EDITED_MAX_FILES 32

struct edited {
    struct source *sources[EDITED_MAX_FILES];
    size_t count;
    struct policy policy;
    struct build_input input; /* what the build is told beside these */
};

static inline void edited_save(struct edited *site, const char *path,
                               const char *text)
{
    size_t i = 0;
    while (i < site->count && !slice_is(site->sources[i]->path, path))
        i++;
    if (i < site->count) {
        source_unref(site->sources[i]);
        site->sources[i] = site->sources[--site->count];
    }
    if (text != NULL)
        site->sources[site->count++] =
            source_parse(slice_of(path), slice_of(text), NULL);
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
        source_unref(site->sources[i]);
}

static inline struct snapshot *edited_build(struct edited *site,
                                            const struct snapshot *before)
{
    const struct diagnostics none = {0};
    struct build_input input = site->input;
    input.policy = &site->policy;
    input.sources = site->sources;
    input.source_count = site->count;
    input.diagnostics = &none;
    input.before[0] = before;
    return snapshot_build(&input);
}

#endif
