/* diagnostic.c - the list of diagnostics, and the names of their codes. */
#include "document/diagnostic.h"

#include "base/unicode.h"

#include <stdio.h>

#define MESSAGE_MAX_BYTES 1023

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

const char *severity_name(enum severity severity)
{
    static const char *const names[] = {
        [SEVERITY_NOTICE] = "notice",
        [SEVERITY_WARNING] = "warning",
        [SEVERITY_ERROR] = "error",
    };
    return names[severity];
}

static void append(struct diagnostics *list, enum diagnostic_code code,
                   uint32_t line, uint32_t column, const char *hint,
                   struct slice message)
{
    list->items = arena_grow(list->arena, list->items, list->count,
                             &list->capacity, sizeof(struct diagnostic));
    list->items[list->count++] = (struct diagnostic){
        .code = code,
        .line = line,
        .column = column,
        .path = list->path,
        .message = arena_copy(list->arena, message),
        .hint = arena_copy(list->arena, slice_of(hint)),
    };
}

/* Whether the list has room; reports once that it is full. */
static bool has_room(struct diagnostics *list, uint32_t line)
{
    if (list->max_warnings == 0 || list->count < list->max_warnings)
        return true;
    if (list->count == list->max_warnings)
        append(list, DIAGNOSTIC_MORE_FOLLOW, line, 0,
               "fix the ones above first",
               SLICE("the file has more warnings, which are not shown"));
    return false;
}

bool diagnostics_add(struct diagnostics *list, enum diagnostic_code code,
                     uint32_t line, uint32_t column, const char *hint,
                     const char *format, ...)
{
    char message[MESSAGE_MAX_BYTES +
                 4]; /* one more character, to cut before it */
    bool is_error = diagnostic_severity(code) == SEVERITY_ERROR;
    if (is_error)
        list->error_count++;
    else if (!has_room(list, line))
        return false;

    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    append(list, code, line, column, hint,
           utf8_truncate(slice_of(message), MESSAGE_MAX_BYTES));
    return false;
}

void diagnostics_copy(struct diagnostics *list, const struct diagnostic *found)
{
    list->path = arena_copy(list->arena, found->path);
    (void)diagnostics_add(list, found->code, found->line, found->column,
                          found->hint.data, "%.*s", SLICE_FMT(found->message));
}
