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

/* How a generator makes the menu beside its pages of their files, where that
 * decides which pages come before and after one. */
struct menu_habits {
    bool need_mark;           /* only trees with tree->has_mark have them */
    bool decides_neighbours;  /* else the next ones mean nothing */
    bool folders_weigh_least; /* as the least of what is in them; their index
                                 is one of that */
    bool numbers_are_places;  /* of files and folders: "02-install.md" */
    bool names_have_no_case;  /* "a" before "B" */
};

#define MENU_NOWHERE UINT32_MAX

/* Fills the map from paths in DIR, without extensions, to items. Paths and
 * items lie in the arena, titles in the sources. */
void layout_read_menus(const struct layout *layout, size_t source_count,
                       struct map *menus, struct arena *arena);

/* Where a page is, of which several may have the same spot: then their files
 * arrange them. */
struct menu_spot {
    uint32_t menu;  /* there are several in a site with versions */
    uint32_t place; /* in one that the settings write out; or MENU_NOWHERE */
};

struct menu_spot layout_menu_spot(const struct layout *layout,
                                  const struct meta *meta);

struct menu_habits layout_menu_habits(const struct layout *layout);

/* Returns what is said of a path; false if nothing is. What is in a group,
 * "(start)", is at the place of the group. */
bool menu_find(const struct map *menus, struct slice path,
               struct menu_item *ret_item);

#endif
