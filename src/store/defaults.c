/* defaults.c - `defaults:` in Jekyll's _config.yml.
 *
 *     defaults:
 *       - scope: {path: "", type: posts}        layout, author, permalink ...
 *         values: {layout: post, author: ana}   unless the document says so
 *       - scope: {path: _posts/drafts-of-2024}
 *         values: {published: false}
 *
 * The longer path wins, at equal length the scope that names a type, and the
 * document itself over all of them; mappings are merged, and null says
 * nothing. The values end up in the document's front matter, where everything
 * that reads a document finds them: whether it is published, its authors, the
 * members that the API shows. Their lines are those of another file, so none
 * are kept. */
#include "store/defaults.h"

#include "base/glob.h"
#include "base/parallel.h"
#include "store/derive.h"
#include "store/place.h"

#define SCOPES_MAX      200 /* in the settings */
#define KEYS_MAX        200 /* in the values of one scope, nested ones too */
#define DERIVING_ROUNDS 4   /* one takes as long as so many rounds */

struct scope {
    struct slice path;   /* without a slash in front; "" is everything */
    struct slice type;   /* SLICE_NONE is any */
    struct value values; /* an object */
};

struct scopes {
    struct scope *items;
    size_t count;
};

bool scope_has(struct slice pattern, struct slice path)
{
    if (slice_find_char(pattern, 0, '*') < pattern.size)
        return glob_matches_within(without_slashes(pattern), path);
    return slice_equal(slice_sub(path, 0, pattern.size), pattern);
}

/* `over` wins; both are objects. At most KEYS_MAX keys are in one of the two,
 * which bounds what the search costs. */
static struct value merged(const struct value *under, const struct value *over,
                           struct arena *arena)
{
    size_t count = 0;
    struct member *members =
        arena_alloc(arena, under->size + over->size, sizeof *members);
    for (size_t i = 0; i < over->size; i++) {
        struct member member = over->as.members[i];
        const struct value *below = value_find_slice(under, member.key);
        if (below != NULL && member.value.kind == VALUE_NULL)
            member.value = *below;
        else if (below != NULL && value_is_object(below) &&
                 value_is_object(&member.value))
            member.value = merged(below, &member.value, arena);
        members[count++] = member;
    }
    for (size_t i = 0; i < under->size; i++) {
        if (value_find_slice(over, under->as.members[i].key) == NULL)
            members[count++] = under->as.members[i];
    }
    return (struct value){.kind = VALUE_OBJECT,
                          .line = over->line,
                          .column = over->column,
                          .as.members = members,
                          .size = count};
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

/* Names that Jekyll had for types before it had collections. */
static struct slice type_of(struct slice text)
{
    if (slice_is(text, "post"))
        return SLICE("posts");
    return slice_is(text, "page") ? SLICE("pages") : text;
}

static void warn_ignored(struct snapshot *snapshot, const struct value *at,
                         const char *what, const char *hint)
{
    diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_FIELD_TYPE, at->line,
                    at->column, hint, "%s", what);
}

static void add_scope(struct snapshot *snapshot, struct scopes *scopes,
                      const struct value *written)
{
    const struct value *values = value_find(written, "values");
    const struct value *scope = value_find(written, "scope");
    if (!value_is_object(values) || count_keys(values) > KEYS_MAX) {
        warn_ignored(snapshot, written,
                     "these defaults have no `values`, or more than 200 keys "
                     "in them, and are not used",
                     "write  values:  with the fields below it");
        return;
    }
    struct slice path = value_text(value_find(scope, "path"));
    while (slice_starts(path, "/"))
        path = slice_from(path, 1);
    scopes->items[scopes->count++] = (struct scope){
        .path = path,
        .type = type_of(value_text(value_find(scope, "type"))),
        .values = value_copy(values, &snapshot->arena),
    };
}

static struct scopes read_scopes(struct snapshot *snapshot,
                                 const struct layout *layout)
{
    const struct value *list = value_find(layout->config, "defaults");
    struct scopes scopes = {0};
    if (!value_is_array(list))
        return scopes;
    snapshot->diagnostics.path = layout->config_path;
    if (list->size > SCOPES_MAX)
        warn_ignored(snapshot, list, "only the first 200 defaults are used",
                     "merge some of them");
    size_t count = list->size < SCOPES_MAX ? list->size : SCOPES_MAX;
    scopes.items = arena_alloc(&snapshot->arena, count, sizeof(struct scope));
    for (size_t i = 0; i < count; i++)
        add_scope(snapshot, &scopes, &list->as.items[i]);
    return scopes;
}

static bool applies(const struct scope *scope, struct slice path,
                    struct slice type)
{
    return (scope->type.data == NULL || slice_equal(scope->type, type)) &&
           scope_has(scope->path, path);
}

static bool has_precedence(const struct scope *scope,
                           const struct scope *before)
{
    if (before == NULL || scope->path.size != before->path.size)
        return before == NULL || scope->path.size > before->path.size;
    return scope->type.data != NULL || before->type.data == NULL;
}

/* An object without members where no scope applies. */
static struct value defaults_of(const struct scopes *scopes, struct slice path,
                                struct slice type, struct arena *arena)
{
    struct value defaults = {.kind = VALUE_OBJECT};
    const struct scope *before = NULL;
    for (size_t i = 0; i < scopes->count; i++) {
        const struct scope *scope = &scopes->items[i];
        if (!applies(scope, path, type))
            continue;
        if (has_precedence(scope, before)) {
            defaults = merged(&defaults, &scope->values, arena);
            before = scope;
        } else {
            defaults = merged(&scope->values, &defaults, arena);
        }
    }
    return defaults;
}

static struct value add_defaults(const void *context,
                                 const struct source *source,
                                 struct arena *arena)
{
    return merged(context, &source->front_matter, arena);
}

bool apply_defaults(struct snapshot *snapshot, const struct layout *layout,
                    const struct build_input *input)
{
    struct scopes scopes = read_scopes(snapshot, layout);
    struct deriver deriver = deriver_for(snapshot, input);
    for (size_t i = 0; scopes.count > 0 && i < snapshot->source_count; i++) {
        give_way(i * DERIVING_ROUNDS);
        const struct source *source = snapshot->sources[i];
        struct slice path = tree_collections_path(layout->tree, source->path);
        struct slice type = jekyll_type(layout, source);
        if (source->is_broken || type.data == NULL)
            continue;
        struct value defaults =
            defaults_of(&scopes, path, type, &snapshot->arena);
        if (defaults.size > 0)
            (void)derive_adding(&deriver, i, RULE_DEFAULTS, &defaults,
                                add_defaults);
    }
    deriver_release(&deriver);
    return scopes.count > 0;
}
