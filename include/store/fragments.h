/* fragments.h - the parts of answers that do not depend on the request. */
#ifndef STORE_FRAGMENTS_H
#define STORE_FRAGMENTS_H

#include "base/str.h"

#include <stdatomic.h>
#include <stdint.h>

#define REV_SIZE 16 /* hexadecimal digits */

/* What answers are made of besides the source's own bytes. It is immutable, and
 * shared by all snapshots in which the document looks the same.
 *
 *     {"id":...   ,"author":{...},"authors":[...]   ,"tags":...}    list form
 *     '- head --' '- stubs, or whole in an item --' '- tail ---' */
struct fragments {
    atomic_uint reference_count;
    uint64_t inputs_hash; /* hash of every input except the source itself */
    uint64_t hash;        /* hash of the item without authors and counts */
    uint64_t id_and_rev;  /* hash of id and rev, and of what no rev covers */
    char rev[REV_SIZE + 1];
    size_t authors_from; /* where in the list form the stubs begin and end */
    size_t authors_to;
    size_t rev_at;            /* where in the bytes the rev is, or 0 */
    struct slice list;        /* the list form, including its braces */
    struct slice embedded;    /* the same without counts, as others show it */
    struct slice links;       /* {"self":...}: the links of the envelope */
    struct slice link_header; /* the same as a Link field (RFC 8288) */
    char bytes[];             /* that these lie in */
};

struct fragments *fragments_ref(struct fragments *fragments);
void fragments_unref(struct fragments *fragments); /* NULL is accepted */

#endif
