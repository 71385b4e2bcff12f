/* javascript_value_test.c - what is written out in a program, and what is not.
 */
#include "test.h"

#include "base/array.h"
#include "layout/javascript_value.h"

struct example {
    const char *program, *found; /* null: "-" */
};

static void append(struct str *out, const struct value *value)
{
    if (value_is_string(value))
        str_appendf(out, "'%.*s'", SLICE_FMT(value_text(value)));
    else if (value->kind == VALUE_BOOLEAN)
        str_append_text(out, value->as.boolean ? "true" : "false");
    else if (value->kind == VALUE_INTEGER)
        str_appendf(out, "%d", (int)value->as.integer);
    else if (value->kind == VALUE_NULL)
        str_append_text(out, "-");
    for (size_t i = 0; value_is_array(value) && i < value->size; i++) {
        str_append_text(out, i > 0 ? "," : "[");
        append(out, &value->as.items[i]);
    }
    for (size_t i = 0; value_is_object(value) && i < value->size; i++) {
        const struct member *member = &value->as.members[i];
        str_appendf(out, "%s%.*s:", i > 0 ? "," : "{", SLICE_FMT(member->key));
        append(out, &member->value);
    }
    if (value_is_array(value) || value_is_object(value))
        str_append_text(out, value_is_array(value) ? "]" : "}");
}

static void check_all(const struct example *examples, size_t count)
{
    struct arena arena = {0};
    for (size_t i = 0; i < count; i++) {
        struct str found = {0};
        struct value value =
            script_default_export(slice_of(examples[i].program), &arena);
        append(&found, &value);
        if (!slice_is(str_slice(&found), examples[i].found))
            fail_msg("%s: %.*s", examples[i].program,
                     SLICE_FMT(str_slice(&found)));
        str_release(&found);
    }
    arena_release(&arena);
}

static void an_export_is_found(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"export default { a: 1 };", "{a:1}"},
        {"module.exports = { a: 1 }", "{a:1}"},
        {"/** @type {C} */\nexport default ({ a: 1 })", "{a:1}"},
        {"const c: Config = { a: 1 };\nexport default c;", "{a:1}"},
        {"import d from 'd'\nexport default defineConfig({ a: 1 })", "{a:1}"},
        {"export default with(define({ a: 1 }), { b: 2 })", "{a:1}"},
        {"export default async function f() { return { a: 1 } }", "{a:1}"},
        {"const c = { a: 1 } satisfies C\nexport default c", "{a:1}"},
        {"export const a = { a: 1 }", "-"},
        {"export default f", "-"},
        {"const f = f\nexport default f", "-"},
        {"// export default { a: 1 }", "-"},
        {"", "-"},
    };
    check_all(examples, ARRAY_COUNT(examples));
}

static void what_is_computed_is_null(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"export default { a: 'x', \"b\": [1, `y`], 'c-d': { e: true } }",
         "{a:'x',b:[1,'y'],c-d:{e:true}}"},
        {"export default { a: 'x' + y, b: f(), c: `${d}`, e: 1 }",
         "{a:-,b:-,c:-,e:1}"},
        {"export default { a: [1].concat(2), b: { c: 1 }.d, e: !1 }",
         "{a:-,b:-,e:-}"},
        {"export default { ...a, b() { return 1 }, c: 'd' as const }",
         "{...:-,b:-,c:'d'}"},
        {"const a = ['x']\nexport default { a, b: a, c: d }",
         "{a:['x'],b:['x'],c:-}"},
        {"const a = 1, b = { a }; const a = 2;\nexport default { a }", "{a:-}"},
        {"export default { a: require.resolve('x'), b: undefined, c: 'it\\'s' "
         "}",
         "{a:-,b:-,c:'it's'}"},
        {"export default { a: 1, // b: 2\n c: 3 /* d: 4 */ }", "{a:1,c:3}"},
    };
    check_all(examples, ARRAY_COUNT(examples));
}

static void a_computed_value_has_its_line(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct value value = script_default_export(
        SLICE("export default {\n a: 1,\n\n b: f(),\n}"), &arena);
    assert_int_equal(value_find(&value, "a")->line, 2);
    assert_int_equal(value_find(&value, "b")->line, 4);
    arena_release(&arena);
}

static void a_call_is_found_by_the_module_of_its_function(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"import s from '@a/s';\nexport default { x: [s({ a: 1 })] };",
         "{a:1}"},
        {"import { d } from 'd'\nimport k, { type T } from \"@a/s\"\n"
         "const b = 'x';\nexport default d({ x: [k({ b }), s({ a: 1 })] })",
         "{b:'x'}"},
        {"import s from '@a/s'\nconst o = { a: 1 }\nexport default f(s(o))",
         "{a:1}"},
        {"import s from '@a/t'\nexport default { x: [s({ a: 1 })] }", "-"},
        {"import s from '@a/s'\nexport default { x: [s(), s.t] }", "-"},
        {"import s from '@a/s'\n// s({ a: 1 })\nexport default {}", "-"},
        {"import", "-"},
        {"import s from '@a/s'\ns({ a: 1", "-"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < ARRAY_COUNT(examples); i++) {
        struct str found = {0};
        struct value value = script_call_of(slice_of(examples[i].program),
                                            SLICE("@a/s"), &arena);
        append(&found, &value);
        if (!slice_is(str_slice(&found), examples[i].found))
            fail_msg("%s: %.*s", examples[i].program,
                     SLICE_FMT(str_slice(&found)));
        str_release(&found);
    }
    arena_release(&arena);
}

static void brackets_have_a_limit(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct str program = {0};
    str_append_text(&program, "export default { a: ");
    for (int i = 0; i < 10000; i++)
        str_append_text(&program, "[");
    struct value value = script_default_export(str_slice(&program), &arena);
    assert_int_equal(value.kind, VALUE_NULL); /* nothing closes them */
    value = script_default_export(SLICE("const a = { b: a }\nexport default a"),
                                  &arena);
    assert_int_equal(value.kind, VALUE_OBJECT); /* and ends somewhere */
    str_release(&program);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_export_is_found),
        cmocka_unit_test(what_is_computed_is_null),
        cmocka_unit_test(a_computed_value_has_its_line),
        cmocka_unit_test(a_call_is_found_by_the_module_of_its_function),
        cmocka_unit_test(brackets_have_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
