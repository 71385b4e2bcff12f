/* postgres.h - a connection to PostgreSQL, and statements with parameters.
 * Private to this room.
 *
 *     statement "... WHERE site = $1 AND row > $2"
 *     parameters [int4 7] [int4 120]        never pasted into the text
 *        --> row by row, as slices
 *
 * Parameters and results are binary: numbers are big-endian, an array is its
 * header and its elements. Nothing here waits for longer than the limits below,
 * unless the address sets others. A connection is for one thread at a time. */
#ifndef SEARCH_POSTGRES_H
#define SEARCH_POSTGRES_H

#include "search/engine.h"

#include <stdint.h>

#define DATABASE_CONNECT_S  5      /* to each address of each host */
#define DATABASE_SILENCE_MS 10000  /* of the network, until it is given up */
#define DATABASE_READ_MS    5000   /* a statement that reads */
#define DATABASE_WRITE_MS   120000 /* a statement that writes or reads all */
#define DATABASE_LOCK_MS    100000 /* for a lock that another server holds */
#define DATABASE_LATE_MS    1000 /* after which a server says nothing at all */

#define DATABASE_MAX_COLUMNS    8
#define DATABASE_MAX_PARAMETERS 6

struct database; /* opaque, see postgres.c */

enum database_use { DATABASE_READS, DATABASE_WRITES };

/* What is bound to $1, $2 ... `struct parameters p = {0}` has none. */
struct parameters {
    struct str bytes;
    struct {
        unsigned type;
        size_t start, size;
    } items[DATABASE_MAX_PARAMETERS];
    size_t count;
};

void parameters_release(struct parameters *parameters);
void parameters_add_number(struct parameters *parameters, int32_t number);
void parameters_add_text(struct parameters *parameters, struct slice text);

/* An array that is made element by element. `struct elements e = {0}` is
 * empty. */
struct elements {
    struct str bytes;
    size_t count;
};

void elements_release(struct elements *elements);
void elements_clear(struct elements *elements); /* keeps the memory */
void elements_add_number(struct elements *elements, int32_t number);
void elements_add_long(struct elements *elements, int64_t number);
void elements_add_bytes(struct elements *elements, struct slice bytes);

/* The types of PostgreSQL that elements can be of; their numbers never change
 * (pg_type.dat). */
enum element_type {
    ELEMENT_LONG = 20,
    ELEMENT_NUMBER = 23,
    ELEMENT_TEXT = 25,
    ELEMENT_TSVECTOR = 3614,
};

void parameters_add_array(struct parameters *parameters, enum element_type type,
                          const struct elements *elements);

void bytes_append_number(struct str *out, uint32_t number, size_t size);
int32_t value_number(struct slice value);
int64_t value_long(struct slice value);
/* How many numbers an array has, none of which is null; and one of them. */
size_t value_count(struct slice array);
int32_t value_element(struct slice array, size_t index);

/* The address was checked by address_check(). */
enum engine_fault database_open(const char *address, enum database_use use,
                                struct database **ret_database,
                                struct err *err);
void database_close(struct database *database); /* NULL is accepted */

/* What is done with each row of a result; the values last as long as the
 * call. */
typedef void database_visit(void *context, const struct slice *columns);

/* Carries out one statement; `parameters` and `visit` may be NULL. */
enum engine_fault database_run(struct database *database, const char *sql,
                               const struct parameters *parameters,
                               database_visit *visit, void *context,
                               struct err *err);
/* The one number that it gives; `otherwise` if there is no row. */
enum engine_fault database_number(struct database *database, const char *sql,
                                  const struct parameters *parameters,
                                  int64_t otherwise, int64_t *ret_number,
                                  struct err *err);

#endif
