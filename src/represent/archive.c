/* archive.c - counts days by their months.
 *
 * The months of all documents are sorted and equal ones counted together; a
 * site has a few hundred. */
#include "represent/archive.h"

#include "query/leads.h"
#include "query/view.h"
#include "represent/write.h"

#include <stdlib.h>
#include <string.h>

#define YEAR_SIZE  4 /* of "2026-09-07" */
#define MONTH_SIZE 7

struct months {
    struct slice *items; /* "2026-09", one for each document */
    size_t count;
    size_t undated;
};

static int newest_first(const void *left, const void *right)
{
    return slice_compare(*(const struct slice *)right,
                         *(const struct slice *)left);
}

/* A year beyond 9999 has another form, and no query asks for it. */
static bool is_usual_day(struct slice day)
{
    return day.size == strlen("2026-09-07") && day.data[YEAR_SIZE] == '-';
}

static struct months months_of(const struct collection *collection,
                               const struct query *query, struct arena *arena)
{
    const struct list *list = &collection->by[ORDER_DEFAULT];
    struct months months = {
        .items = arena_alloc(arena, list->count + 1, sizeof(struct slice))};
    for (size_t i = 0; i < list->count; i++) {
        const struct entry *entry = list->items[i];
        if (!query_wants(query, entry))
            continue;
        struct slice day = entry->meta != NULL && entry->meta->date != NULL
                               ? slice_of(entry->meta->date->day)
                               : SLICE("");
        if (is_usual_day(day))
            months.items[months.count++] = slice_sub(day, 0, MONTH_SIZE);
        else
            months.undated++;
    }
    qsort(months.items, months.count, sizeof *months.items, newest_first);
    return months;
}

/* How many from `at` on begin as that one does. */
static size_t count_alike(const struct months *months, size_t at, size_t size)
{
    struct slice start = slice_sub(months->items[at], 0, size);
    size_t end = at;
    while (end < months->count && slice_begins(months->items[end], start))
        end++;
    return end - at;
}

/* What is written, and for whom. */
struct archive {
    const struct query *query;
    struct slice list, selection; /* "/posts" and "?locale=de", or "" */
    struct str *out;
};

/* The list of these documents, seen by the same viewer. */
static void append_href(const struct archive *archive, struct slice period)
{
    struct str href = {0};
    str_append(&href, archive->list);
    query_append_narrowed(archive->query, archive->selection, SLICE("day"),
                          period, &href);
    leads_settle(archive->query->leads, ".json", &href);
    write_plain_key(archive->out, SLICE("href"));
    write_string(archive->out, str_slice(&href));
    str_release(&href);
}

static void append_period(const struct archive *archive, const char *name,
                          struct slice period, size_t count)
{
    write_plain_key(archive->out, slice_of(name));
    write_string(archive->out, period);
    write_number_member(archive->out, "count", (int64_t)count);
    append_href(archive, period);
}

/* The months [at, end) of one year. */
static void append_year(const struct archive *archive,
                        const struct months *months, size_t at, size_t end)
{
    struct str *out = archive->out;
    str_append_char(out, '{');
    append_period(archive, "year", slice_sub(months->items[at], 0, YEAR_SIZE),
                  end - at);
    write_plain_key(out, SLICE("months"));
    str_append_char(out, '[');
    for (size_t month = at; month < end;) {
        size_t count = count_alike(months, month, MONTH_SIZE);
        str_append_text(out, month > at ? ",{" : "{");
        append_period(archive, "month", months->items[month], count);
        str_append_char(out, '}');
        month += count;
    }
    str_append(out, SLICE("]}"));
}

struct slice archive_render(const struct collection *collection,
                            const struct query *query, struct slice self,
                            struct slice list, struct arena *arena)
{
    struct str out = {0}, href = {0}, selection = {0};
    query_append_selection(query, &selection);
    const struct archive archive = {query, list, str_slice(&selection), &out};
    const struct months months = months_of(collection, query, arena);
    str_append(&out, SLICE("{\"data\":["));
    for (size_t at = 0; at < months.count;) {
        size_t count = count_alike(&months, at, YEAR_SIZE);
        str_append_text(&out, at > 0 ? "," : "");
        append_year(&archive, &months, at, at + count);
        at += count;
    }
    str_appendf(&out,
                "],\"meta\":{\"total\":%zu,\"undated\":%zu},"
                "\"links\":{\"self\":",
                months.count + months.undated, months.undated);
    str_append(&href, self);
    query_append_canonical(query, 1, SLICE_NONE, &href);
    leads_settle(query->leads, ".json", &href);
    write_string(&out, str_slice(&href));
    write_plain_key(&out, SLICE("list"));
    write_string(&out, list);
    str_append(&out, SLICE("}}"));
    struct slice text = arena_copy(arena, str_slice(&out));
    str_release(&out);
    str_release(&href);
    str_release(&selection);
    return text;
}
