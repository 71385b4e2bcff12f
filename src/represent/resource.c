/* resource.c - a document in whatever shape a request asks for. */
#include "represent/resource.h"

#include "represent/members.h"
#include "represent/own.h"

void resource_write(struct str *out, const struct snapshot *snapshot,
                    const struct entry *entry, const struct shape *shape)
{
    const struct member_writer w = {
        .out = out,
        .around = shape->surroundings != NULL ? shape->surroundings : snapshot,
        .shape = shape,
        .write_document = resource_write,
    };
    str_append_char(out, '{');
    members_write(&w, entry, MEMBERS_HEAD);
    members_write(&w, entry, MEMBERS_COUNTS);
    members_write(&w, entry, MEMBERS_OWN);
    members_write(&w, entry, MEMBERS_AUTHORS);
    members_write(&w, entry, MEMBERS_TAIL);
    own_write(&w, entry);
    members_write(&w, entry, MEMBERS_BODY);
    str_append_char(out, '}');
}
