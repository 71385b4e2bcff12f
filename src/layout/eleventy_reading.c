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
 * without one is noted, and any other use of the ignores that may add to them,
 * so that there is a warning. */
#include "layout/eleventy.h"

#include "base/array.h"
#include "base/unicode.h"
#include "layout/javascript.h"

#include <string.h>

const char *const eleventy_ignore_files[] = {
    ".eleventyignore",     ".gitignore",          ".eleventy.js",
    ".eleventy.cjs",       ".eleventy.mjs",       "eleventy.config.js",
    "eleventy.config.cjs", "eleventy.config.mjs", NULL,
};

#define MAX_UNKNOWN      20   /* warnings */
#define MAX_CONSTANTS    20   /* that are looked for */
#define MAX_FOLDER_BYTES 4096 /* from "dir: {" to its end */

static void note_unknown(struct eleventy_ignores *ignores, const char *what,
                         struct slice text, size_t at)
{
    size_t above = slice_count_char(slice_sub(text, 0, at), '\n');
    if (ignores->lists[IGNORED_UNKNOWN].count < MAX_UNKNOWN)
        eleventy_note_unknown(ignores, what, 1 + (uint32_t)above);
}

/* Replaces what is computed in a string, "${x}", with a glob for anything. */
static void append_glob(struct str *out, struct slice string)
{
    while (string.size > 0) {
        string = slice_from(string, script_append(out, string));
        if (string.size > 0)
            str_append_text(out, "**");
        string = slice_from(string, script_computed(string));
    }
}

/* Reads what is added at `at`, and by calls on the result of the call. */
static void read_adds(struct eleventy_ignores *ignores, struct slice text,
                      size_t at)
{
    static const char *const again[] = {")", ".", "add", "(", NULL};
    while (at > 0) {
        size_t start = at;
        struct slice string = script_take_string(text, &at);
        struct str glob = {0};
        append_glob(&glob, string);
        at = script_skip_space(text, at);
        char next = script_char(text, at);
        if (next != ')' && next != ',')
            str_append_text(&glob, "**"); /* "a" + b */
        /* A glob that starts with what is unknown would stand for all. */
        bool is_known = string.size > 0 && !slice_starts(string, "${");
        if (is_known)
            eleventy_ignore(ignores, IGNORED_FROM_TOP, str_slice(&glob));
        if (!is_known || next == '.') /* "a".replace() */
            note_unknown(ignores, "ignores", text, start);
        str_release(&glob);
        at = script_after(text, at, again);
    }
}

static void set(struct eleventy_ignores *ignores, enum eleventy_fact which,
                struct slice written)
{
    struct str text = {0};
    script_append(&text, written);
    ignores->facts[which] =
        value_of_text(arena_copy(ignores->arena, str_slice(&text)));
    str_release(&text);
}

/* Returns where the value at `at` is written out: there, or in a constant. */
static size_t written_at(struct eleventy_ignores *ignores, struct slice text,
                         size_t at)
{
    if (!script_is_in_word(script_char(text, at)) ||
        ignores->constants == MAX_CONSTANTS)
        return at;
    ignores->constants++;
    size_t constant = script_constant(text, at);
    return constant > 0 ? constant : at;
}

/* Whether nothing is added to the string that ends there. */
static bool ends_value(struct slice text, size_t end)
{
    char next = script_char(text, script_skip_space(text, end));
    return next == '\0' || next == ';' || script_is_in_word(next) ||
           strchr("),}", next) != NULL;
}

static void set_input(struct eleventy_ignores *ignores, struct slice text,
                      size_t at)
{
    size_t start = at;
    at = written_at(ignores, text, at);
    struct slice string = script_take_string(text, &at);
    bool is_known = string.data != NULL &&
                    slice_find(string, 0, SLICE("${")) == string.size &&
                    ends_value(text, at);
    if (is_known)
        set(ignores, FACT_INPUT, string);
    else
        note_unknown(ignores, ELEVENTY_INPUT, text, start);
}

static void set_string(struct eleventy_ignores *ignores,
                       enum eleventy_fact which, struct slice text, size_t at)
{
    at = written_at(ignores, text, at);
    struct slice string = script_take_string(text, &at);
    if (string.data != NULL)
        set(ignores, which, string);
}

static void set_output(struct eleventy_ignores *ignores, struct slice text,
                       size_t at)
{
    set_string(ignores, FACT_OUTPUT, text, at);
}

static void set_data(struct eleventy_ignores *ignores, struct slice text,
                     size_t at)
{
    set_string(ignores, FACT_DATA, text, at);
}

/* A folder of parts of pages, below that of the content. */
static void ignore_folder(struct eleventy_ignores *ignores, struct slice text,
                          size_t at)
{
    at = written_at(ignores, text, at);
    struct slice string = script_take_string(text, &at);
    struct str glob = {0};
    if (!slice_starts(string, "${"))
        append_glob(&glob, string);
    eleventy_ignore(ignores, IGNORED_FROM_INPUT, str_slice(&glob));
    str_release(&glob);
}

static void leave_git(struct eleventy_ignores *ignores, struct slice text,
                      size_t at)
{
    if (slice_starts(slice_from(text, at), "false"))
        set(ignores, FACT_LEAVES_GIT, SLICE("true"));
}

/* Whether one of the strings at `at`, in a list or with commas, is "md". */
static bool has_markdown(struct slice text, size_t at)
{
    bool is_list = script_char(text, at) == '[';
    at = script_skip_space(text, is_list ? at + 1 : at);
    struct slice string, name;
    while ((string = script_take_string(text, &at)).data != NULL) {
        while (slice_cut(&string, ',', &name)) {
            if (slice_is(slice_trim(name), "md"))
                return true;
        }
        at = script_skip_space(text, at);
        if (!is_list || script_char(text, at) != ',')
            break;
        at = script_skip_space(text, at + 1);
    }
    /* What is computed may be anything. */
    return script_char(text, at) != ']' && is_list;
}

static void set_formats(struct eleventy_ignores *ignores, struct slice text,
                        size_t at)
{
    char first = script_char(text, written_at(ignores, text, at));
    bool is_known = first != '\0' && strchr("['\"`", first) != NULL;
    bool had_markdown =
        slice_is(value_text(&ignores->facts[FACT_FORMATS]), "md");
    at = written_at(ignores, text, at);
    if (!is_known || had_markdown || has_markdown(text, at))
        set(ignores, FACT_FORMATS, SLICE("md"));
    else
        set(ignores, FACT_FORMATS, SLICE("none"));
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
    {{"setTemplateFormats", "(", NULL}, set_formats},
    {{"addTemplateFormats", "(", NULL}, set_formats},
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
    struct slice key = script_take_string(text, &end);
    if (key.data == NULL) {
        end = at + slice_of(name).size;
        key = slice_sub(text, at, end);
    }
    size_t colon = script_skip_space(text, end);
    return slice_is(key, name) && script_char(text, colon) == ':'
               ? script_skip_space(text, colon + 1)
               : 0;
}

/* "{ input, output }": names of variables. */
static bool is_shorthand(struct slice text, size_t at, const char *name)
{
    size_t end = at + slice_of(name).size;
    char next = script_char(text, script_skip_space(text, end));
    return slice_is(slice_sub(text, at, end), name) &&
           (next == ',' || next == '}');
}

/* Reads the folders of the object at `at`. */
static void read_folders(struct eleventy_ignores *ignores, struct slice text,
                         size_t at)
{
    size_t depth = 0, before = at;
    text = slice_sub(text, 0, at + MAX_FOLDER_BYTES);
    while (at < text.size) {
        char c = text.data[at], last = text.data[before];
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
        if ((last == '{' || last == ',') && depth == 1 &&
            is_shorthand(text, at, "input"))
            set_input(ignores, text, at);
        size_t next = script_next(text, before, at);
        before = at;
        at = next;
    }
}

/* What is done with the name of the ignores, where no call adds to them. */
static const char *const harmless[][5] = {
    {"ignores", ".", "delete", NULL},
    {"ignores", ".", "has", NULL},
    {"ignores", ".", "size", NULL},
};

/* Whether the ignores may get globs by what is at `at`, and by calls that are
 * not read. A variable of their name is found where it is used; *line_end is
 * the end of the line that sets it. */
static bool may_add(struct slice text, size_t before, size_t at,
                    size_t *line_end)
{
    static const char *const name[] = {"ignores", NULL};
    size_t after = script_after(text, at, name);
    if (after == 0)
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(harmless); i++) {
        if (script_after(text, at, harmless[i]) > 0)
            return false;
    }
    char last = before < at ? text.data[before] : '\0';
    char next = script_char(text, after);
    char second = script_char(text, script_skip_space(text, after + 1));
    if (last == '.')
        return at >= *line_end;
    if (next == '=' && second != '=' && second != '>')
        *line_end = slice_find_char(text, at, '\n');
    bool is_option = next == ':' && (second == '[' || second == '"' ||
                                     second == '\'' || second == '`');
    bool is_taken_out = (last == '{' && (next == ',' || next == '}')) ||
                        (last == ',' && next == '}');
    return at >= *line_end && !is_option && !is_taken_out;
}

/* Returns where the value of "dir" starts that is at `at`, also of "{ dir }";
 * 0 for anything else. */
static size_t value_of_dir(struct slice text, size_t before, size_t at)
{
    char last = before < at ? text.data[before] : '\0';
    bool is_first = last == '{' || last == ',';
    return is_first && is_shorthand(text, at, "dir")
               ? at
               : value_of_key(text, at, "dir");
}

/* Reads the folders at `dir`, in place or in a constant. Returns `dir` if what
 * is there may be folders that are not written in this file. */
static size_t read_dir(struct eleventy_ignores *ignores, struct slice text,
                       size_t dir)
{
    size_t written = written_at(ignores, text, dir);
    read_folders(ignores, text, written);
    return script_is_in_word(script_char(text, written)) ? dir : 0;
}

static void read_program(struct eleventy_ignores *ignores, struct slice text)
{
    size_t at = script_skip_space(text, 0), before = at, line_end = 0;
    size_t elsewhere = 0, calls_around = 0;
    while (at < text.size) {
        bool is_read = false;
        for (size_t i = 0; i < ARRAY_COUNT(calls); i++) {
            size_t inside = script_after(text, at, calls[i].words);
            if (inside > 0)
                calls[i].read(ignores, text, inside);
            is_read |= inside > 0;
        }
        size_t dir = value_of_dir(text, before, at), unread = 0;
        size_t formats = value_of_key(text, at, "templateFormats");
        if (dir > 0)
            unread = read_dir(ignores, text, dir);
        if (calls_around == 0 && unread > 0) /* no option of a plugin */
            elsewhere = unread;
        calls_around += text.data[at] == '(' ? 1 : 0;
        calls_around -= text.data[at] == ')' && calls_around > 0 ? 1 : 0;
        if (formats > 0)
            set_formats(ignores, text, formats);
        if (!is_read && may_add(text, before, at, &line_end))
            note_unknown(ignores, "ignores", text, at);
        size_t next = script_next(text, before, at);
        before = at;
        at = next;
    }
    if (elsewhere > 0 && ignores->facts[FACT_INPUT].kind == VALUE_NULL)
        note_unknown(ignores, ELEVENTY_INPUT, text, elsewhere);
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
    text = utf8_skip_mark(text);
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
