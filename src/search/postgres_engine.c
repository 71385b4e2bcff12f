/* postgres_engine.c - rows of words in a database that several servers share.
 *
 *     server A   lock, what is new?, add 4 5 6, commit
 *     server B          lock ........................ new: 4 5 6, add 7, commit
 *     server C            what is new? -                          new: 4 5 6 7
 *
 * Only who holds the lock of a site adds rows to it, in a transaction, so that
 * row numbers become visible in their order and "what is new" is what has a
 * higher number than the last one seen. The lock ends with the transaction,
 * however that ends: a server that is killed keeps it for as long as its
 * connection, one that is cut off until PostgreSQL ends a transaction that does
 * nothing. Each server adds what it misses; none knows of the others, nor at
 * which commit they are. */
#include "search/postgres_engine.h"

#include "base/mem.h"
#include "search/lexemes.h"
#include "search/postgres_find.h"
#include "search/postgres_schema.h"

#include <stdlib.h>
#include <string.h>

#define TRANSACTION_BYTES (8 * 1024 * 1024) /* of text: a few seconds */
#define BATCH_BYTES       (4 * 1024 * 1024) /* sent at a time */

static void forget_batch(struct postgres_engine *self)
{
    elements_clear(&self->rows);
    elements_clear(&self->keys);
    elements_clear(&self->lengths);
    elements_clear(&self->title_lengths);
    elements_clear(&self->vectors);
    elements_clear(&self->words);
}

struct site_state {
    int32_t epoch, last_row;
    bool is_there;
};

static void take_state(void *context, const struct slice *columns)
{
    struct site_state *state = context;
    state->epoch = value_number(columns[0]);
    state->last_row = value_number(columns[1]);
    state->is_there = true;
}

static void take_row(void *context, const struct slice *columns)
{
    struct postgres_engine *self = context;
    const struct engine_row row = {
        .row = (uint32_t)value_number(columns[0]),
        .key = (uint64_t)value_long(columns[1]),
        .length = (uint32_t)value_number(columns[2]),
        .title_length = (uint32_t)value_number(columns[3]),
    };
    self->visitor->row(self->visitor->context, &row);
}

static void take_word(void *context, const struct slice *columns)
{
    struct postgres_engine *self = context;
    (void)self->visitor->word(self->visitor->context, columns[0]);
}

/* Gives the rows up to a number, and their words. */
static enum engine_fault give_rows(struct postgres_engine *self,
                                   int32_t last_row,
                                   const struct engine_visitor *visitor,
                                   struct err *err)
{
    struct parameters parameters = {0};
    self->visitor = visitor;
    parameters_add_number(&parameters, self->site);
    parameters_add_number(&parameters, self->last_row);
    parameters_add_number(&parameters, last_row);
    enum engine_fault fault = database_run(
        self->writer,
        "SELECT row, key, length, title_length FROM headmatter_search.rows"
        " WHERE site = $1 AND row > $2 AND row <= $3 ORDER BY row",
        &parameters, take_row, self, err);
    if (fault == ENGINE_FINE)
        fault = database_run(self->writer,
                             "SELECT word FROM headmatter_search.words"
                             " WHERE site = $1 AND row > $2 AND row <= $3",
                             &parameters, take_word, self, err);
    parameters_release(&parameters);
    if (fault == ENGINE_FINE)
        self->last_row = last_row;
    return fault;
}

static enum engine_fault read_state(struct postgres_engine *self,
                                    struct site_state *ret_state,
                                    struct err *err)
{
    struct parameters parameters = {0};
    *ret_state = (struct site_state){0};
    parameters_add_number(&parameters, self->site);
    enum engine_fault fault =
        database_run(self->writer,
                     "SELECT epoch, last_row FROM headmatter_search.sites"
                     " WHERE id = $1",
                     &parameters, take_state, ret_state, err);
    parameters_release(&parameters);
    return fault;
}

static enum engine_fault stale(struct err *err)
{
    (void)err_set(err, ERR_AGAIN,
                  "PostgreSQL: another server has removed rows");
    return ENGINE_STALE;
}

/* What others have added. */
static enum engine_fault give_news(struct postgres_engine *self,
                                   const struct engine_visitor *visitor,
                                   struct err *err)
{
    struct site_state state;
    enum engine_fault fault = read_state(self, &state, err);
    if (fault != ENGINE_FINE)
        return fault;
    if (!state.is_there || state.epoch != self->epoch) {
        self->epoch = 0;
        return stale(err);
    }
    return state.last_row > self->last_row
               ? give_rows(self, state.last_row, visitor, err)
               : ENGINE_FINE;
}

static enum engine_fault start(struct engine *engine,
                               const struct engine_visitor *visitor,
                               struct err *err)
{
    struct postgres_engine *self = postgres_of(engine);
    struct site_state state = {0};
    forget_batch(self);
    self->last_row = 0;
    enum engine_fault fault = postgres_connect(self, err);
    if (fault == ENGINE_FINE)
        fault = read_state(self, &state, err);
    /* Or words that were told of, and then could not be kept. */
    if (fault == ENGINE_FINE &&
        ((self->epoch != 0 && self->epoch != state.epoch) || self->is_adding))
        fault = stale(err);
    if (fault == ENGINE_FINE || fault == ENGINE_STALE)
        self->epoch = state.epoch;
    if (fault != ENGINE_AWAY)
        self->is_adding = false;
    if (fault == ENGINE_FINE)
        fault = give_rows(self, state.last_row, visitor, err);
    if (fault == ENGINE_FINE)
        fault = postgres_count_bytes(self, err);
    /* A server cannot begin where it cannot even read. */
    return fault == ENGINE_FULL ? ENGINE_AWAY : fault;
}

static enum engine_fault refresh(struct engine *engine,
                                 const struct engine_visitor *visitor,
                                 struct err *err)
{
    return give_news(postgres_of(engine), visitor, err);
}

static enum engine_fault begin(struct engine *engine,
                               const struct engine_visitor *visitor,
                               struct err *err)
{
    struct postgres_engine *self = postgres_of(engine);
    enum engine_fault fault = schema_lock(self->writer, self->site, err);
    return fault == ENGINE_FINE ? give_news(self, visitor, err) : fault;
}

static enum engine_fault send_words(struct postgres_engine *self,
                                    struct err *err)
{
    struct parameters parameters = {0};
    parameters_add_number(&parameters, self->site);
    parameters_add_number(&parameters, self->last_row);
    parameters_add_array(&parameters, ELEMENT_TEXT, &self->words);
    enum engine_fault fault =
        postgres_run(self,
                     "INSERT INTO headmatter_search.words (site, word, row)"
                     " SELECT $1, word, $2 FROM unnest($3) AS new(word)"
                     " ON CONFLICT DO NOTHING",
                     &parameters, err);
    parameters_release(&parameters);
    return fault;
}

static enum engine_fault send_rows(struct postgres_engine *self,
                                   struct err *err)
{
    struct parameters parameters = {0};
    parameters_add_number(&parameters, self->site);
    parameters_add_array(&parameters, ELEMENT_NUMBER, &self->rows);
    parameters_add_array(&parameters, ELEMENT_LONG, &self->keys);
    parameters_add_array(&parameters, ELEMENT_NUMBER, &self->lengths);
    parameters_add_array(&parameters, ELEMENT_NUMBER, &self->title_lengths);
    enum engine_fault fault =
        postgres_run(self,
                     "INSERT INTO headmatter_search.rows"
                     " (site, row, key, length, title_length)"
                     " SELECT $1, new.* FROM unnest($2, $3, $4, $5) AS new",
                     &parameters, err);
    parameters_release(&parameters);
    return fault;
}

static enum engine_fault send_texts(struct postgres_engine *self,
                                    struct err *err)
{
    struct parameters parameters = {0};
    parameters_add_number(&parameters, self->site);
    parameters_add_array(&parameters, ELEMENT_NUMBER, &self->rows);
    parameters_add_array(&parameters, ELEMENT_TSVECTOR, &self->vectors);
    enum engine_fault fault =
        postgres_run(self,
                     "INSERT INTO headmatter_search.texts (site, row, words)"
                     " SELECT $1, new.* FROM unnest($2, $3) AS new",
                     &parameters, err);
    parameters_release(&parameters);
    return fault;
}

static enum engine_fault send_batch(struct postgres_engine *self,
                                    struct err *err)
{
    enum engine_fault fault = ENGINE_FINE;
    if (self->words.count > 0)
        fault = send_words(self, err);
    if (fault == ENGINE_FINE && self->rows.count > 0)
        fault = send_rows(self, err);
    if (fault == ENGINE_FINE && self->rows.count > 0)
        fault = send_texts(self, err);
    forget_batch(self);
    return fault;
}

static void give_word(void *context, struct slice word)
{
    struct postgres_engine *self = context;
    if (self->visitor->word(self->visitor->context, word))
        elements_add_bytes(&self->words, word);
}

static enum engine_fault add(struct engine *engine, const struct row_text *text,
                             const struct engine_visitor *visitor,
                             struct err *err)
{
    struct postgres_engine *self = postgres_of(engine);
    struct engine_row row = {.row = (uint32_t)self->last_row + 1,
                             .key = text->key};
    struct str vector = {0};
    self->visitor = visitor;
    self->is_adding = true;
    lexemes_append(&vector, text, self->stemmers, give_word, self, &row);
    elements_add_bytes(&self->vectors, str_slice(&vector));
    str_release(&vector);
    elements_add_number(&self->rows, (int32_t)row.row);
    elements_add_long(&self->keys, (int64_t)row.key);
    elements_add_number(&self->lengths, (int32_t)row.length);
    elements_add_number(&self->title_lengths, (int32_t)row.title_length);
    self->last_row = (int32_t)row.row;
    visitor->row(visitor->context, &row);
    return self->vectors.bytes.size + self->words.bytes.size > BATCH_BYTES
               ? send_batch(self, err)
               : ENGINE_FINE;
}

static enum engine_fault commit(struct engine *engine, struct err *err)
{
    struct postgres_engine *self = postgres_of(engine);
    struct parameters parameters = {0};
    enum engine_fault fault = send_batch(self, err);
    parameters_add_number(&parameters, self->site);
    parameters_add_number(&parameters, self->last_row);
    if (fault == ENGINE_FINE)
        fault = postgres_run(self,
                             "UPDATE headmatter_search.sites SET last_row = $2"
                             " WHERE id = $1 AND last_row < $2",
                             &parameters, err);
    if (fault == ENGINE_FINE)
        fault = postgres_run(self, "COMMIT", NULL, err);
    if (fault == ENGINE_FINE)
        self->is_adding = false;
    parameters_release(&parameters);
    return fault == ENGINE_FINE ? postgres_count_bytes(self, err) : fault;
}

static uint64_t bytes(struct engine *engine)
{
    return atomic_load(&postgres_of(engine)->bytes);
}

static void close_engine(struct engine *engine)
{
    struct postgres_engine *self = postgres_of(engine);
    database_close(self->writer);
    stemmers_free(self->stemmers);
    elements_release(&self->rows);
    elements_release(&self->keys);
    elements_release(&self->lengths);
    elements_release(&self->title_lengths);
    elements_release(&self->vectors);
    elements_release(&self->words);
    free(self->address);
    free(self->name);
    free(self);
}

static enum engine_fault open_reader(struct engine *engine,
                                     struct engine_reader **ret_reader,
                                     struct err *err)
{
    struct postgres_engine *self = postgres_of(engine);
    return postgres_open_reader(self->address, atomic_load(&self->site),
                                engine->weights, ret_reader, err);
}

static const struct engine_ops ops = {
    .start = start,
    .refresh = refresh,
    .begin = begin,
    .add = add,
    .commit = commit,
    .clear = postgres_clear,
    .keep = postgres_keep,
    .bytes = bytes,
    .close = close_engine,
    .open_reader = open_reader,
    .close_reader = postgres_close_reader,
    .find = postgres_find,
    .rows = postgres_rows,
};

static char *copy(struct slice text)
{
    char *bytes_of_text = mem_alloc(text.size + 1, 1);
    if (text.size > 0)
        memcpy(bytes_of_text, text.data, text.size);
    return bytes_of_text;
}

struct engine *postgres_engine(struct slice address, struct slice site,
                               const float weights[SEARCH_PART_COUNT])
{
    struct postgres_engine *self = mem_alloc(1, sizeof *self);
    self->engine.ops = &ops;
    self->engine.batch_bytes = TRANSACTION_BYTES;
    memcpy(self->engine.weights, weights, sizeof self->engine.weights);
    self->address = copy(address);
    self->name = copy(site);
    self->stemmers = stemmers_new();
    return &self->engine;
}
