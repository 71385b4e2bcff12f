/* find.c - from what was typed to the documents of a snapshot and their scores.
 *
 *     "cachng headers" --ask.c--> terms --correct.c--> caching headers
 *                                    |
 *                 engine: rows, how often each term is in them
 *                                    |
 *                 view: documents of this snapshot --> scores
 *
 * Scores are those of BM25 (Robertson and Zaragoza, "The Probabilistic
 * Relevance Framework", 2009) over all parts at once: a word counts as often as
 * the weight of the part says, before that is dampened. They depend on the
 * documents of the snapshot alone, never on what else is in the index, so that
 * two servers with the same content give the same answer. */
#include "search/find.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define K1          1.2F /* how soon more of a word counts no more */
#define B           0.6F /* how much long documents are at a disadvantage */
#define TITLE_BONUS 1.0F /* for a title that is all of what was asked for */

#define MAX_COUNTS 4096 /* terms whose documents are remembered */

struct tally {
    const struct finding *finding;
    bool only_listed;
    size_t count;
};

static bool count_row(void *context, uint32_t row)
{
    struct tally *tally = context;
    const struct finding *finding = tally->finding;
    uint32_t number = coverage_document(finding->coverage, row);
    if (number != NO_DOCUMENT &&
        (!tally->only_listed || view_entry(finding->view, number)->is_listed))
        tally->count++;
    return true;
}

static struct slice count_key(const struct ask_term *term, bool only_listed,
                              struct arena *arena)
{
    struct str key = {0};
    str_appendf(&key, "%s%u%c", only_listed ? "l" : "", term->parts,
                term->is_prefix   ? '*'
                : term->is_phrase ? '"'
                                  : ' ');
    for (size_t i = 0; i < term->word_count; i++) {
        str_append(&key, term->words[i].text);
        for (size_t j = 0; j < term->words[i].stem_count; j++) {
            str_append_char(&key, ENGINE_STEM_MARK);
            str_append(&key, term->words[i].stems[j]);
        }
        for (size_t j = 0; j < term->words[i].forms.count; j++) {
            str_append_char(&key, '|');
            str_append(&key, term->words[i].forms.items[j]);
        }
        str_append_char(&key, ' ');
    }
    struct slice copied = arena_copy(arena, str_slice(&key));
    str_release(&key);
    return copied;
}

/* A count is kept as a pointer to it. */
static bool recall(struct coverage *coverage, struct slice key,
                   size_t *ret_count)
{
    (void)pthread_mutex_lock(&coverage->counts_mutex);
    const size_t *count = map_find(&coverage->counts, key);
    if (count != NULL)
        *ret_count = *count;
    (void)pthread_mutex_unlock(&coverage->counts_mutex);
    return count != NULL;
}

static void remember(struct coverage *coverage, struct slice key, size_t count)
{
    (void)pthread_mutex_lock(&coverage->counts_mutex);
    if (coverage->counts.count < MAX_COUNTS &&
        map_find(&coverage->counts, key) == NULL) {
        size_t *kept = arena_alloc(&coverage->counts_arena, 1, sizeof *kept);
        *kept = count;
        (void)map_put(&coverage->counts,
                      arena_copy(&coverage->counts_arena, key), kept);
    }
    (void)pthread_mutex_unlock(&coverage->counts_mutex);
}

static size_t count_documents(struct finding *finding,
                              const struct ask_term *term, bool only_listed)
{
    struct coverage *coverage = finding->coverage;
    struct tally tally = {finding, only_listed, 0};
    struct slice key = count_key(term, only_listed, finding->arena);
    if (finding->fault != ENGINE_FINE || recall(coverage, key, &tally.count))
        return tally.count;
    finding->fault = finding->engine->rows(finding->desk->reader, term,
                                           count_row, &tally, &finding->err);
    if (finding->fault == ENGINE_FINE)
        remember(coverage, key, tally.count);
    return tally.count;
}

size_t finding_count(struct finding *finding, const struct ask_term *term)
{
    return count_documents(finding, term, false);
}

size_t finding_count_listed(struct finding *finding,
                            const struct ask_term *term)
{
    return count_documents(finding, term, true);
}

/* Leaves out the rows that are no documents of the snapshot. */
static void keep_visible(const struct coverage *coverage,
                         struct engine_hits *hits, size_t term_count)
{
    size_t kept = 0;
    for (size_t i = 0; i < hits->count; i++) {
        if (coverage_document(coverage, hits->rows[i]) == NO_DOCUMENT)
            continue;
        hits->rows[kept] = hits->rows[i];
        hits->titles[kept] = hits->titles[i];
        memmove(hits->frequencies + kept * term_count,
                hits->frequencies + i * term_count,
                term_count * sizeof *hits->frequencies);
        kept++;
    }
    hits->count = kept;
}

static size_t count_hits(const struct engine_hits *hits, size_t term,
                         size_t term_count)
{
    size_t count = 0;
    for (size_t i = 0; i < hits->count; i++)
        count += hits->frequencies[i * term_count + term] > 0 ? 1 : 0;
    return count;
}

/* How much a term says, by the number of documents that have it. All documents
 * with it are among the hits of a query of one term; those with a beginning
 * would take too long to count. */
static float rarity(struct finding *finding, const struct ask *ask, size_t term,
                    const struct engine_hits *hits)
{
    double all = (double)finding->coverage->known;
    const struct ask_term *asked = &ask->terms[term];
    bool is_counted = ask->term_count == 1 || asked->is_prefix;
    double with = (double)(is_counted ? count_hits(hits, term, ask->term_count)
                                      : finding_count(finding, asked));
    if (with > all)
        with = all;
    return (float)log(1 + (all - with + 0.5) / (with + 0.5));
}

static float score_of(const struct coverage *coverage,
                      const struct engine_hits *hits, size_t hit,
                      const float *rarities, size_t term_count)
{
    uint32_t row = hits->rows[hit];
    const float *frequencies = hits->frequencies + hit * term_count;
    float length = 1 - B + B * coverage->lengths[row];
    float score = 0;
    for (size_t i = 0; i < term_count; i++)
        score += rarities[i] * frequencies[i] * (K1 + 1) /
                 (frequencies[i] + K1 * length);
    uint32_t words = coverage->title_lengths[row];
    unsigned matched = (unsigned)__builtin_popcount(hits->titles[hit]);
    float share = words > 0 ? (float)matched / (float)words : 0;
    return score * (1 + TITLE_BONUS * (share < 1 ? share : 1));
}

static void score(struct finding *finding, const struct ask *ask,
                  const struct engine_hits *hits, float *scores)
{
    float rarities[ASK_MAX_TERMS] = {0};
    for (size_t i = 0; i < ask->term_count; i++) {
        if (!ask->terms[i].is_excluded)
            rarities[i] = rarity(finding, ask, i, hits);
    }
    for (size_t i = 0; i < hits->count; i++) {
        uint32_t number = coverage_document(finding->coverage, hits->rows[i]);
        float value =
            score_of(finding->coverage, hits, i, rarities, ask->term_count);
        scores[number] = value > 0 ? value : FLT_MIN;
    }
}

/* The documents that meet it; none after a fault. */
static void find_hits(struct finding *finding, const struct ask *ask,
                      struct engine_hits *ret_hits)
{
    *ret_hits = (struct engine_hits){0};
    if (finding->fault == ENGINE_FINE)
        finding->fault =
            finding->engine->find(finding->desk->reader, ask, finding->arena,
                                  ret_hits, &finding->err);
    if (finding->fault == ENGINE_FINE)
        keep_visible(finding->coverage, ret_hits, ask->term_count);
    else
        ret_hits->count = 0;
}

size_t finding_count_all(struct finding *finding, const struct ask *ask)
{
    struct engine_hits hits;
    find_hits(finding, ask, &hits);
    return hits.count;
}

struct leaving {
    const struct coverage *coverage;
    float *scores;
};

static bool leave_out(void *context, uint32_t row)
{
    const struct leaving *leaving = context;
    uint32_t number = coverage_document(leaving->coverage, row);
    if (number != NO_DOCUMENT)
        leaving->scores[number] = 0;
    return true;
}

/* "-draft" alone: all documents but those, none better than another. */
static void find_others(struct finding *finding, const struct ask *ask,
                        float *scores, size_t *ret_count)
{
    const struct coverage *coverage = finding->coverage;
    struct leaving leaving = {coverage, scores};
    for (uint32_t row = 1; row < coverage->row_count; row++) {
        uint32_t number = coverage_document(coverage, row);
        if (number != NO_DOCUMENT)
            scores[number] = FLT_MIN;
    }
    for (size_t i = 0; i < ask->term_count && finding->fault == ENGINE_FINE;
         i++)
        finding->fault =
            finding->engine->rows(finding->desk->reader, &ask->terms[i],
                                  leave_out, &leaving, &finding->err);
    for (size_t i = 0; i < view_document_count(finding->view); i++)
        *ret_count += scores[i] > 0 ? 1 : 0;
}

void finding_carry_out(struct finding *finding, struct search_found *found)
{
    struct engine_hits hits;
    float *scores = arena_alloc(
        finding->arena, view_document_count(finding->view) + 1, sizeof *scores);
    found->scores = scores;
    if (finding->fault != ENGINE_FINE || found->ask.term_count == 0)
        return;
    if (!ask_wants_terms(&found->ask)) {
        find_others(finding, &found->ask, scores, &found->count);
        return;
    }
    find_hits(finding, &found->ask, &hits);
    score(finding, &found->ask, &hits, scores);
    found->count = hits.count;
}

enum search_state finding_end(struct finding *finding)
{
    bool ok = finding->fault == ENGINE_FINE;
    coverage_give(finding->view, finding->coverage);
    search_give_desk(finding->search, finding->desk, finding->fault,
                     &finding->err);
    return ok ? SEARCH_READY : SEARCH_BROKEN;
}

enum search_state finding_begin(struct finding *finding,
                                const struct snapshot *snapshot,
                                struct arena *arena)
{
    *finding = (struct finding){.arena = arena};
    if (snapshot->search == NULL)
        return SEARCH_OFF;
    finding->view = snapshot->search;
    finding->search = view_search(finding->view);
    finding->engine = search_engine(finding->search);
    for (;;) {
        enum search_state state = search_await(finding->search);
        if (state != SEARCH_READY)
            return state;
        finding->desk = search_take_desk(finding->search, true, &finding->err);
        if (finding->desk == NULL)
            return SEARCH_BROKEN;
        finding->coverage = coverage_take(finding->view);
        /* Else the index was made anew in between, and its rows are others. */
        if (finding->coverage->era == finding->desk->era)
            return SEARCH_READY;
        (void)finding_end(finding);
    }
}

struct ask_options finding_options(struct finding *finding,
                                   const struct ask_options *options)
{
    struct ask_options with = *options;
    with.stemmers = finding->desk->stemmers;
    with.vocabulary = search_vocabulary(finding->search);
    if (with.language_count == 0) {
        const struct names *languages = view_languages(finding->view);
        with.languages = languages->items;
        with.language_count = languages->count;
    }
    return with;
}
