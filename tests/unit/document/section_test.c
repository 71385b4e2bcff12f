/* section_test.c - a heading and what follows it. */
#include "test.h"

#include "document/section.h"
#include "html.h"

struct example {
    const char *body, *id;
    const char *html, *text, *markdown; /* NULL: not looked at */
};

static struct source *parse(const char *body)
{
    const struct parse_options options = {
        .markdown = {.extensions = MARKDOWN_GFM}, .max_bytes = 1000000};
    return source_parse(SLICE("a.md"), slice_of(body), &options);
}

static void check(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct example *example = &examples[i];
        struct source *source = parse(example->body);
        struct body_section section;
        struct arena arena = {0};
        assert_true(
            section_find(source, slice_of(example->id), &arena, &section));
        assert_slice_is(section.id, example->id);
        if (example->html != NULL)
            assert_slice_is(html_of(&section.body, &arena), example->html);
        if (example->text != NULL)
            assert_slice_is(text_of(&section.body, &arena), example->text);
        if (example->markdown != NULL)
            assert_slice_is(section.markdown, example->markdown);
        arena_release(&arena);
        source_unref(source);
    }
}

#define CHECK(examples) check(examples, sizeof(examples) / sizeof(examples)[0])

static void a_section_ends_at_the_next_heading_of_its_level(void **state)
{
    (void)state;
    static const char *const body =
        "intro\n\n# A\n\na\n\n## B\n\nb\n\n### C\n\nc\n\n## D\n\nd\n\nE\n=\n";
    const struct example examples[] = {
        {body, "a",
         "<h1 id=\"a\">A</h1>\n<p>a</p>\n<h2 id=\"b\">B</h2>\n<p>b</p>\n"
         "<h3 id=\"c\">C</h3>\n<p>c</p>\n<h2 id=\"d\">D</h2>\n<p>d</p>\n",
         "A\n\na\n\nB\n\nb\n\nC\n\nc\n\nD\n\nd",
         "# A\n\na\n\n## B\n\nb\n\n### C\n\nc\n\n## D\n\nd\n"},
        {body, "b",
         "<h2 id=\"b\">B</h2>\n<p>b</p>\n<h3 id=\"c\">C</h3>\n<p>c</p>\n",
         "B\n\nb\n\nC\n\nc", "## B\n\nb\n\n### C\n\nc\n"},
        {body, "d", "<h2 id=\"d\">D</h2>\n<p>d</p>\n", "D\n\nd", "## D\n\nd\n"},
        {body, "e", "<h1 id=\"e\">E</h1>\n", "E", "E\n=\n"},
    };
    CHECK(examples);
}

static void ids_are_those_of_the_whole_document(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"# A\n\na\n\n# A\n\nb", "a-1", "<h1 id=\"a-1\">A</h1>\n<p>b</p>\n",
         "A\n\nb", "# A\n\nb\n"},
    };
    CHECK(examples);
}

static void a_heading_within_a_block_has_the_rest_of_it(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"> # A\n> a\n>\n> ## B\n> b\n\nc", "a",
         "<h1 id=\"a\">A</h1>\n<p>a</p>\n<h2 id=\"b\">B</h2>\n<p>b</p>\n",
         "A\n\na\n\nB\n\nb", "> # A\n> a\n>\n> ## B\n> b\n"},
        {"- # A\n  a\n- b\n\nc", "a", "<h1 id=\"a\">A</h1>\n<p>a</p>\n", "A\na",
         "- # A\n  a\n"},
        {"# A\n\n> # B\n\na\n\n# C", "a",
         "<h1 id=\"a\">A</h1>\n<blockquote>\n<h1 id=\"b\">B</h1>\n"
         "</blockquote>\n<p>a</p>\n",
         "A\n\nB\n\na", "# A\n\n> # B\n\na\n"},
    };
    CHECK(examples);
}

#define REFERENCE(label, index, number)                                        \
    "<sup class=\"footnote-ref\"><a href=\"#fn-" label                         \
    "\" id=\"fnref-" label index "\" data-footnote-ref>" number "</a></sup>"
#define BACK(label, index)                                                     \
    "<a href=\"#fnref-" label index                                            \
    "\" class=\"footnote-backref\" data-footnote-backref "                     \
    "aria-label=\"Back to content\">\xE2\x86\xA9"

static void footnotes_keep_their_numbers_and_come_along(void **state)
{
    (void)state;
    static const char *const body =
        "# A\n\na[^x] b[^y]\n\n[^z]: Z\n\n# B\n\nc[^y]\n\n[^y]: Y[^z]\n"
        "[^x]: X\n";
    const struct example examples[] = {
        {body, "b",
         "<h1 id=\"b\">B</h1>\n<p>c" REFERENCE(
             "y", "-2",
             "2") "</p>\n"
                  "<section class=\"footnotes\" data-footnotes>\n<ol>\n"
                  "<li id=\"fn-y\" value=\"2\">\n<p>Y" REFERENCE(
                      "z", "",
                      "3") " " BACK("y", "-2") "<sup "
                                               "class=\"footnote-ref\">2</"
                                               "sup></a></p>\n</li>\n"
                                               "<li id=\"fn-z\">\n<p>Z " BACK(
                                                   "z",
                                                   "") "</a></p>\n</li>\n"
                                                       "</ol>\n</section>\n",
         "B\n\nc\n\nY\n\nZ", "# B\n\nc[^y]\n\n[^y]: Y[^z]\n\n[^z]: Z\n"},
        {body, "a", NULL, "A\n\na b\n\nX\n\nY\n\nZ",
         "# A\n\na[^x] b[^y]\n\n[^x]: X\n\n[^y]: Y[^z]\n\n[^z]: Z\n"},
        {"# A\n\n[^x]\n\n# B\n\nb\n\n[^x]: X\n", "b",
         "<h1 id=\"b\">B</h1>\n<p>b</p>\n", "B\n\nb", "# B\n\nb\n"},
    };
    CHECK(examples);
}

static void definitions_of_links_come_along(void **state)
{
    (void)state;
    static const char *const rest =
        "# A\n\n[a][One  Two], [three], ![four][]\n\n# B\n\nb\n\n"
        "[one two]: /1\n[three]:\n  /3\n  'title'\n [Four]: /4 \"t\"\n"
        "[five]: /5\n";
    const struct example examples[] = {
        {rest, "a", NULL, NULL,
         "# A\n\n[a][One  Two], [three], ![four][]\n\n"
         "[one two]: /1\n[three]:\n  /3\n  'title'\n [Four]: /4 \"t\"\n"},
        {"[a]: /a\n\n# A\n\nb", "a", NULL, NULL, "# A\n\nb\n"},
        {"# A\n\n[a]\n\n[a]: /a\n", "a", NULL, NULL, "# A\n\n[a]\n\n[a]: /a\n"},
        {"# A\n\n[a]\n\n# B\n\n```\n[a]: /code\n```\n\n[a]: /b\n", "a", NULL,
         NULL, "# A\n\n[a]\n\n[a]: /b\n"},
    };
    CHECK(examples);
}

static void links_stay_in_their_slots(void **state)
{
    (void)state;
    struct source *source = parse("[a](a.md)\n\n# B\n\n[b](b.md)\n\n# C\n\n"
                                  "[c](c.md)\n");
    struct body_section section;
    struct arena arena = {0};
    assert_true(section_find(source, SLICE("b"), &arena, &section));
    assert_int_equal(section.body.slot_count, 3);
    const struct slot *slots = section.body.slots;
    assert_int_equal(slots[0].end, 0);
    assert_int_equal(slots[2].end, 0);
    assert_slice_is(slice_sub(escaped_html_of(&section.body, &arena),
                              slots[1].start, slots[1].end),
                    "b.md");
    arena_release(&arena);
    source_unref(source);
}

static void comments_stay_out(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"# A\n\na <!-- secret -->\n\n<!-- secret\nof two lines -->\n\n# B\n",
         "a", "<h1 id=\"a\">A</h1>\n<p>a</p>\n", "A\n\na", NULL},
        {"<!-- secret\nof two lines -->\n\n# A\n\na\n", "a", NULL, NULL,
         "# A\n\na\n"},
    };
    CHECK(examples);
}

static void the_toc_is_that_of_the_section(void **state)
{
    (void)state;
    struct source *source = parse("# A\n\n## B\n\n### C\n\n## D\n");
    struct body_section section;
    struct arena arena = {0};
    assert_true(section_find(source, SLICE("b"), &arena, &section));
    assert_slice_is(toc_of(&section.body, &arena),
                    "[{\"level\":2,\"id\":\"b\",\"text\":\"B\",\"children\":["
                    "{\"level\":3,\"id\":\"c\",\"text\":\"C\",\"children\":[]}"
                    "]}]");
    assert_int_equal(section.body.heading_count, 2);
    arena_release(&arena);
    source_unref(source);
}

static void what_is_no_heading_has_no_section(void **state)
{
    (void)state;
    struct source *source = parse("# A\n\n<h2 id=\"b\">B</h2>\n");
    struct body_section section;
    struct arena arena = {0};
    assert_false(section_find(source, SLICE("b"), &arena, &section));
    assert_false(section_find(source, SLICE(""), &arena, &section));
    arena_release(&arena);
    source_unref(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_section_ends_at_the_next_heading_of_its_level),
        cmocka_unit_test(ids_are_those_of_the_whole_document),
        cmocka_unit_test(a_heading_within_a_block_has_the_rest_of_it),
        cmocka_unit_test(footnotes_keep_their_numbers_and_come_along),
        cmocka_unit_test(definitions_of_links_come_along),
        cmocka_unit_test(links_stay_in_their_slots),
        cmocka_unit_test(comments_stay_out),
        cmocka_unit_test(the_toc_is_that_of_the_section),
        cmocka_unit_test(what_is_no_heading_has_no_section),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
