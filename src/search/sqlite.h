/* sqlite.h - connections to a file of SQLite. Private to this room, and the
 * only header that shows SQLite.
 *
 *     sqlite.c                rows that are added and removed
 *       sqlite_file.c           the tables of a file
 *       sqlite_find.c           a query as FTS5 has it, what it finds
 *         sqlite_words.c          FTS5's door to words.c
 *         sqlite_connection.c     connections, and their faults
 */
#ifndef SEARCH_SQLITE_H
#define SEARCH_SQLITE_H

#include "search/engine.h"

#include <sqlite3.h>

/* What FTS5 is told of the words that a query looks for: one for each of its
 * phrases, in the order in which they stand in the query. */
struct sqlite_phrase {
    uint32_t term;
    float weight;
};

#define STEM_COUNTS 2048 /* a power of two */

/* How often a stem was in a part so far. */
struct stem_count {
    uint64_t hash;
    uint32_t reading; /* the number of the part that is read */
    uint32_t count;
};

/* Of one thread at a time. */
struct connection {
    sqlite3 *database;

    /* While a row is added. */
    struct stemmers *stemmers;
    struct slice lang;
    uint32_t lengths[SEARCH_PART_COUNT]; /* words of each part */
    unsigned part;                       /* that FTS5 asks for next */
    uint32_t reading;                    /* goes up with each part */
    struct stem_count stem_counts[STEM_COUNTS];
    void (*give_word)(void *context, struct slice word);
    void *word_context;

    /* While a query is answered. */
    float weights[SEARCH_PART_COUNT];
    const struct sqlite_phrase *phrases;
    size_t phrase_count;
    size_t term_count;
    struct engine_hits hits;
    size_t hit_capacity;
    struct arena *arena;
};

/* Makes the tokenizer "headmatter" and the function weigh() known to FTS5. */
bool sqlite_add_words(struct connection *connection, struct err *err) MUST_USE;

/* Sets *err to what went wrong last and says what that means. */
enum engine_fault sqlite_fault(sqlite3 *database, struct err *err);

/* The file or the URI of a memory, read and written or only read. */
enum engine_fault sqlite_connect(const char *path, int flags,
                                 sqlite3 **ret_database, struct err *err);

#define SQLITE_IDENTITY "SELECT number FROM identity"

/* The one number that a statement gives, or -1. */
sqlite3_int64 sqlite_number(sqlite3 *database, const char *sql);

enum engine_fault sqlite_run(sqlite3 *database, const char *sql,
                             struct err *err);

/* An empty file gets its tables; any other has to be one of ours and whole. */
enum engine_fault sqlite_check_file(sqlite3 *database, struct err *err);
/* Give what is in it; *last_row becomes the last one if that is higher. */
enum engine_fault sqlite_give_rows(sqlite3 *database,
                                   const struct engine_visitor *visitor,
                                   uint32_t *last_row, struct err *err);
enum engine_fault sqlite_give_vocabulary(sqlite3 *database,
                                         const struct engine_visitor *visitor,
                                         struct err *err);

/* A reader of the file with that identity; ENGINE_AWAY if it is another one. */
enum engine_fault sqlite_open_reader(const char *path, sqlite3_int64 identity,
                                     const float *weights,
                                     struct engine_reader **ret_reader,
                                     struct err *err);
void sqlite_close_reader(struct engine_reader *reader);
enum engine_fault sqlite_find(struct engine_reader *reader,
                              const struct ask *ask, struct arena *arena,
                              struct engine_hits *ret_hits, struct err *err);
enum engine_fault sqlite_rows(struct engine_reader *reader,
                              const struct ask_term *term,
                              bool (*visit)(void *context, uint32_t row),
                              void *context, struct err *err);

#endif
