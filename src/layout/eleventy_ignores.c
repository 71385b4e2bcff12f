/* eleventy_ignores.c - files that Eleventy does not look at.
 *
 *     ignored by a glob               notes/x*, and everything in a folder
 *     in the folder of includes, layouts or output
 *     a document in the folder of data
 *
 * What eleventy_reading.c finds is kept in an object, because settings are. A
 * glob without a slash matches at the top only, unlike Git's. */
#include "layout/eleventy.h"

#include "base/glob.h"
#include "layout/place.h"

static const char *const list_names[] = {
    [IGNORED_FROM_TOP] = "ignores",
    [IGNORED_BY_GIT] = "git",
    [IGNORED_FROM_INPUT] = "inside",
    [IGNORED_UNKNOWN] = "unknown",
};

/* What the settings say once. */
static const char *const fact_names[] = {
    [FACT_INPUT] = "input",     [FACT_OUTPUT] = "output",
    [FACT_DATA] = "data",       [FACT_LEAVES_GIT] = "leavesGit",
    [FACT_FORMATS] = "formats",
};

enum { MEMBERS = IGNORED_LISTS + FACTS };

static void add_value(struct eleventy_ignores *ignores,
                      enum eleventy_list which, struct value value)
{
    value_list_add(&ignores->lists[which], value, ignores->arena);
}

void eleventy_ignore(struct eleventy_ignores *ignores, enum eleventy_list list,
                     struct slice glob)
{
    struct str clean = {0};
    glob = slice_trim(glob);
    while (slice_starts(glob, "/")) /* the top of the site */
        glob = slice_from(glob, 1);
    if (path_clean(glob, &clean) && clean.size > 0)
        add_value(ignores, list,
                  value_of_text(arena_copy(ignores->arena, str_slice(&clean))));
    str_release(&clean);
}

void eleventy_note_unknown(struct eleventy_ignores *ignores, const char *what,
                           uint32_t line)
{
    struct member *member = arena_alloc(ignores->arena, 1, sizeof *member);
    *member = (struct member){
        slice_of(what),
        value_of_text(arena_copy(ignores->arena, ignores->path))};
    member->value.line = line;
    add_value(
        ignores, IGNORED_UNKNOWN,
        (struct value){.kind = VALUE_OBJECT, .as.members = member, .size = 1});
}

struct value eleventy_ignores_value(const struct eleventy_ignores *ignores)
{
    struct member *members =
        arena_alloc(ignores->arena, MEMBERS, sizeof *members);
    for (size_t i = 0; i < IGNORED_LISTS; i++)
        members[i] = (struct member){slice_of(list_names[i]),
                                     value_list_array(&ignores->lists[i])};
    for (size_t i = 0; i < FACTS; i++)
        members[IGNORED_LISTS + i] =
            (struct member){slice_of(fact_names[i]), ignores->facts[i]};
    return (struct value){
        .kind = VALUE_OBJECT, .as.members = members, .size = MEMBERS};
}

struct eleventy_ignores eleventy_ignores_from(const struct value *before,
                                              struct slice path,
                                              struct arena *arena)
{
    struct eleventy_ignores ignores = {.path = path, .arena = arena};
    for (enum eleventy_list which = 0; which < IGNORED_LISTS; which++) {
        const struct value *list = value_find(before, list_names[which]);
        for (size_t i = 0; list != NULL && i < list->size; i++)
            add_value(&ignores, which, list->as.items[i]);
    }
    for (size_t i = 0; i < FACTS; i++) {
        const struct value *fact = value_find(before, fact_names[i]);
        ignores.facts[i] = fact != NULL ? *fact : value_null;
    }
    return ignores;
}

static const struct value *fact_of(const struct value *publishing,
                                   enum eleventy_fact which)
{
    return value_find(publishing, fact_names[which]);
}

struct slice eleventy_own_root(const struct value *publishing)
{
    return value_text(fact_of(publishing, FACT_INPUT));
}

bool eleventy_next_unknown(const struct value *publishing, size_t *cursor,
                           struct unknown_setting *ret_setting)
{
    const struct value *list =
        value_find(publishing, list_names[IGNORED_UNKNOWN]);
    if (list == NULL || *cursor >= list->size)
        return false;
    const struct member *unknown = list->as.items[(*cursor)++].as.members;
    *ret_setting = (struct unknown_setting){
        .path = value_text(&unknown->value),
        .line = unknown->value.line,
        .message = "what is ignored here is not known, because it is not "
                   "written as a string: files that Eleventy ignores may be "
                   "served",
        .hint = "write the glob as a string, or put it in .eleventyignore",
    };
    if (slice_is(unknown->key, ELEVENTY_INPUT)) {
        ret_setting->message =
            "the folder of the content is not known, because it is not written "
            "as a string: files beside it may be served";
        ret_setting->hint = "write its name as a string, or serve that folder";
    }
    return true;
}

static bool is_listed(const struct tree *tree, enum eleventy_list which,
                      struct slice path)
{
    const struct value *globs =
        value_find(&tree->publishing, list_names[which]);
    for (size_t i = 0; globs != NULL && i < globs->size; i++) {
        if (glob_may_match(value_text(&globs->as.items[i]), path))
            return true;
    }
    return false;
}

/* What the site was built into, unless the content is in there. */
static bool is_built(const struct tree *tree, struct slice path)
{
    struct str clean = {0};
    struct slice written = value_text(fact_of(&tree->publishing, FACT_OUTPUT));
    bool is_within = path_clean(written, &clean) && clean.size > 0 &&
                     path_is_within(path, str_slice(&clean)) &&
                     !path_is_within(tree->content_root, str_slice(&clean));
    str_release(&clean);
    return is_within;
}

/* A document among the data is no page. */
static bool is_among_data(const struct tree *tree, struct slice path)
{
    struct str clean = {0};
    struct slice written = value_text(fact_of(&tree->publishing, FACT_DATA));
    bool is_within =
        !is_data_file(path_name(path)) &&
        path_clean(written.data != NULL ? written : SLICE("_data"), &clean) &&
        clean.size > 0 &&
        path_is_within(path_below_root(tree, path), str_slice(&clean));
    str_release(&clean);
    return is_within;
}

/* Where Markdown is not among the formats, it is no page. */
static bool is_unread_format(const struct tree *tree, struct slice path)
{
    enum source_kind kind;
    return slice_is(value_text(fact_of(&tree->publishing, FACT_FORMATS)),
                    "none") &&
           source_kind_of(path, &kind) && kind == SOURCE_MARKDOWN;
}

/* What is ignored is not a page; it may have data for pages all the same. */
bool eleventy_holds_back(const struct tree *tree, struct slice path,
                         bool is_folder)
{
    if (!is_folder && (eleventy_is_data(path) || eleventy_needs_document(path)))
        return is_built(tree, path);
    const struct value *leaves_git =
        fact_of(&tree->publishing, FACT_LEAVES_GIT);
    bool counts_git = leaves_git == NULL || leaves_git->kind == VALUE_NULL;
    return (!is_folder && is_unread_format(tree, path)) ||
           is_listed(tree, IGNORED_FROM_TOP, path) ||
           (counts_git && is_listed(tree, IGNORED_BY_GIT, path)) ||
           is_listed(tree, IGNORED_FROM_INPUT, path_below_root(tree, path)) ||
           is_built(tree, path) || (!is_folder && is_among_data(tree, path));
}
