/* casefold.c - folds the case of much text.
 *
 * To search for a word in a thousand documents, a thousand documents are
 * folded. utf8proc takes tens of nanoseconds a character because it knows every
 * script and reorders marks; nearly all text needs none of that:
 *
 *     ASCII                      one subtraction
 *     two bytes (Latin, Greek,   a table of what utf8proc says, made once
 *       Cyrillic ...)
 *     CJK, kana, Hangul, emoji,  unchanged
 *       dashes and quotes
 *     anything else              the whole text goes to utf8proc
 *
 * Marks are "anything else": they may combine with the character before them.
 * The result is always that of unicode_casefold(), or of unicode_search(), for
 * which there is a second table. */
#include "base/unicode.h"

#include "base/array.h"
#include "base/ascii.h"

#include <pthread.h>
#include <string.h>

#define FIRST_TWO_BYTES 0x80
#define TWO_BYTES_END   0x800
#define MAX_BYTES       7

struct folded {
    unsigned char size; /* 0: not from a table */
    char bytes[MAX_BYTES];
};

/* Made when a text first needs it. */
struct table {
    pthread_once_t once;
    void (*fill)(void);
    struct slice (*fold)(struct arena *, struct slice);
    struct folded rows[TWO_BYTES_END - FIRST_TWO_BYTES];
};

static void fill_casefolds(void), fill_searches(void);
static struct table casefolds = {
    PTHREAD_ONCE_INIT, fill_casefolds, unicode_casefold, {{0}}};
static struct table searches = {
    PTHREAD_ONCE_INIT, fill_searches, unicode_search, {{0}}};

/* Code points that fold to themselves and combine with nothing. */
static const struct {
    int32_t first, last;
} inert[] = {
    {0x2010, 0x2027},   /* dashes, quotes, bullets, the ellipsis */
    {0x3001, 0x3029},   /* CJK punctuation */
    {0x3041, 0x3096},   /* hiragana */
    {0x30A0, 0x30FF},   /* katakana */
    {0x4E00, 0x9FFF},   /* CJK */
    {0xAC00, 0xD7A3},   /* Hangul */
    {0x1F300, 0x1F9FF}, /* emoji */
};

static void fill(struct table *table)
{
    struct arena arena = {0};
    for (int32_t c = FIRST_TWO_BYTES; c < TWO_BYTES_END; c++) {
        char bytes[2] = {(char)(0xC0 | c >> 6), (char)(0x80 | (c & 0x3F))};
        struct slice folded =
            table->fold(&arena, (struct slice){bytes, sizeof bytes});
        struct folded *row = &table->rows[c - FIRST_TWO_BYTES];
        if (unicode_is_mark(c) || folded.size > MAX_BYTES)
            continue;
        row->size = (unsigned char)folded.size;
        memcpy(row->bytes, folded.data, folded.size);
    }
    arena_release(&arena);
}

static void fill_casefolds(void)
{
    fill(&casefolds);
}

static void fill_searches(void)
{
    fill(&searches);
}

static bool is_inert(int32_t c)
{
    for (size_t i = 0; i < ARRAY_COUNT(inert); i++) {
        if (c >= inert[i].first && c <= inert[i].last)
            return true;
    }
    return false;
}

static size_t append_ascii(struct str *out, struct slice text, size_t at)
{
    while (at < text.size && (unsigned char)text.data[at] < FIRST_TWO_BYTES)
        out->data[out->size++] = ascii_to_lower(text.data[at++]);
    return at;
}

/* Appends the code point at `at`, which is not ASCII; returns where it ends, or
 * `at` if it cannot be folded here. */
static size_t append_other(struct str *out, struct slice text, size_t at,
                           struct table *table)
{
    size_t end = at;
    int32_t c = utf8_next(text, &end);
    if (c < TWO_BYTES_END) {
        (void)pthread_once(&table->once, table->fill);
        const struct folded *row = &table->rows[c - FIRST_TWO_BYTES];
        if (row->size == 0)
            return at;
        str_append(out, (struct slice){row->bytes, row->size});
        return end;
    }
    if (!is_inert(c))
        return at;
    str_append(out, slice_sub(text, at, end));
    return end;
}

/* False, with a part appended, if the text needs utf8proc. */
static bool append_folded(struct str *out, struct slice text,
                          struct table *table)
{
    size_t at = 0;
    while (at < text.size) {
        str_reserve(out, text.size - at);
        at = append_ascii(out, text, at);
        if (at == text.size)
            break;
        size_t end = append_other(out, text, at, table);
        if (end == at)
            return false;
        at = end;
    }
    return true;
}

static void append(struct str *out, struct slice text, struct table *table)
{
    size_t start = out->size;
    if (append_folded(out, text, table))
        return;
    struct arena arena = {0};
    out->size = start;
    str_append(out, table->fold(&arena, text));
    arena_release(&arena);
}

void unicode_append_casefold(struct str *out, struct slice text)
{
    append(out, text, &casefolds);
}

void unicode_append_search(struct str *out, struct slice text)
{
    append(out, text, &searches);
}
