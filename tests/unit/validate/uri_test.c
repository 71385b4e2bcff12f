/* uri_test.c - the examples of RFC 3986, 5.4, and files in a folder. */
#include "test.h"

#include "validate/uri.h"

static void references_resolve_as_the_rfc_says(void **state)
{
    (void)state;
    static const char base[] = "http://a/b/c/d;p?q";
    static const struct {
        const char *base, *reference, *uri;
    } cases[] = {
        {base, "g:h", "g:h"},
        {base, "g", "http://a/b/c/g"},
        {base, "./g", "http://a/b/c/g"},
        {base, "g/", "http://a/b/c/g/"},
        {base, "/g", "http://a/g"},
        {base, "//g", "http://g"},
        {base, "?y", "http://a/b/c/d;p?y"},
        {base, "g?y", "http://a/b/c/g?y"},
        {base, "#s", "http://a/b/c/d;p?q"},
        {base, "", "http://a/b/c/d;p?q"},
        {base, ".", "http://a/b/c/"},
        {base, "..", "http://a/b/"},
        {base, "../g", "http://a/b/g"},
        {base, "../..", "http://a/"},
        {base, "../../../g", "http://a/g"},
        {base, "/./g", "http://a/g"},
        {base, "g;x=1/../y", "http://a/b/c/y"},
        {"http://a", "g", "http://a/g"},
        {"/posts.json", "parts/seo.json", "/parts/seo.json"},
        {"/parts/seo.json", "../a.json#/x", "/a.json"},
        {"/a.json", "../../../../etc/passwd", "/etc/passwd"},
        {"urn:x:y", "#z", "urn:x:y"},
        {"/a.json", "urn:x:y#z", "urn:x:y"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_slice_is(uri_resolve(slice_of(cases[i].base),
                                    slice_of(cases[i].reference), &arena),
                        cases[i].uri);
    assert_slice_is(uri_fragment(SLICE("a#/b%25c~1"), &arena), "/b%c~1");
    assert_slice_is(uri_fragment(SLICE("a#"), &arena), "");
    assert_null(uri_fragment(SLICE("a"), &arena).data);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_resolve_as_the_rfc_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
