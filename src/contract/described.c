/* described.c - what an operation can be asked, with the names of the content.
 */
#include "contract/described.h"

#include "base/array.h"
#include "contract/base.h"
#include "store/media_use.h"

/* A slug that there is, in place of one from the sample site. */
static struct value path_parameter(const struct described *t,
                                   const struct value *by_hand)
{
    struct arena *arena = t->operations->arena;
    struct object parameter = object_copy(by_hand, arena);
    const struct entry *first = t->of->type->example;
    struct value *example = object_find(&parameter, SLICE("example"));
    if (example != NULL)
        *example = value_of_text(first != NULL ? first->slug : SLICE("hello"));
    return object_value(&parameter);
}

/* One of the collections that there are. */
static struct value collection_parameter(const struct operations *ops,
                                         const struct value *by_hand)
{
    const struct names_of_types *names = &ops->schemas->names;
    struct object parameter = object_copy(by_hand, ops->arena);
    size_t count = names->collection_count;
    struct slice *choice = arena_alloc(ops->arena, count, sizeof *choice);
    for (size_t i = 0; i < count; i++)
        choice[i] = names->collections[i].type->collection->name;
    if (count == 0)
        return *by_hand;
    object_set(&parameter, SLICE("schema"),
               tree_choice(choice, count, ops->arena), ops->arena);
    object_set(&parameter, SLICE("example"), value_of_text(choice[0]),
               ops->arena);
    return object_value(&parameter);
}

/* A page that there is: that of the first collection that has pages. */
static struct value url_parameter(const struct operations *ops,
                                  const struct value *by_hand)
{
    const struct names_of_types *names = &ops->schemas->names;
    struct object parameter = object_copy(by_hand, ops->arena);
    for (size_t i = 0; i < names->collection_count; i++) {
        const struct entry *first = names->collections[i].type->example;
        if (first == NULL || first->url.size == 0)
            continue;
        object_set(&parameter, SLICE("example"), value_of_text(first->url),
                   ops->arena);
        break;
    }
    return object_value(&parameter);
}

/* A file that there is and that everybody may see. */
static struct value file_parameter(const struct operations *ops,
                                   const struct value *by_hand)
{
    const struct snapshot *snapshot = ops->schemas->snapshot;
    struct object parameter = object_copy(by_hand, ops->arena);
    for (size_t i = 0; i < media_count(snapshot->media); i++) {
        const struct media_file *file = media_at(snapshot->media, i);
        if (!media_use_shows(snapshot, file))
            continue;
        object_set(&parameter, SLICE("example"), value_of_text(file->path),
                   ops->arena);
        break;
    }
    return object_value(&parameter);
}

/* "Post-sort", made when it is first referred to. */
static struct value names_parameter(const struct described *t, const char *name,
                                    const struct value *by_hand)
{
    struct operations *ops = t->operations;
    struct slice key =
        arena_printf(ops->arena, "%.*s-%s", SLICE_FMT(t->listed->item), name);
    if (map_add(&ops->known, key, ops) == NULL)
        object_add(&ops->parameters, key,
                   field_table_names(t->table, name, by_hand, ops->arena),
                   ops->arena);
    return tree_ref("parameters", key, ops->arena);
}

/* What is not published is never shown where there are no tokens: no parameter
 * can ask for it. */
static bool is_refused(const struct described *t, struct slice key)
{
    return !t->operations->schemas->snapshot->policy.serves_preview &&
           (slice_is(key, "Status") || slice_is(key, "Preview"));
}

static const char *const names_of_fields[] = {"sort", "facets", "fields"};

static void add_parameter(const struct described *t,
                          const struct value *parameter,
                          struct value_list *into)
{
    struct arena *arena = t->operations->arena;
    struct slice key = base_ref_name(parameter, "parameters");
    const struct value *by_hand = base_component("parameters", key);
    struct slice name = value_text(value_find(by_hand, "name"));
    bool is_of_path = slice_is(value_text(value_find(by_hand, "in")), "path");
    if (is_refused(t, key))
        return;
    if (is_of_path && slice_is(name, "collection")) {
        if (t->of == NULL)
            value_list_add(into, collection_parameter(t->operations, by_hand),
                           arena);
        return;
    }
    if (slice_is(key, "Url")) {
        value_list_add(into, url_parameter(t->operations, by_hand), arena);
        return;
    }
    if (slice_is(key, "MediaPath")) {
        value_list_add(into, file_parameter(t->operations, by_hand), arena);
        return;
    }
    if (is_of_path && t->of != NULL) {
        value_list_add(into, path_parameter(t, by_hand), arena);
        return;
    }
    for (size_t i = 0; t->table != NULL && i < ARRAY_COUNT(names_of_fields);
         i++) {
        if (slice_is(name, names_of_fields[i])) {
            value_list_add(
                into, names_parameter(t, names_of_fields[i], by_hand), arena);
            return;
        }
    }
    value_list_add(into, *parameter, arena);
    for (size_t i = 0;
         slice_is(key, "Filter") && t->filters != NULL && i < t->filters->count;
         i++)
        value_list_add(into, t->filters->items[i], arena);
}

void described_set_parameters(const struct described *t,
                              struct object *operation)
{
    const struct value *parameters =
        object_find(operation, SLICE("parameters"));
    struct value_list list = {0};
    if (parameters == NULL)
        return;
    for (size_t i = 0; i < parameters->size; i++)
        add_parameter(t, &parameters->as.items[i], &list);
    object_set(operation, SLICE("parameters"), value_list_array(&list),
               t->operations->arena);
}
