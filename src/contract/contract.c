/* contract.c - makes each text when it is first asked for, and keeps it. */
#include "contract/contract.h"

#include "base/array.h"
#include "base/mem.h"
#include "contract/json_schema.h"
#include "contract/openapi.h"
#include "contract/typescript.h"
#include "document/yaml_writer.h"
#include "represent/write.h"

#include <pthread.h>
#include <stdlib.h>

struct contract {
    pthread_mutex_t mutex; /* held while a text is made and looked for */
    struct str texts[CONTRACT_TEXT_COUNT]; /* empty: not made yet */
};

static void contract_free(struct contract *contract)
{
    (void)pthread_mutex_destroy(&contract->mutex);
    for (size_t i = 0; i < CONTRACT_TEXT_COUNT; i++)
        str_release(&contract->texts[i]);
    free(contract);
}

void contract_prepare(struct snapshot *snapshot)
{
    struct contract *contract = mem_alloc(1, sizeof *contract);
    (void)pthread_mutex_init(&contract->mutex, NULL);
    snapshot->contract = contract;
    snapshot->free_contract = contract_free;
}

static void write_types(struct str *out, const struct snapshot *snapshot,
                        struct arena *arena)
{
    struct schemas schemas;
    struct operations operations;
    schemas_make(snapshot, arena, &schemas);
    operations_make(&schemas, arena, &operations);
    typescript_write(out, &schemas, &operations);
}

static void make(struct str *out, const struct snapshot *snapshot,
                 enum contract_text which)
{
    static const struct {
        enum openapi_version version;
        void (*write)(struct str *out, const struct value *value);
    } descriptions[] = {
        [CONTRACT_OPENAPI_JSON] = {OPENAPI_3_1, write_value},
        [CONTRACT_OPENAPI_YAML] = {OPENAPI_3_1, yaml_write},
        [CONTRACT_OPENAPI_30_JSON] = {OPENAPI_3_0, write_value},
        [CONTRACT_OPENAPI_30_YAML] = {OPENAPI_3_0, yaml_write},
    };
    struct arena arena = {0};
    if (which < ARRAY_COUNT(descriptions)) {
        const struct value description =
            openapi_make(snapshot, descriptions[which].version, &arena);
        descriptions[which].write(out, &description);
    } else {
        write_types(out, snapshot, &arena);
    }
    str_shrink(out);
    arena_release(&arena);
}

struct slice contract_text(const struct snapshot *snapshot,
                           enum contract_text which)
{
    struct contract *contract = snapshot->contract;
    (void)pthread_mutex_lock(&contract->mutex);
    if (contract->texts[which].size == 0)
        make(&contract->texts[which], snapshot, which);
    struct slice text = str_slice(&contract->texts[which]);
    (void)pthread_mutex_unlock(&contract->mutex);
    return text;
}

struct slice contract_schema(const struct snapshot *snapshot,
                             struct slice collection, bool is_front_matter,
                             struct arena *arena)
{
    const struct collection *found =
        snapshot_find_collection(snapshot, collection);
    struct schemas schemas;
    struct value document;
    struct str out = {0};
    if (found == NULL)
        return SLICE_NONE;
    if (is_front_matter) {
        document = json_schema_of_front_matter(snapshot, found, arena);
    } else {
        schemas_make(snapshot, arena, &schemas);
        document = json_schema_of_items(&schemas,
                                        names_find(&schemas.names, collection));
    }
    write_value(&out, &document);
    struct slice text = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return text;
}
