/* token.c - tokens, and links that stand for one.
 *
 * A token is printed once, alone on standard output, so that a script can put
 * it where it belongs; what it is and where its hash went is said beside it. */
#include "base/ascii.h"
#include "base/clock.h"
#include "base/nearest.h"
#include "cli/commands.h"
#include "site/tokens.h"
#include "store/preview.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <stdio.h>

#define DEFAULT_FOR   "2d"
#define MS_PER_SECOND 1000
#define MOST_SECONDS  (366L * 24 * 3600)

static int complain(enum exit_code code, const char *text, const char *hint)
{
    struct err err;
    err_set(&err, ERR_INVALID, "%s", text);
    err_set_hint(&err, "%s", hint);
    return fail(code, &err);
}

static int lacks_file(void)
{
    return complain(EXIT_USAGE, "no setting says where the tokens are",
                    "--tokens FILE, HEADMATTER_TOKENS=FILE, or `tokens: FILE` "
                    "in " SETTINGS_FILE);
}

static int add(const struct options *options, const struct settings *settings)
{
    struct arena arena = {0};
    char token[TOKEN_SIZE + 1];
    struct err err;
    int code = EXIT_DONE;
    struct slice path = tokens_path(settings, options->folder, &arena);

    if (path.size == 0) {
        code = lacks_file();
    } else if (!tokens_add(path.data, slice_of(options->target), token, &err)) {
        code = fail(err.code == ERR_IO ? EXIT_FAILED : EXIT_USAGE, &err);
    } else {
        (void)fprintf(stderr,
                      "The token is shown this once; its hash is in %s.\n",
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
        return complain(EXIT_USAGE, "a token has a name",
                        "headmatter token NAME --tokens FILE");
    int code = load_settings(options, &settings);
    if (code != EXIT_DONE)
        return code;
    code = add(options, &settings);
    settings_release(&settings);
    return code;
}

/* "90m", "12h", "2d", "1w"; 0 for anything else. */
static long seconds_of(const char *text)
{
    static const struct {
        char unit;
        long seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 604800}};
    long number = 0;
    for (; ascii_is_digit(*text) && number <= MOST_SECONDS; text++)
        number = number * 10 + (*text - '0');
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (*text != units[i].unit || text[1] != '\0')
            continue;
        number *= units[i].seconds;
        return number <= MOST_SECONDS ? number : 0;
    }
    return 0;
}

/* By its slug, or by a path that leads to it; "/posts/hello" is as good as
 * "posts/hello". */
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

static int lacks_document(const struct snapshot *snapshot, struct slice id)
{
    struct err err;
    unsigned best = edit_tolerance(id) + 1;
    err_set(&err, ERR_INVALID, "there is no document '%.*s'",
            SLICE_FMT(slice_sub(id, 0, 200)));
    err_set_hint(&err, "name it by its collection and slug: posts/hello");
    for (size_t i = 0; i < snapshot->everything.count; i++) {
        struct slice known = snapshot->everything.items[i]->id;
        unsigned distance = edit_distance(id, known, best);
        if (distance >= best)
            continue;
        best = distance;
        err_set_hint(&err, "did you mean %.*s?", SLICE_FMT(known));
    }
    return fail(EXIT_FAILED, &err);
}

static int print_link(const struct options *options,
                      const struct policy *policy,
                      const struct snapshot *snapshot)
{
    struct arena arena = {0};
    struct slice id = slice_of(options->target);
    const char *lasting =
        options->lasting != NULL ? options->lasting : DEFAULT_FOR;
    const struct entry *entry = find_document(snapshot, id);
    const struct token *token =
        options->signer != NULL
            ? policy_token(policy, slice_of(options->signer))
        : policy->token_count > 0 ? &policy->tokens[0]
                                  : NULL;
    if (token == NULL)
        return complain(EXIT_FAILED,
                        options->signer != NULL
                            ? "the file of tokens has none of that name"
                            : "the file of tokens has none to sign with",
                        "headmatter token NAME adds one");
    if (entry == NULL)
        return lacks_document(snapshot, id);
    struct slice signature = preview_sign(
        token, entry->id, clock_now_ms() / MS_PER_SECOND + seconds_of(lasting),
        &arena);
    printf("%.*s?preview=%.*s\n", SLICE_FMT(entry->href), SLICE_FMT(signature));
    arena_release(&arena);
    return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
}

bool is_lasting(const char *text)
{
    return seconds_of(text) > 0;
}

int command_preview_link(const struct options *options)
{
    struct settings settings;
    struct site *site;

    if (options->target == NULL)
        return complain(EXIT_USAGE, "a link is to one document",
                        "headmatter preview-link posts/hello --for 2d");
    int code = load_site(options, &settings, &site);
    if (code != EXIT_DONE)
        return code;
    struct snapshot *snapshot = store_acquire(site_store(site));
    code = settings.tokens_file.size == 0
               ? lacks_file()
               : print_link(options, &settings.policy, snapshot->preview);
    snapshot_unref(snapshot);
    site_close(site);
    settings_release(&settings);
    return code;
}
