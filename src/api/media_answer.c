/* media_answer.c - what all files under /_media have in common.
 *
 * Whoever can put a file among the content must not gain more by it than a
 * file: a page or a picture with a script in it would run at the API's origin,
 * with what the browser keeps for that. So browsers are told to take every file
 * for what its name says, and to run nothing in it. */
#include "api/media.h"

#include "api/answer.h"
#include "api/validate.h"
#include "media/file.h"

/* How much is hashed in a unit of exchange_begin_work(). */
#define HASHED_BYTES 50

/* Nothing that it loads is shown but what belongs to pictures and films
 * themselves; and in a sandbox without any right, nothing runs (CSP Level 3,
 * 6.3.2). The viewer that browsers have for PDF does not work in one. */
#define POLICY                                                                 \
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "    \
    "media-src 'self'; font-src data:"
#define POLICY_SANDBOX POLICY "; sandbox"
#define POLICY_VIEWER  POLICY "; object-src 'self'"

void media_set_headers(struct exchange *x, const struct media_body *body)
{
    struct response *response = x->response;
    struct slice own = etag_of_hash(body->source, x->arena);
    response->status = 200;
    response_set_header(response, "Content-Type", slice_of(body->type));
    response_set_header(response, "ETag", etag_of_hash(body->hash, x->arena));
    response_set_header(response, "Content-Security-Policy",
                        body->is_viewed ? SLICE(POLICY_VIEWER)
                                        : SLICE(POLICY_SANDBOX));
    if (policy_is_open(&x->snapshot->policy))
        response_set_header(response, "Cross-Origin-Resource-Policy",
                            SLICE("cross-origin"));
    response_set_header(response, "Content-Location", body->location);
    x->is_file = true;
    x->is_packed = !body->is_text;
    x->is_immutable =
        slice_equal(x->query.fingerprint, slice_sub(own, 1, own.size - 1));
}

void media_answer_changing(struct exchange *x)
{
    answer_unavailable(
        x, SLICE("The file is being written. Try again in a moment."), 1);
}

bool media_find_hash(struct exchange *x, const struct media_opened *opened,
                     uint64_t *ret_hash)
{
    if (media_known_hash(opened, ret_hash))
        return true;
    if (!exchange_begin_work(x, (size_t)opened->stamp.size / HASHED_BYTES))
        return false;
    if (media_hash(opened, ret_hash))
        return true;
    media_answer_changing(x);
    return false;
}
