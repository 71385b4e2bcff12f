/* commands.c - every command there is.
 *
 * main() runs what it finds here; --help, the completions of shells and the
 * manual are made from it. */
#include "cli/commands.h"

#include "base/array.h"

const struct command commands_table[] = {
    {"init", COMMAND_INIT, "[DIR]",
     "Write a headmatter.yaml that says what DIR looks like.",
     "All of it is in comments. In an empty folder it writes a first post as "
     "well. Nothing\nthat exists is changed.",
     command_init},
    {"serve", COMMAND_SERVE, "[DIR...]",
     "Serve the Markdown in DIR as a JSON API.",
     "Several folders are one site: its settings are those of the first, and "
     "NAME=DIR\nnames another one in the paths of its documents.",
     command_serve},
    {"check", COMMAND_CHECK, "[DIR... | FILE...]",
     "Check the content; exit 1 if a document is broken.",
     "With files, only what is wrong in them is reported. Their site is the "
     "nearest\nfolder above them with a headmatter.yaml, else the current one.",
     command_check},
    {"get", COMMAND_GET, "TARGET [DIR...]",
     "Print the API's answer to a path such as /posts.",
     "Exits with 0 on success (2xx), else with 22. Needs no server.",
     command_get},
    {"export", COMMAND_EXPORT, "[DIR...]",
     "Write all answers to files, for a static server.",
     "Written is what has changed since the last time, and what is gone is "
     "removed. A\nfolder with files of others is refused. Exits with 1, having "
     "changed nothing, if\nan answer cannot be had.",
     command_export},
    {"types", COMMAND_TYPES, "[DIR...]",
     "Print the types of the content for TypeScript.",
     "What /types.d.ts of a server answers. Needs no server.", command_types},
    {"mcp", COMMAND_MCP, "[DIR...]",
     "Let a language model on this machine read DIR.",
     "It speaks the Model Context Protocol on standard input and output, for a "
     "program\nthat starts it, such as an editor or an agent. It follows "
     "edits, "
     "and ends with its\ninput. What it has to say to people is on standard "
     "error.",
     command_mcp},
    {"health", COMMAND_HEALTH, "[ADDR:PORT]",
     "Check that a server is running; exit 1 if not.", NULL, command_health},
    {"config", COMMAND_CONFIG, "[DIR...]",
     "Print every setting and where it comes from.", NULL, command_config},
    {"token", COMMAND_TOKEN, "NAME [DIR]",
     "Create a token that gives access to drafts.",
     "Prints it, and appends its hash to the tokens file, which is created if "
     "need be.",
     command_token},
    {"preview-link", COMMAND_PREVIEW_LINK, "DOCUMENT [DIR...]",
     "Print a link to one unpublished document.", NULL, command_preview_link},
    {"completion", COMMAND_COMPLETION, "SHELL",
     "Print the completions for bash, zsh or fish.", NULL, command_completion},
    {"manual", COMMAND_MANUAL, "[PAGE]",
     "Print the manual page headmatter or headmatter.yaml.",
     "It is for a reader of such pages:  headmatter manual | man -l -",
     command_manual},
};
const size_t commands_count = ARRAY_COUNT(commands_table);
