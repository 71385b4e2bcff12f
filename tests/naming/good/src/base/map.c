#define TWICE(x) \
    {            \
        x;       \
        x;       \
    }

static int helper(char text[static 4])
{
    return text[0] == '{' || text[0] == '"';
}

void map_add(struct map *map)
{
    map->count += length(0) + helper("map_add(\"{");
    map->length = 0;
}
