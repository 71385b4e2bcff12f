/* links.c - links documents to people and terms.
 *
 * An author can be written in four ways, which are tried in this order: the
 * path of a file; the slug or the name of a known person; a mapping with a name
 * in it; otherwise a name, from which a person is created. A string is one
 * person ("Hand, Jason"), unless it can only be several, with commas between
 * them: full names or known people under `authors`, or names with addresses.
 *
 * If people are described in several languages, a document is linked to the
 * version in its own language, and each version has the posts that link to it.
 *
 * People are looked up by slug first, which is also their key in a data file
 * (people.c), and then by folded name. Both maps are only needed while the
 * snapshot is built. */
#include "store/links.h"

#include "base/unicode.h"
#include "document/note_link.h"
#include "layout/language_tag.h"
#include "store/addresses.h"
#include "store/backlinks.h"
#include "store/entries.h"
#include "store/link.h"
#include "store/people.h"

#define MAX_AUTHORS 100 /* of one document */

struct linker {
    struct snapshot *snapshot;
    const struct builder *builder;
    struct arena *arena; /* the snapshot's */
    struct collection *people;
    struct map people_by_name; /* folded -> entry */
    bool is_listed; /* whether the documents being linked are listed */
};

/* If two people share a name, it finds the one whose slug is made from it. */
static void remember_person(struct linker *linker, struct entry *person)
{
    const struct entry *other =
        map_find(&linker->people_by_name, person->sort_name);
    if (other == NULL ||
        slice_equal(person->slug, unicode_slug(linker->arena, person->name)))
        map_put(&linker->people_by_name, person->sort_name, person);
}

/* "authors/ana", an id in the API or a path, is "ana". */
static struct entry *find_person(const struct linker *linker, struct slice name)
{
    struct slice id = SLICE("authors/");
    bool is_id = slice_starts(name, id.data);
    struct entry *person =
        collection_find(linker->people, slice_from(name, is_id ? id.size : 0));
    if (person == NULL)
        person = map_find(&linker->people_by_name,
                          unicode_casefold(linker->arena, name));
    if (person == NULL)
        person =
            collection_find(linker->people, unicode_slug(linker->arena, name));
    return person;
}

static struct entry *version_in(const struct entry *person,
                                struct slice language)
{
    for (size_t i = 0; i < person->versions->count; i++) {
        if (slice_equal(person->versions->items[i]->lang, language))
            return person->versions->items[i];
    }
    return NULL;
}

/* Returns the version of the person in the language of the document, if there
 * is one; a string with a slash names one version. */
static struct entry *version_for(const struct entry *document,
                                 struct entry *person, struct slice written)
{
    if (person == NULL || person->versions == NULL ||
        document->lang.size == 0 ||
        slice_find_char(written, 0, '/') < written.size)
        return person;
    struct entry *version = version_in(person, document->lang);
    if (version == NULL)
        version = version_in(person, language_primary(document->lang));
    return version != NULL ? version : person;
}

/* Returns a slug for a name. A name without any letter gets a number, which is
 * always the same. */
static struct slice slug_or_number(struct linker *linker, struct slice name,
                                   struct slice slug)
{
    if (slug.size > 0)
        return slug;
    return arena_printf(linker->arena, "%08x",
                        (unsigned)(hash_bytes(name, 0) & 0xFFFFFFFFU));
}

static struct entry *find_or_make_person(struct linker *linker,
                                         struct slice name)
{
    struct entry *person = find_person(linker, name);
    if (person != NULL)
        return person;
    struct slice slug = unicode_slug(linker->arena, name);
    person = entry_new(linker->snapshot, linker->people,
                       slug_or_number(linker, name, slug));
    person->is_listed = linker->is_listed;
    person_set_name(person, name, linker->arena);
    remember_person(linker, person);
    return person;
}

static bool looks_like_path(struct slice text)
{
    enum source_kind ignored;
    return source_kind_of(text, &ignored) &&
           slice_find_char(text, 0, '/') < text.size;
}

static void warn(struct linker *linker, const struct entry *entry,
                 const struct value *at, enum diagnostic_code code,
                 const char *hint, const char *what, struct slice text)
{
    linker->snapshot->diagnostics.path = entry->source->path;
    diagnostics_add(&linker->snapshot->diagnostics, code, at->line, at->column,
                    hint, "%s '%.*s'", what, SLICE_FMT(text));
}

static struct author author_from_text(struct linker *linker,
                                      struct entry *entry,
                                      const struct value *value,
                                      struct slice text)
{
    struct note_link note;
    text = name_without_address(slice_trim(text), linker->arena);
    if (note_link_parse_string(text, &note)) /* of a vault */
        text = note_link_name(&note);
    if (text.size == 0)
        return (struct author){0};
    struct entry *person =
        snapshot_find_path_from(linker->snapshot, entry->source, text);
    if (person != NULL && entry_is_person(person))
        return (struct author){.person = person, .written = text};
    if (person == NULL && looks_like_path(text)) {
        warn(linker, entry, value, DIAGNOSTIC_REFERENCE_MISSING,
             "correct the path, or add the file",
             "the author's file does not exist:", text);
        return (struct author){.path = text};
    }
    if (person != NULL) {
        warn(linker, entry, value, DIAGNOSTIC_REFERENCE_MISSING,
             "use a file with `type: Person`, or one in a folder of people",
             "the author's file does not describe a person:", text);
        return (struct author){.path = text};
    }
    person = find_or_make_person(linker, text);
    return (struct author){.person = version_for(entry, person, text),
                           .written = text};
}

static struct author author_from_mapping(struct linker *linker,
                                         struct entry *entry,
                                         const struct value *value)
{
    struct slice name = person_name(value, linker->arena);
    struct slice slug = person_key(value);
    struct entry *person =
        slug.size > 0 ? collection_find(linker->people, slug) : NULL;

    if (person == NULL && name.size == 0)
        name = slug;
    if (person == NULL && name.size == 0) {
        warn(linker, entry, value, DIAGNOSTIC_FIELD_TYPE,
             "give the author a name", "an author has no", SLICE("name"));
        return (struct author){0};
    }
    if (person == NULL)
        person = find_or_make_person(linker, name);
    person = version_for(entry, person, slug);
    if (person->source == NULL && person->as_written == NULL)
        person->as_written = without_addresses(value, linker->arena);
    return (struct author){.person = person,
                           .written = name.size > 0 ? name : slug};
}

static bool has_author(const struct entry *entry, const struct author *author)
{
    for (size_t i = 0; i < entry->author_count; i++) {
        if (entry->authors[i].person == author->person &&
            slice_equal(entry->authors[i].path, author->path))
            return true;
    }
    return false;
}

static void add_author(struct entry *entry, const struct author *author)
{
    if ((author->person != NULL || author->path.data != NULL) &&
        !has_author(entry, author) && entry->author_count < MAX_AUTHORS)
        entry->authors[entry->author_count++] = *author;
}

static void link_author(struct linker *linker, struct entry *entry,
                        const struct value *value)
{
    struct author author = {0};
    if (value->kind == VALUE_OBJECT)
        author = author_from_mapping(linker, entry, value);
    else if (value->kind == VALUE_ARRAY || value->kind == VALUE_BOOLEAN)
        warn(linker, entry, value, DIAGNOSTIC_FIELD_TYPE,
             "write a name, a path or a mapping", "an author cannot be",
             slice_of(value_kind_name(value)));
    else
        author = author_from_text(linker, entry, value,
                                  value_spelling(value, linker->arena));
    add_author(entry, &author);
}

/* Whether commas part the names of several people. */
static bool is_several(const struct linker *linker, struct slice text,
                       bool is_plural)
{
    struct slice part;
    if (slice_find_char(text, 0, ',') == text.size)
        return false;
    while (slice_cut(&text, ',', &part)) {
        part = slice_trim(part);
        bool is_one =
            name_has_address(part) ||
            (is_plural && (slice_find_char(part, 0, ' ') < part.size ||
                           find_person(linker, part) != NULL));
        if (!is_one)
            return false;
    }
    return true;
}

static size_t count_parts(struct slice text)
{
    size_t count = 0;
    struct slice part;
    while (slice_cut(&text, ',', &part))
        count++;
    return count;
}

static void link_parts(struct linker *linker, struct entry *entry,
                       const struct value *value)
{
    struct slice rest = value_text(value), part;
    while (slice_cut(&rest, ',', &part)) {
        struct author author = author_from_text(linker, entry, value, part);
        add_author(entry, &author);
    }
}

static void link_authors(struct linker *linker, struct entry *entry)
{
    const struct value *written = entry->meta->authors;
    if (written == NULL)
        return;
    bool is_list = value_is_array(written);
    bool is_plural = written == value_find(&entry->meta->fields, "authors");
    bool is_text = is_several(linker, value_text(written), is_plural);
    size_t count = is_list ? written->size : 1;
    if (is_text)
        count = count_parts(value_text(written));
    if (count > MAX_AUTHORS) {
        warn(linker, entry, written, DIAGNOSTIC_TOO_MANY_NAMES,
             "list only the people who wrote it",
             "only the first 100 entries are used from", SLICE("authors"));
        count = MAX_AUTHORS;
    }
    entry->authors = arena_alloc(linker->arena, count, sizeof(struct author));
    if (is_text)
        link_parts(linker, entry, written);
    for (size_t i = 0; !is_text && i < count; i++)
        link_author(linker, entry, is_list ? &written->as.items[i] : written);
}

static bool list_has(const struct list *list, const struct entry *entry)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] == entry)
            return true;
    }
    return false;
}

static void link_terms(struct linker *linker, const struct terms *terms,
                       struct slice collection_name, struct list *ret_terms)
{
    const struct names *names = &terms->names;
    if (names->count == 0)
        return;
    struct collection *collection =
        collection_named(linker->snapshot, collection_name);
    for (size_t i = 0; i < names->count; i++) {
        struct slice made = terms->slugs != NULL
                                ? terms->slugs->items[i]
                                : unicode_slug(linker->arena, names->items[i]);
        struct slice slug = slug_or_number(linker, names->items[i], made);
        struct entry *term = collection_find(collection, slug);
        if (term == NULL) {
            term = entry_new(linker->snapshot, collection, slug);
            term->is_listed = linker->is_listed;
            person_set_name(term, names->items[i], linker->arena);
        }
        if (!list_has(ret_terms, term))
            list_add(ret_terms, linker->arena, term);
    }
}

static void link_all_terms(struct linker *linker, struct entry *entry)
{
    struct diagnostics *found = &linker->snapshot->diagnostics;
    const struct layout *layout =
        &root_of(linker->builder, entry->source)->layout;
    found->path = entry->source->path;
    struct terms tags = layout_tags(layout, entry->meta, linker->arena, found);
    struct terms categories =
        layout_categories(layout, entry->meta, linker->arena, found);
    link_terms(linker, &tags, SLICE("tags"), &entry->tags);
    link_terms(linker, &categories, SLICE("categories"), &entry->categories);
}

/* Links either the listed documents or the unlisted ones. The listed ones come
 * first: a name that only unlisted documents use is not listed either. */
static void link_documents(struct linker *linker)
{
    struct snapshot *snapshot = linker->snapshot;
    for (size_t i = 0; i < snapshot->source_count; i++) {
        struct entry *entry = &snapshot->entries[i];
        meta_prefetch(snapshot->metas, snapshot->source_count, i);
        if (!entry->is_document || entry->is_listed != linker->is_listed)
            continue;
        link_authors(linker, entry);
        link_all_terms(linker, entry);
    }
}

void link_entries(const struct builder *builder)
{
    struct snapshot *snapshot = builder->snapshot;
    struct linker linker = {
        .snapshot = snapshot,
        .builder = builder,
        .arena = &snapshot->arena,
        .people = collection_named(snapshot, SLICE("authors")),
    };
    for (size_t i = 0; i < linker.people->all.count; i++)
        remember_person(&linker, linker.people->all.items[i]);

    linker.is_listed = true;
    link_documents(&linker);
    linker.is_listed = false;
    link_documents(&linker);
    map_release(&linker.people_by_name);
}

/* Properties of a vault, `related: "[[note]]"`. */
static void note_backlinks_of_notes(struct snapshot *snapshot,
                                    struct links *links, struct entry *entry)
{
    const struct references *notes = &entry->meta->notes;
    for (size_t i = 0; i < notes->count; i++) {
        struct note_link link;
        struct entry *to = NULL;
        if (note_link_parse_string(value_text(notes->items[i]), &link))
            to = links_find_note(links, entry->source, link.path);
        if (to != NULL)
            backlink_add(snapshot, entry, to);
    }
}

void note_backlinks_of_sections(struct snapshot *snapshot)
{
    struct links links;
    links_init(&links, snapshot);
    for (size_t i = 0; i < snapshot->source_count; i++) {
        struct entry *entry = &snapshot->entries[i];
        if (!entry->is_listed)
            continue;
        if ((entry->traits & TRAIT_NOTES) != 0)
            note_backlinks_of_notes(snapshot, &links, entry);
        if ((entry->traits & TRAIT_REFERENCES) == 0)
            continue;
        const struct references *references = &entry->meta->references;
        for (size_t k = 0; k < references->count; k++) {
            struct entry *to = snapshot_find_path_from(
                snapshot, entry->source, value_text(references->items[k]));
            if (to != NULL)
                backlink_add(snapshot, entry, to);
        }
    }
    links_release(&links);
}
