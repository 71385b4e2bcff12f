/* schema_fuzz.c - any schema, and any value to be judged by it.
 *
 * The first tab of the input ends the schema; what follows is the value, both
 * JSON. What is said of a value and whether it fits must agree; a schema that
 * forbids another fits exactly where that one does not; and all that is said
 * is text. */
#include "base/unicode.h"
#include "document/data.h"
#include "validate/judge.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool find_nothing(void *context, const struct names *collections,
                         struct slice text, struct arena *arena,
                         struct reference_miss *miss)
{
    (void)context;
    (void)arena;
    miss->hint = text;
    return collections->count == text.size;
}

static const struct reference_finder finder = {find_nothing, NULL};

static void check_texts(const struct diagnostics *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct diagnostic *one = &found->items[i];
        if (one->message.size == 0 ||
            utf8_find_invalid(one->message) < one->message.size ||
            utf8_find_invalid(one->hint) < one->hint.size)
            abort();
    }
}

enum verdict { FITS, DIFFERS, NO_VERDICT };

static enum verdict judge(struct slice text, const struct value *value)
{
    const struct schema_text texts[] = {
        {SLICE("a.json"), SLICE("a.json"), text},
        {SLICE("b/b.json"), SLICE("b/b.json"),
         SLICE("{\"$defs\": {\"c\": {\"$ref\": \"../a.json\"}}}")}};
    struct arena arena = {0};
    struct diagnostics found = {.arena = &arena};
    struct schema_set *schemas = schemas_new(texts, 2);
    const struct subschema *schema = schemas_find(schemas, SLICE("a.json"));
    enum verdict verdict = NO_VERDICT;
    check_texts(schemas_faults(schemas));
    if (schema != NULL) {
        bool fits = schema_judge(schema, value, NULL, &finder, &found);
        if (fits != (found.error_count == 0))
            abort();
        verdict = fits ? FITS : DIFFERS;
        check_texts(&found);
        for (size_t i = 0; i < found.count; i++) {
            if (found.items[i].code == DIAGNOSTIC_SCHEMA_LIMIT)
                verdict = NO_VERDICT;
        }
    }
    schemas_unref(schemas);
    arena_release(&arena);
    return verdict;
}

static void compare_with_opposite(struct slice text, const struct value *value,
                                  enum verdict verdict)
{
    struct str opposite = {0};
    str_append_text(&opposite, "{\"not\": {\"$ref\": \"#/$defs/x\"}, "
                               "\"$defs\": {\"x\": ");
    str_append(&opposite, utf8_skip_mark(text));
    str_append_text(&opposite, "}}");
    /* What a pointer leads to is another place now, if to any. */
    enum verdict other = slice_find(text, 0, SLICE("ef")) < text.size
                             ? NO_VERDICT
                             : judge(str_slice(&opposite), value);
    if (verdict != NO_VERDICT && other != NO_VERDICT && verdict == other)
        abort();
    str_release(&opposite);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct slice text = {(const char *)bytes, size};
    size_t tab = slice_find_char(text, 0, '\t');
    struct arena arena = {0};
    struct diagnostics found = {.arena = &arena};
    struct value value;
    if (tab < size &&
        data_parse(slice_from(text, tab + 1), &arena, &found, &value)) {
        struct slice schema = slice_sub(text, 0, tab);
        compare_with_opposite(schema, &value, judge(schema, &value));
    }
    arena_release(&arena);
    return 0;
}
