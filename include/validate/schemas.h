/* schemas.h - JSON Schemas of a site's owner, for its front matter.
 *
 *     posts.json     \
 *     authors.json    > one set --> the schema of posts --> judge.h
 *     parts/seo.json /              the schema of authors
 *
 * JSON Schema 2020-12. A set is made once of the texts of its files; a schema
 * refers to others of the set, and to nothing else: nothing is fetched. Then it
 * never changes, and any thread may judge by it. */
#ifndef VALIDATE_SCHEMAS_H
#define VALIDATE_SCHEMAS_H

#include "document/diagnostic.h"

#define SCHEMAS_MAX_FILES     256
#define SCHEMA_MAX_FILE_BYTES (1024 * 1024)

/* Subschemas of all files together. */
#define SCHEMAS_MAX_PARTS 100000

struct schema_set; /* opaque, see compiled.h */
struct subschema;  /* a schema or a part of one */

struct schema_text {
    struct slice name; /* relative to the folder of all: "parts/seo.json" */
    struct slice path; /* how diagnostics call it */
    struct slice text; /* JSON */
};

/* Copies what it needs. The caller has one reference. */
struct schema_set *schemas_new(const struct schema_text *texts, size_t count);
struct schema_set *
schemas_ref(struct schema_set *schemas);        /* NULL is accepted */
void schemas_unref(struct schema_set *schemas); /* NULL is accepted */

/* What is wrong with the files. One that has an error is not judged by. */
const struct diagnostics *schemas_faults(const struct schema_set *schemas);

/* Returns the schema of the file with that name; NULL if there is none, or if
 * it has an error. */
const struct subschema *schemas_find(const struct schema_set *schemas,
                                     struct slice name);

/* A file of the set: its name and path, and whether another refers to it.
 * False after the last. */
struct schema_file_facts {
    struct slice name, path;
    bool is_referenced;
};
bool schemas_next(const struct schema_set *schemas, size_t *cursor,
                  struct schema_file_facts *ret_facts);

#endif
