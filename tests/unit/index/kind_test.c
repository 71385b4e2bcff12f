/* kind_test.c - what an entry is, and what there is in a collection. */
#include "test.h"

#include "content.h"
#include "index/kind.h"

static const struct file files[] = {
    {"posts/a.md", "---\nauthor: [Bo, Cy]\ntags: x\n---\n"},
    {"authors/bo.md", "---\nname: Bo\n---\n"},
    {"data/nav.json", "{}"},
    {"mixed/a.md", "x"},
    {"mixed/b.json", "{}"},
    {"mixed/c.md", "---\nhidden: true\n---\n"},
};

static struct snapshot *snapshot;

static int build(void **state)
{
    (void)state;
    snapshot = SITE(files);
    return 0;
}

static int release(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    return 0;
}

static unsigned kinds_in(const char *collection)
{
    return snapshot_find_collection(snapshot, slice_of(collection))->kinds;
}

static void an_entry_is_what_its_file_and_its_collection_make_it(void **state)
{
    (void)state;
    assert_int_equal(entry_kinds(entry_of(snapshot, "posts", "a")),
                     KIND_FILE | KIND_DOCUMENT);
    assert_int_equal(entry_kinds(entry_of(snapshot, "authors", "bo")),
                     KIND_FILE | KIND_DOCUMENT | KIND_PERSON);
    assert_int_equal(entry_kinds(entry_of(snapshot, "authors", "cy")),
                     KIND_PERSON);
    assert_int_equal(entry_kinds(entry_of(snapshot, "tags", "x")), KIND_TERM);
    assert_int_equal(entry_kinds(entry_of(snapshot, "data", "nav")),
                     KIND_FILE | KIND_DATA);
}

static void a_collection_has_the_kinds_of_all_its_entries(void **state)
{
    (void)state;
    assert_int_equal(kinds_in("posts"), KIND_FILE | KIND_DOCUMENT);
    assert_int_equal(kinds_in("mixed"), KIND_FILE | KIND_DOCUMENT | KIND_DATA);
    assert_int_equal(kinds_in("authors"),
                     KIND_FILE | KIND_DOCUMENT | KIND_PERSON);
    assert_int_equal(kinds_in("tags"), KIND_TERM);
    assert_int_equal(snapshot->kinds,
                     KIND_FILE | KIND_DOCUMENT | KIND_DATA | KIND_PERSON);
}

static void an_empty_one_those_that_it_could_have(void **state)
{
    (void)state;
    assert_int_equal(kinds_in("categories"), KIND_TERM);
    assert_int_equal(kinds_in("pages"), KIND_FILE | KIND_DOCUMENT | KIND_DATA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_is_what_its_file_and_its_collection_make_it),
        cmocka_unit_test(a_collection_has_the_kinds_of_all_its_entries),
        cmocka_unit_test(an_empty_one_those_that_it_could_have),
    };
    return cmocka_run_group_tests(tests, build, release);
}
