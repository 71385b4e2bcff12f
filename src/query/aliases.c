/* aliases.c - brackets, as axios, qs and other programming interfaces have
 * them.
 *
 *     date[gte]=x     tags[]=a     tags[in][]=a     tags[0]=a     read
 *     filters[title][$contains]=x  filter[title:contains]=x       translated
 *
 * What a library makes of an array or of one operator is read for what it
 * means. The languages of other systems are not: they have more in them than
 * brackets, and half of one understood would be worse than none. Their users
 * are told our spelling of what they wrote; see translate.c. */
#include "query/aliases.h"

#include "query/dialects.h"
#include "query/translate.h"

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
            ret_parts->count == BRACKETS_MAX_KEYS)
            return false;
        ret_parts->keys[ret_parts->count++] =
            slice_trim(slice_sub(name, at + 1, end));
        at = end + 1;
    }
    return ret_parts->base.size > 0;
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
