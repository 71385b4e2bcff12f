/* schemas_test.c - what is wrong with schemas themselves, and how they refer to
 * each other. */
#include "test.h"

#include "document/data.h"
#include "validate/judge.h"

static const char *faults_of(const struct schema_set *schemas, struct str *text)
{
    const struct diagnostics *faults = schemas_faults(schemas);
    str_clear(text);
    str_append_text(text, "");
    for (size_t i = 0; i < faults->count; i++) {
        const struct diagnostic *one = &faults->items[i];
        str_appendf(text, "%s%.*s:%u:%u %s %.*s = %.*s", i > 0 ? "\n" : "",
                    SLICE_FMT(one->path), one->line, one->column,
                    diagnostic_code_name(one->code), SLICE_FMT(one->message),
                    SLICE_FMT(one->hint));
    }
    return text->data;
}

static void faults_have_places(void **state)
{
    (void)state;
    static const struct {
        const char *schema, *faults;
    } cases[] = {
        {"{\n  \"type\": \"strnig\"}",
         "a.json:2:11 schema-invalid type must be null, boolean, integer, "
         "number, string, array or object, or a list of these, not a string = "
         "did you mean 'string'?"},
        {"{\"properties\": []}",
         "a.json:1:16 schema-invalid properties must be an object of schemas, "
         "not a list = "},
        {"{\"items\": [{}]}",
         "a.json:1:11 schema-invalid items must be a schema, not a list = "
         "write "
         "prefixItems for a list of schemas, and items for one"},
        {"{\"properties\": {\"a\": {\"required\": true}}}",
         "a.json:1:35 schema-invalid required must be a list of strings, not a "
         "boolean = list the names of the keys in the schema around it"},
        {"{\"maxLength\": -1}",
         "a.json:1:15 schema-invalid maxLength must be a whole number that is "
         "at least 0, not an integer = "},
        {"{\"pattern\": \"(\"}", "a.json:1:13 schema-invalid '(' is not a "
                                 "valid regular expression: missing "
                                 "closing parenthesis = "},
        {"{\"pattern\": \"(?R)\"}",
         "a.json:1:13 schema-invalid '(?R)' is not a valid regular expression: "
         "'(?R' "
         "means nothing in a pattern = "},
        {"{\"pattern\": \"(?\xC4\x86)\"}",
         "a.json:1:13 schema-invalid '(?\xC4\x86)' is not a valid regular "
         "expression: "
         "'(?' means nothing in a pattern = "},
        {"{\"$ref\": \"#/$defs/x\"}",
         "a.json:1:10 schema-invalid '#/$defs/x' leads to no schema = "},
        {"{\"$ref\": \"b.jsn\"}",
         "a.json:1:10 schema-invalid 'b.jsn' leads to no schema: there is no "
         "such file among the schemas = did you mean 'b.json'?"},
        {"{\"$ref\": \"https://example.org/x.json\"}",
         "a.json:1:10 schema-invalid 'https://example.org/x.json' leads to no "
         "schema: nothing is fetched from elsewhere = put the file into the "
         "folder of the schemas and refer to it by its path there, or by its "
         "$id"},
        {"{\"$id\": \"x.json#y\"}",
         "a.json:1:9 schema-invalid $id has a fragment, '#y' = write what "
         "follows '#' as $anchor"},
        {"{\"$anchor\": \"a/b\"}",
         "a.json:1:13 schema-invalid 'a/b' cannot be an anchor = write a name "
         "of letters, digits, '-', '_' and '.'"},
        {"{\"requierd\": [\"a\"]}",
         "a.json:1:2 schema-keyword-unknown 'requierd' is not a keyword of "
         "JSON Schema 2020-12 and has no effect = did you mean 'required'?"},
        {"{\"format\": \"datetime\"}",
         "a.json:1:12 schema-keyword-unknown the format 'datetime' is unknown "
         "and has no effect = did you mean 'date-time'?"},
        {"{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}",
         "a.json:1:13 schema-draft the schema names another dialect than "
         "2020-12, as which it is read: http://json-schema.org/draft-07/schema "
         "= write \"$schema\": "
         "\"https://json-schema.org/draft/2020-12/schema\""},
        {"[]", "a.json:1:1 schema-invalid a schema must be an object, true or "
               "false, not a list = write an object such as {\"required\": "
               "[\"title\"]}"},
        {"{\"x-mine\": 1, \"errorMessage\": \"x\", \"enum\": [{\"$id\": 3, "
         "\"type\": 1}]}",
         ""},
    };
    struct str text = {0};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const struct schema_text texts[] = {
            {SLICE("a.json"), SLICE("a.json"), slice_of(cases[i].schema)},
            {SLICE("b.json"), SLICE("b.json"), SLICE("true")}};
        struct schema_set *schemas = schemas_new(texts, 2);
        assert_string_equal(faults_of(schemas, &text), cases[i].faults);
        bool has_error = schemas_faults(schemas)->error_count > 0;
        assert_int_equal(schemas_find(schemas, SLICE("a.json")) == NULL,
                         has_error);
        assert_non_null(schemas_find(schemas, SLICE("b.json")));
        schemas_unref(schemas);
    }
    str_release(&text);
}

static void a_file_that_is_not_json_is_told_with_its_line(void **state)
{
    (void)state;
    struct str text = {0};
    const struct schema_text texts[] = {
        {SLICE("a.json"), SLICE("s/a.json"), SLICE("{\n\"type\": }")}};
    struct schema_set *schemas = schemas_new(texts, 1);
    assert_string_equal(faults_of(schemas, &text),
                        "s/a.json:2:9 json-syntax a value is missing here = "
                        "write a value, or null");
    assert_null(schemas_find(schemas, SLICE("a.json")));
    schemas_unref(schemas);
    str_release(&text);
}

static bool fits(const struct schema_set *schemas, const char *name,
                 const char *text)
{
    struct arena arena = {0};
    struct diagnostics found = {.arena = &arena};
    struct value value;
    const struct subschema *schema = schemas_find(schemas, slice_of(name));
    assert_non_null(schema);
    assert_true(data_parse(slice_of(text), &arena, &found, &value));
    bool ok = schema_judge(schema, &value, NULL, NULL, &found);
    arena_release(&arena);
    return ok;
}

static void files_refer_to_each_other_by_path(void **state)
{
    (void)state;
    const struct schema_text texts[] = {
        {SLICE("posts.json"), SLICE("posts.json"),
         SLICE("{\"properties\": {\"seo\": {\"$ref\": \"parts/seo.json\"}, "
               "\"up\": {\"$ref\": \"../../../parts/seo.json#/$defs/up\"}}}")},
        {SLICE("parts/seo.json"), SLICE("parts/seo.json"),
         SLICE("{\"required\": [\"title\"], \"$defs\": {\"up\": {\"$ref\": "
               "\"../lang.json#lang\"}}}")},
        {SLICE("lang.json"), SLICE("lang.json"),
         SLICE("{\"$defs\": {\"x\": {\"$anchor\": \"lang\", \"enum\": "
               "[\"en\"]}}}")},
    };
    struct schema_set *schemas = schemas_new(texts, 3);
    struct schema_file_facts facts;
    size_t cursor = 0, referenced = 0;
    assert_int_equal(schemas_faults(schemas)->count, 0);
    assert_true(fits(schemas, "posts.json", "{\"seo\": {\"title\": 1}}"));
    assert_false(fits(schemas, "posts.json", "{\"seo\": {}}"));
    assert_true(fits(schemas, "posts.json", "{\"up\": \"en\"}"));
    assert_false(fits(schemas, "posts.json", "{\"up\": \"fr\"}"));
    while (schemas_next(schemas, &cursor, &facts))
        referenced += facts.is_referenced ? 1 : 0;
    assert_int_equal(cursor, 3);
    assert_int_equal(referenced, 2);
    assert_null(schemas_find(schemas, SLICE("none.json")));
    schemas_unref(schemas_ref(schemas));
    schemas_unref(schemas);
}

static void two_schemas_cannot_have_one_id(void **state)
{
    (void)state;
    struct str text = {0};
    const struct schema_text texts[] = {
        {SLICE("a.json"), SLICE("a.json"),
         SLICE("{\"$id\": \"https://example.org/x\"}")},
        {SLICE("b.json"), SLICE("b.json"),
         SLICE("{\"$id\": \"https://example.org/x\"}")},
    };
    struct schema_set *schemas = schemas_new(texts, 2);
    assert_string_equal(faults_of(schemas, &text),
                        "b.json:1:9 schema-invalid a.json has the same $id = "
                        "change one of the two");
    assert_non_null(schemas_find(schemas, SLICE("a.json")));
    schemas_unref(schemas);
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_have_places),
        cmocka_unit_test(a_file_that_is_not_json_is_told_with_its_line),
        cmocka_unit_test(files_refer_to_each_other_by_path),
        cmocka_unit_test(two_schemas_cannot_have_one_id),
    };
    data_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
