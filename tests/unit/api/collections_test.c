/* collections_test.c - what stands below a collection, and what is near. */
#include "test.h"

#include "api/fixture.h"

static const struct file files[] = {
    {"posts/hello-world.md", "---\nauthor: Ana\ntags: [go, posts]\n---\n"},
    {"posts/hello-word.md", "---\nauthor: ana/posts\n---\n"},
    {"posts/x/posts.md", "---\nslug: x/posts\n---\n"},
    {"posts/secret-draft.md", "---\ndraft: true\n---\n"},
    {"posts/secret-page.md", "---\nhidden: true\n---\n"},
    {"authors/ana.json", "{\"name\":\"Ana\"}"},
    {"authors/eve.json", "{\"slug\":\"ana/posts\",\"name\":\"Eve\"}"},
    {"docs/only-here.md", "x"},
};

static void check_suggestions(const char *target, const char *wanted)
{
    json_t *problem = get_json(snapshot, target, 404);
    json_t *list = json_object_get(problem, "suggestions");
    char *text = list != NULL ? json_dumps(list, JSON_COMPACT) : NULL;
    check(problem, "type", "\"/_problems/not-found\"");
    if (strcmp(text != NULL ? text : "", wanted) != 0)
        fail_msg("%s: %s, not %s", target, text != NULL ? text : "", wanted);
    free(text);
    json_decref(problem);
}

static void an_exact_slug_goes_before_what_stands_below_another(void **state)
{
    (void)state;
    json_t *eve = get_json(snapshot, "/authors/ana/posts", 200);
    check(eve, "data.name", "\"Eve\"");
    json_decref(eve);
    json_t *list = get_json(snapshot, "/authors/ana/posts/posts", 200);
    check_slugs(list, "hello-word");
    json_decref(list);
    json_t *post = get_json(snapshot, "/posts/x/posts", 200);
    check(post, "data.slug", "\"x/posts\"");
    json_decref(post);
}

static void posts_stand_below_people_and_terms_only(void **state)
{
    (void)state;
    json_t *list = get_json(snapshot, "/tags/posts/posts", 200);
    check_slugs(list, "hello-world");
    json_decref(list);
    json_decref(get_json(snapshot, "/posts/hello-world/posts", 404));
    json_decref(get_json(snapshot, "/docs/only-here/posts", 404));
    json_decref(get_json(snapshot, "/tags/go/pages", 404));
    json_decref(get_json(snapshot, "/tags/go/posts/posts", 404));
}

static void what_is_near_is_suggested_the_nearest_first(void **state)
{
    (void)state;
    check_suggestions("/posts/hello-wrld",
                      "[\"/posts/hello-world\",\"/posts/hello-word\"]");
    check_suggestions("/posts/HELLO-WORL",
                      "[\"/posts/hello-word\",\"/posts/hello-world\"]");
    check_suggestions("/posts/nothing-like-it", "");
    check_suggestions("/post", "[\"/posts\"]");
    check_suggestions("/_lvie", "[\"/_live\"]");
    check_suggestions("/recent/x", "[\"/recent\"]");
    check_suggestions("/_problems/none", "[\"/_problems\"]");
    check_suggestions("/posts.json", "[\"/posts\"]");
    check_suggestions("/recent.json", "[\"/recent\",\"/recent.ndjson\"]");
    check_suggestions("/openapi.jsn", "[\"/openapi.json\"]");
    check_suggestions("/opnapi.json", "[\"/openapi.json\"]");
    check_suggestions("/posts/hello-world.json",
                      "[\"/posts/hello-world\",\"/posts/hello-word\"]");
    check_suggestions("/tags/go/posts.json", "[\"/tags/go/posts\"]");
    check_suggestions("/posts/nothing-like-it.json", "");
}

static void the_same_slug_in_another_collection_is_suggested(void **state)
{
    (void)state;
    check_suggestions("/posts/only-here", "[\"/docs/only-here\"]");
}

static void what_is_not_public_is_never_suggested(void **state)
{
    (void)state;
    check_suggestions("/posts/secret-draf", "");
    check_suggestions("/posts/secret-pag", "");
    check_suggestions("/docs/secret-draft", "");
    check_suggestions("/docs/secret-page", "");
}

static void names_of_any_length_are_looked_for(void **state)
{
    (void)state;
    struct str target = {0};
    str_append_text(&target, "/posts/");
    str_append_repeat(&target, 'x', 8000);
    check_suggestions(target.data, "");
    str_clear(&target);
    str_append_char(&target, '/');
    str_append_repeat(&target, 'x', 8000);
    check_suggestions(target.data, "");
    str_release(&target);
}

static void system_names_answer_for_themselves(void **state)
{
    (void)state;
    static const char *const targets[] = {"/",
                                          "/_live",
                                          "/_ready",
                                          "/_problems",
                                          "/_problems/not-found",
                                          "/openapi.json",
                                          "/_all",
                                          "/recent"};
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++)
        json_decref(get_json(snapshot, targets[i], 200));
    struct response yaml = get(snapshot, "/openapi.yaml");
    check_header(&yaml, "Content-Type", "application/yaml");
    assert_true(yaml.body_bytes > 10000);
    response_release(&yaml);
    json_decref(get_json(snapshot, "/_live?x=1", 400));
    json_decref(get_json(snapshot, "/openapi.yaml?pretty", 400));
    json_decref(get_json(snapshot, "/_problems/none?x=1", 400));
    json_decref(get_json(snapshot, "/_nothing", 404));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exact_slug_goes_before_what_stands_below_another),
        cmocka_unit_test(posts_stand_below_people_and_terms_only),
        cmocka_unit_test(what_is_near_is_suggested_the_nearest_first),
        cmocka_unit_test(the_same_slug_in_another_collection_is_suggested),
        cmocka_unit_test(what_is_not_public_is_never_suggested),
        cmocka_unit_test(names_of_any_length_are_looked_for),
        cmocka_unit_test(system_names_answer_for_themselves),
    };
    return RUN_ON_SITE(files, tests);
}
