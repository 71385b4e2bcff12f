/* sqlite_words.c - gives FTS5 the words of words.c, and counts what it finds.
 *
 * Text that is added is split here, in the language that the connection has
 * been told. A stem that its word does not tell stands beside it: of the same
 * one in a part only the first, second, fourth, eighth ..., since how often it
 * is there counts ever less, and all of them would make the index of a site in
 * Russian, where many words have one, larger than its text. What a
 * query looks for is one token already. weigh() is called for each row of a
 * result and keeps what is asked of it, so that SQLite has no values to hand
 * over. */
#include "search/sqlite.h"

#include "base/map.h"

#include <string.h>

/* FTS5's callback for tokens. */
struct taker {
    void *context;
    int (*take)(void *context, int flags, const char *token, int size,
                int start, int end);
};

/* Whether a stem is kept, by how often it was in the part before. What is
 * forgotten for another one with the same slot is forgotten each time that the
 * text is read, so that the same words are removed as were added. */
static bool keeps_stem(struct connection *connection, struct slice stem)
{
    uint64_t hash = hash_bytes(stem, 0);
    struct stem_count *slot =
        &connection->stem_counts[hash & (STEM_COUNTS - 1)];
    if (slot->hash != hash || slot->reading != connection->reading)
        *slot = (struct stem_count){hash, connection->reading, 0};
    slot->count++;
    return (slot->count & (slot->count - 1)) == 0;
}

static int take_stem(const struct taker *taker, const struct word *word)
{
    char marked[WORD_MAX_BYTES + 1];
    size_t size =
        word->stem.size < WORD_MAX_BYTES ? word->stem.size : WORD_MAX_BYTES;
    marked[0] = ENGINE_STEM_MARK;
    memcpy(marked + 1, word->stem.data, size);
    return taker->take(taker->context, FTS5_TOKEN_COLOCATED, marked,
                       (int)size + 1, (int)word->start, (int)word->end);
}

static int take_words(struct connection *connection, struct slice text,
                      const struct taker *taker)
{
    struct words words;
    struct word word;
    int result = SQLITE_OK;
    unsigned part = connection->part++;

    connection->reading++;
    words_begin(&words, text, connection->lang, connection->stemmers);
    while (result == SQLITE_OK && words_next(&words, &word)) {
        bool is_beside = word.kind == WORD_BESIDE;
        result =
            taker->take(taker->context, is_beside ? FTS5_TOKEN_COLOCATED : 0,
                        word.text.data, (int)word.text.size, (int)word.start,
                        (int)word.end);
        if (result == SQLITE_OK && word.stem.size > 0 &&
            keeps_stem(connection, word.stem))
            result = take_stem(taker, &word);
        if (!is_beside && part < SEARCH_PART_COUNT)
            connection->lengths[part]++;
        if (word.kind == WORD_PLAIN)
            connection->give_word(connection->word_context, word.text);
    }
    words_release(&words);
    return result;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags,
                    const char *text, int size,
                    int (*take)(void *, int, const char *, int, int, int))
{
    const struct taker taker = {context, take};
    if ((flags & FTS5_TOKENIZE_QUERY) != 0)
        return take(context, 0, text, size, 0, size);
    return take_words((struct connection *)tokenizer,
                      (struct slice){text, (size_t)size}, &taker);
}

/* The tokenizer of a connection is the connection. */
static int tokenizer_new(void *context, const char **arguments, int count,
                         Fts5Tokenizer **ret_tokenizer)
{
    (void)arguments;
    (void)count;
    *ret_tokenizer = context;
    return SQLITE_OK;
}

static void tokenizer_free(Fts5Tokenizer *tokenizer)
{
    (void)tokenizer;
}

static void add_hit(struct connection *connection, sqlite3_int64 row)
{
    struct engine_hits *hits = &connection->hits;
    size_t capacity = connection->hit_capacity;
    size_t terms = connection->term_count;

    hits->rows = arena_grow(connection->arena, hits->rows, hits->count,
                            &capacity, sizeof *hits->rows);
    capacity = connection->hit_capacity;
    hits->titles = arena_grow(connection->arena, hits->titles, hits->count,
                              &capacity, sizeof *hits->titles);
    hits->frequencies = arena_grow(connection->arena, hits->frequencies,
                                   hits->count, &connection->hit_capacity,
                                   terms * sizeof *hits->frequencies);
    hits->rows[hits->count] = (uint32_t)row;
    hits->titles[hits->count] = 0;
    memset(hits->frequencies + hits->count * terms, 0,
           terms * sizeof *hits->frequencies);
    hits->count++;
}

static void weigh(const Fts5ExtensionApi *api, Fts5Context *fts,
                  sqlite3_context *result, int count, sqlite3_value **values)
{
    struct connection *connection = api->xUserData(fts);
    struct engine_hits *hits = &connection->hits;
    size_t hit = hits->count;
    (void)count;
    (void)values;

    add_hit(connection, api->xRowid(fts));
    float *frequencies = hits->frequencies + hit * connection->term_count;
    for (size_t i = 0; i < connection->phrase_count; i++) {
        const struct sqlite_phrase *phrase = &connection->phrases[i];
        Fts5PhraseIter iter;
        int column = 0, offset = 0;
        int fault = api->xPhraseFirst(fts, (int)i, &iter, &column, &offset);
        if (fault != SQLITE_OK) {
            sqlite3_result_error_code(result, fault);
            return;
        }
        for (; column >= 0; api->xPhraseNext(fts, &iter, &column, &offset)) {
            if (column >= SEARCH_PART_COUNT) {
                sqlite3_result_error_code(result, SQLITE_CORRUPT_VTAB);
                return;
            }
            frequencies[phrase->term] +=
                phrase->weight * connection->weights[column];
            if (column == PART_TITLE)
                hits->titles[hit] |= 1U << phrase->term;
        }
    }
    sqlite3_result_null(result);
}

static fts5_api *find_fts5(sqlite3 *database)
{
    fts5_api *api = NULL;
    sqlite3_stmt *ask = NULL;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &ask, NULL) ==
            SQLITE_OK &&
        sqlite3_bind_pointer(ask, 1, &api, "fts5_api_ptr", NULL) == SQLITE_OK)
        (void)sqlite3_step(ask);
    (void)sqlite3_finalize(ask);
    return api;
}

bool sqlite_add_words(struct connection *connection, struct err *err)
{
    fts5_tokenizer tokenizer = {tokenizer_new, tokenizer_free, tokenize};
    fts5_api *api = find_fts5(connection->database);
    if (api == NULL)
        return err_set(err, ERR_UNSUPPORTED,
                       "this SQLite was built without FTS5");
    if (api->xCreateTokenizer(api, "headmatter", connection, &tokenizer,
                              NULL) != SQLITE_OK ||
        api->xCreateFunction(api, "weigh", connection, weigh, NULL) !=
            SQLITE_OK)
        return err_set(err, ERR_UNSUPPORTED, "FTS5 takes no tokenizer: %s",
                       sqlite3_errmsg(connection->database));
    return true;
}
