/* select_fuzz.c - any text as the query of a list of real documents.
 *
 * Whatever way the plan takes, by an index, by columns or document by document,
 * the result is what each condition says of each document by itself; its pages
 * are the whole of it, cut; a cursor behind any document leads to the next one;
 * and the facets of it are JSON. */
#include "../unit/parse.h"
#include "query/page.h"
#include "query/view.h"
#include "represent/facets.h"
#include "represent/resource.h"
#include "sorted.h"

#include <jansson.h>
#include <stdlib.h>

#define LISTS                                                                  \
    (ACCEPTS_PLAIN | ACCEPTS_SHAPE | ACCEPTS_ENVELOPE | ACCEPTS_LIST |         \
     ACCEPTS_RECENT)
#define NOW_MS        INT64_C(1717243200000)
#define DOCUMENTS     12
#define EXTRA_FILES   2
#define MOST_FOLLOWED 4 /* pages by cursor, of each input */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Values of every type, missing here and there, and mixed. */
static struct source *document(int i)
{
    static const char *const titles[] = {
        "Alpha", "alpha", "Beta", "\xC3\x89mile", "10 things", "9 things"};
    static const char *const mixed[] = {"1",      "one",  "[1, one]",
                                        "{a: 1}", "null", "2024-01-01"};
    struct str text = {0}, path = {0};
    str_appendf(&path, "posts/%s%d.md", i % 3 == 0 ? "deep/" : "", i);
    str_appendf(&text, "---\ntitle: %s\nrating: %d.5\nmixed: %s\n",
                titles[i % 6], i % 4, mixed[i % 6]);
    if (i % 5 != 0)
        str_appendf(&text, "date: 2024-0%d-1%dT10:00:00+02:00\n", i % 9 + 1,
                    i % 3);
    if (i % 2 == 0)
        str_appendf(&text, "featured: %s\ntags: [go, c%d]\n",
                    i % 4 == 0 ? "true" : "false", i % 3);
    if (i % 3 == 0)
        str_append_text(&text, "author: ana\nblocks:\n"
                               "  - {type: Hero, size: 1}\n"
                               "  - {type: Text, size: 20, by: {name: x}}\n");
    if (i % 4 == 1)
        str_append_text(&text, "author: [bo, ana]\ncategories: [News, Old]\n");
    str_appendf(&text, "---\nText of %d, with %s.\n", i, titles[(i + 1) % 6]);
    struct source *source =
        source_parse(str_slice(&path), str_slice(&text), NULL);
    str_release(&text);
    str_release(&path);
    return source;
}

static struct snapshot *build(void)
{
    struct source *sources[DOCUMENTS + EXTRA_FILES];
    const struct diagnostics none = {0};
    for (int i = 0; i < DOCUMENTS; i++)
        sources[i] = document(i);
    sources[DOCUMENTS] =
        source_parse(SLICE("authors/ana.json"),
                     SLICE("{\"name\": \"Ana\", \"role\": \"editor\"}"), NULL);
    sources[DOCUMENTS + 1] =
        source_parse(SLICE("recipes/soup.md"),
                     SLICE("---\nminutes: 20\n---\nSoup.\n"), NULL);
    const struct build_input input = {
        .tree = {.folder_name = SLICE("site")},
        .sources = sources,
        .source_count = DOCUMENTS + EXTRA_FILES,
        .diagnostics = &none,
        .now_ms = NOW_MS,
    };
    struct snapshot *snapshot = build_sorted(&input);
    for (size_t i = 0; i < DOCUMENTS + EXTRA_FILES; i++)
        source_unref(sources[i]);
    resource_prepare(snapshot, NULL, 0);
    return snapshot;
}

struct asked {
    const struct snapshot *snapshot;
    const struct collection *collection; /* NULL: everything */
    const struct list *list;
    struct slice text;
    struct arena arena;
};

static bool read(struct asked *asked, struct query *query)
{
    bool is_read = parse_text(asked->text, LISTS, 3, &asked->arena, query);
    bool is_bound = query_bind(query, asked->snapshot, asked->collection,
                               NOW_MS, &asked->arena);
    return is_bound && (is_read || query->is_lenient);
}

static bool choose(struct asked *asked, struct query *query, struct page *page)
{
    struct plan *plan;
    return query_plan(query, asked->snapshot, asked->list, asked->collection,
                      &asked->arena, &plan) &&
           query_select(plan, page);
}

static size_t count_of(const struct list *list, const struct entry *entry)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count += list->items[i] == entry ? 1 : 0;
    return count;
}

static bool is_excluded(const struct query *query, const struct entry *entry)
{
    for (size_t i = 0; i < query->exclude_count; i++) {
        if (slice_equal(query->exclude[i], entry->slug))
            return true;
    }
    return false;
}

/* By a query that no plan has touched. */
static void check_members(struct asked *asked, const struct page *page)
{
    struct query plain;
    if (!read(asked, &plain))
        abort();
    for (size_t i = 0; i < asked->list->count; i++) {
        const struct entry *entry = asked->list->items[i];
        bool belongs = condition_holds(plain.where, entry) &&
                       !is_excluded(&plain, entry) &&
                       query_wants(&plain, entry);
        if (count_of(&page->all, entry) != (belongs ? 1 : 0))
            abort();
    }
    if (page->all.count > asked->list->count)
        abort();
}

static void check_cut(const struct query *query, const struct page *page)
{
    if (page->count > page->all.count ||
        (!query->is_limit_all && page->count > query->limit))
        abort();
    for (size_t i = 0; i < page->count; i++) {
        if (count_of(&page->all, page->items[i]) != 1)
            abort();
    }
}

/* From each document the next and the one before, by cursor. */
static void check_cursors(struct asked *asked, struct query *query,
                          const struct page *page)
{
    for (size_t i = 0; i < page->all.count && i < MOST_FOLLOWED; i++) {
        for (int backwards = 0; backwards < 2; backwards++) {
            struct query next = *query;
            struct page found;
            next.page = 1;
            next.limit = 1;
            next.is_limit_all = false;
            next.has_cursor_hash = false; /* who reads it makes it again */
            next.cursor = query_cursor(query, page->all.items[i],
                                       backwards != 0, &asked->arena);
            if (!choose(asked, &next, &found))
                abort();
            size_t at = backwards != 0 ? i - 1 : i + 1;
            bool is_inside = at < page->all.count;
            if (found.count != (is_inside ? 1 : 0) ||
                (is_inside && found.items[0] != page->all.items[at]))
                abort();
        }
    }
}

static void check_facets(struct asked *asked, struct query *query,
                         const struct page *page)
{
    struct str out = {0};
    str_append_char(&out, '{');
    facets_write(&out, query, page, SLICE("/posts"), &asked->arena);
    str_append_char(&out, '}');
    json_t *json = json_loadb(out.data, out.size,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    if (json == NULL)
        abort();
    json_decref(json);
    str_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct snapshot *snapshot;
    if (snapshot == NULL)
        snapshot = build();
    struct asked asked = {
        .snapshot = snapshot,
        .text = {(const char *)bytes, size},
        .list = &snapshot->routes,
    };
    struct query query;
    struct page page;
    if (size % 3 != 0) {
        asked.collection = snapshot_find_collection(snapshot, SLICE("posts"));
        asked.list = &asked.collection->by[ORDER_DEFAULT];
    }
    if (!read(&asked, &query)) {
        if (query.error_count == 0)
            abort();
    } else if (choose(&asked, &query, &page)) {
        check_members(&asked, &page);
        check_cut(&query, &page);
        check_cursors(&asked, &query, &page);
        check_facets(&asked, &query, &page);
    }
    arena_release(&asked.arena);
    return 0;
}
