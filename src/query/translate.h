/* translate.h - what other systems' spellings are in ours. Private to this
 * room.
 *
 *     filters[$or][0][title][$contains]=x      or=(title:contains=x,
 *     filters[$or][1][tags][$in][0]=a              tags:in=(a,b))
 *     filters[$or][1][tags][$in][1]=b
 *
 * One condition of theirs may stand in many parameters, so suggestions are
 * made once more when all are read. */
#ifndef QUERY_TRANSLATE_H
#define QUERY_TRANSLATE_H

#include "query/filter.h"

#define BRACKETS_MAX_KEYS 16

/* "tags[in][0]". */
struct bracketed {
    struct slice base;                    /* "tags" */
    struct slice keys[BRACKETS_MAX_KEYS]; /* "in", "0" */
    size_t count;
};

/* Complains about the spelling, and says ours where there is one. */
void complain_spelling(struct parser *p, const struct origin *origin,
                       const struct bracketed *parts, struct slice value);

/* Makes one suggestion of what belongs together. Call it behind the last
 * parameter. */
void translations_join(struct parser *p);

#endif
