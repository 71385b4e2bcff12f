/* spelling.c - finds how a document writes a word.
 *
 * The index keeps words without case and accents, which nobody wants to read.
 * A spelling comes from a document that may be seen, so that what is shown of
 * the vocabulary is never more than that. */
#include "search/spelling.h"

#include "base/unicode.h"
#include "search/row.h"

struct ask_term spelling_term(struct slice word, struct ask_word *ret_word)
{
    *ret_word = (struct ask_word){.text = word};
    return (struct ask_term){.parts = SEARCH_ALL_PARTS,
                             .is_phrase = true,
                             .words = ret_word,
                             .word_count = 1,
                             .written = word};
}

struct first {
    const struct coverage *coverage;
    uint32_t document;
};

static bool take_first(void *context, uint32_t row)
{
    struct first *first = context;
    first->document = coverage_document(first->coverage, row);
    return first->document == NO_DOCUMENT;
}

/* One in small letters if there is one: the first word of a sentence is
 * written in another way than it usually is. */
static struct slice find_in(struct slice text, struct slice word,
                            struct slice found)
{
    struct words words;
    struct word next;
    words_begin(&words, text, SLICE_NONE, NULL);
    while (words_next(&words, &next)) {
        if (next.kind != WORD_PLAIN || !slice_equal(next.text, word))
            continue;
        struct slice written = slice_sub(text, next.start, next.end);
        size_t at = 0;
        int32_t first = utf8_next(written, &at);
        if (found.data == NULL || unicode_to_lower(first) == first)
            found = written;
        if (unicode_to_lower(first) == first)
            break;
    }
    words_release(&words);
    return found;
}

struct slice spelling_of(struct finding *finding, struct slice word)
{
    struct ask_word asked;
    const struct ask_term term = spelling_term(word, &asked);
    struct first first = {finding->coverage, NO_DOCUMENT};
    struct row_text text;
    struct slice found = SLICE_NONE;

    if (finding->fault == ENGINE_FINE)
        finding->fault = finding->engine->rows(
            finding->desk->reader, &term, take_first, &first, &finding->err);
    if (finding->fault != ENGINE_FINE || first.document == NO_DOCUMENT)
        return SLICE_NONE;
    struct arena arena = {0};
    row_read(view_entry(finding->view, first.document), 0, SLICE_NONE, &arena,
             &text);
    for (size_t i = 0; i < SEARCH_PART_COUNT; i++) {
        if (text.parts[i].size > 0)
            found = find_in(text.parts[i], word, found);
    }
    found = arena_copy(finding->arena, found);
    arena_release(&arena);
    return found;
}
