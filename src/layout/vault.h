/* vault.h - shared by the files for vaults of notes. Private to this room. */
#ifndef LAYOUT_VAULT_H
#define LAYOUT_VAULT_H

#include "layout/generator.h"

/* What the settings of a vault say, under these names in an object:
 *
 *     templates   folders of notes that are filled in, a list
 *     excluded    folders and files that are left out, a list of paths
 *     patterns    regular expressions of such, a list
 *     globs       Quartz's, a list
 *     daily       where daily notes are, and how they are called:
 *                 {"folder": "Daily", "format": "YYYY-MM-DD"}
 *     explicit    the key without which no note is published
 *     strict      a line that ends is no break
 *     unknown     files that cannot be read: nothing is published */
extern const char *const vault_settings_files[];

/* See struct generator. */
struct value vault_read_settings(struct slice path, struct slice text,
                                 const struct value *before,
                                 struct arena *arena);
bool vault_next_unknown(const struct value *settings, size_t *cursor,
                        struct unknown_setting *ret_setting);
bool vault_next_ignored(const struct value *settings, size_t *cursor,
                        struct slice *ret_pattern);
bool vault_holds_back(const struct tree *tree, struct slice path,
                      bool is_folder);

/* Reads the day in the name of a daily note. */
bool vault_daily_date(const struct value *settings, struct slice below,
                      struct date *ret_date);

#endif
