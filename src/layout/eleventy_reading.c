/* eleventy_reading.c - what Eleventy's settings say about files.
 *
 *     .eleventyignore, .gitignore     a glob on each line, from the top
 *     src/.eleventyignore             the same, from the folder of the content
 *
 * Eleventy does not follow "!" there. The others are programs:
 *
 *     ignores.add("notes/x*").add(`drafts/${year}`)
 *     return { dir: { input: "src", output: "docs", includes: "../parts" } }
 *     setInputDirectory("src"), setUseGitIgnore(false)
 *
 * These are not run. Of them only the strings that are written out in these
 * calls can be found, in any layout, with comments and quoted keys; what
 * follows such a string, or is computed inside it, stands for anything. A call
 * without one is noted, so that there is a warning. */
#include "layout/eleventy.h"

#include "base/array.h"
#include "base/ascii.h"

const char *const eleventy_ignore_files[] = {
    ".eleventyignore",     ".gitignore",          ".eleventy.js",
    ".eleventy.cjs",       ".eleventy.mjs",       "eleventy.config.js",
    "eleventy.config.cjs", "eleventy.config.mjs", NULL,
};

#define MAX_UNKNOWN      20   /* warnings */
#define MAX_FOLDER_BYTES 4096 /* from "dir: {" to its end */

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

static char char_at(struct slice text, size_t at)
{
    return at < text.size ? text.data[at] : '\0';
}

/* Takes the string that starts at *at; SLICE_NONE if none does. */
static struct slice take_string(struct slice text, size_t *at)
{
    char quote = char_at(text, *at);
    if (quote != '"' && quote != '\'' && quote != '`')
        return SLICE_NONE;
    size_t end = *at + 1;
    while (end < text.size && text.data[end] != quote &&
           (text.data[end] != '\n' || quote == '`'))
        end += text.data[end] == '\\' ? 2 : 1;
    if (char_at(text, end) != quote)
        return SLICE_NONE;
    struct slice string = slice_sub(text, *at + 1, end);
    *at = end + 1;
    return string;
}

/* Goes on after the string or the character at `at`. */
static size_t go_on(struct slice text, size_t at)
{
    size_t end = at;
    if (take_string(text, &end).data == NULL)
        end++;
    return skip_space(text, end);
}

/* Returns what follows the words and the space between and after them; 0 if
 * something else is at `at`. The last word is NULL. */
static size_t after_words(struct slice text, size_t at,
                          const char *const *words)
{
    for (; *words != NULL; words++) {
        struct slice word = slice_of(*words);
        if (!slice_equal(slice_sub(text, at, at + word.size), word))
            return 0;
        at = skip_space(text, at + word.size);
    }
    return at;
}

static void note_unknown(struct eleventy_ignores *ignores, const char *what,
                         struct slice text, size_t at)
{
    uint32_t line = 1;
    if (ignores->lists[IGNORED_UNKNOWN].count == MAX_UNKNOWN)
        return;
    for (size_t i = 0; i < at && i < text.size; i++)
        line += text.data[i] == '\n' ? 1 : 0;
    eleventy_note_unknown(ignores, what, line);
}

/* Replaces what is computed in a string, "${x}", with a glob for anything. */
static void append_glob(struct str *out, struct slice string)
{
    while (string.size > 0) {
        size_t start = slice_find(string, 0, SLICE("${"));
        str_append(out, slice_sub(string, 0, start));
        if (start == string.size)
            break;
        str_append_text(out, "**");
        size_t end = slice_find_char(string, start, '}');
        string = slice_from(string, end < string.size ? end + 1 : end);
    }
}

/* Reads what is added at `at`, and by calls on the result of the call. */
static void read_adds(struct eleventy_ignores *ignores, struct slice text,
                      size_t at)
{
    static const char *const again[] = {")", ".", "add", "(", NULL};
    while (at > 0) {
        size_t start = at;
        struct slice string = take_string(text, &at);
        struct str glob = {0};
        append_glob(&glob, string);
        at = skip_space(text, at);
        if (char_at(text, at) != ')' && char_at(text, at) != ',')
            str_append_text(&glob, "**"); /* "a" + b */
        /* A glob that starts with what is unknown would stand for all. */
        if (string.size == 0 || slice_starts(string, "${"))
            note_unknown(ignores, "ignores", text, start);
        else
            eleventy_ignore(ignores, IGNORED_FROM_TOP, str_slice(&glob));
        str_release(&glob);
        at = after_words(text, at, again);
    }
}

static void set(struct eleventy_ignores *ignores, enum eleventy_fact which,
                struct slice text)
{
    ignores->facts[which] = value_of_text(arena_copy(ignores->arena, text));
}

static void set_input(struct eleventy_ignores *ignores, struct slice text,
                      size_t at)
{
    size_t start = at;
    struct slice string = take_string(text, &at);
    char next = char_at(text, skip_space(text, at));
    bool is_known = string.data != NULL &&
                    slice_find(string, 0, SLICE("${")) == string.size &&
                    (next == ')' || next == ',' || next == '}');
    if (is_known)
        set(ignores, FACT_INPUT, string);
    else
        note_unknown(ignores, ELEVENTY_INPUT, text, start);
}

static void set_output(struct eleventy_ignores *ignores, struct slice text,
                       size_t at)
{
    struct slice string = take_string(text, &at);
    if (string.data != NULL)
        set(ignores, FACT_OUTPUT, string);
}

static void set_data(struct eleventy_ignores *ignores, struct slice text,
                     size_t at)
{
    struct slice string = take_string(text, &at);
    if (string.data != NULL)
        set(ignores, FACT_DATA, string);
}

/* A folder of parts of pages, below that of the content. */
static void ignore_folder(struct eleventy_ignores *ignores, struct slice text,
                          size_t at)
{
    struct slice string = take_string(text, &at);
    eleventy_ignore(ignores, IGNORED_FROM_INPUT, string);
}

static void leave_git(struct eleventy_ignores *ignores, struct slice text,
                      size_t at)
{
    if (slice_starts(slice_from(text, at), "false"))
        set(ignores, FACT_LEAVES_GIT, SLICE("true"));
}

struct statement {
    const char *const words[5];
    void (*read)(struct eleventy_ignores *ignores, struct slice text,
                 size_t at);
};

static const struct statement calls[] = {
    {{"ignores", ".", "add", "(", NULL}, read_adds},
    {{"setInputDirectory", "(", NULL}, set_input},
    {{"setOutputDirectory", "(", NULL}, set_output},
    {{"setIncludesDirectory", "(", NULL}, ignore_folder},
    {{"setLayoutsDirectory", "(", NULL}, ignore_folder},
    {{"setDataDirectory", "(", NULL}, set_data},
    {{"setUseGitIgnore", "(", NULL}, leave_git},
};

static const struct statement folders[] = {
    {{"input", NULL}, set_input},        {{"output", NULL}, set_output},
    {{"includes", NULL}, ignore_folder}, {{"layouts", NULL}, ignore_folder},
    {{"data", NULL}, set_data},
};

/* Returns where the value of a key starts that is at `at`: "dir:", and also
 * "'dir':"; 0 for anything else. */
static size_t value_of_key(struct slice text, size_t at, const char *name)
{
    size_t end = at;
    struct slice key = take_string(text, &end);
    bool is_part = at > 0 && (ascii_is_letter_or_digit(text.data[at - 1]) ||
                              text.data[at - 1] == '_');
    if (key.data == NULL && !is_part) {
        end = at + slice_of(name).size;
        key = slice_sub(text, at, end);
    }
    size_t colon = skip_space(text, end);
    return slice_is(key, name) && char_at(text, colon) == ':'
               ? skip_space(text, colon + 1)
               : 0;
}

/* "{ input, output }": names of variables. */
static bool is_shorthand(struct slice text, size_t at, const char *name)
{
    size_t end = at + slice_of(name).size;
    char next = char_at(text, skip_space(text, end));
    return slice_is(slice_sub(text, at, end), name) &&
           (next == ',' || next == '}');
}

/* Reads the folders of the object at `at`. */
static void read_folders(struct eleventy_ignores *ignores, struct slice text,
                         size_t at)
{
    size_t depth = 0;
    char before = '\0';
    text = slice_sub(text, 0, at + MAX_FOLDER_BYTES);
    for (; at < text.size; at = go_on(text, at)) {
        char c = text.data[at];
        if (c == '}' && --depth == 0)
            return;
        if (c == '{')
            depth++;
        else if (depth == 0)
            return;
        for (size_t i = 0; depth == 1 && i < ARRAY_COUNT(folders); i++) {
            size_t value = value_of_key(text, at, folders[i].words[0]);
            if (value > 0)
                folders[i].read(ignores, text, value);
        }
        if ((before == '{' || before == ',') && depth == 1 &&
            is_shorthand(text, at, "input"))
            set_input(ignores, text, at);
        before = c;
    }
}

static void read_program(struct eleventy_ignores *ignores, struct slice text)
{
    for (size_t at = skip_space(text, 0); at < text.size;
         at = go_on(text, at)) {
        for (size_t i = 0; i < ARRAY_COUNT(calls); i++) {
            size_t inside = after_words(text, at, calls[i].words);
            if (inside > 0)
                calls[i].read(ignores, text, inside);
        }
        size_t value = value_of_key(text, at, "dir");
        if (value > 0)
            read_folders(ignores, text, value);
    }
}

static void read_lines(struct eleventy_ignores *ignores,
                       enum eleventy_list list, struct slice text)
{
    struct slice line;
    while (slice_cut(&text, '\n', &line)) {
        line = slice_trim(line);
        if (!slice_starts(line, "#") && !slice_starts(line, "!"))
            eleventy_ignore(ignores, list, line);
    }
}

struct value eleventy_read_ignores(struct slice path, struct slice text,
                                   const struct value *before,
                                   struct arena *arena)
{
    struct eleventy_ignores ignores =
        eleventy_ignores_from(before, path, arena);
    if (slice_starts(text, "\xEF\xBB\xBF"))
        text = slice_from(text, 3);
    if (!is_at_top(path))
        read_lines(&ignores, IGNORED_FROM_INPUT, text);
    else if (slice_is(path, ".gitignore"))
        read_lines(&ignores, IGNORED_BY_GIT, text);
    else if (slice_ends(path, "ignore"))
        read_lines(&ignores, IGNORED_FROM_TOP, text);
    else
        read_program(&ignores, text);
    return eleventy_ignores_value(&ignores);
}
