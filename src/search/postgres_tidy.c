/* postgres_tidy.c - removes rows that several servers could use.
 *
 * Each server says once a day which rows it wants. Rows that no server has
 * wanted for a week are removed by one of them, as is what an older version of
 * the program has left behind. That, and to clear a site, begins a new epoch,
 * whereupon all others read everything anew. So it is done only when much is
 * not wanted. */
#include "search/postgres_engine.h"
#include "search/postgres_schema.h"

#define SECONDS_A_DAY (24 * 3600)

/* Has the others read everything anew; the one parameter is the site. */
static enum engine_fault begin_epoch(struct postgres_engine *self,
                                     const struct parameters *site,
                                     struct err *err)
{
    return postgres_run(self,
                        "UPDATE headmatter_search.sites SET epoch = epoch + 1"
                        " WHERE id = $1",
                        site, err);
}

enum engine_fault postgres_clear(struct engine *engine, struct err *err)
{
    struct postgres_engine *self = postgres_of(engine);
    struct parameters parameters = {0};
    enum engine_fault fault = postgres_connect(self, err);
    self->epoch = 0; /* unknown */
    self->is_adding = false;
    parameters_add_number(&parameters, self->site);
    if (fault == ENGINE_FINE)
        fault = schema_lock(self->writer, self->site, err);
    if (fault == ENGINE_FINE)
        fault = schema_change(self->writer,
                              "TRUNCATE headmatter_search.rows_%d,"
                              " headmatter_search.texts_%d,"
                              " headmatter_search.words_%d",
                              self->site, err);
    if (fault == ENGINE_FINE)
        fault = begin_epoch(self, &parameters, err);
    if (fault == ENGINE_FINE)
        fault = postgres_run(self, "COMMIT", NULL, err);
    parameters_release(&parameters);
    return fault;
}

/* Removes what no server has wanted for a week, if that is an eighth of all:
 * others then read everything anew. */
static enum engine_fault remove_unwanted(struct postgres_engine *self,
                                         struct err *err)
{
    struct parameters parameters = {0};
    int64_t count = 0;
    enum engine_fault fault = schema_lock(self->writer, self->site, err);
    parameters_add_number(&parameters, self->site);
    if (fault == ENGINE_FINE)
        fault = database_number(
            self->writer,
            "WITH gone AS (DELETE FROM headmatter_search.rows WHERE site = $1"
            " AND used < current_date - 7"
            " AND (SELECT count(*) FILTER (WHERE used < current_date - 7) * 8"
            " >= count(*) FROM headmatter_search.rows WHERE site = $1)"
            " RETURNING row),"
            " texts AS (DELETE FROM headmatter_search.texts USING gone"
            " WHERE site = $1 AND texts.row = gone.row)"
            " SELECT count(*) FROM gone",
            &parameters, 0, &count, err);
    if (fault == ENGINE_FINE && count > 0)
        fault = begin_epoch(self, &parameters, err);
    if (fault == ENGINE_FINE)
        fault = postgres_run(self, "COMMIT", NULL, err);
    parameters_release(&parameters);
    return fault;
}

/* An older program's index of the same site, which no server uses any more. */
static enum engine_fault remove_old_site(struct postgres_engine *self,
                                         struct err *err)
{
    struct parameters parameters = {0};
    int64_t old = 0;
    enum engine_fault fault = schema_lock(self->writer, 0, err);
    parameters_add_number(&parameters, self->site);
    if (fault == ENGINE_FINE)
        fault = database_number(
            self->writer,
            "DELETE FROM headmatter_search.sites WHERE id = (SELECT old.id"
            " FROM headmatter_search.sites AS old"
            " JOIN headmatter_search.sites AS ours USING (name)"
            " WHERE ours.id = $1 AND old.id <> $1"
            " AND old.used < current_date - 7 LIMIT 1) RETURNING id",
            &parameters, 0, &old, err);
    if (fault == ENGINE_FINE && old != 0)
        fault = schema_change(self->writer,
                              "DROP TABLE headmatter_search.rows_%d,"
                              " headmatter_search.texts_%d,"
                              " headmatter_search.words_%d",
                              (int32_t)old, err);
    if (fault == ENGINE_FINE)
        fault = postgres_run(self, "COMMIT", NULL, err);
    parameters_release(&parameters);
    return fault;
}

enum engine_fault postgres_keep(struct engine *engine, const uint32_t *rows,
                                size_t count, struct err *err)
{
    struct postgres_engine *self = postgres_of(engine);
    struct parameters parameters = {0};
    struct elements numbers = {0};
    time_t now = time(NULL);
    parameters_add_number(&parameters, self->site);
    enum engine_fault fault =
        postgres_run(self,
                     "UPDATE headmatter_search.sites"
                     " SET used = current_date"
                     " WHERE id = $1 AND used < current_date",
                     &parameters, err);
    for (size_t i = 0; i < count; i++)
        elements_add_number(&numbers, (int32_t)rows[i]);
    parameters_add_array(&parameters, ELEMENT_NUMBER, &numbers);
    if (fault == ENGINE_FINE)
        fault =
            postgres_run(self,
                         "UPDATE headmatter_search.rows SET used = current_date"
                         " WHERE site = $1 AND used < current_date"
                         " AND row = ANY ($2)",
                         &parameters, err);
    elements_release(&numbers);
    parameters_release(&parameters);
    if (fault != ENGINE_FINE || now - self->tidied < SECONDS_A_DAY)
        return fault;
    self->tidied = now;
    fault = remove_unwanted(self, err);
    return fault == ENGINE_FINE ? remove_old_site(self, err) : fault;
}
