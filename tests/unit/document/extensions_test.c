/* extensions_test.c - what cmark-gfm adds to CommonMark, and the same text
 * with the engine that does not. */
#include "test.h"

#include "html.h"

struct example {
    const char *body, *gfm;
    const char *plain; /* without the extensions; NULL: the same */
};

/* Every test is run with each flavor. */
static unsigned extensions;

static bool is_gfm(void)
{
    return extensions != 0;
}

static void check(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena = {0};
        struct diagnostics diagnostics = {.arena = &arena};
        struct markdown markdown;
        const struct example *example = &examples[i];
        bool as_plain = !is_gfm() && example->plain != NULL;
        assert_true(markdown_render(
            slice_of(example->body), 1,
            &(struct markdown_options){.keeps_comments = true,
                                       .extensions = extensions},
            &arena, &diagnostics, &markdown));
        assert_slice_is(html_of(&markdown, &arena),
                        as_plain ? example->plain : example->gfm);
        arena_release(&arena);
    }
}

#define CHECK(examples) check(examples, sizeof(examples) / sizeof(examples)[0])

#define CELL(name, text) "<" name ">" text "</" name ">\n"
#define HEAD2(a, b)                                                            \
    "<table>\n<thead>\n<tr>\n" CELL("th", a) CELL("th", b) "</tr>\n</thead>\n"
#define ROW2(a, b) "<tr>\n" CELL("td", a) CELL("td", b) "</tr>\n"

static void tables(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"| a | b |\n| - | - |\n| c | d |",
         HEAD2("a", "b") "<tbody>\n" ROW2("c", "d") "</tbody>\n</table>\n",
         "<p>| a | b |\n| - | - |\n| c | d |</p>\n"},
        {"a | b\n--- | ---\n`c` | **d**",
         HEAD2("a", "b") "<tbody>\n" ROW2("<code>c</code>",
                                          "<strong>d</strong>") "</tbody>\n"
                                                                "</table>\n",
         "<p>a | b\n--- | ---\n<code>c</code> | <strong>d</strong></p>\n"},
        {"| a | b |\n|---|---|", HEAD2("a", "b") "</table>\n",
         "<p>| a | b |\n|---|---|</p>\n"},
        /* Rows are as long as the head. */
        {"|a|b|\n|-|-|\n|c|\n|d|e|f|",
         HEAD2("a", "b") "<tbody>\n" ROW2("c", "")
             ROW2("d", "e") "</tbody>\n</table>\n",
         "<p>|a|b|\n|-|-|\n|c|\n|d|e|f|</p>\n"},
        {"|a\\|b|c|\n|-|-|\n", HEAD2("a|b", "c") "</table>\n",
         "<p>|a|b|c|\n|-|-|</p>\n"},
        {"|a|b|c|\n|:-|:-:|-:|\n",
         "<table>\n<thead>\n<tr>\n<th align=\"left\">a</th>\n"
         "<th align=\"center\">b</th>\n<th align=\"right\">c</th>\n"
         "</tr>\n</thead>\n</table>\n",
         "<p>|a|b|c|\n|:-|:-:|-:|</p>\n"},
        /* A blank line or another block ends it. */
        {"|a|b|\n|-|-|\n|c|d|\n> e",
         HEAD2("a", "b") "<tbody>\n" ROW2("c", "d") "</tbody>\n</table>\n"
                                                    "<blockquote>\n<p>e</p>\n"
                                                    "</blockquote>\n",
         "<p>|a|b|\n|-|-|\n|c|d|</p>\n<blockquote>\n<p>e</p>\n"
         "</blockquote>\n"},
        /* No delimiter row of the same length, no table. */
        {"| a | b |\n| - |\n| c |", "<p>| a | b |\n| - |\n| c |</p>\n", NULL},
        {"| a |\n\n| - |", "<p>| a |</p>\n<p>| - |</p>\n", NULL},
    };
    CHECK(examples);
}

static void strikethrough(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"~~a~~ b", "<p><del>a</del> b</p>\n", "<p>~~a~~ b</p>\n"},
        {"~a~", "<p><del>a</del></p>\n", "<p>~a~</p>\n"},
        {"**~~a~~**", "<p><strong><del>a</del></strong></p>\n",
         "<p><strong>~~a~~</strong></p>\n"},
        {"~~a\n\nb~~", "<p>~~a</p>\n<p>b~~</p>\n", NULL},
        {"b ~~~a~~~", "<p>b ~~~a~~~</p>\n", NULL},
        {"\\~\\~a\\~\\~", "<p>~~a~~</p>\n", NULL},
        {"`~~a~~`", "<p><code>~~a~~</code></p>\n", NULL},
    };
    CHECK(examples);
}

#define BOX(attributes)                                                        \
    "<input type=\"checkbox\" " attributes "disabled=\"\" />"

static void task_lists(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"- [ ] a\n- [x] b",
         "<ul>\n<li>" BOX("") " a</li>\n<li>" BOX("checked=\"\" ") " b</li>\n"
                                                                   "</ul>\n",
         "<ul>\n<li>[ ] a</li>\n<li>[x] b</li>\n</ul>\n"},
        {"1. [X] a", "<ol>\n<li>" BOX("checked=\"\" ") " a</li>\n</ol>\n",
         "<ol>\n<li>[X] a</li>\n</ol>\n"},
        {"- a [x] b", "<ul>\n<li>a [x] b</li>\n</ul>\n", NULL},
        {"[x] a", "<p>[x] a</p>\n", NULL},
        {"- \\[x] a", "<ul>\n<li>[x] a</li>\n</ul>\n", NULL},
    };
    CHECK(examples);
}

#define A(href, text) "<a href=\"" href "\">" text "</a>"

static void autolinks(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"www.example.org",
         "<p>" A("http://www.example.org", "www.example.org") "</p>\n",
         "<p>www.example.org</p>\n"},
        {"see www.example.org/a?b=c.",
         "<p>see " A("http://www.example.org/a?b=c",
                     "www.example.org/a?b=c") ".</p>\n",
         "<p>see www.example.org/a?b=c.</p>\n"},
        {"(https://example.org/a_(b))",
         "<p>(" A("https://example.org/a_(b)",
                  "https://example.org/a_(b)") ")"
                                               "</p>\n",
         "<p>(https://example.org/a_(b))</p>\n"},
        {"http://example.org<b>",
         "<p>" A("http://example.org", "http://example.org") "<b></p>\n",
         "<p>http://example.org<b></p>\n"},
        {"a.b@example.org",
         "<p>" A("mailto:a.b@example.org", "a.b@example.org") "</p>\n",
         "<p>a.b@example.org</p>\n"},
        {"a@example", "<p>a@example</p>\n", NULL},
        {"`www.example.org`", "<p><code>www.example.org</code></p>\n", NULL},
        {"[www.example.org](/a)", "<p>" A("/a", "www.example.org") "</p>\n",
         NULL},
        {"<https://example.org>",
         "<p>" A("https://example.org", "https://example.org") "</p>\n", NULL},
    };
    CHECK(examples);
}

/* GitHub would break such tags; the content here is the operator's own. */
static void raw_html_is_never_filtered(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"<script>a</script>\n", "<script>a</script>\n", NULL},
        {"a <iframe src=\"b\"></iframe>",
         "<p>a <iframe src=\"b\"></iframe></p>\n", NULL},
    };
    CHECK(examples);
}

#define REF(label, number)                                                     \
    "<sup class=\"footnote-ref\"><a href=\"#fn-" label "\" id=\"fnref-" label  \
    "\" data-footnote-ref>" number "</a></sup>"
#define BACK(reference, arrow)                                                 \
    "<a href=\"#fnref-" reference                                              \
    "\" class=\"footnote-backref\" data-footnote-backref "                     \
    "aria-label=\"Back to content\">\xE2\x86\xA9" arrow "</a>"
#define SECTION(items)                                                         \
    "<section class=\"footnotes\" data-footnotes>\n<ol>\n" items               \
    "</ol>\n</section>\n"

/* In the order of the first reference to each, under the label as written. */
static void footnotes(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"a[^wood]\n\n[^wood]: b\n",
         "<p>a" REF("wood", "1") "</p>\n" SECTION(
             "<li id=\"fn-wood\">\n<p>b " BACK("wood", "") "</p>\n</li>\n"),
         "<p>a<a href=\"b\">^wood</a></p>\n"},
        {"a[^2] b[^1]\r\n\r\n> [^1]: c\r\n[^2]: - d\r\n",
         "<p>a" REF("2", "1") " b" REF(
             "1", "2") "</p>\n"
                       "<blockquote>\n</blockquote>\n" SECTION(
                           "<li id=\"fn-2\">\n<ul>\n<li>d</li>\n</ul>\n" BACK(
                               "2", "") "\n"
                                        "</li>\n<li id=\"fn-1\">\n<p>c " BACK(
                                            "1", "") "</p>\n</li>\n"),
         "<p>a[^2] b<a href=\"c\">^1</a></p>\n<blockquote>\n<p>[^2]: - d</p>\n"
         "</blockquote>\n"},
        {"a[^b]\n\nc[^b]\n\n[^b]:   d\n",
         "<p>a" REF(
             "b", "1") "</p>\n"
                       "<p>c<sup class=\"footnote-ref\"><a href=\"#fn-b\" "
                       "id=\"fnref-b-2\" "
                       "data-footnote-ref>1</a></sup></p>\n" SECTION(
                           "<li id=\"fn-b\">\n<p>d " BACK("b", "") " " BACK(
                               "b-2",
                               "<sup class=\"footnote-ref\">2</sup>") "</p>\n</"
                                                                      "li>\n"),
         "<p>a<a href=\"d\">^b</a></p>\n<p>c<a href=\"d\">^b</a></p>\n"},
        /* Of those that nothing shown refers to, nothing is shown. */
        {"a [^b]\n\n[^c]: x [^d]\n\n[^d]: y e\n", "<p>a [^b]</p>\n",
         "<p>a [^b]</p>\n<p>[^c]: x [^d]</p>\n<p>[^d]: y e</p>\n"},
        {"a [^b]\n\n[^c]: d e\n", "<p>a [^b]</p>\n",
         "<p>a [^b]</p>\n<p>[^c]: d e</p>\n"},
    };
    CHECK(examples);
}

#define ALERT(name, title, body)                                               \
    "<div class=\"markdown-alert markdown-alert-" name "\">\n"                 \
    "<p class=\"markdown-alert-title\">" title "</p>\n" body "</div>\n"
#define QUOTE(body) "<blockquote>\n" body "</blockquote>\n"

static void alerts(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"> [!NOTE]\n> a", ALERT("note", "Note", "<p>a</p>\n"),
         QUOTE("<p>[!NOTE]\na</p>\n")},
        {"> [!warning]  \n> a\n>\n> b",
         ALERT("warning", "Warning", "<p>a</p>\n<p>b</p>\n"),
         QUOTE("<p>[!warning]<br />\na</p>\n<p>b</p>\n")},
        {"> [!TIP]\n>\n> - a", ALERT("tip", "Tip", "<ul>\n<li>a</li>\n</ul>\n"),
         QUOTE("<p>[!TIP]</p>\n<ul>\n<li>a</li>\n</ul>\n")},
        {"> [!NOTE]", QUOTE("<p>[!NOTE]</p>\n"), NULL},
        {"> [!NOTE] a\n> b", QUOTE("<p>[!NOTE] a\nb</p>\n"), NULL},
        {"> [!MAYBE]\n> a", QUOTE("<p>[!MAYBE]\na</p>\n"), NULL},
        {"> a\n> [!NOTE]", QUOTE("<p>a\n[!NOTE]</p>\n"), NULL},
        {"[!NOTE]\na", "<p>[!NOTE]\na</p>\n", NULL},
    };
    CHECK(examples);
}

static void code_keeps_what_follows_its_language(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"``` js {2,4} title=\"a&b\"\nc\n```",
         "<pre><code class=\"language-js\" data-meta=\"{2,4} "
         "title=&quot;a&amp;b&quot;\">c\n</code></pre>\n",
         NULL},
        {"~~~js\n~~~", "<pre><code class=\"language-js\"></code></pre>\n",
         NULL},
        {"    a\n", "<pre><code>a\n</code></pre>\n", NULL},
    };
    CHECK(examples);
}

static struct slice attributed(const char *body, struct arena *arena,
                               struct heading *ret_heading)
{
    struct diagnostics diagnostics = {.arena = arena};
    struct markdown markdown;
    struct markdown_options options = {.extensions =
                                           extensions | MARKDOWN_ATTRIBUTES};
    assert_true(markdown_render(slice_of(body), 1, &options, arena,
                                &diagnostics, &markdown));
    *ret_heading = markdown.headings[0];
    return html_of(&markdown, arena);
}

static void headings_take_attributes(void **state)
{
    (void)state;
    static const struct {
        const char *body, *html, *text;
    } cases[] = {
        {"## Set *up* {#install}", "<h2 id=\"install\">Set <em>up</em></h2>\n",
         "Set up"},
        {"A {#b .c .d}\n===", "<h1 id=\"b\" class=\"c d\">A</h1>\n", "A"},
        {"# A {: #b}", "<h1 id=\"b\">A</h1>\n", "A"},
        {"# A {.c data-x=\"y z\"}",
         "<h1 id=\"a\" class=\"c\" data-x=\"y z\">A</h1>\n", "A"},
        {"# A {#ö.1:x}", "<h1 id=\"ö.1:x\">A</h1>\n", "A"},
        {"# A {#b\\<c}", "<h1 id=\"a-bc\">A {#b&lt;c}</h1>\n", "A {#b<c}"},
        {"# A {b}", "<h1 id=\"a-b\">A {b}</h1>\n", "A {b}"},
        {"# A {}", "<h1 id=\"a-\">A {}</h1>\n", "A {}"},
        {"# A {{ x }}", "<h1 id=\"a--x-\">A {{ x }}</h1>\n", "A {{ x }}"},
        {"# {#b} A", "<h1 id=\"b-a\">{#b} A</h1>\n", "{#b} A"},
        {"# {#b}", "<h1 id=\"b\"></h1>\n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct arena arena = {0};
        struct heading heading;
        assert_slice_is(attributed(cases[i].body, &arena, &heading),
                        cases[i].html);
        assert_slice_is(heading.text, cases[i].text);
        arena_release(&arena);
    }
}

/* The ids of the others give way to those before them only. */
static void ids_that_are_written_are_unique_too(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct heading heading;
    assert_slice_is(
        attributed("# A {#b}\n# B\n# C {#b}\n", &arena, &heading),
        "<h1 id=\"b\">A</h1>\n<h1 id=\"b-1\">B</h1>\n<h1 id=\"b-2\">C</h1>\n");
    arena_release(&arena);
}

static void footnotes_leave_their_ids_to_headings(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct heading heading;
    if (!is_gfm())
        skip();
    struct slice html =
        attributed("# fn-a\n# fnref-a_\nx[^a]\n\n[^a]: b\n", &arena, &heading);
    assert_slice_is(heading.id, "fn-a");
    static const char *const parts[] = {
        "<h1 id=\"fn-a\">", "<a href=\"#fn-a__\" id=\"fnref-a__\"",
        "<li id=\"fn-a__\">", "<a href=\"#fnref-a__\""};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        assert_true(slice_find(html, 0, slice_of(parts[i])) < html.size);
    arena_release(&arena);
}

/* A generator may have some of them and not the others. */
static void each_extension_is_there_by_itself(void **state)
{
    (void)state;
    static const struct {
        const char *body, *with;
        unsigned extension;
    } cases[] = {
        {"|a|\n|-|", "<table>", MARKDOWN_TABLES},
        {"~~a~~", "<del>", MARKDOWN_STRIKETHROUGH},
        {"www.example.org", "<a ", MARKDOWN_AUTOLINKS},
        {"- [ ] a", "<input ", MARKDOWN_TASKS},
        {"a[^1]\n\n[^1]: b c", "<sup ", MARKDOWN_FOOTNOTES},
        {"> [!NOTE]\n> a", "<div ", MARKDOWN_ALERTS},
    };
    unsigned count = sizeof cases / sizeof cases[0];
    for (unsigned i = 0; i < count * count; i++) {
        struct arena arena = {0};
        struct diagnostics diagnostics = {.arena = &arena};
        struct markdown markdown;
        const char *body = cases[i / count].body;
        struct slice with = slice_of(cases[i / count].with);
        struct markdown_options options = {.extensions =
                                               cases[i % count].extension};
        assert_true(markdown_render(slice_of(body), 1, &options, &arena,
                                    &diagnostics, &markdown));
        struct slice html = html_of(&markdown, &arena);
        assert_int_equal(slice_find(html, 0, with) < html.size,
                         i / count == i % count);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables),
        cmocka_unit_test(strikethrough),
        cmocka_unit_test(task_lists),
        cmocka_unit_test(autolinks),
        cmocka_unit_test(raw_html_is_never_filtered),
        cmocka_unit_test(footnotes),
        cmocka_unit_test(alerts),
        cmocka_unit_test(code_keeps_what_follows_its_language),
        cmocka_unit_test(footnotes_leave_their_ids_to_headings),
        cmocka_unit_test(each_extension_is_there_by_itself),
        cmocka_unit_test(headings_take_attributes),
        cmocka_unit_test(ids_that_are_written_are_unique_too),
    };
    int failures = cmocka_run_group_tests_name("cmark", tests, NULL, NULL);
    extensions = MARKDOWN_GFM;
    return failures +
           cmocka_run_group_tests_name("cmark-gfm", tests, NULL, NULL);
}
