/* parameters_test.c - field names, and answers that would be too large. */
#include "test.h"

#include "api/answers.h"

enum { POSTS = 150, SECTIONS = 300, FILLER_BYTES = 1000 };

/* A page whose sections each ask for all posts: 45 MB in all. */
static struct snapshot *large_site(void)
{
    struct file *files = mem_alloc(POSTS + 2, sizeof *files);
    char *paths = mem_alloc(POSTS, 32);
    struct str page = {0}, post = {0};
    str_append_text(&page, "---\nsections:\n");
    for (int i = 0; i < SECTIONS; i++)
        str_append_text(&page,
                        "  - {type: RecentPostsSection, recentCount: 1000}\n");
    str_append_text(&page, "---\n");
    str_append_text(&post, "---\nfiller: ");
    str_append_repeat(&post, 'x', FILLER_BYTES);
    str_append_text(&post, "\n---\n");
    files[0] = (struct file){"pages/large.md", page.data};
    files[1] = (struct file){"pages/small.md", "x"};
    for (size_t i = 0; i < POSTS; i++) {
        (void)snprintf(paths + i * 32, 32, "posts/p%zu.md", i);
        files[i + 2] = (struct file){paths + i * 32, post.data};
    }
    struct snapshot *snapshot = prepared(files, POSTS + 2);
    str_release(&page);
    str_release(&post);
    free(paths);
    free(files);
    return snapshot;
}

static void an_answer_that_would_be_too_large_says_what_to_ask_less_of(void **s)
{
    (void)s;
    static const char *const targets[][2] = {
        {"/pages/large?include=sections", "\"include\""},
        {"/pages/large?include=sections&pretty&envelope=false", "\"include\""},
        {"/_resolve?url=/large&include=sections", "\"include\""},
        {"/pages?include=sections", "\"limit\""},
        {"/_all?include=sections", "\"limit\""},
    };
    struct snapshot *snapshot = large_site();
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        struct response response = get(snapshot, targets[i][0]);
        assert_int_equal(response.status, 400);
        check_header(&response, "Content-Type", "application/problem+json");
        check_header(&response, "Cache-Control",
                     "public, max-age=0, s-maxage=10");
        check_header(&response, "ETag", NULL);
        check_header(&response, "X-Total-Count", NULL);
        check_header(&response, "Content-Location", NULL);
        json_t *problem = json_of(&response);
        check(problem, "errors.0.code", "\"answer-too-large\"");
        check(problem, "errors.0.parameter", targets[i][1]);
        check(problem, "errors.0.maximum", "33554432");
        json_decref(problem);
    }
    json_decref(get_json(snapshot, "/pages/large", 200));
    json_decref(get_json(snapshot, "/pages/small?include=sections", 200));
    json_decref(get_json(snapshot, "/posts?include=sections", 200));
    snapshot_unref(snapshot);
}

static void fields_are_those_of_the_collection_that_is_asked(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ncolour: red\nauthor: {name: Ana, avatar: a}\n"
                       "og:title: x\n---\n"},
        {"posts/b.md", "---\ndraft: true\nsecret: 1\n---\n"},
        {"docs/c.md", "---\nchapter: 1\n---\n"},
    };
    struct snapshot *snapshot = prepared(files, 3);
    static const struct {
        const char *target;
        bool is_known;
    } cases[] = {
        {"/posts?fields=colour", true},   {"/posts?fields=og%3Atitle", true},
        {"/posts?fields=chapter", false}, {"/_all?fields=chapter", true},
        {"/authors?fields=avatar", true}, {"/posts?fields=avatar", false},
        {"/posts?fields=secret", false},  {"/_all?fields=secret", false},
        {"/posts?fields=-secret", false}, {"/posts?fields=word_count", true},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        json_t *list = get_json(snapshot, cases[i].target, 200);
        if ((json_at(list, "meta.warnings") == NULL) != cases[i].is_known)
            fail_msg("%s", cases[i].target);
        json_decref(list);
    }
    snapshot_unref(snapshot);
}

/* A near miss must not give away what only a draft has. */
static void no_suggestion_comes_from_a_draft(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ncolour: red\n---\n"},
        {"posts/b.md", "---\ndraft: true\nsecrecy: 1\n---\n"},
    };
    struct snapshot *snapshot = prepared(files, 2);
    json_t *problem = get_json(snapshot, "/posts?fields=color", 400);
    check(problem, "errors.0.suggestion", "\"colour\"");
    json_decref(problem);
    json_decref(get_json(snapshot, "/posts?fields=secrec", 200));
    snapshot_unref(snapshot);
}

static void every_field_that_is_nearly_one_is_told(void **state)
{
    (void)state;
    static const struct file files[] = {{"posts/a.md", "x"}};
    struct snapshot *snapshot = prepared(files, 1);
    json_t *problem =
        get_json(snapshot, "/posts?fields=titel,slgu,featured", 400);
    assert_int_equal(json_array_size(json_at(problem, "errors")), 2);
    check(problem, "detail", "\"2 parameters could not be used.\"");
    json_decref(problem);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            an_answer_that_would_be_too_large_says_what_to_ask_less_of),
        cmocka_unit_test(fields_are_those_of_the_collection_that_is_asked),
        cmocka_unit_test(no_suggestion_comes_from_a_draft),
        cmocka_unit_test(every_field_that_is_nearly_one_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
