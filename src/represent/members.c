/* members.c - the one table of what a document shows.
 *
 *     id ... reading_time | author, authors | tags, categories | front matter
 *                         | html, toc, ...
 *
 * Each row says for which kinds of entry it is there and how it is written.
 * Front matter follows under its own keys, but for those that a row has
 * taken: then the computed member stands. */
#include "represent/members.h"

#include "represent/html.h"
#include "represent/resolve.h"
#include "represent/write.h"
#include "store/sections.h"

enum kind {
    KIND_DOCUMENT = 1 << 0,
    KIND_DATA = 1 << 1,
    KIND_PERSON = 1 << 2,
    KIND_TERM = 1 << 3,
    KIND_NAMED = KIND_PERSON | KIND_TERM,
    KIND_FILE = 1 << 4, /* has a file, whatever else it is */
    KIND_ANY = (1 << 5) - 1,
};

struct row {
    const char *name;
    unsigned kinds;
    unsigned include; /* 0: always there */
    void (*write)(struct writer *writer, const struct entry *entry);
};

static unsigned kinds_of(const struct entry *entry)
{
    unsigned kinds = 0;
    if (entry->source != NULL)
        kinds |=
            KIND_FILE | (entry_is_document(entry) ? KIND_DOCUMENT : KIND_DATA);
    if (entry_is_person(entry))
        kinds |= KIND_PERSON;
    if (entry_is_term(entry))
        kinds |= KIND_TERM;
    return kinds;
}

bool is_plain_document(const struct entry *entry)
{
    return kinds_of(entry) == (KIND_FILE | KIND_DOCUMENT);
}

static void write_id(struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->id);
}

static void write_collection(struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->collection->name);
}

static void write_slug(struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->slug);
}

static void write_url(struct writer *w, const struct entry *entry)
{
    write_string_or_null(w->out, entry->url);
}

static void write_path(struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->source->path);
}

static void write_rev(struct writer *w, const struct entry *entry)
{
    write_string(w->out, slice_of(entry->rev[0] != '\0' ? entry->rev : NO_REV));
}

static void write_name(struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->name);
}

static void write_title(struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->source->title);
}

static void write_date_text(struct str *out, const struct date *date)
{
    write_string_or_null(out, date != NULL ? slice_of(date->text) : SLICE_NONE);
}

static void write_date(struct writer *w, const struct entry *entry)
{
    write_date_text(w->out, entry->source->date);
}

static void write_day(struct writer *w, const struct entry *entry)
{
    const struct date *date = entry->source->date;
    write_string_or_null(w->out,
                         date != NULL ? slice_of(date->day) : SLICE_NONE);
}

static void write_updated(struct writer *w, const struct entry *entry)
{
    write_date_text(w->out, entry->source->updated);
}

static void write_excerpt(struct writer *w, const struct entry *entry)
{
    write_string_or_null(w->out, entry->source->excerpt);
}

static void write_word_count(struct writer *w, const struct entry *entry)
{
    write_integer(w->out, entry->source->body.word_count);
}

static void write_reading_time(struct writer *w, const struct entry *entry)
{
    write_integer(w->out, entry->source->body.reading_time);
}

static void write_href(struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->href);
}

static void write_post_count(struct writer *w, const struct entry *entry)
{
    write_integer(w->out, (int64_t)entry->posts.count);
}

void write_stub(struct writer *w, const struct entry *entry)
{
    if (entry->fragments.stub.data != NULL) {
        str_append(w->out, entry->fragments.stub);
        return;
    }
    str_append_char(w->out, '{');
    write_plain_key(w->out, SLICE("slug"));
    write_slug(w, entry);
    write_plain_key(w->out, SLICE("name"));
    write_name(w, entry);
    write_plain_key(w->out, SLICE("href"));
    write_href(w, entry);
    str_append_char(w->out, '}');
}

void write_missing(struct str *out, struct slice path)
{
    str_append_char(out, '{');
    write_key(out, SLICE("path"));
    write_string(out, path);
    str_append(out, SLICE(",\"missing\":true}"));
}

static void write_author_form(struct writer *w, const struct author *author)
{
    if (author->person == NULL)
        write_missing(w->out, author->path);
    else if (w->shape->form == FORM_ITEM)
        str_append(w->out, author->person->fragments.list);
    else
        write_stub(w, author->person);
}

static void write_author(struct writer *w, const struct entry *entry)
{
    if (entry->author_count == 0)
        str_append(w->out, SLICE("null"));
    else
        write_author_form(w, &entry->authors[0]);
}

static void write_authors(struct writer *w, const struct entry *entry)
{
    str_append_char(w->out, '[');
    for (size_t i = 0; i < entry->author_count; i++) {
        if (i > 0)
            str_append_char(w->out, ',');
        write_author_form(w, &entry->authors[i]);
    }
    str_append_char(w->out, ']');
}

static void write_stubs(struct writer *w, const struct list *list)
{
    str_append_char(w->out, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0)
            str_append_char(w->out, ',');
        write_stub(w, list->items[i]);
    }
    str_append_char(w->out, ']');
}

static void write_tags(struct writer *w, const struct entry *entry)
{
    write_stubs(w, &entry->tags);
}

static void write_categories(struct writer *w, const struct entry *entry)
{
    write_stubs(w, &entry->categories);
}

static void append_piece(void *context, struct slice piece)
{
    str_append(context, piece);
}

static void write_html(struct writer *w, const struct entry *entry)
{
    str_append_char(w->out, '"');
    html_each_piece(entry, append_piece, w->out);
    str_append_char(w->out, '"');
}

static void write_markdown(struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->source->markdown);
}

static void write_text(struct writer *w, const struct entry *entry)
{
    write_string(w->out, entry->source->body.text);
}

static void write_front_matter(struct writer *w, const struct entry *entry)
{
    write_value(w->out, &entry->source->front_matter);
}

static void write_toc(struct writer *w, const struct entry *entry)
{
    str_append(w->out, entry->source->body.toc);
}

static const struct row head_rows[] = {
    {"id", KIND_ANY, 0, write_id},
    {"collection", KIND_ANY, 0, write_collection},
    {"slug", KIND_ANY, 0, write_slug},
    {"url", KIND_DOCUMENT, 0, write_url},
    {"path", KIND_FILE, 0, write_path},
    {"rev", KIND_DOCUMENT, 0, write_rev},
    {"name", KIND_NAMED, 0, write_name},
    {"href", KIND_NAMED, 0, write_href},
    {"post_count", KIND_NAMED, 0, write_post_count},
    {"title", KIND_DOCUMENT, 0, write_title},
    {"date", KIND_DOCUMENT, 0, write_date},
    {"day", KIND_DOCUMENT, 0, write_day},
    {"updated", KIND_DOCUMENT, 0, write_updated},
    {"excerpt", KIND_DOCUMENT, 0, write_excerpt},
    {"word_count", KIND_DOCUMENT, 0, write_word_count},
    {"reading_time", KIND_DOCUMENT, 0, write_reading_time},
};
static const struct row author_rows[] = {
    {"author", KIND_DOCUMENT, 0, write_author},
    {"authors", KIND_DOCUMENT, 0, write_authors},
};
static const struct row tail_rows[] = {
    {"tags", KIND_DOCUMENT, 0, write_tags},
    {"categories", KIND_DOCUMENT, 0, write_categories},
};
static const struct row body_rows[] = {
    {"html", KIND_DOCUMENT, INCLUDE_HTML, write_html},
    {"toc", KIND_DOCUMENT, INCLUDE_TOC, write_toc},
    {"markdown", KIND_DOCUMENT, INCLUDE_MARKDOWN, write_markdown},
    {"text", KIND_DOCUMENT, INCLUDE_TEXT, write_text},
    {"front_matter", KIND_FILE, INCLUDE_FRONT_MATTER, write_front_matter},
};

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static const struct {
    const struct row *rows;
    size_t count;
} tables[] = {
    [MEMBERS_HEAD] = {head_rows, COUNT(head_rows)},
    [MEMBERS_AUTHORS] = {author_rows, COUNT(author_rows)},
    [MEMBERS_TAIL] = {tail_rows, COUNT(tail_rows)},
    [MEMBERS_BODY] = {body_rows, COUNT(body_rows)},
};

static const struct row *find_row(struct slice name)
{
    for (size_t t = 0; t < COUNT(tables); t++) {
        for (size_t i = 0; i < tables[t].count; i++) {
            if (slice_is(name, tables[t].rows[i].name))
                return &tables[t].rows[i];
        }
    }
    return NULL;
}

bool is_computed_member(struct slice name)
{
    return find_row(name) != NULL;
}

const char *computed_member_name(size_t index)
{
    for (size_t t = 0; t < COUNT(tables); t++) {
        if (index < tables[t].count)
            return tables[t].rows[index].name;
        index -= tables[t].count;
    }
    return NULL;
}

static bool is_wanted(const struct shape *shape, struct slice name)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        if (slice_equal(shape->fields[i], name))
            return !shape->leaves_out;
    }
    return shape->field_count == 0 || shape->leaves_out;
}

/* What its writer gave it: front matter, data, or a mapping; or NULL. */
static const struct value *own_root(const struct entry *entry)
{
    return entry->source != NULL ? &entry->source->front_matter
                                 : entry->as_written;
}

/* A computed member that this kind of entry lacks, but that was asked for by
 * name: null, so that every element of a list has the same keys. */
static void write_absent(struct writer *w, const struct entry *entry,
                         struct slice name)
{
    if (w->shape->field_count == 0 || w->shape->leaves_out ||
        !is_wanted(w->shape, name) ||
        value_find_slice(own_root(entry), name) != NULL)
        return;
    write_key(w->out, name);
    str_append(w->out, SLICE("null"));
}

static void write_rows(struct writer *w, const struct entry *entry,
                       const struct row *rows, size_t count)
{
    unsigned kinds = kinds_of(entry);
    for (size_t i = 0; i < count; i++) {
        const struct row *row = &rows[i];
        struct slice name = slice_of(row->name);
        if ((row->kinds & kinds) == 0) {
            write_absent(w, entry, name);
        } else if ((row->include == 0 ||
                    (w->shape->includes & row->include) != 0) &&
                   is_wanted(w->shape, name)) {
            write_plain_key(w->out, name);
            row->write(w, entry);
        }
    }
}

/* Whether a computed member stands where the front matter has that key. The
 * html and toc of an item stand in lists too, as absent: a key must not mean
 * one thing here and another there. */
static bool is_taken(const struct shape *shape, unsigned kinds,
                     struct slice key)
{
    const struct row *row = find_row(key);
    if (row == NULL || (row->kinds & kinds) == 0)
        return false;
    return row->include == 0 || (row->include & INCLUDE_ITEM) != 0 ||
           (row->include & shape->includes) != 0;
}

/* Mappings as WordPress exports them hold addresses that nobody meant to
 * publish. */
static bool is_private(const struct entry *entry, struct slice key)
{
    return entry->source == NULL &&
           (slice_equal_nocase(key, SLICE("email")) ||
            slice_equal_nocase(key, SLICE("user_email")));
}

static void write_member(struct writer *w, const struct entry *entry,
                         const struct value *root, const struct member *member)
{
    if (!is_wanted(w->shape, member->key) || is_private(entry, member->key) ||
        is_taken(w->shape, kinds_of(entry), member->key))
        return;
    if ((w->shape->includes & INCLUDE_SECTIONS) != 0) {
        write_resolved_member(w->out, w->snapshot, root, member);
    } else {
        write_key(w->out, member->key);
        write_value(w->out, &member->value);
    }
}

/* What the object's type gains: the newest posts, the items of a feed. */
static void write_gains(struct writer *w, const struct value *root)
{
    const struct section_rule *rule = NULL;
    struct slice type = section_type(root);
    while ((rule = section_rule_next(type, rule)) != NULL) {
        if (section_gains(rule) && is_wanted(w->shape, slice_of(rule->key)))
            write_gained(w->out, w->snapshot, root, rule);
    }
}

/* Front matter under its own keys. Data of another root than an object stands
 * under "value". */
void write_own_members(struct writer *w, const struct entry *entry)
{
    const struct value *root = own_root(entry);
    if (root == NULL)
        return;
    if (root->kind != VALUE_OBJECT) {
        struct member member = {SLICE("value"), *root};
        write_member(w, entry, root, &member);
        return;
    }
    for (size_t i = 0; i < root->size; i++)
        write_member(w, entry, root, &root->as.members[i]);
    if ((w->shape->includes & INCLUDE_SECTIONS) != 0)
        write_gains(w, root);
}

void write_group(struct writer *w, const struct entry *entry,
                 enum member_group group)
{
    write_rows(w, entry, tables[group].rows, tables[group].count);
}
