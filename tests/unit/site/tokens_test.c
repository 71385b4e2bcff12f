/* tokens_test.c - a file of tokens lets in who is in it, whatever else it has.
 */
#include "test.h"

#include "site/tokens.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define HASH_A                                                                 \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HASH_B                                                                 \
    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static char root[64], path[80];
static struct arena arena;
static struct settings settings;
static struct diagnostics faults;

static int make_root(void **state)
{
    (void)state;
    (void)snprintf(root, sizeof root, P_tmpdir "/tokens_test_XXXXXX");
    bool ok = mkdtemp(root) != NULL;
    (void)snprintf(path, sizeof path, "%s/tokens", root);
    settings.tokens_file = slice_of(path);
    faults = (struct diagnostics){.arena = &arena};
    return ok ? 0 : -1;
}

static int remove_root(void **state)
{
    (void)state;
    settings_release(&settings);
    arena_release(&arena);
    (void)unlink(path);
    return rmdir(root);
}

static bool read_text(const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return tokens_read(&settings, "/no/such/folder", &faults);
}

static void a_line_is_a_name_and_a_hash(void **state)
{
    (void)state;
    assert_true(read_text("# whose\nci:" HASH_A "\n\n  b:" HASH_B "  \n"));
    assert_int_equal(settings.policy.token_count, 2);
    assert_slice_is(settings.policy.tokens[1].name, "b");
    assert_true(settings.policy.serves_preview);
}

static void a_file_that_others_may_write_lets_in_nobody(void **state)
{
    (void)state;
    assert_true(read_text("ci:" HASH_A "\n"));
    static const mode_t modes[] = {0620, 0602, 0666};
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        assert_int_equal(chmod(path, modes[i]), 0);
        faults.count = 0;
        assert_false(tokens_read(&settings, "/no/such/folder", &faults));
        assert_int_equal(settings.policy.token_count, 0);
        assert_slice_is(faults.items[0].message,
                        "others than its owner may write the tokens file, so "
                        "no token is accepted");
    }
    assert_int_equal(chmod(path, 0644), 0);
    assert_true(tokens_read(&settings, "/no/such/folder", &faults));
}

static void a_line_that_is_none_leaves_the_others(void **state)
{
    (void)state;
    assert_false(read_text("?\na:" HASH_A "\na:" HASH_B "\nc:1\nb:" HASH_B));
    assert_int_equal(settings.policy.token_count, 2);
    assert_slice_is(settings.policy.tokens[0].name, "a");
    assert_slice_is(settings.policy.tokens[1].name, "b");
    assert_int_equal(faults.count, 3);
    assert_int_equal(faults.items[1].line, 3);
    assert_int_equal(faults.items[2].line, 4);
}

static void a_file_that_is_not_there_lets_nobody_in(void **state)
{
    (void)state;
    const struct token before = {.name = SLICE("before")};
    settings.policy.tokens = &before;
    settings.policy.token_count = 1;
    assert_false(tokens_read(&settings, "/no/such/folder", &faults));
    assert_int_equal(settings.policy.token_count, 0);
    assert_int_equal(faults.count, 1);
    assert_slice_is(faults.items[0].path, path);
}

static void more_than_there_may_be_are_reported_once(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < TOKENS_MAX + 2; i++)
        str_appendf(&text, "t%d:" HASH_A "\n", i);
    assert_false(read_text(text.data));
    assert_int_equal(settings.policy.token_count, TOKENS_MAX);
    assert_int_equal(faults.count, 1);
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_file_that_others_may_write_lets_in_nobody, make_root,
            remove_root),
        cmocka_unit_test_setup_teardown(a_line_is_a_name_and_a_hash, make_root,
                                        remove_root),
        cmocka_unit_test_setup_teardown(a_line_that_is_none_leaves_the_others,
                                        make_root, remove_root),
        cmocka_unit_test_setup_teardown(a_file_that_is_not_there_lets_nobody_in,
                                        make_root, remove_root),
        cmocka_unit_test_setup_teardown(
            more_than_there_may_be_are_reported_once, make_root, remove_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
