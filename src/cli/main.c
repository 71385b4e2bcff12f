/* main.c - headmatter COMMAND: finds the command, reads its options, runs it.
 */
#include "base/nearest.h"
#include "base/str.h"
#include "cli/commands.h"
#include "document/markdown.h"

#include <stdio.h>
#include <string.h>

static void print_help(void)
{
    printf("Usage: headmatter COMMAND [arguments] [options]\n\n"
           "Serves a folder of Markdown as a JSON API.\n\n"
           "Commands:\n");
    for (size_t i = 0; i < commands_count; i++) {
        char usage[64];
        (void)snprintf(usage, sizeof usage, "%s %s", commands_table[i].name,
                       commands_table[i].arguments);
        printf("  %-28s%s\n", usage, commands_table[i].summary);
    }
    printf("\n'headmatter COMMAND --help' lists the options of a command,\n"
           "'headmatter --version' prints the version.\n");
}

/* The first line is for programs; the rest is for reports of faults. */
static void print_version(void)
{
    printf("headmatter " HEADMATTER_VERSION " (%s, %s)\n"
           "  libraries  " HEADMATTER_LIBRARIES "\n"
           "  built      " HEADMATTER_BUILD "\n",
           markdown_engine(0), markdown_engine(MARKDOWN_GFM));
}

static void print_command_help(const struct command *command)
{
    printf("Usage: headmatter %s %s [options]\n\n%s\n", command->name,
           command->arguments, command->summary);
    if (command->more != NULL)
        printf("%s\n", command->more);
    if (command_loads(command->bit) || command->bit == COMMAND_HEALTH)
        printf("\nOptions:\n");
    options_print(command->bit);
}

static int unknown_command(const char *name)
{
    struct nearest nearest = nearest_to(slice_of(name));
    struct err err;
    for (size_t i = 0; i < commands_count; i++)
        (void)nearest_consider(&nearest, slice_of(commands_table[i].name));
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
        print_version();
        return EXIT_DONE;
    }
    for (size_t i = 0; i < commands_count; i++) {
        if (strcmp(name, commands_table[i].name) == 0)
            return run_command(&commands_table[i], argc - 2, argv + 2);
    }
    return unknown_command(name);
}
