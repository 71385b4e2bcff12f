/* places.h - tables of files, and where each is to be. */
#ifndef TESTS_UNIT_LAYOUT_PLACES_H
#define TESTS_UNIT_LAYOUT_PLACES_H

#include "content.h"

struct example {
    const char *path, *text;
    const char *collection, *slug,
        *url; /* url NULL: the document has none;
                 collection NULL: it is no document */
};

static inline const char *or_none(const char *text)
{
    return text != NULL ? text : "(none)";
}

/* Each file by itself, beside one that makes the tree what it is. */
static inline void check(const struct tree *tree, const struct file *beside,
                         const struct example *example)
{
    const struct file files[] = {*beside, {example->path, example->text}};
    struct snapshot *snapshot = build_tree(*tree, files, 2);
    const struct entry *entry = entry_at(snapshot, example->path);
    char told[512], wanted[512];

    if (example->collection == NULL) {
        assert_null(entry);
        snapshot_unref(snapshot);
        return;
    }
    assert_non_null(entry);
    (void)snprintf(told, sizeof told, "%s: %.*s %.*s %.*s", example->path,
                   SLICE_FMT(entry->collection->name), SLICE_FMT(entry->slug),
                   entry->url.data != NULL ? (int)entry->url.size : 6,
                   entry->url.data != NULL ? entry->url.data : "(none)");
    (void)snprintf(wanted, sizeof wanted, "%s: %s %s %s", example->path,
                   example->collection, example->slug, or_none(example->url));
    assert_string_equal(told, wanted);
    snapshot_unref(snapshot);
}

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static inline void check_all(const struct tree *tree, struct file beside,
                             const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(tree, &beside, &examples[i]);
}

#endif
