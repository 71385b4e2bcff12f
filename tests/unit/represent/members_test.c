/* members_test.c - what a document shows, and what it does not. */
#include "test.h"

#include "content.h"
#include "represent/resource.h"

#include <jansson.h>

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
    resource_prepare(snapshot);
    return 0;
}

static int release(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    return 0;
}

static json_t *shown(const char *collection, const char *slug,
                     const struct shape *shape)
{
    struct str out = {0};
    json_error_t error;
    const struct entry *entry = entry_of(snapshot, collection, slug);
    assert_non_null(entry);
    resource_write(&out, snapshot, entry, shape);
    json_t *read =
        json_loadb(out.data, out.size, JSON_REJECT_DUPLICATES, &error);
    if (read == NULL)
        print_error("%s: %s\n", error.text, out.data);
    assert_non_null(read);
    str_release(&out);
    return read;
}

/* The value under a key, as text. */
static void check(const json_t *object, const char *key, const char *wanted)
{
    char *text =
        json_dumps(json_object_get(object, key),
                   JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    assert_string_equal(text != NULL ? text : "(absent)", wanted);
    free(text);
}

static void check_keys(const json_t *object, const char *wanted)
{
    char text[512] = "";
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        strcat(text, text[0] != '\0' ? " " : "");
        strcat(text, key);
    }
    assert_string_equal(text, wanted);
}

static void a_list_shows_a_document_without_its_body(void **state)
{
    (void)state;
    const struct shape shape = {.form = FORM_LIST};
    json_t *post = shown("posts", "a", &shape);
    check_keys(post, "id collection slug url path rev title date day updated "
                     "excerpt word_count reading_time author authors tags "
                     "categories category opacity ratio empty nothing text");
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
    const struct shape shape = {.form = FORM_ITEM, .includes = INCLUDE_ITEM};
    json_t *post = shown("posts", "b", &shape);
    static const char *const nulls[] = {"date", "day", "updated", "excerpt",
                                        "author"};
    static const char *const lists[] = {"authors", "tags", "categories", "toc"};
    for (size_t i = 0; i < sizeof nulls / sizeof nulls[0]; i++)
        check(post, nulls[i], "null");
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        check(post, lists[i], "[]");
    check(post, "html", "\"\"");
    check(post, "title", "\"B\"");
    json_decref(post);
}

static void an_item_shows_its_authors_whole(void **state)
{
    (void)state;
    const struct shape shape = {.form = FORM_ITEM, .includes = INCLUDE_ITEM};
    json_t *post = shown("posts", "a", &shape);
    json_t *authors = json_object_get(post, "authors");
    const json_t *ana = json_array_get(authors, 0);
    const json_t *bo = json_array_get(authors, 1);
    check(ana, "role", "\"Writer\"");
    check(ana, "post_count", "1");
    check_keys(ana, "id collection slug path name href post_count role email");
    /* a mapping in a post is not a file that was meant to be read */
    check_keys(bo, "id collection slug name href post_count url");
    assert_true(json_equal(json_object_get(post, "author"), (json_t *)ana));
    json_decref(post);
}

static void headings_nest_in_the_table_of_contents(void **state)
{
    (void)state;
    const struct shape shape = {.form = FORM_ITEM, .includes = INCLUDE_TOC};
    json_t *post = shown("posts", "a", &shape);
    check(post, "toc",
          "[{\"level\":1,\"id\":\"one\",\"text\":\"One\",\"children\":["
          "{\"level\":2,\"id\":\"two\",\"text\":\"Two\",\"children\":[]}]},"
          "{\"level\":1,\"id\":\"three\",\"text\":\"Three\",\"children\":[]}]");
    json_decref(post);
}

static void data_is_shown_as_it_is_written(void **state)
{
    (void)state;
    const struct shape shape = {.form = FORM_ITEM, .includes = INCLUDE_ITEM};
    json_t *list = shown("data", "list", &shape);
    json_t *map = shown("data", "map", &shape);
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
    const struct slice fields[] = {SLICE("slug"), SLICE("opacity"),
                                   SLICE("nobody")};
    const struct shape shape = {
        .form = FORM_LIST, .fields = fields, .field_count = 3};
    json_t *post = shown("posts", "a", &shape);
    check_keys(post, "slug opacity");
    json_decref(post);
}

static void fields_that_a_kind_lacks_are_null_where_they_are_named(void **state)
{
    (void)state;
    const struct slice fields[] = {SLICE("slug"), SLICE("url"), SLICE("rev"),
                                   SLICE("name")};
    const struct shape shape = {
        .form = FORM_LIST, .fields = fields, .field_count = 4};
    json_t *tag = shown("tags", "x", &shape);
    json_t *map = shown("data", "map", &shape);
    json_t *bo = shown("authors", "bo", &shape);
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
    const struct slice fields[] = {SLICE("html"), SLICE("authors"),
                                   SLICE("opacity")};
    const struct shape shape = {.form = FORM_ITEM,
                                .includes = INCLUDE_ITEM,
                                .fields = fields,
                                .field_count = 3,
                                .leaves_out = true};
    json_t *post = shown("posts", "a", &shape);
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
    const struct shape shape = {.form = FORM_LIST,
                                .includes = INCLUDE_HTML | INCLUDE_MARKDOWN |
                                            INCLUDE_TEXT |
                                            INCLUDE_FRONT_MATTER};
    json_t *post = shown("posts", "a", &shape);
    json_t *front_matter = json_object_get(post, "front_matter");
    assert_non_null(json_object_get(post, "html"));
    check(post, "markdown",
          "\"# One\\n\\n## Two\\n\\n# Three\\n\\nSome text.\\n\"");
    check(post, "text", "\"One\\n\\nTwo\\n\\nThree\\n\\nSome text.\"");
    check(front_matter, "toc", "\"mine\"");
    check(front_matter, "slug", "\"a\"");
    json_decref(post);
}

static void the_names_of_computed_members_are_known(void **state)
{
    (void)state;
    size_t count = 0;
    for (; computed_member_name(count) != NULL; count++)
        assert_true(is_computed_member(slice_of(computed_member_name(count))));
    assert_int_equal(count, 25);
    assert_false(is_computed_member(SLICE("opacity")));
    assert_false(is_computed_member(SLICE("")));
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
        cmocka_unit_test(the_names_of_computed_members_are_known),
    };
    return cmocka_run_group_tests(tests, build, release);
}
