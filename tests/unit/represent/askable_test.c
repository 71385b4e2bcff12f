/* askable_test.c - whatever a document shows can be asked for by its name, and
 * has a value there where it shows one. */
#include "test.h"

#include "content.h"
#include "document/data.h"
#include "index/schema.h"
#include "represent/resource.h"

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: A\ndate: 2024-01-01\nupdated: 2024-01-02\n"
                   "author: Ana\ntags: x\ncategories: y\nown: 1\n---\nBody\n"},
    {"data/b.json", "{\"title\": 1, \"own\": {\"x\": 2}}"},
    {"data/c.json", "[1]"},
};

static struct snapshot *snapshot;

static int build(void **state)
{
    (void)state;
    snapshot = SITE(files);
    resource_prepare(snapshot, NULL, 0);
    return 0;
}

static int release(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    return 0;
}

struct seen {
    struct slice key;
    bool has_value;
};

static bool see(void *context, const struct datum *datum)
{
    (void)datum;
    ((struct seen *)context)->has_value = true;
    return true;
}

static bool is_value(const struct value *value)
{
    return value->kind != VALUE_NULL &&
           (value->kind != VALUE_ARRAY || value->size > 0);
}

static void check_entry(const struct entry *entry)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct value root;
    assert_true(
        data_parse(entry->fragments->list, &arena, &diagnostics, &root));
    assert_true(root.size > 3);
    for (size_t i = 0; i < root.size; i++) {
        const struct member *member = &root.as.members[i];
        struct field_path path;
        struct slice nearest;
        struct seen seen = {.key = member->key};
        if (!schema_find(snapshot_schema(snapshot, entry->collection),
                         member->key, &arena, &path, &nearest))
            fail_msg("%.*s shows '%.*s', which cannot be asked for",
                     SLICE_FMT(entry->id), SLICE_FMT(member->key));
        (void)entry_any_datum(entry, &path, see, &seen);
        if (seen.has_value != is_value(&member->value))
            fail_msg("%.*s shows '%.*s' otherwise than it is asked for",
                     SLICE_FMT(entry->id), SLICE_FMT(member->key));
    }
    arena_release(&arena);
}

static void every_member_of_the_list_form_can_be_asked_for(void **state)
{
    (void)state;
    size_t checked = 0;
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct list *list = &snapshot->collections[c]->by[ORDER_DEFAULT];
        for (size_t i = 0; i < list->count; i++, checked++)
            check_entry(list->items[i]);
    }
    assert_int_equal(checked, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_of_the_list_form_can_be_asked_for),
    };
    return cmocka_run_group_tests(tests, build, release);
}
