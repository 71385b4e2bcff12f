/* main.c - headmatter COMMAND: finds the command, reads its options, runs it.
 */
#include "base/array.h"
#include "base/nearest.h"
#include "base/str.h"
#include "base/version.h"
#include "cli/commands.h"
#include "document/markdown.h"

#include <stdio.h>
#include <string.h>

static const struct command {
    const char *name;
    unsigned bit;
    const char *arguments;
    const char *summary; /* one sentence */
    const char *more;    /* in the command's own help, or NULL */
    int (*run)(const struct options *options);
} commands[] = {
    {"serve", COMMAND_SERVE, "[DIR]",
     "Serve the Markdown in DIR as a JSON API.", NULL, command_serve},
    {"check", COMMAND_CHECK, "[DIR | FILE...]",
     "Check the content; exit 1 if a document is broken.",
     "With files, only what is wrong in them is reported. Their site is the "
     "nearest\nfolder above them with a headmatter.yaml, else the current one.",
     command_check},
    {"get", COMMAND_GET, "TARGET [DIR]",
     "Print the API's answer to a path such as /posts.",
     "Exits with 0 on success (2xx), else with 22. Needs no server.",
     command_get},
    {"health", COMMAND_HEALTH, "[ADDR:PORT]",
     "Check that a server is running; exit 1 if not.", NULL, command_health},
    {"config", COMMAND_CONFIG, "[DIR]",
     "Print every setting and where it comes from.", NULL, command_config},
    {"token", COMMAND_TOKEN, "NAME [DIR]",
     "Create a token that gives access to drafts.",
     "Prints it, and appends its hash to the tokens file, which is created if "
     "need be.",
     command_token},
    {"preview-link", COMMAND_PREVIEW_LINK, "DOCUMENT [DIR]",
     "Print a link to one unpublished document.", NULL, command_preview_link},
};

static void print_help(void)
{
    printf("Usage: headmatter COMMAND [arguments] [options]\n\n"
           "Serves a folder of Markdown as a JSON API.\n\n"
           "Commands:\n");
    for (size_t i = 0; i < ARRAY_COUNT(commands); i++) {
        char usage[64];
        (void)snprintf(usage, sizeof usage, "%s %s", commands[i].name,
                       commands[i].arguments);
        printf("  %-28s%s\n", usage, commands[i].summary);
    }
    printf("\n'headmatter COMMAND --help' lists the options of a command,\n"
           "'headmatter --version' prints the version.\n");
}

static void print_command_help(const struct command *command)
{
    printf("Usage: headmatter %s %s [options]\n\n%s\n", command->name,
           command->arguments, command->summary);
    if (command->more != NULL)
        printf("%s\n", command->more);
    printf("\nOptions:\n");
    options_print(command->bit);
}

static int unknown_command(const char *name)
{
    struct nearest nearest = nearest_to(slice_of(name));
    struct err err;
    for (size_t i = 0; i < ARRAY_COUNT(commands); i++)
        (void)nearest_consider(&nearest, slice_of(commands[i].name));
    (void)nearest_consider(&nearest, SLICE("--version"));
    (void)nearest_consider(&nearest, SLICE("--help"));
    err_set(&err, ERR_INVALID, "unknown command '%.80s'", name);
    if (nearest.name.data != NULL)
        err_set_hint(&err, "did you mean 'headmatter %.*s'?",
                     SLICE_FMT(nearest.name));
    else
        err_set_hint(&err, "headmatter --help lists the commands");
    return message_print(EXIT_USAGE, &err);
}

static int run_command(const struct command *command, int count,
                       char **arguments)
{
    struct options options;
    struct err err;
    if (!options_read(command->bit, count, arguments, &options, &err))
        return message_print(EXIT_USAGE, &err);
    if (options.wants_help) {
        print_command_help(command);
        return EXIT_DONE;
    }
    return command->run(&options);
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "--help";
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
        strcmp(name, "help") == 0) {
        print_help();
        return argc > 1 ? EXIT_DONE : EXIT_USAGE;
    }
    if (strcmp(name, "--version") == 0) {
        printf("headmatter %s (%s, %s)\n", HEADMATTER_VERSION,
               markdown_engine(0), markdown_engine(MARKDOWN_GFM));
        return EXIT_DONE;
    }
    for (size_t i = 0; i < ARRAY_COUNT(commands); i++) {
        if (strcmp(name, commands[i].name) == 0)
            return run_command(&commands[i], argc - 2, argv + 2);
    }
    return unknown_command(name);
}
