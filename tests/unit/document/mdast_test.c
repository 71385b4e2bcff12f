/* mdast_test.c - bodies as trees of the unified ecosystem. That they become
 * the same HTML, script/mdast shows. */
#include "test.h"

#include "document/mdast.h"

struct example {
    const char *body, *children; /* of the root */
};

static struct source *parse(const char *body, unsigned extensions,
                            enum raw_html raw_html)
{
    const struct parse_options options = {
        .markdown = {.extensions = extensions,
                     .raw_html = raw_html,
                     .foreign = FOREIGN_LIQUID},
        .max_bytes = 1000000};
    return source_parse(SLICE("a.md"), slice_of(body), &options);
}

static void check_tree(const struct source *source,
                       const struct mdast_options *options, const char *wanted)
{
    struct str out = {0};
    mdast_append(source, options, &out);
    assert_string_equal(out.data, wanted);
    str_release(&out);
}

static void check_children(const char *body, unsigned extensions,
                           enum raw_html raw_html, const char *children)
{
    struct source *source = parse(body, extensions, raw_html);
    struct str wanted = {0};
    str_appendf(&wanted, "{\"type\":\"root\",\"children\":[%s]}", children);
    check_tree(source, &(struct mdast_options){.max_bytes = 100000},
               wanted.data);
    str_release(&wanted);
    source_unref(source);
}

static void check(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check_children(examples[i].body, MARKDOWN_GFM, RAW_HTML_KEEP,
                       examples[i].children);
}

#define CHECK(examples) check(examples, sizeof(examples) / sizeof(examples)[0])

#define TEXT(value)    "{\"type\":\"text\",\"value\":\"" value "\"}"
#define NODE(type, in) "{\"type\":\"" type "\",\"children\":[" in "]}"
#define PARAGRAPH(in)  NODE("paragraph", in)
#define HTML(value)    "{\"type\":\"html\",\"value\":\"" value "\"}"

static void text_is_one_node_with_its_line_breaks(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"", ""},
        {"a\nb \\* c &amp; \"d\"", PARAGRAPH(TEXT("a\\nb * c & \\\"d\\\""))},
        {"a  \nb", PARAGRAPH(TEXT("a") ",{\"type\":\"break\"}," TEXT("b"))},
        {"a *b **c*** ~~d~~ `e`",
         PARAGRAPH(TEXT("a ") "," NODE(
             "emphasis",
             TEXT("b ") "," NODE(
                 "strong",
                 TEXT(
                     "c"))) "," TEXT(" ") "," NODE("delete",
                                                   TEXT(
                                                       "d")) "," TEXT(" ") ",{"
                                                                           "\"t"
                                                                           "ype"
                                                                           "\":"
                                                                           "\"i"
                                                                           "nli"
                                                                           "neC"
                                                                           "ode"
                                                                           "\","
                                                                           "\"v"
                                                                           "alu"
                                                                           "e\""
                                                                           ":\""
                                                                           "e\""
                                                                           "}")},
    };
    CHECK(examples);
}

static void blocks_have_their_fields(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"## A b",
         "{\"type\":\"heading\",\"depth\":2,\"data\":{\"hProperties\":{\"id\":"
         "\"a-b\"}},\"children\":[" TEXT("A b") "]}"},
        {"***", "{\"type\":\"thematicBreak\"}"},
        {"> a", NODE("blockquote", PARAGRAPH(TEXT("a")))},
        {"    a\n", "{\"type\":\"code\",\"value\":\"a\"}"},
        {"```js {1} x\na\n\n```",
         "{\"type\":\"code\",\"lang\":\"js\",\"meta\":\"{1} x\",\"data\":{"
         "\"hProperties\":{\"dataMeta\":\"{1} x\"}},\"value\":\"a\\n\"}"},
        {"```\n```", "{\"type\":\"code\",\"value\":\"\"}"},
        {"<div>\nx\n</div>", HTML("<div>\\nx\\n</div>")},
        {"a <b>c</b>",
         PARAGRAPH(TEXT("a ") "," HTML("<b>") "," TEXT("c") "," HTML("</b>"))},
    };
    CHECK(examples);
}

#define LIST(fields, in) "{\"type\":\"list\"," fields ",\"children\":[" in "]}"
#define ITEM(fields, in)                                                       \
    "{\"type\":\"listItem\"," fields ",\"children\":[" in "]}"

static void lists_say_how_they_are_spread(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"- a", LIST("\"ordered\":false,\"spread\":false",
                     ITEM("\"spread\":false", PARAGRAPH(TEXT("a"))))},
        {"3. a\n\n   b",
         LIST("\"ordered\":true,\"start\":3,\"spread\":true",
              ITEM("\"spread\":true",
                   PARAGRAPH(TEXT("a")) "," PARAGRAPH(TEXT("b"))))},
        {"- [x] a\n- [ ] b",
         LIST("\"ordered\":false,\"spread\":false",
              ITEM("\"spread\":false,\"checked\":true",
                   PARAGRAPH(TEXT("a"))) "," ITEM("\"spread\":false,"
                                                  "\"checked\":false",
                                                  PARAGRAPH(TEXT("b"))))},
    };
    CHECK(examples);
}

static void tables_have_their_columns(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"|a|b|c|\n|:-|-:|:-:|\n|d|",
         "{\"type\":\"table\",\"align\":[\"left\",\"right\",\"center\"],"
         "\"children\":[" NODE(
             "tableRow",
             NODE("tableCell", TEXT("a")) "," NODE("tableCell", TEXT("b")) "," NODE(
                 "tableCell",
                 TEXT("c"))) "," NODE("tableRow",
                                      NODE("tableCell", TEXT("d")) "," NODE(
                                          "tableCell", "") "," NODE("tableCell",
                                                                    "")) "]}"},
        {"|a|\n|-|", "{\"type\":\"table\",\"align\":[null],\"children\":[" NODE(
                         "tableRow", NODE("tableCell", TEXT("a"))) "]}"},
    };
    CHECK(examples);
}

static void footnotes_are_named(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"a[^Not\xC3\x89]\n\n[^Not\xC3\x89]: b\n\n[^unused]: c",
         PARAGRAPH(TEXT("a") ",{\"type\":\"footnoteReference\","
                             "\"identifier\":"
                             "\"not\xC3\xA9\",\"label\":"
                             "\"Not\xC3\x89\"}") ","
                                                 "{\"type\":"
                                                 "\"footnoteDefinition"
                                                 "\",\"identifier\":"
                                                 "\"not\xC3\xA9\","
                                                 "\"label\":"
                                                 "\"Not\xC3\x89\","
                                                 "\"children\":"
                                                 "[" PARAGRAPH(TEXT("b")) "]}"},
    };
    CHECK(examples);
}

static void alerts_are_the_elements_that_html_has(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"> [!TIP]\n> a",
         "{\"type\":\"blockquote\",\"data\":{\"hName\":\"div\",\"hProperties\":"
         "{\"className\":[\"markdown-alert\",\"markdown-alert-tip\"]}},"
         "\"children\":[{\"type\":\"paragraph\",\"data\":{\"hProperties\":{"
         "\"className\":[\"markdown-alert-title\"]}},\"children\":[" TEXT(
             "Tip") "]}," PARAGRAPH(TEXT("a")) "]}"},
    };
    CHECK(examples);
}

static void images_have_their_text_alone(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"![a *b* `c`\nd \"e\"](f.png \"g\")",
         PARAGRAPH("{\"type\":\"image\",\"url\":\"f.png\",\"title\":\"g\","
                   "\"alt\":\"a b c d \\\"e\\\"\"}")},
        {"[![](a.png)](b \"c\")",
         PARAGRAPH("{\"type\":\"link\",\"url\":\"b\",\"title\":\"c\","
                   "\"children\":[{\"type\":\"image\",\"url\":\"a.png\","
                   "\"alt\":\"\"}]}")},
    };
    CHECK(examples);
}

static void what_html_does_not_show_is_not_there(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"a <!-- secret --> b\n\n<!-- secret -->\n\nc",
         PARAGRAPH(TEXT("a b")) "," PARAGRAPH(TEXT("c"))},
        {"[//]: # (secret)\n\na", PARAGRAPH(TEXT("a"))},
        {"- a\n\n<!-- secret -->\n\n- b",
         LIST("\"ordered\":false,\"spread\":false",
              ITEM("\"spread\":false",
                   PARAGRAPH(TEXT(
                       "a")))) "," LIST("\"ordered\":false,\"spread\":false",
                                        ITEM("\"spread\":false",
                                             PARAGRAPH(TEXT("b"))))},
    };
    CHECK(examples);
    check_children("a <b>b</b> [c](javascript:d)\n\n<p>\nsecret\n", 0,
                   RAW_HTML_OMIT,
                   PARAGRAPH(TEXT("a b ") ",{\"type\":\"link\",\"url\":\"\","
                                          "\"children\":[" TEXT("c") "]}"));
    check_children("a <b>\n\n<p>\nb\n", 0, RAW_HTML_ESCAPE,
                   PARAGRAPH(TEXT("a <b>")) "," PARAGRAPH(TEXT("<p>\\nb")));
}

static void links_lead_where_those_of_html_do(void **state)
{
    (void)state;
    struct source *source = parse("[a](b.md) [c](d.md) ![e](f.png)", 0, 0);
    const struct slice hrefs[] = {SLICE("/b?c&amp;d=&#x27;e&#x27;"), SLICE_NONE,
                                  SLICE("/f.png"), SLICE(" loading='lazy'")};
    const struct mdast_options options = {.hrefs = hrefs, .max_bytes = 10000};
    assert_int_equal(source->body.slot_count, 4);
    check_tree(
        source, &options,
        "{\"type\":\"root\",\"children\":[" PARAGRAPH(
            "{\"type\":\"link\",\"url\":\"/b?c&d='e'\",\"children\":[" TEXT(
                "a") "]}," TEXT(" ") ",{\"type\":\"link\",\"url\":\"d.md\","
                                     "\"children\":[" TEXT("c") "]}," TEXT(
                                         " ") ",{\"type\":\"image\",\"url\":\"/"
                                              "f.png\",\"alt\":\"e\"}") "]}");
    source_unref(source);
}

#define AT(line, column, end_line, end_column)                                 \
    ",\"position\":{\"start\":{\"line\":" #line ",\"column\":" #column         \
    "},\"end\":{\"line\":" #end_line ",\"column\":" #end_column "}}"
#define BLOCK(type, at, children)                                              \
    "{\"type\":\"" type at ",\"children\":[" children "]}"

/* A letter of two bytes, and one of four that is two units of UTF-16. */
#define SMILE  "\xC3\xA9\xF0\x9F\x98\x80"
#define QUOTED BLOCK("paragraph\"", AT(1, 3, 1, 6), TEXT(SMILE))
#define QUOTE  BLOCK("blockquote\"", AT(1, 1, 1, 6), QUOTED)
#define LISTED BLOCK("paragraph\"", AT(3, 3, 3, 4), TEXT("a"))
#define POINT  BLOCK("listItem\",\"spread\":false", AT(3, 1, 3, 4), LISTED)
#define POINTS                                                                 \
    BLOCK("list\",\"ordered\":false,\"spread\":false", AT(3, 1, 3, 4), POINT)
#define LAST BLOCK("paragraph\"", AT(6, 1, 6, 2), TEXT("b"))

static void blocks_have_positions_on_request(void **state)
{
    (void)state;
    const struct mdast_options options = {.has_positions = true,
                                          .max_bytes = 10000};
    struct source *source = parse("> " SMILE "\n\n- a\n\n\nb", 0, 0);
    check_tree(source, &options,
               BLOCK("root\"", AT(1, 1, 6, 2), QUOTE "," POINTS "," LAST));
    source_unref(source);
}

static void attributes_are_data(void **state)
{
    static const struct {
        const char *body, *wanted;
    } cases[] = {
        {"*a*{: role=\"b\"}",
         "{\"type\":\"emphasis\",\"data\":{\"hProperties\":{\"role\":\"b\"}},"
         "\"children\":[" TEXT("a") "]}"},
        {"[a]({{ x }}/b){: .c}",
         "{\"type\":\"link\",\"url\":\"{{ x }}/b\",\"data\":{"
         "\"hProperties\":{\"href\":\"{{ x }}/b\",\"className\":\"c\"}},"
         "\"children\":[" TEXT("a") "]}"},
        {"![a *b*](c){: #d .e width=\"1\"}",
         "{\"type\":\"image\",\"url\":\"c\",\"data\":{\"hProperties\":{"
         "\"id\":\"d\",\"className\":\"e\",\"width\":\"1\"}},\"alt\":\"a b\"}"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct str wanted = {0};
        str_appendf(&wanted, PARAGRAPH("%s"), cases[i].wanted);
        check_children(cases[i].body,
                       MARKDOWN_ATTRIBUTES | MARKDOWN_KRAMDOWN_LISTS, 0,
                       wanted.data);
        str_release(&wanted);
    }
}

static void repeat(struct str *out, const char *unit, size_t count)
{
    for (size_t i = 0; i < count; i++)
        str_append_text(out, unit);
}

static void a_tree_that_is_too_deep_is_null(void **state)
{
    (void)state;
    const struct mdast_options options = {.max_bytes = 100000};
    struct str body = {0};
    /* The root, the quotes and a paragraph. */
    repeat(&body, ">", MDAST_MAX_DEPTH - 2);
    str_append_text(&body, "a");
    struct source *source = parse(body.data, 0, 0);
    struct str out = {0};
    mdast_append(source, &options, &out);
    assert_true(slice_starts(str_slice(&out), "{\"type\":\"root\""));
    source_unref(source);

    str_clear(&body);
    repeat(&body, ">", MDAST_MAX_DEPTH - 1);
    str_append_text(&body, "a");
    source = parse(body.data, 0, 0);
    check_tree(source, &options, "null");
    source_unref(source);
    str_release(&body);
    str_release(&out);
}

static void a_tree_ends_soon_after_its_limit(void **state)
{
    (void)state;
    struct str body = {0}, out = {0};
    repeat(&body, "a\n\n", 10000);
    struct source *source = parse(body.data, 0, 0);
    mdast_append(source, &(struct mdast_options){.max_bytes = 1000}, &out);
    assert_in_range(out.size, 1000, 1200);
    source_unref(source);
    str_release(&body);
    str_release(&out);
}

static void a_section_has_a_tree(void **state)
{
    (void)state;
    struct source *source = parse("# A\n\na\n\n# B\n\nb", 0, 0);
    check_tree(
        source,
        &(struct mdast_options){.section = SLICE("b"), .max_bytes = 10000},
        "{\"type\":\"root\",\"children\":[{\"type\":\"heading\","
        "\"depth\":1,\"data\":{\"hProperties\":{\"id\":\"b\"}},"
        "\"children\":[" TEXT("B") "]}," PARAGRAPH(TEXT("b")) "]}");
    check_tree(
        source,
        &(struct mdast_options){.section = SLICE("c"), .max_bytes = 10000},
        "null");
    source_unref(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_one_node_with_its_line_breaks),
        cmocka_unit_test(blocks_have_their_fields),
        cmocka_unit_test(lists_say_how_they_are_spread),
        cmocka_unit_test(tables_have_their_columns),
        cmocka_unit_test(footnotes_are_named),
        cmocka_unit_test(alerts_are_the_elements_that_html_has),
        cmocka_unit_test(images_have_their_text_alone),
        cmocka_unit_test(what_html_does_not_show_is_not_there),
        cmocka_unit_test(links_lead_where_those_of_html_do),
        cmocka_unit_test(blocks_have_positions_on_request),
        cmocka_unit_test(attributes_are_data),
        cmocka_unit_test(a_tree_that_is_too_deep_is_null),
        cmocka_unit_test(a_tree_ends_soon_after_its_limit),
        cmocka_unit_test(a_section_has_a_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
