/* cms_reading.h - turns the settings of one CMS into a struct cms. Private to
 * this room. */
#ifndef LAYOUT_CMS_READING_H
#define LAYOUT_CMS_READING_H

#include "layout/cms.h"

struct cms_reading {
    struct arena *arena;
    struct slice above; /* see cms_parse() */
    struct cms *cms;    /* what has been read so far */
    size_t capacity, media_capacity;
};

/* Fill the collections, media and languages from the settings as written. */
void cms_read_decap(struct cms_reading *reading, const struct value *settings);
void cms_read_tina(struct cms_reading *reading, const struct value *settings);

/* A path in the repository as one in the project; SLICE_NONE if it is not in
 * it, and for a pattern such as "{{locale}}". */
struct slice cms_clean_path(const struct cms_reading *reading,
                            struct slice written);

/* The strings of a list, or the one string, up to `max`. */
struct names cms_texts(const struct cms_reading *reading,
                       const struct value *written, size_t max);

/* Add to what has been read, up to the limits; a collection without a usable
 * name or folder is dropped. */
void cms_add(struct cms_reading *reading,
             const struct cms_collection *collection);
void cms_add_media(struct cms_reading *reading, struct slice folder,
                   struct slice prefix);

/* Whether the name of a field of dates, or its label, says that it is the date
 * of publication: one that comes is held back until then, so an event's must
 * not be taken for it. */
bool cms_is_date_of_publication(struct slice name, struct slice label);

#endif
