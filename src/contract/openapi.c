/* openapi.c - puts the description together.
 *
 *     openapi/openapi.yaml   --> info, what no content decides
 *     types of the content   --> schemas.c, operations.c
 *                                    \--> all that is referred to, and no more
 *
 * Components that nothing refers to are left out: a site without authors has no
 * schema of a person. */
#include "contract/openapi.h"

#include "contract/base.h"
#include "contract/components.h"
#include "contract/downgrade.h"
#include "contract/operations.h"

/* The widths that this server makes pictures in. */
static struct value width_parameter(const struct value *by_hand,
                                    const struct policy *policy,
                                    struct arena *arena)
{
    uint32_t widths[POLICY_MAX_WIDTHS];
    size_t count = policy_widths(policy, widths);
    struct object parameter = object_copy(by_hand, arena);
    struct object schema = object_copy(value_find(by_hand, "schema"), arena);
    struct value_list values = {0};
    for (size_t i = 0; i < count; i++)
        value_list_add(&values, tree_integer(widths[i]), arena);
    object_set(&schema, SLICE("enum"), value_list_array(&values), arena);
    object_set(&parameter, SLICE("schema"), object_value(&schema), arena);
    object_set(&parameter, SLICE("example"), tree_integer(widths[count - 1]),
               arena);
    return object_value(&parameter);
}

/* Those by hand; the parameters of this content come before them, and the
 * schemas of this content have them within. */
static struct object section_of(enum section section,
                                const struct schemas *schemas,
                                const struct operations *operations)
{
    const struct value *by_hand = base_section(section_name(section));
    struct object all = {0};
    if (section == SECTION_SCHEMAS)
        return schemas->all;
    if (section == SECTION_PARAMETERS)
        all = operations->parameters;
    for (size_t i = 0; by_hand != NULL && i < by_hand->size; i++) {
        const struct member *member = &by_hand->as.members[i];
        bool is_width = section == SECTION_PARAMETERS &&
                        slice_is(member->key, "PictureWidth");
        object_add(&all, member->key,
                   is_width ? width_parameter(&member->value,
                                              &schemas->snapshot->policy,
                                              schemas->arena)
                            : member->value,
                   schemas->arena);
    }
    return all;
}

/* An object of any members is one anyway: said beside known members, it makes
 * generated types take any name, misspelled ones too. */
static struct value without_any_members(const struct value *value,
                                        struct arena *arena)
{
    const struct value *more = value_find(value, "additionalProperties");
    bool is_open =
        value_is_true(more) && value_find(value, "properties") != NULL;
    if (value->kind == VALUE_ARRAY)
        return tree_each(value, without_any_members, arena);
    if (value->kind != VALUE_OBJECT)
        return *value;
    struct object kept = {0};
    for (size_t i = 0; i < value->size; i++) {
        const struct member *member = &value->as.members[i];
        if (!is_open || !slice_is(member->key, "additionalProperties"))
            object_add(&kept, member->key,
                       without_any_members(&member->value, arena), arena);
    }
    return object_value(&kept);
}

static struct value components_value(const struct schemas *schemas,
                                     const struct operations *operations,
                                     const struct value *paths)
{
    struct components all, kept;
    struct object components = {0};
    const struct value *security = base_section("securitySchemes");
    for (enum section s = 0; s < SECTION_COUNT; s++)
        all.of[s] = section_of(s, schemas, operations);
    components_keep_reached(&all, paths, schemas->arena, &kept);
    if (security != NULL)
        object_add(&components, SLICE("securitySchemes"), *security,
                   schemas->arena);
    for (enum section s = 0; s < SECTION_COUNT; s++) {
        struct value of = object_value(&kept.of[s]);
        object_add(&components, slice_of(section_name(s)),
                   s == SECTION_SCHEMAS
                       ? without_any_members(&of, schemas->arena)
                       : of,
                   schemas->arena);
    }
    return object_value(&components);
}

static struct value info_value(const struct snapshot *snapshot,
                               struct arena *arena)
{
    struct object info =
        object_copy(value_find(base_description(), "info"), arena);
    if (snapshot->site.title.size > 0)
        object_set(&info, SLICE("title"), value_of_text(snapshot->site.title),
                   arena);
    return object_value(&info);
}

static struct value servers_value(const struct snapshot *snapshot,
                                  struct arena *arena)
{
    struct object server = {0};
    struct value_list servers = {0};
    struct slice base_path = snapshot->policy.base_path;
    object_add_text(&server, "url", base_path.size > 0 ? base_path : SLICE("/"),
                    arena);
    object_add_text(&server, "description",
                    SLICE("The server that this description came from."),
                    arena);
    value_list_add(&servers, object_value(&server), arena);
    return value_list_array(&servers);
}

struct value openapi_make(const struct snapshot *snapshot,
                          enum openapi_version version, struct arena *arena)
{
    struct schemas schemas;
    struct operations operations;
    struct object description = {0};
    const struct value *security = value_find(base_description(), "security");
    schemas_make(snapshot, arena, &schemas);
    operations_make(&schemas, arena, &operations);
    struct value paths = object_value(&operations.paths);
    struct value components = components_value(&schemas, &operations, &paths);

    object_add_text(&description, "openapi", SLICE("3.1.0"), arena);
    object_add(&description, SLICE("info"), info_value(snapshot, arena), arena);
    object_add(&description, SLICE("servers"), servers_value(snapshot, arena),
               arena);
    if (security != NULL)
        object_add(&description, SLICE("security"), *security, arena);
    object_add(&description, SLICE("tags"), value_list_array(&operations.tags),
               arena);
    object_add(&description, SLICE("paths"), paths, arena);
    object_add(&description, SLICE("components"), components, arena);
    struct value whole = object_value(&description);
    return version == OPENAPI_3_0 ? downgrade(&whole, arena) : whole;
}
