/* diagnostic.c - the list of what is wrong, and the names of the faults. */
#include "document/diagnostic.h"

#include <stdio.h>

static const struct {
    const char *name;
    enum severity severity;
} codes[] = {
#define X(constant, severity, code) {code, SEVERITY_##severity},
    DIAGNOSTIC_CODES(X)
#undef X
};

const char *diagnostic_code_name(enum diagnostic_code code)
{
    return codes[code].name;
}

enum severity diagnostic_severity(enum diagnostic_code code)
{
    return codes[code].severity;
}

bool diagnostics_add(struct diagnostics *list, enum diagnostic_code code,
                     uint32_t line, uint32_t column, const char *hint,
                     const char *format, ...)
{
    char message[1024];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);

    list->items = arena_grow(list->arena, list->items, list->count,
                             &list->capacity, sizeof(struct diagnostic));
    list->items[list->count++] = (struct diagnostic){
        .code = code,
        .line = line,
        .column = column,
        .path = list->path,
        .message = arena_copy(list->arena, slice_of(message)),
        .hint = arena_copy(list->arena, slice_of(hint)),
    };
    if (diagnostic_severity(code) == SEVERITY_ERROR)
        list->error_count++;
    return false;
}
