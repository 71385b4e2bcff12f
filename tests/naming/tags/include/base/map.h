struct map;
struct place {
    int line;
};
enum kind { FIRST, SECOND };
