/* copy_name.c - what is added to a name when a program copies the file. */
#include "document/copy_name.h"

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

struct slice copy_name_find(struct slice path, struct slice *ret_stem)
{
    struct slice stem = path_stem(path);
    *ret_stem = stem;
    if (slice_starts(stem, PREFIX))
        return slice_from(stem, strlen(PREFIX));
    size_t end = find_ending(stem);
    return end < stem.size ? slice_sub(stem, 0, end) : SLICE_NONE;
}
