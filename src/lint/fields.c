/* fields.c - finds the odd one out: `rating: "5"` among thirty numbers,
 * `tittle`.
 *
 *     shape of posts    rating   number 30  text 2     <- one warning
 *                       tittle   text 1                <- one warning
 *                       image    text 14  mapping 17   <- meant to be so
 *
 * The fields of a front end are not declared anywhere, so the site itself is
 * the only reference: what nearly all documents of one collection and one
 * `type` have is what was meant, and only a small minority can be a mistake. A
 * field that often has one type and often another is assumed to be intended.
 * Visual editors write an empty string, like null, for "nothing", so it is
 * ignored. Keys that headmatter itself normalises (`tags` as a string or a
 * list) are not checked.
 *
 * Only published documents are checked, because /_ready shows the number of
 * warnings to everybody. Thousands of documents have only a few different
 * shapes, so a hash of the shape is stored once per file, and the shapes are
 * counted. */
#include "lint/checks.h"

#include "document/keys.h"
#include "document/publication_keys.h"
#include "index/schema.h"
#include "layout/key_reading.h"

#include <string.h>

/* A type must be this much rarer than the usual one to be a mistake. */
#define TIMES_RARER 4
#define MIN_USUAL   3
/* The same for a key that is not a known one. */
#define MIN_WRITTEN 6
#define SHORT_KEY   4
/* What more documents have than this is meant to be so. */
#define MAX_TYPOS 5
#define MAX_TYPES 64

struct use {
    const struct entry *entry;
    const struct value *value;
};

/* Documents of one collection whose front matter is alike: equal shapes. They
 * are counted together, by the first of them. */
struct group {
    const struct entry *first[MAX_TYPOS];
    size_t count;
};

/* One root key in the documents of one shape. */
struct field_tally {
    struct slice key;
    size_t *uses_on_site;
    size_t kinds[WRITTEN_KINDS];     /* how many documents have which */
    struct use first[WRITTEN_KINDS]; /* of each kind */
    struct use uses[MAX_TYPOS];      /* the first, of any kind */
    size_t use_count;
};

/* The documents of one collection and one type. */
struct field_shape {
    const struct collection *collection;
    struct slice type;
    struct map by_key; /* key -> field */
    struct field_tally **fields;
    size_t count, capacity;           /* SCHEMA_MAX_FIELDS at most */
    const struct field_tally **usual; /* those that many documents have */
    size_t usual_count;
};

struct survey {
    struct diagnostics *found;
    struct arena arena;
    struct map uses; /* key -> number of documents of the site, a size_t */
    struct field_shape **shapes;
    size_t count, capacity;
};

/* A collection has few shapes, which are at the end of the list. The search is
 * limited in case every document has a type of its own. */
static struct field_shape *shape_of(struct survey *survey,
                                    const struct entry *entry)
{
    struct slice type = entry->meta->type;
    for (size_t i = 0; i < survey->count && i < MAX_TYPES; i++) {
        struct field_shape *shape = survey->shapes[survey->count - 1 - i];
        if (shape->collection != entry->collection)
            break;
        if (slice_equal(shape->type, type))
            return shape;
    }
    struct field_shape *shape = arena_alloc(&survey->arena, 1, sizeof *shape);
    shape->collection = entry->collection;
    shape->type = type;
    survey->shapes =
        arena_grow(&survey->arena, survey->shapes, survey->count,
                   &survey->capacity, sizeof(struct field_shape *));
    survey->shapes[survey->count++] = shape;
    return shape;
}

static size_t *uses_of(struct survey *survey, struct slice key)
{
    size_t *uses = map_find(&survey->uses, key);
    if (uses == NULL) {
        uses = arena_alloc(&survey->arena, 1, sizeof *uses);
        map_put(&survey->uses, key, uses);
    }
    return uses;
}

/* Documents of a site mostly have their keys in the same order, so the field is
 * usually the one after the previous one. NULL if there are too many. */
static struct field_tally *field_of(struct survey *survey,
                                    struct field_shape *shape, struct slice key,
                                    size_t guess)
{
    if (guess < shape->count && slice_equal(shape->fields[guess]->key, key))
        return shape->fields[guess];
    struct field_tally *field = map_find(&shape->by_key, key);
    if (field != NULL || shape->count == SCHEMA_MAX_FIELDS)
        return field;
    field = arena_alloc(&survey->arena, 1, sizeof *field);
    field->key = key;
    field->uses_on_site = uses_of(survey, key);
    map_put(&shape->by_key, key, field);
    shape->fields = arena_grow(&survey->arena, shape->fields, shape->count,
                               &shape->capacity, sizeof(struct field_tally *));
    shape->fields[shape->count++] = field;
    return field;
}

static struct use use_of(const struct entry *entry, size_t index)
{
    const struct value *root = &entry->meta->front_matter;
    return (struct use){entry, &root->as.members[index].value};
}

/* Counts the root key with that index in all documents of a group. */
static void count_uses(struct field_tally *field, const struct group *group,
                       size_t index)
{
    struct use first = use_of(group->first[0], index);
    for (size_t i = 0; i < group->count && field->use_count + i < MAX_TYPOS;
         i++)
        field->uses[field->use_count + i] = use_of(group->first[i], index);
    field->use_count += group->count;
    *field->uses_on_site += group->count;
    enum written_kind kind = written_kind_of(first.value);
    if (kind == WRITTEN_NOTHING)
        return;
    if (field->kinds[kind] == 0)
        field->first[kind] = first;
    field->kinds[kind] += group->count;
}

static void survey_group(struct survey *survey, const struct group *group)
{
    const struct entry *entry = group->first[0];
    const struct value *root = &entry->meta->front_matter;
    if (!value_is_object(root) || root->size == 0)
        return;
    struct field_shape *shape = shape_of(survey, entry);
    for (size_t i = 0; i < root->size; i++) {
        struct slice key = root->as.members[i].key;
        if (root->as.members[i].value.line == 0)
            continue; /* inherited */
        struct field_tally *field = field_of(survey, shape, key, i);
        if (field != NULL)
            count_uses(field, group, i);
    }
}

/* Surveys the groups of a collection, in the order of their first documents. */
static void survey_collection(struct survey *survey,
                              const struct collection *collection)
{
    const struct list *all = &collection->all;
    struct group **groups =
        arena_alloc(&survey->arena, all->count, sizeof *groups);
    size_t group_count = 0;
    struct map by_shape = {0};

    for (size_t i = 0; i < all->count; i++) {
        const struct entry *entry = all->items[i];
        if (entry->source == NULL)
            continue;
        const uint64_t *shape = &entry->meta->shape;
        struct slice key = {(const char *)shape, sizeof *shape};
        struct group *group = map_find(&by_shape, key);
        if (group == NULL) {
            group = arena_alloc(&survey->arena, 1, sizeof *group);
            map_put(&by_shape, key, group);
            groups[group_count++] = group;
        }
        if (group->count < MAX_TYPOS)
            group->first[group->count] = entry;
        group->count++;
    }
    for (size_t i = 0; i < group_count; i++)
        survey_group(survey, groups[i]);
    map_release(&by_shape);
}

static enum written_kind usual_kind(const struct field_tally *field)
{
    enum written_kind usual = WRITTEN_STRING;
    for (enum written_kind kind = WRITTEN_STRING; kind < WRITTEN_KINDS;
         kind++) {
        if (field->kinds[kind] > field->kinds[usual])
            usual = kind;
    }
    return usual;
}

static const char *const kind_names[] = {
    [WRITTEN_STRING] = "a string",   [WRITTEN_NUMBER] = "a number",
    [WRITTEN_BOOLEAN] = "a boolean", [WRITTEN_LIST] = "a list",
    [WRITTEN_MAPPING] = "a mapping",
};

static const char *hint_for(enum written_kind usual, enum written_kind odd)
{
    static const char *const hints[] = {
        [WRITTEN_STRING] = "write a string",
        [WRITTEN_NUMBER] = "write a number, without quotes or units",
        [WRITTEN_BOOLEAN] = "write true or false, without quotes",
        [WRITTEN_LIST] = "write a list, even for a single item: [item]",
        [WRITTEN_MAPPING] =
            "write a mapping with the same keys as the other documents",
    };
    bool is_unquoted = odd == WRITTEN_NUMBER || odd == WRITTEN_BOOLEAN;
    return usual == WRITTEN_STRING && is_unquoted ? "put the value in quotes"
                                                  : hints[usual];
}

static void warn_of_kind(struct survey *survey, const struct field_tally *field,
                         enum written_kind usual, enum written_kind odd,
                         size_t odd_count)
{
    struct diagnostics *list = survey->found;
    const struct use *here = &field->first[odd], *there = &field->first[usual];
    struct slice others = SLICE(""), line = SLICE("");

    if (odd_count > 1)
        others = arena_printf(&survey->arena, " (%zu more %s)", odd_count - 1,
                              odd_count == 2 ? "differs" : "differ");
    if (there->value->line > 0)
        line = arena_printf(&survey->arena, ":%u", there->value->line);
    list->path = here->entry->source->path;
    diagnostics_add(
        list, DIAGNOSTIC_FIELD_TYPES_MIXED, here->value->line,
        here->value->column, hint_for(usual, odd),
        "'%.*s' is %s here%.*s, but %s in %zu other documents of %.*s, such as "
        "%.*s%.*s",
        SLICE_FMT(field->key), kind_names[odd], SLICE_FMT(others),
        kind_names[usual], field->kinds[usual],
        SLICE_FMT(here->entry->collection->name),
        SLICE_FMT(there->entry->source->path), SLICE_FMT(line));
}

static void check_kinds(struct survey *survey, const struct field_tally *field)
{
    enum written_kind usual = usual_kind(field), odd = WRITTEN_NOTHING;
    size_t odd_count = 0;
    for (enum written_kind kind = WRITTEN_STRING; kind < WRITTEN_KINDS;
         kind++) {
        if (kind == usual || field->kinds[kind] == 0)
            continue;
        odd_count += field->kinds[kind];
        if (odd == WRITTEN_NOTHING || field->kinds[kind] > field->kinds[odd])
            odd = kind;
    }
    if (odd_count > 0 && odd_count <= MAX_TYPOS &&
        field->kinds[usual] >= MIN_USUAL &&
        field->kinds[usual] >= odd_count * TIMES_RARER &&
        !key_is_known(field->key))
        warn_of_kind(survey, field, usual, odd, odd_count);
}

static void warn_of_typo(struct survey *survey, const struct field_tally *field,
                         const char *meant)
{
    struct diagnostics *list = survey->found;
    for (size_t i = 0; i < field->use_count; i++) {
        const struct use *use = &field->uses[i];
        if (!entry_is_document(use->entry) ||
            key_is_read(use->entry->meta->key_names, field->key) ||
            value_find(&use->entry->meta->front_matter, meant) != NULL)
            continue;
        struct slice hint =
            arena_printf(&survey->arena, "rename the key to '%s'", meant);
        list->path = use->entry->source->path;
        diagnostics_add(list, DIAGNOSTIC_KEY_MISSPELT, use->value->line,
                        root_key_column(field->key, use->value), hint.data,
                        "unknown key '%.*s'; did you mean '%s'?",
                        SLICE_FMT(field->key), meant);
    }
}

/* What many documents have is meant to be so, but where it was to keep them out
 * of lists, a typo must not go unnoticed. */
static void warn_of_frequent_typo(struct survey *survey,
                                  const struct field_shape *shape,
                                  const struct field_tally *field)
{
    const char *meant = key_is_known(field->key) ? NULL : key_meant(field->key);
    const struct use *use = &field->uses[0];
    if (meant == NULL ||
        (strcmp(meant, "hidden") != 0 && strcmp(meant, "unlisted") != 0))
        return;
    struct slice hint =
        arena_printf(&survey->arena, "rename the key to '%s'", meant);
    survey->found->path = use->entry->source->path;
    diagnostics_add(survey->found, DIAGNOSTIC_KEY_MISSPELT, use->value->line,
                    root_key_column(field->key, use->value), hint.data,
                    "unknown key '%.*s' in %zu documents of %.*s, which are "
                    "listed; did you mean '%s'?",
                    SLICE_FMT(field->key), field->use_count,
                    SLICE_FMT(shape->collection->name), meant);
}

/* Whether the others write it so much more often that the odd one is a slip. */
static bool is_usual_for(const struct field_tally *usual,
                         const struct field_tally *odd)
{
    return usual->use_count >= odd->use_count * TIMES_RARER &&
           (key_is_same_word(odd->key, usual->key) ||
            (odd->key.size > SHORT_KEY && key_is_typo(odd->key, usual->key)));
}

/* Returns the key that documents of this shape have in its place, or NULL. */
static const char *usual_key(struct survey *survey,
                             const struct field_shape *shape,
                             const struct field_tally *odd)
{
    for (size_t i = 0; i < shape->usual_count; i++) {
        const struct field_tally *usual = shape->usual[i];
        if (usual != odd && is_usual_for(usual, odd))
            return arena_copy(&survey->arena, usual->key).data;
    }
    return NULL;
}

/* Dates of publication are read however they are spelled. */
static bool is_publication_date(struct slice key)
{
    bool is_typo;
    const struct publication_key *found = publication_key_find(key, &is_typo);
    return found != NULL && (found->effect == KEY_IS_PUBLISH_DATE ||
                             found->effect == KEY_IS_EXPIRY_DATE);
}

static const char *meant_key(struct survey *survey,
                             const struct field_shape *shape,
                             const struct field_tally *field)
{
    if (is_publication_date(field->key))
        return NULL;
    const char *meant = key_meant(field->key);
    return meant != NULL || key_is_known(field->key)
               ? meant
               : usual_key(survey, shape, field);
}

/* Data files without a type have nothing in common but their folder. */
static bool is_loose_data(const struct field_shape *shape)
{
    return shape->type.size == 0 && slice_is(shape->collection->name, "data");
}

/* Rare ones are compared with these only: there may be thousands of both. */
static void find_usual(struct survey *survey, struct field_shape *shape)
{
    shape->usual =
        arena_alloc(&survey->arena, shape->count, sizeof *shape->usual);
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->fields[i]->use_count >= MIN_WRITTEN)
            shape->usual[shape->usual_count++] = shape->fields[i];
    }
}

static void check_shape(struct survey *survey, struct field_shape *shape)
{
    find_usual(survey, shape);
    for (size_t i = 0; i < shape->count; i++) {
        const struct field_tally *field = shape->fields[i];
        if (!is_loose_data(shape))
            check_kinds(survey, field);
        if (field->use_count > MAX_TYPOS || *field->uses_on_site > MAX_TYPOS) {
            warn_of_frequent_typo(survey, shape, field);
            continue;
        }
        const char *meant = meant_key(survey, shape, field);
        if (meant != NULL)
            warn_of_typo(survey, field, meant);
    }
}

void check_fields(const struct snapshot *snapshot, struct diagnostics *found)
{
    struct survey survey = {.found = found};
    for (size_t c = 0; c < snapshot->collection_count; c++)
        survey_collection(&survey, snapshot->collections[c]);
    for (size_t i = 0; i < survey.count; i++)
        check_shape(&survey, survey.shapes[i]);
    for (size_t i = 0; i < survey.count; i++)
        map_release(&survey.shapes[i]->by_key);
    map_release(&survey.uses);
    arena_release(&survey.arena);
}
