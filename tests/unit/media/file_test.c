/* file_test.c - what is opened, and what its bytes hash to. */
#include "test.h"

#include "folder.h"

#include "media/file.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

static char root[64];

static const char *below(const char *path)
{
    static char whole[2][256];
    static unsigned turn;
    char *text = whole[turn++ % 2];
    (void)snprintf(text, sizeof whole[0], "%s/%s", root, path);
    return text;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(below(path), "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int make_root(void **state)
{
    (void)state;
    (void)snprintf(root, sizeof root, P_tmpdir "/media_test_XXXXXX");
    assert_non_null(mkdtemp(root));
    assert_int_equal(mkdir(below("public"), 0700), 0);
    return 0;
}

static int remove_root(void **state)
{
    (void)state;
    return folder_remove(root);
}

static bool open_path(const char *path, struct media_opened *ret_opened)
{
    const struct media_found found[] = {{.path = slice_of(path)}};
    struct media *media = media_new(&(struct media_input){
        .folder = slice_of(root), .files = found, .count = 1});
    bool ok = media_open(media, media_at(media, 0), ret_opened);
    media_unref(media);
    return ok;
}

static void a_file_is_opened_and_nothing_else(void **state)
{
    (void)state;
    struct media_opened opened;
    struct str text = {0};
    put("public/a.png", "hello");
    assert_true(open_path("public/a.png", &opened));
    assert_int_equal(opened.stamp.size, 5);
    assert_true(media_read(&opened, &text));
    assert_slice_is(str_slice(&text), "hello");
    str_release(&text);
    close(opened.fd);
    put("secret.png", "secret");
    assert_int_equal(symlink("../secret.png", below("public/link.png")), 0);
    assert_int_equal(symlink("public", below("folder")), 0);
    assert_int_equal(mkfifo(below("public/pipe.png"), 0600), 0);
    assert_int_equal(mkdir(below("public/folder.png"), 0700), 0);
    static const char *const others[] = {
        "public/link.png",   "folder/a.png",   "public/pipe.png",
        "public/folder.png", "public/no.png",  "public/a.png/b",
        "../etc/passwd",     "public/../../x", "",
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(open_path(others[i], &opened));
}

static uint64_t hash_of(const char *path)
{
    struct media_opened opened;
    uint64_t hash;
    assert_true(open_path(path, &opened));
    assert_true(media_hash(&opened, &hash));
    close(opened.fd);
    return hash;
}

/* So that it can be kept. */
static void make_old(const char *path)
{
    const struct utimbuf times = {1000000000, 1000000000};
    assert_int_equal(utime(below(path), &times), 0);
}

static void the_hash_is_that_of_the_bytes_alone(void **state)
{
    (void)state;
    put("public/a.png", "hello");
    put("public/b.png", "hello");
    put("public/c.png", "hullo");
    make_old("public/b.png");
    assert_int_equal(hash_of("public/a.png"), hash_of("public/b.png"));
    assert_int_not_equal(hash_of("public/a.png"), hash_of("public/c.png"));
    put("public/a.png", "hullo");
    assert_int_equal(hash_of("public/a.png"), hash_of("public/c.png"));
    put("public/empty.png", "");
    assert_int_not_equal(hash_of("public/empty.png"), hash_of("public/a.png"));
}

/* A file that was just written may be written again within the same tick. */
static void a_young_file_is_read_each_time(void **state)
{
    (void)state;
    struct media_opened opened;
    uint64_t hash;
    put("public/a.png", "hello");
    assert_true(open_path("public/a.png", &opened));
    assert_true(media_hash(&opened, &hash));
    assert_false(media_known_hash(&opened, &hash));
    opened.stamp.changed_ns = opened.stamp.modified_ns = 1;
    /* It is not that file any more. */
    assert_false(media_hash(&opened, &hash));
    assert_false(media_known_hash(&opened, &hash));
    close(opened.fd);
}

static void what_has_settled_is_known(void **state)
{
    (void)state;
    struct media_opened opened;
    uint64_t hash, known;
    const struct utimbuf future = {4000000000, 4000000000};
    put("public/a.png", "hello");
    assert_int_equal(utime(below("public/a.png"), &future), 0);
    assert_int_equal(usleep(2100000), 0);
    assert_true(open_path("public/a.png", &opened));
    assert_true(media_hash(&opened, &hash));
    close(opened.fd);
    assert_true(open_path("public/a.png", &opened));
    assert_true(media_known_hash(&opened, &known));
    assert_int_equal(known, hash);
    close(opened.fd);
}

struct asker {
    pthread_t thread;
    const struct media_opened *opened;
    uint64_t hash;
    bool is_made;
};

static void *ask(void *context)
{
    struct asker *asker = context;
    asker->is_made = media_hash(asker->opened, &asker->hash);
    return NULL;
}

static void many_may_ask_for_one_hash_at_once(void **state)
{
    (void)state;
    struct asker askers[8];
    struct media_opened opened;
    FILE *file = fopen(below("public/large.png"), "w");
    assert_non_null(file);
    for (int i = 0; i < 1000000; i++)
        assert_true(fputs("a line\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_true(open_path("public/large.png", &opened));
    for (size_t i = 0; i < 8; i++) {
        askers[i].opened = &opened;
        assert_int_equal(
            pthread_create(&askers[i].thread, NULL, ask, &askers[i]), 0);
    }
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(pthread_join(askers[i].thread, NULL), 0);
    for (size_t i = 0; i < 8; i++) {
        assert_true(askers[i].is_made);
        assert_int_equal(askers[i].hash, askers[0].hash);
    }
    close(opened.fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_opened_and_nothing_else,
                                        make_root, remove_root),
        cmocka_unit_test_setup_teardown(the_hash_is_that_of_the_bytes_alone,
                                        make_root, remove_root),
        cmocka_unit_test_setup_teardown(what_has_settled_is_known, make_root,
                                        remove_root),
        cmocka_unit_test_setup_teardown(many_may_ask_for_one_hash_at_once,
                                        make_root, remove_root),
        cmocka_unit_test_setup_teardown(a_young_file_is_read_each_time,
                                        make_root, remove_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
