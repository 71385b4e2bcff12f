/* base.c - reads the description that is built into the program.
 *
 * It says what no content decides: what the parameters, headers and problems
 * are. What the server tells of itself is made from it. */
#include "contract/base.h"

#include "document/frontmatter.h"

#include <pthread.h>

extern const unsigned char openapi_bytes[]; /* made from openapi/openapi.yaml */
extern const size_t openapi_size;

static struct value root;
static pthread_once_t root_once = PTHREAD_ONCE_INIT;

struct slice base_text(void)
{
    return (struct slice){(const char *)openapi_bytes, openapi_size};
}

/* The arena is never released: the strings of the values lie in it. */
static void parse(void)
{
    static struct arena arena;
    struct diagnostics diagnostics = {.arena = &arena};

    /* The tests parse it too, so an invalid one does not get this far. */
    (void)!frontmatter_parse(base_text(), 1, &arena, &diagnostics, &root);
}

const struct value *base_description(void)
{
    (void)pthread_once(&root_once, parse);
    return &root;
}

const struct value *base_section(const char *section)
{
    return value_find(value_find(base_description(), "components"), section);
}

const struct value *base_component(const char *section, struct slice name)
{
    return value_find_slice(base_section(section), name);
}

struct slice base_ref_name(const struct value *value, const char *section)
{
    struct slice reference = value_text(value_find(value, "$ref"));
    struct slice start = SLICE("#/components/");
    if (!slice_starts(reference, "#/components/"))
        return SLICE_NONE;
    struct slice rest = slice_from(reference, start.size);
    size_t slash = slice_find_char(rest, 0, '/');
    return slice_is(slice_sub(rest, 0, slash), section)
               ? slice_from(rest, slash + 1)
               : SLICE_NONE;
}
