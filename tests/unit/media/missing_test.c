/* missing_test.c - which files are certainly not there. */
#include "test.h"

#include "base/arena.h"
#include "base/mem.h"
#include "media/media.h"

#include <stdlib.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static const char *const files[] = {
    "public/images/a.png",       "public/images/deep/b.png",
    "public/favicon.ico",        "content/posts/c.png",
    "static/files/manual.pdf",   "content/posts/drafts/secret.png",
    "content/gallery/x/one.jpg", "public/images/e\xCC\x81t.png",
};

struct example {
    const char *path, *beside; /* NULL: from the top */
    bool is_missing;
    const char *nearest;
};

static void check(const struct slice *paths, size_t path_count,
                  const struct example *examples, size_t count)
{
    struct media_found *found = mem_alloc(path_count + 1, sizeof *found);
    for (size_t i = 0; i < path_count; i++)
        found[i].path = paths[i];
    struct media *media = media_new(&(struct media_input){
        .folder = SLICE("/site"), .files = found, .count = path_count});
    free(found);
    for (size_t i = 0; i < count; i++) {
        struct slice path = slice_of(examples[i].path);
        struct slice beside = slice_of(examples[i].beside);
        assert_int_equal(media_is_missing(media, path, beside),
                         examples[i].is_missing);
        if (!examples[i].is_missing)
            continue;
        struct slice nearest = media_nearest(media, path, beside);
        if (examples[i].nearest == NULL)
            assert_null(nearest.data);
        else
            assert_slice_is(nearest, examples[i].nearest);
    }
    media_unref(media);
}

static void check_known(const struct example *examples, size_t count)
{
    struct slice paths[COUNT(files)];
    for (size_t i = 0; i < COUNT(files); i++)
        paths[i] = slice_of(files[i]);
    check(paths, COUNT(files), examples, count);
}

static void a_path_from_the_top_is_judged_by_its_first_folder(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"images/a.png", NULL, false, NULL},
        {"images/deep/b.png", NULL, false, NULL},
        {"images/\xC3\xA9t.png", NULL, false, NULL},
        {"favicon.ico", NULL, false, NULL},
        {"public/images/a.png", NULL, false, NULL},
        {"files/manual.pdf", NULL, false, NULL},
        {"images/b.png", NULL, true, "public/images/a.png"},
        {"images/A.png", NULL, true, "public/images/a.png"},
        {"images/photograph.png", NULL, true, NULL},
        {"images/none/b.png", NULL, true, NULL},
        {"favicom.ico", NULL, true, "public/favicon.ico"},
        {"files/manaul.pdf", NULL, true, "static/files/manual.pdf"},
        {"photos/a.png", NULL, false, NULL},
        {"blog/images/b.png", NULL, false, NULL},
    };
    check_known(examples, COUNT(examples));
}

static void a_path_from_a_document_is_judged_by_its_neighbours(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"c.png", "content/posts/c.png", false, NULL},
        {"d.png", "content/posts/d.png", true, "content/posts/c.png"},
        {"figure.png", "content/posts/figure.png", true, NULL},
        {"d.png", "content/pages/d.png", false, NULL},
        {"d.png", "content/gallery/d.png", false, NULL},
        {"images/a.png", "content/posts/images/a.png", false, NULL},
    };
    check_known(examples, COUNT(examples));
}

/* Neither as a neighbour nor as a hint. */
static void what_lies_among_drafts_is_not_known(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"secrets.png", "content/posts/drafts/secrets.png", false, NULL},
        {"content/posts/drafts/secrets.png", NULL, true, NULL},
    };
    check_known(examples, COUNT(examples));
}

static void nothing_is_missing_where_nothing_is_known(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"images/b.png", NULL, false, NULL},
        {"b.png", "posts/b.png", false, NULL},
        {"b.png", NULL, false, NULL},
    };
    check(NULL, 0, examples, COUNT(examples));
}

static void among_too_many_of_one_name_nobody_looks(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct slice many[MEDIA_MAX_NAMESAKES + 1];
    for (size_t i = 0; i < COUNT(many); i++)
        many[i] = arena_printf(&arena, "images/%zu/a.png", i);
    static const struct example found[] = {
        {"images/none/a.png", NULL, false, NULL}};
    static const struct example missing[] = {
        {"images/none/a.png", NULL, true, NULL}};
    check(many, COUNT(many), found, 1);
    check(many, COUNT(many) - 2, missing, 1);
    arena_release(&arena);
}

/* A walk that has not seen everything proves nothing. */
static void nothing_is_missing_where_there_may_be_more(void **state)
{
    (void)state;
    const struct media_found found[] = {{.path = SLICE("images/a.png")}};
    struct media_input input = {
        .folder = SLICE("/site"), .files = found, .count = 1};
    struct media *whole = media_new(&input);
    input.is_partial = true;
    struct media *part = media_new(&input);
    assert_true(media_is_missing(whole, SLICE("images/b.png"), SLICE_NONE));
    assert_false(media_is_missing(part, SLICE("images/b.png"), SLICE_NONE));
    media_unref(whole);
    media_unref(part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_from_the_top_is_judged_by_its_first_folder),
        cmocka_unit_test(a_path_from_a_document_is_judged_by_its_neighbours),
        cmocka_unit_test(what_lies_among_drafts_is_not_known),
        cmocka_unit_test(nothing_is_missing_where_nothing_is_known),
        cmocka_unit_test(nothing_is_missing_where_there_may_be_more),
        cmocka_unit_test(among_too_many_of_one_name_nobody_looks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
