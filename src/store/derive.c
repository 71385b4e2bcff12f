/* derive.c - a document with another front matter is made once. */
#include "store/derive.h"

#include "store/order.h"

struct deriver deriver_for(struct snapshot *snapshot,
                           const struct build_input *input)
{
    struct deriver deriver = {.snapshot = snapshot};
    for (size_t i = 0; i < BUILD_BEFORE_COUNT; i++)
        deriver.known[i].before = input->before[i];
    return deriver;
}

void deriver_release(struct deriver *deriver)
{
    size_t cursor = 0;
    struct slice rule;
    void *addition;
    while (map_next(&deriver->additions, &cursor, &rule, &addition))
        addition_unref(addition);
    map_release(&deriver->additions);
}

/* What stood for that file in a snapshot before: mostly something that was made
 * of it, as often as rules apply to it. */
static struct source *source_before(struct lookback *known,
                                    const struct source *source)
{
    const struct snapshot *before = known->before;
    while (before != NULL && known->at < before->source_count) {
        struct source *other = before->sources[known->at];
        int order = source_compare(other, source);
        if (order >= 0)
            return order == 0 ? other : NULL;
        known->at++;
    }
    return NULL;
}

static struct source *find_made(struct deriver *deriver,
                                const struct source *base, uint64_t rule)
{
    for (size_t i = 0; i < BUILD_BEFORE_COUNT; i++) {
        struct source *made = source_before(&deriver->known[i], base);
        while (made != NULL && (made->base != base || made->rule != rule))
            made = made->base;
        if (made != NULL)
            return made;
    }
    return NULL;
}

static struct source *replace(struct deriver *deriver, size_t index,
                              struct source *source)
{
    struct source **place = &deriver->snapshot->sources[index];
    source_unref(*place);
    *place = source;
    return source;
}

struct source *derive(struct deriver *deriver, size_t index,
                      const struct derivation *derivation)
{
    struct source *base = deriver->snapshot->sources[index];
    struct source *made = find_made(deriver, base, derivation->rule);
    return replace(deriver, index,
                   made != NULL ? source_ref(made)
                                : source_with(base, derivation));
}

static struct addition *find_addition(struct deriver *deriver, uint64_t rule,
                                      const struct value *object)
{
    struct slice key = {(const char *)&rule, sizeof rule};
    struct addition *addition = map_find(&deriver->additions, key);
    if (addition != NULL)
        return addition;
    addition = addition_new(object);
    map_put(&deriver->additions, arena_copy(&addition->arena, key), addition);
    return addition;
}

struct source *derive_adding(struct deriver *deriver, size_t index,
                             enum rule_kind kind, const struct value *object,
                             struct value (*make)(const void *context,
                                                  const struct source *base,
                                                  struct arena *arena))
{
    struct source *base = deriver->snapshot->sources[index];
    uint64_t rule = value_hash(object, kind);
    struct source *made = find_made(deriver, base, rule);
    if (made != NULL)
        return replace(deriver, index, source_ref(made));
    struct addition *addition = find_addition(deriver, rule, object);
    return replace(deriver, index,
                   source_with(base, &(struct derivation){
                                         .rule = rule,
                                         .make = make,
                                         .context = &addition->value,
                                         .addition = addition,
                                     }));
}
