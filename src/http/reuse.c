/* reuse.c - between the API and the cache.
 *
 * The API makes an answer that may be kept as if no condition stood in its
 * request: the 304 follows from it, and the next client may need the whole. */
#include "http/reuse.h"

#include "http/codings.h"
#include "http/wire.h"
#include "store/snapshot.h"

/* Errors, streams, and what is too large. Not longer, since it may have been a
 * 503. */
#define UNKEPT_MS 1000

/* Makes the response of what is cached; its body is borrowed. */
static void show(const struct cached *cached, const struct request *request,
                 struct response *response)
{
    *response = (struct response){
        .status = 200,
        .template = cached->template,
        .named_coding = cached->coding,
        .rendered_fields = cached->fields,
        .pieces = (struct slice *)&cached->body, /* nobody writes to it */
        .piece_count = 1,
        .body_bytes = cached->body.size,
        .has_length = true,
    };
    if (api_is_known(request->if_none_match, cached->etag)) {
        api_set_not_modified(response);
        response->rendered_fields = cached->fields_not_modified;
    }
}

/* A long answer keeps a thread until its client has read it, so it needs a
 * share even where it takes no memory. */
static bool hold(const struct request *request, struct response *response)
{
    return request->budget == NULL ||
           response->body_bytes <= RESPONSE_LARGE_BYTES ||
           share_set(&response->share, request->budget, RESPONSE_LARGE_BYTES);
}

static void keep(struct cache *cache, struct cache_entry *entry,
                 const struct response *response)
{
    struct response bare = *response;
    struct str fields = {0}, fields_not_modified = {0}, body = {0};
    api_set_not_modified(&bare);
    wire_append_fields(response, &fields);
    wire_append_fields(&bare, &fields_not_modified);
    str_reserve(&body, response->body_bytes);
    for (size_t i = 0; i < response->piece_count; i++)
        str_append(&body, response->pieces[i]);
    const struct cached answer = {
        .template = response->template,
        .coding = response->named_coding,
        .etag = response_header(response, "ETag"),
        .fields = str_slice(&fields),
        .fields_not_modified = str_slice(&fields_not_modified),
        .body = str_slice(&body),
        .valid_until_ms = response->valid_until_ms,
    };
    cache_fill(cache, entry, &answer);
    str_release(&fields);
    str_release(&fields_not_modified);
    str_release(&body);
}

static void make(struct cache *cache, struct cache_entry *entry,
                 struct snapshot *snapshot, const struct request *request,
                 struct response *response)
{
    struct request whole = *request;
    whole.if_none_match = SLICE_NONE;
    api_respond(snapshot, &whole, response);
    bool may_be_kept = response->valid_until_ms > request->now_ms &&
                       cache_fits(cache, response->body_bytes);
    if (may_be_kept && cache_wants(cache, entry, response->body_bytes)) {
        (void)codings_apply(response,
                            request->cores); /* only a stream has a coder */
        keep(cache, entry, response);
    } else {
        cache_give_up(cache, entry,
                      may_be_kept ? 0 : request->now_ms + UNKEPT_MS);
    }
    if (response->status == 200 &&
        api_is_known(request->if_none_match, response_header(response, "ETag")))
        api_set_not_modified(response);
}

const struct cached *reuse_respond(struct cache *cache,
                                   struct snapshot *snapshot,
                                   const struct request *request,
                                   struct str *scratch,
                                   struct response *ret_response)
{
    const struct cached *cached = NULL;
    struct cache_entry *entry;
    enum cache_verdict verdict = CACHE_BYPASS;

    str_clear(scratch);
    if (cache != NULL && api_key(snapshot, request, scratch))
        verdict = cache_find(cache, snapshot->serial, str_slice(scratch),
                             request->now_ms, &cached, &entry);
    if (verdict == CACHE_MAKE) {
        make(cache, entry, snapshot, request, ret_response);
        return NULL;
    }
    if (verdict == CACHE_HIT) {
        show(cached, request, ret_response);
        if (hold(request, ret_response))
            return cached;
        *ret_response = (struct response){0};
    }
    cache_release(cache, cached);
    api_respond(snapshot, request, ret_response);
    return NULL;
}
