/* keys.c - the known keys, and which of them a misspelt one was meant to be.
 *
 * A front end may invent any key it likes, so an unknown key is not an error;
 * only one that is one edit away from a known key is suspicious. Most of these
 * are typos (`tittle`, `catgories`, `pubDte`), some are good keys: plurals,
 * short words (`data` is not `date`), and a few that are listed here. Whether
 * the document lacks the known key, and how many others have the odd one, is
 * for the caller to weigh. */
#include "document/keys.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/nearest.h"

#include <string.h>

#define MIN_MEANT_LETTERS  4
#define SHORT_WORD_LETTERS 4

const char *const keys_date[] = {
    "date",           "publishDate",   "pubDate",      "published_at",
    "publishedAt",    "publishedDate", "pubDatetime",  "publish_date",
    "date_published", "datePublished", "published",    "posted",
    "datePosted",     "postDate",      "added",        "dateAdded",
    "createdAt",      "created_at",    "created",      "dateCreated",
    "createdDate",    "createdOn",     "creationDate", NULL,
};
const char *const keys_updated[] = {
    "updated",      "updatedDate", "lastmod",      "modified",
    "updatedAt",    "dateUpdated", "modDatetime",  "last_modified_at",
    "dateModified", "modifiedAt",  "lastModified", "lastUpdated",
    NULL,
};
/* See also publication_keys.h. */
static const char *const keys_publish[] = {"publish_at", NULL};
static const char *const keys_expiry[] = {
    "expires_at", "unpublish_at", "expiryDate", "unpublishDate", NULL,
};
const char *const keys_excerpt[] = {
    "excerpt",
    "description",
    "summary",
    NULL,
};
const char *const keys_author[] = {"author", "authors", NULL};
const char *const keys_tag[] = {
    "tags", "tag", "keywords", "topics", NULL,
};
const char *const keys_category[] = {"categories", "category", NULL};
const char *const keys_alias[] = {"aliases", "redirect_from", NULL};
const char *const keys_computed[] = {
    "id",       "collection", "url",          "path",       "rev",
    "day",      "html",       "toc",          "word_count", "reading_time",
    "markdown", "text",       "front_matter", "chunks",     NULL,
};
const char *const keys_beside[] = {
    "previous", "next", "related", "backlinks", NULL,
};

static const char *const keys_single[] = {
    "title",   "slug",     "type",    "layout",     "draft",
    "isDraft", "private",  "publish", "visibility", "status",
    "hidden",  "unlisted", NULL,
};

/* Keys that decide where a page is, which only some generators read. */
static const char *const keys_place[] = {
    "permalink", "aliases", "redirect_from", "weight", "translationKey", NULL,
};

/* Nobody misspells a computed key: these are what people write. */
static const char *const *const written[] = {
    keys_single,  keys_date,   keys_updated, keys_publish,  keys_expiry,
    keys_excerpt, keys_author, keys_tag,     keys_category,
};

static bool is_in(struct slice key, const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        if (slice_is(key, *keys))
            return true;
    }
    return false;
}

bool key_is_known(struct slice key)
{
    for (size_t i = 0; i < ARRAY_COUNT(written); i++) {
        if (is_in(key, written[i]))
            return true;
    }
    return is_in(key, keys_computed);
}

bool key_is_known_in_any_case(struct slice key)
{
    for (size_t i = 0; i < ARRAY_COUNT(written); i++) {
        for (const char *const *known = written[i]; *known != NULL; known++) {
            if (slice_equal_nocase(key, slice_of(*known)))
                return true;
        }
    }
    return false;
}

/* The offset after what separates words. */
static size_t skip_separators(struct slice key, size_t at)
{
    while (at < key.size &&
           (key.data[at] == '_' || key.data[at] == '-' || key.data[at] == ' '))
        at++;
    return at;
}

bool key_is_same_word(struct slice a, struct slice b)
{
    size_t i = skip_separators(a, 0), k = skip_separators(b, 0);
    while (i < a.size && k < b.size &&
           ascii_to_lower(a.data[i]) == ascii_to_lower(b.data[k])) {
        i = skip_separators(a, i + 1);
        k = skip_separators(b, k + 1);
    }
    return i == a.size && k == b.size;
}

/* "topic" and "topics" are both what somebody may have wanted. */
static bool is_plural_of(struct slice many, struct slice one)
{
    return many.size == one.size + 1 && many.data[one.size] == 's' &&
           slice_begins(many, one);
}

/* Among words of four letters a changed letter makes another word ("data" of
 * "date", "tabs" of "tags") where swapped ones do not. */
static bool is_one_letter_changed(struct slice a, struct slice b)
{
    size_t differing = 0;
    for (size_t i = 0; a.size == b.size && i < a.size; i++)
        differing += a.data[i] != b.data[i] ? 1 : 0;
    return differing == 1;
}

bool key_is_typo(struct slice key, struct slice known)
{
    if (known.size < MIN_MEANT_LETTERS || edit_distance(key, known, 1) > 1 ||
        is_plural_of(key, known) || is_plural_of(known, key))
        return false;
    return known.size > SHORT_WORD_LETTERS || slice_equal_nocase(key, known) ||
           !is_one_letter_changed(key, known);
}

/* Keys of dates are read in any case and with any separators. */
static bool is_read_as_date(struct slice key)
{
    static const char *const *const dates[] = {keys_date, keys_updated};
    for (size_t i = 0; i < ARRAY_COUNT(dates); i++) {
        for (const char *const *known = dates[i]; *known != NULL; known++) {
            if (key_is_same_word(key, slice_of(*known)))
                return true;
        }
    }
    return false;
}

static const char *find_meant(struct slice key, const char *const *keys)
{
    while (*keys != NULL && !key_is_typo(key, slice_of(*keys)))
        keys++;
    return *keys;
}

const char *key_meant(struct slice key)
{
    static const char *const words[] = {
        "update", "stats",  "tile",   "titled", "drift",
        "craft",  "except", "height", "poster", NULL,
    };

    if (key.size + 1 < MIN_MEANT_LETTERS || key_is_known(key) ||
        is_in(key, keys_place) || is_in(key, words) || is_read_as_date(key))
        return NULL;
    const char *meant = find_meant(key, keys_place);
    for (size_t i = 0; meant == NULL && i < ARRAY_COUNT(written); i++)
        meant = find_meant(key, written[i]);
    return meant;
}
