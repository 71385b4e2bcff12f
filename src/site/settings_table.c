/* settings_table.c - every setting there is.
 *
 * What is not in this table cannot be set, and what is in it can be set in the
 * file, by a variable and by a flag, is listed by --help, shown by `headmatter
 * config` and described in the README. The flag's name is the last part of the
 * key unless that says too little by itself; the variable's is the flag's in
 * capitals. */
#include "site/settings.h"

#define AT(member) offsetof(struct settings, member)

#define A_YEAR_S       31536000
#define HIGHEST_BYTES  (256L * 1024 * 1024)
#define MOST_ADDRESSES 8
#define MOST_WORKERS   4096

static const char *const raw_html_words[] = {
    [RAW_HTML_KEEP] = "keep",
    [RAW_HTML_OMIT] = "omit",
    [RAW_HTML_ESCAPE] = "escape",
    NULL,
};
static const char *const watch_words[] = {"inotify", "poll", "off", NULL};
static const char *const access_log_words[] = {"off", "text", "json", NULL};

const struct setting settings_table[] = {
    {.key = "site.title",
     .flag = "--title",
     .argument = "TEXT",
     .help = "the site's name, for whoever asks at `/`",
     .kind = SETTING_TEXT,
     .place = AT(policy.title)},
    {.key = "site.description",
     .flag = "--description",
     .argument = "TEXT",
     .help = "what the site is about",
     .kind = SETTING_TEXT,
     .place = AT(policy.description)},
    {.key = "site.public_url",
     .flag = "--public-url",
     .argument = "URL",
     .help = "where the site's pages are; links to files in a body become "
             "absolute with it",
     .kind = SETTING_URL,
     .place = AT(policy.public_url)},
    {.key = "site.language",
     .flag = "--language",
     .argument = "TAG",
     .help = "the language of the content",
     .kind = SETTING_LANGUAGE,
     .place = AT(policy.language)},
    {.key = "site.timezone",
     .flag = "--timezone",
     .argument = "ZONE",
     .help = "of dates without an offset (the generator's, else UTC)",
     .kind = SETTING_ZONE,
     .is_fixed = true,
     .place = AT(policy.timezone)},
    {.key = "exclude",
     .flag = "--exclude",
     .argument = "PATTERN",
     .help = "files and folders in DIR that are not read; may be repeated",
     .kind = SETTING_GLOBS,
     .most = 100,
     .place = AT(exclude)},
    {.key = "future",
     .flag = "--future",
     .initial = "false",
     .help = "serve what has a date to come, too",
     .kind = SETTING_SWITCH,
     .place = AT(policy.serves_future)},
    {.key = "base_path",
     .flag = "--base-path",
     .argument = "PATH",
     .initial = "/",
     .help = "the path that all addresses and links begin with",
     .kind = SETTING_BASE_PATH,
     .place = AT(policy.base_path)},
    {.key = "markdown.raw_html",
     .flag = "--raw-html",
     .argument = "MODE",
     .initial = "keep",
     .help = "HTML in Markdown; where it is not kept, links that run scripts "
             "are emptied too",
     .kind = SETTING_WORD,
     .words = raw_html_words,
     .place = AT(raw_html)},
    {.key = "limits.page_size_max",
     .flag = "--page-size-max",
     .argument = "N",
     .initial = "1000",
     .help = "the largest `limit` that may be asked for",
     .kind = SETTING_NUMBER,
     .least = 1,
     .most = 1000,
     .place = AT(policy.max_page_size)},
    {.key = "limits.limit_all",
     .flag = "--limit-all",
     .argument = "N",
     .initial = "10000",
     .help = "how many documents `limit=all` may give",
     .kind = SETTING_NUMBER,
     .most = 1000000,
     .place = AT(policy.max_unpaged)},
    {.key = "limits.file_bytes",
     .flag = "--file-bytes",
     .argument = "N",
     .initial = "16777216",
     .help = "the largest file that is read",
     .kind = SETTING_NUMBER,
     .least = 1024,
     .most = HIGHEST_BYTES,
     .place = AT(max_file_bytes)},
    {.key = "cors.origins",
     .flag = "--cors-origins",
     .argument = "ORIGIN",
     .initial = "*",
     .help = "whose pages may read the API in a browser; may be repeated",
     .kind = SETTING_ORIGINS,
     .most = 100,
     .place = AT(policy.origins)},
    {.key = "cache.max_age",
     .flag = "--cache-max-age",
     .argument = "SECONDS",
     .initial = "60",
     .help = "how long caches may use an answer without asking",
     .kind = SETTING_NUMBER,
     .most = A_YEAR_S,
     .place = AT(policy.max_age_s)},
    {.key = "cache.stale_while_revalidate",
     .flag = "--cache-stale-while-revalidate",
     .argument = "SECONDS",
     .initial = "300",
     .help = "how long then, while they ask",
     .kind = SETTING_NUMBER,
     .most = A_YEAR_S,
     .place = AT(policy.stale_while_revalidate_s)},
    {.key = "cache.stale_if_error",
     .flag = "--cache-stale-if-error",
     .argument = "SECONDS",
     .initial = "86400",
     .help = "how long, while the server is out of reach",
     .kind = SETTING_NUMBER,
     .most = A_YEAR_S,
     .place = AT(policy.stale_if_error_s)},
    {.key = "tokens",
     .flag = "--tokens",
     .argument = "FILE",
     .help = "hashes of the tokens that drafts are shown to; from the file "
             "relative to DIR",
     .kind = SETTING_FILE,
     .is_of_server = true,
     .place = AT(tokens_file)},
    {.key = "listen",
     .flag = "--listen",
     .argument = "ADDR:PORT",
     .initial = "127.0.0.1:8080",
     .help = "where to listen; may be repeated; port 0 is any",
     .kind = SETTING_ADDRESSES,
     .is_of_server = true,
     .is_fixed = true,
     .most = MOST_ADDRESSES,
     .place = AT(listen)},
    {.key = "workers",
     .flag = "--workers",
     .argument = "N",
     .initial = "256",
     .help = "connections served at once",
     .kind = SETTING_NUMBER,
     .is_of_server = true,
     .is_fixed = true,
     .least = 1,
     .most = MOST_WORKERS,
     .place = AT(workers)},
    {.key = "access_log",
     .flag = "--access-log",
     .argument = "FORM",
     .initial = "off",
     .help = "a line for each request on standard error",
     .kind = SETTING_WORD,
     .is_of_server = true,
     .is_fixed = true,
     .words = access_log_words,
     .place = AT(access_log)},
    {.key = "watch",
     .flag = "--watch",
     .argument = "HOW",
     .initial = "inotify",
     .help = "how changed files are noticed; where inotify cannot, it polls",
     .kind = SETTING_WORD,
     .is_of_server = true,
     .is_fixed = true,
     .words = watch_words,
     .place = AT(watch)},
};
const size_t settings_count = sizeof settings_table / sizeof settings_table[0];

_Static_assert(sizeof settings_table / sizeof settings_table[0] <= SETTINGS_MAX,
               "struct settings has an origin for each row");

const struct setting *setting_find(struct slice key)
{
    for (size_t i = 0; i < settings_count; i++) {
        if (slice_is(key, settings_table[i].key))
            return &settings_table[i];
    }
    return NULL;
}

const struct setting *setting_find_flag(struct slice flag)
{
    for (size_t i = 0; i < settings_count; i++) {
        if (slice_is(flag, settings_table[i].flag))
            return &settings_table[i];
    }
    return NULL;
}

bool setting_is_list(const struct setting *setting)
{
    return setting->kind >= SETTING_GLOBS;
}

struct slice setting_variable(const struct setting *setting,
                              struct arena *arena)
{
    struct slice flag = slice_of(setting->flag + 2); /* behind "--" */
    struct slice name = arena_printf(arena, "HEADMATTER_%.*s", SLICE_FMT(flag));
    char *letters = arena_bytes(arena, name.size + 1);
    for (size_t i = 0; i <= name.size; i++) {
        char c = name.data[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        letters[i] = c == '-' ? '_' : c;
    }
    return (struct slice){letters, name.size};
}
