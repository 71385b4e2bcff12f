/* generator.c - finds a generator's settings and reads the urgent part.
 *
 * The room store interprets them; it gets them as one more data file. Three
 * facts are needed earlier: where Jekyll has its collections, because it
 * decides which files are read; the timezone, because dates are read in it; and
 * what the settings hold back. */
#include "site/generator.h"

#include "base/clock.h"
#include "base/err.h"
#include "document/beneath.h"
#include "document/bytes.h"
#include "document/frontmatter.h"
#include "document/source.h"
#include "site/stamp.h"

#include <errno.h>
#include <string.h>

/* Whether there is a file, or anything else that may turn out to be one: a link
 * to nowhere, or what is in a folder that cannot be read. To take such a file
 * for missing would publish what it holds back. */
static bool is_there(const char *folder, const char *name,
                     struct stat *ret_status)
{
    struct str path = {0};
    str_appendf(&path, "%s/%s", folder, name);
    *ret_status = (struct stat){0};
    bool is_found = lstat(path.data, ret_status) == 0 ||
                    (errno != ENOENT && errno != ENOTDIR);
    if (S_ISLNK(ret_status->st_mode))
        (void)stat(path.data, ret_status); /* one to nowhere stays itself */
    str_release(&path);
    return is_found && !S_ISDIR(ret_status->st_mode);
}

const struct settings_file *generator_next_settings(const char *folder,
                                                    const struct tree *tree,
                                                    size_t *cursor,
                                                    struct stat *ret_status)
{
    const struct settings_file *file;
    while ((file = tree_settings(tree, *cursor)) != NULL) {
        ++*cursor;
        if (!is_there(folder, file->path, ret_status))
            continue;
        const struct settings_file *other;
        while ((other = tree_settings(tree, *cursor)) != NULL &&
               !other->is_layer)
            ++*cursor;
        return file;
    }
    return NULL;
}

struct slice generator_settings(const char *folder, const struct tree *tree,
                                struct stat *ret_status)
{
    size_t cursor = 0;
    const struct settings_file *file =
        generator_next_settings(folder, tree, &cursor, ret_status);
    return file != NULL ? slice_of(file->path) : SLICE_NONE;
}

size_t generator_count_settings(const char *folder, const struct tree *tree)
{
    struct stat status;
    const char *name;
    size_t count = 0, cursor = 0;
    while (generator_next_settings(folder, tree, &cursor, &status) != NULL)
        count++;
    for (size_t i = 0; (name = tree_ignore_file(tree, i)) != NULL; i++)
        count += is_there(folder, name, &status) ? 1 : 0;
    return count;
}

static struct slice without_slash(struct slice path)
{
    while (slice_ends(path, "/"))
        path = slice_sub(path, 0, path.size - 1);
    return path;
}

/* The keys of some settings mean the same in any case; of those in two cases,
 * the last counts. */
static const struct value *find_setting(const struct value *settings,
                                        const struct tree *tree,
                                        const char *key)
{
    const struct value *found = value_find(settings, key);
    for (size_t i = 0; tree_settings_ignore_case(tree) &&
                       value_is_object(settings) && i < settings->size;
         i++) {
        if (slice_equal_nocase(settings->as.members[i].key, slice_of(key)))
            found = &settings->as.members[i].value;
    }
    return found;
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
        const struct value *value = find_setting(settings, tree, *keys);
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
    const char *zone_key = tree_timezone_key(tree);
    const struct value *zone =
        zone_key != NULL ? value_find(settings, zone_key) : NULL;
    facts->timezone = arena_copy(arena, value_text(zone));
    facts->timezone_line = zone != NULL ? zone->line : 0;
    facts->timezone_column = zone != NULL ? zone->column : 0;
    facts->publishing = publishing_of(settings, tree, arena);
    facts->settings = value_copy(settings, arena);
    if (dir_key != NULL)
        facts->collections_dir = arena_copy(
            arena, without_slash(value_text(value_find(settings, dir_key))));
}

static bool is_being_written(const struct source *source,
                             const struct stat *status)
{
    bool is_left_empty =
        status->st_size == 0 && stamp_of(status, clock_now_ms()).is_settled;
    return source->is_broken || (source->file_bytes == 0 && !is_left_empty);
}

/* The settings of all layers in one; it shares values with the sources. */
struct merged_settings {
    struct value values;
    struct source *sources[SETTINGS_MAX_FILES];
    size_t count;
    bool is_whole;      /* none of them is broken or being written */
    const char *broken; /* the first that is broken, or NULL */
};

static struct merged_settings
read_settings(const char *folder, const struct tree *tree, struct arena *arena)
{
    struct merged_settings merged = {.values.kind = VALUE_OBJECT,
                                     .is_whole = true};
    const struct settings_file *file;
    struct stat status = {0};
    size_t cursor = 0;
    while ((file = generator_next_settings(folder, tree, &cursor, &status)) !=
           NULL) {
        struct source *source = source_load(folder, slice_of(file->path), NULL);
        merged.sources[merged.count++] = source;
        merged.is_whole &= !is_being_written(source, &status);
        if (source->is_broken && merged.broken == NULL)
            merged.broken = file->path;
        merged.values = tree_settings_add(file, &merged.values,
                                          &source->front_matter, arena);
    }
    return merged;
}

/* Adds what a file other than the settings makes the generator ignore. */
static void read_ignores(const char *folder, const struct tree *tree,
                         struct slice path, struct generator_facts *facts,
                         struct arena *arena)
{
    struct stat status;
    struct slice text;
    struct err err;
    if (!is_there(folder, path.data, &status))
        return;
    if (bytes_read_open(beneath_open(folder, SLICE(""), path, BYTES_OPEN_FLAGS),
                        FRONTMATTER_MAX_BYTES, arena, &text, &err))
        facts->publishing =
            tree_read_ignores(tree, path, text, &facts->publishing, arena);
    else
        facts->unread = path;
}

static void read_all_ignores(const char *folder, const struct tree *tree,
                             struct generator_facts *facts, struct arena *arena)
{
    const char *name;
    facts->publishing.kind = VALUE_OBJECT;
    const char *zone_key = tree_timezone_key(tree);
    for (size_t i = 0; (name = tree_ignore_file(tree, i)) != NULL; i++)
        read_ignores(folder, tree, slice_of(name), facts, arena);
    if (zone_key != NULL)
        facts->timezone = value_text(value_find(&facts->publishing, zone_key));
}

void generator_read_inner(const char *folder, const struct tree *tree,
                          struct generator_facts *facts, struct arena *arena)
{
    struct slice path = tree_inner_ignore_file(tree, arena);
    if (path.data != NULL)
        read_ignores(folder, tree, path, facts, arena);
}

struct generator_facts generator_copy(const struct generator_facts *facts,
                                      struct arena *arena)
{
    struct generator_facts copy = *facts;
    copy.collections_dir = arena_copy(arena, facts->collections_dir);
    copy.timezone = arena_copy(arena, facts->timezone);
    copy.publishing = value_copy(&facts->publishing, arena);
    copy.settings = value_copy(&facts->settings, arena);
    copy.unread = arena_copy(arena, facts->unread);
    return copy;
}

static void add_faults(struct diagnostics *faults,
                       const struct diagnostics *found)
{
    for (size_t i = 0; i < found->count; i++)
        diagnostics_copy(faults, &found->items[i]);
}

struct generator_facts generator_read(const char *folder,
                                      const struct tree *tree,
                                      const struct generator_facts *before,
                                      struct diagnostics *faults,
                                      struct arena *arena)
{
    struct generator_facts facts = {.is_known = true};
    if (tree_ignore_file(tree, 0) != NULL)
        read_all_ignores(folder, tree, &facts, arena);
    if (tree_timezone_key(tree) == NULL && tree_publishing_keys(tree) == NULL)
        return facts;
    struct merged_settings merged = read_settings(folder, tree, arena);
    if (merged.is_whole && merged.count > 0)
        read_facts(&merged.values, tree, &facts, arena);
    for (size_t i = 0; i < merged.count; i++) {
        if (faults != NULL)
            add_faults(faults, &merged.sources[i]->diagnostics);
        source_unref(merged.sources[i]);
    }
    if (merged.is_whole)
        return facts;
    facts = generator_copy(before, arena);
    facts.unread = !before->is_known && tree_publishing_keys(tree) != NULL
                       ? slice_of(merged.broken)
                       : SLICE_NONE;
    return facts;
}
