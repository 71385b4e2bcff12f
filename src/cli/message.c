/* message.c - errors on standard error, all in one form.
 *
 *     headmatter: headmatter.yaml:2:3: unknown setting 'site.titel' [...]
 *       did you mean 'title'?
 */
#include "cli/commands.h"
#include "cli/excerpt.h"

#include <stdio.h>

int message_print(enum exit_code code, const struct err *err)
{
    return message_print_text(code, err->text, err->hint);
}

int message_print_text(enum exit_code code, const char *text, const char *hint)
{
    (void)fprintf(stderr, "headmatter: %s\n", text);
    if (hint[0] != '\0')
        (void)fprintf(stderr, "  %s\n", hint);
    return (int)code;
}

static void print_fault(const struct diagnostic *fault)
{
    struct str text = {0};
    str_append_text(&text, "headmatter: ");
    if (fault->path.size > 0) {
        visible_append_place(&text, fault);
        str_append_text(&text, ": ");
    }
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

void message_print_faults(const struct diagnostics *faults)
{
    for (size_t i = 0; i < faults->count; i++)
        print_fault(&faults->items[i]);
}

int message_print_output(struct str *made, const char *name)
{
    bool ok = fwrite(made->data, 1, made->size, stdout) == made->size;
    ok = fflush(stdout) == 0 && ok;
    str_release(made);
    if (ok)
        return EXIT_DONE;
    (void)fprintf(stderr, "headmatter: cannot write %s\n", name);
    return EXIT_FAILED;
}

const char *message_plural(size_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}
