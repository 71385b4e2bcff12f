/* derive.c - a document with another front matter is made once. */
#include "store/derive.h"

#include "store/order.h"

/* What stood for that file in the snapshot before: mostly something that was
 * made of it, as often as rules apply to it. */
static struct source *source_before(struct deriver *deriver,
                                    const struct source *source)
{
    const struct snapshot *before = deriver->before;
    while (before != NULL && deriver->at < before->source_count) {
        struct source *known = before->sources[deriver->at];
        int order = source_compare(known, source);
        if (order >= 0)
            return order == 0 ? known : NULL;
        deriver->at++;
    }
    return NULL;
}

struct source *derive(struct deriver *deriver, size_t index,
                      const struct derivation *derivation)
{
    struct source **place = &deriver->snapshot->sources[index];
    struct source *base = *place;
    struct source *known = source_before(deriver, base);
    while (known != NULL &&
           (known->base != base || known->rule != derivation->rule))
        known = known->base;
    *place = known != NULL ? source_ref(known) : source_with(base, derivation);
    source_unref(base);
    return *place;
}
