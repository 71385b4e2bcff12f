/* names.c - looks up each name in `fields` where it would be shown.
 *
 *     fields=slug,author.name,related.next.titel,toc.text
 *
 *     slug      in the schema of the list
 *     author    a relation: after its dot begins a document of the authors
 *     related   of any collection; after `next` follows one more of its own
 *     toc       is rendered, and has members that no schema knows
 *
 * A relation is shown as a document, so the names below it are looked up as
 * those of a list of such documents are, with what a document has beside its
 * fields. `related` may lead to any collection, and what is resolved in a
 * section may be any document: there a name is known if any document has it. */
#include "base/array.h"
#include "base/nearest.h"
#include "layout/sections.h"
#include "query/binder.h"
#include "query/includes.h"

/* Where names are looked up. */
struct name_scope {
    const struct collection *collection; /* NULL: documents of any */
    const struct schema *schema;
    const struct include_tree *include; /* of these documents, or NULL */
    struct slice prefix;                /* what leads here: "related." */
    bool is_list;                       /* a number is one of them */
    /* After a relation the name may also be part of a key with dots in it, or
     * of a field of documents that have no such relation. */
    const struct schema *own; /* or NULL */
    struct slice own_prefix;  /* "related." */
    bool is_shared;           /* some have the key and not the relation */
};

static struct slice join(const struct binder *binder, struct slice prefix,
                         struct slice path)
{
    return arena_printf(binder->arena, "%.*s%.*s", SLICE_FMT(prefix),
                        SLICE_FMT(path));
}

static struct slice prefix_of(const struct binder *binder, struct slice prefix,
                              struct slice name)
{
    return arena_printf(binder->arena, "%.*s%.*s.", SLICE_FMT(prefix),
                        SLICE_FMT(name));
}

static bool is_known(const struct binder *binder, const struct schema *schema,
                     struct slice path)
{
    struct field_path field;
    struct slice nearest;
    return schema_find(schema, path, binder->arena, &field, &nearest);
}

/* How much of the path is known, up to a dot; 0 for nothing. */
static size_t known_size(const struct binder *binder,
                         const struct schema *schema, struct slice path)
{
    size_t size = path.size;
    while (size > 0 && !is_known(binder, schema, slice_sub(path, 0, size))) {
        while (size > 0 && path.data[size - 1] != '.')
            size--;
        size -= size > 0 ? 1 : 0;
    }
    return size;
}

/* "bottomSections.people.name": after a known field, or after a key that is
 * added to sections, can follow the name of any document's field. */
static bool is_in_section(const struct binder *binder,
                          const struct name_scope *scope, struct slice path)
{
    struct slice rest, name;
    if (scope->include == NULL ||
        (scope->include->members & INCLUDE_SECTIONS) == 0)
        return false;
    size_t size = known_size(binder, scope->schema, path);
    bool is_within = size > 0;
    rest = slice_from(path, size > 0 ? size + 1 : 0);
    for (struct slice ahead = rest; slice_cut(&ahead, '.', &name);) {
        if (!section_gains_key(name) && !(is_within && slice_is_digits(name)))
            break;
        is_within = true;
        rest = ahead;
    }
    return is_within &&
           (rest.size == 0 ||
            is_known(binder, snapshot_schema(binder->snapshot, NULL), rest));
}

static size_t count_names(struct slice path)
{
    size_t count = 1;
    for (size_t i = 0; i < path.size; i++)
        count += path.data[i] == '.' ? 1 : 0;
    return count;
}

/* A field that has fewer steps than the path has names has dots in a key. */
static bool is_own_key(const struct binder *binder,
                       const struct name_scope *scope, struct slice path)
{
    struct field_path field;
    struct slice nearest;
    if (scope->own == NULL)
        return false;
    struct slice whole = join(binder, scope->own_prefix, path);
    return schema_find(scope->own, whole, binder->arena, &field, &nearest) &&
           (scope->is_shared || field.count < count_names(whole));
}

/* `nearest` is the name that was meant, or SLICE_NONE. */
static void report_name(struct binder *binder, struct slice prefix,
                        struct slice path, struct slice nearest)
{
    struct slice whole = join(binder, prefix, path);
    if (nearest.data == NULL)
        binder_warn_absent(binder, SLICE("fields"), whole);
    else
        binder_error(binder, SLICE("fields"), "unknown-field",
                     arena_printf(binder->arena,
                                  "No document has a field '%.*s'.",
                                  SLICE_FMT(whole)))
            ->suggestion = join(binder, prefix, nearest);
}

static void check_field(struct binder *binder, const struct name_scope *scope,
                        struct slice path)
{
    struct field_path field;
    struct slice nearest;
    if (!schema_find(scope->schema, path, binder->arena, &field, &nearest) &&
        !is_own_key(binder, scope, path) && !is_in_section(binder, scope, path))
        report_name(binder, scope->prefix, path, nearest);
}

/* The members of what is rendered; NULL for any. Deeper ones are below the
 * last and have the same names. */
static const char *const headings[] = {"level", "id", "text", "children", NULL};
static const char *const chunks[] = {"id",    "section", "title", "text",
                                     "words", "url",     NULL};
static const char *const images[] = {"src",    "url",  "path", "href",  "width",
                                     "height", "type", "alt",  "field", NULL};
static const char *const versions[] = {"lang", "slug", "href", NULL};
static const char *const hits[] = {"score",   "title", "snippets", "text",
                                   "section", "id",    "url",      NULL};

static const struct rendered {
    const char *name;
    const char *const *members;
} rendered[] = {
    {"toc", headings},
    {"chunks", chunks},
    {"translations", versions},
    {"front_matter", NULL},
};

/* NULL if there is none, or if documents have a field of that name. */
static const struct rendered *find_rendered(const struct binder *binder,
                                            const struct name_scope *scope,
                                            struct slice name)
{
    struct field_path field;
    struct slice nearest;
    for (size_t i = 0; i < ARRAY_COUNT(rendered); i++) {
        if (slice_is(name, rendered[i].name))
            return schema_find(scope->schema, name, binder->arena, &field,
                               &nearest) &&
                           field.uses == 0
                       ? &rendered[i]
                       : NULL;
    }
    return NULL;
}

/* Recursion is as deep as a path is long: SCHEMA_MAX_DEPTH. */
static void check_members(struct binder *binder, const char *const *members,
                          const struct name_tree *name, struct slice prefix)
{
    for (; name != NULL; name = name->next) {
        bool is_member = slice_is_digits(name->name);
        struct nearest nearest = nearest_to(name->name);
        for (const char *const *m = members; *m != NULL; m++) {
            is_member |= slice_is(name->name, *m);
            nearest_consider(&nearest, slice_of(*m));
        }
        if (is_member)
            check_members(binder, members, name->children,
                          prefix_of(binder, prefix, name->name));
        else
            report_name(binder, prefix, name->name, nearest.name);
    }
}

static void check_names(struct binder *binder, const struct name_scope *scope,
                        const struct name_tree *name, struct slice before);

static void check_relation(struct binder *binder,
                           const struct name_scope *scope,
                           enum relation relation, const struct name_tree *name)
{
    const struct collection *target =
        relation_target(relation, binder->snapshot, scope->collection);
    const struct name_scope within = {
        .collection = target,
        .schema = snapshot_schema(binder->snapshot, target),
        .include = scope->include != NULL ? scope->include->of[relation] : NULL,
        .prefix = prefix_of(binder, scope->prefix, name->name),
        .is_list = relation != RELATION_AUTHOR &&
                   relation != RELATION_PREVIOUS && relation != RELATION_NEXT,
        .own = scope->schema,
        .own_prefix = prefix_of(binder, SLICE(""), name->name),
        .is_shared = !relation_is_everywhere(
            relation, kinds_in(binder->snapshot, scope->collection)),
    };
    check_names(binder, &within, name->children, SLICE(""));
}

/* `search` of a document that was searched for, in place of a field of that
 * name. */
static bool is_hit(const struct binder *binder, const struct name_scope *scope,
                   struct slice name)
{
    return binder->query->text.size > 0 && scope->prefix.size == 0 &&
           slice_is(name, "search");
}

/* `images` and `front_matter_html` where they are included, in place of a field
 * of that name. */
static bool is_included(const struct name_scope *scope, unsigned member,
                        const char *known_as, struct slice name)
{
    return scope->include != NULL && (scope->include->members & member) != 0 &&
           slice_is(name, known_as);
}

/* Checks a name, and all below it, that is not a field: true if it was one. */
static bool check_beside(struct binder *binder, const struct name_scope *scope,
                         const struct name_tree *name)
{
    enum relation relation = relation_find(name->name);
    const struct rendered *row = find_rendered(binder, scope, name->name);
    unsigned kinds = kinds_in(binder->snapshot, scope->collection);
    if (is_hit(binder, scope, name->name)) {
        check_members(binder, hits, name->children,
                      prefix_of(binder, scope->prefix, name->name));
    } else if (is_included(scope, INCLUDE_FRONT_MATTER_HTML,
                           "front_matter_html", name->name)) {
        return true; /* its members are those of the front matter */
    } else if (is_included(scope, INCLUDE_IMAGES, "images", name->name)) {
        check_members(binder, images, name->children,
                      prefix_of(binder, scope->prefix, name->name));
    } else if (scope->is_list && slice_is_digits(name->name)) {
        struct name_scope one = *scope;
        one.prefix = prefix_of(binder, scope->prefix, name->name);
        one.is_list = false;
        check_names(binder, &one, name->children, SLICE(""));
    } else if (relation < RELATION_COUNT && relation_exists(relation, kinds)) {
        check_relation(binder, scope, relation, name);
    } else if (row == NULL) {
        return false;
    } else if (row->members != NULL) {
        check_members(binder, row->members, name->children,
                      prefix_of(binder, scope->prefix, name->name));
    }
    return true;
}

/* `before` is what of the path precedes the names. Recursion is as deep as a
 * path is long: SCHEMA_MAX_DEPTH. */
static void check_names(struct binder *binder, const struct name_scope *scope,
                        const struct name_tree *name, struct slice before)
{
    for (; name != NULL; name = name->next) {
        if (before.size == 0 && check_beside(binder, scope, name))
            continue;
        if (name->is_whole || name->children == NULL)
            check_field(binder, scope, join(binder, before, name->name));
        check_names(binder, scope, name->children,
                    prefix_of(binder, before, name->name));
    }
}

void names_bind(struct binder *binder)
{
    const struct query *query = binder->query;
    const struct name_scope root = {
        .collection = binder->collection,
        .schema = binder->schema,
        .include = &query->include,
        .prefix = SLICE(""),
    };
    check_names(binder, &root, query->fields, SLICE(""));
}
