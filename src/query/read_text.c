/* read_text.c - reads the parameters of a search.
 *
 *     q=cachng headers   q:mode=any   prefix=true   typos=false
 *
 * Whatever people type into a box is a search, so there is no syntax that could
 * be wrong: the room search reads the text. An empty one is as if it were not
 * there, and so is what only changes how it is searched. */
#include "query/parameters.h"

#include "search/ask.h"

void parameter_read_text(struct parser *p, struct slice name,
                         struct slice value)
{
    struct slice text = slice_trim(value);
    if ((p->options->accepts & ACCEPTS_FILE) != 0) {
        parameter_read_quality(p, name, value); /* of a picture */
        return;
    }
    p->query->has_text = true;
    p->has_typed_space = value.size > 0 && value.data[value.size - 1] == ' ';
    if (text.size > ASK_MAX_BYTES)
        parser_error(p, name, "text-too-long",
                     arena_printf(p->arena, "At most %d bytes.", ASK_MAX_BYTES))
            ->maximum = ASK_MAX_BYTES;
    else
        p->query->text = text;
}

void parameter_read_mode(struct parser *p, struct slice name,
                         struct slice value)
{
    bool is_any = slice_is(value, "any");
    if (!is_any && !slice_is(value, "all"))
        parser_error(p, name, "invalid-value",
                     SLICE("Use all, for documents that have every word, or "
                           "any."));
    p->query->wants_any = is_any;
}

void parameter_read_prefix(struct parser *p, struct slice name,
                           struct slice value)
{
    parameter_read_flag(p, name, value, &p->query->is_typing);
}

void parameter_read_typos(struct parser *p, struct slice name,
                          struct slice value)
{
    bool corrects = true;
    parameter_read_flag(p, name, value, &corrects);
    p->query->keeps_typos = !corrects;
}

/* Clients may send what is the default anyway. Else a field of that name may
 * have been meant. */
static void warn_alone(struct parser *p, const char *name, bool is_set)
{
    if (!is_set)
        return;
    query_add_warning(p->query, p->arena, slice_of(name), "ignored-parameter",
                      arena_printf(p->arena,
                                   "'%s' has no effect without q. To filter by "
                                   "a field of that name, add an operator.",
                                   name))
        ->suggestion = arena_printf(p->arena, "%s:eq", name);
}

static void check_relevance(struct parser *p, struct query_sort *sort)
{
    if (sort->is_down)
        parser_error(p, SLICE("sort"), "invalid-value",
                     SLICE("relevance has one direction: the best match comes "
                           "first."))
            ->suggestion = SLICE("sort=relevance");
    sort->is_relevance = true;
    sort->is_down = true;
}

/* Without a text all documents are as relevant as each other. */
static void settle_sort(struct parser *p)
{
    struct query *query = p->query;
    size_t kept = 0;
    for (size_t i = 0; i < query->sort_count; i++) {
        struct query_sort *sort = &query->sort[i];
        bool is_relevance = slice_is(sort->path, "relevance");
        if (is_relevance && query->text.size > 0)
            check_relevance(p, sort);
        if (!is_relevance || query->text.size > 0)
            query->sort[kept++] = *sort;
    }
    query->sort_count = kept;
    if (kept == 1 && query->sort[0].is_relevance) {
        query->sort_count = 0;
        query->is_by_relevance = (p->options->accepts & ACCEPTS_RECENT) != 0;
    }
}

void parameters_settle_text(struct parser *p)
{
    if (p->query->has_text) {
        settle_sort(p);
        if (p->has_typed_space) /* after the last word, which is whole */
            p->query->is_typing = false;
        return;
    }
    warn_alone(p, "q:mode", p->query->wants_any);
    warn_alone(p, "prefix", p->query->is_typing);
    warn_alone(p, "typos", p->query->keeps_typos);
}
