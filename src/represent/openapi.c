/* openapi.c - one description in two formats.
 *
 * The YAML file is built into the binary as it is in the repository. The JSON
 * is made from it, by our own parser and writer, when it is first asked for, so
 * that the two always agree. */
#include "represent/openapi.h"

#include "document/frontmatter.h"
#include "represent/write.h"

#include <pthread.h>

extern const unsigned char openapi_bytes[]; /* made from openapi/openapi.yaml */
extern const size_t openapi_size;

static struct str json;
static pthread_once_t json_once = PTHREAD_ONCE_INIT;

struct slice openapi_yaml(void)
{
    return (struct slice){(const char *)openapi_bytes, openapi_size};
}

static void make_json(void)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct value root;

    /* The tests parse it too, so an invalid one does not get this far. */
    if (frontmatter_parse(openapi_yaml(), 1, &arena, &diagnostics, &root))
        write_value(&json, &root);
    arena_release(&arena);
}

struct slice openapi_json(void)
{
    pthread_once(&json_once, make_json);
    return str_slice(&json);
}
