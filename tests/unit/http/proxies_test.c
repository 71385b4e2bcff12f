/* proxies_test.c - whose word on the way of a request is taken. */
#include "test.h"

#include "http/proxies.h"

static struct proxies proxies_of(struct slice *texts, size_t count)
{
    const struct names names = {texts, count};
    struct proxies proxies;
    struct err err;
    assert_true(proxies_read(&names, &proxies, &err));
    return proxies;
}

static struct request completed(const char *peer, const struct head *head)
{
    struct slice texts[] = {SLICE("192.0.2.0/24"), SLICE("2001:db8::/32")};
    struct proxies proxies = proxies_of(texts, ARRAY_COUNT(texts));
    struct request request = {0};
    proxies_complete(&proxies, peer, head, &request);
    return request;
}

static struct head head_of(size_t count)
{
    struct head head = {.field_count = count};
    for (size_t i = 0; i < count; i++)
        head.fields[i] =
            (struct head_field){SLICE("x-forwarded-prefix"), SLICE(" /api ")};
    return head;
}

static void only_listed_peers_are_believed(void **state)
{
    (void)state;
    static const char *const trusted[] = {"192.0.2.9", "2001:db8::9"};
    static const char *const others[] = {"192.0.3.9", "2001:db9::9", "",
                                         "::ffff:192.0.2.9", "192.0.2.9:80"};
    const struct head one = head_of(1);
    for (size_t i = 0; i < ARRAY_COUNT(trusted); i++) {
        struct request request = completed(trusted[i], &one);
        assert_true(request.is_from_proxy);
        assert_slice_is(request.forwarded_prefix, "/api");
    }
    for (size_t i = 0; i < ARRAY_COUNT(others); i++) {
        struct request request = completed(others[i], &one);
        assert_false(request.is_from_proxy);
        assert_null(request.forwarded_prefix.data);
    }
}

static void no_list_believes_nobody(void **state)
{
    (void)state;
    struct proxies proxies = proxies_of(NULL, 0);
    struct request request = {0};
    const struct head one = head_of(1);
    proxies_complete(&proxies, "127.0.0.1", &one, &request);
    assert_false(request.is_from_proxy);
    assert_null(request.forwarded_prefix.data);
}

static void of_several_fields_none_counts(void **state)
{
    (void)state;
    const struct head two = head_of(2), none = head_of(0);
    struct request request = completed("192.0.2.9", &two);
    assert_true(request.is_from_proxy);
    assert_slice_is(request.forwarded_prefix, "");

    request = completed("192.0.2.9", &none);
    assert_true(request.is_from_proxy);
    assert_null(request.forwarded_prefix.data);
}

static void a_bad_or_long_list_is_refused(void **state)
{
    (void)state;
    struct slice texts[SERVER_MAX_PROXIES + 1];
    struct names names = {texts, SERVER_MAX_PROXIES};
    struct proxies proxies;
    struct err err;
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
        texts[i] = SLICE("::1");
    assert_true(proxies_read(&names, &proxies, &err));
    names.count++;
    assert_false(proxies_read(&names, &proxies, &err));
    assert_string_equal(err.text,
                        "there can be at most 100 trusted proxies, not 101");
    texts[0] = SLICE("localhost");
    names.count = 1;
    assert_false(proxies_read(&names, &proxies, &err));
    assert_string_equal(err.text,
                        "a trusted proxy is an address or network such as "
                        "10.0.0.0/8, not 'localhost'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_listed_peers_are_believed),
        cmocka_unit_test(no_list_believes_nobody),
        cmocka_unit_test(of_several_fields_none_counts),
        cmocka_unit_test(a_bad_or_long_list_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
