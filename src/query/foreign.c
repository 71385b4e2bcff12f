/* foreign.c - parameters of other systems, in ours.
 *
 *     per_page=10             limit=10
 *     limit=10&offset=20      page=3
 *     orderBy=title desc      sort=-title
 *     populate=author         include=author
 *     search=milk             q=milk
 *
 * Whoever writes one of these has learnt it elsewhere, and would take an empty
 * list for an answer. Their spellings differ in case, dashes and a sign at the
 * front, so names are compared without these. A field of such a name comes
 * first: bind asks here only for names that no document has. */
#include "query/foreign.h"

#include "base/array.h"
#include "base/ascii.h"
#include "query/hints.h"

#include <string.h>

#define MAX_NAME_BYTES 16

enum kind { AS_IT_IS, OFFSET, SORT, DIRECTION, RELATIONS, NAMES };

static const struct row {
    const char *name; /* without signs, in lower case */
    const char *ours;
    enum kind kind;
} rows[] = {
    {"limit", "limit", AS_IT_IS},
    {"perpage", "limit", AS_IT_IS},
    {"pagesize", "limit", AS_IT_IS},
    {"size", "limit", AS_IT_IS},
    {"take", "limit", AS_IT_IS},
    {"top", "limit", AS_IT_IS},
    {"maxresults", "limit", AS_IT_IS},
    {"page", "page", AS_IT_IS},
    {"pagenumber", "page", AS_IT_IS},
    {"paged", "page", AS_IT_IS},
    {"offset", "page", OFFSET},
    {"skip", "page", OFFSET},
    {"start", "page", OFFSET},
    {"cursor", "cursor", AS_IT_IS},
    {"pagetoken", "cursor", AS_IT_IS},
    {"startingafter", "cursor", AS_IT_IS},
    {"sort", "sort", SORT},
    {"sortby", "sort", SORT},
    {"order", "sort", SORT},
    {"orderby", "sort", SORT},
    {"ordering", "sort", SORT},
    {"dir", "sort", DIRECTION},
    {"direction", "sort", DIRECTION},
    {"sortdir", "sort", DIRECTION},
    {"sortorder", "sort", DIRECTION},
    {"include", "include", RELATIONS},
    {"populate", "include", RELATIONS},
    {"expand", "include", RELATIONS},
    {"embed", "include", RELATIONS},
    {"with", "include", RELATIONS},
    {"fields", "fields", NAMES},
    {"select", "fields", NAMES},
    {"attributes", "fields", NAMES},
    {"projection", "fields", NAMES},
    {"search", "q", AS_IT_IS},
    {"query", "q", AS_IT_IS},
    {"keyword", "q", AS_IT_IS},
    {"searchterm", "q", AS_IT_IS},
};

static const char *const busters[] = {
    "v", "t", "ts", "cb", "nocache", "cachebuster", "cachebust", "rnd",
};

/* "_perPage" and "per-page" as "perpage"; false if it is too long. */
static bool simplify(struct slice name, char ret_name[MAX_NAME_BYTES])
{
    size_t size = 0;
    for (size_t i = 0; i < name.size; i++) {
        if (strchr("_-$", name.data[i]) != NULL)
            continue;
        if (size + 1 == MAX_NAME_BYTES)
            return false;
        ret_name[size++] = ascii_to_lower(name.data[i]);
    }
    ret_name[size] = '\0';
    return size > 0;
}

bool foreign_is_buster(struct slice name)
{
    char simple[MAX_NAME_BYTES];
    if (!simplify(name, simple))
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(busters); i++) {
        if (strcmp(simple, busters[i]) == 0)
            return true;
    }
    return false;
}

static const struct row *find_row(struct slice name)
{
    char simple[MAX_NAME_BYTES];
    if (!simplify(name, simple))
        return NULL;
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        if (strcmp(simple, rows[i].name) == 0)
            return &rows[i];
    }
    return NULL;
}

/* A whole number of at most 9 digits, or `otherwise`. */
static long number_of(struct slice digits, long otherwise)
{
    long number = 0;
    if (!slice_is_digits(digits) || digits.size > 9)
        return otherwise;
    for (size_t i = 0; i < digits.size; i++)
        number = number * 10 + (digits.data[i] - '0');
    return number;
}

/* The value of another of their parameters that stands for this one of ours, of
 * this kind; SLICE_NONE for none. */
static struct slice value_beside(const struct query *query, const char *ours,
                                 enum kind kind)
{
    size_t count = query->where != NULL ? query->where->part_count : 0;
    for (size_t i = 0; i < count; i++) {
        const struct condition *part = query->where->parts[i];
        const struct row *row =
            part->kind == CONDITION_FIELD ? find_row(part->path) : NULL;
        if (row != NULL && row->kind == kind && strcmp(row->ours, ours) == 0)
            return part->operands[0].text;
    }
    return SLICE_NONE;
}

/* The page that has the document after so many. */
static void append_page(struct str *out, const struct query *query,
                        struct slice value)
{
    long limit =
        number_of(value_beside(query, "limit", AS_IT_IS), (long)query->limit);
    long offset = number_of(value, -1);
    if (offset >= 0 && limit > 0)
        str_appendf(out, "page=%ld", offset / limit + 1);
}

static bool is_down(struct slice word)
{
    return slice_equal_nocase(word, SLICE("desc")) ||
           slice_equal_nocase(word, SLICE("descending")) ||
           slice_is(word, "-1");
}

static bool is_direction(struct slice word)
{
    return is_down(word) || slice_equal_nocase(word, SLICE("asc")) ||
           slice_equal_nocase(word, SLICE("ascending")) || slice_is(word, "1");
}

/* "title", "-title", "title desc", "title:desc", "title.desc". */
static void append_sort_key(struct str *out, struct slice key)
{
    size_t at = key.size;
    while (at > 0 && strchr(" :.", key.data[at - 1]) == NULL)
        at--;
    struct slice word = slice_from(key, at);
    bool has_word = at > 1 && is_direction(word);
    if (has_word)
        key = slice_trim(slice_sub(key, 0, at - 1));
    if (slice_starts(key, "+"))
        key = slice_from(key, 1);
    str_append_text(out, has_word && is_down(word) ? "-" : "");
    hint_append_value(out, key);
}

/* "desc" alone is of what the query is sorted by besides; else by date. */
static void append_direction(struct str *out, const struct query *query,
                             struct slice word)
{
    struct slice field = value_beside(query, "sort", SORT);
    if (field.data == NULL || is_direction(field))
        field = query->sort_count > 0 ? query->sort[0].path : SLICE("date");
    if (slice_starts(field, "-"))
        field = slice_from(field, 1);
    str_appendf(out, "sort=%s", is_down(word) ? "-" : "");
    hint_append_value(out, field);
}

static void append_sort(struct str *out, const struct query *query,
                        struct slice value)
{
    struct slice key;
    const char *before = "sort=";
    if (is_direction(value)) {
        append_direction(out, query, value);
        return;
    }
    while (slice_cut(&value, ',', &key)) {
        key = slice_trim(key);
        if (key.size == 0)
            continue;
        str_append_text(out, before);
        append_sort_key(out, key);
        before = ",";
    }
}

/* Names with spaces or commas between them. */
static void append_names(struct str *out, const char *ours, struct slice value)
{
    bool is_between = true;
    str_appendf(out, "%s=", ours);
    for (size_t i = 0; i < value.size; i++) {
        bool is_separator = value.data[i] == ' ' || value.data[i] == ',';
        if (!is_separator) {
            if (is_between && i > 0)
                str_append_char(out, ',');
            hint_append_value(out, slice_sub(value, i, i + 1));
        }
        is_between = is_separator;
    }
}

const char *foreign_translate(const struct query *query, struct slice name,
                              struct slice value, struct str *suggestion)
{
    const struct row *row = find_row(name);
    if (row == NULL)
        return NULL;
    if (value.size == 0)
        return row->ours;
    switch (row->kind) {
    case OFFSET:
        append_page(suggestion, query, value);
        break;
    case SORT:
        append_sort(suggestion, query, value);
        break;
    case DIRECTION:
        if (is_direction(value))
            append_direction(suggestion, query, value);
        break;
    case RELATIONS:
        append_names(suggestion, row->ours,
                     slice_is(value, "true") ? SLICE("*") : value);
        break;
    case NAMES:
        append_names(suggestion, row->ours, value);
        break;
    case AS_IT_IS:
        str_appendf(suggestion, "%s=", row->ours);
        hint_append_value(suggestion, value);
        break;
    }
    return row->ours;
}
