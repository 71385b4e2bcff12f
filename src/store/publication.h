/* publication.h - whether a document is out, and until when. Private to this
 * room. */
#ifndef STORE_PUBLICATION_H
#define STORE_PUBLICATION_H

#include "store/build.h"

/* Never STATUS_UNSAID; of a source that is not broken. */
enum status status_at(const struct source *source, const struct policy *policy,
                      int64_t now_ms);

/* Whether everybody sees it in what is built of the input; in a preview, in the
 * snapshot that is beside it. */
bool is_published(const struct build_input *input, const struct source *source);

/* When that changes without anybody doing anything; INT64_MAX for never. */
int64_t transition_after(const struct source *source,
                         const struct policy *policy, int64_t now_ms);

#endif
