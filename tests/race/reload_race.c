/* reload_race.c - readers, while the folder changes and time goes by.
 *
 *     writer    write files, site_reload(), site_advance(), site_tidy() ...
 *     readers   acquire, respond, read every byte, release ...
 *
 * All files of a generation say its number and are written before the reload
 * that reads them, so every answer has one number in it. Reloads parse beside
 * the thread that publishes; the thread sanitizer watches both, and whoever
 * frees the snapshots. */
#include "folder.h"

#include "api/api.h"
#include "base/array.h"
#include "site/settings.h"
#include "site/site.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READERS = 4, GENERATIONS = 30, POSTS = 24 };

static char root[64];
static struct site *site;
static atomic_bool is_over;
static atomic_ulong answers, faults;

static const char *const targets[] = {
    "/posts?limit=1000", "/posts?include=html&limit=5",
    "/posts/p3",         "/recent?limit=9",
    "/_all?sort=-title", "/_ready",
    "/posts/p1.md",      "/nothing/near",
};

static void require(bool ok, const char *what)
{
    if (ok)
        return;
    perror(what);
    abort();
}

static void put(unsigned post, unsigned generation)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/p%u.md", root, post);
    FILE *file = fopen(path, "w");
    require(file != NULL, path);
    /* Every seventh is broken now and then, and stays as it was. */
    bool is_broken = post % 7 == 6 && generation % 3 == 2;
    (void)fprintf(file, "---\ngeneration: g%u\ntitle: %s\n%s---\n# %u\n",
                  post % 7 == 6 ? 0 : generation, is_broken ? "a: b" : "P",
                  post == 0 ? "expires_at: 2999-01-01\n" : "", post);
    require(fclose(file) == 0, path);
}

/* The number behind the first "gN" at or after *at; -1 at the end. Zero is
 * that of files that may be older. */
static long next_generation(struct slice text, size_t *at)
{
    struct slice mark = SLICE("\"generation\":\"g");
    long number = 0;
    while (number == 0) {
        size_t found = slice_find(text, *at, mark);
        if (found >= text.size)
            return -1;
        *at = found + mark.size;
        number = strtol(text.data + *at, NULL, 10);
    }
    return number;
}

static bool is_of_one_snapshot(const struct response *response)
{
    struct str body = {0};
    size_t at = 0;
    str_append_text(&body, "");
    for (size_t i = 0; i < response->piece_count; i++)
        str_append(&body, response->pieces[i]);
    bool ok = body.size == response->body_bytes && response->status < 500;
    long first = next_generation(str_slice(&body), &at);
    for (long next = first; ok && next >= 0;
         next = next_generation(str_slice(&body), &at))
        ok = next == first;
    str_release(&body);
    return ok;
}

static void *read_answers(void *unused)
{
    size_t turn = 0;
    while (!atomic_load(&is_over)) {
        const struct request request = {
            .method = SLICE("GET"),
            .target = slice_of(targets[turn++ % ARRAY_COUNT(targets)])};
        struct response response = {0};
        struct snapshot *snapshot = store_acquire(site_store(site));
        api_respond(snapshot, &request, &response);
        snapshot_unref(snapshot);
        if (!is_of_one_snapshot(&response))
            atomic_fetch_add(&faults, 1);
        response_release(&response);
        atomic_fetch_add(&answers, 1);
    }
    return unused;
}

/* The next state of the folder; every other time the clock is set forth and
 * back as well. */
static void publish(unsigned generation)
{
    static char names[POSTS][16];
    struct slice paths[POSTS];
    const struct site_news news = {.paths = paths, .count = POSTS};
    struct site_report report;
    struct err err;
    for (unsigned i = 0; i < POSTS; i++) {
        (void)snprintf(names[i], sizeof names[i], "p%u.md", i);
        paths[i] = slice_of(names[i]);
        put(i, generation);
    }
    require(site_reload(site, &news, &report, &err), "reload");
    if (generation % 2 == 0) {
        site_advance(site, INT64_C(33000000000000), &report);
        site_advance(site, INT64_C(1700000000000), &report);
    }
    site_report_release(&report);
    site_tidy(site);
}

static void open_site(struct settings *settings)
{
    static const struct overrides none;
    struct arena arena = {0};
    struct diagnostics found = {.arena = &arena};
    struct err err;
    (void)snprintf(root, sizeof root, P_tmpdir "/reload_race_XXXXXX");
    require(mkdtemp(root) != NULL, root);
    for (unsigned i = 0; i < POSTS; i++)
        put(i, 1);
    require(settings_read(root, &none, settings, &found), "settings");
    const struct site_options options = {.folder = root, .settings = settings};
    require(site_open(&options, &site, &err), "site");
    arena_release(&arena);
}

int main(void)
{
    struct settings settings;
    pthread_t readers[READERS];
    open_site(&settings);
    for (int i = 0; i < READERS; i++)
        require(pthread_create(&readers[i], NULL, read_answers, NULL) == 0,
                "thread");
    for (unsigned generation = 2; generation <= GENERATIONS; generation++) {
        unsigned long before = atomic_load(&answers);
        publish(generation);
        while (atomic_load(&answers) < before + READERS)
            sched_yield();
    }
    atomic_store(&is_over, true);
    for (int i = 0; i < READERS; i++)
        pthread_join(readers[i], NULL);
    site_close(site);
    settings_release(&settings);
    require(folder_remove(root) == 0, root);
    printf("%lu answers of %d generations, %lu mixed or cut off\n",
           atomic_load(&answers), GENERATIONS, atomic_load(&faults));
    return atomic_load(&faults) == 0 ? 0 : 1;
}
