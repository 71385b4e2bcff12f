/* relations.c - other documents within a document.
 *
 *     list:                      author: {slug, name, href}       a stub
 *     item, include=author:      author: {id, ..., role: ...}     list form
 *     fields=author.role:        author: {role: ...}              a part
 *     include=author.posts:      author: {..., posts: [...]}      a shape
 *
 * A relation within a relation is the same again with the branch of the query
 * that belongs to it. Names end it: what `include` says is at most three deep,
 * and where `fields` leads deeper, stubs are all that there is. What bounds the
 * breadth is the size of the answer, and what was done for it. */
#include "base/unicode.h"
#include "represent/members.h"
#include "represent/narrow.h"
#include "represent/write.h"
#include "store/related.h"

/* What one document within another costs, however little of it is shown. */
#define WORK_OF_DOCUMENT 64
/* Looking at a candidate, in bytes that could have been written. */
#define WORK_OF_LOOK 96

/* Where other documents are written. */
struct branch {
    struct writer *writer;
    bool is_embedded;             /* whole or in parts, not as stubs */
    struct shape shape;           /* of those that are embedded */
    const struct name_tree *part; /* of the stubs */
};

/* What stands for a document within one that is shown alone out of a preview:
 * itself as everybody sees it, or nothing if nobody does. A name that has no
 * document is what the writer of this one says. */
static const struct entry *seen_by(const struct writer *writer,
                                   const struct entry *entry)
{
    const struct snapshot *surroundings = writer->shape->surroundings;
    if (surroundings == NULL || entry == NULL)
        return entry;
    const struct entry *twin = snapshot_find_twin(surroundings, entry);
    return twin == NULL && entry->source == NULL ? entry : twin;
}

static const struct entry *seen(const struct branch *branch,
                                const struct entry *entry)
{
    return seen_by(branch->writer, entry);
}

/* Other documents may say more of it, and nobody may see them. */
static bool is_mere_name(const struct branch *branch, const struct entry *entry)
{
    const struct snapshot *surroundings = branch->writer->shape->surroundings;
    return surroundings != NULL && entry->source == NULL &&
           snapshot_find_twin(surroundings, entry) != entry;
}

void write_stub(struct str *out, const struct entry *entry)
{
    if (entry->stub.data != NULL) {
        str_append(out, entry->stub);
        return;
    }
    str_append_char(out, '{');
    write_plain_key(out, SLICE("slug"));
    write_string(out, entry->slug);
    write_plain_key(out, SLICE("name"));
    write_string(out, entry->name);
    write_plain_key(out, SLICE("href"));
    write_string(out, entry->href);
    str_append_char(out, '}');
}

static void write_version(struct str *out, const struct entry *entry)
{
    str_append_char(out, '{');
    write_plain_key(out, SLICE("lang"));
    write_string_or_null(out, entry->lang);
    write_plain_key(out, SLICE("slug"));
    write_string(out, entry->slug);
    write_plain_key(out, SLICE("href"));
    write_string(out, entry->href);
    str_append_char(out, '}');
}

void write_translations(struct writer *w, const struct entry *entry)
{
    const struct list *versions = entry->versions;
    const char *before = "";
    str_append_char(w->out, '[');
    for (size_t i = 0; versions != NULL && i < versions->count; i++) {
        const struct entry *version = versions->items[i];
        if (version == entry || seen_by(w, version) == NULL)
            continue;
        str_append_text(w->out, before);
        write_version(w->out, version);
        before = ",";
    }
    str_append_char(w->out, ']');
}

void write_missing(struct str *out, struct slice path)
{
    str_append_char(out, '{');
    write_key(out, SLICE("path"));
    write_string(out, path);
    str_append(out, SLICE(",\"missing\":true}"));
}

static bool is_embedded(const struct shape *shape, enum relation relation,
                        const struct name_tree *part)
{
    bool is_author =
        relation == RELATION_AUTHOR || relation == RELATION_AUTHORS;
    if (shape->depth >= QUERY_MAX_DEPTH)
        return false;
    return relation >= RELATION_DIRECT_COUNT ||
           (is_author && shape->form == FORM_ITEM) ||
           (part != NULL && !shape->leaves_out) ||
           (shape->include != NULL && shape->include->of[relation] != NULL);
}

static struct branch branch_of(struct writer *w, enum relation relation,
                               const struct name_tree *part)
{
    const struct shape *shape = w->shape;
    const struct include_tree *include = shape->include;
    return (struct branch){
        .writer = w,
        .is_embedded = is_embedded(shape, relation, part),
        .part = part,
        .shape = {.form = FORM_LIST,
                  .include = include != NULL ? include->of[relation] : NULL,
                  .fields = part,
                  .leaves_out = shape->leaves_out,
                  .depth = shape->depth + 1,
                  .work = shape->work},
    };
}

static bool includes_nothing(const struct include_tree *include)
{
    if (include == NULL)
        return true;
    for (unsigned r = 0; r < RELATION_COUNT; r++) {
        if (include->of[r] != NULL)
            return false;
    }
    return include->members == 0;
}

static void write_as_stub(struct branch *branch, const struct entry *entry)
{
    struct str *out = branch->writer->out;
    if (branch->part == NULL) {
        write_stub(out, entry);
        return;
    }
    struct str whole = {0};
    write_stub(&whole, entry);
    narrow(out, str_slice(&whole), branch->part, branch->shape.leaves_out);
    str_release(&whole);
}

static void write_document(struct branch *branch, const struct entry *entry)
{
    struct str *out = branch->writer->out;
    size_t start = out->size;
    if (!branch->is_embedded || is_mere_name(branch, entry))
        write_as_stub(branch, entry);
    else if (branch->part == NULL && includes_nothing(branch->shape.include))
        str_append(out, entry->fragments->list);
    else
        resource_write(out, snapshot_around(branch->writer), entry,
                       &branch->shape);
    if (branch->is_embedded)
        count_work(&branch->shape, WORK_OF_DOCUMENT + out->size - start);
}

/* A person whose document nobody may see, as somebody who is named there. */
static void write_named(struct branch *branch, struct slice name)
{
    const struct snapshot *around = branch->writer->shape->surroundings;
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
                             SLICE_FMT(path_encode(slug, &scratch))),
    };
    if (known != NULL)
        write_document(branch, known);
    else
        write_as_stub(branch, &mere);
    arena_release(&scratch);
}

static bool is_path(struct slice written)
{
    enum source_kind ignored;
    return source_kind_of(written, &ignored) &&
           slice_find_char(written, 0, '/') < written.size;
}

/* As links.c decides where there is no document. */
static void write_author_form(struct branch *branch,
                              const struct author *author)
{
    if (author->person == NULL)
        write_missing(branch->writer->out, author->path);
    else if (seen(branch, author->person) != NULL)
        write_document(branch, seen(branch, author->person));
    else if (is_path(author->written))
        write_missing(branch->writer->out, author->written);
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

static bool may_go_on(const struct branch *branch)
{
    return !branch->is_embedded ||
           !resource_is_too_large(branch->writer->out, &branch->shape);
}

static void write_authors(struct branch *branch, const struct entry *entry)
{
    struct str *out = branch->writer->out;
    const char *before = "";
    str_append_char(out, '[');
    for (size_t i = 0; i < entry->author_count && may_go_on(branch); i++) {
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
    for (size_t i = 0; i < count && may_go_on(branch); i++) {
        const struct entry *entry = seen(branch, items[i]);
        if (entry == NULL)
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

/* What is shown alone has no neighbours: they are those of a preview. */
static void write_neighbour(struct branch *branch, const struct entry *entry)
{
    bool is_alone = branch->writer->shape->surroundings != NULL;
    if (entry != NULL && !is_alone && may_go_on(branch))
        write_document(branch, entry);
    else
        str_append(branch->writer->out, SLICE("null"));
}

static void write_related(struct branch *branch, const struct entry *entry)
{
    struct related related = related_find(entry);
    count_work(&branch->shape, related.work * WORK_OF_LOOK);
    write_list(branch, related.items, related.count);
}

static void write_branch(struct branch *branch, const struct entry *entry,
                         enum relation relation)
{
    switch (relation) {
    case RELATION_AUTHOR:
        write_author(branch, entry);
        break;
    case RELATION_AUTHORS:
        write_authors(branch, entry);
        break;
    case RELATION_TAGS:
        write_entries(branch, &entry->tags, SIZE_MAX);
        break;
    case RELATION_CATEGORIES:
        write_entries(branch, &entry->categories, SIZE_MAX);
        break;
    case RELATION_PREVIOUS:
        write_neighbour(branch, entry->previous);
        break;
    case RELATION_NEXT:
        write_neighbour(branch, entry->next);
        break;
    case RELATION_RELATED:
        write_related(branch, entry);
        break;
    case RELATION_BACKLINKS:
        write_entries(branch, &entry->backlinks, SIZE_MAX);
        break;
    case RELATION_POSTS:
        write_entries(branch, &entry->posts, RESOURCE_MAX_POSTS);
        break;
    case RELATION_COUNT:
        break;
    }
}

/* fields=authors.0.name: which is the first is only known once they are all
 * there. */
static void write_elements(struct branch *branch, const struct entry *entry,
                           enum relation relation)
{
    struct str whole = {0};
    struct writer aside = *branch->writer;
    struct branch all = *branch;
    aside.out = &whole;
    all.writer = &aside;
    all.part = all.shape.fields = NULL;
    write_branch(&all, entry, relation);
    count_work(&branch->shape, whole.size);
    narrow(branch->writer->out, str_slice(&whole), branch->part,
           branch->shape.leaves_out);
    str_release(&whole);
}

void write_relation_member(struct writer *w, const struct entry *entry,
                           enum relation relation, const struct name_tree *part)
{
    struct branch branch = branch_of(w, relation, part);
    if (names_elements(part))
        write_elements(&branch, entry, relation);
    else
        write_branch(&branch, entry, relation);
}
