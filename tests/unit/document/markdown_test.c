/* markdown_test.c - bodies and what is read off them. Expected HTML is what
 * CommonMark says, plus ids. */
#include "test.h"

#include "base/parallel.h"
#include "html.h"

#include <stdatomic.h>

/* Every test is run with each flavor. */
static unsigned extensions;

/* One rendered body and the memory that it lives in. */
struct rendered {
    struct arena arena;
    struct diagnostics diagnostics;
    struct markdown markdown;
    bool ok;
};

static void render(struct rendered *r, struct slice body)
{
    *r = (struct rendered){.diagnostics.path = SLICE("x.md")};
    r->diagnostics.arena = &r->arena;
    r->ok =
        markdown_render(body, 10,
                        &(struct markdown_options){.keeps_comments = true,
                                                   .extensions = extensions},
                        &r->arena, &r->diagnostics, &r->markdown);
}

static void render_text(struct rendered *r, const char *body)
{
    render(r, slice_of(body));
    assert_true(r->ok);
    assert_int_equal(r->diagnostics.count, 0);
}

static bool is_gfm(void)
{
    return extensions != 0;
}

static void the_html_is_that_of_cmark_with_ids_in_headings(void **state)
{
    (void)state;
    static const struct {
        const char *body, *html;
    } cases[] = {
        {"", ""},
        {"a", "<p>a</p>\n"},
        {"# A", "<h1 id=\"a\">A</h1>\n"},
        {"a\n# A\nb", "<p>a</p>\n<h1 id=\"a\">A</h1>\n<p>b</p>\n"},
        {"A\n=\nB\n-", "<h1 id=\"a\">A</h1>\n<h2 id=\"b\">B</h2>\n"},
        {"###### *A* `b`", "<h6 id=\"a-b\"><em>A</em> <code>b</code></h6>\n"},
        {"- # A\n- b",
         "<ul>\n<li>\n<h1 id=\"a\">A</h1>\n</li>\n<li>b</li>\n</ul>\n"},
        {"> # A\n> b", "<blockquote>\n<h1 id=\"a\">A</h1>\n<p>b</p>\n"
                       "</blockquote>\n"},
        {"<h2>raw</h2>\n\n## A", "<h2>raw</h2>\n<h2 id=\"a\">A</h2>\n"},
        {"a <b>raw</b>", "<p>a <b>raw</b></p>\n"},
        {"[a](javascript:b)", "<p><a href=\"javascript:b\">a</a></p>\n"},
        {"#", "<h1 id=\"section\"></h1>\n"},
        {"# \\<A\\>", "<h1 id=\"a\">&lt;A&gt;</h1>\n"},
        {"# a<br>b", "<h1 id=\"a-b\">a<br>b</h1>\n"},
        {"# \xC3\xBF \xEF\xBF\xBD",
         "<h1 id=\"\xC3\xBF-\">\xC3\xBF \xEF\xBF\xBD</h1>\n"},
        {"{{ x }} {% y %}", "<p>{{ x }} {% y %}</p>\n"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct rendered r;
        render_text(&r, cases[i].body);
        assert_slice_is(html_of(&r.markdown, &r.arena), cases[i].html);
        arena_release(&r.arena);
    }
}

static void a_nul_becomes_a_replacement_character(void **state)
{
    (void)state;
    struct rendered r;
    render(&r, SLICE("a\0b"));
    assert_true(r.ok);
    assert_slice_is(html_of(&r.markdown, &r.arena), "<p>a\xEF\xBF\xBD"
                                                    "b</p>\n");
    arena_release(&r.arena);
}

static void nothing_at_all_is_an_empty_body(void **state)
{
    (void)state;
    struct rendered r;
    render(&r, SLICE_NONE);
    assert_true(r.ok);
    assert_slice_is(html_of(&r.markdown, &r.arena), "");
    assert_slice_is(text_of(&r.markdown, &r.arena), "");
    assert_null(r.markdown.excerpt.data);
    assert_int_equal(r.markdown.heading_count, 0);
    assert_int_equal(r.markdown.word_count, 0);
    assert_int_equal(r.markdown.reading_time, 0);
    arena_release(&r.arena);
}

static void ids_are_made_as_github_makes_them(void **state)
{
    (void)state;
    static const struct {
        const char *heading, *id;
    } cases[] = {
        {"Hello World", "hello-world"},
        {"this & that", "this--that"},
        {"What's new in v1.2?", "whats-new-in-v12"},
        {"snake_case and-dash", "snake_case-and-dash"},
        {"`code()` *and* **more**", "code-and-more"},
        {"[a link](https://example.org) here", "a-link-here"},
        {"![alt text](x.png)", "alt-text"},
        {"\xC3\x9C"
         "ber \xC3\x84pfel",
         "\xC3\xBC"
         "ber-\xC3\xA4pfel"},
        {"\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E",
         "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E"},
        {"\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\x82\xE0\xA4\xA6\xE0\xA5\x80",
         "\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\x82\xE0\xA4\xA6\xE0\xA5\x80"},
        {"\xF0\x9F\x9A\x80 Launch", "-launch"},
        {"2024", "2024"},
        {"?!", "section"},
        {"\\\"\\>\\<script>", "script"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct rendered r;
        char body[256];
        (void)snprintf(body, sizeof body, "## %s", cases[i].heading);
        render_text(&r, body);
        assert_int_equal(r.markdown.heading_count, 1);
        assert_slice_is(r.markdown.headings[0].id, cases[i].id);
        arena_release(&r.arena);
    }
}

static void equal_headings_get_numbers_that_nobody_else_has(void **state)
{
    (void)state;
    static const char *const ids[] = {"a",   "a-1",     "a-1-1",     "a-2",
                                      "a-3", "section", "section-1", "a-3-1"};
    struct rendered r;
    render_text(&r, "# A\n# A\n# A-1\n# a\n# A!\n# ?\n# !\n# A 3\n");
    assert_int_equal(r.markdown.heading_count, 8);
    for (size_t i = 0; i < 8; i++)
        assert_slice_is(r.markdown.headings[i].id, ids[i]);
    arena_release(&r.arena);
}

static void headings_keep_their_level_order_and_text(void **state)
{
    (void)state;
    struct rendered r;
    render_text(&r, "# One *two*\n\ntext\n\n### Three\\\nfour\n\n"
                    "five\nsix\n---\n- #### In a <b>list</b>\n");
    const struct heading *h = r.markdown.headings;
    assert_int_equal(r.markdown.heading_count, 4);
    assert_int_equal(h[0].level, 1);
    assert_slice_is(h[0].text, "One two");
    assert_int_equal(h[1].level, 3);
    assert_slice_is(h[2].text, "five six");
    assert_slice_is(h[2].id, "five-six");
    assert_int_equal(h[3].level, 4);
    assert_slice_is(h[3].text, "In a list");
    arena_release(&r.arena);
}

static void plain_text_keeps_words_and_drops_marks(void **state)
{
    (void)state;
    static const struct {
        const char *body, *text;
    } cases[] = {
        {"# A\n\nb *c* `d`\n", "A\n\nb c d"},
        {"a\nb\\\nc", "a b\nc"},
        {"![alt *text*](x.png) [link](y)", "alt text link"},
        {"a <b>bold</b> c", "a bold c"},
        {"a<br>b<BR />c", "a\nb\nc"},
        {"a\n\n<div>raw</div>\n\nb", "a\n\nraw\n\nb"},
        {"a\n\n    code\n      more\n\nb", "a\n\ncode\n  more\n\nb"},
        {"```js\nx = 1;\n```\n", "x = 1;"},
        {"a\n\n- b\n- c\n  - d\n- e\n\nf", "a\n\nb\nc\nd\ne\n\nf"},
        {"1. a\n\n   b\n\n2. c", "a\nb\nc"},
        {"- a\n- b\n\n\n+ c", "a\nb\n\nc"},
        {"> a\n>\n> b", "a\n\nb"},
        {"***\n\na\n\n***\n\nb", "a\n\nb"},
        {"![](x.png)\n\na\n\n![](y.png)\n\nb", "a\n\nb"},
        {"&amp; &lt; \\*", "& < *"},
        {"<!-- nothing -->\n", ""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct rendered r;
        render_text(&r, cases[i].body);
        assert_slice_is(text_of(&r.markdown, &r.arena), cases[i].text);
        arena_release(&r.arena);
    }
}

static void the_excerpt_is_what_stands_above_the_mark(void **state)
{
    (void)state;
    static const struct {
        const char *body, *excerpt;
    } cases[] = {
        {"a\n\nb\n\n<!--more-->\n\nc", "a\n\nb"},
        {"a\n\n<!-- more -->\n\nc", "a"},
        {"a\n\n<!-- MORE   start  -->\n\nc", "a"},
        {"a b <!--more--> c", "a b"},
        {"# T\n\na\n\n<!--more-->", "T\n\na"},
        {"a\n\n<div>\n<!--more-->\n</div>", "a"},
        {"a\n\n<!--more-->\n\nb\n\n<!--more-->", "a"},
        {"first\n\nsecond\n\n`<!--more-->`", "first"},
        {"a\n\nb\n\n<!-- truncate -->\n\nc", "a\n\nb"},
        {"first\n\nsecond\n\n<!--more end-->", "first"},
        {"first\n\nsecond\n\n<!--truncated-->", "first"},
        {"first\n\nsecond\n\n<!--moreover-->", "first"},
        {"first\n\nsecond\n\n<!--morestart-->", "first"},
        {"<!--more-->\n\nfirst", "first"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct rendered r;
        render_text(&r, cases[i].body);
        assert_slice_is(r.markdown.excerpt, cases[i].excerpt);
        arena_release(&r.arena);
    }
}

static void else_the_excerpt_is_the_first_paragraph(void **state)
{
    (void)state;
    static const struct {
        const char *body, *excerpt;
    } cases[] = {
        {"# T\n\nfirst\n*line*  \ntwo\n\nsecond", "first line two"},
        {"> quote\n\nfirst", "first"},
        {"- item\n\nfirst", "first"},
        {"> quote\n\n- item", "quote"},
        {"![](x.png)\n\nfirst", "first"},
        {"<b></b>\n\nfirst", "first"},
        {"    code\n\nfirst", "first"},
        {"&nbsp;\n\n\f\n\nfirst", "first"},
        {"![hero](a.png)\n\nText.", "Text."},
        {"[![hero](a.png)](b) ![two](c.png)\n\n> Quote.", "Quote."},
        {"![hero](a.png) with words\n\nText.", "with words"},
    };
    struct rendered r;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        render_text(&r, cases[i].body);
        assert_slice_is(r.markdown.excerpt, cases[i].excerpt);
        arena_release(&r.arena);
    }
    static const char *const without[] = {"",
                                          "# T",
                                          "    code",
                                          "<div>raw</div>",
                                          "![](x.png)",
                                          "\f",
                                          "&nbsp;",
                                          "&nbsp;\n\n<!--more-->",
                                          "![hero](a.png)\n\n# Only a heading"};
    for (size_t i = 0; i < ARRAY_COUNT(without); i++) {
        render_text(&r, without[i]);
        assert_null(r.markdown.excerpt.data);
        arena_release(&r.arena);
    }
}

static size_t count_characters(struct slice text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

static void check_excerpt(const char *unit, size_t units, size_t characters,
                          const char *end)
{
    struct str body = {0};
    struct rendered r;
    for (size_t i = 0; i < units; i++)
        str_append_text(&body, unit);
    render_text(&r, str_slice(&body).data);
    assert_int_equal(count_characters(r.markdown.excerpt), characters);
    assert_true(slice_ends(r.markdown.excerpt, end));
    arena_release(&r.arena);
    str_release(&body);
}

static void a_long_excerpt_is_cut_at_a_word(void **state)
{
    (void)state;
    check_excerpt("x", 200, 200, "xx");
    check_excerpt("x", 201, 200, "x\xE2\x80\xA6");
    check_excerpt("word ", 40, 199, "word");
    check_excerpt("word ", 41, 200, "word\xE2\x80\xA6");
    check_excerpt("longer ", 40, 196, "longer\xE2\x80\xA6");
    check_excerpt("\xC3\xA4\xC3\xB6 ", 67, 200, "\xC3\xB6");
    check_excerpt("\xE6\x97\xA5", 300, 200, "\xE6\x97\xA5\xE2\x80\xA6");
    /* A letter and its mark stay together. */
    check_excerpt("e\xCC\x81", 150, 199, "e\xCC\x81\xE2\x80\xA6");
}

static void words_are_counted_between_blanks(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        unsigned words, minutes;
    } cases[] = {
        {"one two three", 3, 1},
        {"one - two \xE2\x80\x94 three ...", 3, 1},
        {"do\xE2\x80\x94"
         "fixing isn\xE2\x80\x99t well-known",
         3, 1},
        {"# One\n\n- two\n- three", 3, 1},
        {"a<br>b", 2, 1},
        {"\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E\xE3\x80\x82", 3, 1},
        {"Go\xE8\xAF\xAD\xE8\xA8\x80 1.22", 4, 1},
        {"one\xC2\xA0two\xE3\x80\x80three", 3, 1},
        {"\xD0\x96\xD0\xB8 2024", 2, 1},
        {"...", 0, 0},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct rendered r;
        render_text(&r, cases[i].body);
        assert_int_equal(r.markdown.word_count, cases[i].words);
        assert_int_equal(r.markdown.reading_time, cases[i].minutes);
        arena_release(&r.arena);
    }
}

static void check_minutes(const char *unit, size_t units, unsigned minutes)
{
    struct str body = {0};
    struct rendered r;
    for (size_t i = 0; i < units; i++)
        str_append_text(&body, unit);
    render_text(&r, str_slice(&body).data);
    assert_int_equal(r.markdown.word_count, units);
    assert_int_equal(r.markdown.reading_time, minutes);
    arena_release(&r.arena);
    str_release(&body);
}

static void reading_takes_a_minute_for_200_words_or_500_characters(void **state)
{
    (void)state;
    check_minutes("word ", 1, 1);
    check_minutes("word ", 299, 1);
    check_minutes("word ", 300, 2);
    check_minutes("word ", 1000, 5);
    check_minutes("\xE6\x97\xA5", 749, 1);
    check_minutes("\xE6\x97\xA5", 750, 2);
    check_minutes("\xE6\x97\xA5", 2500, 5);
}

struct comparison {
    struct slice body;
    struct slice html; /* as one thread alone has it */
    atomic_size_t equal;
};

static void render_and_compare(void *context, size_t index)
{
    struct comparison *comparison = context;
    struct rendered r;
    (void)index;
    render(&r, comparison->body);
    if (slice_equal(escaped_html_of(&r.markdown, &r.arena), comparison->html))
        atomic_fetch_add(&comparison->equal, 1);
    arena_release(&r.arena);
}

/* Long enough for threads to meet in the middle of a parse. */
static void many_threads_get_what_one_gets(void **state)
{
    (void)state;
    struct str body = {0};
    struct rendered alone;
    for (int i = 0; i < 200; i++)
        str_append_text(&body, "# A\n\na ~~b~~ *c* www.a.bc\n\n");
    render_text(&alone, body.data);
    struct comparison comparison = {
        str_slice(&body), escaped_html_of(&alone.markdown, &alone.arena), 0};
    parallel_for(500, 4, render_and_compare, &comparison);
    assert_int_equal(atomic_load(&comparison.equal), 500);
    arena_release(&alone.arena);
    str_release(&body);
}

static void extensions_are_there_with_the_engine_that_has_them(void **state)
{
    (void)state;
    static const struct {
        const char *body, *mark;
    } cases[] = {
        {"|a|b|\n|-|-|\n|c|d|\n", "<table>"},
        {"~~a~~", "<del>a</del>"},
        {"see www.example.org", "<a href=\"http://www.example.org\">"},
        {"- [x] a", "type=\"checkbox\""},
        {"a[^1]\n\n[^1]: b", "class=\"footnote-ref\""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct rendered r;
        render_text(&r, cases[i].body);
        struct slice html = html_of(&r.markdown, &r.arena);
        size_t at = slice_find(html, 0, slice_of(cases[i].mark));
        assert_int_equal(at < html.size, is_gfm());
        arena_release(&r.arena);
    }
}

static void tables_and_footnotes_have_plain_text(void **state)
{
    (void)state;
    struct rendered r;
    if (!is_gfm())
        skip();
    render_text(&r, "x\n\n|a b|c|\n|-|-|\n|d|*e*|\n\ny[^1]\n\n[^1]: note\n");
    assert_slice_is(text_of(&r.markdown, &r.arena),
                    "x\n\na b c\nd e\n\ny\n\nnote");
    assert_slice_is(r.markdown.excerpt, "x");
    arena_release(&r.arena);
}

static void the_engine_has_a_name_and_a_version(void **state)
{
    (void)state;
    const char *name = markdown_engine(extensions);
    assert_int_equal(strncmp(name, is_gfm() ? "cmark-gfm 0." : "cmark 0.", 8),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_html_is_that_of_cmark_with_ids_in_headings),
        cmocka_unit_test(a_nul_becomes_a_replacement_character),
        cmocka_unit_test(nothing_at_all_is_an_empty_body),
        cmocka_unit_test(ids_are_made_as_github_makes_them),
        cmocka_unit_test(equal_headings_get_numbers_that_nobody_else_has),
        cmocka_unit_test(headings_keep_their_level_order_and_text),
        cmocka_unit_test(plain_text_keeps_words_and_drops_marks),
        cmocka_unit_test(the_excerpt_is_what_stands_above_the_mark),
        cmocka_unit_test(else_the_excerpt_is_the_first_paragraph),
        cmocka_unit_test(a_long_excerpt_is_cut_at_a_word),
        cmocka_unit_test(words_are_counted_between_blanks),
        cmocka_unit_test(
            reading_takes_a_minute_for_200_words_or_500_characters),
        cmocka_unit_test(many_threads_get_what_one_gets),
        cmocka_unit_test(extensions_are_there_with_the_engine_that_has_them),
        cmocka_unit_test(tables_and_footnotes_have_plain_text),
        cmocka_unit_test(the_engine_has_a_name_and_a_version),
    };
    int failures = cmocka_run_group_tests_name("cmark", tests, NULL, NULL);
    extensions = MARKDOWN_GFM;
    return failures +
           cmocka_run_group_tests_name("cmark-gfm", tests, NULL, NULL);
}
