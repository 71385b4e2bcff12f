/* publication_keys_test.c - which keys are taken for one that keeps a document
 * back. */
#include "test.h"

#include "document/publication_keys.h"

static void assert_found(const char *key, const char *name, bool is_typo)
{
    bool found_typo;
    const struct publication_key *found =
        publication_key_find(slice_of(key), &found_typo);
    if (name == NULL) {
        if (found != NULL)
            fail_msg("%s was taken for %s", key, found->name);
        return;
    }
    if (found == NULL || strcmp(found->name, name) != 0)
        fail_msg("%s was not taken for %s", key, name);
    assert_int_equal(found_typo, is_typo);
}

static void case_separators_and_invisible_characters_do_not_count(void **state)
{
    (void)state;
    assert_found("draft", "draft", false);
    assert_found("DRAFT", "draft", false);
    assert_found("\xE2\x80\x8B"
                 "draft",
                 "draft", false);
    assert_found("\xC2\xA0"
                 "Draft ",
                 "draft", false);
    assert_found("is-draft", "isDraft", false);
    assert_found("Published", "published", false);
    assert_found("PUBLISH-DATE", "publishDate", false);
    assert_found("publish_date", "publishDate", false);
    assert_found("publishedAt", "published_at", false);
    assert_found("expiry_date", "expiryDate", false);
    assert_found("unpublishdate", "unpublishDate", false);
}

static void a_typo_is_one_edit(void **state)
{
    (void)state;
    assert_found("drfat", "draft", true);
    assert_found("draf", "draft", true);
    assert_found("drafts", "draft", true);
    assert_found("dr\xD0\xB0"
                 "ft",
                 "draft", true); /* a Cyrillic a */
    assert_found("publised", "published", true);
    assert_found("publishDte", "publishDate", true);
    assert_found("expriyDate", "expiryDate", true);
    assert_found("statuss", "status", true);
    assert_found("daft punk", NULL, false);
}

static void other_words_mean_something_else(void **state)
{
    (void)state;
    static const char *const words[] = {
        "title",
        "craft",
        "drift",
        "publisher",
        "stats",
        "update",
        "data",
        "hidden",
        "\xD0\xB4",
        "",
        "d",
        "dateline",
        "privacy_policy_of_the_publishing_house",
    };
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        assert_found(words[i], NULL, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_separators_and_invisible_characters_do_not_count),
        cmocka_unit_test(a_typo_is_one_edit),
        cmocka_unit_test(other_words_mean_something_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
