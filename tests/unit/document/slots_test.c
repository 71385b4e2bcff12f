/* slots_test.c - which links wait for the rest of the site, and where in the
 * HTML they are. */
#include "test.h"

#include "html.h"

/* One rendered body and the memory that it lives in. */
struct rendered {
    struct arena arena;
    struct diagnostics diagnostics;
    struct markdown markdown;
};

/* Every test is run with each flavor. */
static unsigned extensions;

static void render_all(struct rendered *r, const char *body)
{
    *r = (struct rendered){.diagnostics.path = SLICE("x.md")};
    r->diagnostics.arena = &r->arena;
    assert_true(
        markdown_render(slice_of(body), 10,
                        &(struct markdown_options){.keeps_comments = true,
                                                   .extensions = extensions},
                        &r->arena, &r->diagnostics, &r->markdown));
    assert_int_equal(r->diagnostics.count, 0);
}

static void render(struct rendered *r, const char *body)
{
    render_all(r, body);
    keep_links(&r->markdown);
}

static struct slice slot_html(struct rendered *r, size_t index)
{
    const struct slot *slot = &r->markdown.slots[index];
    return slice_sub(escaped_html_of(&r->markdown, &r->arena), slot->start,
                     slot->end);
}

static void check_no_slots(const char *body)
{
    struct rendered r;
    render(&r, body);
    assert_int_equal(r.markdown.slot_count, 0);
    arena_release(&r.arena);
}

static void what_depends_on_no_other_file_is_no_slot(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "[a](https://example.org/b.md)",
        "[a](mailto:a@b.md)",
        "[a](x-app+1.0:b.md)",
        "[a](//example.org/b.md)",
        "[a](#b.md)",
        "[a](?b.md)",
        "[a]()",
        "[a](<>)",
        "![a]()",
        "![a](/{{site.images}}/b.png)",
        "[a]({{page.url}}/b.md)",
        "[a](b/{%x%}.md)",
        "![a](@/assets/b.png)",
        "![a](~/assets/b.png)",
        "<https://example.org/a.md>",
        "<a href=\"b.md\">raw</a> <img src=\"c.png\">",
        "<p><a href=\"b.md\">raw</a></p>",
        "`[a](b.md)`",
        "    [a](b.md)",
        "\\[a](b.md)",
        "{{< ref \"b.md\" >}}",
        "[a]({{< ref \"b.md\" >}})",
    };
    for (size_t i = 0; i < ARRAY_COUNT(bodies); i++)
        check_no_slots(bodies[i]);
}

static void what_does_is_kept_as_written_and_found_in_the_html(void **state)
{
    (void)state;
    static const struct {
        const char *body, *destination, *html;
    } cases[] = {
        {"[a](b.md)", "b.md", "b.md"},
        {"[a](./b.MD?c=1&d='2'#e)", "./b.MD?c=1&d='2'#e",
         "./b.MD?c=1&amp;d=&#x27;2&#x27;#e"},
        {"[a](../b.markdown \"t\")", "../b.markdown", "../b.markdown"},
        {"[a](/b/c.mdx)", "/b/c.mdx", "/b/c.mdx"},
        {"[a](/b)", "/b", "/b"},
        {"[a](<b c.md>)", "b c.md", "b%20c.md"},
        {"[a](b%20c.md)", "b%20c.md", "b%20c.md"},
        {"[a](\xC3\xBC.md)", "\xC3\xBC.md", "%C3%BC.md"},
        {"[a](b&auml;\\*.md)", "b\xC3\xA4*.md", "b%C3%A4*.md"},
        {"[a](b\\\".md)", "b\".md", "b%22.md"},
        {"[a][b]\n\n[b]: c.md", "c.md", "c.md"},
        {"[a](b)", "b", "b"},
        {"[a](/b.txt#c.md)", "/b.txt#c.md", "/b.txt#c.md"},
        {"[a](1.pdf)", "1.pdf", "1.pdf"},
        {"[a](.:b)", ".:b", ".:b"},
        {"![a](b.png)", "b.png", "b.png"},
        {"![a\"b](../c.png \"d\")", "../c.png", "../c.png"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct rendered r;
        render(&r, cases[i].body);
        assert_int_equal(r.markdown.slot_count, 1);
        assert_slice_is(r.markdown.slots[0].destination, cases[i].destination);
        assert_slice_is(slot_html(&r, 0), cases[i].html);
        assert_int_equal(r.markdown.slots[0].line, 10);
        arena_release(&r.arena);
    }
}

static void the_html_shows_nothing_of_them(void **state)
{
    (void)state;
    static const struct {
        const char *body, *html;
    } cases[] = {
        {"[a](b.md) [c](#d)",
         "<p><a href=\"b.md\">a</a> <a href=\"#d\">c</a></p>\n"},
        {"# [a](b.md) c\n\n# [a](b.md) c",
         "<h1 id=\"a-c\"><a href=\"b.md\">a</a> c</h1>\n"
         "<h1 id=\"a-c-1\"><a href=\"b.md\">a</a> c</h1>\n"},
        {"**[a](b.md)**![c](d.png)",
         "<p><strong><a href=\"b.md\">a</a></strong>"
         "<img src=\"d.png\" alt=\"c\" /></p>\n"},
        {"- [a](b.md)\n- c",
         "<ul>\n<li><a href=\"b.md\">a</a></li>\n<li>c</li>\n</ul>\n"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct rendered r;
        render(&r, cases[i].body);
        assert_slice_is(html_of(&r.markdown, &r.arena), cases[i].html);
        arena_release(&r.arena);
    }
}

static void they_are_in_the_order_of_the_html(void **state)
{
    (void)state;
    static const char *const wanted[] = {"1.md", "2.png", "3.md",
                                         "4.md", "5.png", "6.md"};
    struct rendered r;
    render(&r, "# A [b](1.md) ![c](2.png)\n\n"
               "> - *d [e](3.md)*\n>\n> f\n\n"
               "[![g](5.png)](4.md) [h][i]\n\n[i]: 6.md\n");
    assert_int_equal(r.markdown.slot_count, 6);
    size_t end = 0;
    for (size_t i = 0; i < 6; i++) {
        assert_slice_is(r.markdown.slots[i].destination, wanted[i]);
        assert_slice_is(slot_html(&r, i), wanted[i]);
        assert_true(r.markdown.slots[i].start > end);
        end = r.markdown.slots[i].end;
    }
    arena_release(&r.arena);
}

/* What is in each tag up to the place of its attributes. */
static void images_have_a_place_for_attributes(void **state)
{
    (void)state;
    static const struct {
        const char *body, *before, *destination;
    } cases[] = {
        {"![a](b.png)", "<p><img src=\\\"b.png\\\"", "b.png"},
        {"![a](https://far/b.png)", "<p><img src=\\\"https://far/b.png\\\"",
         ""},
        {"a <img src=\"b&amp;.png\">", "<p>a <img", "b&.png"},
        {"<p><img src=b.png></p>", "<p><img", "b.png"},
        {"<p><img src=b.png width=3></p>", "<p><img", ""},
        {"<script>\n'<img src=b>'\n</script>\n\nb <img src='b'>",
         "<script>\\n'<img src=b>'\\n</script>\\n<p>b <img", "b"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct rendered r;
        render_all(&r, cases[i].body);
        const struct slot *slot = &r.markdown.slots[r.markdown.slot_count - 1];
        if (slot->kind == SLOT_SOURCE)
            slot--;
        assert_int_equal(slot->kind, SLOT_IMAGE);
        assert_int_equal(slot->start, slot->end);
        assert_slice_is(slot->destination, cases[i].destination);
        assert_slice_is(
            slice_sub(escaped_html_of(&r.markdown, &r.arena), 0, slot->start),
            cases[i].before);
        arena_release(&r.arena);
    }
}

static void tags_of_images_have_their_sources(void **state)
{
    (void)state;
    static const struct {
        const char *body, *html, *destination; /* NULL: none */
    } cases[] = {
        {"a <img src=\"b&amp;.png\">", "b&amp;.png", "b&.png"},
        {"<p><img alt=\"src=c\" src=b.png></p>", "b.png", "b.png"},
        {"<p><img width=3 src=' b.png '></p>", "b.png", "b.png"},
        {"<p><img src=\"https://far/b.png\"></p>", NULL, NULL},
        {"<p><img src=\"{{ b }}.png\"></p>", NULL, NULL},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct rendered r;
        size_t k = 0;
        render_all(&r, cases[i].body);
        while (k < r.markdown.slot_count &&
               r.markdown.slots[k].kind != SLOT_SOURCE)
            k++;
        assert_int_equal(k < r.markdown.slot_count, cases[i].html != NULL);
        if (cases[i].html != NULL) {
            assert_slice_is(slot_html(&r, k), cases[i].html);
            assert_slice_is(r.markdown.slots[k].destination,
                            cases[i].destination);
        }
        arena_release(&r.arena);
    }
}

/* The text that stands for an image has no links. */
static void what_is_inside_an_image_is_none(void **state)
{
    (void)state;
    struct rendered r;
    render(&r, "![a [b](c.md) ![d](e.png) f](g.png) [h](i.md)");
    assert_slice_is(html_of(&r.markdown, &r.arena),
                    "<p><img src=\"g.png\" alt=\"a b d f\" /> "
                    "<a href=\"i.md\">h</a></p>\n");
    assert_int_equal(r.markdown.slot_count, 2);
    assert_slice_is(slot_html(&r, 0), "g.png");
    assert_slice_is(slot_html(&r, 1), "i.md");
    arena_release(&r.arena);
}

static void each_knows_the_line_of_its_paragraph(void **state)
{
    (void)state;
    static const unsigned lines[] = {10, 12, 12, 17, 20, 22};
    struct rendered r;
    render(&r, "[a](1.md)\r\n\r\nb [c](2.md)\r\nd [e](3.md)\r\n\r\n"
               "- f\n\n  [g](4.md)\n- h\n\n  > # [i](5.md)\n\n"
               "j\n[k](6.md)\n===\n");
    assert_int_equal(r.markdown.slot_count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(r.markdown.slots[i].line, lines[i]);
    arena_release(&r.arena);
}

static void tables_and_footnotes_have_slots_too(void **state)
{
    (void)state;
    struct rendered r;
    if (extensions == 0)
        skip();
    render(&r, "a[^1]\n\n[^1]: b [c](3.md)\n\n|d [e](1.md)|\n|-|\n|f|\n"
               "|~~[g](2.md)~~|\n");
    assert_int_equal(r.markdown.slot_count, 3);
    assert_slice_is(slot_html(&r, 0), "1.md");
    assert_slice_is(slot_html(&r, 1), "2.md");
    assert_slice_is(slot_html(&r, 2), "3.md");
    assert_int_equal(r.markdown.slots[0].line, 14);
    assert_int_equal(r.markdown.slots[1].line, 17);
    assert_int_equal(r.markdown.slots[2].line, 12);
    arena_release(&r.arena);
}

static void a_document_is_named_by_its_path_alone(void **state)
{
    (void)state;
    assert_true(slot_names_document(SLICE("a/b.md?c#d")));
    assert_true(slot_names_document(SLICE("b.MarkDown#c?d")));
    assert_true(slot_names_document(SLICE("statamic://entry::4f1d-7?a#b")));
    assert_false(slot_names_document(SLICE("statamic://asset::a::b.png")));
    assert_false(slot_names_document(SLICE("b.json")));
    assert_false(slot_names_document(SLICE("b?c.md")));
    assert_false(slot_names_document(SLICE("b.png#c.md")));
    assert_slice_is(slot_path(SLICE("a/b.md?c#d")), "a/b.md");
    assert_slice_is(slot_path(SLICE("a/b.md#c?d")), "a/b.md");
    assert_slice_is(slot_path(SLICE("a/b")), "a/b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_depends_on_no_other_file_is_no_slot),
        cmocka_unit_test(what_does_is_kept_as_written_and_found_in_the_html),
        cmocka_unit_test(the_html_shows_nothing_of_them),
        cmocka_unit_test(they_are_in_the_order_of_the_html),
        cmocka_unit_test(images_have_a_place_for_attributes),
        cmocka_unit_test(tags_of_images_have_their_sources),
        cmocka_unit_test(what_is_inside_an_image_is_none),
        cmocka_unit_test(each_knows_the_line_of_its_paragraph),
        cmocka_unit_test(tables_and_footnotes_have_slots_too),
        cmocka_unit_test(a_document_is_named_by_its_path_alone),
    };
    int failures = cmocka_run_group_tests_name("cmark", tests, NULL, NULL);
    extensions = MARKDOWN_GFM;
    return failures +
           cmocka_run_group_tests_name("cmark-gfm", tests, NULL, NULL);
}
