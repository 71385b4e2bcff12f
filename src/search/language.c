/* language.c - guesses the language of a text by its small words.
 *
 *     Der Cache ist nicht das Problem     der, ist, nicht, das: German
 *
 * Most sites in one language say nowhere which it is. Each list has the words
 * that are the most frequent in a language and rare in those beside it; about a
 * third of any text are such words. They are written as words.c has them:
 * without accents. Where scripts tell languages apart, so do these words. */
#include "search/language.h"

#include "base/array.h"
#include "base/map.h"
#include "search/words.h"

#include <pthread.h>
#include <string.h>

#define MIN_WORDS  20 /* fewer say nothing */
#define MIN_SHARE  8  /* of a hundred words that have to be of the list */
#define MAX_WORDS  16 /* of a list, with the NULL */
#define FIRST_LEAD 4  /* thirds that the best has of the second: 4/3 */

static const struct {
    const char *tag;
    const char *words[MAX_WORDS]; /* NULL at the end */
} languages[] = {
    {"ar", {"في", "من", "على", "التي", "الي", "عن", "هذا", "ان", "مع", "كان"}},
    {"ca",
     {"amb", "els", "per", "una", "que", "les", "aquest", "tambe", "dels",
      "mes", "pero"}},
    {"cs",
     {"je", "se", "na", "ze", "to", "jsou", "ktere", "pro", "jako", "ale",
      "byl", "nebo", "tak"}},
    {"da",
     {"og", "ikke", "det", "som", "til", "af", "jeg", "der", "har", "for",
      "med", "blev", "ogsa", "en"}},
    {"de",
     {"der", "die", "und", "das", "nicht", "ist", "ein", "zu", "den", "mit",
      "auf", "eine", "werden", "auch", "von"}},
    {"el",
     {"και", "το", "να", "του", "της", "με", "για", "που", "την", "τα", "στο",
      "δεν", "ειναι"}},
    {"en",
     {"the", "of", "and", "to", "is", "that", "it", "for", "with", "this",
      "you", "are", "was", "have", "not"}},
    {"es",
     {"que", "el", "los", "las", "una", "por", "con", "del", "para", "como",
      "pero", "su", "mas", "fue"}},
    {"eu",
     {"eta", "ez", "du", "bat", "dira", "baina", "ere", "zen", "dute", "izan",
      "den"}},
    {"fi",
     {"ja", "on", "ei", "etta", "se", "han", "oli", "mutta", "kun", "joka",
      "ovat", "myos", "tai"}},
    {"fr",
     {"les", "des", "est", "une", "dans", "pour", "que", "qui", "pas", "sur",
      "avec", "et", "du", "nous", "vous"}},
    {"ga", {"agus", "an", "na", "ar", "ta", "seo", "bhi", "leis", "sin", "go"}},
    {"hi", {"के", "है", "में", "की", "और", "से", "को", "का", "हैं", "यह"}},
    {"hu",
     {"az", "es", "hogy", "nem", "egy", "is", "meg", "ez", "volt", "mint",
      "csak", "vagy"}},
    {"hy", {"և", "է", "են", "որ", "մեջ", "այս", "ին", "իր", "հետ"}},
    {"id",
     {"yang", "dan", "di", "dengan", "untuk", "dari", "ini", "tidak", "pada",
      "adalah", "dalam", "itu"}},
    {"it",
     {"che", "di", "il", "non", "per", "una", "sono", "con", "della", "del",
      "come", "anche", "gli", "piu"}},
    {"lt",
     {"ir", "yra", "kad", "su", "bet", "tai", "kaip", "buvo", "apie", "jis",
      "iki"}},
    {"ne", {"र", "को", "मा", "छ", "हो", "पनि", "लागि", "गर्न", "यो"}},
    {"nl",
     {"de", "het", "een", "van", "niet", "en", "dat", "zijn", "met", "voor",
      "ook", "maar", "wordt", "je"}},
    {"no",
     {"og", "ikke", "det", "som", "til", "av", "jeg", "har", "med", "ble",
      "ogsa", "fra", "etter"}},
    {"pl",
     {"nie", "sie", "na", "jest", "do", "ze", "to", "jak", "ale", "przez",
      "oraz", "ktore", "sa", "byl"}},
    {"pt",
     {"que", "nao", "uma", "para", "com", "os", "mais", "como", "dos", "em",
      "por", "sao", "voce", "do"}},
    {"ro",
     {"si", "este", "nu", "care", "pentru", "din", "sunt", "cu", "mai", "fost",
      "sau", "pe", "la"}},
    {"ru",
     {"и", "в", "не", "на", "что", "как", "это", "для", "по", "из", "с", "но",
      "или"}},
    {"sr", {"и", "је", "да", "су", "се", "на", "за", "од", "што", "као"}},
    {"sv",
     {"och", "att", "det", "som", "inte", "ar", "jag", "pa", "har", "med", "av",
      "till", "fran", "den"}},
    {"ta", {"ஒரு", "என்று", "மற்றும்", "இந்த", "என்ற", "அவர்", "இது"}},
    {"tr",
     {"ve", "bir", "bu", "icin", "ile", "da", "de", "olarak", "cok", "daha",
      "gibi", "degil", "ne"}},
};

/* More of them, which are words of other languages as well. */
static const struct {
    const char *tag, *words; /* apart by spaces */
} small_words[] = {
    {"de",
     "an als am bei bin da dem des du er es fur hat ich im in man nach "
     "noch nur oder sich sie sind so um uns was wenn wer wie wir wird wo"},
    {"en",
     "a about an as at be but by can do does from has how i if in into my "
     "no on or our so than then there they was we what when where which "
     "who why will your"},
    {"es", "a al cuando de en es esta este la lo mi o se si sin son te un y"},
    {"fr", "a au aux ce comment de elle en il je la le leur ne ou par plus se "
           "si son sont un"},
    {"it", "a al alla da dei e ha i in la le lo mi o se si un"},
    {"nl", "aan als bij dan die er hoe ik in is of om op te uit wat wij ze"},
    {"pt", "a ao as da das e na no o ou se seu sua um"},
    {"sv", "de den ett for han hon hur i om sa under vad var vi"},
};

static bool has_word(size_t language, struct slice word)
{
    const char *const *words = languages[language].words;
    for (size_t i = 0; i < MAX_WORDS && words[i] != NULL; i++) {
        if (slice_is(word, words[i]))
            return true;
    }
    return false;
}

bool language_has_small_word(struct slice tag, struct slice word)
{
    struct slice lang = slice_sub(tag, 0, slice_find_char(tag, 0, '-'));
    for (size_t i = 0; i < ARRAY_COUNT(languages); i++) {
        if (slice_is(lang, languages[i].tag) && has_word(i, word))
            return true;
    }
    for (size_t i = 0; i < ARRAY_COUNT(small_words); i++) {
        struct slice rest = slice_of(small_words[i].words), next;
        while (slice_is(lang, small_words[i].tag) &&
               slice_cut(&rest, ' ', &next)) {
            if (slice_equal(next, word))
                return true;
        }
    }
    return false;
}

/* The languages that have a word, as bits. Every snapshot of a site that does
 * not name its language guesses it anew, so they are looked up, not gone
 * through. */
static struct map languages_by_word;
static uint32_t language_sets[ARRAY_COUNT(languages) * MAX_WORDS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

_Static_assert(ARRAY_COUNT(languages) <= 32, "a bit for each language");

static void fill_languages_by_word(void)
{
    size_t used = 0;
    for (size_t i = 0; i < ARRAY_COUNT(languages); i++) {
        const char *const *words = languages[i].words;
        for (size_t j = 0; j < MAX_WORDS && words[j] != NULL; j++) {
            struct slice word = slice_of(words[j]);
            uint32_t *set = map_find(&languages_by_word, word);
            if (set == NULL) {
                set = &language_sets[used++];
                (void)map_put(&languages_by_word, word, set);
            }
            *set |= UINT32_C(1) << i;
        }
    }
}

struct slice language_guess(struct slice text)
{
    unsigned counts[ARRAY_COUNT(languages)] = {0};
    unsigned all = 0, second = 0;
    size_t best = 0;
    struct words words;
    struct word word;

    (void)pthread_once(&once, fill_languages_by_word);
    words_begin(&words, slice_sub(text, 0, LANGUAGE_MAX_BYTES), SLICE_NONE,
                NULL);
    for (; words_next(&words, &word); all++) {
        const uint32_t *set = map_find(&languages_by_word, word.text);
        for (size_t i = 0; set != NULL && i < ARRAY_COUNT(languages); i++)
            counts[i] += *set >> i & 1;
    }
    words_release(&words);
    for (size_t i = 1; i < ARRAY_COUNT(languages); i++)
        best = counts[i] > counts[best] ? i : best;
    for (size_t i = 0; i < ARRAY_COUNT(languages); i++) {
        if (i != best && counts[i] > second)
            second = counts[i];
    }
    if (all < MIN_WORDS || 100 * counts[best] < MIN_SHARE * all ||
        3 * counts[best] < FIRST_LEAD * second)
        return SLICE_NONE;
    return slice_of(languages[best].tag);
}
