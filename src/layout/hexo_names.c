/* hexo_names.c - what the name of a post says, by `new_post_name`.
 *
 *     new_post_name: :title.md               2024-05-01-a.md   "2024-05-01-a"
 *     new_post_name: :year-:month-:day-:title.md               "a", its date
 *     new_post_name: :lang/:title.md         fr/a.md           "a", its
 * language
 *
 * Hexo makes a regular expression of the setting: a word is a run of
 * characters, as short as the rest allows, and a part of the date some digits
 * (processor/post.js, and permalink.js of hexo-util). A name that does not fit
 * is the title, made into a slug. */
#include "layout/hexo.h"

#include "base/ascii.h"
#include "base/latin.h"
#include "layout/language_tag.h"
#include "layout/meta_fields.h"
#include "layout/place.h"

#include <string.h>

#define MAX_WORDS 8 /* in the setting; with more, the name is the title */

struct rule_word {
    struct slice name, value;
};

/* A name that is being matched. */
struct match {
    struct rule_word words[MAX_WORDS];
    size_t count;
    size_t steps; /* left; as short as possible takes some tries */
};

#define MAX_STEPS 10000

struct slice hexo_word(struct slice text)
{
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (ascii_is_letter_or_digit(text.data[i]))
            size = i + 1;
        else if (text.data[i] != '_')
            break;
    }
    return slice_sub(text, 0, size);
}

/* How many digits a word has; 0 for any characters. */
static size_t most_digits(struct slice word, size_t *ret_least)
{
    bool is_year = slice_is(word, "year");
    bool is_two = slice_is(word, "month") || slice_is(word, "day");
    bool is_short = slice_is(word, "i_month") || slice_is(word, "i_day");
    *ret_least = is_year ? 4 : is_two ? 2 : 1;
    return is_year ? 4 : is_two || is_short ? 2 : 0;
}

static bool matches(struct match *match, struct slice rule, struct slice text);

/* Tries every length that the word may have. */
static bool word_matches(struct match *match, struct slice name,
                         struct slice rule, struct slice text)
{
    size_t least, most = most_digits(name, &least);
    size_t index = match->count++;
    if (index == MAX_WORDS)
        return false;
    for (size_t size = least; size <= (most > 0 ? most : text.size); size++) {
        struct slice value = slice_sub(text, 0, size);
        if (value.size < size || (most > 0 && !slice_is_digits(value)) ||
            match->steps == 0)
            return false;
        match->steps--;
        match->count = index + 1;
        match->words[index] = (struct rule_word){name, value};
        if (matches(match, rule, slice_from(text, size)))
            return true;
    }
    return false;
}

/* As deep as there are words. */
static bool matches(struct match *match, struct slice rule, struct slice text)
{
    for (; rule.size > 0; rule = slice_from(rule, 1)) {
        struct slice name =
            rule.data[0] == ':' ? hexo_word(slice_from(rule, 1)) : SLICE("");
        if (name.size > 0)
            return word_matches(match, name, slice_from(rule, name.size + 1),
                                text);
        if (text.size == 0 || text.data[0] != rule.data[0])
            return false;
        text = slice_from(text, 1);
    }
    return text.size == 0;
}

static void take_words(struct hexo_name *name, const struct match *match,
                       struct arena *arena)
{
    struct member *others = arena_alloc(arena, MAX_WORDS, sizeof *others);
    const struct {
        const char *word;
        struct slice *place;
    } known[] = {
        {"title", &name->title}, {"year", &name->year},
        {"month", &name->month}, {"i_month", &name->month},
        {"day", &name->day},     {"i_day", &name->day},
    };
    name->others = (struct value){.kind = VALUE_OBJECT, .as.members = others};
    for (size_t i = 0; i < match->count; i++) {
        struct slice *place = NULL;
        for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
            if (slice_is(match->words[i].name, known[k].word))
                place = known[k].place;
        }
        if (place != NULL)
            *place = match->words[i].value;
        else
            others[name->others.size++] = (struct member){
                match->words[i].name, value_of_text(match->words[i].value)};
    }
}

bool hexo_find_post(struct slice below, struct slice *ret_inside)
{
    static const char *const folders[] = {"_posts/", "_drafts/", NULL};
    for (const char *const *folder = folders; *folder != NULL; folder++) {
        if (!slice_starts(below, *folder))
            continue;
        *ret_inside = slice_from(below, strlen(*folder));
        return true;
    }
    return false;
}

struct hexo_name hexo_name_of(const struct layout *layout, struct slice inside,
                              struct arena *arena)
{
    struct slice rule = value_text(value_find(layout->config, "new_post_name"));
    struct slice path = path_readable(arena, path_without_extension(inside));
    struct match match = {.steps = MAX_STEPS};
    struct hexo_name name = {.title = SLICE_NONE, .others.kind = VALUE_OBJECT};
    rule = rule.size > 0 ? path_without_extension(rule) : SLICE(":title");
    if (matches(&match, rule, path))
        take_words(&name, &match, arena);
    if (name.title.data == NULL)
        name.title = latin_slug(arena, path);
    return name;
}

/* "5" -> "05". */
static const char *zero_before(struct slice digits)
{
    return digits.size == 1 ? "0" : "";
}

static void read_date(struct meta *meta, const struct hexo_name *name)
{
    struct date date;
    if (meta->date == NULL && name->year.size > 0 && name->month.size > 0 &&
        name->day.size > 0 &&
        date_parse(arena_printf(&meta->arena, "%.*s-%s%.*s-%s%.*s",
                                SLICE_FMT(name->year), zero_before(name->month),
                                SLICE_FMT(name->month), zero_before(name->day),
                                SLICE_FMT(name->day)),
                   &date))
        meta->date = meta_keep_date(meta, &date);
}

void hexo_reread(const struct layout *layout, struct meta *meta)
{
    struct slice inside;
    if (meta->kind != SOURCE_MARKDOWN ||
        !hexo_find_post(path_below_root(layout->tree, meta->path), &inside))
        return;
    struct hexo_name name = hexo_name_of(layout, inside, &meta->arena);
    struct slice lang = value_text(value_find(&name.others, "lang"));
    struct slice tag =
        lang.size > 0 ? language_tag(lang, &meta->arena) : SLICE_NONE;
    read_date(meta, &name);
    if (name.year.size > 0 && path_name(name.title).size > 0)
        meta_rename(meta, path_name(name.title));
    if (meta->lang.data == NULL && tag.data != NULL) {
        meta->lang = tag;
        meta->may_have_lang = true;
    }
}
