/* meta.h - the fields of a document: what its front matter means here.
 *
 *     defaults of other files --.
 *     front matter --------------+--> title, dates, tags, draft ...
 *     body, path ---------------/
 *
 * Whatever a document says without looking at other documents is here, read
 * once; slugs, urls and links are the store's. A meta never changes; snapshots
 * share it by reference. */
#ifndef LAYOUT_META_H
#define LAYOUT_META_H

#include "document/date.h"
#include "document/source.h"
#include "layout/inheritance.h"
#include "layout/key_reading.h"

#include <stdatomic.h>

#define NAMES_MAX_COUNT 1000 /* tags, or categories, of one document */

/* Why a later step has to look at a document; or-ed. */
enum trait {
    TRAIT_ALIASES = 1 << 0,    /* keys that name old addresses */
    TRAIT_REFERENCES = 1 << 1, /* sections that name documents */
    TRAIT_LINKS = 1 << 2,      /* links and images in the body */
    TRAIT_MEDIA = 1 << 3,      /* files that the front matter names */
    TRAIT_CONFIG = 1 << 4,     /* may say what the site is called */
    TRAIT_COPY = 1 << 5,       /* named like a copy of another file */
    TRAIT_NOTES = 1 << 6,      /* [[links]] to notes, anywhere */
};

/* Strings of the front matter, where they are written. */
struct references {
    const struct value **items;
    size_t count, capacity;
};

/* What building a snapshot reads comes first, and what answers read last. */
struct meta {
    atomic_uint reference_count;
    enum source_kind kind;
    bool is_draft;
    bool is_hidden;
    bool may_have_lang; /* front matter, file or a folder may name one */
    unsigned traits;
    atomic_uint media_version; /* meta_remember_media() */
    uint64_t rule;             /* hash of what it was made by, next to the
                                  source; equal: the same fields */
    uint64_t title_number;     /* collate_number() of sort_title */
    uint64_t shape;        /* equal for equal types, keys and kinds of values
                              at the root of the front matter */
    struct source *source; /* a reference */
    struct inheritance *inheritance;  /* likewise, or NULL */
    const struct key_name *key_names; /* of its generator, or NULL */
    const struct meta *full; /* NULL, or a reference: this is the same without
                                some keys */
    struct slice path;       /* source_path_in_root() */
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
    const struct value *url;   /* the key of a document, or NULL */
    const struct place *place; /* where the layout puts it, if that depends on
                                  nothing else; or NULL */
    struct slice lang;         /* as front matter says, or SLICE_NONE */
    struct slice lang_of_name; /* "fr" of hello.fr.md, which may be none */
    struct slice translation;  /* a key that translations share, or NONE */
    struct references references; /* that sections of a page name */
    struct references media;      /* images and the like */
    struct references notes;      /* "[[note]]" */
    struct slice excerpt;         /* SLICE_NONE for none */
    struct value written;         /* in the file itself; without hidden keys */
    struct value front_matter;    /* the same, and what is inherited */
    struct value fields;          /* the same as the generator reads it */
    struct diagnostics diagnostics; /* beside those of the source */
    struct arena arena;
};

/* Reads the fields of a source; takes references of its own. `inheritance` and
 * `key_names` may be NULL. One reference is the caller's. */
struct meta *meta_read(struct source *source, struct inheritance *inheritance,
                       const struct key_name *key_names);

/* The same document without these keys. Whether it is published stays as the
 * file says: to hide the key `draft` must not publish a draft. */
struct meta *meta_hide(const struct meta *full, const struct names *keys);

/* Remembers that all media of the document are in this version of the site's
 * files, so that nobody looks again; versions are above 0. The only thing about
 * a meta that changes, and nothing that an answer shows. */
void meta_remember_media(const struct meta *meta, unsigned version);
bool meta_has_media(const struct meta *meta, unsigned version);

/* What is wrong with the fields, beside what the source says. */
const struct diagnostics *meta_faults(const struct meta *meta);

/* Called with each index in turn by a loop that reads all of them: fetches
 * those that come next from memory, which would otherwise be most of its time.
 */
void meta_prefetch(struct meta *const *metas, size_t count, size_t index);

struct meta *meta_ref(const struct meta *meta);
void meta_unref(const struct meta *meta); /* NULL is accepted */

/* How kinds of values are told apart where writers mean them: null and blank
 * strings are nothing. */
enum written_kind {
    WRITTEN_STRING,
    WRITTEN_NUMBER,
    WRITTEN_BOOLEAN,
    WRITTEN_LIST,
    WRITTEN_MAPPING,
    WRITTEN_KINDS,
    WRITTEN_NOTHING = WRITTEN_KINDS,
};

enum written_kind written_kind_of(const struct value *value);

/* Warns that the API has a member of the name of this key, which hides it. */
void warn_of_computed_key(struct diagnostics *diagnostics, const char *key,
                          const struct value *value);

/* Returns the column of a key at the root: if the value comes after the key and
 * its colon it is 1, because root keys are not indented. */
uint32_t root_key_column(struct slice key, const struct value *value);

/* Warns that the value of this key has more names than are kept. */
void warn_of_many_names(struct diagnostics *diagnostics, const char *key,
                        const struct value *value);

#endif
