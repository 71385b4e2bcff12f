/* leads_test.c - addresses with a query, written as those of files. */
#include "test.h"

#include "query/leads.h"

static struct arena arena;

static void check(const char *asked, const char *ending, const char *wanted)
{
    struct leads leads = {.arena = &arena};
    struct str href = {0};
    str_append_text(&href, asked);
    leads_settle(&leads, ending, &href);
    assert_string_equal(href.data, wanted);
    assert_int_equal(leads.count, strchr(asked, '?') != NULL ? 1 : 0);
    if (leads.count > 0)
        assert_true(slice_is(leads.items[0], asked));
    str_release(&href);
}

static void a_query_becomes_a_part_of_the_name(void **state)
{
    (void)state;
    check("/posts?page=2", ".json", "/posts@page=2.json");
    check("/a/b/posts.rss?page=2", ".rss", "/a/b/posts.rss@page=2.rss");
    check("/posts?tags=caf%C3%A9&q=a?b", ".json",
          "/posts@tags=caf%25C3%25A9&q=a%3Fb.json");
}

static void an_address_without_one_stays(void **state)
{
    (void)state;
    check("/posts", ".json", "/posts");
}

static void without_leads_every_address_stays(void **state)
{
    (void)state;
    struct str href = {0};
    str_append_text(&href, "/posts?page=2");
    leads_settle(NULL, ".json", &href);
    assert_string_equal(href.data, "/posts?page=2");
    str_release(&href);
}

static void a_form_ends_as_its_path_does(void **state)
{
    (void)state;
    assert_string_equal(leads_ending(true, SLICE("/posts.rss")), ".rss");
    assert_string_equal(leads_ending(true, SLICE("/feed.json")), ".json");
    assert_string_equal(leads_ending(false, SLICE("/tags/v1.0")), ".json");
    assert_string_equal(leads_ending(true, SLICE("/v1.0/posts")), ".json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_query_becomes_a_part_of_the_name),
        cmocka_unit_test(an_address_without_one_stays),
        cmocka_unit_test(without_leads_every_address_stays),
        cmocka_unit_test(a_form_ends_as_its_path_does),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
