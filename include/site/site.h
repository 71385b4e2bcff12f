/* site.h - a folder, served.
 *
 *     folder --walk--> paths --parse--> sources --build--> snapshot
 *                                                 --represent--> published
 *
 * The only place that knows the whole pipeline. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct site; /* opaque, see site.c */
struct store;

struct site_options {
    const char *folder;     /* a site's folder or a content folder */
    const char *public_url; /* NULL for none */
    const char *timezone;   /* as timezone_set() was told */
    /* Called now and then while files are read, from any thread; or NULL. */
    void (*progress)(size_t done, size_t total);
};

/* What loading took. */
struct site_stats {
    size_t file_count;
    size_t source_bytes; /* of all files */
    int64_t walk_us, parse_us, build_us, represent_us;
};

/* Loads the folder; false where it is none or cannot be read. A document that
 * cannot be used is no failure, but a diagnostic of the snapshot. */
bool site_open(const struct site_options *options, struct site **ret_site,
               struct err *err) MUST_USE;
void site_close(struct site *site); /* NULL is accepted */

struct store *site_store(struct site *site); /* lasts as long as the site */
const struct site_stats *site_stats(const struct site *site);
const char *site_folder(const struct site *site); /* absolute */

#endif
