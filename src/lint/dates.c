/* dates.c - collections whose dates are under a key that is not known.
 *
 *     posts/a.md   title, went_live: 2024-05-01
 *     posts/b.md   title, went_live: 2024-05-08      <- one warning for posts
 *     posts/c.md   title, went_live: 2024-06-02
 *
 * Such posts have no date, so they are in no order, and what is dated to come
 * is published. Only a key that nearly all documents of a collection share can
 * be meant so, and only where none of them has a date from elsewhere. */
#include "lint/checks.h"

#include "document/keys.h"
#include "document/publication_keys.h"
#include "index/schema.h"

#define MIN_DATED 3
/* One document in this many may lack the key, and one in any case: an index. */
#define PER_UNDATED 10

/* How many documents have a date under a key. */
struct date_tally {
    struct slice key;
    size_t count;
    const struct entry *first; /* by path */
    const struct value *value; /* its own */
};

struct date_survey {
    struct arena arena;
    struct map by_key; /* key -> tally */
    const struct date_tally *usual;
    size_t document_count;
};

static bool has_meaning(struct slice key)
{
    bool is_typo;
    return key_is_known(key) || publication_key_find(key, &is_typo) != NULL;
}

/* Returns NULL if there are too many keys. */
static struct date_tally *tally_of(struct date_survey *survey, struct slice key)
{
    struct date_tally *tally = map_find(&survey->by_key, key);
    if (tally != NULL || survey->by_key.count == SCHEMA_MAX_FIELDS)
        return tally;
    tally = arena_alloc(&survey->arena, 1, sizeof *tally);
    tally->key = key;
    map_put(&survey->by_key, key, tally);
    return tally;
}

static void count_date(struct date_survey *survey, const struct entry *entry,
                       const struct member *member)
{
    struct date date;
    if (member->value.kind != VALUE_STRING || member->value.line == 0 ||
        has_meaning(member->key) ||
        !date_parse(value_text(&member->value), &date))
        return;
    struct date_tally *tally = tally_of(survey, member->key);
    if (tally == NULL)
        return;
    tally->count++;
    if (tally->first == NULL || entry->path_rank < tally->first->path_rank) {
        tally->first = entry;
        tally->value = &member->value;
    }
    if (survey->usual == NULL || tally->count > survey->usual->count)
        survey->usual = tally;
}

/* Returns false if one of them has a date. */
static bool survey_dates(struct date_survey *survey,
                         const struct collection *collection)
{
    for (size_t i = 0; i < collection->all.count; i++) {
        const struct entry *entry = collection->all.items[i];
        if (!entry_is_document(entry))
            continue;
        if (entry->meta->date != NULL)
            return false;
        survey->document_count++;
        const struct value *root = &entry->meta->fields;
        for (size_t k = 0; value_is_object(root) && k < root->size; k++)
            count_date(survey, entry, &root->as.members[k]);
    }
    return true;
}

static bool is_shared(const struct date_survey *survey)
{
    const struct date_tally *usual = survey->usual;
    size_t total = survey->document_count, allowed = total / PER_UNDATED;
    return usual != NULL && usual->count >= MIN_DATED &&
           total - usual->count <= (allowed > 0 ? allowed : 1);
}

static void check_collection(const struct collection *collection,
                             struct diagnostics *found)
{
    struct date_survey survey = {0};
    if (survey_dates(&survey, collection) && is_shared(&survey)) {
        const struct date_tally *usual = survey.usual;
        found->path = usual->first->source->path;
        diagnostics_add(
            found, DIAGNOSTIC_DATE_KEY_UNKNOWN, usual->value->line,
            root_key_column(usual->key, usual->value),
            "rename the key to 'date' in all of them if it is when they are "
            "published",
            "none of the %zu documents of %.*s has a date, but %zu have one "
            "under the unknown key '%.*s'",
            survey.document_count, SLICE_FMT(collection->name), usual->count,
            SLICE_FMT(usual->key));
    }
    map_release(&survey.by_key);
    arena_release(&survey.arena);
}

void check_dates(const struct snapshot *snapshot, struct diagnostics *found)
{
    for (size_t i = 0; i < snapshot->collection_count; i++)
        check_collection(snapshot->collections[i], found);
}
