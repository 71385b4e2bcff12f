/* meta_fields.h - reading the fields of a document. Private to this room. */
#ifndef LAYOUT_META_FIELDS_H
#define LAYOUT_META_FIELDS_H

#include "layout/meta.h"

/* Fills everything from `name` to `categories`, and adds warnings; the source,
 * the path and the front matter must be set. */
void meta_fill_fields(struct meta *meta);

struct key_value {
    const char *key;
    const struct value *value; /* NULL: none of the keys is there */
};

/* Returns the first of the keys that holds anything: `author:` with nothing
 * after it does not hide an `authors` below. */
struct key_value key_value_find(const struct value *object,
                                const char *const *keys);

/* Warns of a value that is not what its key expects, "a string". */
void meta_warn_kind(struct meta *meta, struct key_value field,
                    const char *expected);

/* Names are strings, even those that YAML takes for something else. SLICE_NONE
 * for null, lists and mappings. */
struct slice meta_name_text(struct meta *meta, const struct value *value);

/* Strings and numbers; SLICE_NONE for the rest. */
struct slice meta_scalar_text(struct meta *meta, const struct value *value);

/* Whether it is one of the words, as text_is_word(); false for NULL. */
bool value_is_word(const struct value *value, const char *const *words);

/* Fills `is_draft` and `is_hidden`. */
void meta_read_status(struct meta *meta);

/* Fills the dates, and `name`. */
void meta_read_dates(struct meta *meta);
/* Returns a copy that lives as long as the meta. */
const struct date *meta_keep_date(struct meta *meta, const struct date *date);
/* Makes it the date of publication or expiry if it holds the document back for
 * longer than the one before; NULL does not. */
void meta_note_limit(struct meta *meta, const struct date *date,
                     bool is_expiry);

/* Forgets the warning that the API has its own value of that key: to the
 * generator the key means something, so nobody has to rename it. */
void meta_accept_key(struct meta *meta, const char *key);

/* Marks a document as if it had `unlisted: true`; data stays as it is. */
void meta_unlist(struct meta *meta);

/* Gives the document the name that its generator reads in the file's, and a
 * title of that name unless it has one. */
void meta_rename(struct meta *meta, struct slice name);
/* Make a field the title or the date that has another key than usual; the date
 * only if no key of dates has one. `key` is for messages. */
void meta_take_title(struct meta *meta, const struct value *value);
void meta_take_date(struct meta *meta, struct slice key,
                    const struct value *value);
/* Fills what titles are sorted by. */
void meta_sort_title(struct meta *meta);

/* Fills `names` from the first of the keys that holds anything. */
void meta_read_names(struct meta *meta, const char *const *keys,
                     struct names *names);
/* Adds those that a note of a vault has in its body. */
void meta_add_tags_of_body(struct meta *meta);
struct names meta_slugs_of(struct meta *meta, const struct names *names);

/* Null, and strings of nothing but spaces. */
bool value_is_blank(const struct value *value);

#endif
