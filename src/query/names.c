/* names.c - the names in `fields`, each looked up where it would be shown.
 *
 *     fields=slug,author.name,related.next.titel,toc.text
 *
 *     slug      in the schema of the list
 *     author    a relation: behind its dot begins a document of the authors
 *     related   one of any collection, and behind `next` one more of its own
 *     toc       is rendered, and has members of which no schema knows
 *
 * A relation is shown as a document, so the names below it are looked up as
 * those of a list of such documents are, with what a document has beside its
 * fields. `related` may lead into any collection, and what is resolved in a
 * section may be any document: there a name is known that any document has. */
#include "base/nearest.h"
#include "layout/sections.h"
#include "query/includes.h"

/* Where names are looked up. */
struct place {
    const struct collection *collection; /* NULL: documents of any */
    const struct schema *schema;
    const struct include_tree *include; /* of these documents; or NULL */
    struct slice way;                   /* that leads here: "related." */
    bool is_list;                       /* a number is one of them */
    /* Behind a relation, what else the name may be: a key with dots in it, or
     * one of documents that have no such relation. */
    const struct schema *own; /* or NULL */
    struct slice own_way;     /* "related." */
    bool is_shared;           /* some have the key and not the relation */
};

static struct slice behind(const struct binder *binder, struct slice way,
                           struct slice name)
{
    return arena_printf(binder->arena, "%.*s%.*s.", SLICE_FMT(way),
                        SLICE_FMT(name));
}

static bool is_known(const struct binder *binder, const struct schema *schema,
                     struct slice path)
{
    struct field_path field;
    struct slice nearest;
    return schema_find(schema, path, binder->arena, &field, &nearest);
}

/* How much of the path is known, up to a dot; 0 for none of it. */
static size_t known_size(const struct binder *binder, const struct place *place,
                         struct slice path)
{
    size_t size = path.size;
    while (size > 0 &&
           !is_known(binder, place->schema, slice_sub(path, 0, size))) {
        while (size > 0 && path.data[size - 1] != '.')
            size--;
        size -= size > 0 ? 1 : 0;
    }
    return size;
}

/* "bottomSections.people.name": what stands behind a field that there is, or
 * is gained by a section, can be the name of any document's field. */
static bool is_in_section(const struct binder *binder,
                          const struct place *place, struct slice path)
{
    struct slice rest, name;
    if (place->include == NULL ||
        (place->include->members & INCLUDE_SECTIONS) == 0)
        return false;
    size_t size = known_size(binder, place, path);
    bool is_within = size > 0;
    rest = slice_from(path, size > 0 ? size + 1 : 0);
    for (struct slice ahead = rest; slice_cut(&ahead, '.', &name);) {
        if (!section_gains_key(name) && !(is_within && slice_is_digits(name)))
            break;
        is_within = true;
        rest = ahead;
    }
    const struct schema *any = snapshot_schema(binder->snapshot, NULL);
    return is_within && (rest.size == 0 || is_known(binder, any, rest));
}

static size_t count_names(struct slice path)
{
    size_t count = 1;
    for (size_t i = 0; i < path.size; i++)
        count += path.data[i] == '.' ? 1 : 0;
    return count;
}

/* A field that takes fewer steps than there are names has dots in a key. */
static bool is_own_key(const struct binder *binder, const struct place *place,
                       struct slice path)
{
    struct field_path field;
    struct slice nearest, whole;
    if (place->own == NULL)
        return false;
    whole = arena_printf(binder->arena, "%.*s%.*s", SLICE_FMT(place->own_way),
                         SLICE_FMT(path));
    return schema_find(place->own, whole, binder->arena, &field, &nearest) &&
           (place->is_shared || field.count < count_names(whole));
}

static void object_to_name(struct binder *binder, struct slice way,
                           struct slice path, struct slice nearest)
{
    object_to(binder, SLICE("fields"), "unknown-field",
              arena_printf(binder->arena, "No document has a field '%.*s%.*s'.",
                           SLICE_FMT(way), SLICE_FMT(path)))
        ->suggestion = arena_printf(binder->arena, "%.*s%.*s", SLICE_FMT(way),
                                    SLICE_FMT(nearest));
}

static void check_field(struct binder *binder, const struct place *place,
                        struct slice path)
{
    struct field_path field;
    struct slice nearest;
    if (schema_find(place->schema, path, binder->arena, &field, &nearest) ||
        is_own_key(binder, place, path) || is_in_section(binder, place, path))
        return;
    if (nearest.data != NULL)
        object_to_name(binder, place->way, path, nearest);
    else
        warn_of_absence(binder, SLICE("fields"),
                        arena_printf(binder->arena, "%.*s%.*s",
                                     SLICE_FMT(place->way), SLICE_FMT(path)));
}

/* The members of what is rendered; NULL for any. Deeper ones are under the
 * last, of the same names. */
static const char *const headings[] = {"level", "id", "text", "children", NULL};
static const char *const versions[] = {"lang", "slug", "href", NULL};

static const struct rendered {
    const char *name;
    const char *const *members;
} rendered[] = {
    {"toc", headings},
    {"translations", versions},
    {"front_matter", NULL},
};

/* NULL where it is none, or where documents have a field of that name. */
static const struct rendered *find_rendered(const struct binder *binder,
                                            const struct place *place,
                                            struct slice name)
{
    struct field_path field;
    struct slice nearest;
    for (size_t i = 0; i < COUNT(rendered); i++) {
        if (slice_is(name, rendered[i].name))
            return schema_find(place->schema, name, binder->arena, &field,
                               &nearest) &&
                           field.uses == 0
                       ? &rendered[i]
                       : NULL;
    }
    return NULL;
}

static bool is_member(const char *const *members, struct slice name)
{
    for (; *members != NULL; members++) {
        if (slice_is(name, *members))
            return true;
    }
    return false;
}

static struct slice nearest_member(const char *const *members,
                                   struct slice name)
{
    struct nearest nearest = nearest_to(name);
    for (; *members != NULL; members++)
        nearest_consider(&nearest, slice_of(*members));
    return nearest.name;
}

/* Recursion is as deep as a path is long: SCHEMA_MAX_DEPTH. */
static void check_members(struct binder *binder, const char *const *members,
                          const struct name_tree *name, struct slice way)
{
    for (; name != NULL; name = name->next) {
        struct slice nearest = nearest_member(members, name->name);
        if (slice_is_digits(name->name) || is_member(members, name->name))
            check_members(binder, members, name->children,
                          behind(binder, way, name->name));
        else if (nearest.data != NULL)
            object_to_name(binder, way, name->name, nearest);
        else
            warn_of_absence(binder, SLICE("fields"),
                            arena_printf(binder->arena, "%.*s%.*s",
                                         SLICE_FMT(way),
                                         SLICE_FMT(name->name)));
    }
}

static void check_names(struct binder *binder, const struct place *place,
                        const struct name_tree *name, struct slice prefix);

static bool is_one(enum relation relation)
{
    return relation == RELATION_AUTHOR || relation == RELATION_PREVIOUS ||
           relation == RELATION_NEXT;
}

static void check_behind(struct binder *binder, const struct place *place,
                         enum relation relation, const struct name_tree *name)
{
    const struct collection *target =
        relation_target(relation, binder->snapshot, place->collection);
    const struct place there = {
        .collection = target,
        .schema = snapshot_schema(binder->snapshot, target),
        .include = place->include != NULL ? place->include->of[relation] : NULL,
        .way = behind(binder, place->way, name->name),
        .is_list = !is_one(relation),
        .own = place->schema,
        .own_way = behind(binder, SLICE(""), name->name),
        .is_shared = !relation_is_everywhere(
            relation, kinds_in(binder, place->collection)),
    };
    check_names(binder, &there, name->children, SLICE(""));
}

/* Whether the name, with all that is below it, is no field of the place, and
 * has been looked after. */
static bool check_beside(struct binder *binder, const struct place *place,
                         const struct name_tree *name)
{
    enum relation relation = relation_find(name->name);
    const struct rendered *row = find_rendered(binder, place, name->name);
    unsigned kinds = kinds_in(binder, place->collection);
    if (place->is_list && slice_is_digits(name->name)) {
        struct place one = *place;
        one.way = behind(binder, place->way, name->name);
        one.is_list = false;
        check_names(binder, &one, name->children, SLICE(""));
    } else if (relation < RELATION_COUNT &&
               relation_is_there(relation, kinds)) {
        check_behind(binder, place, relation, name);
    } else if (row == NULL) {
        return false;
    } else if (row->members != NULL) {
        check_members(binder, row->members, name->children,
                      behind(binder, place->way, name->name));
    }
    return true;
}

/* Recursion is as deep as a path is long: SCHEMA_MAX_DEPTH. */
static void check_names(struct binder *binder, const struct place *place,
                        const struct name_tree *name, struct slice prefix)
{
    for (; name != NULL; name = name->next) {
        struct slice path =
            arena_printf(binder->arena, "%.*s%.*s", SLICE_FMT(prefix),
                         SLICE_FMT(name->name));
        if (prefix.size == 0 && check_beside(binder, place, name))
            continue;
        if (name->is_whole || name->children == NULL)
            check_field(binder, place, path);
        check_names(binder, place, name->children,
                    behind(binder, prefix, name->name));
    }
}

void bind_names(struct binder *binder)
{
    const struct query *query = binder->query;
    const struct place root = {
        .collection = binder->collection,
        .schema = binder->schema,
        .include = &query->include,
        .way = SLICE(""),
    };
    check_names(binder, &root, query->fields, SLICE(""));
}
