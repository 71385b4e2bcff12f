/* schema_test.c - which fields documents have, and their values. */
#include "test.h"

#include "content.h"
#include "index/schema.h"

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: A\ndate: 2024-01-01\nrating: 5\nopen: true\n"
                   "author: Ana Luz\ntags: [x, Y]\nreleased: 2024-01-05\n"
                   "seo.title: literal\nseo: {title: nested, depth: 1}\n"
                   "blocks: [{type: hero, items: [1, 2]}, {type: quote}]\n"
                   "nothing:\nempty: []\nphone: \"1714521600\"\n---\nBody.\n"},
    {"posts/b.md", "---\ntitle: B\nrating: good\nreleased: May 3, 2024\n"
                   "tags: x\nmatrix: [[1, 2], [3]]\n"
                   "cells: [[{x: 1}, {x: 2}], {x: 3}]\n---\n"},
    {"posts/draft.md", "---\ntitle: D\nsecret: 1\ndraft: true\n---\n"},
    {"posts/hidden.md", "---\ntitle: H\nshy: 1\nhidden: true\n---\n"},
    {"data/list.json", "[1, 2, 3]"},
    {"data/other.json", "{\"title\": 7, \"date\": \"2024-02-02\"}"},
    {"_data/authors.yml", "ana: {name: Ana Luz, email: a@b.c, team: red}\n"},
};

static struct snapshot *snapshot;
static struct arena arena;

static int build(void **state)
{
    (void)state;
    snapshot = SITE(files);
    return 0;
}

static int release(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    arena_release(&arena);
    return 0;
}

static const struct schema *schema_of(const char *collection)
{
    return snapshot_schema(
        snapshot, collection != NULL
                      ? snapshot_find_collection(snapshot, slice_of(collection))
                      : NULL);
}

static struct field_path path_of(const char *collection, const char *text)
{
    struct field_path path;
    struct slice nearest;
    bool found = schema_find(schema_of(collection), slice_of(text), &arena,
                             &path, &nearest);
    assert_int_equal(found, path.count > 0);
    return path;
}

static bool append_datum(void *context, const struct datum *datum)
{
    struct str *out = context;
    switch (datum->type) {
    case FIELD_BOOLEAN:
        str_append_text(out, datum->as.boolean ? "yes;" : "no;");
        break;
    case FIELD_NUMBER:
        str_appendf(out, "%g;", datum->as.number.real);
        break;
    case FIELD_TEXT:
        str_appendf(out, "'%.*s';", SLICE_FMT(datum->as.text));
        break;
    case FIELD_DATE:
        str_appendf(out, "@%lld;", (long long)(datum->as.date.ms / 1000));
        break;
    case FIELD_RELATION:
        str_appendf(out, "->%.*s;",
                    SLICE_FMT(datum->as.entry != NULL ? datum->as.entry->slug
                                                      : SLICE("?")));
        break;
    case FIELD_OBJECT:
        str_append_text(out, "{};");
        break;
    }
    return false;
}

static void check_values(const char *collection, const char *slug,
                         const char *text, const char *wanted)
{
    struct field_path path = path_of(collection, text);
    struct str out = {0};
    (void)entry_any_datum(entry_of(snapshot, collection, slug), &path,
                          append_datum, &out);
    assert_slice_is(str_slice(&out), wanted);
    str_release(&out);
}

static void every_value_counts_as_its_own_type(void **state)
{
    (void)state;
    assert_int_equal(path_of("posts", "rating").types,
                     FIELD_NUMBER | FIELD_TEXT);
    assert_int_equal(path_of("posts", "open").types, FIELD_BOOLEAN);
    assert_int_equal(path_of("posts", "seo").types, FIELD_OBJECT);
    assert_int_equal(path_of("posts", "nothing").types, 0);
    assert_int_equal(path_of("posts", "empty").types, 0);
    check_values("posts", "a", "rating", "5;");
    check_values("posts", "b", "rating", "'good';");
    check_values("posts", "a", "open", "yes;");
    check_values("posts", "a", "seo", "{};");
    check_values("posts", "a", "nothing", "");
}

static void a_schema_counts_documents_and_values(void **state)
{
    (void)state;
    struct field_path path = path_of("posts", "rating");
    struct field_facts facts = schema_facts(schema_of("posts"), &path);
    assert_int_equal(facts.document_count, 2);
    assert_int_equal(facts.value_count, 2);
    assert_int_equal(facts.type_count[1], 1); /* numbers */
    assert_int_equal(facts.type_count[2], 1); /* texts */
    path = path_of("posts", "tags");
    facts = schema_facts(schema_of("posts"), &path);
    assert_int_equal(facts.document_count, 2);
    assert_int_equal(facts.value_count, 3);
    path = path_of("posts", "matrix");
    facts = schema_facts(schema_of("posts"), &path);
    assert_int_equal(facts.document_count, 1);
    assert_int_equal(facts.value_count, 3);
}

static void texts_that_are_all_dates_are_dates_too(void **state)
{
    (void)state;
    struct field_path path = path_of("posts", "released");
    assert_int_equal(path.types, FIELD_DATE | FIELD_TEXT);
    assert_true(path.has_only_dates);
    check_values("posts", "a", "released", "@1704412800;");
    check_values("posts", "b", "released", "@1714694400;");
    assert_int_equal(path_of("posts", "phone").types, FIELD_TEXT);
    check_values("posts", "a", "phone", "'1714521600';");
}

static void names_lead_through_objects_and_lists(void **state)
{
    (void)state;
    check_values("posts", "a", "blocks.type", "'hero';'quote';");
    check_values("posts", "a", "blocks.items", "1;2;");
    check_values("posts", "a", "blocks.1.type", "'quote';");
    check_values("posts", "a", "blocks.0.items.1", "2;");
    check_values("posts", "a", "blocks.7.type", "");
    check_values("posts", "b", "matrix", "1;2;3;");
    check_values("posts", "b", "matrix.1", "3;");
    assert_true(path_of("posts", "blocks.type").is_list);
    assert_false(path_of("posts", "seo.depth").is_list);
    assert_int_equal(path_of("posts", "rating.0").count, 0);
}

static void a_key_with_a_dot_comes_before_an_object(void **state)
{
    (void)state;
    check_values("posts", "a", "seo.title", "'literal';");
    check_values("posts", "a", "seo.depth", "1;");
}

static void numbers_lead_into_lists_in_lists(void **state)
{
    (void)state;
    check_values("posts", "b", "matrix", "1;2;3;");
    check_values("posts", "b", "matrix.0", "1;2;");
    check_values("posts", "b", "matrix.0.1", "2;");
    check_values("posts", "b", "matrix.1.0", "3;");
    check_values("posts", "b", "matrix.1.1", "");
    check_values("posts", "b", "matrix.2.0", "");
    check_values("posts", "b", "cells.0.1.x", "2;");
    check_values("posts", "b", "cells.0.x", "1;2;");
    check_values("posts", "b", "cells.1.0.x", "");
    check_values("posts", "b", "cells.1.x", "3;");
    assert_true(path_of("posts", "matrix.0").is_list);
    assert_false(path_of("posts", "matrix.0.1").is_list);
    assert_true(path_of("posts", "matrix.0.1").is_written);
    assert_int_equal(path_of("posts", "matrix.0.1.0").count, 0);
    assert_int_equal(path_of("posts", "tags.0.1").count, 0);
    assert_int_equal(path_of("posts", "cells.0.1.2.x").count, 0);
}

static void names_lead_through_relations(void **state)
{
    (void)state;
    check_values("posts", "a", "author", "->ana;");
    check_values("posts", "a", "author.name", "'Ana Luz';");
    check_values("posts", "a", "author.post_count", "1;");
    check_values("posts", "a", "author.team", "'red';");
    check_values("posts", "a", "tags.slug", "'x';'y';");
    check_values("posts", "a", "tags.1.name", "'Y';");
    check_values("posts", "b", "author.name", "");
}

static void what_nobody_meant_to_publish_is_no_field(void **state)
{
    (void)state;
    assert_int_equal(path_of("authors", "email").count, 0);
    assert_int_equal(path_of("posts", "author.email").count, 0);
    assert_int_equal(path_of("posts", "secret").count, 0);
    assert_int_equal(path_of("posts", "shy").count, 0);
    assert_int_equal(path_of(NULL, "secret").count, 0);
    assert_int_equal(path_of(NULL, "shy").count, 1); /* is in /_all */
}

static void computed_members_are_there_where_an_entry_has_them(void **state)
{
    (void)state;
    assert_int_equal(path_of("tags", "post_count").types, FIELD_NUMBER);
    assert_int_equal(path_of("categories", "post_count").types, FIELD_NUMBER);
    assert_int_equal(path_of("posts", "post_count").count, 0);
    assert_int_equal(path_of("posts", "name").count, 0);
    assert_int_equal(path_of("tags", "title").count, 0);
    assert_int_equal(path_of("authors", "date").count, 0);
    assert_int_equal(path_of(NULL, "title").types,
                     FIELD_TEXT | FIELD_NUMBER); /* the second is written */
    assert_int_equal(path_of(NULL, "post_count").count, 0);
    assert_int_equal(path_of("posts", "author.post_count").types, FIELD_NUMBER);
    assert_int_equal(path_of("pages", "title").types,
                     FIELD_TEXT); /* none yet */
    assert_int_equal(path_of("posts", "date").types, FIELD_DATE);
    assert_true(path_of("posts", "day").is_day);
    assert_int_equal(path_of("posts", "html").uses, 0);
    assert_int_equal(path_of("posts", "text").uses, USE_EXISTS | USE_TEXT);
    check_values("posts", "a", "title", "'A';");
    check_values("posts", "a", "date", "@1704067200;");
    check_values("posts", "a", "day", "@1704067200;");
    check_values("posts", "b", "date", "");
    check_values("posts", "a", "text", "'Body.';");
    check_values("posts", "a", "word_count", "1;");
    check_values("posts", "a", "html", "");
}

static void data_has_what_is_written_under_computed_names(void **state)
{
    (void)state;
    check_values("data", "other", "title", "7;");
    check_values("data", "other", "date", "@1706832000;");
    check_values("data", "list", "value", "1;2;3;");
    check_values("data", "list", "value.2", "3;");
    assert_true(path_of("data", "date").is_written);
    assert_false(path_of("posts", "date").is_written);
}

static void check_nearest(const char *text, const char *wanted)
{
    struct field_path path;
    struct slice nearest;
    assert_false(schema_find(schema_of("posts"), slice_of(text), &arena, &path,
                             &nearest));
    if (wanted == NULL)
        assert_null(nearest.data);
    else
        assert_slice_is(nearest, wanted);
}

static void the_nearest_path_is_suggested_whole(void **state)
{
    (void)state;
    check_nearest("titel", "title");
    check_nearest("ratign", "rating");
    check_nearest("auhtor.nmae", "author.name");
    check_nearest("author.nmae", "author.name");
    check_nearest("seo.titel", "seo.title");
    check_nearest("blokcs.type", "blocks.type");
    check_nearest("sponsor", NULL);
    check_nearest("author.sponsor", NULL);
    check_nearest("title.more", NULL);
    check_nearest("", NULL);
    check_nearest(".", NULL);
}

static void a_path_has_a_bounded_number_of_names(void **state)
{
    (void)state;
    struct str text = {0};
    str_append_text(&text, "---\ndeep: ");
    for (int i = 0; i < SCHEMA_MAX_DEPTH + 3; i++)
        str_append_text(&text, "{a: ");
    str_append_text(&text, "1");
    str_append_repeat(&text, '}', SCHEMA_MAX_DEPTH + 3);
    str_append_text(&text, "\n---\n");
    const struct file deep[] = {{"posts/deep.md", text.data}};
    struct snapshot *site = SITE(deep);
    const struct schema *schema =
        snapshot_schema(site, snapshot_find_collection(site, SLICE("posts")));
    struct str path = {0};
    struct field_path found;
    struct slice nearest;
    str_append_text(&path, "deep");
    for (int i = 1; i < SCHEMA_MAX_DEPTH; i++)
        str_append_text(&path, ".a");
    assert_true(
        schema_find(schema, str_slice(&path), &arena, &found, &nearest));
    assert_int_equal(found.count, SCHEMA_MAX_DEPTH);
    str_append_text(&path, ".a");
    assert_false(
        schema_find(schema, str_slice(&path), &arena, &found, &nearest));
    snapshot_unref(site);
    str_release(&text);
    str_release(&path);
}

static void a_schema_has_a_bounded_number_of_fields(void **state)
{
    (void)state;
    struct str text = {0};
    str_append_text(&text, "{");
    for (int i = 0; i < SCHEMA_MAX_FIELDS; i++)
        str_appendf(&text, "%s\"key%d\": 1", i > 0 ? "," : "", i);
    str_append_text(&text, "}");
    const struct file many[] = {{"data/many.json", text.data}};
    struct snapshot *site = SITE(many);
    const struct schema *schema =
        snapshot_schema(site, snapshot_find_collection(site, SLICE("data")));
    struct field_path found;
    struct slice nearest;
    assert_non_null(schema_overflow(schema));
    assert_true(
        slice_is(schema_overflow(schema)->source->path, "data/many.json"));
    assert_true(schema_find(schema, SLICE("key1"), &arena, &found, &nearest));
    assert_null(schema_overflow(schema_of("data")));
    snapshot_unref(site);
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_counts_as_its_own_type),
        cmocka_unit_test(a_schema_counts_documents_and_values),
        cmocka_unit_test(texts_that_are_all_dates_are_dates_too),
        cmocka_unit_test(names_lead_through_objects_and_lists),
        cmocka_unit_test(a_key_with_a_dot_comes_before_an_object),
        cmocka_unit_test(numbers_lead_into_lists_in_lists),
        cmocka_unit_test(names_lead_through_relations),
        cmocka_unit_test(what_nobody_meant_to_publish_is_no_field),
        cmocka_unit_test(computed_members_are_there_where_an_entry_has_them),
        cmocka_unit_test(data_has_what_is_written_under_computed_names),
        cmocka_unit_test(the_nearest_path_is_suggested_whole),
        cmocka_unit_test(a_path_has_a_bounded_number_of_names),
        cmocka_unit_test(a_schema_has_a_bounded_number_of_fields),
    };
    return cmocka_run_group_tests(tests, build, release);
}
