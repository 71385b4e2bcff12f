/* report.c - shows the author of a document what is wrong with it.
 *
 * The place is in the form that editors and terminals turn into a link; below
 * it is the line itself, because most mistakes are obvious at the right spot.
 * Lines are read again from the files: memory holds the content as parsed, not
 * as written. A file that is gone by then is reported without them.
 *
 * Messages quote the content, so everything goes through visible_append(): a
 * title must not be able to control the terminal. */
#include "cli/report.h"

#include "base/unicode.h"
#include "cli/commands.h"
#include "cli/excerpt.h"
#include "cli/files.h"
#include "layout/policy.h"
#include "lint/lint.h"
#include "search/address.h"
#include "store/snapshot.h"

#include <string.h>

#define INDENT (EXCERPT_NUMBER_WIDTH + 1)

enum paint {
    PAINT_PATH,
    PAINT_ERROR,
    PAINT_WARNING,
    PAINT_NOTICE,
    PAINT_ASIDE
};

struct report_writer {
    const struct report *report;
    struct excerpts excerpts;
    struct slice path; /* of the diagnostic before */
    struct str *out;
};

static void start_paint(struct report_writer *writer, enum paint paint)
{
    static const char *const codes[] = {
        [PAINT_PATH] = "\x1b[1m",       [PAINT_ERROR] = "\x1b[1;31m",
        [PAINT_WARNING] = "\x1b[1;33m", [PAINT_NOTICE] = "\x1b[1;36m",
        [PAINT_ASIDE] = "\x1b[2m",
    };
    if (writer->report->has_colour)
        str_append_text(writer->out, codes[paint]);
}

static void end_paint(struct report_writer *writer)
{
    if (writer->report->has_colour)
        str_append_text(writer->out, "\x1b[0m");
}

static enum paint paint_of(const struct diagnostic *found)
{
    static const enum paint paints[] = {
        [SEVERITY_NOTICE] = PAINT_NOTICE,
        [SEVERITY_WARNING] = PAINT_WARNING,
        [SEVERITY_ERROR] = PAINT_ERROR,
    };
    return paints[diagnostic_severity(found->code)];
}

static void append_more(const struct diagnostic *found, struct str *out)
{
    if (found->more > 0)
        str_appendf(out, "; likewise in %zu other %s", found->more,
                    message_plural(found->more, "file", "files"));
}

static void write_head(struct report_writer *writer,
                       const struct diagnostic *found)
{
    struct str *out = writer->out;
    start_paint(writer, PAINT_PATH);
    visible_append_place(out, found);
    str_append_char(out, ':');
    end_paint(writer);
    str_append_char(out, ' ');
    start_paint(writer, paint_of(found));
    str_appendf(out, "%s:", severity_name(diagnostic_severity(found->code)));
    end_paint(writer);
    str_append_char(out, ' ');
    visible_append(out, found->message);
    append_more(found, out);
    start_paint(writer, PAINT_ASIDE);
    str_appendf(out, " [%s]", diagnostic_code_name(found->code));
    end_paint(writer);
    str_append_char(out, '\n');
}

/* "      2 |"; with 0, the same without a number. */
static void write_margin(struct report_writer *writer, uint32_t number)
{
    start_paint(writer, PAINT_ASIDE);
    if (number > 0)
        str_appendf(writer->out, "%*u |", EXCERPT_NUMBER_WIDTH, number);
    else
        str_appendf(writer->out, "%*s |", EXCERPT_NUMBER_WIDTH, "");
    end_paint(writer);
}

/* Settings may have the address of a database, with a password. */
static bool is_for_nobody(struct slice path, struct slice line)
{
    return slice_ends(path, SETTINGS_FILE) && address_may_be_in(line);
}

static void write_excerpt(struct report_writer *writer,
                          const struct diagnostic *found)
{
    struct slice line;
    if (found->line == 0 ||
        !excerpts_find(&writer->excerpts, found->path, found->line, &line) ||
        is_for_nobody(found->path, line))
        return;
    write_margin(writer, found->line);
    str_append_char(writer->out, ' ');
    size_t left =
        excerpt_render(line, found->column,
                       EXCERPT_WIDTH - INDENT - strlen("| "), writer->out);
    str_append_char(writer->out, '\n');
    if (found->column == 0)
        return;
    write_margin(writer, 0);
    str_append_repeat(writer->out, ' ', left + 1);
    start_paint(writer, paint_of(found));
    str_append_char(writer->out, '^');
    end_paint(writer);
    str_append_char(writer->out, '\n');
}

static void write_diagnostic(void *context, const struct diagnostic *found)
{
    struct report_writer *writer = context;
    if (writer->out->size > 0 && !slice_equal(writer->path, found->path))
        str_append_char(writer->out, '\n'); /* between files */
    writer->path = found->path;
    write_head(writer, found);
    write_excerpt(writer, found);
    if (found->hint.data == NULL)
        return;
    str_appendf(writer->out, "%*s= ", INDENT, "");
    visible_append(writer->out, found->hint);
    str_append_char(writer->out, '\n');
}

void left_out_append(const struct left_out *left_out, struct str *out)
{
    const struct {
        size_t count;
        const char *name;
    } parts[] = {
        {left_out->drafts, message_plural(left_out->drafts, "draft", "drafts")},
        {left_out->scheduled, "scheduled"},
        {left_out->expired, "expired"},
        {left_out->broken, "broken"},
        {left_out->filtered, "filtered"},
        {left_out->held_back, "not published by the generator"},
        {left_out->data_elsewhere,
         message_plural(left_out->data_elsewhere,
                        "data file that collections.data.paths would add",
                        "data files that collections.data.paths would add")},
    };
    const char *before = "";
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].count == 0)
            continue;
        str_appendf(out, "%s%zu %s", before, parts[i].count, parts[i].name);
        before = ", ";
    }
}

bool findings_append(const struct findings *findings, struct str *out)
{
    const size_t *counts = findings->counts;
    size_t notices = counts[SEVERITY_NOTICE];
    str_appendf(
        out, "%zu %s, %zu %s", counts[SEVERITY_ERROR],
        message_plural(counts[SEVERITY_ERROR], "error", "errors"),
        counts[SEVERITY_WARNING],
        message_plural(counts[SEVERITY_WARNING], "warning", "warnings"));
    if (notices > 0)
        str_appendf(out, ", %zu %s", notices,
                    message_plural(notices, "notice", "notices"));
    return counts[SEVERITY_ERROR] + counts[SEVERITY_WARNING] + notices > 0;
}

static void write_summary(const struct snapshot *snapshot, struct str *out)
{
    size_t documents = snapshot->everything.count;
    struct str left_out = {0};
    left_out_append(&snapshot->left_out, &left_out);
    str_appendf(out, "%zu %s served", documents,
                message_plural(documents, "document", "documents"));
    if (left_out.size > 0)
        str_appendf(out, " (left out: %s)", left_out.data);
    str_append_text(out, ": ");
    (void)findings_append(lint_findings(snapshot), out);
    str_append_char(out, '\n');
    str_release(&left_out);
}

static const char *article_of(struct slice kind)
{
    return strchr("AEIOU", kind.data[0]) != NULL ? "an" : "a";
}

/* "and notes as an Obsidian vault": folders beside the first, or in it. */
static void write_more_kinds(const struct snapshot *snapshot, struct str *out)
{
    for (size_t i = 1; i < snapshot->root_count; i++) {
        const struct snapshot_root *root = &snapshot->roots[i];
        str_append_text(out, "and ");
        visible_append(out, slice_sub(root->prefix, 0, root->prefix.size - 1));
        str_appendf(out, " as %s %.*s\n", article_of(root->kind),
                    SLICE_FMT(root->kind));
    }
}

/* Nothing is read while the settings are wrong. */
static void write_kind(const struct snapshot *snapshot, struct str *out)
{
    const struct site_info *site = &snapshot->site;
    if (site->kind.size == 0)
        return;
    str_appendf(out, "read as %s %.*s, because %.*s\n", article_of(site->kind),
                SLICE_FMT(site->kind), SLICE_FMT(site->reason));
    write_more_kinds(snapshot, out);
}

void report_text(const struct report *report, const struct snapshot *snapshot,
                 struct str *out)
{
    struct report_writer writer = {
        .report = report,
        .excerpts = {.folder = report->folder, .snapshot = snapshot},
        .out = out};
    write_kind(snapshot, out);
    lint_each_diagnostic(snapshot, write_diagnostic, &writer);
    if (writer.path.data != NULL)
        str_append_char(out, '\n');
    write_summary(snapshot, out);
    excerpts_release(&writer.excerpts);
}

/* Escapes as GitHub's own toolkit does (@actions/core, command.ts): what would
 * end the line, and in properties what would end the property. */
static void append_escaped(struct str *out, struct slice text,
                           const char *special)
{
    while (text.size > 0) {
        size_t size = 0;
        (void)utf8_next(text, &size);
        char c = text.data[0];
        if (c != '\0' && strchr(special, c) != NULL)
            str_appendf(out, "%%%02X", (unsigned)c);
        else
            visible_append(out, slice_sub(text, 0, size));
        text = slice_from(text, size);
    }
}

static void append_property(struct str *out, struct slice text)
{
    append_escaped(out, text, "%\r\n:,");
}

static void append_message(struct str *out, struct slice text)
{
    append_escaped(out, text, "%\r\n");
}

/* GitHub wants paths from the repository's root, where the commands of a
 * workflow run; people write "." or "./site" there. */
static void append_file(const struct report_writer *writer, struct slice path)
{
    const struct snapshot_root *root =
        snapshot_find_root(writer->excerpts.snapshot, path);
    struct slice folder =
        slice_of(root->prefix.size > 0 ? files_named_from_here(root->folder)
                                       : writer->report->named_as);
    path = slice_from(path, root->prefix.size);
    while (slice_starts(folder, "./"))
        folder = slice_from(folder, 2);
    while (folder.size > 1 && slice_ends(folder, "/"))
        folder = slice_sub(folder, 0, folder.size - 1);
    if (folder.size > 0 && !slice_is(folder, ".")) {
        append_property(writer->out, folder);
        if (!slice_is(folder, "/"))
            str_append_char(writer->out, '/');
    }
    append_property(writer->out, path);
}

static void write_command(void *context, const struct diagnostic *found)
{
    struct report_writer *writer = context;
    struct str *out = writer->out;
    str_appendf(out,
                "::%s file=", severity_name(diagnostic_severity(found->code)));
    append_file(writer, found->path);
    if (found->line > 0)
        str_appendf(out, ",line=%u", found->line);
    if (found->line > 0 && found->column > 0)
        str_appendf(out, ",col=%u", found->column);
    str_appendf(out, ",title=%s::", diagnostic_code_name(found->code));
    append_message(out, found->message);
    append_more(found, out);
    if (found->hint.data != NULL) {
        append_message(out, SLICE("\n"));
        append_message(out, found->hint);
    }
    str_append_char(out, '\n');
}

void report_github(const struct report *report, const struct snapshot *snapshot,
                   struct str *out)
{
    struct report_writer writer = {
        .report = report, .excerpts = {.snapshot = snapshot}, .out = out};
    write_kind(snapshot, out);
    lint_each_diagnostic(snapshot, write_command, &writer);
    write_summary(snapshot, out);
}
