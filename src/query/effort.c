/* effort.c - estimates what a query will cost.
 *
 * In units of about ten nanoseconds, as measured over a hundred thousand
 * posts: a bit for each value of a column is nearly free, a search in a body
 * takes a few microseconds. It need not be right, only distinguish what an
 * index answers from what looks at every document of a large site. */
#include "query/plan.h"

#include "search/search.h"

#define BIT    2   /* of a value that has been compared already */
#define VALUES 10  /* of one document */
#define BODY   600 /* of a few kilobytes */
#define SORT   50
#define FACET  30

static size_t effort_of(const struct condition *condition)
{
    if (condition->kind == CONDITION_FIELD) {
        if (condition->bits != NULL)
            return BIT;
        return (condition->field.uses & USE_SORT) == 0 ? BODY : VALUES;
    }
    size_t effort = 0;
    for (size_t i = 0; i < condition->part_count; i++)
        effort += effort_of(condition->parts[i]);
    return effort;
}

/* How many of the list are looked at closely. */
static size_t candidates_of(const struct plan *plan)
{
    const struct search_found *found = plan->query->found;
    return found != NULL && found->count < plan->list.count ? found->count
                                                            : plan->list.count;
}

size_t plan_effort(const struct plan *plan)
{
    size_t each = FACET * plan->query->facet_count;
    for (size_t i = 0; i < plan->check_count; i++)
        each += effort_of(plan->checks[i]);
    if (!plan->is_sorted || plan->query->found != NULL)
        each += SORT * (plan->query->sort_count + 1);
    size_t scores = plan->query->found != NULL ? BIT * plan->list.count : 0;
    return each * candidates_of(plan) + scores;
}
