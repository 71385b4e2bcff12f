/* parameters.c - the table of parameters.
 *
 * Each row says where a parameter has a meaning, whether it may stand more
 * than once, who reads its value, and what it is for; the description in
 * openapi/ takes the last. Reserved names are never filters: a list that does
 * not know one of them says so, rather than looking for a field of that name.
 * Names that only some lists know are fields on all the others, since "url"
 * and "count" are good names for fields. A row without a reader keeps its name
 * free for what it will mean. */
#include "query/parser.h"

#include "base/nearest.h"
#include "query/filter.h"

#define FILTERS (ACCEPTS_LIST | ACCEPTS_STREAM)

/* `count` is another name for `limit`: one of the two may stand. */
static const struct parameter parameters[] = {
    {"sort", FILTERS, true, true, read_sort,
     "Fields to sort by, separated by commas, with a minus for descending "
     "order; or random."},
    {"seed", FILTERS, true, false, read_seed,
     "A number; sort=random gives the same order for the same number."},
    {"fields", ACCEPTS_SHAPE, true, true, read_fields,
     "The fields to show, separated by commas, with dots for those of objects; "
     "or, with a minus before each, the fields to leave out."},
    {"include", ACCEPTS_SHAPE, true, true, read_include,
     "What to show beyond the default, separated by commas; dots lead through "
     "up to three relations, * is every direct relation."},
    {"facets", ACCEPTS_LIST, true, true, read_facets,
     "Fields whose values are counted over the whole result, separated by "
     "commas."},
    {"exclude", ACCEPTS_RECENT, false, true, read_exclude,
     "Slugs of documents to leave out, separated by commas."},
    {"limit", FILTERS, true, false, read_limit,
     "How many documents a page has, or all."},
    {"count", ACCEPTS_RECENT, false, false, read_limit,
     "Another name for limit."},
    {"page", ACCEPTS_LIST, true, false, read_page,
     "The number of the page, from 1."},
    {"cursor", ACCEPTS_LIST, true, false, read_cursor,
     "A place in the list, as next_cursor or prev_cursor gave it; instead of "
     "page. Without a value it is the beginning."},
    {"envelope", ACCEPTS_ENVELOPE, true, false, read_envelope,
     "false gives the bare data; what meta and links say is then in the "
     "headers."},
    {"pretty", ACCEPTS_PLAIN, true, false, read_pretty,
     "true indents the JSON."},
    {"lenient", ACCEPTS_SHAPE, true, false, read_lenient,
     "true leaves out what cannot be used of the query and says so in "
     "meta.warnings and X-Warnings, rather than answering 400."},
    {"url", ACCEPTS_RESOLVE, false, false, read_url,
     "The url of a page, such as /about."},
    {"status", ACCEPTS_VIEW, true, true, read_status,
     "Which documents exist: published, draft, scheduled, expired, separated "
     "by commas, or all; beyond the published ones with a token."},
    {"preview", ACCEPTS_VIEW, true, false, read_preview,
     "What a preview link ends with: opens that one document."},
    {"locale", ACCEPTS_VIEW, true, true, read_locale,
     "Languages such as fr or pt-BR, separated by commas, the best first, * "
     "for any: of each document the first version that there is."},
    {"q", 0, true, false, NULL, NULL},
};

/* Not for us: added by advertisers and by caches' enemies, meant for somebody
 * else. */
static const char *const ignored[] = {"gclid", "fbclid", "msclkid", "_"};

const char *query_parameter_name(size_t index)
{
    return index < COUNT(parameters) && parameters[index].read != NULL
               ? parameters[index].name
               : NULL;
}

const char *query_parameter_explanation(size_t index)
{
    return index < COUNT(parameters) ? parameters[index].explanation : NULL;
}

const struct parameter *parameter_find(struct slice name)
{
    for (size_t i = 0; i < COUNT(parameters); i++) {
        if (slice_is(name, parameters[i].name))
            return &parameters[i];
    }
    return NULL;
}

bool parameter_is_ignored(struct slice name)
{
    if (slice_starts(name, "utm_"))
        return !filter_ends_in_operator(name);
    for (size_t i = 0; i < COUNT(ignored); i++) {
        if (slice_is(name, ignored[i]))
            return true;
    }
    return false;
}

bool parameter_hides_field(struct slice name)
{
    return parameter_find(name) != NULL || parameter_is_ignored(name) ||
           slice_is(name, "and") || slice_is(name, "or") ||
           slice_is(name, "not");
}

/* Two rows with one reader are two names of one parameter. */
bool parameter_take(struct parser *p, const struct parameter *parameter)
{
    for (size_t i = 0; i < COUNT(parameters); i++) {
        if ((p->seen & 1U << i) != 0 && !parameter->may_repeat &&
            parameters[i].read == parameter->read)
            return false;
    }
    p->seen |= 1U << (parameter - parameters);
    return true;
}

struct slice query_nearest_parameter(struct slice name, unsigned accepts)
{
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < COUNT(parameters); i++) {
        if ((parameters[i].accepts & accepts) != 0)
            nearest_consider(&nearest, slice_of(parameters[i].name));
    }
    return nearest.name;
}
