/* origin_test.c - which pages may send messages. */
#include "test.h"

#include "mcp/mcp.h"

static bool admits(const char *listed, const char *public_url,
                   const char *origin)
{
    struct slice item = slice_of(listed);
    struct policy policy = policy_default;
    policy.origins = (struct names){&item, 1};
    policy.public_url = slice_of(public_url);
    return mcp_admits(&policy, slice_of(origin));
}

static void a_program_may(void **state)
{
    (void)state;
    assert_true(admits("*", NULL, NULL));
    assert_true(admits("https://a.example", NULL, NULL));
}

static void a_listed_page_may_and_no_other(void **state)
{
    (void)state;
    assert_true(admits("https://a.example", NULL, "https://a.example"));
    assert_false(admits("https://a.example", NULL, "https://b.example"));
    assert_false(admits("https://a.example", NULL, "http://localhost"));
    assert_false(
        admits("https://a.example", "https://c.example", "https://c.example"));
}

static void everybody_is_nobody(void **state)
{
    (void)state;
    static const char *const good[] = {
        "http://localhost",    "http://localhost:3000", "https://localhost:1",
        "http://127.0.0.1:80", "http://[::1]",          "http://[::1]:9",
        "https://site.example"};
    static const char *const bad[] = {"",
                                      "null",
                                      "*",
                                      "localhost",
                                      "http://",
                                      "http://localhost:",
                                      "http://localhost:80x",
                                      "http://localhost.example",
                                      "http://localhost@evil.example",
                                      "http://127.0.0.1.example",
                                      "http://127.0.0.10",
                                      "http://[::1",
                                      "file://localhost",
                                      "http://site.example",
                                      "https://site.example:8443",
                                      "https://site.example.evil",
                                      "https://evil.example"};
    for (size_t i = 0; i < ARRAY_COUNT(good); i++) {
        if (!admits("*", "https://site.example/blog/", good[i]))
            fail_msg("%s is refused", good[i]);
    }
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        if (admits("*", "https://site.example/blog/", bad[i]))
            fail_msg("%s is let in", bad[i]);
    }
    assert_true(admits("*", "https://site.example", "https://site.example"));
    assert_false(admits("*", NULL, "https://site.example"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_program_may),
        cmocka_unit_test(a_listed_page_may_and_no_other),
        cmocka_unit_test(everybody_is_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
