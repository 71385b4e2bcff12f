/* menu_reading.h - what generators fill in of menus. Private to this room. */
#ifndef LAYOUT_MENU_READING_H
#define LAYOUT_MENU_READING_H

#include "layout/menu.h"

#define MENU_REST "*" /* the name of whatever has no item of its own */

/* A file that is no document, and what is known so far. */
struct menu_reading {
    const struct source *source;
    struct map *menus;
    struct arena *arena;
};

/* Returns the item of a name in the folder of the file, "" for the folder
 * itself. */
struct menu_item *menu_item_at(struct menu_reading *reading, struct slice name);
void menu_item_place(struct menu_item *item, double weight);

#endif
