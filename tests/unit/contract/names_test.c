/* names_test.c - collections and blocks have names, and no two the same. */
#include "test.h"

#include "base/ascii.h"
#include "content.h"
#include "contract/names.h"

extern const unsigned char queries_bytes[]; /* made from queries.d.ts */
extern const size_t queries_size;

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

/* Fails unless a block named like that gets another name. */
static void assert_reserved(struct slice name)
{
    struct slice text =
        arena_printf(&arena, "---\nb: [{type: %.*s}]\n---\nx", SLICE_FMT(name));
    const struct file files[] = {{"posts/a.md", text.data}};
    struct snapshot *snapshot = SITE(files);
    struct names_of_types names;
    names_make(snapshot_types(snapshot, TYPES_SHOWN), NULL, &arena, &names);
    assert_int_equal(names.block_count, 1);
    if (slice_equal(names.blocks[0].name, name))
        fail_msg("%.*s", SLICE_FMT(name));
    snapshot_unref(snapshot);
}

/* They would be declared twice in /types.d.ts, and in another meaning. */
static void none_has_that_of_a_type_of_queries(void **state)
{
    (void)state;
    static const char *const starts[] = {"type ", "interface "};
    struct slice rest = {(const char *)queries_bytes, queries_size};
    size_t count = 0;
    while (rest.size > 0) {
        size_t end = slice_find_char(rest, 0, '\n');
        struct slice line = slice_sub(rest, 0, end);
        rest = slice_from(rest, end < rest.size ? end + 1 : end);
        if (slice_starts(line, "export "))
            line = slice_from(line, strlen("export "));
        for (size_t i = 0; i < ARRAY_COUNT(starts); i++) {
            size_t size = 0, from = strlen(starts[i]);
            if (!slice_starts(line, starts[i]))
                continue;
            while (from + size < line.size &&
                   ascii_is_letter_or_digit(line.data[from + size]))
                size++;
            assert_reserved(slice_sub(line, from, from + size));
            count++;
        }
    }
    assert_true(count > 10);
}

static void none_has_that_of_a_type_of_the_language(void **state)
{
    (void)state;
    static const char *const names[] = {"Record", "Promise", "Response"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        assert_reserved(slice_of(names[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(collections_are_named_in_the_singular_and_plural),
        cmocka_unit_test(no_two_have_one_name),
        cmocka_unit_test(none_has_that_of_a_type_of_queries),
        cmocka_unit_test(none_has_that_of_a_type_of_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
