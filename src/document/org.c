/* org.c - reads what an Org file says of itself, for Hugo.
 *
 * Org files are not served. The index of a section or bundle is read all the
 * same, since a draft keeps back what lies below it. All values are strings:
 * what "true" or a day means is decided where quoted ones are read. */
#include "document/org.h"

#include "base/ascii.h"
#include "base/unicode.h"

/* "#+key: value" */
static bool read_line(struct slice line, struct arena *arena,
                      struct member *ret_member)
{
    if (!slice_starts(line, "#+"))
        return false;
    size_t colon = slice_find_char(line, 2, ':');
    struct slice key = arena_copy(arena, slice_trim(slice_sub(line, 2, colon)));
    for (size_t i = 0; i < key.size; i++)
        ((char *)key.data)[i] = ascii_to_lower(key.data[i]);
    struct slice value =
        colon < line.size ? slice_trim(slice_from(line, colon + 1)) : SLICE("");
    *ret_member = (struct member){key, value_of_text(arena_copy(arena, value))};
    return true;
}

static void keep(struct value *object, struct member *members,
                 struct member member)
{
    size_t i = 0;
    while (i < object->size && !slice_equal(members[i].key, member.key))
        i++;
    members[i] = member;
    object->size += i == object->size ? 1 : 0;
}

struct value org_parse(struct slice text, struct arena *arena)
{
    struct member *members =
        arena_alloc(arena, ORG_MAX_SETTINGS, sizeof *members);
    struct value object = {.kind = VALUE_OBJECT, .as.members = members};
    struct slice line;
    struct member member;
    uint32_t number = 1;
    text = slice_trim(utf8_skip_mark(text));
    for (; object.size < ORG_MAX_SETTINGS && slice_cut(&text, '\n', &line) &&
           read_line(slice_trim(line), arena, &member);
         number++) {
        member.value.line = number;
        member.value.column = 1;
        keep(&object, members, member);
    }
    return object;
}
