/* struct place { is only a comment */
union kind {
    int a;
};
struct local {
    int a;
};
