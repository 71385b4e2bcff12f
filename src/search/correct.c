/* correct.c - takes words for similar ones where nothing is found.
 *
 *     cachng headers     no document has "cachng"        -> caching headers
 *     october weakly     both are somewhere, but never
 *                        in the same document            -> october weekly
 *     worker-thread      written as one, and nowhere so  -> worker thread
 *
 * Of the nearest words the one is taken with which most documents are found.
 * The vocabulary knows more than a client may see, so that a word counts for
 * nothing unless a document of the snapshot has it that is in lists. */
#include "base/unicode.h"
#include "search/near.h"
#include "search/spelling.h"
#include "search/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#define MAX_COUNTED 40  /* similar words that are tried in place of one */
#define MAX_TRIED   100 /* in place of all that may be wrong */

struct correcting {
    struct finding *finding;
    struct ask *ask; /* the one that finds nothing */
    size_t tried;
};

/* What is taken for a term. */
struct meant {
    struct slice word; /* SLICE_NONE: nothing */
    unsigned distance;
    size_t found;     /* by the whole query with it */
    size_t documents; /* that have it */
};

static bool may_be_wrong(const struct ask_term *term)
{
    return !term->is_excluded && !term->is_phrase && term->word_count == 1 &&
           near_tolerance(term->words[0].text) > 0;
}

static size_t count_letters(struct slice word)
{
    size_t letters = 0;
    for (size_t at = 0; at < word.size; letters++)
        (void)utf8_next(word, &at);
    return letters;
}

/* Whether one of the two is long enough for so many edits. */
static bool is_likely(struct slice word, const struct near_word *similar)
{
    size_t least = similar->distance > 1 ? NEAR_MIN_FOR_TWO : NEAR_MIN_LETTERS;
    return similar->distance > 0 && (count_letters(word) >= least ||
                                     count_letters(similar->word) >= least);
}

static int compare_distances(const void *left, const void *right)
{
    const struct near_word *a = left, *b = right;
    if (a->distance != b->distance)
        return a->distance < b->distance ? -1 : 1;
    return slice_compare(a->word, b->word);
}

/* The nearest words, copied: the vocabulary may change meanwhile. */
static size_t find_similar(struct finding *finding, struct slice word,
                           struct near_word **ret_words)
{
    const struct names *vocabulary =
        vocabulary_lock(search_vocabulary(finding->search));
    size_t count = near_find(word, vocabulary, near_tolerance(word),
                             finding->arena, ret_words);
    struct near_word *words = *ret_words;
    size_t kept = 0;
    if (count > 1)
        qsort(words, count, sizeof *words, compare_distances);
    for (size_t i = 0; i < count && kept < MAX_COUNTED; i++) {
        if (is_likely(word, &words[i]))
            words[kept++] = words[i];
    }
    for (size_t i = 0; i < kept; i++)
        words[i].word = arena_copy(finding->arena, words[i].word);
    vocabulary_unlock(search_vocabulary(finding->search));
    return kept;
}

/* What the query finds with that word in place of the term. */
static struct meant try_word(struct correcting *correcting, size_t term,
                             const struct near_word *similar)
{
    struct finding *finding = correcting->finding;
    struct ask_word asked;
    const struct ask_term replaced = spelling_term(similar->word, &asked);
    struct meant choice = {.word = similar->word,
                           .distance = similar->distance,
                           .documents =
                               finding_count_listed(finding, &replaced)};
    choice.found = choice.documents;
    if (choice.documents == 0 || correcting->ask->wants_any ||
        correcting->ask->term_count == 1)
        return choice;
    struct ask_term terms[ASK_MAX_TERMS];
    struct ask ask = *correcting->ask;
    memcpy(terms, ask.terms, ask.term_count * sizeof *terms);
    terms[term] = replaced;
    ask.terms = terms;
    choice.found = finding_count_all(finding, &ask);
    correcting->tried++;
    return choice;
}

static bool is_better(const struct meant *a, const struct meant *b)
{
    if (a->found != b->found)
        return a->found > b->found;
    return a->found == 0 && a->documents > b->documents;
}

/* What was probably meant by the term. A word that is farther away is taken
 * only if nothing is found with a nearer one. */
static struct meant find_meant(struct correcting *correcting, size_t term)
{
    struct slice word = correcting->ask->terms[term].words[0].text;
    struct near_word *similar;
    struct meant best = {0};
    size_t count = find_similar(correcting->finding, word, &similar);
    for (size_t i = 0; i < count && correcting->tried < MAX_TRIED; i++) {
        if (best.found > 0 && similar[i].distance > best.distance)
            break;
        struct meant choice = try_word(correcting, term, &similar[i]);
        if (choice.documents > 0 && is_better(&choice, &best))
            best = choice;
    }
    return best;
}

/* The words that no document has. */
static bool choose_unknown(struct correcting *correcting, struct meant *choices)
{
    bool has_chosen = false;
    for (size_t i = 0; i < correcting->ask->term_count; i++) {
        const struct ask_term *term = &correcting->ask->terms[i];
        if (!may_be_wrong(term) || finding_count(correcting->finding, term) > 0)
            continue;
        choices[i] = find_meant(correcting, i);
        has_chosen = has_chosen || choices[i].word.size > 0;
    }
    return has_chosen;
}

/* One word, with which something is found. */
static bool choose_one(struct correcting *correcting, struct meant *choices)
{
    struct meant best = {0};
    size_t where = 0;
    for (size_t i = 0; i < correcting->ask->term_count; i++) {
        if (!may_be_wrong(&correcting->ask->terms[i]))
            continue;
        struct meant choice = find_meant(correcting, i);
        if (choice.found > 0 && is_better(&choice, &best)) {
            best = choice;
            where = i;
        }
    }
    choices[where] = best;
    return best.word.size > 0;
}

/* The text with others in place of some terms, as they stand in it; SLICE_NONE
 * if there are none. */
static struct slice rewrite(struct slice text, const struct ask *ask,
                            const struct slice *others, struct arena *arena)
{
    struct str out = {0};
    size_t after = 0; /* what is copied of the text so far */
    size_t from = 0;  /* where the next term is looked for */
    for (size_t i = 0; i < ask->term_count; i++) {
        size_t at = slice_find(text, from, ask->terms[i].written);
        if (at >= text.size)
            continue;
        from = at + ask->terms[i].written.size;
        if (others[i].size == 0)
            continue;
        str_append(&out, slice_sub(text, after, at));
        str_append(&out, others[i]);
        after = from;
    }
    str_append(&out, slice_from(text, after));
    struct slice copied =
        after > 0 ? arena_copy(arena, str_slice(&out)) : SLICE_NONE;
    str_release(&out);
    return copied;
}

/* Asks for the words that were chosen, as documents write them. */
static bool take(struct correcting *correcting, struct slice text,
                 const struct ask_options *options, const struct meant *choices,
                 struct search_found *found)
{
    struct finding *finding = correcting->finding;
    struct slice others[ASK_MAX_TERMS] = {{0}};
    for (size_t i = 0; i < correcting->ask->term_count; i++) {
        if (choices[i].word.size > 0)
            others[i] = spelling_of(finding, choices[i].word);
    }
    struct slice corrected =
        rewrite(text, correcting->ask, others, finding->arena);
    if (corrected.data == NULL)
        return false;
    found->corrected = corrected;
    ask_read(corrected, options, finding->arena, &found->ask);
    return true;
}

/* The text with words that were written as one apart, so that each has its
 * stems; SLICE_NONE if there are none. */
static struct slice take_apart(struct finding *finding, struct slice text,
                               const struct ask *ask)
{
    struct slice others[ASK_MAX_TERMS] = {{0}};
    for (size_t i = 0; i < ask->term_count; i++) {
        const struct ask_term *term = &ask->terms[i];
        struct str apart = {0};
        if (!term->is_joined || term->is_excluded)
            continue;
        for (size_t j = 0; j < term->word_count; j++) {
            str_append_text(&apart, j > 0 ? " " : "");
            str_append(&apart, term->words[j].text);
        }
        others[i] = arena_copy(finding->arena, str_slice(&apart));
        str_release(&apart);
    }
    return rewrite(text, ask, others, finding->arena);
}

bool finding_correct(struct finding *finding, struct slice text,
                     const struct ask_options *options,
                     struct search_found *found)
{
    struct correcting correcting = {.finding = finding, .ask = &found->ask};
    struct slice apart = take_apart(finding, text, &found->ask);
    if (apart.data != NULL) {
        ask_read(apart, options, finding->arena, &found->ask);
        found->corrected = text = apart;
        if (finding_count_all(finding, &found->ask) > 0)
            return true;
    }
    struct meant choices[ASK_MAX_TERMS] = {{.distance = 0}};
    bool has_corrected = choose_unknown(&correcting, choices) &&
                         take(&correcting, text, options, choices, found);
    if (found->ask.wants_any || found->ask.term_count < 2 ||
        (has_corrected && finding_count_all(finding, &found->ask) > 0))
        return has_corrected || apart.data != NULL;

    struct meant others[ASK_MAX_TERMS] = {{.distance = 0}};
    struct slice so_far = has_corrected ? found->corrected : text;
    return (choose_one(&correcting, others) &&
            take(&correcting, so_far, options, others, found)) ||
           has_corrected || apart.data != NULL;
}
