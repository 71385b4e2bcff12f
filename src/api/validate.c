/* validate.c - entity tags.
 *
 * A tag is a hash of the bytes of the answer, or of all that determines them:
 * replicas that serve the same content agree on it, and it changes with
 * anything in the answer, even in a related author. Dates do not serve as
 * validators: most content has no date of change, and with a wrong one a client
 * that has old bytes would get a 304. */
#include "api/validate.h"

#include "base/map.h"

/* Removes the next member from a comma-separated list; commas inside quotes
 * belong to the tag. False at the end. */
static bool next_tag(struct slice *rest, struct slice *ret_tag)
{
    bool is_quoted = false;
    size_t end = 0;
    if (rest->size == 0)
        return false;
    while (end < rest->size && (is_quoted || rest->data[end] != ',')) {
        is_quoted ^= rest->data[end] == '"';
        end++;
    }
    *ret_tag = slice_trim(slice_sub(*rest, 0, end));
    *rest = slice_from(*rest, end + 1);
    return true;
}

static struct slice without_weakness(struct slice tag)
{
    return slice_starts(tag, "W/") ? slice_from(tag, 2) : tag;
}

bool etag_matches(struct slice if_none_match, struct slice etag)
{
    struct slice tag;
    while (next_tag(&if_none_match, &tag)) {
        if (slice_is(tag, "*") || slice_equal(without_weakness(tag), etag))
            return true;
    }
    return false;
}

struct slice etag_of_hash(uint64_t hash, struct arena *arena)
{
    return arena_printf(arena, "\"%016llx\"", (unsigned long long)hash);
}

struct slice etag_of_body(const struct response *response, struct arena *arena)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < response->piece_count; i++)
        hash = hash_bytes(response->pieces[i], hash);
    return etag_of_hash(hash, arena);
}
