/* shaped.c - writes documents; in the default shape, the bytes that the
 * snapshot keeps. */
#include "api/shaped.h"

#include "api/answer.h"
#include "represent/resource.h"

bool shaped_append(struct exchange *x, struct entry *const *items, size_t count,
                   struct str *out)
{
    const struct shape shape = shape_of_query(&x->query, FORM_LIST, x->arena);
    bool is_default = shape_is_default(&x->query);
    bool is_too_large = false;
    for (size_t i = 0; i < count && !is_too_large; i++) {
        if (i > 0)
            str_append_char(out, ',');
        if (is_default)
            str_append(out, items[i]->fragments->list);
        else
            resource_write(out, x->snapshot, items[i], &shape);
        is_too_large = shape_is_too_large(&shape, out);
    }
    x->is_provisional |= shape_is_provisional(&shape);
    if (is_too_large)
        answer_too_large(x, "limit", SHAPE_MAX_BYTES);
    return !is_too_large;
}
