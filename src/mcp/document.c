/* document.c - reads one document through the API.
 *
 *     ---
 *     id: "posts/hello"          <- each member is JSON, which is YAML
 *     title: "Hello"
 *     tags: ["go","news"]        <- people and terms by their names
 *     ---
 *
 *     Text, as it was written.
 *
 * What a site says in its front matter can be all that a page has, so all of it
 * is there but what the server has added for programs. */
#include "mcp/document.h"

#include "base/array.h"
#include "base/unicode.h"
#include "mcp/ask.h"
#include "mcp/site.h"

#define MAX_SECTIONS 100
#define FILE_SUFFIX  ".md" /* that people take for a part of the name */
#define MAX_ID_BYTES 500   /* of a fault */

/* Of the members of an item: what says nothing to a reader. */
static const char *const left_out[] = {
    "collection",   "slug",   "path", "rev",  "day", "excerpt",  "word_count",
    "reading_time", "author", "href", "html", "toc", "markdown", "translations",
};

static const char *const named[] = {"authors", "tags", "categories"};

static bool is_among(const char *key, const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_is(slice_of(key), keys[i]))
            return true;
    }
    return false;
}

static bool is_nothing(const json_t *value)
{
    return json_is_null(value) ||
           (json_is_array(value) && json_array_size(value) == 0);
}

/* ["Ana", "Bo"] of whole people or terms. */
static json_t *names_of(const json_t *list)
{
    json_t *names = json_array(), *one;
    size_t i;
    json_array_foreach(list, i, one)
    {
        json_t *name = json_object_get(one, "name");
        json_array_append(names, name != NULL ? name : one);
    }
    return names;
}

static void append_member(const char *key, json_t *value, struct str *out)
{
    json_t *names =
        is_among(key, named, ARRAY_COUNT(named)) ? names_of(value) : NULL;
    str_appendf(out, "%s: ", key);
    node_write(names != NULL ? names : value, out);
    str_append_char(out, '\n');
    json_decref(names);
}

/* Of a section only what it is a part of. */
static void append_head(json_t *data, struct slice section, struct str *out)
{
    static const char *const of_section[] = {"id", "title", "url"};
    const char *key;
    json_t *value;
    str_append_text(out, "---\n");
    json_object_foreach(data, key, value)
    {
        bool is_wanted =
            section.data != NULL
                ? is_among(key, of_section, ARRAY_COUNT(of_section))
                : !is_among(key, left_out, ARRAY_COUNT(left_out));
        if (is_wanted && !is_nothing(value))
            append_member(key, value, out);
    }
    if (section.data != NULL) {
        json_t *id = node_of_text(section);
        append_member("section", id, out);
        json_decref(id);
    }
    str_append_text(out, "---\n");
}

static void append_text(json_t *data, struct slice section, struct str *out)
{
    struct slice markdown = node_text_at(data, "markdown");
    append_head(data, section, out);
    if (markdown.size == 0)
        return;
    str_append_char(out, '\n');
    str_append(out, markdown);
}

static bool is_url(struct slice id)
{
    return slice_find(id, 0, SLICE("://")) < id.size;
}

/* What is no document has a name that no collection can have: such as
 * "_metrics", "types.d.ts" and "recent". */
static bool can_be_document(struct slice id)
{
    size_t slash = slice_find_char(id, 0, '/');
    struct slice first = slice_sub(id, 0, slash);
    return collection_can_be_named(first) && slash + 1 < id.size && !is_url(id);
}

static void append_no_id(struct slice id, struct str *fault)
{
    str_appendf(fault,
                "'%.*s' is not the id of a document. An id has a "
                "collection and a name, such as posts/hello%s.",
                SLICE_FMT(utf8_truncate(id, MAX_ID_BYTES)),
                is_url(id) ? "; resolve gives the id for a URL"
                           : "; list and search give ids");
}

static void ask_for(const struct inquiry *inquiry, struct slice id,
                    const struct document_query *query, struct slice section,
                    const char *fields, struct reply *ret_reply)
{
    struct address address;
    address_start(&address, inquiry,
                  arena_printf(inquiry->arena, "/%.*s", SLICE_FMT(id)));
    address_add(&address, SLICE("fields"), slice_of(fields));
    address_add(&address, SLICE("include"), SLICE("markdown"));
    /* People, terms and data have no Markdown, which is no mistake. */
    address_add(&address, SLICE("lenient"), SLICE("true"));
    address_add_given(&address, "section", section);
    address_add_given(&address, "status", query->status);
    address_add_given(&address, "locale", query->locale);
    ask_api(inquiry, &address, ret_reply);
    address_release(&address);
}

/* The id of the heading with that text, whatever its case; SLICE_NONE if there
 * is none. */
static struct slice find_heading(const json_t *toc, struct slice text,
                                 struct arena *arena)
{
    struct slice wanted = unicode_search(arena, slice_trim(text));
    const json_t *heading;
    size_t i;
    json_array_foreach(toc, i, heading)
    {
        struct slice found =
            unicode_search(arena, node_text_at(heading, "text"));
        if (slice_equal(found, wanted))
            return arena_copy(arena, node_text_at(heading, "id"));
        struct slice below =
            find_heading(json_object_get(heading, "children"), text, arena);
        if (below.data != NULL)
            return below;
    }
    return SLICE_NONE;
}

/* Asks for a section whose text was given in place of its id. */
static void ask_by_text(const struct inquiry *inquiry, struct slice id,
                        const struct document_query *query,
                        struct slice *section, struct reply *reply)
{
    struct reply whole;
    ask_for(inquiry, id, query, SLICE_NONE, "id,toc", &whole);
    const json_t *toc =
        json_object_get(json_object_get(whole.body, "data"), "toc");
    struct slice found = find_heading(toc, *section, inquiry->arena);
    reply_release(&whole);
    if (found.data == NULL)
        return;
    *section = found;
    reply_release(reply);
    ask_for(inquiry, id, query, found, "-html", reply);
}

/* The id as the API has it: without what people put around one. */
static struct slice bare_id(struct slice id)
{
    id = slice_trim(id);
    if (slice_starts(id, RESOURCE_START))
        id = slice_from(id, sizeof RESOURCE_START - 1);
    while (slice_starts(id, "/"))
        id = slice_from(id, 1);
    while (slice_ends(id, "/"))
        id = slice_sub(id, 0, id.size - 1);
    return id;
}

/* What was asked for and dropped all the same is not an answer to it. */
static const json_t *find_dropped(const json_t *body)
{
    static const char *const asked[] = {"section", "status", "locale"};
    const json_t *warnings =
        json_object_get(json_object_get(body, "meta"), "warnings");
    const json_t *warning;
    size_t i;
    json_array_foreach(warnings, i, warning)
    {
        struct slice name = node_text_at(warning, "parameter");
        if (name.size > 0 && is_among(name.data, asked, ARRAY_COUNT(asked)))
            return warning;
    }
    return NULL;
}

/* Every document can be shown in part; lists and bodies cannot. */
static bool is_of_document(const struct reply *reply)
{
    const json_t *errors = json_object_get(reply->body, "errors"), *error;
    size_t i;
    json_array_foreach(errors, i, error)
    {
        if (slice_is(node_text_at(error, "parameter"), "include"))
            return false;
    }
    return reply->body != NULL;
}

static bool take(const struct inquiry *inquiry, struct slice id,
                 struct slice section, const struct reply *reply,
                 struct document *ret_document, struct str *fault)
{
    json_t *data = json_object_get(reply->body, "data");
    const json_t *dropped = find_dropped(reply->body);
    if (reply->status != 200 && is_of_document(reply)) {
        reply_append_problem(inquiry, reply, fault);
        return false;
    }
    if (node_text_at(data, "id").data == NULL) {
        append_no_id(id, fault);
        return false;
    }
    if (dropped != NULL) {
        str_appendf(fault, "%.*s: %.*s",
                    SLICE_FMT(node_text_at(dropped, "parameter")),
                    SLICE_FMT(node_text_at(dropped, "detail")));
        return false;
    }
    *ret_document = (struct document){.data = json_incref(data)};
    append_text(data, section, &ret_document->text);
    return true;
}

bool document_read(const struct inquiry *inquiry,
                   const struct document_query *query,
                   struct document *ret_document, struct str *fault)
{
    struct slice id = bare_id(query->id), section = query->section;
    struct reply reply;
    if (!can_be_document(id)) {
        append_no_id(query->id, fault);
        return false;
    }
    ask_for(inquiry, id, query, section, "-html", &reply);
    if (!is_of_document(&reply) && slice_ends(id, FILE_SUFFIX)) {
        reply_release(&reply);
        id = slice_sub(id, 0, id.size - (sizeof FILE_SUFFIX - 1));
        ask_for(inquiry, id, query, section, "-html", &reply);
    }
    if (reply.status == 404 && section.data != NULL)
        ask_by_text(inquiry, id, query, &section, &reply);
    bool ok = take(inquiry, id, section, &reply, ret_document, fault);
    reply_release(&reply);
    return ok;
}

void document_release(struct document *document)
{
    json_decref(document->data);
    str_release(&document->text);
}

struct slice document_id(const struct document *document)
{
    return node_text_at(document->data, "id");
}

static void add_sections(const json_t *toc, json_t *sections)
{
    const json_t *heading;
    size_t i;
    json_array_foreach(toc, i, heading)
    {
        json_t *section = json_object();
        if (json_array_size(sections) == MAX_SECTIONS) {
            json_decref(section);
            return;
        }
        node_set_text(section, "id", node_text_at(heading, "id"));
        node_set_text(section, "title", node_text_at(heading, "text"));
        json_array_append_new(sections, section);
        add_sections(json_object_get(heading, "children"), sections);
    }
}

json_t *document_sections(const struct document *document)
{
    json_t *sections = json_array();
    add_sections(json_object_get(document->data, "toc"), sections);
    return sections;
}

struct slice document_piece(const struct document *document, size_t offset)
{
    struct slice rest = slice_from(str_slice(&document->text), offset);
    while (rest.size > 0 && ((unsigned char)rest.data[0] & 0xC0) == 0x80)
        rest = slice_from(rest, 1);
    return utf8_truncate(rest, MAX_TEXT_BYTES);
}
