/* rawhtml_test.c - raw HTML kept, left out and shown, and links that run. */
#include "test.h"

#include "document/markdown.h"
#include "document/render.h"
#include "html.h"

/* One rendered body and the memory that it lives in. */
struct rendered {
    struct arena arena;
    struct markdown markdown;
};

/* Every test is run with each flavor. */
static unsigned extensions;

static void render(struct rendered *r, enum raw_html raw_html, const char *body)
{
    *r = (struct rendered){0};
    struct diagnostics diagnostics = {.arena = &r->arena};
    assert_true(
        markdown_render(slice_of(body), 1,
                        &(struct markdown_options){.raw_html = raw_html,
                                                   .keeps_comments = true,
                                                   .extensions = extensions},
                        &r->arena, &diagnostics, &r->markdown));
    assert_int_equal(diagnostics.count, 0);
}

struct example {
    const char *body, *result;
};

enum part { HTML, TEXT, EXCERPT };

static void check(enum raw_html raw_html, enum part part,
                  const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct rendered r;
        render(&r, raw_html, examples[i].body);
        struct slice found = part == HTML   ? html_of(&r.markdown, &r.arena)
                             : part == TEXT ? text_of(&r.markdown, &r.arena)
                                            : r.markdown.excerpt;
        if (examples[i].result == NULL)
            assert_null(found.data);
        else
            assert_slice_is(found, examples[i].result);
        arena_release(&r.arena);
    }
}

#define CHECK(raw_html, part, examples)                                        \
    check(raw_html, part, examples, sizeof(examples) / sizeof(examples)[0])

static void left_out_it_leaves_nothing_behind(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"a <b>bold</b> c", "<p>a bold c</p>\n"},
        {"<div>raw</div>\n\nb", "<p>b</p>\n"},
        {"a\n\n<script>\nrun()\n</script>\n\nb", "<p>a</p>\n<p>b</p>\n"},
        {"a <!-- b --> c", "<p>a  c</p>\n"},
        {"a <?php b ?> <!DOCTYPE c> <![CDATA[d]]>", "<p>a   </p>\n"},
        {"> <div>raw</div>", "<blockquote>\n</blockquote>\n"},
        {"**a<i>b</i>**", "<p><strong>ab</strong></p>\n"},
        {"[a<i onclick=x>b</i>](/c)", "<p><a href=\"/c\">ab</a></p>\n"},
        {"![a<i>b</i>](/c)", "<p><img src=\"/c\" alt=\"ab\" /></p>\n"},
        {"# A <b>b</b>", "<h1 id=\"a-b\">A b</h1>\n"},
        {"`<b>` \\<b> &lt;b>",
         "<p><code>&lt;b&gt;</code> &lt;b&gt; &lt;b&gt;</p>\n"},
        {"    <b>", "<pre><code>&lt;b&gt;\n</code></pre>\n"},
        {"a\n\n<!--more-->\n\nb", "<p>a</p>\n<p>b</p>\n"},
        {"<div>raw</div>", ""},
    };
    CHECK(RAW_HTML_OMIT, HTML, examples);
}

static void escaped_it_is_there_to_read(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"a <b>bold</b> c", "<p>a &lt;b&gt;bold&lt;/b&gt; c</p>\n"},
        {"<div>raw</div>\n\nb",
         "<p>&lt;div&gt;raw&lt;/div&gt;</p>\n<p>b</p>\n"},
        {"<script>\nrun(\"&\")\n</script>",
         "<p>&lt;script&gt;\nrun(&quot;&amp;&quot;)\n&lt;/script&gt;</p>\n"},
        {"- <hr>\n- b", "<ul>\n<li>&lt;hr&gt;</li>\n<li>b</li>\n</ul>\n"},
        {"a <!-- b -->", "<p>a &lt;!-- b --&gt;</p>\n"},
        {"![a<i>b</i>](/c)",
         "<p><img src=\"/c\" alt=\"a&lt;i&gt;b&lt;/i&gt;\" /></p>\n"},
        {"# A <b>b</b>", "<h1 id=\"a-bbb\">A &lt;b&gt;b&lt;/b&gt;</h1>\n"},
        {"a\n\n<!--more-->\n\nb", "<p>a</p>\n<p>b</p>\n"},
        {"a <!-- more start --> b", "<p>a  b</p>\n"},
    };
    CHECK(RAW_HTML_ESCAPE, HTML, examples);
}

static void the_text_is_what_a_reader_sees(void **state)
{
    (void)state;
    static const struct example omitted[] = {
        {"a <b>bold</b> c", "a bold c"},
        {"a\n\n<div>raw</div>\n\nb", "a\n\nb"},
        {"a<br>b", "a\nb"},
    };
    static const struct example escaped[] = {
        {"a <b>bold</b> c", "a <b>bold</b> c"},
        {"a\n\n<div>raw</div>\n\nb", "a\n\n<div>raw</div>\n\nb"},
        {"a<br>b", "a<br>b"},
        {"- <hr>\n- b", "<hr>\nb"},
        {"a\n\n<!--more-->\n\nb", "a\n\nb"},
    };
    CHECK(RAW_HTML_OMIT, TEXT, omitted);
    CHECK(RAW_HTML_ESCAPE, TEXT, escaped);
}

static void the_excerpt_is_made_as_ever(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"a\n\nb\n\n<!--more-->\n\nc", "a\n\nb"},
        {"a b <!--more--> c", "a b"},
        {"<div class=\"hero\">\n\nfirst\n\nsecond", "first"},
        {"<div>\n<!--more-->\n</div>\n\nfirst\n\nsecond", "first"},
        {"<div>raw</div>", NULL},
    };
    CHECK(RAW_HTML_KEEP, EXCERPT, examples);
    CHECK(RAW_HTML_OMIT, EXCERPT, examples);
    CHECK(RAW_HTML_ESCAPE, EXCERPT, examples);
}

static void headings_say_what_their_html_says(void **state)
{
    (void)state;
    static const char *const texts[] = {
        [RAW_HTML_KEEP] = "A b",
        [RAW_HTML_OMIT] = "A b",
        [RAW_HTML_ESCAPE] = "A <b>b</b>",
    };
    for (int i = RAW_HTML_KEEP; i <= RAW_HTML_ESCAPE; i++) {
        struct rendered r;
        render(&r, (enum raw_html)i, "# A <b>b</b>");
        assert_int_equal(r.markdown.heading_count, 1);
        assert_slice_is(r.markdown.headings[0].text, texts[i]);
        arena_release(&r.arena);
    }
}

static void links_that_run_lead_nowhere(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"[a](javascript:b)", "<p><a href=\"\">a</a></p>\n"},
        {"[a](JavaScript:b)", "<p><a href=\"\">a</a></p>\n"},
        {"[a](<  javascript:b>)", "<p><a href=\"\">a</a></p>\n"},
        {"[a](javascript&colon;b)", "<p><a href=\"\">a</a></p>\n"},
        {"[a](java&#115;cript:b)", "<p><a href=\"\">a</a></p>\n"},
        {"<javascript:b>", "<p><a href=\"\">javascript:b</a></p>\n"},
        {"[a]\n\n[a]: vbscript:b", "<p><a href=\"\">a</a></p>\n"},
        {"[a](file:///etc/passwd)", "<p><a href=\"\">a</a></p>\n"},
        {"![a](data:text/html,b)", "<p><img src=\"\" alt=\"a\" /></p>\n"},
        {"![a](data:image/svg+xml,b)", "<p><img src=\"\" alt=\"a\" /></p>\n"},
        {"[![a](javascript:b)](/c)",
         "<p><a href=\"/c\"><img src=\"\" alt=\"a\" /></a></p>\n"},
        /* These are no schemes. */
        {"[a](java&Tab;script:b)",
         "<p><a href=\"java%09script:b\">a</a></p>\n"},
        {"[a](&#1;javascript:b)", "<p><a href=\"%01javascript:b\">a</a></p>\n"},
        {"[a](javascript%3Ab)", "<p><a href=\"javascript%3Ab\">a</a></p>\n"},
        /* And these are harmless. */
        {"![a](data:image/png;base64,b)",
         "<p><img src=\"data:image/png;base64,b\" alt=\"a\" /></p>\n"},
        {"[a](/javascript:b)", "<p><a href=\"/javascript:b\">a</a></p>\n"},
        {"[a](https://b.c/?d=data:e)",
         "<p><a href=\"https://b.c/?d=data:e\">a</a></p>\n"},
        {"[a](mailto:b@c.de)", "<p><a href=\"mailto:b@c.de\">a</a></p>\n"},
    };
    CHECK(RAW_HTML_OMIT, HTML, examples);
    CHECK(RAW_HTML_ESCAPE, HTML, examples);
}

static void kept_html_may_hold_anything(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"[a](javascript:b)", "<p><a href=\"javascript:b\">a</a></p>\n"},
        {"a <b>bold</b>", "<p>a <b>bold</b></p>\n"},
        {"a\n\n<!--more-->\n", "<p>a</p>\n<!--more-->\n"},
    };
    CHECK(RAW_HTML_KEEP, HTML, examples);
}

/* The marks of headings and slots are raw HTML themselves. */
static void slots_and_ids_are_there_in_each_way(void **state)
{
    (void)state;
    for (int i = RAW_HTML_KEEP; i <= RAW_HTML_ESCAPE; i++) {
        struct rendered r;
        render(&r, (enum raw_html)i, "# <i></i>A [b](c.md) ![d](e.png)");
        keep_links(&r.markdown);
        assert_int_equal(r.markdown.slot_count, 2);
        for (size_t k = 0; k < 2; k++) {
            const struct slot *slot = &r.markdown.slots[k];
            assert_slice_is(slice_sub(escaped_html_of(&r.markdown, &r.arena),
                                      slot->start, slot->end),
                            k == 0 ? "c.md" : "e.png");
        }
        assert_true(slice_starts(html_of(&r.markdown, &r.arena), "<h1 id=\""));
        arena_release(&r.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(left_out_it_leaves_nothing_behind),
        cmocka_unit_test(escaped_it_is_there_to_read),
        cmocka_unit_test(the_text_is_what_a_reader_sees),
        cmocka_unit_test(the_excerpt_is_made_as_ever),
        cmocka_unit_test(headings_say_what_their_html_says),
        cmocka_unit_test(links_that_run_lead_nowhere),
        cmocka_unit_test(kept_html_may_hold_anything),
        cmocka_unit_test(slots_and_ids_are_there_in_each_way),
    };
    int failures = cmocka_run_group_tests_name("cmark", tests, NULL, NULL);
    extensions = MARKDOWN_GFM;
    return failures +
           cmocka_run_group_tests_name("cmark-gfm", tests, NULL, NULL);
}
