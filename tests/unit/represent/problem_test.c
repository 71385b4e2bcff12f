/* problem_test.c - the table of problems and what is made from it. */
#include "test.h"

#include "query/condition.h"
#include "query/options.h"
#include "represent/problem.h"

#include <jansson.h>

static json_t *parsed(struct slice json)
{
    json_t *read =
        json_loadb(json.data, json.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(read);
    return read;
}

static void every_problem_has_a_name_a_status_and_an_explanation(void **state)
{
    (void)state;
    for (int kind = 0; kind < PROBLEM_COUNT; kind++) {
        const struct problem_info *info = problem_info((enum problem_kind)kind);
        assert_true(info->status >= 400 && info->status < 600);
        assert_non_null(info->name);
        assert_true(strlen(info->title) > 0);
        assert_true(strlen(info->explanation) > 20);
        assert_ptr_equal(problem_find(slice_of(info->name)), info);
    }
    assert_null(problem_find(SLICE("nonsense")));
    assert_null(problem_find(SLICE("")));
}

static void a_status_is_told_by_its_own_problem_or_one_of_its_class(void **s)
{
    (void)s;
    static const struct {
        int status, told;
    } cases[] = {
        {400, 400}, {404, 404}, {405, 405}, {414, 414}, {431, 431},
        {500, 500}, {503, 503}, {418, 400}, {499, 400}, {501, 500},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_int_equal(
            problem_info(problem_kind_of_status(cases[i].status))->status,
            cases[i].told);
    assert_int_equal(problem_kind_of_status(400), PROBLEM_BAD_REQUEST);
}

static void a_problem_names_everything_that_is_wrong(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct parameter_error errors[] = {
        {SLICE("limt"), "unknown-parameter", SLICE("No."), SLICE("limit"), 0},
        {SLICE("limit"), "limit-too-large", SLICE("No."), SLICE_NONE, 1000},
    };
    const struct slice suggestions[] = {SLICE("/posts/a")};
    const struct problem problem = {.kind = PROBLEM_INVALID_QUERY,
                                    .detail = SLICE("Two."),
                                    .instance = SLICE("/posts?limt=1"),
                                    .errors = errors,
                                    .error_count = 2,
                                    .suggestions = suggestions,
                                    .suggestion_count = 1};
    json_t *told = parsed(problem_render(&problem, &arena));
    json_t *wanted = json_pack(
        "{s:s, s:s, s:i, s:s, s:s, s:[{s:s,s:s,s:s,s:s}, {s:s,s:s,s:s,s:i}], "
        "s:[s]}",
        "type", "/_problems/invalid-query", "title", "Invalid query", "status",
        400, "detail", "Two.", "instance", "/posts?limt=1", "errors",
        "parameter", "limt", "code", "unknown-parameter", "detail", "No.",
        "suggestion", "limit", "parameter", "limit", "code", "limit-too-large",
        "detail", "No.", "maximum", 1000, "suggestions", "/posts/a");
    assert_true(json_equal(told, wanted));
    json_decref(told);
    json_decref(wanted);
    arena_release(&arena);
}

static void text_that_is_no_text_is_repaired(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct problem problem = {.kind = PROBLEM_NOT_FOUND,
                                    .detail = SLICE("a\xFF\0b"),
                                    .instance = SLICE("/\xC3")};
    struct slice json = problem_render(&problem, &arena);
    json_t *told = json_loadb(json.data, json.size, JSON_ALLOW_NUL, NULL);
    assert_non_null(told);
    assert_string_equal(json_string_value(json_object_get(told, "instance")),
                        "/\xEF\xBF\xBD");
    assert_null(json_object_get(told, "errors"));
    assert_null(json_object_get(told, "suggestions"));
    json_decref(told);
    arena_release(&arena);
}

static void the_list_has_them_all_and_each_stands_alone(void **state)
{
    (void)state;
    struct arena arena = {0};
    json_t *list = parsed(problem_list_render(&arena));
    const json_t *all = json_object_get(list, "data");
    assert_int_equal(json_array_size(all), PROBLEM_COUNT);
    for (int kind = 0; kind < PROBLEM_COUNT; kind++) {
        json_t *one = parsed(
            problem_info_render(problem_info((enum problem_kind)kind), &arena));
        assert_true(json_equal(json_object_get(one, "data"),
                               json_array_get(all, (size_t)kind)));
        json_decref(one);
    }
    const json_t *query = json_array_get(all, PROBLEM_INVALID_QUERY);
    const json_t *ops = json_object_get(query, "operators");
    assert_int_equal(json_array_size(ops), OP_COUNT);
    for (int op = 0; op < OP_COUNT; op++)
        assert_string_equal(json_string_value(json_object_get(
                                json_array_get(ops, (size_t)op), "name")),
                            op_info((enum op)op)->name);
    const json_t *parameters = json_object_get(query, "parameters");
    assert_string_equal(json_string_value(json_object_get(
                            json_array_get(parameters, 0), "name")),
                        query_parameter_name(0));
    assert_null(query_parameter_name(json_array_size(parameters)));
    json_decref(list);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_problem_has_a_name_a_status_and_an_explanation),
        cmocka_unit_test(
            a_status_is_told_by_its_own_problem_or_one_of_its_class),
        cmocka_unit_test(a_problem_names_everything_that_is_wrong),
        cmocka_unit_test(text_that_is_no_text_is_repaired),
        cmocka_unit_test(the_list_has_them_all_and_each_stands_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
