/* fragments.c - the bytes of every document, made before the first request.
 *
 *     fragments  [ list form | links | header | embedded form ]
 *     source     [ html, as a delta | headings ]
 *
 * Every edit makes a new snapshot, for one document among thousands. So nothing
 * here looks at a body, whose HTML and headings the source keeps ready, and
 * fragments are written only where they would differ from before.
 * They are made from a source, which never changes, and from inputs of other
 * documents and settings, which are hashed (inputs.c): where the previous
 * snapshot has fragments of the same source and the same inputs, both share
 * them.
 *
 * The item form is the same bytes, cut where the authors are, with the authors'
 * own list forms in the gap and the body at the end. So a person who wrote a
 * hundred posts is in memory once, and an item costs a copy of its HTML and of
 * a few slices.
 *
 * rev is a hash of everything that an item is made of, except counts. It is
 * part of the item's bytes, so it is first written as zeros, then hashed, and
 * filled in last. */
#include "base/mem.h"
#include "base/parallel.h"
#include "index/order.h"
#include "represent/html.h"
#include "represent/inputs.h"
#include "represent/links.h"
#include "represent/members.h"
#include "represent/own.h"
#include "represent/relations.h"
#include "represent/resource.h"
#include "represent/write.h"

#include <stdlib.h>
#include <string.h>

/* A thread takes this many entries at a time, with one buffer for all. */
#define ROW_ENTRIES 32

/* Fragments show what a request without parameters may see. */
static const struct query plain_query;

/* The pieces of one entry, as offsets in what is written. */
struct offsets {
    size_t counts_from, counts_to, authors_from, authors_to, rev;
    size_t list_end, links_end, header_end;
};

/* The list form, with the offsets at which the item form cuts it. */
static void write_list_form(const struct member_writer *w,
                            const struct entry *entry, struct offsets *offsets)
{
    str_append_char(w->out, '{');
    members_write(w, entry, MEMBERS_HEAD);
    offsets->counts_from = w->out->size;
    members_write(w, entry, MEMBERS_COUNTS);
    offsets->counts_to = w->out->size;
    members_write(w, entry, MEMBERS_OWN);
    offsets->authors_from = w->out->size;
    members_write(w, entry, MEMBERS_AUTHORS);
    offsets->authors_to = w->out->size;
    members_write(w, entry, MEMBERS_TAIL);
    own_write(w, entry);
    str_append_char(w->out, '}');

    static const char mark[] = ",\"rev\":\"" NO_REV;
    struct slice head = slice_sub(str_slice(w->out), 0, offsets->authors_from);
    size_t rev = slice_find(head, 0, slice_of(mark));
    offsets->rev = rev < head.size ? rev + strlen(mark) - REV_SIZE : 0;
}

/* The list form without counts, if it has any. */
static void append_embedded(struct str *buffer, const struct offsets *offsets)
{
    struct str counted = {0};
    if (offsets->counts_to == offsets->counts_from)
        return;
    str_append(&counted, slice_sub(str_slice(buffer), 0, offsets->list_end));
    str_append(buffer, slice_sub(str_slice(&counted), 0, offsets->counts_from));
    str_append(buffer, slice_from(str_slice(&counted), offsets->counts_to));
    str_release(&counted);
}

static struct fragments *copy_written(struct slice written,
                                      const struct offsets *offsets)
{
    struct fragments *f =
        mem_alloc(1, sizeof(struct fragments) + written.size + 1);
    memcpy(f->bytes, written.data, written.size);
    const struct slice bytes = {f->bytes, written.size};
    atomic_init(&f->reference_count, 1);
    f->authors_from = offsets->authors_from;
    f->authors_to = offsets->authors_to;
    f->rev_at = offsets->rev;
    f->list = slice_sub(bytes, 0, offsets->list_end);
    f->links = slice_sub(bytes, offsets->list_end, offsets->links_end);
    f->link_header = slice_sub(bytes, offsets->links_end, offsets->header_end);
    f->embedded = offsets->counts_to > offsets->counts_from
                      ? slice_from(bytes, offsets->header_end)
                      : f->list;
    return f;
}

static bool is_named(const struct entry *entry)
{
    return entry_is_person(entry) || entry_is_term(entry);
}

/* Of everything in the item that is the entry's own. A body enters as the hash
 * that it got when it was read. People and terms enter without their counts,
 * and without the links to their neighbours, whose order is that of counts:
 * every document shows its author, and one new post must not give all posts of
 * its author another rev. */
static uint64_t hash_entry(const struct entry *entry,
                           const struct fragments *fragments)
{
    uint64_t hash = hash_bytes(fragments->embedded, 0);
    if (!is_named(entry))
        hash = hash_bytes(fragments->links, hash);
    if (!entry_is_document(entry))
        return hash;
    return inputs_add_hrefs(inputs_add_number(hash, entry->source->body.hash),
                            entry);
}

/* Without the rev. */
static struct fragments *write_fragments(const struct snapshot *snapshot,
                                         const struct entry *entry,
                                         struct str *buffer)
{
    static const struct shape list_shape = {.form = FORM_LIST};
    const struct member_writer w = {.out = buffer, .shape = &list_shape};
    struct offsets offsets;

    str_clear(buffer);
    write_list_form(&w, entry, &offsets);
    offsets.list_end = buffer->size;
    links_write(buffer, &snapshot->policy, entry, &plain_query, true);
    offsets.links_end = buffer->size;
    links_write_header(buffer, &snapshot->policy, entry, &plain_query);
    offsets.header_end = buffer->size;
    append_embedded(buffer, &offsets);
    struct fragments *fragments = copy_written(str_slice(buffer), &offsets);
    fragments->hash = hash_entry(entry, fragments);
    return fragments;
}

static void print_hash(uint64_t hash, char *ret_digits)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < REV_SIZE; i++)
        ret_digits[i] = digits[hash >> (60 - 4 * i) & 15];
}

static void find_rev(const struct entry *entry, char *ret_digits)
{
    uint64_t hash = entry->fragments->hash;
    for (size_t i = 0; i < entry->author_count; i++)
        hash = hash_bytes(entry->authors[i].whole, hash);
    print_hash(hash, ret_digits);
}

static void place_rev(struct fragments *fragments)
{
    if (fragments->rev_at == 0)
        return;
    memcpy(fragments->bytes + fragments->rev_at, fragments->rev, REV_SIZE);
    size_t embedded = (size_t)(fragments->embedded.data - fragments->bytes);
    memcpy(fragments->bytes + embedded + fragments->rev_at, fragments->rev,
           REV_SIZE);
}

/* Stubs are part of a thousand documents and written once. */
static void prepare_stubs(struct snapshot *snapshot,
                          const struct collection *named)
{
    struct str out = {0};
    for (size_t i = 0; i < named->all.count; i++) {
        struct entry *entry = named->all.items[i];
        str_clear(&out);
        relation_write_stub(&out, entry);
        entry->stub = arena_copy(&snapshot->arena, str_slice(&out));
        entry->shown_hash = hash_bytes(entry->stub, 0);
    }
    str_release(&out);
}

/* An item shows the list form of each author. */
static void set_whole_authors(struct entry *entry, struct arena *arena)
{
    for (size_t i = 0; i < entry->author_count; i++) {
        struct author *author = &entry->authors[i];
        struct str missing = {0};
        if (author->person != NULL) {
            author->whole = author->person->fragments->embedded;
            continue;
        }
        relation_write_missing(&missing, author->path, &(struct parts){0});
        author->whole = arena_copy(arena, str_slice(&missing));
        str_release(&missing);
    }
}

static uint64_t hash_id_and_rev(const struct entry *entry)
{
    uint64_t hash = hash_bytes(slice_of(entry->rev), hash_bytes(entry->id, 0));
    if (!is_named(entry))
        return hash;
    hash = hash_bytes(entry->fragments->list, hash);
    return hash_bytes(entry->fragments->links, hash);
}

/* People come first, since what other documents show of them includes their
 * rev. A person who has an author shows the rev of another, which is not known
 * yet. Returns the sum of all id_and_rev, like the functions below. */
static uint64_t prepare_people(struct snapshot *snapshot,
                               const struct list *people)
{
    uint64_t sum = 0;
    struct str buffer = {0};
    for (size_t i = 0; i < people->count; i++)
        people->items[i]->fragments =
            write_fragments(snapshot, people->items[i], &buffer);
    str_release(&buffer);
    for (size_t i = 0; i < people->count; i++) {
        struct entry *person = people->items[i];
        set_whole_authors(person, &snapshot->arena);
        find_rev(person, person->fragments->rev);
        person->rev = person->fragments->rev;
    }
    for (size_t i = 0; i < people->count; i++) {
        struct entry *person = people->items[i];
        place_rev(person->fragments);
        person->fragments->id_and_rev = hash_id_and_rev(person);
        person->shown_hash =
            hash_bytes(person->fragments->embedded, person->shown_hash);
        sum += person->fragments->id_and_rev;
    }
    return sum;
}

/* Shares the fragments of the previous snapshot, or writes new ones. */
static void prepare(const struct snapshot *snapshot, struct entry *entry,
                    struct str *buffer)
{
    struct fragments *known = entry->fragments; /* of the previous snapshot */
    uint64_t hash = entry_is_term(entry) ? 0 : inputs_hash(snapshot, entry);

    if (known != NULL && known->inputs_hash == hash) {
        entry->fragments = fragments_ref(known);
        entry->rev = known->rev;
        return;
    }
    struct fragments *fresh = write_fragments(snapshot, entry, buffer);
    entry->fragments = fresh;
    find_rev(entry, fresh->rev);
    place_rev(fresh);
    entry->rev = fresh->rev;
    fresh->inputs_hash = hash;
    fresh->id_and_rev = hash_id_and_rev(entry);
}

/* Documents and data, except those of people. Terms have no files. */
static bool is_prepared_in_row(const struct entry *entry)
{
    return entry->collection != NULL &&
           entry->collection->kind == COLLECTION_DOCUMENTS;
}

struct work {
    struct snapshot *snapshot;
    uint64_t *sums; /* of each row */
};

static void prepare_row(void *context, size_t index)
{
    const struct work *work = context;
    struct snapshot *snapshot = work->snapshot;
    size_t end = (index + 1) * ROW_ENTRIES;
    struct str buffer = {0};
    for (size_t i = index * ROW_ENTRIES; i < end && i < snapshot->source_count;
         i++) {
        struct entry *entry = &snapshot->entries[i];
        if (!is_prepared_in_row(entry))
            continue;
        prepare(snapshot, entry, &buffer);
        work->sums[index] += entry->fragments->id_and_rev;
    }
    str_release(&buffer);
}

static uint64_t prepare_documents(struct snapshot *snapshot, unsigned threads)
{
    size_t rows = (snapshot->source_count + ROW_ENTRIES - 1) / ROW_ENTRIES;
    struct work work = {snapshot, mem_alloc(rows + 1, sizeof *work.sums)};
    uint64_t sum = 0;
    parallel_for(rows, threads, prepare_row, &work);
    for (size_t i = 0; i < rows; i++)
        sum += work.sums[i];
    free(work.sums);
    return sum;
}

static uint64_t prepare_terms(struct snapshot *snapshot,
                              const struct list *terms)
{
    uint64_t sum = 0;
    struct str buffer = {0};
    for (size_t i = 0; i < terms->count; i++) {
        prepare(snapshot, terms->items[i], &buffer);
        sum += terms->items[i]->fragments->id_and_rev;
    }
    str_release(&buffer);
    return sum;
}

static struct slice toc_of(const struct markdown *body, struct arena *arena)
{
    struct str toc = {0};
    headings_append_toc(&toc, body->headings, body->heading_count);
    struct slice kept = arena_copy(arena, str_slice(&toc));
    str_release(&toc);
    return kept;
}

/* HTML that is kept whole, since it is large, is not copied. */
static void emit_body(const struct entry *entry, struct arena *arena,
                      void (*emit)(void *context, struct slice piece),
                      void *context)
{
    const struct markdown *body = &entry->source->body;
    emit(context, SLICE(",\"html\":\""));
    if (delta_is_whole(&body->escaped_html))
        html_each_piece(body, entry->hrefs, emit, context);
    else
        emit(context, html_copy(body, entry->hrefs, arena));
    emit(context, SLICE("\",\"toc\":"));
    emit(context, toc_of(body, arena));
}

void resource_each_piece(const struct entry *entry, struct arena *arena,
                         void (*emit)(void *context, struct slice piece),
                         void *context)
{
    const struct fragments *f = entry->fragments;
    if (entry->author_count == 0) {
        emit(context, slice_sub(f->list, 0, f->list.size - 1));
    } else {
        emit(context, slice_sub(f->list, 0, f->authors_from));
        emit(context, SLICE(",\"author\":"));
        emit(context, entry->authors[0].whole);
        emit(context, SLICE(",\"authors\":["));
        for (size_t i = 0; i < entry->author_count; i++) {
            if (i > 0)
                emit(context, SLICE(","));
            emit(context, entry->authors[i].whole);
        }
        emit(context, SLICE("]"));
        emit(context, slice_sub(f->list, f->authors_to, f->list.size - 1));
    }
    if (entry_is_document(entry))
        emit_body(entry, arena, emit, context);
    emit(context, SLICE("}"));
}

/* Both are sorted by path, so walking along the two finds what they have in
 * common. */
static void find_known(struct snapshot *snapshot, const struct snapshot *before)
{
    size_t i = 0, b = 0;
    while (i < snapshot->source_count && b < before->source_count) {
        const struct meta *meta = snapshot->metas[i], *other = before->metas[b];
        int order =
            meta == other ? 0 : source_compare(meta->source, other->source);
        if (meta == other && is_prepared_in_row(&snapshot->entries[i]))
            snapshot->entries[i].fragments = before->entries[b].fragments;
        i += order <= 0 ? 1 : 0;
        b += order >= 0 ? 1 : 0;
    }
}

/* What other documents show of each document, and its authors. */
static void set_shown(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->source_count; i++) {
        struct entry *entry = &snapshot->entries[i];
        if (!is_prepared_in_row(entry))
            continue;
        entry->rev_covers_all = true;
        entry->shown_hash = hash_bytes(entry->href, 0);
        set_whole_authors(entry, &snapshot->arena);
    }
}

/* Stubs come before people, who have tags; people come before documents. */
void resource_prepare(struct snapshot *snapshot, const struct snapshot *before,
                      unsigned threads)
{
    const struct collection *people =
        snapshot_find_collection(snapshot, SLICE("authors"));
    uint64_t sum = 0;
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        if (snapshot->collections[c]->kind != COLLECTION_DOCUMENTS)
            prepare_stubs(snapshot, snapshot->collections[c]);
    }
    if (people != NULL)
        sum += prepare_people(snapshot, &people->all);
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        if (snapshot->collections[c]->kind == COLLECTION_TERMS)
            sum += prepare_terms(snapshot, &snapshot->collections[c]->all);
    }
    set_shown(snapshot);
    if (before != NULL)
        find_known(snapshot, before);
    sum += prepare_documents(snapshot, threads);
    print_hash(inputs_add_number(0, sum), snapshot->rev);
}
