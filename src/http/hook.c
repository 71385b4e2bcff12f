/* hook.c - the signatures of the forges, and what follows from a good one.
 *
 * Each is documented by its forge, and all but the last are HMAC-SHA-256:
 *
 *     X-Hub-Signature-256   GitHub, "Validating webhook deliveries": "sha256="
 *                           and hexadecimal digits, of the body
 *     X-Hub-Signature       Bitbucket, "Manage webhooks": the same; GitHub's is
 *                           of SHA-1, and comes beside the one above
 *     X-Forgejo-Signature,  Forgejo and Gitea, "Webhooks": the digits alone
 *     X-Gitea-Signature
 *     webhook-signature     GitLab's signing token, after Standard Webhooks:
 *                           "v1," and base64, of ID.TIMESTAMP.BODY, with the
 *                           key that is in base64 after "whsec_"
 *     X-Gitlab-Token        GitLab's older secret token: the secret itself
 *
 * The first of this list that a request has decides: a good one does not help a
 * bad one. */
#include "http/hook.h"

#include "api/api.h"
#include "base/array.h"
#include "base/base64.h"
#include "base/signing.h"

#include <stdlib.h>

#define MAX_CLOCK_SKEW_S 300 /* Standard Webhooks leaves it to the receiver */
#define MAX_DIGITS       12  /* of a time in seconds */

#define REFUSED(status, detail) ((struct refusal){status, detail})

static const struct body_kind hook_kind = {
    .max_bytes = HOOK_MAX_BYTES,
    .too_large = "The body of a webhook has at most 26,214,400 bytes.",
    .without_length = "A webhook has a Content-Length.",
    .too_many = "Too many requests with a body are being read. Try again in a "
                "moment.",
};

enum scheme { SCHEME_HEX, SCHEME_STANDARD, SCHEME_SECRET };

static const struct {
    const char *field, *prefix;
    enum scheme scheme;
} forms[] = {
    {"X-Hub-Signature-256", "sha256=", SCHEME_HEX},
    {"X-Hub-Signature", "sha256=", SCHEME_HEX},
    {"X-Forgejo-Signature", "", SCHEME_HEX},
    {"X-Gitea-Signature", "", SCHEME_HEX},
    {"webhook-signature", "", SCHEME_STANDARD},
    {"X-Gitlab-Token", "", SCHEME_SECRET},
};

/* A request's signature while its body is read. */
struct check {
    enum scheme scheme;
    struct slice given; /* without the prefix */
    struct signing signing;
    bool is_possible; /* there is one, and its time is now */
};

/* The key of a signing token, which is encoded; any other secret is the key. */
static struct slice key_of(struct slice secret, struct arena *arena)
{
    struct slice key;
    return slice_starts(secret, "whsec_") &&
                   base64_decode(slice_from(secret, 6), arena, &key)
               ? key
               : secret;
}

static bool is_recent(struct slice timestamp, int64_t now_s)
{
    if (!slice_is_digits(timestamp) || timestamp.size > MAX_DIGITS)
        return false;
    int64_t difference = now_s - strtoll(timestamp.data, NULL, 10);
    return difference <= MAX_CLOCK_SKEW_S && difference >= -MAX_CLOCK_SKEW_S;
}

static void begin_standard(struct check *check, const struct head *head,
                           struct slice secret, int64_t now_s)
{
    struct slice id = head_find(head, "webhook-id");
    struct slice timestamp = head_find(head, "webhook-timestamp");
    struct arena arena = {0};
    check->is_possible = id.size > 0 && is_recent(timestamp, now_s);
    signing_begin(&check->signing, key_of(secret, &arena));
    signing_add(&check->signing, id);
    signing_add(&check->signing, SLICE("."));
    signing_add(&check->signing, timestamp);
    signing_add(&check->signing, SLICE("."));
    arena_release(&arena);
}

static void begin_check(struct check *check, const struct head *head,
                        struct slice secret, int64_t now_s)
{
    *check = (struct check){0};
    for (size_t i = 0; i < ARRAY_COUNT(forms); i++) {
        struct slice value = head_find(head, forms[i].field);
        if (value.data == NULL || !slice_starts(value, forms[i].prefix))
            continue;
        check->scheme = forms[i].scheme;
        check->given = slice_from(value, slice_of(forms[i].prefix).size);
        check->is_possible = head_count(head, forms[i].field) == 1;
        break;
    }
    if (check->scheme == SCHEME_STANDARD && check->is_possible)
        begin_standard(check, head, secret, now_s);
    else
        signing_begin(&check->signing, secret);
}

static void add_part(void *context, struct slice part)
{
    struct check *check = context;
    signing_add(&check->signing, part);
}

/* One of several, with spaces between: "v1,BASE64 v1,BASE64". */
static bool has_standard(struct slice given, const struct token_hash *made)
{
    struct arena arena = {0};
    struct slice part, bytes;
    bool is_found = false;
    while (slice_cut(&given, ' ', &part)) {
        struct token_hash hash;
        if (!slice_starts(part, "v1,") ||
            !base64_decode(slice_from(part, 3), &arena, &bytes) ||
            bytes.size != TOKEN_HASH_BYTES)
            continue;
        for (size_t i = 0; i < TOKEN_HASH_BYTES; i++)
            hash.bytes[i] = (unsigned char)bytes.data[i];
        is_found |= token_hash_equal(&hash, made);
    }
    arena_release(&arena);
    return is_found;
}

/* All comparisons are of hashes, in constant time. */
static bool end_check(struct check *check, struct slice secret)
{
    const struct token_hash made = signing_end(&check->signing);
    struct token_hash given;
    if (!check->is_possible)
        return false;
    if (check->scheme == SCHEME_STANDARD)
        return has_standard(check->given, &made);
    if (check->scheme == SCHEME_HEX)
        return token_hash_parse(check->given, &given) &&
               token_hash_equal(&given, &made);
    given = token_hash_of(check->given);
    const struct token_hash known = token_hash_of(secret);
    return token_hash_equal(&given, &known);
}

bool hook_is_signed(const struct head *head, struct slice body,
                    struct slice secret, int64_t now_s)
{
    struct check check;
    begin_check(&check, head, secret, now_s);
    signing_add(&check.signing, body);
    return end_check(&check, secret);
}

static struct refusal check_signature(const struct server_hook *hook,
                                      const struct body_source *source,
                                      int64_t now_ms)
{
    struct check check;
    begin_check(&check, source->head, hook->secret, now_ms / 1000);
    struct refusal refusal = body_read(source, &hook_kind, add_part, &check);
    bool is_signed = end_check(&check, hook->secret);
    if (refusal.status == 0 && !is_signed)
        return REFUSED(403, "The request is not signed with the secret of "
                            "this server's webhook.");
    return refusal;
}

/* Pages in a browser can send requests to this machine, too. */
static struct refusal check_operator(const struct head *head)
{
    return head_count(head, "Origin") > 0
               ? REFUSED(403, "Pages may not send this.")
               : (struct refusal){0};
}

void hook_respond(const struct server_hook *hook,
                  const struct body_source *source, struct snapshot *snapshot,
                  const struct request *request, struct response *ret_response)
{
    struct str body = {0};
    struct refusal refusal =
        hook->secret.size > 0 ? check_signature(hook, source, request->now_ms)
                              : check_operator(source->head);
    if (refusal.status != 0) {
        api_refuse(snapshot, refusal.status, refusal.detail, ret_response);
        return;
    }
    hook->look(hook->context);
    str_append_text(&body, "{\"status\":\"looking\"}");
    api_deliver(snapshot, request, TEMPLATE_HOOK, 202, &body, ret_response);
    str_release(&body);
}
