/* include.h - what is shown of a document: the parameters `include` and
 * `fields`.
 *
 *     include=html,related.author     fields=slug,author.name
 *
 *     html                            slug
 *     related                         author
 *        \-- author                      \-- name */
#ifndef QUERY_INCLUDE_H
#define QUERY_INCLUDE_H

#include "base/str.h"

#define QUERY_MAX_DEPTH 3 /* names between the dots of an include */

/* Members that are shown only on request; or-ed. */
enum include {
    INCLUDE_HTML = 1 << 0,
    INCLUDE_TOC = 1 << 1,
    INCLUDE_MARKDOWN = 1 << 2,
    INCLUDE_TEXT = 1 << 3,
    INCLUDE_MDAST = 1 << 4,
    INCLUDE_POSITIONS = 1 << 5, /* "mdast.position": mdast, with positions */
    INCLUDE_FRONT_MATTER = 1 << 6,
    INCLUDE_POST_COUNT = 1 << 7, /* of a person or term within another */
    INCLUDE_SECTIONS = 1 << 8,
    INCLUDE_CHUNKS = 1 << 9,
    INCLUDE_IMAGES = 1 << 10,
    INCLUDE_FRONT_MATTER_HTML = 1 << 11,
};

/* Other documents that can be shown within a document. */
enum relation {
    RELATION_AUTHOR,
    RELATION_AUTHORS,
    RELATION_TAGS,
    RELATION_CATEGORIES,
    RELATION_DIRECT_COUNT, /* "*" stands for those above */
    RELATION_PREVIOUS = RELATION_DIRECT_COUNT,
    RELATION_NEXT,
    RELATION_RELATED,
    RELATION_BACKLINKS,
    RELATION_POSTS, /* of a person or a term */
    RELATION_COUNT,
};

/* `include`: what to show of a document, and of those within it. */
struct include_tree {
    unsigned members; /* enum include, or-ed */
    bool has_star;    /* the direct relations, as far as there are any */
    const struct include_tree *of[RELATION_COUNT]; /* NULL: not requested */
};

/* `fields`: names, split at their dots. */
struct name_tree {
    struct slice name;
    bool is_whole; /* also given without a dot after it: all of it */
    struct name_tree *children;
    struct name_tree *next; /* siblings are sorted by name */
};

/* Whether nothing is requested; true of NULL. */
bool include_tree_is_empty(const struct include_tree *tree);

/* The name of that bit of enum include; of the relation. NULL after the
 * last. */
const char *query_include_name(unsigned bit);
const char *query_relation_name(unsigned relation);

#endif
