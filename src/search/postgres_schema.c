/* postgres_schema.c - makes and migrates the tables in PostgreSQL.
 *
 *     schema headmatter_search
 *       schema_version  number
 *       sites           id, name, program, epoch, last_row, used
 *       rows            site, row, key ...    what is remembered of each
 *       texts           site, row, words      tsvector with a GIN index
 *       words           site, word, row       each once, with the first row
 *
 * The last three are partitioned by site: one site's words slow no other one
 * down, are removed by dropping three tables, and are what would be distributed
 * over several hosts. A site is of one program version, as the words of a text
 * may differ from one to the next: replicas of both go on beside each other
 * while they are replaced. */
#include "search/postgres_schema.h"

#include "base/array.h"
#include "search/lexeme_marks.h"

#include <stdio.h>

#define STATEMENT_MAX_BYTES 512

/* What led from each version to the next; never changed afterwards. */
static const char *const migrations[][10] = {
    {"CREATE TABLE headmatter_search.schema_version (number integer NOT NULL)",
     "INSERT INTO headmatter_search.schema_version VALUES (0)",
     "CREATE TABLE headmatter_search.sites ("
     " id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
     " name text NOT NULL, program text NOT NULL,"
     " epoch integer NOT NULL DEFAULT 1, last_row integer NOT NULL DEFAULT 0,"
     " used date NOT NULL DEFAULT current_date, UNIQUE (name, program))",
     "CREATE TABLE headmatter_search.rows ("
     " site integer NOT NULL, row integer NOT NULL, key bigint NOT NULL,"
     " length integer NOT NULL, title_length integer NOT NULL,"
     " used date NOT NULL DEFAULT current_date,"
     " PRIMARY KEY (site, row), UNIQUE (site, key)) PARTITION BY LIST (site)",
     "CREATE TABLE headmatter_search.texts ("
     " site integer NOT NULL, row integer NOT NULL, words tsvector NOT NULL,"
     " PRIMARY KEY (site, row)) PARTITION BY LIST (site)",
     "CREATE TABLE headmatter_search.words ("
     " site integer NOT NULL, word text COLLATE \"C\" NOT NULL,"
     " row integer NOT NULL, PRIMARY KEY (site, word))"
     " PARTITION BY LIST (site)",
     "CREATE INDEX ON headmatter_search.words (site, row)", NULL},
};

#define VERSION ((int64_t)ARRAY_COUNT(migrations))

/* Of each site. A row of texts is a number and where its words are, so that a
 * page has a hundred of them: words are read for phrases only. New words are
 * sorted into the index at once, not kept in a list, which each of the many
 * questions of a query would look through from end to end: to add a document
 * takes half as long again, and no query waits for others that are added. */
static const char *const partitions[] = {
    "CREATE TABLE headmatter_search.rows_%d (LIKE headmatter_search.rows"
    " INCLUDING DEFAULTS INCLUDING INDEXES) WITH (fillfactor = 80)",
    "CREATE TABLE headmatter_search.texts_%d (LIKE headmatter_search.texts"
    " INCLUDING INDEXES) WITH (toast_tuple_target = 128)",
    /* To count how often which words are there takes long and tells nothing. */
    "ALTER TABLE headmatter_search.texts_%d ALTER words SET STATISTICS 0",
    "CREATE INDEX texts_%d_index ON headmatter_search.texts_%d USING gin"
    " (words) WITH (fastupdate = off)",
    "CREATE TABLE headmatter_search.words_%d (LIKE headmatter_search.words"
    " INCLUDING INDEXES)",
    /* What is attached once it is made keeps nobody from reading and writing
     * other sites meanwhile. */
    "ALTER TABLE headmatter_search.rows ATTACH PARTITION"
    " headmatter_search.rows_%d FOR VALUES IN (%d)",
    "ALTER TABLE headmatter_search.texts ATTACH PARTITION"
    " headmatter_search.texts_%d FOR VALUES IN (%d)",
    "ALTER TABLE headmatter_search.words ATTACH PARTITION"
    " headmatter_search.words_%d FOR VALUES IN (%d)",
};

enum engine_fault schema_change(struct database *database, const char *format,
                                int32_t site, struct err *err)
{
    char sql[STATEMENT_MAX_BYTES];
    (void)snprintf(sql, sizeof sql, format, site, site, site, site);
    return database_run(database, sql, NULL, NULL, NULL, err);
}

enum engine_fault schema_lock(struct database *database, int32_t site,
                              struct err *err)
{
    struct parameters parameters = {0};
    enum engine_fault fault =
        database_run(database, "BEGIN", NULL, NULL, NULL, err);
    parameters_add_number(&parameters, SCHEMA_LOCK);
    parameters_add_number(&parameters, site);
    if (fault == ENGINE_FINE)
        fault = database_run(database, "SELECT pg_advisory_xact_lock($1, $2)",
                             &parameters, NULL, NULL, err);
    parameters_release(&parameters);
    return fault;
}

static enum engine_fault read_version(struct database *database,
                                      int64_t *ret_version, struct err *err)
{
    int64_t is_there = 0;
    enum engine_fault fault = database_number(
        database,
        "SELECT (to_regclass('headmatter_search.schema_version')"
        " IS NOT NULL)::integer",
        NULL, 0, &is_there, err);
    *ret_version = 0;
    if (fault == ENGINE_FINE && is_there != 0)
        fault = database_number(
            database, "SELECT number FROM headmatter_search.schema_version",
            NULL, 0, ret_version, err);
    if (fault == ENGINE_FINE && *ret_version > VERSION) {
        (void)err_set(err, ERR_UNSUPPORTED,
                      "PostgreSQL: the schema headmatter_search is of version "
                      "%lld, and this program knows %lld",
                      (long long)*ret_version, (long long)VERSION);
        (void)err_set_hint(err, "Use the newer program that made it, or "
                                "another database");
        fault = ENGINE_AWAY;
    }
    return fault;
}

/* An owner of the database may have made it for a role that cannot. */
static enum engine_fault make_namespace(struct database *database,
                                        struct err *err)
{
    int64_t is_there = 0;
    enum engine_fault fault = database_number(
        database,
        "SELECT (to_regnamespace('headmatter_search') IS NOT NULL)::integer",
        NULL, 0, &is_there, err);
    if (fault == ENGINE_FINE && is_there == 0)
        fault = database_run(database, "CREATE SCHEMA headmatter_search", NULL,
                             NULL, NULL, err);
    return fault;
}

static enum engine_fault migrate(struct database *database, struct err *err)
{
    int64_t version = 0;
    struct parameters parameters = {0};
    enum engine_fault fault = schema_lock(database, 0, err);
    if (fault == ENGINE_FINE) /* another server may have been faster */
        fault = read_version(database, &version, err);
    if (fault == ENGINE_FINE && version == 0)
        fault = make_namespace(database, err);
    for (; fault == ENGINE_FINE && version < VERSION; version++) {
        const char *const *statement = migrations[version];
        for (; fault == ENGINE_FINE && *statement != NULL; statement++)
            fault = database_run(database, *statement, NULL, NULL, NULL, err);
    }
    parameters_add_number(&parameters, (int32_t)VERSION);
    if (fault == ENGINE_FINE)
        fault = database_run(
            database, "UPDATE headmatter_search.schema_version SET number = $1",
            &parameters, NULL, NULL, err);
    if (fault == ENGINE_FINE)
        fault = database_run(database, "COMMIT", NULL, NULL, NULL, err);
    parameters_release(&parameters);
    return fault;
}

static enum engine_fault find_site(struct database *database,
                                   const struct parameters *site,
                                   int32_t *ret_site, struct err *err)
{
    int64_t id = 0;
    enum engine_fault fault =
        database_number(database,
                        "SELECT id FROM headmatter_search.sites"
                        " WHERE name = $1 AND program = $2",
                        site, 0, &id, err);
    *ret_site = (int32_t)id;
    return fault;
}

static enum engine_fault make_site(struct database *database,
                                   const struct parameters *site,
                                   int32_t *ret_site, struct err *err)
{
    enum engine_fault fault = schema_lock(database, 0, err);
    if (fault == ENGINE_FINE)
        fault = find_site(database, site, ret_site, err);
    if (fault == ENGINE_FINE && *ret_site == 0) {
        fault = database_run(database,
                             "INSERT INTO headmatter_search.sites"
                             " (name, program) VALUES ($1, $2)",
                             site, NULL, NULL, err);
        if (fault == ENGINE_FINE)
            fault = find_site(database, site, ret_site, err);
        for (size_t i = 0; fault == ENGINE_FINE && i < ARRAY_COUNT(partitions);
             i++)
            fault = schema_change(database, partitions[i], *ret_site, err);
    }
    if (fault == ENGINE_FINE)
        fault = database_run(database, "COMMIT", NULL, NULL, NULL, err);
    return fault;
}

enum engine_fault schema_prepare(struct database *database, struct slice site,
                                 int32_t *ret_site, struct err *err)
{
    struct parameters parameters = {0};
    char program[64];
    int64_t version = 0;
    enum engine_fault fault = read_version(database, &version, err);
    if (fault == ENGINE_FINE && version < VERSION)
        fault = migrate(database, err);
    (void)snprintf(program, sizeof program, "%s.%d.%d", HEADMATTER_VERSION,
                   WORDS_VERSION, LEXEME_MARKS_VERSION);
    parameters_add_text(&parameters, site);
    parameters_add_text(&parameters, slice_of(program));
    if (fault == ENGINE_FINE)
        fault = find_site(database, &parameters, ret_site, err);
    if (fault == ENGINE_FINE && *ret_site == 0)
        fault = make_site(database, &parameters, ret_site, err);
    parameters_release(&parameters);
    return fault;
}
