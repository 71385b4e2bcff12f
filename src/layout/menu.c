/* menu.c - the items of menus that a generator's own files describe.
 *
 * Each generator knows its files (`read_menu`); what they say is in one map, so
 * that nobody else has to know them. */
#include "layout/menu.h"

#include "layout/generator.h"
#include "layout/menu_reading.h"

#define GROUP_SHARE 1000.0 /* of a place, for each place in a group */

struct menu_item *menu_item_at(struct menu_reading *reading, struct slice name)
{
    struct slice folder = path_folder(reading->source->path);
    struct slice path =
        name.size == 0
            ? folder
            : arena_printf(reading->arena, "%.*s%s%.*s", SLICE_FMT(folder),
                           folder.size > 0 ? "/" : "", SLICE_FMT(name));
    struct menu_item *item = map_find(reading->menus, path);
    if (item != NULL)
        return item;
    item = arena_alloc(reading->arena, 1, sizeof *item);
    *item = (struct menu_item){0};
    (void)map_put(reading->menus, path, item);
    return item;
}

void menu_item_place(struct menu_item *item, double weight)
{
    item->weight = weight;
    item->has_weight = true;
}

void layout_read_menus(const struct layout *layout, size_t source_count,
                       struct map *menus, struct arena *arena)
{
    if (layout->generator->read_menu == NULL)
        return;
    for (size_t i = 0; i < source_count; i++) {
        struct menu_reading reading = {layout->sources[i], menus, arena};
        if (reading.source->kind != SOURCE_MARKDOWN &&
            !reading.source->is_broken)
            layout->generator->read_menu(&reading);
    }
}

struct menu_spot layout_menu_spot(const struct layout *layout,
                                  const struct meta *meta)
{
    return layout->generator->menu_spot != NULL
               ? layout->generator->menu_spot(layout, meta)
               : (struct menu_spot){0};
}

struct menu_habits layout_menu_habits(const struct layout *layout)
{
    const struct menu_habits *habits = layout->generator->menu_habits;
    bool has_habits =
        habits != NULL && (!habits->need_mark || layout->tree->has_mark);
    return has_habits ? *habits : (struct menu_habits){0};
}

/* What is said of all that is in a folder counts where nothing else does. */
static const struct menu_item *find_rest(const struct map *menus,
                                         struct slice folder)
{
    struct str path = {0};
    str_appendf(&path, "%.*s/" MENU_REST, SLICE_FMT(folder));
    const struct menu_item *item = map_find(menus, str_slice(&path));
    str_release(&path);
    return item;
}

bool menu_find(const struct map *menus, struct slice path,
               struct menu_item *ret_item)
{
    const struct menu_item *item = map_find(menus, path);
    struct slice folder = path_folder(path);
    double share = 1;
    if (item == NULL)
        item = find_rest(menus, folder);
    *ret_item = item != NULL ? *item : (struct menu_item){0};
    while (path_is_group(path_name(folder)) && ret_item->has_weight) {
        const struct menu_item *group = map_find(menus, folder);
        share /= GROUP_SHARE;
        ret_item->has_weight = group != NULL && group->has_weight;
        if (ret_item->has_weight)
            ret_item->weight = group->weight + ret_item->weight * share;
        folder = path_folder(folder);
    }
    return item != NULL;
}
