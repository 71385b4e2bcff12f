/* judge_test.c - what is said of a value that does not fit, and where. */
#include "test.h"

#include "base/clock.h"
#include "document/data.h"
#include "document/frontmatter.h"
#include "validate/judge.h"
#include "validate/pattern.h"

struct fault_case {
    const char *schema, *yaml;
    const char *faults; /* "line:column code message = hint", one a line */
};

static bool find_known(void *context, const struct names *collections,
                       struct slice text, struct arena *arena,
                       struct reference_miss *miss)
{
    (void)context;
    assert_true(collections->count > 0);
    if (slice_is(text, "ana"))
        return true;
    miss->hint = arena_printf(arena, "did you mean \"ana\"?");
    if (slice_is(text, "drafty"))
        *miss = (struct reference_miss){"a draft", SLICE("publish it")};
    return false;
}

static const struct reference_finder finder = {find_known, NULL};

static void append_faults(struct str *out, const struct diagnostics *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct diagnostic *one = &found->items[i];
        str_appendf(out, "%s%u:%u %s %.*s = %.*s", i > 0 ? "\n" : "", one->line,
                    one->column, diagnostic_code_name(one->code),
                    SLICE_FMT(one->message), SLICE_FMT(one->hint));
    }
}

static struct schema_set *schemas_of(const char *text)
{
    const struct schema_text texts[] = {
        {SLICE("posts.json"), SLICE("s/posts.json"), slice_of(text)}};
    return schemas_new(texts, 1);
}

/* Answers have no member of that name; NULL: they have all. */
static void check_hiding(const struct fault_case *expected, const char *key)
{
    struct arena arena = {0};
    struct diagnostics found = {.arena = &arena};
    struct value value;
    struct str text = {0};
    struct schema_set *schemas = schemas_of(expected->schema);
    assert_int_equal(schemas_faults(schemas)->count, 0);
    const struct subschema *schema = schemas_find(schemas, SLICE("posts.json"));
    assert_non_null(schema);
    assert_true(
        frontmatter_parse(slice_of(expected->yaml), 2, &arena, &found, &value));
    struct slice hidden = slice_of(key);
    struct value shown =
        value_without(&value, &(struct names){&hidden, 1}, &arena);
    bool fits = schema_judge(schema, &value, key != NULL ? &shown : NULL,
                             &finder, &found);
    assert_int_equal(fits, found.error_count == 0);
    append_faults(&text, &found);
    assert_slice_is(str_slice(&text), expected->faults);
    str_release(&text);
    schemas_unref(schemas);
    arena_release(&arena);
}

static void check_case(const struct fault_case *expected)
{
    check_hiding(expected, NULL);
}

static void faults_name_what_is_wanted_and_what_is_there(void **state)
{
    (void)state;
    static const struct fault_case cases[] = {
        {"{\"required\": [\"title\"]}", "tittle: A",
         "2:1 schema-key-missing the key 'title' is missing = rename 'tittle' "
         "to 'title'?"},
        {"{\"required\": [\"title\"]}", "a: 1",
         "2:1 schema-key-missing the key 'title' is missing = see "
         "s/posts.json:1"},
        {"{\"properties\": {\"a\": {\"required\": [\"b\"]}}}", "a:\n  c: 1",
         "2:1 schema-key-missing the key 'b' is missing in 'a' = see "
         "s/posts.json:1"},
        {"{\"dependentRequired\": {\"image\": [\"alt\"]}}", "image: x.png",
         "2:1 schema-key-missing the key 'alt' is missing, which the key "
         "'image' needs = see s/posts.json:1"},
        {"{\"properties\": {\"n\": {\"type\": \"number\"}}}", "n: \"5\"",
         "2:4 schema-value 'n' must be a number, not the string \"5\" = remove "
         "the quotes"},
        {"{\"properties\": {\"n\": {\"type\": \"string\"}}}", "n: 5.10",
         "2:4 schema-value 'n' must be a string, not the number 5.10 = put it "
         "in quotes"},
        {"{\"properties\": {\"n\": {\"type\": [\"string\", \"array\", "
         "\"null\"]}}}",
         "a: 1\nn: true",
         "3:4 schema-value 'n' must be a string, a list or null, not true = "
         "see s/posts.json:1"},
        {"{\"properties\": {\"tags\": {\"type\": \"array\"}}}", "tags: go",
         "2:7 schema-value 'tags' must be a list, not the string \"go\" = "
         "write it as a list, between '[' and ']' or with '- ' before each "
         "item"},
        {"{\"properties\": {\"t\": {\"type\": \"string\"}}}", "t:",
         "2:3 schema-value 't' must be a string, not null = write a value, or "
         "remove the key"},
        {"{\"properties\": {\"l\": {\"enum\": [\"post\", \"page\", 3]}}}",
         "l: psot",
         "2:4 schema-value 'l' must be one of \"post\", \"page\", 3, not "
         "\"psot\" = did you mean \"post\"?"},
        {"{\"properties\": {\"l\": {\"enum\": [\"post\"]}}}", "l: psot",
         "2:4 schema-value 'l' must be \"post\", not \"psot\" = did you mean "
         "\"post\"?"},
        {"{\"anyOf\": [{\"properties\": {\"l\": {\"const\": \"a\"}}}, "
         "{\"type\": \"array\"}]}",
         "l: b",
         "2:4 schema-value 'l' must be \"a\", not \"b\" = see s/posts.json:1"},
        {"{\"properties\": {\"l\": {\"const\": \"post\"}}}", "l: [a]",
         "2:4 schema-value 'l' must be \"post\", not a list = see "
         "s/posts.json:1"},
        {"{\"properties\": {\"n\": {\"multipleOf\": 5}}}", "n: 7",
         "2:4 schema-value 'n' must be a multiple of 5, not 7 = see "
         "s/posts.json:1"},
        {"{\"properties\": {\"n\": {\"maximum\": 5}}}", "n: 7",
         "2:4 schema-value 'n' must be at most 5, not 7 = see s/posts.json:1"},
        {"{\"properties\": {\"n\": {\"exclusiveMinimum\": 0}}}", "n: 0",
         "2:4 schema-value 'n' must be more than 0, not 0 = see "
         "s/posts.json:1"},
        {"{\"properties\": {\"t\": {\"maxLength\": 3}}}", "t: Übermut",
         "2:4 schema-value 't' must have at most 3 characters, not 7 = see "
         "s/posts.json:1"},
        {"{\"properties\": {\"t\": {\"minItems\": 1}}}", "t: []",
         "2:4 schema-value 't' must have at least 1 item, not 0 = see "
         "s/posts.json:1"},
        {"{\"properties\": {\"t\": {\"uniqueItems\": true}}}",
         "t:\n  - a\n  - b\n  - a",
         "5:5 schema-value 't' has \"a\" twice = remove one of them"},
        {"{\"properties\": {\"t\": {\"contains\": {\"const\": 1}}}}", "t: [2]",
         "2:4 schema-value 't' must have at least 1 of the items that the "
         "schema asks for with contains, not 0 = see s/posts.json:1"},
        {"{\"properties\": {\"s\": {\"pattern\": \"^[a-z]+$\"}}}", "s: A b",
         "2:4 schema-value 's' must match the pattern \"^[a-z]+$\", which "
         "\"A b\" does not = see s/posts.json:1"},
        {"{\"properties\": {\"d\": {\"format\": \"date\"}}}", "d: 2025-02-30",
         "2:4 schema-value 'd' must be a date, not \"2025-02-30\" = write it "
         "like 2025-06-30"},
        {"{\"properties\": {\"title\": {}}, \"additionalProperties\": false}",
         "tittle: A",
         "2:1 schema-key-unknown the schema does not allow the key 'tittle' = "
         "did you mean 'title'?"},
        {"{\"properties\": {\"a\": {\"properties\": {\"b\": {}, \"c\": {}}, "
         "\"unevaluatedProperties\": false}}}",
         "a: {x: 1}",
         "2:5 schema-key-unknown the schema does not allow the key 'x' in 'a' "
         "= the schema knows b, c"},
        {"{\"propertyNames\": {\"pattern\": \"^[a-z]+$\"}}", "Ab: 1",
         "2:1 schema-value the key 'Ab' must match the pattern \"^[a-z]+$\", "
         "which \"Ab\" does not = see s/posts.json:1"},
        {"{\"properties\": {\"s\": {\"items\": {\"properties\": {\"image\": "
         "{\"properties\": {\"url\": {\"type\": \"string\"}}}}}}}}",
         "s:\n  - image:\n      url: 1",
         "4:12 schema-value 'image.url' in item 1 of 's' must be a string, not "
         "the number 1 = put it in quotes"},
        {"{\"not\": {\"required\": [\"a\"]}}", "a: 1",
         "2:1 schema-key-unknown the schema does not allow the key 'a' here = "
         "see s/posts.json:1"},
        {"{\"properties\": {\"a\": {\"not\": {\"const\": 1}}}}", "a: 1",
         "2:4 schema-value 'a' is what the schema forbids with not: the number "
         "1 = see s/posts.json:1"},
        {"{\"type\": \"object\"}", "- a",
         "2:1 schema-value the document must be a mapping, not a list = see "
         "s/posts.json:1"},
        {"{\"properties\": {\"kk\": {\"propertyNames\": {\"pattern\": "
         "\"^[a-z]+$\"}}}}",
         "kk: {\xC3\xA9: 1}",
         "2:6 schema-value the key '\xC3\xA9' must match the pattern "
         "\"^[a-z]+$\", which \"\xC3\xA9\" does not = see s/posts.json:1"},
        {"{\"properties\": {\"k\": {\"additionalProperties\": false}}}",
         "k:\n  \"a b\":   'x'\n  c: &c [1]\n  d: *c\n  e:\n    f: 1",
         "3:3 schema-key-unknown the schema does not allow the key 'a b' in "
         "'k' = see s/posts.json:1\n"
         "4:3 schema-key-unknown the schema does not allow the key 'c' in 'k' "
         "= see s/posts.json:1\n"
         "5:3 schema-key-unknown the schema does not allow the key 'd' in 'k' "
         "= see s/posts.json:1\n"
         "6:3 schema-key-unknown the schema does not allow the key 'e' in 'k' "
         "= see s/posts.json:1"},
        {"{\"properties\": {\"a\": false}}", "a: 1",
         "2:1 schema-value the schema does not allow 'a' = "},
        {"{\"properties\": {\"a\": {\"x-headmatter-reference\": "
         "[\"authors\", \"team\"]}}}",
         "a: [ana, bem, 3, drafty]",
         "2:10 schema-reference item 2 of 'a' leads to nothing in authors or "
         "team: \"bem\" = did you mean \"ana\"?\n"
         "2:18 schema-reference item 4 of 'a' leads to a draft in authors or "
         "team: \"drafty\" = publish it"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        check_case(&cases[i]);
}

#define HIDING(asked) "{\"properties\": {\"s\": " asked "}}"
#define SEE           " = see s/posts.json:1"

/* Nor what could tell it: keys in it, and hints that are made of it. */
static void what_answers_hide_is_not_quoted(void **state)
{
    (void)state;
    static const struct fault_case cases[] = {
        {HIDING("{\"type\": \"number\"}"), "s: word",
         "2:4 schema-value 's' must be a number, not the hidden value" SEE},
        {HIDING("{\"enum\": [\"words\", 1]}"), "s: word",
         "2:4 schema-value 's' must be one of \"words\", 1, not the hidden "
         "value" SEE},
        {HIDING("{\"const\": 1}"), "s: word",
         "2:4 schema-value 's' must be 1, not the hidden value" SEE},
        {HIDING("{\"not\": {\"type\": \"string\"}}"), "s: word",
         "2:4 schema-value 's' is what the schema forbids with not: the hidden "
         "value" SEE},
        {HIDING("{\"pattern\": \"^a\"}"), "s: word",
         "2:4 schema-value 's' must match the pattern \"^a\", which the hidden "
         "value does not" SEE},
        {HIDING("{\"format\": \"ipv4\"}"), "s: word",
         "2:4 schema-value 's' must be an IPv4 address, not the hidden value = "
         "write it like 192.0.2.1"},
        {HIDING("{\"maximum\": 5, \"multipleOf\": 2}"), "s: 77",
         "2:4 schema-value 's' must be at most 5, not the hidden value" SEE
         "\n2:4 schema-value 's' must be a multiple of 2, not the hidden "
         "value" SEE},
        {HIDING("{\"uniqueItems\": true}"), "s: [word, word]",
         "2:11 schema-value 's' has the hidden value twice = remove one of "
         "them"},
        {HIDING("{\"x-headmatter-reference\": \"authors\"}"), "s: anna",
         "2:4 schema-reference 's' leads to nothing in authors: the hidden "
         "value" SEE},
        {HIDING("{\"anyOf\": [{\"type\": \"null\"}, {\"minLength\": 9}]}"),
         "s: word",
         "2:4 schema-value 's' must have at least 9 characters, not 4" SEE},
        {HIDING("{\"anyOf\": [{\"type\": \"null\"}, {\"type\": "
                "\"number\"}]}"),
         "s: word",
         "2:4 schema-value 's' must be null or a number, not the hidden "
         "value" SEE},
        {HIDING("{\"anyOf\": [{\"maximum\": 1}, {\"maximum\": 2}]}"), "s: 77",
         "2:4 schema-value 's' fits none of the 2 forms that the schema allows "
         "with anyOf: it is the hidden value" SEE},
        {HIDING("{\"oneOf\": [{\"properties\": {\"k\": {\"const\": "
                "\"words\"}}}, {\"properties\": {\"k\": {\"const\": "
                "\"wards\"}}}]}"),
         "s: {k: word}",
         "2:8 schema-value a part of 's' must be one of \"words\", \"wards\", "
         "not the hidden value" SEE},
        {HIDING("{\"properties\": {\"words\": {}}, "
                "\"additionalProperties\": false, \"required\": [\"wards\"]}"),
         "s: {word: 1}",
         "2:5 schema-key-unknown the schema does not allow a key in 's'" SEE
         "\n2:4 schema-key-missing the key 'wards' is missing in 's'" SEE},
        {HIDING("{\"additionalProperties\": {\"propertyNames\": false, "
                "\"type\": \"string\"}}"),
         "s: {word: {word: 1}}",
         "2:12 schema-value the schema does not allow a part of 's' = \n"
         "2:11 schema-value a part of 's' must be a string, not the hidden "
         "value" SEE},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        check_hiding(&cases[i], "s");
    check_hiding(
        &(struct fault_case){
            HIDING("{\"const\": 1}"), "s: word",
            "2:4 schema-value 's' must be 1, not \"word\"" SEE},
        "t");
}

/* The form that was meant is the one whose faults are shown. */
static void of_several_forms_the_one_that_was_meant_counts(void **state)
{
    (void)state;
    static const char forms[] =
        "{\"properties\": {\"s\": {\"oneOf\": ["
        "{\"type\": \"string\"},"
        "{\"type\": \"object\", \"properties\": {\"type\": {\"const\": "
        "\"hero\"}, \"size\": {\"type\": \"integer\"}}, \"required\": "
        "[\"type\"]},"
        "{\"type\": \"object\", \"properties\": {\"type\": {\"const\": "
        "\"recent\"}}, \"required\": [\"type\", \"count\"]}]}}}";
    static const struct fault_case cases[] = {
        {forms, "s: {type: hero, size: big}",
         "2:23 schema-value 's.size' must be a whole number, not the string "
         "\"big\" = see s/posts.json:1"},
        {forms, "s: {type: recent}",
         "2:4 schema-key-missing the key 'count' is missing in 's' = see "
         "s/posts.json:1"},
        {forms, "s: {type: heroo}",
         "2:11 schema-value 's.type' must be one of \"hero\", \"recent\", not "
         "\"heroo\" = did you mean \"hero\"?"},
        {forms, "s: 5",
         "2:4 schema-value 's' must be a string or a mapping, not the number 5 "
         "= see s/posts.json:1"},
        {"{\"properties\": {\"s\": {\"anyOf\": [{\"minLength\": 9}, "
         "{\"maxLength\": 2}]}}}",
         "s: word",
         "2:4 schema-value 's' fits none of the 2 forms that the schema allows "
         "with anyOf: it is the string \"word\" = see s/posts.json:1"},
        {"{\"oneOf\": [true, true]}", "a: 1",
         "2:1 schema-value the document fits 2 of the forms that the schema "
         "lists with oneOf, but must fit exactly one = see s/posts.json:1"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        check_case(&cases[i]);
}

static void dates_and_other_plain_words_are_strings(void **state)
{
    (void)state;
    static const struct fault_case cases[] = {
        {"{\"properties\": {\"date\": {\"type\": \"string\", \"format\": "
         "\"date\"}}}",
         "date: 2025-01-15", ""},
        {"{\"properties\": {\"on\": {\"type\": \"string\"}}}", "on: yes", ""},
        {"{\"properties\": {\"n\": {\"type\": \"integer\"}}}", "n: 3.0", ""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        check_case(&cases[i]);
}

static void a_schema_in_a_circle_is_a_fault_not_a_crash(void **state)
{
    (void)state;
    static const struct fault_case cases[] = {
        {"{\"$ref\": \"#\"}", "a: 1",
         "2:1 schema-limit s/posts.json applies schemas to each other more "
         "than 400 deep = look for a $ref that leads back to its own schema"},
        {"{\"allOf\": [{\"$ref\": \"#\"}, {\"$ref\": \"#\"}]}", "a: 1",
         "2:1 schema-limit s/posts.json applies schemas to each other more "
         "than 400 deep = look for a $ref that leads back to its own schema"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        check_case(&cases[i]);
}

/* 2 to the 30th ways through thirty definitions. */
static void too_much_effort_is_a_fault(void **state)
{
    (void)state;
    struct str schema = {0};
    str_append_text(&schema, "{\"$ref\": \"#/$defs/d0\", \"$defs\": {");
    for (int i = 0; i < 30; i++)
        str_appendf(&schema,
                    "\"d%d\": {\"allOf\": [{\"$ref\": \"#/$defs/d%d\"}, "
                    "{\"$ref\": \"#/$defs/d%d\"}]},",
                    i, i + 1, i + 1);
    str_append_text(&schema, "\"d30\": {}}}");
    const struct fault_case one = {
        schema.data, "a: 1",
        "2:1 schema-limit it takes more than 2000000 steps to judge the "
        "document by s/posts.json = simplify the schema, or split the "
        "document"};
    check_case(&one);
    str_release(&schema);
}

/* Each string takes a match of many steps, and there are 3000. */
static void patterns_cost_what_they_take(void **state)
{
    (void)state;
    struct str yaml = {0};
    int64_t since = clock_monotonic_us();
    for (int i = 0; i < 3000; i++)
        str_append_text(&yaml, "- aaaaaaaaaaaaaaaaaaaaaaaaaaaaaai!\n");
    const struct fault_case one = {
        "{\"items\": {\"pattern\": \"^(a|aa|a[ab])+$\"}}", yaml.data,
        "2:1 schema-limit it takes more than 2000000 steps to judge the "
        "document by s/posts.json = simplify the schema, or split the "
        "document"};
    check_case(&one);
    assert_true(clock_monotonic_us() - since < 2 * 1000 * 1000);
    str_release(&yaml);
}

#define MANY_A   "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define TOO_LONG "it takes too long to match "
#define ENDLESS  "^(a|aa|a[ab])+c|^a+!$"
#define OF_STRING                                                              \
    " with the pattern \"" ENDLESS "\" = simplify the pattern, or limit the "  \
    "string by maxLength"
#define OF_KEY                                                                 \
    " with the pattern \"" ENDLESS                                             \
    "\" = simplify the pattern, or shorten the "                               \
    "key"

/* Where nobody knows whether a string matches, nobody knows what follows. */
static void what_is_given_up_is_a_fault_wherever_it_is(void **state)
{
    (void)state;
    static const char string[] = "a: 1\nt: " MANY_A "!";
    static const char key[] = "a: 1\n" MANY_A "!: 5";
    static const struct fault_case cases[] = {
        {"{\"properties\": {\"t\": {\"pattern\": \"" ENDLESS "\"}, \"a\": "
         "{\"const\": 2}}}",
         string,
         "3:4 schema-limit " TOO_LONG "'t'" OF_STRING "\n"
         "2:4 schema-value 'a' must be 2, not 1 = see s/posts.json:1"},
        {"{\"properties\": {\"t\": {\"not\": {\"pattern\": \"" ENDLESS "\"}}}}",
         string, "3:4 schema-limit " TOO_LONG "'t'" OF_STRING},
        {"{\"properties\": {\"a\": {\"const\": 2}, \"t\": {\"anyOf\": "
         "[{\"pattern\": \"" ENDLESS "\"}, {\"maxLength\": 99}]}}}",
         string,
         "2:4 schema-value 'a' must be 2, not 1 = see s/posts.json:1\n"
         "3:4 schema-limit " TOO_LONG "'t'" OF_STRING},
        {"{\"if\": {\"properties\": {\"t\": {\"pattern\": \"" ENDLESS
         "\"}}}, \"then\": {\"required\": [\"b\"]}}",
         string, "3:4 schema-limit " TOO_LONG "'t'" OF_STRING},
        {"{\"patternProperties\": {\"" ENDLESS "\": {\"type\": \"string\"}}}",
         key, "3:1 schema-limit " TOO_LONG "the key '" MANY_A "!'" OF_KEY},
        {"{\"patternProperties\": {\"" ENDLESS "\": true}, "
         "\"additionalProperties\": false}",
         "{" MANY_A "!: 5}",
         "2:2 schema-limit " TOO_LONG "the key '" MANY_A "!'" OF_KEY},
    };
    struct str text = {0};
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        check_case(&cases[i]);
    str_append_text(&text, "long: ");
    str_append_repeat(&text, 'x', PATTERN_MAX_TEXT_BYTES + 1);
    check_case(&(struct fault_case){
        "{\"properties\": {\"long\": {\"not\": {\"pattern\": \"x\"}}}}",
        text.data,
        "2:7 schema-limit " TOO_LONG "'long' with the pattern \"x\" = simplify "
        "the pattern, or limit the string by maxLength"});
    str_release(&text);
}

static void faults_end_at_a_limit(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct diagnostics found = {.arena = &arena};
    struct value value;
    struct str yaml = {0};
    str_append_text(&yaml, "[");
    for (int i = 0; i < 500; i++)
        str_append_text(&yaml, "1, ");
    str_append_text(&yaml, "1]");
    struct schema_set *schemas =
        schemas_of("{\"items\": {\"type\": \"string\"}}");
    assert_true(frontmatter_parse(str_slice(&yaml), 1, &arena, &found, &value));
    assert_false(schema_judge(schemas_find(schemas, SLICE("posts.json")),
                              &value, NULL, NULL, &found));
    assert_int_equal(found.count, DIAGNOSTICS_MAX_PER_FILE + 1);
    assert_int_equal(found.items[found.count - 1].code, DIAGNOSTIC_MORE_FOLLOW);
    schemas_unref(schemas);
    str_release(&yaml);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_name_what_is_wanted_and_what_is_there),
        cmocka_unit_test(what_answers_hide_is_not_quoted),
        cmocka_unit_test(of_several_forms_the_one_that_was_meant_counts),
        cmocka_unit_test(dates_and_other_plain_words_are_strings),
        cmocka_unit_test(a_schema_in_a_circle_is_a_fault_not_a_crash),
        cmocka_unit_test(too_much_effort_is_a_fault),
        cmocka_unit_test(patterns_cost_what_they_take),
        cmocka_unit_test(what_is_given_up_is_a_fault_wherever_it_is),
        cmocka_unit_test(faults_end_at_a_limit),
    };
    data_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
