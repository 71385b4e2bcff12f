/* tell.c - what went wrong, on standard error, in one form.
 *
 *     headmatter: headmatter.yaml:2:3: there is no setting 'site.titel' [...]
 *       did you mean 'title'?
 */
#include "cli/commands.h"
#include "cli/excerpt.h"

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
    struct str text = {0};
    str_append_text(&text, "headmatter: ");
    visible_append(&text, fault->path);
    if (fault->line > 0)
        str_appendf(&text, ":%u", fault->line);
    if (fault->column > 0)
        str_appendf(&text, ":%u", fault->column);
    str_append_text(&text, ": ");
    visible_append(&text, fault->message);
    str_appendf(&text, " [%s]\n", diagnostic_code_name(fault->code));
    if (fault->hint.size > 0) {
        str_append_text(&text, "  ");
        visible_append(&text, fault->hint);
        str_append_char(&text, '\n');
    }
    (void)fputs(text.data, stderr);
    str_release(&text);
}

void print_faults(const struct diagnostics *faults)
{
    for (size_t i = 0; i < faults->count; i++)
        print_fault(&faults->items[i]);
}
