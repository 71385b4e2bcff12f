/* frontmatter_fuzz.c - libFuzzer's door to everything that reads a file's
 * head: a document, a YAML file, a JSON file. What comes out is walked to its
 * last byte, so that the sanitizers see what a renderer would touch. */
#include "document/data.h"
#include "document/frontmatter.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t walk(const struct value *value, size_t depth)
{
    size_t nodes = 1;
    if (depth > FRONTMATTER_MAX_DEPTH || value->kind > VALUE_OBJECT)
        abort();
    if (value_is_string(value) && value->as.text[value->size] != '\0')
        abort();
    for (size_t i = 0; value_is_array(value) && i < value->size; i++)
        nodes += walk(&value->as.items[i], depth + 1);
    for (size_t i = 0; value_is_object(value) && i < value->size; i++)
        nodes += walk(&value->as.members[i].value, depth + 1);
    if (nodes > FRONTMATTER_MAX_NODES)
        abort();
    return nodes;
}

/* Failing without an error, or succeeding with one, is a fault as well. */
static void check(bool ok, const struct diagnostics *list,
                  const struct value *value)
{
    if (ok != (list->error_count == 0))
        abort();
    if (ok)
        (void)walk(value, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice bytes = {(const char *)data, size};
    struct arena arena = {0};
    struct value value;

    struct frontmatter parts;
    struct diagnostics list = {.arena = &arena};
    if (frontmatter_split(bytes, &list, &parts) && parts.is_present)
        check(frontmatter_parse(parts.head, parts.head_line, &arena, &list,
                                &value),
              &list, &value);
    list = (struct diagnostics){.arena = &arena};
    check(frontmatter_parse(bytes, 1, &arena, &list, &value), &list, &value);
    list = (struct diagnostics){.arena = &arena};
    check(data_parse(bytes, &arena, &list, &value), &list, &value);
    arena_release(&arena);
    return 0;
}
