/* canonical.c - one spelling for each answer.
 *
 * Links carry what was asked for, so that the next page keeps the filter and
 * the order of the first; and they spell it in one way, so that caches hold
 * one copy of it. Defaults are left out. */
#include "query/query.h"

/* "?name=" or "&name=". */
static void append_name(struct str *out, size_t start, const char *name)
{
    str_append_char(out, out->size == start ? '?' : '&');
    str_append_text(out, name);
    str_append_char(out, '=');
}

static void append_sort(struct str *out, const struct query *query)
{
    static const char *const names[] = {
        [SORT_DATE] = "date",
        [SORT_TITLE] = "title",
        [SORT_POST_COUNT] = "post_count",
    };
    for (size_t i = 0; i < query->sort_count; i++) {
        str_append_text(out, i > 0 ? "," : "");
        str_append_text(out, query->sort[i].is_down ? "-" : "");
        str_append_text(out, names[query->sort[i].field]);
    }
}

static void append_names(struct str *out, const struct slice *names,
                         size_t count, const char *prefix)
{
    for (size_t i = 0; i < count; i++) {
        str_append_text(out, i > 0 ? "," : "");
        str_append_text(out, prefix);
        path_append_encoded(out, names[i]);
    }
}

static void append_includes(struct str *out, unsigned includes)
{
    bool is_first = true;
    for (unsigned bit = 0; query_include_name(bit) != NULL; bit++) {
        if ((includes & 1U << bit) == 0)
            continue;
        str_append_text(out, is_first ? "" : ",");
        str_append_text(out, query_include_name(bit));
        is_first = false;
    }
}

void query_append_canonical(const struct query *query, unsigned page,
                            struct str *out)
{
    size_t start = out->size;
    if (query->sort_count > 0) {
        append_name(out, start, "sort");
        append_sort(out, query);
    }
    if (query->field_count > 0) {
        append_name(out, start, "fields");
        append_names(out, query->fields, query->field_count,
                     query->leaves_out ? "-" : "");
    }
    if (query->includes != 0) {
        append_name(out, start, "include");
        append_includes(out, query->includes);
    }
    if (query->exclude_count > 0) {
        append_name(out, start, "exclude");
        append_names(out, query->exclude, query->exclude_count, "");
    }
    if (query->url.data != NULL) {
        append_name(out, start, "url");
        path_append_encoded(out, query->url);
    }
    if (query->limit != query->default_limit) {
        append_name(out, start, "limit");
        str_appendf(out, "%u", query->limit);
    }
    if (page > 1) {
        append_name(out, start, "page");
        str_appendf(out, "%u", page);
    }
    if (!query->has_envelope) {
        append_name(out, start, "envelope");
        str_append_text(out, "false");
    }
    if (query->is_pretty) {
        append_name(out, start, "pretty");
        str_append_text(out, "true");
    }
}
