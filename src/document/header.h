/* header.h - front matter that is lines of keys and nothing around them.
 *
 *     Title: Soup              <!--
 *     Tags: hot, food          .. title: Soup
 *                              .. tags: hot, food
 *     Text.                    -->
 *                              Text.
 *
 * Private to this room. */
#ifndef DOCUMENT_HEADER_H
#define DOCUMENT_HEADER_H

#include "document/frontmatter.h"

/* Whether a line is of such a head: a key, or what continues a value. The
 * first line has to be a key. */
bool header_continues(struct slice line, enum head_form form, bool is_first);

/* Whether a line only opens or closes the comment around Nikola's.
 * *has_frame is whether one is open. */
bool header_is_frame(struct slice line, enum head_form form, bool is_first,
                     bool *has_frame);

/* Reads the lines into an object of strings. Keys are in lower case; a key with
 * several lines has a list of them. Values lie in the arena and know where they
 * are written. Returns false after adding an error. */
bool header_parse(const struct frontmatter *parts, struct arena *arena,
                  struct diagnostics *diagnostics,
                  struct value *ret_value) MUST_USE;

#endif
