/* lists.c - lists, in the one envelope.
 *
 *     {"data":[ list form, list form ... ],
 *      "meta":{"pagination":{...}}, "links":{...}}
 *
 * The documents are bytes that the snapshot has ready; only what says where in
 * the list we are is written for the request, in the body and again as Link
 * and X-Total-Count for those who asked for no envelope. */
#include "api/exchange.h"
#include "api/validate.h"
#include "represent/write.h"

#define RECENT_LIMIT          10
#define LINK_HEADER_MAX_BYTES 4096 /* proxies refuse heads much larger */

/* The address of page `number` of this list. */
static struct slice page_href(struct exchange *x, struct slice path,
                              unsigned number)
{
    struct str href = {0};
    str_append(&href, path);
    query_append_canonical(&x->query, number, &href);
    struct slice kept = arena_copy(x->arena, str_slice(&href));
    str_release(&href);
    return kept;
}

/* The pages around this one; 0 where there is none. */
struct neighbours {
    unsigned previous, next, last;
};

static struct neighbours neighbours_of(const struct query *query,
                                       const struct page *page)
{
    struct neighbours around = {.last = page->pages > 0 ? page->pages : 1};
    if (page->pages > 0 && query->page > 1)
        around.previous =
            query->page <= page->pages ? query->page - 1 : page->pages;
    if (query->page < page->pages)
        around.next = query->page + 1;
    return around;
}

static void write_page_number(struct str *out, const char *key, unsigned number)
{
    write_key(out, slice_of(key));
    if (number > 0)
        write_integer(out, number);
    else
        str_append(out, SLICE("null"));
}

static void write_pagination(struct str *out, const struct query *query,
                             const struct page *page,
                             const struct neighbours *around)
{
    write_key(out, SLICE("pagination"));
    str_append_char(out, '{');
    write_page_number(out, "page", query->page);
    write_key(out, SLICE("limit"));
    write_integer(out, query->limit);
    write_key(out, SLICE("pages"));
    write_integer(out, page->pages);
    write_key(out, SLICE("total"));
    write_integer(out, (int64_t)page->total);
    write_page_number(out, "prev", around->previous);
    write_page_number(out, "next", around->next);
    str_append_char(out, '}');
}

void write_warnings(struct str *out, const struct query *query)
{
    if (query->error_count == 0)
        return;
    write_key(out, SLICE("warnings"));
    str_append_char(out, '[');
    for (size_t i = 0; i < query->error_count; i++) {
        str_append_text(out, i > 0 ? ",{" : "{");
        write_key(out, SLICE("parameter"));
        write_string(out, query->errors[i].parameter);
        write_key(out, SLICE("code"));
        write_string(out, slice_of(query->errors[i].code));
        write_key(out, SLICE("detail"));
        write_string(out, query->errors[i].detail);
        str_append_char(out, '}');
    }
    str_append_char(out, ']');
}

struct page_link {
    const char *name;
    unsigned page; /* 0: there is none */
};

static void write_links(struct exchange *x, struct str *out, struct slice path,
                        const struct neighbours *around)
{
    const struct page_link links[] = {
        {"self", x->query.page},    {"first", 1},
        {"prev", around->previous}, {"next", around->next},
        {"last", around->last},
    };
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        write_key(out, slice_of(links[i].name));
        if (links[i].page > 0)
            write_string(out, page_href(x, path, links[i].page));
        else
            str_append(out, SLICE("null"));
    }
}

/* The same as a header field. The neighbours come first, since whatever would
 * make it too long is left out: without "first" nobody is lost. */
static void write_link_header(struct exchange *x, struct str *out,
                              struct slice path,
                              const struct neighbours *around)
{
    const struct page_link links[] = {
        {"next", around->next},
        {"prev", around->previous},
        {"first", 1},
        {"last", around->last},
    };
    str_append(out, x->snapshot->policy.service_link);
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        struct slice href = page_href(x, path, links[i].page);
        if (links[i].page > 0 && out->size + href.size <= LINK_HEADER_MAX_BYTES)
            str_appendf(out, ", <%.*s>; rel=\"%s\"", SLICE_FMT(href),
                        links[i].name);
    }
}

/* In the list form, as it lies ready. */
static bool is_plain_list(const struct query *query)
{
    return query->field_count == 0 && query->includes == 0;
}

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
        response_add(x->response, entry->fragments.list);
        hash = hash_bytes((struct slice){entry->rev, REV_SIZE}, hash);
    }
    if (!x->query.is_pretty)
        response_set_header(x->response, "ETag", etag_of_hash(hash, x->arena));
}

static void add_shaped(struct exchange *x, const struct page *page)
{
    struct shape shape = {
        .form = FORM_LIST,
        .includes = x->query.includes,
        .fields = x->query.fields,
        .field_count = x->query.field_count,
        .leaves_out = x->query.leaves_out,
    };
    struct str out = {0};

    for (size_t i = 0; i < page->count; i++) {
        if (i > 0)
            str_append_char(&out, ',');
        resource_write(&out, x->snapshot, page->items[i], &shape);
        if (out.size > RESOURCE_MAX_BYTES)
            break;
    }
    if (out.size > RESOURCE_MAX_BYTES)
        answer_too_large(x, "limit");
    else
        response_add(x->response, arena_copy(x->arena, str_slice(&out)));
    str_release(&out);
}

/* Everything behind the documents: `],"meta":{...},"links":{...}}`. */
static struct slice envelope_end(struct exchange *x, struct slice path,
                                 const struct page *page)
{
    struct neighbours around = neighbours_of(&x->query, page);
    struct str out = {0}, header = {0};

    str_append(&out, SLICE("],\"meta\":{"));
    write_pagination(&out, &x->query, page, &around);
    write_warnings(&out, &x->query);
    str_append(&out, SLICE("},\"links\":{"));
    write_links(x, &out, path, &around);
    write_link_header(x, &header, path, &around);
    str_append(&out, SLICE("}}"));

    struct slice end = arena_copy(x->arena, str_slice(&out));
    response_set_header(x->response, "Link",
                        arena_copy(x->arena, str_slice(&header)));
    str_release(&out);
    str_release(&header);
    return end;
}

void include_fields(struct query *query)
{
    for (size_t i = 0; !query->leaves_out && i < query->field_count; i++) {
        for (unsigned bit = 0; query_include_name(bit) != NULL; bit++) {
            if (slice_is(query->fields[i], query_include_name(bit)) &&
                is_computed_member(query->fields[i]))
                query->includes |= 1U << bit;
        }
    }
}

void respond_list(struct exchange *x, struct slice path,
                  const struct list *list, const struct collection *collection)
{
    if (!check_fields(x, collection))
        return;
    /* As many as there are in the collection: all of it, in some order. */
    const struct collection *whole =
        collection != NULL && list->count == collection->by[ORDER_DEFAULT].count
            ? collection
            : NULL;
    struct page page = query_select(&x->query, list, whole, x->arena);
    struct slice end = envelope_end(x, path, &page);

    include_fields(&x->query);
    answer_json(x, x->query.has_envelope ? SLICE("{\"data\":[") : SLICE("["));
    if (is_plain_list(&x->query))
        add_ready(x, &page, end);
    else
        add_shaped(x, &page);
    if (x->response->status != 200)
        return;
    response_add(x->response, x->query.has_envelope ? end : SLICE("]"));
    response_set_header(x->response, "X-Total-Count",
                        arena_printf(x->arena, "%zu", page.total));
}

/* The same list under its own name. Nothing else is the same once `exclude` is
 * in play, which only /recent has. */
static void set_recent_location(struct exchange *x)
{
    struct query same = x->query;
    if (same.exclude_count > 0)
        return;
    if (same.sort_count == 0)
        same.sort[same.sort_count++] = (struct sort_key){SORT_DATE, true};
    same.default_limit = LIST_LIMIT;

    struct str href = {0};
    str_append(&href, at_base(x, "/posts"));
    query_append_canonical(&same, same.page, &href);
    response_set_header(x->response, "Content-Location",
                        arena_copy(x->arena, str_slice(&href)));
    str_release(&href);
}

/* /posts by date, newest first, ten of them. */
void respond_recent(struct exchange *x)
{
    const struct collection *posts =
        snapshot_find_collection(x->snapshot, SLICE("posts"));

    if (!read_query(x, LIST_PARAMETERS | ACCEPTS_RECENT, RECENT_LIMIT))
        return;
    respond_list(x, at_base(x, "/recent"), &posts->by[ORDER_DATE_DOWN], posts);
    if (x->response->status == 200)
        set_recent_location(x);
}

void respond_all(struct exchange *x)
{
    if (read_query(x, LIST_PARAMETERS, QUERY_MAX_LIMIT))
        respond_list(x, at_base(x, "/_all"), &x->snapshot->everything, NULL);
}
