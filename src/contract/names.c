/* names.c - makes identifiers of the names that content has.
 *
 * They are what generators of code and the language of types take without
 * quotes: letters, digits and capitals. A name of which nothing is left, since
 * it is written in another script, is numbered. */
#include "contract/names.h"

#include "base/array.h"
#include "base/ascii.h"

#include <string.h>

/* Nouns whose singular the endings below do not give. */
static const struct {
    const char *plural, *singular;
} irregular[] = {
    {"news", "news"},       {"series", "series"},  {"species", "species"},
    {"people", "person"},   {"children", "child"}, {"movies", "movie"},
    {"cookies", "cookie"},  {"zombies", "zombie"}, {"caches", "cache"},
    {"niches", "niche"},    {"shoes", "shoe"},     {"aliases", "alias"},
    {"statuses", "status"}, {"buses", "bus"},      {"lenses", "lens"},
    {"quizzes", "quiz"},    {"menus", "menu"},
};

/* The first that fits; a word of none of them is its own singular. */
static const struct {
    const char *plural, *singular;
} endings[] = {
    {"ies", "y"}, {"sses", "ss"}, {"ches", "ch"}, {"shes", "sh"}, {"xes", "x"},
    {"oes", "o"}, {"ss", "ss"},   {"us", "us"},   {"sis", "sis"}, {"s", ""},
};

/* What types are called that generated programs use, in lists of types and in
 * the code that sends requests; a type of the same name would take their place
 * there. Those of queries.d.ts are the last ones. */
static const char *const reserved[] = {
    "Array",    "Blob",           "Boolean",        "Date",
    "Error",    "Exclude",        "Extract",        "File",
    "FormData", "Function",       "Headers",        "Map",
    "Number",   "Object",         "Omit",           "Partial",
    "Pick",     "Promise",        "Readonly",       "Record",
    "Request",  "RequestInit",    "Required",       "Response",
    "Set",      "String",         "Symbol",         "URLSearchParams",
    "Choices",  "CollectionName", "Collections",    "Conditions",
    "DateText", "Equality",       "Field",          "FieldName",
    "HeadsOf",  "Included",       "ListParameters", "Matching",
    "NamesOf",  "OneOrMore",      "Operator",       "Ordering",
    "PartOf",   "PartsOf",        "Query",          "RestOf",
    "Selected", "ValueOf",        "With",
};

static struct slice singular_of(struct slice word, struct arena *arena)
{
    for (size_t i = 0; i < ARRAY_COUNT(irregular); i++) {
        if (slice_equal_nocase(word, slice_of(irregular[i].plural)))
            return slice_of(irregular[i].singular);
    }
    for (size_t i = 0; i < ARRAY_COUNT(endings); i++) {
        size_t size = strlen(endings[i].plural);
        if (word.size > size && slice_ends_nocase(word, endings[i].plural))
            return arena_printf(arena, "%.*s%s", (int)(word.size - size),
                                word.data, endings[i].singular);
    }
    return word;
}

/* "case-studies": "CaseStudies". */
static struct slice pascal_case(struct slice text, struct arena *arena)
{
    char *bytes = arena_bytes(arena, text.size + 1);
    size_t size = 0;
    bool starts_word = true;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!ascii_is_letter_or_digit(c)) {
            starts_word = true;
            continue;
        }
        if (size == 0 && ascii_is_digit(c))
            bytes[size++] = 'N'; /* no identifier starts with a digit */
        bytes[size++] = starts_word ? ascii_to_upper(c) : c;
        starts_word = false;
    }
    return (struct slice){bytes, size};
}

static bool is_taken(const struct map *used, struct slice name)
{
    return map_find(used, name) != NULL;
}

static struct slice take(struct map *used, struct slice name, const char *other,
                         struct arena *arena)
{
    if (name.size == 0)
        name = slice_of(other);
    else if (is_taken(used, name))
        name = arena_printf(arena, "%.*s%s", SLICE_FMT(name), other);
    struct slice free_name = name;
    for (unsigned i = 2; is_taken(used, free_name); i++)
        free_name = arena_printf(arena, "%.*s%u", SLICE_FMT(name), i);
    map_put(used, free_name, used);
    return free_name;
}

static struct slice joined(struct slice before, struct slice after,
                           struct arena *arena)
{
    return arena_printf(arena, "%.*s%.*s", SLICE_FMT(before), SLICE_FMT(after));
}

static void name_collection(const struct collection_type *type,
                            struct map *used, struct arena *arena,
                            struct collection_names *names)
{
    static const char *const companions[] = {"Envelope", "ListEnvelope",
                                             "Fields"};
    struct slice name = type->collection->name;
    struct slice plural = pascal_case(name, arena);
    struct slice singular = pascal_case(singular_of(name, arena), arena);
    names->type = type;
    names->item = take(used, singular, "Entry", arena);
    /* Where both are the same word: listNews, and getNews of one. */
    names->plural = slice_equal(plural, singular) || plural.size == 0
                        ? names->item
                        : take(used, plural, "List", arena);
    names->list_item = names->item;
    if ((type->some_kinds & KIND_DOCUMENT) != 0)
        names->list_item = take(
            used, joined(names->item, SLICE("ListItem"), arena), "", arena);
    names->embedded = names->list_item;
    if ((type->some_kinds & KIND_NAMED) != 0)
        names->embedded = take(
            used, joined(SLICE("Embedded"), names->item, arena), "", arena);
    if (type->is_in_sections)
        names->in_section = take(
            used, joined(names->item, SLICE("InSection"), arena), "", arena);
    for (size_t i = 0; i < ARRAY_COUNT(companions); i++)
        (void)take(used, joined(names->item, slice_of(companions[i]), arena),
                   "", arena);
}

void names_make(const struct content_types *types, const struct value *taken,
                struct arena *arena, struct names_of_types *ret_names)
{
    struct map used = {0};
    for (size_t i = 0; i < ARRAY_COUNT(reserved); i++)
        map_put(&used, slice_of(reserved[i]), &used);
    for (size_t i = 0; value_is_object(taken) && i < taken->size; i++)
        map_put(&used, taken->as.members[i].key, &used);
    *ret_names = (struct names_of_types){
        .collections = arena_alloc(arena, types->collection_count,
                                   sizeof *ret_names->collections),
        .collection_count = types->collection_count,
        .blocks =
            arena_alloc(arena, types->block_count, sizeof *ret_names->blocks),
        .block_count = types->block_count,
    };
    for (size_t i = 0; i < types->collection_count; i++)
        name_collection(&types->collections[i], &used, arena,
                        &ret_names->collections[i]);
    for (size_t i = 0; i < types->block_count; i++)
        ret_names->blocks[i] = (struct block_name){
            types->blocks[i],
            take(&used, pascal_case(types->blocks[i]->name, arena), "Block",
                 arena)};
    map_release(&used);
}

struct slice names_of_block(const struct names_of_types *names,
                            const struct object_type *block)
{
    size_t i = 0;
    while (names->blocks[i].block != block)
        i++;
    return names->blocks[i].name;
}

const struct collection_names *names_find(const struct names_of_types *names,
                                          struct slice collection)
{
    for (size_t i = 0; i < names->collection_count; i++) {
        if (slice_equal(names->collections[i].type->collection->name,
                        collection))
            return &names->collections[i];
    }
    return NULL;
}
