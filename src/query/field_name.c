/* field_name.c - reads the name of a condition, with colons or with brackets.
 *
 *     date:gte   date[gte]   tags[]   tags[in][]   tags[0]      read
 *     filters[title][$contains]   filter[title:contains]        refused
 *
 * Brackets are read as far as a client library writes them for an array or for
 * one operator. The languages of other systems are not read: they have more in
 * them than brackets, and half of one understood would be worse than none. The
 * error says how we write it; see hints.c. Whether there is such a field is
 * for bind to find out. */
#include "query/field_name.h"

#include "base/ascii.h"
#include "query/brackets.h"
#include "query/hints.h"
#include "query/operators.h"
#include "query/parameters.h"

#include <string.h>

#define PUNCTUATION "()=,\"\\[]&" /* of groups and brackets */

bool path_can_be_asked(struct slice path)
{
    for (size_t i = 0; i < path.size; i++) {
        if (ascii_is_control(path.data[i]) ||
            memchr(PUNCTUATION, path.data[i], sizeof PUNCTUATION - 1) != NULL)
            return false;
    }
    return path.size > 0 && slice_equal(slice_trim(path), path) &&
           path.data[0] != '-'; /* turns a sort round */
}

static bool parse_colons(struct parser *p, const struct location *location,
                         struct slice written, struct field_name *ret_name)
{
    size_t colon = name_last_colon(written);
    struct slice op = slice_from(written, colon + 1);
    struct slice path = slice_trim(slice_sub(written, 0, colon));

    *ret_name = (struct field_name){.path = path, .op = OP_EQ};
    if (colon == written.size || op_find(op, &ret_name->op))
        return true;
    enum op nearest = op_nearest(op);
    if (op.size > 0 && nearest == OP_COUNT) {
        ret_name->path = written;
        return true;
    }
    struct parameter_error *error = parser_error_at(
        p, location, "unknown-operator",
        arena_printf(p->arena, "Unknown operator '%.*s'. Use %.*s.",
                     SLICE_FMT(op), SLICE_FMT(op_names(p->arena))));
    if (nearest != OP_COUNT)
        error->suggestion = arena_printf(p->arena, "%.*s:%s", SLICE_FMT(path),
                                         op_info(nearest)->name);
    return false;
}

/* [in], [], [in][0]: whether the name has no other keys. */
static bool read_keys(const struct bracketed *parts,
                      struct field_name *ret_name)
{
    size_t at = 0;
    ret_name->has_brackets = true;
    bool has_op = ret_name->path.size < parts->base.size; /* tags:in[] */
    if (!has_op && at < parts->count && op_find(parts->keys[at], &ret_name->op))
        at++;
    ret_name->is_element = at < parts->count && key_is_index(parts->keys[at]);
    if (ret_name->is_element)
        at++;
    return at == parts->count &&
           (!ret_name->is_element || ret_name->op == OP_EQ ||
            op_info(ret_name->op)->takes_list);
}

static bool parse_brackets(struct parser *p, const struct location *location,
                           struct slice written, struct slice value,
                           struct field_name *ret_name)
{
    struct bracketed parts = {0};
    if (!brackets_split(written, &parts)) {
        parser_error_at(p, location, "invalid-name",
                        arena_printf(p->arena,
                                     "The brackets in '%.*s' do not match, or "
                                     "there are too many.",
                                     SLICE_FMT(written)));
        return false;
    }
    const struct parameter *ours = parameter_find(parts.base);
    bool is_field = ours == NULL || !ours->is_reserved || parts.count == 0 ||
                    !key_is_index(parts.keys[0]);
    if (is_field && !hint_is_wrapper(parts.base)) {
        if (!parse_colons(p, location, parts.base, ret_name))
            return false;
        if (read_keys(&parts, ret_name))
            return true;
    }
    hint_report(p, location, &parts, value);
    return false;
}

/* Whether it has only characters that can also be written in a group. */
static bool check_characters(struct parser *p, const struct location *location,
                             struct slice path)
{
    for (size_t i = 0; i < path.size; i++) {
        char c = path.data[i];
        bool is_control = ascii_is_control(c);
        if (!is_control &&
            memchr(PUNCTUATION, c, sizeof PUNCTUATION - 1) == NULL)
            continue;
        struct parameter_error *error = parser_error_at(
            p, location, "invalid-name",
            is_control
                ? SLICE("A field name cannot contain a control character.")
                : arena_printf(p->arena,
                               "A field name cannot contain '%c', as '%.*s' "
                               "does.",
                               c, SLICE_FMT(path)));
        if (c == '=') /* all of it was encoded */
            error->suggestion = path;
        return false;
    }
    return true;
}

bool field_name_parse(struct parser *p, const struct location *location,
                      struct slice written, struct slice value,
                      struct field_name *ret_name)
{
    struct field_name name;
    bool ok = has_brackets(written)
                  ? parse_brackets(p, location, written, value, &name)
                  : parse_colons(p, location, written, &name);
    if (!ok || !check_characters(p, location, name.path) ||
        !parser_check_path(p, location, name.path))
        return false;
    *ret_name = name;
    return true;
}
