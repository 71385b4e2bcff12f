/* mdast.h - a body as a Markdown tree of the unified ecosystem (mdast 4).
 *
 *     ## Hi    {"type":"root","children":[{"type":"heading","depth":2,
 *              "data":{"hProperties":{"id":"hi"}},"children":[...]}]}
 *
 * It is made from the same tree as the HTML: what that does not show is not in
 * it either. */
#ifndef DOCUMENT_MDAST_H
#define DOCUMENT_MDAST_H

#include "document/source.h"

/* Nodes within nodes; many readers of JSON bear no more. */
#define MDAST_MAX_DEPTH 100

struct mdast_options {
    const struct slice *hrefs; /* of the slots, as in HTML; NULL: as written */
    struct slice section;      /* the id of a heading; SLICE_NONE: the whole */
    bool has_positions;        /* of blocks: lines of the body, from 1 */
    size_t max_bytes;          /* of *out; where it ends above, the tree is cut
                                  off */
};

/* Appends the tree as JSON: null if it is too deep, or if there is no such
 * section. The body is parsed again, which takes as long as when it was
 * loaded. */
void mdast_append(const struct source *source,
                  const struct mdast_options *options, struct str *out);

#endif
