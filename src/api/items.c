/* items.c - one document: whole, in another shape, or its body alone. */
#include "api/answer.h"
#include "api/cache_tags.h"
#include "api/cost.h"
#include "api/endpoints.h"
#include "api/suffix.h"
#include "api/warnings.h"
#include "base/array.h"
#include "base/percent.h"
#include "base/unicode.h"
#include "represent/absolute.h"
#include "represent/front_matter.h"
#include "represent/links.h"
#include "represent/resource.h"
#include "represent/write.h"

#include <assert.h>

static void add_piece(void *context, struct slice piece)
{
    response_add(context, piece);
}

/* The fragments have the links of a plain request. A document that a preview
 * link opens does not reveal its neighbours. */
static struct slice links_of(const struct exchange *x,
                             const struct entry *entry)
{
    struct str out = {0};
    if (x->query.statuses == 0 && x->surroundings == NULL)
        return entry->fragments->links;
    links_write(&out, &x->snapshot->policy, entry, &x->query,
                x->surroundings == NULL);
    struct slice links = arena_copy(x->arena, str_slice(&out));
    str_release(&out);
    return links;
}

static struct slice link_header_of(const struct exchange *x,
                                   const struct entry *entry)
{
    struct str out = {0};
    if (x->query.statuses == 0)
        return entry->fragments->link_header;
    links_write_header(&out, &x->snapshot->policy, entry, &x->query);
    struct slice header = arena_copy(x->arena, str_slice(&out));
    str_release(&out);
    return header;
}

/* {"data": ... ,"meta":{"rev":"..."},"links":{...}} from the fragments. The rev
 * is a hash of everything in it and serves as the entity tag. */
static void answer_ready_item(struct exchange *x, const struct entry *entry)
{
    answer_json(x, SLICE("{\"data\":"));
    resource_each_piece(entry, x->arena, add_piece, x->response);
    response_add(x->response, SLICE(",\"meta\":{\"rev\":\""));
    response_add(x->response, slice_of(entry->rev));
    response_add(x->response, SLICE("\"},\"links\":"));
    response_add(x->response, links_of(x, entry));
    response_add(x->response, SLICE("}"));
    if (!x->query.is_pretty && entry->rev_covers_all && x->query.statuses == 0)
        response_set_header(x->response, "ETag",
                            arena_printf(x->arena, "\"%s\"", entry->rev));
}

static void answer_shaped_item(struct exchange *x, const struct entry *entry)
{
    struct shape shape = shape_of_query(&x->query, FORM_ITEM, x->arena);
    struct entry *const item = (struct entry *)entry;
    const struct cost cost = cost_of_shape(&x->query, &item, 1);
    struct str out = {0};

    if (!answer_hold(x, cost.bytes) || !exchange_begin_work(x, cost.effort))
        return;
    shape.surroundings = x->surroundings;
    shape.section = x->section;
    if (x->query.has_envelope)
        str_append(&out, SLICE("{\"data\":"));
    resource_write(&out, x->snapshot, entry, &shape);
    if (x->query.has_envelope) {
        str_appendf(&out, ",\"meta\":{\"rev\":\"%s\"", entry->rev);
        warnings_write(&out, &x->query);
        str_append(&out, SLICE("},\"links\":"));
        str_append(&out, links_of(x, entry));
        str_append_char(&out, '}');
    }
    x->is_provisional |= shape_is_provisional(&shape);
    if (shape_is_too_large(&shape, &out)) {
        answer_too_large(x, "include", SHAPE_MAX_BYTES);
    } else {
        answer_json(x, SLICE(""));
        response_take(x->response, &out);
    }
    str_release(&out);
}

static void set_language(struct exchange *x, const struct entry *entry)
{
    if (entry->lang.size > 0 && x->response->status == 200)
        response_set_header(x->response, "Content-Language", entry->lang);
}

/* The language version of the document to be shown; NULL for none. A preview
 * link opens the one document that it names. */
static const struct entry *version_of(const struct exchange *x,
                                      const struct entry *entry)
{
    assert(entry != NULL);
    if (x->surroundings != NULL)
        return entry;
    const struct entry *version = query_translation(&x->query, entry);
    return version != NULL && query_wants(&x->query, version) ? version : NULL;
}

/* The document has no version in the languages asked for: names those that it
 * has. False if it has none. */
static bool answer_no_version(struct exchange *x, const struct entry *entry)
{
    const struct list *versions = entry->versions;
    struct slice hrefs[QUERY_MAX_LOCALES];
    size_t count = 0;
    x->missing_in = entry->collection;
    if (query_translation(&x->query, entry) != NULL || versions == NULL)
        return false;
    for (; count < versions->count && count < QUERY_MAX_LOCALES; count++)
        hrefs[count] = exchange_entry_href(x, versions->items[count], "");
    const struct problem problem = {
        .kind = PROBLEM_NOT_FOUND,
        .detail = SLICE("There is no version in any of these languages; add * "
                        "to accept any other."),
        .suggestions = hrefs,
        .suggestion_count = count,
    };
    answer_problem(x, &problem);
    return true;
}

/* For an answer that has an address of its own. */
static void set_location(struct exchange *x, const struct entry *version,
                         const struct entry *asked, const char *suffix)
{
    if (version != asked && x->response->status == 200)
        response_set_header(
            x->response, "Content-Location",
            exchange_section_href(x, version, suffix, x->query.section));
}

static void answer_item(struct exchange *x, const struct entry *entry)
{
    if (shape_is_default(&x->query) && x->query.has_envelope &&
        x->query.warning_count == 0 && x->surroundings == NULL &&
        x->section == NULL)
        answer_ready_item(x, entry);
    else
        answer_shaped_item(x, entry);
    set_language(x, entry);
    cache_tags_set_item(x, entry);
    if (x->response->status == 200 && x->surroundings == NULL)
        response_set_header(x->response, "Link", link_header_of(x, entry));
}

bool respond_item(struct exchange *x, const struct entry *entry)
{
    unsigned accepts =
        entry_is_document(entry) ? DOCUMENT_PARAMETERS : ITEM_PARAMETERS;
    if (!exchange_read_query(x, accepts, LIST_LIMIT, entry->collection))
        return true;
    const struct entry *version = version_of(x, entry);
    if (version == NULL)
        return answer_no_version(x, entry);
    if (!exchange_find_section(x, version))
        return true;
    answer_item(x, version);
    set_location(x, version, entry, "");
    return true;
}

/* A body is written by somebody else than the operator of this address, and a
 * browser that opens it is at the origin of the API: nothing in it may run,
 * and nothing but its images be loaded. */
#define BODY_SECURITY                                                          \
    "sandbox; default-src 'none'; img-src * data:; style-src 'unsafe-inline'"

static struct slice with_front_matter(struct exchange *x,
                                      const struct entry *entry,
                                      struct slice body)
{
    struct str whole = {0};
    front_matter_append(&whole, entry);
    str_append(&whole, body);
    body = arena_copy(x->arena, str_slice(&whole));
    str_release(&whole);
    return body;
}

static struct slice render_body(struct exchange *x, const struct entry *entry)
{
    struct site_base base;
    struct str absolute = {0};
    struct slice body =
        x->suffix->render(entry, x->section, x->surroundings, x->arena);
    if (x->query.has_front_matter)
        body = with_front_matter(x, entry, body);
    if (!x->query.wants_absolute_urls || !site_base_find(x->snapshot, &base))
        return body;
    absolute_append_html(&absolute, &base, entry, body);
    body = arena_copy(x->arena, str_slice(&absolute));
    str_release(&absolute);
    return body;
}

bool respond_body(struct exchange *x, const struct entry *entry)
{
    if (!exchange_read_query(
            x, ACCEPTS_VIEW | ACCEPTS_SECTION | x->suffix->accepts, LIST_LIMIT,
            NULL))
        return true;
    const struct entry *version = version_of(x, entry);
    if (version == NULL)
        return answer_no_version(x, entry);
    if (!exchange_find_section(x, version))
        return true;
    answer_bytes(x, x->suffix->media_type, render_body(x, version));
    response_set_header(x->response, "Content-Security-Policy",
                        SLICE(BODY_SECURITY));
    cache_tags_set_item(x, version);
    set_language(x, version);
    set_location(x, version, entry, x->suffix->text);
    return true;
}

/* The path of a page's url, which may be a whole url or only its path, with or
 * without a trailing slash, a query or a fragment, encoded or not. */
static struct slice page_path(struct exchange *x, struct slice url)
{
    url = slice_sub(url, 0, slice_find_char(url, 0, '?'));
    url = slice_sub(url, 0, slice_find_char(url, 0, '#'));
    size_t scheme = slice_find(url, 0, SLICE("://"));
    if (scheme < url.size && scheme + 1 == slice_find_char(url, 0, '/')) {
        size_t path = slice_find_char(url, scheme + 3, '/');
        url = path < url.size ? slice_from(url, path) : SLICE("/");
    }
    while (url.size > 1 && url.data[url.size - 1] == '/')
        url = slice_sub(url, 0, url.size - 1);
    if (!slice_starts(url, "/"))
        url = arena_printf(x->arena, "/%.*s", SLICE_FMT(url));
    return url;
}

static const struct entry *find_page(struct exchange *x, const struct map *urls,
                                     struct slice url)
{
    struct slice decoded;
    const struct entry *entry = map_find(urls, url);
    if (entry == NULL && percent_decode(url, false, x->arena, &decoded))
        entry = map_find(urls, decoded);
    return entry;
}

/* A page that has moved: 308 to its document, with the other parameters. */
static void answer_moved(struct exchange *x, const struct entry *entry)
{
    struct str rest = {0};
    x->query.url = SLICE_NONE;
    query_append_canonical(&x->query, 1, SLICE_NONE, &rest);
    x->raw_query = SLICE_NONE;
    answer_redirect(x,
                    arena_printf(x->arena, "%.*s%.*s", SLICE_FMT(entry->href),
                                 SLICE_FMT(str_slice(&rest))));
    str_release(&rest);
}

/* The item whose page a front end shows at this url. */
bool respond_resolve(struct exchange *x)
{
    if (!exchange_read_query(x, DOCUMENT_PARAMETERS | ACCEPTS_RESOLVE,
                             LIST_LIMIT, NULL))
        return true;
    struct slice url = unicode_nfc(x->arena, page_path(x, x->query.url));
    const struct entry *entry = find_page(x, &x->snapshot->urls, url);
    const struct entry *moved = find_page(x, &x->snapshot->aliases, url);
    if (entry == NULL) /* a "?" or "#" may belong to the path after all */
        entry = map_find(&x->snapshot->urls, x->query.url);
    if (entry == NULL && moved != NULL) {
        answer_moved(x, moved);
        return true;
    }
    if (entry != NULL)
        entry = version_of(x, entry);
    if (entry == NULL) {
        const struct problem problem = {
            .kind = PROBLEM_NOT_FOUND,
            .detail = arena_printf(x->arena, "No page has the url '%.*s'.",
                                   SLICE_FMT(url)),
        };
        answer_problem(x, &problem);
        return true;
    }
    if (!exchange_find_section(x, entry))
        return true;
    answer_item(x, entry);
    set_location(x, entry, NULL, "");
    return true;
}
