/* settings.h - the settings in effect, and where each comes from.
 *
 *     defaults < headmatter.yaml < file of the operator < variables < flags
 *
 * A file is read as a whole: every fault in it is reported, and a file with
 * a fault has no effect at all. */
#ifndef SITE_SETTINGS_H
#define SITE_SETTINGS_H

#include "document/diagnostic.h"
#include "document/source.h"
#include "layout/tree.h"
#include "site/setting.h"

#define SETTINGS_MAX_FILE_BYTES  (256 * 1024)
#define SETTINGS_MAX_TEXT_BYTES  4096
#define SETTINGS_MAX             96  /* rows of the table */
#define SETTINGS_MAX_NAMES       256 /* paths, types or fields of a collection */
#define SETTINGS_MAX_COLLECTIONS 64
#define SETTINGS_MAX_ROOTS       16  /* beside DIR */
#define SETTINGS_MAX_OVERRIDES   256 /* variables and flags together */

enum origin_kind {
    FROM_DEFAULT,
    FROM_GENERATOR, /* from its own settings, see settings_add_generator() */
    FROM_FILE,
    FROM_OPERATOR, /* from the file that overrides.file names */
    FROM_VARIABLE,
    FROM_FLAG,
};

struct setting_origin {
    enum origin_kind kind;
    uint32_t line;               /* in the file */
    const struct value *written; /* there, or NULL */
};

/* A value from outside of the file; a list has one for each item. */
struct override {
    const struct setting *setting;
    const char *text; /* borrowed */
    enum origin_kind kind;
};

struct overrides {
    const char *file; /* of the operator, outside of the folder; or NULL */
    const char *roots[SETTINGS_MAX_ROOTS]; /* more folders, "notes=../vault" */
    size_t root_count;
    struct override items[SETTINGS_MAX_OVERRIDES];
    size_t count;
};

/* A folder beside DIR whose content is a part of the site. */
struct further_root {
    struct slice folder;      /* as it is named, from the current directory */
    struct slice prefix;      /* of its paths in the site, "notes/" */
    bool has_unused_settings; /* in a headmatter.yaml of its own */
};

struct settings {
    struct arena arena;
    struct arena tokens_arena; /* policy.tokens can be replaced alone */
    struct policy policy;
    struct value collections; /* as written, with lines; or null */
    struct further_root roots[SETTINGS_MAX_ROOTS];
    size_t root_count;
    struct names exclude; /* globs */
    unsigned raw_html;    /* enum raw_html; words are kept as indexes */
    unsigned comments;    /* omit, keep */
    unsigned flavor;      /* enum flavor */
    long max_file_bytes;
    struct slice tokens_file;     /* as written; see tokens.h */
    struct slice generator_file;  /* what FROM_GENERATOR refers to */
    struct slice operator_file;   /* and FROM_OPERATOR: an absolute path */
    struct slice access_log_file; /* as written; see settings_path() */
    struct slice schemas;         /* the same: a file or a folder */
    struct slice search_engine;   /* see search/search.h */
    struct slice search_site;     /* its name in a database, or empty */
    struct slice search_cache;    /* a folder; see settings_path() */
    struct names search_weights;  /* "title=8" */
    struct slice media_cache;     /* a folder; see settings_path() */
    long media_cache_bytes;       /* at most in it; 0: nothing is kept */
    struct slice journal_file;    /* as written; see settings_path() */
    long journal_bytes;           /* of memory for changes */
    struct slice git_url;         /* see git/keeper.h; of the operator alone */
    struct slice git_branch, git_path;
    struct slice git_cache; /* a folder; see settings_path(), as the others */
    struct slice git_ssh_key, git_known_hosts, git_token, git_secret;
    long git_interval_s; /* between looks at the remote */
    long git_timeout_s;
    long git_max_bytes;
    struct names listen;
    struct names admin_listen;    /* one at most */
    struct names trusted_proxies; /* addresses and networks */
    long workers;
    long rate_requests;                          /* 0: no limit */
    long rate_seconds;                           /* for so many */
    long answer_memory;                          /* in bytes */
    long cache_bytes;                            /* the same; 0: no cache */
    unsigned access_log;                         /* off, text, combined, json */
    int shows_timing;                            /* in each answer; or 0 */
    unsigned watch;                              /* inotify, poll, off */
    unsigned sandbox;                            /* off, on */
    struct setting_origin origins[SETTINGS_MAX]; /* one for each row */
};

/* Applies the defaults, the file in the folder (if there is one; `folder` may
 * be NULL) and the overrides, in this order. On false at least one error was
 * added to `faults`; all name the file, most have a line and a column. */
bool settings_read(const char *folder, const struct overrides *overrides,
                   struct settings *ret_settings,
                   struct diagnostics *faults) MUST_USE;
void settings_release(struct settings *settings);

/* Fills in what is not set but will be taken from the settings of the site's
 * generator, so that all values in effect can be shown. */
void settings_add_generator(struct settings *settings, const char *folder);

/* The path that a setting names, in the arena; SLICE_NONE if it is not set. In
 * a file it is relative to the folder of that file, elsewhere to the current
 * directory. */
struct slice settings_path(const struct settings *settings, const char *key,
                           const char *folder, struct arena *arena);

/* How a file of that tree is read. */
struct parse_options settings_parse_options(const struct settings *settings,
                                            const struct tree *tree,
                                            struct slice path);

/* Whether all files of the tree are read with the same result by both. */
bool settings_parse_alike(const struct settings *a, const struct tree *tree_a,
                          const struct settings *b, const struct tree *tree_b);

/* Whether a setting differs that only a restart can change; appends the keys
 * of all of them, separated by commas. `ret_keys` may be NULL. */
bool settings_need_restart(const struct settings *now,
                           const struct settings *next, struct str *ret_keys);

/* The same for those that a running server can change. */
bool settings_have_changed(const struct settings *now,
                           const struct settings *next, struct str *ret_keys);

/* The value in effect, with a JSON type; strings are borrowed from the
 * settings. Null if there is none. */
struct value setting_value(const struct settings *settings,
                           const struct setting *setting, struct arena *arena);
/* "headmatter.yaml:3", "HEADMATTER_WORKERS", "--workers", "_config.yml" or
 * "default". */
void setting_append_origin(const struct settings *settings,
                           const struct setting *setting, struct str *out);

#endif
