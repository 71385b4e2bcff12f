/* completion.c - what somebody may mean who fills in the template of a
 * resource: names of collections, of documents in one, of sections in one.
 *
 *     headmatter:///{collection}/{+slug}{?section,offset}
 *                    po -> posts   he -> hello, help      se -> setup */
#include "base/array.h"
#include "mcp/ask.h"
#include "mcp/document.h"
#include "mcp/site.h"

#define MAX_VALUES 100 /* 2026-07-28, completion, "Completion Results" */

/* What is known so far of the address. */
struct blank {
    struct slice value;            /* what has been typed */
    struct slice collection, slug; /* filled in before, or SLICE_NONE */
};

static bool begins(struct slice name, struct slice typed)
{
    return slice_equal_nocase(slice_sub(name, 0, typed.size), typed);
}

static void add(json_t *values, struct slice name, const struct blank *blank)
{
    if (begins(name, blank->value) && json_array_size(values) < MAX_VALUES)
        json_array_append_new(values, node_of_text(name));
}

static void complete_collection(const struct inquiry *inquiry,
                                const struct blank *blank, json_t *values)
{
    json_t *site = site_ask(inquiry), *collections = site_collections(site);
    const json_t *collection;
    size_t i;
    json_array_foreach(collections, i, collection)
        add(values, node_text_at(collection, "name"), blank);
    json_decref(collections);
    json_decref(site);
}

static void complete_slug(const struct inquiry *inquiry,
                          const struct blank *blank, json_t *values)
{
    struct address address;
    struct reply reply;
    const json_t *document;
    size_t i;
    if (!collection_can_be_named(blank->collection))
        return;
    address_start(
        &address, inquiry,
        arena_printf(inquiry->arena, "/%.*s", SLICE_FMT(blank->collection)));
    if (blank->value.size > 0)
        address_add(&address, SLICE("slug:startsWith"), blank->value);
    address_add(&address, SLICE("fields"), SLICE("slug"));
    address_add(&address, SLICE("limit"),
                arena_printf(inquiry->arena, "%d", MAX_VALUES));
    ask_api(inquiry, &address, &reply);
    json_array_foreach(json_object_get(reply.body, "data"), i, document)
        add(values, node_text_at(document, "slug"), blank);
    reply_release(&reply);
    address_release(&address);
}

static void complete_section(const struct inquiry *inquiry,
                             const struct blank *blank, json_t *values)
{
    const struct document_query query = {
        .id =
            arena_printf(inquiry->arena, "%.*s/%.*s",
                         SLICE_FMT(blank->collection), SLICE_FMT(blank->slug))};
    struct document document;
    struct str fault = {0};
    const json_t *section;
    size_t i;
    if (document_read(inquiry, &query, &document, &fault)) {
        json_t *sections = document_sections(&document);
        json_array_foreach(sections, i, section)
            add(values, node_text_at(section, "id"), blank);
        json_decref(sections);
        document_release(&document);
    }
    str_release(&fault);
}

/* A number has nothing to be completed by. */
static void complete_offset(const struct inquiry *inquiry,
                            const struct blank *blank, json_t *values)
{
    (void)inquiry;
    (void)blank;
    (void)values;
}

static const struct {
    const char *name;
    void (*complete)(const struct inquiry *inquiry, const struct blank *blank,
                     json_t *values);
} blanks[] = {
    {"collection", complete_collection},
    {"slug", complete_slug},
    {"section", complete_section},
    {"offset", complete_offset},
};

static bool is_of_template(const struct inquiry *inquiry)
{
    const json_t *ref = inquiry_param(inquiry, "ref");
    return slice_is(node_text_at(ref, "type"), "ref/resource") &&
           slice_is(node_text_at(ref, "uri"), RESOURCE_TEMPLATE);
}

bool answer_completion(struct inquiry *inquiry)
{
    const json_t *argument = inquiry_param(inquiry, "argument");
    const json_t *filled =
        json_object_get(inquiry_param(inquiry, "context"), "arguments");
    struct slice name = node_text_at(argument, "name");
    const struct blank blank = {
        .value = node_text_at(argument, "value"),
        .collection = node_text_at(filled, "collection"),
        .slug = node_text_at(filled, "slug"),
    };
    size_t i = 0;
    while (i < ARRAY_COUNT(blanks) && !slice_is(name, blanks[i].name))
        i++;
    if (!is_of_template(inquiry) || i == ARRAY_COUNT(blanks) ||
        blank.value.data == NULL)
        return inquiry_fail(
            inquiry, RPC_INVALID_PARAMS,
            SLICE("Only the arguments of " RESOURCE_TEMPLATE
                  " can be completed: collection, slug, section"));
    json_t *values = json_array(), *completion = json_object();
    blanks[i].complete(inquiry, &blank, values);
    json_object_set_new(completion, "values", values);
    inquiry->result = json_object();
    json_object_set_new(inquiry->result, "completion", completion);
    return true;
}
