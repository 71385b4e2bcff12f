/* nuxt_collections.c - files that are in a collection of Nuxt Content.
 *
 *     docs: defineCollection({
 *       type: 'page',
 *       source: { include: "**", exclude: ["docs/wip.md"] },
 *     })
 *
 * Where collections are defined, a file outside of all sources is not
 * published. A source is a glob, an object or a list of them; its globs start
 * from its `cwd`, which is the folder "content" unless it says otherwise. The
 * program is not run: a source that is not written out in strings is noted, so
 * that there is a warning, and publishes nothing. Nor does one that is in
 * another repository, or a collection that is only defined on a condition.
 *
 * What is found is kept in an object, because settings are. */
#include "layout/nuxt.h"

#include "base/array.h"
#include "base/glob.h"
#include "layout/javascript.h"
#include "layout/javascript_items.h"

#include <string.h>

#define MAX_COLLECTIONS 200 /* the others publish nothing */
#define MAX_DEPTH       64  /* of brackets; deeper, all is unknown */

struct collections {
    struct nuxt_file file;
    struct value_list sources;
};

/* As it is written, or SLICE_NONE. */
struct local_source {
    struct slice include, cwd;
    struct value_list exclude;
};

/* Adds a glob that hides, without what its start has too much. */
static bool add_excluded(struct collections *all, struct local_source *source,
                         struct slice value)
{
    struct slice glob = script_whole_string(value);
    struct str clean = {0};
    if (glob.data == NULL || slice_starts(glob, "!"))
        return false;
    while (slice_starts(glob, "/"))
        glob = slice_from(glob, 1);
    if (path_clean(glob, &clean) && clean.size > 0)
        value_list_add(
            &source->exclude,
            value_of_text(arena_copy(all->file.arena, str_slice(&clean))),
            all->file.arena);
    str_release(&clean);
    return true;
}

static bool set_exclude(struct collections *all, struct local_source *source,
                        struct slice value)
{
    struct slice item;
    size_t at = 1;
    if (!slice_starts(value, "["))
        return false;
    while (script_next_item(value, &at, &item)) {
        if (!add_excluded(all, source, item))
            return false;
    }
    return script_skip_space(value, at + 1) == value.size;
}

static bool set_include(struct collections *all, struct local_source *source,
                        struct slice value)
{
    (void)all;
    source->include = script_whole_string(value);
    while (slice_starts(source->include, "./"))
        source->include = slice_from(source->include, 2);
    return source->include.data != NULL &&
           slice_find_char(source->include, 0, '(') == source->include.size &&
           slice_find(source->include, 0, SLICE("..")) == source->include.size;
}

static bool set_cwd(struct collections *all, struct local_source *source,
                    struct slice value)
{
    struct str clean = {0};
    struct slice written = script_whole_string(value);
    if (slice_starts(written, "~~/")) /* the top of the project */
        written = slice_from(written, 3);
    bool is_known = written.data != NULL && path_clean(written, &clean);
    if (is_known)
        source->cwd = arena_copy(all->file.arena, str_slice(&clean));
    str_release(&clean);
    return is_known;
}

static bool pass_over(struct collections *all, struct local_source *source,
                      struct slice value)
{
    (void)all, (void)source, (void)value;
    return true;
}

static const struct {
    const char *name;
    bool (*set)(struct collections *all, struct local_source *source,
                struct slice value);
} members[] = {
    {"include", set_include},
    {"exclude", set_exclude},
    {"cwd", set_cwd},
    {"prefix", pass_over}, /* of addresses */
};

static bool set_member(struct collections *all, struct local_source *source,
                       struct slice key, struct slice value)
{
    for (size_t i = 0; i < ARRAY_COUNT(members); i++) {
        if (slice_is(key, members[i].name))
            return members[i].set(all, source, value);
    }
    return false;
}

/* Only a folder of its own may stand for more than one: "a**" is "a*". */
static struct slice narrow(struct slice glob, struct arena *arena)
{
    struct str out = {0};
    struct slice name, rest = glob;
    while (slice_cut(&rest, '/', &name)) {
        str_append_text(&out, name.data > glob.data ? "/" : "");
        for (size_t i = 0; i < name.size; i++) {
            bool is_again = i > 0 && name.data[i] == '*' &&
                            name.data[i - 1] == '*' && !slice_is(name, "**");
            str_append(&out, slice_sub(name, i, is_again ? i : i + 1));
        }
    }
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}

static void add_source(struct collections *all, struct local_source *source)
{
    struct member *object = arena_alloc(all->file.arena, 3, sizeof *object);
    object[0] = (struct member){
        SLICE("include"),
        value_of_text(narrow(source->include, all->file.arena))};
    object[1] = (struct member){SLICE("cwd"), value_of_text(source->cwd)};
    object[2] =
        (struct member){SLICE("exclude"), value_list_array(&source->exclude)};
    value_list_add(
        &all->sources,
        (struct value){.kind = VALUE_OBJECT, .as.members = object, .size = 3},
        all->file.arena);
}

/* Reads the object that starts the value. */
static void read_object(struct collections *all, struct slice value)
{
    struct local_source source = {.cwd = SLICE("content")};
    struct slice item, key, inner;
    bool is_known = true, is_remote = false;
    size_t at = 1;
    while (script_next_item(value, &at, &item)) {
        script_split_member(item, &key, &inner);
        is_remote |= slice_is(key, "repository");
        is_known &= set_member(all, &source, key, inner);
    }
    is_known &= script_skip_space(value, at + 1) == value.size;
    if (is_known && source.include.data != NULL)
        add_source(all, &source);
    else if (!is_remote)
        nuxt_note_unknown(&all->file, value);
}

static void read_source(struct collections *all, struct slice value)
{
    struct local_source source = {.cwd = SLICE("content")};
    if (slice_starts(value, "{"))
        read_object(all, value);
    else if (set_include(all, &source, value))
        add_source(all, &source);
    else
        nuxt_note_unknown(&all->file, value);
}

static void read_sources(struct collections *all, struct slice value)
{
    struct slice item;
    size_t at = 1;
    if (!slice_starts(value, "[")) {
        read_source(all, value);
        return;
    }
    while (script_next_item(value, &at, &item))
        read_source(all, item);
}

/* Reads what is in the brackets of the call: an object, perhaps in the brackets
 * of another call. */
static void read_collection(struct collections *all, size_t at)
{
    struct slice item, key, value;
    size_t start = at;
    while (script_is_in_word(script_char(all->file.text, at)) ||
           script_char(all->file.text, at) == '(')
        at = script_next(all->file.text, at, at);
    if (script_char(all->file.text, at) != '{') {
        nuxt_note_unknown(&all->file, slice_from(all->file.text, start));
        return;
    }
    at++;
    while (script_next_item(all->file.text, &at, &item)) {
        script_split_member(item, &key, &value);
        if (slice_is(key, "source"))
            read_sources(all, value);
        else if (slice_starts(item, "source") || slice_starts(item, "..."))
            nuxt_note_unknown(&all->file, item);
    }
}

/* Of the brackets that are open, and of what is around them: whether what is
 * next is only run on a condition. */
struct conditions {
    bool is_set[MAX_DEPTH], is_statement[MAX_DEPTH]; /* "if", not "?" */
    size_t depth;
};

static bool is_word_of(struct slice rest, const char *const *words)
{
    size_t end = 0;
    while (script_is_in_word(script_char(rest, end)))
        end++;
    while (*words != NULL && !slice_is(slice_sub(rest, 0, end), *words))
        words++;
    return *words != NULL;
}

/* Goes on with the token at the start. */
static void read_condition(struct conditions *now, struct slice rest)
{
    static const char *const statements[] = {"if",  "else",  "switch", "while",
                                             "for", "catch", NULL};
    static const char *const fresh[] = {"export", "const",  "let",
                                        "var",    "import", NULL};
    char c = script_char(rest, 0), next = script_char(rest, 1);
    size_t depth = now->depth < MAX_DEPTH ? now->depth : MAX_DEPTH - 1;
    if (strchr("([{", c) != NULL && c != '\0') {
        now->depth++;
        if (now->depth < MAX_DEPTH)
            now->is_set[now->depth] = now->is_statement[now->depth] = false;
    } else if (strchr(")]}", c) != NULL && c != '\0' && now->depth > 0) {
        now->depth--;
        if (c == '}' && now->depth < MAX_DEPTH && now->is_statement[now->depth])
            now->is_set[now->depth] = false;
    } else if (c == ',' || c == ';' || is_word_of(rest, fresh)) {
        now->is_set[depth] = now->is_statement[depth] = false;
    } else if ((c == '?' && next != '.') || c == '&' || c == '|') {
        now->is_set[depth] = true;
    } else if (is_word_of(rest, statements)) {
        now->is_set[depth] = now->is_statement[depth] = true;
    }
}

static bool is_conditional(const struct conditions *now)
{
    if (now->depth >= MAX_DEPTH)
        return true;
    for (size_t i = 0; i <= now->depth; i++) {
        if (now->is_set[i])
            return true;
    }
    return false;
}

struct value nuxt_read_collections(struct slice path, struct slice text,
                                   struct arena *arena)
{
    static const char *const call[] = {"defineCollection", "(", NULL};
    struct collections all = {.file = {arena, path, text, {0}}};
    struct conditions now = {0};
    size_t count = 0;
    size_t at = script_skip_space(text, 0), last = at, next;
    for (; at < text.size; last = at, at = next) {
        size_t inside = script_after(text, at, call);
        next = script_next(text, last, at);
        count += inside > 0 ? 1 : 0;
        read_condition(&now, slice_from(text, at));
        if (inside > 0 && is_conditional(&now))
            nuxt_note_unknown(&all.file, slice_from(text, at));
        else if (inside > 0 && count <= MAX_COLLECTIONS)
            read_collection(&all, inside);
    }
    if (count == 0)
        nuxt_note_unknown(&all.file, text);
    return nuxt_publishing(&all.file, "sources", &all.sources);
}

static bool is_excluded(const struct value *source, struct slice inside)
{
    const struct value *globs = value_find(source, "exclude");
    for (size_t i = 0; i < globs->size; i++) {
        struct slice glob = value_text(&globs->as.items[i]);
        if (glob_may_match(glob, inside) || glob_matches_within(glob, inside))
            return true;
    }
    return false;
}

static bool has_file(const struct value *source, struct slice path)
{
    struct slice cwd = value_text(value_find(source, "cwd"));
    if (!path_is_within(path, cwd))
        return false;
    struct slice inside = cwd.size > 0 ? slice_from(path, cwd.size + 1) : path;
    return glob_matches_choices(value_text(value_find(source, "include")),
                                inside) &&
           !is_excluded(source, inside);
}

bool nuxt_is_in_collection(const struct value *sources, struct slice path)
{
    for (size_t i = 0; i < sources->size; i++) {
        if (has_file(&sources->as.items[i], path))
            return true;
    }
    return false;
}
