/* sqlite_file.c - what is in a file, and whether it can be used.
 *
 *     words       title, headings ...   what is where (fts5); keeps no text
 *     rows        key, length           what is remembered of each
 *     vocabulary  words, by line        for typing errors and beginnings; a row
 *                                       has those that one transaction added
 *     identity    a number              made up with the file, so that a reader
 *                                       sees whether it is still the same one
 */
#include "search/sqlite.h"

#include "base/map.h"

#include <stdio.h>

#define APPLICATION_ID 0x686D6673 /* "hmfs" */
/* Of the tables. Texts and words can change with each version of the program,
 * so that a file is of one only. */
#define SCHEMA_VERSION 3

#define TABLES                                                                 \
    "CREATE VIRTUAL TABLE words USING fts5(title, headings, terms, excerpt,"   \
    " body, prose, content='', columnsize=0, tokenize='headmatter');"          \
    "INSERT INTO words(words, rank) VALUES('hashsize', 8388608);"              \
    "CREATE TABLE rows(row INTEGER PRIMARY KEY, key INTEGER NOT NULL,"         \
    " length INTEGER NOT NULL, title_length INTEGER NOT NULL) STRICT;"         \
    "CREATE TABLE vocabulary(words TEXT NOT NULL) STRICT;"                     \
    "CREATE TABLE identity(number INTEGER NOT NULL) STRICT;"                   \
    "INSERT INTO identity VALUES(random() & 0x7FFFFFFFFFFFFFFF | 1);"

/* A view has an array over all numbers of rows, up to the highest: beyond so
 * many numbers, for each that is used, the file is made anew. */
#define MAX_NUMBERS     (1024 * 1024)
#define NUMBERS_PER_ROW 16

/* What is written into the file as its version: positive. */
static int file_version(void)
{
    return (int)(hash_bytes(SLICE(HEADMATTER_VERSION),
                            SCHEMA_VERSION << 16 | WORDS_VERSION) &
                 0x7FFFFFFF);
}

/* An empty file gets its tables; any other has to be one of ours and whole. */
enum engine_fault sqlite_check_file(sqlite3 *database, struct err *err)
{
    char sql[sizeof TABLES + 128];
    sqlite3_int64 tables =
        sqlite_number(database, "SELECT count(*) FROM sqlite_schema");
    if (tables < 0)
        return sqlite_fault(database, err);
    if (tables == 0) {
        (void)snprintf(sql, sizeof sql,
                       "BEGIN IMMEDIATE; PRAGMA application_id = %d;"
                       "PRAGMA user_version = %d;" TABLES "COMMIT;",
                       APPLICATION_ID, file_version());
        return sqlite_run(database, sql, err);
    }
    if (sqlite_number(database, "PRAGMA application_id") != APPLICATION_ID ||
        sqlite_number(database, "PRAGMA user_version") != file_version()) {
        (void)err_set(err, ERR_INVALID, "it is of another program or version");
        return ENGINE_DAMAGED;
    }
    if (sqlite_number(database, SQLITE_IDENTITY) <= 0 ||
        sqlite_number(database,
                      "SELECT quick_check = 'ok' FROM pragma_quick_check(1)") !=
            1) {
        (void)err_set(err, ERR_INVALID, "it is damaged");
        return ENGINE_DAMAGED;
    }
    return ENGINE_FINE;
}

/* Whether the numbers of rows, of which the last is `last`, can be used. */
static bool has_good_numbers(sqlite3_int64 last, sqlite3_int64 count)
{
    return last <= MAX_NUMBERS || last / NUMBERS_PER_ROW <= count;
}

/* Calls give() with each row of what a statement selects. */
static enum engine_fault
each_row(sqlite3 *database, const char *sql,
         void (*give)(sqlite3_stmt *row, const struct engine_visitor *),
         const struct engine_visitor *visitor, struct err *err)
{
    sqlite3_stmt *all = NULL;
    int result = sqlite3_prepare_v2(database, sql, -1, &all, NULL);
    if (result == SQLITE_OK) {
        while ((result = sqlite3_step(all)) == SQLITE_ROW)
            give(all, visitor);
    }
    enum engine_fault fault =
        result == SQLITE_DONE ? ENGINE_FINE : sqlite_fault(database, err);
    (void)sqlite3_finalize(all);
    return fault;
}

static void give_row(sqlite3_stmt *columns,
                     const struct engine_visitor *visitor)
{
    const struct engine_row row = {
        .row = (uint32_t)sqlite3_column_int64(columns, 0),
        .key = (uint64_t)sqlite3_column_int64(columns, 1),
        .length = (uint32_t)sqlite3_column_int64(columns, 2),
        .title_length = (uint32_t)sqlite3_column_int64(columns, 3),
    };
    visitor->row(visitor->context, &row);
}

static void give_words(sqlite3_stmt *columns,
                       const struct engine_visitor *visitor)
{
    const char *text = (const char *)sqlite3_column_text(columns, 0);
    struct slice rest = {text, (size_t)sqlite3_column_bytes(columns, 0)}, word;
    while (slice_cut(&rest, '\n', &word)) {
        if (word.size > 0)
            (void)visitor->word(visitor->context, word);
    }
}

enum engine_fault sqlite_give_rows(sqlite3 *database,
                                   const struct engine_visitor *visitor,
                                   uint32_t *last_row, struct err *err)
{
    sqlite3_int64 last = sqlite_number(database, "SELECT max(row) FROM rows");
    sqlite3_int64 first = sqlite_number(database, "SELECT min(row) FROM rows");
    sqlite3_int64 count = sqlite_number(database, "SELECT count(*) FROM rows");
    if (first < 0 || last > INT32_MAX || !has_good_numbers(last, count)) {
        (void)err_set(err, ERR_INVALID, "its rows have too high numbers");
        return ENGINE_DAMAGED;
    }
    if (last > *last_row)
        *last_row = (uint32_t)last;
    return each_row(database, "SELECT row, key, length, title_length FROM rows",
                    give_row, visitor, err);
}

enum engine_fault sqlite_give_vocabulary(sqlite3 *database,
                                         const struct engine_visitor *visitor,
                                         struct err *err)
{
    return each_row(database, "SELECT words FROM vocabulary", give_words,
                    visitor, err);
}
