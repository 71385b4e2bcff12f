/* shown.c - what a query wants to see beside the usual.
 *
 *     include=posts             of /posts: no post has posts
 *     fields=slug&include=html  would show nothing of what it includes
 *     related.slug=x            is no condition on a field
 *
 * What is included is no field of a document and in no schema; it is known by
 * the kinds of entries that there are. */
#include "query/bind.h"
#include "query/includes.h"

/* Of no steps where documents of that collection have none. */
static struct field_path field_named(struct binder *binder,
                                     const struct collection *collection,
                                     struct slice name)
{
    struct field_path field;
    struct slice nearest;
    (void)!schema_find(snapshot_schema(binder->snapshot, collection), name,
                       binder->arena, &field, &nearest);
    return field;
}

bool path_is_only_shown(struct binder *binder, struct slice path)
{
    const struct collection *at = binder->collection;
    struct slice name;
    while (slice_cut(&path, '.', &name)) {
        struct field_path field = field_named(binder, at, name);
        enum relation relation = relation_find(name);
        if (relation == RELATION_COUNT ||
            !relation_is_there(relation, kinds_in(binder, at)))
            return field.count > 0 && field.uses == 0;
        if (relation >= RELATION_DIRECT_COUNT)
            return field.count == 0;
        at = relation_target(relation, binder->snapshot, at);
    }
    return false;
}

/* "related.author", of which the first part is the way. */
static struct slice full_name(const struct binder *binder, struct slice way,
                              const char *name)
{
    return arena_printf(binder->arena, "%.*s%s", SLICE_FMT(way), name);
}

static struct slice way_behind(const struct binder *binder, struct slice way,
                               const char *name)
{
    return arena_printf(binder->arena, "%.*s%s.", SLICE_FMT(way), name);
}

static void object_to_include(struct binder *binder,
                              const struct collection *collection,
                              struct slice way, const char *name)
{
    struct slice place =
        collection != NULL ? collection->name : SLICE("any document");
    struct slice known =
        include_names(kinds_in(binder, collection), binder->arena);
    object_to(binder, SLICE("include"), "unknown-include",
              arena_printf(binder->arena,
                           "'%.*s' cannot be included: %.*s has %.*s.",
                           SLICE_FMT(full_name(binder, way, name)),
                           SLICE_FMT(place), SLICE_FMT(known)));
}

/* Takes out what nothing in the collection has. A star means what there is.
 * Recursion is as deep as QUERY_MAX_DEPTH. */
static void check_includes(struct binder *binder, struct include_tree *tree,
                           const struct collection *collection,
                           struct slice way)
{
    unsigned kinds = kinds_in(binder, collection);
    for (unsigned bit = 0; query_include_name(bit) != NULL; bit++) {
        if ((tree->members & 1U << bit) == 0 || include_is_there(bit, kinds))
            continue;
        object_to_include(binder, collection, way, query_include_name(bit));
        tree->members &= ~(1U << bit);
    }
    for (unsigned r = 0; r < RELATION_COUNT; r++) {
        struct include_tree *branch = (struct include_tree *)tree->of[r];
        const char *name = query_relation_name(r);
        if (branch == NULL)
            continue;
        if (relation_is_there(r, kinds)) {
            check_includes(binder, branch,
                           relation_target(r, binder->snapshot, collection),
                           way_behind(binder, way, name));
            continue;
        }
        if (!tree->has_star || r >= RELATION_DIRECT_COUNT)
            object_to_include(binder, collection, way, name);
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

/* Whether `fields` lets some of it be seen; tells what it does not. */
static bool check_seen(struct binder *binder, const struct name_tree *names,
                       struct slice way, const char *name)
{
    const struct name_tree *node = find_name(names, name);
    bool is_whole = node != NULL && (node->is_whole || node->children == NULL);
    if (binder->query->leaves_out ? !is_whole : node != NULL)
        return true;
    query_add_warning(
        binder->query, binder->arena, SLICE("include"), "include-not-shown",
        arena_printf(binder->arena,
                     binder->query->leaves_out
                         ? "'%.*s' is not shown, since fields leaves it out."
                         : "'%.*s' is not shown, since fields does not name "
                           "it.",
                     SLICE_FMT(full_name(binder, way, name))));
    return false;
}

/* Sections are in what is shown anyway. Recursion ends with the includes. */
static void check_all_seen(struct binder *binder, const struct name_tree *names,
                           const struct include_tree *tree, struct slice way)
{
    for (unsigned bit = 0; query_include_name(bit) != NULL; bit++) {
        if ((tree->members & ~(unsigned)INCLUDE_SECTIONS & 1U << bit) != 0)
            (void)check_seen(binder, names, way, query_include_name(bit));
    }
    for (unsigned r = 0; r < RELATION_COUNT; r++) {
        const char *name = query_relation_name(r);
        if (tree->of[r] == NULL || !check_seen(binder, names, way, name))
            continue;
        const struct name_tree *node = find_name(names, name);
        if (node != NULL && !node->is_whole && node->children != NULL)
            check_all_seen(binder, node->children, tree->of[r],
                           way_behind(binder, way, name));
    }
}

void bind_shown(struct binder *binder)
{
    struct query *query = binder->query;
    check_includes(binder, &query->include, binder->collection, SLICE(""));
    if (query->fields == NULL)
        return;
    bind_names(binder);
    check_all_seen(binder, query->fields, &query->include, SLICE(""));
}
