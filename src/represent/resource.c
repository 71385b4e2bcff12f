/* resource.c - a document in whatever shape a request asks for. */
#include "represent/resource.h"

#include "represent/hit.h"
#include "represent/members.h"
#include "represent/own.h"
#include "represent/write.h"

/* Whether it is the list form with one member more. */
static bool is_found_list_form(const struct entry *entry,
                               const struct shape *shape)
{
    return shape->found != NULL && shape->form == FORM_LIST &&
           shape->fields.names == NULL &&
           include_tree_is_empty(shape->include) &&
           value_find(entry_own_root(entry), HIT_NAME) == NULL;
}

void resource_write(struct str *out, const struct snapshot *snapshot,
                    const struct entry *entry, const struct shape *shape)
{
    const struct member_writer w = {
        .out = out,
        .around = shape->surroundings != NULL ? shape->surroundings : snapshot,
        .shape = shape,
        .write_document = resource_write,
    };
    if (is_found_list_form(entry, shape)) {
        struct slice list = entry->fragments->list;
        str_append(out, slice_sub(list, 0, list.size - 1));
        hit_write(out, snapshot, entry, shape);
        str_append_char(out, '}');
        return;
    }
    str_append_char(out, '{');
    members_write(&w, entry, MEMBERS_HEAD);
    members_write(&w, entry, MEMBERS_COUNTS);
    members_write(&w, entry, MEMBERS_OWN);
    members_write(&w, entry, MEMBERS_AUTHORS);
    members_write(&w, entry, MEMBERS_TAIL);
    own_write(&w, entry);
    members_write(&w, entry, MEMBERS_BODY);
    if (shape->found != NULL)
        hit_write(out, snapshot, entry, shape);
    str_append_char(out, '}');
}
