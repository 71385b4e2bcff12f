/* key_reading.c - renames the keys that a generator reads as others.
 *
 * Most documents have no such key, and then nothing is copied. */
#include "layout/key_reading.h"

#include <string.h>

bool key_is_read(const struct key_name *names, struct slice key)
{
    while (names != NULL && names->key != NULL &&
           !slice_equal_nocase(key, slice_of(names->key)))
        names++;
    return names != NULL && names->key != NULL;
}

/* Returns the name that the key means to the generator; NULL if that is the
 * key itself. */
static const char *find_name(const struct key_name *names,
                             const struct value *root, struct slice key)
{
    while (names->key != NULL && !slice_equal_nocase(key, slice_of(names->key)))
        names++;
    return names->key != NULL && value_find(root, names->means) == NULL
               ? names->means
               : NULL;
}

static struct member *copy_members(const struct value *root,
                                   struct arena *arena)
{
    struct member *members = arena_alloc(arena, root->size, sizeof *members);
    memcpy(members, root->as.members, root->size * sizeof *members);
    return members;
}

struct value keys_read(const struct key_name *names, const struct value *root,
                       struct arena *arena)
{
    struct value read = *root;
    struct member *members = NULL;
    for (size_t i = 0; names != NULL && value_is_object(root) && i < root->size;
         i++) {
        const char *name = find_name(names, &read, root->as.members[i].key);
        if (name == NULL)
            continue;
        if (members == NULL)
            members = copy_members(root, arena);
        members[i].key = slice_of(name);
        read.as.members = members;
    }
    return read;
}
