/* match.c - compares the words of a text with the terms of a query.
 *
 * The words come from the same walk as those in the index, and are compared as
 * ask.h says; so what is marked is what was found. Where a term is a phrase, a
 * second walk reads on from its first word. */
#include "search/match.h"

#include "search/sieve.h"
#include "search/words.h"

struct matching {
    struct slice text;
    const struct ask *ask;
    const struct ask_term *terms[ASK_MAX_TERMS]; /* those that count here */
    size_t term_count;
    struct words walk;   /* over the text */
    struct words phrase; /* on from a place in it */
    struct hit *hits;
    size_t hit_count;
};

static bool has_stem(const struct ask_word *wanted, struct slice stem)
{
    return slice_is_among(stem, wanted->stems, wanted->stem_count);
}

/* Whether a word is the only one of a term. */
static bool is_only_word(const struct ask_term *term, const struct word *word)
{
    const struct ask_word *wanted = &term->words[0];
    if (slice_equal(word->text, wanted->text) ||
        (term->is_prefix && slice_begins(word->text, wanted->text)))
        return true;
    return !term->is_phrase &&
           (has_stem(wanted, word->text) ||
            slice_is_among(word->text, wanted->forms.items,
                           wanted->forms.count) ||
            (word->stem.size > 0 && (slice_equal(word->stem, wanted->text) ||
                                     has_stem(wanted, word->stem))));
}

/* Where the mark of a word ends of which only the beginning was wanted: of two
 * characters without a space between them, the first may be enough. `next` is
 * where the second one begins. */
static size_t mark_end(const struct word *word, struct slice wanted,
                       size_t next)
{
    bool is_half = word->kind == WORD_PAIR && next > word->start &&
                   wanted.size <= next - word->start &&
                   wanted.size < word->text.size;
    return is_half ? next : word->end;
}

/* Whether the next word of the second walk is the one at `index` in a phrase,
 * by what it is or what is beside it. *ret_end is where its mark ends. */
static bool is_next_word(struct matching *matching, const struct ask_term *term,
                         size_t index, size_t *ret_end)
{
    struct words *walk = &matching->phrase;
    struct slice wanted = term->words[index].text;
    bool is_prefix = term->is_prefix && index + 1 == term->word_count;
    bool is_it = false;
    struct word word;
    if (!words_next(walk, &word))
        return false;
    *ret_end = word.end;
    do {
        bool is_equal = slice_equal(word.text, wanted);
        if (is_equal || (is_prefix && slice_begins(word.text, wanted))) {
            *ret_end = mark_end(&word, wanted, walk->at);
            is_it = true;
        }
    } while (walk->beside_end > walk->beside_start && words_next(walk, &word));
    return is_it;
}

/* Where the phrase ends that begins at `start`; 0 if it does not. */
static size_t phrase_end(struct matching *matching, const struct ask_term *term,
                         size_t start)
{
    size_t end = 0;
    matching->phrase.at = start;
    matching->phrase.beside_start = matching->phrase.beside_end = 0;
    for (size_t i = 0; i < term->word_count; i++) {
        if (!is_next_word(matching, term, i, &end))
            return 0;
    }
    return end;
}

static void add_hit(struct matching *matching, size_t start, size_t end,
                    const struct ask_term *term)
{
    if (matching->hit_count == MATCH_MAX_HITS)
        return;
    matching->hits[matching->hit_count++] =
        (struct hit){.start = start,
                     .end = end,
                     .term = (unsigned)(term - matching->ask->terms)};
}

/* Whether the term has a hit for the same place already. */
static bool is_known(const struct matching *matching, size_t start,
                     const struct ask_term *term)
{
    unsigned number = (unsigned)(term - matching->ask->terms);
    for (size_t i = matching->hit_count; i-- > 0;) {
        const struct hit *hit = &matching->hits[i];
        if (hit->start < start)
            break;
        if (hit->term == number)
            return true;
    }
    return false;
}

/* `start` is that of the word, or of the one that it is beside. */
static void compare(struct matching *matching, const struct word *word,
                    size_t start)
{
    for (size_t i = 0; i < matching->term_count; i++) {
        const struct ask_term *term = matching->terms[i];
        size_t end = 0;
        if (term->word_count == 1 && is_only_word(term, word))
            end = mark_end(word, term->words[0].text, matching->walk.at);
        else if (term->word_count > 1 &&
                 slice_equal(word->text, term->words[0].text))
            end = phrase_end(matching, term, start);
        if (end > start && !is_known(matching, start, term))
            add_hit(matching, start, end, term);
    }
}

static void sift(const struct matching *matching, struct sieve *sieve)
{
    for (size_t i = 0; i < matching->term_count; i++) {
        const struct ask_term *term = matching->terms[i];
        sieve_add(sieve, term->words[0].text);
        for (size_t j = 0; j < term->words[0].stem_count; j++)
            sieve_add(sieve, term->words[0].stems[j]);
        for (size_t j = 0; j < term->words[0].forms.count; j++)
            sieve_add(sieve, term->words[0].forms.items[j]);
    }
}

/* Whether the stems of the text matter. */
static bool needs_stems(const struct matching *matching)
{
    for (size_t i = 0; i < matching->term_count; i++) {
        if (!matching->terms[i]->is_phrase)
            return true;
    }
    return false;
}

static void walk(struct matching *matching, const struct sieve *sieve)
{
    struct words *words = &matching->walk;
    struct word word;
    while (matching->hit_count < MATCH_MAX_HITS &&
           (words->at < MATCH_ENOUGH_BYTES || matching->hit_count == 0)) {
        words->at = sieve_next(sieve, matching->text, words->at);
        if (!words_next(words, &word))
            break;
        size_t start = word.start;
        compare(matching, &word, start);
        while (words->beside_end > words->beside_start &&
               words_next(words, &word))
            compare(matching, &word, start);
    }
}

size_t match_find(struct slice text, struct slice lang, const struct ask *ask,
                  unsigned part, struct stemmers *stemmers,
                  struct hit ret_hits[MATCH_MAX_HITS])
{
    struct matching matching = {.text = text, .ask = ask, .hits = ret_hits};
    for (size_t i = 0; i < ask->term_count; i++) {
        if (!ask->terms[i].is_excluded && (ask->terms[i].parts & part) != 0)
            matching.terms[matching.term_count++] = &ask->terms[i];
    }
    if (matching.term_count == 0)
        return 0;
    struct sieve sieve;
    words_begin(&matching.walk, text,
                needs_stems(&matching) ? lang : SLICE_NONE, stemmers);
    words_begin(&matching.phrase, text, SLICE_NONE, NULL);
    sieve_init(&sieve, matching.walk.language);
    sift(&matching, &sieve);
    walk(&matching, &sieve);
    words_release(&matching.walk);
    words_release(&matching.phrase);
    return matching.hit_count;
}
