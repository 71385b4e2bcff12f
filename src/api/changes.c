/* changes.c - /_manifest and /_changes: for clients that keep a copy.
 *
 *     /_manifest           {"data":{"posts/a":"<rev>", ...},"meta":{"rev":T}}
 *     /_changes?since=S    {"data":{"upserted":[...],"deleted":[...]},
 *                           "meta":{"rev":T}}    then /_changes?since=T
 *
 * A client that takes all of it has what /_all has at T, with the same filters.
 * A document that is there but does not pass them is deleted for the client,
 * whether it has passed them before or not: to take away what one does not
 * have harms nobody, and the server need not know what the client was told.
 *
 * What has changed comes in the order of ids. A cursor is the rev T that the
 * first page leads to and the last id of the page before. If content changes
 * between two pages, a later one may show a document as it is by then, but none
 * that is newer than T: whoever asks since T is told of it, and also that it is
 * gone again. */
#include "api/answer.h"
#include "api/cache_tags.h"
#include "api/cost.h"
#include "api/endpoints.h"
#include "api/shaped.h"
#include "api/warnings.h"
#include "base/ascii.h"
#include "represent/shape.h"
#include "represent/write.h"
#include "sync/journal.h"

#define CHANGES_LIMIT  100
#define BYTES_OF_ENTRY 128 /* of a manifest, or of one that is gone */
#define CURSOR_MARK    ':'

#define MANIFEST_PARAMETERS (ACCEPTS_PLAIN | ACCEPTS_FILTERS)
#define CHANGES_PARAMETERS                                                     \
    (ACCEPTS_PLAIN | ACCEPTS_SHAPE | ACCEPTS_FILTERS | ACCEPTS_CHANGES |       \
     ACCEPTS_URLS)

/* What leaves a filter by the passing of time does so without a change, so
 * nobody would be told. */
static void check_moving(struct exchange *x)
{
    if (x->query.valid_until_ms != INT64_MAX)
        query_add_error(
            &x->query, x->arena, SLICE("now"), "moving-filter",
            SLICE("What a condition with 'now' selects changes without "
                  "an edit, which no rev covers. Use a date."));
}

static bool refuse(struct exchange *x)
{
    if (x->query.error_count > 0)
        answer_invalid_query(x);
    return x->query.error_count > 0;
}

static void append_rev(struct str *out, const struct entry *entry,
                       bool is_first)
{
    if (!is_first)
        str_append_char(out, ',');
    write_string(out, entry->id);
    str_append_char(out, ':');
    write_string(out, slice_of(entry->rev));
}

/* The same question, but for the rev that is asked about and the page. */
static struct slice changes_href(const struct exchange *x, struct slice since,
                                 struct slice cursor)
{
    struct query same = x->query;
    struct str href = {0};
    same.since = since;
    str_append(&href, exchange_href(x, "/_changes"));
    query_append_canonical(&same, 1, cursor, &href);
    struct slice kept = arena_copy(x->arena, str_slice(&href));
    str_release(&href);
    return kept;
}

static struct slice manifest_href(const struct exchange *x)
{
    struct str href = {0};
    str_append(&href, exchange_href(x, "/_manifest"));
    query_append_selection(&x->query, &href);
    struct slice kept = arena_copy(x->arena, str_slice(&href));
    str_release(&href);
    return kept;
}

static void answer_manifest(struct exchange *x, const struct page *page)
{
    struct slice rev = slice_of(x->snapshot->rev);
    struct str out = {0};
    str_append(&out, SLICE("{\"data\":{"));
    for (size_t i = 0; i < page->all.count; i++)
        append_rev(&out, page->all.items[i], i == 0);
    str_append(&out, SLICE("},\"meta\":{\"rev\":"));
    write_string(&out, rev);
    write_number_member(&out, "total", (int64_t)page->all.count);
    warnings_write(&out, &x->query);
    str_append(&out, SLICE("},\"links\":{\"self\":"));
    write_string(&out, manifest_href(x));
    write_text_member(&out, "changes", changes_href(x, rev, SLICE_NONE));
    str_append(&out, SLICE("}}"));
    answer_json(x, SLICE(""));
    response_take(x->response, &out);
    str_release(&out);
}

bool respond_manifest(struct exchange *x)
{
    struct page page;
    if (!exchange_read_query(x, MANIFEST_PARAMETERS, LIST_LIMIT, NULL))
        return true;
    check_moving(x);
    if (refuse(x) || !exchange_select(x, &x->snapshot->routes, NULL, &page) ||
        !answer_hold(x, page.all.count * BYTES_OF_ENTRY))
        return true;
    answer_manifest(x, &page);
    cache_tags_set_list(x, NULL);
    return true;
}

/* Where the client is: a rev of the site and, between two pages, what the first
 * one has led to and where the next one begins. */
struct progress {
    struct slice since, until, after;
    struct slice cursor; /* as sent, or SLICE_NONE */
};

static bool is_rev(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (ascii_hex_value(text.data[i]) < 0)
            return false;
    }
    return text.size == REV_SIZE;
}

static void read_progress(struct exchange *x, struct progress *ret_progress)
{
    struct slice cursor = x->query.cursor;
    size_t mark = slice_find_char(cursor, 0, CURSOR_MARK);
    *ret_progress = (struct progress){.since = x->query.since,
                                      .until = slice_of(x->snapshot->rev),
                                      .after = SLICE(""),
                                      .cursor = cursor};
    if (x->query.since.size == 0)
        query_add_error(&x->query, x->arena, SLICE("since"),
                        "missing-parameter",
                        SLICE("Say which rev of the site the client has, as "
                              "meta.rev of the last answer had it, or 0 if it "
                              "has nothing yet."));
    if (cursor.size > 0 && mark < cursor.size &&
        is_rev(slice_sub(cursor, 0, mark))) {
        ret_progress->until = slice_sub(cursor, 0, mark);
        ret_progress->after = slice_from(cursor, mark + 1);
    } else if (cursor.size > 0) {
        query_add_error(&x->query, x->arena, SLICE("cursor"), "invalid-cursor",
                        SLICE("Use the whole next_cursor of an answer to the "
                              "same query."));
    }
    if (x->query.limit == 0)
        query_add_error(&x->query, x->arena, SLICE("limit"), "invalid-number",
                        SLICE("Must be at least 1."));
    x->query.cursor = SLICE_NONE;
}

static void answer_unknown_rev(struct exchange *x, struct slice since)
{
    const struct problem problem = {
        .kind = PROBLEM_UNKNOWN_REV,
        .detail = arena_printf(
            x->arena,
            "Nothing is known of rev '%.*s'. Get %.*s, fetch what differs, "
            "and go on with its meta.rev; or begin again with since=0.",
            SLICE_FMT(slice_sub(since, 0, REV_SIZE * 2)),
            SLICE_FMT(manifest_href(x))),
    };
    answer_problem(x, &problem);
    response_set_header(x->response, "Cache-Control", SLICE("no-store"));
}

/* The documents among the changes that are there; what was gone at T may have
 * come again since, which is for the next time. */
static struct list documents_of(const struct exchange *x,
                                const struct change_list *changes)
{
    struct list list = {
        .items = arena_alloc(x->arena, changes->count + 1, sizeof *list.items)};
    for (size_t i = 0; i < changes->count; i++) {
        const struct known *known = &changes->items[i].document;
        struct entry *entry = snapshot_find_entry(
            x->snapshot, known_collection(known), known->slug);
        if (changes->items[i].kind != CHANGE_GONE && entry != NULL &&
            entry->is_route)
            list.items[list.count++] = entry;
    }
    return list;
}

/* One page of what the client lacks. */
struct lack {
    struct entry **upserted;
    struct change *deleted; /* with the reason */
    size_t upserted_count, deleted_count;
    struct slice last; /* the id that the next page begins after, or NONE */
};

static void add_to_lack(struct lack *lack, const struct change *change,
                        struct entry *entry)
{
    if (entry != NULL) {
        lack->upserted[lack->upserted_count++] = entry;
        return;
    }
    struct change *deleted = &lack->deleted[lack->deleted_count++];
    *deleted = *change;
    if (change->kind != CHANGE_GONE)
        deleted->reason = GONE_FILTERED;
}

/* `passing` has the documents that pass the filters, by id. What is new and
 * does not pass them has never been seen. */
static struct lack lack_of(const struct exchange *x,
                           const struct change_list *changes,
                           const struct map *passing, struct slice after)
{
    size_t limit = x->query.limit, i = 0;
    size_t room = (limit < changes->count ? limit : changes->count) + 1;
    struct lack lack = {
        .upserted = arena_alloc(x->arena, room, sizeof *lack.upserted),
        .deleted = arena_alloc(x->arena, room, sizeof *lack.deleted),
    };
    while (i < changes->count &&
           slice_compare(changes->items[i].document.id, after) <= 0)
        i++;
    struct slice last = after;
    for (; i < changes->count; i++) {
        const struct change *change = &changes->items[i];
        struct entry *entry = map_find(passing, change->document.id);
        if (entry == NULL && change->kind == CHANGE_APPEARED)
            continue;
        if (lack.upserted_count + lack.deleted_count == limit) {
            lack.last = last;
            break;
        }
        add_to_lack(&lack, change, entry);
        last = change->document.id;
    }
    return lack;
}

static void append_deleted(struct str *out, const struct change *change,
                           bool is_first)
{
    const struct known *document = &change->document;
    str_append_text(out, is_first ? "{\"id\":" : ",{\"id\":");
    write_string(out, document->id);
    write_text_member(out, "collection", known_collection(document));
    write_text_member(out, "slug", document->slug);
    write_text_member(out, "url", document->url);
    write_text_member(out, "reason",
                      slice_of(gone_reason_name(change->reason)));
    if (change->moved_to.data != NULL)
        write_text_member(out, "moved_to", change->moved_to);
    str_append_char(out, '}');
}

/* False after refusing: they are too much. */
static bool append_upserted(struct exchange *x, const struct lack *lack,
                            struct str *out)
{
    const struct cost cost =
        cost_of_shape(&x->query, lack->upserted, lack->upserted_count);
    return answer_hold(x, cost.bytes + lack->deleted_count * BYTES_OF_ENTRY) &&
           (shape_is_default(&x->query) ||
            exchange_begin_work(x, cost.effort)) &&
           shaped_append(x, lack->upserted, lack->upserted_count, out);
}

static struct slice cursor_of(const struct exchange *x,
                              const struct progress *progress,
                              const struct lack *lack)
{
    return lack->last.data == NULL
               ? SLICE_NONE
               : arena_printf(x->arena, "%.*s%c%.*s",
                              SLICE_FMT(progress->until), CURSOR_MARK,
                              SLICE_FMT(lack->last));
}

static void append_end(struct exchange *x, const struct progress *progress,
                       const struct lack *lack, struct str *out)
{
    struct slice cursor = cursor_of(x, progress, lack);
    struct slice next = cursor.data != NULL
                            ? changes_href(x, progress->since, cursor)
                            : SLICE_NONE;
    str_append(out, SLICE("]},\"meta\":{\"rev\":"));
    write_string(out, progress->until);
    write_text_member(out, "since", progress->since);
    write_text_member(out, "next_cursor", cursor);
    warnings_write(out, &x->query);
    str_append(out, SLICE("},\"links\":{\"self\":"));
    write_string(out, changes_href(x, progress->since, progress->cursor));
    write_text_member(out, "next", next);
    write_text_member(out, "later",
                      changes_href(x, progress->until, SLICE_NONE));
    write_text_member(out, "manifest", manifest_href(x));
    str_append(out, SLICE("}}"));
}

static void answer_changes(struct exchange *x, const struct progress *progress,
                           const struct lack *lack)
{
    struct str out = {0};
    str_append(&out, SLICE("{\"data\":{\"upserted\":["));
    if (append_upserted(x, lack, &out)) {
        str_append(&out, SLICE("],\"deleted\":["));
        for (size_t i = 0; i < lack->deleted_count; i++)
            append_deleted(&out, &lack->deleted[i], i == 0);
        append_end(x, progress, lack, &out);
        answer_json(x, SLICE(""));
        response_take(x->response, &out);
    }
    str_release(&out);
}

bool respond_changes(struct exchange *x)
{
    struct progress progress;
    struct change_list changes;
    struct map passing = {0};
    struct page page;
    if (!exchange_read_query(x, CHANGES_PARAMETERS, CHANGES_LIMIT, NULL))
        return true;
    check_moving(x);
    read_progress(x, &progress);
    if (refuse(x))
        return true;
    if (!journal_read(x->snapshot, progress.since, progress.until, x->arena,
                      &changes)) {
        answer_unknown_rev(x, progress.since);
        return true;
    }
    const struct list list = documents_of(x, &changes);
    if (!exchange_select(x, &list, NULL, &page))
        return true;
    for (size_t i = 0; i < page.all.count; i++)
        (void)map_put(&passing, page.all.items[i]->id, page.all.items[i]);
    const struct lack lack = lack_of(x, &changes, &passing, progress.after);
    map_release(&passing);
    answer_changes(x, &progress, &lack);
    if (x->response->status == 200)
        cache_tags_set_list(x, NULL);
    return true;
}
