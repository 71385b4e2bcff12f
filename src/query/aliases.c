/* aliases.c - brackets, as axios, qs and other programming interfaces have
 * them.
 *
 *     date[gte]=x     tags[]=a     tags[in][]=a     tags[0]=a     read
 *     filters[title][$contains]=x  filter[title:contains]=x       translated
 *
 * What a library makes of an array or of one operator is read for what it
 * means. The languages of other systems are not: they have more in them than
 * brackets, and half of one understood would be worse than none. Their users
 * are told our spelling of what they wrote. */
#include "query/aliases.h"

#include <string.h>

#define MAX_KEYS 16

struct bracketed {
    struct slice base;           /* "tags" */
    struct slice keys[MAX_KEYS]; /* "in", "0" */
    size_t count;
};

/* What other systems call our operators, but for a "$" or "_" in front. */
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
    {"notNull", OP_EXISTS},
    {"nnull", OP_EXISTS},
};

/* Names that only announce that conditions follow. */
static const char *const wrappers[] = {"filter", "filters", "where"};

static const struct {
    const char *base, *key, *name;
} paging[] = {
    {"page", "number", "page"},       {"page", "size", "limit"},
    {"page", "limit", "limit"},       {"page", "cursor", "cursor"},
    {"page", "after", "cursor"},      {"pagination", "page", "page"},
    {"pagination", "limit", "limit"}, {"pagination", "pageSize", "limit"},
};

bool alias_is_one(struct slice name)
{
    return slice_find_char(name, 0, '[') < name.size ||
           slice_find_char(name, 0, ']') < name.size;
}

/* False for what does not pair, and for more keys than anybody needs. */
static bool split_brackets(struct slice name, struct bracketed *ret_parts)
{
    size_t at = slice_find_char(name, 0, '[');
    ret_parts->base = slice_trim(slice_sub(name, 0, at));
    ret_parts->count = 0;
    while (at < name.size) {
        size_t end = slice_find_char(name, at, ']');
        if (name.data[at] != '[' || end == name.size ||
            ret_parts->count == MAX_KEYS)
            return false;
        ret_parts->keys[ret_parts->count++] =
            slice_trim(slice_sub(name, at + 1, end));
        at = end + 1;
    }
    return ret_parts->base.size > 0;
}

/* [], [0] */
static bool is_index(struct slice key)
{
    for (size_t i = 0; i < key.size; i++) {
        if (key.data[i] < '0' || key.data[i] > '9')
            return false;
    }
    return true;
}

const struct parameter *alias_of_parameter(struct slice name)
{
    struct bracketed parts = {0};
    if (!alias_is_one(name) || !split_brackets(name, &parts) ||
        parts.count != 1 || !is_index(parts.keys[0]))
        return NULL;
    const struct parameter *parameter = parameter_find(parts.base);
    return parameter != NULL && parameter->may_repeat ? parameter : NULL;
}

/* "$gte", "_gte" and "gte" are "gte". */
static struct slice bare_key(struct slice key)
{
    return slice_from(key,
                      slice_starts(key, "$") || slice_starts(key, "_") ? 1 : 0);
}

static bool is_group(struct slice key)
{
    enum condition_kind kind;
    return condition_kind_find(bare_key(key), &kind);
}

static bool find_synonym(struct slice key, enum op *ret_op)
{
    struct slice name = bare_key(key);
    if (op_find(name, ret_op))
        return true;
    for (size_t i = 0; i < COUNT(synonyms); i++) {
        if (slice_equal_nocase(name, slice_of(synonyms[i].name))) {
            *ret_op = synonyms[i].op;
            return true;
        }
    }
    *ret_op = name.size > 2 ? filter_nearest_op(name) : OP_COUNT;
    return *ret_op != OP_COUNT;
}

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
static void append_value(struct str *out, struct slice value, bool in_group)
{
    bool is_quoted = in_group && needs_quotes(value);
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

/* The last key may be an operator, which has its own place. */
static void append_condition(struct str *out, const struct slice *keys,
                             size_t count, struct slice value, bool in_group)
{
    enum op op = OP_EQ;
    while (count > 1 && is_index(keys[count - 1]))
        count--;
    bool is_null = count > 1 && slice_is(bare_key(keys[count - 1]), "null");
    bool has_op = is_null || (count > 1 && find_synonym(keys[count - 1], &op));
    if (!has_op)
        op = OP_EQ;
    size_t start = out->size;

    for (size_t i = 0; i < count - (has_op ? 1 : 0); i++) {
        if (is_index(keys[i]))
            continue;
        str_append_text(out, out->size > start ? "." : "");
        str_append(out, keys[i]);
    }
    struct slice path = slice_from(str_slice(out), start);
    if (is_null)
        str_append_text(out, ":exists");
    else if (op != OP_EQ || parameter_hides_field(path))
        str_appendf(out, ":%s", op_info(op)->name);
    str_append_char(out, '=');
    if (is_null)
        value = slice_is(value, "false") ? SLICE("true") : SLICE("false");
    append_value(out, value, in_group);
}

/* [$or][0][title][$eq]=a: or=(title=a) */
static void append_translation(struct str *out, const struct slice *keys,
                               size_t count, struct slice value)
{
    size_t open = 0;
    while (count > 1 && (is_index(keys[0]) || is_group(keys[0]))) {
        if (!is_index(keys[0])) {
            str_append(out, bare_key(keys[0]));
            str_append_text(out, "=(");
            open++;
        }
        keys++;
        count--;
    }
    append_condition(out, keys, count, value, open > 0);
    str_append_repeat(out, ')', open);
}

static bool is_wrapper(struct slice name)
{
    for (size_t i = 0; i < COUNT(wrappers); i++) {
        if (slice_is(name, wrappers[i]))
            return true;
    }
    return false;
}

/* "page[size]" and its like; false if it is none of them. */
static bool append_paging(struct str *out, const struct bracketed *parts,
                          struct slice value)
{
    for (size_t i = 0; parts->count == 1 && i < COUNT(paging); i++) {
        if (slice_is(parts->base, paging[i].base) &&
            slice_is(parts->keys[0], paging[i].key)) {
            str_appendf(out, "%s=", paging[i].name);
            append_value(out, value, false);
            return true;
        }
    }
    const struct parameter *ours = parameter_find(parts->base);
    if (ours == NULL || !ours->is_reserved)
        return false;
    str_appendf(out, "%s=", ours->name); /* fields[posts]=title */
    append_value(out, value, false);
    return true;
}

/* Ours for what they say; false if they name no field. */
static bool append_ours(struct str *out, const struct bracketed *parts,
                        struct slice value, struct slice *ret_detail)
{
    struct slice keys[MAX_KEYS + 1] = {parts->base};
    size_t count = 0;
    if (!is_wrapper(parts->base))
        keys[count++] = parts->base;
    for (size_t i = 0; i < parts->count; i++)
        keys[count++] = parts->keys[i];

    *ret_detail = SLICE("It is written without brackets.");
    if (append_paging(out, parts, value))
        return true;
    *ret_detail =
        is_group(keys[0])
            ? SLICE("The conditions of a group are written together, in "
                    "parentheses: or=(a=1,b:gt=2).")
            : SLICE("A condition is written field:op=value, with dots between "
                    "names.");
    append_translation(out, keys, count, value);
    struct slice last = keys[count - 1];
    return !is_group(last) && (count > 1 || !is_index(last));
}

static void complain_spelling(struct parser *p, const struct origin *origin,
                              const struct bracketed *parts, struct slice value)
{
    struct slice detail;
    struct str out = {0};
    bool ok = append_ours(&out, parts, value, &detail);
    struct parameter_error *error =
        complain(p, origin->parameter, "unknown-spelling", detail);
    if (ok)
        error->suggestion = arena_copy(p->arena, str_slice(&out));
    str_release(&out);
}

/* [in], [], [in][0] behind a name: whether that is all there is. */
static bool read_keys(const struct bracketed *parts,
                      struct field_name *ret_name)
{
    size_t at = 0;
    ret_name->has_brackets = true;
    bool has_op = ret_name->path.size < parts->base.size; /* tags:in[] */
    if (!has_op && at < parts->count && op_find(parts->keys[at], &ret_name->op))
        at++;
    ret_name->is_element = at < parts->count && is_index(parts->keys[at]);
    if (ret_name->is_element)
        at++;
    return at == parts->count &&
           (!ret_name->is_element || ret_name->op == OP_EQ ||
            op_info(ret_name->op)->takes_list);
}

bool alias_read_name(struct parser *p, const struct origin *origin,
                     struct slice written, struct slice value,
                     struct field_name *ret_name)
{
    struct bracketed parts = {0};
    if (!split_brackets(written, &parts)) {
        complain(p, origin->parameter, "invalid-name",
                 arena_printf(p->arena,
                              "The brackets of '%.*s' do not pair, or there "
                              "are too many.",
                              SLICE_FMT(written)));
        return false;
    }
    const struct parameter *ours = parameter_find(parts.base);
    bool is_bare = ours == NULL || !ours->is_reserved || parts.count == 0 ||
                   !is_index(parts.keys[0]);
    if (!is_wrapper(parts.base) && is_bare) {
        if (!filter_split_name(p, origin, parts.base, ret_name))
            return false;
        if (read_keys(&parts, ret_name))
            return true;
    }
    complain_spelling(p, origin, &parts, value);
    return false;
}
