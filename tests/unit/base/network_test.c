/* network_test.c - IP addresses, and networks of them. */
#include "test.h"

#include "base/network.h"

static struct network parsed(const char *text)
{
    struct network network;
    if (!network_parse(slice_of(text), &network))
        fail_msg("refused: %s", text);
    return network;
}

static void a_network_has_its_addresses_and_no_others(void **state)
{
    (void)state;
    static const struct {
        const char *network, *address;
        bool is_in;
    } examples[] = {
        {"127.0.0.1", "127.0.0.1", true},
        {"127.0.0.1", "127.0.0.2", false},
        {"127.0.0.1/32", "127.0.0.1", true},
        {"10.0.0.0/8", "10.255.0.1", true},
        {"10.0.0.0/8", "11.0.0.0", false},
        {"172.16.0.0/12", "172.31.255.255", true},
        {"172.16.0.0/12", "172.32.0.0", false},
        {"192.0.2.128/25", "192.0.2.127", false},
        {"192.0.2.128/25", "192.0.2.128", true},
        {"0.0.0.0/0", "192.0.2.1", true},
        {"0.0.0.0/0", "::1", false},
        {"::/0", "192.0.2.1", false},
        {"::/0", "2001:db8::1", true},
        {"192.0.2.0/24", "::ffff:192.0.2.1", true},
        {"::ffff:192.0.2.0/120", "192.0.2.1", true},
        {"::ffff:0.0.0.0/96", "10.0.0.1", true},
        {"::/0", "::ffff:192.0.2.1", false},
        {"::/96", "::192.0.2.1", true},
        {"::1", "::1", true},
        {"::1", "0:0:0:0:0:0:0:1", true},
        {"::1/128", "::2", false},
        {"fc00::/7", "fd12::1", true},
        {"2001:db8::/33", "2001:db8:7fff::", true},
        {"2001:db8::/33", "2001:db8:8000::", false},
    };
    for (size_t i = 0; i < ARRAY_COUNT(examples); i++) {
        struct network network = parsed(examples[i].network);
        struct network address = parsed(examples[i].address);
        if (network_has(&network, &address) != examples[i].is_in)
            fail_msg("%s in %s", examples[i].address, examples[i].network);
    }
}

static void a_network_is_in_a_larger_one_only(void **state)
{
    (void)state;
    struct network large = parsed("10.0.0.0/8"), small = parsed("10.1.0.0/16");
    assert_true(network_has(&large, &small));
    assert_true(network_has(&large, &large));
    assert_false(network_has(&small, &large));
}

static void what_is_no_network_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "/",
        "/8",
        "localhost",
        "proxy.example.org",
        "10",
        "10.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "10.0.0.0/8/8",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0/4294967304",
        "10.0.0.256",
        "010.0.0.1",
        "0x0a.0.0.1",
        "10.0.0.1:8080",
        " 10.0.0.1",
        "10.0.0.1 ",
        "10.0.0.*",
        "::/129",
        "[::1]",
        "fe80::1%eth0",
        ":::",
        "1:2:3:4:5:6:7:8:9",
        "unix:",
        "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb",
    };
    struct network network = {.bits = 77};
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        if (network_parse(slice_of(texts[i]), &network))
            fail_msg("accepted: %s", texts[i]);
        assert_null(network_hint(slice_of(texts[i])));
    }
    assert_false(network_parse(SLICE("10.0.0.1\0"), &network));
    assert_int_equal(network.bits, 77); /* untouched */
}

static void bits_after_the_prefix_are_refused_with_a_way_out(void **state)
{
    (void)state;
    static const char *const texts[] = {"10.0.0.1/8", "127.0.0.1/31", "::1/64",
                                        "fd00::/7", "128.0.0.0/0"};
    struct network network;
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        assert_false(network_parse(slice_of(texts[i]), &network));
        assert_string_equal(
            network_hint(slice_of(texts[i])),
            "a network begins with its first address, such as 10.0.0.0/8");
    }
    assert_null(network_hint(SLICE("10.0.0.0/8")));
}

static void an_address_is_written_in_one_form(void **state)
{
    (void)state;
    static const struct {
        const char *text, *form;
    } examples[] = {{"127.0.0.1", "127.0.0.1"},
                    {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
                    {"::ffff:192.0.2.1", "192.0.2.1"},
                    {"::", "::"}};
    for (size_t i = 0; i < ARRAY_COUNT(examples); i++) {
        char text[NETWORK_ADDRESS_BYTES];
        struct network address = parsed(examples[i].text);
        network_render_address(&address, text);
        assert_string_equal(text, examples[i].form);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_written_in_one_form),
        cmocka_unit_test(a_network_has_its_addresses_and_no_others),
        cmocka_unit_test(a_network_is_in_a_larger_one_only),
        cmocka_unit_test(what_is_no_network_is_refused),
        cmocka_unit_test(bits_after_the_prefix_are_refused_with_a_way_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
