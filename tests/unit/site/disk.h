/* disk.h - trees of files in a folder of a test, and what a walk finds there.
 */
#ifndef TESTS_UNIT_SITE_DISK_H
#define TESTS_UNIT_SITE_DISK_H

#include "folder.h"

#include "site/walk.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[64]; /* of this test; a folder beside it is outside */

static inline int make_root(void **state)
{
    (void)state;
    (void)snprintf(root, sizeof root, P_tmpdir "/walk_test_XXXXXX");
    return mkdtemp(root) != NULL ? 0 : -1;
}

static inline int remove_root(void **state)
{
    (void)state;
    return folder_remove(root);
}

static inline const char *below(const char *path)
{
    static char whole[4][4096];
    static unsigned turn;
    char *text = whole[turn++ % 4];
    (void)snprintf(text, sizeof whole[0], "%s/%s", root, path);
    return text;
}

/* A file, and the folders above it. */
static inline void put_text(const char *path, const char *text)
{
    char folder[4096];
    (void)snprintf(folder, sizeof folder, "%s", below(path));
    for (char *at = folder + strlen(root) + 1; (at = strchr(at, '/')) != NULL;
         at++) {
        *at = '\0';
        (void)mkdir(folder, 0700);
        *at = '/';
    }
    FILE *file = fopen(folder, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static inline void put(const char *path)
{
    put_text(path, "# x");
}

static inline void link_to(const char *path, const char *target)
{
    assert_int_equal(symlink(target, below(path)), 0);
}

static inline int compare(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static inline int compare_files(const void *a, const void *b)
{
    return compare(&((const struct walk_file *)a)->path,
                   &((const struct walk_file *)b)->path);
}

/* The paths that are found, sorted: "a.md b/c.md". */
static inline void check(const char *folder, const char *wanted_root,
                         const char *wanted, struct walk *ret_walk)
{
    struct err err;
    char text[1024] = "";
    assert_true(walk_folder(below(folder), NULL, ret_walk, &err));
    if (ret_walk->count > 0)
        qsort(ret_walk->files, ret_walk->count, sizeof(struct walk_file),
              compare_files);
    for (size_t i = 0; i < ret_walk->count; i++) {
        strcat(text, i > 0 ? " " : "");
        strncat(text, ret_walk->files[i].path.data,
                ret_walk->files[i].path.size);
    }
    assert_slice_is(ret_walk->tree.content_root, wanted_root);
    assert_string_equal(text, wanted);
}

static inline size_t reported(const struct walk *walk,
                              enum diagnostic_code code, const char *path)
{
    size_t count = 0;
    for (size_t i = 0; i < walk->diagnostics.count; i++) {
        const struct diagnostic *found = &walk->diagnostics.items[i];
        count += found->code == code && slice_is(found->path, path) ? 1 : 0;
    }
    return count;
}

#define IN_A_FOLDER(test)                                                      \
    cmocka_unit_test_setup_teardown(test, make_root, remove_root)

#endif
