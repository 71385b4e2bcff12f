void index_build(void)
{
    order_one();
}
