/* tokens.h - who may see what is not published: a file of hashes.
 *
 *     # one token a line
 *     ci:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 *
 * A name, and the SHA-256 of the token in hexadecimal digits. Whoever can read
 * the file cannot use the API with it, but can sign links to single documents:
 * it is not for others, and does not belong where content is served from. */
#ifndef SITE_TOKENS_H
#define SITE_TOKENS_H

#include "site/settings.h"

#define TOKENS_MAX_FILE_BYTES (64 * 1024)
#define TOKENS_MAX            256
#define TOKENS_MAX_NAME_BYTES 64

/* Where the file is, in the arena; SLICE_NONE if no setting names one. A name
 * in headmatter.yaml is relative to the folder, any other to where we are. */
struct slice tokens_path(const struct settings *settings, const char *folder,
                         struct arena *arena);

/* Reads them into settings->policy and settings->tokens_arena, which is empty,
 * if a setting names the file. False after adding at least one error to
 * `faults`; the tokens of the lines that are right are there all the same, and
 * none where the file cannot be read. */
bool tokens_read(struct settings *settings, const char *folder,
                 struct diagnostics *faults);

/* Makes a token and adds its line to the file, which is made if there is none,
 * for its owner alone. */
bool tokens_add(const char *path, struct slice name,
                char ret_token[TOKEN_SIZE + 1], struct err *err) MUST_USE;

#endif
