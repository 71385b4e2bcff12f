/* ask_test.c - the cases of cases/search/asks.txt: what is asked for.
 *
 *     [cache -"a b"]       what is typed
 *         cache            a word, and its stems
 *         - "a b"          what must not be there; a phrase
 *
 * With SEARCH_CASES=write in the environment the expectations are written anew
 * instead, for a look at what has changed. */
#include "cases.h"

#include "base/arena.h"
#include "search/ask.h"

#include <stdlib.h>

#define CASES       "cases/search/asks.txt"
#define INDENT      "    "
#define SHORT_PARTS (SEARCH_TITLE | SEARCH_HEADINGS | SEARCH_TERMS)

static void print_term(struct str *out, const struct ask_term *term)
{
    str_append_text(out, INDENT);
    str_append_text(out, term->is_excluded ? "- " : "");
    for (unsigned i = 0; i < SEARCH_PART_COUNT; i++) {
        if (term->parts == 1U << i)
            str_appendf(out, "%s: ", search_part_name(i));
        else
            assert_true(term->parts == SEARCH_ALL_PARTS ||
                        term->parts == SHORT_PARTS ||
                        (term->parts & 1U << i) == 0);
    }
    str_append_text(out, term->parts == SHORT_PARTS ? "short: " : "");
    str_append_text(out, term->is_phrase ? "\"" : "");
    for (size_t i = 0; i < term->word_count; i++) {
        str_append_text(out, i > 0 ? " " : "");
        str_append(out, term->words[i].text);
        for (size_t j = 0; j < term->words[i].stem_count; j++)
            str_appendf(out, "/%.*s", SLICE_FMT(term->words[i].stems[j]));
    }
    str_append_text(out, term->is_phrase ? "\"" : "");
    str_append_text(out, term->is_prefix ? "*" : "");
    str_appendf(out, " (%.*s)\n", SLICE_FMT(term->written));
}

static void print_ask(struct str *out, struct slice text,
                      const struct ask_options *options)
{
    struct arena arena = {0};
    struct ask ask;
    ask_read(text, options, &arena, &ask);
    for (size_t i = 0; i < ask.term_count; i++)
        print_term(out, &ask.terms[i]);
    arena_release(&arena);
}

/* Reads "@ de en typing". */
static void read_options(struct slice line, struct slice *languages,
                         struct ask_options *options)
{
    struct slice part;
    *options = (struct ask_options){.languages = languages};
    (void)slice_cut(&line, ' ', &part);
    while (slice_cut(&line, ' ', &part)) {
        if (slice_is(part, "typing"))
            options->is_typing = true;
        else
            languages[options->language_count++] = part;
    }
}

/* What the file says, with what is so today instead of what is expected. */
static void print_file(struct str *out, struct slice rest)
{
    struct slice languages[ASK_MAX_LANGUAGES], line;
    struct ask_options options = {0};
    while (slice_cut(&rest, '\n', &line)) {
        if (slice_starts(line, INDENT) || (rest.size == 0 && line.size == 0))
            continue;
        str_appendf(out, "%.*s\n", SLICE_FMT(line));
        if (slice_starts(line, "@"))
            read_options(line, languages, &options);
        else if (slice_starts(line, "["))
            print_ask(out, slice_sub(line, 1, line.size - 1), &options);
    }
}

static void what_is_typed_asks_for_what_the_cases_say(void **state)
{
    (void)state;
    struct str wanted = read_cases(CASES), got = {0};
    print_file(&got, str_slice(&wanted));
    if (getenv("SEARCH_CASES") != NULL) {
        FILE *file = fopen(CASES, "wb");
        (void)fwrite(got.data, 1, got.size, file);
        (void)fclose(file);
    } else if (!slice_equal(str_slice(&wanted), str_slice(&got))) {
        size_t at = 0;
        while (wanted.data[at] == got.data[at])
            at++;
        while (at > 0 && wanted.data[at - 1] != '[')
            at--;
        fail_msg("%s\n  wanted %.300s\n  got    %.300s", CASES,
                 wanted.data + at, got.data + at);
    }
    str_release(&wanted);
    str_release(&got);
}

static void ask(struct arena *arena, struct slice text, struct ask *ret_ask)
{
    const struct ask_options options = {.wants_any = true};
    ask_read(text, &options, arena, ret_ask);
}

static void long_texts_and_nul_bytes_are_read_up_to_the_limits(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct str text = {0};
    struct ask found;
    for (int i = 0; i < 1000; i++)
        str_appendf(&text, "word%d ", i);
    ask(&arena, str_slice(&text), &found);
    assert_int_equal(found.term_count, ASK_MAX_TERMS);
    assert_slice_is(found.terms[15].words[0].text, "word15");
    assert_true(found.wants_any);
    str_clear(&text);
    str_append_char(&text, '"');
    for (int i = 0; i < 1000; i++)
        str_appendf(&text, "w%d ", i);
    ask(&arena, str_slice(&text), &found);
    assert_int_equal(found.term_count, 1);
    assert_int_equal(found.terms[0].word_count, ASK_MAX_WORDS);
    assert_false(found.terms[0].is_prefix);
    str_clear(&text);
    str_append_repeat(&text, '"', 8000);
    ask(&arena, str_slice(&text), &found);
    assert_int_equal(found.term_count, 0);
    ask(&arena, SLICE("a\0b \0"), &found);
    assert_int_equal(found.term_count, 2);
    ask(&arena, SLICE_NONE, &found);
    assert_int_equal(found.term_count, 0);
    str_release(&text);
    arena_release(&arena);
}

static void parts_have_the_names_that_a_query_uses(void **state)
{
    (void)state;
    assert_string_equal(search_part_name(0), "title");
    assert_string_equal(search_part_name(SEARCH_PART_COUNT - 1), "prose");
    assert_null(search_part_name(SEARCH_PART_COUNT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_asks_for_what_the_cases_say),
        cmocka_unit_test(long_texts_and_nul_bytes_are_read_up_to_the_limits),
        cmocka_unit_test(parts_have_the_names_that_a_query_uses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
