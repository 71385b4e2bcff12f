/* resolve.c - $ref: an address, and a place in what is there.
 *
 *     "seo.json#/$defs/title"    address, JSON Pointer (RFC 6901)
 *     "#slug"                    the same file, an anchor
 *
 * Only the files of the set have addresses: nothing is fetched, and no path
 * leads out of their folder. */
#include "validate/resolve.h"

#include "base/nearest.h"
#include "base/number.h"
#include "document/path.h"
#include "validate/collect.h"
#include "validate/uri.h"

static const struct subschema *fail(struct schema_set *schemas,
                                    const struct subschema *from,
                                    const struct value *reference,
                                    const char *hint, const char *why)
{
    schema_fault(schemas, from->resource->file, DIAGNOSTIC_SCHEMA_INVALID,
                 reference, hint, "'%.*s' leads to no schema%s",
                 SLICE_FMT(value_text(reference)), why);
    return NULL;
}

static const struct subschema *fail_at_address(struct schema_set *schemas,
                                               const struct subschema *from,
                                               const struct value *reference,
                                               struct slice uri)
{
    struct nearest nearest = nearest_to(path_name(uri));
    if (uri_scheme_size(uri) > 0)
        return fail(schemas, from, reference,
                    "put the file into the folder of the schemas and refer to "
                    "it by its path there, or by its $id",
                    ": nothing is fetched from elsewhere");
    for (size_t i = 0; i < schemas->file_count; i++)
        (void)nearest_consider(&nearest, path_name(schemas->files[i].name));
    return fail(schemas, from, reference,
                nearest.name.data != NULL
                    ? arena_printf(&schemas->arena, "did you mean '%.*s'?",
                                   SLICE_FMT(nearest.name))
                          .data
                    : NULL,
                ": there is no such file among the schemas");
}

/* "a~1b" is the key "a/b". */
static struct slice unescape(struct slice token, struct arena *arena)
{
    char *text = arena_bytes(arena, token.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < token.size; i++) {
        char c = token.data[i];
        if (c == '~' && i + 1 < token.size)
            c = token.data[++i] == '1' ? '/' : '~';
        text[size++] = c;
    }
    return (struct slice){text, size};
}

static const struct value *step(const struct value *value, struct slice token)
{
    size_t index = 0;
    if (value_is_object(value))
        return value_find_slice(value, token);
    if (!value_is_array(value) || !slice_is_digits(token) || token.size > 6)
        return NULL;
    for (size_t i = 0; i < token.size; i++)
        index = index * 10 + (size_t)(token.data[i] - '0');
    return index < value->size ? &value->as.items[index] : NULL;
}

/* Follows a JSON Pointer; *resource becomes that of the place. */
static const struct value *follow(struct schema_set *schemas,
                                  struct slice pointer,
                                  struct resource **resource)
{
    const struct value *at = (*resource)->root;
    struct slice rest = slice_from(pointer, 1), token;
    bool is_last_empty = slice_ends(pointer, "/");
    while (at != NULL && slice_cut(&rest, '/', &token)) {
        at = step(at, unescape(token, &schemas->arena));
        const struct subschema *part =
            at != NULL ? schemas_part(schemas, at) : NULL;
        if (part != NULL)
            *resource = part->resource;
    }
    return at != NULL && is_last_empty ? step(at, SLICE("")) : at;
}

const struct subschema *resolve_reference(struct schema_set *schemas,
                                          const struct subschema *from,
                                          const struct value *reference)
{
    struct slice text = value_text(reference);
    struct slice uri = uri_resolve(from->resource->uri, text, &schemas->arena);
    struct slice fragment = uri_fragment(text, &schemas->arena);
    struct resource *resource = map_find(&schemas->by_uri, uri);
    const struct subschema *part = NULL;

    if (resource == NULL)
        return fail_at_address(schemas, from, reference, uri);
    if (resource->file != from->resource->file)
        resource->file->is_referenced = true;
    const struct value *place = resource->root;
    if (fragment.size > 0 && fragment.data[0] != '/')
        part = map_find(&resource->anchors, fragment);
    else if (fragment.size > 0)
        place = follow(schemas, fragment, &resource);
    if (part == NULL && place != NULL &&
        (fragment.size == 0 || fragment.data[0] == '/')) {
        part = schemas_part(schemas, place);
        if (part == NULL)
            part = collect_part(schemas, resource, place);
    }
    return part != NULL ? part : fail(schemas, from, reference, NULL, "");
}
