/* media_use.h - which documents show which files, and which files nobody may
 * see yet.
 *
 *     a published document shows it             everybody may see it
 *     only drafts and the like mention it       holders of a token may
 *     nothing mentions it, a favicon            everybody may
 *
 * Made when it is first asked for, by one thread while others wait; it stays
 * with the snapshot. Any thread may call these functions. */
#ifndef STORE_MEDIA_USE_H
#define STORE_MEDIA_USE_H

#include "media/media.h"
#include "store/snapshot.h"

/* Prepares a snapshot that has its media, before it is shared. */
void media_use_attach(struct snapshot *snapshot);

/* Whether a request that sees this snapshot may see the file at all. */
bool media_use_shows(const struct snapshot *snapshot,
                     const struct media_file *file);

/* Whether it is there, but waits for a document to be published; and whether
 * any file does. */
bool media_use_hides(const struct snapshot *snapshot,
                     const struct media_file *file);
bool media_use_hides_any(const struct snapshot *snapshot);

/* The listed documents that show the file, by path; they last as long as the
 * snapshot. */
const struct entry *const *media_use_of(const struct snapshot *snapshot,
                                        const struct media_file *file,
                                        size_t *ret_count);

/* Whether one of the documents that show the file fits, listed or not. Of a
 * preview, each may be one that is not published. */
bool media_use_any(const struct snapshot *snapshot,
                   const struct media_file *file,
                   bool (*fits)(void *context, const struct entry *entry),
                   void *context);

#endif
