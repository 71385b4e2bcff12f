/* engine.h - what keeps the words of rows: SQLite, or PostgreSQL. Private to
 * this room.
 *
 *     index.c (one thread) --start, begin, add, commit, clear--> engine
 *     find.c  (any thread) --reader: find, rows----------------> engine
 *
 * An engine knows rows, and nothing of snapshots: which row is which document,
 * and which a client may see, is for view.c. All rows of a site are in it,
 * those of drafts as well.
 *
 * A word is kept as it is. A stem that cannot be told from it (words.h) is kept
 * at the same position, with ENGINE_STEM_MARK before it. A term is then the
 * word, its stems as words, other words that have them (vocabulary.h), or its
 * stems as stems that are kept. */
#ifndef SEARCH_ENGINE_H
#define SEARCH_ENGINE_H

#include "base/err.h"
#include "search/ask.h"
#include "search/words.h"

#include <stdint.h>

#define ENGINE_STEM_MARK   '\x01'
#define ENGINE_STEM_WEIGHT 0.5F /* of a word that only has the same stem */

/* The words of one document, by part. */
struct row_text {
    uint64_t key;
    struct slice lang;
    struct slice parts[SEARCH_PART_COUNT]; /* what is apart, by line breaks */
};

/* What is remembered of a row. */
struct engine_row {
    uint32_t row; /* from 1; never used again before the engine is cleared */
    uint64_t key;
    uint32_t length;       /* words */
    uint32_t title_length; /* words of the title */
};

/* Takes over what an engine has. The strings are valid during the call. */
struct engine_visitor {
    void (*row)(void *context, const struct engine_row *row);
    bool (*word)(void *context, struct slice word); /* each at least once; true
                                                        if it was not known */
    void *context;
};

/* What a query found: for each row, how often each of its terms is there, times
 * the weights of the parts. */
struct engine_hits {
    uint32_t *rows;     /* ascending */
    float *frequencies; /* count * term_count, row by row; 0 for a term that is
                           not there or is excluded */
    uint32_t *titles;   /* for each row: the terms in its title, a bit each */
    size_t count;
};

/* A connection for reading, of one thread at a time. */
struct engine_reader;

struct engine {
    const struct engine_ops *ops;
    float weights[SEARCH_PART_COUNT];
    size_t batch_bytes; /* of text in a transaction, while which readers wait;
                           0 where they do not wait */
};

/* Every function but close() can fail, with a reason that can be shown to an
 * operator: without a password. After a failure of the writer the engine is
 * started again; readers that fail are closed. */
enum engine_fault {
    ENGINE_FINE,
    ENGINE_DAMAGED, /* what is kept cannot be used: clear() and fill it again */
    ENGINE_FULL,    /* nothing can be written now; reading goes on */
    ENGINE_AWAY,    /* nothing can be done now */
    ENGINE_STALE,   /* rows were removed by others, or are not known to them:
                       what is known is to be forgotten */
    ENGINE_REFUSED, /* this query cannot be answered, others can */
};

struct engine_ops {
    /* Opens or makes what keeps the words, and gives all that is in it. */
    enum engine_fault (*start)(struct engine *engine,
                               const struct engine_visitor *visitor,
                               struct err *err);
    /* Gives what others have added since; NULL where there are no others. */
    enum engine_fault (*refresh)(struct engine *engine,
                                 const struct engine_visitor *visitor,
                                 struct err *err);
    /* Begins to add rows. Where there are others, waits until it is the only
     * one that does, and gives what they have added. */
    enum engine_fault (*begin)(struct engine *engine,
                               const struct engine_visitor *visitor,
                               struct err *err);
    /* Adds a row, which others see after commit(), and gives it and its
     * words. */
    enum engine_fault (*add)(struct engine *engine, const struct row_text *text,
                             const struct engine_visitor *visitor,
                             struct err *err);
    /* Takes the words of a row away again: `text` is what was added. NULL
     * where that is not possible or is decided elsewhere. */
    enum engine_fault (*remove)(struct engine *engine, uint32_t row,
                                const struct row_text *text, struct err *err);
    enum engine_fault (*commit)(struct engine *engine, struct err *err);
    /* Says which rows are wanted; what nobody has said so of for a week may be
     * removed. To be called whenever the snapshot is indexed, and once a day.
     * NULL where rows are removed one by one. */
    enum engine_fault (*keep)(struct engine *engine, const uint32_t *rows,
                              size_t count, struct err *err);
    /* Removes everything. */
    enum engine_fault (*clear)(struct engine *engine, struct err *err);
    /* The bytes that it takes; 0 if that is unknown. */
    uint64_t (*bytes)(struct engine *engine);
    void (*close)(struct engine *engine);

    enum engine_fault (*open_reader)(struct engine *engine,
                                     struct engine_reader **ret_reader,
                                     struct err *err);
    void (*close_reader)(struct engine_reader *reader);
    /* All rows that meet the query, which has at least one term that is not
     * excluded. The arrays lie in `arena`. */
    enum engine_fault (*find)(struct engine_reader *reader,
                              const struct ask *ask, struct arena *arena,
                              struct engine_hits *ret_hits, struct err *err);
    /* The rows in which a term is, in ascending order, until the visit returns
     * false. */
    enum engine_fault (*rows)(struct engine_reader *reader,
                              const struct ask_term *term,
                              bool (*visit)(void *context, uint32_t row),
                              void *context, struct err *err);
};

/* A file for this process alone, or memory where `path` is NULL. */
struct engine *sqlite_engine(const char *path,
                             const float weights[SEARCH_PART_COUNT]);

/* The rows of `site` in a database that others use as well. `address` is a URL
 * or a list of parameters as libpq takes them. NULL if the program was built
 * without it. */
struct engine *postgres_engine(struct slice address, struct slice site,
                               const float weights[SEARCH_PART_COUNT]);

#endif
