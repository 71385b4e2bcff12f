/* permalink.h - patterns of addresses, as Jekyll and Hugo have them. Private to
 * this room.
 *
 *     "/:year/:title/"  + a document  ->  "/2024/hello"
 *
 * The words of a pattern are the generator's own: jekyll_permalinks.c
 * and hugo_permalinks.c hold a table of them each. */
#ifndef LAYOUT_PERMALINK_H
#define LAYOUT_PERMALINK_H

#include "layout/layout.h"
#include "layout/place.h"

/* A longer pattern is none: words in it may each stand for a long path. */
#define PERMALINK_MAX_BYTES 512

/* What a pattern's words stand for. */
struct permalink {
    const struct meta *meta;
    const struct place *place;
    struct names categories; /* as Jekyll reads them */
    struct slice path;       /* without extension, as :path has it */
    struct slice sections;   /* Hugo: the section's path, "docs/api" */
    struct slice range;      /* "1:" of ":sections[1:]", or SLICE_NONE */
};

struct permalink_word {
    const char *name;
    void (*append)(struct str *out, const struct permalink *permalink);
    bool has_range; /* whether brackets may follow */
};

/* The calendar day of a document as its writer wrote it. */
struct permalink_day {
    int year, month, day;
    int weekday;         /* 0 is Monday */
    int year_day;        /* from 1 */
    int week_year, week; /* ISO 8601 */
};

/* False for a document without a date. */
bool permalink_day_of(const struct permalink *permalink,
                      struct permalink_day *ret_day);
const char *month_name(int month);     /* from 1: "January" */
const char *weekday_name(int weekday); /* from 0: "Monday" */

/* Words of both generators: nothing for a document without a date. */
void permalink_append_year(struct str *out, const struct permalink *p);
void permalink_append_month(struct str *out, const struct permalink *p);
void permalink_append_day(struct str *out, const struct permalink *p);

/* Where one of the words is a prefix of another, the longer comes first. A
 * word that is none stays as written. A pattern that is too long gives
 * SLICE_NONE. */
struct slice permalink_expand(struct slice pattern,
                              const struct permalink_word *words, size_t count,
                              const struct permalink *permalink,
                              struct arena *arena);

/* Jekyll: "pretty" -> "/:categories/:year/...", the pattern that a style stands
 * for; one that is no style is its own pattern. */
struct slice jekyll_pattern(struct slice style);

/* What a page or the document of a collection has behind its path: ".html",
 * or nothing. `style` SLICE_NONE is Jekyll's default. */
struct slice jekyll_suffix(struct slice style);

struct slice jekyll_permalink(struct slice pattern,
                              const struct permalink *permalink,
                              struct arena *arena);

/* As headmatter.yaml has them; permalink_fault() in layout/policy.h checks. */
struct slice own_permalink(struct slice pattern,
                           const struct permalink *permalink,
                           struct arena *arena);
/* Whether a word in such a pattern is of a date; not in SLICE_NONE. */
bool permalink_wants_date(struct slice pattern);

/* The names of a path as Hugo has them in an address: blanks as one "-", marks
 * dropped. */
struct slice hugo_path(struct slice path, bool is_lower, struct arena *arena);
struct slice hugo_permalink(struct slice pattern,
                            const struct permalink *permalink,
                            struct arena *arena);

#endif
