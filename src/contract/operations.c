/* operations.c - which addresses there are, and what can be asked of them.
 *
 *     /posts/{slug}            as written by hand, if there are posts
 *     /{collection}/{slug}     once for each collection that has no such
 *                              address of its own: /projects/{slug}
 *     /_live                   as it is
 *
 * What changes in an operation: the answer's schema, the parameters that name
 * fields, the example of a slug, and for the addresses of any collection, their
 * name, their summary and their tag. */
#include "contract/operations.h"

#include "base/array.h"
#include "base/percent.h"
#include "contract/base.h"
#include "contract/described.h"

#include <string.h>

#define ANY_COLLECTION "{collection}"

/* "posts" of "/posts.ndjson", "{collection}" of "/{collection}/{slug}". What is
 * recent are posts, and so is what the site's feed is of. */
static struct slice first_name(struct slice path)
{
    size_t end = 1;
    while (end < path.size && path.data[end] != '/' && path.data[end] != '.')
        end++;
    struct slice name = slice_sub(path, 1, end);
    return slice_is(name, "recent") || slice_is(name, "feed") ? SLICE("posts")
                                                              : name;
}

/* Whether the paths differ at most in the names between braces. */
static bool is_same_path(struct slice a, struct slice b)
{
    size_t i = 0, k = 0;
    while (i < a.size && k < b.size && a.data[i] == b.data[k]) {
        if (a.data[i] == '{') {
            i = slice_find_char(a, i, '}');
            k = slice_find_char(b, k, '}');
        }
        i++;
        k++;
    }
    return i >= a.size && k >= b.size;
}

/* An address that describes an operation by its tag: see the tags of the
 * description. */
static bool is_of_collection(const struct value *item)
{
    static const char *const tags[] = {
        "Posts", "People", "Taxonomies", "Pages", "Data", "Collections",
    };
    const struct value *list = value_find(value_find(item, "get"), "tags");
    if (!value_is_array(list) || list->size == 0)
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(tags); i++) {
        if (slice_is(value_text(&list->as.items[0]), tags[i]))
            return true;
    }
    return false;
}

static struct slice replaced(struct slice text, const char *part,
                             struct slice with, struct arena *arena)
{
    size_t at = slice_find(text, 0, slice_of(part));
    if (at == text.size)
        return text;
    struct slice after = slice_from(text, at + strlen(part));
    return arena_printf(arena, "%.*s%.*s%.*s", (int)at, text.data,
                        SLICE_FMT(with), SLICE_FMT(after));
}

static void set_text(struct object *object, const char *key, struct slice text,
                     struct arena *arena)
{
    object_set(object, slice_of(key), value_of_text(text), arena);
}

/* The name, with a number where an operation is called that already. */
static struct slice take_id(struct operations *ops, struct slice name)
{
    struct slice id = name;
    for (unsigned i = 2; map_find(&ops->ids, id) != NULL; i++)
        id = arena_printf(ops->arena, "%.*s%u", SLICE_FMT(name), i);
    map_put(&ops->ids, id, ops);
    return id;
}

/* "getDocumentHtml" becomes "getProjectHtml", and so on. */
static void name_operation(const struct described *t, struct object *operation)
{
    struct arena *arena = t->operations->arena;
    struct slice collection = t->of->type->collection->name;
    struct value_list tags = {0};
    const struct value *id = object_find(operation, SLICE("operationId"));
    const struct value *summary = object_find(operation, SLICE("summary"));
    struct slice name =
        replaced(value_text(id), "Collection", t->of->plural, arena);
    name = replaced(name, "Document", t->of->item, arena);
    set_text(operation, "operationId", take_id(t->operations, name), arena);
    if (summary != NULL)
        set_text(operation, "summary",
                 replaced(value_text(summary), "a collection",
                          arena_printf(arena, "`%.*s`", SLICE_FMT(collection)),
                          arena),
                 arena);
    value_list_add(&tags, value_of_text(t->of->plural), arena);
    object_set(operation, SLICE("tags"), value_list_array(&tags), arena);
}

/* Whether the schema is that of an answer about documents, which then is one
 * about those of the collection. */
static bool is_envelope_of_documents(struct slice name)
{
    static const char *const kinds[] = {"",       "Item", "Document",
                                        "Person", "Term", "Data"};
    static const char *const ends[] = {"Envelope", "ListEnvelope"};
    for (size_t i = 0; i < ARRAY_COUNT(kinds); i++) {
        size_t size = strlen(kinds[i]);
        for (size_t k = 0; k < ARRAY_COUNT(ends); k++) {
            if (slice_starts(name, kinds[i]) &&
                slice_is(slice_from(name, size), ends[k]))
                return true;
        }
    }
    return false;
}

/* The examples of the description by hand are of other content. */
static struct value content_value(const struct described *t,
                                  const struct value *content)
{
    struct arena *arena = t->operations->arena;
    struct object types = object_copy(content, arena);
    for (size_t i = 0; i < types.count; i++) {
        struct object kept = {0};
        const struct value *media = &types.members[i].value;
        for (size_t k = 0; k < media->size; k++) {
            const struct member *member = &media->as.members[k];
            struct slice name = base_ref_name(&member->value, "schemas");
            struct value value = member->value;
            if (slice_is(member->key, "examples"))
                continue;
            if (t->listed != NULL && is_envelope_of_documents(name))
                value = tree_ref(
                    "schemas",
                    arena_printf(arena, "%.*s%s", SLICE_FMT(t->listed->item),
                                 t->is_list ? "ListEnvelope" : "Envelope"),
                    arena);
            object_add(&kept, member->key, value, arena);
        }
        types.members[i].value = object_value(&kept);
    }
    return object_value(&types);
}

static void set_answer(const struct described *t, struct object *operation)
{
    struct arena *arena = t->operations->arena;
    struct object responses =
        object_copy(object_find(operation, SLICE("responses")), arena);
    struct value *success = object_find(&responses, SLICE("200"));
    if (success == NULL || value_find(success, "content") == NULL)
        return;
    struct object response = object_copy(success, arena);
    object_set(&response, SLICE("content"),
               content_value(t, value_find(success, "content")), arena);
    *success = object_value(&response);
    object_set(operation, SLICE("responses"), object_value(&responses), arena);
}

static void add_operation(const struct described *t, struct slice path,
                          const struct value *item)
{
    struct arena *arena = t->operations->arena;
    struct object operation = object_copy(value_find(item, "get"), arena);
    struct object methods = {0};
    if (t->is_generic)
        name_operation(t, &operation);
    described_set_parameters(t, &operation);
    set_answer(t, &operation);
    object_add(&methods, SLICE("get"), object_value(&operation), arena);
    object_add(&t->operations->paths, path, object_value(&methods), arena);
}

/* Bodies have addresses where there are bodies. */
static bool is_met(struct slice path, const struct collection_names *names)
{
    bool is_body = slice_ends(path, "}.md") || slice_ends(path, "}.html") ||
                   slice_ends(path, "}.txt");
    return !is_body || (names->type->some_kinds & KIND_DOCUMENT) != 0;
}

static bool has_path_like(const struct value *paths, struct slice path)
{
    for (size_t i = 0; i < paths->size; i++) {
        if (is_same_path(paths->as.members[i].key, path))
            return true;
    }
    return false;
}

static bool lists_posts(struct slice path)
{
    return slice_ends(path, "}/posts") ||
           slice_find(path, 0, SLICE("}/posts.")) < path.size;
}

/* Adds one address of one collection, if it is one. */
static void add_of_collection(struct operations *ops, size_t index,
                              const struct value *paths,
                              const struct member *by_hand)
{
    const struct names_of_types *names = &ops->schemas->names;
    const struct collection_names *of = &names->collections[index];
    struct slice path = by_hand->key, first = first_name(path);
    bool is_generic = slice_is(first, ANY_COLLECTION);
    size_t behind = is_generic ? strlen("/" ANY_COLLECTION) : 0;
    bool is_of_one = slice_find_char(path, behind, '{') < path.size;
    if (is_generic)
        path = replaced(path, ANY_COLLECTION,
                        percent_encode(of->type->collection->name, ops->arena),
                        ops->arena);
    if (!is_generic && !slice_equal(first, of->type->collection->name))
        return;
    if (!is_met(path, of) || (is_generic && has_path_like(paths, path)))
        return;

    const struct collection_names *listed =
        lists_posts(path) ? names_find(names, SLICE("posts")) : of;
    if (listed == NULL)
        return;
    size_t about = (size_t)(listed - names->collections);
    const struct described described = {
        .operations = ops,
        .of = of,
        .listed = listed,
        .table = &ops->tables[about],
        .filters = listed == of ? &ops->filters[about] : NULL,
        .is_list = listed != of || !is_of_one,
        .is_generic = is_generic,
    };
    add_operation(&described, path, &by_hand->value);
}

static void add_tag(struct operations *ops, struct slice name,
                    struct slice description)
{
    struct object tag = {0};
    object_add_text(&tag, "name", name, ops->arena);
    object_add_text(&tag, "description", description, ops->arena);
    value_list_add(&ops->tags, object_value(&tag), ops->arena);
}

static bool is_used(const struct operations *ops, struct slice tag)
{
    for (size_t i = 0; i < ops->paths.count; i++) {
        const struct value *tags =
            value_find(value_find(&ops->paths.members[i].value, "get"), "tags");
        if (tags != NULL && slice_equal(value_text(&tags->as.items[0]), tag))
            return true;
    }
    return false;
}

/* Those by hand, and one for each collection that they do not know. */
static void add_tags(struct operations *ops)
{
    const struct value *by_hand = value_find(base_description(), "tags");
    for (size_t i = 0; by_hand != NULL && i < by_hand->size; i++) {
        if (is_used(ops, value_text(value_find(&by_hand->as.items[i], "name"))))
            value_list_add(&ops->tags, by_hand->as.items[i], ops->arena);
    }
    for (size_t i = 0; i < ops->schemas->names.collection_count; i++) {
        const struct collection_names *names =
            &ops->schemas->names.collections[i];
        bool is_known = false;
        for (size_t k = 0; by_hand != NULL && k < by_hand->size; k++)
            is_known = is_known ||
                       slice_equal(value_text(value_find(&by_hand->as.items[k],
                                                         "name")),
                                   names->plural);
        if (!is_known && is_used(ops, names->plural))
            add_tag(ops, names->plural,
                    arena_printf(ops->arena, "The collection `%.*s`.",
                                 SLICE_FMT(names->type->collection->name)));
    }
}

/* Feeds and sitemaps are of addresses on the site. */
static bool needs_public_url(struct slice path)
{
    static const char *const ends[] = {".rss", ".atom", ".jsonfeed",
                                       "/feed.xml", "/feed.json"};
    for (size_t i = 0; i < ARRAY_COUNT(ends); i++) {
        if (slice_ends(path, ends[i]))
            return true;
    }
    return slice_starts(path, "/sitemap");
}

/* Whether it can be asked for: the address for messages is none that a client
 * of this API asks, and some are refused where the site has no address. */
static bool is_read(const struct operations *ops, const struct member *path)
{
    struct slice public_url = ops->schemas->snapshot->site.public_url;
    return value_find(&path->value, "get") != NULL &&
           (public_url.size > 0 || !needs_public_url(path->key));
}

/* Names that are written by hand stay what they are. */
static void reserve_ids(struct operations *ops, const struct value *paths)
{
    for (size_t i = 0; paths != NULL && i < paths->size; i++) {
        const struct member *path = &paths->as.members[i];
        if (is_read(ops, path) &&
            !slice_is(first_name(path->key), ANY_COLLECTION))
            map_put(&ops->ids,
                    value_text(value_find(value_find(&path->value, "get"),
                                          "operationId")),
                    ops);
    }
}

static void make_parameters(struct operations *ops)
{
    const struct names_of_types *names = &ops->schemas->names;
    struct field_table *tables =
        arena_alloc(ops->arena, names->collection_count, sizeof *tables);
    struct value_list *filters =
        arena_alloc(ops->arena, names->collection_count, sizeof *filters);
    for (size_t i = 0; i < names->collection_count; i++) {
        field_table_make(ops->schemas->snapshot, names->collections[i].type,
                         ops->arena, &tables[i]);
        field_table_parameters(&tables[i], names->collections[i].item, ops,
                               &filters[i]);
    }
    ops->tables = tables;
    ops->filters = filters;
}

void operations_make(const struct schemas *schemas, struct arena *arena,
                     struct operations *ret_operations)
{
    struct operations *ops = ret_operations;
    *ops = (struct operations){.schemas = schemas, .arena = arena};
    const struct value *paths = value_find(base_description(), "paths");
    reserve_ids(ops, paths);
    make_parameters(ops);
    for (size_t i = 0; paths != NULL && i < paths->size; i++) {
        const struct member *by_hand = &paths->as.members[i];
        if (!is_read(ops, by_hand))
            continue;
        if (!is_of_collection(&by_hand->value)) {
            const struct described described = {.operations = ops};
            add_operation(&described, by_hand->key, &by_hand->value);
            continue;
        }
        for (size_t c = 0; c < schemas->names.collection_count; c++)
            add_of_collection(ops, c, paths, by_hand);
    }
    add_tags(ops);
    map_release(&ops->ids);
    map_release(&ops->known);
}
