/* bodies_test.c - bodies that are meant to keep a parser busy, or to fill the
 * memory. Each either has one fault with a name or is a document like any
 * other. How long that takes is asserted nowhere: it belongs to the machine,
 * and whoever runs this notices. */
#include "../unit/test.h"

#include "document/source.h"

#define MIB      (1024 * 1024)
#define LARGEST  (16 * MIB - 1024)
#define TOO_MUCH "body-too-complex"

/* Every test is run with each flavor, which the argument says. */
static unsigned extensions;

static bool is_gfm(void)
{
    return extensions != 0;
}

struct body {
    const char *head, *unit;
    size_t size; /* as long as the units are repeated */
    const char *tail;
    const char *fault;     /* NULL: a document like any other */
    const char *gfm_fault; /* the same with cmark-gfm */
};

static void check(const struct body *body)
{
    struct str bytes = {0};
    str_append_text(&bytes, body->head);
    while (bytes.size < body->size)
        str_append_text(&bytes, body->unit);
    str_append_text(&bytes, body->tail);

    const struct parse_options options = {
        .markdown = {.extensions = extensions}, .max_bytes = 16 * MIB};
    struct source *source =
        source_parse(SLICE("x.md"), str_slice(&bytes), &options);
    const char *fault = is_gfm() ? body->gfm_fault : body->fault;
    const struct diagnostics *found = &source->diagnostics;
    if (found->count != (fault != NULL ? 1 : 0))
        print_error("'%s' times %zu\n", body->unit, body->size);
    assert_int_equal(found->count, fault != NULL ? 1 : 0);
    assert_int_equal(source->is_broken, fault != NULL);
    if (fault != NULL) {
        assert_string_equal(diagnostic_code_name(found->items[0].code), fault);
        assert_true(found->items[0].line > 0);
        assert_true(found->items[0].hint.size > 0);
    }
    source_unref(source);
    str_release(&bytes);
}

#define CHECK(bodies)                                                          \
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies)[0]; i++)            \
    check(&(bodies)[i])

static void brackets(void **state)
{
    (void)state;
    static const struct body bodies[] = {
        {"", "![[]()", 240000, "", TOO_MUCH, TOO_MUCH},
        {"", "![[]()", LARGEST, "", TOO_MUCH, TOO_MUCH},
        {"", "![[]()", 50000, "", NULL, NULL},
        {"", "[", 59999, "", NULL, NULL},
        {"", "](", MIB, "", TOO_MUCH, TOO_MUCH},
        {"", "](", 400000, "", NULL, NULL},
        {"[a](", "(", MIB, "", NULL, NULL},
        {"", "[a](<b", 300000, "", NULL, NULL},
        {"", "[a](b \"", 300000, "", NULL, NULL},
        {"", "[^a]: ", 300000, "", NULL, NULL},
        {"[a]: b\n\n", "[a] ", 200000, "", NULL, NULL},
    };
    CHECK(bodies);
}

static void links_to_other_documents(void **state)
{
    (void)state;
    static const struct body bodies[] = {
        {"", "[x](b.md) ", 599990, "", NULL, NULL},
        {"", "[x](b.md) ", 10000000, "", TOO_MUCH, TOO_MUCH},
        {"", "![x](b.png)\n", 600000, "", NULL, NULL},
        {"", "<https://example.org/b.md> ", 2 * MIB, "", NULL, NULL},
        {"[x](", "../", LARGEST, "b.md)", NULL, NULL},
        {"[x](", "a/", LARGEST, "b.md)", NULL, NULL},
        {"[x](b.md#", "%", MIB, ")", NULL, NULL},
        {"![", "[x](b.md)", 300000, "](c.png)", NULL, NULL},
    };
    CHECK(bodies);
}

static void raw_html(void **state)
{
    (void)state;
    static const struct body bodies[] = {
        {"", "<?", LARGEST, "", TOO_MUCH, TOO_MUCH},
        {"x", "<?", 400000, "", NULL, TOO_MUCH},
        {"", "a <!A ", MIB, "", NULL, TOO_MUCH},
        {"", "a <!-- ", MIB, "", NULL, TOO_MUCH},
        {"", "a<![CDATA[", 250000, "", NULL, TOO_MUCH},
        {"", "<", 400000, "", NULL, NULL},
        {"", "<a ", MIB, "", NULL, NULL},
        {"", "<a b=\"", MIB, "", NULL, NULL},
        {"", "<http:", MIB, "", NULL, NULL},
        {"", "<div>\n\n", MIB, "", NULL, NULL},
    };
    CHECK(bodies);
}

static void nesting(void **state)
{
    (void)state;
    static const struct body bodies[] = {
        {"", ">", 100000, "a", NULL, NULL},
        {"", "> ", 200000, "a\n\n\n", NULL, NULL},
        {"", "- ", 200000, "a", NULL, NULL},
        {"", "1) ", 300000, "a", NULL, NULL},
        {"", "- ", LARGEST, "a", TOO_MUCH, TOO_MUCH},
        {"", ">", LARGEST, "a", TOO_MUCH, TOO_MUCH},
        {"> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > a\n",
         "\n", 400000, "", NULL, NULL},
        {"", "-\n", 900000, "", NULL, NULL},
        {"", "- a\n  ", MIB, "", NULL, NULL},
    };
    CHECK(bodies);
}

static void emphasis(void **state)
{
    (void)state;
    static const struct body bodies[] = {
        {"", "*a ", LARGEST, "", TOO_MUCH, TOO_MUCH},
        {"", "*a ", MIB, "", NULL, NULL},
        {"", "*a_ ", 900000, "", NULL, NULL},
        {"a**b", "c* ", MIB, "", NULL, NULL},
        {"", "*", 200000, "a", NULL, NULL},
        {"", "_", 400000, "", NULL, NULL},
        {"", "**x [a*b**c*](d) ", 400000, "", NULL, NULL},
        {"", "*a **b ", 300000, "[x](b.md)", NULL, NULL},
        {"", "~~a ", MIB, "", NULL, NULL},
    };
    CHECK(bodies);
}

static void all_else(void **state)
{
    (void)state;
    static const struct body bodies[] = {
        {"", "`a", LARGEST, "", TOO_MUCH, TOO_MUCH},
        {"", "`a", 900000, "", NULL, NULL},
        {"", "&", 400000, "", NULL, NULL},
        {"", "\\", 400000, "", NULL, NULL},
        {"a", "\n", LARGEST, "", TOO_MUCH, TOO_MUCH},
        {"", "\t", LARGEST, "", NULL, NULL},
        {"", "x", LARGEST, "", NULL, NULL},
        {"", "# a\n", 400000, "", NULL, NULL},
        {"", "a\n=\n", 800000, "", NULL, NULL},
        {"", "~~~\n", MIB, "", NULL, NULL},
        {"", "www.", 2 * MIB, "", NULL, NULL},
        {"", "http://", 2 * MIB, "", NULL, NULL},
    };
    CHECK(bodies);
}

static void what_only_the_extensions_know(void **state)
{
    (void)state;
    static const struct body bodies[] = {
        {"", "a@b.c ", MIB, "", NULL, TOO_MUCH},
        {"", "a@", MIB, "", NULL, TOO_MUCH},
        {"", "a@b.c\n", MIB, "", NULL, NULL},
        {"|a|\n|-|\n", "|b|\n", MIB, "", NULL, TOO_MUCH},
        {"|a|\n|-|\n", "|b|\n", 500000, "", NULL, NULL},
        {"", "|a|\n|-|\n\n", MIB, "", NULL, NULL},
        {"", "|", MIB, "", NULL, NULL},
        {"", "www._", 400000, "", NULL, TOO_MUCH},
        {"", "_www.", 30000, "", NULL, NULL},
        {"", "www._ ", MIB, "", NULL, NULL},
        {"", "w ", LARGEST, "", NULL, TOO_MUCH},
        {"", "two ", 7 * MIB, "", NULL, NULL},
        {"", "http://_.", MIB, "", NULL, NULL},
    };
    CHECK(bodies);
}

/* A short row is as wide as the head: rows and columns multiply. */
static void wide_tables_with_many_rows(void **state)
{
    (void)state;
    static const size_t sizes[][2] = {{1000, 400}, {20000, 20000}};
    for (size_t i = 0; i < 2; i++) {
        struct str table = {0};
        for (size_t k = 0; k < sizes[i][0]; k++)
            str_append_text(&table, "|a");
        str_append_char(&table, '\n');
        for (size_t k = 0; k < sizes[i][0]; k++)
            str_append_text(&table, "|-");
        str_append_char(&table, '\n');
        for (size_t k = 0; k < sizes[i][1]; k++)
            str_append_text(&table, "|b\n");
        const struct body body = {str_slice(&table).data, "", 0, "", NULL,
                                  i > 0 ? TOO_MUCH : NULL};
        check(&body);
        str_release(&table);
    }
}

/* bodies cmark|cmark-gfm */
int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brackets),
        cmocka_unit_test(links_to_other_documents),
        cmocka_unit_test(raw_html),
        cmocka_unit_test(nesting),
        cmocka_unit_test(emphasis),
        cmocka_unit_test(all_else),
        cmocka_unit_test(what_only_the_extensions_know),
        cmocka_unit_test(wide_tables_with_many_rows),
    };
    if (count > 1 && strcmp(arguments[1], "cmark-gfm") == 0)
        extensions = MARKDOWN_GFM;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
