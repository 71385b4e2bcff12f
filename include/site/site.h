/* site.h - a folder, served.
 *
 *     folder --walk--> paths --parse--> sources --build--> snapshot
 *                                                 --represent--> published
 *
 *
 * The only place that knows the whole pipeline. One thread opens a site,
 * reloads it and closes it; the store may be read by any. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct settings;
struct site; /* opaque, see site.c */
struct diagnostics;
struct store;

/* The texts must outlive the site. */
struct site_options {
    const char *folder;              /* a site's folder or a content folder */
    const struct settings *settings; /* they outlive the site */
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

/* Is called for each folder right before it is read, with its path and with
 * its path relative to the site's folder ("" for that itself). */
struct folder_visitor {
    void (*visit)(void *context, const char *path, struct slice relative);
    void *context;
};

/* Both hold from the next reload on, which has to look at everything. The
 * settings must last until others are set or the site is closed. */
void site_set_visitor(struct site *site, const struct folder_visitor *visitor);
void site_set_settings(struct site *site, const struct settings *settings);

/* What is wrong with the settings that are there now, which is why others hold;
 * none: nothing is. Copied; shown with the faults of the content from the next
 * reload on. */
void site_set_settings_faults(struct site *site,
                              const struct diagnostics *faults);

/* What may have changed on the disk: these paths, relative to the site's
 * folder, those of folders with "/" at the end; or anything. */
struct site_news {
    const struct slice *paths;
    size_t count;
    bool is_everything;
};

#define SITE_REPORT_NAMES 3

/* How many files, and which the first of them are. */
struct site_files {
    size_t count;
    struct slice names[SITE_REPORT_NAMES];
};

/* What a reload or the time has done. */
struct site_report {
    struct arena arena;
    size_t added, changed, removed;
    size_t kept;   /* broken now, and served as they were before */
    size_t broken; /* and never good */
    size_t due;    /* snapshots that the time alone has made */
    struct site_files appeared, went;      /* by these */
    struct slice names[SITE_REPORT_NAMES]; /* the first of those files */
    size_t name_count;
    bool is_published; /* there is a new snapshot */
    bool has_looked;   /* at everything, not at some files alone */
    int64_t again_ms;  /* when to look at everything again, or 0: it failed, or
                          a file was being written */
    int64_t taken_us;
};

/* Reads what has changed and publishes the next snapshot, if anything has. A
 * broken file stays as it was served before, and is a diagnostic. False where
 * the folder cannot be read: then all stays as it is, but for what new settings
 * make of it and for a diagnostic that says so. In both cases
 * site_report_release() ends *ret_report. */
bool site_reload(struct site *site, const struct site_news *news,
                 struct site_report *ret_report, struct err *err) MUST_USE;

/* When a document will be due or past; INT64_MAX for never. */
int64_t site_next_transition_ms(const struct site *site);

/* Publishes the next snapshot if such a moment has come by `now_ms`, or the
 * clock was set back to before the last one was made. */
void site_advance(struct site *site, int64_t now_ms,
                  struct site_report *ret_report);
void site_report_release(struct site_report *report);

/* Frees snapshots that nobody reads any more. */
void site_tidy(struct site *site);

#endif
