/* media_list.c - /_media: the files that can be asked for, by path.
 *
 *     {"path":"public/images/a.png","href":"/_media/public/images/a.png",
 *      "url":"/images/a.png","type":"image/png","bytes":2048,
 *      "width":640,"height":480,"orientation":1,
 *      "color":"#4a6b2f","thumbhash":"...","srcset":"...",
 *      "used_by":[{"id":"posts/hello","href":"/posts/hello"}],
 *      "used_by_count":1}
 *
 * What a client may not see is in no list and in no count. */
#include "api/media.h"

#include "api/answer.h"
#include "api/pagination.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "media/facts.h"
#include "pictures/looks.h"
#include "represent/write.h"
#include "store/media_links.h"
#include "store/media_use.h"
#include "store/srcset.h"

#include <stdlib.h>

#define USERS_MAX 100 /* that are named; all are counted */

/* What the head of one file takes to be read, as exchange_begin_work() has
 * it. */
#define FILE_EFFORT 1000

/* What a page waits for pictures that were never looked at. */
#define LOOKS_US 2000000

/* "image/png", without the charset of text. */
static struct slice type_of(const struct media_file *file)
{
    struct slice type = slice_of(file->kind->type);
    return slice_sub(type, 0, slice_find_char(type, 0, ';'));
}

static bool has_type(const struct media_file *file, struct slice wanted)
{
    struct slice type = type_of(file);
    return wanted.data == NULL || slice_equal_nocase(type, wanted) ||
           (slice_equal_nocase(slice_sub(type, 0, wanted.size), wanted) &&
            type.size > wanted.size && type.data[wanted.size] == '/');
}

static void write_users(struct str *out, const struct exchange *x,
                        const struct media_file *file)
{
    size_t count;
    const struct entry *const *users = media_use_of(x->snapshot, file, &count);
    write_plain_key(out, SLICE("used_by"));
    str_append_char(out, '[');
    for (size_t i = 0; i < count && i < USERS_MAX; i++) {
        str_append_text(out, i > 0 ? ",{" : "{");
        write_text_member(out, "id", users[i]->id);
        write_text_member(out, "href", exchange_entry_href(x, users[i], ""));
        str_append_char(out, '}');
    }
    str_append_char(out, ']');
    write_number_member(out, "used_by_count", (int64_t)count);
}

/* As it is shown; null where that is not known. */
static void write_size(struct str *out, const struct picture *picture)
{
    bool is_known = picture->format != PICTURE_NONE;
    const struct {
        const char *key;
        uint32_t number;
    } rows[] = {{"width", picture->width},
                {"height", picture->height},
                {"orientation", picture->orientation}};
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        if (is_known)
            write_number_member(out, rows[i].key, rows[i].number);
        else
            write_text_member(out, rows[i].key, SLICE_NONE);
    }
}

static void write_srcset(struct str *out, const struct exchange *x,
                         const struct media_file *file,
                         const struct picture *picture, uint64_t hash)
{
    struct str srcset = {0}, status = {0};
    const struct policy *policy = &x->snapshot->policy;
    if (x->query.statuses != 0)
        query_append_status(&x->query, &status);
    const struct srcset_addresses addresses = {.has_fingerprint = true,
                                               .hash = hash,
                                               .more = str_slice(&status),
                                               .before = SLICE("")};
    bool is_made = srcset_is_made(policy, picture);
    if (is_made)
        srcset_append(&srcset, policy, file, picture, &addresses);
    write_text_member(out, "srcset", is_made ? str_slice(&srcset) : SLICE_NONE);
    str_release(&srcset);
    str_release(&status);
}

/* What is known only once a picture was decoded; null until then. */
static void write_looks(struct str *out, const struct exchange *x,
                        const struct media_file *file,
                        const struct picture *picture,
                        struct looks_budget *budget)
{
    struct picture_looks looks = {0};
    bool is_drawn =
        picture->format == PICTURE_NONE || picture->format == PICTURE_SVG;
    bool is_known =
        !is_drawn &&
        picture_looks_find(x->snapshot->media, file, picture, budget, &looks) &&
        looks.color[0] != '\0';
    write_text_member(out, "color",
                      is_known ? slice_of(looks.color) : SLICE_NONE);
    write_text_member(out, "thumbhash",
                      is_known ? slice_of(looks.thumbhash) : SLICE_NONE);
    if (is_known)
        write_srcset(out, x, file, picture, looks.hash);
    else
        write_text_member(out, "srcset", SLICE_NONE);
}

/* The address is one that the same client can use. */
static void write_file(struct str *out, const struct exchange *x,
                       const struct media_file *file,
                       struct looks_budget *budget)
{
    struct str href = {0}, url = {0};
    struct picture picture;
    if (!media_picture(x->snapshot->media, file, &picture))
        picture = (struct picture){.format = PICTURE_NONE};
    media_append_href(&href, &x->snapshot->policy, file);
    if (x->query.statuses != 0) {
        str_append_char(&href, '?');
        query_append_status(&x->query, &href);
    }
    bool has_url = media_append_url(&url, x->snapshot, file);
    str_append_char(out, '{');
    write_text_member(out, "path", file->path);
    write_text_member(out, "href", str_slice(&href));
    write_text_member(out, "url", has_url ? str_slice(&url) : SLICE_NONE);
    write_text_member(out, "type", type_of(file));
    write_number_member(out, "bytes", file->size);
    write_size(out, &picture);
    write_looks(out, x, file, &picture, budget);
    write_users(out, x, file);
    str_append_char(out, '}');
    str_release(&href);
    str_release(&url);
}

struct shown_files {
    const struct media_file **items;
    size_t count;
};

static struct shown_files find_shown(const struct exchange *x)
{
    const struct media *media = x->snapshot->media;
    size_t total = media_count(media);
    struct shown_files shown = {
        .items = mem_alloc(total + 1, sizeof(struct media_file *))};
    for (size_t i = 0; i < total; i++) {
        const struct media_file *file = media_at(media, i);
        if (media_use_shows(x->snapshot, file) &&
            has_type(file, x->query.media_type))
            shown.items[shown.count++] = file;
    }
    return shown;
}

/* Writes the page; returns where it is. */
static struct pagination write_page(struct str *out, struct exchange *x,
                                    const struct shown_files *shown)
{
    const struct query *query = &x->query;
    size_t limit = query->is_limit_all ? shown->count : query->limit;
    struct page page = {.all = {.count = shown->count}};
    struct looks_budget budget = {.until_us = clock_monotonic_us() + LOOKS_US};
    size_t start = (size_t)(query->page - 1) * limit;
    str_append_char(out, '[');
    for (size_t i = start; i < shown->count && i - start < limit; i++) {
        str_append_text(out, i > start ? "," : "");
        write_file(out, x, shown->items[i], &budget);
    }
    str_append_char(out, ']');
    x->is_provisional |= budget.is_exceeded;
    if (limit > 0)
        page.pages = (unsigned)((shown->count + limit - 1) / limit);
    return pagination_of(x, exchange_href(x, "/_media"), &page);
}

static void answer_page(struct exchange *x, const struct shown_files *shown)
{
    struct str out = {0};
    if (x->query.has_envelope)
        str_append(&out, SLICE("{\"data\":"));
    const struct pagination around = write_page(&out, x, shown);
    if (x->query.has_envelope) {
        str_append(&out, SLICE(",\"meta\":{"));
        pagination_write(&out, &around);
        str_append(&out, SLICE("},\"links\":{"));
        pagination_write_links(&out, &around);
        str_append(&out, SLICE("}}"));
    }
    answer_json(x, SLICE(""));
    response_take(x->response, &out);
    response_set_header(x->response, "Link", pagination_header(x, &around));
    response_set_header(x->response, "X-Total-Count",
                        arena_printf(x->arena, "%zu", shown->count));
    str_release(&out);
}

static bool is_too_much(struct exchange *x, size_t count)
{
    long maximum = x->snapshot->policy.max_unpaged;
    if (!x->query.is_limit_all || count <= (size_t)maximum)
        return false;
    query_add_error(&x->query, x->arena, SLICE("limit"), "limit-too-large",
                    arena_printf(x->arena,
                                 "There are %zu; limit=all returns at most "
                                 "%ld. Ask for pages.",
                                 count, maximum))
        ->maximum = maximum;
    answer_invalid_query(x);
    return true;
}

void respond_media_list(struct exchange *x)
{
    if (!exchange_read_query(x,
                             ACCEPTS_FILES | ACCEPTS_PLAIN | ACCEPTS_ENVELOPE |
                                 ACCEPTS_STATUS,
                             LIST_LIMIT, NULL))
        return;
    struct shown_files shown = find_shown(x);
    size_t count = shown.count < x->query.limit ? shown.count : x->query.limit;
    if (!is_too_much(x, shown.count) &&
        exchange_begin_work(x, count * FILE_EFFORT))
        answer_page(x, &shown);
    free(shown.items);
}
