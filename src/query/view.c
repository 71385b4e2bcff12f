/* view.c - which documents a query is about: by status and by language.
 *
 *     locale=fr-CA,en    fr-CA, else fr or any other French, else English
 *
 * A query only asks. The public snapshot holds no documents but the published
 * ones, and whether a request may have the preview is for the api to decide.
 *
 * Of a document in several languages the best version is shown. For each range
 * in turn that is the tag itself, a tag that begins with the range (RFC 4647,
 * 3.3.1), or a tag that the range begins with (3.4). A document without a
 * version in any of them is left out. */
#include "query/view.h"

#define NO_MATCH     UINT32_MAX
#define MATCH_LEVELS 3 /* in which a tag can match a range */

/* Entries that are mere names have no status. */
static bool has_wanted_status(const struct query *query,
                              const struct entry *entry)
{
    return query->statuses == 0 || entry->status == STATUS_UNSAID ||
           (query->statuses >> entry->status & 1) != 0;
}

/* Whether `whole` begins with `start` and a "-". */
static bool is_subtag(struct slice whole, struct slice start)
{
    return whole.size > start.size && whole.data[start.size] == '-' &&
           slice_equal_nocase(slice_sub(whole, 0, start.size), start);
}

/* 0 is the best. */
static uint32_t rank_of(const struct query *query, struct slice tag)
{
    for (uint32_t i = 0; i < query->locale_count; i++) {
        struct slice range = query->locales[i];
        if (slice_is(range, "*") || slice_equal_nocase(range, tag))
            return i * MATCH_LEVELS;
        if (tag.size > 0 && is_subtag(tag, range))
            return i * MATCH_LEVELS + 1;
        if (tag.size > 0 && is_subtag(range, tag))
            return i * MATCH_LEVELS + 2;
    }
    return NO_MATCH;
}

const struct entry *query_translation(const struct query *query,
                                      const struct entry *entry)
{
    if (query->locale_count == 0 || !entry->has_lang)
        return entry;
    const struct entry *best = entry;
    uint32_t best_rank = rank_of(query, entry->lang);
    for (size_t i = 0; entry->versions != NULL && i < entry->versions->count;
         i++) {
        const struct entry *version = entry->versions->items[i];
        uint32_t rank = rank_of(query, version->lang);
        if (rank < best_rank) {
            best = version;
            best_rank = rank;
        }
    }
    return best_rank != NO_MATCH ? best : NULL;
}

bool query_wants(const struct query *query, const struct entry *entry)
{
    return has_wanted_status(query, entry) &&
           query_translation(query, entry) == entry;
}

void query_append_status(const struct query *query, struct str *out)
{
    const char *before = "status=";
    if ((query->statuses & 1U << STATUS_UNSAID) != 0) {
        str_append_text(out, "status=all");
        return;
    }
    for (unsigned i = STATUS_PUBLISHED; i < STATUS_COUNT; i++) {
        if ((query->statuses & 1U << i) == 0)
            continue;
        str_append_text(out, before);
        str_append_text(out, status_name((enum status)i));
        before = ",";
    }
}

/* The entry may have a status that was not asked for: that of a neighbour. */
void query_append_view(const struct query *query, const struct entry *entry,
                       struct str *out)
{
    bool is_wanted = has_wanted_status(query, entry);
    if (query->statuses == 0 ||
        (!is_wanted && entry->status == STATUS_PUBLISHED))
        return;
    str_append_char(out, '?');
    if (is_wanted)
        query_append_status(query, out);
    else
        str_append_text(out, "status=all");
}
