/* streams_test.c - lists as .ndjson. */
#include "test.h"

#include "api/fixture.h"

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: A\ndate: 2024-05-01\nauthor: ana\n"
                   "tags: [go]\n---\nBody *a*\n"},
    {"posts/b.md", "---\ntitle: B\ndate: 2024-04-01\nauthor: ana\n---\nB\n"},
    {"posts/c.md", "---\ntitle: C\ndate: 2024-03-01\ntags: [go]\n---\nC\n"},
    {"posts/hidden.md", "---\nhidden: true\n---\n"},
    {"posts/draft.md", "---\ndraft: true\n---\n"},
    {"posts/odd.md", "---\nslug: odd.ndjson\ndate: 2023-01-01\n---\n"},
    {"docs/x.md", "X"},
    {"empty.ndjson/x.md", "X"},
};

/* The slugs of the lines, "a b c". */
static void check_lines(const char *target, const char *wanted)
{
    struct response response = get(snapshot, target);
    struct slice rest, line;
    char text[256] = "";
    if (response.status != 200)
        fail_msg("%s: %d", target, response.status);
    check_header(&response, "Content-Type", "application/x-ndjson");
    assert_false(response.has_length);
    struct str body = body_of(&response);
    assert_true(body.size == 0 || body.data[body.size - 1] == '\n');
    rest = slice_sub(str_slice(&body), 0, body.size > 0 ? body.size - 1 : 0);
    while (rest.size > 0 && slice_cut(&rest, '\n', &line)) {
        json_t *json =
            json_loadb(line.data, line.size, JSON_REJECT_DUPLICATES, NULL);
        assert_true(json_is_object(json));
        strcat(text, text[0] != '\0' ? " " : "");
        strcat(text, json_string_value(json_object_get(json, "slug")));
        json_decref(json);
    }
    assert_string_equal(text, wanted);
    str_release(&body);
    response_release(&response);
}

static void any_list_is_a_stream(void **state)
{
    (void)state;
    check_lines("/posts.ndjson", "a b c odd.ndjson");
    check_lines("/posts.ndjson/", "a b c odd.ndjson");
    check_lines("/recent.ndjson", "a b c odd.ndjson");
    check_lines("/recent.ndjson?exclude=a", "b c odd.ndjson");
    check_lines("/authors/ana/posts.ndjson", "a b");
    check_lines("/tags/go/posts.ndjson", "a c");
    check_lines("/tags.ndjson", "go");
    check_lines("/docs.ndjson", "x");
    check_lines("/data.ndjson", "");
    check_lines("/_all.ndjson?fields=slug", "x x a b c odd.ndjson hidden");
}

static void filters_and_orders_hold(void **state)
{
    (void)state;
    check_lines("/posts.ndjson?tags=go", "a c");
    check_lines("/posts.ndjson?sort=-title&tags=go", "c a");
    check_lines("/posts.ndjson?limit=2", "a b");
    check_lines("/posts.ndjson?limit=all", "a b c odd.ndjson");
    check_lines("/posts.ndjson?limit=0", "");
}

static void a_line_is_the_list_form_or_what_is_asked_for(void **state)
{
    (void)state;
    struct response response = get(snapshot, "/docs.ndjson");
    struct str body = body_of(&response);
    struct slice form = entry_of(snapshot, "docs", "x")->fragments->list;
    assert_int_equal(body.size, form.size + 1);
    assert_memory_equal(body.data, form.data, form.size);
    str_release(&body);
    response_release(&response);

    response = get(snapshot,
                   "/posts.ndjson?fields=slug,author.name,next.slug&limit=2");
    body = body_of(&response);
    assert_string_equal(body.data,
                        "{\"slug\":\"a\",\"author\":{\"name\":\"ana\"},"
                        "\"next\":null}\n"
                        "{\"slug\":\"b\",\"author\":{\"name\":\"ana\"},"
                        "\"next\":{\"slug\":\"a\"}}\n");
    str_release(&body);
    response_release(&response);
}

static void what_pages_need_has_no_meaning_in_a_stream(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/posts.ndjson?page=1", "/posts.ndjson?cursor=x",
        "/posts.ndjson?pretty", "/posts.ndjson?facets=tags",
        "/posts.ndjson?tagz=go"};
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++)
        json_decref(get_json(snapshot, targets[i], 400));
}

static void a_slug_or_a_collection_of_that_name_comes_first(void **state)
{
    (void)state;
    json_t *item = get_json(snapshot, "/posts/odd.ndjson", 200);
    check(item, "data.slug", "\"odd.ndjson\"");
    json_decref(item);
    json_t *list = get_json(snapshot, "/empty.ndjson", 200);
    check(list, "data.0.slug", "\"x\"");
    json_decref(list);
    check_lines("/empty.ndjson.ndjson", "x");
    json_decref(get_json(snapshot, "/posts/a.ndjson", 404));
    json_decref(get_json(snapshot, "/posts/a/posts.ndjson", 404));
    json_decref(get_json(snapshot, "/nobody.ndjson", 404));
    json_decref(get_json(snapshot, "/.ndjson", 404));
}

static void a_stream_has_a_validator(void **state)
{
    (void)state;
    static const char *const targets[] = {"/posts.ndjson",
                                          "/posts.ndjson?include=related",
                                          "/posts.ndjson?include=markdown",
                                          "/posts.ndjson?fields=text",
                                          "/posts.ndjson?limit=2",
                                          "/posts.ndjson?sort=title"};
    char tags[6][32];
    for (size_t i = 0; i < 6; i++) {
        struct response first = get(snapshot, targets[i]);
        (void)snprintf(tags[i], sizeof tags[i], "%.*s",
                       SLICE_FMT(response_header(&first, "ETag")));
        response_release(&first);
        struct response second = ask(snapshot, "GET", targets[i], tags[i]);
        assert_int_equal(second.status, 304);
        assert_null(second.next);
        assert_false(second.has_length);
        response_release(&second);
        /* the last two orders are the same here: A, B, C */
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(tags[i], tags[k]);
    }
}

static const struct file same_html[] = {
    {"posts/a.md", "---\ntags: [t]\n---\nBody  *a*\n"}};
static const struct file other_markdown[] = {
    {"posts/a.md", "---\ntags: [t]\n---\nBody  _a_\n"}};

static void the_validator_covers_what_no_rev_does(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/posts.ndjson?include=markdown", "/posts.ndjson?fields=markdown",
        "/tags.ndjson?include=posts.markdown,next",
        "/tags.ndjson?fields=posts.markdown"};
    struct snapshot *one = prepared(same_html, 1);
    struct snapshot *two = prepared(other_markdown, 1);
    assert_string_equal(entry_of(one, "posts", "a")->rev,
                        entry_of(two, "posts", "a")->rev);
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        struct response a = get(one, targets[i]), b = get(two, targets[i]);
        assert_int_equal(a.status, 200);
        assert_false(slice_equal(response_header(&a, "ETag"),
                                 response_header(&b, "ETag")));
        response_release(&a);
        response_release(&b);
    }
    snapshot_unref(one);
    snapshot_unref(two);
}

static void HEAD_tells_what_GET_would(void **state)
{
    (void)state;
    struct response head = ask(snapshot, "HEAD", "/posts.ndjson", NULL);
    assert_int_equal(head.status, 200);
    assert_true(head.omits_body);
    check_header(&head, "X-Total-Count", "4");
    response_release(&head);
}

/* Each batch goes to the client before the next is made. */
static void a_long_list_comes_in_batches(void **state)
{
    (void)state;
    enum { POSTS = 500 };
    struct file *many = mem_alloc(POSTS, sizeof *many);
    char *paths = mem_alloc(POSTS, 32);
    struct str text = {0};
    str_append_text(&text, "---\nfiller: ");
    str_append_repeat(&text, 'x', 2000);
    str_append_text(&text, "\n---\n");
    for (int i = 0; i < POSTS; i++) {
        char *path = paths + (size_t)i * 32;
        (void)snprintf(path, 32, "posts/%d.md", i);
        many[i] = (struct file){path, text.data};
    }
    struct snapshot *large = prepared(many, POSTS);
    struct response response = get(large, "/posts.ndjson");
    struct str batch = {0};
    size_t batches = 0, total = 0;
    do {
        str_clear(&batch);
        assert_true(response.next(response.context, &batch));
        assert_true(batch.size < RESPONSE_BATCH_BYTES + 4096);
        total += batch.size;
        batches++;
    } while (batch.size > 0);
    assert_true(batches > 15);
    assert_true(total > (size_t)POSTS * 2000);
    str_release(&batch);
    response_release(&response);
    snapshot_unref(large);
    str_release(&text);
    free(paths);
    free(many);
}

#define AMPLIFIED 100

/* Posts by one author, each with a list form of that size: every post that
 * shows those of its author shows all of them. */
static struct snapshot *amplified_site(size_t bytes)
{
    static char paths[AMPLIFIED][32];
    struct file many[AMPLIFIED];
    struct str text = {0};
    str_append_text(&text, "---\nauthor: ana\nfiller: ");
    str_append_repeat(&text, 'x', bytes);
    str_append_text(&text, "\n---\n");
    for (int i = 0; i < AMPLIFIED; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "posts/p%d.md", i);
        many[i] = (struct file){paths[i], text.data};
    }
    struct snapshot *site = prepared(many, AMPLIFIED);
    str_release(&text);
    return site;
}

static void a_stream_with_relations_has_a_limit(void **state)
{
    (void)state;
    static const struct {
        size_t bytes;
        int status;
    } cases[] = {{1000, 200}, {16000, 400}, {60000, 400}};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct snapshot *site = amplified_site(cases[i].bytes);
        struct response response =
            get(site, "/posts.ndjson?include=author.posts");
        assert_int_equal(response.status, cases[i].status);
        if (response.status == 400) {
            assert_null(response.next);
            json_t *problem = json_of(&response);
            check(problem, "errors.0.code", "\"answer-too-large\"");
            check(problem, "errors.0.parameter", "\"include\"");
            check(problem, "errors.0.maximum", "134217728");
            json_decref(problem);
        }
        response_release(&response);
        response = get(site, "/posts.ndjson?include=author");
        assert_int_equal(response.status, 200);
        response_release(&response);
        snapshot_unref(site);
    }
}

static void batches_with_relations_take_turns(void **state)
{
    (void)state;
    struct limiter *limiter = limiter_new(1, 0);
    struct str batch = {0};
    for (int has_relations = 0; has_relations < 2; has_relations++) {
        const struct request request = {
            .method = SLICE("GET"),
            .target = has_relations ? SLICE("/posts.ndjson?include=author")
                                    : SLICE("/posts.ndjson?include=html"),
            .limiter = limiter,
            .now_ms = NOW_MS,
        };
        struct response response = {0};
        api_respond(snapshot, &request, &response);
        assert_int_equal(response.status, 200);
        assert_true(limiter_enter(limiter));
        assert_int_equal(response.next(response.context, &batch),
                         !has_relations);
        limiter_leave(limiter);
        assert_true(response.next(response.context, &batch));
        response_release(&response);
    }
    str_release(&batch);
    limiter_free(limiter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_list_is_a_stream),
        cmocka_unit_test(filters_and_orders_hold),
        cmocka_unit_test(a_line_is_the_list_form_or_what_is_asked_for),
        cmocka_unit_test(what_pages_need_has_no_meaning_in_a_stream),
        cmocka_unit_test(a_slug_or_a_collection_of_that_name_comes_first),
        cmocka_unit_test(a_stream_has_a_validator),
        cmocka_unit_test(the_validator_covers_what_no_rev_does),
        cmocka_unit_test(HEAD_tells_what_GET_would),
        cmocka_unit_test(a_long_list_comes_in_batches),
        cmocka_unit_test(a_stream_with_relations_has_a_limit),
        cmocka_unit_test(batches_with_relations_take_turns),
    };
    return RUN_ON_SITE(files, tests);
}
