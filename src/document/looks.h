/* looks.h - second looks at lines that the parser has refused.
 *
 * Each look knows one slip of writers. It returns true after adding the one
 * error that ends the search, or false where it does not recognise its slip.
 * fault.c says in which order they look, and at which problems. */
#ifndef DOCUMENT_LOOKS_H
#define DOCUMENT_LOOKS_H

#include "document/fault.h"
#include "document/line.h"

struct site {
    const struct fault *fault;
    struct diagnostics *diagnostics;
    struct arena *arena; /* of the diagnostics: texts are made in place */
    struct line line;    /* where the parser gave up */
    struct line context; /* where what it was reading began */
};

/* Adds the error at this byte of the text; true, for looks to return. */
bool site_tell(const struct site *site, size_t offset, const char *hint,
               const char *message);

bool look_for_conflict(const struct site *site);
bool look_for_tab(const struct site *site);
bool look_for_tab_inside(const struct site *site);
bool look_for_separator(const struct site *site);
bool look_for_template(const struct site *site);
bool look_for_colon(const struct site *site);
bool look_for_missing_blank(const struct site *site);
bool look_for_missing_blank_above(const struct site *site);
bool look_for_keyless_line_above(const struct site *site);
bool look_for_continuation(const struct site *site);
bool look_for_item(const struct site *site);
bool look_for_reserved(const struct site *site);
bool look_for_reserved_inside(const struct site *site);
bool look_for_unclosed_quote(const struct site *site);
bool look_for_runaway_quote(const struct site *site);
bool look_for_text_after_quote(const struct site *site);
bool look_for_escape(const struct site *site);
bool look_for_extra_bracket(const struct site *site);
bool look_for_text_after_bracket(const struct site *site);
bool look_for_open_bracket(const struct site *site);
bool look_for_block_text(const struct site *site);
bool look_for_directive(const struct site *site);
bool look_for_control_character(const struct site *site);
bool look_for_missing_key(const struct site *site);

#endif
