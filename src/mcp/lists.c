/* lists.c - the tools that give several documents.
 *
 * A list for a model is short: what tells documents apart, and the id to read
 * one by. If all the same it is longer than clients let through, fewer
 * documents are asked for, so that the cursor goes on where the list ends. */
#include "mcp/document.h"
#include "mcp/site.h"
#include "mcp/tool.h"

#include "base/array.h"

#define MAX_ASKED 8 /* times, for one answer */

/* What is shown of a document without `fields`. */
static const char *const shown[] = {"id",   "title",      "name",
                                    "url",  "date",       "excerpt",
                                    "lang", "post_count", "status"};

static json_t *in_brief(const json_t *document)
{
    json_t *brief = json_object();
    for (size_t i = 0; i < ARRAY_COUNT(shown); i++) {
        json_t *value = json_object_get(document, shown[i]);
        if (value != NULL && !json_is_null(value))
            json_object_set(brief, shown[i], value);
    }
    return brief;
}

/* The text of a snippet as it stands in the document: without <mark>, and with
 * the characters that were escaped for HTML. */
static json_t *plain_text(struct slice html)
{
    static const struct {
        const char *written, *means;
    } marks[] = {{"<mark>", ""}, {"</mark>", ""},  {"&lt;", "<"}, {"&gt;", ">"},
                 {"&amp;", "&"}, {"&quot;", "\""}, {"&#39;", "'"}};
    struct str plain = {0};
    while (html.size > 0) {
        size_t i = 0;
        while (i < ARRAY_COUNT(marks) && !slice_starts(html, marks[i].written))
            i++;
        if (i < ARRAY_COUNT(marks)) {
            str_append_text(&plain, marks[i].means);
            html = slice_from(html, slice_of(marks[i].written).size);
        } else {
            str_append_char(&plain, html.data[0]);
            html = slice_from(html, 1);
        }
    }
    json_t *node = node_of_text(str_slice(&plain));
    str_release(&plain);
    return node;
}

/* [{"text": "...", "section": "setup"}] */
static json_t *passages_of(const json_t *hit)
{
    json_t *passages = json_array();
    const json_t *snippet;
    size_t i;
    json_array_foreach(json_object_get(hit, "snippets"), i, snippet)
    {
        json_t *passage = json_object();
        json_object_set_new(passage, "text",
                            plain_text(node_text_at(snippet, "text")));
        node_set_text(passage, "section",
                      node_text_at(json_object_get(snippet, "section"), "id"));
        json_array_append_new(passages, passage);
    }
    return passages;
}

static json_t *with_passages(const json_t *document)
{
    json_t *brief = in_brief(document);
    json_t *passages = passages_of(json_object_get(document, "search"));
    if (json_array_size(passages) > 0) {
        node_remove(brief, "excerpt");
        json_object_set(brief, "passages", passages);
    }
    json_decref(passages);
    return brief;
}

static void add_note(json_t *notes, const struct call *call,
                     const json_t *warning)
{
    json_array_append_new(
        notes,
        node_of_text(arena_printf(call->inquiry->arena, "%.*s: %.*s",
                                  SLICE_FMT(node_text_at(warning, "parameter")),
                                  SLICE_FMT(node_text_at(warning, "detail")))));
}

/* What is to be known of the answer beside its documents. */
static json_t *notes_of(const struct call *call, const json_t *meta, long asked,
                        long limit)
{
    struct arena *arena = call->inquiry->arena;
    const json_t *search = json_object_get(meta, "search"), *warning;
    struct slice corrected = node_text_at(search, "corrected");
    json_t *notes = json_array();
    size_t i;
    json_array_foreach(json_object_get(meta, "warnings"), i, warning)
        add_note(notes, call, warning);
    if (corrected.size > 0)
        json_array_append_new(
            notes, node_of_text(arena_printf(
                       arena,
                       "No document has all of these words; searched "
                       "for: %.*s",
                       SLICE_FMT(corrected))));
    if (json_object_get(search, "behind") != NULL)
        json_array_append_new(
            notes, json_string("The newest edits are not in the index yet."));
    if (limit < asked)
        json_array_append_new(
            notes, node_of_text(arena_printf(
                       arena,
                       "More than %ld of these documents would be too long for "
                       "one answer; next_cursor gives the next ones.",
                       limit)));
    return notes;
}

/* [{"value": "go", "count": 12}]: without the address that lists them. */
static json_t *facets_of(const json_t *meta)
{
    json_t *facets = json_deep_copy(json_object_get(meta, "facets"));
    const char *field;
    json_t *counts, *count;
    size_t i;
    json_object_foreach(facets, field, counts)
    {
        json_array_foreach(counts, i, count) node_remove(count, "href");
    }
    return facets;
}

static json_t *structure_of(const struct call *call, const json_t *body,
                            long asked, long limit)
{
    const json_t *meta = json_object_get(body, "meta"), *document;
    const json_t *pages = json_object_get(meta, "pagination");
    bool is_whole = argument_text(call, "fields").data != NULL;
    json_t *structure = json_object(), *documents = json_array();
    size_t i;
    json_array_foreach(json_object_get(body, "data"), i, document)
        json_array_append_new(documents, is_whole ? json_deep_copy(document)
                                         : call->tool->needs_search
                                             ? with_passages(document)
                                             : in_brief(document));
    json_object_set_new(structure, "documents", documents);
    json_object_set(structure, "total", json_object_get(pages, "total"));
    node_set_text(structure, "next_cursor", node_text_at(pages, "next_cursor"));
    if (json_object_get(meta, "facets") != NULL)
        json_object_set_new(structure, "facets", facets_of(meta));
    json_t *notes = notes_of(call, meta, asked, limit);
    if (json_array_size(notes) > 0)
        json_object_set(structure, "notes", notes);
    json_decref(notes);
    return structure;
}

/* A model reads its list by ids, whatever else it wants of it. */
static struct slice fields_with_id(const struct call *call)
{
    struct slice fields = argument_text(call, "fields");
    return fields.size == 0 || slice_starts(fields, "-")
               ? fields
               : arena_printf(call->inquiry->arena, "id,%.*s",
                              SLICE_FMT(fields));
}

static void write_address(const struct call *call, struct slice path,
                          long limit, struct address *ret_address)
{
    static const char *const passed[] = {"q",      "sort",   "facets",
                                         "cursor", "locale", "status"};
    struct arena *arena = call->inquiry->arena;
    address_start(ret_address, call->inquiry, path);
    for (size_t i = 0; i < ARRAY_COUNT(passed); i++)
        address_add_given(ret_address, passed[i],
                          argument_text(call, passed[i]));
    address_add_given(ret_address, "fields", fields_with_id(call));
    conditions_add(call, ret_address);
    address_add(ret_address, SLICE("limit"), arena_printf(arena, "%ld", limit));
}

/* Returns NULL after appending why to call->fault. */
static json_t *ask_for(const struct call *call, struct slice path, long asked,
                       long limit)
{
    struct address address;
    struct reply reply;
    json_t *structure = NULL;
    write_address(call, path, limit, &address);
    ask_api(call->inquiry, &address, &reply);
    if (reply.status == 200 &&
        json_is_array(json_object_get(reply.body, "data")))
        structure = structure_of(call, reply.body, asked, limit);
    else
        reply_append_problem(call->inquiry, &reply, call->fault);
    reply_release(&reply);
    address_release(&address);
    return structure;
}

/* How many documents of these would be short enough: fewer than there are. */
static long fewer(long limit, const json_t *structure, size_t bytes)
{
    long count = (long)json_array_size(json_object_get(structure, "documents"));
    long fitting = (long)((size_t)count * MAX_TEXT_BYTES / bytes);
    if (count < limit)
        limit = count;
    return fitting < limit ? fitting : limit - 1;
}

static json_t *give(const struct call *call, struct slice path,
                    struct str *text)
{
    long asked = argument_number(call, "limit"), limit = asked;
    for (int i = 0; i < MAX_ASKED; i++) {
        json_t *structure = ask_for(call, path, asked, limit);
        str_clear(text);
        if (structure == NULL)
            return NULL;
        node_write(structure, text);
        if (text->size <= MAX_TEXT_BYTES)
            return structure;
        limit = fewer(limit, structure, text->size);
        json_decref(structure);
        if (limit <= 0)
            break;
    }
    str_append_text(call->fault, "One document alone is too long for an "
                                 "answer: ask for fewer fields or facets, or "
                                 "read it with get.");
    return NULL;
}

/* "" after appending what is wrong with the name. */
static struct slice path_of(const struct call *call, const char *otherwise)
{
    struct slice name = argument_text(call, "collection");
    if (name.data == NULL)
        return slice_of(otherwise);
    if (collection_can_be_named(name))
        return arena_printf(call->inquiry->arena, "/%.*s", SLICE_FMT(name));
    str_append_text(call->fault, "collection has to be the name of one.");
    return SLICE("");
}

json_t *run_search(const struct call *call, struct str *text)
{
    struct slice path = path_of(call, "/search");
    return path.size > 0 ? give(call, path, text) : NULL;
}

json_t *run_list(const struct call *call, struct str *text)
{
    struct slice path = path_of(call, "/_all");
    return path.size > 0 ? give(call, path, text) : NULL;
}
