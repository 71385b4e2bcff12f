/* members.h - the members of a document, in groups. Private to this room.
 *
 *     resource.c   a document, group by group, in the shape that is asked for
 *     members.c      the table of what is computed, and how it is written
 *     relations.c    other documents within it
 *     own.c          what its writer gave it: front matter, data
 *     narrow.c       parts of any of these
 */
#ifndef REPRESENT_MEMBERS_H
#define REPRESENT_MEMBERS_H

#include "represent/resource.h"

/* As long as a rev, and in its place until it is known. */
#define NO_REV "0000000000000000"

enum member_group {
    MEMBERS_HEAD,    /* id to post_count: what depends on other files */
    MEMBERS_SAID,    /* title to reading_time: what the file itself says */
    MEMBERS_AUTHORS, /* author, authors: stubs in a list, whole in an item */
    MEMBERS_TAIL,    /* tags, categories */
    MEMBERS_BODY,    /* html, toc and what else is included */
};

struct writer {
    struct str *out;
    const struct snapshot *snapshot;
    const struct shape *shape;
};

/* Where the documents within this one are. */
const struct snapshot *snapshot_around(const struct writer *writer);

/* What `fields` says of a member. */
struct choice {
    bool is_shown;
    bool is_named;                /* asked for by this name */
    const struct name_tree *part; /* only these of it, or all but these */
};
struct choice choose_member(const struct shape *shape, struct slice name);
/* Whether `fields` says which names to show, and not which to leave out. */
bool names_fields(const struct shape *shape);

/* Both write members into an object whose brace is open. */
void write_group(struct writer *writer, const struct entry *entry,
                 enum member_group group);
void write_own_members(struct writer *writer, const struct entry *entry);

/* Writes a part of `member`, which is one as it would stand in an object:
 * `"key":value`, or nothing. */
void write_part_of_member(struct writer *writer, struct slice member,
                          const struct name_tree *part);

/* Whether a computed member stands where the front matter has that key. */
bool is_taken(const struct shape *shape, const struct entry *entry,
              struct slice key);

/* What its writer gave it: front matter, data, or a mapping; or NULL. */
const struct value *own_root(const struct entry *entry);

/* The few members by which others show a document, person or term. */
void write_stub(struct str *out, const struct entry *entry);

/* The value of a relation: documents in list form, stubs, null. */
void write_relation_member(struct writer *writer, const struct entry *entry,
                           enum relation relation,
                           const struct name_tree *part);

/* [{"lang":...,"slug":...,"href":...}]: the other versions of a document. */
void write_translations(struct writer *writer, const struct entry *entry);

/* What stands for a reference that leads nowhere. */
void write_missing(struct str *out, struct slice path);

/* Adds to what the answer has cost. */
void count_work(const struct shape *shape, size_t bytes);

#endif
