/* data_fuzz.c - any bytes as a JSON file, and what is read written again.
 *
 * jansson is the judge: what it reads we read, unless one of our limits says
 * otherwise, and what our writer makes of it jansson must read as the same.
 * Keys that come twice are no matter of taste here: both keep the last. */
#include "document/data.h"
#include "document/frontmatter.h"
#include "represent/write.h"

#include <jansson.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static json_t *load(struct slice text)
{
    return json_loadb(text.data, text.size, JSON_DECODE_ANY | JSON_ALLOW_NUL,
                      NULL);
}

/* json_equal() takes 1 for different from 1.0, as do we. */
static void compare(struct slice text, const struct value *value)
{
    struct str written = {0};
    write_value(&written, value);
    json_t *ours = load(str_slice(&written)), *theirs = load(text);
    if (ours == NULL || theirs == NULL || !json_equal(ours, theirs))
        abort();

    struct str indented = {0};
    write_indented(&indented, str_slice(&written));
    json_t *same = load(str_slice(&indented));
    if (same == NULL || !json_equal(same, ours))
        abort();
    json_decref(same);
    json_decref(ours);
    json_decref(theirs);
    str_release(&indented);
    str_release(&written);
}

static bool is_our_limit(const struct diagnostics *list)
{
    enum diagnostic_code code = list->items[list->count - 1].code;
    return code == DIAGNOSTIC_FRONT_MATTER_TOO_DEEP ||
           code == DIAGNOSTIC_FRONT_MATTER_TOO_MANY_NODES;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice text = {(const char *)bytes, size}, bare = text;
    struct arena arena = {0};
    struct diagnostics list = {.arena = &arena};
    struct value value;

    if (slice_starts(bare, "\xEF\xBB\xBF"))
        bare = slice_from(bare, 3);
    bool ok = data_parse(text, &arena, &list, &value);
    if (ok != (list.error_count == 0))
        abort();
    if (ok) {
        compare(bare, &value);
    } else if (!is_our_limit(&list)) {
        json_t *theirs = load(bare);
        if (theirs != NULL)
            abort();
    }
    arena_release(&arena);
    return 0;
}
