/* html_fields.c - one schema of the Markdown that documents have in their front
 * matter.
 *
 *     {"bio": "..."}                          bio        string
 *     {"sections": [{"text": "..."}, {}]}     sections   list of {text: string}
 *
 * Made of the strings as they are written: nothing is rendered to describe it.
 * No member is required, since each is there only where there is a text. */
#include "contract/html_fields.h"

#include "represent/markdown_fields.h"

#define MAX_MEMBERS 4096 /* of one collection; keys may be values */

/* What was seen at one place. */
struct html_place {
    struct slice name;
    bool has_text, has_list, has_object, has_null;
    struct html_place *item;    /* of its lists; or NULL */
    struct html_place *members; /* of its objects */
    struct html_place *next;    /* beside it */
    struct html_place **at_end; /* of members */
};

struct survey {
    struct arena *arena;
    size_t member_count;
};

static struct html_place *html_place_new(struct survey *survey,
                                         struct slice name)
{
    struct html_place *place = arena_alloc(survey->arena, 1, sizeof *place);
    place->name = name;
    place->at_end = &place->members;
    return place;
}

/* NULL beyond the limit. */
static struct html_place *member_of(struct survey *survey,
                                    struct html_place *place, struct slice name)
{
    struct html_place *member = place->members;
    while (member != NULL && !slice_equal(member->name, name))
        member = member->next;
    if (member != NULL || survey->member_count == MAX_MEMBERS)
        return member;
    survey->member_count++;
    member = html_place_new(survey, name);
    *place->at_end = member;
    place->at_end = &member->next;
    return member;
}

static void look(struct survey *survey, struct html_place *place,
                 const struct value *value)
{
    place->has_text |= value_is_string(value);
    place->has_list |= value_is_array(value);
    place->has_object |= value_is_object(value);
    place->has_null |= value->kind == VALUE_NULL;
    for (size_t i = 0; value_is_array(value) && i < value->size; i++) {
        if (place->item == NULL)
            place->item = html_place_new(survey, SLICE(""));
        look(survey, place->item, &value->as.items[i]);
    }
    for (size_t i = 0; value_is_object(value) && i < value->size; i++) {
        const struct member *member = &value->as.members[i];
        struct html_place *found = member_of(survey, place, member->key);
        if (found != NULL)
            look(survey, found, &member->value);
    }
}

static struct value schema_of(const struct html_place *place,
                              struct arena *arena);

static void add_members(struct object *schema, const struct html_place *place,
                        struct arena *arena)
{
    struct object properties = {0};
    for (const struct html_place *m = place->members; m != NULL; m = m->next)
        object_add(&properties, m->name, schema_of(m, arena), arena);
    if (properties.count > 0)
        object_add(schema, SLICE("properties"), object_value(&properties),
                   arena);
}

static struct value list_schema(const struct html_place *place,
                                struct arena *arena)
{
    struct object schema = {0};
    const struct html_place nothing = {0};
    object_add_text(&schema, "type", SLICE("array"), arena);
    object_add(&schema, SLICE("items"),
               schema_of(place->item != NULL ? place->item : &nothing, arena),
               arena);
    return object_value(&schema);
}

static struct value schema_of(const struct html_place *place,
                              struct arena *arena)
{
    struct value_list alternatives = {0};
    if (place->has_text)
        value_list_add(&alternatives, tree_type("string", arena), arena);
    if (place->has_list)
        value_list_add(&alternatives, list_schema(place, arena), arena);
    if (place->has_object) {
        struct object schema = {0};
        object_add_text(&schema, "type", SLICE("object"), arena);
        add_members(&schema, place, arena);
        value_list_add(&alternatives, object_value(&schema), arena);
    }
    if (place->has_null)
        value_list_add(&alternatives, tree_type("null", arena), arena);
    return tree_any_of(&alternatives, arena);
}

/* Those in no list must not be known by their fields. */
struct value html_fields_schema(const struct value *base,
                                const struct snapshot *snapshot,
                                const struct collection *collection,
                                struct arena *arena)
{
    const struct list *list = &collection->by[ORDER_DEFAULT];
    struct survey survey = {.arena = arena};
    struct html_place *root = html_place_new(&survey, SLICE(""));
    for (size_t i = 0; i < list->count && markdown_fields_exist(snapshot);
         i++) {
        struct value found =
            markdown_fields_of(snapshot, list->items[i], NULL, arena);
        look(&survey, root, &found);
    }
    if (root->members == NULL)
        return *base;
    struct object schema = {0};
    const struct value *description = value_find(base, "description");
    object_add_text(&schema, "description", value_text(description), arena);
    object_add_text(&schema, "type", SLICE("object"), arena);
    add_members(&schema, root, arena);
    return object_value(&schema);
}
