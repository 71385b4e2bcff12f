/* request_fuzz.c - any bytes as the target of a request.
 *
 * The answer must be one of the few that a GET can have, and where it says
 * that it is JSON it must be read back. What is not published is in no answer
 * to somebody who may not see it. The first byte chooses what else the request
 * says. The sanitizers see to the rest. */
#include "api/api.h"
#include "base/array.h"
#include "base/percent.h"
#include "contract/contract.h"
#include "represent/resource.h"
#include "sorted.h"

#include <jansson.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define SECRET "zqsecret"

static const struct {
    const char *path, *text;
} files[] = {
    {"content/pages/index.md", "---\ntype: PageLayout\nsections:\n"
                               "  - type: RecentPostsSection\n"
                               "  - type: FeaturedPostsSection\n"
                               "    posts: [content/pages/a.md, none.md]\n"
                               "---\n# Home\n"},
    {"content/pages/feed.md", "---\ntype: PostFeedLayout\n---\n"},
    {"content/pages/a.md",
     "---\ntype: PostLayout\ndate: 2024-01-01\ntags: [go, c++]\n"
     "podcast: {url: /a.mp3, duration: '1:02', guests: [Bo]}\n"
     "author: content/data/ana.json\n---\n# A\n\ntext, ![i](i.png)\n"},
    {"content/pages/deep/b c.md",
     "---\ntype: PostLayout\nslug: caf\xC3\xA9/x.md\ncategories: x\n"
     "author: {name: Bo, url: /bo}\n---\nb\n"},
    {"content/pages/hush.md",
     "---\ntype: PostLayout\ndraft: true\ntitle: " SECRET "\ntags: [go, " SECRET
     "]\n" SECRET ": 1\nslug: hush\n---\n" SECRET "\n"},
    {"content/data/ana.json", "{\"type\":\"Person\",\"name\":\"Ana\"}"},
    {"content/data/config.json",
     "{\"type\":\"Config\",\"header\":\"content/data/none.json\"}"},
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
    policy.public_url = SLICE("https://example.org/site");
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

static void check_json(const struct response *response)
{
    struct str body = {0};
    for (size_t i = 0; i < response->piece_count; i++)
        str_append(&body, response->pieces[i]);
    if (body.size != response->body_bytes)
        abort();
    json_t *json = json_loadb(body.data, body.size,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    if (json == NULL)
        abort();
    json_decref(json);
    str_release(&body);
}

/* A document a line, each line ended. */
static void check_lines(const struct response *response)
{
    struct str body = {0};
    struct slice rest, line;
    size_t before;
    do {
        before = body.size;
        if (!response->next(response->context, &body))
            abort();
    } while (body.size > before);
    if (body.size > 0 && body.data[body.size - 1] != '\n')
        abort();
    rest = slice_sub(str_slice(&body), 0, body.size > 0 ? body.size - 1 : 0);
    while (rest.size > 0 && slice_cut(&rest, '\n', &line)) {
        json_t *json =
            json_loadb(line.data, line.size,
                       JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
        if (json == NULL)
            abort();
        json_decref(json);
    }
    str_release(&body);
}

static struct slice decoded(struct slice target, struct arena *arena)
{
    struct slice plain = target;
    return percent_decode(target, true, arena, &plain) ? plain : target;
}

/* Who says the word may hear it again, in whatever letters. */
static void check_silence(const struct response *response, struct slice target)
{
    struct arena arena = {0};
    struct slice said = decoded(target, &arena);
    bool is_said = slice_find(said, 0, SLICE("zq")) < said.size ||
                   slice_find(said, 0, SLICE("ZQ")) < said.size ||
                   slice_find_char(target, 0, '%') < target.size;
    for (size_t i = 0; !is_said && i < response->piece_count; i++) {
        struct slice piece = response->pieces[i];
        if (slice_find(piece, 0, SLICE(SECRET)) < piece.size)
            abort();
    }
    arena_release(&arena);
}

static void check(const struct response *response, bool may_be_unchanged)
{
    struct slice type = response_header(response, "Content-Type");
    switch (response->status) {
    case 304:
        if (!may_be_unchanged || response->piece_count > 0 ||
            response->next != NULL)
            abort();
        return;
    case 308:
        if (response_header(response, "Location").size == 0)
            abort();
        return;
    case 200:
    case 400:
    case 401:
    case 403:
    case 404:
    case 414:
        if (slice_starts(type, "application/json") ||
            slice_starts(type, "application/problem+json"))
            check_json(response);
        else if (slice_is(type, "application/x-ndjson"))
            check_lines(response);
        else if (response->status != 200)
            abort();
        return;
    default:
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct snapshot *snapshot;
    if (snapshot == NULL)
        snapshot = build();
    if (size == 0)
        return 0;

    struct slice rest = {(const char *)bytes + 1, size - 1};
    bool has_tag = (bytes[0] & 1) != 0;
    const struct request request = {
        .method = (bytes[0] & 2) != 0 ? SLICE("HEAD") : SLICE("GET"),
        .target = rest,
        .if_none_match = has_tag ? rest : SLICE_NONE,
        .authorization =
            (bytes[0] & 4) != 0 ? SLICE("Bearer hm_none") : SLICE_NONE,
        .is_trusted = (bytes[0] & 8) != 0,
    };
    struct response response = {0};
    api_respond(snapshot, &request, &response);
    check(&response, has_tag);
    if (!request.is_trusted)
        check_silence(&response, rest);
    response_release(&response);
    return 0;
}
