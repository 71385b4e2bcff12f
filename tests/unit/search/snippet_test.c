/* snippet_test.c - marks and snippets. What is marked is in
 * cases/search/marks.txt. */
#include "cases.h"

#include "search/snippet.h"
#include "search/words.h"

#include <stdlib.h>

#define CASES "cases/search/marks.txt"
#define OPEN  "<mark>"
#define CLOSE "</mark>"

/* The text without its brackets, and as it is marked. */
static void read_text(struct slice written, struct str *text,
                      struct str *marked)
{
    for (size_t i = 0; i < written.size; i++) {
        char c = written.data[i];
        if (c == '[' || c == ']') {
            str_append_text(marked, c == '[' ? OPEN : CLOSE);
            continue;
        }
        str_append_char(text, c);
        str_append_char(marked, c);
    }
}

/* Asks an index that has the words of the text. */
static void read_ask(struct slice lang, struct slice typed, struct slice text,
                     struct arena *arena, struct ask *ret_ask)
{
    struct vocabulary *vocabulary = vocabulary_of(text);
    struct ask_options options = {.vocabulary = vocabulary,
                                  .languages = &lang,
                                  .language_count = lang.data != NULL ? 1 : 0};
    if (slice_starts(typed, "~")) {
        options.is_typing = true;
        typed = slice_from(typed, 1);
    }
    ask_read(typed, &options, arena, ret_ask);
    vocabulary_free(vocabulary);
}

/* Counts the cases that went wrong, and prints them. */
static size_t check_case(struct slice line, struct stemmers *stemmers)
{
    struct arena arena = {0};
    struct slice lang, typed, written;
    struct str text = {0}, expected = {0};
    struct ask ask;
    assert_true(slice_cut(&line, '|', &lang));
    assert_true(slice_cut(&line, '|', &typed));
    assert_true(slice_cut(&line, '|', &written));
    lang = slice_trim(lang);
    lang = slice_is(lang, "-") ? SLICE_NONE : lang;
    typed = slice_trim(typed);
    read_text(slice_trim(written), &text, &expected);
    read_ask(lang, typed, str_slice(&text), &arena, &ask);
    struct slice got = snippet_mark(str_slice(&text), lang, &ask, SEARCH_TITLE,
                                    stemmers, &arena);
    bool is_right = slice_find_char(written, 0, '[') == written.size
                        ? got.data == NULL
                        : slice_equal(got, str_slice(&expected));
    if (!is_right)
        print_error("%.*s | %.*s\n  expected: %.*s\n  got:      %.*s\n",
                    SLICE_FMT(lang), SLICE_FMT(typed),
                    SLICE_FMT(str_slice(&expected)), SLICE_FMT(got));
    str_release(&text);
    str_release(&expected);
    arena_release(&arena);
    return is_right ? 0 : 1;
}

static void what_is_asked_for_is_marked_as_the_cases_say(void **state)
{
    (void)state;
    struct str all = read_cases(CASES);
    struct slice rest = str_slice(&all), line;
    struct stemmers *stemmers = stemmers_new();
    size_t count = 0, wrong = 0;
    while (slice_cut(&rest, '\n', &line)) {
        if (line.size == 0 || line.data[0] == '#')
            continue;
        wrong += check_case(line, stemmers);
        count++;
    }
    stemmers_free(stemmers);
    str_release(&all);
    assert_true(count > 70);
    assert_int_equal(wrong, 0);
}

/* A text of which snippets are taken. */
struct found {
    struct arena arena;
    struct snippet snippets[SNIPPET_MAX_COUNT];
    size_t count;
};

static void find(struct slice text, const struct markdown *body,
                 const char *typed, struct found *found)
{
    struct ask ask;
    struct stemmers *stemmers = stemmers_new();
    *found = (struct found){0};
    read_ask(SLICE("en"), slice_of(typed), text, &found->arena, &ask);
    const struct snippet_text in = {text, SLICE("en"), SEARCH_BODY, body};
    found->count =
        snippet_find(&in, &ask, stemmers, &found->arena, found->snippets);
    stemmers_free(stemmers);
}

static const struct markdown no_headings;

/* Checks a text with at most one snippet. */
static void check_one(struct slice text, const char *typed,
                      const char *expected)
{
    struct found found;
    find(text, &no_headings, typed, &found);
    assert_int_equal(found.count, expected != NULL ? 1 : 0);
    if (expected != NULL)
        assert_slice_is(found.snippets[0].html, expected);
    arena_release(&found.arena);
}

#define SENTENCE "The quick brown fox jumps over the lazy dog by the river. "

static void a_short_text_is_shown_whole(void **state)
{
    (void)state;
    check_one(SLICE("A cache."), "cache", "A <mark>cache</mark>.");
    check_one(SLICE("A cache."), "other", NULL);
    check_one(SLICE("A cache."), "title:cache", NULL);
    check_one(SLICE("A cache."), "-cache", NULL);
    check_one(SLICE("A cache."), "", NULL);
    check_one(SLICE(""), "cache", NULL);
    check_one(SLICE_NONE, "cache", NULL);
}

static void what_html_would_read_is_escaped(void **state)
{
    (void)state;
    check_one(SLICE("if (a<b && \"c\">d) cache & <script>\\ 'x'"), "cache",
              "if (a&lt;b &amp;&amp; &quot;c&quot;&gt;d) <mark>cache</mark> "
              "&amp; &lt;script&gt;\\ 'x'");
    check_one(SLICE("<mark>cache</mark>"), "cache",
              "&lt;mark&gt;<mark>cache</mark>&lt;/mark&gt;");
    check_one(SLICE("a\0b\x01\x1b[31m cache\x7f"), "cache",
              "a b [31m <mark>cache</mark>");
}

static void line_breaks_become_spaces(void **state)
{
    (void)state;
    check_one(SLICE("\n\n A\n cache\n- of \t words\n"), "cache",
              "A <mark>cache</mark> - of words");
}

static void a_long_text_is_cut_at_words_on_both_sides(void **state)
{
    (void)state;
    check_one(SLICE(SENTENCE SENTENCE SENTENCE
                    "A cache helps here. " SENTENCE SENTENCE SENTENCE),
              "cache",
              "… brown fox jumps over the lazy dog by the river. A "
              "<mark>cache</mark> helps here. The quick brown fox jumps over "
              "the lazy dog by the river. The quick brown fox jumps over …");
    check_one(SLICE("A cache helps here. " SENTENCE SENTENCE SENTENCE SENTENCE),
              "cache",
              "A <mark>cache</mark> helps here. The quick brown fox jumps over "
              "the lazy dog by the river. The quick brown fox jumps over the "
              "lazy dog by the river. The quick brown fox …");
}

static void it_begins_and_ends_with_a_block_that_is_near(void **state)
{
    (void)state;
    check_one(SLICE(SENTENCE "\n\nHere a cache helps. " SENTENCE
                             "Then all is well.\n\n" SENTENCE),
              "cache",
              "Here a <mark>cache</mark> helps. The quick brown fox jumps over "
              "the lazy dog by the river. Then all is well.");
}

static void the_place_with_most_terms_is_shown_first(void **state)
{
    (void)state;
    struct found found;
    find(SLICE("cache cache cache " SENTENCE SENTENCE SENTENCE SENTENCE
               "A cache of headers. " SENTENCE SENTENCE SENTENCE SENTENCE
               "Only headers here. " SENTENCE SENTENCE SENTENCE),
         &no_headings, "cache headers", &found);
    assert_int_equal(found.count, 2);
    assert_true(slice_starts(found.snippets[0].html, "<mark>cache</mark> "));
    assert_true(slice_find(found.snippets[1].html, 0,
                           SLICE("A <mark>cache</mark> of "
                                 "<mark>headers</mark>.")) <
                found.snippets[1].html.size);
    arena_release(&found.arena);
}

static void the_second_place_has_what_the_first_one_lacks(void **state)
{
    (void)state;
    struct found found;
    find(SLICE("cache cache cache. " SENTENCE SENTENCE SENTENCE SENTENCE
               "More cache cache. " SENTENCE SENTENCE SENTENCE SENTENCE
               "Only headers here. " SENTENCE SENTENCE SENTENCE),
         &no_headings, "cache headers", &found);
    assert_int_equal(found.count, 2);
    assert_true(slice_starts(found.snippets[0].html, "<mark>cache</mark> "));
    assert_true(slice_find(found.snippets[1].html, 0,
                           SLICE("Only <mark>headers</mark> here.")) <
                found.snippets[1].html.size);
    arena_release(&found.arena);
}

/* Every word counts, so the second snippet starts where the first one ends. */
static void snippets_do_not_overlap(void **state)
{
    (void)state;
    struct found found;
    struct str text = {0};
    for (int i = 0; i < 60; i++)
        str_appendf(&text, "cache%d cache ", i);
    find(str_slice(&text), &no_headings, "cache", &found);
    assert_int_equal(found.count, 2);
    assert_true(slice_starts(found.snippets[0].html, "cache0 <mark>"));
    struct slice last = {0}, first = {0}, word;
    struct slice rest = found.snippets[0].html;
    while (slice_cut(&rest, ' ', &word))
        last = slice_starts(word, "cache") ? word : last;
    rest = found.snippets[1].html;
    while (first.size == 0 && slice_cut(&rest, ' ', &word))
        first = slice_starts(word, "cache") ? word : first;
    assert_true(last.size > 5 && first.size > 5);
    assert_true(atoi(last.data + 5) < atoi(first.data + 5));
    str_release(&text);
    arena_release(&found.arena);
}

/* Characters between the tags. */
static size_t count_shown(struct slice html)
{
    size_t count = 0;
    for (size_t i = 0; i < html.size; i++) {
        if (html.data[i] == '<')
            i = slice_find_char(html, i, '>');
        else
            count += ((unsigned char)html.data[i] & 0xC0) != 0x80 ? 1 : 0;
    }
    return count;
}

static void scripts_without_spaces_are_cut_between_characters(void **state)
{
    (void)state;
    struct found found;
    struct str text = {0};
    for (int i = 0; i < 100; i++)
        str_append_text(&text, "ขี่น้ำ");
    str_append_text(&text, "検索");
    for (int i = 0; i < 100; i++)
        str_append_text(&text, "か\xE3\x82\x99");
    find(str_slice(&text), &no_headings, "検索", &found);
    assert_int_equal(found.count, 1);
    struct slice html = found.snippets[0].html;
    assert_true(count_shown(html) > 150);
    assert_true(count_shown(html) <= SNIPPET_MAX_CHARACTERS + 2);
    assert_true(slice_starts(html, "…"));
    assert_true(slice_ends(html, "が…") || slice_ends(html, "か\xE3\x82\x99…"));
    assert_true(slice_find(html, 0, SLICE("<mark>検索</mark>")) < html.size);
    /* No mark without what it belongs to. */
    size_t at = sizeof "…" - 1;
    assert_true(slice_starts(slice_from(html, at), "ข") ||
                slice_starts(slice_from(html, at), "น") ||
                slice_starts(slice_from(html, at), "ำ"));
    str_release(&text);
    arena_release(&found.arena);
}

static void words_without_end_are_cut(void **state)
{
    (void)state;
    struct found found;
    struct str text = {0};
    str_append_repeat(&text, 'x', 100000);
    str_append_text(&text, " cache ");
    str_append_repeat(&text, 'y', 100000);
    find(str_slice(&text), &no_headings, "cache", &found);
    assert_int_equal(found.count, 1);
    assert_slice_is(found.snippets[0].html, "… <mark>cache</mark> …");
    arena_release(&found.arena);
    str_clear(&text);
    str_append_repeat(&text, 'x', 100000);
    struct str typed = {0};
    str_append_repeat(&typed, 'x', WORD_MAX_BYTES);
    find(str_slice(&text), &no_headings, typed.data, &found);
    assert_int_equal(found.count, 1);
    assert_true(count_shown(found.snippets[0].html) <
                2 * SNIPPET_MAX_CHARACTERS + 5);
    str_release(&typed);
    str_release(&text);
    arena_release(&found.arena);
}

static void a_snippet_knows_the_heading_above(void **state)
{
    (void)state;
    const struct slice text = SLICE("alpha\n\nIntro\n\nbeta\n\nSet up\n\n"
                                    "gamma\n\nSet up\n\ndelta");
    struct heading headings[] = {
        {1, 7, SLICE("intro"), SLICE("Intro")},
        {2, 20, SLICE("set-up"), SLICE("Set up")},
        {3, 35, SLICE("set-up-1"), SLICE("Set up")},
    };
    const struct markdown body = {.headings = headings, .heading_count = 3};
    for (size_t i = 0; i < ARRAY_COUNT(headings); i++)
        assert_true(slice_begins(slice_from(text, headings[i].text_at),
                                 headings[i].text));
    static const struct {
        const char *typed, *id;
    } cases[] = {
        {"alpha", NULL},     {"intro", "intro"},    {"beta", "intro"},
        {"gamma", "set-up"}, {"delta", "set-up-1"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct found found;
        find(text, &body, cases[i].typed, &found);
        assert_int_equal(found.count, 1);
        if (cases[i].id == NULL)
            assert_null(found.snippets[0].section);
        else
            assert_slice_is(found.snippets[0].section->id, cases[i].id);
        arena_release(&found.arena);
    }
}

static void a_title_is_marked_whole(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct ask ask;
    struct slice title = SLICE("Caching <b> & headers");
    read_ask(SLICE_NONE, SLICE("headers body:caching"), SLICE(""), &arena,
             &ask);
    assert_slice_is(
        snippet_mark(title, SLICE_NONE, &ask, SEARCH_TITLE, NULL, &arena),
        "Caching &lt;b&gt; &amp; <mark>headers</mark>");
    assert_slice_is(
        snippet_mark(title, SLICE_NONE, &ask, SEARCH_BODY, NULL, &arena),
        "<mark>Caching</mark> &lt;b&gt; &amp; "
        "<mark>headers</mark>");
    read_ask(SLICE_NONE, SLICE("other"), SLICE(""), &arena, &ask);
    assert_null(
        snippet_mark(title, SLICE_NONE, &ask, SEARCH_TITLE, NULL, &arena).data);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_asked_for_is_marked_as_the_cases_say),
        cmocka_unit_test(a_short_text_is_shown_whole),
        cmocka_unit_test(what_html_would_read_is_escaped),
        cmocka_unit_test(line_breaks_become_spaces),
        cmocka_unit_test(a_long_text_is_cut_at_words_on_both_sides),
        cmocka_unit_test(it_begins_and_ends_with_a_block_that_is_near),
        cmocka_unit_test(the_place_with_most_terms_is_shown_first),
        cmocka_unit_test(the_second_place_has_what_the_first_one_lacks),
        cmocka_unit_test(snippets_do_not_overlap),
        cmocka_unit_test(scripts_without_spaces_are_cut_between_characters),
        cmocka_unit_test(words_without_end_are_cut),
        cmocka_unit_test(a_snippet_knows_the_heading_above),
        cmocka_unit_test(a_title_is_marked_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
