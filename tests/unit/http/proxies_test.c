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
    static const char *const trusted[] = {"192.0.2.9", "2001:db8::9",
                                          "::ffff:192.0.2.9"};
    static const char *const others[] = {"192.0.3.9", "2001:db9::9", "",
                                         "::192.0.2.9", "192.0.2.9:80"};
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
                        "10.0.0.0/8, or unix, not 'localhost'");
}

static void who_may_use_a_unix_socket_is_a_proxy_if_that_is_said(void **state)
{
    (void)state;
    struct slice texts[] = {SLICE("10.0.0.0/8"), SLICE("unix")};
    const struct head head = {
        .field_count = 1,
        .fields = {{SLICE("X-Forwarded-For"), SLICE("192.0.2.1")}}};
    for (size_t count = 1; count <= 2; count++) {
        struct proxies proxies = proxies_of(texts, count);
        char text[NETWORK_ADDRESS_BYTES];
        struct str scratch = {0};
        assert_slice_is(
            proxies_client(&proxies, PROXIES_UNIX, &head, &scratch, text),
            count == 2 ? "192.0.2.1" : "unix");
        str_release(&scratch);
    }
}

/* The client of a request from the proxy 192.0.2.9. */
static const char *client_by(const char *name, const char *value)
{
    static char client[64];
    char text[NETWORK_ADDRESS_BYTES];
    struct slice texts[] = {SLICE("192.0.2.0/24"), SLICE("2001:db8::/32")};
    struct proxies proxies = proxies_of(texts, ARRAY_COUNT(texts));
    struct head head = {.field_count = 1,
                        .fields = {{slice_of(name), slice_of(value)}}};
    struct str scratch = {0};
    struct slice found =
        proxies_client(&proxies, "192.0.2.9", &head, &scratch, text);
    (void)snprintf(client, sizeof client, "%.*s", SLICE_FMT(found));
    str_release(&scratch);
    return client;
}

static void the_client_is_the_last_address_that_is_no_proxy(void **state)
{
    (void)state;
    static const struct {
        const char *value, *client;
    } examples[] = {
        {"203.0.113.7", "203.0.113.7"},
        {"203.0.113.7:4711", "203.0.113.7"},
        {" 203.0.113.7 , 192.0.2.1", "203.0.113.7"},
        {"9.9.9.9, 203.0.113.7, 2001:db8::5, 192.0.2.1", "203.0.113.7"},
        {"9.9.9.9,8.8.8.8", "8.8.8.8"},
        {"2001:DB9::0:1", "2001:db9::1"},
        {"[2001:db9::1]:4711", "2001:db9::1"},
        {"[2001:db9::1]", "2001:db9::1"},
        {"192.0.2.5, 192.0.2.1", "192.0.2.5"}, /* all of them proxies */
        {"203.0.113.7, unknown", "192.0.2.9"},
        {"203.0.113.7, unknown, 192.0.2.1", "192.0.2.1"},
        {"203.0.113.7,", "192.0.2.9"},
        {"203.0.113.0/24", "192.0.2.9"},
        {"203.0.113.7\n", "203.0.113.7"},
        {"localhost", "192.0.2.9"},
        {"", "192.0.2.9"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(examples); i++)
        assert_string_equal(client_by("X-Forwarded-For", examples[i].value),
                            examples[i].client);
}

static void forwarded_names_clients_as_well(void **state)
{
    (void)state;
    static const struct {
        const char *value, *client;
    } examples[] = {
        {"for=203.0.113.7", "203.0.113.7"},
        {"For=\"203.0.113.7:4711\";proto=https", "203.0.113.7"},
        {"proto=http; FOR=\"[2001:db9::1]:80\";by=192.0.2.9", "2001:db9::1"},
        {"for=9.9.9.9, for=203.0.113.7;host=\"a,b;for=1.1.1.1\", "
         "for=\"[2001:db8::2]\"",
         "203.0.113.7"},
        {"for=\"9.9.9.9, for=203.0.113.7", "203.0.113.7"},
        {"for=203.0.113.7, for=_hidden", "192.0.2.9"},
        {"for=203.0.113.7, for=unknown, for=192.0.2.3", "192.0.2.3"},
        {"by=203.0.113.7", "192.0.2.9"},
        {"for=203.0.113.7, proto=https", "192.0.2.9"},
        {"for=", "192.0.2.9"},
        {"for=\"", "192.0.2.9"},
        {"203.0.113.7", "192.0.2.9"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(examples); i++)
        assert_string_equal(client_by("Forwarded", examples[i].value),
                            examples[i].client);
}

static void a_list_is_read_over_all_its_fields_but_not_for_ever(void **state)
{
    (void)state;
    struct slice texts[] = {SLICE("192.0.2.0/24")};
    struct proxies proxies = proxies_of(texts, 1);
    struct head head = {
        .field_count = 3,
        .fields = {{SLICE("Forwarded"), SLICE("for=1.1.1.1")},
                   {SLICE("X-Forwarded-For"), SLICE("2.2.2.2")},
                   {SLICE("x-forwarded-for"), SLICE("3.3.3.3, 192.0.2.1")}}};
    struct str scratch = {0}, many = {0};
    char text[NETWORK_ADDRESS_BYTES];
    assert_slice_is(
        proxies_client(&proxies, "192.0.2.9", &head, &scratch, text),
        "3.3.3.3");
    assert_slice_is(proxies_client(&proxies, "4.4.4.4", &head, &scratch, text),
                    "4.4.4.4");

    str_append_text(&many, "1.1.1.1");
    for (unsigned i = 0; i < PROXIES_MAX_HOPS; i++)
        str_append_text(&many, ",192.0.2.7");
    assert_string_equal(client_by("X-Forwarded-For", many.data), "192.0.2.7");
    many.size -= strlen(",192.0.2.7");
    many.data[many.size] = '\0';
    assert_string_equal(client_by("X-Forwarded-For", many.data), "1.1.1.1");
    str_release(&many);
    str_release(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_listed_peers_are_believed),
        cmocka_unit_test(no_list_believes_nobody),
        cmocka_unit_test(of_several_fields_none_counts),
        cmocka_unit_test(a_bad_or_long_list_is_refused),
        cmocka_unit_test(who_may_use_a_unix_socket_is_a_proxy_if_that_is_said),
        cmocka_unit_test(the_client_is_the_last_address_that_is_no_proxy),
        cmocka_unit_test(forwarded_names_clients_as_well),
        cmocka_unit_test(a_list_is_read_over_all_its_fields_but_not_for_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
