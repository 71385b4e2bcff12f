/* schema_files.h - the owner's JSON Schemas on the disk. Private to this room.
 */
#ifndef SITE_SCHEMA_FILES_H
#define SITE_SCHEMA_FILES_H

#include "lint/lint.h"
#include "site/settings.h"
#include "site/site.h"

/* How deep folders of schemas may be nested, and all files together. */
#define SCHEMAS_MAX_DEPTH 8
#define SCHEMAS_MAX_BYTES (16 * 1024 * 1024)

struct walk;

/* All zero: there are none. */
struct schema_files {
    struct arena arena;
    struct slice written; /* the path in the settings; SLICE_NONE: unset */
    struct slice path;    /* the same, absolute, without links; SLICE_NONE
                             if nothing is there */
    struct owner_schemas owner; /* a reference */
    struct diagnostics faults;  /* what cannot be read */
    uint64_t hash;              /* of everything that was read, and of these */
};

/* Finds out where they are. */
void schema_files_find(const struct settings *settings, const char *folder,
                       struct schema_files *ret_files);

/* Reads them. Each folder of them is shown to the visitor before that, and the
 * one around them: they may be replaced, or appear. */
void schema_files_read(struct schema_files *files, const struct walk *walk,
                       const struct folder_visitor *visitor);
void schema_files_release(struct schema_files *files);

/* Whether a path outside of the site's folder is one of them, or may become
 * one. */
bool schema_files_have(const struct schema_files *files, struct slice path);

#endif
