/* tools_test.c - what the tools take and give. */
#include "test.h"

#include "mcp/said.h"
#include "mcp/tool.h"
#include "query/options.h"

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: A\ntags: [Go, \"x,y\"]\nn: 3\nlimit: 7\n---\n"
                   "# One\n\nFirst.\n\n## Two\n\nSecond.\n"},
    {"posts/b.md", "---\ntitle: B \"quoted\"\ntags: [go]\nn: 4\n---\nText.\n"},
    {"data/nav.json", "{\"items\":[{\"label\":\"Home\"}]}"},
};

/* So that a model reads of each what the API says of it. */
static void arguments_are_parameters_or_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < tool_count; i++) {
        for (const struct tool_argument *a = tools[i].arguments;
             a->name != NULL; a++) {
            bool is_known = a->explanation != NULL;
            const char *name;
            for (size_t k = 0; (name = query_parameter_name(k)) != NULL; k++)
                is_known = is_known || strcmp(name, a->name) == 0;
            if (!is_known)
                fail_msg("%s: %s", tools[i].name, a->name);
        }
        json_t *output = json_loads(tools[i].output, 0, NULL);
        assert_non_null(output);
        json_decref(output);
    }
}

static void check_found(const char *filter, const char *ids)
{
    char arguments[512];
    (void)snprintf(
        arguments, sizeof arguments,
        "{\"collection\":\"posts\",\"sort\":\"title\",\"filter\":%s}", filter);
    json_t *result = use("list", arguments), *document;
    json_t *documents = json_object_get(
        json_object_get(result, "structuredContent"), "documents");
    struct str found = {0};
    size_t i;
    str_append_text(&found, "");
    if (documents == NULL)
        fail_msg("%s: %s", filter, json_dumps(result, 0));
    json_array_foreach(documents, i, document) str_appendf(
        &found, "%s ", json_string_value(json_object_get(document, "id")));
    assert_string_equal(found.data, ids);
    str_release(&found);
    json_decref(result);
}

static void conditions_are_written_as_parameters(void **state)
{
    (void)state;
    check_found("{\"tags\":\"go\"}", "posts/a posts/b ");
    check_found("{\"n\":3}", "posts/a ");
    check_found("{\"n\":[3,4]}", "posts/a posts/b ");
    check_found("{\"n:gt\":3}", "posts/b ");
    check_found("{\"n\":{\"gt\":3}}", "posts/b ");
    check_found("{\"n\":{\"$gte\":3,\"$lt\":4}}", "posts/a ");
    check_found("{\"tags:in\":[\"x,y\",\"z\"]}", "posts/a ");
    check_found("{\"limit\":7}", "posts/a ");
    check_found("{\"limit\":null}", "posts/b ");
    check_found("{\"title:in\":[\"B \\\"quoted\\\"\"]}", "posts/b ");
    check_found("{\"or\":\"(n=3,n=4)\",\"not\":\"(n=4)\"}", "posts/a ");
}

static void names_with_signs_stay_one_parameter(void **state)
{
    (void)state;
    check_text(use("list", "{\"filter\":{\"a&limit=0\":\"x\"}}"), true,
               "cannot contain '&'");
    check_text(use("get", "{\"id\":\"posts/a?status=all\"}"), true,
               "Nothing is published");
    check_text(use("list", "{\"collection\":\"posts?limit=0\"}"), true,
               "Nothing is published");
}

static void values_are_taken_as_they_are_meant(void **state)
{
    (void)state;
    check_text(use("list", "{\"limit\":\"1\",\"collection\":null}"), false,
               "\"total\":3");
    check_text(use("list", "{\"fields\":[\"title\",\"n\"]}"), false, "\"n\":3");
    check_text(use("list", "{\"limit\":1.5}"), true, "whole number");
    check_text(use("list", "{\"limit\":\"\"}"), true, "whole number");
    check_text(use("list", "{\"limit\":9223372036854775807}"), true, "number");
    check_text(use("list", "{\"fields\":[{}]}"), true, "has to be a string");
    check_text(use("get", "{\"id\":{}}"), true, "has to be a string");
}

static void a_section_is_found_by_what_it_says(void **state)
{
    (void)state;
    static const char *const names[] = {"two", "Two", " TWO "};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        char arguments[128];
        (void)snprintf(arguments, sizeof arguments,
                       "{\"id\":\"posts/a\",\"section\":\"%s\"}", names[i]);
        check_text(use("get", arguments), false,
                   "section: \"two\"\n---\n\n## Two\n\nSecond.");
    }
    check_text(use("get", "{\"id\":\"posts/a\",\"section\":\"three\"}"), true,
               "Did you mean: one, two");
}

static void a_document_without_markdown_is_its_data(void **state)
{
    (void)state;
    check_text(use("get", "{\"id\":\"data/nav\"}"), false,
               "items: [{\"label\":\"Home\"}]\n---\n");
    check_text(use("get", "{\"id\":\"tags/go\"}"), false, "name: \"Go\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_are_parameters_or_explained),
        cmocka_unit_test(conditions_are_written_as_parameters),
        cmocka_unit_test(names_with_signs_stay_one_parameter),
        cmocka_unit_test(values_are_taken_as_they_are_meant),
        cmocka_unit_test(a_section_is_found_by_what_it_says),
        cmocka_unit_test(a_document_without_markdown_is_its_data),
    };
    return RUN_ON_SITE(files, tests);
}
