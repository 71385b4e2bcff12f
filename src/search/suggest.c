/* suggest.c - what a text may become that is being typed.
 *
 *     "event lo"  -->  Event loop   a title that has all the words
 *                      loops        a tag or a person, likewise
 *                      event loop   the last word, finished
 *
 * Titles come in the order of their scores, terms by the number of documents
 * that have them, and words by how many have them after the word before.
 * Everything is found in documents of the snapshot.
 */
#include "search/spelling.h"
#include "search/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#define MIN_BEGINNING 2  /* bytes of a word that is finished */
#define MAX_COUNTED   48 /* words whose documents are counted */
#define MAX_LOOKED_AT 20000

struct suggesting {
    struct finding finding;
    struct search_found found;
    struct suggestion *items;
    size_t limit, count;
};

/* A document whose title was found. */
struct titled {
    const struct entry *entry;
    float score;
};

static int compare_titled(const void *left, const void *right)
{
    const struct titled *a = left, *b = right;
    bool a_is_term = !a->entry->is_document, b_is_term = !b->entry->is_document;
    if (a_is_term != b_is_term)
        return a_is_term ? 1 : -1;
    if (a_is_term && a->entry->posts.count != b->entry->posts.count)
        return a->entry->posts.count < b->entry->posts.count ? 1 : -1;
    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    return slice_compare(a->entry->id, b->entry->id);
}

/* Titles and names with all the words, of which each kind gets its share. */
static void suggest_titles(struct suggesting *s, size_t title_share,
                           size_t term_share)
{
    struct arena *arena = s->finding.arena;
    size_t count = 0, all = view_document_count(s->finding.view);
    struct titled *titled =
        arena_alloc(arena, s->found.count + 1, sizeof *titled);
    for (size_t i = 0; i < all && count < s->found.count; i++) {
        const struct entry *entry = view_entry(s->finding.view, i);
        if (s->found.scores[i] > 0 && entry->is_listed)
            titled[count++] = (struct titled){entry, s->found.scores[i]};
    }
    if (count > 1)
        qsort(titled, count, sizeof *titled, compare_titled);
    for (size_t i = 0; i < count && s->count < s->limit; i++) {
        const struct entry *entry = titled[i].entry;
        size_t *share = entry->is_document ? &title_share : &term_share;
        if (*share == 0)
            continue;
        --*share;
        s->items[s->count++] = (struct suggestion){
            .kind = entry->is_document ? SUGGEST_TITLE : SUGGEST_TERM,
            .text = entry->name,
            .entry = entry,
            .count = entry->is_document ? 1 : entry->posts.count};
    }
}

/* Where words from this one on begin. */
static size_t lower_bound(const struct names *words, struct slice word)
{
    size_t low = 0, high = words->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (slice_compare(words->items[middle], word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Short words first: they are the more frequent ones. */
static int compare_sizes(const void *left, const void *right)
{
    const struct slice *a = left, *b = right;
    if (a->size != b->size)
        return a->size < b->size ? -1 : 1;
    return slice_compare(*a, *b);
}

static size_t find_longer(struct finding *finding, struct slice beginning,
                          struct slice **ret_words)
{
    const struct names *words =
        vocabulary_lock(search_vocabulary(finding->search));
    size_t from = lower_bound(words, beginning), count = 0;
    while (count < MAX_LOOKED_AT && from + count < words->count &&
           slice_begins(words->items[from + count], beginning))
        count++;
    struct slice *found = arena_alloc(finding->arena, count + 1, sizeof *found);
    memcpy(found, words->items + from, count * sizeof *found);
    qsort(found, count, sizeof *found, compare_sizes);
    if (count > MAX_COUNTED)
        count = MAX_COUNTED;
    for (size_t i = 0; i < count; i++)
        found[i] = arena_copy(finding->arena, found[i]);
    vocabulary_unlock(search_vocabulary(finding->search));
    *ret_words = found;
    return count;
}

struct counted {
    struct slice word;
    size_t count;   /* of documents that have it */
    size_t follows; /* in which it stands after the word before it */
};

static int compare_counted(const void *left, const void *right)
{
    const struct counted *a = left, *b = right;
    if (a->follows != b->follows)
        return a->follows < b->follows ? 1 : -1;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return slice_compare(a->word, b->word);
}

/* The word that is typed before the last one; NULL if there is none. */
static const struct ask_word *word_before(const struct ask *ask)
{
    if (ask->term_count < 2)
        return NULL;
    const struct ask_term *before = &ask->terms[ask->term_count - 2];
    return before->is_excluded ? NULL : &before->words[before->word_count - 1];
}

static struct counted count_word(struct finding *finding, struct slice word,
                                 const struct ask_word *before)
{
    struct ask_word pair[2];
    struct ask_term term = spelling_term(word, &pair[1]);
    struct counted counted = {word, finding_count_listed(finding, &term), 0};
    if (before == NULL || counted.count == 0)
        return counted;
    pair[0] = *before;
    term.words = pair;
    term.word_count = 2;
    counted.follows = finding_count_listed(finding, &term);
    return counted;
}

/* The text with its last word finished. */
static void suggest_words(struct suggesting *s, struct slice text)
{
    while (slice_ends(text, "*"))
        text.size--;
    struct finding *finding = &s->finding;
    struct counted counted[MAX_COUNTED];
    struct slice *words;
    const struct ask *ask = &s->found.ask;
    const struct ask_term *last =
        ask->term_count > 0 ? &ask->terms[ask->term_count - 1] : NULL;
    if (last == NULL || !last->is_prefix || last->word_count != 1 ||
        last->words[0].text.size < MIN_BEGINNING ||
        text.size < last->written.size)
        return;
    struct slice before = slice_sub(text, 0, text.size - last->written.size);
    if (!slice_equal(slice_from(text, before.size), last->written))
        return; /* it is too long, and its end was not read */
    size_t count = find_longer(finding, last->words[0].text, &words);
    for (size_t i = 0; i < count; i++)
        counted[i] = count_word(finding, words[i], word_before(ask));
    qsort(counted, count, sizeof *counted, compare_counted);
    for (size_t i = 0; i < count && s->count < s->limit; i++) {
        bool finds = word_before(ask) == NULL ? counted[i].count > 0
                                              : counted[i].follows > 0;
        struct slice written =
            finds ? spelling_of(finding, counted[i].word) : SLICE_NONE;
        if (written.size == 0)
            break;
        s->items[s->count++] = (struct suggestion){
            .kind = SUGGEST_WORD,
            .text = arena_printf(finding->arena, "%.*s%.*s", SLICE_FMT(before),
                                 SLICE_FMT(written)),
            .count = word_before(ask) == NULL ? counted[i].count
                                              : counted[i].follows};
    }
}

enum search_state search_suggest(const struct snapshot *snapshot,
                                 struct slice text,
                                 const struct ask_options *options,
                                 size_t limit, struct arena *arena,
                                 struct suggestion *ret_suggestions,
                                 size_t *ret_count)
{
    struct suggesting s = {.items = ret_suggestions, .limit = limit};
    *ret_count = 0;
    enum search_state state = finding_begin(&s.finding, snapshot, arena);
    if (state != SEARCH_READY)
        return state;
    struct ask_options with = finding_options(&s.finding, options);
    with.is_typing = true;
    ask_read(text, &with, arena, &s.found.ask);
    for (size_t i = 0; i < s.found.ask.term_count; i++)
        s.found.ask.terms[i].parts = SEARCH_TITLE;
    if (ask_wants_terms(&s.found.ask))
        finding_carry_out(&s.finding, &s.found);
    if (s.finding.fault == ENGINE_FINE && s.found.scores != NULL) {
        suggest_titles(&s, limit / 2, limit / 4);
        suggest_words(&s, text);
    }
    *ret_count = s.count;
    return finding_end(&s.finding);
}
