/* xml_test.c - text as it stands in XML. */
#include "test.h"

#include "feed/xml.h"

static void check(const char *text, const char *element, const char *attribute)
{
    struct str out = {0};
    xml_element(&out, "a", slice_of(text));
    struct slice inner = slice_sub(str_slice(&out), 3, out.size - 5);
    assert_slice_is(inner, element);
    str_clear(&out);
    xml_begin(&out, "a");
    xml_attribute(&out, "b", slice_of(text));
    xml_end(&out);
    inner = slice_sub(str_slice(&out), 6, out.size - 4);
    assert_slice_is(inner, attribute);
    str_release(&out);
}

static void what_is_special_is_escaped(void **state)
{
    (void)state;
    check("", "", "");
    check("plain", "plain", "plain");
    check("a & b < c > d \"e\" 'f'", "a &amp; b &lt; c > d \"e\" 'f'",
          "a &amp; b &lt; c > d &quot;e&quot; 'f'");
    check("<![CDATA[x]]>", "&lt;![CDATA[x]]&gt;", "&lt;![CDATA[x]]&gt;");
    check("a\tb\nc\r\nd", "a\tb\nc&#xD;\nd", "a&#x9;b&#xA;c&#xD;&#xA;d");
    check("&amp;", "&amp;amp;", "&amp;amp;");
    check("\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x99\x82",
          "\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x99\x82",
          "\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x99\x82");
}

#define R "\xEF\xBF\xBD"

static void what_is_forbidden_is_replaced(void **state)
{
    (void)state;
    check("\x01\x08\x0B\x0C\x0E\x1F", R R R R R R, R R R R R R);
    check("\x7F\xC2\x85", "\x7F\xC2\x85", "\x7F\xC2\x85");
    check("a\xEF\xBF\xBE"
          "b\xEF\xBF\xBF",
          "a" R "b" R, "a" R "b" R);
    check("\xEF\xBF\xBD\xEF\xBC\x81", R "\xEF\xBC\x81", R "\xEF\xBC\x81");
    struct str out = {0};
    xml_append(&out, (struct slice){"a\0b", 3});
    assert_slice_is(str_slice(&out), "a" R "b");
    str_release(&out);
}

static void what_is_absent_is_left_out(void **state)
{
    (void)state;
    struct str out = {0};
    xml_element(&out, "a", SLICE_NONE);
    xml_begin(&out, "b");
    xml_attribute(&out, "c", SLICE_NONE);
    xml_attribute(&out, "d", SLICE(""));
    xml_end(&out);
    assert_slice_is(str_slice(&out), "<b d=\"\"/>\n");
    str_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_special_is_escaped),
        cmocka_unit_test(what_is_forbidden_is_replaced),
        cmocka_unit_test(what_is_absent_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
