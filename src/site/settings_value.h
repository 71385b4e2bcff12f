/* settings_value.h - one setting's value: checked, kept and shown again.
 * Private to this room. */
#ifndef SITE_SETTINGS_VALUE_H
#define SITE_SETTINGS_VALUE_H

#include "site/settings.h"

/* Puts a value where the row says; false, and nothing is touched, if it is not
 * what the setting takes. Texts are copied into the arena. */
bool setting_take(const struct setting *setting, const struct value *written,
                  struct settings *settings, struct arena *arena) MUST_USE;

/* What was said on a command line, `count` texts of it, as the file would
 * have it: a number where one is wanted and it is one. */
struct value setting_of_texts(const struct setting *setting,
                              const char *const *texts, size_t count,
                              struct arena *arena);

/* A pattern of paths relative to DIR. */
bool setting_is_glob(struct slice text);
/* What to do about one that is none, or NULL. */
const char *setting_glob_hint(struct slice text);
/* "./drafts/" is "drafts". */
struct slice setting_plain_glob(struct slice text);

/* "'many'", "a list", "12": a value that is not what was wanted. */
void setting_append_shown(const struct value *value, struct str *out);

#endif
