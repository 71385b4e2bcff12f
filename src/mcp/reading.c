/* reading.c - the tools that give one document. */
#include "mcp/document.h"
#include "mcp/tool.h"

#include "base/array.h"

#define MAX_NAMED 20 /* sections, after the first piece of a text */

/* ", or with a section alone: setup, usage, ..." */
static void append_sections(const json_t *sections, struct str *text)
{
    const json_t *section;
    size_t i;
    json_array_foreach(sections, i, section)
    {
        if (i == MAX_NAMED) {
            str_append_text(text, ", ...");
            return;
        }
        str_appendf(text, "%s%.*s",
                    i > 0 ? ", " : ", or with a section alone: ",
                    SLICE_FMT(node_text_at(section, "id")));
    }
}

/* "[Cut at byte 40000 of 123456 ...]" */
static void append_cut(const struct document *document, size_t end,
                       const json_t *sections, struct str *text)
{
    str_appendf(text,
                "\n\n[Cut at byte %zu of %zu. Call get with offset %zu for the "
                "rest",
                end, document->text.size, end);
    append_sections(sections, text);
    str_append_text(text, ".]");
}

static void set_title(const json_t *data, json_t *structure)
{
    struct slice title = node_text_at(data, "title");
    node_set_text(structure, "title",
                  title.data != NULL ? title : node_text_at(data, "name"));
    node_set_text(structure, "url", node_text_at(data, "url"));
}

static json_t *piece_of(const struct document *document, size_t offset,
                        struct str *text)
{
    struct slice piece = document_piece(document, offset);
    size_t end = (size_t)(piece.data + piece.size - document->text.data);
    json_t *structure = json_object();
    json_object_set_new(structure, "id", node_of_text(document_id(document)));
    set_title(document->data, structure);
    json_object_set_new(structure, "text", node_of_text(piece));
    json_object_set_new(structure, "bytes",
                        json_integer((json_int_t)document->text.size));
    str_append(text, piece);
    /* Who reads on has seen them. */
    if (offset == 0)
        json_object_set_new(structure, "sections", document_sections(document));
    if (end < document->text.size) {
        json_object_set_new(structure, "next_offset",
                            json_integer((json_int_t)end));
        append_cut(document, end, json_object_get(structure, "sections"), text);
    }
    return structure;
}

json_t *run_get(const struct call *call, struct str *text)
{
    const struct document_query query = {
        .id = argument_text(call, "id"),
        .section = argument_text(call, "section"),
        .status = argument_text(call, "status"),
        .locale = argument_text(call, "locale"),
    };
    size_t offset = (size_t)argument_number(call, "offset");
    struct document document;
    json_t *structure = NULL;
    if (!document_read(call->inquiry, &query, &document, call->fault))
        return NULL;
    if (offset < document.text.size)
        structure = piece_of(&document, offset, text);
    else
        str_appendf(call->fault, "offset is past the end: it has %zu bytes.",
                    document.text.size);
    document_release(&document);
    return structure;
}

static json_t *reference_of(const json_t *data)
{
    json_t *structure = json_object();
    node_set_text(structure, "id", node_text_at(data, "id"));
    set_title(data, structure);
    node_set_text(structure, "excerpt", node_text_at(data, "excerpt"));
    return structure;
}

json_t *run_resolve(const struct call *call, struct str *text)
{
    static const char *const passed[] = {"url", "locale", "status"};
    struct address address;
    struct reply reply;
    json_t *structure = NULL;
    address_start(&address, call->inquiry, SLICE("/_resolve"));
    for (size_t i = 0; i < ARRAY_COUNT(passed); i++)
        address_add_given(&address, passed[i], argument_text(call, passed[i]));
    ask_api(call->inquiry, &address, &reply);
    if (reply.status == 200)
        structure = reference_of(json_object_get(reply.body, "data"));
    else
        reply_append_problem(call->inquiry, &reply, call->fault);
    if (structure != NULL)
        node_write(structure, text);
    reply_release(&reply);
    address_release(&address);
    return structure;
}
