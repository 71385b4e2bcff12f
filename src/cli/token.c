/* token.c - makes tokens, and preview links that are signed with one.
 *
 * A token is printed once, alone on standard output, so that a script can store
 * it; the explanation goes to standard error. */
#include "base/clock.h"
#include "base/nearest.h"
#include "cli/commands.h"
#include "site/tokens.h"
#include "store/preview.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <stdio.h>

#define MS_PER_SECOND 1000

static int fail_without_file(void)
{
    return message_print_text(
        EXIT_USAGE, "no tokens file is set",
        "use --tokens FILE, HEADMATTER_TOKENS=FILE, or `tokens: FILE` "
        "in " SETTINGS_FILE);
}

static int add_token(const struct options *options,
                     const struct settings *settings)
{
    struct arena arena = {0};
    char token[TOKEN_SIZE + 1];
    struct err err;
    int code = EXIT_DONE;
    struct slice path = tokens_path(settings, options->folder, &arena);

    if (path.size == 0) {
        code = fail_without_file();
    } else if (!tokens_add(path.data, slice_of(options->target), token, &err)) {
        code =
            message_print(err.code == ERR_IO ? EXIT_FAILED : EXIT_USAGE, &err);
    } else {
        (void)fprintf(stderr,
                      "This token is not shown again; its hash is in %s.\n",
                      path.data);
        printf("%s\n", token);
        code = fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
    }
    arena_release(&arena);
    return code;
}

int command_token(const struct options *options)
{
    struct settings settings;
    if (options->target == NULL)
        return message_print_text(EXIT_USAGE,
                                  "the name of the token is missing",
                                  "headmatter token NAME --tokens FILE");
    int code = load_settings(options, &settings);
    if (code != EXIT_DONE)
        return code;
    code = add_token(options, &settings);
    settings_release(&settings);
    return code;
}

/* Finds a document by its id or a path that leads to it, with or without a
 * slash at the start. */
static const struct entry *find_document(const struct snapshot *snapshot,
                                         struct slice id)
{
    while (slice_starts(id, "/"))
        id = slice_from(id, 1);
    size_t slash = slice_find_char(id, 0, '/');
    const struct collection *collection =
        snapshot_find_collection(snapshot, slice_sub(id, 0, slash));
    const struct entry *entry =
        collection != NULL
            ? collection_find(collection, slice_from(id, slash + 1))
            : NULL;
    return entry != NULL ? entry : snapshot_find_path(snapshot, id);
}

static int fail_unknown_document(const struct snapshot *snapshot,
                                 struct slice id)
{
    struct nearest nearest = nearest_to(id);
    struct err err;
    for (size_t i = 0; i < snapshot->everything.count; i++)
        (void)nearest_consider(&nearest, snapshot->everything.items[i]->id);
    err_set(&err, ERR_INVALID, "there is no document '%.*s'",
            SLICE_FMT(slice_sub(id, 0, 200)));
    if (nearest.name.data != NULL)
        err_set_hint(&err, "did you mean %.*s?", SLICE_FMT(nearest.name));
    else
        err_set_hint(&err, "name it by collection and slug: posts/hello");
    return message_print(EXIT_FAILED, &err);
}

static int print_link(const struct options *options,
                      const struct policy *policy,
                      const struct snapshot *snapshot)
{
    struct arena arena = {0};
    struct slice id = slice_of(options->target);
    const struct entry *entry = find_document(snapshot, id);
    const struct token *token =
        options->signer != NULL
            ? policy_token(policy, slice_of(options->signer))
        : policy->token_count > 0 ? &policy->tokens[0]
                                  : NULL;
    if (token == NULL)
        return message_print_text(EXIT_FAILED,
                                  options->signer != NULL
                                      ? "the tokens file has no such token"
                                      : "the tokens file has no tokens",
                                  "headmatter token NAME adds one");
    if (entry == NULL)
        return fail_unknown_document(snapshot, id);
    struct slice signature = preview_sign(
        token, entry->id,
        clock_now_ms() / MS_PER_SECOND + options->link_seconds, &arena);
    printf("%.*s?preview=%.*s\n", SLICE_FMT(entry->href), SLICE_FMT(signature));
    arena_release(&arena);
    return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
}

int command_preview_link(const struct options *options)
{
    struct settings settings;
    struct site *site;

    if (options->target == NULL)
        return message_print_text(
            EXIT_USAGE, "the document is missing",
            "headmatter preview-link posts/hello --for 2d");
    int code = load_site(options, &settings, &site);
    if (code != EXIT_DONE)
        return code;
    struct snapshot *snapshot = store_acquire(site_store(site));
    code = settings.tokens_file.size == 0
               ? fail_without_file()
               : print_link(options, &settings.policy, snapshot->preview);
    snapshot_unref(snapshot);
    site_close(site);
    settings_release(&settings);
    return code;
}
