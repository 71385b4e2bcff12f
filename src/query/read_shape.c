/* read_shape.c - reads the parameters that say what is shown of each document,
 * and how.
 *
 *     fields=slug,author.name      include=html,related.author
 *
 *     slug                         html
 *     author                       related
 *        \-- name                     \-- author
 *
 * Both become trees, because the code that shows a document within another
 * needs to know only its own branch. An unknown name in `include` is an error
 * here; one in `fields` may be in the content, which bind looks at. */
#include "query/parameters.h"

#include "base/nearest.h"
#include "document/chunk.h"
#include "query/includes.h"

/* The node of that name, added if it is not there. Siblings are sorted:
 * members are shown in the order of the document, so the order in which they
 * are named makes no difference, and one answer has one spelling. */
static struct name_tree *name_of(struct parser *p, struct name_tree **siblings,
                                 struct slice name)
{
    struct name_tree **at = siblings;
    while (*at != NULL && slice_compare((*at)->name, name) < 0)
        at = &(*at)->next;
    if (*at != NULL && slice_equal((*at)->name, name))
        return *at;
    struct name_tree *added = arena_alloc(p->arena, 1, sizeof *added);
    *added = (struct name_tree){.name = name, .next = *at};
    *at = added;
    return added;
}

static void add_field(struct parser *p, struct slice path)
{
    struct name_tree **siblings = &p->query->fields;
    struct name_tree *node = NULL;
    struct slice name;
    while (slice_cut(&path, '.', &name)) {
        node = name_of(p, siblings, name);
        siblings = &node->children;
    }
    if (node != NULL)
        node->is_whole = true;
}

static void add_column(struct parser *p, struct slice path)
{
    struct query *query = p->query;
    for (size_t i = 0; i < query->column_count; i++) {
        if (slice_equal(query->columns[i], path))
            return;
    }
    query->columns =
        arena_grow(p->arena, query->columns, query->column_count,
                   &query->column_capacity, sizeof *query->columns);
    query->columns[query->column_count++] = path;
}

/* fields=slug,title or fields=-html,-toc; a mixture makes no sense. */
void parameter_read_fields(struct parser *p, struct slice name,
                           struct slice value)
{
    struct query *query = p->query;
    struct slice field;
    while (parser_next_name(p, &value, &field)) {
        bool leaves_out = slice_starts(field, "-");
        struct slice path = slice_from(field, leaves_out ? 1 : 0);
        if (query->fields == NULL)
            query->leaves_out = leaves_out;
        if (leaves_out != query->leaves_out) {
            parser_error(
                p, name, "mixed-fields",
                SLICE("List either the fields to show, or with a '-' before "
                      "each the fields to leave out, not both."));
            return;
        }
        if (p->field_count == QUERY_MAX_NAMES) {
            parser_error_maximum(p, name, "too-many-names", QUERY_MAX_NAMES);
            return;
        }
        if (parser_check_path(p, &(struct location){name, 0}, path)) {
            add_field(p, path);
            add_column(p, path);
            p->field_count++;
        }
    }
}

static void report_unknown(struct parser *p, struct slice parameter,
                           struct slice whole, struct slice name)
{
    struct nearest nearest = nearest_to(name);
    for (unsigned i = 0; query_include_name(i) != NULL; i++)
        nearest_consider(&nearest, slice_of(query_include_name(i)));
    for (unsigned i = 0; query_relation_name(i) != NULL; i++)
        nearest_consider(&nearest, slice_of(query_relation_name(i)));

    struct slice all = include_names(KIND_ANY, p->arena);
    struct parameter_error *error = parser_error(
        p, parameter, "unknown-include",
        arena_printf(p->arena, "'%.*s' cannot be included. Available: %.*s.",
                     SLICE_FMT(name), SLICE_FMT(all)));
    if (nearest.name.data != NULL) {
        size_t start = (size_t)(name.data - whole.data);
        struct slice rest = slice_from(whole, start + name.size);
        error->suggestion =
            arena_printf(p->arena, "%.*s%.*s%.*s", (int)start, whole.data,
                         SLICE_FMT(nearest.name), SLICE_FMT(rest));
    }
}

/* Counts one more name; false, with an error, if that is one too many. */
static bool count_include(struct parser *p, struct slice parameter)
{
    if (p->include_count == QUERY_MAX_NAMES) {
        parser_error_maximum(p, parameter, "too-many-names", QUERY_MAX_NAMES);
        return false;
    }
    p->include_count++;
    return true;
}

struct include_path {
    struct slice parameter;
    struct slice whole; /* "related.author" */
};

static bool add_include(struct parser *p, const struct include_path *path,
                        struct include_tree *tree, struct slice rest);

static bool add_relation(struct parser *p, const struct include_path *path,
                         struct include_tree *tree, unsigned relation,
                         struct slice rest)
{
    struct include_tree *branch = (struct include_tree *)tree->of[relation];
    if (branch == NULL) {
        if (!count_include(p, path->parameter))
            return false;
        branch = arena_alloc(p->arena, 1, sizeof *branch);
        tree->of[relation] = branch;
    }
    return rest.size == 0 || add_include(p, path, branch, rest);
}

static bool add_member(struct parser *p, const struct include_path *path,
                       struct include_tree *tree, unsigned bit,
                       struct slice rest)
{
    if (rest.size > 0) {
        parser_error(p, path->parameter, "unknown-include",
                     arena_printf(p->arena,
                                  "'%s' is not a relation, so no name can "
                                  "follow it.",
                                  query_include_name(bit)));
        return false;
    }
    if ((tree->members & 1U << bit) == 0 && !count_include(p, path->parameter))
        return false;
    tree->members |= 1U << bit;
    return true;
}

/* Adds what the names in `rest` lead to. Its recursion ends with the names,
 * whose number has been checked. */
static bool add_include(struct parser *p, const struct include_path *path,
                        struct include_tree *tree, struct slice rest)
{
    struct slice name, path_left = rest;
    (void)slice_cut(&rest, '.', &name);
    if (slice_is(name, "*")) {
        tree->has_star = true;
        for (unsigned i = 0; i < RELATION_DIRECT_COUNT; i++) {
            if (!add_relation(p, path, tree, i, rest))
                return false;
        }
        return true;
    }
    for (unsigned i = 0; i < RELATION_COUNT; i++) {
        if (slice_is(name, query_relation_name(i)))
            return add_relation(p, path, tree, i, rest);
    }
    for (unsigned bit = 0; query_include_name(bit) != NULL; bit++) {
        if (slice_is(path_left, query_include_name(bit)))
            return add_member(p, path, tree, bit, SLICE_NONE);
    }
    for (unsigned bit = 0; query_include_name(bit) != NULL; bit++) {
        if (slice_is(name, query_include_name(bit)))
            return add_member(p, path, tree, bit, rest);
    }
    report_unknown(p, path->parameter, path->whole, name);
    return false;
}

static size_t count_names(struct slice path)
{
    size_t count = 1;
    for (size_t i = 0; i < path.size; i++)
        count += path.data[i] == '.' ? 1 : 0;
    return count;
}

void parameter_read_include(struct parser *p, struct slice name,
                            struct slice value)
{
    struct include_path path = {.parameter = name};
    while (parser_next_name(p, &value, &path.whole)) {
        if (!parser_check_path(p, &(struct location){name, 0}, path.whole))
            continue;
        if (count_names(path.whole) > QUERY_MAX_DEPTH)
            parser_error(
                p, name, "include-too-deep",
                arena_printf(p->arena,
                             "'%.*s' has more than %d names separated by "
                             "dots.",
                             SLICE_FMT(path.whole), QUERY_MAX_DEPTH))
                ->maximum = QUERY_MAX_DEPTH;
        else
            (void)add_include(p, &path, &p->query->include, path.whole);
    }
}

static void read_bounded(struct parser *p, struct slice name,
                         struct slice value, unsigned least, unsigned most,
                         unsigned *ret_number)
{
    unsigned number = 0;
    for (size_t i = 0; i < value.size && number <= most; i++)
        number = number * 10 + (unsigned)(value.data[i] - '0');
    if (slice_is_digits(value) && number >= least && number <= most)
        *ret_number = number;
    else
        parser_error(p, name, "invalid-number",
                     arena_printf(p->arena,
                                  "Must be a whole number from %u to %u.",
                                  least, most));
}

void parameter_read_chunk_words(struct parser *p, struct slice name,
                                struct slice value)
{
    read_bounded(p, name, value, CHUNK_MIN_WORDS, CHUNK_MAX_WORDS,
                 &p->query->chunk_words);
}

void parameter_read_depth(struct parser *p, struct slice name,
                          struct slice value)
{
    read_bounded(p, name, value, 1, QUERY_MAX_TREE_DEPTH, &p->query->depth);
}

/* "", "1", "true" and "0", "false": a bare `pretty` means yes. */
void parameter_read_flag(struct parser *p, struct slice name,
                         struct slice value, bool *ret_flag)
{
    if (value.size == 0 || slice_is(value, "true") || slice_is(value, "1"))
        *ret_flag = true;
    else if (slice_is(value, "false") || slice_is(value, "0"))
        *ret_flag = false;
    else
        parser_error(p, name, "invalid-flag", SLICE("Must be true or false."));
}

void parameter_read_urls(struct parser *p, struct slice name,
                         struct slice value)
{
    p->query->wants_absolute_urls = slice_is(value, "absolute");
    if (!p->query->wants_absolute_urls && !slice_is(value, "relative"))
        parser_error(p, name, "invalid-value",
                     arena_printf(p->arena,
                                  "Use absolute or relative, not '%.*s'.",
                                  SLICE_FMT(value)));
}

void parameter_read_content(struct parser *p, struct slice name,
                            struct slice value)
{
    p->query->wants_excerpts = slice_is(value, "excerpt");
    if (!p->query->wants_excerpts && !slice_is(value, "full"))
        parser_error(p, name, "invalid-value",
                     arena_printf(p->arena, "Use full or excerpt, not '%.*s'.",
                                  SLICE_FMT(value)));
}

void parameter_read_envelope(struct parser *p, struct slice name,
                             struct slice value)
{
    parameter_read_flag(p, name, value, &p->query->has_envelope);
}

void parameter_read_front_matter(struct parser *p, struct slice name,
                                 struct slice value)
{
    parameter_read_flag(p, name, value, &p->query->has_front_matter);
}

void parameter_read_pretty(struct parser *p, struct slice name,
                           struct slice value)
{
    parameter_read_flag(p, name, value, &p->query->is_pretty);
}

void parameter_read_lenient(struct parser *p, struct slice name,
                            struct slice value)
{
    parameter_read_flag(p, name, value, &p->query->is_lenient);
}
