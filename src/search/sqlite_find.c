/* sqlite_find.c - a query as FTS5 has it, and what it finds.
 *
 *     caching "http headers" -draft title:go*
 *
 *     ("caching" OR "^caching" OR "^cach" OR "cach" OR "cache" OR "cached")
 *       AND ("http" + "headers") AND {title}:("go" *) NOT ("draft" OR ...)
 *
 * where ^ is the mark of stems. FTS5 numbers the strings from the left, phrase
 * by phrase; what each is worth is noted while they are written. */
#include "search/sqlite.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BUSY_TRIES    10000
#define BUSY_PAUSE_US 500

struct engine_reader {
    struct connection connection;
    sqlite3_stmt *find, *rows;
};

/* A query that is being written. */
struct writing {
    struct str text;
    struct arena *arena;
    struct sqlite_phrase *phrases;
    size_t count, capacity;
};

static void write_token(struct str *out, char mark, struct slice word)
{
    str_append_char(out, '"');
    if (mark != '\0')
        str_append_char(out, mark);
    for (size_t i = 0; i < word.size; i++) {
        if (word.data[i] == '"')
            str_append_char(out, '"');
        str_append_char(out, word.data[i]);
    }
    str_append_char(out, '"');
}

/* Notes what the next string is worth; " OR " between two of a term. */
static void begin_phrase(struct writing *writing, size_t term, float weight,
                         bool is_first)
{
    if (!is_first)
        str_append_text(&writing->text, " OR ");
    writing->phrases =
        arena_grow(writing->arena, writing->phrases, writing->count,
                   &writing->capacity, sizeof *writing->phrases);
    writing->phrases[writing->count++] =
        (struct sqlite_phrase){(uint32_t)term, weight};
}

static void write_phrase(struct writing *writing, const struct ask_term *term,
                         size_t number)
{
    begin_phrase(writing, number, 1, true);
    for (size_t i = 0; i < term->word_count; i++) {
        if (i > 0)
            str_append_text(&writing->text, " + ");
        write_token(&writing->text, '\0', term->words[i].text);
    }
    if (term->is_prefix)
        str_append_text(&writing->text, " *");
}

/* One word, and those with the same stem. */
static void write_word(struct writing *writing, const struct ask_term *term,
                       size_t number)
{
    const struct ask_word *word = &term->words[0];
    write_phrase(writing, term, number);
    if (term->is_phrase)
        return;
    begin_phrase(writing, number, ENGINE_STEM_WEIGHT, false);
    write_token(&writing->text, ENGINE_STEM_MARK, word->text);
    for (size_t i = 0; i < word->stem_count; i++) {
        begin_phrase(writing, number, ENGINE_STEM_WEIGHT, false);
        write_token(&writing->text, ENGINE_STEM_MARK, word->stems[i]);
        begin_phrase(writing, number, ENGINE_STEM_WEIGHT, false);
        write_token(&writing->text, '\0', word->stems[i]);
    }
    for (size_t i = 0; i < word->forms.count; i++) {
        begin_phrase(writing, number, ENGINE_STEM_WEIGHT, false);
        write_token(&writing->text, '\0', word->forms.items[i]);
    }
}

static void write_term(struct writing *writing, const struct ask_term *term,
                       size_t number)
{
    if ((term->parts & SEARCH_ALL_PARTS) != SEARCH_ALL_PARTS) {
        str_append_char(&writing->text, '{');
        for (unsigned i = 0; i < SEARCH_PART_COUNT; i++) {
            if ((term->parts & 1U << i) != 0)
                str_appendf(&writing->text, "%s ", search_part_name(i));
        }
        str_append_text(&writing->text, "}:");
    }
    str_append_char(&writing->text, '(');
    if (term->word_count == 1)
        write_word(writing, term, number);
    else
        write_phrase(writing, term, number);
    str_append_char(&writing->text, ')');
}

/* The terms that are excluded, or the others. */
static void write_terms(struct writing *writing, const struct ask *ask,
                        bool is_excluded, const char *between)
{
    size_t count = 0;
    for (size_t i = 0; i < ask->term_count; i++) {
        if (ask->terms[i].is_excluded != is_excluded)
            continue;
        if (count++ > 0)
            str_append_text(&writing->text, between);
        write_term(writing, &ask->terms[i], i);
    }
}

static bool has_excluded(const struct ask *ask)
{
    for (size_t i = 0; i < ask->term_count; i++) {
        if (ask->terms[i].is_excluded)
            return true;
    }
    return false;
}

/* NOT comes before AND: with parentheses around what is joined by AND, FTS5
 * (SQLite 3.40) would forget where some of its words are. */
static void write_ask(struct writing *writing, const struct ask *ask)
{
    str_append_text(&writing->text, ask->wants_any ? "(" : "");
    write_terms(writing, ask, false, ask->wants_any ? " OR " : " AND ");
    str_append_text(&writing->text, ask->wants_any ? ")" : "");
    if (has_excluded(ask)) {
        str_append_text(&writing->text, " NOT (");
        write_terms(writing, ask, true, " OR ");
        str_append_char(&writing->text, ')');
    }
}

/* The reader of a memory waits for a transaction that is short, and there would
 * be no end to its waiting if it looked too seldom. */
static int wait_for_writer(void *context, int count)
{
    (void)context;
    if (count >= BUSY_TRIES)
        return 0;
    (void)usleep(BUSY_PAUSE_US);
    return 1;
}

static enum engine_fault check_identity(sqlite3 *database,
                                        sqlite3_int64 identity, struct err *err)
{
    sqlite3_int64 found = sqlite_number(database, SQLITE_IDENTITY);
    if (found == identity)
        return ENGINE_FINE;
    if (found < 0)
        return sqlite_fault(database, err);
    (void)err_set(err, ERR_IO, "another file has taken its place");
    return ENGINE_AWAY;
}

enum engine_fault sqlite_open_reader(const char *path, sqlite3_int64 identity,
                                     const float *weights,
                                     struct engine_reader **ret_reader,
                                     struct err *err)
{
    struct engine_reader *reader = mem_alloc(1, sizeof *reader);
    struct connection *connection = &reader->connection;
    memcpy(connection->weights, weights, sizeof connection->weights);
    enum engine_fault fault =
        sqlite_connect(path, SQLITE_OPEN_READONLY, &connection->database, err);
    if (fault == ENGINE_FINE)
        (void)sqlite3_busy_handler(connection->database, wait_for_writer, NULL);
    if (fault == ENGINE_FINE && !sqlite_add_words(connection, err))
        fault = ENGINE_AWAY;
    if (fault == ENGINE_FINE)
        fault = check_identity(connection->database, identity, err);
    if (fault == ENGINE_FINE &&
        (sqlite3_prepare_v3(connection->database,
                            "SELECT weigh(words) FROM words "
                            "WHERE words MATCH ?1 ORDER BY rowid",
                            -1, SQLITE_PREPARE_PERSISTENT, &reader->find,
                            NULL) != SQLITE_OK ||
         sqlite3_prepare_v3(connection->database,
                            "SELECT rowid FROM words "
                            "WHERE words MATCH ?1 ORDER BY rowid",
                            -1, SQLITE_PREPARE_PERSISTENT, &reader->rows,
                            NULL) != SQLITE_OK))
        fault = sqlite_fault(connection->database, err);
    if (fault != ENGINE_FINE) {
        sqlite_close_reader(reader);
        return fault;
    }
    *ret_reader = reader;
    return ENGINE_FINE;
}

void sqlite_close_reader(struct engine_reader *reader)
{
    (void)sqlite3_finalize(reader->find);
    (void)sqlite3_finalize(reader->rows);
    (void)sqlite3_close(reader->connection.database);
    free(reader);
}

/* Ends a statement and says how it went. */
static enum engine_fault end(struct engine_reader *reader,
                             sqlite3_stmt *statement, int result,
                             struct err *err)
{
    enum engine_fault fault =
        result == SQLITE_DONE || result == SQLITE_ROW
            ? ENGINE_FINE
            : sqlite_fault(reader->connection.database, err);
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
    /* The writer is at work for long: no reason to begin anew. */
    return (result & 0xFF) == SQLITE_BUSY ? ENGINE_REFUSED : fault;
}

enum engine_fault sqlite_find(struct engine_reader *reader,
                              const struct ask *ask, struct arena *arena,
                              struct engine_hits *ret_hits, struct err *err)
{
    struct connection *connection = &reader->connection;
    struct writing writing = {.arena = arena};
    int result = SQLITE_OK;

    write_ask(&writing, ask);
    connection->phrases = writing.phrases;
    connection->phrase_count = writing.count;
    connection->term_count = ask->term_count;
    connection->hits = (struct engine_hits){0};
    connection->hit_capacity = 0;
    connection->arena = arena;

    (void)sqlite3_bind_text(reader->find, 1, writing.text.data,
                            (int)writing.text.size, SQLITE_STATIC);
    do
        result = sqlite3_step(reader->find);
    while (result == SQLITE_ROW);
    enum engine_fault fault = end(reader, reader->find, result, err);
    str_release(&writing.text);
    *ret_hits = connection->hits;
    return fault;
}

enum engine_fault sqlite_rows(struct engine_reader *reader,
                              const struct ask_term *term,
                              bool (*visit)(void *context, uint32_t row),
                              void *context, struct err *err)
{
    struct arena arena = {0};
    struct writing writing = {.arena = &arena};
    int result = SQLITE_OK;

    write_term(&writing, term, 0);
    (void)sqlite3_bind_text(reader->rows, 1, writing.text.data,
                            (int)writing.text.size, SQLITE_STATIC);
    while ((result = sqlite3_step(reader->rows)) == SQLITE_ROW) {
        if (!visit(context, (uint32_t)sqlite3_column_int64(reader->rows, 0)))
            break;
    }
    enum engine_fault fault = end(reader, reader->rows, result, err);
    str_release(&writing.text);
    arena_release(&arena);
    return fault;
}
