/* content.h - a small site written down in a test.
 *
 *     static const struct file files[] = {{"posts/a.md", "---\n..."}};
 *     struct snapshot *snapshot = SITE(files);
 *
 * Time stands still at the first of June 2024, noon, in UTC. The caller ends
 * the snapshot with snapshot_unref(). */
#ifndef TESTS_UNIT_CONTENT_H
#define TESTS_UNIT_CONTENT_H

#include "base/mem.h"
#include "sorted.h"

#include <stdlib.h>
#include <string.h>

#define NOW_MS INT64_C(1717243200000)

struct file {
    const char *path, *text;
};

/* The files under what `input` says; it need not say its sources, diagnostics
 * and time. */
static inline struct snapshot *
build_files(struct build_input input, const struct file *files, size_t count)
{
    struct source **sources = mem_alloc(count + 1, sizeof(struct source *));
    const struct diagnostics none = {0};
    for (size_t i = 0; i < count; i++)
        sources[i] = source_parse(slice_of(files[i].path),
                                  slice_of(files[i].text), NULL);
    input.sources = sources;
    input.source_count = count;
    input.diagnostics = &none;
    input.now_ms = NOW_MS;
    struct snapshot *snapshot = build_sorted(&input);
    for (size_t i = 0; i < count; i++)
        source_unref(sources[i]);
    free(sources);
    return snapshot;
}

static inline struct snapshot *build_shown(struct tree tree,
                                           const struct file *files,
                                           size_t count, bool is_preview)
{
    return build_files(
        (struct build_input){.tree = tree, .is_preview = is_preview}, files,
        count);
}

static inline struct snapshot *
build_tree(struct tree tree, const struct file *files, size_t count)
{
    return build_shown(tree, files, count, false);
}

/* A site whose files lie at the top of a folder called "site". */
#define SITE(files)                                                            \
    build_tree((struct tree){.folder_name = SLICE("site"),                     \
                             .content_root = SLICE("")},                       \
               files, sizeof(files) / sizeof(files)[0])

/* A site with a content folder. */
#define CONTENT_SITE(files)                                                    \
    build_tree((struct tree){.folder_name = SLICE("site"),                     \
                             .content_root = SLICE("content")},                \
               files, sizeof(files) / sizeof(files)[0])

/* The entry of a file; NULL if it is not published. */
static inline struct entry *entry_at(const struct snapshot *snapshot,
                                     const char *path)
{
    return snapshot_find_path(snapshot, slice_of(path));
}

/* The entry of a slug in a collection; NULL if there is none. */
static inline struct entry *entry_of(const struct snapshot *snapshot,
                                     const char *collection, const char *slug)
{
    const struct collection *found =
        snapshot_find_collection(snapshot, slice_of(collection));
    return found != NULL ? collection_find(found, slice_of(slug)) : NULL;
}

struct wanted_diagnostic {
    enum diagnostic_code code;
    const char *path;
    const char *says; /* part of the message */
    size_t count;
    const struct diagnostic *last; /* of them */
};

static inline void count_diagnostic(void *context,
                                    const struct diagnostic *found)
{
    struct wanted_diagnostic *wanted = context;
    if (found->code == wanted->code &&
        (wanted->path == NULL || slice_is(found->path, wanted->path)) &&
        (wanted->says == NULL ||
         slice_find(found->message, 0, slice_of(wanted->says)) <
             found->message.size)) {
        wanted->count++;
        wanted->last = found;
    }
}

/* How many diagnostics of that code there are, about that file (or any) and
 * with that text in the message (or any). */
static inline size_t diagnostics_of(const struct snapshot *snapshot,
                                    enum diagnostic_code code, const char *path,
                                    const char *says)
{
    struct wanted_diagnostic wanted = {code, path, says, 0, NULL};
    lint_each_diagnostic(snapshot, count_diagnostic, &wanted);
    return wanted.count;
}

/* The last of them, as long as the snapshot; NULL for none. */
static inline const struct diagnostic *
diagnostic_of(const struct snapshot *snapshot, enum diagnostic_code code,
              const char *path, const char *says)
{
    struct wanted_diagnostic wanted = {code, path, says, 0, NULL};
    lint_each_diagnostic(snapshot, count_diagnostic, &wanted);
    return wanted.last;
}

/* The slugs of a list, "a b c", in `ret_text`. */
static inline const char *slugs_of(const struct list *list, char *ret_text,
                                   size_t size)
{
    size_t used = 0;
    ret_text[0] = '\0';
    for (size_t i = 0; i < list->count && used < size; i++)
        used +=
            (size_t)snprintf(ret_text + used, size - used, "%s%.*s",
                             i > 0 ? " " : "", SLICE_FMT(list->items[i]->slug));
    return ret_text;
}

/* The same for one order of a collection. */
static inline const char *order_of(const struct snapshot *snapshot,
                                   const char *collection, enum order order,
                                   char *ret_text, size_t size)
{
    const struct collection *found =
        snapshot_find_collection(snapshot, slice_of(collection));
    return found != NULL ? slugs_of(&found->by[order], ret_text, size) : "none";
}

#endif
