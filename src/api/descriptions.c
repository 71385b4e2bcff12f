/* descriptions.c - what the content promises, for programs to read: OpenAPI,
 * TypeScript and JSON Schema.
 *
 * With a token and `status`, they are those of a preview, which has the fields
 * of drafts. */
#include "api/answer.h"
#include "api/endpoints.h"
#include "contract/contract.h"
#include "represent/describe.h"

#define FRONT_MATTER "front-matter/"

/* Answers with a text that lasts as long as the snapshot. */
static bool answer_text(struct exchange *x, const char *type,
                        enum contract_text which)
{
    answer_bytes(x, type, contract_text(x->snapshot, which));
    return true;
}

bool respond_openapi_json(struct exchange *x)
{
    if (!exchange_read_query(x, ACCEPTS_PLAIN | ACCEPTS_DESCRIPTION, LIST_LIMIT,
                             NULL))
        return true;
    return answer_text(x, "application/json; charset=utf-8",
                       x->query.wants_openapi_30 ? CONTRACT_OPENAPI_30_JSON
                                                 : CONTRACT_OPENAPI_JSON);
}

bool respond_openapi_yaml(struct exchange *x)
{
    if (!exchange_read_query(x, ACCEPTS_DESCRIPTION, LIST_LIMIT, NULL))
        return true;
    return answer_text(x, "application/yaml", /* RFC 9512 */
                       x->query.wants_openapi_30 ? CONTRACT_OPENAPI_30_YAML
                                                 : CONTRACT_OPENAPI_YAML);
}

/* There is no media type for TypeScript: the name alone says what it is. */
bool respond_types(struct exchange *x)
{
    if (!exchange_read_query(x, ACCEPTS_STATUS, LIST_LIMIT, NULL))
        return true;
    return answer_text(x, "text/plain; charset=utf-8", CONTRACT_TYPES);
}

/* "posts.json", "front-matter/posts.json"; the list of them all. */
bool respond_schemas(struct exchange *x)
{
    struct slice name = x->rest;
    bool is_front_matter = slice_starts(name, FRONT_MATTER);
    if (!exchange_read_query(x, ACCEPTS_PLAIN | ACCEPTS_STATUS, LIST_LIMIT,
                             NULL))
        return true;
    if (name.size == 0) {
        x->response->template = TEMPLATE_SCHEMA_LIST;
        answer_json(x, describe_schemas(x->snapshot, x->arena));
        return true;
    }
    if (is_front_matter) {
        x->response->template = TEMPLATE_FRONT_MATTER_SCHEMAS;
        name = slice_from(name, sizeof FRONT_MATTER - 1);
    }
    if (!slice_ends(name, ".json"))
        return false;
    name = slice_sub(name, 0, name.size - (sizeof ".json" - 1));
    struct slice schema =
        contract_schema(x->snapshot, name, is_front_matter, x->arena);
    if (schema.data == NULL)
        return false;
    answer_bytes(x, "application/schema+json", schema);
    return true;
}
