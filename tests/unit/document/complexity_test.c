/* complexity_test.c - bodies whose cost must stay bounded. */
#include "test.h"

#include "document/complexity.h"
#include "document/markdown.h"

#include <pthread.h>

#define SMALL_STACK_BYTES (512 * 1024)

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

static void check_accepted(const struct str *body)
{
    struct rendered r;
    render(&r, str_slice(body));
    assert_true(r.ok);
    assert_int_equal(r.diagnostics.count, 0);
    arena_release(&r.arena);
}

static bool is_gfm(void)
{
    return extensions != 0;
}

/* `head` and then `unit` until the body has `size` bytes. */
static struct str make_body(const char *head, const char *unit, size_t size)
{
    struct str body = {0};
    str_append_text(&body, head);
    while (body.size < size)
        str_append_text(&body, unit);
    return body;
}

static void check_refused(const struct str *body, unsigned line,
                          const char *message)
{
    struct rendered r;
    render(&r, str_slice(body));
    assert_false(r.ok);
    assert_int_equal(r.diagnostics.error_count, 1);
    const struct diagnostic *d = &r.diagnostics.items[0];
    assert_int_equal(d->code, DIAGNOSTIC_BODY_TOO_COMPLEX);
    assert_int_equal(d->line, line);
    assert_slice_is(d->path, "x.md");
    assert_true(slice_find(d->message, 0, slice_of(message)) < d->message.size);
    assert_true(d->hint.size > 0);
    arena_release(&r.arena);
}

static void too_many_brackets_are_refused_with_their_line(void **state)
{
    (void)state;
    struct str body = make_body("a\n\nb\n", "[", 5 + MARKDOWN_MAX_BRACKETS);
    check_accepted(&body);
    str_append_text(&body, "\n[\n[");
    check_refused(&body, 14, "60000 opening brackets");
    str_release(&body);
}

static void lists_too_deep_for_their_lines_are_refused(void **state)
{
    (void)state;
    struct str body = make_body("x\n", "- ", 20002);
    check_accepted(&body);
    str_append_char(&body, 'a');
    str_append_repeat(&body, '\n', 6000);
    check_refused(&body, 11, "column 19999 in a body of 6001 lines");
    str_release(&body);

    body = make_body("x\r\n\t1) ", "> ", 20000);
    str_append_repeat(&body, '\r', 6000);
    check_refused(&body, 11, "in a body of 6001 lines");
    str_release(&body);
}

static void rules_and_code_are_not_nested(void **state)
{
    (void)state;
    static const char *const lines[] = {"----------",  "1234567890",
                                        "          x", "..........",
                                        "**********",  "-x-x-x-x-x"};
    for (size_t i = 0; i < ARRAY_COUNT(lines); i++) {
        struct str body = make_body("", lines[i], 10000);
        str_append_repeat(&body, '\n', 100000);
        check_accepted(&body);
        str_release(&body);
    }
}

static void unclosed_raw_html_is_refused_where_it_costs(void **state)
{
    (void)state;
    struct str body = make_body("a\nx", "<?", 150000);
    if (is_gfm())
        check_refused(&body, 11, "'<!' and '<?'");
    else
        check_accepted(&body);
    str_release(&body);
}

static void too_many_marks_are_refused_with_their_line(void **state)
{
    (void)state;
    struct str body = make_body("", "a*_&\n", COMPLEXITY_MAX_MARKS / 4 * 5);
    str_append_text(&body, "\nx");
    check_refused(&body, 10 + COMPLEXITY_MAX_MARKS / 4, "characters of markup");
    body.size -= 2;
    check_accepted(&body);
    str_release(&body);

    body = make_body("a\n\n", "- ", 2 * COMPLEXITY_MAX_MARKS + 8);
    check_refused(&body, 12, "characters of markup");
    str_release(&body);
}

static void a_table_is_as_wide_in_every_row(void **state)
{
    (void)state;
    struct str body = make_body("", "|a", 2000);
    struct str below = make_body("\n", "|-", 2001);
    str_append(&body, str_slice(&below));
    for (unsigned i = 0; i < 498; i++)
        str_append_text(&body, "\n|b");
    check_accepted(&body);
    str_append_text(&body, "\n|b");
    if (is_gfm())
        check_refused(&body, 510, "more than 500000 cells");
    else
        check_accepted(&body);
    str_release(&below);
    str_release(&body);
}

static void addresses_in_long_lines_are_refused_where_they_cost(void **state)
{
    (void)state;
    struct str body = make_body("x\n", "a@b.c\n", 100000);
    check_accepted(&body);
    str_release(&body);
    body = make_body("x\n", "a@b.c ", 40000);
    if (is_gfm())
        check_refused(&body, 11, "'@'");
    else
        check_accepted(&body);
    str_release(&body);
}

static void hosts_in_long_words_are_refused_where_they_cost(void **state)
{
    (void)state;
    struct str body = make_body("x\n", "www._ ", 400000);
    check_accepted(&body);
    str_release(&body);
    body = make_body("x\n", "www._", 40000);
    if (is_gfm())
        check_refused(&body, 11, "'www.'");
    else
        check_accepted(&body);
    str_release(&body);
}

static void *render_hostile_bodies(void *unused)
{
    static const char *const units[] = {"> ",   ">",   "- ", "1. ", "*a_ ",
                                        "**a ", "<b>", "`a", "](",  "# "};
    (void)unused;
    for (size_t i = 0; i < ARRAY_COUNT(units); i++) {
        struct str body = make_body("", units[i], 100000);
        struct rendered r;
        render(&r, str_slice(&body));
        arena_release(&r.arena);
        str_release(&body);
    }
    return NULL;
}

static void deep_nesting_needs_no_deep_stack(void **state)
{
    (void)state;
    pthread_attr_t attributes;
    pthread_t thread;
    assert_int_equal(pthread_attr_init(&attributes), 0);
    assert_int_equal(pthread_attr_setstacksize(&attributes, SMALL_STACK_BYTES),
                     0);
    assert_int_equal(
        pthread_create(&thread, &attributes, render_hostile_bodies, NULL), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    (void)pthread_attr_destroy(&attributes);
}

static struct markdown_cost cost_of(const char *unit, size_t count,
                                    const char *end)
{
    struct str body = {0};
    for (size_t i = 0; i < count; i++)
        str_append_text(&body, unit);
    str_append_text(&body, end);
    const struct markdown_input input = {.body = str_slice(&body),
                                         .options = {.extensions = extensions}};
    struct markdown_cost cost = markdown_cost(&input);
    str_release(&body);
    return cost;
}

#define SECOND 100000000 /* in units of effort */

static void the_cost_of_slow_bodies_is_known(void **state)
{
    (void)state;
    struct markdown_cost usual =
        cost_of("Some words, *most* plain.\n", 400, "");
    assert_in_range(usual.effort, 1000, SECOND / 100);
    assert_in_range(usual.bytes, 100000, 2000000);
    assert_true(cost_of("[", 59999, "").effort > SECOND);
    assert_true(cost_of("> ", 9000, "\n\n\n").effort > usual.effort);
    assert_true(cost_of("- a\n", 100000, "").bytes > 50000000);
    bool are_slow = cost_of("a<!", 100000, "").effort > SECOND;
    assert_int_equal(are_slow, extensions != 0);
}

/* Each gets a copy of the address and the title. */
static void links_that_repeat_long_definitions_are_refused(void **state)
{
    static const char *const heads[] = {
        "[a]: /",
        "> [A\n>  ]:\n>   <",
        "- [ a ]: /x\n  \"\n  ",
        "[b][a] [a][] ![a]\n\n [a]: /x (",
    };
    static const char *const tails[] = {"\n\n", ">\n\n", "\"\n\n", ")\n\n"};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(heads); i++) {
        struct str body = make_body(heads[i], "y", 100 * 1000);
        str_append_text(&body, tails[i]);
        check_accepted(&body);
        for (size_t count = 0; count < 700; count++)
            str_append_text(&body, "[a] ");
        struct rendered r;
        render(&r, str_slice(&body));
        assert_false(r.ok);
        assert_int_equal(r.diagnostics.items[0].code,
                         DIAGNOSTIC_BODY_TOO_COMPLEX);
        arena_release(&r.arena);
        str_release(&body);
    }
    struct str body = make_body("", "[x] ", 4 * 1000);
    str_append_text(&body, "\n\n");
    for (size_t i = 0; i < 20; i++) /* images as Google Docs writes them */
        str_appendf(&body, "![][image%zu]\n\n[image%zu]: <data:%0*d>\n\n", i, i,
                    80 * 1000, 0);
    check_accepted(&body);
    str_clear(&body);
    for (size_t i = 0; i < 20000; i++) /* no end of a title */
        str_append_text(&body, "[a]: /x \"\n");
    check_accepted(&body);
    str_release(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(too_many_brackets_are_refused_with_their_line),
        cmocka_unit_test(lists_too_deep_for_their_lines_are_refused),
        cmocka_unit_test(rules_and_code_are_not_nested),
        cmocka_unit_test(unclosed_raw_html_is_refused_where_it_costs),
        cmocka_unit_test(too_many_marks_are_refused_with_their_line),
        cmocka_unit_test(a_table_is_as_wide_in_every_row),
        cmocka_unit_test(addresses_in_long_lines_are_refused_where_they_cost),
        cmocka_unit_test(hosts_in_long_words_are_refused_where_they_cost),
        cmocka_unit_test(links_that_repeat_long_definitions_are_refused),
        cmocka_unit_test(deep_nesting_needs_no_deep_stack),
        cmocka_unit_test(the_cost_of_slow_bodies_is_known),
    };
    int failures = cmocka_run_group_tests_name("cmark", tests, NULL, NULL);
    extensions = MARKDOWN_GFM;
    return failures +
           cmocka_run_group_tests_name("cmark-gfm", tests, NULL, NULL);
}
