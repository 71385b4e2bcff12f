void map_add(int value);
void take(void (*map_find)(int value));
