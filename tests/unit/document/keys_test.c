/* keys_test.c - which words are keys, and which were meant to be. */
#include "test.h"

#include "document/keys.h"

static void assert_meant(const char *key, const char *expected)
{
    const char *meant = key_meant(slice_of(key));
    if (expected == NULL && meant != NULL)
        fail_msg("%s was taken for %s", key, meant);
    if (expected != NULL && meant == NULL)
        fail_msg("%s was not taken for %s", key, expected);
    if (expected != NULL)
        assert_string_equal(meant, expected);
}

static void every_name_of_every_field_is_known(void **state)
{
    (void)state;
    static const char *const known[] = {
        "title",      "slug",    "draft",   "isDraft",
        "published",  "pubDate", "lastmod", "publish_at",
        "expires_at", "summary", "authors", "topics",
        "category",   "type",    "hidden",  "reading_time",
    };
    for (size_t i = 0; i < ARRAY_COUNT(known); i++) {
        assert_true(key_is_known(slice_of(known[i])));
        assert_meant(known[i], NULL);
    }
    assert_false(key_is_known(SLICE("rating")));
    assert_false(key_is_known(SLICE("Title")));
    assert_false(key_is_known(SLICE("")));
}

static void a_typo_is_one_edit_away(void **state)
{
    (void)state;
    assert_meant("tittle", "title");
    assert_meant("titel", "title");
    assert_meant("dscription", "description");
    assert_meant("catgories", "categories");
    assert_meant("pubDte", "pubDate");
    assert_meant("pubDatetim", "pubDatetime");
    assert_meant("darft", "draft");
    assert_meant("daet", "date");
    assert_meant("dte", "date");
    assert_meant("dscripton", NULL);
    assert_meant("rating", NULL);
}

static void case_matters_and_is_told(void **state)
{
    (void)state;
    assert_meant("Title", "title");
    assert_meant("TAGS", "tags");
    assert_meant("isdraft", "isDraft");
}

static void other_words_are_not_typos(void **state)
{
    (void)state;
    static const char *const words[] = {
        "data",  "dates",   "rate",    "tabs",   "plug",  "typo",
        "topic", "keyword", "update",  "stats",  "slugs", "drafts",
        "",      "d",       "layouts", "titles",
    };
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        assert_meant(words[i], NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_of_every_field_is_known),
        cmocka_unit_test(a_typo_is_one_edit_away),
        cmocka_unit_test(case_matters_and_is_told),
        cmocka_unit_test(other_words_are_not_typos),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
