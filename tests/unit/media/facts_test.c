/* facts_test.c - many pictures at once are what each of them is. */
#include "test.h"

#include "folder.h"

#include "media/facts.h"

#include <stdlib.h>
#include <sys/stat.h>

#define COUNT 100

static char root[64];

/* A GIF of that width; its head is all that is read. */
static void put(const char *path, unsigned char width)
{
    const unsigned char head[] = {
        'G',  'I', 'F', '8', '9', 'a',   width, 0, 7, 0, 0, 0, 0, /* screen */
        0x2C, 0,   0,   0,   0,   width, 0,     7, 0, 0,          /* image */
    };
    char whole[256];
    (void)snprintf(whole, sizeof whole, "%s/%s", root, path);
    FILE *file = fopen(whole, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(head, 1, sizeof head, file), sizeof head);
    assert_int_equal(fclose(file), 0);
}

/* As the walk finds it. */
static struct media_found found_at(const char *path)
{
    char whole[256];
    struct stat status;
    (void)snprintf(whole, sizeof whole, "%s/%s", root, path);
    assert_int_equal(stat(whole, &status), 0);
    return (struct media_found){
        .path = slice_of(path),
        .device = status.st_dev,
        .inode = status.st_ino,
        .size = status.st_size,
        .modified_ns = (int64_t)status.st_mtim.tv_sec * 1000000000 +
                       status.st_mtim.tv_nsec,
    };
}

static void many_are_read_as_one_is(void **state)
{
    (void)state;
    static char paths[COUNT][16];
    static struct media_found found[COUNT];
    const struct media_file *files[COUNT + 1];
    struct picture pictures[COUNT + 1], one;
    (void)snprintf(root, sizeof root, P_tmpdir "/facts_test_XXXXXX");
    assert_non_null(mkdtemp(root));
    for (size_t i = 0; i < COUNT; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "%03zu.gif", i);
        put(paths[i], (unsigned char)(i + 1));
        found[i] = found_at(paths[i]);
    }
    found[40].inode++; /* another file by now */
    struct media *media = media_new(&(struct media_input){
        .folder = slice_of(root), .files = found, .count = COUNT});
    for (size_t i = 0; i < COUNT; i++)
        files[i] = media_find(media, slice_of(paths[i]));
    files[COUNT] = NULL;
    for (unsigned threads = 0; threads < 3; threads++) {
        media_pictures(media, files, COUNT + 1, threads, pictures);
        for (size_t i = 0; i < COUNT; i++) {
            bool is_picture = i != 40;
            assert_int_equal(media_picture(media, files[i], &one), is_picture);
            assert_int_equal(pictures[i].format,
                             is_picture ? PICTURE_GIF : PICTURE_NONE);
            assert_true(!is_picture ||
                        (pictures[i].width == i + 1 && one.width == i + 1));
        }
        assert_int_equal(pictures[COUNT].format, PICTURE_NONE);
    }
    media_unref(media);
    assert_int_equal(folder_remove(root), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_are_read_as_one_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
