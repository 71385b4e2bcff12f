/* keys.h - the front matter keys that mean something here.
 *
 * Every generator has its own: Hugo has `lastmod`, Astro `pubDate`, Stackbit
 * `isDraft`. Each table is one field under all of its names, the first that is
 * there counts; every other key passes through as it is written. */
#ifndef DOCUMENT_KEYS_H
#define DOCUMENT_KEYS_H

#include "base/str.h"

/* Each ends with NULL. */
extern const char *const keys_date[];
extern const char *const keys_updated[];
extern const char *const keys_excerpt[];
extern const char *const keys_author[];
extern const char *const keys_tag[];
extern const char *const keys_category[];
extern const char *const keys_alias[];

/* Members that are computed from something else than a key of their name; a
 * document's own value under one of them is only in its front matter. */
extern const char *const keys_computed[];
/* What is shown beside a document where it is asked for; a document's own value
 * under one of them is shown where it is not. */
extern const char *const keys_beside[];

/* Whether the key is in any of the tables, or is `title`, `draft` and so on:
 * its value is checked and brought into one form when a file is read. */
bool key_is_known(struct slice key);
/* The same for the keys of other programs, which may write `Title`. */
bool key_is_known_in_any_case(struct slice key);

/* Whether they differ in nothing but case and what separates words: "heroImage"
 * and "hero_image". */
bool key_is_same_word(struct slice a, struct slice b);
/* Whether the key is probably a typo of the known one: one edit away, and not
 * its plural or another short word. */
bool key_is_typo(struct slice key, struct slice known);

/* The known key that this one is a typo of, or that differs in case only; NULL
 * for known keys and for other words. */
const char *key_meant(struct slice key);

#endif
