/* inputs.c - hashes what a document's fragments are made of.
 *
 * People, terms and neighbours enter as the hash of what other documents show
 * of them, which is made once for each. */
#include "represent/inputs.h"

#include "index/kind.h"

uint64_t inputs_add_number(uint64_t hash, uint64_t number)
{
    char bytes[8]; /* in this order on every machine */
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(number >> (8 * i));
    return hash_bytes((struct slice){bytes, sizeof bytes}, hash);
}

uint64_t inputs_add_hrefs(uint64_t hash, const struct entry *entry)
{
    const struct markdown *body = &entry->source->body;
    for (size_t i = 0; entry->hrefs != NULL && i < body->slot_count; i++) {
        if (entry->hrefs[i].data != NULL)
            hash = hash_bytes(entry->hrefs[i],
                              inputs_add_number(hash, body->slots[i].start));
    }
    return hash;
}

static uint64_t add_authors(uint64_t hash, const struct entry *entry)
{
    hash = inputs_add_number(hash, entry->author_count);
    for (size_t i = 0; i < entry->author_count; i++) {
        const struct author *author = &entry->authors[i];
        hash = author->person != NULL
                   ? inputs_add_number(hash, author->person->shown_hash)
                   : hash_bytes(author->whole, hash);
    }
    return hash;
}

static uint64_t add_terms(uint64_t hash, const struct list *terms)
{
    hash = inputs_add_number(hash, terms->count);
    for (size_t i = 0; i < terms->count; i++)
        hash = inputs_add_number(hash, terms->items[i]->shown_hash);
    return hash;
}

/* An empty string and none differ. */
static uint64_t add_string(uint64_t hash, struct slice text)
{
    return inputs_add_number(hash_bytes(text, hash), text.data != NULL);
}

static uint64_t add_other(uint64_t hash, const struct entry *other)
{
    return inputs_add_number(hash, other != NULL ? other->shown_hash : 0);
}

static uint64_t add_translations(uint64_t hash, const struct entry *entry)
{
    const struct list *versions = entry->versions;
    for (size_t i = 0; versions != NULL && i < versions->count; i++) {
        hash = add_string(hash, versions->items[i]->lang);
        hash = add_other(hash, versions->items[i]);
    }
    return hash;
}

uint64_t inputs_hash(const struct snapshot *snapshot, const struct entry *entry)
{
    uint64_t hash = hash_bytes(entry->href, entry_kinds(entry));
    hash = hash_bytes(snapshot->policy.service_link, hash);
    hash = add_string(hash, entry->url);
    hash = add_string(hash, entry->lang);
    hash = inputs_add_number(hash, entry->status);
    hash = add_authors(hash, entry);
    hash = add_terms(hash, &entry->tags);
    hash = add_terms(hash, &entry->categories);
    hash = add_translations(hash, entry);
    hash = add_other(hash, entry->previous);
    hash = add_other(hash, entry->next);
    if (entry->shown_root != NULL)
        hash = value_hash(entry->shown_root, hash);
    return inputs_add_hrefs(hash, entry);
}
