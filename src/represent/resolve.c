/* resolve.c - include=sections.
 *
 * A section says "the three newest posts" or names documents by their paths.
 * A static site resolves that when it is built; here the front end asks for
 * it, and gets the documents where the section is. What leads nowhere stays
 * visible as {"path": ..., "missing": true}: a page with one dead reference is
 * still a page. */
#include "represent/resolve.h"

#include "represent/members.h"
#include "represent/write.h"

static void write_resolved(struct str *out, const struct snapshot *snapshot,
                           const struct value *value);

static void write_target(struct str *out, const struct snapshot *snapshot,
                         const struct value *value)
{
    struct slice path = value_text(value);
    if (path.data == NULL) {
        write_resolved(out, snapshot, value);
        return;
    }
    const struct entry *target = snapshot_find_path(snapshot, path);
    if (target != NULL && out->size <= RESOURCE_MAX_BYTES)
        str_append(out, target->fragments->list);
    else
        write_missing(out, path);
}

static void write_targets(struct str *out, const struct snapshot *snapshot,
                          const struct value *value)
{
    if (!value_is_array(value)) {
        write_target(out, snapshot, value);
        return;
    }
    str_append_char(out, '[');
    for (size_t i = 0; i < value->size; i++) {
        if (i > 0)
            str_append_char(out, ',');
        write_target(out, snapshot, &value->as.items[i]);
    }
    str_append_char(out, ']');
}

/* The rule by which this member of the object is not written as it stands. */
static const struct section_rule *rule_for(struct slice type, struct slice key)
{
    const struct section_rule *rule = NULL;
    while ((rule = section_rule_next(type, rule)) != NULL) {
        if (slice_is(key, rule->key))
            return rule;
    }
    return NULL;
}

void write_gained(struct str *out, const struct snapshot *snapshot,
                  const struct value *object, const struct section_rule *rule)
{
    const struct collection *collection =
        snapshot_find_collection(snapshot, slice_of(rule->collection));
    size_t wanted = rule->kind == SECTION_NEWEST ? section_recent_count(object)
                                                 : SECTION_FEED_MAX_ITEMS;
    write_key(out, slice_of(rule->key));
    str_append_char(out, '[');
    if (collection == NULL)
        wanted = 0;
    for (size_t i = 0; i < wanted && i < collection->by[ORDER_DEFAULT].count &&
                       out->size <= RESOURCE_MAX_BYTES;
         i++) {
        if (i > 0)
            str_append_char(out, ',');
        str_append(out,
                   collection->by[ORDER_DEFAULT].items[i]->fragments->list);
    }
    str_append_char(out, ']');
}

void write_resolved_member(struct str *out, const struct snapshot *snapshot,
                           const struct value *object,
                           const struct member *member)
{
    const struct section_rule *rule =
        rule_for(section_type(object), member->key);
    if (rule != NULL && section_gains(rule))
        return; /* what it gains takes this key */
    write_key(out, member->key);
    if (rule != NULL)
        write_targets(out, snapshot, &member->value);
    else
        write_resolved(out, snapshot, &member->value);
}

static void write_section(struct str *out, const struct snapshot *snapshot,
                          const struct value *object)
{
    const struct section_rule *rule = NULL;
    struct slice type = section_type(object);

    str_append_char(out, '{');
    for (size_t i = 0; i < object->size; i++)
        write_resolved_member(out, snapshot, object, &object->as.members[i]);
    while ((rule = section_rule_next(type, rule)) != NULL) {
        if (section_gains(rule))
            write_gained(out, snapshot, object, rule);
    }
    str_append_char(out, '}');
}

static void write_resolved(struct str *out, const struct snapshot *snapshot,
                           const struct value *value)
{
    if (value->kind == VALUE_OBJECT) {
        write_section(out, snapshot, value);
    } else if (value->kind == VALUE_ARRAY) {
        str_append_char(out, '[');
        for (size_t i = 0; i < value->size; i++) {
            if (i > 0)
                str_append_char(out, ',');
            write_resolved(out, snapshot, &value->as.items[i]);
        }
        str_append_char(out, ']');
    } else {
        write_value(out, value);
    }
}
