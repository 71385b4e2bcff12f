/* eleventy_data.c - data files that documents inherit from.
 *
 *     posts/posts.json             {author: ana, tags: [post]}    all in posts/
 *     posts/posts.11tydata.json    the same, and goes before it
 *     posts/deep/deep.json         goes before those of posts/
 *     posts/deep/x.json            for x.md only, and goes before these
 *     posts/deep/x.11tydata.json   the same, and goes before it
 *
 * What the document itself says goes before all of them. Mappings are merged
 * and lists are joined, as Eleventy does since 1.0 (Data Cascade). Files in
 * JavaScript cannot be read.
 *
 * Eleventy builds nothing while one of these files is broken. Here only the
 * documents that it has data for are kept back: it may say that they are
 * drafts. */
#include "layout/eleventy.h"

#include "document/path.h"

#define SUFFIX ".11tydata.json"

/* Returns the path that a file has data for, "" for none: "posts/x" or, for a
 * folder, "posts/". */
static struct slice subject_of(struct slice path, struct arena *arena)
{
    struct slice name = path_name(path), folder = path_folder(path);
    bool has_suffix = slice_ends(name, SUFFIX);
    if (!has_suffix && !slice_ends(name, ".json"))
        return SLICE("");
    name = slice_sub(
        name, 0, name.size - (has_suffix ? sizeof SUFFIX : sizeof ".json") + 1);
    if (folder.size > 0 && slice_equal(name, path_name(folder)))
        return arena_printf(arena, "%.*s/%s", SLICE_FMT(folder),
                            has_suffix ? "" : "/");
    return has_suffix ? slice_sub(path, 0, path.size - sizeof SUFFIX + 1)
                      : SLICE("");
}

/* Returns the key of a file that has data for one document only, by its path:
 * no path ends so. */
static struct slice key_beside(struct slice path, struct arena *arena)
{
    return arena_printf(arena, "%.*s//", SLICE_FMT(path));
}

static bool is_in_data_folder(struct slice path)
{
    return slice_starts(path, "_data/") ||
           slice_find(path, 0, SLICE("/_data/")) < path.size;
}

bool eleventy_needs_document(struct slice path)
{
    return slice_ends(path, ".json") && !is_in_data_folder(path) &&
           !eleventy_is_data(path);
}

bool eleventy_is_data(struct slice path)
{
    struct arena arena = {0};
    bool is_data = subject_of(path, &arena).size > 0;
    arena_release(&arena);
    return is_data;
}

/* Those that Eleventy would read as no data at all are not broken. */
static bool is_broken(const struct source *source)
{
    return source->is_broken && (source->file_bytes > 0 || source->is_unread);
}

static void warn_of_broken(const struct source *source,
                           struct diagnostics *diagnostics)
{
    const struct diagnostics *own = &source->diagnostics;
    diagnostics->path = source->path;
    diagnostics_add(diagnostics, DIAGNOSTIC_SETTINGS_UNREAD,
                    own->count > 0 ? own->items[0].line : 0,
                    own->count > 0 ? own->items[0].column : 0,
                    "correct it, as its error says",
                    "the documents that this file has data for are kept back: "
                    "it cannot be read, and may say that they are not "
                    "published");
}

bool eleventy_find_data(struct layout *layout, const struct layout_input *input,
                        struct arena *arena, struct diagnostics *diagnostics)
{
    bool has_any = false;
    for (size_t i = 0; i < input->source_count; i++) {
        struct source *const *at = &input->sources[i];
        struct slice path = (*at)->path, subject;
        if ((*at)->kind != SOURCE_DATA || is_in_data_folder(path))
            continue;
        subject = subject_of(path, arena);
        bool is_data = subject.size > 0 || slice_ends(path, ".json");
        if (is_data && is_broken(*at))
            warn_of_broken(*at, diagnostics);
        if (subject.size > 0)
            map_put(&layout->sections, subject, (void *)at);
        if (slice_ends(path, ".json"))
            map_put(&layout->sections, key_beside(path, arena), (void *)at);
        has_any = true;
    }
    return has_any;
}

static void add_under(const struct layout *layout, struct slice subject,
                      struct value *fields, bool *ret_is_known,
                      struct arena *arena)
{
    struct source *const *found = map_find(&layout->sections, subject);
    if (found == NULL)
        return;
    if (is_broken(*found))
        *ret_is_known = false;
    else if (value_is_object(&(*found)->front_matter))
        *fields = eleventy_merge(&(*found)->front_matter, fields, arena);
}

static struct value kept_back(const struct value *fields, struct arena *arena)
{
    struct member member = {SLICE("private"),
                            {.kind = VALUE_BOOLEAN, .as.boolean = true}};
    const struct value private = {
        .kind = VALUE_OBJECT, .as.members = &member, .size = 1};
    return value_overlay(fields, &private, arena);
}

struct value eleventy_data_of(const struct layout *layout,
                              const struct source *source, struct arena *arena)
{
    struct value fields = {.kind = VALUE_OBJECT};
    struct slice folder = path_folder(source_path_in_root(source));
    bool is_known = true;
    if (source->kind != SOURCE_MARKDOWN)
        return fields;
    struct slice path = path_without_extension(source_path_in_root(source));
    add_under(layout, path, &fields, &is_known, arena);
    path = arena_printf(arena, "%.*s.json", SLICE_FMT(path));
    add_under(layout, key_beside(path, arena), &fields, &is_known, arena);
    for (; folder.size > 0; folder = path_folder(folder)) {
        add_under(layout, arena_printf(arena, "%.*s/", SLICE_FMT(folder)),
                  &fields, &is_known, arena);
        add_under(layout, arena_printf(arena, "%.*s//", SLICE_FMT(folder)),
                  &fields, &is_known, arena);
    }
    return is_known ? fields : kept_back(&fields, arena);
}

/* `tags: a` is a list of one. */
static struct value as_list(const struct value *value, struct arena *arena)
{
    struct value *item = arena_alloc(arena, 1, sizeof *item);
    if (!value_is_string(value))
        return *value;
    *item = *value;
    return (struct value){.kind = VALUE_ARRAY,
                          .column = value->column,
                          .line = value->line,
                          .as.items = item,
                          .size = 1};
}

static struct value joined(const struct value *under, const struct value *over,
                           struct arena *arena)
{
    struct value *items =
        arena_alloc(arena, under->size + over->size, sizeof *items);
    struct value list = *over;
    for (size_t i = 0; i < under->size; i++)
        items[i] = under->as.items[i];
    for (size_t i = 0; i < over->size; i++)
        items[under->size + i] = over->as.items[i];
    list.as.items = items;
    list.size = under->size + over->size;
    return list;
}

static struct value merged(struct slice key, const struct value *under,
                           const struct value *over, struct arena *arena)
{
    struct value below = *under, above = *over;
    if (slice_is(key, "tags")) {
        below = as_list(under, arena);
        above = as_list(over, arena);
    }
    if (value_is_array(&below) && value_is_array(&above))
        return joined(&below, &above, arena);
    return value_is_object(&below) && value_is_object(&above)
               ? eleventy_merge(&below, &above, arena)
               : *over;
}

/* The recursion is bounded, because the nesting of front matter is. */
struct value eleventy_merge(const struct value *under, const struct value *over,
                            struct arena *arena)
{
    struct value result = *over;
    struct member *members =
        arena_alloc(arena, under->size + over->size, sizeof *members);
    size_t count = 0;
    for (size_t i = 0; i < under->size; i++) {
        members[count] = under->as.members[i];
        const struct value *above = value_find_slice(over, members[count].key);
        if (above != NULL)
            members[count].value = merged(
                members[count].key, &under->as.members[i].value, above, arena);
        count++;
    }
    for (size_t i = 0; i < over->size; i++) {
        if (value_find_slice(under, over->as.members[i].key) == NULL)
            members[count++] = over->as.members[i];
    }
    result.kind = VALUE_OBJECT;
    result.as.members = members;
    result.size = count;
    return result;
}
