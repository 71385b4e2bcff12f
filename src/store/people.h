/* people.h - the people that the site lists. Private to this room. */
#ifndef STORE_PEOPLE_H
#define STORE_PEOPLE_H

#include "layout/layout.h"
#include "store/snapshot.h"

/* `name`; `firstName` and `lastName`; `display_name`; `title`. SLICE_NONE if
 * the mapping has none of these. */
struct slice person_name(const struct value *mapping, struct arena *arena);

/* Returns the key by which a mapping refers to an existing person: `slug`,
 * `key`, ... */
struct slice person_key(const struct value *mapping);

void person_set_name(struct entry *person, struct slice name,
                     struct arena *arena);

/* Gives every person document its name. */
void name_people(struct snapshot *snapshot);

/* Whether a data file in that place lists people and nothing else. Then only
 * the people are served, because the file may contain addresses that are not
 * public. */
bool is_people_file(const struct layout *layout, const struct meta *meta,
                    const struct place *place);

/* Creates an entry for each person in such a file, or in `authors` in Jekyll's
 * settings; their keys are their slugs. The meta must outlive the entries. */
void add_people_of_file(struct snapshot *snapshot, const struct meta *meta);
void add_people_of_config(struct snapshot *snapshot,
                          const struct value *config);

#endif
