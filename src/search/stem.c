/* stem.c - Snowball's stemmers by language, with a memory.
 *
 * A stemmer takes about half a microsecond a word, and folding a word that is
 * not ASCII about as long; but nine words of ten in a text were there before.
 * So each language keeps the forms of words in a table of fixed size, in which
 * a word has one place, by its hash: who comes later pushes out who was there.
 * No list, no counting, and no text can make it grow. Queries do without. */
#include "search/stem.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/map.h"
#include "base/mem.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY_COUNT     8192 /* a power of two */
#define MEMORY_MIN_WORDS 200  /* queries and titles have fewer */
#define MEMORY_BYTES     93   /* of key, text and stem together */

/* The forms of one word: key, text and stem, one after the other. */
struct memory {
    unsigned char key_size; /* 0: empty */
    unsigned char text_size, stem_size;
    char bytes[MEMORY_BYTES];
};

struct language {
    struct sb_stemmer *stemmer; /* NULL: there is none */
    bool is_turkish;
    unsigned kept;           /* letters, see above */
    size_t met;              /* words, until there is a memory */
    struct memory *memories; /* MEMORY_COUNT, or NULL */
};

/* The first part of a tag (BCP 47, ISO 639), and Snowball's name for it. Both
 * written forms of Norwegian have one stemmer; Bosnian, Croatian and
 * Montenegrin are written as Serbian in the Latin script is.
 *
 * Most stemmers only take endings off. Those of Arabic, Indonesian, Irish,
 * Tamil and Yiddish remove what is in front, too; the Serbian one writes in
 * Latin letters; the Turkish one changes the consonant before an ending, and
 * the Finnish one a doubled letter, wherever they are in short words. Of the
 * others no word in the lists that Debian has, five million in twenty
 * languages, is an exception to what is said here. */
static const struct {
    const char *tag, *algorithm;
    unsigned kept; /* so many letters at the start of a word are its stem's */
} algorithms[] = {
    {"", NULL, 2},          {"ar", "arabic", 0},     {"hy", "armenian", 2},
    {"eu", "basque", 2},    {"ca", "catalan", 2},    {"da", "danish", 2},
    {"nl", "dutch", 2},     {"en", "english", 2},    {"fi", "finnish", 1},
    {"fr", "french", 2},    {"de", "german", 2},     {"el", "greek", 2},
    {"hi", "hindi", 2},     {"hu", "hungarian", 2},  {"id", "indonesian", 0},
    {"ga", "irish", 0},     {"it", "italian", 2},    {"lt", "lithuanian", 2},
    {"ne", "nepali", 2},    {"nb", "norwegian", 2},  {"nn", "norwegian", 2},
    {"no", "norwegian", 2}, {"pt", "portuguese", 2}, {"ro", "romanian", 2},
    {"mo", "romanian", 2},  {"ru", "russian", 2},    {"sr", "serbian", 0},
    {"bs", "serbian", 0},   {"hr", "serbian", 0},    {"sh", "serbian", 0},
    {"cnr", "serbian", 0},  {"es", "spanish", 2},    {"sv", "swedish", 2},
    {"ta", "tamil", 0},     {"tr", "turkish", 0},    {"yi", "yiddish", 0},
};

struct stemmers {
    /* By the row above; those of one algorithm are not shared, since no site is
     * in both of them. NULL until a text is in it. */
    struct language *languages[ARRAY_COUNT(algorithms)];
};

struct stemmers *stemmers_new(void)
{
    return mem_alloc(1, sizeof(struct stemmers));
}

static void language_free(struct language *language)
{
    if (language == NULL)
        return;
    sb_stemmer_delete(language->stemmer);
    free(language->memories);
    free(language);
}

void stemmers_free(struct stemmers *stemmers)
{
    if (stemmers == NULL)
        return;
    for (size_t i = 0; i < ARRAY_COUNT(algorithms); i++)
        language_free(stemmers->languages[i]);
    free(stemmers);
}

/* "pt" of "pt-BR" and "pt_BR". */
static struct slice primary_part(struct slice tag)
{
    size_t end = 0;
    while (end < tag.size && ascii_is_letter(tag.data[end]))
        end++;
    return slice_sub(tag, 0, end);
}

/* The row of a tag; 0 for one that has none. */
static size_t find_row(struct slice tag)
{
    struct slice part = primary_part(tag);
    for (size_t i = 1; i < ARRAY_COUNT(algorithms); i++) {
        if (slice_equal_nocase(part, slice_of(algorithms[i].tag)))
            return i;
    }
    return 0;
}

static struct language *language_new(size_t row)
{
    struct language *language = mem_alloc(1, sizeof *language);
    if (row > 0)
        language->stemmer = sb_stemmer_new(algorithms[row].algorithm, "UTF_8");
    language->kept = algorithms[row].kept;
    language->is_turkish = strcmp(algorithms[row].tag, "tr") == 0;
    return language;
}

struct language *stemmers_find(struct stemmers *stemmers, struct slice tag)
{
    struct language **language = &stemmers->languages[find_row(tag)];
    if (*language == NULL)
        *language = language_new((size_t)(language - stemmers->languages));
    return *language;
}

bool stemmers_know(struct slice lang)
{
    return find_row(lang) != 0;
}

bool language_has_stemmer(const struct language *language)
{
    return language->stemmer != NULL;
}

unsigned language_kept_letters(const struct language *language)
{
    return language->kept;
}

bool language_is_turkish(const struct language *language)
{
    return language->is_turkish;
}

struct slice language_stem(struct language *language, struct slice word)
{
    const sb_symbol *stem;
    /* It fails only for want of memory. */
    while (
        (stem = sb_stemmer_stem(language->stemmer, (const sb_symbol *)word.data,
                                (int)word.size)) == NULL)
        mem_make_room();
    return (struct slice){(const char *)stem,
                          (size_t)sb_stemmer_length(language->stemmer)};
}

/* The place of a key; NULL while too few words were met to be worth it. */
static struct memory *find_memory(struct language *language, struct slice key)
{
    if (language->memories == NULL) {
        if (language->met++ < MEMORY_MIN_WORDS)
            return NULL;
        language->memories =
            mem_alloc(MEMORY_COUNT, sizeof *language->memories);
    }
    return &language->memories[hash_bytes(key, 0) & (MEMORY_COUNT - 1)];
}

bool language_recall(struct language *language, struct slice key,
                     struct word_forms *ret_forms)
{
    const struct memory *memory = find_memory(language, key);
    if (memory == NULL || key.size == 0 || memory->key_size != key.size ||
        memcmp(memory->bytes, key.data, key.size) != 0)
        return false;
    const char *text = memory->bytes + memory->key_size;
    const char *stem = text + memory->text_size;
    ret_forms->text = (struct slice){text, memory->text_size};
    ret_forms->stem = memory->stem_size == 0
                          ? SLICE_NONE
                          : (struct slice){stem, memory->stem_size};
    return true;
}

void language_remember(struct language *language, struct slice key,
                       const struct word_forms *forms)
{
    struct slice text = forms->text, stem = forms->stem;
    if (key.size + text.size + stem.size > MEMORY_BYTES)
        return;
    struct memory *memory = find_memory(language, key);
    if (memory == NULL)
        return;
    memory->key_size = (unsigned char)key.size;
    memory->text_size = (unsigned char)text.size;
    memory->stem_size = (unsigned char)stem.size;
    memcpy(memory->bytes, key.data, key.size);
    memcpy(memory->bytes + key.size, text.data, text.size);
    if (stem.size > 0)
        memcpy(memory->bytes + key.size + text.size, stem.data, stem.size);
}
