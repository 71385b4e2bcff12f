/* path.c - extensions, folders and names. */
#include "document/path.h"

static const struct {
    const char *extension;
    enum source_kind kind;
} extensions[] = {
    {".md", SOURCE_MARKDOWN},  {".markdown", SOURCE_MARKDOWN},
    {".mdx", SOURCE_MARKDOWN}, {".json", SOURCE_DATA},
    {".yaml", SOURCE_DATA},    {".yml", SOURCE_DATA},
};

bool source_kind_of(struct slice file_name, enum source_kind *ret_kind)
{
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++) {
        if (slice_ends_nocase(file_name, extensions[i].extension)) {
            *ret_kind = extensions[i].kind;
            return true;
        }
    }
    return false;
}

static size_t last_slash(struct slice path)
{
    size_t at = path.size;
    while (at > 0 && path.data[at - 1] != '/')
        at--;
    return at; /* just behind it, or 0 */
}

struct slice path_folder(struct slice path)
{
    size_t at = last_slash(path);
    return slice_sub(path, 0, at > 0 ? at - 1 : 0);
}

struct slice path_stem(struct slice path)
{
    struct slice name = slice_from(path, last_slash(path));
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0]; i++) {
        struct slice extension = slice_of(extensions[i].extension);
        if (slice_ends_nocase(name, extension.data))
            return slice_sub(name, 0, name.size - extension.size);
    }
    return name;
}

bool path_is_index(struct slice stem)
{
    return slice_is(stem, "index") || slice_is(stem, "_index");
}
