#include "base/str.h"
struct map {
    int count;
};
void map_add(struct map *map);
