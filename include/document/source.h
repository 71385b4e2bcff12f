/* source.h - one file, parsed.
 *
 *     path, bytes --> front matter
 *                 \-> body --------> html, text, headings
 *                  \-> diagnostics
 *
 * What the fields of the front matter mean is for the room layout, and whatever
 * depends on other files (slug, url, authors, links) for the room store. A
 * source never changes once it is parsed; any number of snapshots and threads
 * share it by reference. */
#ifndef DOCUMENT_SOURCE_H
#define DOCUMENT_SOURCE_H

#include "document/comments.h"
#include "document/diagnostic.h"
#include "document/markdown.h"
#include "document/path.h"
#include "document/value.h"

#include <stdatomic.h>

#define SOURCE_MAX_BYTES (16 * 1024 * 1024)

/* What every reload reads comes first, and what answers read last. */
struct source {
    atomic_uint reference_count;
    enum source_kind kind;
    bool is_broken;        /* an error among the diagnostics: not served */
    bool is_unread;        /* broken, but only for now: read it again */
    struct slice path;     /* unique in the site, "/" between */
    size_t prefix_size;    /* of it: parse_options.prefix */
    struct slice path_key; /* sources sort by these, then by path */
    struct diagnostics diagnostics;

    struct markdown body;
    struct slice markdown;       /* the body as written, valid UTF-8 */
    struct markdown_input input; /* what `body` was made of; without one, how
                                    Markdown in the file is read */
    struct value front_matter;   /* an object, but for data of another root */
    size_t file_bytes;
    uint64_t file_hash; /* of the bytes, or of why there are none */

    struct arena arena;
};

/* How files are read; NULL stands for the defaults. */
struct parse_options {
    struct slice prefix; /* "notes/": what the paths of the folder that the file
                            is in begin with in the site; or "" */
    struct markdown_options markdown;
    struct comment_habits comments; /* is_mdx is a matter of each file */
    bool reads_json;                /* as front matter of any document */
    unsigned heads;   /* enum head_form: in what other forms it may be */
    size_t max_bytes; /* a larger file is an error */
};

bool parse_options_equal(const struct parse_options *a,
                         const struct parse_options *b);

/* Reads `path` below the folder `root`, which no link may lead out of; the path
 * of the source begins with the prefix of the options. Always returns a source
 * with one reference; if the file cannot be used, it is_broken and its
 * diagnostics say why. */
struct source *source_load(const char *root, struct slice path,
                           const struct parse_options *options);

/* The same, or NULL where the file still holds the bytes that `before` was
 * read from. No link may lead out of `top` (document/beneath.h). */
struct source *source_load_changed(const char *root, struct slice top,
                                   struct slice path,
                                   const struct parse_options *options,
                                   const struct source *before);

/* The same from bytes in memory, however many; `path` is that of the source,
 * with the prefix. */
struct source *source_parse(struct slice path, struct slice bytes,
                            const struct parse_options *options);

struct source *source_ref(struct source *source);
void source_unref(struct source *source); /* NULL is accepted */

/* The path in the folder that the file was read from, which is what generators
 * go by: without the prefix. */
struct slice source_path_in_root(const struct source *source);

/* Orders sources by path, as people sort files. Below, at or above 0, as
 * strcmp(); never 0 where the paths differ. */
int source_compare(const struct source *a, const struct source *b);

#endif
