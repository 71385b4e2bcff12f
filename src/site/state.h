/* state.h - what a site is made of. Private to this room.
 *
 * While a look is under way it reads `walk` and `files`, and nobody writes
 * them; so the thread that waits for it can publish from them. */
#ifndef SITE_STATE_H
#define SITE_STATE_H

#include "site/files.h"
#include "site/site.h"
#include "site/walk.h"

struct site {
    struct site_options options;
    struct folder_visitor visitor;
    struct walk walk; /* the last whole one */
    struct files files;
    struct store *store;
    bool has_new_settings; /* no snapshot was made by them yet */
    struct diagnostics settings_faults;
    struct arena settings_faults_arena;
    struct diagnostics failure; /* why the last look saw nothing, or none */
    struct arena failure_arena;
    bool has_replaced_many; /* much memory is free once the old one is */
    struct site_stats stats;
    int64_t built_ms; /* the time that the current snapshot is of */
    int64_t next_transition_ms;
};

bool has_same_diagnostics(const struct diagnostics *a,
                          const struct diagnostics *b);

/* Builds a snapshot of the current files as of `now_ms` and publishes it. */
void site_publish(struct site *site, int64_t now_ms);

/* Calls work(context) while the time goes on: what is due meanwhile is
 * published from the files as they are. */
void site_run_beside(struct site *site, void (*work)(void *context),
                     void *context, struct site_report *report);

/* What a look has found; the site stays as it is. */
struct look {
    const struct site *site;
    const struct site_news *news; /* NULL: everything, for the first time */
    bool is_whole;                /* the tree was walked */
    struct parse_options parse_options;
    struct walk walk;
    struct edit *edits;
    size_t count, capacity;
    atomic_size_t done;
    atomic_bool is_partial; /* the system had no descriptors left, say */
    atomic_bool is_early;   /* a file was just being written */
    int64_t walk_us, parse_us;
    bool ok;
    struct err err;
};

/* `context` is a struct look with site and news set and all else zero; end it
 * with look_release(). */
void site_look(void *context);

/* Makes the edits and takes over the walk; counts them into the report. True
 * if what is served is another now. */
bool site_apply(struct site *site, struct look *look,
                struct site_report *report);
void look_release(struct look *look);

#endif
