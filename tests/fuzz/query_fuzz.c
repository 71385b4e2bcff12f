/* query_fuzz.c - any text as the parameters of a list.
 *
 * What is accepted has one spelling, which is accepted too and is its own;
 * what is not accepted is told why. */
#include "../unit/parse.h"
#include "query/page.h"

#include <stdlib.h>

#define LISTS                                                                  \
    (ACCEPTS_PLAIN | ACCEPTS_SHAPE | ACCEPTS_ENVELOPE | ACCEPTS_LIST |         \
     ACCEPTS_RECENT)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Counts its conditions, and looks at every byte. */
static size_t walk(const struct condition *condition, unsigned depth)
{
    size_t count = 1;
    if (condition->kind != CONDITION_FIELD) {
        if (depth > CONDITION_MAX_DEPTH || condition->part_count == 0)
            abort();
        count = 0;
        for (size_t i = 0; i < condition->part_count; i++)
            count += walk(condition->parts[i], depth + 1);
        return count;
    }
    if (condition->path.size == 0 || condition->operand_count == 0 ||
        condition->operand_count > CONDITION_MAX_VALUES)
        abort();
    for (size_t i = 0; i < condition->operand_count; i++)
        (void)hash_bytes(condition->operands[i].text, 0);
    return count;
}

static void spell(const struct query *query, struct str *out)
{
    str_append_text(out, "/posts");
    query_append_canonical(query, query->page, query->cursor, out);
}

static void check_spelling(const struct query *query, unsigned accepts,
                           struct arena *arena)
{
    struct query again;
    struct str once = {0}, twice = {0};
    spell(query, &once);
    struct slice text = slice_from(str_slice(&once), sizeof "/posts" - 1);
    if (!parse_text(slice_from(text, 1), accepts, 20, arena, &again))
        abort();
    if (query->warning_count == 0 && again.warning_count > 0)
        abort();
    spell(&again, &twice);
    if (!slice_equal(str_slice(&once), str_slice(&twice)))
        abort();
    str_release(&once);
    str_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice text = {(const char *)bytes, size};
    const unsigned accepts = size % 4 == 0 ? LISTS : LISTS & ~ACCEPTS_RECENT;
    struct arena arena = {0};
    struct query query;

    if (parse_text(text, accepts, 20, &arena, &query)) {
        if (query.where != NULL && walk(query.where, 0) > CONDITION_MAX_COUNT)
            abort();
        check_spelling(&query, accepts, &arena);
    } else if (query.error_count == 0) {
        abort();
    }
    for (size_t i = 0; i < query.error_count; i++) {
        if (query.errors[i].code == NULL || query.errors[i].detail.size == 0)
            abort();
    }
    arena_release(&arena);
    return 0;
}
