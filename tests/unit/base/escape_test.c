/* escape_test.c - into a JSON string and back. */
#include "test.h"

#include "base/escape.h"

/* What HTML asks for, as a browser reads it. */
static void check_html(struct slice text, const char *wanted)
{
    struct str escaped = {0};
    escape_append_html(&escaped, text);
    assert_slice_is(str_slice(&escaped), wanted);
    str_release(&escaped);
}

static void check(struct slice text, const char *wanted)
{
    struct str escaped = {0}, back = {0};
    escape_append(&escaped, text);
    assert_slice_is(str_slice(&escaped), wanted);
    unescape_append(&back, str_slice(&escaped));
    assert_int_equal(back.size, text.size);
    assert_memory_equal(str_slice(&back).data, text.data, text.size);
    str_release(&escaped);
    str_release(&back);
}

static void only_what_json_asks_for_is_escaped(void **state)
{
    (void)state;
    check(SLICE(""), "");
    check(SLICE("plain text, longer than eight bytes"),
          "plain text, longer than eight bytes");
    check(SLICE("\"\\\"/\x7F<&>"), "\\\"\\\\\\\"/\x7F<&>");
    check(SLICE("\b\f\n\r\t"), "\\b\\f\\n\\r\\t");
    check(SLICE("\x01\x1F and \0"), "\\u0001\\u001f and \\u0000");
    check(SLICE("\xC3\xA4\xF0\x9F\x98\x80"), "\xC3\xA4\xF0\x9F\x98\x80");
    check(SLICE("\\n \\u0041 \\\\"), "\\\\n \\\\u0041 \\\\\\\\");
}

static void html_asks_for_more(void **state)
{
    (void)state;
    check_html(SLICE(""), "");
    check_html(SLICE("\"a\" < b > c & 'd'"),
               "&quot;a&quot; &lt; b &gt; c &amp; 'd'");
    check_html(SLICE("a\\b\n\x01"), "a\\\\b\\n\\u0001");
}

/* Eight bytes are looked at together. */
static void every_byte_is_found_at_every_place(void **state)
{
    (void)state;
    for (int c = 0; c < 0x80; c++) {
        for (size_t place = 0; place < 20; place++) {
            char text[20];
            struct str escaped = {0}, back = {0};
            memset(text, 'x', sizeof text);
            text[place] = (char)c;
            escape_append(&escaped, (struct slice){text, sizeof text});
            unescape_append(&back, str_slice(&escaped));
            assert_int_equal(back.size, sizeof text);
            assert_memory_equal(back.data, text, sizeof text);
            bool is_plain = c >= 0x20 && c != '"' && c != '\\';
            assert_int_equal(escaped.size == sizeof text, is_plain);
            str_clear(&escaped);
            escape_append_html(&escaped, (struct slice){text, sizeof text});
            is_plain = is_plain && strchr("&<>", c) == NULL;
            assert_int_equal(escaped.size == sizeof text, is_plain);
            str_release(&escaped);
            str_release(&back);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_json_asks_for_is_escaped),
        cmocka_unit_test(html_asks_for_more),
        cmocka_unit_test(every_byte_is_found_at_every_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
