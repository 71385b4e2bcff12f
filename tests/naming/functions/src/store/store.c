static int shared(int value)
{
    return value;
}

static int
map_find(int value)
{
    int take = shared(value); /* a variable is no function */
    return take;
}
