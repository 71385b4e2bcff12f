/* sections.c - include=sections.
 *
 * A section says "the three newest posts" or names documents by their paths.
 * A static site resolves that when it is built; here the front end asks for it
 * and gets the documents in the section. A dead reference stays visible as
 * {"path": ..., "missing": true}: the rest of the page can still be shown. */
#include "represent/sections.h"

#include "represent/relations.h"
#include "represent/write.h"

/* The list form of a document, picked from and never added to. */
static void write_embedded(const struct member_writer *w,
                           const struct entry *entry, const struct parts *parts)
{
    const struct shape shape = {
        .form = FORM_LIST,
        .fields = *parts,
        .only_narrows = true,
        .chunk_words = w->shape->chunk_words,
        .has_absolute_urls = w->shape->has_absolute_urls,
        .depth = w->shape->depth + 1,
        .work = w->shape->work,
    };
    struct slice list = entry->fragments->embedded;
    if (parts->names == NULL) {
        str_append(w->out, list);
        return;
    }
    w->write_document(w->out, w->around, entry, &shape);
    shape_count_work(&shape, list.size);
}

static bool has_room(const struct member_writer *w)
{
    return w->out->size <= SHAPE_MAX_BYTES;
}

static void write_target(const struct member_writer *w, struct slice path,
                         const struct parts *parts)
{
    const struct entry *target = snapshot_find_path(w->around, path);
    if (target != NULL && has_room(w))
        write_embedded(w, target, parts);
    else
        relation_write_missing(w->out, path, parts);
}

/* `is_reference`: it is the path of a document, or a list of these. */
static void write_resolved(const struct member_writer *w,
                           const struct value *value, const struct parts *parts,
                           bool is_reference);

/* A document has parts, its path has none. */
static bool is_shown(const struct choice *choice, const struct value *value,
                     bool is_reference)
{
    return is_reference && value_is_string(value) ? choice->is_shown
                                                  : choice_shows(choice, value);
}

static void write_items(const struct member_writer *w,
                        const struct value *array, const struct parts *parts,
                        bool are_references)
{
    const char *before = "";
    str_append_char(w->out, '[');
    for (size_t i = 0; i < array->size; i++) {
        const struct value *item = &array->as.items[i];
        const struct choice choice = parts_choose_element(parts, i);
        if (!is_shown(&choice, item, are_references))
            continue;
        str_append_text(w->out, before);
        write_resolved(w, item, &choice.parts,
                       are_references && !value_is_array(item));
        before = ",";
    }
    str_append_char(w->out, ']');
}

/* The rule for this member of the object; NULL where it is written as it is. */
static const struct section_rule *rule_for(struct slice type, struct slice key)
{
    const struct section_rule *rule = NULL;
    while ((rule = section_rule_next(type, rule)) != NULL) {
        if (slice_is(key, rule->key))
            return rule;
    }
    return NULL;
}

void sections_write_member(const struct member_writer *w,
                           const struct value *object,
                           const struct member *member,
                           const struct choice *choice)
{
    const struct section_rule *rule =
        rule_for(section_type(object), member->key);
    if (rule != NULL && section_gains(rule))
        return; /* the gained member has this key */
    if (!is_shown(choice, &member->value, rule != NULL))
        return;
    write_key(w->out, member->key);
    write_resolved(w, &member->value, &choice->parts, rule != NULL);
}

static void write_newest(const struct member_writer *w, size_t wanted,
                         const struct section_rule *rule,
                         const struct parts *parts)
{
    const struct collection *collection =
        snapshot_find_collection(w->around, slice_of(rule->collection));
    const struct list none = {0};
    const struct list *list =
        collection != NULL ? &collection->by[ORDER_DEFAULT] : &none;
    const char *before = "";
    str_append_char(w->out, '[');
    for (size_t i = 0; i < wanted && i < list->count && has_room(w); i++) {
        const struct choice choice = parts_choose_element(parts, i);
        if (!choice.is_shown)
            continue;
        str_append_text(w->out, before);
        write_embedded(w, list->items[i], &choice.parts);
        before = ",";
    }
    str_append_char(w->out, ']');
}

void sections_write_gained(const struct member_writer *w,
                           const struct value *object,
                           const struct parts *parts)
{
    const struct section_rule *rule = NULL;
    struct slice type = section_type(object);
    while ((rule = section_rule_next(type, rule)) != NULL) {
        const struct choice choice =
            parts_choose_member(parts, slice_of(rule->key));
        if (!section_gains(rule) || !choice.is_shown)
            continue;
        write_key(w->out, slice_of(rule->key));
        write_newest(w,
                     rule->kind == SECTION_NEWEST ? section_recent_count(object)
                                                  : SECTION_FEED_MAX_ITEMS,
                     rule, &choice.parts);
    }
}

static void write_section(const struct member_writer *w,
                          const struct value *object, const struct parts *parts)
{
    str_append_char(w->out, '{');
    for (size_t i = 0; i < object->size; i++) {
        const struct member *member = &object->as.members[i];
        const struct choice choice = parts_choose_member(parts, member->key);
        sections_write_member(w, object, member, &choice);
    }
    sections_write_gained(w, object, parts);
    str_append_char(w->out, '}');
}

static void write_resolved(const struct member_writer *w,
                           const struct value *value, const struct parts *parts,
                           bool is_reference)
{
    if (is_reference && value_is_string(value))
        write_target(w, value_text(value), parts);
    else if (value_is_object(value))
        write_section(w, value, parts);
    else if (value_is_array(value))
        write_items(w, value, parts, is_reference);
    else
        write_value(w->out, value);
}
