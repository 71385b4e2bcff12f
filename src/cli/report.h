/* report.h - the diagnostics of a site, for people and for GitHub. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "base/str.h"

struct findings;
struct left_out;
struct snapshot;

struct report {
    const char *folder;   /* to read the lines of its files */
    const char *named_as; /* the same, as written on the command line */
    bool has_colour;
};

/* Both append the whole report; its last line is a summary.
 *
 *     content/posts/hello.md:2:13: error: title contains ': ' [yaml-syntax]
 *           2 | title: Hello: again
 *             |             ^
 *             = put the value in quotes: title: "Hello: again"            */
void report_text(const struct report *report, const struct snapshot *snapshot,
                 struct str *out);

/* Workflow commands, which GitHub Actions shows at the lines of a pull request:
 * ::error file=...,line=...,col=...,title=...::message */
void report_github(const struct report *report, const struct snapshot *snapshot,
                   struct str *out);

/* "1 error, 2 warnings, 1 notice"; true if there is any at all. */
bool findings_append(const struct findings *findings, struct str *out);

/* "2 drafts, 1 broken": what is not served; nothing if all is. */
void left_out_append(const struct left_out *left_out, struct str *out);

#endif
