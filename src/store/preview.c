/* preview.c - tokens and the links they sign. */
#include "store/preview.h"

#define MS_PER_SECOND 1000
#define MAX_DIGITS    15 /* digits of a time in seconds, with room to spare */

const struct token *policy_token(const struct policy *policy, struct slice name)
{
    for (size_t i = 0; i < policy->token_count; i++) {
        if (slice_equal(policy->tokens[i].name, name))
            return &policy->tokens[i];
    }
    return NULL;
}

/* Compares all of them, so that the time does not reveal which one matched. */
const struct token *policy_recognise_token(const struct policy *policy,
                                           struct slice token)
{
    const struct token_hash hash = token_hash_of(token);
    size_t found = policy->token_count;
    for (size_t i = 0; i < policy->token_count; i++) {
        if (token_hash_equal(&policy->tokens[i].hash, &hash))
            found = i;
    }
    return found < policy->token_count ? &policy->tokens[found] : NULL;
}

static struct slice signed_text(struct slice id, struct slice expires,
                                struct str *buffer)
{
    str_appendf(buffer, "preview\n%.*s\n%.*s", SLICE_FMT(expires),
                SLICE_FMT(id));
    return str_slice(buffer);
}

struct slice preview_sign(const struct token *token, struct slice id,
                          int64_t expires_s, struct arena *arena)
{
    char signature[TOKEN_SIGNATURE_SIZE + 1];
    struct str buffer = {0};
    struct slice expires = arena_printf(arena, "%lld", (long long)expires_s);
    token_hash_sign(&token->hash, signed_text(id, expires, &buffer), signature);
    str_release(&buffer);
    return arena_printf(arena, "%.*s.%.*s.%s", SLICE_FMT(token->name),
                        SLICE_FMT(expires), signature);
}

static bool read_seconds(struct slice digits, int64_t *ret_seconds)
{
    int64_t seconds = 0;
    for (size_t i = 0; i < digits.size; i++) {
        if (digits.data[i] < '0' || digits.data[i] > '9')
            return false;
        seconds = seconds * 10 + (digits.data[i] - '0');
    }
    *ret_seconds = seconds;
    return digits.size > 0;
}

enum preview_verdict preview_verify(const struct policy *policy,
                                    struct slice id, struct slice signature,
                                    int64_t now_ms)
{
    struct slice rest = signature, name, expires;
    struct str buffer = {0};
    int64_t seconds;

    if (!slice_cut(&rest, '.', &name) || !slice_cut(&rest, '.', &expires) ||
        expires.size > MAX_DIGITS || !read_seconds(expires, &seconds) ||
        rest.size != TOKEN_SIGNATURE_SIZE)
        return PREVIEW_MALFORMED;
    const struct token *token = policy_token(policy, name);
    bool is_signed = token != NULL &&
                     token_hash_verify(&token->hash,
                                       signed_text(id, expires, &buffer), rest);
    str_release(&buffer);
    if (!is_signed)
        return PREVIEW_FORGED;
    int64_t left_ms = seconds * MS_PER_SECOND - now_ms;
    if (left_ms > PREVIEW_MAX_SECONDS * MS_PER_SECOND)
        return PREVIEW_TOO_LONG;
    return left_ms > 0 ? PREVIEW_GRANTED : PREVIEW_ENDED;
}
