/* window.c - chooses the part of a text that says most of what was asked.
 *
 *     ... end of a block.\n\nThe Cache-Control header tells caches how ...
 *                            ^start  ^first hit     ^last hit        ^end
 *
 * It begins with its block where that is near, as a sentence reads best from
 * its start; else some words before the first hit. It ends at a word; or with a
 * block, once there is enough of it. */
#include "search/window.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "search/characters.h"

#define HIT_PARTS  4 /* a fourth of what fits is for the text around hits */
#define LEAD_PARTS 3 /* a third of what is left goes before the first hit */
#define MIN_PARTS  2 /* half of what fits is enough to end with a block */

/* What a window is worth; compared from the first to the last. */
struct worth {
    unsigned new_terms, terms, phrases;
    size_t hits;
};

static bool is_inside(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static size_t count_characters(struct slice text, size_t start, size_t end)
{
    size_t count = 0;
    for (size_t i = start; i < end; i++)
        count += is_inside(text.data[i]) ? 0 : 1;
    return count;
}

static size_t next_character(struct slice text, size_t at)
{
    at++;
    while (at < text.size && is_inside(text.data[at]))
        at++;
    return at;
}

static size_t previous_character(struct slice text, size_t at)
{
    at--;
    while (at > 0 && is_inside(text.data[at]))
        at--;
    return at;
}

static bool is_block_end(struct slice text, size_t at)
{
    return at + 1 < text.size && text.data[at] == '\n' &&
           text.data[at + 1] == '\n';
}

/* Whether the text may be cut here: between words, or beside a character of a
 * script without spaces, but never before a mark. */
static bool is_word_edge(struct slice text, size_t at)
{
    if (at == 0 || at >= text.size || ascii_is_space(text.data[at]) ||
        ascii_is_space(text.data[at - 1]))
        return true;
    size_t before_at = previous_character(text, at), after_at = at;
    enum character_kind after = character_kind(utf8_next(text, &after_at));
    if (after == CHARACTER_MARK || after == CHARACTER_UNSEEN)
        return false;
    enum character_kind before = character_kind(utf8_next(text, &before_at));
    return before == CHARACTER_DENSE ||
           (after == CHARACTER_DENSE && before != CHARACTER_UNSEEN);
}

static struct worth find_worth(const unsigned counts[ASK_MAX_TERMS],
                               const struct ask *ask, unsigned known)
{
    struct worth worth = {0};
    for (unsigned i = 0; i < ask->term_count; i++) {
        if (counts[i] == 0)
            continue;
        worth.terms++;
        worth.new_terms += (known >> i & 1) == 0 ? 1 : 0;
        worth.phrases += ask->terms[i].is_phrase ? 1 : 0;
        worth.hits += counts[i];
    }
    return worth;
}

static bool is_better(const struct worth *a, const struct worth *b)
{
    if (a->new_terms != b->new_terms)
        return a->new_terms > b->new_terms;
    if (a->terms != b->terms)
        return a->terms > b->terms;
    if (a->phrases != b->phrases)
        return a->phrases > b->phrases;
    return a->hits > b->hits;
}

void window_measure(struct slice text, struct hit *hits, size_t count)
{
    size_t at = 0, characters = 0;
    for (size_t i = 0; i < count; i++) {
        characters += count_characters(text, at, hits[i].start);
        at = hits[i].start;
        hits[i].first = characters;
        hits[i].last = characters + count_characters(text, at, hits[i].end);
    }
}

/* The terms of the hits of a window, a bit for each. */
static unsigned window_terms(const struct window *window,
                             const struct hit *hits)
{
    unsigned terms = 0;
    for (size_t i = window->first; i < window->end; i++)
        terms |= 1U << hits[i].term;
    return terms;
}

/* Chooses among the hits [window->first, window->end): the first ones move on,
 * and the last ones as far as fits. False, with nothing changed but these, if
 * none are better than *best. */
static bool choose_hits(const struct hit *hits, const struct ask *ask,
                        unsigned known, size_t max_characters,
                        struct worth *best, struct window *window)
{
    unsigned counts[ASK_MAX_TERMS] = {0};
    size_t end = window->first, limit = window->end;
    size_t max = max_characters - max_characters / HIT_PARTS;
    bool is_found = false;
    for (size_t first = end; first < limit; first++) {
        while (end < limit &&
               (end == first || hits[end].last - hits[first].first <= max))
            counts[hits[end++].term]++;
        struct worth worth = find_worth(counts, ask, known);
        if (is_better(&worth, best)) {
            *best = worth;
            window->first = first;
            window->end = end;
            is_found = true;
        }
        counts[hits[first].term]--;
    }
    return is_found;
}

/* Where at most `max` characters before `at` begin: with the block, if it
 * begins there; else with a word. */
static size_t find_start(struct slice text, size_t at, size_t from, size_t max,
                         bool *ret_is_cut)
{
    size_t start = at;
    for (; max > 0 && start > from; max--) {
        if (start > 1 && is_block_end(text, start - 2))
            break;
        start = previous_character(text, start);
    }
    bool is_block = start == 0 || (start > 1 && is_block_end(text, start - 2));
    *ret_is_cut = !is_block;
    while (!is_block && start < at && !is_word_edge(text, start))
        start = next_character(text, start);
    return start;
}

/* Where at most `max` characters after `at` end: with a block, if `enough` of
 * them are before its end; else with a word. */
static size_t find_end(struct slice text, size_t at, size_t to, size_t max,
                       size_t enough, bool *ret_is_cut)
{
    size_t end = at;
    for (size_t taken = 0; taken < max && end < to; taken++) {
        if (taken >= enough && is_block_end(text, end))
            break;
        end = next_character(text, end);
    }
    *ret_is_cut = end < text.size && !is_block_end(text, end);
    while (*ret_is_cut && end > at && !is_word_edge(text, end))
        end = previous_character(text, end);
    return end;
}

/* A hit may be as long as a text; what is too much of it is left out. */
static size_t bound(struct slice text, size_t start, size_t end, size_t max)
{
    size_t at = start;
    for (size_t taken = 0; at < end && taken < max; taken++)
        at = next_character(text, at);
    while (at < end && at > start && !is_word_edge(text, at) &&
           character_kind(utf8_next(text, &(size_t){at})) == CHARACTER_MARK)
        at = previous_character(text, at);
    return at > start ? at : end;
}

static void choose_text(struct slice text, const struct hit *hits, size_t from,
                        size_t to, size_t max_characters, struct window *window)
{
    size_t start = hits[window->first].start, end = start;
    for (size_t i = window->first; i < window->end; i++)
        end = hits[i].end > end ? hits[i].end : end;
    end = bound(text, start, end, 2 * max_characters);
    size_t used = count_characters(text, start, end);
    size_t left = max_characters > used ? max_characters - used : 0;
    window->text_start = find_start(text, start, from, left / LEAD_PARTS,
                                    &window->is_cut_before);
    used += count_characters(text, window->text_start, start);
    left = max_characters > used ? max_characters - used : 0;
    size_t min = max_characters / MIN_PARTS;
    window->text_end =
        find_end(text, end, to, left, min > used ? min - used : 0,
                 &window->is_cut_after);
}

bool window_find(struct slice text, const struct hit *hits, size_t count,
                 const struct ask *ask, const struct window *taken,
                 size_t max_characters, struct window *ret_window)
{
    struct worth best = {0};
    size_t before = 0, after = 0;
    unsigned known = window_terms(taken, hits);
    while (before < count && hits[before].end <= taken->text_start)
        before++;
    while (after < count && hits[after].start < taken->text_end)
        after++;
    struct window first = {.end = before};
    struct window second = {.first = after, .end = count};
    bool is_before =
        choose_hits(hits, ask, known, max_characters, &best, &first);
    if (choose_hits(hits, ask, known, max_characters, &best, &second)) {
        *ret_window = second;
        choose_text(text, hits, taken->text_end, text.size, max_characters,
                    ret_window);
    } else if (is_before) {
        *ret_window = first;
        choose_text(text, hits, 0, taken->text_start, max_characters,
                    ret_window);
    }
    return best.terms > 0;
}
