/* delta_test.c - what is kept as a delta is read as it was. */
#include "test.h"

#include "base/array.h"
#include "base/delta.h"

#define ROUNDS 2000

static struct slice read_in_parts(const struct delta *delta, size_t max_bytes,
                                  struct arena *arena)
{
    struct delta_reader reader = delta_read(delta);
    struct str out = {0};
    struct slice part;
    while ((part = delta_next(&reader, max_bytes)).size > 0) {
        assert_true(part.size <= max_bytes);
        str_append(&out, part);
    }
    struct slice string = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return string;
}

/* Returns how many bytes of its own the delta takes. */
static size_t check(struct slice base, struct slice string)
{
    static struct delta_base looked_at;
    struct arena arena = {0};
    struct str out = {0};
    delta_base_init(&looked_at, base);
    const struct delta delta = delta_make(&looked_at, string, &arena);
    const struct delta again = delta_make(&looked_at, string, &arena);

    delta_append(&out, &delta);
    assert_true(slice_equal(str_slice(&out), string));
    assert_true(slice_equal(delta_string(&delta, &arena), string));
    assert_true(slice_equal(delta_string(&again, &arena), string));
    assert_true(slice_equal(read_in_parts(&delta, 1, &arena), string));
    assert_true(slice_equal(read_in_parts(&delta, 5, &arena), string));
    size_t size = delta_is_whole(&delta) ? string.size : delta.edits.size;
    str_release(&out);
    arena_release(&arena);
    return size;
}

static void markup_is_all_that_is_kept(void **state)
{
    (void)state;
    struct slice body = SLICE("# A heading\n\nSome *emphasised* words of a "
                              "[link to a page](https://example.org/page), "
                              "and [another one](b.md).\n");
    assert_true(check(body, SLICE("A heading\n\nSome emphasised words of a "
                                  "link to a page, and another one.")) < 40);
    assert_true(
        check(body,
              SLICE("<h1>A heading</h1>\\n<p>Some <em>emphasised</em> words of "
                    "a <a href=\\\"https://example.org/page\\\">link to a page"
                    "</a>, and <a href=\\\"b.md\\\">another one</a>.</p>\\n")) <
        130);
}

static void markup_that_is_there_again_is_kept_once(void **state)
{
    (void)state;
    struct str body = {0}, html = {0};
    for (unsigned i = 0; i < 100; i++) {
        str_appendf(&body, "- item number %u of a list\n", i);
        str_appendf(&html, "<li>item number %u of a list</li>\n", i);
    }
    assert_true(check(str_slice(&body), str_slice(&html)) < 100 * 12);
    str_release(&body);
    str_release(&html);
}

static void strings_without_anything_in_common_are_kept_whole(void **state)
{
    (void)state;
    assert_int_equal(check(SLICE("abcdefghijkl"), SLICE("mnopqrstuvw")), 11);
    assert_int_equal(check(SLICE(""), SLICE("a")), 1);
    assert_int_equal(check(SLICE_NONE, SLICE("")), 0);
    assert_int_equal(check(SLICE("abcdefghijkl"), SLICE("")), 0);
    assert_int_equal(check(SLICE("abcd"), SLICE("abcd")), 4);
}

static void large_strings_are_kept_whole(void **state)
{
    (void)state;
    struct str text = {0};
    for (unsigned i = 0; text.size < DELTA_MAX_BYTES - 20; i++)
        str_appendf(&text, "%u word ", i);
    assert_true(check(str_slice(&text), str_slice(&text)) < 20);
    str_append_repeat(&text, 'a', DELTA_MAX_BYTES - text.size + 1);
    assert_int_equal(check(str_slice(&text), str_slice(&text)), text.size);
    assert_int_equal(check(str_slice(&text), SLICE("0 word 1 word")), 13);
    str_release(&text);
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Of few letters, so that the same bytes are in many places. */
static void append_random(struct str *out, uint64_t *seed, size_t size)
{
    while (size-- > 0)
        str_append_char(out, (char)('a' + next_random(seed) % 3));
}

static void whatever_is_cut_moved_and_added_is_read_as_it_was(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252U;
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct str base = {0}, string = {0};
        append_random(&base, &seed, next_random(&seed) % 400);
        for (uint64_t i = next_random(&seed) % 20; i > 0; i--) {
            size_t at = (size_t)(next_random(&seed) % (base.size + 1));
            size_t size = next_random(&seed) % 40;
            str_append(&string, slice_sub(str_slice(&base), at, at + size));
            append_random(&string, &seed, next_random(&seed) % 200 / 20);
        }
        assert_true(check(str_slice(&base), str_slice(&string)) <= string.size);
        str_release(&base);
        str_release(&string);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_is_all_that_is_kept),
        cmocka_unit_test(markup_that_is_there_again_is_kept_once),
        cmocka_unit_test(strings_without_anything_in_common_are_kept_whole),
        cmocka_unit_test(large_strings_are_kept_whole),
        cmocka_unit_test(whatever_is_cut_moved_and_added_is_read_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
