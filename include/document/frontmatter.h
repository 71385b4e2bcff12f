/* frontmatter.h - front matter, and YAML as it and as data files.
 *
 *     ---            <- byte 0 (after a BOM), spaces may follow it
 *     title: Hello   <- head: YAML 1.2, core schema
 *     ---            <- or "...", or the end of the file
 *                    <- blank lines, which are skipped
 *     Text.          <- body
 *
 * Between lines of +++, or after ---toml, the head is TOML (toml.h).
 *
 * The only door to libyaml. */
#ifndef DOCUMENT_FRONTMATTER_H
#define DOCUMENT_FRONTMATTER_H

#include "base/err.h"
#include "document/diagnostic.h"
#include "document/value.h"

#define FRONTMATTER_MAX_BYTES       (256 * 1024)
#define FRONTMATTER_MAX_DEPTH       64
#define FRONTMATTER_MAX_NODES       100000 /* aliases expanded included */
#define FRONTMATTER_MAX_ALIAS_BYTES (1024 * 1024) /* that aliases stand for */

/* Forms of front matter that only some generators read; or-ed. */
enum head_form {
    HEAD_HEXO = 1 << 0,    /* YAML without an opening ---; JSON closed by ;;; */
    HEAD_PELICAN = 1 << 1, /* "Title: A", up to a blank line */
    HEAD_NIKOLA = 1 << 2,  /* ".. title: A", likewise, or in a comment */
    HEAD_SCRIPT = 1 << 3,  /* other files are programs: their text is under
                              SCRIPT_KEY */
};

#define SCRIPT_KEY "program"

struct frontmatter {
    bool is_present;
    bool is_toml;      /* the head, for toml_parse() */
    bool is_json;      /* the head, for data_parse() */
    bool lacks_braces; /* the members of an object of JSON, for
                          members_parse() */
    unsigned lines;    /* the head is lines of this form, for header_parse() */
    struct slice head; /* without the markers */
    struct slice body;
    uint32_t head_line; /* line of the head's first byte, from 1 */
    uint32_t body_line;
};

/* Finds the head and the body in a file's bytes. Returns false after adding
 * an error: not opened as it should be, never closed, JSON, too large. */
bool frontmatter_split(struct slice bytes, struct diagnostics *diagnostics,
                       struct frontmatter *ret_parts) MUST_USE;

/* Finds them in a file of one of these forms. Returns false if it has none of
 * them; it may have the usual one. */
bool frontmatter_split_other(struct slice bytes, unsigned forms,
                             struct frontmatter *ret_parts) MUST_USE;

/* Adds the error that so many bytes are too many. Returns false. */
bool frontmatter_report_size(size_t size, struct diagnostics *diagnostics);

/* Whether a file starts with an object of JSON, as Hugo reads it. */
bool frontmatter_is_json(struct slice bytes);

/* The same for such a file: the head is the object. Whether that is JSON is not
 * known yet. */
bool frontmatter_split_json(struct slice bytes, struct diagnostics *diagnostics,
                            struct frontmatter *ret_parts) MUST_USE;

/* Reads one YAML document by the 1.2 core schema. `first_line` is the line of
 * the text's first byte in its file. Empty text is null. Returns false after
 * adding at least one error. The value lives in `arena`, as do all of its
 * strings. */
bool frontmatter_parse(struct slice text, uint32_t first_line,
                       struct arena *arena, struct diagnostics *diagnostics,
                       struct value *ret_value) MUST_USE;

#endif
