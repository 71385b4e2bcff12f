/* llms.h - what there is to read on the site, for language models, by the
 * convention of https://llmstxt.org.
 *
 *     # Headmatter guide             the site
 *     > What it is about.
 *     ## Posts                       a section for each collection
 *     - [First request](/posts/first-request.md): Ask it something.
 *
 * Programs that read such files cut them, most at 50,000 characters. So no file
 * has more: where the index would, each section ends with a link to the files
 * of its collection. Unlisted documents and those that forbid indexing are left
 * out. Any thread may write these. */
#ifndef REPRESENT_LLMS_H
#define REPRESENT_LLMS_H

#include "query/view.h"

#define LLMS_MAX_CHARACTERS 50000 /* code points of an index */
#define LLMS_MAX_BYTES                                                         \
    (1024 * 1024) /* of a page of all the text, unless                         \
                     one document is longer */

struct llms {
    const struct snapshot *snapshot;
    const struct query *query; /* which documents: by status and language */
    struct slice api;          /* before every address: "" or an origin */
};

/* /llms.txt */
void llms_write_index(struct str *out, const struct llms *llms);

/* /_llms/posts.txt: a page, from 1, of the documents of a collection. Returns
 * how many pages there are; a page beyond them has no documents. */
unsigned llms_write_collection(struct str *out, const struct llms *llms,
                               const struct collection *collection,
                               unsigned page);

/* /llms-full.txt: a page, from 1, of the text of all documents. Likewise. */
unsigned llms_write_full(struct str *out, const struct llms *llms,
                         unsigned page);

#endif
