/* ask.c - reads what was typed.
 *
 *     chunk     between spaces, or a phrase     title:"http headers"
 *     term      what is asked for in one piece  http headers, in titles
 *
 * A chunk of several words is a phrase of them, "node:fs" or "10.2". In scripts
 * without spaces a chunk is cut at every sign, and where letters of others
 * meet it: people who write so put no space there, and want "Vue入門" to find
 * "Vue.js入門". Numbers stay: "第3章" is one thing.
 *
 * A run of such characters is a phrase of its pairs. Its last character, which
 * is a word of the text as well, is asked for only where another word follows;
 * a character alone is the beginning of a pair.
 *
 * As people type, the last word is a beginning until a space, a sign or a
 * closing quote ends it; one that is excluded is not, or "-dra" would hide the
 * dragons on the way to "-draft". It may still be whole, so it has its stems;
 * with a star it has none. */
#include "search/ask.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"
#include "search/forms.h"
#include "search/language.h"
#include "search/words.h"

#define SHORT_PARTS (SEARCH_TITLE | SEARCH_HEADINGS | SEARCH_TERMS)

static const char *const part_names[] = {"title",   "headings", "terms",
                                         "excerpt", "body",     "prose"};

/* A word that was typed. */
struct typed {
    enum word_kind kind;
    struct slice text; /* in the arena */
    size_t start, end; /* in the text */
};

/* The words of a chunk, and what it says of them. */
struct chunk {
    unsigned parts;
    bool is_excluded, is_quoted;
    bool is_open;  /* the text ends with it */
    bool has_star; /* after its last word */
    struct typed *words;
    size_t count, capacity;
};

struct asking {
    struct slice text;
    size_t at;
    const struct ask_options *options;
    struct stemmers *stemmers;
    struct arena *arena;
    struct ask *ask;
};

const char *search_part_name(unsigned part_index)
{
    return part_index < ARRAY_COUNT(part_names) ? part_names[part_index] : NULL;
}

static bool is_space(int32_t c)
{
    return c <= ' ' || c == 0x7F || (c >= 0x80 && c <= 0xA0) || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Straight ones, and those that phones and word processors make of them. */
static bool is_quote(int32_t c)
{
    return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F) ||
           c == 0xFF02;
}

/* The next code point, 0 at the end; *ret_end is where it ends. */
static int32_t peek(const struct asking *asking, size_t at, size_t *ret_end)
{
    *ret_end = at;
    return at < asking->text.size ? utf8_next(asking->text, ret_end) : 0;
}

/* Whether a comma, which parts words, and no number, is before `at`. */
static bool is_comma(const struct asking *asking, int32_t c, size_t at)
{
    bool is_it =
        c == ',' || c == ';' || c == 0x3001 || c == 0xFF0C || c == 0xFF1B;
    return is_it &&
           (at >= asking->text.size || !ascii_is_digit(asking->text.data[at]));
}

static size_t skip_spaces(const struct asking *asking, size_t at)
{
    size_t end;
    while (at < asking->text.size && is_space(peek(asking, at, &end)))
        at = end;
    return at;
}

/* The end of a chunk that is not in quotes. */
static size_t bare_end(const struct asking *asking, size_t at)
{
    size_t end;
    while (at < asking->text.size) {
        int32_t c = peek(asking, at, &end);
        if (is_space(c) || is_comma(asking, c, end))
            break;
        at = end;
    }
    return at;
}

/* Where the closing quote is, or the end of the text. */
static size_t quoted_end(const struct asking *asking, size_t at)
{
    size_t end;
    while (at < asking->text.size && !is_quote(peek(asking, at, &end)))
        at = end;
    return at;
}

/* The parts whose name and colon stand at *at, which moves past them, if
 * something follows; else all. */
static unsigned read_parts(const struct asking *asking, size_t *at)
{
    struct slice rest = slice_from(asking->text, *at);
    for (unsigned i = 0; i < ARRAY_COUNT(part_names); i++) {
        struct slice name = slice_of(part_names[i]);
        if (rest.size <= name.size + 1 || rest.data[name.size] != ':' ||
            !slice_equal_nocase(slice_sub(rest, 0, name.size), name))
            continue;
        size_t after = *at + name.size + 1, end;
        if (is_space(peek(asking, after, &end)))
            break;
        *at = after;
        return 1U << i;
    }
    return SEARCH_ALL_PARTS;
}

static void add_word(struct asking *asking, struct chunk *chunk,
                     const struct word *word, size_t offset)
{
    chunk->words = arena_grow(asking->arena, chunk->words, chunk->count,
                              &chunk->capacity, sizeof *chunk->words);
    chunk->words[chunk->count++] =
        (struct typed){.kind = word->kind,
                       .text = arena_copy(asking->arena, word->text),
                       .start = offset + word->start,
                       .end = offset + word->end};
}

static void read_words(struct asking *asking, struct chunk *chunk, size_t start,
                       size_t end)
{
    struct words words;
    struct word word;
    words_begin(&words, slice_sub(asking->text, start, end), SLICE_NONE, NULL);
    while (words_next(&words, &word)) {
        if (word.kind != WORD_BESIDE)
            add_word(asking, chunk, &word, start);
    }
    words_release(&words);
}

/* Reads what is between two quotes, of which the first is before `start`. */
static void read_quoted(struct asking *asking, struct chunk *chunk,
                        size_t start)
{
    size_t end = quoted_end(asking, start), after;
    chunk->is_quoted = true;
    read_words(asking, chunk, start, end);
    chunk->is_open = end == asking->text.size && chunk->count > 0 &&
                     chunk->words[chunk->count - 1].end == end;
    (void)peek(asking, end, &after);
    chunk->has_star =
        after < asking->text.size && asking->text.data[after] == '*';
    asking->at = after;
}

static void read_bare(struct asking *asking, struct chunk *chunk, size_t start)
{
    size_t end = bare_end(asking, start);
    read_words(asking, chunk, start, end);
    if (chunk->count > 0) {
        size_t word_end = chunk->words[chunk->count - 1].end;
        chunk->has_star = word_end < end && asking->text.data[word_end] == '*';
        chunk->is_open = word_end == asking->text.size;
    }
    asking->at = end;
}

/* Passes signs in front of a word, or of a quote. */
static size_t skip_signs(const struct asking *asking, size_t at)
{
    size_t end;
    while (at < asking->text.size) {
        int32_t c = peek(asking, at, &end);
        if (c >= 0x80 || ascii_is_letter_or_digit((char)c) || is_quote(c) ||
            is_space(c))
            break;
        at = end;
    }
    return at;
}

/* "npm install -g" */
static bool is_option(const struct chunk *chunk)
{
    return chunk->is_excluded && !chunk->is_quoted && chunk->count == 1 &&
           chunk->words[0].text.size == 1;
}

static void read_chunk(struct asking *asking, struct chunk *ret_chunk)
{
    size_t at = asking->at, after;
    *ret_chunk = (struct chunk){0};
    int32_t first = peek(asking, at, &after), second = peek(asking, after, &at);
    at = asking->at;
    /* "--watch" is an option of a program, and a dash alone is a dash. */
    if (first == '-' && second != '-' && !is_space(second)) {
        ret_chunk->is_excluded = true;
        at = after;
    }
    at = skip_signs(asking, at);
    ret_chunk->parts = read_parts(asking, &at);
    if (is_quote(peek(asking, at, &after)))
        read_quoted(asking, ret_chunk, after);
    else
        read_bare(asking, ret_chunk, at);
    if (is_option(ret_chunk))
        ret_chunk->is_excluded = false;
    /* What parts two chunks, if it is no space. */
    if (is_comma(asking, peek(asking, asking->at, &after), after))
        asking->at = after;
}

static bool is_dense(const struct typed *word)
{
    return word->kind != WORD_PLAIN;
}

/* Whether a word is of the same term as the one after it. */
static bool is_joined(const struct typed *word, const struct typed *next)
{
    if (!is_dense(word) && !is_dense(next))
        return true;
    if (is_dense(word) && is_dense(next))
        return next->start < word->end; /* of one run */
    const struct typed *other = is_dense(word) ? next : word;
    return word->end == next->start && slice_is_digits(other->text);
}

/* Whether a word is the last character of a run of several. */
static bool ends_run(const struct typed *words, size_t index)
{
    return words[index].kind == WORD_LAST && index > 0 &&
           words[index - 1].kind == WORD_PAIR &&
           words[index].start < words[index - 1].end;
}

static bool is_same_term(const struct ask_term *a, const struct ask_term *b)
{
    bool is_same = a->parts == b->parts && a->is_excluded == b->is_excluded &&
                   a->is_prefix == b->is_prefix &&
                   a->is_phrase == b->is_phrase &&
                   a->word_count == b->word_count;
    for (size_t i = 0; is_same && i < a->word_count; i++)
        is_same = slice_equal(a->words[i].text, b->words[i].text);
    return is_same;
}

static void add_term(struct ask *ask, const struct ask_term *term)
{
    for (size_t i = 0; i < ask->term_count; i++) {
        if (is_same_term(&ask->terms[i], term))
            return;
    }
    if (ask->term_count < ASK_MAX_TERMS)
        ask->terms[ask->term_count++] = *term;
}

static size_t count_beginnings(const struct ask *ask)
{
    size_t count = 0;
    for (size_t i = 0; i < ask->term_count; i++)
        count += ask->terms[i].is_prefix ? 1 : 0;
    return count;
}

static bool is_cjk(struct slice text)
{
    size_t at = 0;
    return text.size > 0 && unicode_is_cjk(utf8_next(text, &at));
}

/* A beginning is as much work as all words that begin so, and a letter or two
 * begin a tenth of all: these are looked for in what is short; at the end of a
 * phrase they are no part of it yet. */
static void bound_beginning(const struct ask *ask, struct ask_term *term)
{
    struct slice last = term->words[term->word_count - 1].text;
    if (!term->is_prefix)
        return;
    if (count_beginnings(ask) >= ASK_MAX_BEGINNINGS)
        term->is_prefix = false;
    if (!term->is_prefix || last.size >= ASK_MIN_BEGINNING || is_cjk(last))
        return;
    if (term->word_count > 1) {
        term->word_count--;
        term->is_prefix = false;
    } else if ((term->parts & SHORT_PARTS) != 0) {
        term->parts &= SHORT_PARTS;
    } else {
        term->is_prefix = false;
    }
}

/* Makes a term of words of a chunk; `is_end`: they are its last ones. */
static void make_term(struct asking *asking, const struct chunk *chunk,
                      const struct typed *words, size_t count, bool is_end)
{
    bool is_typed = is_end && chunk->is_open && asking->options->is_typing &&
                    !chunk->is_excluded;
    bool has_star = is_end && chunk->has_star;
    size_t used = count - (ends_run(words, count - 1) ? 1 : 0);
    size_t kept = used < ASK_MAX_WORDS ? used : ASK_MAX_WORDS;
    bool is_alone = words[used - 1].kind == WORD_LAST;
    struct ask_word *copies = arena_alloc(asking->arena, kept, sizeof *copies);
    struct ask_term term = {
        .parts = chunk->parts,
        .is_excluded = chunk->is_excluded,
        .is_prefix = kept == used && (is_typed || has_star || is_alone),
        .is_phrase = chunk->is_quoted || kept > 1,
        .is_joined =
            !chunk->is_quoted && kept > 1 && words[0].kind == WORD_PLAIN,
        .words = copies,
        .word_count = kept,
        .written =
            arena_copy(asking->arena, slice_sub(asking->text, words[0].start,
                                                words[count - 1].end)),
    };
    for (size_t i = 0; i < kept; i++)
        copies[i].text = words[i].text;
    if (!term.is_phrase && !has_star && words[0].kind == WORD_PLAIN)
        forms_find(asking->options, asking->stemmers,
                   slice_sub(asking->text, words[0].start, words[0].end),
                   asking->arena, &copies[0]);
    bound_beginning(asking->ask, &term);
    add_term(asking->ask, &term);
}

static void make_terms(struct asking *asking, const struct chunk *chunk)
{
    size_t start = 0;
    for (size_t i = 1; i <= chunk->count; i++) {
        bool is_end = i == chunk->count;
        if (!is_end && (chunk->is_quoted ||
                        is_joined(&chunk->words[i - 1], &chunk->words[i])))
            continue;
        make_term(asking, chunk, chunk->words + start, i - start, is_end);
        start = i;
    }
}

static bool is_small(const struct ask_options *options,
                     const struct ask_term *term)
{
    bool is_plain = !term->is_excluded && !term->is_prefix &&
                    !term->is_phrase && term->parts == SEARCH_ALL_PARTS;
    for (size_t i = 0;
         is_plain && i < options->language_count && i < ASK_MAX_LANGUAGES;
         i++) {
        if (language_has_small_word(options->languages[i], term->words[0].text))
            return true;
    }
    return false;
}

/* "how to cache": words that nearly all documents have say nothing beside one
 * that few have, and a good document may lack them. */
static void leave_small_words(const struct ask_options *options,
                              struct ask *ask)
{
    size_t small = 0, wanted = 0, kept = 0;
    for (size_t i = 0; i < ask->term_count; i++) {
        wanted += ask->terms[i].is_excluded ? 0 : 1;
        small += is_small(options, &ask->terms[i]) ? 1 : 0;
    }
    if (small == wanted)
        return;
    for (size_t i = 0; i < ask->term_count; i++) {
        if (!is_small(options, &ask->terms[i]))
            ask->terms[kept++] = ask->terms[i];
    }
    ask->term_count = kept;
}

void ask_read(struct slice text, const struct ask_options *options,
              struct arena *arena, struct ask *ret_ask)
{
    struct asking asking = {.text = utf8_truncate(text, ASK_MAX_BYTES),
                            .options = options,
                            .stemmers = options->stemmers != NULL
                                            ? options->stemmers
                                            : stemmers_new(),
                            .arena = arena,
                            .ask = ret_ask};
    struct chunk chunk;
    *ret_ask = (struct ask){.wants_any = options->wants_any};
    ret_ask->terms = arena_alloc(arena, ASK_MAX_TERMS, sizeof *ret_ask->terms);
    while ((asking.at = skip_spaces(&asking, asking.at)) < asking.text.size &&
           ret_ask->term_count < ASK_MAX_TERMS) {
        read_chunk(&asking, &chunk);
        make_terms(&asking, &chunk);
    }
    leave_small_words(options, ret_ask);
    if (options->stemmers == NULL)
        stemmers_free(asking.stemmers);
}

bool ask_wants_terms(const struct ask *ask)
{
    for (size_t i = 0; i < ask->term_count; i++) {
        if (!ask->terms[i].is_excluded)
            return true;
    }
    return false;
}
