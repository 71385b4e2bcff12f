/* status.c - what is published, and what is not yet or no more.
 *
 * To ask is not to be let in: a query only says which documents of a snapshot
 * it is about, and in that of the public there are none but the published. Who
 * gets the preview is for the api to decide. */
#include "query/parser.h"

#include "base/nearest.h"
#include "query/aliases.h"

#define ALL_STATUSES ((1U << STATUS_COUNT) - 1)

static unsigned status_bit(struct slice word)
{
    for (unsigned i = STATUS_PUBLISHED; i < STATUS_COUNT; i++) {
        if (slice_is(word, status_name((enum status)i)))
            return 1U << i;
    }
    return slice_is(word, "all") ? ALL_STATUSES : 0;
}

static struct slice nearest_word(struct slice word)
{
    struct nearest nearest = nearest_to(word);
    nearest_consider(&nearest, SLICE("all"));
    for (unsigned i = STATUS_PUBLISHED; i < STATUS_COUNT; i++)
        nearest_consider(&nearest, slice_of(status_name((enum status)i)));
    return nearest.name;
}

void read_status(struct parser *p, struct slice name, struct slice value)
{
    struct slice word;
    bool is_any = false;
    while (next_name(p, &value, &word)) {
        unsigned bit = status_bit(word);
        is_any = true;
        p->query->statuses |= bit;
        if (bit == 0)
            complain(p, name, "invalid-value",
                     arena_printf(p->arena,
                                  "'%.*s' is no status; there are published, "
                                  "draft, scheduled, expired and all.",
                                  SLICE_FMT(word)))
                ->suggestion = nearest_word(word);
    }
    if (!is_any && !has_many_errors(p))
        complain(p, name, "missing-value",
                 SLICE("published, draft, scheduled, expired or all."));
}

void read_preview(struct parser *p, struct slice name, struct slice value)
{
    if (value.size == 0)
        complain(p, name, "missing-value",
                 SLICE("What a preview link has behind preview=."));
    p->query->preview = value;
}

static void read_pair(struct parser *p, struct slice pair)
{
    size_t equals = slice_find_char(pair, 0, '=');
    struct slice name, value;
    if (!percent_decode(slice_sub(pair, 0, equals), true, p->arena, &name) ||
        !percent_decode(slice_from(pair, equals + 1), true, p->arena, &value))
        return;
    name = slice_trim(name);
    const struct parameter *parameter = parameter_find(name);
    if (parameter == NULL)
        parameter = alias_of_parameter(name);
    if (parameter != NULL && parameter->accepts == ACCEPTS_VIEW)
        parameter->read(p, name, value);
}

void query_peek_status(struct slice text, struct arena *arena,
                       struct query *ret_query)
{
    struct parser parser = {.query = ret_query, .arena = arena};
    struct slice pair;
    *ret_query = (struct query){0};
    while (slice_cut(&text, '&', &pair))
        read_pair(&parser, pair);
    query_settle_status(ret_query);
}

void query_settle_status(struct query *query)
{
    if (query->statuses == 1U << STATUS_PUBLISHED)
        query->statuses = 0;
}

/* Mere names have no status of their own. */
static bool is_asked_for(const struct query *query, const struct entry *entry)
{
    return query->statuses == 0 || entry->status == STATUS_UNSAID ||
           (query->statuses >> entry->status & 1) != 0;
}

bool query_wants(const struct query *query, const struct entry *entry)
{
    return is_asked_for(query, entry) &&
           query_translation(query, entry) == entry;
}

/* A neighbour may be of a status that was not asked for. */
void query_append_view(const struct query *query, const struct entry *entry,
                       struct str *out)
{
    bool is_asked = is_asked_for(query, entry);
    if (query->statuses == 0 ||
        (!is_asked && entry->status == STATUS_PUBLISHED))
        return;
    str_append_char(out, '?');
    if (is_asked)
        query_append_status(query, out);
    else
        str_append_text(out, "status=all");
}
