/* settings_table.c - every setting there is.
 *
 * All of them can be set in the file, by a variable and by a flag, are listed
 * by --help, shown by `headmatter config` and described in docs/settings.md.
 * The flag is the last part of the key unless that says too little by itself;
 * the variable is the flag in capitals. */
#include "site/settings.h"

#include "base/ascii.h"
#include "search/search.h"

#define AT(member) offsetof(struct settings, member)

#define A_YEAR_S            31536000
#define MAX_FILE_BYTES      (256L * 1024 * 1024)
#define MAX_ADDRESSES       8
#define MAX_PROXIES         100
#define MAX_HUBS            8
#define MAX_FEED_CATEGORIES 16
#define MAX_MARKDOWN_FIELDS 100
#define MAX_WORKERS         4096

static const char *const raw_html_words[] = {
    [RAW_HTML_KEEP] = "keep",
    [RAW_HTML_OMIT] = "omit",
    [RAW_HTML_ESCAPE] = "escape",
    NULL,
};
static const char *const comments_words[] = {"omit", "keep", NULL};
static const char *const watch_words[] = {"inotify", "poll", "off", NULL};
static const char *const cache_tags_words[] = {
    [CACHE_TAGS_OFF] = "off",
    [CACHE_TAGS_SURROGATE_KEY] = "surrogate-key",
    [CACHE_TAGS_XKEY] = "xkey",
    [CACHE_TAGS_CACHE_TAG] = "cache-tag",
    [CACHE_TAGS_EDGE_CACHE_TAG] = "edge-cache-tag",
    [CACHE_TAGS_CDN_TAG] = "cdn-tag",
    [CACHE_TAGS_NETLIFY] = "netlify-cache-tag",
    [CACHE_TAGS_VERCEL] = "vercel-cache-tag",
    NULL,
};
static const char *const media_urls_words[] = {
    [MEDIA_URLS_WRITTEN] = "written",
    [MEDIA_URLS_SITE] = "site",
    [MEDIA_URLS_API] = "api",
    NULL,
};
static const char *const switch_words[] = {"off", "on", NULL};
static const char *const access_log_words[] = {"off", "text", "combined",
                                               "json", NULL};

const struct setting settings_table[] = {
    {.key = "site.title",
     .flag = "--title",
     .argument = "TEXT",
     .help = "the site's name, shown at `/`",
     .kind = SETTING_TEXT,
     .offset = AT(policy.title)},
    {.key = "site.description",
     .flag = "--description",
     .argument = "TEXT",
     .help = "what the site is about",
     .kind = SETTING_TEXT,
     .offset = AT(policy.description)},
    {.key = "site.public_url",
     .flag = "--public-url",
     .argument = "URL",
     .help = "address of the site's pages; makes links to files in bodies "
             "absolute",
     .kind = SETTING_URL,
     .offset = AT(policy.public_url)},
    {.key = "site.language",
     .flag = "--language",
     .argument = "TAG",
     .help = "language of the content",
     .kind = SETTING_LANGUAGE,
     .offset = AT(policy.language)},
    {.key = "site.timezone",
     .flag = "--timezone",
     .argument = "ZONE",
     .help = "timezone of dates without an offset (default: the generator's, "
             "else UTC)",
     .kind = SETTING_ZONE,
     .needs_restart = true,
     .offset = AT(policy.timezone)},
    {.key = "site.generator",
     .flag = "--generator",
     .argument = "NAME",
     .help = "what the folder is read as (default: what it looks like)",
     .kind = SETTING_GENERATOR,
     .needs_restart = true,
     .offset = AT(policy.generator)},
    {.key = "exclude",
     .flag = "--exclude",
     .argument = "PATTERN",
     .help = "files and folders in DIR to ignore; can be repeated",
     .kind = SETTING_GLOBS,
     .max = 100,
     .offset = AT(exclude)},
    {.key = "schemas",
     .flag = "--schema",
     .argument = "PATH",
     .help = "what front matter has to be: a JSON Schema for all documents, or "
             "a folder with one for each collection, such as `posts.json`; in "
             "headmatter.yaml, relative to DIR",
     .kind = SETTING_PATH,
     .offset = AT(schemas)},
    {.key = "media.urls",
     .flag = "--media-urls",
     .argument = "WHOSE",
     .initial = "written",
     .help =
         "which addresses answers show of files beside the content: as they "
         "are written, the site's, or those under `/_media`",
     .kind = SETTING_WORD,
     .words = media_urls_words,
     .offset = AT(policy.media_urls)},
    {.key = "media.roots",
     .flag = "--media-root",
     .argument = "FOLDER",
     .help = "more folders in DIR that the site publishes as they are, beside "
             "`public` and `static`; can be repeated",
     .kind = SETTING_FOLDERS,
     .max = 20,
     .offset = AT(policy.media_roots)},
    {.key = "media.transforms",
     .flag = "--media-transforms",
     .argument = "MODE",
     .initial = "on",
     .help = "give pictures in other sizes and formats "
             "(`/_media/a.jpg?w=640&format=webp`), if the program that makes "
             "them is installed",
     .kind = SETTING_WORD,
     .words = switch_words,
     .needs_restart = true,
     .offset = AT(policy.makes_pictures)},
    {.key = "media.widths",
     .flag = "--media-width",
     .argument = "PIXELS",
     .help = "widths in which there are pictures; by default 160, 320, 480, "
             "640, 800, 960, 1200, 1600, 1920 and 2560; can be repeated",
     .kind = SETTING_WIDTHS,
     .max = POLICY_MAX_WIDTHS,
     .offset = AT(policy.widths)},
    {.key = "media.cache",
     .flag = "--media-cache",
     .argument = "DIR",
     .help =
         "where pictures that were made are kept; by default `pictures` in "
         "the user's folder for caches; in headmatter.yaml, relative to DIR",
     .kind = SETTING_PATH,
     .needs_restart = true,
     .offset = AT(media_cache)},
    {.key = "media.cache_bytes",
     .flag = "--media-cache-bytes",
     .argument = "N",
     .initial = "1073741824",
     .help = "how much of them is kept; what nobody has asked for the longest "
             "goes first; 0 for nothing",
     .kind = SETTING_NUMBER,
     .needs_restart = true,
     .max = 1099511627776,
     .offset = AT(media_cache_bytes)},
    {.key = "drafts",
     .flag = "--drafts",
     .argument = "PATTERN",
     .help = "files and folders of drafts, such as `draft-*`; without a slash "
             "a name in any folder; can be repeated",
     .kind = SETTING_GLOBS,
     .max = 100,
     .offset = AT(policy.drafts)},
    {.key = "future",
     .flag = "--future",
     .initial = "false",
     .help = "also serve documents with a date in the future",
     .kind = SETTING_SWITCH,
     .offset = AT(policy.serves_future)},
    {.key = "base_path",
     .flag = "--base-path",
     .argument = "PATH",
     .initial = "/",
     .help = "path that all addresses and links start with",
     .kind = SETTING_BASE_PATH,
     .offset = AT(policy.base_path)},
    {.key = "api_url",
     .flag = "--api-url",
     .argument = "URL",
     .help = "address of the API as everybody reaches it, with its "
             "`base_path`; feeds name themselves by it (default: `base_path` "
             "on the host of `site.public_url`)",
     .kind = SETTING_URL,
     .offset = AT(policy.api_url)},
    {.key = "feeds.hubs",
     .flag = "--feed-hub",
     .argument = "URL",
     .help = "WebSub hubs that tell subscribers of changes; named in every "
             "feed; can be repeated",
     .kind = SETTING_URLS,
     .max = MAX_HUBS,
     .offset = AT(policy.feeds.hubs)},
    {.key = "feeds.author",
     .flag = "--feed-author",
     .argument = "NAME",
     .help = "who feeds are from, where documents do not say (default: the "
             "site's title)",
     .kind = SETTING_TEXT,
     .offset = AT(policy.feeds.author)},
    {.key = "feeds.image",
     .flag = "--feed-image",
     .argument = "URL",
     .help = "picture of feeds, and the cover of a podcast: a URL, or a path "
             "below `site.public_url`",
     .kind = SETTING_TEXT,
     .offset = AT(policy.feeds.image)},
    {.key = "feeds.categories",
     .flag = "--feed-category",
     .argument = "CATEGORY",
     .help = "categories of a podcast, by Apple's names, such as `Arts` or "
             "`Arts/Design`; can be repeated",
     .kind = SETTING_TEXTS,
     .max = MAX_FEED_CATEGORIES,
     .offset = AT(policy.feeds.categories)},
    {.key = "feeds.explicit",
     .flag = "--feed-explicit",
     .initial = "false",
     .help = "say that a podcast is for adults, where its episodes do not say",
     .kind = SETTING_SWITCH,
     .offset = AT(policy.feeds.is_explicit)},
    {.key = "feeds.guid",
     .flag = "--feed-guid",
     .argument = "UUID",
     .help = "what directories know a podcast by, where it has had another "
             "address (default: made of the feed's address)",
     .kind = SETTING_UUID,
     .offset = AT(policy.feeds.guid)},
    {.key = "markdown.flavor",
     .flag = "--flavor",
     .argument = "FLAVOR",
     .initial = "auto",
     .help = "flavor of Markdown: CommonMark, GitHub's (gfm), or that of the "
             "site's generator",
     .kind = SETTING_WORD,
     .words = flavor_words,
     .offset = AT(flavor)},
    {.key = "markdown.raw_html",
     .flag = "--raw-html",
     .argument = "MODE",
     .initial = "keep",
     .help = "what to do with HTML in Markdown; unless it is kept, links that "
             "run scripts are emptied too",
     .kind = SETTING_WORD,
     .words = raw_html_words,
     .offset = AT(raw_html)},
    {.key = "markdown.comments",
     .flag = "--comments",
     .argument = "MODE",
     .initial = "omit",
     .help = "what to do with comments in bodies, of HTML and of templates",
     .kind = SETTING_WORD,
     .words = comments_words,
     .offset = AT(comments)},
    {.key = "markdown.fields",
     .flag = "--markdown-field",
     .argument = "FIELD",
     .help = "fields of front matter that hold Markdown, for "
             "`include=front_matter_html`: `bio`, `sections.text`, or by the "
             "type of a block `HeroSection.text`; can be repeated",
     .kind = SETTING_FIELDS,
     .max = MAX_MARKDOWN_FIELDS,
     .offset = AT(policy.markdown_fields)},
    {.key = "images.sizes",
     .flag = "--image-sizes",
     .argument = "MODE",
     .initial = "on",
     .help = "give images in bodies the width and height of their files, so "
             "that pages do not jump",
     .kind = SETTING_WORD,
     .words = switch_words,
     .offset = AT(policy.sized_images)},
    {.key = "images.lazy",
     .flag = "--lazy-images",
     .argument = "MODE",
     .initial = "on",
     .help = "let browsers load the images of a body, but for the first, only "
             "when they come near the window",
     .kind = SETTING_WORD,
     .words = switch_words,
     .offset = AT(policy.lazy_images)},
    {.key = "images.srcset",
     .flag = "--image-srcset",
     .argument = "MODE",
     .initial = "off",
     .help = "let browsers choose among several widths of the images in "
             "bodies; with `media.urls: api`",
     .kind = SETTING_WORD,
     .words = switch_words,
     .offset = AT(policy.has_srcset)},
    {.key = "images.srcset_sizes",
     .flag = "--image-srcset-sizes",
     .argument = "SIZES",
     .help = "how wide the page shows them, as `sizes` in HTML has it, such "
             "as `(min-width: 50em) 45em, 100vw`; by default `100vw`",
     .kind = SETTING_TEXT,
     .offset = AT(policy.image_sizes)},
    {.key = "limits.page_size_max",
     .flag = "--page-size-max",
     .argument = "N",
     .initial = "1000",
     .help = "largest `limit` of a request",
     .kind = SETTING_NUMBER,
     .min = 1,
     .max = 1000,
     .offset = AT(policy.max_page_size)},
    {.key = "limits.limit_all",
     .flag = "--limit-all",
     .argument = "N",
     .initial = "10000",
     .help = "most documents that `limit=all` returns",
     .kind = SETTING_NUMBER,
     .max = 1000000,
     .offset = AT(policy.max_unpaged)},
    {.key = "limits.file_bytes",
     .flag = "--file-bytes",
     .argument = "N",
     .initial = "16777216",
     .help = "largest file to read, in bytes",
     .kind = SETTING_NUMBER,
     .min = 1024,
     .max = MAX_FILE_BYTES,
     .offset = AT(max_file_bytes)},
    {.key = "limits.answer_memory",
     .flag = "--answer-memory",
     .argument = "N",
     .initial = "134217728",
     .help = "memory for the large answers that are being sent, in bytes",
     .kind = SETTING_NUMBER,
     .is_for_server = true,
     .needs_restart = true,
     .min = 33554432,
     .max = 1099511627776,
     .offset = AT(answer_memory)},
    {.key = "sync.journal",
     .flag = "--journal",
     .argument = "FILE",
     .help = "where `/_changes` and `/_events` keep what has changed, so that "
             "clients can go on after a restart; in headmatter.yaml, relative "
             "to DIR",
     .kind = SETTING_PATH,
     .is_for_server = true,
     .needs_restart = true,
     .offset = AT(journal_file)},
    {.key = "sync.journal_bytes",
     .flag = "--journal-bytes",
     .argument = "N",
     .initial = "16777216",
     .help = "memory for what has changed, in bytes; clients that have been "
             "away for longer get everything again",
     .kind = SETTING_NUMBER,
     .is_for_server = true,
     .needs_restart = true,
     .min = 65536,
     .max = 1073741824,
     .offset = AT(journal_bytes)},
    {.key = "cors.origins",
     .flag = "--cors-origins",
     .argument = "ORIGIN",
     .initial = "*",
     .help = "origins whose pages may read the API in a browser, such as "
             "`https://*.example.org`; can be repeated",
     .kind = SETTING_ORIGINS,
     .max = 100,
     .offset = AT(policy.origins)},
    {.key = "cors.credentials",
     .flag = "--cors-credentials",
     .initial = "false",
     .help = "also let pages of listed origins send cookies, which a proxy in "
             "front may want",
     .kind = SETTING_SWITCH,
     .offset = AT(policy.allows_credentials)},
    {.key = "compression",
     .flag = "--compression",
     .argument = "MODE",
     .initial = "on",
     .help = "compress answers for clients that can read it (Brotli, gzip); "
             "off where a proxy in front does",
     .kind = SETTING_WORD,
     .words = switch_words,
     .offset = AT(policy.compresses)},
    {.key = "explore",
     .flag = "--explore",
     .argument = "MODE",
     .initial = "on",
     .help = "the page for browsers at `/_explore`",
     .kind = SETTING_WORD,
     .words = switch_words,
     .offset = AT(policy.has_explorer)},
    {.key = "mcp",
     .flag = "--mcp",
     .argument = "MODE",
     .initial = "off",
     .help = "let language models read the site at `/_mcp`, by the Model "
             "Context Protocol",
     .kind = SETTING_WORD,
     .words = switch_words,
     .offset = AT(policy.has_mcp)},
    {.key = "cache.max_age",
     .flag = "--cache-max-age",
     .argument = "SECONDS",
     .initial = "0",
     .help = "how long browsers may use an answer without asking again",
     .kind = SETTING_NUMBER,
     .max = A_YEAR_S,
     .offset = AT(policy.max_age_s)},
    {.key = "cache.shared_max_age",
     .flag = "--cache-shared-max-age",
     .argument = "SECONDS",
     .initial = "60",
     .help = "how long CDNs and other shared caches may",
     .kind = SETTING_NUMBER,
     .max = A_YEAR_S,
     .offset = AT(policy.shared_max_age_s)},
    {.key = "cache.stale_while_revalidate",
     .flag = "--cache-stale-while-revalidate",
     .argument = "SECONDS",
     .initial = "300",
     .help = "how much longer CDNs may, while they ask in the background",
     .kind = SETTING_NUMBER,
     .max = A_YEAR_S,
     .offset = AT(policy.stale_while_revalidate_s)},
    {.key = "cache.stale_if_error",
     .flag = "--cache-stale-if-error",
     .argument = "SECONDS",
     .initial = "86400",
     .help = "how much longer any cache may, while the server cannot be "
             "reached",
     .kind = SETTING_NUMBER,
     .max = A_YEAR_S,
     .offset = AT(policy.stale_if_error_s)},
    {.key = "cache.tags",
     .flag = "--cache-tags",
     .argument = "FIELD",
     .initial = "off",
     .help = "header field in which answers name what they show, for a CDN to "
             "purge by",
     .kind = SETTING_WORD,
     .words = cache_tags_words,
     .offset = AT(policy.cache_tags)},
    {.key = "cache.bytes",
     .flag = "--cache-bytes",
     .argument = "N",
     .initial = "67108864",
     .help = "memory for answers that are kept ready to be given again, in "
             "bytes; 0 for none",
     .kind = SETTING_NUMBER,
     .is_for_server = true,
     .needs_restart = true,
     .max = 1099511627776,
     .offset = AT(cache_bytes)},
    {.key = "tokens",
     .flag = "--tokens",
     .argument = "FILE",
     .help =
         "file with the hashes of the tokens that give access to drafts; in "
         "headmatter.yaml, relative to DIR",
     .kind = SETTING_FILE,
     .is_for_server = true,
     .offset = AT(tokens_file)},
    {.key = "listen",
     .flag = "--listen",
     .argument = "ADDR:PORT",
     .initial = "127.0.0.1:8080",
     .help =
         "address to listen on, such as `127.0.0.1:8080`, `[::]:8080` or "
         "`unix:/run/headmatter/http`; can be repeated; port 0 picks a free "
         "one",
     .kind = SETTING_ADDRESSES,
     .is_for_server = true,
     .needs_restart = true,
     .max = MAX_ADDRESSES,
     .offset = AT(listen)},
    {.key = "admin_listen",
     .flag = "--admin-listen",
     .argument = "ADDR:PORT",
     .help = "another address, for operators: `/_metrics`, `/_diagnostics`, "
             "`/_ready` and `/_live` without a token, whatever the load",
     .kind = SETTING_ADDRESSES,
     .is_for_server = true,
     .needs_restart = true,
     .max = 1,
     .offset = AT(admin_listen)},
    {.key = "search.engine",
     .flag = "--search-engine",
     .argument = "ENGINE",
     .initial = SEARCH_ENGINE_SQLITE,
     .help = "what keeps the words of documents for `q` and `/search`: "
             "`sqlite`, a file that is made by itself; the address of a "
             "PostgreSQL database that several servers share; or `off`",
     .kind = SETTING_ENGINE,
     .needs_restart = true,
     .offset = AT(search_engine)},
    {.key = "search.site",
     .flag = "--search-site",
     .argument = "NAME",
     .help = "the name of the site in such a database: servers with the same "
             "name share its words; by default the path of DIR",
     .kind = SETTING_TEXT,
     .needs_restart = true,
     .offset = AT(search_site)},
    {.key = "search.cache",
     .flag = "--search-cache",
     .argument = "DIR",
     .help = "where the file of `sqlite` is kept; by default in the user's "
             "folder for "
             "caches; in headmatter.yaml, relative to DIR",
     .kind = SETTING_PATH,
     .needs_restart = true,
     .offset = AT(search_cache)},
    {.key = "search.weights",
     .flag = "--search-weight",
     .argument = "PART=N",
     .help = "how much more a word counts in some parts of a document than in "
             "others; by default title=8, terms=4, headings=3, excerpt=2, "
             "body=1 and prose=1; can be repeated",
     .kind = SETTING_WEIGHTS,
     .needs_restart = true,
     .max = 16,
     .offset = AT(search_weights)},
    {.key = "trusted_proxies",
     .flag = "--trusted-proxies",
     .argument = "NETWORK",
     .help = "proxies that may say whom they ask for (`X-Forwarded-For`, "
             "`Forwarded`) and that they have removed the `base_path` "
             "(`X-Forwarded-Prefix`); `unix` for all that use a Unix socket; "
             "can be repeated",
     .kind = SETTING_NETWORKS,
     .is_for_server = true,
     .needs_restart = true,
     .max = MAX_PROXIES,
     .offset = AT(trusted_proxies)},
    {.key = "workers",
     .flag = "--workers",
     .argument = "N",
     .initial = "256",
     .help = "requests answered at the same time",
     .kind = SETTING_NUMBER,
     .is_for_server = true,
     .needs_restart = true,
     .min = 1,
     .max = MAX_WORKERS,
     .offset = AT(workers)},
    {.key = "rate_limit.requests",
     .flag = "--rate-limit-requests",
     .argument = "N",
     .initial = "0",
     .help = "requests that a client may make in rate_limit.seconds; 0 for any "
             "number",
     .kind = SETTING_NUMBER,
     .is_for_server = true,
     .needs_restart = true,
     .max = 1000000,
     .offset = AT(rate_requests)},
    {.key = "rate_limit.seconds",
     .flag = "--rate-limit-seconds",
     .argument = "N",
     .initial = "60",
     .help = "the time in which a client may make rate_limit.requests",
     .kind = SETTING_NUMBER,
     .is_for_server = true,
     .needs_restart = true,
     .min = 1,
     .max = 86400,
     .offset = AT(rate_seconds)},
    {.key = "access_log",
     .flag = "--access-log",
     .argument = "FORMAT",
     .initial = "off",
     .help = "log each request",
     .kind = SETTING_WORD,
     .is_for_server = true,
     .needs_restart = true,
     .words = access_log_words,
     .offset = AT(access_log)},
    {.key = "access_log_file",
     .flag = "--access-log-file",
     .argument = "PATH",
     .help = "where to, instead of standard error: a file, opened anew on "
             "`SIGUSR1`, or an open descriptor; in headmatter.yaml, relative "
             "to DIR",
     .kind = SETTING_LOG,
     .is_for_server = true,
     .needs_restart = true,
     .offset = AT(access_log_file)},
    {.key = "server_timing",
     .flag = "--server-timing",
     .argument = "MODE",
     .initial = "off",
     .help = "say in each answer how long it took, for the developer tools of "
             "browsers (Server-Timing)",
     .kind = SETTING_WORD,
     .is_for_server = true,
     .needs_restart = true,
     .words = switch_words,
     .offset = AT(shows_timing)},
    {.key = "watch",
     .flag = "--watch",
     .argument = "MODE",
     .initial = "inotify",
     .help = "how to notice changed files; polls where inotify does not work",
     .kind = SETTING_WORD,
     .is_for_server = true,
     .needs_restart = true,
     .words = watch_words,
     .offset = AT(watch)},
    {.key = "sandbox",
     .flag = "--sandbox",
     .argument = "MODE",
     .initial = "on",
     .help = "limit the server to reading the folder around DIR, that of the "
             "tokens file and those of the system, where Linux has Landlock",
     .kind = SETTING_WORD,
     .needs_restart = true,
     .words = switch_words,
     .offset = AT(sandbox)},
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

size_t setting_row(const struct setting *setting)
{
    return (size_t)(setting - settings_table);
}

bool setting_is_list(const struct setting *setting)
{
    return setting->kind >= SETTING_GLOBS;
}

struct slice setting_variable(const struct setting *setting,
                              struct arena *arena)
{
    struct slice flag = slice_of(setting->flag + 2); /* after "--" */
    struct slice name = arena_printf(arena, "HEADMATTER_%.*s", SLICE_FMT(flag));
    char *letters = arena_bytes(arena, name.size + 1);
    for (size_t i = 0; i <= name.size; i++) {
        char c = ascii_to_upper(name.data[i]);
        letters[i] = c == '-' ? '_' : c;
    }
    return (struct slice){letters, name.size};
}
