/* notion.c - pages that Notion has exported.
 *
 *     Wiki 0f3c...1a.md              pages/Wiki     /wiki
 *     Wiki 0f3c...1a/Set up 8d...md  Wiki/Set up    /wiki/set-up
 *     Wiki/Set up 8d...2b.md         likewise, as newer exports have it
 *
 * Each name ends with 32 digits that no address needs. The properties of a page
 * are read like front matter (document/notion.h); the tables that they come
 * from, in files of their own, are no documents. */
#include "layout/generator.h"

#include "document/notion.h"

/* Returns the path without its extension and ids. */
static struct slice bare_path(struct slice path, struct arena *arena)
{
    struct str bare = {0};
    struct slice rest = path_without_extension(path), name;
    while (slice_cut(&rest, '/', &name)) {
        str_append_text(&bare, bare.size > 0 ? "/" : "");
        str_append(&bare, notion_without_id(name));
    }
    struct slice kept = arena_copy(arena, str_slice(&bare));
    str_release(&bare);
    return kept;
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below =
        bare_path(path_below_root(layout->tree, meta->path), arena);
    struct slice folder = path_first_folder(below);
    struct slice inside = path_below_first(below);
    struct place found = place_in_folder(meta, folder, inside, below, arena);
    found.path_in_collection = path_readable(
        arena, slice_is(found.collection, "pages") ? below : inside);
    found.slug = meta_wished_slug(meta, path_name(below), inside, arena);
    return found;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    (void)place;
    struct slice below =
        bare_path(path_below_root(layout->tree, meta->path), arena);
    return url_from_path(path_slugged(path_readable(arena, below), arena),
                         arena);
}

static bool has_habit(const struct tree *tree, const struct source *source)
{
    (void)tree;
    return notion_has_id(path_stem(source_path_in_root(source)));
}

static enum certainty judge_habit(const struct tree *tree, size_t count)
{
    (void)tree;
    return count > 0 ? SURE : UNLIKELY;
}

const struct generator notion_generator = {
    .name = "Notion export",
    .markdown = {MARKDOWN_GFM, HEADING_IDS_GITHUB, MARKDOWN_NOT_SMART,
                 FOREIGN_MATH},
    .has_habit = has_habit,
    .judge_habit = judge_habit,
    .place = place,
    .url = url,
};
