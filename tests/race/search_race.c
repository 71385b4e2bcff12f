/* search_race.c - queries, while the index follows one snapshot after another.
 *
 *     writer    build, attach, follow, publish, build ...
 *     the index's thread    adds rows and removes rows
 *     readers   acquire, search, correct, suggest, look, show, release ...
 *
 * Every post of a snapshot has the word of its generation, "gen7", and the
 * preview a draft with a word of its own. A reader may miss what the index does
 * not have yet, but never finds a word of another generation, nor that of a
 * draft. At last all is found, and the index is closed while readers go on with
 * the last snapshot. Once in memory, once in a file. */
#include "base/array.h"
#include "folder.h"
#include "search/search.h"
#include "sorted.h"
#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READERS = 5, GENERATIONS = 25, POSTS = 12, MAX_WAIT_MS = 60000 };

static struct store *store;
static atomic_bool is_over;
static atomic_ulong answers, faults;

static struct snapshot *build_one(unsigned generation, bool is_preview)
{
    struct source *sources[POSTS + 1];
    const struct diagnostics none = {0};
    for (unsigned i = 0; i < POSTS; i++) {
        char path[32], text[256];
        (void)snprintf(path, sizeof path, "posts/p%02u.md", i);
        (void)snprintf(text, sizeof text,
                       "---\ntitle: Post %u\ntags: [usualtag]\n---\n"
                       "A text of gen%u, written again.\n\n## Part\n\nMore.\n",
                       i, i % 3 == 0 ? 0 : generation);
        sources[i] = source_parse(slice_of(path), slice_of(text), NULL);
    }
    sources[POSTS] = source_parse(
        SLICE("posts/z.md"),
        SLICE("---\ntitle: Draft\ndraft: true\n---\nUnspokenword.\n"), NULL);
    const struct build_input input = {
        .tree = {.folder_name = SLICE("site"), .content_root = SLICE("")},
        .sources = sources,
        .source_count = POSTS + 1,
        .is_preview = is_preview,
        .diagnostics = &none,
    };
    struct snapshot *snapshot = build_sorted(&input);
    for (unsigned i = 0; i <= POSTS; i++)
        source_unref(sources[i]);
    return snapshot;
}

static struct snapshot *build(struct search *search, unsigned generation)
{
    struct snapshot *snapshot = build_one(generation, false);
    snapshot->preview = build_one(generation, true);
    snapshot->preview->published = snapshot;
    search_attach(search, snapshot);
    search_follow(search, snapshot);
    return snapshot;
}

/* How many documents have the word; SIZE_MAX if the index cannot say. */
static size_t count(const struct snapshot *snapshot, const char *text,
                    bool corrects, size_t *ret_behind)
{
    const struct ask_options options = {0};
    struct search_found found;
    struct arena arena = {0};
    size_t result = SIZE_MAX;
    if (search_find(snapshot, slice_of(text), &options, corrects, &arena,
                    &found) == SEARCH_READY) {
        result = found.count;
        *ret_behind = found.behind;
        const struct collection *posts =
            snapshot_find_collection(snapshot, SLICE("posts"));
        for (size_t i = 0; i < posts->all.count; i++) {
            struct search_hit hit;
            if (search_score(&found, snapshot, posts->all.items[i]) > 0)
                search_show(snapshot, posts->all.items[i], &found, &arena,
                            &hit);
        }
    }
    arena_release(&arena);
    return result;
}

/* The generation of a snapshot, as its second post says. */
static long generation_of(const struct snapshot *snapshot)
{
    struct arena arena = {0};
    const struct entry *entry =
        snapshot_find_path(snapshot, SLICE("posts/p01.md"));
    struct slice text = delta_string(&entry->source->body.text, &arena);
    size_t at = slice_find(text, 0, SLICE("gen"));
    char digits[16];
    (void)snprintf(digits, sizeof digits, "%.*s",
                   SLICE_FMT(slice_from(text, at + 3)));
    arena_release(&arena);
    return strtol(digits, NULL, 10);
}

static bool leaks_draft(const struct snapshot *snapshot)
{
    const struct ask_options options = {0};
    struct suggestion items[SEARCH_MAX_SUGGESTIONS];
    struct arena arena = {0};
    size_t suggested = 0, behind = 0;
    size_t found = count(snapshot, "unspokenword", false, &behind);
    size_t corrected = count(snapshot, "unspokenwort", true, &behind);
    (void)search_suggest(snapshot, SLICE("unspo"), &options,
                         SEARCH_MAX_SUGGESTIONS, &arena, items, &suggested);
    arena_release(&arena);
    return (found != SIZE_MAX && found > 0) ||
           (corrected != SIZE_MAX && corrected > 0) || suggested > 0;
}

static bool is_right(const struct snapshot *snapshot)
{
    char word[32];
    size_t behind = 0;
    long generation = generation_of(snapshot);
    struct search_progress progress;
    struct arena arena = {0};
    (void)snprintf(word, sizeof word, "gen%ld", generation);
    size_t own = count(snapshot, word, true, &behind);
    (void)snprintf(word, sizeof word, "gen%ld", generation + 1);
    size_t next = count(snapshot, word, false, &behind);
    search_look(snapshot, &arena, &progress);
    arena_release(&arena);
    return (own == SIZE_MAX || own <= POSTS) &&
           (next == SIZE_MAX || next == 0) && progress.done <= progress.total &&
           progress.total >= POSTS && progress.state != SEARCH_BROKEN &&
           !leaks_draft(snapshot);
}

static void *search_again(void *unused)
{
    while (!atomic_load(&is_over)) {
        struct snapshot *snapshot = store_acquire(store);
        if (!is_right(snapshot))
            atomic_fetch_add(&faults, 1);
        snapshot_unref(snapshot);
        atomic_fetch_add(&answers, 1);
    }
    return unused;
}

/* Whether the index has all of the current snapshot in the end. */
static bool settles(const char *word, size_t expected)
{
    bool ok = false;
    for (int i = 0; i < MAX_WAIT_MS && !ok; i++) {
        size_t behind = 1;
        struct snapshot *snapshot = store_acquire(store);
        ok = count(snapshot, word, false, &behind) == expected && behind == 0;
        snapshot_unref(snapshot);
        (void)usleep(1000);
    }
    return ok;
}

static void wait_for_answers(unsigned long more)
{
    unsigned long until = atomic_load(&answers) + more;
    while (atomic_load(&answers) < until)
        (void)usleep(1000);
}

static bool run(const char *folder)
{
    pthread_t readers[READERS];
    struct search_options options = {.cache = slice_of(folder),
                                     .site = SLICE("/srv/site")};
    struct search *search;
    struct err err;
    char word[32];
    memcpy(options.weights, search_default_weights, sizeof options.weights);
    if (!search_open(&options, &search, &err))
        return false;
    atomic_store(&is_over, false);
    store = store_new(build(search, 1));
    for (int i = 0; i < READERS; i++) {
        if (pthread_create(&readers[i], NULL, search_again, NULL) != 0)
            abort();
    }
    for (unsigned generation = 2; generation <= GENERATIONS; generation++) {
        store_publish(store, build(search, generation));
        if (generation % 3 == 0)
            wait_for_answers(READERS);
    }
    (void)snprintf(word, sizeof word, "gen%d", GENERATIONS);
    bool ok = settles(word, POSTS - POSTS / 3) && settles("gen0", POSTS / 3) &&
              settles("unspokenword", 0);
    search_close(search);
    wait_for_answers(READERS);
    atomic_store(&is_over, true);
    for (int i = 0; i < READERS; i++)
        (void)pthread_join(readers[i], NULL);
    store_free(store);
    return ok;
}

int main(void)
{
    char folder[] = "/tmp/search-race-XXXXXX";
    bool ok = run(NULL) && mkdtemp(folder) != NULL && run(folder);
    (void)folder_remove(folder);
    if (!ok || atomic_load(&faults) > 0)
        (void)fprintf(stderr, "search: %lu of %lu answers are wrong%s\n",
                      atomic_load(&faults), atomic_load(&answers),
                      ok ? "" : "; the index does not follow");
    return ok && atomic_load(&faults) == 0 ? 0 : 1;
}
