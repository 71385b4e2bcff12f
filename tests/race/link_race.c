/* link_race.c - links that are replaced while the folder is read.
 *
 *     swapper   posts/a.md: a file, then a link out; posts/sub: a folder, then
 *               a link out; again and again
 *     main      site_reload(), and looks for what lies outside
 *
 * A check of where a link leads and an open() apart from it lose this race a
 * few times in a thousand looks. Sanitizers look at the code, not at the odds,
 * so they get fewer (tests/CMakeLists.txt). */
#include "folder.h"

#include "api/api.h"
#include "site/settings.h"
#include "site/site.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef LOOKS
#define LOOKS 1500
#endif

static char root[64];
static atomic_bool is_over;
static atomic_ulong swaps;

static void require(bool ok, const char *what)
{
    if (ok)
        return;
    perror(what);
    abort();
}

static const char *below(const char *path)
{
    static _Thread_local char whole[4][128];
    static _Thread_local unsigned turn;
    char *text = whole[turn++ % 4];
    (void)snprintf(text, sizeof whole[0], "%s/%s", root, path);
    return text;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(below(path), "w");
    require(file != NULL, path);
    require(fputs(text, file) >= 0, path);
    require(fclose(file) == 0, path);
}

/* Each step is one rename(), so that there is never nothing. */
static void *swap(void *unused)
{
    for (; !atomic_load(&is_over); atomic_fetch_add(&swaps, 1)) {
        require(symlink(below("outside/a.md"), below("link")) == 0, "link");
        require(rename(below("link"), below("site/posts/a.md")) == 0, "link");
        put("file", "# Inside\n");
        require(rename(below("file"), below("site/posts/a.md")) == 0, "file");
        require(rename(below("site/posts/sub"), below("sub")) == 0, "sub");
        require(symlink(below("outside"), below("site/posts/sub")) == 0, "sub");
        require(unlink(below("site/posts/sub")) == 0, "sub");
        require(rename(below("sub"), below("site/posts/sub")) == 0, "sub");
    }
    return unused;
}

static bool shows_outside(struct site *site)
{
    const struct request request = {
        .method = SLICE("GET"),
        .target = SLICE("/_all?include=markdown&status=all"),
        .is_trusted = true};
    struct response response = {0};
    struct snapshot *snapshot = store_acquire(site_store(site));
    bool is_shown = false;
    api_respond(snapshot, &request, &response);
    snapshot_unref(snapshot);
    for (size_t i = 0; i < response.piece_count; i++) {
        struct slice piece = response.pieces[i];
        is_shown |= slice_find(piece, 0, SLICE("Outside")) < piece.size;
    }
    response_release(&response);
    return is_shown;
}

static void open_site(struct settings *settings, struct site **ret_site)
{
    static const struct overrides none;
    static char folder[80];
    struct arena arena = {0};
    struct diagnostics found = {.arena = &arena};
    struct err err;
    (void)snprintf(root, sizeof root, P_tmpdir "/link_race_XXXXXX");
    require(mkdtemp(root) != NULL, root);
    static const char *const folders[] = {"outside", "site", "site/posts",
                                          "site/posts/sub"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        require(mkdir(below(folders[i]), 0700) == 0, folders[i]);
    put("outside/a.md", "# Outside\n");
    put("outside/b.md", "# Outside\n");
    put("site/posts/a.md", "# Inside\n");
    put("site/posts/sub/b.md", "# Inside\n");
    (void)snprintf(folder, sizeof folder, "%s/site", root);
    require(settings_read(folder, &none, settings, &found), "settings");
    const struct site_options options = {.folder = folder,
                                         .settings = settings};
    require(site_open(&options, ret_site, &err), "site");
    arena_release(&arena);
}

int main(void)
{
    struct settings settings;
    struct site *site;
    pthread_t swapper;
    unsigned long shown = 0;
    open_site(&settings, &site);
    require(pthread_create(&swapper, NULL, swap, NULL) == 0, "thread");
    for (unsigned i = 0; i < LOOKS; i++) {
        const struct site_news news = {.is_everything = true};
        struct site_report report;
        struct err err;
        if (site_reload(site, &news, &report, &err))
            shown += shows_outside(site) ? 1 : 0;
        site_report_release(&report);
        site_tidy(site);
    }
    atomic_store(&is_over, true);
    pthread_join(swapper, NULL);
    site_close(site);
    settings_release(&settings);
    require(folder_remove(root) == 0, root);
    printf("%d looks during %lu swaps, %lu answers with text from outside\n",
           LOOKS, atomic_load(&swaps), shown);
    return shown == 0 ? 0 : 1;
}
