/* layout_nuxt.c - names with a number in front, for their order.
 *
 *     content/1.docs/10.Set up.md  ->  docs/Set up   /docs/set-up
 *     content/1.index.md           ->  pages/index   /
 *     content/2.x/1.9.md           ->  2.x/1.9       /2.x/1.9
 *     content/1.plan.draft.md      ->  a draft of    /plan
 *
 * The numbers are in no address; they count for the order of documents alone,
 * which is that of their paths. A name that is nothing but a version keeps its
 * digits. */
#include "store/place.h"

#include "base/unicode.h"

/* The path without extension and numbers. */
static struct slice bare_path(struct slice path, struct arena *arena)
{
    struct str bare = {0};
    struct slice rest = without_extension(path), name;
    while (slice_cut(&rest, '/', &name)) {
        str_append_text(&bare, bare.size > 0 ? "/" : "");
        str_append(&bare, path_without_draft(path_without_number(name)));
    }
    struct slice kept = unicode_nfc(arena, str_slice(&bare));
    kept = arena_copy(arena, kept);
    str_release(&bare);
    return kept;
}

static bool is_numbered(struct slice name)
{
    return path_without_number(name).size < name.size;
}

/* Files are numbered by others, too; folders and indices hardly. */
bool nuxt_is_numbered(struct slice path)
{
    struct slice folders = path_folder(path), folder;
    struct slice name = path_stem(path);
    while (slice_cut(&folders, '/', &folder)) {
        if (is_numbered(folder))
            return true;
    }
    return is_numbered(name) && path_is_index(path_without_number(name));
}

static struct place place(const struct layout *layout,
                          const struct source *source, struct arena *arena)
{
    struct slice below =
        bare_path(below_root(layout->tree, source->path), arena);
    struct slice folder = first_folder(below);
    struct slice inside =
        folder.size > 0 ? slice_from(below, folder.size + 1) : below;
    struct place found = place_in_folder(source, folder, inside, below, arena);
    bool is_page = slice_is(found.collection, "pages");

    if (is_numbered(path_stem(source->path)))
        found.slug = wished_slug(source, last_segment(below),
                                 is_page ? below : inside, arena);
    return found;
}

static struct slice url(const struct layout *layout,
                        const struct source *source, const struct place *place,
                        struct arena *arena)
{
    (void)place;
    struct slice below =
        bare_path(below_root(layout->tree, source->path), arena);
    struct slice path = path_is_index(below) ? SLICE("") : without_index(below);
    return url_of_path(lower_path(path, arena), arena);
}

const struct generator nuxt_generator = {"Nuxt site", place, url, false};
