struct map {
    int count;
};
struct local {
    int b;
};
static struct map last = {0};
