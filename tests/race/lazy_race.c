/* lazy_race.c - several threads ask a snapshot for what it has not made yet.
 *
 * Schemas and indexes are made by whoever asks first. Here all threads are
 * first at once, again and again, on a new snapshot each round; every one must
 * get the same answer, and the thread sanitizer sees whether they got it
 * without a race. */
#include "../unit/parse.h"
#include "base/array.h"
#include "query/page.h"
#include "sorted.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define ROUNDS       20
#define THREADS      6
#define SOURCE_COUNT 200

static const char *const texts[] = {
    "tags=t1",
    "rank=3",
    "author.name=A 2&tags=t1",
    "tags:in=t1,t2&sort=-title",
    "flag=true&sort=rank",
    "date:gte=2024-01-03",
};
#define TEXTS ARRAY_COUNT(texts)

struct asker {
    const struct snapshot *snapshot;
    pthread_barrier_t *start;
    size_t first; /* where in texts it begins */
    size_t totals[TEXTS];
};

static struct source *source_of(unsigned i)
{
    char path[32], text[160];
    (void)snprintf(path, sizeof path, "posts/p%u.md", i);
    (void)snprintf(text, sizeof text,
                   "---\ntitle: T%u\ndate: 2024-01-0%u\nrank: %u\n"
                   "tags: [t%u, t9]\nauthor: A %u\nflag: %s\n---\n",
                   i % 17, i % 9 + 1, i % 5, i % 4, i % 3,
                   i % 2 == 0 ? "true" : "false");
    return source_parse(slice_of(path), slice_of(text), NULL);
}

static struct snapshot *make_snapshot(struct source **sources)
{
    const struct diagnostics none = {0};
    const struct build_input input = {
        .tree = {.folder_name = SLICE("site"), .content_root = SLICE("")},
        .sources = sources,
        .source_count = SOURCE_COUNT,
        .diagnostics = &none,
        .now_ms = INT64_C(1717243200000),
    };
    return build_sorted(&input);
}

static size_t total_of(const struct snapshot *snapshot, const char *text,
                       bool is_of_all)
{
    const struct collection *posts =
        is_of_all ? NULL : snapshot_find_collection(snapshot, SLICE("posts"));
    const struct list *list =
        is_of_all ? &snapshot->everything : &posts->by[ORDER_DEFAULT];
    struct arena arena = {0};
    struct query query;
    struct plan *plan;
    struct page page = {0};
    bool ok =
        parse_text(slice_of(text), ACCEPTS_LIST, 20, &arena, &query) &&
        query_bind(&query, snapshot, posts, INT64_C(1717243200000), &arena) &&
        query_plan(&query, snapshot, list, posts, &arena, &plan) &&
        query_select(plan, &page);
    arena_release(&arena);
    return ok ? page.all.count : SIZE_MAX;
}

static void *ask(void *context)
{
    struct asker *asker = context;
    (void)pthread_barrier_wait(asker->start);
    for (size_t i = 0; i < TEXTS; i++) {
        size_t text = (asker->first + i) % TEXTS;
        asker->totals[text] = total_of(asker->snapshot, texts[text], false);
        if (total_of(asker->snapshot, texts[text], true) != asker->totals[text])
            asker->totals[text] = SIZE_MAX;
    }
    return NULL;
}

/* Whether all of them were told the same. */
static bool run_round(struct source **sources)
{
    struct snapshot *snapshot = make_snapshot(sources);
    struct asker askers[THREADS];
    pthread_t threads[THREADS];
    pthread_barrier_t start;
    bool ok = true;

    (void)pthread_barrier_init(&start, NULL, THREADS);
    for (size_t i = 0; i < THREADS; i++) {
        askers[i] = (struct asker){
            .snapshot = snapshot, .start = &start, .first = i / 2};
        if (pthread_create(&threads[i], NULL, ask, &askers[i]) != 0)
            abort();
    }
    for (size_t i = 0; i < THREADS; i++)
        (void)pthread_join(threads[i], NULL);
    for (size_t i = 0; i < THREADS; i++) {
        for (size_t k = 0; k < TEXTS; k++) {
            size_t total = askers[i].totals[k];
            ok = ok && total == askers[0].totals[k] && total > 0 &&
                 total != SIZE_MAX;
        }
    }
    (void)pthread_barrier_destroy(&start);
    snapshot_unref(snapshot);
    return ok;
}

int main(void)
{
    struct source *sources[SOURCE_COUNT];
    bool ok = true;
    for (unsigned i = 0; i < SOURCE_COUNT; i++)
        sources[i] = source_of(i);
    for (int round = 0; round < ROUNDS && ok; round++)
        ok = run_round(sources);
    for (unsigned i = 0; i < SOURCE_COUNT; i++)
        source_unref(sources[i]);
    if (!ok)
        (void)fprintf(stderr, "lazy: threads were told different things\n");
    return ok ? 0 : 1;
}
