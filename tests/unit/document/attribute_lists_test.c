/* attribute_lists_test.c - attributes after blocks and spans. The HTML is that
 * of kramdown 2.4 and of Hugo 0.111 but for the places of line breaks. */
#include "test.h"

#include "html.h"

static const unsigned kramdown = MARKDOWN_GFM | MARKDOWN_ATTRIBUTES |
                                 MARKDOWN_KRAMDOWN_LISTS | MARKDOWN_SPAN_HTML;
static const unsigned goldmark =
    MARKDOWN_GFM | MARKDOWN_ATTRIBUTES | MARKDOWN_BLOCK_LISTS;

static struct slice render(const char *body, struct markdown_options options,
                           struct arena *arena, struct slice *ret_text)
{
    struct diagnostics diagnostics = {.arena = arena};
    struct markdown markdown;
    assert_true(markdown_render(slice_of(body), 1, &options, arena,
                                &diagnostics, &markdown));
    *ret_text = text_of(&markdown, arena);
    return html_of(&markdown, arena);
}

struct example {
    const char *body, *html, *text;
};

static void check(const struct example *examples, size_t count,
                  unsigned extensions)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena = {0};
        struct slice text;
        assert_slice_is(
            render(examples[i].body,
                   (struct markdown_options){.extensions = extensions}, &arena,
                   &text),
            examples[i].html);
        if (examples[i].text != NULL)
            assert_slice_is(text, examples[i].text);
        arena_release(&arena);
    }
}

#define CHECK(examples, extensions)                                            \
    check(examples, sizeof(examples) / sizeof(examples)[0], extensions)

static void blocks_take_the_list_beside_them(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"Lead.\n{: .lead #a}\n\nb",
         "<p id=\"a\" class=\"lead\">Lead.</p>\n"
         "<p>b</p>\n",
         "Lead.\n\nb"},
        {"a\n\n{: .b}\nc", "<p>a</p>\n<p class=\"b\">c</p>\n", "a\n\nc"},
        {"a\n\n{:.no_toc}\n## B",
         "<p>a</p>\n<h2 id=\"b\" class=\"no_toc\">B"
         "</h2>\n",
         NULL},
        {"x\n{: title=\"a \\\"b\\\" c\\} d\"}",
         "<p title=\"a &quot;b&quot; c} d\">x</p>\n", "x"},
        {"## B\n{: #c .d}", "<h2 id=\"c\" class=\"d\">B</h2>\n", NULL},
        {"a\n{: .b}\n{: .c title=\"x\"}",
         "<p class=\"b c\" title=\"x\">a</p>\n", NULL},
        {"{: .b}\n{: .c}\na", "<p class=\"b c\">a</p>\n", NULL},
        {"* a\n* b\n{: .c}\n",
         "<ul class=\"c\">\n<li>a</li>\n<li>b</li>\n"
         "</ul>\n",
         NULL},
        {"* {: .a} b\n", "<ul>\n<li class=\"a\">b</li>\n</ul>\n", "b"},
        {"> a\n{: .b}", "<blockquote class=\"b\">\n<p>a</p>\n</blockquote>\n",
         NULL},
        {"> a\n> {: .b}", "<blockquote>\n<p class=\"b\">a</p>\n</blockquote>\n",
         NULL},
        {"|a|\n|-|\n|b|\n{: .c}",
         "<table class=\"c\">\n<thead>\n<tr>\n<th>a"
         "</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
         "<td>b</td>\n</tr>\n</tbody>\n</table>\n",
         NULL},
        {"```\na\n```\n{: .b}", "<pre class=\"b\"><code>a\n</code></pre>\n",
         NULL},
        {"{: #x}\n\n---\n{: .b}", "<hr class=\"b\" />\n", ""},
        {"{:toc}\n* TOC\n\na", "<p>a</p>\n", "a"},
    };
    CHECK(examples, kramdown);
}

static void spans_take_the_list_after_them(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"[x](y){:target=\"_blank\"} z",
         "<p><a href=\"y\" target=\"_blank\">x</a> z</p>\n", "x z"},
        {"*x*{: .c} **y**{:.d}{:.e}",
         "<p><em class=\"c\">x</em> <strong class=\"d e\">y</strong></p>\n",
         "x y"},
        {"![a](b){: width=\"80\" .c}",
         "<p><img src=\"b\" alt=\"a\" class=\"c\" width=\"80\" /></p>\n", NULL},
        {"`a`{:.b}", "<p><code class=\"b\">a</code></p>\n", NULL},
        {"a {: .b} c", "<p>a {: .b} c</p>\n", "a {: .b} c"},
    };
    CHECK(examples, kramdown);
}

static void lists_have_names(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"{:n: .a title=\"b\"}\n\nx\n{: n .c}",
         "<p class=\"a c\" title=\"b\">x</p>\n", "x"},
        {"x\n{: n}\n\n{:n: .a}", "<p class=\"a\">x</p>\n", NULL},
        {"a\n\n* TOC\n{:toc}\n\nb", "<p>a</p>\n<p>b</p>\n", NULL},
        {"{::options toc_levels=\"1\" /}\n\na", "<p>a</p>\n", "a"},
        {"{::nomarkdown}\n<b>a</b>\n{:/}\n", "<p><b>a</b></p>\n", NULL},
    };
    CHECK(examples, kramdown);
}

static void code_keeps_its_braces(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"```\n{: .b}\na){:.c}\n```",
         "<pre><code>{: .b}\na){:.c}\n"
         "</code></pre>\n",
         NULL},
        {"    {: .b}\n", "<pre><code>{: .b}\n</code></pre>\n", NULL},
        {"`*a*{: .b}`", "<p><code>*a*{: .b}</code></p>\n", "*a*{: .b}"},
        {"<div>\n{: .b}\n</div>", "<div>\n{: .b}\n</div>\n", NULL},
        {"\xEE\x80\x80 *a*{: .b}", "<p>\xEE\x80\x80 <em>a</em>{: .b}</p>\n",
         NULL},
    };
    CHECK(examples, kramdown);
}

static void html_of_spans_is_a_paragraph(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"<img src=\"a\">", "<p><img src=\"a\"></p>\n", NULL},
        {"<br />\n\na", "<p><br /></p>\n<p>a</p>\n", NULL},
        {"<div>a</div>", "<div>a</div>\n", NULL},
    };
    CHECK(examples, kramdown);
}

static void blocks_of_goldmark_take_the_list_after_them(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"> a\n{.b #c}",
         "<blockquote id=\"c\" class=\"b\">\n<p>a</p>\n"
         "</blockquote>\n",
         NULL},
        {"a\n{.b title=c}", "<p class=\"b\" title=\"c\">a</p>\n", "a"},
        {"* a\n{.b}", "<ul class=\"b\">\n<li>a</li>\n</ul>\n", NULL},
        {"a\n\n{.b}\n\nc", "<p>a</p>\n<p>c</p>\n", NULL},
        {"a\n{not one}", "<p>a\n{not one}</p>\n", NULL},
        {"*a*{.b}", "<p><em>a</em>{.b}</p>\n", NULL},
        {"x\n{title=\"a \\\"b\\\" d\\\\e f\\/g h\\qi\"}",
         "<p title=\"a &quot;b&quot; d\\e f/g h\\qi\">x</p>\n", "x"},
    };
    CHECK(examples, goldmark);
}

static void what_may_run_stays_out(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"a\n{: onclick=\"x()\" style=\"a:b\" data-x=\"1\" "
         "href=\"javascript:\" "
         ".c}",
         "<p class=\"c\" style=\"a:b\" data-x=\"1\">a</p>\n", NULL},
        {"a\n{: title=\"<b>&quot;'\"}",
         "<p title=\"&lt;b&gt;&amp;quot;'\">a</p>\n", NULL},
        {"a\n{: .b\"onclick=x}", "<p class=\"b\">a</p>\n", NULL},
    };
    CHECK(examples, kramdown);
    struct arena arena = {0};
    struct slice text;
    assert_slice_is(render("a\n{: style=\"a:b\" data-x=\"1\" title=\"t\"}",
                           (struct markdown_options){.extensions = kramdown,
                                                     .raw_html = RAW_HTML_OMIT},
                           &arena, &text),
                    "<p title=\"t\">a</p>\n");
    arena_release(&arena);
}

static void many_lists_cost_little(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "*a*{:.b}",         "{:.b}\n", "* {:.a} b\n", "{:n: .a}\n",
        "a\n{: n n n n}\n", "{:",      "{: .a\n",     "> {: .b}\n"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct arena arena = {0};
        struct diagnostics diagnostics = {.arena = &arena};
        struct markdown_options options = {.extensions = kramdown};
        struct markdown markdown;
        struct str body = {0};
        for (size_t n = 0; n < 20000; n++)
            str_append_text(&body, parts[i]);
        bool ok = markdown_render(str_slice(&body), 1, &options, &arena,
                                  &diagnostics, &markdown);
        assert_true(ok);
        str_release(&body);
        arena_release(&arena);
    }
}

static void footnotes_keep_their_names(void **state)
{
    struct arena arena = {0};
    struct slice text, name = SLICE("href=\"#fn-long-name\"");
    (void)state;
    struct slice html = render(
        "*a*{: .b} c[^long-name]\n\n[^long-name]: d",
        (struct markdown_options){.extensions = kramdown | MARKDOWN_FOOTNOTES},
        &arena, &text);
    assert_true(slice_find(html, 0, name) < html.size);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(footnotes_keep_their_names),
        cmocka_unit_test(blocks_take_the_list_beside_them),
        cmocka_unit_test(spans_take_the_list_after_them),
        cmocka_unit_test(lists_have_names),
        cmocka_unit_test(code_keeps_its_braces),
        cmocka_unit_test(html_of_spans_is_a_paragraph),
        cmocka_unit_test(blocks_of_goldmark_take_the_list_after_them),
        cmocka_unit_test(what_may_run_stays_out),
        cmocka_unit_test(many_lists_cost_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
