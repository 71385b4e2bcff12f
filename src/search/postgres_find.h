/* postgres_find.h - finds rows in PostgreSQL. Private to this room. */
#ifndef SEARCH_POSTGRES_FIND_H
#define SEARCH_POSTGRES_FIND_H

#include "search/engine.h"

/* For the functions of engine.h; `weights` must outlive it. */
enum engine_fault postgres_open_reader(const char *address, int32_t site,
                                       const float *weights,
                                       struct engine_reader **ret_reader,
                                       struct err *err);
void postgres_close_reader(struct engine_reader *reader);
enum engine_fault postgres_find(struct engine_reader *reader,
                                const struct ask *ask, struct arena *arena,
                                struct engine_hits *ret_hits, struct err *err);
enum engine_fault postgres_rows(struct engine_reader *reader,
                                const struct ask_term *term,
                                bool (*visit)(void *context, uint32_t row),
                                void *context, struct err *err);

#endif
