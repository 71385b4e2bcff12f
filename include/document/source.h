/* source.h - one file, read and understood by itself.
 *
 *     path, bytes --> front matter --> title, dates, excerpt, names ...
 *                 \-> body --------> html, text, headings
 *                  \-> diagnostics
 *
 * Whatever depends on other files (slug, url, authors, links) is not here but
 * in the snapshot's entries. A source never changes once a snapshot with it is
 * published; any number of snapshots and threads share it by reference. */
#ifndef DOCUMENT_SOURCE_H
#define DOCUMENT_SOURCE_H

#include "document/date.h"
#include "document/diagnostic.h"
#include "document/markdown.h"
#include "document/path.h"
#include "document/value.h"

#include <stdatomic.h>

#define SOURCE_MAX_BYTES (16 * 1024 * 1024)
#define NAMES_MAX_COUNT  1000 /* tags, or categories, of one document */

struct names {
    struct slice *items;
    size_t count;
};

/* Why a later step has to look at a source; or-ed. */
enum trait {
    TRAIT_ALIASES = 1 << 0,    /* keys with addresses of before */
    TRAIT_REFERENCES = 1 << 1, /* sections that name documents */
    TRAIT_LINKS = 1 << 2,      /* links and images in the body */
    TRAIT_MEDIA = 1 << 3,      /* files that the front matter names */
    TRAIT_CONFIG = 1 << 4,     /* may say what the site is called */
    TRAIT_DIAGNOSTICS = 1 << 5,
};

struct place; /* store's own */

/* What later rooms find out about a source by itself. They note it, in the
 * source's arena, before the first snapshot with it is published, so that no
 * snapshot after that has to read the front matter again. Only the place may be
 * noted later, and only who builds reads it. */
struct source_notes {
    struct slice path_key; /* paths sort as these do; NONE: nothing is noted */
    uint64_t title_number; /* titles with different numbers sort as these do */
    uint64_t shape;        /* equal for equal types, keys and kinds of values
                              at the root of the front matter */
    unsigned traits;
    bool may_have_lang;        /* front matter, file or a folder may name one */
    const struct place *place; /* where a layout puts it, or NULL */
    uint64_t layout_id;        /* which one */
    const struct value *url;   /* the key of a document, or NULL */
    struct slice lang;         /* as front matter says, or NONE */
    struct slice lang_of_name; /* "fr" of hello.fr.md, which may be none */
    struct slice translation;  /* a key that translations share, or NONE */
    struct references {
        const struct value **items;
        size_t count, capacity;
    } references;            /* the texts in sections that name documents */
    struct references media; /* those that name images and the like */
};

/* What every reload reads comes first, and what answers read last. */
struct source {
    atomic_uint reference_count;
    enum source_kind kind;
    bool is_broken; /* an error among the diagnostics: not served */
    bool is_draft;
    bool is_hidden;
    struct slice path;       /* relative to the site's folder, "/" between */
    struct slice name;       /* the file's, without extension and date prefix */
    struct slice slug;       /* the key `slug`, or SLICE_NONE */
    struct slice type;       /* `type`, else `layout`, or SLICE_NONE */
    struct slice title;      /* never SLICE_NONE */
    struct slice sort_title; /* the same, folded */
    const struct date *date; /* NULL for none, as the next three */
    const struct date *updated;
    const struct date *publish_at;
    const struct date *expires_at;
    const struct value *authors;  /* as written, or NULL */
    struct names tags, tag_slugs; /* as unicode_slug() makes them */
    struct names categories, category_slugs;
    struct source_notes notes;
    struct diagnostics diagnostics;

    struct markdown body;
    struct slice markdown;     /* the body as written, valid UTF-8 */
    struct slice excerpt;      /* SLICE_NONE for none */
    struct value front_matter; /* an object, but for data of another root */
    size_t file_bytes;
    uint64_t file_hash; /* of the bytes, or of why there are none */

    struct arena arena;
    struct source *base;       /* what the rest of a source_with() lives in, */
    struct addition *addition; /* and what was added to it, or NULL */
    uint64_t rule;             /* what it was made of that by */
};

/* The type that its front matter names (`type`, else `layout`), or NONE. */
struct slice source_type(const struct source *source);

/* Says that the API has a member of the name of this key, which hides it. */
void warn_of_computed_key(struct diagnostics *diagnostics, const char *key,
                          const struct value *value);

/* Says that the value of this key has at least NAMES_MAX_COUNT names. */
void warn_of_many_names(struct diagnostics *diagnostics, const char *key,
                        const struct value *value);

/* How files are read; NULL stands for the defaults. */
struct parse_options {
    enum raw_html raw_html;
    size_t max_bytes; /* a larger file is an error */
};

/* Reads `path` below the folder `root`. Always returns a source with one
 * reference; a file that cannot be used is_broken and says why. */
struct source *source_load(const char *root, struct slice path,
                           const struct parse_options *options);

/* The same, or NULL where the file still holds the bytes that `before` was
 * read from. */
struct source *source_load_changed(const char *root, struct slice path,
                                   const struct parse_options *options,
                                   const struct source *before);

/* The same from bytes in memory, however many. */
struct source *source_parse(struct slice path, struct slice bytes,
                            const struct parse_options *options);

/* Front matter that many documents get from elsewhere. */
struct addition {
    atomic_uint reference_count;
    struct arena arena;
    struct value value; /* an object that lies in the arena */
};

/* A copy of the object, with one reference. */
struct addition *addition_new(const struct value *object);
void addition_unref(struct addition *addition); /* NULL is accepted */

/* How other files and settings change the front matter of a document. */
struct derivation {
    uint64_t rule; /* equal ones make equal things of equal documents */
    struct value (*make)(const void *context, const struct source *base,
                         struct arena *arena);
    const void *context;
    struct addition *addition; /* that `make` uses; or NULL */
    bool keeps_status;         /* whether it is served is as `base` has it */
};

/* The same document with the front matter that is made, an object, which lies
 * in the arena that `make` is given, in `base` and in the addition. Takes a
 * reference of both. */
struct source *source_with(struct source *base,
                           const struct derivation *derivation);

struct source *source_ref(struct source *source);
void source_unref(struct source *source); /* NULL is accepted */

#endif
