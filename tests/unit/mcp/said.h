/* said.h - sending messages in a test, to one site. */
#ifndef TESTS_UNIT_MCP_SAID_H
#define TESTS_UNIT_MCP_SAID_H

#include "api/fixture.h"
#include "mcp/mcp.h"

/* The answer as JSON, NULL if there is none. `version` is that of the header
 * field, or NULL; `session` is NULL over HTTP. */
static inline json_t *say_as(const char *text, const char *version,
                             struct mcp_session *session, bool is_trusted,
                             int wanted_status)
{
    const struct request sender = {.now_ms = NOW_MS, .is_trusted = is_trusted};
    const struct mcp_message message = {
        .text = slice_of(text),
        .sender = &sender,
        .transport = session != NULL ? MCP_OVER_STDIO : MCP_OVER_HTTP,
        .version = slice_of(version),
    };
    struct str out = {0};
    int status = mcp_answer(snapshot, &message, session, &out);
    if (status != wanted_status)
        print_error("%s\n%d: %.*s\n", text, status, SLICE_FMT(str_slice(&out)));
    assert_int_equal(status, wanted_status);
    json_t *answer =
        json_loadb(out.data, out.size, JSON_REJECT_DUPLICATES, NULL);
    assert_int_equal(answer == NULL, out.size == 0);
    str_release(&out);
    return answer;
}

static inline json_t *say(const char *text, int wanted_status)
{
    return say_as(text, "2025-11-25", NULL, false, wanted_status);
}

/* The result of a call, with `arguments` as JSON. */
static inline json_t *use(const char *tool, const char *arguments)
{
    struct str text = {0};
    str_appendf(&text,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                "\"params\":{\"name\":\"%s\",\"arguments\":%s}}",
                tool, arguments);
    json_t *answer = say(text.data, 200);
    json_t *result = json_incref(json_object_get(answer, "result"));
    assert_non_null(result);
    json_decref(answer);
    str_release(&text);
    return result;
}

/* The text of a result has this in it; releases it. */
static inline void check_text(json_t *result, bool is_error, const char *part)
{
    const char *text = NULL;
    assert_int_equal(
        json_unpack(result, "{s:[{s:s}]}", "content", "text", &text), 0);
    if (strstr(text, part) == NULL)
        print_error("no '%s' in: %s\n", part, text);
    assert_non_null(strstr(text, part));
    assert_int_equal(json_is_true(json_object_get(result, "isError")),
                     is_error);
    json_decref(result);
}

#endif
