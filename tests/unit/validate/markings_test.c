/* markings_test.c - which strings a schema says are Markdown. */
#include "test.h"

#include "document/data.h"
#include "document/frontmatter.h"
#include "validate/markings.h"

#define MD "{\"contentMediaType\":\"text/markdown\"}"

/* Puts a "+" or a "-" for each string of the value, in their order. */
static void append_marks(struct str *out, const struct markings *markings,
                         const struct value *value)
{
    if (value_is_string(value))
        str_append_text(out, markings_have(markings, value) ? "+" : "-");
    for (size_t i = 0; value_is_array(value) && i < value->size; i++)
        append_marks(out, markings, &value->as.items[i]);
    for (size_t i = 0; value_is_object(value) && i < value->size; i++)
        append_marks(out, markings, &value->as.members[i].value);
}

static void check(const char *schema, const char *yaml, const char *wanted)
{
    struct arena arena = {0};
    struct diagnostics found = {.arena = &arena};
    struct markings markings;
    struct value value;
    struct str marks = {0};
    const struct schema_text texts[] = {
        {SLICE("posts.json"), SLICE("s/posts.json"), slice_of(schema)}};
    struct schema_set *schemas = schemas_new(texts, 1);
    const struct subschema *posts = schemas_find(schemas, SLICE("posts.json"));
    assert_non_null(posts);
    assert_true(frontmatter_parse(slice_of(yaml), 2, &arena, &found, &value));
    markings_find(posts, &value, &arena, &markings);
    append_marks(&marks, &markings, &value);
    assert_slice_is(str_slice(&marks), wanted);
    str_release(&marks);
    schemas_unref(schemas);
    arena_release(&arena);
}

static void strings_are_marked_by_their_media_type(void **state)
{
    (void)state;
    check("{\"properties\":{\"bio\":" MD "}}", "bio: a\nname: b\n", "+-");
    check("{\"properties\":{\"bio\":{\"contentMediaType\":"
          "\"Text/Markdown; variant=GFM\"}}}",
          "bio: a\n", "+");
    check("{\"properties\":{\"bio\":{\"contentMediaType\":\"text/html\"}}}",
          "bio: a\n", "-");
    check("{\"properties\":{\"bio\":{\"contentMediaType\":3}}}", "bio: a\n",
          "-");
    check("{\"properties\":{\"bio\":" MD "}}", "bio: [a]\n", "-");
}

static void a_document_need_not_fit(void **state)
{
    (void)state;
    check("{\"required\":[\"x\"],\"properties\":{\"bio\":" MD
          "},\"additionalProperties\":false}",
          "bio: a\ny: b\n", "+-");
}

static void every_way_down_is_taken(void **state)
{
    (void)state;
    check("{\"properties\":{\"a\":{\"items\":" MD "}}}", "a: [x, 1, y]\n",
          "++");
    check("{\"properties\":{\"a\":{\"prefixItems\":[" MD "]}}}", "a: [x, y]\n",
          "+-");
    check("{\"properties\":{\"a\":{\"prefixItems\":[{}],\"items\":" MD "}}}",
          "a: [x, y]\n", "-+");
    check("{\"properties\":{\"a\":{}},\"additionalProperties\":" MD "}",
          "a: x\nb: y\n", "-+");
    check("{\"patternProperties\":{\"_md$\":" MD
          "},\"additionalProperties\":{\"items\":" MD "}}",
          "a_md: x\nb: y\nc: [z]\n", "+-+");
    check("{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"properties\":{\"b\":" MD
          "}}}}",
          "b: x\n", "+");
    check("{\"allOf\":[{\"properties\":{\"b\":" MD "}}]}", "b: x\n", "+");
    check("{\"dependentSchemas\":{\"a\":{\"properties\":{\"b\":" MD "}}}}",
          "b: x\n", "-");
    check("{\"dependentSchemas\":{\"a\":{\"properties\":{\"b\":" MD "}}}}",
          "a: 1\nb: x\n", "+");
}

static void of_several_forms_those_count_that_may_be_meant(void **state)
{
    (void)state;
    static const char blocks[] =
        "{\"properties\":{\"blocks\":{\"items\":{\"oneOf\":["
        "{\"properties\":{\"type\":{\"const\":\"A\"},\"text\":" MD "}},"
        "{\"$ref\":\"#/$defs/b\"}]}}},"
        "\"$defs\":{\"b\":{\"properties\":{\"type\":{\"enum\":[\"B\",\"C\"]},"
        "\"title\":" MD "}}}}";
    check(blocks, "blocks: [{type: A, text: x, title: y}]\n", "-+-");
    check(blocks, "blocks: [{type: C, text: x, title: y}]\n", "--+");
    check(blocks, "blocks: [{type: D, text: x, title: y}]\n", "---");
    check("{\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"array\",\"items\":" MD
          "},{\"type\":\"string\"}]}}}",
          "a: x\n", "-");
    check("{\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"array\",\"items\":" MD
          "},{\"type\":[\"string\",\"null\"]}]}}}",
          "a: [x]\n", "+");
    check("{\"anyOf\":[{\"required\":[\"c\"],\"properties\":{\"b\":" MD "}}]}",
          "b: x\n", "-");
    check("{\"if\":{\"properties\":{\"k\":{\"const\":\"md\"}}},\"then\":{"
          "\"properties\":{\"b\":" MD "}},\"else\":{\"properties\":{\"c\":" MD
          "}}}",
          "k: md\nb: x\nc: y\n", "-+-");
    check("{\"if\":{\"properties\":{\"k\":{\"const\":\"md\"}}},\"then\":{"
          "\"properties\":{\"b\":" MD "}},\"else\":{\"properties\":{\"c\":" MD
          "}}}",
          "k: txt\nb: x\nc: y\n", "--+");
}

static void circles_end(void **state)
{
    (void)state;
    check("{\"$ref\":\"#\",\"properties\":{\"b\":" MD "}}", "b: x\n", "+");
    check("{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}],"
          "\"properties\":{\"b\":" MD "}}",
          "b: x\n", "+");
    check("{\"properties\":{\"b\":{\"anyOf\":[{\"$ref\":\"#/properties/b\"},"
          "{\"$ref\":\"#/properties/b\"}]}}}",
          "b: x\n", "-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_marked_by_their_media_type),
        cmocka_unit_test(a_document_need_not_fit),
        cmocka_unit_test(every_way_down_is_taken),
        cmocka_unit_test(of_several_forms_those_count_that_may_be_meant),
        cmocka_unit_test(circles_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
