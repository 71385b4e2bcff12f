/* schemas.c - schemas of the documents of each collection.
 *
 *     computed members    as openapi/openapi.yaml has them, in the order in
 *                         which answers show them
 *     front matter        as the documents of the collection have it
 *     what include adds   as openapi/openapi.yaml has it
 *
 * There are up to four forms of a document: in a list; as an item; of people
 * and terms, within another document, where they are not counted; and in a
 * section of another. What has sections itself can be anything there: they are
 * left as they are, and types that hold each other without end are hard on
 * generators that write one into the other. */
#include "contract/schemas.h"

#include "base/array.h"
#include "contract/base.h"
#include "contract/html_fields.h"
#include "index/computed.h"
#include "query/include.h"

enum doc_form {
    DOC_LIST,
    DOC_ITEM,
    DOC_EMBEDDED, /* of people and terms */
    DOC_IN_SECTION,
    DOC_FORM_COUNT,
};

static const char *const form_texts[DOC_FORM_COUNT] = {
    [DOC_LIST] = "as lists show it",
    [DOC_ITEM] = "whole",
    [DOC_EMBEDDED] = "as other documents show it",
    [DOC_IN_SECTION] = "as sections of other documents show it",
};

/* A schema of an object that grows. */
struct draft {
    struct object properties;
    struct map by_name; /* name -> itself: a document may have thousands */
    struct value_list required;
    struct arena *arena;
};

/* Where the description by hand has a property: what is asked first depends on
 * the form, since the authors of an item are whole. */
static const struct value *find_property(enum doc_form form, struct slice name)
{
    const struct value *parts = value_find(
        base_component("schemas",
                       form == DOC_ITEM ? SLICE("Item") : SLICE("ListItem")),
        "allOf");
    const struct value *last =
        value_is_array(parts) ? &parts->as.items[parts->size - 1] : NULL;
    const struct value *const places[] = {
        slice_starts(name, "author") ? last : NULL,
        base_component("schemas", SLICE("Document")),
        base_component("schemas", SLICE("Term")),
    };
    for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
        const struct value *found =
            value_find_slice(value_find(places[i], "properties"), name);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* Adds a property; one that is there already may then be either. */
static void draft_add(struct draft *draft, struct slice name,
                      struct value schema, bool is_required)
{
    if (map_add(&draft->by_name, name, draft) != NULL) {
        struct value *known = object_find(&draft->properties, name);
        *known = tree_either(*known, schema, draft->arena);
        return;
    }
    object_add(&draft->properties, name, schema, draft->arena);
    if (is_required)
        value_list_add(&draft->required, value_of_text(name), draft->arena);
}

/* What was added so far, after what is in *schema already. */
static struct value draft_schema(struct draft *draft, struct object *schema)
{
    tree_add_shape(schema, &draft->required, &draft->properties, draft->arena);
    map_release(&draft->by_name);
    return object_value(schema);
}

static bool keep_datum(void *context, const struct datum *datum)
{
    *(struct datum *)context = *datum;
    return true;
}

/* Adds what the example has there, if that is a short text. */
static void add_example(struct object *schema, const struct entry *entry,
                        enum computed_id id, struct arena *arena)
{
    struct datum datum = {0};
    const struct datum_visitor visitor = {keep_datum, &datum};
    struct value_list examples = {0};
    if (entry == NULL ||
        (computed_fields[id].kinds & entry_kinds(entry)) == 0 ||
        (computed_fields[id].uses & USE_SORT) == 0 ||
        !computed_fields[id].read(entry, &visitor))
        return;
    struct slice text = datum.type == FIELD_TEXT   ? datum.as.text
                        : datum.type == FIELD_DATE ? datum.as.date.as_text
                                                   : SLICE_NONE;
    if (id == COMPUTED_URL)
        text = entry->url;
    if (text.size == 0 || text.size > TYPES_MAX_TEXT_BYTES)
        return;
    value_list_add(&examples, value_of_text(text), arena);
    object_set(schema, SLICE("examples"), value_list_array(&examples), arena);
}

static struct value computed_schema(const struct schemas *s,
                                    const struct collection_names *names,
                                    enum computed_id id, enum doc_form form)
{
    struct slice name = slice_of(computed_fields[id].name);
    struct object schema = object_copy(find_property(form, name), s->arena);
    const struct collection *collection = names->type->collection;
    if (id == COMPUTED_COLLECTION)
        object_add_text(&schema, "const", collection->name, s->arena);
    if (id == COMPUTED_PATH && (names->type->all_kinds & KIND_FILE) != 0)
        object_set(&schema, SLICE("type"), value_of_text(SLICE("string")),
                   s->arena);
    if (id != COMPUTED_COLLECTION &&
        object_find(&schema, SLICE("type")) != NULL)
        add_example(&schema, names->type->example, id, s->arena);
    return object_value(&schema);
}

/* Members that are not in every answer of that form. */
static bool is_optional(enum computed_id id, enum doc_form form)
{
    if (id == COMPUTED_POST_COUNT)
        return form == DOC_EMBEDDED || form == DOC_IN_SECTION;
    return id >= COMPUTED_HTML &&
           !(form == DOC_ITEM && (id == COMPUTED_HTML || id == COMPUTED_TOC));
}

static void add_computed(const struct schemas *s, struct draft *draft,
                         const struct collection_names *names,
                         enum doc_form form, enum computed_id from,
                         enum computed_id to)
{
    const struct collection_type *type = names->type;
    for (enum computed_id id = from; id < to; id++) {
        if ((computed_fields[id].kinds & type->some_kinds) != 0)
            draft_add(draft, slice_of(computed_fields[id].name),
                      computed_schema(s, names, id, form),
                      !is_optional(id, form) &&
                          (computed_fields[id].kinds & type->all_kinds) != 0);
    }
}

static void add_own(const struct schemas *s, struct draft *draft,
                    const struct object_type *own, enum doc_form form)
{
    const struct value_list anything = {0};
    for (size_t i = 0; i < own->member_count; i++) {
        const struct member_type *member = own->members[i];
        bool is_left =
            form == DOC_IN_SECTION && type_has_sections(member->type);
        draft_add(draft, member->name,
                  is_left ? tree_any_of(&anything, s->arena)
                          : schema_of_type(&s->names, member->type, s->arena),
                  member->count == own->count);
    }
    for (size_t i = 0; form != DOC_IN_SECTION && i < own->gained_count; i++)
        draft_add(draft, slice_of(own->gained[i]->key),
                  schema_of_gained(&s->names, own->gained[i], s->arena), false);
}

/* The neighbours of a document are in its own collection. */
static void add_relations(const struct schemas *s, struct draft *draft,
                          const struct collection_names *names)
{
    for (unsigned r = RELATION_DIRECT_COUNT; r < RELATION_COUNT; r++) {
        struct slice name = slice_of(query_relation_name(r));
        const struct value *base = find_property(DOC_LIST, name);
        struct object schema = object_copy(base, s->arena);
        struct value_list alternatives = {0};
        bool exists = r == RELATION_POSTS
                          ? (names->type->some_kinds & KIND_NAMED) != 0
                          : r != RELATION_RELATED ||
                                (names->type->some_kinds & KIND_DOCUMENT) != 0;
        if (!exists || base == NULL)
            continue;
        if (r == RELATION_PREVIOUS || r == RELATION_NEXT) {
            value_list_add(&alternatives,
                           tree_ref("schemas", names->embedded, s->arena),
                           s->arena);
            value_list_add(&alternatives, tree_type("null", s->arena),
                           s->arena);
            object_set(&schema, SLICE("anyOf"), value_list_array(&alternatives),
                       s->arena);
        }
        draft_add(draft, name, object_value(&schema), false);
    }
}

/* Why it was found, in a list; for those who search. A document within another
 * was not searched for. */
static void add_hit(struct draft *draft, const struct collection_names *names,
                    enum doc_form form)
{
    bool is_list_form =
        form == DOC_LIST || slice_equal(names->list_item, names->item);
    const struct value *schema = find_property(DOC_LIST, SLICE("search"));
    if (is_list_form && form != DOC_EMBEDDED && form != DOC_IN_SECTION &&
        schema != NULL)
        draft_add(draft, SLICE("search"), *schema, false);
}

/* With `include=images`, in place of a key of front matter of that name. */
static void add_images(struct draft *draft,
                       const struct collection_names *names)
{
    const struct value *schema = find_property(DOC_LIST, SLICE("images"));
    if ((names->type->some_kinds & KIND_FILE) != 0 && schema != NULL)
        draft_add(draft, SLICE("images"), *schema, false);
}

/* With `include=front_matter_html`, likewise. */
static void add_front_matter_html(const struct schemas *s, struct draft *draft,
                                  const struct collection_names *names)
{
    struct slice name = SLICE("front_matter_html");
    const struct value *base = find_property(DOC_LIST, name);
    if ((names->type->some_kinds & (KIND_FILE | KIND_PERSON)) != 0 &&
        base != NULL)
        draft_add(draft, name,
                  html_fields_schema(base, s->snapshot, names->type->collection,
                                     s->arena),
                  false);
}

static struct value document_schema(const struct schemas *s,
                                    const struct collection_names *names,
                                    enum doc_form form)
{
    struct draft draft = {.arena = s->arena};
    struct object schema = {0};
    add_computed(s, &draft, names, form, COMPUTED_ID, COMPUTED_HTML);
    add_own(s, &draft, &names->type->own, form);
    if (form != DOC_IN_SECTION) { /* to which nothing can be added */
        add_computed(s, &draft, names, form, COMPUTED_HTML, COMPUTED_COUNT);
        add_images(&draft, names);
        add_front_matter_html(s, &draft, names);
        add_relations(s, &draft, names);
    }
    add_hit(&draft, names, form);
    object_add_text(&schema, "description",
                    arena_printf(s->arena, "A document of `%.*s`, %s.",
                                 SLICE_FMT(names->type->collection->name),
                                 form_texts[form]),
                    s->arena);
    return draft_schema(&draft, &schema);
}

/* {data, meta, links} around one schema, or around a list of it. */
static struct value envelope_schema(struct slice of, bool is_list,
                                    struct arena *arena)
{
    struct draft draft = {.arena = arena};
    struct object schema = {0}, array = {0};
    struct value data = tree_ref("schemas", of, arena);
    if (is_list) {
        object_add_text(&array, "type", SLICE("array"), arena);
        object_add(&array, SLICE("items"), data, arena);
        data = object_value(&array);
    }
    draft_add(&draft, SLICE("data"), data, true);
    draft_add(&draft, SLICE("meta"),
              tree_ref("schemas",
                       is_list ? SLICE("ListMeta") : SLICE("ItemMeta"), arena),
              true);
    draft_add(&draft, SLICE("links"),
              tree_ref("schemas",
                       is_list ? SLICE("ListLinks") : SLICE("ItemLinks"),
                       arena),
              true);
    return draft_schema(&draft, &schema);
}

static void add_collection(struct schemas *s,
                           const struct collection_names *names)
{
    struct arena *arena = s->arena;
    object_add(&s->all, names->item, document_schema(s, names, DOC_ITEM),
               arena);
    if (!slice_equal(names->list_item, names->item))
        object_add(&s->all, names->list_item,
                   document_schema(s, names, DOC_LIST), arena);
    if (!slice_equal(names->embedded, names->list_item))
        object_add(&s->all, names->embedded,
                   document_schema(s, names, DOC_EMBEDDED), arena);
    if (names->in_section.data != NULL)
        object_add(&s->all, names->in_section,
                   document_schema(s, names, DOC_IN_SECTION), arena);
    object_add(&s->all,
               arena_printf(arena, "%.*sEnvelope", SLICE_FMT(names->item)),
               envelope_schema(names->item, false, arena), arena);
    object_add(&s->all,
               arena_printf(arena, "%.*sListEnvelope", SLICE_FMT(names->item)),
               envelope_schema(names->list_item, true, arena), arena);
}

/* One of the documents of any collection, by the member that names it. */
static struct value union_schema(const struct schemas *s, enum doc_form form,
                                 struct slice description)
{
    struct object schema = {0};
    struct choices documents = {0};
    for (size_t i = 0; i < s->names.collection_count; i++) {
        const struct collection_names *names = &s->names.collections[i];
        const struct slice forms[DOC_FORM_COUNT] = {
            [DOC_LIST] = names->list_item,
            [DOC_ITEM] = names->item,
            [DOC_EMBEDDED] = names->embedded,
        };
        choices_add(&documents, names->type->collection->name, forms[form],
                    s->arena);
    }
    object_add_text(&schema, "description", description, s->arena);
    choices_add_to(&documents, SLICE("collection"), &schema, s->arena);
    return object_value(&schema);
}

/* The people of the content take the place of those written by hand. */
static struct value person_schema(const struct schemas *s,
                                  const struct value *by_hand)
{
    const struct collection_names *people =
        names_find(&s->names, SLICE("authors"));
    if (people == NULL || people->type->collection->kind != COLLECTION_PEOPLE)
        return *by_hand;
    return tree_ref("schemas", people->embedded, s->arena);
}

static void add_by_hand(struct schemas *s)
{
    const struct value *by_hand = base_section("schemas");
    for (size_t i = 0; by_hand != NULL && i < by_hand->size; i++) {
        const struct member *member = &by_hand->as.members[i];
        struct slice description =
            value_text(value_find(&member->value, "description"));
        struct value schema = member->value;
        bool is_union = s->names.collection_count > 0;
        if (is_union && slice_is(member->key, "Item"))
            schema = union_schema(s, DOC_ITEM, description);
        else if (is_union && slice_is(member->key, "ListItem"))
            schema = union_schema(s, DOC_EMBEDDED, description);
        else if (is_union && slice_is(member->key, "Document"))
            schema = union_schema(s, DOC_LIST, description);
        else if (slice_is(member->key, "EmbeddedPerson"))
            schema = person_schema(s, &schema);
        /* A collection `data` has schemas of its own in place of these. */
        if (object_find(&s->all, member->key) == NULL)
            object_add(&s->all, member->key, schema, s->arena);
    }
}

void schemas_make(const struct snapshot *snapshot, struct arena *arena,
                  struct schemas *ret_schemas)
{
    struct schemas *s = ret_schemas;
    *s = (struct schemas){
        .snapshot = snapshot,
        .types = snapshot_types(snapshot, TYPES_SHOWN),
        .arena = arena,
    };
    names_make(s->types, base_section("schemas"), arena, &s->names);
    for (size_t i = 0; i < s->names.collection_count; i++)
        add_collection(s, &s->names.collections[i]);
    for (size_t i = 0; i < s->names.block_count; i++)
        object_add(&s->all, s->names.blocks[i].name,
                   schema_of_object(&s->names, s->names.blocks[i].block, arena),
                   arena);
    add_by_hand(s);
}
