/* state.h - the parts of a site. Private to this room.
 *
 * While a look is running it reads `walk` and `files`, and nobody writes them;
 * so the thread that waits for it can publish from them. */
#ifndef SITE_STATE_H
#define SITE_STATE_H

#include "site/files.h"
#include "site/schema_files.h"
#include "site/site.h"
#include "site/walk.h"

struct site {
    struct site_options options;
    struct folder_visitor visitor;
    struct walk walk; /* the last complete one */
    struct files files;
    struct schema_files schemas;
    struct store *store;
    bool has_new_settings; /* there is no snapshot with them yet */
    struct diagnostics settings_faults;
    struct arena settings_faults_arena;
    struct diagnostics repository_faults;
    struct arena repository_faults_arena;
    struct diagnostics failure; /* of the last look; or empty */
    struct arena failure_arena;
    size_t replaced_count; /* files, since memory was last given back */
    struct site_stats stats;
    int64_t built_ms; /* the time of the current snapshot */
    int64_t next_transition_ms;
};

bool diagnostics_equal(const struct diagnostics *a,
                       const struct diagnostics *b);

/* Builds a snapshot of the current files as of `now_ms` and publishes it. */
void site_publish(struct site *site, int64_t now_ms);

/* Calls work(context) in another thread and waits for it; publishes from the
 * current files what becomes due meanwhile. */
void site_run_beside(struct site *site, void (*work)(void *context),
                     void *context, struct site_report *report);

/* What a look has found; it does not change the site. */
struct look {
    const struct site *site;
    const struct site_news *news; /* NULL: everything, for the first time */
    bool is_whole;                /* the tree was walked */
    struct walk walk;
    struct schema_files schemas; /* with the walk */
    struct edit *edits;
    size_t count, capacity;
    atomic_size_t done;
    atomic_bool is_partial; /* for lack of descriptors or memory */
    atomic_bool is_early;   /* a file was being written */
    int64_t walk_us, parse_us;
    bool ok;
    struct err err;
};

/* `context` is a struct look with only `site` and `news` set; look_release()
 * ends it. */
void site_look(void *context);

/* Applies the edits, counts them in the report and takes over the walk. Returns
 * whether what is served has changed. */
bool site_apply(struct site *site, struct look *look,
                struct site_report *report);
void look_release(struct look *look);

#endif
