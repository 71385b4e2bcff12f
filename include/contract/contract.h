/* contract.h - what the content promises to clients, for programs to read.
 *
 *     /openapi.json, .yaml               OpenAPI: addresses, questions, answers
 *     /types.d.ts                        TypeScript
 *     /_schemas/posts.json               JSON Schema of an item
 *     /_schemas/front-matter/posts.json  JSON Schema of what writers write
 *
 * All of it is made from what the documents of the snapshot hold, when it is
 * first asked for, and lasts as long as the snapshot; any thread may ask. What
 * is not in the snapshot is in none of it. */
#ifndef CONTRACT_CONTRACT_H
#define CONTRACT_CONTRACT_H

#include "store/snapshot.h"

enum contract_text {
    CONTRACT_OPENAPI_JSON,
    CONTRACT_OPENAPI_YAML,
    CONTRACT_OPENAPI_30_JSON, /* the same in version 3.0.3 */
    CONTRACT_OPENAPI_30_YAML,
    CONTRACT_TYPES,
    CONTRACT_TEXT_COUNT,
};

/* Readies the snapshot. Call it once, before it is shared. */
void contract_prepare(struct snapshot *snapshot);

struct slice contract_text(const struct snapshot *snapshot,
                           enum contract_text which);

/* The schema of a collection's items, or of the front matter of its files, in
 * the arena; SLICE_NONE if there is no such collection. */
struct slice contract_schema(const struct snapshot *snapshot,
                             struct slice collection, bool is_front_matter,
                             struct arena *arena);

#endif
