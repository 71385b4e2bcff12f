/* people.c - people with a key, and the names of people.
 *
 *     _data/authors.yml        ana: {name: Ana Luz, email: ...}
 *     _config.yml              authors: {ana: {name: Ana Luz}}
 *     data/authors/ana.yaml    name: Ana Luz
 *
 * Blogs with more than one author usually list them in one data file, and their
 * posts have `author: ana`. Each becomes a person with all the keys in the
 * file, as if the mapping were in the post itself. If there is also a document
 * with that slug, it describes the person instead. */
#include "store/people.h"

#include "base/ascii.h"
#include "base/collate.h"
#include "base/unicode.h"
#include "layout/place.h"
#include "store/addresses.h"
#include "store/entries.h"
#include "store/links.h"

#define NAME_MAX_BYTES 512 /* a longer string is neither a name nor a key */

/* The first of these that has a string is the name of a person. */
static const char *const name_keys[] = {"name", "display_name", "title", NULL};
static const char *const slug_keys[] = {"slug",     "key",   "id",
                                        "username", "login", NULL};

struct slice person_key(const struct value *mapping)
{
    for (const char *const *key = slug_keys; *key != NULL; key++) {
        struct slice text = slice_trim(value_text(value_find(mapping, *key)));
        if (text.size > 0 && text.size <= NAME_MAX_BYTES)
            return text;
    }
    return SLICE_NONE;
}

/* A name may be a number: "1984". */
static struct slice name_under(const struct value *mapping, const char *key,
                               struct arena *arena)
{
    struct slice text =
        slice_trim(value_spelling(value_find(mapping, key), arena));
    return text.size <= NAME_MAX_BYTES ? name_without_address(text, arena)
                                       : SLICE_NONE;
}

struct slice person_name(const struct value *mapping, struct arena *arena)
{
    struct slice first = name_under(mapping, "firstName", arena);
    struct slice last = name_under(mapping, "lastName", arena);
    struct slice name = name_under(mapping, "name", arena);
    if (name.size > 0 || first.size + last.size == 0) {
        for (size_t i = 1; name.size == 0 && name_keys[i] != NULL; i++)
            name = name_under(mapping, name_keys[i], arena);
        return name;
    }
    if (first.size == 0 || last.size == 0)
        return first.size > 0 ? first : last;
    return arena_printf(arena, "%.*s %.*s", SLICE_FMT(first), SLICE_FMT(last));
}

void person_set_name(struct entry *person, struct slice name,
                     struct arena *arena)
{
    person->name = name;
    person->sort_name = unicode_casefold(arena, name);
    person->sort_number = collate_number(person->sort_name);
}

void name_people(struct snapshot *snapshot)
{
    struct collection *people =
        snapshot_find_collection(snapshot, SLICE("authors"));
    for (size_t i = 0; people != NULL && i < people->all.count; i++) {
        struct entry *entry = people->all.items[i];
        struct slice name =
            person_name(&entry->meta->front_matter, &snapshot->arena);
        if (name.size == 0)
            name = unicode_readable(&snapshot->arena, entry->slug);
        person_set_name(entry, name, &snapshot->arena);
    }
}

static bool is_mapping_of_people(const struct value *root)
{
    for (size_t i = 0; value_is_object(root) && i < root->size; i++) {
        if (!value_is_object(&root->as.members[i].value))
            return false;
    }
    return value_is_object(root) && root->size > 0;
}

static bool is_list_of_people(const struct value *root)
{
    for (size_t i = 0; value_is_array(root) && i < root->size; i++) {
        if (!value_is_object(&root->as.items[i]))
            return false;
    }
    return value_is_array(root) && root->size > 0;
}

/* "_data/authors/ana.yml", "data/team/ana.json": a file for each. */
static bool is_in_people_folder(const struct meta *meta)
{
    struct slice folder = path_folder(meta->path);
    const char *own = folder_collection(path_name(folder));
    const char *above = folder_collection(path_name(path_folder(folder)));
    return slice_is(slice_of(own), "authors") &&
           slice_is(slice_of(above), "data");
}

bool is_people_file(const struct layout *layout, const struct meta *meta,
                    const struct place *place)
{
    const struct value *root = &meta->front_matter;
    if (!layout_has_people_files(layout) || meta->kind != SOURCE_DATA ||
        !slice_is(place->collection, "data"))
        return false;
    if (is_in_people_folder(meta))
        return value_is_object(root);
    return slice_is(meta->name, "authors") &&
           (is_mapping_of_people(root) || is_list_of_people(root));
}

/* A key that is valid in an address is used as the slug unchanged. */
static struct slice slug_of_key(struct slice key, struct arena *arena)
{
    for (size_t i = 0; i < key.size; i++) {
        char c = key.data[i];
        if (ascii_is_control(c) || c == ' ' || c == '/')
            return unicode_slug(arena, key);
    }
    return unicode_nfc(arena, key);
}

/* Returns NULL if there already is a person with that key, or if the key is
 * empty. */
static struct entry *add_person(struct snapshot *snapshot, struct slice key,
                                const struct value *mapping)
{
    struct arena *arena = &snapshot->arena;
    struct collection *people = collection_named(snapshot, SLICE("authors"));
    struct slice slug = slug_of_key(key, arena);
    struct slice name = person_name(mapping, arena);

    if (slug.size == 0 || collection_find(people, slug) != NULL)
        return NULL;
    struct entry *person = entry_new(snapshot, people, slug);
    person->is_listed = true;
    person->as_written = without_addresses(mapping, arena);
    person_set_name(person, name.size > 0 ? name : unicode_readable(arena, key),
                    arena);
    return person;
}

static void add_people(struct snapshot *snapshot, const struct value *people)
{
    for (size_t i = 0; value_is_object(people) && i < people->size; i++) {
        const struct member *member = &people->as.members[i];
        if (value_is_object(&member->value))
            (void)add_person(snapshot, member->key, &member->value);
    }
    for (size_t i = 0; value_is_array(people) && i < people->size; i++) {
        const struct value *item = &people->as.items[i];
        struct slice key = person_key(item);
        (void)add_person(
            snapshot, key.size > 0 ? key : person_name(item, &snapshot->arena),
            item);
    }
}

void add_people_of_file(struct snapshot *snapshot, const struct meta *meta)
{
    if (!is_in_people_folder(meta)) {
        add_people(snapshot, &meta->front_matter);
        return;
    }
    struct entry *person =
        add_person(snapshot, meta->name, &meta->front_matter);
    if (person != NULL) /* naming the file means them */
        put_path(snapshot, meta->source->path, person);
}

void add_people_of_config(struct snapshot *snapshot, const struct value *config)
{
    add_people(snapshot, value_find(config, "authors"));
}
