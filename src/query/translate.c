/* translate.c - the spellings of Strapi, Payload, Directus and JSON:API in
 * ours.
 *
 *     [$or][0][title][$eq]=a  --\
 *     [$or][0][rating][$gt]=1 ----> or=(and=(title=a,rating:gt=1),tags=b)
 *     [$or][1][tags]=b        --/
 *
 * Each parameter of theirs is a path through a tree. What has the same path up
 * to a group belongs into one group, what has the same number behind it into
 * one element of that, and what differs in a last number only into one list;
 * a suggestion for each alone would mean that all must hold. It is made of the
 * paths as they are, without the tree: there are few. */
#include "query/translate.h"

#include "query/dialects.h"

#include <string.h>

#define MOST_KEYS (BRACKETS_MAX_KEYS + 1)

/* A condition of theirs, without what announces it. */
struct translation {
    struct slice keys[MOST_KEYS];
    size_t count;
    struct slice value;
    size_t error; /* the one that it is a suggestion for */
};

/* Some of them, in the order of the query. */
struct some {
    const struct translation *items[QUERY_MAX_ERRORS];
    size_t count;
};

static bool needs_quotes(struct slice value)
{
    for (size_t i = 0; i < value.size; i++) {
        if (strchr(",()\\\"", value.data[i]) != NULL)
            return true;
    }
    return false;
}

/* As it can be put into a URL, and still be read: only what would be taken
 * for something else is encoded. */
static void append_value(struct str *out, struct slice value, bool is_among)
{
    bool is_quoted = is_among && needs_quotes(value);
    str_append_text(out, is_quoted ? "\"" : "");
    for (size_t i = 0; i < value.size; i++) {
        char c = value.data[i];
        if (is_quoted && (c == '"' || c == '\\'))
            str_append_char(out, '\\');
        if (c == '&' || c == '#' || c == '%' || c == '+')
            str_appendf(out, "%%%02X", (unsigned)c);
        else
            str_append_char(out, c);
    }
    str_append_text(out, is_quoted ? "\"" : "");
}

/* How many keys there are before the numbers at the end, of `depth` at least
 * one. */
static size_t count_names(const struct translation *item, size_t depth)
{
    size_t count = item->count;
    while (count > depth + 1 && is_index(item->keys[count - 1]))
        count--;
    return count;
}

/* The last name may be an operator, which has its own place. */
static bool read_op(const struct translation *item, size_t depth, enum op *ret)
{
    size_t count = count_names(item, depth);
    *ret = OP_EQ;
    if (count <= depth + 1)
        return false;
    if (slice_is(bare_key(item->keys[count - 1]), "null")) {
        *ret = OP_EXISTS;
        return true;
    }
    if (dialect_op(item->keys[count - 1], ret))
        return true;
    *ret = OP_EQ;
    return false;
}

static bool asks_for_null(const struct translation *item)
{
    return slice_is(bare_key(item->keys[item->count - 1]), "null");
}

static void append_path(struct str *out, const struct translation *item,
                        size_t depth, size_t end)
{
    const char *before = "";
    for (size_t i = depth; i < end; i++) {
        if (is_index(item->keys[i]))
            continue;
        str_append_text(out, before);
        str_append(out, item->keys[i]);
        before = ".";
    }
}

/* Of several, each is an element of the list that is asked for. */
static void append_values(struct str *out, const struct some *some,
                          bool in_group)
{
    bool has_parentheses = in_group && some->count > 1;
    str_append_text(out, has_parentheses ? "(" : "");
    for (size_t i = 0; i < some->count; i++) {
        str_append_text(out, i > 0 ? "," : "");
        append_value(out, some->items[i]->value, in_group || some->count > 1);
    }
    str_append_text(out, has_parentheses ? ")" : "");
}

static void append_condition(struct str *out, const struct some *some,
                             size_t depth, bool in_group)
{
    const struct translation *first = some->items[0];
    size_t start = out->size;
    enum op op;
    bool has_op = read_op(first, depth, &op);
    append_path(out, first, depth,
                count_names(first, depth) - (has_op ? 1 : 0));
    if (op == OP_EQ && some->count > 1)
        op = OP_IN;
    if (op != OP_EQ || parameter_hides_field(slice_from(str_slice(out), start)))
        str_appendf(out, ":%s", op_info(op)->name);
    str_append_char(out, '=');
    if (op == OP_EXISTS && asks_for_null(first))
        str_append_text(out,
                        slice_is(first->value, "false") ? "true" : "false");
    else
        append_values(out, some, in_group);
}

/* Whether both are elements of one list, "tags[in][0]" and "tags[in][1]". */
static bool is_one_list(const struct translation *a,
                        const struct translation *b, size_t depth)
{
    enum op op;
    size_t count = count_names(a, depth);
    if (count == a->count || count != count_names(b, depth) ||
        count == b->count)
        return false;
    for (size_t i = depth; i < count; i++) {
        if (!slice_equal(a->keys[i], b->keys[i]))
            return false;
    }
    (void)read_op(a, depth, &op);
    return op == OP_EQ || op_info(op)->takes_list;
}

static bool is_one_part(const struct translation *a,
                        const struct translation *b, size_t depth)
{
    if (is_group(a->keys[depth]) != is_group(b->keys[depth]))
        return false;
    return is_group(a->keys[depth])
               ? slice_equal(bare_key(a->keys[depth]), bare_key(b->keys[depth]))
               : is_one_list(a, b, depth);
}

static bool is_one_element(const struct translation *a,
                           const struct translation *b, size_t depth)
{
    return a->keys[depth].size > 0 && is_index(a->keys[depth]) &&
           slice_equal(a->keys[depth], b->keys[depth]);
}

/* Takes out the first with all that belong to it; false where none is left. */
static bool take(struct some *rest,
                 bool (*is_one)(const struct translation *a,
                                const struct translation *b, size_t depth),
                 size_t depth, struct some *ret_taken)
{
    size_t kept = 0;
    ret_taken->count = 0;
    if (rest->count == 0)
        return false;
    const struct translation *first = rest->items[0];
    for (size_t i = 0; i < rest->count; i++) {
        const struct translation *item = rest->items[i];
        if (item == first || is_one(first, item, depth))
            ret_taken->items[ret_taken->count++] = item;
        else
            rest->items[kept++] = item;
    }
    rest->count = kept;
    return true;
}

static void append_part(struct str *out, const struct some *some, size_t depth,
                        bool in_group);

static size_t count_parts(struct some some, size_t depth)
{
    struct some part;
    size_t count = 0;
    while (take(&some, is_one_part, depth, &part))
        count++;
    return count;
}

/* What all holds of one element: of an `or`, together. */
static void append_element(struct str *out, struct some some, size_t depth,
                           bool is_or)
{
    struct some part;
    const char *before = "";
    bool is_wrapped = is_or && count_parts(some, depth) > 1;
    str_append_text(out, is_wrapped ? "and=(" : "");
    while (take(&some, is_one_part, depth, &part)) {
        str_append_text(out, before);
        append_part(out, &part, depth, true);
        before = ",";
    }
    str_append_text(out, is_wrapped ? ")" : "");
}

static void append_group(struct str *out, struct some some, size_t depth)
{
    struct some element;
    struct slice name = bare_key(some.items[0]->keys[depth]);
    const char *before = "";
    str_appendf(out, "%.*s=(", SLICE_FMT(name));
    while (take(&some, is_one_element, depth + 1, &element)) {
        bool is_numbered = is_index(element.items[0]->keys[depth + 1]) &&
                           element.items[0]->count > depth + 2;
        str_append_text(out, before);
        append_element(out, element, depth + (is_numbered ? 2 : 1),
                       slice_is(name, "or"));
        before = ",";
    }
    str_append_char(out, ')');
}

/* Recursion is as deep as there are keys: MOST_KEYS. */
static void append_part(struct str *out, const struct some *some, size_t depth,
                        bool in_group)
{
    const struct translation *first = some->items[0];
    if (is_group(first->keys[depth]) && first->count > depth + 1)
        append_group(out, *some, depth);
    else
        append_condition(out, some, depth, in_group);
}

/* "page[size]" and its like; false if it is none of them. */
static bool append_paging(struct str *out, const struct bracketed *parts,
                          struct slice value)
{
    const char *name =
        parts->count == 1 ? dialect_paging(parts->base, parts->keys[0]) : NULL;
    if (name == NULL)
        return false;
    str_appendf(out, "%s=", name);
    append_value(out, value, false);
    return true;
}

static bool append_sort(struct str *out, const struct bracketed *parts,
                        struct slice value)
{
    const char *sign = dialect_sign(value);
    if (sign == NULL || !slice_is(parts->base, "sort") || parts->count != 1)
        return false;
    str_appendf(out, "sort=%s%.*s", sign, SLICE_FMT(parts->keys[0]));
    return true;
}

/* A parameter of ours with brackets that say nothing: fields[posts]=title. */
static bool append_reserved(struct str *out, const struct bracketed *parts,
                            struct slice value)
{
    const struct parameter *ours = parameter_find(parts->base);
    if (ours == NULL || !ours->is_reserved)
        return false;
    str_appendf(out, "%s=", ours->name);
    append_value(out, value, false);
    return true;
}

static struct translation translation_of(const struct bracketed *parts,
                                         struct slice value)
{
    struct translation item = {.value = value};
    size_t from = 0;
    if (!is_wrapper(parts->base))
        item.keys[item.count++] = parts->base;
    while (item.count == 0 && from + 1 < parts->count &&
           is_index(parts->keys[from]))
        from++;
    for (; from < parts->count; from++)
        item.keys[item.count++] = parts->keys[from];
    return item;
}

/* Whether it names a field, and not merely a group or an element. */
static bool has_field(const struct translation *item)
{
    size_t count = item->count;
    while (count > 0 && is_index(item->keys[count - 1]))
        count--;
    return count > 0 && !is_group(item->keys[count - 1]);
}

static void keep(struct parser *p, const struct translation *item)
{
    p->translations =
        arena_grow(p->arena, p->translations, p->translation_count,
                   &p->translation_capacity, sizeof *p->translations);
    p->translations[p->translation_count++] = *item;
}

static void suggest(struct parser *p, const struct str *out, size_t error)
{
    p->query->errors[error].suggestion = arena_copy(p->arena, str_slice(out));
}

static void complain_condition(struct parser *p, const struct origin *origin,
                               const struct bracketed *parts,
                               struct slice value)
{
    struct translation item = translation_of(parts, value);
    const struct some alone = {{&item}, 1};
    struct parameter_error *error = complain(
        p, origin->parameter, "unknown-spelling",
        is_group(item.keys[0])
            ? SLICE("The conditions of a group are written together, in "
                    "parentheses: or=(a=1,b:gt=2).")
            : SLICE("A condition is written field:op=value, with dots between "
                    "names."));
    if (!has_field(&item))
        return;
    struct str out = {0};
    item.error = (size_t)(error - p->query->errors);
    append_part(&out, &alone, 0, false);
    suggest(p, &out, item.error);
    str_release(&out);
    if (origin->character == 0)
        keep(p, &item);
}

void complain_spelling(struct parser *p, const struct origin *origin,
                       const struct bracketed *parts, struct slice value)
{
    struct str out = {0};
    if (append_paging(&out, parts, value) || append_sort(&out, parts, value) ||
        append_reserved(&out, parts, value))
        complain(p, origin->parameter, "unknown-spelling",
                 SLICE("It is written without brackets."))
            ->suggestion = arena_copy(p->arena, str_slice(&out));
    else
        complain_condition(p, origin, parts, value);
    str_release(&out);
}

void translations_join(struct parser *p)
{
    struct some rest = {.count = 0}, part;
    for (size_t i = 0;
         i < p->translation_count && rest.count < QUERY_MAX_ERRORS; i++)
        rest.items[rest.count++] = &p->translations[i];
    while (take(&rest, is_one_part, 0, &part)) {
        struct str out = {0};
        append_part(&out, &part, 0, false);
        for (size_t i = 0; i < part.count && part.count > 1; i++)
            suggest(p, &out, part.items[i]->error);
        str_release(&out);
    }
}
