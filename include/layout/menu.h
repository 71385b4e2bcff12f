/* menu.h - what files beside documents say of them in menus.
 *
 *     docs/guides/_category_.json     {"label": "All guides", "position": 2}
 *     content/docs/meta.json          {"title": "Manual", "pages": ["a", "b"]}
 *
 * Such files are no documents. What a document says of itself, by keys such as
 * `sidebar_position`, is the business of whoever makes the menu. */
#ifndef LAYOUT_MENU_H
#define LAYOUT_MENU_H

#include "layout/layout.h"

/* Of a folder, or of a file. */
struct menu_item {
    struct slice title; /* SLICE_NONE for none */
    double weight;      /* the least comes first */
    bool has_weight;
    bool is_hidden;
};

/* Fills the map from paths in DIR, without extensions, to items. Paths and
 * items lie in the arena, titles in the sources. */
void layout_read_menus(const struct layout *layout, size_t source_count,
                       struct map *menus, struct arena *arena);

/* Returns what is said of a path; false if nothing is. What is in a group,
 * "(start)", is at the place of the group. */
bool menu_find(const struct map *menus, struct slice path,
               struct menu_item *ret_item);

#endif
