/* searched.h - a small site that is edited and searched.
 *
 *     struct searched site = searched_open(files, count, folder);
 *     edited_save(&site.files, "posts/a.md", "---\n...");
 *     searched_publish(&site);               waits until the index follows
 *     assert_found(&site, "caching", "posts/a posts/b");      the best first
 *
 * There is always a preview, which shows drafts. */
#ifndef TESTS_UNIT_SEARCH_SEARCHED_H
#define TESTS_UNIT_SEARCH_SEARCHED_H

#include "edited.h"
#include "search/search.h"

#include <pthread.h>
#include <unistd.h>

#define SEARCHED_WAIT_MS 20000

struct searched {
    struct edited files;
    struct search *search;
    struct snapshot *snapshot; /* the current one */
};

static char searched_reports[8192]; /* all that was reported, line by line */
static pthread_mutex_t searched_mutex = PTHREAD_MUTEX_INITIALIZER;

static inline void searched_report(const char *text)
{
    (void)pthread_mutex_lock(&searched_mutex);
    size_t used = strlen(searched_reports);
    (void)snprintf(searched_reports + used, sizeof searched_reports - used,
                   "%s\n", text);
    (void)pthread_mutex_unlock(&searched_mutex);
}

static inline bool searched_has_reported(const char *text)
{
    (void)pthread_mutex_lock(&searched_mutex);
    bool has = strstr(searched_reports, text) != NULL;
    (void)pthread_mutex_unlock(&searched_mutex);
    return has;
}

static inline struct search_progress searched_look(const struct searched *site,
                                                   bool is_preview)
{
    struct search_progress progress;
    struct arena arena = {0};
    search_look(is_preview ? site->snapshot->preview : site->snapshot, &arena,
                &progress);
    progress.why = SLICE_NONE; /* goes with the arena */
    arena_release(&arena);
    return progress;
}

/* Whether the index has all documents; `is_tidy`: and nothing else. */
static inline bool searched_settles(const struct searched *site, bool is_tidy)
{
    for (int i = 0; i < 2 * SEARCHED_WAIT_MS; i++) {
        struct search_progress all = searched_look(site, true);
        if (all.state == SEARCH_READY && all.done == all.total &&
            (!is_tidy || all.rows == all.total))
            return true;
        (void)usleep(500);
    }
    return false;
}

/* Does not wait. */
static inline void searched_show(struct searched *site)
{
    struct snapshot *before = site->snapshot;
    site->files.input.is_preview = false;
    struct snapshot *next = edited_build(&site->files);
    site->files.input.is_preview = true;
    next->preview = edited_build(&site->files);
    next->preview->published = next;
    search_attach(site->search, next);
    search_follow(site->search, next);
    site->snapshot = next;
    snapshot_unref(before);
}

static inline void searched_publish(struct searched *site)
{
    searched_show(site);
    assert_true(searched_settles(site, false));
}

/* `cache` may be NULL: in memory. It must outlive the site. */
static inline struct searched searched_start(const struct file *files,
                                             size_t count, const char *cache)
{
    struct searched site = {.files = edited_open(files, count)};
    struct search_options options = {
        .cache = slice_of(cache),
        .site = SLICE("/srv/site"),
        .report = searched_report,
    };
    struct err err;
    memcpy(options.weights, search_default_weights, sizeof options.weights);
    searched_reports[0] = '\0';
    assert_true(search_open(&options, &site.search, &err));
    searched_show(&site);
    return site;
}

static inline struct searched searched_open(const struct file *files,
                                            size_t count, const char *cache)
{
    struct searched site = searched_start(files, count, cache);
    assert_true(searched_settles(&site, false));
    return site;
}

static inline void searched_close(struct searched *site)
{
    search_close(site->search);
    snapshot_unref(site->snapshot);
    edited_close(&site->files);
}

struct searched_item {
    const struct entry *entry;
    float score;
};

static inline int searched_compare(const void *left, const void *right)
{
    const struct searched_item *a = left, *b = right;
    if (a->score != b->score)
        return a->score < b->score ? 1 : -1;
    return slice_compare(a->entry->id, b->entry->id);
}

/* The documents that are found, the best first. */
static inline size_t searched_sort(const struct snapshot *snapshot,
                                   const struct search_found *found,
                                   struct searched_item *ret_items, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        const struct list *all = &snapshot->collections[i]->all;
        for (size_t j = 0; j < all->count; j++) {
            float score = search_score(found, snapshot, all->items[j]);
            if (score > 0 && count < most)
                ret_items[count++] =
                    (struct searched_item){all->items[j], score};
        }
    }
    qsort(ret_items, count, sizeof *ret_items, searched_compare);
    return count;
}

/* Asks again as long as the index has to heal. */
static inline void searched_find(const struct snapshot *snapshot,
                                 const char *text,
                                 const struct ask_options *options,
                                 bool corrects, struct arena *arena,
                                 struct search_found *ret_found)
{
    enum search_state state = SEARCH_OFF;
    for (int i = 0; i < 2 * SEARCHED_WAIT_MS && state != SEARCH_READY; i++) {
        if (i > 0)
            (void)usleep(500);
        state = search_find(snapshot, slice_of(text), options, corrects, arena,
                            ret_found);
    }
    assert_int_equal(state, SEARCH_READY);
}

/* The ids of what is found, "posts/a posts/b"; "-" for nothing. */
static inline const char *searched_ids(const struct snapshot *snapshot,
                                       const char *text, bool wants_any,
                                       char *ret_ids, size_t size)
{
    const struct ask_options options = {.wants_any = wants_any};
    struct searched_item items[2 * EDITED_MAX_FILES];
    struct search_found found;
    struct arena arena = {0};
    size_t used = 0;
    searched_find(snapshot, text, &options, false, &arena, &found);
    size_t count = searched_sort(snapshot, &found, items, 2 * EDITED_MAX_FILES);
    assert_int_equal(count, found.count);
    (void)snprintf(ret_ids, size, "-");
    for (size_t i = 0; i < count && used < size; i++)
        used +=
            (size_t)snprintf(ret_ids + used, size - used, "%s%.*s",
                             i > 0 ? " " : "", SLICE_FMT(items[i].entry->id));
    arena_release(&arena);
    return ret_ids;
}

/* What was searched in place of the text; "-" for nothing. */
static inline const char *searched_correct(const struct snapshot *snapshot,
                                           const char *text, char *ret_text,
                                           size_t size)
{
    const struct ask_options options = {0};
    struct search_found found;
    struct arena arena = {0};
    searched_find(snapshot, text, &options, true, &arena, &found);
    (void)snprintf(
        ret_text, size, "%.*s",
        SLICE_FMT(found.corrected.size > 0 ? found.corrected : SLICE("-")));
    arena_release(&arena);
    return ret_text;
}

/* What is suggested, one in a line, each with a newline after it. */
static inline const char *searched_suggest(const struct snapshot *snapshot,
                                           const char *text, char *ret_text,
                                           size_t size)
{
    const struct ask_options options = {0};
    struct suggestion items[SEARCH_MAX_SUGGESTIONS];
    struct arena arena = {0};
    size_t count = 0, used = 0;
    assert_int_equal(search_suggest(snapshot, slice_of(text), &options,
                                    SEARCH_MAX_SUGGESTIONS, &arena, items,
                                    &count),
                     SEARCH_READY);
    ret_text[0] = '\0';
    for (size_t i = 0; i < count && used < size; i++)
        used += (size_t)snprintf(ret_text + used, size - used, "%.*s\n",
                                 SLICE_FMT(items[i].text));
    arena_release(&arena);
    return ret_text;
}

#define assert_found(site, text, ids)                                          \
    do {                                                                       \
        char ids_[4096];                                                       \
        assert_string_equal(                                                   \
            searched_ids((site)->snapshot, text, false, ids_, sizeof ids_),    \
            ids);                                                              \
    } while (0)

#endif
