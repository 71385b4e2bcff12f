/* includes.c - the names of `include`.
 *
 * A row for each member that is shown only on request and for each relation,
 * with the kinds of entries that can have it: a name that no entry of a
 * collection can have is refused there, rather than ignored. Those that can
 * also be queried are rows of the table of computed members. How each is
 * written is for represent to know, in members.c. */
#include "query/includes.h"

#include "base/array.h"
#include "index/computed.h"

struct includable {
    const char *name;
    unsigned kinds;
    const char *target; /* a collection; "" the same one, NULL any */
};

#define COMPUTED(id)                                                           \
    {                                                                          \
        id,                                                                    \
        {                                                                      \
            NULL, 0, NULL                                                      \
        }                                                                      \
    }

/* In the order of the bits of enum include. Those that are not computed have a
 * row of their own: sections are in front matter, or in the mapping that stands
 * for a person, and images, too, have no name that front matter could not use.
 */
static const struct {
    enum computed_id id; /* COMPUTED_COUNT: */
    struct includable own;
} members[] = {
    COMPUTED(COMPUTED_HTML),
    COMPUTED(COMPUTED_TOC),
    COMPUTED(COMPUTED_MARKDOWN),
    COMPUTED(COMPUTED_TEXT),
    COMPUTED(COMPUTED_MDAST),
    {COMPUTED_COUNT, {"mdast.position", KIND_DOCUMENT, NULL}},
    COMPUTED(COMPUTED_FRONT_MATTER),
    COMPUTED(COMPUTED_POST_COUNT),
    {COMPUTED_COUNT, {"sections", KIND_FILE | KIND_PERSON, NULL}},
    COMPUTED(COMPUTED_CHUNKS),
    {COMPUTED_COUNT, {"images", KIND_FILE, NULL}},
    {COMPUTED_COUNT, {"front_matter_html", KIND_FILE | KIND_PERSON, NULL}},
};

#define MEMBER_COUNT ARRAY_COUNT(members)

static const enum computed_id direct_relations[RELATION_DIRECT_COUNT] = {
    [RELATION_AUTHOR] = COMPUTED_AUTHOR,
    [RELATION_AUTHORS] = COMPUTED_AUTHORS,
    [RELATION_TAGS] = COMPUTED_TAGS,
    [RELATION_CATEGORIES] = COMPUTED_CATEGORIES,
};

/* Links lead to files, so an entry that is a mere name has no backlinks. */
static const struct includable other_relations[RELATION_COUNT] = {
    [RELATION_PREVIOUS] = {"previous", KIND_ANY, ""},
    [RELATION_NEXT] = {"next", KIND_ANY, ""},
    [RELATION_RELATED] = {"related", KIND_DOCUMENT, NULL},
    [RELATION_BACKLINKS] = {"backlinks", KIND_FILE, NULL},
    [RELATION_POSTS] = {"posts", KIND_NAMED, "posts"},
};

static struct includable includable_of(enum computed_id id)
{
    const struct computed *row = &computed_fields[id];
    return (struct includable){row->name, row->kinds, row->target};
}

static struct includable member_at(unsigned bit)
{
    return members[bit].id < COMPUTED_COUNT ? includable_of(members[bit].id)
                                            : members[bit].own;
}

static struct includable relation_at(unsigned relation)
{
    return relation < RELATION_DIRECT_COUNT
               ? includable_of(direct_relations[relation])
               : other_relations[relation];
}

const char *query_include_name(unsigned bit)
{
    return bit < MEMBER_COUNT ? member_at(bit).name : NULL;
}

const char *query_relation_name(unsigned relation)
{
    return relation < RELATION_COUNT ? relation_at(relation).name : NULL;
}

bool include_tree_is_empty(const struct include_tree *tree)
{
    for (unsigned i = 0; tree != NULL && i < RELATION_COUNT; i++) {
        if (tree->of[i] != NULL)
            return false;
    }
    return tree == NULL || tree->members == 0;
}

enum relation relation_find(struct slice name)
{
    unsigned r = 0;
    while (r < RELATION_COUNT && !slice_is(name, relation_at(r).name))
        r++;
    return (enum relation)r;
}

unsigned kinds_in(const struct snapshot *snapshot,
                  const struct collection *collection)
{
    return collection != NULL ? collection->kinds : snapshot->kinds;
}

bool include_exists(unsigned bit, unsigned kinds)
{
    return (member_at(bit).kinds & kinds) != 0;
}

bool relation_exists(enum relation relation, unsigned kinds)
{
    return (relation_at(relation).kinds & kinds) != 0;
}

bool relation_is_everywhere(enum relation relation, unsigned kinds)
{
    const unsigned each = KIND_DOCUMENT | KIND_DATA | KIND_NAMED;
    return (kinds & each & ~relation_at(relation).kinds) == 0;
}

const struct collection *relation_target(enum relation relation,
                                         const struct snapshot *snapshot,
                                         const struct collection *from)
{
    const char *target = relation_at(relation).target;
    if (target == NULL || target[0] == '\0')
        return target != NULL ? from : NULL;
    return snapshot_find_collection(snapshot, slice_of(target));
}

static struct slice joined(struct slice names, const char *name,
                           struct arena *arena)
{
    return arena_printf(arena, "%.*s%s%s", SLICE_FMT(names),
                        names.size > 0 ? ", " : "", name);
}

struct slice include_names(unsigned kinds, struct arena *arena)
{
    struct slice all = SLICE("");
    for (unsigned i = 0; i < MEMBER_COUNT; i++) {
        if (include_exists(i, kinds))
            all = joined(all, member_at(i).name, arena);
    }
    for (unsigned i = 0; i < RELATION_COUNT; i++) {
        if (relation_exists(i, kinds))
            all = joined(all, relation_at(i).name, arena);
    }
    return relation_exists(RELATION_AUTHOR, kinds) ? joined(all, "or *", arena)
                                                   : all;
}
