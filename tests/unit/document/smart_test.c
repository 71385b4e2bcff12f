/* smart_test.c - quotes and dashes as the generators set them. What is wanted
 * was made by kramdown 2.4, Hugo 0.111 and Astro's processor (smartypants). */
#include "test.h"

#include "html.h"

static void check(const char *body, enum markdown_smart smart,
                  const char *wanted)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct markdown_options options = {
        .extensions = MARKDOWN_GFM, .ids = HEADING_IDS_HUGO, .smart = smart};
    struct markdown markdown;
    struct str html = {0};
    assert_true(markdown_render(slice_of(body), 1, &options, &arena,
                                &diagnostics, &markdown));
    str_appendf(&html, "<p>%s</p>\n", wanted);
    assert_slice_is(html_of(&markdown, &arena), str_slice(&html).data);
    str_release(&html);
    arena_release(&arena);
}

struct example {
    const char *body, *hugo;
    const char *kramdown, *astro; /* NULL: as Hugo's */
};

static void check_all(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct example *example = &examples[i];
        const char *hugo = example->hugo;
        check(example->body, MARKDOWN_SMART_GOLDMARK, hugo);
        check(example->body, MARKDOWN_SMART_KRAMDOWN,
              example->kramdown != NULL ? example->kramdown : hugo);
        check(example->body, MARKDOWN_SMARTYPANTS,
              example->astro != NULL ? example->astro : hugo);
    }
}

#define CHECK(examples)                                                        \
    check_all(examples, sizeof(examples) / sizeof(examples)[0])

static void quotes_open_and_close(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"\"a\" 'b'", "“a” ‘b’", NULL, NULL},
        {"(\"a\"), \"b.\"", "(“a”), “b.”", NULL, NULL},
        {"\"'a' b\"", "“‘a’ b”", NULL, NULL},
        {"a (\"'c'\")", "a (&quot;‘c’&quot;)", "a (“‘c’”)", "a (“‘c’”)"},
        {"a\n\"b\"\nc", "a\n“b”\nc", NULL, NULL},
        {"a - \"b\" \"c\"", "a - “b” “c”", NULL, NULL},
        {"\"Über\" „x\"", "“Über” „x&quot;", "“Über” „x”", "“Über” „x”"},
        {"\"a", "“a", NULL, NULL},
        {"6\" x", "6&quot; x", "6” x", "6” x"},
        {"a \"\" b", "a &quot;&quot; b", "a “” b", "a &quot;&quot; b"},
    };
    CHECK(examples);
}

static void apostrophes_close(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"It's the '90s, isn't it?", "It’s the ’90s, isn’t it?", NULL, NULL},
        {"the dogs' bowl", "the dogs’ bowl", NULL, NULL},
        {"Bob's 'x'", "Bob’s ‘x’", NULL, NULL},
        {"'twas", "’twas", "‘twas", "‘twas"},
    };
    CHECK(examples);
}

static void marks_count_as_the_generator_reads_them(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"*\"a\"* and \"*b*\"", "<em>“a”</em> and “<em>b</em>”", NULL, NULL},
        {"**\"a\"**, b", "<strong>“a”</strong>, b", NULL, NULL},
        {"\"[a](b)\"", "“<a href=\"b\">a</a>”", NULL, NULL},
        {"[a](b)'s `c`'s", "<a href=\"b\">a</a>’s <code>c</code>’s", NULL,
         NULL},
    };
    CHECK(examples);
}

static void dashes_and_dots_are_one_sign(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"a -- b --- c", "a – b — c", NULL, "a — b --- c"},
        {"a ---- b - c", "a —- b - c", NULL, "a ---- b - c"},
        {"a... b.... c", "a… b…. c", NULL, "a… b… c"},
        {"a .. b", "a .. b", NULL, NULL},
        {"a << b>>c", "a « b»c",
         "a «\xC2\xA0"
         "b»c",
         "a &lt;&lt; b&gt;&gt;c"},
        {"a >> b", "a » b", "a\xC2\xA0» b", "a &gt;&gt; b"},
    };
    CHECK(examples);
}

static void code_addresses_and_images_stay(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"`\"a\" -- ...`", "<code>&quot;a&quot; -- ...</code>", NULL, NULL},
        {"![it's](x)", "<img src=\"x\" alt=\"it's\" />", NULL, NULL},
        {"<b title=\"--\">a</b>", "<b title=\"--\">a</b>", NULL, NULL},
    };
    CHECK(examples);
    check("https://a.b/c--d", MARKDOWN_SMART_GOLDMARK,
          "<a href=\"https://a.b/c--d\">https://a.b/c--d</a>");
}

static void only_html_is_smart(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct markdown_options options = {.ids = HEADING_IDS_HUGO,
                                       .smart = MARKDOWN_SMART_GOLDMARK};
    struct markdown markdown;
    assert_true(markdown_render(SLICE("# It's -- b\n\n\"A\"...\n"), 1, &options,
                                &arena, &diagnostics, &markdown));
    assert_slice_is(text_of(&markdown, &arena), "It's -- b\n\n\"A\"...");
    assert_slice_is(markdown.excerpt, "\"A\"...");
    assert_slice_is(markdown.headings[0].text, "It's -- b");
    assert_slice_is(markdown.headings[0].id, "its--b");
    assert_slice_is(html_of(&markdown, &arena),
                    "<h1 id=\"its--b\">It’s – b</h1>\n<p>“A”…</p>\n");
    arena_release(&arena);
}

/* A text of which each character may be looked for far away. */
static void many_nodes_cost_little(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct markdown_options options = {.smart = MARKDOWN_SMARTYPANTS};
    struct markdown markdown;
    struct str body = {0};
    for (size_t i = 0; i < 20000; i++)
        str_append(&body, SLICE("<b>'<i>\""));
    assert_true(markdown_render(str_slice(&body), 1, &options, &arena,
                                &diagnostics, &markdown));
    str_release(&body);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_open_and_close),
        cmocka_unit_test(apostrophes_close),
        cmocka_unit_test(marks_count_as_the_generator_reads_them),
        cmocka_unit_test(dashes_and_dots_are_one_sign),
        cmocka_unit_test(code_addresses_and_images_stay),
        cmocka_unit_test(only_html_is_smart),
        cmocka_unit_test(many_nodes_cost_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
