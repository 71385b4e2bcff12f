/* nextra.c - paths are routes.
 *
 *     content/index.mdx            pages/index     /
 *     content/guide/set-up.mdx     guide/set-up    /guide/set-up
 *     app/blog/(posts)/a/page.mdx  blog/a          /blog/a
 *     pages/guide/set-up.mdx       guide/set-up    /guide/set-up
 *     content/guide/_meta.js       what is in its menu:
 *
 *     export default {
 *       index: 'Overview',
 *       'set-up': { title: 'Install', display: 'hidden' },
 *       '*': { display: 'hidden' }
 *     }
 *
 * Version 4 has its pages in "content", or each in a folder of "app"; versions
 * 2 and 3 have them in "pages". Names that start with "_" are not pages. A menu
 * is in the order of the keys, and what has none follows; its program is not
 * run, and what is computed in it, a title made of elements among that, is not
 * known. (Documentation of Nextra 4, "Page map", "File conventions" and
 * "_meta.js"; `slug` means nothing to it.) */
#include "layout/generator.h"

#include "base/array.h"
#include "document/frontmatter.h"
#include "layout/javascript_value.h"
#include "layout/menu_reading.h"

#include <string.h>

#define APP "app/" /* beside the content root */

static struct slice routed(const struct tree *tree, const struct meta *meta,
                           struct arena *arena)
{
    struct slice path = path_below_root(tree, meta->path);
    bool is_in_app = slice_starts(path, APP);
    if (is_in_app)
        path = slice_from(path, strlen(APP));
    path = is_in_app ? path_folder(path) : path_without_extension(path);
    path = path_readable(arena, path_without_groups(path, arena));
    return path.size > 0 ? path : SLICE("index");
}

/* "_meta.js" and its kin, or "_meta.json" of older versions. */
static bool is_menu(struct slice path)
{
    static const char *const names[] = {"_meta.js", "_meta.jsx", "_meta.ts",
                                        "_meta.tsx", "_meta.json"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (slice_is(path_name(path), names[i]))
            return true;
    }
    return false;
}

static bool is_program(const struct tree *tree, struct slice path)
{
    (void)tree;
    return is_menu(path) && !slice_ends(path, ".json");
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below = meta->kind == SOURCE_DATA
                             ? path_below_root(layout->tree, meta->path)
                             : routed(layout->tree, meta, arena);
    struct slice folder = path_first_folder(below);
    struct slice inside = path_below_first(below);
    struct place found = place_in_folder(meta, folder, inside, below, arena);
    bool is_index = path_is_index(path_name(inside));
    if (meta->kind == SOURCE_MARKDOWN) { /* a name may have dots here */
        if (!is_index)
            found.path_in_collection = inside;
        if (meta->slug.data == NULL && (!is_index || is_at_top(below)))
            found.slug = path_name(inside);
    }
    found.is_left_out = is_menu(meta->path);
    return found;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    (void)place;
    return url_from_path(path_without_index(routed(layout->tree, meta, arena)),
                         arena);
}

/* Pages of "app" are beside its components. */
static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    struct slice below = path_below_root(tree, path);
    if (!is_folder && is_menu(path))
        return true;
    return tree_reads_public(tree, path, is_folder) &&
           (is_folder || !slice_starts(below, APP) ||
            slice_is(path_stem(path), "page"));
}

/* Whether an item of a menu says that it is not shown. */
static bool is_hidden(const struct value *item, bool fallback)
{
    const struct value *display = value_find(item, "display");
    return display != NULL ? slice_is(value_text(display), "hidden") : fallback;
}

/* `value` is a title, or has one. */
static void read_item(struct menu_reading *reading, const struct member *member,
                      bool is_rest_hidden, double place)
{
    const struct value *title = value_is_string(&member->value)
                                    ? &member->value
                                    : value_find(&member->value, "title");
    struct menu_item *item = menu_item_at(reading, member->key);
    item->is_hidden = is_hidden(&member->value, is_rest_hidden);
    if (slice_is(member->key, MENU_REST))
        return;
    if (value_is_string(title))
        item->title = value_text(title);
    menu_item_place(item, place);
    /* A folder without a title is called as its index. */
    struct menu_item *folder = menu_item_at(reading, SLICE(""));
    if (slice_is(member->key, "index") && folder->title.size == 0)
        folder->title = item->title;
}

static void read_menu(struct menu_reading *reading)
{
    const struct value *written = &reading->source->front_matter;
    struct value program;
    if (!is_menu(reading->source->path))
        return;
    if (is_program(NULL, reading->source->path)) {
        program = script_default_export(
            value_text(value_find(written, SCRIPT_KEY)), reading->arena);
        written = &program;
    }
    bool is_rest_hidden = is_hidden(value_find(written, MENU_REST), false);
    for (size_t i = 0; value_is_object(written) && i < written->size; i++) {
        const struct member *member = &written->as.members[i];
        if (!slice_is(member->key, SCRIPT_SPREAD))
            read_item(reading, member, is_rest_hidden, (double)i + 1);
    }
}

enum {
    SIGN_THEME = 1 << 0,
    SIGN_COMPONENTS = 1 << 1,
    SIGN_NEXT = 1 << 2,
};

static const struct sign signs[] = {
    {"theme.config.", SIGN_THEME},
    {"mdx-components.", SIGN_COMPONENTS},
    {"next.config.", SIGN_NEXT},
    {NULL, 0},
};

/* Each of these names alone is also of other programs. */
static enum certainty judge_signs(unsigned own, unsigned common)
{
    bool is_old = (own & SIGN_THEME) != 0;
    bool is_new = (own & SIGN_COMPONENTS) != 0 && (common & SIGN_CONTENT) != 0;
    return (own & SIGN_NEXT) != 0 && (is_old || is_new) ? SURE : UNLIKELY;
}

static const struct content_root roots[] = {
    {"content", "content", false},
    {"pages", "pages", false},
    {"src/pages", "src/pages", false},
    {"src/content", "src/content", false},
    {NULL, NULL, false},
};

static const char *const second_roots[] = {"app", NULL};

static const struct menu_habits menu_habits = {.decides_neighbours = true};

const struct generator nextra_generator = {
    .name = "Nextra site",
    .markdown = {MARKDOWN_GFM | MARKDOWN_ATTRIBUTES, HEADING_IDS_SLUGGER,
                 MARKDOWN_NOT_SMART, FOREIGN_DIRECTIVES | FOREIGN_MATH},
    .signs = signs,
    .judge_signs = judge_signs,
    .is_final = true,
    .roots = roots,
    .second_roots = second_roots,
    .second_root_beside = "content",
    .reads = reads,
    .reads_index = is_program,
    .heads = HEAD_SCRIPT,
    .read_menu = read_menu,
    .menu_habits = &menu_habits,
    .place = place,
    .url = url,
    .naming = NAMED_BY_PATH,
};
