/* settings_file.h - reading headmatter.yaml. Private to this room. */
#ifndef SITE_SETTINGS_FILE_H
#define SITE_SETTINGS_FILE_H

#include "site/settings.h"

struct reader {
    struct settings *settings;
    struct diagnostics *faults;
    struct slice bytes; /* of the file */
};

/* Reads the file in the folder, if there is one, into the settings. */
void reader_read(struct reader *reader, const char *folder);

/* What is said of collections. */
void reader_read_collections(struct reader *reader, const struct value *value);

/* A fault at a value. `hint` may be NULL. */
void reader_tell(struct reader *reader, const struct value *at,
                 const char *hint, struct slice message);
/* It is not what its setting takes. */
void reader_tell_value(struct reader *reader, const struct setting *setting,
                       const struct value *written);
/* ", not 5", or "; item 2 is a list" where it is that item of the list that was
 * written. */
void reader_append_misfit(const struct value *written, const struct value *item,
                          struct str *message);
/* There is no such key in `section` ("" at the top). */
void reader_tell_unknown(struct reader *reader, struct slice section,
                         const struct member *member, struct slice hint);
/* False if it is no mapping; that is a fault unless it is nothing at all. */
bool reader_wants_mapping(struct reader *reader, struct slice name,
                          const struct value *value) MUST_USE;

struct nearest_name {
    struct slice wanted;
    struct slice name; /* SLICE_NONE while none is near */
    unsigned distance; /* names further away do not count */
};

void consider_name(struct nearest_name *nearest, struct slice name);

#endif
