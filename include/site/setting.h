/* setting.h - the settings there are, as one table.
 *
 * A row holds a setting's key in the file, its flag, what it takes and its
 * default. The reader of the file, the command line, --help, `headmatter
 * config` and the reference in docs/settings.md all walk this table. */
#ifndef SITE_SETTING_H
#define SITE_SETTING_H

#include "base/err.h"
#include "layout/policy.h"

enum setting_kind {
    SETTING_TEXT,
    SETTING_URL,
    SETTING_LANGUAGE,
    SETTING_ZONE,
    SETTING_GENERATOR, /* of the site */
    SETTING_BASE_PATH,
    SETTING_NUMBER,
    SETTING_SWITCH,
    SETTING_WORD,
    SETTING_FILE,
    SETTING_PATH, /* of a file or a folder */
    SETTING_UUID,
    SETTING_LOG,       /* a file to append to, or a descriptor */
    SETTING_ENGINE,    /* of search */
    SETTING_GLOBS,     /* lists from here on */
    SETTING_FOLDERS,   /* in DIR */
    SETTING_ORIGINS,   /* of web pages */
    SETTING_ADDRESSES, /* to listen on */
    SETTING_NETWORKS,  /* of IP addresses */
    SETTING_WEIGHTS,   /* of what is searched */
    SETTING_WIDTHS,    /* of pictures */
    SETTING_URLS,
    SETTING_TEXTS,
    SETTING_FIELDS, /* of front matter, with dots */
};

struct setting {
    const char *key;      /* "cache.max_age", in the file */
    const char *flag;     /* "--cache-max-age" */
    const char *argument; /* its name in --help; NULL for a switch */
    const char *initial;  /* the default, as a flag would have it, or NULL */
    const char *help;     /* a clause without a full stop */
    enum setting_kind kind;
    bool is_for_server;       /* matters to `serve` alone */
    bool is_operators;        /* not to be set by the content */
    bool needs_restart;       /* a running server keeps the value it has */
    long min, max;            /* of a number; `max` also of a list's items */
    const char *const *words; /* of SETTING_WORD, NULL at the end */
    size_t offset;            /* of its value in struct settings */
};

extern const struct setting settings_table[];
extern const size_t settings_count;

/* The row of a key or flag; NULL if there is none. */
const struct setting *setting_find(struct slice key);
const struct setting *setting_find_flag(struct slice flag);

/* A row's index in the table. */
size_t setting_row(const struct setting *setting);

bool setting_is_list(const struct setting *setting);
/* "HEADMATTER_CACHE_MAX_AGE", in the arena. */
struct slice setting_variable(const struct setting *setting,
                              struct arena *arena);
/* "a whole number from 1 to 4096": what it takes, for messages and help. */
void setting_append_takes(const struct setting *setting, struct str *out);

/* Whether a flag or variable may have this value; messages call it `name`. */
bool setting_accepts(const struct setting *setting, const char *name,
                     const char *text, struct err *err) MUST_USE;

/* A key of a collection in the file. */
struct collection_key {
    const char *key, *takes, *help;
    bool (*take)(const struct value *written, struct arena *arena,
                 struct collection_policy *collection);
};

extern const struct collection_key collection_keys[];
extern const size_t collection_key_count;

#endif
