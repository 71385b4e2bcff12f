/* source_fuzz.c - any bytes as a whole file, all the way to what is served.
 *
 * A digit in front, which is then no part of the file, chooses its name;
 * without one it is a post, so that real files are inputs as they are. It
 * becomes a document of a site with one other, and is asked for with
 * everything included. Broken or not, what is shown must be UTF-8 and JSON,
 * and what is broken or a draft must not be shown. */
#include "api/api.h"
#include "base/array.h"
#include "base/unicode.h"
#include "represent/resource.h"
#include "sorted.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define NOW_MS INT64_C(1717243200000)

static const char *const paths[] = {
    "content/posts/2024-03-12-a.md", "content/pages/b.md",
    "content/data/c.json",           "content/data/d.yaml",
    "content/posts/drafts/e.md",     "content/pages/index.mdx",
    "content/team/f.json",           "content/posts/2017-2-5-g/index.md",
};

#define PATH_COUNT ARRAY_COUNT(paths)

static void check_text(struct slice text)
{
    if (utf8_find_invalid(text) != text.size)
        abort();
}

static void check_diagnostics(const struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < diagnostics->count; i++) {
        check_text(diagnostics->items[i].message);
        check_text(diagnostics->items[i].hint);
    }
}

static void check_diagnostic(void *context, const struct diagnostic *found)
{
    (void)context;
    check_text(found->message);
    check_text(found->hint);
}

static void check_source(const struct source *source)
{
    if (source->is_broken != (source->diagnostics.error_count > 0))
        abort();
    check_text(source->markdown);
    check_diagnostics(&source->diagnostics);
}

static void check_meta(const struct meta *meta)
{
    if (meta->title.data == NULL)
        abort();
    check_text(meta->title);
    check_text(meta->excerpt);
    check_diagnostics(&meta->diagnostics);
}

static struct snapshot *build(struct source *source)
{
    const struct diagnostics none = {0};
    struct source *ana =
        source_parse(SLICE("content/data/ana.json"),
                     SLICE("{\"type\":\"Person\",\"name\":\"Ana\"}"), NULL);
    struct source *sources[] = {source, ana};
    const struct media_found images[] = {
        {.path = SLICE("content/posts/a.png")},
        {.path = SLICE("public/images/deep/b.png")}};
    struct media *media =
        media_new(&(struct media_input){.folder = SLICE("/site"),
                                        .content_root = SLICE("content"),
                                        .files = images,
                                        .count = 2});
    const struct build_input input = {
        .tree = {.folder_name = SLICE("site"),
                 .content_root = SLICE("content")},
        .sources = sources,
        .source_count = 2,
        .media = media,
        .diagnostics = &none,
        .now_ms = NOW_MS,
    };
    struct snapshot *snapshot = build_with_media(&input, media);
    media_unref(media);
    source_unref(ana);
    check_diagnostics(&snapshot->diagnostics);
    lint_each_diagnostic(snapshot, check_diagnostic, NULL);
    resource_prepare(snapshot, NULL, 0);
    return snapshot;
}

static bool shows(const json_t *body, struct slice path)
{
    const json_t *entry;
    size_t i;
    json_array_foreach(json_object_get(body, "data"), i, entry)
    {
        const char *text = json_string_value(json_object_get(entry, "path"));
        if (text != NULL && slice_is(path, text))
            return true;
    }
    return false;
}

/* JSON that is right, but that jansson cannot hold. */
static bool is_not_borne(const json_error_t *error)
{
    return json_error_code(error) == json_error_null_byte_in_key;
}

static void ask(struct snapshot *snapshot, const struct meta *meta)
{
    const struct request request = {
        .method = SLICE("GET"),
        .target = SLICE("/_all?include=html,markdown,text,toc,"
                        "mdast.position,front_matter,sections"),
        .now_ms = NOW_MS,
    };
    struct response response = {0};
    struct str body = {0};
    api_respond(snapshot, &request, &response);
    for (size_t i = 0; i < response.piece_count; i++)
        str_append(&body, response.pieces[i]);
    json_error_t error;
    json_t *json = json_loadb(body.data, body.size,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (response.status != 200 || (json == NULL && !is_not_borne(&error)))
        abort();
    if ((meta->source->is_broken || meta->is_draft) && shows(json, meta->path))
        abort();
    json_decref(json);
    str_release(&body);
    response_release(&response);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice text = {(const char *)bytes, size};
    struct slice path = slice_of(paths[0]);
    if (size > 0 && bytes[0] >= '0' && bytes[0] < '0' + PATH_COUNT) {
        path = slice_of(paths[bytes[0] - '0']);
        text = slice_from(text, 1);
    }
    struct source *source = source_parse(path, text, NULL);
    check_source(source);
    struct meta *meta = meta_read(source, NULL, NULL);
    check_meta(meta);
    struct snapshot *snapshot = build(source);
    ask(snapshot, meta);
    snapshot_unref(snapshot);
    meta_unref(meta);
    source_unref(source);
    return 0;
}
