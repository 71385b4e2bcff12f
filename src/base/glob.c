/* glob.c - matching a path without trying everything.
 *
 * A star first takes as little as possible and comes back for more. It is
 * enough to come back to the last star that was passed: had an earlier one
 * taken more, the last would only stand further to the right. The last "*" can
 * be given up for the last "**" when it would have to take a "/", so two places
 * to come back to are all the memory that this needs. */
#include "base/glob.h"

/* Where to go on if the guess so far was wrong. */
struct retry {
    bool is_set;
    size_t pattern; /* after the star */
    size_t path;    /* what the star takes ends here */
};

struct glob {
    struct slice pattern, path;
    bool is_within; /* see glob_matches_within() */
};

/* The size of a "**" at `at`, with the slash after it if it is the name of a
 * folder; 0 if there is none. */
static size_t deep_star(const struct glob *glob, size_t at)
{
    struct slice pattern = glob->pattern;
    if (at + 1 >= pattern.size || pattern.data[at] != '*' ||
        pattern.data[at + 1] != '*')
        return 0;
    bool is_start = at == 0 || pattern.data[at - 1] == '/';
    bool is_end = at + 2 == pattern.size;
    bool is_folder = is_start && !is_end && pattern.data[at + 2] == '/';
    if (glob->is_within && !is_folder && !(is_start && is_end))
        return 0;
    return is_folder ? 3 : 2;
}

/* The size of the UTF-8 character that starts at `at`. */
static size_t character_size(struct slice path, size_t at)
{
    size_t size = 1;
    while (at + size < path.size &&
           ((unsigned char)path.data[at + size] & 0xC0) == 0x80)
        size++;
    return size;
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
        } else if (t < path.size && p < pattern.size &&
                   wanted == path.data[t]) {
            p++;
            t++;
        } else if (t < path.size && wanted == '?' && path.data[t] != '/') {
            p++;
            t += character_size(path, t);
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

bool glob_matches_within(struct slice pattern, struct slice path)
{
    const struct glob glob = {
        .pattern = pattern, .path = path, .is_within = true};
    return match(&glob);
}

static bool matches_choices(struct slice pattern, struct slice path,
                            size_t *choices)
{
    size_t open = slice_find_char(pattern, 0, '{');
    size_t close = slice_find_char(pattern, open, '}');
    if (*choices == 0)
        return false;
    --*choices;
    if (close == pattern.size)
        return glob_matches(pattern, path);
    struct slice list = slice_sub(pattern, open + 1, close), choice;
    bool is_match = false;
    while (!is_match && slice_cut(&list, ',', &choice)) {
        struct str one = {0};
        str_append(&one, slice_sub(pattern, 0, open));
        str_append(&one, choice);
        str_append(&one, slice_from(pattern, close + 1));
        is_match = matches_choices(str_slice(&one), path, choices);
        str_release(&one);
    }
    return is_match;
}

bool glob_matches_choices(struct slice pattern, struct slice path)
{
    size_t choices = GLOB_MAX_CHOICES;
    return pattern.size <= GLOB_MAX_BYTES &&
           matches_choices(pattern, path, &choices);
}
