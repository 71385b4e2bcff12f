/* query.c - reads the arguments one by one.
 *
 *     tags[]=go & or=(a=1,b=2) & limt=3 & limit=5 & utm_source=x
 *     filter      group          filter   ours      ignored
 *
 * A name of ours is looked up in the table of parameters, with an index too.
 * Where filters apply every other name is one, and bind tells a field from a
 * typing error. The loop goes on after an error, so that one answer reports
 * everything that is wrong. */
#include "document/chunk.h"
#include "query/filter.h"
#include "query/foreign.h"
#include "query/parameters.h"

#define FILTERS (ACCEPTS_LIST | ACCEPTS_STREAM | ACCEPTS_FEED | ACCEPTS_FILTERS)

static void read_own(struct parser *p, const struct parameter *parameter,
                     const struct argument *argument)
{
    if (parameter_take(p, parameter))
        parameter->read(p, argument->name, argument->value);
    else
        parser_error(p, argument->name, "repeated-parameter",
                     SLICE("May be given only once."));
}

/* What other systems call a parameter of ours that applies here. */
static bool report_foreign(struct parser *p, const struct argument *argument)
{
    struct str out = {0};
    const char *ours =
        foreign_translate(p->query, argument->name, argument->value, &out);
    const struct parameter *parameter =
        ours != NULL ? parameter_find(slice_of(ours)) : NULL;
    bool applies =
        parameter != NULL && (parameter->accepts & p->options->accepts) != 0;
    if (applies)
        parser_error(p, argument->name, "unknown-parameter",
                     arena_printf(p->arena, "Unknown parameter '%.*s'. Use %s.",
                                  SLICE_FMT(argument->name), ours))
            ->suggestion = out.size > 0 ? arena_copy(p->arena, str_slice(&out))
                                        : slice_of(ours);
    str_release(&out);
    return applies;
}

/* On an endpoint that has no filters. */
static void report_unknown(struct parser *p, const struct argument *argument)
{
    struct slice name = argument->name;
    if (foreign_is_buster(name)) {
        query_add_warning(
            p->query, p->arena, name, "ignored-parameter",
            arena_printf(p->arena, "'%.*s' is ignored.", SLICE_FMT(name)));
        return;
    }
    if (parameter_find(name) == NULL && report_foreign(p, argument))
        return;
    const struct parameter *elsewhere = parameter_find(name);
    struct slice suggestion =
        query_nearest_parameter(name, p->options->accepts);
    parser_error(p, name, "unknown-parameter",
                 arena_printf(p->arena,
                              elsewhere != NULL && elsewhere->read != NULL
                                  ? "The parameter '%.*s' does not apply here."
                                  : "Unknown parameter '%.*s'.",
                              SLICE_FMT(name)))
        ->suggestion = suggestion;
}

static void report_reserved(struct parser *p, struct slice name)
{
    parser_error(p, name, "unknown-parameter",
                 arena_printf(p->arena,
                              "The parameter '%.*s' does not apply here. To "
                              "filter by a field of that name, add an "
                              "operator.",
                              SLICE_FMT(name)))
        ->suggestion = arena_printf(p->arena, "%.*s:eq", SLICE_FMT(name));
}

static void read_argument(struct parser *p, const struct argument *argument)
{
    struct slice name = argument->name;
    if (argument->is_malformed) {
        parser_error(p, name, "bad-encoding",
                     SLICE("Percent-encoding is '%' and two hexadecimal "
                           "digits for each byte of UTF-8."));
        return;
    }
    const struct parameter *parameter = parameter_find_written(name);
    if (parameter != NULL && (parameter->accepts & p->options->accepts) != 0)
        read_own(p, parameter, argument);
    else if (parameter_is_ignored(name))
        return;
    else if ((p->options->accepts & FILTERS) == 0)
        report_unknown(p, argument);
    else if (parameter != NULL && parameter->is_reserved)
        report_reserved(p, name);
    else
        filter_read(p, name, argument->value);
}

/* Nothing but what is published is the default. */
static void settle_statuses(struct query *query)
{
    if (query->statuses == 1U << STATUS_PUBLISHED)
        query->statuses = 0;
}

/* Parameters that each make sense, but not together. */
static void check_combinations(struct parser *p)
{
    struct query *query = p->query;
    if (query->preview.data != NULL && query->statuses != 0)
        parser_error(p, SLICE("status"), "conflicting-parameters",
                     SLICE("status cannot be combined with preview, which "
                           "opens one document whatever its status."));
    if (query->has_page && query->cursor.data != NULL) {
        parser_error(p, SLICE("page"), "conflicting-parameters",
                     SLICE("page cannot be combined with cursor."));
        query->cursor = SLICE_NONE;
    }
    if (query->facet_count > 0 && !query->has_envelope) {
        parser_error(p, SLICE("facets"), "conflicting-parameters",
                     SLICE("Facets are part of meta, which envelope=false "
                           "leaves out."));
        query->facet_count = 0;
    }
}

/* Without it there is nothing to be lenient about. */
static bool report_missing(struct parser *p)
{
    struct query *query = p->query;
    bool lacks_url =
        (p->options->accepts & ACCEPTS_RESOLVE) != 0 && query->url.data == NULL;
    bool lacks_text =
        (p->options->accepts & ACCEPTS_NEEDS_TEXT) != 0 && !query->has_text;
    if (lacks_url)
        query_add_error(query, p->arena, SLICE("url"), "missing-parameter",
                        SLICE("Add the url of a page, such as url=/about."));
    if (lacks_text)
        query_add_error(query, p->arena, SLICE("q"), "missing-parameter",
                        SLICE("Add the words to search for, such as "
                              "q=caching."));
    return lacks_url || lacks_text;
}

bool query_parse(const struct arguments *arguments,
                 const struct query_options *options, struct arena *arena,
                 struct query *ret_query)
{
    struct parser parser = {
        .query = ret_query, .arena = arena, .options = options};

    *ret_query = (struct query){
        .page = 1,
        .limit = options->default_limit,
        .default_limit = options->default_limit,
        .chunk_words = CHUNK_DEFAULT_WORDS,
        .depth = QUERY_MAX_TREE_DEPTH,
        .has_envelope = true,
        .valid_until_ms = INT64_MAX,
    };
    for (size_t i = 0; i < arguments->count && !parser_is_done(&parser); i++)
        read_argument(&parser, &arguments->items[i]);
    settle_statuses(ret_query);
    parameters_settle_text(&parser);
    check_combinations(&parser);
    bool ok = query_settle_errors(ret_query, arena);
    return !report_missing(&parser) && ok;
}

void query_peek_view(const struct arguments *arguments, struct arena *arena,
                     struct query *ret_query)
{
    struct parser parser = {.query = ret_query, .arena = arena};
    *ret_query = (struct query){0};
    for (size_t i = 0; i < arguments->count; i++) {
        const struct argument *argument = &arguments->items[i];
        const struct parameter *parameter =
            parameter_find_written(argument->name);
        if (!argument->is_malformed && parameter != NULL &&
            (parameter->accepts & ACCEPTS_VIEW) != 0)
            parameter->read(&parser, argument->name, argument->value);
    }
    settle_statuses(ret_query);
}
