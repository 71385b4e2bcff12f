/* read_page.c - reads the parameters that choose a part of a list: in which
 * order, from where and how many.
 *
 * Only the form of each is checked here. Whether there is such a field to sort
 * by or to count is for bind to find out, and whether a cursor belongs to this
 * query for query_plan(). */
#include "query/parameters.h"

#define SEED_MAX 999999999999999999

/* A whole number from 0 to `maximum`; -1 for anything else, maximum + 1 for
 * more. */
static long read_number(struct slice text, long maximum)
{
    long number = 0;
    if (text.size == 0 || text.size > 18)
        return -1;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return -1;
        number = number * 10 + (text.data[i] - '0');
    }
    return number > maximum ? maximum + 1 : number;
}

void parameter_read_page(struct parser *p, struct slice name,
                         struct slice value)
{
    long number = read_number(value, QUERY_MAX_PAGE);
    if (number < 1 || number > QUERY_MAX_PAGE) {
        parser_error(p, name, "invalid-number",
                     arena_printf(p->arena,
                                  "Must be a whole number from 1 to %d.",
                                  QUERY_MAX_PAGE));
        return;
    }
    p->query->page = (unsigned)number;
    p->query->has_page = true;
}

void parameter_read_limit(struct parser *p, struct slice name,
                          struct slice value)
{
    struct query *query = p->query;
    long maximum = p->options->max_limit;
    if (slice_is(value, "all")) {
        query->limit = (unsigned)p->options->max_unpaged;
        query->is_limit_all = true;
        query->has_limit = true;
        return;
    }
    long number = read_number(value, maximum);
    if (number < 0)
        parser_error(p, name, "invalid-number",
                     arena_printf(p->arena,
                                  "Must be a whole number from 0 to %ld, or "
                                  "all.",
                                  maximum));
    else if (number > maximum)
        parser_error_maximum(p, name, "limit-too-large", maximum);
    query->has_limit = number >= 0 && number <= maximum;
    if (query->has_limit)
        query->limit = (unsigned)number;
}

/* An empty one is the beginning of the list. */
void parameter_read_cursor(struct parser *p, struct slice name,
                           struct slice value)
{
    (void)name;
    p->query->cursor = value.size > 0 ? value : SLICE("");
}

/* Whether it is a rev that the site has had is for its journal to say. */
void parameter_read_since(struct parser *p, struct slice name,
                          struct slice value)
{
    (void)name;
    p->query->since = value.size > 0 ? value : SLICE_NONE;
}

void parameter_read_seed(struct parser *p, struct slice name,
                         struct slice value)
{
    long number = read_number(value, SEED_MAX);
    if (number < 0) {
        parser_error(p, name, "invalid-number",
                     SLICE("Must be a whole number of at most 18 digits."));
        return;
    }
    p->query->seed = (uint64_t)number;
    p->query->has_seed = true;
}

static void add_sort_key(struct parser *p, struct slice name, struct slice key)
{
    struct query *query = p->query;
    bool is_down = slice_starts(key, "-");
    struct slice path = slice_from(key, is_down ? 1 : 0);

    if (query->is_random || (query->sort_count > 0 && slice_is(key, "random")))
        parser_error(
            p, name, "random-is-alone",
            SLICE("sort=random cannot be combined with other fields."));
    else if (query->sort_count == QUERY_MAX_SORT_KEYS)
        parser_error_maximum(p, name, "too-many-sort-keys",
                             QUERY_MAX_SORT_KEYS);
    else if (slice_is(key, "random"))
        query->is_random = true;
    else if (parser_check_path(p, &(struct location){name, 0}, path))
        query->sort[query->sort_count++] =
            (struct query_sort){.path = path, .is_down = is_down};
}

void parameter_read_sort(struct parser *p, struct slice name,
                         struct slice value)
{
    struct slice key;
    while (parser_next_name(p, &value, &key))
        add_sort_key(p, name, key);
}

static bool is_facet(const struct query *query, struct slice path)
{
    for (size_t i = 0; i < query->facet_count; i++) {
        if (slice_equal(query->facets[i], path))
            return true;
    }
    return false;
}

void parameter_read_facets(struct parser *p, struct slice name,
                           struct slice value)
{
    struct query *query = p->query;
    struct slice path;
    while (parser_next_name(p, &value, &path)) {
        if (is_facet(query, path) ||
            !parser_check_path(p, &(struct location){name, 0}, path))
            continue;
        if (query->facet_count == QUERY_MAX_FACETS) {
            parser_error_maximum(p, name, "too-many-facets", QUERY_MAX_FACETS);
            return;
        }
        query->facets[query->facet_count++] = path;
    }
}

void parameter_read_exclude(struct parser *p, struct slice name,
                            struct slice value)
{
    struct query *query = p->query;
    struct slice slug;
    while (slice_cut(&value, ',', &slug)) {
        if (slug.size == 0)
            continue;
        if (query->exclude_count == QUERY_MAX_NAMES) {
            parser_error_maximum(p, name, "too-many-names", QUERY_MAX_NAMES);
            return;
        }
        query->exclude[query->exclude_count++] = slug;
    }
}
