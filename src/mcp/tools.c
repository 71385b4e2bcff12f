/* tools.c - the table of tools, and the two methods that are about them.
 *
 * Every model that is connected to the site reads this table, again and again:
 * a word too many is paid for each time. */
#include "base/array.h"
#include "base/nearest.h"
#include "base/unicode.h"
#include "mcp/site.h"
#include "mcp/tool.h"

#define MAX_NAME_BYTES  200
#define MAX_TITLE_BYTES 200
#define SEARCH_LIMIT    10
#define LIST_LIMIT      20

#define FILTER                                                                 \
    {                                                                          \
        .name = "filter", .kind = ARGUMENT_CONDITIONS,                         \
        .explanation =                                                         \
            "Conditions that must all hold, as {\"field\": value} or "         \
            "{\"field:op\": value} with op one of ne, gt, gte, lt, lte, in, "  \
            "nin, all, contains, startsWith, endsWith, exists: {\"tags\": "    \
            "\"go\", \"date:gte\": \"2024-05\", \"author.name:contains\": "    \
            "\"ana\"}. Dates may be partial, or now-30d. {\"or\": "            \
            "\"(a=1,b:gt=2)\"} is either."                                     \
    }
#define COLLECTION(text)                                                       \
    {                                                                          \
        .name = "collection", .explanation = (text), .is_collection = true     \
    }
#define CURSOR                                                                 \
    {                                                                          \
        .name = "cursor", .explanation = "next_cursor of the page before."     \
    }
#define STATUS                                                                 \
    {                                                                          \
        .name = "status", .kind = ARGUMENT_LIST, .use = USED_BY_HOLDERS,       \
        .explanation =                                                         \
            "published (default), draft, scheduled, expired, or all."          \
    }
#define LOCALE                                                                 \
    {                                                                          \
        .name = "locale", .kind = ARGUMENT_LIST, .use = USED_WITH_LANGUAGES    \
    }

#define DOCUMENTS                                                              \
    "{\"type\":\"object\",\"properties\":{\"documents\":{\"type\":\"array\","  \
    "\"items\":{\"type\":\"object\"}},\"total\":{\"type\":\"integer\"},"       \
    "\"next_cursor\":{\"type\":\"string\"},\"facets\":{\"type\":\"object\"},"  \
    "\"notes\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},"         \
    "\"required\":[\"documents\",\"total\"]}"
#define DOCUMENT                                                               \
    "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"},"       \
    "\"title\":{\"type\":\"string\"},\"url\":{\"type\":\"string\"},"           \
    "\"text\":{\"type\":\"string\"},\"bytes\":{\"type\":\"integer\"},"         \
    "\"next_offset\":{\"type\":\"integer\"},\"sections\":{\"type\":"           \
    "\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"id\":"         \
    "{\"type\":\"string\"},\"title\":{\"type\":\"string\"}}}}},"               \
    "\"required\":[\"id\",\"text\",\"bytes\"]}"
#define REFERENCE                                                              \
    "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"},"       \
    "\"title\":{\"type\":\"string\"},\"url\":{\"type\":\"string\"},"           \
    "\"excerpt\":{\"type\":\"string\"}},\"required\":[\"id\"]}"

const struct tool tools[] = {
    {.name = "search",
     .title = "Search",
     .description = "Searches the full text of %s, the best match first. Gives "
                    "ids for get, and the passages with their sections.",
     .output = DOCUMENTS,
     .needs_search = true,
     .run = run_search,
     .arguments = {{.name = "q", .is_required = true},
                   COLLECTION("Only of this collection."),
                   FILTER,
                   {.name = "limit",
                    .explanation = "How many documents.",
                    .kind = ARGUMENT_NUMBER,
                    .max = TOOL_MAX_LIMIT,
                    .initial = SEARCH_LIMIT},
                   CURSOR,
                   LOCALE,
                   STATUS}},
    {.name = "list",
     .title = "List documents",
     .description = "Lists documents of %s: all, or those that a filter finds, "
                    "in any order. Gives ids for get, and the total. With "
                    "facets, counts values; limit 0 gives counts alone.",
     .output = DOCUMENTS,
     .run = run_list,
     .arguments = {COLLECTION("Of which collection; without it, of all."),
                   FILTER,
                   {.name = "sort",
                    .kind = ARGUMENT_LIST,
                    .explanation = "Fields to sort by, separated by commas; "
                                   "-date is the newest first."},
                   {.name = "fields",
                    .kind = ARGUMENT_LIST,
                    .explanation = "What to show of each, separated by commas; "
                                   "default: id, title, url, date, excerpt."},
                   {.name = "facets", .kind = ARGUMENT_LIST},
                   {.name = "limit",
                    .explanation = "How many documents.",
                    .kind = ARGUMENT_NUMBER,
                    .max = TOOL_MAX_LIMIT,
                    .initial = LIST_LIMIT},
                   CURSOR,
                   LOCALE,
                   STATUS}},
    {.name = "get",
     .title = "Read a document",
     .description = "Reads one document of %s: front matter and Markdown, or "
                    "one section of it. Long texts come in pieces.",
     .output = DOCUMENT,
     .run = run_get,
     .arguments = {{.name = "id",
                    .explanation = "Collection and name, such as posts/hello.",
                    .is_required = true},
                   {.name = "section",
                    .explanation = "A heading, by its id or its text: reads "
                                   "what is under it alone."},
                   {.name = "offset",
                    .explanation = "Where to go on: next_offset of the piece "
                                   "before.",
                    .kind = ARGUMENT_NUMBER,
                    .max = INT32_MAX},
                   LOCALE,
                   STATUS}},
    {.name = "resolve",
     .title = "Find the document of a URL",
     .description = "Finds the document that a page of %s shows, by the page's "
                    "URL or path; old ones that redirect, too.",
     .output = REFERENCE,
     .run = run_resolve,
     .arguments = {{.name = "url", .is_required = true}, LOCALE, STATUS}},
};
const size_t tool_count = ARRAY_COUNT(tools);

static bool is_offered(const struct tool *tool, const json_t *site)
{
    return !tool->needs_search || site_is_searchable(site);
}

/* "the site 'Ana writes'" */
static json_t *describe(const struct tool *tool, const json_t *site)
{
    struct slice title = utf8_truncate(site_title(site), MAX_TITLE_BYTES);
    struct slice about = slice_of(tool->description);
    size_t place = slice_find(about, 0, SLICE("%s"));
    struct str text = {0};
    str_append(&text, slice_sub(about, 0, place));
    if (title.size > 0)
        str_appendf(&text, "\"%.*s\"", SLICE_FMT(title));
    else
        str_append_text(&text, "this site");
    str_append(&text, slice_from(about, place + 2));
    json_t *node = node_of_text(str_slice(&text));
    str_release(&text);
    return node;
}

static json_t *tool_node(const struct tool *tool, const struct inquiry *inquiry,
                         const json_t *site)
{
    json_t *node = json_object(), *annotations = json_object();
    json_object_set_new(node, "name", json_string(tool->name));
    if (inquiry->version->has_structure)
        json_object_set_new(node, "title", json_string(tool->title));
    json_object_set_new(node, "description", describe(tool, site));
    json_object_set_new(node, "inputSchema",
                        arguments_describe(tool, inquiry, site));
    if (inquiry->version->has_structure)
        json_object_set_new(node, "outputSchema",
                            node_load(slice_of(tool->output)));
    json_object_set_new(annotations, "readOnlyHint", json_true());
    json_object_set_new(annotations, "openWorldHint", json_false());
    json_object_set_new(node, "annotations", annotations);
    return node;
}

bool answer_tool_list(struct inquiry *inquiry)
{
    json_t *site = site_ask(inquiry), *list = json_array();
    for (size_t i = 0; i < tool_count; i++) {
        if (is_offered(&tools[i], site))
            json_array_append_new(list, tool_node(&tools[i], inquiry, site));
    }
    json_decref(site);
    inquiry->result = json_object();
    json_object_set_new(inquiry->result, "tools", list);
    site_add_lifetime(inquiry, false, inquiry->result);
    return true;
}

static const struct tool *find_tool(const struct inquiry *inquiry,
                                    struct slice name)
{
    size_t i = 0;
    while (i < tool_count && !slice_is(name, tools[i].name))
        i++;
    if (i == tool_count || !tools[i].needs_search)
        return i < tool_count ? &tools[i] : NULL;
    json_t *site = site_ask(inquiry);
    const struct tool *found = is_offered(&tools[i], site) ? &tools[i] : NULL;
    json_decref(site);
    return found;
}

/* A mistake that a model can mend is a result like any other, so that it gets
 * to see it (2026-07-28, tools, "Error Handling"). */
static json_t *make_result(const struct inquiry *inquiry, json_t *structure,
                           struct slice text)
{
    json_t *result = json_object(), *content = json_array();
    json_t *block = json_object();
    json_object_set_new(block, "type", json_string("text"));
    json_object_set_new(block, "text", node_of_text(text));
    json_array_append_new(content, block);
    json_object_set_new(result, "content", content);
    json_object_set_new(result, "isError", json_boolean(structure == NULL));
    if (structure != NULL && inquiry->version->has_structure)
        json_object_set(result, "structuredContent", structure);
    json_decref(structure);
    return result;
}

bool answer_tool_call(struct inquiry *inquiry)
{
    struct slice name = node_text(inquiry_param(inquiry, "name"));
    const json_t *arguments = inquiry_param(inquiry, "arguments");
    const struct tool *tool =
        name.data != NULL ? find_tool(inquiry, name) : NULL;
    struct str text = {0}, fault = {0};
    if (name.data == NULL)
        return inquiry_fail(inquiry, RPC_INVALID_PARAMS,
                            SLICE("\"name\" has to be a string"));
    if (tool == NULL)
        return inquiry_fail(
            inquiry, RPC_INVALID_PARAMS,
            arena_printf(inquiry->arena, "Unknown tool: %.*s",
                         SLICE_FMT(utf8_truncate(name, MAX_NAME_BYTES))));
    if (arguments != NULL && !json_is_object(arguments))
        return inquiry_fail(inquiry, RPC_INVALID_PARAMS,
                            SLICE("\"arguments\" has to be an object"));
    const struct call call = {inquiry, tool, arguments, &fault};
    json_t *structure = arguments_check(&call) ? tool->run(&call, &text) : NULL;
    inquiry->result = make_result(
        inquiry, structure, str_slice(structure != NULL ? &text : &fault));
    str_release(&text);
    str_release(&fault);
    return true;
}
