/* javascript.h - tokens of a program in JavaScript. Private to this room. */
#ifndef LAYOUT_JAVASCRIPT_H
#define LAYOUT_JAVASCRIPT_H

#include "base/str.h"

/* The byte at `at`; '\0' after the end. */
char script_char(struct slice text, size_t at);

/* Whether the byte goes on with a word: a name, a keyword or a number. */
bool script_is_in_word(char c);

/* Skips space and comments. */
size_t script_skip_space(struct slice text, size_t at);

/* Takes the string that starts at *at, as it is written between its quotes;
 * SLICE_NONE if none does. */
struct slice script_take_string(struct slice text, size_t *at);

/* Returns where the token after the one at `at` starts. `before` is where the
 * token before it starts, and `at` itself for the first one. */
size_t script_next(struct slice text, size_t before, size_t at);

/* Returns what follows these words, signs, and the space between and after
 * them; 0 if something else is at `at`. The last is NULL. A word may be written
 * as ["word"], "." and "(" as "?." and "?.(". */
size_t script_after(struct slice text, size_t at, const char *const *words);

/* Returns where the value starts of the constant whose name is at `at`; 0 if
 * there is none of this name, or more than one. */
size_t script_constant(struct slice text, size_t at);

/* Appends what the start of a written string means, up to the first "${", and
 * returns the size of that start. */
size_t script_append(struct str *out, struct slice written);

/* Returns where the "${" at the start of a written string ends. */
size_t script_computed(struct slice written);

#endif
