/* members.c - the one table of what a document shows beside its front matter.
 *
 *     id ... title ... reading_time | author, authors | tags ... | front matter
 *                         | html, toc, ... previous, next, related, ...
 *
 * Each row says for which kinds of entry it is there, whether it has to be
 * asked for, and how it is written. */
#include "represent/members.h"

#include "base/array.h"
#include "represent/html.h"
#include "represent/narrow.h"
#include "represent/write.h"
#include "store/kind.h"

#include <string.h>

/* Written by its function, or where that is NULL as a relation. */
struct row {
    const char *name;
    unsigned kinds;
    unsigned include; /* 0: always there, or a relation */
    void (*write)(struct writer *writer, const struct entry *entry);
    enum relation relation;
};

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
    write_string(w->out, slice_of(entry->rev != NULL ? entry->rev : NO_REV));
}

static void write_status(struct writer *w, const struct entry *entry)
{
    write_string(w->out, slice_of(status_name(entry->status)));
}

static void write_lang(struct writer *w, const struct entry *entry)
{
    write_string_or_null(w->out, entry->lang);
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
    {"id", KIND_ANY, 0, write_id, RELATION_COUNT},
    {"collection", KIND_ANY, 0, write_collection, RELATION_COUNT},
    {"slug", KIND_ANY, 0, write_slug, RELATION_COUNT},
    {"url", KIND_DOCUMENT, 0, write_url, RELATION_COUNT},
    {"path", KIND_FILE, 0, write_path, RELATION_COUNT},
    {"rev", KIND_DOCUMENT, 0, write_rev, RELATION_COUNT},
    {"lang", KIND_SPOKEN, 0, write_lang, RELATION_COUNT},
    {"status", KIND_PREVIEWED, 0, write_status, RELATION_COUNT},
    {"name", KIND_NAMED, 0, write_name, RELATION_COUNT},
    {"href", KIND_NAMED, 0, write_href, RELATION_COUNT},
    {"post_count", KIND_NAMED, 0, write_post_count, RELATION_COUNT},
};
static const struct row said_rows[] = {
    {"title", KIND_DOCUMENT, 0, write_title, RELATION_COUNT},
    {"date", KIND_DOCUMENT, 0, write_date, RELATION_COUNT},
    {"day", KIND_DOCUMENT, 0, write_day, RELATION_COUNT},
    {"updated", KIND_DOCUMENT, 0, write_updated, RELATION_COUNT},
    {"excerpt", KIND_DOCUMENT, 0, write_excerpt, RELATION_COUNT},
    {"word_count", KIND_DOCUMENT, 0, write_word_count, RELATION_COUNT},
    {"reading_time", KIND_DOCUMENT, 0, write_reading_time, RELATION_COUNT},
};
static const struct row author_rows[] = {
    {"author", KIND_DOCUMENT, 0, NULL, RELATION_AUTHOR},
    {"authors", KIND_DOCUMENT, 0, NULL, RELATION_AUTHORS},
};
static const struct row tail_rows[] = {
    {"tags", KIND_DOCUMENT, 0, NULL, RELATION_TAGS},
    {"categories", KIND_DOCUMENT, 0, NULL, RELATION_CATEGORIES},
    {"translations", KIND_SPOKEN, 0, write_translations, RELATION_COUNT},
};
static const struct row body_rows[] = {
    {"html", KIND_DOCUMENT, INCLUDE_HTML, write_html, RELATION_COUNT},
    {"toc", KIND_DOCUMENT, INCLUDE_TOC, write_toc, RELATION_COUNT},
    {"markdown", KIND_DOCUMENT, INCLUDE_MARKDOWN, write_markdown,
     RELATION_COUNT},
    {"text", KIND_DOCUMENT, INCLUDE_TEXT, write_text, RELATION_COUNT},
    {"front_matter", KIND_FILE, INCLUDE_FRONT_MATTER, write_front_matter,
     RELATION_COUNT},
    {"previous", KIND_ANY, 0, NULL, RELATION_PREVIOUS},
    {"next", KIND_ANY, 0, NULL, RELATION_NEXT},
    {"related", KIND_DOCUMENT, 0, NULL, RELATION_RELATED},
    {"backlinks", KIND_ANY, 0, NULL, RELATION_BACKLINKS},
    {"posts", KIND_NAMED, 0, NULL, RELATION_POSTS},
};

static const struct {
    const struct row *rows;
    size_t count;
} tables[] = {
    [MEMBERS_HEAD] = {head_rows, ARRAY_COUNT(head_rows)},
    [MEMBERS_SAID] = {said_rows, ARRAY_COUNT(said_rows)},
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

bool names_fields(const struct shape *shape)
{
    return shape->fields != NULL && !shape->leaves_out;
}

struct choice choose_member(const struct shape *shape, struct slice name)
{
    const struct name_tree *node = name_tree_find(shape->fields, name);
    if (node == NULL)
        return (struct choice){.is_shown = !names_fields(shape)};
    if (node->is_whole || node->children == NULL)
        return (struct choice){.is_shown = !shape->leaves_out,
                               .is_named = !shape->leaves_out};
    return (struct choice){.is_shown = true,
                           .is_named = !shape->leaves_out,
                           .part = node->children};
}

static bool is_link(const struct row *row)
{
    return row->write == NULL && row->relation >= RELATION_DIRECT_COUNT;
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
static void write_absent(struct writer *w, const struct entry *entry,
                         struct slice name)
{
    if (!choose_member(w->shape, name).is_named ||
        value_find_slice(own_root(entry), name) != NULL)
        return;
    write_plain_key(w->out, name);
    str_append(w->out, SLICE("null"));
}

void write_part_of_member(struct writer *w, struct slice member,
                          const struct name_tree *part)
{
    size_t colon = slice_find(member, 0, SLICE("\":"));
    struct slice value = slice_from(member, colon + strlen("\":"));
    count_work(w->shape, member.size);
    if (member.size == 0 || (!has_parts(value) && !w->shape->leaves_out))
        return;
    if (w->out->size > 0 && w->out->data[w->out->size - 1] != '{')
        str_append_char(w->out, ',');
    str_append(w->out, slice_sub(member, 0, member.size - value.size));
    narrow(w->out, value, part, w->shape->leaves_out);
}

static void write_part_of_row(struct writer *w, const struct entry *entry,
                              const struct row *row,
                              const struct name_tree *part)
{
    struct str whole = {0};
    struct writer aside = {&whole, w->snapshot, w->shape};
    write_key(&whole, slice_of(row->name));
    row->write(&aside, entry);
    write_part_of_member(w, str_slice(&whole), part);
    str_release(&whole);
}

static void write_row(struct writer *w, const struct entry *entry,
                      const struct row *row, const struct name_tree *part)
{
    if (row->write != NULL && part != NULL) {
        write_part_of_row(w, entry, row, part);
        return;
    }
    write_plain_key(w->out, slice_of(row->name));
    if (row->write != NULL)
        row->write(w, entry);
    else
        write_relation_member(w, entry, row->relation, part);
}

static void write_rows(struct writer *w, const struct entry *entry,
                       const struct row *rows, size_t count)
{
    unsigned kinds = entry_kinds(entry);
    for (size_t i = 0; i < count; i++) {
        const struct row *row = &rows[i];
        struct slice name = slice_of(row->name);
        struct choice choice = choose_member(w->shape, name);
        if ((row->kinds & kinds) == 0)
            write_absent(w, entry, name);
        else if (choice.is_shown &&
                 (choice.is_named || is_included(w->shape, row)))
            write_row(w, entry, row, choice.part);
    }
}

/* What has to be asked for hides a key of its name where it was not asked for
 * too: a key must not mean one thing here and another there. A relation is the
 * exception, since `next` and `related` are good names for keys: it stands in
 * place of the key in every document of an answer that names or includes it,
 * and the key in every other answer. */
bool is_taken(const struct shape *shape, const struct entry *entry,
              struct slice key)
{
    const struct row *row = find_row(key);
    if (row == NULL || (row->kinds & entry_kinds(entry)) == 0)
        return false;
    return !is_link(row) || is_included(shape, row) ||
           choose_member(shape, key).is_named;
}

void write_group(struct writer *w, const struct entry *entry,
                 enum member_group group)
{
    write_rows(w, entry, tables[group].rows, tables[group].count);
}
