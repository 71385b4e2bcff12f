/* postgres.c - talks to PostgreSQL by libpq.
 *
 * Statements are sent and awaited with a deadline of our own, since a server
 * that accepts and then says nothing would else hold a thread for ever: its own
 * statement_timeout cannot help if it is stopped, nor the kernel's timeouts if
 * its kernel still acknowledges. To connect may take as long as libpq's
 * connect_timeout, for each address that a host has: libpq then tries the next.
 *
 * What the address, the environment or the role sets, stays: our limits are
 * taken where there are none. No message has the password in it: libpq writes
 * none, and it is looked for all the same. */
#include "search/postgres.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"

#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define VERSION_MIN 120000 /* indexes of partitioned tables, all of them */

#define TEXT(number)    #number
#define DIGITS_OF(name) TEXT(name)

struct database {
    PGconn *link;
    int timeout_ms;
};

#define FOR_READING (1U << DATABASE_READS)
#define FOR_WRITING (1U << DATABASE_WRITES)

/* What is set for a connection where nobody has set anything else. */
static const struct {
    unsigned uses;
    const char *name, *usual, *value;
} session[] = {
    {FOR_READING, "statement_timeout", "0", DIGITS_OF(DATABASE_READ_MS)},
    /* A word is always looked up in the index, however common. */
    {FOR_READING, "enable_seqscan", "on", "off"},
    {FOR_READING, "jit", "on", "off"},
    {FOR_READING, "max_parallel_workers_per_gather", "2", "0"},
    {FOR_WRITING, "statement_timeout", "0", DIGITS_OF(DATABASE_WRITE_MS)},
    {FOR_WRITING, "lock_timeout", "0", DIGITS_OF(DATABASE_LOCK_MS)},
    /* Neither a machine that is gone nor, where PostgreSQL looks for it (from
     * version 14), a program that was killed keeps others from writing. */
    {FOR_WRITING, "idle_in_transaction_session_timeout", "0",
     DIGITS_OF(DATABASE_WRITE_MS)},
    {FOR_WRITING, "client_connection_check_interval", "0", "1000"},
};

static const struct {
    const char *state; /* of SQL, PostgreSQL's appendix A */
    enum engine_fault fault;
} faults[] = {
    {"25006", ENGINE_FULL}, /* a standby, or a read-only transaction */
    {"42501", ENGINE_FULL}, /* the role may not */
    {"53100", ENGINE_FULL}, /* the disk is full */
    {"55P03", ENGINE_FULL}, /* another server holds the lock */
    {"XX001", ENGINE_DAMAGED}, {"XX002", ENGINE_DAMAGED},
};

/* One line, without the password if it should be in it. */
static void set_message(const PGconn *link, const char *message,
                        struct err *err)
{
    struct slice rest = slice_trim(slice_of(message));
    struct slice secret = slice_of(link != NULL ? PQpass(link) : NULL);
    struct str text = {0};
    while (rest.size > 0) {
        if (secret.size > 0 && rest.size >= secret.size &&
            memcmp(rest.data, secret.data, secret.size) == 0) {
            str_append_text(&text, "***");
            rest = slice_from(rest, secret.size);
            continue;
        }
        char c = rest.data[0];
        if (c == '\n')
            str_append_char(&text, ';');
        str_append_char(&text, c == '\n' || c == '\t' ? ' ' : c);
        rest = slice_from(rest, 1);
    }
    (void)err_set(err, ERR_IO, "PostgreSQL: %.*s", SLICE_FMT(str_slice(&text)));
    str_release(&text);
}

/* A statement that failed; NULL for a connection that did. */
static enum engine_fault failed(const struct database *database,
                                const PGresult *result, struct err *err)
{
    const char *state =
        result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *message =
        state != NULL ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)
                      : PQerrorMessage(database->link);
    set_message(database->link, message, err);
    for (size_t i = 0; state != NULL && i < ARRAY_COUNT(faults); i++) {
        if (strcmp(state, faults[i].state) == 0)
            return faults[i].fault;
    }
    return ENGINE_AWAY;
}

static void ignore_notice(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

static bool is_usable(const PGconn *link, struct err *err)
{
    const char *encoding = PQparameterStatus(link, "server_encoding");
    if (PQserverVersion(link) < VERSION_MIN)
        return err_set(err, ERR_UNSUPPORTED,
                       "PostgreSQL is older than version %d",
                       VERSION_MIN / 10000);
    if (encoding != NULL && strcmp(encoding, "UTF8") != 0 &&
        strcmp(encoding, "SQL_ASCII") != 0) {
        err_set(err, ERR_UNSUPPORTED,
                "PostgreSQL: the database keeps text as %s, which does not "
                "have all characters",
                encoding);
        return err_set_hint(err, "Create one with ENCODING 'UTF8'");
    }
    return true;
}

static PGconn *connect_to(const char *address)
{
    /* What is in the address comes last and counts. */
    static const char *const ours[][2] = {
        {"connect_timeout", DIGITS_OF(DATABASE_CONNECT_S)},
        {"fallback_application_name", "headmatter"},
        {"keepalives_idle", "10"},
        {"keepalives_interval", "5"},
        {"keepalives_count", "3"},
        {"tcp_user_timeout", DIGITS_OF(DATABASE_SILENCE_MS)},
        {"client_encoding", "UTF8"},
    };
    const char *names[ARRAY_COUNT(ours) + 2], *values[ARRAY_COUNT(ours) + 2];
    size_t count = 0;
    for (size_t i = getenv("PGCONNECT_TIMEOUT") != NULL ? 1 : 0;
         i < ARRAY_COUNT(ours); i++) {
        names[count] = ours[i][0];
        values[count++] = ours[i][1];
    }
    names[count] = "dbname";
    values[count++] = address;
    names[count] = values[count] = NULL;
    return PQconnectdbParams(names, values, 1);
}

static enum engine_fault set_session(struct database *database,
                                     enum database_use use, struct err *err)
{
    struct parameters parameters = {0};
    struct elements names = {0}, usual = {0}, values = {0};
    for (size_t i = 0; i < ARRAY_COUNT(session); i++) {
        if ((session[i].uses & 1U << use) == 0)
            continue;
        elements_add_bytes(&names, slice_of(session[i].name));
        elements_add_bytes(&usual, slice_of(session[i].usual));
        elements_add_bytes(&values, slice_of(session[i].value));
    }
    parameters_add_array(&parameters, ELEMENT_TEXT, &names);
    parameters_add_array(&parameters, ELEMENT_TEXT, &usual);
    parameters_add_array(&parameters, ELEMENT_TEXT, &values);
    enum engine_fault fault =
        database_run(database,
                     "SELECT set_config(name, value, false)"
                     " FROM unnest($1, $2, $3) AS ours(name, usual, value)"
                     " WHERE current_setting(name, true) = usual",
                     &parameters, NULL, NULL, err);
    elements_release(&names);
    elements_release(&usual);
    elements_release(&values);
    parameters_release(&parameters);
    return fault;
}

enum engine_fault database_open(const char *address, enum database_use use,
                                struct database **ret_database, struct err *err)
{
    struct database *database = mem_alloc(1, sizeof *database);
    enum engine_fault fault = ENGINE_FINE;
    database->timeout_ms =
        use == DATABASE_READS ? DATABASE_READ_MS : DATABASE_WRITE_MS;
    database->link = connect_to(address);
    if (database->link == NULL || PQstatus(database->link) != CONNECTION_OK) {
        set_message(database->link,
                    database->link != NULL ? PQerrorMessage(database->link)
                                           : "out of memory",
                    err);
        fault = ENGINE_AWAY;
    } else if (!is_usable(database->link, err)) {
        fault = ENGINE_AWAY;
    } else {
        (void)PQsetNoticeReceiver(database->link, ignore_notice, NULL);
        (void)PQsetnonblocking(database->link, 1);
        fault = set_session(database, use, err);
    }
    if (fault != ENGINE_FINE) {
        database_close(database);
        return fault;
    }
    *ret_database = database;
    return ENGINE_FINE;
}

void database_close(struct database *database)
{
    if (database == NULL)
        return;
    PQfinish(database->link);
    free(database);
}

/* Waits until the socket is ready for any of `events`, and reads what is
 * there; false after the deadline or if the connection is lost. */
static bool wait_for(struct database *database, short events,
                     int64_t deadline_us, struct err *err)
{
    struct pollfd poller = {.fd = PQsocket(database->link), .events = events};
    int ready = 0;
    do {
        int64_t left_ms = (deadline_us - clock_monotonic_us()) / 1000;
        ready = left_ms > 0 ? poll(&poller, 1, (int)left_ms) : 0;
    } while (ready < 0 && errno == EINTR);
    if (ready == 0)
        return err_set(err, ERR_AGAIN,
                       "PostgreSQL: no answer within %d seconds",
                       (database->timeout_ms + DATABASE_LATE_MS) / 1000);
    if (ready < 0)
        return err_set(err, ERR_IO, "PostgreSQL: %s", strerror(errno));
    if ((poller.revents & ~POLLOUT) != 0 &&
        PQconsumeInput(database->link) == 0) {
        set_message(database->link, PQerrorMessage(database->link), err);
        return false;
    }
    return true;
}

static bool send_statement(struct database *database, const char *sql,
                           const struct parameters *parameters,
                           int64_t deadline_us, struct err *err)
{
    const char *values[DATABASE_MAX_PARAMETERS];
    int sizes[DATABASE_MAX_PARAMETERS], formats[DATABASE_MAX_PARAMETERS];
    Oid types[DATABASE_MAX_PARAMETERS];
    size_t count = parameters != NULL ? parameters->count : 0;
    int state = 0;

    for (size_t i = 0; i < count; i++) {
        values[i] = parameters->bytes.data + parameters->items[i].start;
        sizes[i] = (int)parameters->items[i].size;
        types[i] = parameters->items[i].type;
        formats[i] = 1;
    }
    if (PQsendQueryParams(database->link, sql, (int)count, types, values, sizes,
                          formats, 1) == 0 ||
        PQsetSingleRowMode(database->link) == 0) {
        set_message(database->link, PQerrorMessage(database->link), err);
        return false;
    }
    while ((state = PQflush(database->link)) == 1) {
        if (!wait_for(database, POLLIN | POLLOUT, deadline_us, err))
            return false;
    }
    if (state != 0)
        set_message(database->link, PQerrorMessage(database->link), err);
    return state == 0;
}

static void show_row(const PGresult *result, database_visit *visit,
                     void *context)
{
    struct slice columns[DATABASE_MAX_COLUMNS] = {{0}};
    int count = PQnfields(result);
    for (int row = 0; row < PQntuples(result); row++) {
        for (int i = 0; i < count && i < DATABASE_MAX_COLUMNS; i++)
            columns[i] =
                PQgetisnull(result, row, i)
                    ? SLICE_NONE
                    : (struct slice){PQgetvalue(result, row, i),
                                     (size_t)PQgetlength(result, row, i)};
        visit(context, columns);
    }
}

/* Reads results to the end, so that the connection is free again. */
static enum engine_fault read_results(struct database *database,
                                      int64_t deadline_us,
                                      database_visit *visit, void *context,
                                      struct err *err)
{
    enum engine_fault fault = ENGINE_FINE;
    for (;;) {
        while (PQisBusy(database->link) != 0) {
            if (!wait_for(database, POLLIN, deadline_us, err))
                return ENGINE_AWAY;
        }
        PGresult *result = PQgetResult(database->link);
        if (result == NULL)
            return fault;
        switch (PQresultStatus(result)) {
        case PGRES_SINGLE_TUPLE:
        case PGRES_TUPLES_OK:
            if (visit != NULL)
                show_row(result, visit, context);
            break;
        case PGRES_COMMAND_OK:
            break;
        default:
            if (fault == ENGINE_FINE)
                fault = failed(database, result, err);
            break;
        }
        PQclear(result);
    }
}

enum engine_fault database_run(struct database *database, const char *sql,
                               const struct parameters *parameters,
                               database_visit *visit, void *context,
                               struct err *err)
{
    int64_t deadline_us =
        clock_monotonic_us() +
        (int64_t)(database->timeout_ms + DATABASE_LATE_MS) * 1000;
    return send_statement(database, sql, parameters, deadline_us, err)
               ? read_results(database, deadline_us, visit, context, err)
               : ENGINE_AWAY;
}

static void keep_number(void *context, const struct slice *columns)
{
    int64_t *number = context;
    if (columns[0].size == sizeof(int32_t))
        *number = value_number(columns[0]);
    else if (columns[0].size == sizeof(int64_t))
        *number = value_long(columns[0]);
}

enum engine_fault database_number(struct database *database, const char *sql,
                                  const struct parameters *parameters,
                                  int64_t otherwise, int64_t *ret_number,
                                  struct err *err)
{
    int64_t number = otherwise;
    enum engine_fault fault =
        database_run(database, sql, parameters, keep_number, &number, err);
    if (fault == ENGINE_FINE)
        *ret_number = number;
    return fault;
}
