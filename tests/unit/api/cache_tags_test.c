/* cache_tags_test.c - by what an answer can be purged. */
#include "test.h"

#include "answers.h"

#define MANY_TAGS                                                              \
    "a1, a2, a3, a4, a5, a6, a7, a8, a9, b1, b2, b3, b4, b5, b6, b7, b8, b9, " \
    "c1, c2, c3, c4, c5, c6, c7, c8, c9, d1, d2, d3, d4, d5, d6, d7, d8, d9, " \
    "e1, e2, e3, e4, e5, e6, e7, e8, e9, f1, f2, f3, f4, f5"

static const struct file files[] = {
    {"posts/a.md", "---\nauthors: [Ana]\ntags: [Go, 日本]\n"
                   "category: News\n---\nx\n"},
    {"posts/B.md", "x"},
    {"posts/many.md", "---\nauthor: Ana\ntags: [" MANY_TAGS "]\n---\nx\n"},
    {"guides/one.md", "---\naliases: [/old]\n---\nx\n"},
};

static struct snapshot *with_tags(enum cache_tags tags)
{
    struct snapshot *snapshot = prepared(files, ARRAY_COUNT(files));
    snapshot->policy.cache_tags = tags;
    return snapshot;
}

static void check_field(struct snapshot *snapshot, const char *target,
                        const char *field, const char *wanted)
{
    struct response response = get(snapshot, target);
    struct slice found = response_header(&response, field);
    if (wanted != NULL)
        assert_slice_is(found, wanted);
    else
        assert_null(found.data);
    response_release(&response);
}

static void each_answer_has_the_tags_of_what_it_shows(void **state)
{
    static const char *const rows[][2] = {
        {"/posts/a", "posts/a authors/ana tags/go tags/%e6%97%a5%e6%9c%ac "
                     "categories/news"},
        {"/posts/a.md", "posts/a authors/ana tags/go tags/%e6%97%a5%e6%9c%ac "
                        "categories/news"},
        {"/posts/a?include=related",
         "posts/a _site authors/ana tags/go tags/%e6%97%a5%e6%9c%ac "
         "categories/news"},
        {"/posts/a?include=html,author.posts",
         "posts/a _site authors/ana tags/go tags/%e6%97%a5%e6%9c%ac "
         "categories/news"},
        {"/posts/B", "posts/b"},
        {"/posts/many", "posts/many authors tags categories"},
        {"/posts", "posts authors tags categories"},
        {"/posts?include=previous", "posts authors tags categories _site"},
        {"/posts.ndjson", "posts authors tags categories"},
        {"/recent", "posts authors tags categories"},
        {"/authors/ana/posts", "posts authors tags categories"},
        {"/authors", "authors _site"},
        {"/authors/ana", "authors/ana _site"},
        {"/tags/go", "tags/go _site"},
        {"/guides/one", "guides/one"},
        {"/", "_site"},
        {"/_all", "_site"},
        {"/_resolve?url=/old", "_site"},
        {"/openapi.json", "_site"},
        {"/posts/nothing", NULL},
        {"/posts?status=draft", NULL},
        {"/_ready", NULL},
    };
    struct snapshot *snapshot = with_tags(CACHE_TAGS_SURROGATE_KEY);
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++)
        check_field(snapshot, rows[i][0], "Surrogate-Key", rows[i][1]);
    snapshot_unref(snapshot);
}

static void the_field_is_the_one_that_is_set(void **state)
{
    static const struct {
        enum cache_tags tags;
        const char *field, *wanted;
    } rows[] = {
        {CACHE_TAGS_XKEY, "xkey", "authors _site"},
        {CACHE_TAGS_CACHE_TAG, "Cache-Tag", "authors,_site"},
        {CACHE_TAGS_EDGE_CACHE_TAG, "Edge-Cache-Tag", "authors,_site"},
        {CACHE_TAGS_CDN_TAG, "CDN-Tag", "authors,_site"},
        {CACHE_TAGS_NETLIFY, "Netlify-Cache-Tag", "authors,_site"},
        {CACHE_TAGS_VERCEL, "Vercel-Cache-Tag", "authors,_site"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct snapshot *snapshot = with_tags(rows[i].tags);
        check_field(snapshot, "/authors", rows[i].field, rows[i].wanted);
        check_field(snapshot, "/authors", "Surrogate-Key", NULL);
        snapshot_unref(snapshot);
    }
    struct snapshot *without = with_tags(CACHE_TAGS_OFF);
    check_field(without, "/authors", "Surrogate-Key", NULL);
    snapshot_unref(without);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_answer_has_the_tags_of_what_it_shows),
        cmocka_unit_test(the_field_is_the_one_that_is_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
