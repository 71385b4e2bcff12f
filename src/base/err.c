/* err.c - one failure, reported once.
 *
 * The text is made where the cause is known and printed where somebody can read
 * it; in between it is only passed on. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

bool err_set(struct err *err, enum err_code code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    err->code = code;
    (void)vsnprintf(err->text, sizeof err->text, format, arguments);
    err->hint[0] = '\0';
    va_end(arguments);
    return false;
}

bool err_set_hint(struct err *err, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(err->hint, sizeof err->hint, format, arguments);
    va_end(arguments);
    return false;
}
