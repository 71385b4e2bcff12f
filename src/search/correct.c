/* correct.c - takes words that no document has for similar ones.
 *
 * "cachng" -> "caching". Only what nothing is found for is changed, to the
 * nearest word; of words that are as near, to the one that most documents
 * have. The vocabulary knows more than a client may see, so that a word counts
 * for nothing unless a document of the snapshot has it. */
#include "search/near.h"
#include "search/spelling.h"

#include <stdlib.h>

#define MAX_COUNTED 40 /* similar words whose documents are counted */

static bool may_be_wrong(const struct ask_term *term)
{
    return !term->is_excluded && !term->is_phrase && term->word_count == 1 &&
           near_tolerance(term->words[0].text) > 0;
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
    const struct names *vocabulary = search_lock_words(finding->search);
    size_t count = near_find(word, vocabulary, near_tolerance(word),
                             finding->arena, ret_words);
    if (count > 1)
        qsort(*ret_words, count, sizeof **ret_words, compare_distances);
    if (count > MAX_COUNTED)
        count = MAX_COUNTED;
    for (size_t i = 0; i < count; i++)
        (*ret_words)[i].word = arena_copy(finding->arena, (*ret_words)[i].word);
    search_unlock_words(finding->search);
    return count;
}

/* What was probably meant, as it is written; SLICE_NONE if nothing is known. */
static struct slice find_meant(struct finding *finding, struct slice word)
{
    struct near_word *similar;
    size_t count = find_similar(finding, word, &similar), most = 0;
    unsigned distance = 0;
    struct slice meant = SLICE_NONE;
    for (size_t i = 0; i < count; i++) {
        struct ask_word asked;
        const struct ask_term term = spelling_term(similar[i].word, &asked);
        if (most > 0 && similar[i].distance > distance)
            break;
        size_t documents = finding_count(finding, &term);
        if (documents <= most)
            continue;
        most = documents;
        distance = similar[i].distance;
        meant = similar[i].word;
    }
    return meant.size > 0 ? spelling_of(finding, meant) : SLICE_NONE;
}

void finding_correct(struct finding *finding, struct slice text,
                     const struct ask_options *options,
                     struct search_found *found)
{
    struct str corrected = {0};
    size_t after = 0; /* what is copied of the text so far */
    for (size_t i = 0; i < found->ask.term_count; i++) {
        const struct ask_term *term = &found->ask.terms[i];
        if (!may_be_wrong(term) || finding_count(finding, term) > 0)
            continue;
        struct slice meant = find_meant(finding, term->words[0].text);
        size_t at = slice_find(text, after, term->written);
        if (meant.size == 0 || at == text.size)
            continue;
        str_append(&corrected, slice_sub(text, after, at));
        str_append(&corrected, meant);
        after = at + term->written.size;
    }
    if (after > 0) {
        str_append(&corrected, slice_from(text, after));
        found->corrected = arena_copy(finding->arena, str_slice(&corrected));
        ask_read(found->corrected, options, finding->arena, &found->ask);
    }
    str_release(&corrected);
}
