/* members.h - the members of a document that are computed, in groups. Private
 * to this room. */
#ifndef REPRESENT_MEMBERS_H
#define REPRESENT_MEMBERS_H

#include "index/computed.h"
#include "represent/member_writer.h"

/* As long as a rev, and in its place until it is known. */
#define NO_REV "0000000000000000"

/* The member that says why a document was found; see hit.h. */
#define HIT_NAME "search"

enum member_group {
    MEMBERS_HEAD,    /* id to href: what depends on other files */
    MEMBERS_COUNTS,  /* post_count: not shown within another document */
    MEMBERS_OWN,     /* title to reading_time: what the file itself says */
    MEMBERS_AUTHORS, /* author, authors: stubs in a list, whole in an item */
    MEMBERS_TAIL,    /* tags, categories, translations */
    MEMBERS_BODY,    /* html, toc and what else is included */
};

/* Writes members into an object whose brace is open. */
void members_write(const struct member_writer *writer,
                   const struct entry *entry, enum member_group group);

/* Whether the shape has the member, regardless of `fields`. */
bool members_include(const struct shape *shape, enum computed_id id);

/* Whether a computed member is shown in place of that front matter key. */
bool members_hide_key(const struct shape *shape, const struct entry *entry,
                      struct slice key);

#endif
