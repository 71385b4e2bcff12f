/* settings_reader.h - the parts that read headmatter.yaml, each using only
 * those after it. Private to this room.
 *
 *     settings.c -> settings_file.c -> settings_collections.c
 *                                      \-> settings_reader.c: the messages */
#ifndef SITE_SETTINGS_READER_H
#define SITE_SETTINGS_READER_H

#include "site/settings.h"

struct settings_reader {
    struct settings *settings;
    struct diagnostics *faults;
    struct slice file;       /* what messages call it */
    enum origin_kind origin; /* of what is in it */
    struct slice bytes;      /* of the file */
};

/* Reads the file in the folder, if there is one, into the settings. */
void settings_read_file(struct settings_reader *reader, const char *folder);

/* The same for that of the operator, which has to exist. */
void settings_read_operator_file(struct settings_reader *reader,
                                 const char *path);

/* Adds the folders beside DIR, `folder`: those of the overrides, and those that
 * collections name. Reports those that cannot be roots. */
void settings_read_roots(struct settings_reader *reader, const char *folder,
                         const struct overrides *overrides);

/* Reads the mapping under `collections`. */
void settings_read_collections(struct settings_reader *reader,
                               const struct value *value);

/* Reports a fault of the file; `hint` may be NULL. */
void reader_report(struct settings_reader *reader, enum diagnostic_code code,
                   uint32_t line, uint32_t column, const char *hint,
                   struct slice message);
/* Reports an invalid value. */
void reader_report_at(struct settings_reader *reader, const struct value *at,
                      const char *hint, struct slice message);
/* Reports a value that its setting does not take. */
void reader_report_value(struct settings_reader *reader,
                         const struct setting *setting,
                         const struct value *written);
/* Reports a key that does not exist in `section` ("" at the top). */
void reader_report_unknown(struct settings_reader *reader, struct slice section,
                           const struct member *member, struct slice hint);

/* Ends a message: ", not 5", or "; item 2 is a list" if it is that item of the
 * list `written` that is wrong. `item` may be NULL. */
void reader_append_misfit(const struct value *written, const struct value *item,
                          struct str *message);

/* Whether the value is a mapping; if it is neither that nor null, reports
 * it. */
bool reader_expect_mapping(struct settings_reader *reader, struct slice name,
                           const struct value *value) MUST_USE;

#endif
