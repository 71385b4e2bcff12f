/* parts_test.c - what `fields` leaves of a value. */
#include "test.h"

#include "document/data.h"
#include "represent/parts.h"

/* "a.b,c" as a tree; each name on its own, which is enough here. */
static struct name_tree *tree_of(const char *fields, struct arena *arena)
{
    struct slice rest = slice_of(fields), path, name;
    struct name_tree *first = NULL, **end = &first;
    while (slice_cut(&rest, ',', &path)) {
        struct name_tree **at = end, *node = NULL;
        while (slice_cut(&path, '.', &name)) {
            node = arena_alloc(arena, 1, sizeof *node);
            node->name = name;
            *at = node;
            at = &node->children;
        }
        node->is_whole = true;
        end = &(*end)->next;
    }
    return first;
}

static void check(const char *json, const char *fields, bool leaves_out,
                  const char *wanted)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct value value;
    struct str out = {0};
    const struct parts parts = {tree_of(fields, &arena), leaves_out};
    assert_true(data_parse(slice_of(json), &arena, &diagnostics, &value));
    parts_write_value(&out, &value, &parts, NULL);
    assert_slice_is(str_slice(&out), wanted);
    str_release(&out);
    arena_release(&arena);
}

#define HERO                                                                   \
    "{\"type\":\"Hero\",\"badge\":{\"label\":\"a,]}\",\"n\":1},\"n\":2}"

static void names_are_kept(void **state)
{
    (void)state;
    check(HERO, "type", false, "{\"type\":\"Hero\"}");
    check(HERO, "n", false, "{\"n\":2}");
    check(HERO, "badge.label,n", false,
          "{\"badge\":{\"label\":\"a,]}\"},\"n\":2}");
    check(HERO, "badge", false, "{\"badge\":{\"label\":\"a,]}\",\"n\":1}}");
    check(HERO, "none", false, "{}");
    check("{}", "a", false, "{}");
}

static void names_are_left_out(void **state)
{
    (void)state;
    check(HERO, "type,n", true, "{\"badge\":{\"label\":\"a,]}\",\"n\":1}}");
    check(HERO, "badge.label", true,
          "{\"type\":\"Hero\",\"badge\":{\"n\":1},\"n\":2}");
    check(HERO, "none.a", true, HERO);
    check(HERO, "type.a", true, HERO);
}

static void lists_are_narrowed_in_their_elements(void **state)
{
    (void)state;
    static const char list[] =
        "[{\"a\":1,\"b\":2},{\"b\":3},7,null,[{\"a\":[]}],\"x\"]";
    check(list, "a", false, "[{\"a\":1},{},null,[{\"a\":[]}]]");
    check(list, "a", true, "[{\"b\":2},{\"b\":3},7,null,[{}],\"x\"]");
    check("[]", "a", false, "[]");
    check("null", "a", false, "null");
}

static void a_number_is_an_element_of_a_list(void **state)
{
    (void)state;
    static const char list[] = "[{\"a\":1,\"b\":2},{\"a\":3,\"b\":4},5]";
    check(list, "0", false, "[{\"a\":1,\"b\":2}]");
    check(list, "1.a", false, "[{\"a\":3}]");
    check(list, "2,9", false, "[5]");
    check(list, "0,b", false, "[{\"a\":1,\"b\":2},{\"b\":4}]");
    check(list, "0,1.a", true, "[{\"b\":4},5]");
    check("{\"0\":1,\"1\":2}", "0", false, "{\"0\":1}");
}

static void a_scalar_has_no_parts(void **state)
{
    (void)state;
    check("{\"a\":1,\"b\":\"x\",\"c\":null,\"d\":true}", "a.x,b.x,c.x,d.x",
          false, "{\"c\":null}");
    struct name_tree name = {.name = SLICE("x"), .is_whole = true};
    struct name_tree names = {.name = SLICE("a"), .children = &name};
    struct choice choice =
        parts_choose_member(&(struct parts){.names = &names}, SLICE("a"));
    const struct value object = {.kind = VALUE_OBJECT};
    const struct value number = {.kind = VALUE_INTEGER};
    assert_true(choice_shows(&choice, &object));
    assert_true(choice_shows(&choice, &value_null));
    assert_false(choice_shows(&choice, &number));
    choice.parts.leaves_out = true;
    assert_true(choice_shows(&choice, &number));
}

static void a_key_with_dots_is_a_name(void **state)
{
    (void)state;
    static const char json[] = "{\"og.title\":1,\"og.x.y\":2,\"og\":3}";
    check(json, "og.title", false, "{\"og.title\":1}");
    check(json, "og.x.y", false, "{\"og.x.y\":2}");
    check(json, "og.x.y", true, "{\"og.title\":1,\"og\":3}");
}

static void names_are_found_as_they_are_escaped(void **state)
{
    (void)state;
    static const char json[] = "{\"a\\\"b\":{\"c\\\\\":1},\"x\":\"\\\\\"}";
    check(json, "a\"b", false, "{\"a\\\"b\":{\"c\\\\\":1}}");
    check(json, "a\"b.c\\", true, "{\"a\\\"b\":{},\"x\":\"\\\\\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_kept),
        cmocka_unit_test(names_are_left_out),
        cmocka_unit_test(lists_are_narrowed_in_their_elements),
        cmocka_unit_test(a_number_is_an_element_of_a_list),
        cmocka_unit_test(a_scalar_has_no_parts),
        cmocka_unit_test(a_key_with_dots_is_a_name),
        cmocka_unit_test(names_are_found_as_they_are_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
