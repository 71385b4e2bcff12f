/* query.c - the table of parameters and the loop that reads them.
 *
 * Each row of the table says where a parameter has a meaning, whether it may
 * stand more than once, and who reads its value. The loop finds the row, or
 * the nearest name to suggest, and goes on after an error: a client is told
 * everything that is wrong in one answer. */
#include "query/query.h"

#include "base/nearest.h"

#include <string.h>

struct parser {
    struct query *query;
    struct arena *arena;
    unsigned accepts;
    unsigned seen; /* a bit for each row of the table */
};

struct parameter {
    const char *name;
    unsigned accepts;
    bool may_repeat;
    void (*read)(struct parser *parser, struct slice name, struct slice value);
};

static const struct {
    const char *name;
    enum sort_field field;
} sort_fields[] = {
    {"date", SORT_DATE},
    {"title", SORT_TITLE},
    {"name", SORT_TITLE},
    {"post_count", SORT_POST_COUNT},
};

/* In the order of the bits of enum include. */
static const char *const include_names[] = {
    "html", "toc", "markdown", "text", "front_matter", "sections",
};

/* Ours to ignore: added by advertisers and by caches' enemies, meant for
 * somebody else. */
static const char *const ignored[] = {"gclid", "fbclid", "msclkid", "_"};

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

const char *query_include_name(unsigned bit)
{
    return bit < COUNT(include_names) ? include_names[bit] : NULL;
}

struct parameter_error *query_add_error(struct query *query,
                                        struct arena *arena,
                                        struct slice parameter,
                                        const char *code, struct slice detail)
{
    query->errors = arena_grow(arena, query->errors, query->error_count,
                               &query->error_capacity, sizeof *query->errors);
    struct parameter_error *error = &query->errors[query->error_count++];
    *error = (struct parameter_error){
        .parameter = parameter, .code = code, .detail = detail};
    return error;
}

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

static void read_page(struct parser *p, struct slice name, struct slice value)
{
    long number = read_number(value, QUERY_MAX_PAGE);
    if (number < 1 || number > QUERY_MAX_PAGE) {
        query_add_error(p->query, p->arena, name, "invalid-number",
                        arena_printf(p->arena, "A whole number from 1 to %d.",
                                     QUERY_MAX_PAGE));
        return;
    }
    p->query->page = (unsigned)number;
}

static void read_limit(struct parser *p, struct slice name, struct slice value)
{
    long number = read_number(value, QUERY_MAX_LIMIT);
    if (number < 0) {
        query_add_error(p->query, p->arena, name, "invalid-number",
                        arena_printf(p->arena, "A whole number from 0 to %d.",
                                     QUERY_MAX_LIMIT));
    } else if (number > QUERY_MAX_LIMIT) {
        query_add_error(p->query, p->arena, name, "limit-too-large",
                        arena_printf(p->arena, "At most %d.", QUERY_MAX_LIMIT))
            ->maximum = QUERY_MAX_LIMIT;
    } else {
        p->query->limit = (unsigned)number;
    }
}

/* The name within a few typing errors, or SLICE_NONE. */
static struct slice nearest(struct slice name, struct slice candidate,
                            struct slice best, unsigned *best_distance)
{
    unsigned distance = edit_distance(name, candidate, *best_distance);
    if (distance >= *best_distance)
        return best;
    *best_distance = distance;
    return candidate;
}

static void read_sort_key(struct parser *p, struct slice name,
                          struct slice value)
{
    struct query *query = p->query;
    bool is_down = slice_starts(value, "-");
    struct slice field = slice_from(value, is_down ? 1 : 0);
    struct slice suggestion = SLICE_NONE;
    unsigned distance = edit_tolerance(field) + 1;

    for (size_t i = 0; i < COUNT(sort_fields); i++) {
        struct slice known = slice_of(sort_fields[i].name);
        if (!slice_equal(field, known)) {
            suggestion = nearest(field, known, suggestion, &distance);
            continue;
        }
        if (query->sort_count < QUERY_MAX_SORT_KEYS)
            query->sort[query->sort_count++] =
                (struct sort_key){sort_fields[i].field, is_down};
        else
            query_add_error(
                query, p->arena, name, "too-many-sort-keys",
                arena_printf(p->arena, "At most %d.", QUERY_MAX_SORT_KEYS))
                ->maximum = QUERY_MAX_SORT_KEYS;
        return;
    }
    struct parameter_error *error = query_add_error(
        query, p->arena, name, "unknown-sort-field",
        arena_printf(p->arena,
                     "Lists are sorted by date, title, name or post_count, "
                     "not by '%.*s'.",
                     SLICE_FMT(field)));
    if (suggestion.data != NULL)
        error->suggestion = arena_printf(
            p->arena, "sort=%s%.*s", is_down ? "-" : "", SLICE_FMT(suggestion));
}

static void read_sort(struct parser *p, struct slice name, struct slice value)
{
    struct slice part;
    while (p->query->error_count < QUERY_MAX_ERRORS &&
           slice_cut(&value, ',', &part)) {
        if (part.size > 0)
            read_sort_key(p, name, part);
    }
}

static void read_include_name(struct parser *p, struct slice name,
                              struct slice value)
{
    struct slice suggestion = SLICE_NONE;
    unsigned distance = edit_tolerance(value) + 1;

    for (unsigned i = 0; i < COUNT(include_names); i++) {
        struct slice known = slice_of(include_names[i]);
        if (slice_equal(value, known)) {
            p->query->includes |= 1U << i;
            return;
        }
        suggestion = nearest(value, known, suggestion, &distance);
    }
    query_add_error(p->query, p->arena, name, "unknown-include",
                    arena_printf(p->arena,
                                 "'%.*s' cannot be included; what can: html, "
                                 "toc, markdown, text, front_matter, sections.",
                                 SLICE_FMT(value)))
        ->suggestion = suggestion;
}

static void read_include(struct parser *p, struct slice name,
                         struct slice value)
{
    struct slice part;
    while (p->query->error_count < QUERY_MAX_ERRORS &&
           slice_cut(&value, ',', &part)) {
        if (part.size > 0)
            read_include_name(p, name, part);
    }
}

/* Adds the names of a comma list to `names`, as far as there is room. */
static void add_names(struct parser *p, struct slice parameter,
                      struct slice value, struct slice *names, size_t *count)
{
    struct slice part;
    while (slice_cut(&value, ',', &part)) {
        if (part.size == 0)
            continue;
        if (*count == QUERY_MAX_NAMES) {
            query_add_error(
                p->query, p->arena, parameter, "too-many-names",
                arena_printf(p->arena, "At most %d.", QUERY_MAX_NAMES))
                ->maximum = QUERY_MAX_NAMES;
            return;
        }
        names[(*count)++] = part;
    }
}

static void read_exclude(struct parser *p, struct slice name,
                         struct slice value)
{
    add_names(p, name, value, p->query->exclude, &p->query->exclude_count);
}

/* fields=slug,title or fields=-html,-toc; a mixture says nothing sensible. */
static void read_fields(struct parser *p, struct slice name, struct slice value)
{
    struct query *query = p->query;
    size_t first = query->field_count;
    add_names(p, name, value, query->fields, &query->field_count);

    for (size_t i = first; i < query->field_count; i++) {
        bool leaves_out = slice_starts(query->fields[i], "-");
        if (i == 0)
            query->leaves_out = leaves_out;
        if (leaves_out != query->leaves_out) {
            query_add_error(query, p->arena, name, "mixed-fields",
                            SLICE("Name the fields to show, or with a '-' "
                                  "before each the fields to leave out; not "
                                  "both."));
            return;
        }
        if (leaves_out)
            query->fields[i] = slice_from(query->fields[i], 1);
    }
}

/* "", "1", "true" and "0", "false": a bare `pretty` means yes. */
static void read_flag(struct parser *p, struct slice name, struct slice value,
                      bool *ret_flag)
{
    if (value.size == 0 || slice_is(value, "true") || slice_is(value, "1"))
        *ret_flag = true;
    else if (slice_is(value, "false") || slice_is(value, "0"))
        *ret_flag = false;
    else
        query_add_error(p->query, p->arena, name, "invalid-flag",
                        SLICE("Either true or false."));
}

static void read_envelope(struct parser *p, struct slice name,
                          struct slice value)
{
    read_flag(p, name, value, &p->query->has_envelope);
}

static void read_pretty(struct parser *p, struct slice name, struct slice value)
{
    read_flag(p, name, value, &p->query->is_pretty);
}

static void read_url(struct parser *p, struct slice name, struct slice value)
{
    if (value.size == 0)
        query_add_error(p->query, p->arena, name, "missing-value",
                        SLICE("The url of a page, such as url=/about."));
    p->query->url = value;
}

/* `count` is another name for `limit`: one of the two may stand. */
static const struct parameter parameters[] = {
    {"sort", ACCEPTS_LIST, true, read_sort},
    {"fields", ACCEPTS_SHAPE, true, read_fields},
    {"include", ACCEPTS_SHAPE, true, read_include},
    {"exclude", ACCEPTS_RECENT, true, read_exclude},
    {"limit", ACCEPTS_LIST, false, read_limit},
    {"count", ACCEPTS_RECENT, false, read_limit},
    {"page", ACCEPTS_LIST, false, read_page},
    {"envelope", ACCEPTS_SHAPE, false, read_envelope},
    {"pretty", ACCEPTS_PLAIN, false, read_pretty},
    {"url", ACCEPTS_RESOLVE, false, read_url},
};

static bool is_ignored(struct slice name)
{
    if (slice_starts(name, "utm_"))
        return true;
    for (size_t i = 0; i < COUNT(ignored); i++) {
        if (slice_is(name, ignored[i]))
            return true;
    }
    return false;
}

static void report_unknown(struct parser *p, struct slice name)
{
    struct slice suggestion = SLICE_NONE;
    unsigned distance = edit_tolerance(name) + 1;
    bool has_meaning_elsewhere = false;

    for (size_t i = 0; i < COUNT(parameters); i++) {
        struct slice known = slice_of(parameters[i].name);
        if ((parameters[i].accepts & p->accepts) != 0)
            suggestion = nearest(name, known, suggestion, &distance);
        else if (slice_equal(name, known))
            has_meaning_elsewhere = true;
    }
    query_add_error(
        p->query, p->arena, name, "unknown-parameter",
        arena_printf(p->arena,
                     has_meaning_elsewhere
                         ? "The parameter '%.*s' has no meaning here."
                         : "There is no parameter '%.*s'.",
                     SLICE_FMT(name)))
        ->suggestion = suggestion;
}

/* Whether it stood before, under this name or another. */
static bool was_read(const struct parser *p, const struct parameter *parameter)
{
    for (size_t i = 0; i < COUNT(parameters); i++) {
        if ((p->seen & 1U << i) != 0 && parameters[i].read == parameter->read)
            return true;
    }
    return false;
}

static void read_parameter(struct parser *p, struct slice name,
                           struct slice value)
{
    for (size_t i = 0; i < COUNT(parameters); i++) {
        const struct parameter *parameter = &parameters[i];
        if (!slice_is(name, parameter->name) ||
            (parameter->accepts & p->accepts) == 0)
            continue;
        if (was_read(p, parameter) && !parameter->may_repeat) {
            query_add_error(p->query, p->arena, name, "repeated-parameter",
                            SLICE("It may stand once only."));
            return;
        }
        p->seen |= 1U << i;
        parameter->read(p, name, value);
        return;
    }
    if (!is_ignored(name))
        report_unknown(p, name);
}

static void read_pair(struct parser *p, struct slice pair)
{
    size_t equals = slice_find_char(pair, 0, '=');
    struct slice name, value;

    if (!percent_decode(slice_sub(pair, 0, equals), true, p->arena, &name) ||
        !percent_decode(slice_from(pair, equals + 1), true, p->arena, &value)) {
        query_add_error(p->query, p->arena, slice_sub(pair, 0, equals),
                        "bad-encoding",
                        SLICE("Percent-encoding is '%' and two hexadecimal "
                              "digits, and spells UTF-8."));
        return;
    }
    read_parameter(p, name, value);
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
    };
    while (ret_query->error_count < QUERY_MAX_ERRORS &&
           slice_cut(&text, '&', &pair)) {
        if (pair.size > 0)
            read_pair(&parser, pair);
    }
    if ((accepts & ACCEPTS_RESOLVE) != 0 && ret_query->url.data == NULL)
        query_add_error(ret_query, arena, SLICE("url"), "missing-parameter",
                        SLICE("The url of a page, such as url=/about."));
    return ret_query->error_count == 0;
}
