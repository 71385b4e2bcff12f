/* members_test.c - what a document shows, and what it does not. */
#include "test.h"

#include "shapes.h"

static const struct file files[] = {
    {"posts/a.md",
     "---\ntitle: A\ndate: 2024-05-01T09:00:00-05:00\nupdated: 2024-05-03\n"
     "authors: [ana, {name: Bo, url: /bo, email: b@example.org}]\ntags: x\n"
     "category: C\nopacity: 75\nratio: 0.1\nempty: ''\nnothing: null\n"
     "toc: mine\ntext: mine\nslug: a\n---\n# One\n\n## Two\n\n# Three\n\n"
     "Some text.\n"},
    {"posts/b.md", ""},
    {"authors/ana.json", "{\"name\":\"Ana\",\"role\":\"Writer\","
                         "\"email\":\"a@example.org\",\"slug\":\"ana\"}"},
    {"data/list.json", "[1,2]"},
    {"data/map.json", "{\"id\":7,\"title\":\"T\",\"url\":\"/u\"}"},
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

static json_t *shown_as(const char *collection, const char *slug,
                        const char *query, enum form form)
{
    return shown(snapshot, entry_of(snapshot, collection, slug), query, form);
}

static void a_list_shows_a_document_without_its_body(void **state)
{
    (void)state;
    json_t *post = shown_as("posts", "a", "", FORM_LIST);
    check_keys(post, "id collection slug url path rev title date day updated "
                     "excerpt word_count reading_time author authors tags "
                     "categories category opacity ratio empty nothing");
    check(post, "id", "\"posts/a\"");
    check(post, "url", "\"/posts/a\"");
    check(post, "date", "\"2024-05-01T09:00:00-05:00\"");
    check(post, "day", "\"2024-05-01\"");
    check(post, "updated", "\"2024-05-03T00:00:00Z\"");
    check(post, "author",
          "{\"slug\":\"ana\",\"name\":\"Ana\",\"href\":\"/authors/ana\"}");
    check(post, "tags",
          "[{\"slug\":\"x\",\"name\":\"x\",\"href\":\"/tags/x\"}]");
    check(post, "category", "\"C\"");
    check(post, "opacity", "75");
    check(post, "ratio", "0.1");
    check(post, "empty", "\"\"");
    check(post, "nothing", "null");
    json_decref(post);
}

static void what_a_document_lacks_is_null_or_empty(void **state)
{
    (void)state;
    json_t *post = shown_as("posts", "b", "", FORM_ITEM);
    static const char *const nulls[] = {"date", "day", "updated", "excerpt",
                                        "author"};
    static const char *const lists[] = {"authors", "tags", "categories", "toc"};
    for (size_t i = 0; i < ARRAY_COUNT(nulls); i++)
        check(post, nulls[i], "null");
    for (size_t i = 0; i < ARRAY_COUNT(lists); i++)
        check(post, lists[i], "[]");
    check(post, "html", "\"\"");
    check(post, "title", "\"B\"");
    json_decref(post);
}

static void an_item_shows_its_authors_whole(void **state)
{
    (void)state;
    json_t *post = shown_as("posts", "a", "", FORM_ITEM);
    json_t *authors = json_object_get(post, "authors");
    const json_t *ana = json_array_get(authors, 0);
    const json_t *bo = json_array_get(authors, 1);
    check(ana, "role", "\"Writer\"");
    check_keys(ana, "id collection slug path name href role email");
    /* a mapping in a post is not a file that was meant to be read */
    check_keys(bo, "id collection slug name href url");
    assert_true(json_equal(json_object_get(post, "author"), (json_t *)ana));
    json_decref(post);
}

static void headings_nest_in_the_table_of_contents(void **state)
{
    (void)state;
    json_t *post = shown_as("posts", "a", "", FORM_ITEM);
    check(post, "toc",
          "[{\"level\":1,\"id\":\"one\",\"text\":\"One\",\"children\":["
          "{\"level\":2,\"id\":\"two\",\"text\":\"Two\",\"children\":[]}]},"
          "{\"level\":1,\"id\":\"three\",\"text\":\"Three\",\"children\":[]}]");
    json_decref(post);
}

static void data_is_shown_as_it_is_written(void **state)
{
    (void)state;
    json_t *list = shown_as("data", "list", "", FORM_ITEM);
    json_t *map = shown_as("data", "map", "", FORM_ITEM);
    check_keys(list, "id collection slug path value");
    check(list, "value", "[1,2]");
    check_keys(map, "id collection slug path title url");
    check(map, "id", "\"data/map\"");
    json_decref(list);
    json_decref(map);
}

static void only_the_fields_that_are_named_are_shown(void **state)
{
    (void)state;
    json_t *post =
        shown_as("posts", "a", "fields=slug,opacity,nobody", FORM_LIST);
    check_keys(post, "slug opacity");
    json_decref(post);
}

static void fields_that_a_kind_lacks_are_null_where_they_are_named(void **state)
{
    (void)state;
    static const char *const query = "fields=slug,url,rev,name";
    json_t *tag = shown_as("tags", "x", query, FORM_LIST);
    json_t *map = shown_as("data", "map", query, FORM_LIST);
    json_t *bo = shown_as("authors", "bo", query, FORM_LIST);
    check_keys(tag, "slug url rev name");
    check(tag, "url", "null");
    check(map, "url", "\"/u\"");
    check(map, "name", "null");
    check(bo, "url", "\"/bo\""); /* once, and as it was written */
    json_decref(tag);
    json_decref(map);
    json_decref(bo);
}

static void fields_are_left_out(void **state)
{
    (void)state;
    json_t *post =
        shown_as("posts", "a", "fields=-html,-authors,-opacity", FORM_ITEM);
    assert_null(json_object_get(post, "html"));
    assert_null(json_object_get(post, "authors"));
    assert_null(json_object_get(post, "opacity"));
    assert_non_null(json_object_get(post, "author"));
    assert_non_null(json_object_get(post, "toc"));
    assert_non_null(json_object_get(post, "ratio"));
    json_decref(post);
}

static void more_is_shown_where_it_is_included(void **state)
{
    (void)state;
    json_t *post = shown_as(
        "posts", "a", "include=html,markdown,text,front_matter", FORM_LIST);
    json_t *front_matter = json_object_get(post, "front_matter");
    assert_non_null(json_object_get(post, "html"));
    check(post, "markdown",
          "\"# One\\n\\n## Two\\n\\n# Three\\n\\nSome text.\\n\"");
    check(post, "text", "\"One\\n\\nTwo\\n\\nThree\\n\\nSome text.\"");
    check(front_matter, "toc", "\"mine\"");
    check(front_matter, "slug", "\"a\"");
    json_decref(post);
}

/* In data, too, where it is what the file says and nothing else. */
static void a_key_hidden_in_one_answer_is_hidden_in_all(void **state)
{
    (void)state;
    static const struct file keys[] = {
        {"posts/a.md",
         "---\nhtml: 1\ntoc: 1\nmarkdown: 1\ntext: 1\nfront_matter: 1\n"
         "next: 1\n---\nBody\n"},
        {"data/a.json", "{\"text\": 1, \"front_matter\": 1}"},
    };
    struct snapshot *site = SITE(keys);
    resource_prepare(site, NULL, 0);
    check_shown(site, "posts", "a", "fields=text,front_matter,markdown",
                FORM_ITEM,
                "{\"markdown\":\"Body\\n\",\"text\":\"Body\","
                "\"front_matter\":{\"html\":1,\"toc\":1,\"markdown\":1,"
                "\"text\":1,\"front_matter\":1,\"next\":1}}");
    json_t *post = shown(site, entry_of(site, "posts", "a"), "", FORM_LIST);
    check_keys(post, "id collection slug url path rev title date day updated "
                     "excerpt word_count reading_time author authors tags "
                     "categories next");
    json_decref(post);
    check_shown(site, "data", "a", "", FORM_LIST,
                "{\"id\":\"data/a\",\"collection\":\"data\",\"slug\":\"a\","
                "\"path\":\"data/a.json\",\"text\":1}");
    snapshot_unref(site);
}

static void what_is_named_is_included(void **state)
{
    (void)state;
    json_t *post =
        shown_as("posts", "a", "fields=html,text,markdown", FORM_LIST);
    check_keys(post, "html markdown text");
    check(post, "text", "\"One\\n\\nTwo\\n\\nThree\\n\\nSome text.\"");
    json_decref(post);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_shows_a_document_without_its_body),
        cmocka_unit_test(what_a_document_lacks_is_null_or_empty),
        cmocka_unit_test(an_item_shows_its_authors_whole),
        cmocka_unit_test(headings_nest_in_the_table_of_contents),
        cmocka_unit_test(data_is_shown_as_it_is_written),
        cmocka_unit_test(only_the_fields_that_are_named_are_shown),
        cmocka_unit_test(
            fields_that_a_kind_lacks_are_null_where_they_are_named),
        cmocka_unit_test(fields_are_left_out),
        cmocka_unit_test(more_is_shown_where_it_is_included),
        cmocka_unit_test(a_key_hidden_in_one_answer_is_hidden_in_all),
        cmocka_unit_test(what_is_named_is_included),
    };
    return cmocka_run_group_tests(tests, build, release);
}
