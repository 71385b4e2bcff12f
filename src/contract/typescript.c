/* typescript.c - the types of a site as one file that needs no other.
 *
 *     export interface Post { ... }            of each collection
 *     export interface CtaSection { ... }      of each block
 *     export interface PostFields { ... }      of each list: what can be asked
 *     export interface Collections { ... }     and all of it by name
 *
 * The declarations are those of the description, so that both always agree. */
#include "contract/typescript.h"

#include "base/array.h"
#include "contract/base.h"
#include "contract/components.h"
#include "represent/write.h"

static void write_declaration(struct str *out, const struct member *schema)
{
    bool is_interface =
        value_find(&schema->value, "properties") != NULL &&
        slice_is(value_text(value_find(&schema->value, "type")), "object");
    str_append_char(out, '\n');
    typescript_write_comment(out, &schema->value, 0);
    str_appendf(out,
                is_interface ? "export interface %.*s "
                             : "export type "
                               "%.*s = ",
                SLICE_FMT(schema->key));
    typescript_write_type(out, &schema->value, 0);
    str_append_text(out, is_interface ? "\n" : ";\n");
}

/* What a client holds in its hands; all else is what these refer to. */
static struct value roots_of(const struct schemas *schemas)
{
    static const char *const others[] = {
        "Item",      "ListItem", "SiteEnvelope", "ListMeta",
        "ListLinks", "ItemMeta", "ItemLinks",    "Problem",
    };
    struct value_list roots = {0};
    for (size_t i = 0; i < schemas->names.collection_count; i++) {
        struct slice item = schemas->names.collections[i].item;
        static const char *const ends[] = {"Envelope", "ListEnvelope"};
        for (size_t k = 0; k < ARRAY_COUNT(ends); k++)
            value_list_add(&roots,
                           tree_ref("schemas",
                                    arena_printf(schemas->arena, "%.*s%s",
                                                 SLICE_FMT(item), ends[k]),
                                    schemas->arena),
                           schemas->arena);
    }
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        value_list_add(&roots,
                       tree_ref("schemas", slice_of(others[i]), schemas->arena),
                       schemas->arena);
    return value_list_array(&roots);
}

void typescript_write(struct str *out, const struct schemas *schemas,
                      const struct operations *operations)
{
    const struct value roots = roots_of(schemas);
    struct components all = {0}, kept;
    all.of[SECTION_SCHEMAS] = schemas->all;
    components_keep_reached(&all, &roots, schemas->arena, &kept);
    str_append(out, SLICE("// The types of this content, made by "
                          "headmatter " HEADMATTER_VERSION
                          ". Make them anew when the "
                          "content changes:\n// headmatter types DIR, or "
                          "/types.d.ts of a running server.\n"));
    for (size_t i = 0; i < kept.of[SECTION_SCHEMAS].count; i++)
        write_declaration(out, &kept.of[SECTION_SCHEMAS].members[i]);
    typescript_write_queries(out, schemas, operations);
}
