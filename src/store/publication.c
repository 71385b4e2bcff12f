/* publication.c - drafts, dates to come and dates that are past. */
#include "store/publication.h"

static bool is_after(const struct date *date, int64_t now_ms)
{
    return date != NULL && date->instant_ms > now_ms;
}

enum status status_at(const struct source *source, const struct policy *policy,
                      int64_t now_ms)
{
    if (source->is_draft)
        return STATUS_DRAFT;
    if (!policy->serves_future && (is_after(source->date, now_ms) ||
                                   is_after(source->publish_at, now_ms)))
        return STATUS_SCHEDULED;
    return source->expires_at != NULL &&
                   source->expires_at->instant_ms <= now_ms
               ? STATUS_EXPIRED
               : STATUS_PUBLISHED;
}

bool is_published(const struct build_input *input, const struct source *source)
{
    const struct policy *policy =
        input->policy != NULL ? input->policy : &policy_default;
    return !source->is_broken &&
           status_at(source, policy, input->now_ms) == STATUS_PUBLISHED;
}

static int64_t sooner(int64_t next_ms, const struct date *date, int64_t now_ms)
{
    return is_after(date, now_ms) && date->instant_ms < next_ms
               ? date->instant_ms
               : next_ms;
}

int64_t transition_after(const struct source *source,
                         const struct policy *policy, int64_t now_ms)
{
    int64_t next_ms = INT64_MAX;
    if (source->is_broken || source->is_draft)
        return next_ms;
    next_ms = sooner(next_ms, source->expires_at, now_ms);
    if (policy->serves_future)
        return next_ms;
    next_ms = sooner(next_ms, source->date, now_ms);
    return sooner(next_ms, source->publish_at, now_ms);
}
