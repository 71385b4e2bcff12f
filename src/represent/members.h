/* members.h - the members of a document, in groups. Private to this room. */
#ifndef REPRESENT_MEMBERS_H
#define REPRESENT_MEMBERS_H

#include "represent/resource.h"

/* As long as a rev, and in its place until it is known. */
#define NO_REV "0000000000000000"

enum member_group {
    MEMBERS_HEAD,    /* id to reading_time */
    MEMBERS_AUTHORS, /* author, authors: stubs in a list, whole in an item */
    MEMBERS_TAIL,    /* tags, categories */
    MEMBERS_BODY,    /* html, toc and what else is included */
};

struct writer {
    struct str *out;
    const struct snapshot *snapshot;
    const struct shape *shape;
};

/* Whether the entry is a document and neither a person nor a term. */
bool is_plain_document(const struct entry *entry);

/* Both write members into an object whose brace is open. */
void write_group(struct writer *writer, const struct entry *entry,
                 enum member_group group);
void write_own_members(struct writer *writer, const struct entry *entry);

/* The few members by which others show a person or term. */
void write_stub(struct writer *writer, const struct entry *entry);

/* What stands for a reference that leads nowhere. */
void write_missing(struct str *out, struct slice path);

#endif
