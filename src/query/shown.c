/* shown.c - checks what a query wants to be shown.
 *
 *     include=posts             at /posts: no post has posts
 *     fields=slug&include=html  would show nothing of what it includes
 *     related.slug=x            is no condition on a field
 *
 * What can be included is not a field and not in any schema; it depends on the
 * kinds of entries that there are. */
#include "query/binder.h"
#include "query/includes.h"

bool shown_is_beside(struct binder *binder, struct slice path)
{
    const struct collection *at = binder->collection;
    struct slice name;
    while (slice_cut(&path, '.', &name)) {
        struct field_path field; /* no steps where documents have none */
        struct slice nearest;
        (void)!schema_find(snapshot_schema(binder->snapshot, at), name,
                           binder->arena, &field, &nearest);
        enum relation relation = relation_find(name);
        if (relation == RELATION_COUNT ||
            !relation_exists(relation, kinds_in(binder->snapshot, at)))
            return field.count > 0 && field.uses == 0;
        if (relation >= RELATION_DIRECT_COUNT)
            return field.count == 0;
        at = relation_target(relation, binder->snapshot, at);
    }
    return false;
}

/* "related.author"; `prefix` is what leads there: "related.". */
static struct slice path_of(const struct binder *binder, struct slice prefix,
                            const char *name)
{
    return arena_printf(binder->arena, "%.*s%s", SLICE_FMT(prefix), name);
}

static struct slice prefix_of(const struct binder *binder, struct slice prefix,
                              const char *name)
{
    return arena_printf(binder->arena, "%.*s%s.", SLICE_FMT(prefix), name);
}

static void refuse_include(struct binder *binder,
                           const struct collection *collection,
                           struct slice prefix, const char *name)
{
    struct slice available =
        include_names(kinds_in(binder->snapshot, collection), binder->arena);
    binder_error(binder, SLICE("include"), "unknown-include",
                 arena_printf(binder->arena,
                              "'%.*s' cannot be included in %.*s. Available: "
                              "%.*s.",
                              SLICE_FMT(path_of(binder, prefix, name)),
                              SLICE_FMT(binder_scope(collection)),
                              SLICE_FMT(available)));
}

/* Removes what nothing in the collection has; a star means what there is.
 * Recursion is as deep as QUERY_MAX_DEPTH. */
static void check_includes(struct binder *binder, struct include_tree *tree,
                           const struct collection *collection,
                           struct slice prefix)
{
    unsigned kinds = kinds_in(binder->snapshot, collection);
    for (unsigned bit = 0; query_include_name(bit) != NULL; bit++) {
        if ((tree->members & 1U << bit) == 0 || include_exists(bit, kinds))
            continue;
        refuse_include(binder, collection, prefix, query_include_name(bit));
        tree->members &= ~(1U << bit);
    }
    for (unsigned r = 0; r < RELATION_COUNT; r++) {
        struct include_tree *branch = (struct include_tree *)tree->of[r];
        const char *name = query_relation_name(r);
        if (branch == NULL)
            continue;
        if (relation_exists(r, kinds)) {
            check_includes(binder, branch,
                           relation_target(r, binder->snapshot, collection),
                           prefix_of(binder, prefix, name));
            continue;
        }
        if (!tree->has_star || r >= RELATION_DIRECT_COUNT)
            refuse_include(binder, collection, prefix, name);
        tree->of[r] = NULL;
    }
}

static const struct name_tree *find_name(const struct name_tree *names,
                                         const char *name)
{
    while (names != NULL && !slice_is(names->name, name))
        names = names->next;
    return names;
}

/* Whether `fields` shows some of it; warns if it does not. */
static bool check_shown(struct binder *binder, const struct name_tree *names,
                        struct slice prefix, const char *name)
{
    const struct name_tree *node = find_name(names, name);
    bool is_whole = node != NULL && (node->is_whole || node->children == NULL);
    if (binder->query->leaves_out ? !is_whole : node != NULL)
        return true;
    query_add_warning(
        binder->query, binder->arena, SLICE("include"), "include-not-shown",
        arena_printf(binder->arena,
                     binder->query->leaves_out
                         ? "'%.*s' is not shown because fields leaves it out."
                         : "'%.*s' is not shown because fields does not name "
                           "it.",
                     SLICE_FMT(path_of(binder, prefix, name))));
    return false;
}

/* Sections are part of what is shown anyway, and positions of what mdast is.
 * Recursion ends with the includes. */
static void check_all_shown(struct binder *binder,
                            const struct name_tree *names,
                            const struct include_tree *tree,
                            struct slice prefix)
{
    unsigned members = tree->members;
    if ((members & INCLUDE_POSITIONS) != 0)
        members |= INCLUDE_MDAST;
    members &= ~(unsigned)(INCLUDE_SECTIONS | INCLUDE_POSITIONS);
    for (unsigned bit = 0; query_include_name(bit) != NULL; bit++) {
        if ((members & 1U << bit) != 0)
            (void)check_shown(binder, names, prefix, query_include_name(bit));
    }
    for (unsigned r = 0; r < RELATION_COUNT; r++) {
        const char *name = query_relation_name(r);
        if (tree->of[r] == NULL || !check_shown(binder, names, prefix, name))
            continue;
        const struct name_tree *node = find_name(names, name);
        if (node != NULL && !node->is_whole && node->children != NULL)
            check_all_shown(binder, node->children, tree->of[r],
                            prefix_of(binder, prefix, name));
    }
}

void shown_bind(struct binder *binder)
{
    struct query *query = binder->query;
    check_includes(binder, &query->include, binder->collection, SLICE(""));
    if (query->fields == NULL)
        return;
    names_bind(binder);
    check_all_shown(binder, query->fields, &query->include, SLICE(""));
}
