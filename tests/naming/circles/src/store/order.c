void order_one(void)
{
}

void order_all(void (*visit)(void))
{
    visit();
}

void order_first(void)
{
    order_all(index_build);
}
