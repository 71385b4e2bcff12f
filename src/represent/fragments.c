/* fragments.c - the bytes of every document, made before anybody asks.
 *
 *     fragments  [ list form | links | header ]     one row of bytes
 *     source     [ html, escaped | toc ]
 *
 * A snapshot is made anew after every edit, for one document among thousands;
 * so nothing here looks at a body, whose HTML and table of contents lie ready
 * in the source, and fragments are written only where they would not be what
 * they were. They are made from a source, which never changes, and from what
 * links and places it: that is hashed (hash_origin), and where the snapshot
 * before has fragments of the same source and origin, both share them.
 *
 * The item form is the same bytes, cut where the authors stand, with the
 * authors' own list forms in the gap and the source's behind: so a person who
 * wrote a hundred posts is in memory once, and an item costs a copy of a few
 * slices.
 *
 * rev is a hash of all that an item is made of. It stands in the item's bytes,
 * so it is written as zeros first, hashed, and put in its place last. */
#include "base/mem.h"
#include "base/parallel.h"
#include "index/order.h"
#include "represent/html.h"
#include "represent/members.h"
#include "represent/origin.h"
#include "represent/own.h"
#include "represent/relations.h"
#include "represent/resource.h"
#include "represent/write.h"

#include <stdlib.h>
#include <string.h>

/* A row of entries is looked at together, with one buffer to write in. */
#define ROW_ENTRIES 32

/* What lies ready is what everybody sees. */
static const struct query of_everybody;

/* The pieces of one entry, as places in what is written. */
struct places {
    size_t authors_from, authors_to, rev, list_end, links_end;
};

/* The list form, with the places in it that the item form cuts at. */
static void write_list_form(const struct writer *w, const struct entry *entry,
                            struct places *places)
{
    str_append_char(w->out, '{');
    members_write(w, entry, MEMBERS_HEAD);
    members_write(w, entry, MEMBERS_OWN);
    places->authors_from = w->out->size;
    members_write(w, entry, MEMBERS_AUTHORS);
    places->authors_to = w->out->size;
    members_write(w, entry, MEMBERS_TAIL);
    own_write(w, entry);
    str_append_char(w->out, '}');

    static const char mark[] = ",\"rev\":\"" NO_REV;
    struct slice head = slice_sub(str_slice(w->out), 0, places->authors_from);
    size_t rev = slice_find(head, 0, slice_of(mark));
    places->rev = rev < head.size ? rev + strlen(mark) - REV_SIZE : 0;
}

static struct fragments *copy_written(struct slice written,
                                      const struct places *places)
{
    struct fragments *f =
        mem_alloc(1, sizeof(struct fragments) + written.size + 1);
    memcpy(f->bytes, written.data, written.size);
    const struct slice bytes = {f->bytes, written.size};
    atomic_init(&f->reference_count, 1);
    f->authors_from = places->authors_from;
    f->authors_to = places->authors_to;
    f->rev_at = places->rev;
    f->list = slice_sub(bytes, 0, places->list_end);
    f->links = slice_sub(bytes, places->list_end, places->links_end);
    f->link_header = slice_from(bytes, places->links_end);
    return f;
}

/* Of all that is the entry's own in its item. A body counts by the hash that
 * it got when it was read. */
static uint64_t hash_entry(const struct entry *entry,
                           const struct fragments *fragments)
{
    uint64_t hash = hash_bytes(fragments->list, 0);
    hash = hash_bytes(fragments->links, hash);
    if (!entry_is_document(entry))
        return hash;
    return add_hrefs(add_number(hash, entry->source->body.hash), entry);
}

/* Without its rev. */
static struct fragments *write_fragments(const struct snapshot *snapshot,
                                         const struct entry *entry,
                                         struct str *buffer)
{
    static const struct shape list_shape = {.form = FORM_LIST};
    const struct writer w = {.out = buffer, .shape = &list_shape};
    struct places places;

    str_clear(buffer);
    write_list_form(&w, entry, &places);
    places.list_end = buffer->size;
    resource_write_links(buffer, &snapshot->policy, entry, &of_everybody, true);
    places.links_end = buffer->size;
    resource_write_link_header(buffer, &snapshot->policy, entry, &of_everybody);
    struct fragments *fragments = copy_written(str_slice(buffer), &places);
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
    if (fragments->rev_at > 0)
        memcpy(fragments->bytes + fragments->rev_at, fragments->rev, REV_SIZE);
}

/* What stands in a thousand documents is written once. */
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

/* What an item shows of each author: the person's own list form. */
static void set_whole_authors(struct entry *entry, struct arena *arena)
{
    for (size_t i = 0; i < entry->author_count; i++) {
        struct author *author = &entry->authors[i];
        struct str missing = {0};
        if (author->person != NULL) {
            author->whole = author->person->fragments->list;
            continue;
        }
        relation_write_missing(&missing, author->path, &(struct parts){0});
        author->whole = arena_copy(arena, str_slice(&missing));
        str_release(&missing);
    }
}

static uint64_t hash_id_and_rev(const struct entry *entry)
{
    return hash_bytes(slice_of(entry->rev), hash_bytes(entry->id, 0));
}

/* People come first, since what others show of them has their rev in it. A
 * person who has an author shows another's rev that was not known yet; only
 * then the rev stands for less than the item's bytes. Returns the sum of all
 * id_and_rev, as the others do. */
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
        person->rev_covers_all = person->author_count == 0;
    }
    for (size_t i = 0; i < people->count; i++) {
        struct entry *person = people->items[i];
        place_rev(person->fragments);
        person->fragments->id_and_rev = hash_id_and_rev(person);
        person->shown_hash =
            hash_bytes(person->fragments->list, person->shown_hash);
        sum += person->fragments->id_and_rev;
    }
    return sum;
}

/* Shares what is known of it, or writes it. */
static void prepare(const struct snapshot *snapshot, struct entry *entry,
                    struct str *buffer)
{
    struct fragments *known = entry->fragments; /* of the snapshot before */
    uint64_t origin = entry_is_term(entry) ? 0 : hash_origin(snapshot, entry);

    if (known != NULL && known->origin == origin) {
        entry->fragments = fragments_ref(known);
        entry->rev = known->rev;
        return;
    }
    struct fragments *fresh = write_fragments(snapshot, entry, buffer);
    entry->fragments = fresh;
    find_rev(entry, fresh->rev);
    place_rev(fresh);
    entry->rev = fresh->rev;
    fresh->origin = origin;
    fresh->id_and_rev = hash_id_and_rev(entry);
}

/* Documents and data, but for those of people. Terms have no files. */
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
        terms->items[i]->rev_covers_all = true;
        prepare(snapshot, terms->items[i], &buffer);
        sum += terms->items[i]->fragments->id_and_rev;
    }
    str_release(&buffer);
    return sum;
}

static void emit_body(const struct entry *entry,
                      void (*emit)(void *context, struct slice piece),
                      void *context)
{
    emit(context, SLICE(",\"html\":\""));
    html_each_piece(entry, emit, context);
    emit(context, SLICE("\",\"toc\":"));
    emit(context, entry->source->body.toc);
}

void resource_each_piece(const struct entry *entry,
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
        emit_body(entry, emit, context);
    emit(context, SLICE("}"));
}

/* Both are sorted by path, so that a walk along the two finds what they have in
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

/* What others show of each document, and each of its authors. */
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

/* Stubs come before people, who have tags, and people before documents. */
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
    print_hash(add_number(0, sum), snapshot->rev);
}
