/* computed.h - the one table of the members that the API computes.
 *
 *     id ... post_count | title ... reading_time | author ... translations
 *                       | html ... front_matter
 *
 * Queries use it for comparing, answers for showing them, in this order. */
#ifndef INDEX_COMPUTED_H
#define INDEX_COMPUTED_H

#include "index/kind.h"
#include "index/schema.h"

enum computed_id {
    COMPUTED_ID,
    COMPUTED_COLLECTION,
    COMPUTED_SLUG,
    COMPUTED_URL,
    COMPUTED_PATH,
    COMPUTED_REV,
    COMPUTED_LANG,
    COMPUTED_STATUS,
    COMPUTED_NAME,
    COMPUTED_HREF,
    COMPUTED_POST_COUNT,
    COMPUTED_TITLE,
    COMPUTED_DATE,
    COMPUTED_DAY,
    COMPUTED_UPDATED,
    COMPUTED_EXCERPT,
    COMPUTED_WORD_COUNT,
    COMPUTED_READING_TIME,
    COMPUTED_AUTHOR,
    COMPUTED_AUTHORS,
    COMPUTED_TAGS,
    COMPUTED_CATEGORIES,
    COMPUTED_TRANSLATIONS,
    COMPUTED_HTML,
    COMPUTED_TOC,
    COMPUTED_MARKDOWN,
    COMPUTED_TEXT,
    COMPUTED_MDAST,
    COMPUTED_CHUNKS,
    COMPUTED_FRONT_MATTER,
    COMPUTED_COUNT,
};

/* Receives each value until it returns true. */
struct datum_visitor {
    bool (*visit)(void *context, const struct datum *datum);
    void *context;
};

struct computed {
    const char *name;
    unsigned kinds; /* of entries that have it */
    unsigned types;
    unsigned uses;
    /* A day is a date in no timezone; an address is percent-encoded where it
     * is shown, and decoded here. */
    enum { ONE, ONE_DAY, ONE_ADDRESS, MANY } shape;
    const char *target; /* the collection of a relation, or NULL */
    /* Returns false if all values were visited. */
    bool (*read)(const struct entry *entry,
                 const struct datum_visitor *visitor);
};

extern const struct computed computed_fields[COMPUTED_COUNT];

#endif
