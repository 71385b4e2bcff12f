/* canonical.c - one spelling for each answer.
 *
 * Links repeat the query, so that the next page keeps the filter and the order
 * of the first, and they spell it in one way, so that caches hold one copy of
 * it. Defaults are left out. */
#include "query/page.h"

#include "document/chunk.h"
#include "query/spelling.h"
#include "query/view.h"

struct spelled {
    struct str *out;
    size_t start;
};

static void append_separator(const struct spelled *s)
{
    str_append_char(s->out, s->out->size == s->start ? '?' : '&');
}

static void append_condition(void *context, struct slice part)
{
    const struct spelled *s = context;
    append_separator(s);
    str_append(s->out, part);
}

/* "?name=" or "&name=". */
static void append_name(const struct spelled *s, const char *name)
{
    append_separator(s);
    str_append_text(s->out, name);
    str_append_char(s->out, '=');
}

static void append_pair(const struct spelled *s, const char *name,
                        struct slice text)
{
    append_name(s, name);
    append_encoded(s->out, text);
}

static void append_text(const struct spelled *s, const struct query *query)
{
    if (query->text.size == 0)
        return;
    append_pair(s, "q", query->text);
    if (query->wants_any)
        append_pair(s, "q:mode", SLICE("any"));
    if (query->is_typing)
        append_pair(s, "prefix", SLICE("true"));
    if (query->keeps_typos)
        append_pair(s, "typos", SLICE("false"));
}

static void append_sort(const struct spelled *s, const struct query *query)
{
    if (query->is_random)
        append_pair(s, "sort", SLICE("random"));
    else if (query->is_by_relevance)
        append_pair(s, "sort", SLICE("relevance"));
    else if (query->sort_count > 0 && !query->is_sort_implied)
        append_name(s, "sort");
    for (size_t i = 0; i < query->sort_count && !query->is_sort_implied; i++) {
        str_append_text(s->out, i > 0 ? "," : "");
        str_append_text(
            s->out,
            query->sort[i].is_down && !query->sort[i].is_relevance ? "-" : "");
        append_encoded(s->out, query->sort[i].path);
    }
    if (query->is_random && query->has_seed) {
        append_name(s, "seed");
        str_appendf(s->out, "%llu", (unsigned long long)query->seed);
    }
}

/* The names from the root of a tree to the one that is being written. */
struct prefix {
    const struct prefix *before;
    struct slice name;
};

static void append_prefix(struct str *out, const struct prefix *prefix)
{
    if (prefix == NULL)
        return;
    append_prefix(out, prefix->before);
    append_encoded(out, prefix->name);
    str_append_char(out, '.');
}

static void append_leaf(struct str *out, bool *is_first, const char *sign,
                        const struct prefix *before, struct slice name)
{
    str_append_text(out, *is_first ? "" : ",");
    str_append_text(out, sign);
    append_prefix(out, before);
    append_encoded(out, name);
    *is_first = false;
}

static void append_fields(struct str *out, bool *is_first, const char *sign,
                          const struct prefix *before,
                          const struct name_tree *name)
{
    for (; name != NULL; name = name->next) {
        const struct prefix prefix = {before, name->name};
        if (name->is_whole)
            append_leaf(out, is_first, sign, before, name->name);
        else
            append_fields(out, is_first, sign, &prefix, name->children);
    }
}

static void append_includes(struct str *out, bool *is_first,
                            const struct prefix *before,
                            const struct include_tree *tree)
{
    for (unsigned bit = 0; query_include_name(bit) != NULL; bit++) {
        if ((tree->members & 1U << bit) != 0)
            append_leaf(out, is_first, "", before,
                        slice_of(query_include_name(bit)));
    }
    for (unsigned i = 0; i < RELATION_COUNT; i++) {
        const struct prefix prefix = {before, slice_of(query_relation_name(i))};
        if (tree->of[i] == NULL)
            continue;
        if (include_tree_is_empty(tree->of[i]))
            append_leaf(out, is_first, "", before, prefix.name);
        else
            append_includes(out, is_first, &prefix, tree->of[i]);
    }
}

/* Nothing where it is what it would be without it. */
static void append_number(const struct spelled *s, const char *name,
                          unsigned number, unsigned usual)
{
    if (number == usual)
        return;
    append_name(s, name);
    str_appendf(s->out, "%u", number);
}

static void append_shape(const struct spelled *s, const struct query *query)
{
    bool is_first = true;
    if (query->fields != NULL) {
        append_name(s, "fields");
        append_fields(s->out, &is_first, query->leaves_out ? "-" : "", NULL,
                      query->fields);
    }
    is_first = true;
    if (!include_tree_is_empty(&query->include)) {
        append_name(s, "include");
        append_includes(s->out, &is_first, NULL, &query->include);
    }
    append_number(s, "chunk_words", query->chunk_words, CHUNK_DEFAULT_WORDS);
    append_number(s, "depth", query->depth, QUERY_MAX_TREE_DEPTH);
}

static void append_names(const struct spelled *s, const char *name,
                         const struct slice *names, size_t count)
{
    if (count > 0)
        append_name(s, name);
    for (size_t i = 0; i < count; i++) {
        str_append_text(s->out, i > 0 ? "," : "");
        append_encoded(s->out, names[i]);
    }
}

/* Which part of the list. */
static void append_position(const struct spelled *s, const struct query *query,
                            unsigned page, struct slice cursor)
{
    if (query->is_limit_all) {
        append_pair(s, "limit", SLICE("all"));
    } else if (query->limit != query->default_limit) {
        append_name(s, "limit");
        str_appendf(s->out, "%u", query->limit);
    }
    if (cursor.data != NULL) {
        append_pair(s, "cursor", cursor);
    } else if (page > 1) {
        append_name(s, "page");
        str_appendf(s->out, "%u", page);
    }
}

void query_append_selection(const struct query *query, struct str *out)
{
    struct spelled s = {out, out->size};
    spell_conditions(query->where, append_condition, &s);
    append_text(&s, query);
    append_names(&s, "exclude", query->exclude, query->exclude_count);
    append_names(&s, "locale", query->locales, query->locale_count);
}

static bool has_equality(const struct condition *where, struct slice field)
{
    for (size_t i = 0; where != NULL && i < where->part_count; i++) {
        const struct condition *part = where->parts[i];
        if (part->kind == CONDITION_FIELD && part->op == OP_EQ &&
            slice_equal(part->path, field))
            return true;
    }
    return false;
}

static void append_part(void *context, struct slice part)
{
    str_append(context, part);
}

/* "field=text", spelled so that it is one more condition: a second equality on
 * a field would be an alternative to the first. */
static void append_narrowing(const struct query *query, struct slice field,
                             struct slice text, struct str *out)
{
    struct operand operand = {.text = text};
    struct condition added = {
        .kind = CONDITION_FIELD,
        .path = field,
        .op = has_equality(query->where, field) ? OP_IN : OP_EQ,
        .operands = &operand,
        .operand_count = 1,
    };
    struct condition *parts[] = {&added};
    const struct condition where = {
        .kind = CONDITION_AND, .parts = parts, .part_count = 1};
    spell_conditions(&where, append_part, out);
}

void query_append_canonical(const struct query *query, unsigned page,
                            struct slice cursor, struct str *out)
{
    struct spelled s = {out, out->size};
    spell_conditions(query->where, append_condition, &s);
    append_text(&s, query);
    append_sort(&s, query);
    append_shape(&s, query);
    append_names(&s, "facets", query->facets, query->facet_count);
    append_names(&s, "exclude", query->exclude, query->exclude_count);
    if (query->statuses != 0)
        append_separator(&s);
    query_append_status(query, out);
    append_names(&s, "locale", query->locales, query->locale_count);
    if (query->preview.data != NULL)
        append_pair(&s, "preview", query->preview);
    if (query->url.data != NULL)
        append_pair(&s, "url", query->url);
    if (query->media_type.data != NULL)
        append_pair(&s, "media_type", query->media_type);
    if (query->section.data != NULL)
        append_pair(&s, "section", query->section);
    if (query->wants_excerpts)
        append_pair(&s, "content", SLICE("excerpt"));
    if (query->has_front_matter)
        append_pair(&s, "front_matter", SLICE("true"));
    if (query->wants_absolute_urls)
        append_pair(&s, "urls", SLICE("absolute"));
    if (query->since.data != NULL)
        append_pair(&s, "since", query->since);
    append_position(&s, query, page, cursor);
    if (!query->has_envelope)
        append_pair(&s, "envelope", SLICE("false"));
    if (query->is_pretty)
        append_pair(&s, "pretty", SLICE("true"));
    if (query->is_lenient)
        append_pair(&s, "lenient", SLICE("true"));
}

void query_append_narrowed(const struct query *query, struct slice selection,
                           struct slice field, struct slice text,
                           struct str *out)
{
    bool is_status = query->statuses != 0 && slice_is(field, "status");
    str_append(out, selection);
    str_append_char(out, selection.size > 0 ? '&' : '?');
    if (is_status) {
        str_append_text(out, "status=");
        str_append(out, text);
        return;
    }
    append_narrowing(query, field, text, out);
    if (query->statuses == 0)
        return;
    str_append_char(out, '&');
    query_append_status(query, out);
}
