/* postgres_engine.h - the engine that is a database. Private to this room.
 *
 *     postgres_engine.c   reads and adds rows
 *       postgres_tidy.c     removes them
 *         postgres_writer.c   connects
 */
#ifndef SEARCH_POSTGRES_ENGINE_H
#define SEARCH_POSTGRES_ENGINE_H

#include "search/postgres.h"

#include <stdatomic.h>
#include <time.h>

struct postgres_engine {
    struct engine engine;
    char *address, *name;
    struct database *writer;
    struct stemmers *stemmers;
    atomic_int site;
    int32_t epoch, last_row;
    bool is_adding; /* rows have been told of that are not kept yet */
    time_t tidied;  /* when rows that nobody wants were looked for */
    const struct engine_visitor *visitor; /* while something is read or added */
    /* What is not sent yet: of rows, and words that were not known. */
    struct elements rows, keys, lengths, title_lengths, vectors, words;
    atomic_ullong bytes;
};

static inline struct postgres_engine *postgres_of(struct engine *engine)
{
    return (struct postgres_engine *)engine;
}

/* Carries out a statement of the writer that gives nothing. */
static inline enum engine_fault
postgres_run(struct postgres_engine *self, const char *sql,
             const struct parameters *parameters, struct err *err)
{
    return database_run(self->writer, sql, parameters, NULL, NULL, err);
}

/* Connects anew and finds the site, or makes it. */
enum engine_fault postgres_connect(struct postgres_engine *self,
                                   struct err *err);
/* Finds out how many bytes the tables of the site take. */
enum engine_fault postgres_count_bytes(struct postgres_engine *self,
                                       struct err *err);

/* For the functions of engine.h. */
enum engine_fault postgres_clear(struct engine *engine, struct err *err);
enum engine_fault postgres_keep(struct engine *engine, const uint32_t *rows,
                                size_t count, struct err *err);

#endif
