/* statamic.c - collections of entries, and routes in their settings.
 *
 *     content/collections/blog.yaml                route: '/blog/{slug}'
 *     content/collections/blog/2024-05-01.soup.md  posts/soup    /blog/soup
 *     content/collections/pages/about.md           pages/about   by its route
 *     content/trees/collections/pages.yaml         what is below what
 *
 * Everything else in content/ is for the control panel and for templates:
 * globals, navigation, taxonomies, assets. Users lie outside of it. A
 * collection without a route has no pages.
 * (statamic.dev: "Collections", "Structures") */
#include "layout/statamic.h"

#include "document/keys.h"
#include "layout/meta_fields.h"

#include <string.h>

#define TREES "trees"

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    struct slice name = statamic_collection_name(below), day;
    if (meta->kind != SOURCE_MARKDOWN || name.size == 0)
        return (struct place){.is_left_out = true};
    struct slice inside =
        slice_from(below, strlen(STATAMIC_COLLECTIONS "/") + name.size + 1);
    struct place found = place_in_folder(meta, name, inside, inside, arena);
    struct slice folder = path_folder(inside);
    struct slice own = statamic_entry_name(path_stem(meta->path), &day);
    struct slice path = folder.size > 0
                            ? arena_printf(arena, "%.*s/%.*s",
                                           SLICE_FMT(folder), SLICE_FMT(own))
                            : own;
    found.path_in_collection = path_readable(arena, path);
    found.slug = meta_wished_slug(meta, own, inside, arena);
    return found;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    (void)place;
    return statamic_url(layout, meta, arena);
}

/* "2024-05-01-1530" -> 2024-05-01 15:30 */
static bool read_day(struct slice day, struct date *ret_date)
{
    struct arena arena = {0};
    struct slice time = slice_from(day, 11);
    struct slice text = slice_sub(day, 0, 10);
    if (time.size >= 4)
        text = arena_printf(&arena, "%.*s %.2s:%.2s", SLICE_FMT(text),
                            time.data, time.data + 2);
    bool ok = date_parse(text, ret_date);
    arena_release(&arena);
    return ok;
}

/* A collection may publish what is to come, or what is past, as a program of
 * concerts does. */
static void read_limits(const struct layout *layout, struct meta *meta,
                        struct slice collection)
{
    const struct value *behavior =
        value_find(statamic_collection(layout, collection), "date_behavior");
    struct slice past = value_text(value_find(behavior, "past"));
    if (slice_is(past, "private") && meta->expires_at == NULL)
        meta->expires_at = meta->date;
}

static void reread(const struct layout *layout, struct meta *meta)
{
    struct slice below = path_below_root(layout->tree, meta->path), day;
    struct slice name = statamic_entry_name(path_stem(below), &day);
    struct date date;
    if (meta->kind != SOURCE_MARKDOWN)
        return;
    meta_rename(meta, name);
    bool has_own = key_value_find(&meta->fields, keys_date).value != NULL;
    if (!has_own && day.data != NULL && read_day(day, &date))
        meta->date = meta_keep_date(meta, &date);
    read_limits(layout, meta, statamic_collection_name(below));
}

/* Settings of collections are read in another way when they change. */
static void prepare(struct layout *layout, const struct layout_input *input)
{
    for (size_t i = 0; i < input->source_count; i++) {
        if (input->sources[i]->kind == SOURCE_DATA)
            layout->facts =
                hash_bytes(source_path_in_root(input->sources[i]),
                           layout->facts ^ input->sources[i]->file_hash);
    }
}

enum { SIGN_COLLECTIONS = 1 << 0, SIGN_PROGRAM = 1 << 1 };

static const struct sign signs[] = {
    {"content/collections", SIGN_COLLECTIONS},
    {"please", SIGN_PROGRAM},
    {"content/trees", SIGN_PROGRAM},
    {"content/globals", SIGN_PROGRAM},
    {"content/navigation", SIGN_PROGRAM},
    {"content/taxonomies", SIGN_PROGRAM},
    {NULL, 0},
};

static enum certainty judge_signs(unsigned own, unsigned common)
{
    (void)common;
    return own == (SIGN_COLLECTIONS | SIGN_PROGRAM) ? SURE : UNLIKELY;
}

static const struct content_root roots[] = {
    {"content/collections", "content", false},
    {NULL, NULL, false},
};

/* Entries, and the settings and trees of their collections. */
static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    struct slice below = path_below_root(tree, path);
    struct slice folder = path_folder(below);
    if (is_folder)
        return slice_is(below, STATAMIC_COLLECTIONS) ||
               slice_is(below, TREES) ||
               path_is_within(below, SLICE(STATAMIC_COLLECTIONS)) ||
               path_is_within(below, SLICE(TREES "/" STATAMIC_COLLECTIONS));
    if (is_data_file(path_name(path)))
        return slice_is(folder, STATAMIC_COLLECTIONS) ||
               path_is_within(folder, SLICE(TREES "/" STATAMIC_COLLECTIONS));
    return statamic_collection_name(below).size > 0;
}

static const struct key_name keys[] = {
    {"updated_at", "updated"}, /* of the control panel */
    {NULL, NULL},
};

/* The editor links to entries by their ids. */
static struct slice link_id(const struct layout *layout,
                            const struct meta *meta, struct arena *arena)
{
    struct slice id = value_spelling(value_find(&meta->fields, "id"), arena);
    (void)layout;
    return id.size > 0 ? arena_printf(arena, "%s%.*s", SLOT_STATAMIC_ENTRY,
                                      SLICE_FMT(id))
                       : SLICE_NONE;
}

const struct generator statamic_generator = {
    .name = "Statamic site",
    .markdown = {MARKDOWN_GFM | MARKDOWN_ATTRIBUTES, HEADING_IDS_GITHUB,
                 MARKDOWN_NOT_SMART, FOREIGN_LIQUID},
    .signs = signs,
    .judge_signs = judge_signs,
    .roots = roots,
    .reads = reads,
    .chooses_data = true,
    .keys = keys,
    .link_id = link_id,
    .survey = statamic_survey,
    .prepare = prepare,
    .place = place,
    .url = url,
    .reread = reread,
    .naming = NAMED_BY_PATH,
    .names_people_by_type = true,
};
