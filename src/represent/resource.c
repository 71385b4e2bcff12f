/* resource.c - a document in whatever shape a request asks for. */
#include "represent/resource.h"

#include "represent/members.h"

void resource_write(struct str *out, const struct snapshot *snapshot,
                    const struct entry *entry, const struct shape *shape)
{
    struct writer w = {out, snapshot, shape};
    str_append_char(out, '{');
    write_group(&w, entry, MEMBERS_HEAD);
    write_group(&w, entry, MEMBERS_AUTHORS);
    write_group(&w, entry, MEMBERS_TAIL);
    write_own_members(&w, entry);
    write_group(&w, entry, MEMBERS_BODY);
    str_append_char(out, '}');
}
