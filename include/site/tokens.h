/* tokens.h - the tokens file: who may see unpublished documents.
 *
 *     # one token a line
 *     ci:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 *
 * A line is a name and the SHA-256 of a token in hexadecimal digits. Nobody can
 * use the API with a hash, but it signs links to single documents: keep the
 * file secret, and out of the content folder. */
#ifndef SITE_TOKENS_H
#define SITE_TOKENS_H

#include "site/settings.h"

#define TOKENS_MAX_FILE_BYTES (64 * 1024)
#define TOKENS_MAX            256
#define TOKENS_MAX_NAME_BYTES 64

/* The path of the file, in the arena; SLICE_NONE if it is not set. In
 * headmatter.yaml it is relative to the folder, elsewhere to the current
 * directory. */
struct slice tokens_path(const struct settings *settings, const char *folder,
                         struct arena *arena);

/* Reads the file, if one is set, into settings->policy and
 * settings->tokens_arena, which must be empty. On false at least one error was
 * added to `faults`, and the policy has the tokens of all valid lines, none if
 * the file cannot be read. */
bool tokens_read(struct settings *settings, const char *folder,
                 struct diagnostics *faults);

/* Makes a token and appends its line to the file, which is created, if need be,
 * with access for its owner only. */
bool tokens_add(const char *path, struct slice name,
                char ret_token[TOKEN_SIZE + 1], struct err *err) MUST_USE;

#endif
