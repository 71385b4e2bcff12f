/* copies.c - files that programs left behind when they copied another.
 *
 * Such a file is a document like any other, and so the same text is published
 * twice. It is only a copy if the other file is there, in the same folder, and
 * published: "Chapter (1).md" may be a name. */
#include "lint/checks.h"

#include "document/copy_name.h"

/* Returns the entry that this one is a copy of, or NULL. */
static const struct entry *find_original(const struct snapshot *snapshot,
                                         struct slice path, struct str *scratch)
{
    struct slice stem, name = copy_name_find(path, &stem);
    size_t start = (size_t)(stem.data - path.data);
    str_clear(scratch);
    str_append(scratch, slice_sub(path, 0, start));
    str_append(scratch, name);
    str_append(scratch, slice_from(path, start + stem.size));
    return snapshot_find_path(snapshot, str_slice(scratch));
}

void check_copies(const struct snapshot *snapshot, struct diagnostics *found)
{
    struct str scratch = {0};
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct entry *entry = &snapshot->entries[i];
        if ((entry->traits & TRAIT_COPY) == 0)
            continue;
        const struct entry *original =
            find_original(snapshot, entry->source->path, &scratch);
        if (original == NULL || original->source == NULL)
            continue;
        found->path = entry->source->path;
        diagnostics_add(found, DIAGNOSTIC_FILE_COPY, 0, 0,
                        "keep what you need of it in that file, and delete it",
                        "the name looks like that of a copy of %.*s; both are "
                        "published",
                        SLICE_FMT(original->source->path));
    }
    str_release(&scratch);
}
