/* publication.c - drafts, future dates and expiry dates. */
#include "layout/publication.h"

#include "base/glob.h"

static bool is_after(const struct date *date, int64_t now_ms)
{
    return date != NULL && date->instant_ms > now_ms;
}

/* A pattern without a slash is the name of a file or a folder, wherever it is.
 */
static bool is_draft_by_name(struct slice pattern, struct slice path)
{
    struct slice rest = path, name;
    if (slice_find_char(pattern, 0, '/') < pattern.size)
        return glob_matches(pattern, path);
    while (slice_cut(&rest, '/', &name)) {
        if (glob_matches(pattern, name))
            return true;
    }
    return false;
}

static bool is_draft(const struct meta *meta, const struct policy *policy)
{
    bool is_draft = meta->is_draft;
    for (size_t i = 0; i < policy->drafts.count && !is_draft; i++)
        is_draft =
            is_draft_by_name(policy->drafts.items[i], meta->source->path);
    return is_draft;
}

enum status meta_status(const struct meta *meta, const struct policy *policy,
                        int64_t now_ms)
{
    if (is_draft(meta, policy))
        return STATUS_DRAFT;
    if (!policy->serves_future &&
        (is_after(meta->date, now_ms) || is_after(meta->publish_at, now_ms)))
        return STATUS_SCHEDULED;
    return meta->expires_at != NULL && !policy->serves_expired &&
                   meta->expires_at->instant_ms <= now_ms
               ? STATUS_EXPIRED
               : STATUS_PUBLISHED;
}

static int64_t sooner(int64_t next_ms, const struct date *date, int64_t now_ms)
{
    return is_after(date, now_ms) && date->instant_ms < next_ms
               ? date->instant_ms
               : next_ms;
}

int64_t meta_next_transition_ms(const struct meta *meta,
                                const struct policy *policy, int64_t now_ms)
{
    int64_t next_ms = INT64_MAX;
    if (meta->source->is_broken || is_draft(meta, policy))
        return next_ms;
    next_ms = sooner(next_ms, meta->expires_at, now_ms);
    if (policy->serves_future)
        return next_ms;
    next_ms = sooner(next_ms, meta->date, now_ms);
    return sooner(next_ms, meta->publish_at, now_ms);
}

const char *status_name(enum status status)
{
    static const char *const names[STATUS_COUNT] = {
        [STATUS_PUBLISHED] = "published",
        [STATUS_DRAFT] = "draft",
        [STATUS_SCHEDULED] = "scheduled",
        [STATUS_EXPIRED] = "expired",
    };
    return names[status];
}
