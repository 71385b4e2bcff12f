/* lists.c - lists, in the one envelope.
 *
 *     {"data":[ list form, list form ... ],
 *      "meta":{"pagination":{...}}, "links":{...}}
 *
 * The documents are bytes that the snapshot has ready; only what says where in
 * the list we are is written for the request, in the body and again as Link
 * and X-Total-Count for those who asked for no envelope. */
#include "api/exchange.h"
#include "api/pagination.h"
#include "api/validate.h"
#include "represent/facets.h"
#include "represent/write.h"

#define RECENT_LIMIT   10
#define MOST_LANGUAGES 32 /* that are said of one answer */

/* The list forms as they lie ready. A list form is made of what its item is
 * made of, so the revs on the page stand for its bytes: the entity tag costs
 * sixteen bytes a document instead of all of them. */
static void add_ready(struct exchange *x, const struct page *page,
                      struct slice end)
{
    uint64_t hash = hash_bytes(end, x->query.has_envelope ? 1 : 0);
    for (size_t i = 0; i < page->count; i++) {
        const struct entry *entry = page->items[i];
        if (i > 0)
            response_add(x->response, SLICE(","));
        response_add(x->response, entry->fragments->list);
        hash = hash_bytes(slice_of(entry->rev), hash);
    }
    if (!x->query.is_pretty)
        response_set_header(x->response, "ETag", etag_of_hash(hash, x->arena));
}

/* Of writing a document anew, by far the most of it for relations. */
#define SHAPE_EFFORT    200
#define RELATION_EFFORT 3000

static size_t shape_effort(const struct query *query, size_t count)
{
    size_t each = SHAPE_EFFORT;
    for (unsigned r = 0; r < RELATION_COUNT; r++)
        each += query->include.of[r] != NULL ? RELATION_EFFORT : 0;
    return each * count;
}

static void add_shaped(struct exchange *x, const struct page *page)
{
    const struct shape shape = shape_of_query(&x->query, FORM_LIST, x->arena);
    struct str out = {0};

    for (size_t i = 0; i < page->count; i++) {
        if (i > 0)
            str_append_char(&out, ',');
        resource_write(&out, x->snapshot, page->items[i], &shape);
        if (shape_is_too_large(&shape, &out))
            break;
    }
    if (shape_is_too_large(&shape, &out))
        answer_too_large(x, "limit");
    else
        response_add(x->response, arena_copy(x->arena, str_slice(&out)));
    str_release(&out);
}

/* Everything behind the documents: `],"meta":{...},"links":{...}}`. */
static struct slice envelope_end(struct exchange *x, struct slice path,
                                 const struct page *page)
{
    struct pagination around = pagination_of(x, path, page);
    struct str out = {0};

    str_append(&out, SLICE("],\"meta\":{"));
    pagination_write(&out, &around);
    facets_write(&out, &x->query, page, path, x->arena);
    write_warnings(&out, &x->query);
    str_append(&out, SLICE("},\"links\":{"));
    pagination_write_links(&out, &around);
    str_append(&out, SLICE("}}"));

    struct slice end = arena_copy(x->arena, str_slice(&out));
    response_set_header(x->response, "Link", pagination_header(x, &around));
    str_release(&out);
    return end;
}

static bool is_among(const struct slice *tags, size_t count, struct slice tag)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(tags[i], tag))
            return true;
    }
    return false;
}

void set_languages(struct exchange *x, struct entry *const *items, size_t count)
{
    struct slice said[MOST_LANGUAGES];
    size_t said_count = 0;
    struct str tags = {0};
    for (size_t i = 0; x->query.locale_count > 0 && i < count; i++) {
        struct slice tag = items[i]->lang;
        if (tag.size == 0 || said_count == MOST_LANGUAGES ||
            is_among(said, said_count, tag))
            continue;
        said[said_count++] = tag;
        str_appendf(&tags, "%s%.*s", tags.size > 0 ? ", " : "", SLICE_FMT(tag));
    }
    if (tags.size > 0)
        response_set_header(x->response, "Content-Language",
                            arena_copy(x->arena, str_slice(&tags)));
    str_release(&tags);
}

static void answer_page(struct exchange *x, struct slice path,
                        const struct page *page)
{
    if (!shape_is_default(&x->query) &&
        !begin_work(x, shape_effort(&x->query, page->count)))
        return;
    struct slice end = envelope_end(x, path, page);

    answer_json(x, x->query.has_envelope ? SLICE("{\"data\":[") : SLICE("["));
    if (shape_is_default(&x->query))
        add_ready(x, page, end);
    else
        add_shaped(x, page);
    if (x->response->status != 200)
        return;
    response_add(x->response, x->query.has_envelope ? end : SLICE("]"));
    set_languages(x, page->items, page->count);
    response_set_header(x->response, "X-Total-Count",
                        arena_printf(x->arena, "%zu", page->all.count));
}

bool select_page(struct exchange *x, const struct list *list,
                 const struct collection *collection, struct page *ret_page)
{
    /* As many as there are in the collection: all of it, in some order. */
    const struct collection *whole =
        collection != NULL && list->count == collection->by[ORDER_DEFAULT].count
            ? collection
            : NULL;
    struct plan *plan;
    if (query_plan(&x->query, x->snapshot, list, whole, x->arena, &plan)) {
        if (!begin_work(x, plan_effort(plan)))
            return false;
        if (query_select(plan, ret_page))
            return true;
    }
    answer_invalid_query(x);
    return false;
}

void respond_list(struct exchange *x, struct slice path,
                  const struct list *list, const struct collection *collection)
{
    struct page page;
    if (select_page(x, list, collection, &page))
        answer_page(x, path, &page);
}

/* The same list under its own name. Nothing else is the same once `exclude` is
 * in play, which only /recent has. */
static void set_recent_location(struct exchange *x)
{
    struct query same = x->query;
    if (same.exclude_count > 0)
        return;
    same.is_sort_implied = false;
    same.default_limit = LIST_LIMIT;

    struct str href = {0};
    str_append(&href, at_base(x, "/posts"));
    query_append_canonical(&same, same.page, same.cursor, &href);
    response_set_header(x->response, "Content-Location",
                        arena_copy(x->arena, str_slice(&href)));
    str_release(&href);
}

void sort_by_date(struct query *query)
{
    if (query->sort_count > 0 || query->is_random)
        return;
    query->sort[query->sort_count++] = (struct sort_key){
        .path = SLICE("date"), .is_down = true, .field = SORT_DATE};
    query->is_sort_implied = true;
}

/* /posts by date, newest first, ten of them. */
void respond_recent(struct exchange *x)
{
    const struct collection *posts =
        snapshot_find_collection(x->snapshot, SLICE("posts"));

    if (!read_query(x, LIST_PARAMETERS | ACCEPTS_RECENT, RECENT_LIMIT, posts))
        return;
    sort_by_date(&x->query);
    respond_list(x, at_base(x, "/recent"), &posts->by[ORDER_DATE_DOWN], posts);
    if (x->response->status == 200)
        set_recent_location(x);
}

/* All of it while that is allowed at once, which is then the limit that need
 * not be said; its pages say theirs, so that the first of them is not this. */
void respond_all(struct exchange *x)
{
    struct query *query = &x->query;
    if (!read_query(x, LIST_PARAMETERS, QUERY_MAX_LIMIT, NULL))
        return;
    query->prefers_all =
        !query->has_limit && !query->has_page && query->cursor.data == NULL;
    query->default_limit = (unsigned)x->snapshot->policy.max_unpaged;
    respond_list(x, at_base(x, "/_all"), &x->snapshot->everything, NULL);
}
