/* source.h - one file, read and understood by itself.
 *
 *     path, bytes --> front matter --> title, dates, excerpt, names ...
 *                 \-> body --------> html, text, headings
 *                  \-> diagnostics
 *
 * Whatever depends on other files (slug, url, authors, links) is not here but
 * in the snapshot's entries. A source never changes once it is loaded; any
 * number of snapshots and threads share it by reference. */
#ifndef DOCUMENT_SOURCE_H
#define DOCUMENT_SOURCE_H

#include "document/date.h"
#include "document/diagnostic.h"
#include "document/markdown.h"
#include "document/path.h"
#include "document/value.h"

#include <stdatomic.h>

#define SOURCE_MAX_BYTES (16 * 1024 * 1024)

struct names {
    struct slice *items;
    size_t count;
};

struct source {
    atomic_uint reference_count;
    struct arena arena;
    struct slice path; /* relative to the site's folder, "/" between */
    enum source_kind kind;
    size_t file_bytes;
    bool is_broken; /* an error among the diagnostics: not served */

    struct value front_matter; /* an object, but for data of another root */
    struct slice markdown;     /* the body as written, valid UTF-8 */
    struct markdown body;

    struct slice name;       /* the file's, without extension and date prefix */
    struct slice slug;       /* the key `slug`, or SLICE_NONE */
    struct slice title;      /* never SLICE_NONE */
    struct slice excerpt;    /* SLICE_NONE for none */
    const struct date *date; /* NULL for none, as the next three */
    const struct date *updated;
    const struct date *publish_at;
    const struct date *expires_at;
    const struct value *authors; /* as written, or NULL */
    struct names tags;
    struct names categories;
    bool is_draft;
    bool is_hidden;

    struct diagnostics diagnostics;
};

/* Reads `path` below the folder `root`. Always returns a source with one
 * reference; a file that cannot be used is_broken and says why. */
struct source *source_load(const char *root, struct slice path);

/* The same, from bytes that are there already. */
struct source *source_parse(struct slice path, struct slice bytes);

struct source *source_ref(struct source *source);
void source_unref(struct source *source); /* NULL is accepted */

/* The type that its front matter names (`type`, else `layout`), or NONE. */
struct slice source_type(const struct source *source);

#endif
