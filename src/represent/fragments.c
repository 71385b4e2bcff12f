/* fragments.c - the bytes of every document, made once per snapshot.
 *
 * The list form is written whole. The item form is the same bytes, cut where
 * the authors stand, with the authors' own list forms in the gap and the body
 * behind: so a person who wrote a hundred posts is in memory once, and an item
 * costs a copy of a few slices.
 *
 * rev is a hash of an item's own bytes. It stands in those bytes, so it is
 * written as zeros first, hashed, and put in its place last. */
#include "base/mem.h"
#include "base/parallel.h"
#include "represent/members.h"
#include "represent/write.h"

#include <stdio.h>
#include <string.h>

static void write_link(struct str *out, const char *name, struct slice base,
                       const char *suffix)
{
    struct str link = {0};
    write_key(out, slice_of(name));
    str_append(&link, base);
    str_append_text(&link, suffix);
    write_string(out, str_slice(&link));
    str_release(&link);
}

static struct slice href_or_none(const struct entry *entry)
{
    return entry != NULL ? entry->href : SLICE_NONE;
}

static void write_neighbour(struct str *out, const char *name,
                            const struct entry *entry)
{
    write_key(out, slice_of(name));
    write_string_or_null(out, href_or_none(entry));
}

/* The links of an item's envelope, paths of the API. */
static void write_links(struct str *out, const struct entry *entry)
{
    struct slice self = entry->href;
    struct slice collection = slice_sub(self, 0, slice_find_char(self, 1, '/'));

    str_append_char(out, '{');
    write_link(out, "self", self, "");
    write_link(out, "collection", collection, "");
    if (entry_is_document(entry))
        write_link(out, "markdown", self, ".md");
    if (entry_is_person(entry) || entry_is_term(entry))
        write_link(out, "posts", self, "/posts");
    write_neighbour(out, "previous", entry->previous);
    write_neighbour(out, "next", entry->next);
    str_append_char(out, '}');
}

static void write_relation(struct str *out, struct slice target,
                           const char *suffix, const char *relation)
{
    if (target.data != NULL)
        str_appendf(out, ", <%.*s%s>; rel=\"%s\"", SLICE_FMT(target), suffix,
                    relation);
}

static void write_link_header(struct str *out, const struct entry *entry)
{
    str_append(out, SERVICE_DESCRIPTION);
    if (entry_is_document(entry))
        write_relation(out, entry->href, ".md",
                       "alternate\"; type=\"text/markdown");
    write_relation(out, href_or_none(entry->previous), "", "prev");
    write_relation(out, href_or_none(entry->next), "", "next");
}

/* The list form, with the places in it that the item form cuts at. */
static void write_list_form(struct writer *w, const struct entry *entry,
                            struct fragments *fragments)
{
    str_append_char(w->out, '{');
    write_group(w, entry, MEMBERS_HEAD);
    fragments->authors_from = w->out->size;
    write_group(w, entry, MEMBERS_AUTHORS);
    fragments->authors_to = w->out->size;
    write_group(w, entry, MEMBERS_TAIL);
    write_own_members(w, entry);
    str_append_char(w->out, '}');

    struct slice head =
        slice_sub(str_slice(w->out), 0, fragments->authors_from);
    size_t rev = slice_find(head, 0, SLICE("\"rev\":\"" NO_REV));
    fragments->rev_at = rev < head.size ? rev + strlen("\"rev\":\"") : 0;
}

static void prepare_fragments(void *context, size_t index)
{
    static const struct shape list_shape = {.form = FORM_LIST};
    static const struct shape body_shape = {.form = FORM_ITEM};
    struct list *entries = context;
    struct entry *entry = entries->items[index];
    struct fragments *fragments = &entry->fragments;
    struct str out = {0};
    struct writer w = {&out, NULL, &list_shape};

    if (entry->source != NULL) /* one allocation where the guess is right */
        str_reserve(&out, entry->source->body.html.size * 9 / 8 + 8192);
    write_list_form(&w, entry, fragments);
    size_t list_end = out.size;
    w.shape = &body_shape;
    write_group(&w, entry, MEMBERS_BODY);
    size_t body_end = out.size;
    write_links(&out, entry);
    size_t links_end = out.size;
    write_link_header(&out, entry);

    struct slice bytes = str_slice(&out);
    fragments->bytes = mem_grow(NULL, bytes.size, 1);
    memcpy(fragments->bytes, bytes.data, bytes.size);
    bytes.data = fragments->bytes;
    fragments->list = slice_sub(bytes, 0, list_end);
    fragments->body = slice_sub(bytes, list_end, body_end);
    fragments->links = slice_sub(bytes, body_end, links_end);
    fragments->link_header = slice_from(bytes, links_end);
    str_release(&out);
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
    emit(context, f->body);
    emit(context, SLICE("}"));
}

static void add_to_hash(void *context, struct slice piece)
{
    uint64_t *hash = context;
    *hash = hash_bytes(piece, *hash);
}

static void prepare_rev(void *context, size_t index)
{
    struct list *entries = context;
    struct entry *entry = entries->items[index];
    uint64_t hash = 0;
    resource_each_piece(entry, add_to_hash, &hash);
    add_to_hash(&hash, entry->fragments.links);
    (void)snprintf(entry->rev, sizeof entry->rev, "%016llx",
                   (unsigned long long)hash);
}

static void place_rev(struct entry *entry)
{
    if (entry->fragments.rev_at > 0)
        memcpy(entry->fragments.bytes + entry->fragments.rev_at, entry->rev,
               REV_SIZE);
}

static void make_revs(struct list *entries)
{
    parallel_for(entries->count, 0, prepare_rev, entries);
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
        add_to_hash(&hash, all->items[i]->id);
        add_to_hash(&hash, slice_of(all->items[i]->rev));
    }
    (void)snprintf(snapshot->rev, sizeof snapshot->rev, "%016llx",
                   (unsigned long long)hash);
}

/* People come first, since what others show of them has their rev in it. A
 * person who has an author shows another's rev that was not known yet; only
 * then the rev stands for less than the item's bytes. */
void resource_prepare(struct snapshot *snapshot)
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
    parallel_for(all.count, 0, prepare_fragments, &all);
    for (size_t i = 0; i < all.count; i++)
        set_whole_authors(all.items[i], &snapshot->arena);
    make_revs(&people);
    make_revs(&others);
    set_site_rev(snapshot, &all);
}
