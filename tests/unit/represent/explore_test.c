/* explore_test.c - the page for browsers, and what it may do. */
#include "test.h"

#include "content.h"
#include "represent/explore.h"

static const struct file files[] = {{"posts/a.md", "---\ntitle: A\n---\n"}};

static void the_page_is_whole(void **state)
{
    (void)state;
    struct slice page = explore_page();
    assert_true(slice_starts(page, "<!doctype html>\n"));
    assert_true(slice_ends(page, "</html>\n"));
    assert_true(slice_find(page, 0, SLICE("<style></style>")) == page.size);
    assert_true(slice_find(page, 0, SLICE("\nimport ")) == page.size);
    assert_true(slice_find(page, 0, SLICE("\nexport ")) == page.size);
}

/* What the policy lets images come from beside the server. */
static void images_come_from_the_site(void **state)
{
    (void)state;
    static const struct {
        const char *public_url;
        const char *end;
    } cases[] = {
        {"", "; img-src 'self' data:"},
        {"https://example.org", "; img-src 'self' data: https://example.org"},
        {"http://example.org:8080/a/b?c",
         "; img-src 'self' data: http://example.org:8080"},
        {"https://[::1]/", "; img-src 'self' data: https://[::1]"},
        {"https://a.example; script-src *", "; img-src 'self' data:"},
        {"https://a.example 'unsafe-inline'/", "; img-src 'self' data:"},
        {"javascript://a", "; img-src 'self' data:"},
        {"https://", "; img-src 'self' data:"},
        {"example.org", "; img-src 'self' data:"},
    };
    struct arena arena = {0};
    struct snapshot *snapshot = SITE(files);
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        snapshot->site.public_url = slice_of(cases[i].public_url);
        struct slice policy = explore_security(snapshot, &arena);
        assert_true(slice_starts(policy, "default-src 'none'; script-src "));
        if (!slice_ends(policy, cases[i].end))
            fail_msg("%s: %.*s", cases[i].public_url, SLICE_FMT(policy));
    }
    snapshot_unref(snapshot);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_is_whole),
        cmocka_unit_test(images_come_from_the_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
