/* eleventy_ignores.c - files that Eleventy does not look at.
 *
 *     .eleventyignore, .gitignore     a glob on each line, from the top
 *     eleventy.config.js              ignores.add("notes/x*")
 *                                     dir: { input: "src" }
 *
 * A line that names a folder stands for everything in it. Eleventy does not
 * follow "!", and a glob without a slash matches at the top only, unlike Git's.
 * With setUseGitIgnore(false) the file of Git does not count.
 *
 * The settings are a program. Of that only the strings that are written out in
 * these calls can be found, in any layout, with comments and quoted keys. */
#include "layout/eleventy.h"

#include "base/ascii.h"
#include "base/glob.h"
#include "layout/place.h"

#include <string.h>

const char *const eleventy_ignore_files[] = {
    ".eleventyignore",     ".gitignore",          ".eleventy.js",
    ".eleventy.cjs",       ".eleventy.mjs",       "eleventy.config.js",
    "eleventy.config.cjs", "eleventy.config.mjs", NULL,
};

/* What the files say, before it is an object. */
struct ignores {
    struct arena *arena;
    struct value *globs;
    size_t count;
    struct value input; /* null: not set */
};

/* There is space for one glob for every two bytes of the file. */
static void add_glob(struct ignores *ignores, struct slice glob)
{
    struct str clean = {0};
    glob = slice_trim(glob);
    while (slice_starts(glob, "/")) /* the top of the site */
        glob = slice_from(glob, 1);
    if (path_clean(glob, &clean) && clean.size > 0)
        ignores->globs[ignores->count++] =
            value_of_text(arena_copy(ignores->arena, str_slice(&clean)));
    str_release(&clean);
}

static void read_lines(struct ignores *ignores, struct slice text)
{
    struct slice line;
    while (slice_cut(&text, '\n', &line)) {
        line = slice_trim(line);
        if (!slice_starts(line, "#") && !slice_starts(line, "!"))
            add_glob(ignores, line);
    }
}

/* Skips space and comments. */
static size_t skip_space(struct slice text, size_t at)
{
    while (at < text.size) {
        struct slice rest = slice_from(text, at);
        if (ascii_is_space(text.data[at]))
            at++;
        else if (slice_starts(rest, "//"))
            at = slice_find_char(text, at, '\n');
        else if (slice_starts(rest, "/*"))
            at = slice_find(text, at + 2, SLICE("*/")) + 2;
        else
            return at;
    }
    return text.size;
}

/* Takes the string that starts at *at; SLICE_NONE if none does. */
static struct slice take_string(struct slice text, size_t *at)
{
    char quote = *at < text.size ? text.data[*at] : '\0';
    if (quote != '"' && quote != '\'' && quote != '`')
        return SLICE_NONE;
    size_t end = *at + 1;
    while (end < text.size && text.data[end] != quote &&
           (text.data[end] != '\n' || quote == '`'))
        end += text.data[end] == '\\' ? 2 : 1;
    if (end >= text.size || text.data[end] != quote)
        return SLICE_NONE;
    struct slice string = slice_sub(text, *at + 1, end);
    *at = end + 1;
    return string;
}

/* The string after the words and the space at `at`; SLICE_NONE if there is
 * something else. */
static struct slice string_after(struct slice text, size_t at,
                                 const char *words)
{
    at = skip_space(text, at + strlen(words));
    return take_string(text, &at);
}

/* Goes on after the string or the character at `at`. */
static size_t go_on(struct slice text, size_t at)
{
    size_t end = at;
    if (take_string(text, &end).data == NULL)
        end++;
    return skip_space(text, end);
}

/* Whether a key starts at `at`: "dir:", and also "'dir':". */
static bool is_key(struct slice text, size_t at, const char *name,
                   size_t *ret_value)
{
    size_t end = at;
    struct slice key = take_string(text, &end);
    bool is_part = at > 0 && (ascii_is_letter_or_digit(text.data[at - 1]) ||
                              text.data[at - 1] == '_');
    if (key.data == NULL && !is_part) {
        end = at + strlen(name);
        key = slice_sub(text, at, end);
    }
    size_t colon = skip_space(text, end);
    if (!slice_is(key, name) || colon >= text.size || text.data[colon] != ':')
        return false;
    *ret_value = skip_space(text, colon + 1);
    return true;
}

/* The `input` of the object at `at`. */
static struct slice input_of(struct slice text, size_t at)
{
    size_t depth = 0, value;
    for (; at < text.size; at = go_on(text, at)) {
        char c = text.data[at];
        if (c == '}' && --depth == 0)
            return SLICE_NONE;
        if (c == '{')
            depth++;
        else if (depth == 0)
            return SLICE_NONE;
        if (depth == 1 && is_key(text, at, "input", &value))
            return take_string(text, &value);
    }
    return SLICE_NONE;
}

static void set_input(struct ignores *ignores, struct slice input)
{
    if (input.data != NULL)
        ignores->input = value_of_text(arena_copy(ignores->arena, input));
}

static void read_program(struct ignores *ignores, struct slice text)
{
    static const char add[] = "ignores.add(", set[] = "setInputDirectory(";
    for (size_t at = skip_space(text, 0); at < text.size;) {
        struct slice rest = slice_from(text, at);
        size_t value;
        if (slice_starts(rest, add))
            add_glob(ignores, string_after(text, at, add));
        else if (slice_starts(rest, set))
            set_input(ignores, string_after(text, at, set));
        else if (is_key(text, at, "dir", &value))
            set_input(ignores, input_of(text, value));
        at = go_on(text, at);
    }
}

static struct value as_object(const struct ignores *ignores)
{
    struct member *members = arena_alloc(ignores->arena, 2, sizeof *members);
    members[0] = (struct member){SLICE("ignores"),
                                 {.kind = VALUE_ARRAY,
                                  .as.items = ignores->globs,
                                  .size = ignores->count}};
    members[1] = (struct member){SLICE("input"), ignores->input};
    return (struct value){
        .kind = VALUE_OBJECT, .as.members = members, .size = 2};
}

struct value eleventy_read_ignores(const struct tree *tree, const char *name,
                                   struct slice text,
                                   const struct value *before,
                                   struct arena *arena)
{
    struct ignores ignores = {.arena = arena};
    const struct value *known = value_find(before, "ignores");
    const struct value *input = value_find(before, "input");
    size_t space = text.size / 2 + 1 + (known != NULL ? known->size : 0);
    ignores.globs = arena_alloc(arena, space, sizeof *ignores.globs);
    if (slice_starts(text, "\xEF\xBB\xBF"))
        text = slice_from(text, 3);
    for (size_t i = 0; known != NULL && i < known->size; i++)
        ignores.globs[ignores.count++] = known->as.items[i];
    if (input != NULL)
        ignores.input = *input;
    if (slice_ends(slice_of(name), "ignore")) {
        if (!tree->has_mark || strcmp(name, ".gitignore") != 0)
            read_lines(&ignores, text);
    } else {
        read_program(&ignores, text);
    }
    return as_object(&ignores);
}

struct slice eleventy_own_root(const struct value *publishing)
{
    return value_text(value_find(publishing, "input"));
}

bool eleventy_holds_back(const struct tree *tree, struct slice path,
                         bool is_folder)
{
    const struct value *globs = value_find(&tree->publishing, "ignores");
    (void)is_folder;
    for (size_t i = 0; globs != NULL && i < globs->size; i++) {
        if (glob_may_match(value_text(&globs->as.items[i]), path))
            return true;
    }
    return false;
}
