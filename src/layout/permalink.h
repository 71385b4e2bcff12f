/* permalink.h - patterns for addresses, as in Jekyll and Hugo. Private to this
 * room.
 *
 *     "/:year/:title/"  + a document  ->  "/2024/hello/"
 *
 * Each generator has its own words: jekyll_permalinks.c and hugo_permalinks.c
 * have one table each. */
#ifndef LAYOUT_PERMALINK_H
#define LAYOUT_PERMALINK_H

#include "base/clock.h"
#include "layout/layout.h"
#include "layout/place.h"

/* Longer patterns are rejected: each word may stand for a long path. */
#define PERMALINK_MAX_BYTES 512

/* The document whose values the words stand for. */
struct permalink {
    const struct meta *meta;
    const struct place *place;
    struct names categories; /* as Jekyll reads them */
    struct slice path;       /* without extension, as :path has it */
    bool is_local;           /* days are those of the site's timezone */
    struct slice sections;   /* Hugo: the section's path, "docs/api" */
    struct slice range;      /* "1:" of ":sections[1:]", or SLICE_NONE */
};

struct permalink_word {
    const char *name;
    void (*append)(struct str *out, const struct permalink *permalink);
    bool has_range; /* whether brackets may follow */
};

/* The calendar day of a document as its author wrote it. */
struct permalink_day {
    int year, month, day;
    int weekday;         /* 0 is Monday */
    int year_day;        /* from 1 */
    int week_year, week; /* ISO 8601 */
};

/* False for a document without a date. */
bool permalink_day_of(const struct permalink *permalink,
                      struct permalink_day *ret_day);
/* The time of that day; only the fields to the second are set. */
bool permalink_time_of(const struct permalink *permalink,
                       struct civil *ret_time);
const char *month_name(int month);     /* from 1: "January" */
const char *weekday_name(int weekday); /* from 0: "Monday" */

/* Words of both generators: nothing for a document without a date. */
void permalink_append_year(struct str *out, const struct permalink *p);
void permalink_append_month(struct str *out, const struct permalink *p);
void permalink_append_day(struct str *out, const struct permalink *p);

/* If one word is a prefix of another, the longer one must come first. Unknown
 * words are left as they are. Returns SLICE_NONE if the pattern is too long. */
struct slice permalink_expand(struct slice pattern,
                              const struct permalink_word *words, size_t count,
                              const struct permalink *permalink,
                              struct arena *arena);

/* Jekyll: "pretty" -> "/:categories/:year/...", the pattern that a style stands
 * for; any other string is a pattern itself. */
struct slice jekyll_pattern(struct slice style);

/* What the address of a page or of a document in a collection ends with:
 * ".html" or nothing. `style` SLICE_NONE is Jekyll's default. */
struct slice jekyll_suffix(struct slice style);

struct slice jekyll_permalink(struct slice pattern,
                              const struct permalink *permalink,
                              struct arena *arena);

/* The patterns in headmatter.yaml; permalink_fault() in layout/policy.h checks
 * them. */
struct slice own_permalink(struct slice pattern,
                           const struct permalink *permalink,
                           struct arena *arena);
/* Whether such a pattern has a word for a part of the date; false for
 * SLICE_NONE. */
bool permalink_wants_date(struct slice pattern);

/* Returns the path as Hugo writes it in an address: each run of spaces as one
 * "-", without other punctuation. */
struct slice hugo_path(struct slice path, bool is_lower, struct arena *arena);
struct slice hugo_permalink(struct slice pattern,
                            const struct permalink *permalink,
                            struct arena *arena);

#endif
