/* csv.c - comma-separated values, read off the JSON of each document.
 *
 *     {"slug":"a","tags":[{"slug":"go"},{"slug":"c"}],"note":null}
 *
 *     slug,tags,note
 *     a,"go,c",
 *
 * A document is written as the same query has it in JSON, and every cell is
 * taken from that: so nothing can be in a cell that JSON does not show, and
 * whatever can be asked for there can be a column. How values look:
 *
 *     null, absent     nothing; an empty text is ""
 *     a document       its id; a person or a term its slug
 *     a list           its elements as the operator `in` takes them: a,"b,c"
 *     other objects    JSON
 *
 * RFC 4180 decides about quotes and line ends. A spreadsheet takes a cell for
 * a formula that begins with one of a few characters, and runs it. So a text
 * that does gets an apostrophe in front of it, as OWASP advises ("CSV
 * Injection"); spaces before the character do not help. Numbers need none. */
#include "represent/csv.h"

#include "base/array.h"
#include "base/escape.h"
#include "represent/json_scan.h"
#include "represent/members.h"
#include "represent/resource.h"

#define LINE_END SLICE("\r\n")

struct csv_column {
    struct slice name; /* as it stands in the first record */
    struct slice path; /* the same, escaped as in JSON */
    /* Of a relation: the member that stands for a document; else NONE. */
    struct slice stands_for;
};

struct csv {
    struct csv_column *columns;
    size_t count, capacity;
    const struct name_tree *fields;
};

static bool has_column(const struct csv *csv, struct slice name)
{
    for (size_t i = 0; i < csv->count; i++) {
        if (slice_equal(csv->columns[i].name, name))
            return true;
    }
    return false;
}

static bool is_link(struct slice name)
{
    for (unsigned r = RELATION_DIRECT_COUNT; r < RELATION_COUNT; r++) {
        if (slice_is(name, query_relation_name(r)))
            return true;
    }
    return false;
}

static bool is_stub(struct slice name)
{
    for (unsigned r = 0; r < RELATION_DIRECT_COUNT; r++) {
        if (slice_is(name, query_relation_name(r)))
            return true;
    }
    return false;
}

/* Links lead into any collection, the other relations into one of their own. */
static struct slice member_for(struct slice first, struct slice last)
{
    if (!is_stub(first) && !is_link(first))
        return SLICE_NONE;
    return is_link(last)   ? SLICE("id")
           : is_stub(last) ? SLICE("slug")
                           : SLICE_NONE;
}

/* The name after the last dot, but for numbers of elements. */
static struct slice last_name(struct slice path)
{
    struct slice last = path, name;
    while (slice_cut(&path, '.', &name)) {
        if (!slice_is_digits(name))
            last = name;
    }
    return last;
}

static void add_column(struct csv *csv, struct slice name, struct arena *arena)
{
    struct str path = {0};
    if (has_column(csv, name))
        return;
    escape_append(&path, name);
    csv->columns = arena_grow(arena, csv->columns, csv->count, &csv->capacity,
                              sizeof *csv->columns);
    csv->columns[csv->count++] = (struct csv_column){
        .name = arena_copy(arena, name),
        .path = arena_copy(arena, str_slice(&path)),
        .stands_for = member_for(
            slice_sub(name, 0, slice_find_char(name, 0, '.')), last_name(name)),
    };
    str_release(&path);
}

static struct name_tree *name_of(struct name_tree **siblings, struct slice name,
                                 struct arena *arena)
{
    while (*siblings != NULL && !slice_equal((*siblings)->name, name))
        siblings = &(*siblings)->next;
    if (*siblings == NULL) {
        *siblings = arena_alloc(arena, 1, sizeof **siblings);
        (*siblings)->name = name;
    }
    return *siblings;
}

/* What has to be shown for a column: all of a list, so that elements keep their
 * numbers. */
static void add_name(struct name_tree **tree, struct slice path,
                     struct arena *arena)
{
    struct slice first = slice_sub(path, 0, slice_find_char(path, 0, '.'));
    bool is_relation = is_stub(first) || is_link(first);
    struct name_tree **siblings = tree, *node = NULL;
    struct slice name;
    while (slice_cut(&path, '.', &name)) {
        if (slice_is_digits(name) && is_relation)
            continue;
        if (slice_is_digits(name) && node != NULL)
            break;
        node = name_of(siblings, name, arena);
        siblings = &node->children;
    }
    if (node != NULL)
        node->is_whole = true;
}

static void add_asked(struct csv *csv, const struct query *query,
                      struct arena *arena)
{
    struct name_tree *fields = NULL;
    for (size_t i = 0; i < query->column_count; i++) {
        add_column(csv, query->columns[i], arena);
        add_name(&fields, query->columns[i], arena);
    }
    csv->fields = fields;
}

static bool is_left_out(const struct query *query, struct slice name)
{
    const struct parts parts = {query->fields, query->leaves_out};
    return !parts_choose_member(&parts, name).is_shown;
}

/* What the front matter of some document has at its root. */
static void add_written(struct csv *csv, struct query *query,
                        const struct snapshot *snapshot, struct arena *arena)
{
    struct listed_path *paths;
    bool is_cut;
    size_t count = schema_list(snapshot_schema(snapshot, query->collection),
                               arena, &paths, &is_cut);
    bool is_deep = false;
    for (size_t i = 0; i < count; i++) {
        is_deep |= paths[i].field.count > 1;
        if (paths[i].field.count == 1 && paths[i].field.is_written &&
            !is_left_out(query, paths[i].path))
            add_column(csv, paths[i].path, arena);
    }
    if (is_cut && !is_deep)
        query_add_warning(
            query, arena, SLICE("fields"), "too-many-columns",
            arena_printf(arena,
                         "Only the first %d fields are columns; name others "
                         "in fields.",
                         SCHEMA_MAX_LISTED));
}

static void add_default(struct csv *csv, struct query *query,
                        const struct snapshot *snapshot, struct arena *arena)
{
    const struct shape shape = shape_of_query(query, FORM_LIST, arena);
    unsigned kinds =
        query->collection != NULL ? query->collection->kinds : snapshot->kinds;
    enum computed_id id = 0;
    for (; id < COMPUTED_HTML; id++) {
        struct slice name = slice_of(computed_fields[id].name);
        if ((computed_fields[id].kinds & kinds) != 0 &&
            members_include(&shape, id) && !is_left_out(query, name))
            add_column(csv, name, arena);
    }
    add_written(csv, query, snapshot, arena);
    for (; id < COMPUTED_COUNT; id++) {
        struct slice name = slice_of(computed_fields[id].name);
        if ((computed_fields[id].kinds & kinds) != 0 &&
            members_include(&shape, id) && !is_left_out(query, name))
            add_column(csv, name, arena);
    }
    for (unsigned r = RELATION_DIRECT_COUNT; r < RELATION_COUNT; r++) {
        struct slice name = slice_of(query_relation_name(r));
        if (query->include.of[r] != NULL && !is_left_out(query, name))
            add_column(csv, name, arena);
    }
    if (query->found != NULL && !is_left_out(query, SLICE(HIT_NAME)))
        add_column(csv, SLICE(HIT_NAME ".score"), arena);
    csv->fields = query->fields;
}

const struct csv *csv_of_query(struct query *query,
                               const struct snapshot *snapshot,
                               struct arena *arena)
{
    struct csv *csv = arena_alloc(arena, 1, sizeof *csv);
    if (query->fields != NULL && !query->leaves_out)
        add_asked(csv, query, arena);
    else
        add_default(csv, query, snapshot, arena);
    return csv;
}

const struct name_tree *csv_fields(const struct csv *csv)
{
    return csv->fields;
}

/* Whether a spreadsheet would take the text for a formula. */
static bool is_formula(struct slice text)
{
    static const char *const starts[] = {
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        "\xEF\xBC\x9D", /* their full- */
        "\xEF\xBC\x8B",
        "\xEF\xBC\x8D",
        "\xEF\xBC\xA0", /* width forms */
    };
    while (slice_starts(text, " "))
        text = slice_from(text, 1);
    for (size_t i = 0; i < ARRAY_COUNT(starts); i++) {
        if (slice_starts(text, starts[i]))
            return true;
    }
    return false;
}

static bool has_any(struct slice text, const char *bytes)
{
    for (; *bytes != '\0'; bytes++) {
        if (slice_find_char(text, 0, *bytes) < text.size)
            return true;
    }
    return false;
}

static bool has_blank_at_end(struct slice text)
{
    return slice_trim(text).size < text.size;
}

/* A text as one field (RFC 4180, section 2). */
static void append_text(struct str *out, struct slice text)
{
    bool is_dangerous = is_formula(text);
    if (!is_dangerous && text.size > 0 && !has_any(text, ",;\"\r\n\t") &&
        !has_blank_at_end(text)) {
        str_append(out, text);
        return;
    }
    str_append_text(out, is_dangerous ? "\"'" : "\"");
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            str_append_char(out, '"');
        str_append_char(out, text.data[i]);
    }
    str_append_char(out, '"');
}

/* One element as the operator `in` reads it: in quotes where it has to be. */
static void append_element(struct str *out, struct slice text)
{
    if (text.size > 0 && !has_any(text, ",()\"\\\r\n") &&
        !has_blank_at_end(text)) {
        str_append(out, text);
        return;
    }
    str_append_char(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\')
            str_append_char(out, '\\');
        str_append_char(out, text.data[i]);
    }
    str_append_char(out, '"');
}

/* What is at the path of a column, while it is gathered. */
struct cell {
    const struct csv_column *column;
    struct str list;     /* the elements so far, as `in` has them */
    struct slice single; /* the last value, in JSON; or SLICE_NONE */
    size_t count;
    bool is_list; /* however few values there are */
};

/* What stands for the value: a document's slug or id. */
static struct slice standing_for(const struct cell *cell, struct slice value)
{
    if (!json_is_object(value) || cell->column->stands_for.data == NULL)
        return value;
    struct slice member = json_find(value, cell->column->stands_for);
    return member.data != NULL ? member : value;
}

static void add_value(struct cell *cell, struct slice value)
{
    struct str text = {0};
    value = standing_for(cell, value);
    if (cell->count++ > 0)
        str_append_char(&cell->list, ',');
    cell->single = value;
    if (slice_is(value, "null"))
        return;
    if (json_is_string(value))
        unescape_append(&text, json_inside(value));
    else
        str_append(&text, value);
    append_element(&cell->list, str_slice(&text));
    str_release(&text);
}

/* Whether an array holds lists or objects that nothing short stands for. */
static bool is_nested(const struct cell *cell, struct slice array)
{
    struct slice rest = json_inside(array), element;
    while (json_next_element(&rest, &element)) {
        element = standing_for(cell, element);
        if (json_is_array(element) || json_is_object(element))
            return true;
    }
    return false;
}

static void visit_value(void *context, struct slice value)
{
    struct cell *cell = context;
    if (!json_is_array(value) || is_nested(cell, value)) {
        add_value(cell, value);
        return;
    }
    struct slice rest = json_inside(value), element;
    cell->is_list = true;
    while (json_next_element(&rest, &element))
        add_value(cell, element);
}

static void append_single(struct str *out, struct slice value)
{
    struct str text = {0};
    if (json_is_string(value)) {
        unescape_append(&text, json_inside(value));
        append_text(out, str_slice(&text));
        str_release(&text);
    } else if (json_is_array(value) || json_is_object(value)) {
        append_text(out, value);
    } else if (!slice_is(value, "null")) {
        str_append(out, value);
    }
}

static void append_cell(struct str *out, const struct csv_column *column,
                        struct slice document)
{
    struct cell cell = {.column = column};
    cell.is_list |= json_each_at(document, column->path, visit_value, &cell);
    if (cell.is_list && cell.count > 0)
        append_text(out, str_slice(&cell.list));
    else if (cell.count > 0)
        append_single(out, cell.single);
    str_release(&cell.list);
}

void csv_append_head(struct str *out, const struct csv *csv)
{
    for (size_t i = 0; i < csv->count; i++) {
        str_append_text(out, i > 0 ? "," : "");
        append_text(out, csv->columns[i].name);
    }
    str_append(out, LINE_END);
}

bool csv_append_record(struct str *out, const struct csv *csv,
                       const struct snapshot *snapshot,
                       const struct entry *entry, const struct shape *shape)
{
    struct str written = {0};
    struct slice document = entry->fragments->list;
    size_t start = out->size;
    if (shape != NULL) {
        *shape->work = 0;
        resource_write(&written, snapshot, entry, shape);
        document = str_slice(&written);
        if (shape_is_too_large(shape, &written)) {
            str_release(&written);
            return false;
        }
    }
    for (size_t i = 0; i < csv->count; i++) {
        str_append_text(out, i > 0 ? "," : "");
        append_cell(out, &csv->columns[i], document);
    }
    if (out->size == start) /* an empty line would be no record */
        str_append(out, SLICE("\"\""));
    str_append(out, LINE_END);
    str_release(&written);
    return true;
}
