void map_add(int value);
int map_find(
    int value)
    __attribute__((warn_unused_result));
static inline int size_of(int value)
{
    return value;
}
