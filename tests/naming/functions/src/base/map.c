static int shared(int value)
{
    return value;
}

void map_add(int value)
{
    shared(value);
}

int map_find(int value)
{
    return shared(value);
}
