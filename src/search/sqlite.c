/* sqlite.c - rows of words in a file of SQLite, by its FTS5.
 *
 * FTS5 needs the text of a document again to remove its words, which index.c
 * has as long as a snapshot holds the document. Any fault of the file means
 * that it is made again, which costs seconds, where to trust it could give
 * wrong answers. */
#include "search/sqlite.h"

#include "base/array.h"
#include "base/map.h"
#include "base/mem.h"
#include "search/place.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Words that were given lately, by 32 bits of their hash; a power of two. */
#define SEEN_SIZE (1024 * 1024)

/* Pages that are kept in memory while rows are added. */
#define CACHE_KB "16384"

/* Of a memory, whose readers wait for the writer. */
#define MEMORY_BATCH_BYTES (1024 * 1024)

#define WAL_BYTES "16777216" /* that are kept when all is in the file */

struct sqlite_engine {
    struct engine engine;
    pthread_mutex_t mutex; /* of what a new reader needs to know: */
    char *path;            /* of the file, or the URI of a memory */
    sqlite3_int64 identity;
    bool is_file;
    struct connection writer;
    sqlite3_stmt *add_words, *add_row, *add_vocabulary, *remove_words,
        *remove_row;
    uint32_t last_row;
    const struct engine_visitor *visitor; /* while a row is added */
    struct str new_words; /* of the transaction, each with a line break */
    atomic_ullong bytes;
    uint32_t seen[SEEN_SIZE];
};

static struct sqlite_engine *of(struct engine *engine)
{
    return (struct sqlite_engine *)engine;
}

static sqlite3_int64 number_of(struct sqlite_engine *self, const char *sql)
{
    return sqlite_number(self->writer.database, sql);
}

static void count_bytes(struct sqlite_engine *self)
{
    sqlite3_int64 pages = number_of(self, "PRAGMA page_count");
    sqlite3_int64 size = number_of(self, "PRAGMA page_size");
    atomic_store(&self->bytes,
                 pages > 0 && size > 0 ? (uint64_t)(pages * size) : 0);
}

static void close_writer(struct sqlite_engine *self)
{
    if (self->writer.stemmers == NULL)
        return; /* it was never opened */
    (void)sqlite3_finalize(self->add_words);
    (void)sqlite3_finalize(self->add_row);
    (void)sqlite3_finalize(self->add_vocabulary);
    (void)sqlite3_finalize(self->remove_words);
    (void)sqlite3_finalize(self->remove_row);
    self->add_words = self->add_row = self->add_vocabulary = NULL;
    self->remove_words = self->remove_row = NULL;
    (void)sqlite3_close(self->writer.database);
    self->writer.database = NULL;
    stemmers_free(self->writer.stemmers);
    self->writer.stemmers = NULL;
    memset(self->seen, 0, sizeof self->seen);
    str_clear(&self->new_words);
}

/* Of a word that is being added: most have been given already. */
static void give_word(void *context, struct slice word)
{
    struct sqlite_engine *self = context;
    if (self->visitor == NULL)
        return;
    uint64_t hash = hash_bytes(word, 0);
    uint32_t *seen = &self->seen[hash & (SEEN_SIZE - 1)];
    if (*seen == (uint32_t)(hash >> 32))
        return;
    *seen = (uint32_t)(hash >> 32);
    if (self->visitor->word(self->visitor->context, word)) {
        str_append(&self->new_words, word);
        str_append_char(&self->new_words, '\n');
    }
}

static enum engine_fault prepare(struct sqlite_engine *self, struct err *err)
{
    static const char add_words[] =
        "INSERT INTO words(rowid, title, headings, terms, excerpt, body, prose)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    static const char remove_words[] =
        "INSERT INTO words(words, rowid, title, headings, terms, excerpt, body,"
        " prose) VALUES('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    const struct {
        const char *sql;
        sqlite3_stmt **statement;
    } rows[] = {
        {add_words, &self->add_words},
        {"INSERT INTO rows VALUES(?1, ?2, ?3, ?4)", &self->add_row},
        {"INSERT INTO vocabulary VALUES(?1)", &self->add_vocabulary},
        {remove_words, &self->remove_words},
        {"DELETE FROM rows WHERE row = ?1", &self->remove_row},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        if (sqlite3_prepare_v3(self->writer.database, rows[i].sql, -1,
                               SQLITE_PREPARE_PERSISTENT, rows[i].statement,
                               NULL) != SQLITE_OK)
            return sqlite_fault(self->writer.database, err);
    }
    return ENGINE_FINE;
}

static void note_identity(struct sqlite_engine *self)
{
    sqlite3_int64 identity = number_of(self, SQLITE_IDENTITY);
    (void)pthread_mutex_lock(&self->mutex);
    self->identity = identity;
    (void)pthread_mutex_unlock(&self->mutex);
}

static enum engine_fault start(struct engine *engine,
                               const struct engine_visitor *visitor,
                               struct err *err)
{
    struct sqlite_engine *self = of(engine);
    close_writer(self);
    self->writer.stemmers = stemmers_new();
    self->writer.give_word = give_word;
    self->writer.word_context = self;
    if (self->is_file)
        place_make_file(self->path);
    enum engine_fault fault =
        sqlite_connect(self->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                       &self->writer.database, err);
    if (fault == ENGINE_FINE && !sqlite_add_words(&self->writer, err))
        fault = ENGINE_AWAY;
    /* Readers go on while rows are added; what a loss of power leaves behind
     * is whole. */
    if (fault == ENGINE_FINE && self->is_file)
        fault = sqlite_run(self->writer.database,
                           "PRAGMA journal_mode = WAL;"
                           "PRAGMA synchronous = NORMAL;"
                           "PRAGMA journal_size_limit = " WAL_BYTES ";"
                           "PRAGMA wal_autocheckpoint = 4000;"
                           "PRAGMA cache_size = -" CACHE_KB ";",
                           err);
    if (fault == ENGINE_FINE &&
        sqlite3_db_readonly(self->writer.database, "main") == 1) {
        (void)err_set(err, ERR_IO, "it can only be read");
        fault = ENGINE_FULL;
    }
    if (fault == ENGINE_FINE)
        fault = sqlite_check_file(self->writer.database, err);
    if (fault == ENGINE_FINE)
        note_identity(self);
    if (fault == ENGINE_FINE)
        fault = prepare(self, err);
    if (fault == ENGINE_FINE)
        fault = sqlite_give_rows(self->writer.database, visitor,
                                 &self->last_row, err);
    if (fault == ENGINE_FINE)
        fault = sqlite_give_vocabulary(self->writer.database, visitor, err);
    count_bytes(self);
    return fault;
}

static enum engine_fault begin(struct engine *engine,
                               const struct engine_visitor *visitor,
                               struct err *err)
{
    (void)visitor;
    return sqlite_run(of(engine)->writer.database, "BEGIN IMMEDIATE", err);
}

/* Carries out a statement that changes something. */
static enum engine_fault change(struct sqlite_engine *self,
                                sqlite3_stmt *statement, struct err *err)
{
    enum engine_fault fault = sqlite3_step(statement) == SQLITE_DONE
                                  ? ENGINE_FINE
                                  : sqlite_fault(self->writer.database, err);
    (void)sqlite3_reset(statement);
    (void)sqlite3_clear_bindings(statement);
    return fault;
}

/* FTS5 splits the text of each part by take_words(). */
static enum engine_fault change_words(struct sqlite_engine *self,
                                      sqlite3_stmt *statement, uint32_t row,
                                      const struct row_text *text,
                                      struct err *err)
{
    struct connection *writer = &self->writer;
    writer->lang = text->lang;
    writer->part = 0;
    memset(writer->lengths, 0, sizeof writer->lengths);
    (void)sqlite3_bind_int64(statement, 1, row);
    for (int i = 0; i < SEARCH_PART_COUNT; i++) {
        const struct slice *part = &text->parts[i];
        (void)sqlite3_bind_text(statement, i + 2,
                                part->data != NULL ? part->data : "",
                                (int)part->size, SQLITE_STATIC);
    }
    return change(self, statement, err);
}

static enum engine_fault add(struct engine *engine, const struct row_text *text,
                             const struct engine_visitor *visitor,
                             struct err *err)
{
    struct sqlite_engine *self = of(engine);
    struct engine_row row = {.row = self->last_row + 1, .key = text->key};
    self->visitor = visitor;
    enum engine_fault fault =
        change_words(self, self->add_words, row.row, text, err);
    if (fault != ENGINE_FINE)
        return fault;

    row.title_length = self->writer.lengths[PART_TITLE];
    for (unsigned i = 0; i < SEARCH_PART_COUNT; i++)
        row.length += self->writer.lengths[i];
    (void)sqlite3_bind_int64(self->add_row, 1, row.row);
    (void)sqlite3_bind_int64(self->add_row, 2, (sqlite3_int64)row.key);
    (void)sqlite3_bind_int64(self->add_row, 3, row.length);
    (void)sqlite3_bind_int64(self->add_row, 4, row.title_length);
    fault = change(self, self->add_row, err);
    if (fault != ENGINE_FINE)
        return fault;
    self->last_row = row.row;
    visitor->row(visitor->context, &row);
    return ENGINE_FINE;
}

static enum engine_fault remove_row(struct engine *engine, uint32_t row,
                                    const struct row_text *text,
                                    struct err *err)
{
    struct sqlite_engine *self = of(engine);
    self->visitor = NULL;
    enum engine_fault fault =
        change_words(self, self->remove_words, row, text, err);
    if (fault != ENGINE_FINE)
        return fault;
    (void)sqlite3_bind_int64(self->remove_row, 1, row);
    return change(self, self->remove_row, err);
}

/* All new words in one row: a row for each would take as long as all the rest,
 * and they are only ever read as a whole. */
static enum engine_fault add_vocabulary(struct sqlite_engine *self,
                                        struct err *err)
{
    if (self->new_words.size == 0)
        return ENGINE_FINE;
    (void)sqlite3_bind_text64(self->add_vocabulary, 1, self->new_words.data,
                              self->new_words.size, SQLITE_STATIC, SQLITE_UTF8);
    enum engine_fault fault = change(self, self->add_vocabulary, err);
    str_clear(&self->new_words);
    return fault;
}

static enum engine_fault commit(struct engine *engine, struct err *err)
{
    struct sqlite_engine *self = of(engine);
    enum engine_fault fault = add_vocabulary(self, err);
    if (fault == ENGINE_FINE)
        fault = sqlite_run(self->writer.database, "COMMIT", err);
    count_bytes(self);
    /* Else each server keeps the pages of its last addition in memory. */
    (void)sqlite3_db_release_memory(self->writer.database);
    return fault;
}

/* A name of its own for each memory, which all connections to it use. */
static char *name_memory(void)
{
    static atomic_uint count;
    struct str uri = {0};
    str_appendf(&uri, "file:/headmatter-%u?vfs=memdb",
                atomic_fetch_add(&count, 1));
    return uri.data;
}

static enum engine_fault clear(struct engine *engine, struct err *err)
{
    static const char *const tails[] = {"", "-wal", "-shm", "-journal"};
    struct sqlite_engine *self = of(engine);
    enum engine_fault fault = ENGINE_FINE;
    close_writer(self);
    self->last_row = 0;
    for (size_t i = 0; self->is_file && i < ARRAY_COUNT(tails); i++) {
        struct str path = {0};
        str_append_text(&path, self->path);
        str_append_text(&path, tails[i]);
        if (unlink(path.data) != 0 && errno != ENOENT && fault == ENGINE_FINE) {
            (void)err_set(err, ERR_IO, "%s: %s", path.data, strerror(errno));
            fault = ENGINE_FULL;
        }
        str_release(&path);
    }
    if (!self->is_file) {
        (void)pthread_mutex_lock(&self->mutex);
        free(self->path);
        self->path = name_memory();
        (void)pthread_mutex_unlock(&self->mutex);
    }
    return fault;
}

static uint64_t bytes(struct engine *engine)
{
    return atomic_load(&of(engine)->bytes);
}

static void close_engine(struct engine *engine)
{
    struct sqlite_engine *self = of(engine);
    close_writer(self);
    (void)pthread_mutex_destroy(&self->mutex);
    str_release(&self->new_words);
    free(self->path);
    free(self);
}

static enum engine_fault open_reader(struct engine *engine,
                                     struct engine_reader **ret_reader,
                                     struct err *err)
{
    struct sqlite_engine *self = of(engine);
    struct str path = {0};
    (void)pthread_mutex_lock(&self->mutex);
    sqlite3_int64 identity = self->identity;
    str_append_text(&path, self->path);
    (void)pthread_mutex_unlock(&self->mutex);
    enum engine_fault fault = sqlite_open_reader(
        path.data, identity, engine->weights, ret_reader, err);
    str_release(&path);
    return fault;
}

static const struct engine_ops ops = {
    .start = start,
    .begin = begin,
    .add = add,
    .remove = remove_row,
    .commit = commit,
    .clear = clear,
    .bytes = bytes,
    .close = close_engine,
    .open_reader = open_reader,
    .close_reader = sqlite_close_reader,
    .find = sqlite_find,
    .rows = sqlite_rows,
};

struct engine *sqlite_engine(const char *path,
                             const float weights[SEARCH_PART_COUNT])
{
    struct sqlite_engine *self = mem_alloc(1, sizeof *self);
    struct str file = {0};
    self->engine.ops = &ops;
    memcpy(self->engine.weights, weights, sizeof self->engine.weights);
    self->is_file = path != NULL;
    self->engine.batch_bytes = path != NULL ? 0 : MEMORY_BATCH_BYTES;
    (void)pthread_mutex_init(&self->mutex, NULL);
    if (path != NULL)
        str_append_text(&file, path);
    self->path = path != NULL ? file.data : name_memory();
    return &self->engine;
}
