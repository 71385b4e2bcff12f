/* postgres_writer.c - the connection that adds rows, and what it does for the
 * tables as a whole. */
#include "search/address.h"
#include "search/postgres_engine.h"
#include "search/postgres_schema.h"

enum engine_fault postgres_count_bytes(struct postgres_engine *self,
                                       struct err *err)
{
    struct parameters parameters = {0};
    int64_t bytes = 0;
    parameters_add_number(&parameters, self->site);
    enum engine_fault fault = database_number(
        self->writer,
        "SELECT coalesce(sum(pg_total_relation_size(to_regclass("
        "'headmatter_search.' || name || '_' || $1))), 0)::bigint"
        " FROM (VALUES ('rows'), ('texts'), ('words')) AS tables(name)",
        &parameters, 0, &bytes, err);
    parameters_release(&parameters);
    atomic_store(&self->bytes, (uint64_t)bytes);
    return fault;
}

enum engine_fault postgres_connect(struct postgres_engine *self,
                                   struct err *err)
{
    int32_t site = 0;
    database_close(self->writer);
    self->writer = NULL;
    if (!address_check(slice_of(self->address), err))
        return ENGINE_AWAY;
    enum engine_fault fault =
        database_open(self->address, DATABASE_WRITES, &self->writer, err);
    if (fault == ENGINE_FINE)
        fault = schema_prepare(self->writer, slice_of(self->name), &site, err);
    atomic_store(&self->site, site);
    return fault;
}
