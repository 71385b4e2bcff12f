/* validate.c - entity tags.
 *
 * A tag is a hash of the bytes of the answer, or of all that determines them:
 * replicas that serve the same content agree on it, and it changes with
 * anything in the answer, even in a related author. Dates do not serve as
 * validators: most content has no date of change, and with a wrong one a client
 * that has old bytes would get a 304. */
#include "api/validate.h"

#include "api/api.h"
#include "base/array.h"
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

/* A proxy that compresses has to make another entity tag of ours (RFC 9110,
 * 8.8.3.3), and many give it back to us as they made it: Apache "a-gzip" and
 * "a;gzip", Jetty "a--gzip", Caddy "a-zstd". */
static const char *const separators[] = {"--", "-", ";"};
static const char *const codings[] = {"gzip", "gz",      "x-gzip",  "br",
                                      "zstd", "deflate", "compress"};

static bool is_coding(struct slice suffix)
{
    for (size_t i = 0; i < ARRAY_COUNT(separators); i++) {
        struct slice separator = slice_of(separators[i]);
        if (!slice_starts(suffix, separators[i]))
            continue;
        struct slice name = slice_from(suffix, separator.size);
        for (size_t j = 0; j < ARRAY_COUNT(codings); j++) {
            if (slice_equal_nocase(name, slice_of(codings[j])))
                return true;
        }
    }
    return false;
}

/* Whether the tag is `etag`, or the same with a coding before its last quote.
 */
static bool is_same(struct slice tag, struct slice etag)
{
    size_t opaque = etag.size - 1; /* without the quote at the end */
    if (slice_equal(tag, etag))
        return true;
    return tag.size > etag.size && tag.data[tag.size - 1] == '"' &&
           slice_equal(slice_sub(tag, 0, opaque), slice_sub(etag, 0, opaque)) &&
           is_coding(slice_sub(tag, opaque, tag.size - 1));
}

static bool is_in_list(struct slice list, struct slice etag, bool ignores_weak)
{
    struct slice tag;
    while (next_tag(&list, &tag)) {
        if (ignores_weak && slice_starts(tag, "W/"))
            tag = slice_from(tag, 2);
        if (slice_is(tag, "*") || is_same(tag, etag))
            return true;
    }
    return false;
}

bool api_is_known(struct slice if_none_match, struct slice etag)
{
    return etag.size > 0 && is_in_list(if_none_match, etag, true);
}

void api_set_not_modified(struct response *response)
{
    response->status = 304;
    response->coding = CODING_IDENTITY;
    response_remove_header(response, "Content-Encoding");
    response_drop_body(response);
}

bool etag_matches_strongly(struct slice if_match, struct slice etag)
{
    return is_in_list(if_match, etag, false);
}

uint64_t etag_add_list_form(uint64_t hash, const struct entry *entry)
{
    hash = hash_bytes(slice_of(entry->rev), hash);
    return entry->rev_covers_all ? hash
                                 : hash_bytes(entry->fragments->list, hash);
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
