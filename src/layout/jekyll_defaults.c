/* jekyll_defaults.c - `defaults:` in Jekyll's _config.yml.
 *
 *     defaults:
 *       - scope: {path: "", type: posts}        layout, author, permalink ...
 *         values: {layout: post, author: ana}   unless the document says so
 *       - scope: {path: _posts/drafts-of-2024}
 *         values: {published: false}
 *
 * A path with a star stands for the files and folders that Dir.glob() finds,
 * and any path is the start of those that it is for: "_posts/x" is one for
 * "_posts/xy.md", too (lib/jekyll/frontmatter_defaults.rb).
 *
 * The scope with the longest path wins; if paths are equally long, the one that
 * names a type; and the document overrides all scopes. Mappings are merged, and
 * null counts as unset. The values are added to the front matter of the
 * document, where everything that reads a document finds them: whether it is
 * published, its authors, the members that the API shows. Their line numbers
 * refer to another file, so they are not kept. */
#include "layout/jekyll.h"

#include "base/glob.h"
#include "document/publication_keys.h"
#include "layout/place.h"

#include <stdlib.h>

#define SCOPES_MAX 200 /* in the settings */
#define KEYS_MAX   200 /* in the values of one scope, nested ones too */

/* What takes the place of values that are too many to be read. */
static const struct member held_back[] = {
    {{"published", 9}, {.kind = VALUE_BOOLEAN, .as.boolean = false}}};

struct default_scope {
    bool is_strongest;    /* and not only where its path is the longest */
    struct slice path;    /* without a slash in front; "" is everything */
    struct slice type;    /* SLICE_NONE is any */
    struct value values;  /* an object */
    struct slice *starts; /* of the paths that it is for; sorted, and none is
                             the start of another */
    size_t start_count, start_capacity;
};

static struct slice without_collections_dir(const struct tree *tree,
                                            struct slice path)
{
    struct slice dir = tree->collections_dir;
    bool is_inside = dir.size > 0 && path.size > dir.size &&
                     path.data[dir.size] == '/' && slice_begins(path, dir);
    return is_inside ? slice_from(path, dir.size + 1) : path;
}

/* The tree that the settings are for, and a path in it. */
static const struct tree *tree_of(const struct layout *layout)
{
    return layout->tree->project != NULL ? layout->tree->project : layout->tree;
}

static struct slice path_of(const struct layout *layout, struct slice path,
                            struct arena *arena)
{
    return path_below_root(tree_of(layout),
                           tree_path_in_project(layout->tree, path, arena));
}

static void add_start(struct default_scope *scope, struct slice start,
                      struct arena *arena)
{
    scope->starts = arena_grow(arena, scope->starts, scope->start_count,
                               &scope->start_capacity, sizeof *scope->starts);
    scope->starts[scope->start_count++] = start;
}

static int compare_starts(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static void sort_starts(struct default_scope *scope)
{
    size_t kept = 0;
    qsort(scope->starts, scope->start_count, sizeof *scope->starts,
          compare_starts);
    for (size_t i = 0; i < scope->start_count; i++) {
        if (kept == 0 ||
            !slice_begins(scope->starts[i], scope->starts[kept - 1]))
            scope->starts[kept++] = scope->starts[i];
    }
    scope->start_count = kept;
}

/* Only the shortest folder that a pattern stands for counts: all else that it
 * stands for starts with that. */
static void find_starts(struct default_scope *scope,
                        const struct layout *layout,
                        const struct layout_input *input, struct arena *arena)
{
    struct slice pattern = path_trim_slashes(scope->path), above;
    if (slice_find_char(pattern, 0, '*') == pattern.size) {
        add_start(scope, without_collections_dir(tree_of(layout), scope->path),
                  arena);
        return;
    }
    for (size_t i = 0; i < input->source_count; i++) {
        struct slice path =
            path_of(layout, source_path_in_root(input->sources[i]), arena);
        if (!glob_matches_within(pattern, path))
            continue;
        while ((above = path_folder(path)).size > 0 &&
               glob_matches_within(pattern, above))
            path = above;
        add_start(scope, without_collections_dir(tree_of(layout), path), arena);
    }
    if (scope->start_count > 0)
        sort_starts(scope);
}

/* The last start that is not after the path is the only one that it can start
 * with. */
static bool scope_has(const struct default_scope *scope, struct slice path)
{
    size_t low = 0, high = scope->start_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (slice_compare(scope->starts[middle], path) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && slice_begins(path, scope->starts[low - 1]);
}

static size_t count_keys(const struct value *value)
{
    size_t count = value_is_object(value) ? value->size : 0;
    for (size_t i = 0; value_is_object(value) && i < value->size; i++)
        count += count_keys(&value->as.members[i].value);
    for (size_t i = 0; value_is_array(value) && i < value->size; i++)
        count += count_keys(&value->as.items[i]);
    return count;
}

/* The names of types in versions of Jekyll without collections. */
static struct slice type_of(struct slice text)
{
    if (slice_is(text, "post"))
        return SLICE("posts");
    return slice_is(text, "page") ? SLICE("pages") : text;
}

static void warn_ignored(struct diagnostics *diagnostics,
                         const struct value *at, const char *what,
                         const char *hint)
{
    diagnostics_add(diagnostics, DIAGNOSTIC_FIELD_TYPE, at->line, at->column,
                    hint, "%s", what);
}

static struct value hold_back(void)
{
    return (struct value){
        .kind = VALUE_OBJECT, .as.members = held_back, .size = 1};
}

/* Returns false, with a warning, if the scope cannot be used. */
static bool read_scope(const struct value *written,
                       struct diagnostics *diagnostics,
                       struct default_scope *ret_scope)
{
    const struct value *values = value_find(written, "values");
    const struct value *scope = value_find(written, "scope");
    if (!value_is_object(values)) {
        warn_ignored(diagnostics, written,
                     "these defaults are ignored: they have no `values`",
                     "add  values:  with fields below it");
        return false;
    }
    bool is_too_large = count_keys(values) > KEYS_MAX;
    if (is_too_large)
        warn_ignored(diagnostics, written,
                     "the documents of these defaults are not published: they "
                     "have more than 200 keys in their `values`",
                     "remove some of them");
    struct slice path = value_text(value_find(scope, "path"));
    while (slice_starts(path, "/"))
        path = slice_from(path, 1);
    *ret_scope = (struct default_scope){
        .path = path,
        .type = type_of(value_text(value_find(scope, "type"))),
        .values = is_too_large ? hold_back() : *values,
    };
    return true;
}

/* Whether one of the defaults from `start` on may keep a document back. */
static bool has_publication_key(const struct value *list, size_t start)
{
    bool is_typo;
    for (size_t i = start; i < list->size; i++) {
        const struct value *values = value_find(&list->as.items[i], "values");
        for (size_t k = 0; value_is_object(values) && k < values->size; k++) {
            if (publication_key_find(values->as.members[k].key, &is_typo) !=
                NULL)
                return true;
        }
    }
    return false;
}

/* There are more scopes than are read. */
static void leave_out(struct layout *layout, const struct value *list,
                      const struct layout_input *input, struct arena *arena,
                      struct diagnostics *diagnostics)
{
    if (!has_publication_key(list, SCOPES_MAX)) {
        warn_ignored(diagnostics, list, "only the first 200 defaults are used",
                     "merge some of them");
        return;
    }
    warn_ignored(diagnostics, list,
                 "nothing is published: only the first 200 defaults are used, "
                 "and one of the others may keep documents back",
                 "merge some of them, or put that one first");
    struct default_scope *scope = &layout->scopes[layout->scope_count++];
    *scope = (struct default_scope){.is_strongest = true,
                                    .path = SLICE(""),
                                    .type = SLICE_NONE,
                                    .values = hold_back()};
    find_starts(scope, layout, input, arena);
}

bool jekyll_find_defaults(struct layout *layout,
                          const struct layout_input *input, struct arena *arena,
                          struct diagnostics *diagnostics)
{
    const struct value *list = value_find(layout->config, "defaults");
    if (!value_is_array(list))
        return false;
    diagnostics->path = layout->config_path;
    size_t count = list->size < SCOPES_MAX ? list->size : SCOPES_MAX;
    layout->scopes = arena_alloc(arena, count + 1, sizeof *layout->scopes);
    for (size_t i = 0; i < count; i++) {
        struct default_scope *scope = &layout->scopes[layout->scope_count];
        if (!read_scope(&list->as.items[i], diagnostics, scope))
            continue;
        find_starts(scope, layout, input, arena);
        layout->scope_count++;
    }
    if (list->size > SCOPES_MAX)
        leave_out(layout, list, input, arena, diagnostics);
    return layout->scope_count > 0;
}

static bool applies(const struct default_scope *scope, struct slice path,
                    struct slice type)
{
    return (scope->type.data == NULL || slice_equal(scope->type, type)) &&
           scope_has(scope, path);
}

static bool has_precedence(const struct default_scope *scope,
                           const struct default_scope *before)
{
    if (scope->is_strongest)
        return true;
    if (before == NULL || scope->path.size != before->path.size)
        return before == NULL || scope->path.size > before->path.size;
    return scope->type.data != NULL || before->type.data == NULL;
}

struct value jekyll_defaults_of(const struct layout *layout,
                                const struct source *source,
                                struct arena *arena)
{
    struct value defaults = {.kind = VALUE_OBJECT};
    const struct tree *tree = layout->tree;
    struct slice path = tree_collections_path(
        tree->project != NULL ? tree->project : tree,
        tree_path_in_project(tree, source_path_in_root(source), arena));
    struct slice type = jekyll_type(layout, source);
    const struct default_scope *before = NULL;
    for (size_t i = 0; type.data != NULL && i < layout->scope_count; i++) {
        const struct default_scope *scope = &layout->scopes[i];
        if (!applies(scope, path, type))
            continue;
        if (has_precedence(scope, before)) {
            defaults = value_merge(&defaults, &scope->values, arena);
            before = scope;
        } else {
            defaults = value_merge(&scope->values, &defaults, arena);
        }
    }
    return defaults;
}
