/* check.c - what is wrong with the content, for writers and for CI.
 *
 *     content/posts/hello.md:3:13: error: title contains ': ' [yaml-syntax]
 *         put the value in quotes: title: "Hello: again"
 */
#include "cli/commands.h"
#include "represent/describe.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <stdio.h>

static void print_place(const struct diagnostic *found)
{
    for (size_t i = 0; i < found->path.size; i++) {
        unsigned char c = (unsigned char)found->path.data[i];
        (void)putchar(c < 0x20 || c == 0x7F ? '?' : c); /* for a terminal */
    }
    if (found->line > 0)
        printf(":%u", found->line);
    if (found->line > 0 && found->column > 0)
        printf(":%u", found->column);
}

static void print_diagnostic(void *context, const struct diagnostic *found)
{
    (void)context;
    bool is_error = diagnostic_severity(found->code) == SEVERITY_ERROR;
    print_place(found);
    printf(": %s: %.*s [%s]\n", is_error ? "error" : "warning",
           SLICE_FMT(found->message), diagnostic_code_name(found->code));
    if (found->hint.data != NULL)
        printf("    %.*s\n", SLICE_FMT(found->hint));
}

static void print_text(const struct snapshot *snapshot)
{
    size_t errors = snapshot->error_count, warnings = snapshot->warning_count;
    size_t documents = snapshot->everything.count;
    snapshot_each_diagnostic(snapshot, print_diagnostic, NULL);
    printf("%zu %s served: %zu %s, %zu %s\n", documents,
           plural(documents, "document", "documents"), errors,
           plural(errors, "error", "errors"), warnings,
           plural(warnings, "warning", "warnings"));
}

static void print_json(const struct snapshot *snapshot)
{
    struct arena arena = {0};
    struct slice json = describe_diagnostics(snapshot, &arena);
    printf("%.*s\n", SLICE_FMT(json));
    arena_release(&arena);
}

int command_check(const struct options *options)
{
    struct site *site;
    struct err err;

    if (!load_site(options, &site, &err))
        return fail(EXIT_FAILED, &err);
    struct snapshot *snapshot = store_acquire(site_store(site));
    if (options->format == FORMAT_JSON)
        print_json(snapshot);
    else
        print_text(snapshot);
    int code = snapshot->error_count > 0 ? EXIT_FAILED : EXIT_DONE;
    snapshot_unref(snapshot);
    site_close(site);
    if (fflush(stdout) != 0) {
        err_set(&err, ERR_IO, "the report could not be written");
        return fail(EXIT_FAILED, &err);
    }
    return code;
}
