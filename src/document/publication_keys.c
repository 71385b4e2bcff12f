/* publication_keys.c - finds keys that were meant to keep a document back.
 *
 *     Draft   is-draft   <U+200B>draft   the same word: read like the key
 *     drfat   publised                   a typo: read likewise, with a warning
 *
 * Keys are compared by their ASCII letters and digits in lower case. Everything
 * else goes: separators, and characters that nobody sees. A letter of another
 * alphabet that looks like a Latin one makes a typo. */
#include "document/publication_keys.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/nearest.h"

#include <string.h>

#define MIN_TYPO_LETTERS 5
#define MAX_LETTERS      24

/* The letters of each name, as letters_of() finds them, stand beside it. */
static const struct {
    struct publication_key key;
    const char *word;
    size_t size;
} keys[] = {
#define KEY(name, word, effect)                                                \
    {                                                                          \
        {name, effect}, word, sizeof(word) - 1                                 \
    }
    KEY("draft", "draft", KEY_IS_DRAFT),
    KEY("isDraft", "isdraft", KEY_IS_DRAFT),
    KEY("private", "private", KEY_IS_PRIVATE),
    KEY("isPrivate", "isprivate", KEY_IS_PRIVATE),
    KEY("published", "published", KEY_IS_PUBLISHED),
    KEY("publish", "publish", KEY_IS_PUBLISHED),
    KEY("isPublished", "ispublished", KEY_IS_PUBLISHED),
    KEY("public", "public", KEY_IS_PUBLISHED),
    KEY("status", "status", KEY_IS_STATUS),
    KEY("state", "state", KEY_IS_STATUS),
    KEY("visibility", "visibility", KEY_IS_STATUS),
    KEY("post_status", "poststatus", KEY_IS_STATUS),
    KEY("publish_status", "publishstatus", KEY_IS_STATUS),
    KEY("date", "date", KEY_IS_PUBLISH_DATE),
    KEY("publish_at", "publishat", KEY_IS_PUBLISH_DATE),
    KEY("publishDate", "publishdate", KEY_IS_PUBLISH_DATE),
    KEY("pubDate", "pubdate", KEY_IS_PUBLISH_DATE),
    KEY("pubDatetime", "pubdatetime", KEY_IS_PUBLISH_DATE),
    KEY("published_at", "publishedat", KEY_IS_PUBLISH_DATE),
    KEY("publishedDate", "publisheddate", KEY_IS_PUBLISH_DATE),
    KEY("date_published", "datepublished", KEY_IS_PUBLISH_DATE),
    KEY("expires_at", "expiresat", KEY_IS_EXPIRY_DATE),
    KEY("expiryDate", "expirydate", KEY_IS_EXPIRY_DATE),
    KEY("unpublish_at", "unpublishat", KEY_IS_EXPIRY_DATE),
    KEY("unpublishDate", "unpublishdate", KEY_IS_EXPIRY_DATE),
#undef KEY
};

/* Words one edit away from a key that mean something else. */
static const char *const others[] = {"craft",  "drift",     "graft",
                                     "drafty", "publisher", "stats",
                                     "states", "pupdate",   NULL};

/* The ASCII letters and digits of a text, in lower case. */
struct letters {
    char text[MAX_LETTERS + 1];
    size_t size; /* above MAX_LETTERS: there are more */
};

static struct letters letters_of(struct slice text)
{
    struct letters letters = {0};
    for (size_t i = 0; i < text.size && letters.size <= MAX_LETTERS; i++) {
        if (ascii_is_letter_or_digit(text.data[i]))
            letters.text[letters.size++] = ascii_to_lower(text.data[i]);
    }
    return letters;
}

static struct slice slice_of_letters(const struct letters *letters)
{
    return (struct slice){letters->text, letters->size};
}

static bool is_in(struct slice word, const char *const *words)
{
    while (*words != NULL && !slice_is(word, *words))
        words++;
    return *words != NULL;
}

bool text_is_word(struct slice text, const char *const *words)
{
    const struct letters letters = letters_of(text);
    return letters.size <= MAX_LETTERS &&
           is_in(slice_of_letters(&letters), words);
}

/* Of two words that are one edit apart, the first letters are the same or the
 * last ones are. */
static bool is_typo(struct slice word, struct slice known)
{
    return known.size >= MIN_TYPO_LETTERS && known.size <= word.size + 1 &&
           word.size <= known.size + 1 &&
           (word.data[0] == known.data[0] ||
            word.data[word.size - 1] == known.data[known.size - 1]) &&
           edit_distance(word, known, 1) <= 1;
}

/* Most documents have a dozen keys, none of which is near any of these. */
static const struct publication_key *
find(struct slice word, bool (*fits)(struct slice word, struct slice known))
{
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        if (fits(word, (struct slice){keys[i].word, keys[i].size}))
            return &keys[i].key;
    }
    return NULL;
}

const struct publication_key *publication_key_find(struct slice key,
                                                   bool *ret_is_typo)
{
    const struct letters letters = letters_of(key);
    struct slice word = slice_of_letters(&letters);
    *ret_is_typo = false;
    if (letters.size + 1 < MIN_TYPO_LETTERS || letters.size > MAX_LETTERS)
        return NULL;
    const struct publication_key *found = find(word, slice_equal);
    if (found != NULL)
        return found;
    found = find(word, is_typo);
    if (found != NULL && is_in(word, others))
        return NULL;
    *ret_is_typo = found != NULL;
    return found;
}
