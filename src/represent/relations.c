/* relations.c - documents within a document.
 *
 *     list:                      author: {slug, name, href}       a stub
 *     item, include=author:      author: {id, ..., role: ...}     list form
 *     fields=author.role:        author: {role: ...}              a part
 *     include=author.posts:      author: {..., posts: [...]}      a shape
 *
 * A relation within a relation works the same way, with its own branch of the
 * query. The depth is bounded by the names: `include` is at most three deep,
 * and where `fields` leads deeper there are only stubs. The breadth is bounded
 * by the size of the answer and by the work for it.
 *
 * A number names one element: fields=authors.0.role. Then `fields` only picks
 * from what the documents show without it, so that the first author does not
 * gain a member that the second lacks. */
#include "represent/relations.h"

#include "base/array.h"
#include "base/percent.h"
#include "base/unicode.h"
#include "index/related.h"
#include "represent/write.h"

/* The work of a document within another, however little of it is shown. */
#define WORK_OF_DOCUMENT 64
/* The work of looking at a candidate, in bytes that could have been written. */
#define WORK_OF_LOOK 96

/* The posts shown of one person or term; post_count says how many there are. */
#define MAX_POSTS 100

/* A relation of one document. */
struct branch {
    const struct member_writer *writer;
    bool is_embedded;   /* whole or in parts, not as stubs */
    struct shape shape; /* of each of them */
    struct parts parts; /* of the relation: */
    size_t index;       /*   of the next element, where it is a list */
};

/* The document as it is shown within one that a preview link opens: its
 * published version, or NULL if there is none. A name without a document stays
 * what the writer of this document has written. */
static const struct entry *find_visible(const struct member_writer *w,
                                        const struct entry *entry)
{
    const struct snapshot *surroundings = w->shape->surroundings;
    if (surroundings == NULL || entry == NULL)
        return entry;
    const struct entry *twin = snapshot_find_twin(surroundings, entry);
    return twin == NULL && entry->source == NULL ? entry : twin;
}

/* A name about which only unpublished documents say more. */
static bool is_mere_name(const struct branch *branch, const struct entry *entry)
{
    const struct snapshot *surroundings = branch->writer->shape->surroundings;
    return surroundings != NULL && entry->source == NULL &&
           snapshot_find_twin(surroundings, entry) != entry;
}

static struct value object_of(const struct member *members, size_t count)
{
    return (struct value){
        .kind = VALUE_OBJECT, .as.members = members, .size = count};
}

static void write_stub(struct str *out, const struct entry *entry,
                       const struct parts *parts)
{
    if (entry->stub.data != NULL && parts->names == NULL) {
        str_append(out, entry->stub);
        return;
    }
    const struct member members[] = {
        {SLICE("slug"), value_of_text(entry->slug)},
        {SLICE("name"), value_of_text(entry->name)},
        {SLICE("href"), value_of_text(entry->href)},
    };
    const struct value stub = object_of(members, ARRAY_COUNT(members));
    parts_write_value(out, &stub, parts, NULL);
}

void relation_write_stub(struct str *out, const struct entry *entry)
{
    write_stub(out, entry, &(struct parts){0});
}

void relation_write_missing(struct str *out, struct slice path,
                            const struct parts *parts)
{
    const struct member members[] = {
        {SLICE("path"), value_of_text(path)},
        {SLICE("missing"), {.kind = VALUE_BOOLEAN, .as.boolean = true}},
    };
    const struct value missing = object_of(members, ARRAY_COUNT(members));
    parts_write_value(out, &missing, parts, NULL);
}

void relation_write_translations(const struct member_writer *w,
                                 const struct entry *entry,
                                 const struct parts *parts)
{
    const struct list *versions = entry->versions;
    const char *before = "";
    size_t index = 0;
    str_append_char(w->out, '[');
    for (size_t i = 0; versions != NULL && i < versions->count; i++) {
        const struct entry *version = versions->items[i];
        if (version == entry || find_visible(w, version) == NULL)
            continue;
        const struct choice choice = parts_choose_element(parts, index++);
        if (!choice.is_shown)
            continue;
        const struct member members[] = {
            {SLICE("lang"), value_of_text_or_null(version->lang)},
            {SLICE("slug"), value_of_text(version->slug)},
            {SLICE("href"), value_of_text(version->href)},
        };
        const struct value shown = object_of(members, ARRAY_COUNT(members));
        str_append_text(w->out, before);
        parts_write_value(w->out, &shown, &choice.parts, NULL);
        before = ",";
    }
    str_append_char(w->out, ']');
}

static bool is_embedded(const struct shape *shape, enum relation relation,
                        const struct parts *parts)
{
    bool is_author =
        relation == RELATION_AUTHOR || relation == RELATION_AUTHORS;
    bool is_named =
        parts->names != NULL && !parts->leaves_out && !shape->only_narrows;
    if (shape->depth >= QUERY_MAX_DEPTH)
        return false;
    return relation >= RELATION_DIRECT_COUNT ||
           (is_author && shape->form == FORM_ITEM) || is_named ||
           (shape->include != NULL && shape->include->of[relation] != NULL);
}

static struct branch branch_of(const struct member_writer *w,
                               enum relation relation,
                               const struct parts *parts)
{
    const struct shape *shape = w->shape;
    const struct include_tree *include = shape->include;
    return (struct branch){
        .writer = w,
        .is_embedded = is_embedded(shape, relation, parts),
        .parts = *parts,
        .shape = {.form = FORM_LIST,
                  .include = include != NULL ? include->of[relation] : NULL,
                  .fields = *parts,
                  .chunk_words = shape->chunk_words,
                  .has_absolute_urls = shape->has_absolute_urls,
                  .only_narrows =
                      shape->only_narrows || parts_name_elements(parts),
                  .depth = shape->depth + 1,
                  .looks = shape->looks,
                  .work = shape->work},
    };
}

static void write_document(struct branch *branch, const struct entry *entry)
{
    const struct shape *shape = &branch->shape;
    struct str *out = branch->writer->out;
    size_t start = out->size;
    if (!branch->is_embedded || is_mere_name(branch, entry))
        write_stub(out, entry, &shape->fields);
    else if (shape->fields.names == NULL &&
             include_tree_is_empty(shape->include))
        str_append(out, entry->fragments->embedded);
    else
        branch->writer->write_document(out, branch->writer->around, entry,
                                       shape);
    if (branch->is_embedded)
        shape_count_work(shape, WORK_OF_DOCUMENT + out->size - start);
}

/* Goes on to the next element of a list; false if it is not shown. */
static bool next_element(struct branch *branch)
{
    const struct choice choice =
        parts_choose_element(&branch->parts, branch->index++);
    branch->shape.fields = choice.parts;
    return choice.is_shown;
}

/* A person whose document is not published, as one who is only named. */
static void write_named(struct branch *branch, struct slice name)
{
    const struct snapshot *around = branch->writer->around;
    const struct collection *people =
        snapshot_find_collection(around, SLICE("authors"));
    struct arena scratch = {0};
    struct slice slug = unicode_slug(&scratch, name);
    const struct entry *known =
        people != NULL ? collection_find(people, slug) : NULL;
    const struct entry mere = {
        .slug = slug,
        .name = name,
        .href = arena_printf(&scratch, "%.*s/authors/%.*s",
                             SLICE_FMT(around->policy.base_path),
                             SLICE_FMT(percent_encode(slug, &scratch))),
    };
    if (known != NULL)
        write_document(branch, known);
    else
        write_stub(branch->writer->out, &mere, &branch->shape.fields);
    arena_release(&scratch);
}

static bool is_path(struct slice written)
{
    enum source_kind ignored;
    return source_kind_of(written, &ignored) &&
           slice_find_char(written, 0, '/') < written.size;
}

/* `fields` picks from it only where it cannot add to it either. */
static void write_missing(struct branch *branch, struct slice path)
{
    const struct parts all = {0};
    relation_write_missing(branch->writer->out, path,
                           branch->shape.only_narrows ? &branch->shape.fields
                                                      : &all);
}

/* As store/links.c decides where there is no document. */
static void write_author_form(struct branch *branch,
                              const struct author *author)
{
    const struct entry *person = find_visible(branch->writer, author->person);
    if (author->person == NULL)
        write_missing(branch, author->path);
    else if (person != NULL)
        write_document(branch, person);
    else if (is_path(author->written))
        write_missing(branch, author->written);
    else
        write_named(branch, author->written);
}

static void write_author(struct branch *branch, const struct entry *entry)
{
    if (entry->author_count > 0)
        write_author_form(branch, &entry->authors[0]);
    else
        str_append(branch->writer->out, SLICE("null"));
}

static bool has_room(const struct branch *branch)
{
    return !branch->is_embedded ||
           !shape_is_too_large(&branch->shape, branch->writer->out);
}

static void write_authors(struct branch *branch, const struct entry *entry)
{
    struct str *out = branch->writer->out;
    const char *before = "";
    str_append_char(out, '[');
    for (size_t i = 0; i < entry->author_count && has_room(branch); i++) {
        if (!next_element(branch))
            continue;
        str_append_text(out, before);
        write_author_form(branch, &entry->authors[i]);
        before = ",";
    }
    str_append_char(out, ']');
}

static void write_list(struct branch *branch, const struct entry *const *items,
                       size_t count)
{
    struct str *out = branch->writer->out;
    const char *before = "";
    str_append_char(out, '[');
    for (size_t i = 0; i < count && has_room(branch); i++) {
        const struct entry *entry = find_visible(branch->writer, items[i]);
        if (entry == NULL || !next_element(branch))
            continue;
        str_append_text(out, before);
        write_document(branch, entry);
        before = ",";
    }
    str_append_char(out, ']');
}

static void write_entries(struct branch *branch, const struct list *list,
                          size_t maximum)
{
    write_list(branch, (const struct entry *const *)list->items,
               list->count < maximum ? list->count : maximum);
}

/* A document that a preview link opens shows no neighbours: they would be those
 * of the preview. */
static void write_neighbour(struct branch *branch, const struct entry *entry)
{
    bool is_alone = branch->writer->shape->surroundings != NULL;
    if (entry != NULL && !is_alone && has_room(branch))
        write_document(branch, entry);
    else
        str_append(branch->writer->out, SLICE("null"));
}

static void write_related(struct branch *branch, const struct entry *entry)
{
    struct related related = related_find(entry);
    shape_count_work(&branch->shape, related.work * WORK_OF_LOOK);
    write_list(branch, related.items, related.count);
}

void relation_write(const struct member_writer *w, const struct entry *entry,
                    enum relation relation, const struct parts *parts)
{
    struct branch branch = branch_of(w, relation, parts);
    switch (relation) {
    case RELATION_AUTHOR:
        write_author(&branch, entry);
        break;
    case RELATION_AUTHORS:
        write_authors(&branch, entry);
        break;
    case RELATION_TAGS:
        write_entries(&branch, &entry->tags, SIZE_MAX);
        break;
    case RELATION_CATEGORIES:
        write_entries(&branch, &entry->categories, SIZE_MAX);
        break;
    case RELATION_PREVIOUS:
        write_neighbour(&branch, entry->previous);
        break;
    case RELATION_NEXT:
        write_neighbour(&branch, entry->next);
        break;
    case RELATION_RELATED:
        write_related(&branch, entry);
        break;
    case RELATION_BACKLINKS:
        write_entries(&branch, &entry->backlinks, SIZE_MAX);
        break;
    case RELATION_POSTS:
        write_entries(&branch, &entry->posts, MAX_POSTS);
        break;
    case RELATION_COUNT:
        break;
    }
}
