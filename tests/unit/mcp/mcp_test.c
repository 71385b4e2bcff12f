/* mcp_test.c - what a message is answered, whichever way it came. */
#include "test.h"

#include "mcp/said.h"

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: A\n---\nText.\n"},
};

#define PING(more) "{\"jsonrpc\":\"2.0\",\"method\":\"ping\"" more "}"

static void check_code(json_t *answer, int code)
{
    json_t *error = json_object_get(answer, "error");
    assert_int_equal(json_integer_value(json_object_get(error, "code")), code);
    json_decref(answer);
}

static void an_id_comes_back_as_it_was(void **state)
{
    (void)state;
    static const char *const ids[] = {"0", "-7", "9007199254740993", "\"\"",
                                      "\"a\\u0000b\""};
    for (size_t i = 0; i < ARRAY_COUNT(ids); i++) {
        char text[128], wanted[128];
        (void)snprintf(text, sizeof text, PING(",\"id\":%s"), ids[i]);
        (void)snprintf(wanted, sizeof wanted,
                       "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{}}", ids[i]);
        const struct request sender = {.now_ms = NOW_MS};
        const struct mcp_message message = {.text = slice_of(text),
                                            .sender = &sender};
        struct str out = {0};
        assert_int_equal(mcp_answer(snapshot, &message, NULL, &out), 200);
        assert_slice_is(str_slice(&out), wanted);
        str_release(&out);
    }
}

static void what_is_no_message_is_named(void **state)
{
    (void)state;
    check_code(say("", 400), -32700);
    check_code(say("{", 400), -32700);
    check_code(say("[\"a\":1]", 400), -32700);
    check_code(say(PING(",\"id\":1e999"), 400), -32700);
    check_code(say(PING(",\"id\":[]"), 400), -32600);
    check_code(say(PING(",\"id\":true"), 400), -32600);
    check_code(say(PING(",\"id\":1,\"method\":\"x\""), 400), -32600);
    check_code(say("7", 400), -32600);
    check_code(say("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}", 400),
               -32600);
    assert_null(say(PING(""), 202));
}

static void depth_has_a_limit(void **state)
{
    (void)state;
    struct str text = {0};
    for (int depth = 60; depth < 70; depth++) {
        str_clear(&text);
        str_append_text(&text, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":"
                               "\"ping\",\"params\":{\"a\":");
        str_append_repeat(&text, '[', (size_t)depth);
        str_append_repeat(&text, ']', (size_t)depth);
        str_append_text(&text, "}}");
        json_decref(say(text.data, depth + 2 <= 64 ? 200 : 400));
    }
    str_clear(&text);
    str_append_text(&text, "{\"jsonrpc\":\"2.0\",\"id\":\"\\\"[[");
    str_append_repeat(&text, '[', 100);
    str_append_text(&text, "\",\"method\":\"ping\"}");
    json_decref(say(text.data, 200)); /* in a string they are none */
    str_release(&text);
}

#define HELLO                                                                  \
    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"     \
    "\"protocolVersion\":\"%s\",\"capabilities\":{}}}"

static void a_pipe_remembers_its_version(void **state)
{
    (void)state;
    const char *batch = "[" PING(",\"id\":1") "]";
    struct mcp_session session = {0};
    char hello[256];
    check_code(say_as(batch, NULL, &session, true, 400), -32600);
    (void)snprintf(hello, sizeof hello, HELLO, "2025-03-26");
    json_decref(say_as(hello, NULL, &session, true, 200));
    assert_slice_is(session.version, "2025-03-26");
    json_decref(say_as(batch, NULL, &session, true, 200));
    (void)snprintf(hello, sizeof hello, HELLO, "2025-06-18");
    json_decref(say_as(hello, NULL, &session, true, 200));
    check_code(say_as(batch, NULL, &session, true, 400), -32600);
}

static void what_is_too_long_is_told(void **state)
{
    (void)state;
    struct str out = {0};
    mcp_refuse_long(&out);
    json_t *answer = json_loadb(out.data, out.size, 0, NULL);
    check(answer, "id", "null");
    check(answer, "error.code", "-32600");
    json_decref(answer);
    str_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_comes_back_as_it_was),
        cmocka_unit_test(what_is_no_message_is_named),
        cmocka_unit_test(depth_has_a_limit),
        cmocka_unit_test(a_pipe_remembers_its_version),
        cmocka_unit_test(what_is_too_long_is_told),
    };
    return RUN_ON_SITE(files, tests);
}
