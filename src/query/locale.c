/* locale.c - of what says the same in several languages, one.
 *
 *     locale=fr-CA,en    fr-CA, else fr or any other French, else English
 *
 * For each range in turn: the tag itself, a tag that the range is the beginning
 * of (RFC 4647, 3.3.1), a tag that is the beginning of the range (3.4). What
 * has no version in any of them is not there. */
#include "query/parser.h"

#define NO_MATCH UINT32_MAX
#define WAYS     3 /* in which a tag can match a range */

static bool is_range(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_letter && (i == 0 || ((c < '0' || c > '9') && c != '-')))
            return slice_is(text, "*");
    }
    return text.size > 1 && text.size <= 35; /* RFC 5646, 4.4.1 */
}

void read_locale(struct parser *p, struct slice name, struct slice value)
{
    struct query *query = p->query;
    struct slice range;
    bool is_any = false;
    while (next_name(p, &value, &range)) {
        is_any = true;
        if (!is_range(range))
            complain(p, name, "invalid-value",
                     arena_printf(p->arena,
                                  "'%.*s' is no language; write fr, pt-BR, or "
                                  "* for any.",
                                  SLICE_FMT(range)));
        else if (query->locale_count == QUERY_MAX_LOCALES)
            complain_maximum(p, name, "too-many-names", QUERY_MAX_LOCALES);
        else
            query->locales[query->locale_count++] = range;
    }
    if (!is_any && !has_many_errors(p))
        complain(p, name, "missing-value",
                 SLICE("A language such as fr or pt-BR, or * for any."));
}

/* Whether `whole` is `start`, or begins with it and a "-". */
static bool begins_with(struct slice whole, struct slice start)
{
    return whole.size > start.size && whole.data[start.size] == '-' &&
           slice_equal_nocase(slice_sub(whole, 0, start.size), start);
}

/* The smaller, the better. */
static uint32_t rank_of(const struct query *query, struct slice tag)
{
    for (uint32_t i = 0; i < query->locale_count; i++) {
        struct slice range = query->locales[i];
        if (slice_is(range, "*") || slice_equal_nocase(range, tag))
            return i * WAYS;
        if (tag.size > 0 && begins_with(tag, range))
            return i * WAYS + 1;
        if (tag.size > 0 && begins_with(range, tag))
            return i * WAYS + 2;
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
