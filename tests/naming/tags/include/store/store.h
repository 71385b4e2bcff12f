struct map *map_of(struct place place);
struct place {
    int column;
};
