/* chunk_test.c - a body in pieces. */
#include "test.h"

#include "document/chunk.h"
#include "document/section.h"
#include "html.h"

static struct source *parse(const char *body)
{
    const struct parse_options options = {
        .markdown = {.extensions = MARKDOWN_GFM}, .max_bytes = 1000000};
    return source_parse(SLICE("a.md"), slice_of(body), &options);
}

/* "section~2: text | section: text", with the words of each counted. */
static void append_chunks(struct str *out, const struct markdown *body,
                          uint32_t max_words, struct arena *arena)
{
    struct body_chunk *chunks;
    size_t count = chunk_divide(body, delta_string(&body->text, arena),
                                max_words, arena, &chunks);
    for (size_t i = 0; i < count; i++) {
        str_append_text(out, i > 0 ? " | " : "");
        if (chunks[i].heading != NULL)
            str_append(out, chunks[i].heading->id);
        if (chunks[i].number > 1)
            str_appendf(out, "~%u", chunks[i].number);
        str_appendf(out, "(%u): %.*s", chunks[i].words,
                    SLICE_FMT(chunks[i].text));
    }
}

static void check(const char *markdown, uint32_t max_words, const char *wanted)
{
    struct source *source = parse(markdown);
    struct arena arena = {0};
    struct str out = {0};
    append_chunks(&out, &source->body, max_words, &arena);
    assert_string_equal(out.size > 0 ? out.data : "", wanted);
    str_release(&out);
    arena_release(&arena);
    source_unref(source);
}

static void a_heading_begins_a_piece(void **state)
{
    (void)state;
    check("intro\n\n# A\n\none two\n\n## B\n\nthree\n\n# C\n\nfour\n", 100,
          "(1): intro | a(3): A\n\none two | b(2): B\n\nthree | "
          "c(2): C\n\nfour");
    check("# A\n\none\n", 100, "a(2): A\n\none");
    check("no heading\n", 100, "(2): no heading");
    check("", 100, "");
    check("A\n=\n\none\n\n> ## B\n>\n> two\n\nthree\n", 100,
          "a(2): A\n\none | b(3): B\n\ntwo\n\nthree");
}

static void a_heading_without_text_goes_before_a_deeper_one(void **state)
{
    (void)state;
    check("# A\n\n## B\n\n### C\n\none\n\n## D\n\n## E\n", 100,
          "c(4): A\n\nB\n\nC\n\none | d(1): D | e(1): E");
    check("one\n\n# A\n\n## B\n", 100, "(1): one | b(2): A\n\nB");
}

static void a_paragraph_that_reads_as_a_heading_is_none(void **state)
{
    (void)state;
    check("B\n\n# A\n\nB\n\n# B\n\none\n", 100,
          "(1): B | a(2): A\n\nB | b(2): B\n\none");
}

static void pieces_end_at_blocks_lines_sentences_and_words(void **state)
{
    (void)state;
    check("# H\n\na b c\n\nd e f\n\ng h i\n", 7,
          "h(7): H\n\na b c\n\nd e f | h~2(3): g h i");
    check("a b c d\ne f g h\n", 6, "(6): a b c d e f | ~2(2): g h");
    check("- a b c\n- d e f\n- g h i\n", 7, "(6): a b c\nd e f | ~2(3): g h i");
    check("One two three. Four five! Six seven eight nine ten.\n", 6,
          "(5): One two three. Four five! | ~2(5): Six seven eight nine ten.");
    check("a b c d e f g h i j\n", 4,
          "(4): a b c d | ~2(4): e f g h | "
          "~3(2): i j");
    check("\xE4\xB8\x80\xE4\xBA\x8C\xE3\x80\x82\xE4\xB8\x89\xE5\x9B\x9B"
          "\xE4\xBA\x94\n",
          3,
          "(2): \xE4\xB8\x80\xE4\xBA\x8C\xE3\x80\x82 | "
          "~2(3): \xE4\xB8\x89\xE5\x9B\x9B\xE4\xBA\x94");
}

static void nothing_ends_right_after_a_heading(void **state)
{
    (void)state;
    check("# H\n\na b c d e f g h i j k\n", 8,
          "h(8): H\n\na b c d e f g | h~2(4): h i j k");
}

static void a_section_has_the_same_pieces(void **state)
{
    (void)state;
    struct source *source =
        parse("intro\n\n# A\n\none[^1]\n\n## B\n\ntwo\n\n# C\n\n[^1]: note\n");
    struct body_section section;
    struct arena arena = {0};
    struct str out = {0};
    assert_true(section_find(source, SLICE("a"), &arena, &section));
    append_chunks(&out, &section.body, 100, &arena);
    assert_string_equal(out.data, "a(2): A\n\none | b(3): B\n\ntwo\n\nnote");
    str_release(&out);
    arena_release(&arena);
    source_unref(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_heading_begins_a_piece),
        cmocka_unit_test(a_heading_without_text_goes_before_a_deeper_one),
        cmocka_unit_test(a_paragraph_that_reads_as_a_heading_is_none),
        cmocka_unit_test(pieces_end_at_blocks_lines_sentences_and_words),
        cmocka_unit_test(nothing_ends_right_after_a_heading),
        cmocka_unit_test(a_section_has_the_same_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
