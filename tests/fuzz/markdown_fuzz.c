/* markdown_fuzz.c - any bytes as a body. */
#include "base/unicode.h"
#include "document/markdown.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct slice body = {(const char *)bytes, size};
    struct markdown markdown;

    body = utf8_repair(&arena, body);
    bool ok = markdown_render(body, 1, &arena, &diagnostics, &markdown);
    if (ok ? diagnostics.count != 0 : diagnostics.error_count != 1)
        abort();
    if (ok && (utf8_find_invalid(markdown.html) != markdown.html.size ||
               utf8_find_invalid(markdown.text) != markdown.text.size))
        abort();
    arena_release(&arena);
    return 0;
}
