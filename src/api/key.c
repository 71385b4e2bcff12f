/* key.c - which requests have the same answer.
 *
 *     target | coding | what a trusted proxy has removed | origin
 *
 * The target stands as it was sent: to find out that two of them mean the same
 * takes as long as a short answer. It holds no NUL, which ends each part; the
 * first part says which of the others there are. */
#include "api/api.h"
#include "api/coding.h"
#include "store/snapshot.h"

enum { HAS_PROXY = 1, HAS_PREFIX = 2, HAS_ORIGIN = 4 };

static void append_part(struct str *key, struct slice part)
{
    str_append(key, part);
    str_append_char(key, '\0');
}

bool api_key(const struct snapshot *snapshot, const struct request *request,
             struct str *key)
{
    const struct policy *policy = &snapshot->policy;
    bool is_read =
        slice_is(request->method, "GET") || slice_is(request->method, "HEAD");
    if (!is_read || request->target.size > REQUEST_MAX_TARGET_BYTES ||
        request->is_trusted || request->is_operators ||
        request->authorization.data != NULL || request->if_match.data != NULL ||
        request->range.data != NULL)
        return false;

    bool has_prefix = request->forwarded_prefix.data != NULL;
    bool has_origin = request->origin.data != NULL && !policy_is_open(policy);
    enum coding coding = policy->compresses
                             ? coding_choose(request->accept_encoding)
                             : CODING_IDENTITY;
    str_append_char(key, (char)('0' + (int)coding));
    str_append_char(key, (char)('0' + (request->is_from_proxy ? HAS_PROXY : 0) +
                                (has_prefix ? HAS_PREFIX : 0) +
                                (has_origin ? HAS_ORIGIN : 0)));
    append_part(key, request->target);
    if (has_prefix)
        append_part(key, request->forwarded_prefix);
    if (has_origin)
        append_part(key, request->origin);
    return true;
}
