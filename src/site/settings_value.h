/* settings_value.h - one setting's value: checked, stored and shown again.
 * Private to this room. */
#ifndef SITE_SETTINGS_VALUE_H
#define SITE_SETTINGS_VALUE_H

#include "site/settings.h"

/* Stores a value in the settings; returns false, and changes nothing, if the
 * setting does not take it. Strings are copied into the arena. */
bool setting_take(const struct setting *setting, const struct value *written,
                  struct settings *settings, struct arena *arena) MUST_USE;

/* The `count` texts of a command line as the file would have them: a number
 * if the setting takes one and the text is one. */
struct value setting_of_texts(const struct setting *setting,
                              const char *const *texts, size_t count,
                              struct arena *arena);

/* Whether it is a pattern of paths relative to DIR. */
bool setting_is_glob(struct slice text);
/* What to do about one that is not, or NULL. */
const char *setting_glob_hint(struct slice text);
/* The same for a string that the setting does not take. */
const char *setting_hint(const struct setting *setting, struct slice text);
/* Whether what it does not take must not be quoted: it may have a password. */
bool setting_hides(const struct setting *setting, struct slice text);
/* "./drafts/" -> "drafts". */
struct slice setting_plain_glob(struct slice text);

/* Appends a value that is refused: "'many'", "a list", "12"; of one that may
 * have a password, that it is "an address". */
void setting_append_shown(const struct value *value, struct str *out);

#endif
