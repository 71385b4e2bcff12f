/* members.c - the one table of what a document shows beside its front matter.
 *
 *     id ... title ... reading_time | author, authors | tags ... | front matter
 *                         | html, toc, ... previous, next, related, ...
 *
 * Each row says for which kinds of entry it is there, whether it has to be
 * asked for, and how it is written. */
#include "represent/members.h"

#include "base/array.h"
#include "index/kind.h"
#include "represent/html.h"
#include "represent/relations.h"
#include "represent/write.h"

#include <string.h>

/* Written by one of its functions, or where both are NULL as a relation. */
struct row {
    const char *name;
    unsigned kinds;
    unsigned include; /* 0: always there, or a relation */
    void (*write)(const struct writer *writer, const struct entry *entry);
    /* Of what has parts of its own. */
    void (*write_parts)(const struct writer *writer, const struct entry *entry,
                        const struct parts *parts);
    enum relation relation;
};

static void write_id(const struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->id);
}

static void write_collection(const struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->collection->name);
}

static void write_slug(const struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->slug);
}

static void write_url(const struct writer *w, const struct entry *entry)
{
    write_string_or_null(w->out, entry->url);
}

static void write_path(const struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->source->path);
}

static void write_rev(const struct writer *w, const struct entry *entry)
{
    write_string(w->out, slice_of(entry->rev != NULL ? entry->rev : NO_REV));
}

static void write_status(const struct writer *w, const struct entry *entry)
{
    write_string(w->out, slice_of(status_name(entry->status)));
}

static void write_lang(const struct writer *w, const struct entry *entry)
{
    write_string_or_null(w->out, entry->lang);
}

static void write_name(const struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->name);
}

static void write_title(const struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->meta->title);
}

static void write_date_text(struct str *out, const struct date *date)
{
    write_string_or_null(out, date != NULL ? slice_of(date->text) : SLICE_NONE);
}

static void write_date(const struct writer *w, const struct entry *entry)
{
    write_date_text(w->out, entry->meta->date);
}

static void write_day(const struct writer *w, const struct entry *entry)
{
    const struct date *date = entry->meta->date;
    write_string_or_null(w->out,
                         date != NULL ? slice_of(date->day) : SLICE_NONE);
}

static void write_updated(const struct writer *w, const struct entry *entry)
{
    write_date_text(w->out, entry->meta->updated);
}

static void write_excerpt(const struct writer *w, const struct entry *entry)
{
    write_string_or_null(w->out, entry->meta->excerpt);
}

static void write_word_count(const struct writer *w, const struct entry *entry)
{
    write_integer(w->out, entry->source->body.word_count);
}

static void write_reading_time(const struct writer *w,
                               const struct entry *entry)
{
    write_integer(w->out, entry->source->body.reading_time);
}

static void write_href(const struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->href);
}

static void write_post_count(const struct writer *w, const struct entry *entry)
{
    write_integer(w->out, (int64_t)entry->posts.count);
}

static void append_piece(void *context, struct slice piece)
{
    str_append(context, piece);
}

static void write_html(const struct writer *w, const struct entry *entry)
{
    str_append_char(w->out, '"');
    html_each_piece(entry, append_piece, w->out);
    str_append_char(w->out, '"');
}

static void write_markdown(const struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->source->markdown);
}

static void write_text(const struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->source->body.text);
}

static void write_front_matter(const struct writer *w,
                               const struct entry *entry,
                               const struct parts *parts)
{
    parts_write_value(w->out, &entry->meta->front_matter, parts,
                      w->shape->work);
}

/* Headings [from, to), nested. Recursion is as deep as headings go: six. */
static struct value toc_of(const struct heading *headings, size_t from,
                           size_t to, struct arena *arena)
{
    struct value *items = arena_alloc(arena, to - from, sizeof *items);
    size_t count = 0;
    for (size_t i = from; i < to;) {
        size_t next = heading_end(headings, i, to);
        const struct member members[] = {
            {SLICE("level"),
             {.kind = VALUE_INTEGER, .as.integer = headings[i].level}},
            {SLICE("id"), value_of_text(headings[i].id)},
            {SLICE("text"), value_of_text(headings[i].text)},
            {SLICE("children"), toc_of(headings, i + 1, next, arena)},
        };
        struct member *kept = arena_alloc(arena, 1, sizeof members);
        memcpy(kept, members, sizeof members);
        items[count++] = (struct value){.kind = VALUE_OBJECT,
                                        .as.members = kept,
                                        .size = ARRAY_COUNT(members)};
        i = next;
    }
    return (struct value){
        .kind = VALUE_ARRAY, .as.items = items, .size = count};
}

static void write_toc(const struct writer *w, const struct entry *entry,
                      const struct parts *parts)
{
    const struct markdown *body = &entry->source->body;
    struct arena scratch = {0};
    if (parts->names == NULL) {
        str_append(w->out, body->toc);
        return;
    }
    const struct value toc =
        toc_of(body->headings, 0, body->heading_count, &scratch);
    parts_write_value(w->out, &toc, parts, w->shape->work);
    arena_release(&scratch);
}

static const struct row head_rows[] = {
    {"id", KIND_ANY, 0, write_id, NULL, RELATION_COUNT},
    {"collection", KIND_ANY, 0, write_collection, NULL, RELATION_COUNT},
    {"slug", KIND_ANY, 0, write_slug, NULL, RELATION_COUNT},
    {"url", KIND_DOCUMENT, 0, write_url, NULL, RELATION_COUNT},
    {"path", KIND_FILE, 0, write_path, NULL, RELATION_COUNT},
    {"rev", KIND_DOCUMENT, 0, write_rev, NULL, RELATION_COUNT},
    {"lang", KIND_SPOKEN, 0, write_lang, NULL, RELATION_COUNT},
    {"status", KIND_PREVIEWED, 0, write_status, NULL, RELATION_COUNT},
    {"name", KIND_NAMED, 0, write_name, NULL, RELATION_COUNT},
    {"href", KIND_NAMED, 0, write_href, NULL, RELATION_COUNT},
    {"post_count", KIND_NAMED, 0, write_post_count, NULL, RELATION_COUNT},
};
static const struct row own_rows[] = {
    {"title", KIND_DOCUMENT, 0, write_title, NULL, RELATION_COUNT},
    {"date", KIND_DOCUMENT, 0, write_date, NULL, RELATION_COUNT},
    {"day", KIND_DOCUMENT, 0, write_day, NULL, RELATION_COUNT},
    {"updated", KIND_DOCUMENT, 0, write_updated, NULL, RELATION_COUNT},
    {"excerpt", KIND_DOCUMENT, 0, write_excerpt, NULL, RELATION_COUNT},
    {"word_count", KIND_DOCUMENT, 0, write_word_count, NULL, RELATION_COUNT},
    {"reading_time", KIND_DOCUMENT, 0, write_reading_time, NULL,
     RELATION_COUNT},
};
static const struct row author_rows[] = {
    {"author", KIND_DOCUMENT, 0, NULL, NULL, RELATION_AUTHOR},
    {"authors", KIND_DOCUMENT, 0, NULL, NULL, RELATION_AUTHORS},
};
static const struct row tail_rows[] = {
    {"tags", KIND_DOCUMENT, 0, NULL, NULL, RELATION_TAGS},
    {"categories", KIND_DOCUMENT, 0, NULL, NULL, RELATION_CATEGORIES},
    {"translations", KIND_SPOKEN, 0, NULL, relation_write_translations,
     RELATION_COUNT},
};
static const struct row body_rows[] = {
    {"html", KIND_DOCUMENT, INCLUDE_HTML, write_html, NULL, RELATION_COUNT},
    {"toc", KIND_DOCUMENT, INCLUDE_TOC, NULL, write_toc, RELATION_COUNT},
    {"markdown", KIND_DOCUMENT, INCLUDE_MARKDOWN, write_markdown, NULL,
     RELATION_COUNT},
    {"text", KIND_DOCUMENT, INCLUDE_TEXT, write_text, NULL, RELATION_COUNT},
    {"front_matter", KIND_FILE, INCLUDE_FRONT_MATTER, NULL, write_front_matter,
     RELATION_COUNT},
    {"previous", KIND_ANY, 0, NULL, NULL, RELATION_PREVIOUS},
    {"next", KIND_ANY, 0, NULL, NULL, RELATION_NEXT},
    {"related", KIND_DOCUMENT, 0, NULL, NULL, RELATION_RELATED},
    {"backlinks", KIND_ANY, 0, NULL, NULL, RELATION_BACKLINKS},
    {"posts", KIND_NAMED, 0, NULL, NULL, RELATION_POSTS},
};

static const struct {
    const struct row *rows;
    size_t count;
} tables[] = {
    [MEMBERS_HEAD] = {head_rows, ARRAY_COUNT(head_rows)},
    [MEMBERS_OWN] = {own_rows, ARRAY_COUNT(own_rows)},
    [MEMBERS_AUTHORS] = {author_rows, ARRAY_COUNT(author_rows)},
    [MEMBERS_TAIL] = {tail_rows, ARRAY_COUNT(tail_rows)},
    [MEMBERS_BODY] = {body_rows, ARRAY_COUNT(body_rows)},
};

static const struct row *find_row(struct slice name)
{
    for (size_t t = 0; t < ARRAY_COUNT(tables); t++) {
        for (size_t i = 0; i < tables[t].count; i++) {
            if (slice_is(name, tables[t].rows[i].name))
                return &tables[t].rows[i];
        }
    }
    return NULL;
}

const struct value *own_root(const struct entry *entry)
{
    return entry->source != NULL ? &entry->meta->front_matter
                                 : entry->as_written;
}

static bool is_link(const struct row *row)
{
    return row->relation != RELATION_COUNT &&
           row->relation >= RELATION_DIRECT_COUNT;
}

/* Whether the shape has it before `fields` has been looked at. */
static bool is_included(const struct shape *shape, const struct row *row)
{
    unsigned form = shape->form == FORM_ITEM ? INCLUDE_ITEM : 0;
    const struct include_tree *include = shape->include;
    if (is_link(row))
        return include != NULL && include->of[row->relation] != NULL;
    return row->include == 0 || (row->include & form) != 0 ||
           (include != NULL && (row->include & include->members) != 0);
}

/* A computed member that this kind of entry lacks, but that was asked for by
 * name: null, so that every element of a list has the same keys. */
static void write_absent(const struct writer *w, const struct entry *entry,
                         struct slice name)
{
    if (!shape_choose(w->shape, name).is_named ||
        value_find_slice(own_root(entry), name) != NULL)
        return;
    write_plain_key(w->out, name);
    str_append(w->out, SLICE("null"));
}

static void write_row(const struct writer *w, const struct entry *entry,
                      const struct row *row, const struct parts *parts)
{
    size_t start = w->out->size;
    write_plain_key(w->out, slice_of(row->name));
    if (row->write_parts != NULL) {
        row->write_parts(w, entry, parts);
    } else if (row->write == NULL) {
        relation_write(w, entry, row->relation, parts);
    } else {
        row->write(w, entry);
        if (parts->names != NULL && !parts->leaves_out &&
            !slice_ends(str_slice(w->out), ":null"))
            w->out->size = start; /* a string or a number has no parts */
    }
}

void members_write(const struct writer *w, const struct entry *entry,
                   enum member_group group)
{
    unsigned kinds = entry_kinds(entry);
    for (size_t i = 0; i < tables[group].count; i++) {
        const struct row *row = &tables[group].rows[i];
        struct slice name = slice_of(row->name);
        const struct choice choice = shape_choose(w->shape, name);
        if ((row->kinds & kinds) == 0)
            write_absent(w, entry, name);
        else if (choice.is_shown &&
                 (choice.is_named || is_included(w->shape, row)))
            write_row(w, entry, row, &choice.parts);
    }
}

/* What has to be asked for hides a key of its name where it was not asked for
 * too: a key must not mean one thing here and another there. A relation is the
 * exception, since `next` and `related` are good names for keys: it stands in
 * place of the key in every document of an answer that names or includes it,
 * and the key in every other answer. */
bool members_hide_key(const struct shape *shape, const struct entry *entry,
                      struct slice key)
{
    const struct row *row = find_row(key);
    if (row == NULL || (row->kinds & entry_kinds(entry)) == 0)
        return false;
    return !is_link(row) || is_included(shape, row) ||
           shape_choose(shape, key).is_named;
}
