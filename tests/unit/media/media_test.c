/* media_test.c - what paths mean, and which files may be served. */
#include "test.h"

#include "media/media.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

/* A slice that can stand in a table. */
#define TEXT(literal)                                                          \
    {                                                                          \
        ("" literal), sizeof("" literal) - 1                                   \
    }

static const struct media_found files[] = {
    {.path = TEXT("content/posts/b.png"), .size = 7},
    {.path = TEXT("public/images/c.png")},
    {.path = TEXT("public/posts/b.png")},
    {.path = TEXT("static/site.css")},
    {.path = TEXT("content/site.css")},
    {.path = TEXT("assets/d.jpg")},
    {.path = TEXT("content/e\xCC\x81t\xC3\xA9 1.png")},
    {.path = TEXT("content/held.png"), .is_held_back = true},
    {.path = TEXT("content/link.png"), .target = TEXT("content/posts/b.png")},
    {.path = TEXT("content/env.png"), .target = TEXT("content/.env")},
    {.path = TEXT("content/.git/x.png")},
    {.path = TEXT("content/100%25.png")},
    {.path = TEXT("content/\xFF.png")},
    {.path = TEXT("extra/page.html")},
    {.path = TEXT("content/posts/b.png"), .size = 7},
};

static struct slice extra[] = {TEXT("extra")};

static struct media *make(void)
{
    return media_new(&(struct media_input){.folder = SLICE("/site"),
                                           .content_root = SLICE("content"),
                                           .roots = {extra, 1},
                                           .files = files,
                                           .count = COUNT(files)});
}

static void check(const struct media_file *file, const char *wanted)
{
    if (wanted == NULL)
        assert_null(file);
    else
        assert_slice_is(file->path, wanted);
}

static void a_path_in_a_document_is_beside_it_or_from_the_top(void **state)
{
    (void)state;
    static const struct {
        const char *written, *wanted;
    } rows[] = {
        {"b.png", "content/posts/b.png"},
        {"./b.png?x#y", "content/posts/b.png"},
        {"../posts/./b.png", "content/posts/b.png"},
        {"/images/c.png", "public/images/c.png"},
        {"images/c.png", "public/images/c.png"},
        {"/posts/b.png", "public/posts/b.png"},
        {"/content/posts/b.png", "content/posts/b.png"},
        {"../e\xCC\x81t%C3%A9%201.png", "content/\xC3\xA9t\xC3\xA9 1.png"},
        {"../100%25.png", "content/100%25.png"},
        {"../100%2525.png", "content/100%25.png"},
        {"/d.jpg", "assets/d.jpg"},
        {"../../../b.png", NULL},
        {"B.png", NULL},
        {"//images/c.png", NULL},
        {"https://example.org/images/c.png", NULL},
        {"data:image/png;base64,b.png", NULL},
        {"", NULL},
        {"?b.png", NULL},
        {"none.png", NULL},
    };
    struct media *media = make();
    for (size_t i = 0; i < COUNT(rows); i++)
        check(media_resolve(media, SLICE("content/posts"),
                            slice_of(rows[i].written)),
              rows[i].wanted);
    media_unref(media);
}

/* What is asked for is a key of the index and nothing else. */
static void only_what_the_walk_has_found_has_an_address(void **state)
{
    (void)state;
    static const struct {
        const char *path, *wanted;
    } rows[] = {
        {"public/images/c.png", "public/images/c.png"},
        {"images/c.png", "public/images/c.png"},
        {"posts/b.png", "public/posts/b.png"},
        {"content/posts/b.png", "content/posts/b.png"},
        {"page.html", "extra/page.html"},
        {"link.png", "content/link.png"},
        {"public/../content/posts/b.png", NULL},
        {"public//images/c.png", NULL},
        {"/images/c.png", NULL},
        {"public/images/", NULL},
        {"PUBLIC/images/c.png", NULL},
        {"public\\images\\c.png", NULL},
        {"..", NULL},
        {"", NULL},
    };
    struct media *media = make();
    for (size_t i = 0; i < COUNT(rows); i++)
        check(media_find_from_top(media, slice_of(rows[i].path)),
              rows[i].wanted);
    assert_null(media_find_from_top(media, SLICE("images/c.png\0.png")));
    assert_null(media_find_from_top(NULL, SLICE("images/c.png")));
    media_unref(media);
}

static void one_that_is_not_served_hides_no_other(void **state)
{
    (void)state;
    static const struct media_found found[] = {
        {.path = TEXT("images/a.png"), .is_held_back = true},
        {.path = TEXT("public/images/a.png")},
        {.path = TEXT("static/images/a.png")},
    };
    struct media *media = media_new(&(struct media_input){
        .folder = SLICE("/site"), .files = found, .count = COUNT(found)});
    size_t cursor = 0;
    check(media_next_from_top(media, SLICE("images/a.png"), &cursor),
          "public/images/a.png");
    check(media_next_from_top(media, SLICE("images/a.png"), &cursor),
          "static/images/a.png");
    /* The same folders may be looked into twice, but not for ever. */
    while (media_next_from_top(media, SLICE("images/a.png"), &cursor) != NULL)
        assert_true(cursor < 20);
    media_unref(media);
}

static void some_files_are_never_served(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        bool is_served;
    } rows[] = {
        {"content/posts/b.png", true}, {"static/site.css", true},
        {"content/site.css", false}, /* beside content it is a source */
        {"content/held.png", false},   {"content/link.png", true},
        {"content/env.png", false},    {"content/.git/x.png", false},
        {"extra/page.html", true},     {"content/\xFF.png", false},
    };
    struct media *media = make();
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(media_find(media, slice_of(rows[i].path))->is_served,
                         rows[i].is_served);
    assert_slice_is(media_find(media, SLICE("content/link.png"))->disk,
                    "content/posts/b.png");
    media_unref(media);
}

static void files_are_sorted_and_there_once(void **state)
{
    (void)state;
    struct media *media = make();
    assert_int_equal(media_count(media), COUNT(files) - 1);
    for (size_t i = 1; i < media_count(media); i++) {
        assert_true(slice_compare(media_at(media, i - 1)->path,
                                  media_at(media, i)->path) < 0);
        assert_int_equal(media_at(media, i)->index, i);
    }
    media_unref(media);
}

static void files_are_found_by_how_their_paths_end(void **state)
{
    (void)state;
    struct media *media = make();
    const struct media_file *file = NULL;
    size_t count = 0;
    while ((file = media_next_like(media, SLICE("posts/b.png"), file)) != NULL)
        count++;
    assert_int_equal(count, 2);
    assert_null(media_next_like(media, SLICE("sts/b.png"), NULL));
    media_unref(media);
}

static void check_site_path(const struct media *media, const char *path,
                            const char *wanted)
{
    struct str out = {0};
    bool is_there =
        media_append_site_path(&out, media, media_find(media, slice_of(path)));
    assert_int_equal(is_there, wanted != NULL);
    assert_slice_is(str_slice(&out), wanted != NULL ? wanted : "");
    str_release(&out);
}

static void the_site_shows_what_is_below_its_roots(void **state)
{
    (void)state;
    struct media *media = make();
    check_site_path(media, "static/site.css", "/site.css");
    check_site_path(media, "extra/page.html", "/page.html");
    check_site_path(media, "assets/d.jpg", NULL);
    media_unref(media);
}

static void a_folder_may_have_another_address(void **state)
{
    (void)state;
    static const struct media_found found[] = {
        {.path = TEXT("images/up/a b.png")},
        {.path = TEXT("static/img/b.png")},
        {.path = TEXT("photos/c.png")},
    };
    static const struct media_mount mounts[] = {
        {TEXT("images/up"), TEXT("media")},
        {TEXT("static/img"), TEXT("img")},
        {TEXT("photos"), TEXT("")},
    };
    struct media *media = media_new(&(struct media_input){
        .folder = SLICE("/site"),
        .mounts = mounts,
        .mount_count = COUNT(mounts),
        .files = found,
        .count = COUNT(found),
    });
    check(media_resolve(media, SLICE("posts"), SLICE("/media/a%20b.png")),
          "images/up/a b.png");
    check(media_resolve(media, SLICE("posts"), SLICE("/mediaa b.png")), NULL);
    check(media_resolve(media, SLICE("posts"), SLICE("/media/")), NULL);
    check(media_resolve(media, SLICE("posts"), SLICE("/img/b.png")),
          "static/img/b.png");
    check(media_resolve(media, SLICE("posts"), SLICE("/c.png")),
          "photos/c.png");
    check_site_path(media, "images/up/a b.png", "/media/a%20b.png");
    check_site_path(media, "static/img/b.png", "/img/b.png");
    check_site_path(media, "photos/c.png", "/c.png");
    media_unref(media);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_in_a_document_is_beside_it_or_from_the_top),
        cmocka_unit_test(only_what_the_walk_has_found_has_an_address),
        cmocka_unit_test(one_that_is_not_served_hides_no_other),
        cmocka_unit_test(some_files_are_never_served),
        cmocka_unit_test(files_are_sorted_and_there_once),
        cmocka_unit_test(files_are_found_by_how_their_paths_end),
        cmocka_unit_test(the_site_shows_what_is_below_its_roots),
        cmocka_unit_test(a_folder_may_have_another_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
