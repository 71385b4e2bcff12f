/* tell.c - what went wrong, on standard error, in one form.
 *
 *     headmatter: headmatter.yaml:2:3: there is no setting 'site.titel' [...]
 *       did you mean 'title'?
 */
#include "cli/commands.h"

#include <stdio.h>

int fail(enum exit_code code, const struct err *err)
{
    (void)fprintf(stderr, "headmatter: %s\n", err->text);
    if (err->hint[0] != '\0')
        (void)fprintf(stderr, "  %s\n", err->hint);
    return (int)code;
}

static void print_fault(const struct diagnostic *fault)
{
    (void)fprintf(stderr, "headmatter: %.*s", SLICE_FMT(fault->path));
    if (fault->line > 0)
        (void)fprintf(stderr, ":%u", fault->line);
    if (fault->column > 0)
        (void)fprintf(stderr, ":%u", fault->column);
    (void)fprintf(stderr, ": %.*s [%s]\n", SLICE_FMT(fault->message),
                  diagnostic_code_name(fault->code));
    if (fault->hint.size > 0)
        (void)fprintf(stderr, "  %.*s\n", SLICE_FMT(fault->hint));
}

void print_faults(const struct diagnostics *faults)
{
    for (size_t i = 0; i < faults->count; i++)
        print_fault(&faults->items[i]);
}
