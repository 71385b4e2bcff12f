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
 * The settings are a program. Of that only what is written out can be found:
 * the strings of these calls. */
#include "layout/eleventy.h"

#include "base/glob.h"
#include "layout/place.h"

#include <string.h>

#define IGNORES_MAX 1000 /* globs of a site */

const char *const eleventy_ignore_files[] = {
    ".eleventyignore",     ".gitignore",          ".eleventy.js",
    ".eleventy.cjs",       ".eleventy.mjs",       "eleventy.config.js",
    "eleventy.config.cjs", "eleventy.config.mjs", NULL,
};

const char *const eleventy_programs[] = {
    ".eleventy.js",
    ".eleventy.cjs",
    ".eleventy.mjs",
    "eleventy.config.js",
    "eleventy.config.cjs",
    "eleventy.config.mjs",
    NULL,
};

/* What the files say, on its way into an object. */
struct ignores {
    struct arena *arena;
    struct value *globs;
    size_t count;
    struct value input; /* null: not set */
};

static struct slice clean(struct slice path)
{
    while (slice_starts(path, "./"))
        path = slice_from(path, 2);
    return path_trim_slashes(path);
}

static void add_glob(struct ignores *ignores, struct slice glob)
{
    glob = clean(slice_trim(glob));
    if (glob.size > 0 && ignores->count < IGNORES_MAX)
        ignores->globs[ignores->count++] =
            value_of_text(arena_copy(ignores->arena, glob));
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

/* Returns the string that follows `before` in the line, as in  input: "src";
 * SLICE_NONE if none does. */
static struct slice string_after(struct slice line, const char *before)
{
    size_t at = slice_find(line, 0, slice_of(before));
    if (at == line.size)
        return SLICE_NONE;
    struct slice rest = slice_trim(slice_from(line, at + strlen(before)));
    char quote = rest.size > 0 ? rest.data[0] : '\0';
    size_t end = slice_find_char(rest, 1, quote);
    bool is_string = quote == '"' || quote == '\'' || quote == '`';
    return is_string && end < rest.size ? slice_sub(rest, 1, end) : SLICE_NONE;
}

static void read_program(struct ignores *ignores, struct slice text)
{
    struct slice line;
    bool is_in_dir = false;
    while (slice_cut(&text, '\n', &line)) {
        struct slice trimmed = slice_trim(line);
        if (slice_starts(trimmed, "//") || slice_starts(trimmed, "*"))
            continue;
        add_glob(ignores, string_after(trimmed, "ignores.add("));
        is_in_dir |= slice_find(trimmed, 0, SLICE("dir:")) < trimmed.size;
        struct slice input = string_after(trimmed, "setInputDirectory(");
        if (input.data == NULL && is_in_dir)
            input = string_after(trimmed, "input:");
        if (input.data != NULL)
            ignores->input = value_of_text(arena_copy(ignores->arena, input));
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
    struct ignores ignores = {
        .arena = arena,
        .globs = arena_alloc(arena, IGNORES_MAX, sizeof(struct value)),
    };
    const struct value *known = value_find(before, "ignores");
    const struct value *input = value_find(before, "input");
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
