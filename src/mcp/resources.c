/* resources.c - documents as resources, which people attach to what they ask.
 *
 *     headmatter:///posts/hello                  all of it
 *     headmatter:///posts/hello?section=setup    what is under a heading
 *     headmatter:///posts/hello?offset=40000     from there on
 *
 * An https: address would say that the client can fetch it without us, which
 * we do not know (2026-07-28, resources, "Common URI Schemes"). */
#include "base/percent.h"
#include "base/unicode.h"
#include "mcp/ask.h"
#include "mcp/document.h"
#include "mcp/site.h"

#include <stdlib.h>

#define MEDIA_TYPE    "text/markdown"
#define PAGE          "100"
#define MAX_URI_BYTES 500 /* in an error */

static json_t *resource_node(const struct inquiry *inquiry, const json_t *data)
{
    json_t *node = json_object();
    struct slice id = node_text_at(data, "id");
    struct slice title = node_text_at(data, "title");
    if (title.data == NULL)
        title = node_text_at(data, "name");
    node_set_text(node, "uri",
                  arena_printf(inquiry->arena, RESOURCE_START "%.*s",
                               SLICE_FMT(percent_encode(id, inquiry->arena))));
    if (inquiry->version->has_structure) {
        node_set_text(node, "name", id);
        node_set_text(node, "title", title);
    } else {
        node_set_text(node, "name", title.data != NULL ? title : id);
    }
    node_set_text(node, "description", node_text_at(data, "excerpt"));
    json_object_set_new(node, "mimeType", json_string(MEDIA_TYPE));
    return node;
}

bool answer_resource_list(struct inquiry *inquiry)
{
    const json_t *cursor = inquiry_param(inquiry, "cursor"), *data;
    json_t *list = json_array(), *result = json_object();
    struct address address;
    struct reply reply;
    struct str fault = {0};
    size_t i;
    address_start(&address, inquiry, SLICE("/_all"));
    address_add(&address, SLICE("cursor"),
                cursor != NULL ? node_text(cursor) : SLICE(""));
    address_add(&address, SLICE("limit"), SLICE(PAGE));
    ask_api(inquiry, &address, &reply);
    json_array_foreach(json_object_get(reply.body, "data"), i, data)
        json_array_append_new(list, resource_node(inquiry, data));
    json_object_set_new(result, "resources", list);
    node_set_text(
        result, "nextCursor",
        node_text_at(
            json_object_get(json_object_get(reply.body, "meta"), "pagination"),
            "next_cursor"));
    site_add_lifetime(inquiry, true, result);
    bool ok = reply.status == 200;
    if (ok) {
        inquiry->result = result;
    } else {
        reply_append_problem(inquiry, &reply, &fault);
        (void)inquiry_fail(inquiry, RPC_INVALID_PARAMS,
                           arena_copy(inquiry->arena, str_slice(&fault)));
        json_decref(result);
    }
    str_release(&fault);
    reply_release(&reply);
    address_release(&address);
    return ok;
}

bool answer_template_list(struct inquiry *inquiry)
{
    json_t *node = json_object(), *list = json_array();
    json_object_set_new(node, "uriTemplate", json_string(RESOURCE_TEMPLATE));
    json_object_set_new(node, "name", json_string("document"));
    if (inquiry->version->has_structure)
        json_object_set_new(node, "title", json_string("A document"));
    json_object_set_new(
        node, "description",
        json_string("Front matter and Markdown of a document, or one section "
                    "of it, by the id or the text of its heading."));
    json_object_set_new(node, "mimeType", json_string(MEDIA_TYPE));
    json_array_append_new(list, node);
    inquiry->result = json_object();
    json_object_set_new(inquiry->result, "resourceTemplates", list);
    site_add_lifetime(inquiry, false, inquiry->result);
    return true;
}

struct located {
    struct document_query query;
    size_t offset;
};

/* Reads the parameters of an address; false if there is one that is not known.
 */
static bool read_parameters(struct slice query, struct arena *arena,
                            struct located *place)
{
    struct slice part, value;
    while (slice_cut(&query, '&', &part)) {
        size_t equals = slice_find_char(part, 0, '=');
        struct slice name = slice_sub(part, 0, equals);
        if (part.size == 0)
            continue;
        if (!percent_decode(slice_from(part, equals + 1), false, arena, &value))
            return false;
        if (slice_is(name, "section"))
            place->query.section = value;
        else if (slice_is(name, "offset") && slice_is_digits(value) &&
                 value.size < 12)
            place->offset = (size_t)strtoull(value.data, NULL, 10);
        else
            return false;
    }
    return true;
}

static bool read_uri(struct slice uri, struct arena *arena,
                     struct located *place)
{
    size_t query = slice_find_char(uri, 0, '?');
    struct slice path = slice_sub(uri, 0, query);
    return slice_starts(uri, RESOURCE_START) &&
           percent_decode(slice_from(path, sizeof RESOURCE_START - 1), false,
                          arena, &place->query.id) &&
           read_parameters(slice_from(uri, query + 1), arena, place);
}

static json_t *contents_of(const struct inquiry *inquiry, struct slice uri,
                           const struct document *document, size_t offset)
{
    struct slice piece = document_piece(document, offset);
    size_t end = (size_t)(piece.data + piece.size - document->text.data);
    json_t *content = json_object(), *contents = json_array();
    struct str text = {0};
    str_append(&text, piece);
    if (end < document->text.size)
        str_appendf(
            &text,
            "\n\n[Cut at byte %zu of %zu. The rest is at " RESOURCE_START
            "%.*s?offset=%zu.]",
            end, document->text.size,
            SLICE_FMT(percent_encode(document_id(document), inquiry->arena)),
            end);
    node_set_text(content, "uri", uri);
    json_object_set_new(content, "mimeType", json_string(MEDIA_TYPE));
    node_set_text(content, "text", str_slice(&text));
    json_array_append_new(contents, content);
    str_release(&text);
    return contents;
}

static bool fail_not_found(struct inquiry *inquiry, struct slice uri,
                           struct slice why)
{
    inquiry->data = json_object();
    node_set_text(inquiry->data, "uri", utf8_truncate(uri, MAX_URI_BYTES));
    return inquiry_fail(inquiry, inquiry->version->not_found,
                        arena_printf(inquiry->arena, "Resource not found: %.*s",
                                     SLICE_FMT(why)));
}

bool answer_resource(struct inquiry *inquiry)
{
    struct slice uri = node_text(inquiry_param(inquiry, "uri"));
    struct located place = {0};
    struct document document;
    struct str fault = {0};
    if (uri.data == NULL)
        return inquiry_fail(inquiry, RPC_INVALID_PARAMS,
                            SLICE("\"uri\" has to be a string"));
    if (!read_uri(uri, inquiry->arena, &place))
        return fail_not_found(inquiry, uri,
                              SLICE("an address is " RESOURCE_START
                                    "COLLECTION/NAME?section=HEADING"));
    if (!document_read(inquiry, &place.query, &document, &fault)) {
        struct slice why = arena_copy(inquiry->arena, str_slice(&fault));
        str_release(&fault);
        return fail_not_found(inquiry, uri, why);
    }
    bool ok = place.offset < document.text.size;
    if (ok) {
        inquiry->result = json_object();
        json_object_set_new(inquiry->result, "contents",
                            contents_of(inquiry, uri, &document, place.offset));
        site_add_lifetime(inquiry, true, inquiry->result);
    } else {
        (void)fail_not_found(inquiry, uri, SLICE("it ends before this offset"));
    }
    document_release(&document);
    return ok;
}
