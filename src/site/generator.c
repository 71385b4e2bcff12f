/* generator.c - finds a generator's settings and reads the urgent part.
 *
 * The room store interprets them; it gets them as one more data file. Three
 * facts are needed earlier: where Jekyll has its collections, because it
 * decides which files are read; the timezone, because dates are read in it; and
 * whether Hugo's settings are in TOML and contain something that will be
 * missed. */
#include "site/generator.h"

#include "base/clock.h"
#include "base/err.h"
#include "document/bytes.h"
#include "document/frontmatter.h"
#include "document/source.h"
#include "site/stamp.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Whether it is a file, and no symbolic link is on the way there. */
static bool is_plain_file(const char *folder, const char *name,
                          struct stat *ret_status)
{
    char target[PATH_MAX];
    struct str path = {0};
    str_appendf(&path, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name);
    bool is_plain =
        lstat(path.data, ret_status) == 0 && S_ISREG(ret_status->st_mode) &&
        realpath(path.data, target) != NULL && strcmp(path.data, target) == 0;
    str_release(&path);
    return is_plain;
}

struct slice generator_settings(const char *folder, const struct tree *tree,
                                struct stat *ret_status)
{
    const char *name;
    for (size_t i = 0; (name = tree_settings(tree, i)) != NULL; i++) {
        if (is_plain_file(folder, name, ret_status))
            return slice_of(name);
    }
    return SLICE_NONE;
}

static struct slice without_slash(struct slice path)
{
    while (slice_ends(path, "/"))
        path = slice_sub(path, 0, path.size - 1);
    return path;
}

/* An object of the settings that hold files back. */
static struct value publishing_of(const struct value *settings,
                                  const struct tree *tree, struct arena *arena)
{
    const char *const *keys = tree_publishing_keys(tree);
    struct value picked = {.kind = VALUE_OBJECT};
    if (keys == NULL)
        return value_null;
    struct member *members =
        arena_alloc(arena, settings->size + 1, sizeof *members);
    for (; *keys != NULL; keys++) {
        const struct value *value = value_find(settings, *keys);
        if (value != NULL)
            members[picked.size++] =
                (struct member){slice_of(*keys), value_copy(value, arena)};
    }
    picked.as.members = members;
    return picked;
}

static void read_facts(const struct value *settings, const struct tree *tree,
                       struct generator_facts *facts, struct arena *arena)
{
    const char *dir_key = tree_collections_dir_key(tree);
    const struct value *zone = value_find(settings, tree_timezone_key(tree));
    facts->timezone = arena_copy(arena, value_text(zone));
    facts->timezone_line = zone != NULL ? zone->line : 0;
    facts->timezone_column = zone != NULL ? zone->column : 0;
    facts->publishing = publishing_of(settings, tree, arena);
    if (dir_key != NULL)
        facts->collections_dir = arena_copy(
            arena, without_slash(value_text(value_find(settings, dir_key))));
}

struct generator_facts generator_read(const char *folder,
                                      const struct tree *tree,
                                      const struct generator_facts *before,
                                      struct arena *arena)
{
    struct stat status = {0};
    struct generator_facts facts = {0};
    struct slice path = generator_settings(folder, tree, &status);
    enum source_kind kind;
    if (tree_timezone_key(tree) == NULL || !source_kind_of(path, &kind))
        return facts;
    struct source *settings = source_load(folder, path, NULL);
    bool is_left_empty =
        status.st_size == 0 && stamp_of(&status, clock_now_ms()).is_settled;
    if (settings->is_broken || (settings->file_bytes == 0 && !is_left_empty)) {
        facts = *before;
        facts.collections_dir = arena_copy(arena, before->collections_dir);
        facts.timezone = arena_copy(arena, before->timezone);
        facts.publishing = value_copy(&before->publishing, arena);
    } else {
        read_facts(&settings->front_matter, tree, &facts, arena);
    }
    source_unref(settings);
    return facts;
}

/* They are a table, or keys with dots. */
bool generator_has_permalinks(const char *folder, struct slice path)
{
    struct arena arena = {0};
    struct slice file =
        arena_printf(&arena, "%s/%.*s", folder, SLICE_FMT(path));
    struct slice toml, line;
    struct err err;
    bool is_found = false;
    if (bytes_read(file.data, FRONTMATTER_MAX_BYTES, &arena, &toml, &err)) {
        while (!is_found && slice_cut(&toml, '\n', &line)) {
            line = slice_trim(line);
            if (slice_starts(line, "["))
                line = slice_trim(slice_from(line, 1));
            is_found = slice_starts(line, "permalinks");
        }
    }
    arena_release(&arena);
    return is_found;
}
