/* postgres_schema.h - the tables in PostgreSQL. Private to this room. */
#ifndef SEARCH_POSTGRES_SCHEMA_H
#define SEARCH_POSTGRES_SCHEMA_H

#include "search/postgres.h"

/* Of the advisory locks, with the number of a site or 0 for all: "hmfs". */
#define SCHEMA_LOCK 0x686D6673

/* Makes what is missing: the schema, its later versions, the tables of the
 * site. Writes nothing where all is there, so that a standby will do. */
enum engine_fault schema_prepare(struct database *database, struct slice site,
                                 int32_t *ret_site, struct err *err);

/* Waits for the lock and begins a transaction, which ends it. */
enum engine_fault schema_lock(struct database *database, int32_t site,
                              struct err *err);

/* Carries out a statement about the tables of the site: each "%d" in it is its
 * number, of which there are at most four. */
enum engine_fault schema_change(struct database *database, const char *format,
                                int32_t site, struct err *err);

#endif
