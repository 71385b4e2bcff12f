/* forms.c - the stems of a word, and the words of the index that have them.
 *
 *     houses --stem--> hous --vocabulary--> house, housed, housing
 *
 * Each language is asked for the stem that the word has in it. */
#include "search/forms.h"

#include "search/vocabulary.h"
#include "search/words.h"

#include <string.h>

/* Adds the words of the index with that stem. */
static void add_forms(const struct ask_options *options, struct slice lang,
                      struct slice stem, struct arena *arena,
                      struct ask_word *word)
{
    struct names found =
        vocabulary_forms(options->vocabulary, lang, stem, arena);
    struct slice *forms =
        arena_alloc(arena, word->forms.count + found.count, sizeof *forms);
    if (word->forms.count > 0)
        memcpy(forms, word->forms.items, word->forms.count * sizeof *forms);
    word->forms.items = forms;
    for (size_t i = 0; i < found.count; i++) {
        if (!slice_equal(found.items[i], word->text) &&
            !slice_is_among(found.items[i], forms, word->forms.count))
            forms[word->forms.count++] = found.items[i];
    }
}

/* The stem of a word as it was typed; SLICE_NONE if that is the word itself. */
static struct slice stem_of(struct slice typed, struct slice lang,
                            struct stemmers *stemmers, struct arena *arena)
{
    struct words words;
    struct word word = {.stem = SLICE_NONE};
    struct str buffer = {0};
    words_begin(&words, typed, lang, stemmers);
    if (words_next(&words, &word) && word.stem.size == 0)
        word.stem = words_stem_of(words.language, word.text, &buffer);
    struct slice stem = arena_copy(arena, word.stem);
    words_release(&words);
    str_release(&buffer);
    return stem;
}

void forms_find(const struct ask_options *options, struct stemmers *stemmers,
                struct slice typed, struct arena *arena, struct ask_word *word)
{
    struct slice *stems = arena_alloc(arena, ASK_MAX_LANGUAGES, sizeof *stems);
    word->stems = stems;
    for (size_t i = 0; i < options->language_count && i < ASK_MAX_LANGUAGES;
         i++) {
        struct slice lang = options->languages[i];
        struct slice stem = stem_of(typed, lang, stemmers, arena);
        if (stem.size > 0 && !slice_is_among(stem, stems, word->stem_count))
            stems[word->stem_count++] = stem;
        if (options->vocabulary != NULL)
            add_forms(options, lang, stem.size > 0 ? stem : word->text, arena,
                      word);
    }
}
