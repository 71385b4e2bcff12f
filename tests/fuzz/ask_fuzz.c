/* ask_fuzz.c - any text typed into a search box, over any text.
 *
 *     0d[what is typed](tab)[the text]
 *     |'-- a letter chooses the language of both
 *     '--- a digit: 1 as people type, 2 of any term, 3 both
 *
 * What is asked for keeps its limits, words are found in order, and what is
 * marked is the text again, escaped, with every word marked that the query
 * means: those are looked for here one by one. */
#include "base/unicode.h"
#include "search/snippet.h"
#include "search/vocabulary.h"
#include "search/words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define OPEN      "<mark>"
#define CLOSE     "</mark>"
#define MANY_HITS 900 /* of which not all may be marked */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require(bool is_so)
{
    if (!is_so)
        abort();
}

static bool is_valid(struct slice text)
{
    return utf8_find_invalid(text) == text.size;
}

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7F;
}

static void check_form(struct slice form)
{
    require(form.size > 0 && form.size <= WORD_MAX_BYTES && is_valid(form));
}

static void check_term(const struct ask_term *term)
{
    require(term->word_count > 0 && term->word_count <= ASK_MAX_WORDS);
    require(term->parts != 0 &&
            (term->parts & ~(unsigned)SEARCH_ALL_PARTS) == 0);
    require(term->written.size > 0 && is_valid(term->written));
    for (size_t i = 0; i < term->word_count; i++) {
        const struct ask_word *word = &term->words[i];
        check_form(word->text);
        require(word->stem_count == 0 || !term->is_phrase);
        for (size_t j = 0; j < word->stem_count; j++) {
            check_form(word->stems[j]);
            require(!slice_equal(word->stems[j], word->text));
        }
    }
}

/* The bytes of a marked text that are not blank, and which of them are marked;
 * as many as the text has. */
static void check_same(struct slice text, struct slice html, bool *marked)
{
    static const struct {
        const char *entity;
        char c;
    } entities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
    bool is_open = false;
    size_t at = 0;
    while (html.size > 0) {
        size_t used = 1;
        char c = html.data[0];
        if (slice_starts(html, is_open ? CLOSE : OPEN)) {
            html = slice_from(html, is_open ? strlen(CLOSE) : strlen(OPEN));
            is_open = !is_open;
            continue;
        }
        require(c != '<' && c != '>' && c != '"');
        for (size_t i = 0; c == '&' && i < 4; i++) {
            if (slice_starts(html, entities[i].entity)) {
                used = strlen(entities[i].entity);
                c = entities[i].c;
                break;
            }
        }
        require(html.data[0] != '&' || used > 1);
        html = slice_from(html, used);
        if (is_blank(c))
            continue;
        while (at < text.size && is_blank(text.data[at]))
            at++;
        require(at < text.size && text.data[at] == c);
        marked[at++] = is_open;
    }
    require(!is_open);
    while (at < text.size && is_blank(text.data[at]))
        at++;
    require(at == text.size);
}

static bool has_form(const struct ask_word *wanted, struct slice form)
{
    bool has = slice_equal(form, wanted->text);
    for (size_t i = 0; i < wanted->stem_count && !has; i++)
        has = slice_equal(form, wanted->stems[i]);
    return has;
}

/* As ask.h says it. */
static bool is_meant(const struct ask_term *term, const struct word *word)
{
    const struct ask_word *wanted = &term->words[0];
    struct slice text = wanted->text;
    if (slice_equal(word->text, text) ||
        (term->is_prefix && word->text.size >= text.size &&
         memcmp(word->text.data, text.data, text.size) == 0))
        return true;
    return !term->is_phrase &&
           (has_form(wanted, word->text) ||
            (word->stem.size > 0 && has_form(wanted, word->stem)));
}

static bool is_any_meant(const struct ask *ask, const struct word *word)
{
    for (size_t i = 0; i < ask->term_count; i++) {
        const struct ask_term *term = &ask->terms[i];
        if (term->word_count == 1 && !term->is_excluded &&
            (term->parts & SEARCH_BODY) != 0 && is_meant(term, word))
            return true;
    }
    return false;
}

/* Walks the words of the text; those that are meant are marked in `marked`.
 * Returns how many there are. */
static size_t check_words(struct slice text, struct slice lang,
                          const struct ask *ask, struct stemmers *stemmers,
                          const bool *marked)
{
    struct words words;
    struct word word;
    size_t start = 0, count = 0;
    words_begin(&words, text, lang, stemmers);
    while (words_next(&words, &word)) {
        check_form(word.text);
        require(word.stem.data == NULL || word.stem.size > 0);
        require(word.start >= start && word.end > word.start);
        require(word.end <= text.size);
        require(is_valid(slice_sub(text, word.start, word.end)));
        require(marked == NULL || !is_any_meant(ask, &word) ||
                marked[word.start]);
        start = word.start;
        count++;
    }
    words_release(&words);
    return count;
}

static void check_marks(struct slice text, struct slice lang,
                        const struct ask *ask, struct stemmers *stemmers,
                        struct arena *arena)
{
    bool *marked = arena_alloc(arena, text.size + 1, sizeof *marked);
    size_t words = check_words(text, lang, ask, stemmers, NULL);
    struct slice html =
        snippet_mark(text, lang, ask, SEARCH_BODY, stemmers, arena);
    if (html.data != NULL)
        check_same(text, html, marked);
    if (words * ask->term_count < MANY_HITS)
        (void)check_words(text, lang, ask, stemmers, marked);
}

/* The characters outside of tags; entities count as they are written. */
static size_t count_shown(struct slice html)
{
    size_t count = 0;
    for (size_t i = 0; i < html.size; i++) {
        if (html.data[i] == '<')
            i = slice_find_char(html, i, '>');
        else if (html.data[i] == '&')
            i = slice_find_char(html, i, ';');
        count += i < html.size && ((unsigned char)html.data[i] & 0xC0) != 0x80
                     ? 1
                     : 0;
    }
    return count;
}

static void check_snippets(struct slice text, struct slice lang,
                           const struct ask *ask, struct stemmers *stemmers,
                           struct arena *arena)
{
    struct heading headings[] = {{1, 0, SLICE("a"), SLICE("Intro")},
                                 {2, 0, SLICE("b"), SLICE("Set up")}};
    const struct markdown body = {.headings = headings, .heading_count = 2};
    struct snippet snippets[SNIPPET_MAX_COUNT];
    const struct snippet_text in = {text, lang, SEARCH_BODY, &body};
    size_t count = snippet_find(&in, ask, stemmers, arena, snippets);
    require(count <= SNIPPET_MAX_COUNT);
    for (size_t i = 0; i < count; i++) {
        struct slice html = snippets[i].html;
        require(is_valid(html));
        require(slice_find(html, 0, SLICE(OPEN)) < html.size);
        require(count_shown(html) < 4 * SNIPPET_MAX_CHARACTERS);
    }
}

/* As if the text were indexed. */
static void fill_vocabulary(struct vocabulary *vocabulary, struct slice text)
{
    struct words words;
    struct word word;
    words_begin(&words, text, SLICE_NONE, NULL);
    while (words_next(&words, &word))
        (void)vocabulary_add(vocabulary, word.text);
    words_release(&words);
}

static void check(struct slice typed, struct slice text, struct slice lang,
                  unsigned flags)
{
    struct arena arena = {0};
    struct stemmers *stemmers = stemmers_new();
    struct ask ask;
    struct vocabulary *vocabulary = vocabulary_new();
    const struct ask_options options = {.vocabulary = vocabulary,
                                        .languages = &lang,
                                        .language_count = 1,
                                        .is_typing = (flags & 1) != 0,
                                        .wants_any = (flags & 2) != 0};
    typed = utf8_repair(&arena, typed);
    text = utf8_repair(&arena, text);
    fill_vocabulary(vocabulary, text);
    ask_read(typed, &options, &arena, &ask);
    require(ask.term_count <= ASK_MAX_TERMS);
    for (size_t i = 0; i < ask.term_count; i++)
        check_term(&ask.terms[i]);
    check_marks(text, lang, &ask, stemmers, &arena);
    check_snippets(text, lang, &ask, stemmers, &arena);
    stemmers_free(stemmers);
    vocabulary_free(vocabulary);
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const languages[] = {
        "ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr",
        "ga", "hi", "hu", "hy", "id", "it", "lt", "ne", "nl", "no",
        "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi", "ja"};
    struct slice input = {(const char *)bytes, size};
    if (size < 2)
        return 0;
    const char *lang =
        languages[bytes[1] % (sizeof languages / sizeof *languages)];
    input = slice_from(input, 2);
    size_t tab = slice_find_char(input, 0, '\t');
    check(slice_sub(input, 0, tab), slice_from(input, tab + 1), slice_of(lang),
          bytes[0]);
    return 0;
}
