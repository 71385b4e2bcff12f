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

struct made_text {
    pthread_mutex_t mutex; /* held while it is made and looked for */
    struct str text;       /* empty: not made yet */
};

struct contract {
    struct made_text texts[CONTRACT_TEXT_COUNT];
};

static void contract_free(struct contract *contract)
{
    for (size_t i = 0; i < CONTRACT_TEXT_COUNT; i++) {
        (void)pthread_mutex_destroy(&contract->texts[i].mutex);
        str_release(&contract->texts[i].text);
    }
    free(contract);
}

void contract_prepare(struct snapshot *snapshot)
{
    struct contract *contract = mem_alloc(1, sizeof *contract);
    for (size_t i = 0; i < CONTRACT_TEXT_COUNT; i++)
        (void)pthread_mutex_init(&contract->texts[i].mutex, NULL);
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
    struct made_text *made = &snapshot->contract->texts[which];
    (void)pthread_mutex_lock(&made->mutex);
    if (made->text.size == 0)
        make(&made->text, snapshot, which);
    struct slice text = str_slice(&made->text);
    (void)pthread_mutex_unlock(&made->mutex);
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
