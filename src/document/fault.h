/* fault.h - says in plain words why a YAML text could not be read.
 *
 *     title: Foo: bar
 *               ^ "mapping values are not allowed in this context"
 *
 *     title contains ': '; put the value in quotes: title: "Foo: bar"  */
#ifndef DOCUMENT_FAULT_H
#define DOCUMENT_FAULT_H

#include "document/diagnostic.h"

/* Problems that the reader finds itself, told as the parser tells its own. */
#define FAULT_COMPLEX_KEY     "a list or mapping as a key"
#define FAULT_ALIAS_AS_KEY    "an alias as a key"
#define FAULT_SECOND_DOCUMENT "a second document"
#define FAULT_ONLY_TEXT       "a text without any key"

struct fault {
    struct slice text;
    uint32_t first_line;  /* of the text, in its file */
    struct slice problem; /* in the parser's words */
    struct slice context; /* the same, or SLICE_NONE */
    size_t problem_at;    /* bytes into the text */
    size_t context_at;
};

/* Adds one error at the place where the mistake is, which may be lines before
 * the place where the parser gave up. Returns false. */
bool fault_report(const struct fault *fault, struct diagnostics *diagnostics);

#endif
