/* publish_race.c - readers, while one snapshot takes the place of another.
 *
 *     writer   build, prepare, publish, build, prepare, publish ...
 *     readers  acquire, respond, read every byte, release ...
 *
 * Every post of a snapshot says its generation; a reader checks that all posts
 * of one answer say the same, so that an answer of two snapshots is found, and
 * the thread sanitizer finds what nobody reads wrong by luck. Once the readers
 * have seen enough the program ends; what hangs is a failure of its own. */
#include "api/api.h"
#include "base/array.h"
#include "base/mem.h"
#include "contract/contract.h"
#include "represent/resource.h"
#include "sorted.h"
#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { READERS = 4, GENERATIONS = 40, POSTS = 12 };

static struct store *store;
static atomic_bool is_over;
static atomic_ulong answers, faults;

static const char *const targets[] = {
    "/posts",        "/posts?include=sections,html&limit=5&pretty",
    "/posts/p3",     "/posts/p4?fields=slug,generation",
    "/recent",       "/authors",
    "/tags/t/posts", "/_all?sort=-title",
    "/_ready",       "/openapi.json",
    "/posts/p1.md",  "/nothing/near",
    "/?pretty",      "/posts/p5?include=front_matter,text",
};

static struct snapshot *build(unsigned generation)
{
    struct source *sources[POSTS];
    const struct diagnostics none = {0};
    for (unsigned i = 0; i < POSTS; i++) {
        char path[32], text[256];
        (void)snprintf(path, sizeof path, "posts/p%u.md", i);
        (void)snprintf(text, sizeof text,
                       "---\ngeneration: g%u\nauthor: Ana\ntags: t\n"
                       "sections:\n  - type: RecentPostsSection\n---\n# %u\n",
                       generation, i);
        sources[i] = source_parse(slice_of(path), slice_of(text), NULL);
    }
    const struct build_input input = {
        .tree = {.folder_name = SLICE("site"), .content_root = SLICE("")},
        .sources = sources,
        .source_count = POSTS,
        .diagnostics = &none,
    };
    struct snapshot *snapshot = build_sorted(&input);
    for (unsigned i = 0; i < POSTS; i++)
        source_unref(sources[i]);
    resource_prepare(snapshot, NULL, 0);
    contract_prepare(snapshot);
    return snapshot;
}

/* The number behind the first "gN" at or after *at; -1 at the end. */
static long next_generation(struct slice text, size_t *at)
{
    struct slice mark = SLICE("\"generation\":\"g");
    size_t found = slice_find(text, *at, mark);
    *at = found + mark.size;
    return found < text.size ? strtol(text.data + *at, NULL, 10) : -1;
}

static bool is_of_one_snapshot(const struct response *response)
{
    struct str body = {0};
    size_t at = 0;
    bool ok = true;
    str_append_text(&body, "");
    for (size_t i = 0; i < response->piece_count; i++)
        str_append(&body, response->pieces[i]);
    long first = next_generation(str_slice(&body), &at), other = first;
    for (; other >= 0; other = next_generation(str_slice(&body), &at))
        ok = ok && other == first;
    ok = ok && body.size == response->body_bytes;
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
        struct snapshot *snapshot = store_acquire(store);
        api_respond(snapshot, &request, &response);
        snapshot_unref(snapshot); /* the response has one of its own */
        if (!is_of_one_snapshot(&response))
            atomic_fetch_add(&faults, 1);
        response_release(&response);
        atomic_fetch_add(&answers, 1);
    }
    return unused;
}

int main(void)
{
    pthread_t readers[READERS];
    store = store_new(build(0));
    for (int i = 0; i < READERS; i++) {
        if (pthread_create(&readers[i], NULL, read_answers, NULL) != 0)
            abort();
    }
    /* Each generation is looked at by somebody before the next. */
    for (unsigned generation = 1; generation <= GENERATIONS; generation++) {
        unsigned long before = atomic_load(&answers);
        store_publish(store, build(generation));
        while (atomic_load(&answers) < before + READERS)
            sched_yield();
    }
    atomic_store(&is_over, true);
    for (int i = 0; i < READERS; i++)
        pthread_join(readers[i], NULL);
    store_free(store);
    printf("%lu answers of %d snapshots, %lu mixed or cut off\n",
           atomic_load(&answers), GENERATIONS + 1, atomic_load(&faults));
    return atomic_load(&faults) == 0 ? 0 : 1;
}
