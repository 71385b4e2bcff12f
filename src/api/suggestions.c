/* suggestions.c - /search/suggest: what a text may become that is being typed.
 *
 *     ?q=cac   {"data":[{"kind":"title","text":"On caching", ...},
 *                       {"kind":"term","text":"Cache", ...},
 *                       {"kind":"word","text":"caching", ...}]}
 *
 * An empty text, from a box that was cleared, suggests nothing. */
#include "api/answer.h"
#include "api/endpoints.h"
#include "api/search.h"
#include "base/array.h"
#include "base/clock.h"
#include "represent/write.h"

#define SUGGEST_LIMIT 8 /* unless the request has another */

static const char *const kinds[] = {
    [SUGGEST_TITLE] = "title",
    [SUGGEST_TERM] = "term",
    [SUGGEST_WORD] = "word",
};

#define KIND_COUNT ARRAY_COUNT(kinds)

static void write_suggestion(struct str *out, const struct exchange *x,
                             const struct suggestion *suggestion)
{
    const struct entry *entry = suggestion->entry;
    str_append_char(out, '{');
    write_text_member(out, "kind", slice_of(kinds[suggestion->kind]));
    write_text_member(out, "text", suggestion->text);
    write_text_member(out, "collection",
                      entry != NULL ? entry->collection->name : SLICE_NONE);
    write_text_member(out, "href",
                      entry != NULL ? exchange_entry_href(x, entry, "")
                                    : SLICE_NONE);
    write_text_member(out, "url", entry != NULL ? entry->url : SLICE_NONE);
    write_number_member(out, "count", (int64_t)suggestion->count);
    str_append_char(out, '}');
}

static bool is_wanted(const struct exchange *x,
                      const struct suggestion *suggestion)
{
    return suggestion->entry == NULL ||
           query_wants(&x->query, suggestion->entry);
}

/* How many of each kind are shown: half are titles and a quarter each of the
 * others, and more of one kind where there are fewer of another. */
static void share_out(const struct exchange *x,
                      const struct suggestion *suggestions, size_t count,
                      size_t ret_shares[KIND_COUNT])
{
    size_t left = x->query.limit, there[KIND_COUNT] = {0};
    for (size_t i = 0; i < count; i++)
        there[suggestions[i].kind] += is_wanted(x, &suggestions[i]) ? 1 : 0;
    for (size_t kind = KIND_COUNT; kind-- > 0;) {
        size_t share = kind == SUGGEST_TITLE ? left : x->query.limit / 4;
        ret_shares[kind] = share < there[kind] ? share : there[kind];
        left -= ret_shares[kind];
    }
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        size_t more = there[kind] - ret_shares[kind];
        more = more < left ? more : left;
        ret_shares[kind] += more;
        left -= more;
    }
}

/* The first of each kind that the query is about. */
static void write_suggestions(struct str *out, const struct exchange *x,
                              const struct suggestion *suggestions,
                              size_t count)
{
    size_t written = 0, shares[KIND_COUNT];
    share_out(x, suggestions, count, shares);
    str_append_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        size_t *share = &shares[suggestions[i].kind];
        if (*share == 0 || !is_wanted(x, &suggestions[i]))
            continue;
        --*share;
        str_append_text(out, written++ > 0 ? "," : "");
        write_suggestion(out, x, &suggestions[i]);
    }
    str_append_char(out, ']');
}

static void write_envelope_end(struct str *out, struct exchange *x,
                               size_t behind)
{
    struct str href = {0};
    str_append(&href, exchange_href(x, "/search/suggest"));
    query_append_canonical(&x->query, 1, SLICE_NONE, &href);
    str_append(out, SLICE(",\"meta\":{"));
    search_write_facts(out,
                       x->query.text.data != NULL ? x->query.text : SLICE(""),
                       SLICE_NONE, NULL, behind);
    str_append(out, SLICE("},\"links\":{"));
    write_text_member(out, "self", str_slice(&href));
    str_append(out, SLICE("}}"));
    str_release(&href);
}

static void answer_suggestions(struct exchange *x,
                               const struct suggestion *suggestions,
                               size_t count)
{
    struct search_progress progress;
    struct str out = {0};
    search_look(x->snapshot, x->arena, &progress);
    size_t behind =
        progress.total > progress.done ? progress.total - progress.done : 0;
    if (x->query.has_envelope)
        str_append(&out, SLICE("{\"data\":"));
    write_suggestions(&out, x, suggestions, count);
    if (x->query.has_envelope)
        write_envelope_end(&out, x, behind);
    x->is_provisional = behind > 0;
    answer_json(x, SLICE(""));
    response_take(x->response, &out);
    str_release(&out);
}

bool respond_suggestions(struct exchange *x)
{
    struct suggestion suggestions[SEARCH_MAX_SUGGESTIONS];
    size_t count = 0;
    enum search_state state = SEARCH_READY;
    if (!slice_is(x->rest, "suggest"))
        return false;
    if (!search_is_on(x->snapshot)) {
        search_answer_state(x, SEARCH_OFF);
        return true;
    }
    if (!exchange_read_query(x, SUGGEST_PARAMETERS, SUGGEST_LIMIT, NULL))
        return true;
    const struct ask_options options = exchange_ask_options(x);
    if (x->query.text.size > 0) {
        if (!exchange_begin_work(x, search_effort(x)))
            return true;
        int64_t started_us = clock_monotonic_us();
        state = search_suggest(x->snapshot, x->query.text, &options,
                               SEARCH_MAX_SUGGESTIONS, x->arena, suggestions,
                               &count);
        x->response->search_us += clock_monotonic_us() - started_us;
    }
    if (state != SEARCH_READY)
        search_answer_state(x, state);
    else
        answer_suggestions(x, suggestions, count);
    return true;
}
