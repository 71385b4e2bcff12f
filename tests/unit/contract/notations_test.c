/* notations_test.c - what is built here in the notations of other programs. */
#include "test.h"

#include "contract/downgrade.h"
#include "contract/typescript.h"
#include "document/frontmatter.h"
#include "document/yaml_writer.h"
#include "represent/write.h"

static struct value parsed(const char *yaml, struct arena *arena)
{
    struct diagnostics diagnostics = {.arena = arena};
    struct value value;
    if (!frontmatter_parse(slice_of(yaml), 1, arena, &diagnostics, &value))
        fail_msg("%s", yaml);
    return value;
}

static void schemas_are_types_of_typescript(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"{type: string}", "string"},
        {"{type: integer}", "number"},
        {"{type: [string, 'null']}", "string | null"},
        {"{type: [string, 'null'], enum: [a, b, null]}",
         "\"a\" | \"b\" | null"},
        {"{const: posts}", "\"posts\""},
        {"{type: array, items: {type: [string, boolean]}}",
         "(string | boolean)[]"},
        {"{type: array, items: {type: string}}", "string[]"},
        {"{type: array}", "unknown[]"},
        {"{$ref: '#/components/schemas/Post'}", "Post"},
        {"{anyOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}",
         "A | null"},
        {"{allOf: [{$ref: '#/components/schemas/A'}, {oneOf: [{type: string}, "
         "{type: number}]}]}",
         "A & (string | number)"},
        {"{}", "unknown"},
        {"{type: object}", "Record<string, unknown>"},
        {"{type: object, additionalProperties: {type: number}}",
         "Record<string, number>"},
        {"{type: object, required: [a], properties: {a: {type: string}, "
         "b-c: {type: boolean, description: 'ends */ here'}}}",
         "{\n  a: string;\n  /** ends * / here */\n  \"b-c\"?: boolean;\n}"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct arena arena = {0};
        struct str out = {0};
        const struct value schema = parsed(rows[i][0], &arena);
        typescript_write_type(&out, &schema, 0);
        assert_slice_is(str_slice(&out), rows[i][1]);
        str_release(&out);
        arena_release(&arena);
    }
}

static void descriptions_are_said_in_an_older_version(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"{type: [string, 'null']}", "{\"type\":\"string\",\"nullable\":true}"},
        {"{type: [string, integer]}",
         "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}"},
        {"{const: posts}", "{\"enum\":[\"posts\"],\"type\":\"string\"}"},
        {"{type: string, const: a}", "{\"type\":\"string\",\"enum\":[\"a\"]}"},
        {"{type: string, examples: [a, b]}",
         "{\"type\":\"string\",\"example\":\"a\"}"},
        {"{$ref: '#/x', description: d}",
         "{\"allOf\":[{\"$ref\":\"#/x\"}],\"description\":\"d\"}"},
        {"{$ref: '#/x'}", "{\"$ref\":\"#/x\"}"},
        {"{anyOf: [{$ref: '#/x'}, {type: 'null'}]}",
         "{\"anyOf\":[{\"$ref\":\"#/x\"},{\"type\":\"string\",\"nullable\":"
         "true,\"enum\":[null]}]}"},
        {"{properties: {type: {type: [number, 'null']}, const: {type: "
         "string}}}",
         "{\"properties\":{\"type\":{\"type\":\"number\",\"nullable\":true},"
         "\"const\":{\"type\":\"string\"}}}"},
        {"{openapi: 3.1.0, info: {title: t, summary: s, license: {name: MIT, "
         "identifier: MIT}}}",
         "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"t\",\"license\":{"
         "\"name\":\"MIT\","
         "\"url\":\"https://spdx.org/licenses/MIT.html\"}}}"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        struct arena arena = {0};
        struct str out = {0};
        const struct value newer = parsed(rows[i][0], &arena);
        const struct value older = downgrade(&newer, &arena);
        write_value(&out, &older);
        assert_slice_is(str_slice(&out), rows[i][1]);
        str_release(&out);
        arena_release(&arena);
    }
}

static void comes_back(const char *json)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct value before, after;
    struct str yaml = {0}, again = {0}, once = {0};
    assert_true(
        frontmatter_parse(slice_of(json), 1, &arena, &diagnostics, &before));
    yaml_write(&yaml, &before);
    if (!frontmatter_parse(str_slice(&yaml), 1, &arena, &diagnostics, &after))
        fail_msg("%s", yaml.data);
    write_value(&once, &before);
    write_value(&again, &after);
    assert_string_equal(once.data, again.data);
    str_release(&yaml);
    str_release(&again);
    str_release(&once);
    arena_release(&arena);
}

static void every_value_comes_back_from_yaml(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "{\"a\": 1, \"b\": [true, null, 1.5, -3], \"c\": {}, \"d\": []}",
        "[\"true\", \"no\", \"null\", \"~\", \"\", \"1\", \"1.10\", \"0x1F\"]",
        "[\"2026-05-01\", \"12:30\", \"a: b\", \"- x\", \"# c\", \" s \"]",
        "[\"two\\nlines\", \"ends\\n\", \"\\n\", \"tab\\there\", \"\\u0001\"]",
        "[\"it's\", \"\\\"q\\\"\", \"\\\\\", \"@x\", \"`y`\", \"*z\", \"&w\"]",
        "{\"/posts/{slug}\": {\"$ref\": \"#/components/x\"}, \"200\": 1}",
        "\"\\u00e9\\u4e2d😀\"",
    };
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++)
        comes_back(rows[i]);
}

static void yaml_is_written_for_people(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct value value;
    struct str yaml = {0};
    assert_true(frontmatter_parse(SLICE("{\"openapi\": \"3.1.0\", \"list\": "
                                        "[\"a b\", \"yes\"], \"m\": 1}"),
                                  1, &arena, &diagnostics, &value));
    yaml_write(&yaml, &value);
    assert_string_equal(yaml.data,
                        "openapi: '3.1.0'\nlist:\n- a b\n- 'yes'\nm: 1\n");
    str_release(&yaml);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schemas_are_types_of_typescript),
        cmocka_unit_test(descriptions_are_said_in_an_older_version),
        cmocka_unit_test(every_value_comes_back_from_yaml),
        cmocka_unit_test(yaml_is_written_for_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
