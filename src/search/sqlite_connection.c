/* sqlite_connection.c - opens connections, and says what their faults mean. */
#include "search/sqlite.h"

#define BUSY_MS 5000

enum engine_fault sqlite_fault(sqlite3 *database, struct err *err)
{
    int code =
        database != NULL ? sqlite3_extended_errcode(database) : SQLITE_NOMEM;
    (void)err_set(err, ERR_IO, "SQLite: %s",
                  database != NULL ? sqlite3_errmsg(database)
                                   : "out of memory");
    switch (code & 0xFF) {
    case SQLITE_ERROR: /* a query that FTS5 does not take */
        return ENGINE_REFUSED;
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ENGINE_FULL;
    case SQLITE_IOERR:
        return code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS
                   ? ENGINE_DAMAGED
                   : ENGINE_FULL;
    case SQLITE_CANTOPEN:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
        return ENGINE_AWAY;
    default: /* SQLITE_CORRUPT, SQLITE_NOTADB, an unknown table ... */
        return ENGINE_DAMAGED;
    }
}

enum engine_fault sqlite_connect(const char *path, int flags,
                                 sqlite3 **ret_database, struct err *err)
{
    int result =
        sqlite3_open_v2(path, ret_database,
                        flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
                            SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE,
                        NULL);
    if (result != SQLITE_OK)
        return sqlite_fault(*ret_database, err);
    (void)sqlite3_busy_timeout(*ret_database, BUSY_MS);
    return ENGINE_FINE;
}

sqlite3_int64 sqlite_number(sqlite3 *database, const char *sql)
{
    sqlite3_int64 number = -1;
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return number;
}

enum engine_fault sqlite_run(sqlite3 *database, const char *sql,
                             struct err *err)
{
    return sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK
               ? ENGINE_FINE
               : sqlite_fault(database, err);
}
