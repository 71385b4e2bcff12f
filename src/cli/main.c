/* main.c - headmatter COMMAND: finds the command, reads its options, runs it.
 */
#include "base/nearest.h"
#include "base/str.h"
#include "base/version.h"
#include "cli/commands.h"
#include "document/markdown.h"

#include <stdio.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static const struct command {
    const char *name;
    unsigned bit;
    const char *usage;
    const char *summary; /* a sentence on a line */
    const char *more;    /* in the command's own help, or NULL */
    int (*run)(const struct options *options);
} commands[] = {
    {"serve", COMMAND_SERVE, "serve [DIR] [options]",
     "Serve the Markdown in DIR (the current folder) as a JSON API.", NULL,
     command_serve},
    {"check", COMMAND_CHECK, "check [DIR] [options]",
     "Say what is wrong with the content; exit 1 if a document is broken.",
     NULL, command_check},
    {"get", COMMAND_GET, "get TARGET [DIR] [options]",
     "Print what the API answers to TARGET, such as '/posts?limit=3'.",
     "Exit 0 if the answer is a success, else 22. No server is needed.",
     command_get},
    {"health", COMMAND_HEALTH, "health [ADDR:PORT]",
     "Ask a running server whether it is alive; exit 1 if it is not.", NULL,
     command_health},
    {"config", COMMAND_CONFIG, "config [DIR] [options]",
     "Print every setting, its value, and where that comes from.", NULL,
     command_config},
    {"token", COMMAND_TOKEN, "token NAME [DIR] [options]",
     "Make a token that drafts are shown to, and print it.",
     "Its hash is added to the file of tokens, which is made if there is none.",
     command_token},
    {"preview-link", COMMAND_PREVIEW_LINK, "preview-link DOCUMENT [DIR]",
     "Print an address that shows one document before it is published.", NULL,
     command_preview_link},
};

static void print_help(void)
{
    printf("headmatter - a folder of Markdown as a JSON API\n\n");
    for (size_t i = 0; i < COUNT(commands); i++)
        printf("  headmatter %-28s%s\n", commands[i].usage,
               commands[i].summary);
    printf("  headmatter --version\n\n"
           "headmatter COMMAND --help lists a command's options.\n");
}

static void print_command_help(const struct command *command)
{
    printf("headmatter %s\n\n%s\n", command->usage, command->summary);
    if (command->more != NULL)
        printf("%s\n", command->more);
    (void)putchar('\n');
    options_print(command->bit);
}

static void suggest(struct slice wanted, const char *name, struct err *err)
{
    if (edit_distance(wanted, slice_of(name), 2) <= 2)
        err_set_hint(err, "did you mean 'headmatter %s'?", name);
}

static int unknown_command(const char *name)
{
    struct slice wanted = slice_of(name);
    struct err err;
    err_set(&err, ERR_INVALID, "there is no command '%.80s'", name);
    err_set_hint(&err, "headmatter --help lists the commands");
    for (size_t i = 0; i < COUNT(commands); i++)
        suggest(wanted, commands[i].name, &err);
    if (name[0] == '-') {
        suggest(wanted, "--version", &err);
        suggest(wanted, "--help", &err);
    }
    return fail(EXIT_USAGE, &err);
}

static int run_command(const struct command *command, int count,
                       char **arguments)
{
    struct options options;
    struct err err;
    if (!options_read(command->bit, count, arguments, &options, &err))
        return fail(EXIT_USAGE, &err);
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
        printf("headmatter %s (%s)\n", HEADMATTER_VERSION, markdown_engine());
        return EXIT_DONE;
    }
    for (size_t i = 0; i < COUNT(commands); i++) {
        if (strcmp(name, commands[i].name) == 0)
            return run_command(&commands[i], argc - 2, argv + 2);
    }
    return unknown_command(name);
}
