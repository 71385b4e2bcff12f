/* path.c - extensions, folders and names. */
#include "document/path.h"

#include "base/array.h"
#include "base/ascii.h"
#include "document/date.h"

#include <string.h>

#define EXTENSION(text)                                                        \
    {                                                                          \
        "" text, sizeof(text) - 1                                              \
    }

static const struct {
    struct slice extension;
    enum source_kind kind;
} extensions[] = {
    {EXTENSION(".md"), SOURCE_MARKDOWN},
    {EXTENSION(".markdown"), SOURCE_MARKDOWN},
    {EXTENSION(".mdx"), SOURCE_MARKDOWN},
    {EXTENSION(".mkdown"), SOURCE_MARKDOWN},
    {EXTENSION(".mkdn"), SOURCE_MARKDOWN},
    {EXTENSION(".mkd"), SOURCE_MARKDOWN},
    {EXTENSION(".json"), SOURCE_DATA},
    {EXTENSION(".yaml"), SOURCE_DATA},
    {EXTENSION(".yml"), SOURCE_DATA},
    {EXTENSION(".toml"), SOURCE_DATA},
};

static const char *const media[] = {
    ".png", ".jpg", ".jpeg", ".gif",  ".webp", ".avif", ".svg",  ".bmp",
    ".ico", ".tif", ".tiff", ".heic", ".mp3",  ".ogg",  ".wav",  ".flac",
    ".m4a", ".mp4", ".webm", ".mov",  ".pdf",  ".epub", ".zip",  ".gz",
    ".tgz", ".doc", ".docx", ".xls",  ".xlsx", ".ppt",  ".pptx", ".odt",
};

#define MEDIA_MAX_EXTENSION 4 /* letters after the dot */

/* The offset after the last one, or 0. */
static size_t after_last(struct slice path, char c)
{
    const char *last = path.size > 0 ? memrchr(path.data, c, path.size) : NULL;
    return last != NULL ? (size_t)(last - path.data) + 1 : 0;
}

/* Where the extension of a known kind begins, or path.size. */
static size_t find_extension(struct slice path, enum source_kind *ret_kind)
{
    size_t dot = after_last(path, '.');
    struct slice found = slice_from(path, dot > 0 ? dot - 1 : path.size);
    for (size_t i = 0; i < ARRAY_COUNT(extensions); i++) {
        if (slice_equal_nocase(found, extensions[i].extension)) {
            *ret_kind = extensions[i].kind;
            return dot - 1;
        }
    }
    return path.size;
}

bool source_kind_of(struct slice file_name, enum source_kind *ret_kind)
{
    return find_extension(file_name, ret_kind) < file_name.size;
}

bool path_is_media(struct slice file_name)
{
    size_t dot = file_name.size;
    while (dot > 0 && file_name.size - dot < MEDIA_MAX_EXTENSION &&
           file_name.data[dot - 1] != '.')
        dot--;
    if (dot == 0 || file_name.data[dot - 1] != '.')
        return false;
    struct slice extension = slice_from(file_name, dot - 1);
    for (size_t i = 0; i < ARRAY_COUNT(media); i++) {
        if (slice_equal_nocase(extension, slice_of(media[i])))
            return true;
    }
    return false;
}

struct slice path_name(struct slice path)
{
    return slice_from(path, after_last(path, '/'));
}

struct slice path_folder(struct slice path)
{
    size_t at = after_last(path, '/');
    return slice_sub(path, 0, at > 0 ? at - 1 : 0);
}

struct slice path_stem(struct slice path)
{
    struct slice name = path_name(path);
    enum source_kind ignored;
    return slice_sub(name, 0, find_extension(name, &ignored));
}

/* What writers put before or after a name: "[draft] plan", "plan (draft)". */
static const char *const draft_marks[] = {"[draft]", "(draft)"};

/* ".draft" is Nuxt's. */
static bool is_named_draft(struct slice name)
{
    for (size_t i = 0; i < ARRAY_COUNT(draft_marks); i++) {
        struct slice mark = slice_of(draft_marks[i]);
        if (slice_equal_nocase(slice_sub(name, 0, mark.size), mark) ||
            slice_ends_nocase(name, mark.data))
            return true;
    }
    return slice_ends_nocase(name, ".draft") && name.size > strlen(".draft");
}

bool path_is_within(struct slice path, struct slice folder)
{
    if (folder.size == 0 || slice_is(folder, "/"))
        return true;
    return slice_begins(path, folder) &&
           (path.size == folder.size || path.data[folder.size] == '/');
}

static void drop_last(struct str *path)
{
    path->size = path_folder(str_slice(path)).size;
    path->data[path->size] = '\0';
}

bool path_clean(struct slice written, struct str *ret_path)
{
    struct slice rest = written, name;
    bool is_inside = !slice_starts(written, "/");
    str_clear(ret_path);
    while (is_inside && slice_cut(&rest, '/', &name)) {
        if (name.size == 0 || slice_is(name, "."))
            continue;
        if (slice_is(name, "..")) {
            is_inside = ret_path->size > 0;
            if (is_inside)
                drop_last(ret_path);
            continue;
        }
        str_append_text(ret_path, ret_path->size > 0 ? "/" : "");
        str_append(ret_path, name);
    }
    if (!is_inside)
        str_clear(ret_path);
    return is_inside;
}

bool path_is_in_drafts(struct slice path)
{
    struct slice rest = path_folder(path), part;
    while (slice_cut(&rest, '/', &part)) {
        if (slice_equal_nocase(part, SLICE("draft")) ||
            slice_equal_nocase(part, SLICE("drafts")) ||
            slice_equal_nocase(part, SLICE("_drafts")) || is_named_draft(part))
            return true;
    }
    return is_named_draft(path_stem(path));
}

struct slice path_without_draft(struct slice name)
{
    bool is_marked = slice_ends_nocase(name, ".draft") && is_named_draft(name);
    size_t most = name.size - (is_marked ? strlen(".draft") : 0);
    return slice_sub(name, 0, most);
}

bool path_is_index(struct slice stem)
{
    return slice_is(stem, "index") || slice_is(stem, "_index");
}

/* Digits between dots, perhaps with an x at the end. */
static bool is_version(struct slice name)
{
    struct slice part;
    while (slice_cut(&name, '.', &part)) {
        if (!slice_is_digits(part) && !(slice_is(part, "x") && name.size == 0))
            return false;
    }
    return true;
}

struct slice path_without_number(struct slice name)
{
    size_t at = 0;
    while (at < name.size && ascii_is_digit(name.data[at]))
        at++;
    bool has_number = at > 0 && at + 1 < name.size && name.data[at] == '.';
    return has_number && !is_version(name) ? slice_from(name, at + 1) : name;
}

struct slice path_without_date(struct slice name)
{
    struct date ignored;
    struct slice rest;
    return date_from_file_name(name, &ignored, &rest) && rest.size > 0 ? rest
                                                                       : name;
}
