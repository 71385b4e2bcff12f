/* publication.h - whether a document is published, and until when. */
#ifndef LAYOUT_PUBLICATION_H
#define LAYOUT_PUBLICATION_H

#include "layout/meta.h"
#include "layout/policy.h"

/* Whether a document is published, by its front matter and the time. */
enum status {
    STATUS_UNSAID, /* of every document outside a preview */
    STATUS_PUBLISHED,
    STATUS_DRAFT,
    STATUS_SCHEDULED,
    STATUS_EXPIRED,
    STATUS_COUNT
};

/* "draft"; NULL for STATUS_UNSAID. */
const char *status_name(enum status status);

enum status meta_status(const struct meta *meta, const struct policy *policy,
                        int64_t now_ms);

/* Returns the next time at which the document appears or expires without an
 * edit; INT64_MAX for never. */
int64_t meta_next_transition_ms(const struct meta *meta,
                                const struct policy *policy, int64_t now_ms);

#endif
