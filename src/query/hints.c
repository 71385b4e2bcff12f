/* hints.c - how we write what is written for Strapi, Payload, Directus or a
 * server of JSON:API.
 *
 *     filters[author][name][$eq]=ana     author.name=ana
 *     filters[tags][$in][0]=go           tags:in[]=go
 *     page[size]=10                      limit=10
 *
 * One parameter of theirs gives one suggestion, which means the same where it
 * takes the place of the other. The conditions of a group stand in several of
 * their parameters and in one of ours, so for a group there is only the form
 * to write it in. */
#include "query/hints.h"

#include "base/array.h"
#include "query/operators.h"
#include "query/parameters.h"

static const char *const wrappers[] = {"filter", "filters", "where"};

/* Their names of our operators, without the "$" or "_" that may precede
 * them. */
static const struct {
    const char *name;
    enum op op;
} synonyms[] = {
    {"equals", OP_EQ},
    {"eqi", OP_EQ},
    {"neq", OP_NE},
    {"nei", OP_NE},
    {"not", OP_NE},
    {"not_equals", OP_NE},
    {"notIn", OP_NIN},
    {"not_in", OP_NIN},
    {"greater_than", OP_GT},
    {"greater_than_equal", OP_GTE},
    {"less_than", OP_LT},
    {"less_than_equal", OP_LTE},
    {"containsi", OP_CONTAINS},
    {"icontains", OP_CONTAINS},
    {"like", OP_CONTAINS},
    {"startsWithi", OP_STARTS_WITH},
    {"starts_with", OP_STARTS_WITH},
    {"endsWithi", OP_ENDS_WITH},
    {"ends_with", OP_ENDS_WITH},
    {"null", OP_EXISTS}, /* and the opposite value */
    {"notNull", OP_EXISTS},
    {"nnull", OP_EXISTS},
};

static const struct {
    const char *base, *key, *ours;
} paging[] = {
    {"page", "number", "page"},       {"page", "size", "limit"},
    {"page", "limit", "limit"},       {"page", "cursor", "cursor"},
    {"page", "after", "cursor"},      {"pagination", "page", "page"},
    {"pagination", "limit", "limit"}, {"pagination", "pageSize", "limit"},
};

static const struct {
    const char *word, *sign;
} directions[] = {
    {"asc", ""},   {"ascending", ""},   {"1", ""},
    {"desc", "-"}, {"descending", "-"}, {"-1", "-"},
};

bool hint_is_wrapper(struct slice name)
{
    for (size_t i = 0; i < ARRAY_COUNT(wrappers); i++) {
        if (slice_is(name, wrappers[i]))
            return true;
    }
    return false;
}

/* "$gte" and "_gte" without the sign. */
static struct slice bare_key(struct slice key)
{
    return slice_from(key,
                      slice_starts(key, "$") || slice_starts(key, "_") ? 1 : 0);
}

/* OP_COUNT if it is none of theirs and not nearly one of ours. */
static enum op find_op(struct slice key)
{
    enum op op;
    struct slice name = bare_key(key);
    if (op_find(name, &op))
        return op;
    for (size_t i = 0; i < ARRAY_COUNT(synonyms); i++) {
        if (slice_equal_nocase(name, slice_of(synonyms[i].name)))
            return synonyms[i].op;
    }
    return name.size > 2 ? op_nearest(name) : OP_COUNT;
}

/* What would end it there or be taken for something else is encoded. */
void hint_append_value(struct str *out, struct slice value)
{
    for (size_t i = 0; i < value.size; i++) {
        char c = value.data[i];
        if (c == '&' || c == '#' || c == '%' || c == '+')
            str_appendf(out, "%%%02X", (unsigned)c);
        else
            str_append_char(out, c);
    }
}

/* "page[size]=10", "sort[title]=desc", "fields[posts]=title". */
static bool append_parameter(struct str *out, const struct bracketed *parts,
                             struct slice value)
{
    const struct parameter *ours = parameter_find(parts->base);
    for (size_t i = 0; parts->count == 1 && i < ARRAY_COUNT(paging); i++) {
        if (slice_is(parts->base, paging[i].base) &&
            slice_is(parts->keys[0], paging[i].key)) {
            str_appendf(out, "%s=", paging[i].ours);
            hint_append_value(out, value);
            return true;
        }
    }
    for (size_t i = 0; parts->count == 1 && slice_is(parts->base, "sort") &&
                       i < ARRAY_COUNT(directions);
         i++) {
        if (slice_equal_nocase(value, slice_of(directions[i].word))) {
            str_appendf(out, "sort=%s%.*s", directions[i].sign,
                        SLICE_FMT(parts->keys[0]));
            return true;
        }
    }
    if (ours == NULL || !ours->is_reserved)
        return false;
    str_appendf(out, "%s=", ours->name);
    hint_append_value(out, value);
    return true;
}

/* Appends the condition that the keys name: a path, perhaps an operator, and
 * the index of an element of its list. Nothing if they name no field. */
static void append_condition(struct str *out, const struct slice *keys,
                             size_t count, struct slice value)
{
    size_t names = count;
    while (names > 0 && key_is_index(keys[names - 1]))
        names--;
    if (names == 0)
        return;
    bool is_element = names < count;
    enum op op = names > 1 ? find_op(keys[names - 1]) : OP_COUNT;
    bool is_null =
        op == OP_EXISTS && slice_is(bare_key(keys[names - 1]), "null");
    if (op != OP_COUNT)
        names--;
    else
        op = OP_EQ;

    for (size_t i = 0; i < names; i++) {
        if (key_is_index(keys[i]))
            continue;
        str_append_text(out, out->size > 0 ? "." : "");
        str_append(out, keys[i]);
    }
    if (op != OP_EQ || query_hides_field(str_slice(out)))
        str_appendf(out, ":%s", op_info(op)->name);
    if (is_element && op_info(op)->takes_list)
        str_append_text(out, "[]");
    str_append_char(out, '=');
    if (is_null)
        str_append_text(out, slice_is(value, "false") ? "true" : "false");
    else
        hint_append_value(out, value);
}

void hint_report(struct parser *p, const struct location *location,
                 const struct bracketed *parts, struct slice value)
{
    struct slice keys[1 + BRACKETS_MAX_KEYS] = {0}, detail;
    size_t count = 0, from = 0;
    enum condition_kind kind;
    struct str out = {0};

    if (!hint_is_wrapper(parts->base))
        keys[count++] = parts->base;
    for (; from < parts->count; from++) {
        bool is_last = from + 1 == parts->count;
        if (count > 0 || is_last || !key_is_index(parts->keys[from]))
            keys[count++] = parts->keys[from];
    }

    if (append_parameter(&out, parts, value)) {
        detail = SLICE("This parameter is written without brackets.");
    } else if (condition_kind_find(bare_key(keys[0]), &kind)) {
        detail = SLICE("Write all conditions of a group together, in "
                       "parentheses: or=(a=1,b:gt=2).");
    } else {
        detail = SLICE("Write a condition as field:op=value, with dots between "
                       "names.");
        append_condition(&out, keys, count, value);
    }
    struct parameter_error *error =
        parser_error_at(p, location, "unknown-spelling", detail);
    if (out.size > 0)
        error->suggestion = arena_copy(p->arena, str_slice(&out));
    str_release(&out);
}
