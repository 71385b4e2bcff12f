/* site.c - how a client and the server meet, and what the server says of
 * itself.
 *
 * Clients put `instructions` before everything that a model reads: it is the
 * place for what there is on this site, by name. */
#include "mcp/site.h"

#include "base/array.h"
#include "base/unicode.h"
#include "mcp/ask.h"
#include "store/snapshot.h"

#define MAX_NAMED       30    /* collections in the instructions, */
#define MAX_ABOUT_BYTES 500   /*   and of what the site is about */
#define LIST_TTL_MS     60000 /* what tools there are changes with settings */
#define MS_PER_SECOND   1000

json_t *site_ask(const struct inquiry *inquiry)
{
    struct address address;
    struct reply reply;
    address_start(&address, inquiry, SLICE("/"));
    ask_api(inquiry, &address, &reply);
    address_release(&address);
    return reply.body != NULL ? reply.body : json_object();
}

struct slice site_title(const json_t *site)
{
    return node_text_at(json_object_get(site, "data"), "title");
}

bool site_is_searchable(const json_t *site)
{
    return json_object_get(json_object_get(site, "links"), "search") != NULL;
}

bool site_has_languages(const json_t *site)
{
    return json_object_get(json_object_get(site, "data"), "languages") != NULL;
}

json_t *site_collections(const json_t *site)
{
    json_t *filled = json_array(), *collection;
    size_t i;
    json_array_foreach(
        json_object_get(json_object_get(site, "data"), "collections"), i,
        collection)
    {
        if (json_integer_value(json_object_get(collection, "count")) > 0)
            json_array_append(filled, collection);
    }
    return filled;
}

void site_add_lifetime(const struct inquiry *inquiry, bool is_content,
                       json_t *result)
{
    const struct mcp_message *message = inquiry->message;
    bool is_local = message->transport == MCP_OVER_STDIO;
    bool is_private = is_local || message->sender->authorization.size > 0;
    json_int_t ttl_ms = LIST_TTL_MS;
    if (!inquiry->version->is_modern)
        return;
    if (is_content)
        ttl_ms = is_local ? 0
                          : (json_int_t)inquiry->snapshot->policy.max_age_s *
                                MS_PER_SECOND;
    json_object_set_new(result, "ttlMs", json_integer(ttl_ms));
    json_object_set_new(result, "cacheScope",
                        json_string(is_private ? "private" : "public"));
}

bool collection_can_be_named(struct slice name)
{
    return name.size > 0 && !slice_starts(name, "_") &&
           slice_find_char(name, 0, '.') == name.size &&
           slice_find_char(name, 0, '/') == name.size;
}

static void append_collections(const json_t *site, struct str *out)
{
    json_t *collections = site_collections(site);
    const json_t *collection;
    size_t i;
    str_append_text(out, "\nCollections:");
    json_array_foreach(collections, i, collection)
    {
        if (i == MAX_NAMED) {
            str_appendf(out, " and %zu more",
                        json_array_size(collections) - MAX_NAMED);
            break;
        }
        str_appendf(out, "%s %.*s (%lld)", i > 0 ? "," : "",
                    SLICE_FMT(node_text_at(collection, "name")),
                    (long long)json_integer_value(
                        json_object_get(collection, "count")));
    }
    str_append_text(out, i > 0 ? "." : " none.");
    json_decref(collections);
}

static json_t *instructions(const json_t *site)
{
    struct slice title = site_title(site);
    struct slice about =
        node_text_at(json_object_get(site, "data"), "description");
    bool is_searchable = site_is_searchable(site);
    struct str text = {0};
    str_appendf(&text, "The documents of %.*s, read-only.",
                SLICE_FMT(title.size > 0 ? title : SLICE("a site")));
    if (about.size > 0)
        str_appendf(&text, " %.*s",
                    SLICE_FMT(utf8_truncate(about, MAX_ABOUT_BYTES)));
    append_collections(site, &text);
    str_appendf(&text,
                "\nA document has an id such as posts/hello. %s and `get` "
                "reads one, or a section of it. `resolve` gives the id for a "
                "page's URL.",
                is_searchable ? "`search` and `list` find ids,"
                              : "`list` finds ids,");
    json_t *node = node_of_text(str_slice(&text));
    str_release(&text);
    return node;
}

static void introduce(json_t *result, const json_t *site)
{
    json_t *capabilities = json_object();
    json_object_set_new(capabilities, "tools", json_object());
    json_object_set_new(capabilities, "resources", json_object());
    json_object_set_new(capabilities, "completions", json_object());
    json_object_set_new(result, "capabilities", capabilities);
    json_object_set_new(result, "instructions", instructions(site));
}

static json_t *server_info(const struct inquiry *inquiry, const json_t *site)
{
    json_t *info = json_object();
    json_object_set_new(info, "name", json_string("headmatter"));
    if (inquiry->version->has_structure)
        node_set_text(info, "title", site_title(site));
    json_object_set_new(info, "version", json_string(HEADMATTER_VERSION));
    return info;
}

/* The version that is asked for, if it is one that begins so; else another,
 * which the client may refuse (2025-11-25, lifecycle). */
bool answer_initialize(struct inquiry *inquiry)
{
    const struct mcp_version *wanted =
        mcp_version_find(node_text(inquiry_param(inquiry, "protocolVersion")));
    inquiry->version =
        wanted != NULL && !wanted->is_modern ? wanted : mcp_version_offered;
    if (inquiry->session != NULL)
        inquiry->session->version = slice_of(inquiry->version->name);
    json_t *site = site_ask(inquiry), *result = json_object();
    json_object_set_new(result, "protocolVersion",
                        json_string(inquiry->version->name));
    json_object_set_new(result, "serverInfo", server_info(inquiry, site));
    introduce(result, site);
    json_decref(site);
    inquiry->result = result;
    return true;
}

bool answer_ping(struct inquiry *inquiry)
{
    inquiry->result = json_object();
    return true;
}

bool answer_discover(struct inquiry *inquiry)
{
    json_t *site = site_ask(inquiry), *result = json_object();
    json_t *versions = json_array();
    for (size_t i = 0; i < mcp_version_count; i++) {
        if (mcp_versions[i].is_modern)
            json_array_append_new(versions, json_string(mcp_versions[i].name));
    }
    json_object_set_new(result, "supportedVersions", versions);
    introduce(result, site);
    json_decref(site);
    site_add_lifetime(inquiry, false, result);
    inquiry->result = result;
    return true;
}
