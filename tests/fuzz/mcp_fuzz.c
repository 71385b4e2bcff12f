/* mcp_fuzz.c - any bytes as a message of a language model's program.
 *
 * The answer must be one line of JSON, of one of the few statuses, and hold
 * nothing that the sender may not see. The first byte chooses the way it came
 * and the version that its header fields name. The sanitizers see to the rest.
 */
#include "api/api.h"
#include "base/array.h"
#include "contract/contract.h"
#include "mcp/mcp.h"
#include "represent/resource.h"
#include "sorted.h"

#include <jansson.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define SECRET           "zqsecret"
#define MAX_ANSWER_BYTES (16 * 512 * 1024) /* of a whole batch */

static const struct {
    const char *path, *text;
} files[] = {
    {"content/posts/a.md",
     "---\ntitle: A\ndate: 2024-01-01\ntags: [go, c++]\nauthor: ana\n"
     "aliases: [/old]\n---\n# One\n\nText.\n\n## Two & three\n\nMore.\n"},
    {"content/posts/hush.md", "---\ndraft: true\ntitle: " SECRET
                              "\ntags: [" SECRET "]\n---\n" SECRET "\n"},
    {"content/data/nav.json", "{\"items\":[{\"label\":\"Home\"}]}"},
};

enum { FILE_COUNT = ARRAY_COUNT(files) };

static struct snapshot *build(void)
{
    struct source *sources[FILE_COUNT];
    const struct diagnostics none = {0};
    for (size_t i = 0; i < FILE_COUNT; i++)
        sources[i] = source_parse(slice_of(files[i].path),
                                  slice_of(files[i].text), NULL);
    struct policy policy = policy_default;
    policy.serves_preview = true;
    struct build_input input = {
        .tree = {.folder_name = SLICE("site"),
                 .content_root = SLICE("content")},
        .policy = &policy,
        .sources = sources,
        .source_count = FILE_COUNT,
        .diagnostics = &none,
        .now_ms = INT64_C(1717243200000),
    };
    struct snapshot *snapshot = build_sorted(&input);
    input.is_preview = true;
    snapshot->preview = build_sorted(&input);
    snapshot->preview->published = snapshot;
    for (size_t i = 0; i < FILE_COUNT; i++)
        source_unref(sources[i]);
    resource_prepare(snapshot, NULL, 0);
    contract_prepare(snapshot);
    resource_prepare(snapshot->preview, NULL, 0);
    contract_prepare(snapshot->preview);
    return snapshot;
}

static void check_frame(const json_t *frame)
{
    const char *version = json_string_value(json_object_get(frame, "jsonrpc"));
    const json_t *error = json_object_get(frame, "error");
    bool has_result = json_object_get(frame, "result") != NULL;
    if (version == NULL || json_object_get(frame, "id") == NULL ||
        has_result == (error != NULL))
        abort();
    if (error != NULL && (json_object_get(error, "message") == NULL ||
                          !json_is_integer(json_object_get(error, "code"))))
        abort();
}

static void check(int status, struct slice out)
{
    json_t *frame;
    size_t i;
    if ((status == 202) != (out.size == 0))
        abort();
    if (status == 202)
        return;
    if ((status != 200 && status != 400 && status != 404) ||
        out.size > MAX_ANSWER_BYTES || slice_count_char(out, '\n') > 0)
        abort();
    json_t *answer = json_loadb(out.data, out.size,
                                JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    if (answer == NULL)
        abort();
    if (!json_is_array(answer))
        check_frame(answer);
    json_array_foreach(answer, i, frame) check_frame(frame);
    json_decref(answer);
}

/* Who says the word may hear it again, in whatever letters. */
static bool is_said(struct slice text)
{
    return slice_find(text, 0, SLICE("zq")) < text.size ||
           slice_find(text, 0, SLICE("ZQ")) < text.size ||
           slice_find_char(text, 0, '%') < text.size ||
           slice_find_char(text, 0, '\\') < text.size;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const versions[] = {NULL, "2026-07-28", "2025-11-25",
                                           "2025-03-26"};
    static struct snapshot *snapshot;
    if (snapshot == NULL)
        snapshot = build();
    if (size == 0)
        return 0;

    unsigned chosen = bytes[0];
    const struct request sender = {.is_trusted = (chosen & 8) != 0};
    struct mcp_session session = {0};
    const struct mcp_message message = {
        .text = {(const char *)bytes + 1, size - 1},
        .sender = &sender,
        .transport = (chosen & 4) != 0 ? MCP_OVER_STDIO : MCP_OVER_HTTP,
        .version = slice_of(versions[chosen & 3]),
        .method = (chosen & 16) != 0 ? SLICE("tools/call") : SLICE_NONE,
        .name = (chosen & 32) != 0 ? SLICE("get") : SLICE_NONE,
    };
    struct str out = {0};
    int status =
        mcp_answer(snapshot, &message,
                   message.transport == MCP_OVER_STDIO ? &session : NULL, &out);
    check(status, str_slice(&out));
    if (!sender.is_trusted && !is_said(message.text) &&
        slice_find(str_slice(&out), 0, SLICE(SECRET)) < out.size)
        abort();
    str_release(&out);
    return 0;
}
