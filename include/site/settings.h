/* settings.h - what the operator has said, and where.
 *
 *     defaults < headmatter.yaml < variables < flags
 *
 * One table says of each setting its key in the file, its flag, what it takes
 * and what it is unless said otherwise. The reader, the command line, --help,
 * `headmatter config` and the reference in the README all walk that table. A
 * file is read whole: every fault in it is told, and nothing of a file with a
 * fault is used. */
#ifndef SITE_SETTINGS_H
#define SITE_SETTINGS_H

#include "base/err.h"
#include "document/diagnostic.h"
#include "document/source.h"
#include "document/value.h"
#include "store/policy.h"

#define SETTINGS_MAX_FILE_BYTES  (256 * 1024)
#define SETTINGS_MAX_TEXT_BYTES  4096
#define SETTINGS_MAX             32  /* rows of the table */
#define SETTINGS_MAX_NAMES       256 /* paths, types or fields of a collection */
#define SETTINGS_MAX_COLLECTIONS 64
#define SETTINGS_MAX_OVERRIDES   256 /* variables and flags together */

enum setting_kind {
    SETTING_TEXT,
    SETTING_URL,
    SETTING_LANGUAGE,
    SETTING_ZONE,
    SETTING_BASE_PATH,
    SETTING_NUMBER,
    SETTING_SWITCH,
    SETTING_WORD,
    SETTING_FILE,
    SETTING_GLOBS,     /* from here on lists */
    SETTING_ORIGINS,   /* of web pages */
    SETTING_ADDRESSES, /* to listen on */
};

/* A row of the table. */
struct setting {
    const char *key;      /* "cache.max_age", in the file */
    const char *flag;     /* "--cache-max-age" */
    const char *argument; /* as help names it; NULL for a switch */
    const char *initial;  /* as a flag would say it, or NULL */
    const char *help;     /* a clause without a full stop */
    enum setting_kind kind;
    bool is_of_server; /* means something to `serve` alone */
    bool is_fixed;     /* a running server keeps what it was started with */
    long least, most;  /* of a number; `most` also of a list's items */
    const char *const *words; /* of SETTING_WORD, NULL at the end */
    size_t place;             /* in struct settings */
};

extern const struct setting settings_table[];
extern const size_t settings_count;

enum origin_kind {
    FROM_DEFAULT,
    FROM_GENERATOR, /* its settings: settings_add_generator() */
    FROM_FILE,
    FROM_VARIABLE,
    FROM_FLAG,
};

struct origin {
    enum origin_kind kind;
    uint32_t line;               /* in the file */
    const struct value *written; /* there, or NULL */
};

/* Something said outside of the file; one for each item of a list. */
struct override {
    const struct setting *setting;
    const char *text; /* borrowed */
    enum origin_kind kind;
};

struct overrides {
    struct override items[SETTINGS_MAX_OVERRIDES];
    size_t count;
};

struct settings {
    struct arena arena;
    struct arena
        tokens_arena; /* of policy.tokens, which change by themselves */
    struct policy policy;
    struct value collections; /* as written, with lines; or null */
    struct names exclude;     /* globs */
    unsigned raw_html; /* enum raw_html; as all words, a place among them */
    long max_file_bytes;
    struct slice tokens_file;    /* as written; see tokens.h */
    struct slice generator_file; /* that FROM_GENERATOR is */
    struct names listen;
    long workers;
    unsigned access_log;                 /* off, text, json */
    unsigned watch;                      /* inotify, poll, off */
    struct origin origins[SETTINGS_MAX]; /* one for each row */
};

/* Reads the file in the folder, if there is one (and a folder: NULL is none),
 * between the defaults and the overrides. Returns false after adding at least
 * one error to `faults`, all of them with the file's name, most with line and
 * column. */
bool settings_read(const char *folder, const struct overrides *overrides,
                   struct settings *ret_settings,
                   struct diagnostics *faults) MUST_USE;
void settings_release(struct settings *settings);

/* Fills in what the settings of the site's generator say and nobody else does:
 * all that will hold, to be shown. */
void settings_add_generator(struct settings *settings, const char *folder);

/* What files are parsed with. */
struct parse_options settings_parse_options(const struct settings *settings);

/* Whether something differs that a running server cannot change; adds the
 * keys of all that does, with commas between. `ret_keys` may be NULL. */
bool settings_need_restart(const struct settings *now,
                           const struct settings *next, struct str *ret_keys);

/* The same for what a running server can change. */
bool settings_have_changed(const struct settings *now,
                           const struct settings *next, struct str *ret_keys);

/* The row of a key or flag; NULL if there is none. */
const struct setting *setting_find(struct slice key);
const struct setting *setting_find_flag(struct slice flag);

/* What can be said of one collection in the file. */
struct collection_key {
    const char *key, *takes, *help;
    bool (*take)(const struct value *written, struct arena *arena,
                 struct collection_policy *collection);
};

extern const struct collection_key collection_keys[];
extern const size_t collection_key_count;

/* A row's place in the table. */
size_t setting_row(const struct setting *setting);

bool setting_is_list(const struct setting *setting);
/* "HEADMATTER_CACHE_MAX_AGE", in the arena. */
struct slice setting_variable(const struct setting *setting,
                              struct arena *arena);
/* "a whole number from 1 to 4096": what it takes, for messages and help. */
void setting_append_takes(const struct setting *setting, struct str *out);

/* Whether a flag or variable may say this; `name` is how the message names
 * it. */
bool setting_accepts(const struct setting *setting, const char *name,
                     const char *text, struct err *err) MUST_USE;

/* The value that holds, as JSON's types; texts are borrowed from the
 * settings. Null where there is none. */
struct value setting_value(const struct settings *settings,
                           const struct setting *setting, struct arena *arena);
/* "headmatter.yaml:3", "HEADMATTER_WORKERS", "--workers", "_config.yml" or
 * "default". */
void setting_append_origin(const struct settings *settings,
                           const struct setting *setting, struct str *out);

#endif
