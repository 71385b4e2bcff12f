/* types.h - what the values in front matter look like.
 *
 *     posts   colors          text, one of "colors-a", "colors-b"   in 31
 *             featured        boolean                               in 3
 *             bottomSections  list of the blocks                    in 12
 *                               CtaSection, RecentPostsSection
 *
 *     blocks  CtaSection      title: text, actions: list of Button ...
 *
 * A schema (schema.h) says what can be asked for: it is flat, and what several
 * objects have in common is one field. This is what an answer holds, as exactly
 * as types of a programming language can have it: objects that name their own
 * type, as blocks of page builders do, are told apart by it, wherever they
 * stand.
 *
 * It allows what every document has, and names what the listed ones have. It is
 * made when it is first asked for and lasts as long as the snapshot. Any thread
 * may ask. All names are sorted, so that equal content gives equal types. */
#ifndef INDEX_TYPES_H
#define INDEX_TYPES_H

#include "base/map.h"
#include "document/value.h"
#include "layout/sections.h"
#include "store/snapshot.h"

#define TYPES_MAX_COUNT      65536 /* nodes of one snapshot */
#define TYPES_MAX_DEPTH      16    /* of objects and lists in each other */
#define TYPES_MAX_BLOCKS     256   /* further ones are plain objects */
#define TYPES_MAX_TEXTS      12    /* of an enumeration */
#define TYPES_MAX_TEXT_BYTES 64    /* of each of them, and of an example */

/* What all texts of a type are; or-ed. */
enum text_form {
    TEXT_DAY = 1 << 0,     /* 2026-05-01: full-date of RFC 3339 */
    TEXT_INSTANT = 1 << 1, /* 2026-05-01T09:00:00Z: its date-time */
    TEXT_LINK = 1 << 2,    /* an absolute http or https URI of RFC 3986 */
};

struct member_type {
    struct slice name;
    size_t count; /* of the objects that have it */
    struct type *type;
    const struct computed *computed; /* while they are made: of that name */
    struct member_type *follower;    /* likewise: see schema.c */
};

struct object_type {
    struct slice key, name; /* "type", "CtaSection"; SLICE_NONE if no block */
    size_t count;
    struct member_type **members;
    size_t member_count, member_capacity;
    /* What include=sections adds to some of them. */
    const struct section_rule **gained;
    size_t gained_count, gained_capacity;
    bool has_sections;  /* of a block: it changes them, or what is in them */
    struct map by_name; /* while it is made */
    struct member_type *latest; /* likewise */
};

struct type {
    size_t counts[VALUE_OBJECT + 1]; /* of values, by enum value_kind */
    unsigned text_forms;
    struct slice texts[TYPES_MAX_TEXTS]; /* the different ones, sorted */
    size_t text_count;
    bool has_more_texts; /* than these */
    bool is_cut;         /* it holds more than is known: see the limits */
    /* Some texts are paths, in whose place include=sections puts documents of
     * these collections. */
    bool is_reference;
    const struct collection **targets;
    size_t target_count, target_capacity;
    struct type *items; /* of its lists, all alike; NULL: none had one */
    struct object_type *object; /* of objects that are no blocks, or NULL */
    struct object_type **blocks;
    size_t block_count, block_capacity;
};

struct collection_type {
    const struct collection *collection;
    const struct entry *example; /* the first by path; NULL: it has none */
    unsigned some_kinds;         /* kinds (kind.h) that some entries are of */
    unsigned all_kinds;          /* and those that all of them are of */
    bool is_in_sections;    /* include=sections shows some of its documents */
    struct object_type own; /* keys that answers show beside the computed */
};

struct content_types {
    struct collection_type *collections; /* as in the snapshot */
    size_t collection_count;
    struct object_type **blocks;
    size_t block_count;
};

enum types_of {
    TYPES_SHOWN,   /* as answers have it: defaults applied, without keys that
                      computed members hide */
    TYPES_WRITTEN, /* as the files have it */
    TYPES_OF_COUNT,
};

const struct content_types *snapshot_types(const struct snapshot *snapshot,
                                           enum types_of of);

/* The type that an object names, and the key that it names it by: "CtaSection",
 * "type". SLICE_NONE if it names none. */
struct slice block_name(const struct value *object, struct slice *ret_key);

/* Whether include=sections changes some of its values, or what is in them. */
bool type_has_sections(const struct type *type);

/* Whether its texts are few and come again and again, as those of a choice
 * do. */
bool type_is_choice(const struct type *type);

#endif
