/* query.c - takes a query apart and finds who reads each parameter.
 *
 *     tags%5B%5D=go & or=(a=1,b=2) & limt=3 & limit=5 & utm_source=x
 *     '--- alias --'  '- filter --'  filter   ours      nobody's
 *
 * A name of ours is looked up in the table of parameters, in brackets too;
 * where filters have a meaning everything else is one. The loop goes on after
 * an error: a client is told everything that is wrong in one answer. */
#include "query/parser.h"

#include "base/unicode.h"
#include "query/aliases.h"
#include "query/filter.h"
#include "query/translate.h"

#include <string.h>

#define FILTERS (ACCEPTS_LIST | ACCEPTS_STREAM)

static bool is_same_fault(const struct parameter_error *a,
                          const struct parameter_error *b)
{
    return strcmp(a->code, b->code) == 0 &&
           slice_equal(a->parameter, b->parameter) &&
           slice_equal(a->detail, b->detail);
}

/* What is there already is not told again. */
static struct parameter_error *add_fault(struct arena *arena,
                                         struct parameter_error **faults,
                                         size_t *count, size_t *capacity,
                                         const struct parameter_error *fault)
{
    for (size_t i = 0; i < *count; i++) {
        if (is_same_fault(&(*faults)[i], fault))
            return &(*faults)[i];
    }
    *faults = arena_grow(arena, *faults, *count, capacity, sizeof **faults);
    (*faults)[*count] = *fault;
    return &(*faults)[(*count)++];
}

struct parameter_error *query_add_error(struct query *query,
                                        struct arena *arena,
                                        struct slice parameter,
                                        const char *code, struct slice detail)
{
    const struct parameter_error error = {
        .parameter = parameter, .code = code, .detail = detail};
    return add_fault(arena, &query->errors, &query->error_count,
                     &query->error_capacity, &error);
}

struct parameter_error *query_add_warning(struct query *query,
                                          struct arena *arena,
                                          struct slice parameter,
                                          const char *code, struct slice detail)
{
    const struct parameter_error warning = {
        .parameter = parameter, .code = code, .detail = detail};
    return add_fault(arena, &query->warnings, &query->warning_count,
                     &query->warning_capacity, &warning);
}

bool query_settle_errors(struct query *query, struct arena *arena)
{
    if (!query->is_lenient)
        return query->error_count == 0;
    for (size_t i = 0; i < query->error_count; i++)
        (void)add_fault(arena, &query->warnings, &query->warning_count,
                        &query->warning_capacity, &query->errors[i]);
    query->error_count = 0;
    return true;
}

struct parameter_error *complain(struct parser *p, struct slice name,
                                 const char *code, struct slice detail)
{
    return query_add_error(p->query, p->arena, name, code, detail);
}

void complain_maximum(struct parser *p, struct slice name, const char *code,
                      long maximum)
{
    complain(p, name, code, arena_printf(p->arena, "At most %ld.", maximum))
        ->maximum = maximum;
}

bool has_many_errors(const struct parser *p)
{
    return p->query->error_count >= QUERY_MAX_ERRORS;
}

bool next_name(const struct parser *p, struct slice *list,
               struct slice *ret_name)
{
    while (!has_many_errors(p) && slice_cut(list, ',', ret_name)) {
        *ret_name = slice_trim(*ret_name);
        if (ret_name->size > 0)
            return true;
    }
    return false;
}

bool check_path(struct parser *p, struct slice name, struct slice path)
{
    size_t count = 1;
    bool has_empty = path.size == 0;
    for (size_t i = 0; i < path.size; i++) {
        if (path.data[i] != '.')
            continue;
        count++;
        has_empty = has_empty || i == 0 || i + 1 == path.size ||
                    path.data[i + 1] == '.';
    }
    if (has_empty)
        complain(p, name, "invalid-name",
                 path.size == 0
                     ? SLICE("The name of a field is missing.")
                     : arena_printf(p->arena,
                                    "'%.*s' has a dot without a name on both "
                                    "sides.",
                                    SLICE_FMT(path)));
    else if (count > SCHEMA_MAX_DEPTH)
        complain_maximum(p, name, "path-too-deep", SCHEMA_MAX_DEPTH);
    return !has_empty && count <= SCHEMA_MAX_DEPTH;
}

static void read_own(struct parser *p, const struct parameter *parameter,
                     struct slice name, struct slice value)
{
    if (parameter_take(p, parameter))
        parameter->read(p, name, value);
    else
        complain(p, name, "repeated-parameter",
                 SLICE("It may stand once only."));
}

/* A name that is nobody's, on an endpoint that has no filters. */
static void report_unknown(struct parser *p, struct slice name)
{
    const struct parameter *elsewhere = parameter_find(name);
    struct slice suggestion = query_nearest_parameter(name, p->accepts);
    complain(p, name, "unknown-parameter",
             arena_printf(p->arena,
                          elsewhere != NULL && elsewhere->read != NULL
                              ? "The parameter '%.*s' has no meaning here."
                              : "There is no parameter '%.*s'.",
                          SLICE_FMT(name)))
        ->suggestion = suggestion;
}

static void report_reserved(struct parser *p, struct slice name)
{
    complain(p, name, "unknown-parameter",
             arena_printf(p->arena,
                          "The parameter '%.*s' has no meaning here; a field "
                          "of that name is asked for with an operator.",
                          SLICE_FMT(name)))
        ->suggestion = arena_printf(p->arena, "%.*s:eq", SLICE_FMT(name));
}

static void read_parameter(struct parser *p, struct slice name,
                           struct slice value)
{
    const struct parameter *parameter = parameter_find(name);
    if (parameter == NULL)
        parameter = alias_of_parameter(name);
    bool is_ours = parameter != NULL && (parameter->accepts & p->accepts) != 0;

    if (is_ours)
        read_own(p, parameter, name, value);
    else if (parameter_is_ignored(name))
        return;
    else if ((p->accepts & FILTERS) == 0)
        report_unknown(p, name);
    else if (parameter != NULL && parameter->is_reserved)
        report_reserved(p, name);
    else
        filter_read(p, name, value);
}

static void read_pair(struct parser *p, struct slice pair)
{
    size_t equals = slice_find_char(pair, 0, '=');
    struct slice name, value;

    if (!percent_decode(slice_sub(pair, 0, equals), true, p->arena, &name) ||
        !percent_decode(slice_from(pair, equals + 1), true, p->arena, &value)) {
        complain(p, utf8_repair(p->arena, slice_sub(pair, 0, equals)),
                 "bad-encoding",
                 SLICE("Percent-encoding is '%' and two hexadecimal digits, "
                       "and spells UTF-8."));
        return;
    }
    read_parameter(p, slice_trim(name), value);
}

/* What only the whole query shows. */
static void check_whole(struct parser *p)
{
    struct query *query = p->query;
    translations_join(p);
    query_settle_status(query);
    if (query->preview.data != NULL && query->statuses != 0)
        complain(p, SLICE("status"), "conflicting-parameters",
                 SLICE("A preview link opens one document, whatever its "
                       "status."));
    if (query->has_page && query->cursor.data != NULL) {
        complain(p, SLICE("page"), "conflicting-parameters",
                 SLICE("A page is named by its number or by a cursor, not by "
                       "both."));
        query->cursor = SLICE_NONE;
    }
    if (query->facet_count > 0 && !query->has_envelope) {
        complain(p, SLICE("facets"), "conflicting-parameters",
                 SLICE("Facets stand in meta, which envelope=false leaves "
                       "out."));
        query->facet_count = 0;
    }
}

bool query_parse(struct slice text, unsigned accepts, unsigned default_limit,
                 struct arena *arena, struct query *ret_query)
{
    struct parser parser = {
        .query = ret_query, .arena = arena, .accepts = accepts};
    struct slice pair;

    *ret_query = (struct query){
        .page = 1,
        .limit = default_limit,
        .default_limit = default_limit,
        .has_envelope = true,
        .valid_until_ms = INT64_MAX,
    };
    while (!has_many_errors(&parser) && slice_cut(&text, '&', &pair)) {
        if (pair.size > 0)
            read_pair(&parser, pair);
    }
    check_whole(&parser);
    bool ok = query_settle_errors(ret_query, arena);
    if ((accepts & ACCEPTS_RESOLVE) == 0 || ret_query->url.data != NULL)
        return ok;
    /* Without it there is nothing to be lenient about. */
    query_add_error(ret_query, arena, SLICE("url"), "missing-parameter",
                    SLICE("The url of a page, such as url=/about."));
    return false;
}
