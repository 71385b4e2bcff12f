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

static const struct publication_key keys[] = {
    {"draft", KEY_IS_DRAFT},
    {"isDraft", KEY_IS_DRAFT},
    {"private", KEY_IS_PRIVATE},
    {"published", KEY_IS_PUBLISHED},
    {"publish", KEY_IS_PUBLISHED},
    {"status", KEY_IS_STATUS},
    {"state", KEY_IS_STATUS},
    {"visibility", KEY_IS_STATUS},
    {"date", KEY_IS_PUBLISH_DATE},
    {"publish_at", KEY_IS_PUBLISH_DATE},
    {"publishDate", KEY_IS_PUBLISH_DATE},
    {"pubDate", KEY_IS_PUBLISH_DATE},
    {"pubDatetime", KEY_IS_PUBLISH_DATE},
    {"published_at", KEY_IS_PUBLISH_DATE},
    {"publishedDate", KEY_IS_PUBLISH_DATE},
    {"date_published", KEY_IS_PUBLISH_DATE},
    {"expires_at", KEY_IS_EXPIRY_DATE},
    {"expiryDate", KEY_IS_EXPIRY_DATE},
    {"unpublish_at", KEY_IS_EXPIRY_DATE},
    {"unpublishDate", KEY_IS_EXPIRY_DATE},
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

bool text_is_word(struct slice text, const char *const *words)
{
    const struct letters letters = letters_of(text);
    while (*words != NULL && !slice_is(slice_of_letters(&letters), *words))
        words++;
    return letters.size <= MAX_LETTERS && *words != NULL;
}

static const struct publication_key *find(struct slice word, unsigned edits)
{
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        const struct letters letters = letters_of(slice_of(keys[i].name));
        if ((edits == 0 || letters.size >= MIN_TYPO_LETTERS) &&
            edit_distance(word, slice_of_letters(&letters), edits) <= edits)
            return &keys[i];
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
    const struct publication_key *found = find(word, 0);
    if (found != NULL || text_is_word(key, others))
        return found;
    found = find(word, 1);
    *ret_is_typo = found != NULL;
    return found;
}
