/* sections.h - the blocks of a page that stand for other documents.
 *
 * A front end renders a page's blocks by their `type`. Some types name other
 * documents, by path or as "the newest three"; this is the one table of them,
 * from which broken references are found and sections are resolved. */
#ifndef LAYOUT_SECTIONS_H
#define LAYOUT_SECTIONS_H

#include "document/value.h"

#define SECTION_FEED_MAX_ITEMS 1000
#define SECTION_RECENT_COUNT   3 /* if `recentCount` is not set */

enum section_rule_kind {
    SECTION_NEWEST,     /* gains `key`: the newest of `collection` */
    SECTION_FEED,       /* gains `key`: all of `collection` */
    SECTION_REFERENCES, /* `key`: paths, which become documents */
    SECTION_REFERENCE,  /* `key`: one path, which becomes a document */
};

struct section_rule {
    const char *type;
    enum section_rule_kind kind;
    const char *key;
    const char *collection;
};

/* Returns the first rule of that type after `after` (NULL to start); NULL if
 * there are no more. */
const struct section_rule *section_rule_next(struct slice type,
                                             const struct section_rule *after);

/* Whether the rule adds a member, rather than changing one. */
bool section_gains(const struct section_rule *rule);

/* Whether objects of some type gain a member of that name. */
bool section_gains_key(struct slice key);

/* The type of an object, by `type`, else `layout`; SLICE_NONE if none. */
struct slice section_type(const struct value *object);

/* Returns how many of the newest documents a section asks for. */
size_t section_recent_count(const struct value *object);

#endif
