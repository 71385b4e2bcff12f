/* schema_files.c - reads a file or a folder of JSON Schemas.
 *
 *     schemas/posts.json        for the collection posts
 *     schemas/parts/seo.json    for others to refer to
 *
 * They are read with every walk and compared by a hash: they are few. No link
 * may lead out of their folder, in which other people's commits may be. A fault
 * is one of the content, so that a server goes on and says what is wrong. */
#include "site/schema_files.h"

#include "base/map.h"
#include "base/unicode.h"
#include "document/beneath.h"
#include "document/bytes.h"
#include "site/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUFFIX ".json"

struct schema_reader {
    struct schema_files *files;
    const struct walk *walk;
    const struct folder_visitor *visitor;
    struct schema_text *texts;
    size_t count, capacity, bytes;
    bool is_full;
};

/* The path as diagnostics and the watch know it: relative to the site's folder
 * if it is in there. */
static struct slice path_for_site(const struct schema_reader *reader,
                                  struct slice path)
{
    struct slice top = slice_of(reader->walk->folder);
    return path.size > top.size && path_is_within(path, top)
               ? slice_from(path, top.size + 1)
               : path;
}

static struct slice path_of(struct schema_reader *reader, struct slice name)
{
    struct schema_files *files = reader->files;
    return name.size > 0 ? arena_printf(&files->arena, "%.*s/%.*s",
                                        SLICE_FMT(files->path), SLICE_FMT(name))
                         : files->path;
}

static void report(struct schema_reader *reader, struct slice path,
                   const char *hint, const char *message)
{
    struct diagnostics *faults = &reader->files->faults;
    faults->path = utf8_repair(faults->arena, path_for_site(reader, path));
    diagnostics_add(faults, DIAGNOSTIC_SCHEMA_UNREADABLE, 0, 0, hint, "%s",
                    message);
}

static void visit(struct schema_reader *reader, struct slice path)
{
    const struct folder_visitor *visitor = reader->visitor;
    if (visitor->visit != NULL && path.size > 0)
        visitor->visit(visitor->context,
                       arena_copy(&reader->files->arena, path).data,
                       path_for_site(reader, path));
}

static bool is_beyond_limits(struct schema_reader *reader, struct slice path,
                             size_t size)
{
    bool is_beyond = reader->count == SCHEMAS_MAX_FILES ||
                     reader->bytes + size > SCHEMAS_MAX_BYTES;
    if (is_beyond && !reader->is_full)
        report(reader, path, "name a smaller folder in the setting schemas",
               "there are more than 256 schemas, or more than 16 MB of them; "
               "this one and all after it are not read");
    reader->is_full |= is_beyond;
    return is_beyond;
}

static void add_text(struct schema_reader *reader, struct slice name,
                     struct slice path, struct slice text)
{
    struct arena *arena = &reader->files->arena;
    if (is_beyond_limits(reader, path, text.size))
        return;
    reader->bytes += text.size;
    reader->texts = arena_grow(arena, reader->texts, reader->count,
                               &reader->capacity, sizeof *reader->texts);
    reader->texts[reader->count++] = (struct schema_text){
        .name = name, .path = path_for_site(reader, path), .text = text};
}

/* Whether opening has failed, with errno, for a link that leads out; then it is
 * reported. */
static bool leads_out(struct schema_reader *reader, struct slice path,
                      const char *hint)
{
    if (errno != EXDEV && errno != ELOOP)
        return false;
    report(reader, path, hint,
           "the symbolic link leads out of the folder of the schemas and is "
           "not followed");
    return true;
}

/* `fd` is that of the file, or -1 with errno. */
static void read_file(struct schema_reader *reader, struct slice name,
                      struct slice path, int fd)
{
    struct slice text;
    struct err err;
    if (fd < 0 && leads_out(reader, path, "copy the file into the folder"))
        return;
    if (!bytes_read_open(fd, SCHEMA_MAX_FILE_BYTES, &reader->files->arena,
                         &text, &err))
        report(reader, path, err.hint[0] != '\0' ? err.hint : NULL, err.text);
    else
        add_text(reader, name, path, text);
}

static int compare_names(const void *left, const void *right)
{
    return slice_compare(*(const struct slice *)left,
                         *(const struct slice *)right);
}

/* The names in a folder but for hidden ones, sorted. */
static struct names list_folder(struct schema_reader *reader,
                                struct slice folder)
{
    struct arena *arena = &reader->files->arena;
    struct names names = {0};
    size_t capacity = 0;
    struct dirent *child;
    int fd = beneath_open(reader->files->path.data, SLICE(""), folder,
                          O_RDONLY | O_DIRECTORY);
    DIR *directory = fd >= 0 ? fdopendir(fd) : NULL;
    if (directory == NULL) {
        if (!leads_out(reader, path_of(reader, folder),
                       "copy what it leads to into the folder"))
            report(reader, path_of(reader, folder),
                   "make it readable for the server", strerror(errno));
        if (fd >= 0)
            close(fd);
        return names;
    }
    while ((child = readdir(directory)) != NULL) {
        if (child->d_name[0] == '.')
            continue;
        names.items = arena_grow(arena, names.items, names.count, &capacity,
                                 sizeof *names.items);
        names.items[names.count++] = arena_copy(arena, slice_of(child->d_name));
    }
    closedir(directory);
    if (names.count > 1)
        qsort(names.items, names.count, sizeof *names.items, compare_names);
    return names;
}

/* Recurses at most SCHEMAS_MAX_DEPTH deep. */
static void read_folder(struct schema_reader *reader, struct slice folder,
                        unsigned depth)
{
    visit(reader, path_of(reader, folder));
    struct names names = list_folder(reader, folder);
    for (size_t i = 0; i < names.count && !reader->is_full; i++) {
        struct slice name = names.items[i];
        if (folder.size > 0)
            name = arena_printf(&reader->files->arena, "%.*s/%.*s",
                                SLICE_FMT(folder), SLICE_FMT(name));
        struct slice path = path_of(reader, name);
        struct stat status;
        bool is_there = stat(path.data, &status) == 0;
        if (is_there && S_ISDIR(status.st_mode) && depth < SCHEMAS_MAX_DEPTH)
            read_folder(reader, name, depth + 1);
        else if (slice_ends(name, SUFFIX) &&
                 !(is_there && S_ISDIR(status.st_mode)))
            read_file(reader, name, path,
                      beneath_open(reader->files->path.data, SLICE(""), name,
                                   BYTES_OPEN_FLAGS));
    }
}

static void read_alone(struct schema_reader *reader)
{
    struct slice path = reader->files->path;
    reader->files->owner.is_for_all = true;
    read_file(reader, path_name(path), path, open(path.data, BYTES_OPEN_FLAGS));
}

static uint64_t hash_of(const struct schema_reader *reader)
{
    const struct schema_files *files = reader->files;
    uint64_t hash = hash_bytes(files->written, 1);
    for (size_t i = 0; i < reader->count; i++) {
        hash = hash_bytes(reader->texts[i].path, hash);
        hash = hash_bytes(reader->texts[i].text, hash);
    }
    for (size_t i = 0; i < files->faults.count; i++) {
        hash = hash_bytes(files->faults.items[i].path, hash);
        hash = hash_bytes(files->faults.items[i].message, hash);
    }
    return hash;
}

void schema_files_find(const struct settings *settings, const char *folder,
                       struct schema_files *ret_files)
{
    struct schema_files files = {0};
    char real[PATH_MAX];
    files.written = settings_path(settings, "schemas", folder, &files.arena);
    if (files.written.size > 0 && realpath(files.written.data, real) != NULL)
        files.path = arena_copy(&files.arena, slice_of(real));
    *ret_files = files;
}

/* The folder around what the setting names, without links. */
static struct slice folder_around(struct schema_files *files)
{
    char real[PATH_MAX];
    struct slice above = path_folder(files->written);
    if (above.size == 0)
        above = slice_starts(files->written, "/") ? SLICE("/") : SLICE(".");
    return realpath(arena_copy(&files->arena, above).data, real) != NULL
               ? arena_copy(&files->arena, slice_of(real))
               : SLICE_NONE;
}

void schema_files_read(struct schema_files *files, const struct walk *walk,
                       const struct folder_visitor *visitor)
{
    struct schema_reader reader = {
        .files = files, .walk = walk, .visitor = visitor};
    struct stat status;
    files->faults.arena = &files->arena;
    if (files->written.size == 0)
        return;
    visit(&reader, folder_around(files));
    if (files->path.size == 0 || stat(files->path.data, &status) != 0)
        report(&reader, files->written,
               "correct the setting schemas, or --schema",
               "there is no such file or folder of JSON Schemas");
    else if (S_ISDIR(status.st_mode))
        read_folder(&reader, SLICE(""), 0);
    else
        read_alone(&reader);
    files->hash = hash_of(&reader);
    if (reader.count > 0)
        files->owner.schemas = schemas_new(reader.texts, reader.count);
}

void schema_files_release(struct schema_files *files)
{
    schemas_unref(files->owner.schemas);
    arena_release(&files->arena);
    *files = (struct schema_files){0};
}

bool schema_files_have(const struct schema_files *files, struct slice path)
{
    return (files->path.size > 0 && path_is_within(path, files->path)) ||
           (files->written.size > 0 && path_is_within(path, files->written));
}
