/* search.c - what a list finds: by its text, its conditions, or all of it.
 *
 *     q=cachng --search_find--> scores of all documents of the snapshot
 *                                  |
 *              list, conditions ---+--query_select--> page
 *
 * Everything but a search is answered while the index is built, behind, or out
 * of reach. An answer from an index that is behind says so, and nobody keeps
 * it: a moment later there is a better one. */
#include "api/search.h"

#include "api/answer.h"
#include "base/clock.h"
#include "base/counters.h"
#include "represent/write.h"

/* In the units of plan_effort(): of a search; and for each document, of its
 * score and of each beginning, which stands for thousands of words. */
#define FIND_EFFORT      20000
#define SCORED_EFFORT    4
#define BEGINNING_EFFORT 1000

#define DOCUMENTS_PER_S 2000 /* indexed by a modest machine */
#define MAX_RETRY_S     30
#define BROKEN_RETRY_S  10

/* A language range may be "*", which names none. */
struct ask_options exchange_ask_options(struct exchange *x)
{
    const struct query *query = &x->query;
    struct slice *languages =
        arena_alloc(x->arena, ASK_MAX_LANGUAGES, sizeof *languages);
    struct ask_options options = {
        .languages = languages,
        .wants_any = query->wants_any,
        .is_typing = query->is_typing,
    };
    for (size_t i = 0;
         i < query->locale_count && options.language_count < ASK_MAX_LANGUAGES;
         i++) {
        if (!slice_is(query->locales[i], "*"))
            languages[options.language_count++] = query->locales[i];
    }
    return options;
}

/* "10,000" */
static struct slice grouped(size_t number, struct arena *arena)
{
    if (number < 1000)
        return arena_printf(arena, "%zu", number);
    return arena_printf(arena, "%.*s,%03zu",
                        SLICE_FMT(grouped(number / 1000, arena)),
                        number % 1000);
}

static void answer_building(struct exchange *x)
{
    struct search_progress progress;
    search_look(x->snapshot, x->arena, &progress);
    size_t left =
        progress.total > progress.done ? progress.total - progress.done : 0;
    size_t wait_s = 1 + left / DOCUMENTS_PER_S;
    answer_unavailable(
        x,
        arena_printf(x->arena,
                     "The search index is being built: %.*s of %.*s documents "
                     "are in it. Everything but searches is answered "
                     "meanwhile.",
                     SLICE_FMT(grouped(progress.done, x->arena)),
                     SLICE_FMT(grouped(progress.total, x->arena))),
        (unsigned)(wait_s < MAX_RETRY_S ? wait_s : MAX_RETRY_S));
}

/* Why is for the operator: it may name files and hosts. */
static void answer_broken(struct exchange *x)
{
    answer_unavailable(x,
                       SLICE("The search index cannot be used at the moment; "
                             "the log of the server says why. Everything but "
                             "searches is answered."),
                       BROKEN_RETRY_S);
}

void search_answer_state(struct exchange *x, enum search_state state)
{
    if (state == SEARCH_BUILDING) {
        answer_building(x);
        return;
    }
    if (state == SEARCH_BROKEN) {
        answer_broken(x);
        return;
    }
    const struct problem problem = {
        .kind = PROBLEM_NOT_FOUND,
        .detail = SLICE("Search is switched off on this server, by its setting "
                        "search.engine."),
    };
    answer_problem(x, &problem);
}

/* Where nothing is ever searched, q is a parameter that cannot be used. With
 * `lenient` the whole list is shown. */
static bool refuse_text(struct exchange *x)
{
    struct query *query = &x->query;
    query_add_error(query, x->arena, SLICE("q"), "search-is-off",
                    SLICE("Search is switched off on this server, by its "
                          "setting search.engine."));
    query->text = SLICE_NONE;
    if (query_settle_errors(query, x->arena))
        return true;
    answer_invalid_query(x);
    return false;
}

static void count_search(enum search_state state)
{
    static const enum counter_name names[] = {
        [SEARCH_OFF] = COUNTER_SEARCHES_REFUSED,
        [SEARCH_BUILDING] = COUNTER_SEARCHES_TOO_EARLY,
        [SEARCH_READY] = COUNTER_SEARCHES,
        [SEARCH_BROKEN] = COUNTER_SEARCHES_FAILED,
    };
    counters_add(names[state], 1);
}

/* What clients without an envelope would not learn. */
static void add_warnings(struct exchange *x, const struct search_found *found)
{
    struct query *query = &x->query;
    if (query->has_envelope && x->suffix == NULL)
        return;
    if (found->corrected.data != NULL)
        query_add_warning(query, x->arena, SLICE("q"), "corrected",
                          arena_printf(x->arena,
                                       "No document has all of '%.*s'; "
                                       "searched for '%.*s'.",
                                       SLICE_FMT(query->text),
                                       SLICE_FMT(found->corrected)));
    if (found->behind > 0)
        query_add_warning(
            query, x->arena, SLICE("q"), "index-behind",
            arena_printf(x->arena,
                         "The words of %zu documents are not in the index yet.",
                         found->behind));
}

size_t search_effort(const struct exchange *x)
{
    const struct query *query = &x->query;
    size_t beginnings = query->is_typing ? 1 : 0;
    for (size_t i = 0; i < query->text.size; i++)
        beginnings += query->text.data[i] == '*' ? 1 : 0;
    if (beginnings > ASK_MAX_TERMS)
        beginnings = ASK_MAX_TERMS;
    return FIND_EFFORT + (SCORED_EFFORT + BEGINNING_EFFORT * beginnings) *
                             x->snapshot->everything.count;
}

/* A text without a word, such as "!", asks for nothing and leaves out nothing.
 *
 * The time that it takes is no part of the answer: it goes into Server-Timing,
 * and so the clock may be looked at. */
static bool find_text(struct exchange *x)
{
    struct query *query = &x->query;
    const struct snapshot *snapshot = x->snapshot;
    struct search_found *found = arena_alloc(x->arena, 1, sizeof *found);
    const struct ask_options options = exchange_ask_options(x);
    if (!exchange_begin_work(x, search_effort(x)))
        return false;
    int64_t started_us = clock_monotonic_us();
    enum search_state state = search_find(snapshot, query->text, &options,
                                          !query->keeps_typos, x->arena, found);
    x->response->search_us += clock_monotonic_us() - started_us;
    count_search(state);
    if (state == SEARCH_OFF)
        return refuse_text(x);
    if (state != SEARCH_READY) {
        search_answer_state(x, state);
        return false;
    }
    x->found = found;
    if (found->ask.term_count > 0)
        query->found = found;
    query->searched = snapshot;
    x->is_provisional = found->behind > 0;
    add_warnings(x, found);
    return true;
}

bool exchange_select(struct exchange *x, const struct list *list,
                     const struct collection *collection, struct page *ret_page)
{
    /* A list as long as its collection has all of it, in some order. */
    const struct collection *whole =
        collection != NULL && list->count == collection->by[ORDER_DEFAULT].count
            ? collection
            : NULL;
    struct plan *plan;
    if (x->query.text.size > 0 && !find_text(x))
        return false;
    if (query_plan(&x->query, x->snapshot, list, whole, x->arena, &plan)) {
        if (!exchange_begin_work(x, plan_effort(plan)))
            return false;
        if (query_select(plan, ret_page))
            return true;
    }
    answer_invalid_query(x);
    return false;
}

void search_write_facts(struct str *out, struct slice text,
                        struct slice corrected, const size_t *total,
                        size_t behind)
{
    write_plain_key(out, SLICE("search"));
    str_append_char(out, '{');
    write_plain_key(out, SLICE("query"));
    write_string(out, text);
    if (corrected.data != NULL) {
        write_plain_key(out, SLICE("corrected"));
        write_string(out, corrected);
    }
    if (total != NULL) {
        write_plain_key(out, SLICE("total"));
        write_integer(out, (int64_t)*total);
    }
    if (behind > 0) {
        write_plain_key(out, SLICE("behind"));
        write_integer(out, (int64_t)behind);
    }
    str_append_char(out, '}');
}

void search_write_meta(struct str *out, const struct exchange *x, size_t total)
{
    const struct search_found *found = x->found;
    if (found != NULL)
        search_write_facts(out, x->query.text, found->corrected, &total,
                           found->behind);
}
