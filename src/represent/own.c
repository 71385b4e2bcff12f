/* own.c - what a document's writer gave it, under its own keys.
 *
 * Front matter, data, or a mapping in somebody else's file. A key that a
 * computed member has taken is left out: the computed one stands there. */
#include "represent/members.h"
#include "represent/resolve.h"
#include "represent/write.h"
#include "store/sections.h"

const struct value *own_root(const struct entry *entry)
{
    return entry->source != NULL ? &entry->source->front_matter
                                 : entry->as_written;
}

static bool has_sections(const struct writer *w)
{
    const struct include_tree *include = w->shape->include;
    return include != NULL && (include->members & INCLUDE_SECTIONS) != 0;
}

static void write_whole_member(struct writer *w, const struct value *root,
                               const struct member *member)
{
    if (has_sections(w)) {
        write_resolved_member(w->out, snapshot_around(w), root, member);
    } else {
        write_key(w->out, member->key);
        write_value(w->out, &member->value);
    }
}

static void write_member(struct writer *w, const struct entry *entry,
                         const struct value *root, const struct member *member)
{
    struct choice choice = choose_member(w->shape, member->key);
    if (!choice.is_shown || is_taken(w->shape, entry, member->key))
        return;
    if (choice.part == NULL) {
        write_whole_member(w, root, member);
        return;
    }
    struct str whole = {0};
    struct writer aside = {&whole, w->snapshot, w->shape};
    write_whole_member(&aside, root, member);
    write_part_of_member(w, str_slice(&whole), choice.part);
    str_release(&whole);
}

static void write_gain(struct writer *w, const struct value *root,
                       const struct section_rule *rule)
{
    struct choice choice = choose_member(w->shape, slice_of(rule->key));
    if (!choice.is_shown)
        return;
    if (choice.part == NULL) {
        write_gained(w->out, snapshot_around(w), root, rule);
        return;
    }
    struct str whole = {0};
    write_gained(&whole, snapshot_around(w), root, rule);
    write_part_of_member(w, str_slice(&whole), choice.part);
    str_release(&whole);
}

/* What the object's type gains: the newest posts, the items of a feed. */
static void write_gains(struct writer *w, const struct value *root)
{
    const struct section_rule *rule = NULL;
    struct slice type = section_type(root);
    while ((rule = section_rule_next(type, rule)) != NULL) {
        if (section_gains(rule))
            write_gain(w, root, rule);
    }
}

/* Data of another root than an object stands under "value". */
void write_own_members(struct writer *w, const struct entry *entry)
{
    const struct value *root = own_root(entry);
    if (root == NULL)
        return;
    if (root->kind != VALUE_OBJECT) {
        struct member member = {SLICE("value"), *root};
        write_member(w, entry, root, &member);
        return;
    }
    for (size_t i = 0; i < root->size; i++)
        write_member(w, entry, root, &root->as.members[i]);
    if (has_sections(w))
        write_gains(w, root);
}
