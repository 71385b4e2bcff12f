/* site.h - a folder whose content is served, and kept up to date.
 *
 *     folder --walk--> paths --parse--> sources --build--> snapshot
 *                                                 --represent--> published
 *
 * The only place that knows the whole pipeline. One thread opens, reloads and
 * closes a site; any thread may read its store. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "base/arena.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/* The folder in a folder that answers were exported to: nothing in that one is
 * content. */
#define SITE_EXPORT_MARK ".headmatter"

struct journal;
struct search;
struct settings;
struct site; /* opaque, see site.c */
struct diagnostics;
struct store;

/* What the pointers refer to must outlive the site. */
struct site_options {
    const char *folder; /* a site's folder or a content folder */
    const struct settings *settings;
    struct search *search;   /* follows the content; or NULL */
    struct journal *journal; /* the same: see sync/journal.h */
    /* Its files are never written: another tree takes the place of this one,
     * whole (git/keeper.h). So none is left for later for being young. */
    bool is_exported;
    /* Is called now and then while files are read, by any thread; or NULL. */
    void (*progress)(size_t done, size_t total);
};

/* How much was loaded, and how long it took. */
struct site_stats {
    size_t file_count;
    size_t source_bytes; /* of all files */
    int64_t walk_us, parse_us, build_us, represent_us;
};

/* Loads the folder; fails if it cannot be read. An invalid document is not a
 * failure but a diagnostic of the snapshot. */
bool site_open(const struct site_options *options, struct site **ret_site,
               struct err *err) MUST_USE;
void site_close(struct site *site); /* NULL is accepted */

/* The folder of the project that `folder` is the content of, which the caller
 * frees; NULL if there is none. Its settings are read. */
char *site_project_around(const char *folder);

struct store *site_store(struct site *site); /* lasts as long as the site */
const struct site_stats *site_stats(const struct site *site);
const char *site_folder(const struct site *site); /* absolute */

/* Is called for each folder right before it is read, with its path and its
 * path relative to the site's folder ("" for that itself). */
struct folder_visitor {
    void (*visit)(void *context, const char *path, struct slice relative);
    void *context;
};

/* Both take effect with the next reload, which must look at everything. The
 * settings must last until they are replaced or the site is closed. */
void site_set_visitor(struct site *site, const struct folder_visitor *visitor);
void site_set_settings(struct site *site, const struct settings *settings);

/* Shows these faults (copied) with those of the content from the next reload
 * on: why the settings on the disk are not the ones in effect. */
void site_set_settings_faults(struct site *site,
                              const struct diagnostics *faults);

/* The same for what is wrong with the repository that the folder is from. */
void site_set_repository_faults(struct site *site,
                                const struct diagnostics *faults);

/* What may have changed on the disk: these paths, relative to the site's
 * folder, with "/" at the end of folders; or anything. */
struct site_news {
    const struct slice *paths;
    size_t count;
    bool is_everything;
};

#define SITE_REPORT_NAMES 3

/* How many files, and the first of them. */
struct site_files {
    size_t count;
    struct slice names[SITE_REPORT_NAMES];
};

/* The effects of a reload or of a transition. */
struct site_report {
    struct arena arena;
    size_t added, changed, removed;
    size_t kept;   /* broken now; the last good version is still served */
    size_t broken; /* broken, and there was no good version */
    size_t due;    /* snapshots published because a document was due */
    struct site_files appeared, disappeared; /* documents that were due */
    struct slice names[SITE_REPORT_NAMES];   /* the first changed files */
    size_t name_count;
    bool is_published; /* there is a new snapshot */
    bool has_looked;   /* at everything, not only at some files */
    int64_t again_ms;  /* when to look at everything again, because the look
                          failed or a file was being written; else 0 */
    int64_t taken_us;
};

/* Reads what has changed and, if anything has, publishes a new snapshot. Of a
 * file that is broken now the last good version stays, with a diagnostic.
 * Fails if the folder cannot be read: then only new settings take effect, and
 * a diagnostic says so. In both cases site_report_release() ends
 * *ret_report. */
bool site_reload(struct site *site, const struct site_news *news,
                 struct site_report *ret_report, struct err *err) MUST_USE;

/* When the next document will be published or expire; INT64_MAX for never. */
int64_t site_next_transition_ms(const struct site *site);

/* Publishes a new snapshot if that time has come by `now_ms`, or if the clock
 * was set back before the time of the current one. */
void site_advance(struct site *site, int64_t now_ms,
                  struct site_report *ret_report);
void site_report_release(struct site_report *report);

/* Frees snapshots without readers. */
void site_tidy(struct site *site);

#endif
