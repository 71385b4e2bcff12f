/* copies.c - files that programs left behind when they copied another.
 *
 *     x.sync-conflict-20250101-120000-ABC.md    Syncthing
 *     x (1).md, Copy of x.md                    browsers, Google Drive
 *     x (Ana's conflicted copy 2025-01-01).md   Dropbox, Nextcloud
 *     x_LOCAL_1234.md, x.orig.md                git mergetool
 *     x copy 2.md, x - Copy (2).md              Finder, Windows
 *
 * Such a file is a document like any other, and so the same text is published
 * twice. It is only a copy if the other file is there, in the same folder, and
 * published: "Chapter (1).md" may be a name. */
#include "lint/checks.h"

#include "base/array.h"
#include "base/ascii.h"
#include "document/path.h"

#include <string.h>

#define PREFIX "Copy of "

/* What follows the name of the other file. "#" stands for digits or nothing,
 * "*" for anything. */
static const char *const endings[] = {
    ".sync-conflict-*",
    " (#)",
    " (*conflicted copy*)",
    ".orig",
    " copy",
    " copy #",
    " - Copy",
    " - Copy (#)",
    "_LOCAL_#",
    "_REMOTE_#",
    "_BASE_#",
    "_BACKUP_#",
};

/* Recursion is as deep as the pattern is long. */
static bool fits(struct slice text, const char *pattern)
{
    if (*pattern == '\0')
        return text.size == 0;
    if (*pattern == '*') {
        for (size_t i = 0; i <= text.size; i++) {
            if (fits(slice_from(text, i), pattern + 1))
                return true;
        }
        return false;
    }
    if (*pattern == '#') {
        size_t end = 0;
        while (end < text.size && ascii_is_digit(text.data[end]))
            end++;
        return end > 0 && fits(slice_from(text, end), pattern + 1);
    }
    return text.size > 0 && text.data[0] == *pattern &&
           fits(slice_from(text, 1), pattern + 1);
}

/* Where the ending begins in the name; its size if it has none. */
static size_t find_ending(struct slice stem)
{
    for (size_t at = 1; at < stem.size; at++) {
        if (strchr(" ._", stem.data[at]) == NULL)
            continue;
        for (size_t i = 0; i < ARRAY_COUNT(endings); i++) {
            if (fits(slice_from(stem, at), endings[i]))
                return at;
        }
    }
    return stem.size;
}

/* The entry with the name in the place of `stem` in the path. */
static const struct entry *find_beside(const struct snapshot *snapshot,
                                       struct slice path, struct slice stem,
                                       struct slice name, struct str *scratch)
{
    size_t start = (size_t)(stem.data - path.data);
    str_clear(scratch);
    str_append(scratch, slice_sub(path, 0, start));
    str_append(scratch, name);
    str_append(scratch, slice_from(path, start + stem.size));
    return snapshot_find_path(snapshot, str_slice(scratch));
}

/* Returns the entry that this one is a copy of, or NULL. */
static const struct entry *find_original(const struct snapshot *snapshot,
                                         const struct entry *entry,
                                         struct str *scratch)
{
    struct slice path = entry->source->path, name = path_name(path);
    size_t dot = name.size;
    while (dot > 0 && name.data[dot - 1] != '.')
        dot--;
    struct slice stem = slice_sub(name, 0, dot > 0 ? dot - 1 : name.size);
    if (slice_starts(stem, PREFIX)) {
        struct slice rest = slice_from(stem, strlen(PREFIX));
        return find_beside(snapshot, path, stem, rest, scratch);
    }
    size_t end = find_ending(stem);
    return end < stem.size ? find_beside(snapshot, path, stem,
                                         slice_sub(stem, 0, end), scratch)
                           : NULL;
}

void check_copies(const struct snapshot *snapshot, struct diagnostics *found)
{
    struct str scratch = {0};
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct entry *entry = &snapshot->entries[i];
        if (entry->source == NULL)
            continue;
        const struct entry *original = find_original(snapshot, entry, &scratch);
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
