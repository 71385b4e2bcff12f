/* glob.c - matching a path without trying everything.
 *
 * What stars swallow is found by trying the least of it first and coming back
 * for more. It is enough to come back to the last star that was passed: had an
 * earlier one taken more, the last would only stand further to the right. The
 * last "*" can be given up for the last "**" when it would have to take a "/",
 * so two places to come back to are all the memory that it needs. */
#include "base/glob.h"

/* Where to go on if the text so far was the wrong guess. */
struct retry {
    bool is_set;
    size_t pattern; /* behind the star */
    size_t path;    /* what the star takes ends here */
};

/* How many bytes two stars take at `at`, with the slash behind them if they are
 * a folder's name of their own; 0 if they are not there. */
static size_t deep_star(struct slice pattern, size_t at)
{
    if (at + 1 >= pattern.size || pattern.data[at] != '*' ||
        pattern.data[at + 1] != '*')
        return 0;
    bool is_folder = at + 2 < pattern.size && pattern.data[at + 2] == '/' &&
                     (at == 0 || pattern.data[at - 1] == '/');
    return is_folder ? 3 : 2;
}

/* The length of the letter in UTF-8 that starts at `at`. */
static size_t letter_size(struct slice path, size_t at)
{
    size_t size = 1;
    while (at + size < path.size &&
           ((unsigned char)path.data[at + size] & 0xC0) == 0x80)
        size++;
    return size;
}

/* The star takes one letter more; false if it may not. Two with a slash take
 * folders whole. */
static bool take_more(struct retry *retry, struct slice pattern,
                      struct slice path, bool is_deep)
{
    if (!retry->is_set || retry->path >= path.size ||
        (!is_deep && path.data[retry->path] == '/'))
        return false;
    bool takes_folders = is_deep && pattern.data[retry->pattern - 1] == '/';
    if (takes_folders)
        retry->path = slice_find_char(path, retry->path, '/');
    if (takes_folders && retry->path == path.size)
        return false;
    retry->path++;
    return true;
}

bool glob_matches(struct slice pattern, struct slice path)
{
    struct retry star = {0}, deep = {0};
    size_t p = 0, t = 0;

    while (p < pattern.size || t < path.size) {
        size_t stars = deep_star(pattern, p);
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
            t += letter_size(path, t);
        } else if (take_more(&star, pattern, path, false)) {
            p = star.pattern;
            t = star.path;
        } else if (take_more(&deep, pattern, path, true)) {
            star.is_set = false;
            p = deep.pattern;
            t = deep.path;
        } else {
            return false;
        }
    }
    return true;
}
