/* relations_test.c - other documents within a document. */
#include "test.h"

#include "shapes.h"

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: A\ndate: 2024-05-01\nauthors: [ana, bo]\n"
                   "tags: [go, c]\nhero: {type: Hero, badge: {label: x}}\n"
                   "blocks: [{type: T, n: 1}, {type: U}]\nog.image: i\n---\n"
                   "# One\n\n[b](b.md)\n"},
    {"posts/b.md", "---\ntitle: B\ndate: 2024-04-01\nauthor: ana\n"
                   "tags: [go]\n---\n[a](a.md) [page](../pages/p.md)\n"},
    {"posts/c.md", "---\ntitle: C\ndate: 2024-03-01\nauthor: none/x.md\n"
                   "related: mine\n---\n"},
    {"pages/p.md", "---\ntitle: P\n---\n"},
    {"authors/ana.md", "---\nname: Ana\nrole: Writer\n---\nBio\n"},
};

static struct snapshot *snapshot;

static int build(void **state)
{
    (void)state;
    snapshot = SITE(files);
    resource_prepare(snapshot, NULL, 0);
    return 0;
}

static int release(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    return 0;
}

static void list_shows(const char *slug, const char *query, const char *wanted)
{
    check_shown(snapshot, "posts", slug, query, FORM_LIST, wanted);
}

static void fields_with_dots_show_parts(void **state)
{
    (void)state;
    list_shows(
        "a", "fields=slug,title,author.name",
        "{\"slug\":\"a\",\"title\":\"A\",\"author\":{\"name\":\"Ana\"}}");
    list_shows("a", "fields=authors.name,blocks.type",
               "{\"authors\":[{\"name\":\"Ana\"},{\"name\":\"bo\"}],"
               "\"blocks\":[{\"type\":\"T\"},{\"type\":\"U\"}]}");
    list_shows("a", "fields=hero.badge.label,og.image,title.x",
               "{\"hero\":{\"badge\":{\"label\":\"x\"}},\"og.image\":\"i\"}");
    list_shows("a", "fields=toc.id", "{\"toc\":[{\"id\":\"one\"}]}");
    list_shows("a", "fields=authors.0.role,blocks.1.type,tags.1.name",
               "{\"authors\":[{\"role\":\"Writer\"}],"
               "\"tags\":[{\"name\":\"c\"}],\"blocks\":[{\"type\":\"U\"}]}");
    list_shows("a", "fields=tags.name,tags.post_count",
               "{\"tags\":[{\"name\":\"go\",\"post_count\":2},"
               "{\"name\":\"c\",\"post_count\":1}]}");
}

static void fields_imply_what_they_name(void **state)
{
    (void)state;
    list_shows("b", "fields=author.role,next.title,previous.slug",
               "{\"author\":{\"role\":\"Writer\"},"
               "\"previous\":{\"slug\":\"c\"},\"next\":{\"title\":\"A\"}}");
    list_shows("a", "fields=related.title",
               "{\"related\":[{\"title\":\"B\"}]}");
    list_shows("a", "fields=backlinks.slug,next.slug",
               "{\"next\":null,\"backlinks\":[{\"slug\":\"b\"}]}");
    list_shows("c", "fields=author.name",
               "{\"author\":{\"path\":\"none/x.md\",\"missing\":true}}");
    check_shown(
        snapshot, "authors", "ana", "fields=posts.slug,date", FORM_LIST,
        "{\"date\":null,\"posts\":[{\"slug\":\"a\"},{\"slug\":\"b\"}]}");
    check_shown(snapshot, "authors", "bo", "fields=posts.slug,html", FORM_LIST,
                "{\"html\":null,\"posts\":[{\"slug\":\"a\"}]}");
}

static void parts_can_be_left_out(void **state)
{
    (void)state;
    json_t *a = shown(snapshot, entry_of(snapshot, "posts", "a"),
                      "fields=-toc,-html,-author.role,-hero.badge,-tags.href",
                      FORM_ITEM);
    assert_null(json_object_get(a, "html"));
    assert_null(json_object_get(a, "toc"));
    const json_t *author = json_object_get(a, "author");
    check(author, "name", "\"Ana\"");
    assert_null(json_object_get(author, "role"));
    check(json_array_get(json_object_get(a, "authors"), 0), "role",
          "\"Writer\"");
    check(a, "hero", "{\"type\":\"Hero\"}");
    check(
        a, "tags",
        "[{\"slug\":\"go\",\"name\":\"go\"},{\"slug\":\"c\",\"name\":\"c\"}]");
    json_decref(a);

    a = shown(snapshot, entry_of(snapshot, "posts", "a"), "fields=-author.name",
              FORM_LIST);
    check(a, "author", "{\"slug\":\"ana\",\"href\":\"/authors/ana\"}");
    json_decref(a);
}

static void a_relation_that_is_included_is_in_list_form(void **state)
{
    (void)state;
    json_t *b = shown(snapshot, entry_of(snapshot, "posts", "b"),
                      "include=*,previous,next,related,backlinks", FORM_LIST);
    check(json_object_get(b, "author"), "role", "\"Writer\"");
    check(json_array_get(json_object_get(b, "tags"), 0), "id", "\"tags/go\"");
    check(json_object_get(b, "next"), "id", "\"posts/a\"");
    check(json_object_get(b, "previous"), "id", "\"posts/c\"");
    check(json_array_get(json_object_get(b, "related"), 0), "id",
          "\"posts/a\"");
    check(json_array_get(json_object_get(b, "backlinks"), 0), "id",
          "\"posts/a\"");
    assert_null(json_object_get(json_object_get(b, "next"), "html"));
    json_decref(b);
}

static void includes_go_through_relations(void **state)
{
    (void)state;
    json_t *a = shown(snapshot, entry_of(snapshot, "posts", "a"),
                      "include=related.author,related.html,author.posts.tags",
                      FORM_LIST);
    const json_t *b = json_array_get(json_object_get(a, "related"), 0);
    check(json_object_get(b, "author"), "role", "\"Writer\"");
    assert_non_null(json_object_get(b, "html"));
    const json_t *posts =
        json_object_get(json_object_get(a, "author"), "posts");
    assert_int_equal(json_array_size(posts), 2);
    const json_t *tags = json_object_get(json_array_get(posts, 1), "tags");
    check(json_array_get(tags, 0), "id", "\"tags/go\"");
    json_decref(a);
}

static void a_count_stands_in_another_document_only_on_request(void **state)
{
    static const char *const without[] = {
        "include=author,tags", "fields=author,tags",
        "include=author.posts,tags.posts", "include=tags.previous.posts"};
    (void)state;
    const struct entry *a = entry_of(snapshot, "posts", "a");
    for (size_t i = 0; i < ARRAY_COUNT(without); i++) {
        json_t *shown_a = shown(snapshot, a, without[i], FORM_ITEM);
        char *text = json_dumps(shown_a, 0);
        assert_null(strstr(text, "post_count"));
        free(text);
        json_decref(shown_a);
    }
    list_shows("a", "fields=tags.slug&include=tags.post_count",
               "{\"tags\":[{\"slug\":\"go\"},{\"slug\":\"c\"}]}");
    json_t *with = shown(
        snapshot, a, "include=author.post_count,tags.post_count", FORM_LIST);
    const json_t *author = json_object_get(with, "author");
    check(author, "post_count", "2");
    check(author, "role", "\"Writer\"");
    check(json_array_get(json_object_get(with, "tags"), 1), "post_count", "1");
    check(json_array_get(json_object_get(with, "authors"), 0), "post_count",
          "(absent)");
    json_decref(with);
    list_shows("a", "fields=author.post_count",
               "{\"author\":{\"post_count\":2}}");
}

static void an_own_key_keeps_its_place_until_the_relation_is_asked_for(void **s)
{
    (void)s;
    list_shows("c", "fields=related", "{\"related\":[]}");
    list_shows("c", "fields=related.slug", "{\"related\":[]}");
    list_shows("c", "fields=related&include=related", "{\"related\":[]}");
    list_shows("c", "fields=front_matter.related",
               "{\"front_matter\":{\"related\":\"mine\"}}");
    json_t *c = shown(snapshot, entry_of(snapshot, "posts", "c"),
                      "include=related", FORM_LIST);
    check(c, "related", "[]");
    json_decref(c);
    c = shown(snapshot, entry_of(snapshot, "posts", "c"), "fields=-tags",
              FORM_LIST);
    check(c, "related", "\"mine\"");
    json_decref(c);
}

static void relations_that_a_kind_lacks_are_absent_or_null(void **state)
{
    (void)state;
    json_t *page = shown(snapshot, entry_of(snapshot, "pages", "p"),
                         "include=posts,backlinks,next", FORM_LIST);
    assert_null(json_object_get(page, "posts"));
    check(page, "next", "null");
    check(json_array_get(json_object_get(page, "backlinks"), 0), "slug",
          "\"b\"");
    json_decref(page);
    check_shown(snapshot, "pages", "p", "fields=posts,slug", FORM_LIST,
                "{\"slug\":\"p\",\"posts\":null}");
}

static void fields_deeper_than_relations_go_end_in_stubs(void **state)
{
    (void)state;
    list_shows("b", "fields=author.posts.author.posts.slug",
               "{\"author\":{\"posts\":["
               "{\"author\":{\"posts\":[{\"slug\":\"a\"},{\"slug\":\"b\"}]}},"
               "{\"author\":{\"posts\":[{\"slug\":\"a\"},{\"slug\":\"b\"}]}}"
               "]}}");
    list_shows("b", "fields=author.posts.author.posts.author.slug",
               "{\"author\":{\"posts\":["
               "{\"author\":{\"posts\":[{},{}]}},"
               "{\"author\":{\"posts\":[{},{}]}}]}}");
}

/* Each of 200 posts shows all others' authors' posts: small, but much work. */
static void work_that_does_not_show_is_bounded(void **state)
{
    (void)state;
    enum { POSTS = 200 };
    struct file *many = mem_alloc(POSTS, sizeof *many);
    char *paths = mem_alloc(POSTS, 32);
    for (int i = 0; i < POSTS; i++) {
        char *path = paths + (size_t)i * 32;
        (void)snprintf(path, 32, "posts/%d.md", i);
        many[i] = (struct file){path, "---\nauthor: ana\ntags: [a]\n---\n"};
    }
    struct snapshot *large = build_tree(
        (struct tree){.folder_name = SLICE("site"), .content_root = SLICE("")},
        many, POSTS);
    resource_prepare(large, NULL, 0);
    struct arena arena = {0};
    struct query query;
    struct str out = {0};
    assert_true(parse_text(SLICE("fields=author.posts.related.x"),
                           ACCEPTS_SHAPE, 20, &arena, &query));
    const struct shape shape = shape_of_query(&query, FORM_LIST, &arena);
    size_t shown_count = 0;
    const struct collection *posts =
        snapshot_find_collection(large, SLICE("posts"));
    while (shown_count < POSTS && !shape_is_too_large(&shape, &out))
        resource_write(&out, large, posts->all.items[shown_count++], &shape);
    assert_true(shown_count < POSTS);
    assert_true(out.size < SHAPE_MAX_BYTES);
    assert_true(*shape.work < SHAPE_MAX_WORK + 1000000);
    str_release(&out);
    arena_release(&arena);
    snapshot_unref(large);
    free(paths);
    free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_with_dots_show_parts),
        cmocka_unit_test(fields_imply_what_they_name),
        cmocka_unit_test(parts_can_be_left_out),
        cmocka_unit_test(a_relation_that_is_included_is_in_list_form),
        cmocka_unit_test(includes_go_through_relations),
        cmocka_unit_test(a_count_stands_in_another_document_only_on_request),
        cmocka_unit_test(
            an_own_key_keeps_its_place_until_the_relation_is_asked_for),
        cmocka_unit_test(relations_that_a_kind_lacks_are_absent_or_null),
        cmocka_unit_test(fields_deeper_than_relations_go_end_in_stubs),
        cmocka_unit_test(work_that_does_not_show_is_bounded),
    };
    return cmocka_run_group_tests(tests, build, release);
}
