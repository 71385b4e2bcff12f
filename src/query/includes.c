/* includes.c - the names of `include`.
 *
 * A row for each member that is shown only on request and for each relation,
 * with the kinds of entries that can have it: a name that no entry of a
 * collection can have is refused there, rather than ignored. How each is
 * written is for represent to know, in members.c. */
#include "query/includes.h"

#include "base/array.h"

/* In the order of the bits of enum include. Sections are in front matter, or in
 * the mapping that stands for a person. */
static const struct {
    const char *name;
    unsigned kinds;
} includes[] = {
    {"html", KIND_DOCUMENT},     {"toc", KIND_DOCUMENT},
    {"markdown", KIND_DOCUMENT}, {"text", KIND_DOCUMENT},
    {"front_matter", KIND_FILE}, {"sections", KIND_FILE | KIND_PERSON},
};

/* Links lead to files, so an entry that is a mere name has no backlinks. */
static const struct {
    const char *name;
    unsigned kinds;
    const char *target; /* a collection; "" its own; NULL for any */
} relations[RELATION_COUNT] = {
    [RELATION_AUTHOR] = {"author", KIND_DOCUMENT, "authors"},
    [RELATION_AUTHORS] = {"authors", KIND_DOCUMENT, "authors"},
    [RELATION_TAGS] = {"tags", KIND_DOCUMENT, "tags"},
    [RELATION_CATEGORIES] = {"categories", KIND_DOCUMENT, "categories"},
    [RELATION_PREVIOUS] = {"previous", KIND_ANY, ""},
    [RELATION_NEXT] = {"next", KIND_ANY, ""},
    [RELATION_RELATED] = {"related", KIND_DOCUMENT, NULL},
    [RELATION_BACKLINKS] = {"backlinks", KIND_FILE, NULL},
    [RELATION_POSTS] = {"posts", KIND_NAMED, "posts"},
};

const char *query_include_name(unsigned bit)
{
    return bit < ARRAY_COUNT(includes) ? includes[bit].name : NULL;
}

const char *query_relation_name(unsigned relation)
{
    return relation < RELATION_COUNT ? relations[relation].name : NULL;
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
    while (r < RELATION_COUNT && !slice_is(name, relations[r].name))
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
    return (includes[bit].kinds & kinds) != 0;
}

bool relation_exists(enum relation relation, unsigned kinds)
{
    return (relations[relation].kinds & kinds) != 0;
}

bool relation_is_everywhere(enum relation relation, unsigned kinds)
{
    const unsigned each = KIND_DOCUMENT | KIND_DATA | KIND_NAMED;
    return (kinds & each & ~relations[relation].kinds) == 0;
}

const struct collection *relation_target(enum relation relation,
                                         const struct snapshot *snapshot,
                                         const struct collection *from)
{
    const char *target = relations[relation].target;
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
    for (unsigned i = 0; i < ARRAY_COUNT(includes); i++) {
        if (include_exists(i, kinds))
            all = joined(all, includes[i].name, arena);
    }
    for (unsigned i = 0; i < RELATION_COUNT; i++) {
        if (relation_exists(i, kinds))
            all = joined(all, relations[i].name, arena);
    }
    return relation_exists(RELATION_AUTHOR, kinds) ? joined(all, "or *", arena)
                                                   : all;
}
