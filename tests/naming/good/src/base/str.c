/* map_add() is named in a comment only. */
#include "base/map.h"

static int helper(struct map *map)
{
    int map_add = map->count;
    return map_add;
}

int length(struct slice *slice)
{
    return helper((struct map *)slice) + slice->map_add;
}
