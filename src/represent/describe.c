/* describe.c - the root, the two probes and the list of diagnostics.
 *
 * A client only needs to know the address of the server: "/" names the
 * collections and links to everything else. */
#include "represent/describe.h"

#include "base/array.h"
#include "base/percent.h"
#include "lint/lint.h"
#include "represent/absolute.h"
#include "represent/docs.h"
#include "represent/dump.h"
#include "represent/links.h"
#include "search/search.h"

static const struct {
    const char *name;
    const char *href;
} links[] = {
    {"self", "/"},
    {"posts", "/posts"},
    {"recent", "/recent"},
    {"authors", "/authors"},
    {"tags", "/tags"},
    {"categories", "/categories"},
    {"pages", "/pages"},
    {"data", "/data"},
    {"all", "/_all"},
    {"resolve", "/_resolve?url=/"},
    {"manifest", "/_manifest"},
    {"media", "/_media"},
    {"problems", "/_problems"},
    {"openapi", "/openapi.json"},
    {"types", "/types.d.ts"},
    {"schemas", "/_schemas"},
    {"archive", "/_archive"},
    {"llms", "/llms.txt"},
    {"live", "/_live"},
    {"ready", "/_ready"},
};

/* Search and the pages for browsers may be switched off or left out, and feeds
 * and sitemaps need the address of the site. */
static const char search_href[] = "/search?q=";
static const char feed_href[] = "/feed.xml";
static const char sitemap_href[] = "/sitemap.xml";
static const char explore_href[] = "/_explore";
static const char docs_href[] = "/_docs";

static json_t *collection_node(const struct snapshot *snapshot,
                               const struct collection *collection,
                               struct arena *arena)
{
    struct slice href = links_collection_href(snapshot, collection, arena);
    json_t *node = json_object();
    json_object_set_new(node, "name", text_node(collection->name));
    json_object_set_new(node, "href", text_node(href));
    json_object_set_new(
        node, "count",
        json_integer((json_int_t)collection->by[ORDER_DEFAULT].count));
    return node;
}

static bool is_listed(json_t *list, struct slice tag)
{
    size_t i;
    json_t *known;
    json_array_foreach(list, i, known)
    {
        if (slice_is(tag, json_string_value(known)))
            return true;
    }
    return false;
}

/* In the order in which the documents come; most sites have none. */
static json_t *languages_node(const struct snapshot *snapshot)
{
    json_t *list = json_array();
    for (size_t i = 0; i < snapshot->everything.count; i++) {
        struct slice tag = snapshot->everything.items[i]->lang;
        if (tag.size > 0 && !is_listed(list, tag))
            json_array_append_new(list, text_node(tag));
    }
    return list;
}

static void add_link(json_t *hrefs, const struct snapshot *snapshot,
                     const char *name, const char *href, struct arena *arena)
{
    json_object_set_new(
        hrefs, name,
        text_node(arena_printf(arena, "%.*s%s",
                               SLICE_FMT(snapshot->policy.base_path), href)));
}

static json_t *links_node(const struct snapshot *snapshot, struct arena *arena)
{
    json_t *hrefs = json_object();
    for (size_t i = 0; i < ARRAY_COUNT(links); i++)
        add_link(hrefs, snapshot, links[i].name, links[i].href, arena);
    if (search_is_on(snapshot))
        add_link(hrefs, snapshot, "search", search_href, arena);
    struct site_base base;
    if (site_base_find(snapshot, &base)) {
        add_link(hrefs, snapshot, "feed", feed_href, arena);
        add_link(hrefs, snapshot, "sitemap", sitemap_href, arena);
    }
    if (snapshot->policy.has_explorer)
        add_link(hrefs, snapshot, "explore", explore_href, arena);
    if (docs_are_answered(&snapshot->policy))
        add_link(hrefs, snapshot, "docs", docs_href, arena);
    return hrefs;
}

struct slice describe_site(const struct snapshot *snapshot, struct arena *arena)
{
    const struct site_info *site = &snapshot->site;
    json_t *collections = json_array(), *data = json_object();

    for (size_t i = 0; i < snapshot->collection_count; i++)
        json_array_append_new(
            collections,
            collection_node(snapshot, snapshot->collections[i], arena));
    json_object_set_new(data, "title", text_node(site->title));
    json_object_set_new(data, "description", text_node(site->description));
    json_object_set_new(data, "public_url", text_node(site->public_url));
    json_object_set_new(data, "language", text_node(site->language));
    if (snapshot->has_languages)
        json_object_set_new(data, "languages", languages_node(snapshot));
    json_object_set_new(data, "timezone", text_node(site->timezone));
    json_object_set_new(data, "collections", collections);
    return dump_json(json_pack("{s:o, s:{s:s, s:s}, s:o}", "data", data, "meta",
                               "rev", snapshot->rev, "generator",
                               "headmatter " HEADMATTER_VERSION, "links",
                               links_node(snapshot, arena)),
                     arena);
}

struct slice describe_schemas(const struct snapshot *snapshot,
                              struct arena *arena)
{
    struct slice base = snapshot->policy.base_path;
    json_t *list = json_array();
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        struct slice name = snapshot->collections[i]->name;
        struct slice encoded = percent_encode(name, arena);
        json_t *node = json_object();
        json_object_set_new(node, "collection", text_node(name));
        json_object_set_new(
            node, "items",
            text_node(arena_printf(arena, "%.*s/_schemas/%.*s.json",
                                   SLICE_FMT(base), SLICE_FMT(encoded))));
        json_object_set_new(node, "front_matter",
                            text_node(arena_printf(
                                arena, "%.*s/_schemas/front-matter/%.*s.json",
                                SLICE_FMT(base), SLICE_FMT(encoded))));
        json_array_append_new(list, node);
    }
    return dump_json(json_pack("{s:o}", "data", list), arena);
}

struct slice describe_live(void)
{
    return SLICE("{\"status\":\"live\"}");
}

/* The server is ready whatever becomes of searches: nothing else needs them. */
static json_t *search_node(const struct snapshot *snapshot, struct arena *arena)
{
    static const char *const states[] = {
        [SEARCH_OFF] = "off",
        [SEARCH_BUILDING] = "building",
        [SEARCH_READY] = "ready",
        [SEARCH_BROKEN] = "broken",
    };
    struct search_progress progress;
    search_look(snapshot, arena, &progress);
    size_t behind =
        progress.total > progress.done ? progress.total - progress.done : 0;
    return json_pack("{s:s, s:I, s:I, s:I}", "state", states[progress.state],
                     "done", (json_int_t)progress.done, "total",
                     (json_int_t)progress.total, "behind", (json_int_t)behind);
}

struct slice describe_ready(const struct snapshot *snapshot,
                            struct arena *arena)
{
    const struct findings *findings = lint_findings(snapshot);
    return dump_json(
        json_pack(
            "{s:s, s:I, s:{s:I, s:I}, s:o}", "status", "ready", "documents",
            (json_int_t)snapshot->everything.count, "diagnostics", "errors",
            (json_int_t)findings->shown_counts[SEVERITY_ERROR], "warnings",
            (json_int_t)findings->shown_counts[SEVERITY_WARNING], "search",
            search_node(snapshot, arena)),
        arena);
}

static json_t *position_node(uint32_t number)
{
    return number > 0 ? json_integer(number) : json_null();
}

static void add_diagnostic(void *context, const struct diagnostic *found)
{
    json_t *node = json_object();
    json_object_set_new(
        node, "severity",
        json_string(severity_name(diagnostic_severity(found->code))));
    json_object_set_new(node, "code",
                        json_string(diagnostic_code_name(found->code)));
    json_object_set_new(node, "path", text_node(found->path));
    json_object_set_new(node, "line", position_node(found->line));
    json_object_set_new(node, "column", position_node(found->column));
    json_object_set_new(node, "message", text_node(found->message));
    json_object_set_new(node, "hint", text_node(found->hint));
    json_object_set_new(node, "more", json_integer((json_int_t)found->more));
    json_array_append_new(context, node);
}

struct slice describe_diagnostics(const struct snapshot *snapshot,
                                  struct arena *arena)
{
    const struct findings *findings = lint_findings(snapshot);
    struct slice kind = snapshot->site.kind;
    json_t *list = json_array();
    lint_each_diagnostic(snapshot, add_diagnostic, list);
    return dump_json(
        json_pack("{s:o, s:{s:o, s:I, s:I, s:I, s:I}}", "data", list, "meta",
                  "read_as",
                  kind.size > 0 ? json_stringn(kind.data, kind.size)
                                : json_null(),
                  "documents", (json_int_t)snapshot->everything.count, "errors",
                  (json_int_t)findings->counts[SEVERITY_ERROR], "warnings",
                  (json_int_t)findings->counts[SEVERITY_WARNING], "notices",
                  (json_int_t)findings->counts[SEVERITY_NOTICE]),
        arena);
}
