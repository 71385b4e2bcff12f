/* syntax_error.h - says in plain words why a YAML text could not be read.
 *
 *     title: Foo: bar
 *               ^ "mapping values are not allowed in this context"
 *
 *     title contains ': '; put the value in quotes: title: "Foo: bar"
 *
 *     frontmatter.c -> syntax_error.c -> review.c -> line.c
 *
 * Private to this room. */
#ifndef DOCUMENT_SYNTAX_ERROR_H
#define DOCUMENT_SYNTAX_ERROR_H

#include "document/diagnostic.h"
#include "document/line.h"

/* Problems that the reader finds itself, reported as the parser's own are. */
#define PROBLEM_COMPLEX_KEY     "a list or mapping as a key"
#define PROBLEM_ALIAS_AS_KEY    "an alias as a key"
#define PROBLEM_SECOND_DOCUMENT "a second document"
#define PROBLEM_ONLY_TEXT       "a text without any key"

struct syntax_error {
    struct slice text;
    uint32_t first_line;  /* of the text, in its file */
    struct slice problem; /* in the parser's words */
    struct slice context; /* the same, or SLICE_NONE */
    size_t problem_at;    /* bytes into the text */
    size_t context_at;
};

/* Adds one error at the place where the mistake is, which may be lines before
 * the place where the parser gave up. Returns false. */
bool syntax_error_report(const struct syntax_error *error,
                         struct diagnostics *diagnostics);

/* The same of a byte that is not UTF-8, in YAML or TOML. */
bool syntax_error_report_encoding(struct slice text, uint32_t first_line,
                                  size_t offset,
                                  struct diagnostics *diagnostics);

/* A second look at the lines that the parser has refused. */
struct review {
    const struct syntax_error *error;
    struct diagnostics *diagnostics;
    struct arena *arena; /* of the diagnostics: messages are made in place */
    struct line line;    /* where the parser gave up */
    struct line context; /* where what it was reading began */
};

/* Adds the error at this byte of the text; returns true. */
bool review_report(const struct review *review, size_t offset, const char *hint,
                   const char *message);

/* Adds one error if the lines show one of the usual mistakes; else false. */
bool review_find_mistake(const struct review *review);

#endif
