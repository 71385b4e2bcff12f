/* answer.c - what all answers have in common.
 *
 * An endpoint sets a body and its type. What HTTP requires of any answer is
 * added here, in one place: cache lifetime, validator, CORS, the link to the
 * description, and what is left out for HEAD and 304 (RFC 9110, 9.3.2 and
 * 15.4.5). */
#include "api/answer.h"

#include "api/cache_tags.h"
#include "api/coding.h"
#include "api/ranges.h"
#include "api/validate.h"
#include "api/warnings.h"
#include "base/array.h"
#include "represent/write.h"

#include <limits.h>

#define ERROR_MAX_AGE_S       10 /* it may soon be fixed */
#define PROVISIONAL_MAX_AGE_S 1  /* the index is still catching up */
#define MS_PER_SECOND         1000
/* RFC 8246; a year is what caches take for ever. */
#define IMMUTABLE     "public, max-age=31536000, immutable"
#define MAX_LANGUAGES 32 /* named in one answer */

static long smaller(long a, long b)
{
    return a < b ? a : b;
}

static void set(struct exchange *x, const char *name, struct slice value)
{
    response_set_header(x->response, name, value);
}

void answer_bytes(struct exchange *x, const char *type, struct slice body)
{
    x->response->status = 200;
    set(x, "Content-Type", slice_of(type));
    response_add(x->response, body);
}

void answer_json(struct exchange *x, struct slice body)
{
    answer_bytes(x, "application/json; charset=utf-8", body);
}

void answer_redirect(struct exchange *x, struct slice location)
{
    x->response->status = 308; /* RFC 9110, 15.4.9 */
    if (x->raw_query.size > 0)
        location = arena_printf(x->arena, "%.*s?%.*s", SLICE_FMT(location),
                                SLICE_FMT(x->raw_query));
    set(x, "Location", location);
}

/* The target as the client has sent it, whatever a proxy has removed. */
static struct slice public_target(const struct exchange *x)
{
    struct slice target =
        slice_sub(x->request->target, 0, REQUEST_MAX_TARGET_BYTES);
    return exchange_is_stripped(x)
               ? arena_printf(x->arena, "%.*s%.*s",
                              SLICE_FMT(x->snapshot->policy.base_path),
                              SLICE_FMT(target))
               : target;
}

void answer_problem(struct exchange *x, const struct problem *problem)
{
    struct problem complete = *problem;
    complete.base_path = x->snapshot->policy.base_path;
    if (complete.instance.data == NULL && x->request != NULL)
        complete.instance = public_target(x);
    x->response->status = problem_info(problem->kind)->status;
    set(x, "Content-Type", SLICE("application/problem+json"));
    response_add(x->response, problem_render(&complete, x->arena));
}

void answer_unavailable(struct exchange *x, struct slice detail,
                        unsigned retry_after_s)
{
    const struct problem problem = {.kind = PROBLEM_UNAVAILABLE,
                                    .detail = detail};
    response_clear(x->response);
    share_release(&x->response->share);
    answer_problem(x, &problem);
    response_set_header(x->response, "Retry-After",
                        arena_printf(x->arena, "%u", retry_after_s));
    response_set_header(x->response, "Cache-Control", SLICE("no-store"));
}

void answer_busy(struct exchange *x, const char *detail)
{
    answer_unavailable(x, slice_of(detail), 1);
}

bool answer_hold(struct exchange *x, size_t bytes)
{
    struct budget *budget = x->request != NULL ? x->request->budget : NULL;
    struct share *share = &x->response->share;
    if (budget == NULL ||
        (share->budget == NULL && bytes < RESPONSE_LARGE_BYTES))
        return true;
    bool is_held = share_set(share, budget, bytes);
    if (!is_held)
        answer_busy(x, "Too many large answers are being sent. Try again in a "
                       "moment, or ask for less.");
    return is_held;
}

static bool is_among(const struct slice *tags, size_t count, struct slice tag)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(tags[i], tag))
            return true;
    }
    return false;
}

void answer_set_languages(struct exchange *x, struct entry *const *items,
                          size_t count)
{
    struct slice named[MAX_LANGUAGES];
    size_t named_count = 0;
    struct str tags = {0};
    for (size_t i = 0; x->query.locale_count > 0 && i < count; i++) {
        struct slice tag = items[i]->lang;
        if (tag.size == 0 || named_count == MAX_LANGUAGES ||
            is_among(named, named_count, tag))
            continue;
        named[named_count++] = tag;
        str_appendf(&tags, "%s%.*s", tags.size > 0 ? ", " : "", SLICE_FMT(tag));
    }
    if (tags.size > 0)
        response_set_header(x->response, "Content-Language",
                            arena_copy(x->arena, str_slice(&tags)));
    str_release(&tags);
}

/* How much longer indented JSON may be than plain, in a usual document. */
#define INDENTED_FACTOR 3

/* Replaces the body with one indented piece. */
static void indent_body(struct exchange *x)
{
    struct response *response = x->response;
    struct str plain = {0}, pretty = {0};
    if (!answer_hold(x, response->body_bytes * INDENTED_FACTOR))
        return;
    for (size_t i = 0; i < response->piece_count; i++)
        str_append(&plain, response->pieces[i]);
    write_indented(&pretty, str_slice(&plain));
    response->piece_count = 0;
    response->body_bytes = 0;
    response_take(response, &pretty);
    str_release(&plain);
}

/* Whether the answer to another client could be coded. What only some may see
 * is not: its length would say too much of what it holds beside what is asked
 * for (RFC 9110, 17.6). */
static bool may_be_coded(const struct exchange *x)
{
    int status = x->response->status;
    return x->snapshot->policy.compresses && !x->is_private && !x->is_packed &&
           (status == 200 || status == 206 || status == 304);
}

static void choose_coding(struct exchange *x)
{
    struct response *response = x->response;
    bool is_worth_it = !response->file.is_open &&
                       (response->next != NULL ||
                        response->body_bytes >= RESPONSE_MIN_CODED_BYTES);
    if (may_be_coded(x) && is_worth_it)
        response->coding = coding_choose(x->request->accept_encoding);
}

/* With a list of origins the answer depends on the origin of the request, and
 * caches must know that even of answers to other origins (Fetch standard, "CORS
 * protocol and HTTP caches"). What a proxy says it has removed decides which
 * address is meant, also where it says nothing. */
static void set_vary(struct exchange *x)
{
    static const char *const values[] = {
        NULL,
        "Accept-Encoding",
        "Origin",
        "Accept-Encoding, Origin",
        "X-Forwarded-Prefix",
        "Accept-Encoding, X-Forwarded-Prefix",
        "Origin, X-Forwarded-Prefix",
        "Accept-Encoding, Origin, X-Forwarded-Prefix",
    };
    const struct policy *policy = &x->snapshot->policy;
    bool is_by_origin = !policy_is_open(policy);
    bool is_by_prefix = x->request != NULL && x->request->is_from_proxy &&
                        policy->base_path.size > 0;
    const char *value = values[(may_be_coded(x) ? 1 : 0) +
                               (is_by_origin ? 2 : 0) + (is_by_prefix ? 4 : 0)];
    if (value != NULL)
        set(x, "Vary", slice_of(value));
}

static void allow_origin(struct exchange *x)
{
    const struct policy *policy = &x->snapshot->policy;
    struct slice origin = x->request != NULL ? x->request->origin : SLICE_NONE;
    set_vary(x);
    if (x->request != NULL && x->request->is_operators)
        return; /* no page that they look at may read it */
    if (policy_is_open(policy)) {
        set(x, "Access-Control-Allow-Origin", SLICE("*"));
        return;
    }
    if (origin.size == 0 || !policy_admits(policy, origin))
        return;
    set(x, "Access-Control-Allow-Origin", origin);
    if (policy->allows_credentials)
        set(x, "Access-Control-Allow-Credentials", SLICE("true"));
}

/* Whole seconds until a document is published or expires; LONG_MAX for never.
 */
static long seconds_left(const struct exchange *x)
{
    int64_t next_ms = x->snapshot->next_transition_ms;
    int64_t now_ms = x->request != NULL ? x->request->now_ms : next_ms;
    if (next_ms == INT64_MAX)
        return LONG_MAX;
    return next_ms > now_ms ? (long)((next_ms - now_ms) / MS_PER_SECOND) : 0;
}

/* Of the errors only these follow from the target alone. All others depend on
 * header fields, on the method or on the moment, which no cache has in its key:
 * one client's error would be everybody's. */
static bool is_error_of_target(const struct exchange *x)
{
    return x->request != NULL &&
           (x->response->status == 400 || x->response->status == 404);
}

/* Nothing is worth having of an error, or of what is known in part only, once
 * it is stale. */
static struct policy brief_policy(const struct policy *policy, long max_age_s)
{
    struct policy brief = *policy;
    brief.max_age_s = smaller(policy->max_age_s, max_age_s);
    brief.shared_max_age_s = smaller(policy->shared_max_age_s, max_age_s);
    brief.stale_while_revalidate_s = 0;
    brief.stale_if_error_s = 0;
    return brief;
}

/* The longest time that any cache may use an answer. */
static long longest_s(const struct policy *policy)
{
    return policy->max_age_s + policy->shared_max_age_s +
           policy->stale_while_revalidate_s + policy->stale_if_error_s;
}

/* Content stays the same until what "now" means in its query changes, or until
 * no `lifetime_s` seconds are left to the next transition, when its lifetime
 * changes. */
static void set_validity(struct exchange *x, long lifetime_s)
{
    int64_t next_ms = x->snapshot->next_transition_ms;
    int64_t until_ms = x->query.valid_until_ms;
    if (x->response->status != 200 || x->response->next != NULL || x->is_file)
        return; /* the system keeps files in memory already */
    if (next_ms != INT64_MAX && next_ms - lifetime_s * MS_PER_SECOND < until_ms)
        until_ms = next_ms - lifetime_s * MS_PER_SECOND;
    x->response->valid_until_ms = until_ms;
}

/* No cache may keep an answer beyond the next publication or expiry. None may
 * keep one to a target that a client can have a proxy misrepresent, by a field
 * of its own: it would be everybody's answer to another address. */
static void set_lifetime(struct exchange *x)
{
    const struct policy *policy = &x->snapshot->policy;
    bool is_error = x->response->status >= 400;
    const struct policy brief = brief_policy(
        policy, is_error ? ERROR_MAX_AGE_S : PROVISIONAL_MAX_AGE_S);
    bool is_brief = is_error || x->is_provisional;
    long left_s = seconds_left(x);
    if (x->is_doubtful || (is_error && !is_error_of_target(x))) {
        set(x, "Cache-Control", SLICE("no-store"));
        return;
    }
    if (x->is_immutable && !is_error) {
        set(x, "Cache-Control", SLICE(IMMUTABLE));
        set(x, "CDN-Cache-Control", SLICE("max-age=31536000"));
        return;
    }
    if (!x->is_provisional)
        set_validity(x, smaller(left_s, longest_s(policy)));
    if (!is_brief && left_s >= longest_s(policy)) {
        set(x, "Cache-Control", policy->cache_control);
        set(x, "CDN-Cache-Control", policy->cdn_cache_control);
        return;
    }
    if (is_brief)
        policy = &brief;
    set(x, "Cache-Control", policy_cache_control(policy, left_s, x->arena));
    set(x, "CDN-Cache-Control",
        policy_cdn_cache_control(policy, left_s, x->arena));
}

/* The answer depends on a field that is in no cache's key, so none may keep it.
 */
static void refuse_precondition(struct exchange *x)
{
    const struct problem problem = {
        .kind = PROBLEM_PRECONDITION_FAILED,
        .detail = SLICE("What is here now has another ETag than those of "
                        "If-Match."),
    };
    response_clear(x->response);
    x->response->coding = CODING_IDENTITY;
    answer_problem(x, &problem);
    x->response->has_length = true;
    set(x, "Cache-Control", SLICE("no-store"));
}

/* It depends on a field, too. A client that wants to go on with what has become
 * shorter learns how long it is now (RFC 9110, 15.5.17). */
static void refuse_range(struct exchange *x)
{
    size_t size = x->response->body_bytes;
    const struct problem problem = {
        .kind = PROBLEM_RANGE,
        .detail = arena_printf(x->arena, "The file has %zu bytes.", size),
    };
    response_clear(x->response);
    answer_problem(x, &problem);
    x->response->has_length = true;
    set(x, "Content-Range", arena_printf(x->arena, "bytes */%zu", size));
    set(x, "Cache-Control", SLICE("no-store"));
}

/* Whether If-Match names the answer in any coding: it is about its state. */
static bool is_wanted(const struct exchange *x, struct slice etag)
{
    static const enum coding codings[] = {CODING_IDENTITY, CODING_GZIP,
                                          CODING_BROTLI};
    size_t i = 0;
    while (i < ARRAY_COUNT(codings) &&
           !etag_matches_strongly(x->request->if_match,
                                  coding_etag(codings[i], etag, x->arena)))
        i++;
    return i < ARRAY_COUNT(codings);
}

/* 412 if the client wants other bytes than these, 304 if it has them already:
 * in this order, and for what would otherwise be a 200 only (RFC 9110, 13.2).
 * There are no dates to compare, see validate.c. */
static void validate(struct exchange *x)
{
    struct response *response = x->response;
    struct slice etag = response_header(response, "ETag");
    if (etag.data == NULL)
        etag = etag_of_body(response, x->arena);
    struct slice coded = coding_etag(response->coding, etag, x->arena);
    response_replace_header(response, "ETag", coded);
    if (x->request->if_match.size > 0 && !is_wanted(x, etag)) {
        refuse_precondition(x);
        return;
    }
    if (api_is_known(x->request->if_none_match, coded))
        api_set_not_modified(response);
    if (response->coding != CODING_IDENTITY)
        set(x, "Content-Encoding", coding_name(response->coding));
    response->named_coding = response->coding;
}

/* Has the response hold what it really keeps, now that it is made; a body that
 * is long keeps at least a thread. */
static bool hold_response(struct exchange *x)
{
    const struct response *response = x->response;
    size_t kept = response_memory(response);
    bool is_long =
        response->next != NULL || response->body_bytes > RESPONSE_LARGE_BYTES;
    if (is_long && kept < RESPONSE_LARGE_BYTES)
        kept = RESPONSE_LARGE_BYTES;
    return answer_hold(x, kept);
}

static void add_caching(struct exchange *x, bool is_content)
{
    if (response_header(x->response, "Cache-Control").data != NULL)
        return;
    if (x->is_private) {
        set(x, "Cache-Control", SLICE("private, no-store"));
    } else {
        set_lifetime(x);
        cache_tags_set_site(x);
    }
    if (is_content)
        validate(x);
}

void answer_finish(struct exchange *x)
{
    struct response *response = x->response;
    if (x->query.is_pretty && response->piece_count > 0)
        indent_body(x);
    bool is_content = hold_response(x) && response->status == 200;
    bool is_empty = response->status == 204;

    response->is_provisional = x->is_provisional;
    response->has_length = response->next == NULL && !is_empty;
    if (is_content) {
        warnings_set_header(x);
        choose_coding(x);
    }
    if (!is_empty)
        add_caching(x, is_content);
    if (!ranges_apply(x))
        refuse_range(x);
    if (response_header(response, "Link").data == NULL)
        set(x, "Link", x->snapshot->policy.service_link);
    set(x, "X-Content-Type-Options", SLICE("nosniff"));
    if (x->is_private) /* the address may be a preview link */
        set(x, "Referrer-Policy", SLICE("no-referrer"));
    allow_origin(x);
    set(x, "Access-Control-Expose-Headers",
        x->is_file ? SLICE("Accept-Ranges, Content-Location, Content-Range, "
                           "ETag, X-Request-Id")
                   : SLICE("Content-Location, ETag, Link, Retry-After, "
                           "X-Request-Id, X-Total-Count, X-Warnings"));
    if (x->request != NULL && slice_is(x->request->method, "HEAD"))
        response->omits_body = true;
}
