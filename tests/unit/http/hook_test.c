#include "http/hook.h"

#include "base/array.h"
#include "test.h"

#define SECRET "It's a Secret to Everybody"
#define BODY   "Hello, World!"
#define HEX    "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
/* Standard Webhooks, "Verifying webhooks": its key, id, time and payload. */
#define STANDARD_KEY  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define STANDARD_ID   "msg_p5jXN8AQM9LWM0D4loKWxJek"
#define STANDARD_TIME 1614265330
#define STANDARD_BODY "{\"test\": 2432232314}"
#define STANDARD_SIGN "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

static bool is_signed_by(const char *name, const char *value)
{
    const struct head head = {.fields = {{slice_of(name), slice_of(value)}},
                              .field_count = 1};
    return hook_is_signed(&head, SLICE(BODY), SLICE(SECRET), 0);
}

static void each_forge_signs_in_its_way(void **state)
{
    (void)state;
    assert_true(is_signed_by("X-Hub-Signature-256", "sha256=" HEX));
    assert_true(is_signed_by("x-hub-signature", "sha256=" HEX));
    assert_true(is_signed_by("X-Gitea-Signature", HEX));
    assert_true(is_signed_by("X-Forgejo-Signature", HEX));
    assert_true(is_signed_by("X-Gitlab-Token", SECRET));
    assert_false(is_signed_by("X-Hub-Signature-256", HEX));
    assert_false(is_signed_by("X-Hub-Signature-256", "sha256="));
    assert_false(is_signed_by("X-Hub-Signature", "sha1=" HEX));
    assert_false(is_signed_by("X-Gitea-Signature", "sha256=" HEX));
    assert_false(is_signed_by("X-Gitlab-Token", HEX));
    assert_false(is_signed_by("X-Gitlab-Token", ""));
    assert_false(is_signed_by("Authorization", SECRET));
}

static bool is_standard(const char *signature, const char *id, int64_t now_s)
{
    const struct head head = {
        .fields = {{SLICE("webhook-id"), slice_of(id)},
                   {SLICE("webhook-timestamp"), SLICE("1614265330")},
                   {SLICE("webhook-signature"), slice_of(signature)}},
        .field_count = 3};
    return hook_is_signed(&head, SLICE(STANDARD_BODY), SLICE(STANDARD_KEY),
                          now_s);
}

static void a_signing_token_covers_the_time(void **state)
{
    (void)state;
    assert_true(is_standard(STANDARD_SIGN, STANDARD_ID, STANDARD_TIME));
    assert_true(is_standard("v1,AAAA v2,x " STANDARD_SIGN, STANDARD_ID,
                            STANDARD_TIME + 300));
    assert_false(is_standard(STANDARD_SIGN, STANDARD_ID, STANDARD_TIME + 301));
    assert_false(is_standard(STANDARD_SIGN, STANDARD_ID, STANDARD_TIME - 301));
    assert_false(is_standard(STANDARD_SIGN, "msg_other", STANDARD_TIME));
    assert_false(is_standard(STANDARD_SIGN, "", STANDARD_TIME));
    assert_false(is_standard("v1,", STANDARD_ID, STANDARD_TIME));
    assert_false(is_standard("", STANDARD_ID, STANDARD_TIME));
}

static void the_first_signature_decides(void **state)
{
    (void)state;
    const struct head head = {
        .fields = {{SLICE("X-Gitlab-Token"), SLICE(SECRET)},
                   {SLICE("X-Hub-Signature-256"), SLICE("sha256=00")}},
        .field_count = 2};
    assert_false(hook_is_signed(&head, SLICE(BODY), SLICE(SECRET), 0));
    const struct head twice = {
        .fields = {{SLICE("X-Gitlab-Token"), SLICE(SECRET)},
                   {SLICE("X-Gitlab-Token"), SLICE(SECRET)}},
        .field_count = 2};
    assert_false(hook_is_signed(&twice, SLICE(BODY), SLICE(SECRET), 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_forge_signs_in_its_way),
        cmocka_unit_test(a_signing_token_covers_the_time),
        cmocka_unit_test(the_first_signature_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
