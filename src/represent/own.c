/* own.c - what a document's writer gave it, under its own keys.
 *
 * Front matter, data, or a mapping in another file. A key that is also that of
 * a computed member is left out: the computed one is shown instead. */
#include "represent/own.h"

#include "represent/members.h"
#include "represent/sections.h"
#include "represent/write.h"

static bool has_sections(const struct member_writer *w)
{
    const struct include_tree *include = w->shape->include;
    return include != NULL && (include->members & INCLUDE_SECTIONS) != 0;
}

static void write_member(const struct member_writer *w,
                         const struct entry *entry, const struct value *root,
                         const struct member *member)
{
    const struct choice choice = shape_choose(w->shape, member->key);
    if (!choice.is_shown || members_hide_key(w->shape, entry, member->key))
        return;
    if (has_sections(w)) {
        sections_write_member(w, root, member, &choice);
    } else if (choice_shows(&choice, &member->value)) {
        write_key(w->out, member->key);
        parts_write_value(w->out, &member->value, &choice.parts,
                          w->shape->work);
    }
}

/* Data whose root is not an object is the member "value". */
void own_write(const struct member_writer *w, const struct entry *entry)
{
    const struct value *root = entry_shown_root(entry);
    if (root == NULL)
        return;
    if (!value_is_object(root)) {
        const struct member whole = {SLICE("value"), *root};
        write_member(w, entry, root, &whole);
        return;
    }
    for (size_t i = 0; i < root->size; i++)
        write_member(w, entry, root, &root->as.members[i]);
    if (has_sections(w))
        sections_write_gained(w, root, &w->shape->fields);
}
