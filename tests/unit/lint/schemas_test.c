/* schemas_test.c - more fields than queries know are said once. */
#include "test.h"

#include "content.h"
#include "index/schema.h"

#define DOCUMENTS 4

static void too_many_fields_are_one_notice_of_a_collection(void **state)
{
    (void)state;
    struct str texts[DOCUMENTS] = {0};
    char paths[DOCUMENTS][32];
    struct file files[DOCUMENTS];
    for (int i = 0; i < DOCUMENTS; i++) {
        str_append_text(&texts[i], "---\n");
        for (int key = 0; key < SCHEMA_MAX_FIELDS / 2; key++)
            str_appendf(&texts[i], "id%dx%d: 1\n", i, key);
        str_append_text(&texts[i], "---\n");
        (void)snprintf(paths[i], sizeof paths[i], "posts/p%d.md", i);
        files[i] = (struct file){paths[i], texts[i].data};
    }
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_TOO_MANY_FIELDS, NULL,
                       "the documents of posts have more than 4096 different "
                       "fields"),
        1);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_KEY_MISSPELT, NULL, NULL), 0);
    snapshot_unref(snapshot);
    for (int i = 0; i < DOCUMENTS; i++)
        str_release(&texts[i]);
}

static void a_usual_site_has_none(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ntitle: A\nrating: 1\n---\n"},
        {"data/b.json", "{\"a\": {\"b\": 1}}"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_TOO_MANY_FIELDS, NULL, NULL), 0);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(too_many_fields_are_one_notice_of_a_collection),
        cmocka_unit_test(a_usual_site_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
