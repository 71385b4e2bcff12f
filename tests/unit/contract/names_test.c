/* names_test.c - collections and blocks have names, and no two the same. */
#include "test.h"

#include "content.h"
#include "contract/names.h"

static struct arena arena;

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void collections_are_named_in_the_singular_and_plural(void **state)
{
    (void)state;
    static const struct {
        const char *path, *item, *plural;
    } rows[] = {
        {"posts/a.md", "Post", "Posts"},
        {"case-studies/a.md", "CaseStudy", "CaseStudies"},
        {"series/a.md", "Series", "Series"},
        {"boxes/a.md", "Box", "Boxes"},
        {"releases/a.md", "Release", "Releases"},
        {"classes/a.md", "Class", "Classes"},
        {"glass/a.md", "Glass", "Glass"},
        {"2024/a.md", "N2024", "N2024"},
        {"til/a.md", "Til", "Til"},
    };
    struct file files[ARRAY_COUNT(rows)];
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++)
        files[i] = (struct file){rows[i].path, "x"};
    struct snapshot *snapshot = SITE(files);
    struct names_of_types names;
    names_make(snapshot_types(snapshot, TYPES_SHOWN), NULL, &arena, &names);
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct slice path = slice_of(rows[i].path);
        const struct collection_names *of = names_find(
            &names, slice_sub(path, 0, slice_find_char(path, 0, '/')));
        if (of == NULL)
            fail_msg("%s", rows[i].path);
        assert_slice_is(of->item, rows[i].item);
        assert_slice_is(of->plural, rows[i].plural);
    }
    assert_null(names_find(&names, SLICE("nothing")));
    snapshot_unref(snapshot);
}

static void no_two_have_one_name(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"items/a.md", "---\nb: [{type: Item}, {type: item}, {type: post}]\n"
                       "---\nx"},
        {"posts/a.md", "x"},
        {"post/a.md", "x"},
        {"новости/a.md", "x"},
        {"статьи/a.md", "x"},
    };
    const struct member taken[] = {{SLICE("Item"), {.kind = VALUE_NULL}}};
    const struct value by_hand = {
        .kind = VALUE_OBJECT, .as.members = taken, .size = 1};
    struct snapshot *snapshot = SITE(files);
    struct names_of_types names;
    struct map seen = {0};
    names_make(snapshot_types(snapshot, TYPES_SHOWN), &by_hand, &arena, &names);
    map_put(&seen, SLICE("Item"), &seen);
    for (size_t i = 0; i < names.collection_count; i++) {
        assert_true(names.collections[i].item.size > 0);
        assert_null(map_put(&seen, names.collections[i].item, &seen));
    }
    for (size_t i = 0; i < names.block_count; i++)
        assert_null(map_put(&seen, names.blocks[i].name, &seen));
    assert_int_equal(names.block_count, 3);
    map_release(&seen);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(collections_are_named_in_the_singular_and_plural),
        cmocka_unit_test(no_two_have_one_name),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
