/* toml_fuzz.c - any bytes as TOML, and as a file whose front matter it is.
 *
 * What comes out is walked to its last byte, so that the sanitizers see what a
 * renderer would touch, and so that every value has a place inside the text and
 * numbers and dates the spelling that is written there. */
#include "document/frontmatter.h"
#include "document/toml.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool has_spelling(const struct value *value)
{
    return value->kind == VALUE_INTEGER || value->kind == VALUE_FLOAT ||
           value->kind == VALUE_BOOLEAN;
}

static size_t walk(const struct value *value, struct slice text, size_t depth)
{
    size_t nodes = 1;
    if (depth > FRONTMATTER_MAX_DEPTH || value->line == 0 ||
        value->line > text.size + 1 || value->column == 0)
        abort();
    if (value_is_string(value) && value->as.text[value->size] != '\0')
        abort();
    if (has_spelling(value) &&
        slice_find(text, 0, slice_of(value->spelling)) >= text.size)
        abort();
    for (size_t i = 0; value_is_array(value) && i < value->size; i++)
        nodes += walk(&value->as.items[i], text, depth + 1);
    for (size_t i = 0; value_is_object(value) && i < value->size; i++)
        nodes += walk(&value->as.members[i].value, text, depth + 1);
    if (nodes > FRONTMATTER_MAX_NODES)
        abort();
    return nodes;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice text = {(const char *)bytes, size};
    struct arena arena = {0};
    struct diagnostics list = {.arena = &arena};
    struct frontmatter parts;
    struct value value;

    if (frontmatter_split(text, &list, &parts) && parts.is_toml)
        text = parts.head;
    list = (struct diagnostics){.arena = &arena};
    bool ok = toml_parse(text, 1, &arena, &list, &value);
    if (ok != (list.error_count == 0) || (ok && !value_is_object(&value)))
        abort();
    if (ok)
        (void)walk(&value, text, 0);
    arena_release(&arena);
    return 0;
}
