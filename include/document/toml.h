/* toml.h - TOML 1.0, as front matter, settings and data files.
 *
 *     +++                          <- split off by frontmatter.h
 *     title = "Hello"
 *     date = 2024-05-01T10:00:00Z  <- a string, as in YAML
 *     +++
 *
 * A TOML text becomes the value that the same thing in YAML becomes; a file
 * with two values for one key is an error, because TOML says so. */
#ifndef DOCUMENT_TOML_H
#define DOCUMENT_TOML_H

#include "base/err.h"
#include "document/diagnostic.h"
#include "document/value.h"

/* Reads a whole text into an object; an empty one is an empty object. The same
 * limits hold as for YAML (frontmatter.h). `first_line` is the line of the
 * text's first byte in its file. Returns false after adding an error. The value
 * lives in `arena`, as do all of its strings. */
bool toml_parse(struct slice text, uint32_t first_line, struct arena *arena,
                struct diagnostics *diagnostics,
                struct value *ret_value) MUST_USE;

#endif
