/* glob.c - matching a path without trying everything.
 *
 * A star first takes as little as possible and comes back for more. It is
 * enough to come back to the last star that was passed: had an earlier one
 * taken more, the last would only stand further to the right. The last "*" can
 * be given up for the last "**" when it would have to take a "/", so two places
 * to come back to are all the memory that this needs.
 *
 * Patterns decide what is not published, so one that is beyond the limits or
 * is not understood must not come to nothing. The functions that know classes
 * are for the patterns of generators; those of our own settings have none. */
#include "base/glob.h"

#include "base/ascii.h"

#include <string.h>

/* Where to go on if the guess so far was wrong. */
struct retry {
    bool is_set;
    size_t pattern; /* after the star */
    size_t path;    /* what the star takes ends here */
};

struct glob {
    struct slice pattern, path;
    bool is_within;       /* see glob_matches_within() */
    bool crosses_folders; /* every "*", "?" and class may stand for "/" */
    bool has_classes; /* "[a-z]", and a backslash before a plain character */
};

/* The size of a "**" at `at`, with the slash after it if it is the name of a
 * folder; 0 if there is none. */
static size_t deep_star(const struct glob *glob, size_t at)
{
    struct slice pattern = glob->pattern;
    size_t end = at;
    while (end < pattern.size && pattern.data[end] == '*' &&
           (glob->crosses_folders || end < at + 2))
        end++;
    if (end - at < (glob->crosses_folders ? 1 : 2))
        return 0;
    bool is_start = at == 0 || pattern.data[at - 1] == '/';
    bool is_end = end == pattern.size;
    bool is_folder = is_start && !is_end && pattern.data[end] == '/';
    if (glob->is_within && !is_folder && !(is_start && is_end))
        return 0;
    return end - at + (is_folder ? 1 : 0);
}

/* The UTF-8 character that starts at `at`. */
static struct slice character_at(struct slice text, size_t at)
{
    size_t end = at + 1;
    while (end < text.size && ((unsigned char)text.data[end] & 0xC0) == 0x80)
        end++;
    return slice_sub(text, at, end);
}

/* "alpha" in "[[:alpha:]]". To stop too much is safer: what is beyond ASCII is
 * in every class, and any character in one of an unknown name. */
static bool is_of_class(struct slice name, struct slice character)
{
    char c = character.data[0];
    if ((unsigned char)c >= 0x80)
        return true;
    if (slice_is(name, "digit"))
        return ascii_is_digit(c);
    if (slice_is(name, "alpha"))
        return ascii_is_letter(c);
    if (slice_is(name, "alnum"))
        return ascii_is_letter_or_digit(c);
    if (slice_is(name, "lower"))
        return ascii_to_upper(c) != c;
    if (slice_is(name, "upper"))
        return ascii_to_lower(c) != c;
    if (slice_is(name, "xdigit"))
        return ascii_hex_value(c) >= 0;
    if (slice_is(name, "space") || slice_is(name, "blank"))
        return ascii_is_space(c);
    if (slice_is(name, "punct"))
        return !ascii_is_letter_or_digit(c) && c > ' ';
    return true;
}

/* Takes a character of a class, or the one after a backslash. */
static struct slice take_member(struct slice pattern, size_t *at)
{
    if (pattern.data[*at] == '\\' && *at + 1 < pattern.size)
        ++*at;
    struct slice member = character_at(pattern, *at);
    *at += member.size;
    return member;
}

/* Takes a character, a range or a named class; returns whether the character is
 * of it. In UTF-8, bytes have the order of characters. */
static bool take_range(struct slice pattern, size_t *at, struct slice character)
{
    size_t end = slice_find(pattern, *at, SLICE(":]"));
    if (slice_starts(slice_from(pattern, *at), "[:") && end < pattern.size) {
        struct slice name = slice_sub(pattern, *at + 2, end);
        *at = end + 2;
        return is_of_class(name, character);
    }
    struct slice low = take_member(pattern, at), high = low;
    if (*at + 1 < pattern.size && pattern.data[*at] == '-' &&
        pattern.data[*at + 1] != ']') {
        ++*at;
        high = take_member(pattern, at);
    }
    return slice_compare(low, character) <= 0 &&
           slice_compare(character, high) <= 0;
}

/* Returns the size of the class at `at`; 0 if there is none: a "[" that is not
 * closed stands for itself. */
static size_t class_size(const struct glob *glob, size_t at,
                         struct slice character, bool *ret_has)
{
    struct slice pattern = glob->pattern;
    *ret_has = false;
    if (!glob->has_classes || at >= pattern.size || pattern.data[at] != '[')
        return 0;
    size_t i = at + 1;
    bool is_negated =
        i < pattern.size && (pattern.data[i] == '!' || pattern.data[i] == '^');
    i += is_negated ? 1 : 0;
    for (size_t first = i;
         i < pattern.size && (i == first || pattern.data[i] != ']');)
        *ret_has |= take_range(pattern, &i, character);
    *ret_has = *ret_has != is_negated;
    return i < pattern.size ? i + 1 - at : 0;
}

/* Takes one character off both: the same, or what "?" or a class stands for;
 * false if they differ. */
static bool take_one(const struct glob *glob, size_t *p, size_t *t)
{
    struct slice pattern = glob->pattern, path = glob->path;
    if (*p >= pattern.size || *t >= path.size)
        return false;
    struct slice character = character_at(path, *t);
    bool is_free = path.data[*t] != '/' || glob->crosses_folders, has = false;
    size_t size = class_size(glob, *p, character, &has);
    if (size == 0 && pattern.data[*p] == '?') {
        size = 1;
        has = true;
    }
    if (size > 0) {
        *p += has && is_free ? size : 0;
        *t += has && is_free ? character.size : 0;
        return has && is_free;
    }
    size_t at = *p;
    if (glob->has_classes && pattern.data[at] == '\\' && at + 1 < pattern.size)
        at++;
    if (pattern.data[at] != path.data[*t])
        return false;
    *p = at + 1;
    ++*t;
    return true;
}

/* Lets a star take one more character; false if it may not. One that stands for
 * folders takes them whole. */
static bool take_more(const struct glob *glob, struct retry *retry,
                      bool is_deep)
{
    struct slice path = glob->path;
    if (!retry->is_set || retry->path >= path.size ||
        (!is_deep && path.data[retry->path] == '/'))
        return false;
    bool takes_folders =
        is_deep && glob->pattern.data[retry->pattern - 1] == '/';
    if (takes_folders)
        retry->path = slice_find_char(path, retry->path, '/');
    if (takes_folders && retry->path == path.size)
        return false;
    retry->path++;
    return true;
}

static bool match(const struct glob *glob)
{
    struct slice pattern = glob->pattern, path = glob->path;
    struct retry star = {0}, deep = {0};
    size_t p = 0, t = 0;

    while (p < pattern.size || t < path.size) {
        size_t stars = deep_star(glob, p);
        char wanted = p < pattern.size ? pattern.data[p] : '\0';
        if (stars > 0) {
            p += stars;
            deep = (struct retry){true, p, t};
            star.is_set = false;
        } else if (wanted == '*') {
            star = (struct retry){true, ++p, t};
        } else if (take_one(glob, &p, &t)) {
            continue;
        } else if (glob->is_within && p == pattern.size &&
                   path.data[t] == '/') {
            return true;
        } else if (take_more(glob, &star, false)) {
            p = star.pattern;
            t = star.path;
        } else if (take_more(glob, &deep, true)) {
            star.is_set = false;
            p = deep.pattern;
            t = deep.path;
        } else {
            return false;
        }
    }
    return true;
}

bool glob_matches(struct slice pattern, struct slice path)
{
    const struct glob glob = {.pattern = pattern, .path = path};
    return match(&glob);
}

bool glob_matches_flat(struct slice pattern, struct slice path)
{
    const struct glob glob = {.pattern = pattern,
                              .path = path,
                              .crosses_folders = true,
                              .has_classes = true};
    return match(&glob);
}

/* Returns where the bracket at `at` is closed; the pattern's size if it is
 * not. */
static size_t find_close(struct slice pattern, size_t at)
{
    char open = pattern.data[at], close = open == '{' ? '}' : ')';
    size_t depth = 0;
    for (size_t i = at; i < pattern.size; i++) {
        if (pattern.data[i] == '\\')
            i++;
        else if (pattern.data[i] == open)
            depth++;
        else if (pattern.data[i] == close && --depth == 0)
            return i;
    }
    return pattern.size;
}

/* Where a "{" is that is closed; the pattern's size if there is none. */
static size_t find_list(struct slice pattern)
{
    for (size_t i = 0; i < pattern.size; i++) {
        if (pattern.data[i] == '\\')
            i++;
        else if (pattern.data[i] == '{' &&
                 find_close(pattern, i) < pattern.size)
            return i;
    }
    return pattern.size;
}

/* Takes the next of "a,{b,c},d". */
static bool take_choice(struct slice list, size_t *at, struct slice *ret_choice)
{
    size_t start = *at, depth = 0, i = start;
    if (start > list.size)
        return false;
    for (; i < list.size && (depth > 0 || list.data[i] != ','); i++) {
        if (list.data[i] == '\\' && i + 1 < list.size)
            i++;
        else if (list.data[i] == '{')
            depth++;
        else if (list.data[i] == '}' && depth > 0)
            depth--;
    }
    *ret_choice = slice_sub(list, start, i);
    *at = i + 1;
    return true;
}

/* Stops when *choices is 0. The glob has classes. */
static bool matches_choices(const struct glob *glob, size_t *choices)
{
    struct slice pattern = glob->pattern;
    size_t open = find_list(pattern);
    if (*choices == 0)
        return false;
    --*choices;
    if (open == pattern.size)
        return match(glob);
    size_t close = find_close(pattern, open), at = 0;
    struct slice list = slice_sub(pattern, open + 1, close), choice;
    bool is_match = false;
    while (!is_match && *choices > 0 && take_choice(list, &at, &choice)) {
        struct str one = {0};
        str_append(&one, slice_sub(pattern, 0, open));
        str_append(&one, choice);
        str_append(&one, slice_from(pattern, close + 1));
        struct glob chosen = *glob;
        chosen.pattern = str_slice(&one);
        is_match = matches_choices(&chosen, choices);
        str_release(&one);
    }
    return is_match;
}

bool glob_matches_choices(struct slice pattern, struct slice path)
{
    const struct glob glob = {
        .pattern = pattern, .path = path, .has_classes = true};
    size_t choices = GLOB_MAX_CHOICES;
    return pattern.size <= GLOB_MAX_BYTES && matches_choices(&glob, &choices);
}

/* Replaces "+(a|b)" and "{1..3}" with "**"; "{a,b}" too if `all`. */
static void append_wider(struct str *out, struct slice pattern, bool all)
{
    for (size_t i = 0; i < pattern.size; i++) {
        char c = pattern.data[i];
        size_t close =
            c == '(' || c == '{' ? find_close(pattern, i) : pattern.size;
        bool is_list =
            c == '{' && !all && slice_find_char(pattern, i, ',') < close;
        size_t end = i + 1;
        if (c == '\\' && end < pattern.size)
            end++;
        bool is_operator =
            end < pattern.size && pattern.data[end] == '(' &&
            find_close(pattern, end) < pattern.size &&
            (c == '@' || c == '!' || c == '+' || c == '?' || c == '*');
        if (is_operator)
            continue;
        if (close < pattern.size && !is_list) {
            str_append_text(out, "**");
            i = close;
            continue;
        }
        str_append(out, slice_sub(pattern, i, end));
        i = end - 1;
    }
}

/* What a pattern says before its first special character. */
static struct slice plain_start(struct slice pattern)
{
    size_t end = 0;
    while (end < pattern.size &&
           strchr("*?[{(\\@!+", pattern.data[end]) == NULL)
        end++;
    return slice_sub(pattern, 0, end);
}

bool glob_matches_within(struct slice pattern, struct slice path)
{
    const struct glob glob = {.pattern = pattern,
                              .path = path,
                              .is_within = true,
                              .has_classes = true};
    size_t choices = GLOB_MAX_CHOICES;
    struct slice start = plain_start(pattern);
    if (pattern.size > GLOB_MAX_BYTES)
        return slice_begins(path, start);
    return matches_choices(&glob, &choices) || choices == 0;
}

bool glob_may_match(struct slice pattern, struct slice path)
{
    struct glob glob = {.path = path, .has_classes = true};
    size_t choices = GLOB_MAX_CHOICES;
    struct slice start = plain_start(pattern);
    if (pattern.size > GLOB_MAX_BYTES)
        return slice_begins(path, start);
    struct str wider = {0};
    append_wider(&wider, pattern, false);
    glob.pattern = str_slice(&wider);
    bool is_match = matches_choices(&glob, &choices);
    str_release(&wider);
    if (is_match || choices > 0)
        return is_match;
    append_wider(&wider, pattern, true);
    glob.pattern = str_slice(&wider);
    choices = 1;
    is_match = matches_choices(&glob, &choices);
    str_release(&wider);
    return is_match;
}
