/* near.c - looks for similar words in a sorted vocabulary.
 *
 *     wanted: cachng            c a c h n g
 *                           0   1 2 3 4 5 6
 *     cab...             c  1   0 1 2 3 4 5
 *                        a  2   1 0 1 2 3 4
 *                        b  3   2 1 1 2 3 4     still 1: "cabhng"
 *     caboose            o  4   3 2 2 2 3 4     2: no word that begins with
 *                                               "cabo" is one edit away
 *
 * Each word is compared letter by letter, one row of the usual table at a time.
 * The next word of a sorted list begins as this one does, so those rows are
 * kept; and where no number of a row is small enough, all words that begin so
 * are passed over at once. Of a million words a few ten thousand are looked at,
 * and most of them at a few letters.
 *
 * A swap reads the row before the last. It cannot make a row better than the
 * one before it is, so that rows may be given up all the same. */
#include "search/near.h"

#include "base/unicode.h"
#include "search/words.h"

struct looking {
    int32_t wanted[WORD_MAX_BYTES];
    size_t wanted_count;
    unsigned max_distance;
    /* The word that was looked at last, as far as it was. */
    int32_t letters[WORD_MAX_BYTES];
    unsigned char rows[WORD_MAX_BYTES + 1][WORD_MAX_BYTES + 1];
    size_t depth; /* letters with a row */
    struct near_word *found;
    size_t found_count;
};

unsigned near_tolerance(struct slice word)
{
    size_t characters = 0, digits = 0;
    for (size_t at = 0; at < word.size; characters++) {
        int32_t c = utf8_next(word, &at);
        digits += c >= '0' && c <= '9' ? 1 : 0;
    }
    if (characters < NEAR_MIN_LETTERS - 1 || 2 * digits > characters)
        return 0;
    return characters < NEAR_MIN_FOR_TWO - 2 ? 1 : 2;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The number in column `column` of the next row. */
static unsigned find_number(const struct looking *looking, size_t column)
{
    size_t depth = looking->depth;
    const unsigned char *above = looking->rows[depth];
    const unsigned char *row = looking->rows[depth + 1];
    int32_t letter = looking->letters[depth];
    int32_t wanted = looking->wanted[column - 1];
    unsigned number = above[column - 1] + (letter == wanted ? 0U : 1U);
    number = least(number, above[column] + 1U);
    number = least(number, row[column - 1] + 1U);
    if (depth > 0 && column > 1 && letter == looking->wanted[column - 2] &&
        looking->letters[depth - 1] == wanted)
        number = least(number, looking->rows[depth - 1][column - 2] + 1U);
    return number;
}

/* Adds the row of the letter at `depth`; returns its least number. Only the
 * columns matter that are near the diagonal; those beside them are too far. */
static unsigned add_row(struct looking *looking)
{
    size_t number = looking->depth + 1, band = looking->max_distance;
    size_t first = number > band ? number - band : 1;
    size_t last = number + band < looking->wanted_count ? number + band
                                                        : looking->wanted_count;
    unsigned char *row = looking->rows[number];
    unsigned far = looking->max_distance + 1;
    row[first - 1] =
        (unsigned char)(first == 1 ? least((unsigned)number, far) : far);
    unsigned lowest = row[first - 1];
    for (size_t column = first; column <= last; column++) {
        row[column] = (unsigned char)least(find_number(looking, column), far);
        lowest = least(lowest, row[column]);
    }
    if (last < looking->wanted_count)
        row[last + 1] = (unsigned char)far;
    looking->depth++;
    return lowest;
}

/* Goes back to the letters that the word begins with as the last one did, and
 * returns where they end. */
static size_t go_back(struct looking *looking, struct slice word)
{
    size_t depth = 0, at = 0;
    while (depth < looking->depth && at < word.size) {
        size_t next = at;
        if (utf8_next(word, &next) != looking->letters[depth])
            break;
        at = next;
        depth++;
    }
    looking->depth = depth;
    return at;
}

/* Reads a word on from `at`. Returns the size of the beginning with which no
 * word is near, or 0 if it was read to its end. */
static size_t read_on(struct looking *looking, struct slice word, size_t at)
{
    while (at < word.size) {
        if (looking->depth == WORD_MAX_BYTES)
            return at;
        looking->letters[looking->depth] = utf8_next(word, &at);
        if (add_row(looking) > looking->max_distance) {
            looking->depth--;
            return at;
        }
    }
    return 0;
}

static void add_found(struct looking *looking, struct slice word,
                      unsigned distance)
{
    struct near_word *place = &looking->found[looking->found_count];
    if (looking->found_count < NEAR_MAX_WORDS) {
        looking->found_count++;
    } else {
        place = NULL;
        for (size_t i = 0; i < NEAR_MAX_WORDS && place == NULL; i++)
            place = looking->found[i].distance > distance ? &looking->found[i]
                                                          : NULL;
        if (place == NULL)
            return;
    }
    *place = (struct near_word){word, distance};
}

/* The index of the first word after `index` that does not begin as it does:
 * in steps that double, and then by halves. */
static size_t pass_over(const struct names *vocabulary, size_t index,
                        size_t size)
{
    struct slice beginning = slice_sub(vocabulary->items[index], 0, size);
    size_t step = 1, low = index;
    while (low + step < vocabulary->count &&
           slice_begins(vocabulary->items[low + step], beginning)) {
        low += step;
        step *= 2;
    }
    size_t high =
        low + step < vocabulary->count ? low + step : vocabulary->count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (slice_begins(vocabulary->items[middle], beginning))
            low = middle;
        else
            high = middle;
    }
    return high;
}

static void begin(struct looking *looking, struct slice word)
{
    for (size_t at = 0; at < word.size;)
        looking->wanted[looking->wanted_count++] = utf8_next(word, &at);
    for (size_t column = 0; column <= looking->wanted_count; column++)
        looking->rows[0][column] =
            (unsigned char)least((unsigned)column, looking->max_distance + 1);
}

size_t near_find(struct slice word, const struct names *vocabulary,
                 unsigned max_distance, struct arena *arena,
                 struct near_word **ret_words)
{
    struct looking looking = {.max_distance = max_distance};
    looking.found = arena_objects(arena, NEAR_MAX_WORDS, sizeof *looking.found);
    begin(&looking, utf8_truncate(word, WORD_MAX_BYTES));
    for (size_t i = 0; i < vocabulary->count;) {
        struct slice known = vocabulary->items[i];
        size_t dead = read_on(&looking, known, go_back(&looking, known));
        unsigned distance = looking.rows[looking.depth][looking.wanted_count];
        bool is_long = looking.depth + max_distance >= looking.wanted_count;
        if (dead == 0 && is_long && distance <= max_distance)
            add_found(&looking, known, distance);
        i = dead > 0 ? pass_over(vocabulary, i, dead) : i + 1;
    }
    *ret_words = looking.found;
    return looking.found_count;
}
