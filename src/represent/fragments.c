/* fragments.c - the bytes of every document, made once per snapshot.
 *
 *     block   [ list | links | header ][ list | links | header ] ...
 *     source  [ html, escaped | toc | front matter ]
 *
 * A snapshot is made anew after every edit, for one document among thousands;
 * so nothing here looks at a body. Its HTML and table of contents lie ready in
 * the source since it was read, and so does the front matter; what depends on
 * other documents is written: the list form whole, and the links. The item
 * form is the same bytes, cut where the authors stand, with the authors' own
 * list forms in the gap and the source's behind: so a person who wrote a
 * hundred posts is in memory once, and an item costs a copy of a few slices.
 * Many entries share one block, so that a snapshot is gone in a moment too.
 *
 * rev is a hash of all that an item is made of. It stands in the item's bytes,
 * so it is written as zeros first, hashed, and put in its place last. */
#include "base/mem.h"
#include "base/parallel.h"
#include "represent/html.h"
#include "represent/members.h"
#include "represent/write.h"

#include <string.h>

/* A row of entries is written together, in one allocation if it is right
 * what an entry is expected to take. */
#define BLOCK_ENTRIES  32
#define EXPECTED_BYTES 2560

/* What lies ready is what everybody sees. */
static const struct query of_everybody;

struct linker {
    struct str *out;
    const struct entry *entry;
    const struct query *query;
};

/* Addresses are percent-encoded: nothing in them is to be escaped. */
static void write_link(const struct linker *linker, struct slice start,
                       struct slice base, struct slice suffix)
{
    str_append(linker->out, start);
    str_append(linker->out, base);
    str_append(linker->out, suffix);
    query_append_view(linker->query, linker->entry, linker->out);
    str_append_char(linker->out, '"');
}

static void write_neighbour(const struct linker *linker, struct slice start,
                            const struct entry *entry)
{
    str_append(linker->out, start);
    if (entry == NULL) {
        str_append_text(linker->out, "null");
        return;
    }
    const struct linker to = {linker->out, entry, linker->query};
    write_link(&to, SLICE("\""), entry->href, SLICE(""));
}

void resource_write_links(struct str *out, const struct policy *policy,
                          const struct entry *entry, const struct query *query,
                          bool has_neighbours)
{
    const struct linker linker = {out, entry, query};
    struct slice self = entry->href;
    struct slice collection = slice_sub(
        self, 0, slice_find_char(self, policy->base_path.size + 1, '/'));

    write_link(&linker, SLICE("{\"self\":\""), self, SLICE(""));
    write_link(&linker, SLICE(",\"collection\":\""), collection, SLICE(""));
    if (entry_is_document(entry))
        write_link(&linker, SLICE(",\"markdown\":\""), self, SLICE(".md"));
    if (entry_is_person(entry) || entry_is_term(entry))
        write_link(&linker, SLICE(",\"posts\":\""), self, SLICE("/posts"));
    write_neighbour(&linker, SLICE(",\"previous\":"),
                    has_neighbours ? entry->previous : NULL);
    write_neighbour(&linker, SLICE(",\"next\":"),
                    has_neighbours ? entry->next : NULL);
    str_append_char(out, '}');
}

static void write_relation(struct str *out, const struct query *query,
                           const struct entry *target, const char *suffix,
                           struct slice relation)
{
    if (target == NULL)
        return;
    str_append(out, SLICE(", <"));
    str_append(out, target->href);
    str_append_text(out, suffix);
    query_append_view(query, target, out);
    str_append(out, relation);
}

void resource_write_link_header(struct str *out, const struct policy *policy,
                                const struct entry *entry,
                                const struct query *query)
{
    str_append(out, policy->service_link);
    if (entry_is_document(entry))
        write_relation(out, query, entry, ".md",
                       SLICE(">; rel=\"alternate\"; type=\"text/markdown\""));
    write_relation(out, query, entry->previous, "", SLICE(">; rel=\"prev\""));
    write_relation(out, query, entry->next, "", SLICE(">; rel=\"next\""));
}

static void write_said(struct writer *w, const struct entry *entry)
{
    write_group(w, entry, MEMBERS_SAID);
}

/* What depends on nothing but a file is kept with its source, for all
 * snapshots to come. */
static void write_kept(struct writer *w, const struct entry *entry,
                       void (*write)(struct writer *w,
                                     const struct entry *entry),
                       struct slice *kept)
{
    size_t start = w->out->size;
    if (kept->data != NULL) {
        str_append(w->out, *kept);
        return;
    }
    write(w, entry);
    *kept =
        arena_copy(&entry->source->arena, slice_from(str_slice(w->out), start));
}

/* What the file says: its title, date and the like. */
static void write_file_members(struct writer *w, const struct entry *entry)
{
    if (entry_is_document(entry))
        write_kept(w, entry, write_said, &entry->source->notes.said_members);
    else
        write_said(w, entry);
}

/* Front matter as a list shows it; only in a plain document no computed member
 * may stand in its place. */
static void write_front_matter(struct writer *w, const struct entry *entry)
{
    if (is_plain_document(entry))
        write_kept(w, entry, write_own_members,
                   &entry->source->notes.own_members);
    else
        write_own_members(w, entry);
}

/* The pieces of one entry as places in the block, until that stands still. */
struct places {
    size_t start, authors_from, authors_to, rev, list_end, links_end, end;
};

/* The list form, with the places in it that the item form cuts at. */
static void write_list_form(struct writer *w, const struct entry *entry,
                            struct places *places)
{
    str_append_char(w->out, '{');
    write_group(w, entry, MEMBERS_HEAD);
    write_file_members(w, entry);
    places->authors_from = w->out->size;
    write_group(w, entry, MEMBERS_AUTHORS);
    places->authors_to = w->out->size;
    write_group(w, entry, MEMBERS_TAIL);
    write_front_matter(w, entry);
    str_append_char(w->out, '}');

    static const char mark[] = ",\"rev\":\"" NO_REV;
    struct slice head = slice_sub(str_slice(w->out), 0, places->authors_from);
    size_t rev = slice_find(head, places->start, slice_of(mark));
    places->rev = rev < head.size ? rev + strlen(mark) - REV_SIZE : 0;
}

static void write_entry(struct str *out, const struct policy *policy,
                        const struct entry *entry, struct places *places)
{
    static const struct shape list_shape = {.form = FORM_LIST};
    struct writer w = {out, NULL, &list_shape};

    *places = (struct places){.start = out->size};
    write_list_form(&w, entry, places);
    places->list_end = out->size;
    resource_write_links(out, policy, entry, &of_everybody, true);
    places->links_end = out->size;
    resource_write_link_header(out, policy, entry, &of_everybody);
    places->end = out->size;
}

static void set_fragments(struct entry *entry, char *block,
                          const struct places *places)
{
    struct fragments *fragments = &entry->fragments;
    const struct slice bytes = {block, places->end};
    fragments->list = slice_sub(bytes, places->start, places->list_end);
    fragments->authors_from = places->authors_from - places->start;
    fragments->authors_to = places->authors_to - places->start;
    fragments->rev = places->rev > 0 ? block + places->rev : NULL;
    fragments->links = slice_sub(bytes, places->list_end, places->links_end);
    fragments->link_header = slice_from(bytes, places->links_end);
}

static uint64_t add_number(uint64_t hash, uint64_t number)
{
    char bytes[8]; /* in this order on every machine */
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(number >> (8 * i));
    return hash_bytes((struct slice){bytes, sizeof bytes}, hash);
}

/* Of all that is the entry's own in its item. A body counts by the hash that
 * it got when it was read; two may be equal but for what in them is a link, so
 * the place of what is put in counts too. */
static uint64_t hash_entry(const struct entry *entry)
{
    uint64_t hash = hash_bytes(entry->fragments.list, 0);
    hash = hash_bytes(entry->fragments.links, hash);
    if (!entry_is_document(entry))
        return hash;
    const struct markdown *body = &entry->source->body;
    hash = add_number(hash, body->hash);
    for (size_t i = 0; entry->hrefs != NULL && i < body->slot_count; i++) {
        if (entry->hrefs[i].data != NULL)
            hash = hash_bytes(entry->hrefs[i],
                              add_number(hash, body->slots[i].start));
    }
    return hash;
}

/* What stands in a thousand documents is written once. */
static void prepare_stubs(struct snapshot *snapshot, const struct list *entries)
{
    struct str out = {0};
    for (size_t i = 0; i < entries->count; i++) {
        struct entry *entry = entries->items[i];
        if (!entry_is_person(entry) && !entry_is_term(entry))
            continue;
        str_clear(&out);
        write_stub(&out, entry);
        entry->fragments.stub = arena_copy(&snapshot->arena, str_slice(&out));
    }
    str_release(&out);
}

struct work {
    struct list *entries;
    struct snapshot *snapshot;
};

static void prepare_block(void *context, size_t index)
{
    const struct work *work = context;
    struct entry **entries = work->entries->items + index * BLOCK_ENTRIES;
    size_t count = work->entries->count - index * BLOCK_ENTRIES;
    struct places places[BLOCK_ENTRIES];
    struct str out = {0};

    if (count > BLOCK_ENTRIES)
        count = BLOCK_ENTRIES;
    str_reserve(&out, count * EXPECTED_BYTES);
    for (size_t i = 0; i < count; i++)
        write_entry(&out, &work->snapshot->policy, entries[i], &places[i]);
    char *block = mem_grow(out.data, out.size + 1, 1);
    work->snapshot->blocks[index] = block;
    for (size_t i = 0; i < count; i++) {
        set_fragments(entries[i], block, &places[i]);
        entries[i]->fragments.hash = hash_entry(entries[i]);
    }
}

static void prepare_fragments(struct snapshot *snapshot, struct list *entries,
                              unsigned threads)
{
    struct work work = {entries, snapshot};
    snapshot->block_count =
        (entries->count + BLOCK_ENTRIES - 1) / BLOCK_ENTRIES;
    snapshot->blocks = arena_alloc(&snapshot->arena, snapshot->block_count,
                                   sizeof *snapshot->blocks);
    parallel_for(snapshot->block_count, threads, prepare_block, &work);
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
    const struct fragments *f = &entry->fragments;
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

static void print_hash(uint64_t hash, char *ret_digits)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < REV_SIZE; i++)
        ret_digits[i] = digits[hash >> (60 - 4 * i) & 15];
}

static void prepare_rev(void *context, size_t index)
{
    struct list *entries = context;
    struct entry *entry = entries->items[index];
    uint64_t hash = entry->fragments.hash;
    for (size_t i = 0; i < entry->author_count; i++)
        hash = hash_bytes(entry->authors[i].whole, hash);
    print_hash(hash, entry->rev);
}

static void place_rev(struct entry *entry)
{
    if (entry->fragments.rev != NULL)
        memcpy(entry->fragments.rev, entry->rev, REV_SIZE);
}

static void make_revs(struct list *entries, unsigned threads)
{
    parallel_for(entries->count, threads, prepare_rev, entries);
    for (size_t i = 0; i < entries->count; i++)
        place_rev(entries->items[i]);
}

/* What an item shows of each author: the person's own list form. */
static void set_whole_authors(struct entry *entry, struct arena *arena)
{
    for (size_t i = 0; i < entry->author_count; i++) {
        struct author *author = &entry->authors[i];
        struct str missing = {0};
        if (author->person != NULL) {
            author->whole = author->person->fragments.list;
            continue;
        }
        write_missing(&missing, author->path);
        author->whole = arena_copy(arena, str_slice(&missing));
        str_release(&missing);
    }
}

static void set_site_rev(struct snapshot *snapshot, const struct list *all)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < all->count; i++) {
        hash = hash_bytes(all->items[i]->id, hash);
        hash = hash_bytes(slice_of(all->items[i]->rev), hash);
    }
    print_hash(hash, snapshot->rev);
}

/* People come first, since what others show of them has their rev in it. A
 * person who has an author shows another's rev that was not known yet; only
 * then the rev stands for less than the item's bytes. */
void resource_prepare(struct snapshot *snapshot, unsigned threads)
{
    struct list all = {0}, people = {0}, others = {0};
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct list *entries = &snapshot->collections[c]->all;
        for (size_t i = 0; i < entries->count; i++) {
            struct entry *entry = entries->items[i];
            bool is_person = entry_is_person(entry);
            entry->rev_covers_all = !is_person || entry->author_count == 0;
            list_add(&all, &snapshot->arena, entry);
            list_add(is_person ? &people : &others, &snapshot->arena, entry);
        }
    }
    prepare_stubs(snapshot, &all);
    prepare_fragments(snapshot, &all, threads);
    for (size_t i = 0; i < all.count; i++)
        set_whole_authors(all.items[i], &snapshot->arena);
    make_revs(&people, threads);
    make_revs(&others, threads);
    set_site_rev(snapshot, &all);
}
