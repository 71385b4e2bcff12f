/* cache_tags.c - what an answer shows, in a field for CDNs.
 *
 *     an item         its id, and those of its people and terms
 *     a list          its collection, and those of their people and terms
 *     anything else   "_site": what may change with every document
 *
 * An item or list has "_site" as well where it shows documents that are
 * neither, and where it is of people or terms: they come and go with documents
 * of any collection, which their counts are of. A list does not name its
 * documents: one that is new or gone changes it, too. Where an item has more
 * people and terms than there is room for, their collections stand for them. */
#include "api/cache_tags.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/percent.h"

/* The narrowest limits that a CDN has: CloudFront's, in number and size of a
 * tag, and the length of a field that proxies take by default. */
#define MAX_TAGS      50
#define MAX_TAG_BYTES 256
#define MAX_BYTES     4096

#define SITE_TAG "_site"

/* By enum cache_tags. Who separates by commas takes a space for a part of the
 * tag. */
static const struct {
    const char *field;
    char separator;
} fields[] = {
    [CACHE_TAGS_OFF] = {NULL, '\0'},
    [CACHE_TAGS_SURROGATE_KEY] = {"Surrogate-Key", ' '},
    [CACHE_TAGS_XKEY] = {"xkey", ' '},
    [CACHE_TAGS_CACHE_TAG] = {"Cache-Tag", ','},
    [CACHE_TAGS_EDGE_CACHE_TAG] = {"Edge-Cache-Tag", ','},
    [CACHE_TAGS_CDN_TAG] = {"CDN-Tag", ','},
    [CACHE_TAGS_NETLIFY] = {"Netlify-Cache-Tag", ','},
    [CACHE_TAGS_VERCEL] = {"Vercel-Cache-Tag", ','},
};

struct tags {
    char separator;
    size_t count;
    struct str text;
};

/* Lower case, since some CDNs have no other, and without a character that
 * separates. False if there is no room for it. */
static bool add(struct tags *tags, struct slice name)
{
    size_t before = tags->text.size;
    if (tags->count > 0)
        str_append_char(&tags->text, tags->separator);
    size_t start = tags->text.size;
    percent_append(&tags->text, name);
    bool fits = tags->text.size - start <= MAX_TAG_BYTES &&
                tags->text.size <= MAX_BYTES && tags->count < MAX_TAGS;
    if (!fits)
        tags->text.size = before;
    for (size_t i = start; i < tags->text.size; i++)
        tags->text.data[i] = ascii_to_lower(tags->text.data[i]);
    tags->count += fits ? 1 : 0;
    return fits;
}

static bool add_all(struct tags *tags, const struct list *list)
{
    bool fits = true;
    for (size_t i = 0; fits && i < list->count; i++)
        fits = add(tags, list->items[i]->id);
    return fits;
}

static bool add_people(struct tags *tags, const struct entry *entry)
{
    bool fits = true;
    for (size_t i = 0; fits && i < entry->author_count; i++) {
        const struct entry *person = entry->authors[i].person;
        fits = person == NULL || add(tags, person->id);
    }
    return fits;
}

static void add_collections(struct tags *tags)
{
    static const char *const shown[] = {"authors", "tags", "categories"};
    for (size_t i = 0; i < ARRAY_COUNT(shown); i++)
        (void)add(tags, slice_of(shown[i]));
}

/* Whether documents are shown within others, beside people and terms. */
static bool shows_documents(const struct include_tree *include)
{
    bool is_found = (include->members & INCLUDE_SECTIONS) != 0;
    for (unsigned r = 0; !is_found && r < RELATION_COUNT; r++) {
        const struct include_tree *within = include->of[r];
        is_found = within != NULL &&
                   (r >= RELATION_DIRECT_COUNT || shows_documents(within));
    }
    return is_found;
}

/* How rare a word is depends on every document, and so does what is found. */
static bool may_change_with_all(const struct exchange *x,
                                const struct collection *collection)
{
    return collection == NULL || x->query.found != NULL ||
           collection->kind != COLLECTION_DOCUMENTS ||
           shows_documents(&x->query.include);
}

static bool begin(const struct exchange *x, struct tags *ret_tags)
{
    enum cache_tags kind = x->snapshot->policy.cache_tags;
    *ret_tags = (struct tags){.separator = fields[kind].separator};
    int status = x->response->status;
    return fields[kind].field != NULL && (status == 200 || status == 308);
}

static void end(struct exchange *x, struct tags *tags)
{
    const char *field = fields[x->snapshot->policy.cache_tags].field;
    response_set_header(x->response, field,
                        arena_copy(x->arena, str_slice(&tags->text)));
    str_release(&tags->text);
}

void cache_tags_set_item(struct exchange *x, const struct entry *entry)
{
    const struct collection *collection = entry->collection;
    struct tags tags;
    if (!begin(x, &tags))
        return;
    if (!add(&tags, entry->id))
        (void)add(&tags, collection->name);
    if (may_change_with_all(x, collection))
        (void)add(&tags, SLICE(SITE_TAG));
    size_t size = tags.text.size, count = tags.count;
    bool fits = add_people(&tags, entry) && add_all(&tags, &entry->tags) &&
                add_all(&tags, &entry->categories);
    if (!fits) {
        tags.text.size = size;
        tags.count = count;
        add_collections(&tags);
    }
    end(x, &tags);
}

void cache_tags_set_list(struct exchange *x,
                         const struct collection *collection)
{
    struct tags tags;
    if (!begin(x, &tags))
        return;
    if (collection != NULL)
        (void)add(&tags, collection->name);
    if (collection != NULL && collection->kind == COLLECTION_DOCUMENTS)
        add_collections(&tags);
    if (may_change_with_all(x, collection))
        (void)add(&tags, SLICE(SITE_TAG));
    end(x, &tags);
}

void cache_tags_set_site(struct exchange *x)
{
    const char *field = fields[x->snapshot->policy.cache_tags].field;
    if (field != NULL && response_header(x->response, field).data == NULL)
        cache_tags_set_list(x, NULL);
}
