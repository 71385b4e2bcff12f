/* settings_collections.c - the collections in headmatter.yaml.
 *
 *     collections:
 *       recipes:                      a name: /recipes
 *         paths: kitchen/a*.md        a row of the table below
 *         sort: -date,title
 *
 * Their keys are a table as settings are, but there are no flags for them: what
 * a site consists of belongs beside its content. */
#include "base/nearest.h"
#include "base/unicode.h"
#include "site/settings_reader.h"
#include "site/settings_value.h"

#include <string.h>

/* Takes one string or a list of them, all of which `is_valid` accepts. */
static bool take_names(const struct value *written, struct arena *arena,
                       bool (*is_valid)(struct slice text),
                       struct names *ret_names)
{
    bool is_array = value_is_array(written);
    const struct value *items = is_array ? written->as.items : written;
    size_t count = is_array ? written->size : 1;
    if (count > SETTINGS_MAX_NAMES)
        return false;
    struct names names = {arena_alloc(arena, count, sizeof *names.items),
                          count};
    for (size_t i = 0; i < count; i++) {
        names.items[i] = value_text(&items[i]);
        if (!value_is_string(&items[i]) || !is_valid(names.items[i]))
            return false;
    }
    *ret_names = names;
    return true;
}

static bool is_name(struct slice text)
{
    return text.size > 0;
}

static bool has_star(struct slice glob)
{
    return slice_find_char(glob, 0, '*') < glob.size ||
           slice_find_char(glob, 0, '?') < glob.size;
}

/* As in `exclude`, "kitchen" is the file of that name or everything in the
 * folder; "kitchen/" is only the folder. */
static void add_path(struct slice written, struct arena *arena,
                     struct names *paths)
{
    struct slice glob = setting_plain_glob(written);
    bool is_folder = slice_ends(written, "/");
    if (!is_folder)
        paths->items[paths->count++] = glob;
    if (is_folder || !has_star(glob))
        paths->items[paths->count++] =
            arena_printf(arena, "%.*s/**", SLICE_FMT(glob));
}

static bool take_paths(const struct value *written, struct arena *arena,
                       struct collection_policy *collection)
{
    struct names globs;
    struct names *paths = &collection->paths;
    if (!take_names(written, arena, setting_is_glob, &globs))
        return false;
    paths->items = arena_alloc(arena, globs.count * 2, sizeof *paths->items);
    for (size_t i = 0; i < globs.count; i++)
        add_path(globs.items[i], arena, paths);
    return true;
}

static bool take_root(const struct value *written, struct arena *arena,
                      struct collection_policy *collection)
{
    (void)arena;
    collection->root = value_text(written);
    return value_is_string(written) && collection->root.size > 0;
}

static bool take_types(const struct value *written, struct arena *arena,
                       struct collection_policy *collection)
{
    return take_names(written, arena, is_name, &collection->types);
}

static bool take_hidden(const struct value *written, struct arena *arena,
                        struct collection_policy *collection)
{
    return take_names(written, arena, is_name, &collection->hidden_fields);
}

static bool is_scalar_or_list_of_them(const struct value *value)
{
    for (size_t i = 0; value_is_array(value) && i < value->size; i++) {
        const struct value *item = &value->as.items[i];
        if (value_is_array(item) || value_is_object(item))
            return false;
    }
    return !value_is_object(value);
}

static bool take_filter(const struct value *written, struct arena *arena,
                        struct collection_policy *collection)
{
    (void)arena;
    if (!value_is_object(written) || written->size > SETTINGS_MAX_NAMES)
        return false;
    for (size_t i = 0; i < written->size; i++) {
        if (!is_scalar_or_list_of_them(&written->as.members[i].value))
            return false;
    }
    collection->filter = *written;
    return true;
}

static bool take_slug(const struct value *written, struct arena *arena,
                      struct collection_policy *collection)
{
    (void)arena;
    collection->slug = value_text(written);
    return permalink_fault(collection->slug) == NULL;
}

static bool take_url(const struct value *written, struct arena *arena,
                     struct collection_policy *collection)
{
    (void)arena;
    collection->url = value_text(written);
    return slice_starts(collection->url, "/") &&
           permalink_fault(collection->url) == NULL;
}

static bool take_sort(const struct value *written, struct arena *arena,
                      struct collection_policy *collection)
{
    struct slice rest = value_text(written), part;
    (void)arena;
    while (slice_cut(&rest, ',', &part)) {
        part = slice_trim(part);
        bool is_down = slice_starts(part, "-");
        if (is_down)
            part = slice_from(part, 1);
        if (part.size == 0 || collection->sort_count == POLICY_MAX_SORT_FIELDS)
            return false;
        collection->sort[collection->sort_count++] =
            (struct sort_rule){part, is_down};
    }
    return collection->sort_count > 0;
}

static bool take_flavor(const struct value *written, struct arena *arena,
                        struct collection_policy *collection)
{
    (void)arena;
    while (collection->flavor < FLAVOR_COUNT &&
           !slice_is(value_text(written), flavor_words[collection->flavor]))
        collection->flavor++;
    collection->has_flavor = collection->flavor < FLAVOR_COUNT;
    return collection->has_flavor;
}

const struct collection_key collection_keys[] = {
    {"paths", "path patterns such as recipes/**",
     "its files, relative to DIR; `*` matches any name, `**` any folders",
     take_paths},
    {"root", "a folder such as ../other/content",
     "another folder, relative to DIR, with all of its documents; its `paths` "
     "are relative to that",
     take_root},
    {"types", "names of types", "the `type` (or `layout`) of its documents",
     take_types},
    {"filter", "a mapping of fields to a value or a list of values",
     "the fields that its documents must have", take_filter},
    {"slug", "a pattern such as :year-:slug", "the slugs of its documents",
     take_slug},
    {"url", "a pattern such as /blog/:year/:slug", "the addresses of its pages",
     take_url},
    {"sort", "one to four fields such as -date,title", "its default order",
     take_sort},
    {"hidden_fields", "names of fields",
     "keys to hide, as if no document had them", take_hidden},
    {"flavor", "auto, commonmark or gfm",
     "the flavor of Markdown in the files of its `paths`", take_flavor},
};
const size_t collection_key_count =
    sizeof collection_keys / sizeof collection_keys[0];

static const struct collection_key *find_key(struct slice key)
{
    for (size_t i = 0; i < collection_key_count; i++) {
        if (slice_is(key, collection_keys[i].key))
            return &collection_keys[i];
    }
    return NULL;
}

static struct slice suggestion_for(struct slice key, struct arena *arena)
{
    struct nearest nearest = nearest_to(key);
    for (size_t i = 0; i < collection_key_count; i++)
        (void)nearest_consider(&nearest, slice_of(collection_keys[i].key));
    if (nearest.name.data == NULL)
        return SLICE("headmatter config --reference lists the keys");
    return arena_printf(arena, "did you mean '%.*s'?", SLICE_FMT(nearest.name));
}

static const char *hint_for(const struct collection_key *key, struct slice text)
{
    if (key->take == take_paths)
        return setting_glob_hint(text);
    return key->take == take_slug || key->take == take_url
               ? permalink_fault(text)
               : NULL;
}

/* The first item of a list that the key does not take, if it takes lists. */
static const struct value *find_misfit(const struct collection_key *key,
                                       const struct value *written,
                                       struct arena *arena)
{
    bool is_list = value_is_array(written) &&
                   (key->take == take_paths || key->take == take_types ||
                    key->take == take_hidden);
    for (size_t i = 0; is_list && i < written->size; i++) {
        struct collection_policy scratch = {0};
        const struct value *item = &written->as.items[i];
        if (value_is_array(item) || !key->take(item, arena, &scratch))
            return item;
    }
    return NULL;
}

static void read_key(struct settings_reader *reader, struct slice path,
                     const struct member *member,
                     struct collection_policy *collection)
{
    struct arena *arena = &reader->settings->arena;
    const struct collection_key *key = find_key(member->key);
    const struct value *written = &member->value;
    struct str message = {0};

    if (key == NULL) {
        reader_report_unknown(
            reader, path, member,
            suggestion_for(member->key, reader->faults->arena));
        return;
    }
    if (written->kind == VALUE_NULL || key->take(written, arena, collection))
        return;
    const struct value *item = find_misfit(key, written, arena);
    const struct value *at = item != NULL ? item : written;
    str_appendf(&message, "%.*s.%s takes %s", SLICE_FMT(path), key->key,
                key->takes);
    reader_append_misfit(written, item, &message);
    reader_report_at(reader, at, hint_for(key, value_text(at)),
                     str_slice(&message));
    str_release(&message);
}

/* How a file is read cannot depend on what is in it. */
static void expect_paths(struct settings_reader *reader, struct slice path,
                         const struct value *written,
                         const struct collection_policy *collection)
{
    if (collection->has_flavor && collection->paths.count == 0 &&
        collection->root.size == 0)
        reader_report_at(reader, value_find(written, "flavor"),
                         "say which files it has by `paths`",
                         arena_printf(reader->faults->arena,
                                      "%.*s.flavor needs %.*s.paths",
                                      SLICE_FMT(path), SLICE_FMT(path)));
}

static void read_collection(struct settings_reader *reader,
                            const struct member *member,
                            struct collection_policy *collection)
{
    struct arena *arena = &reader->settings->arena;
    const char *fault = collection_name_fault(member->key);
    struct slice path =
        arena_printf(arena, "collections.%.*s", SLICE_FMT(member->key));

    collection->name = unicode_nfc(arena, member->key);
    collection->line = member->value.line;
    collection->written = &member->value;
    if (fault != NULL)
        reader_report_at(reader, &member->value, "choose another name",
                         arena_printf(arena, "the collection '%.*s' %s",
                                      SLICE_FMT(member->key), fault));
    else if (reader_expect_mapping(reader, path, &member->value)) {
        for (size_t i = 0; i < member->value.size; i++)
            read_key(reader, path, &member->value.as.members[i], collection);
        expect_paths(reader, path, &member->value, collection);
    }
}

void settings_read_collections(struct settings_reader *reader,
                               const struct value *value)
{
    struct settings *settings = reader->settings;
    if (!reader_expect_mapping(reader, SLICE("collections"), value))
        return;
    if (value->size > SETTINGS_MAX_COLLECTIONS) {
        reader_report_at(reader, value, NULL,
                         arena_printf(&settings->arena,
                                      "at most %d collections are allowed",
                                      SETTINGS_MAX_COLLECTIONS));
        return;
    }
    struct collection_policy *collections =
        arena_alloc(&settings->arena, value->size, sizeof *collections);
    for (size_t i = 0; i < value->size; i++)
        read_collection(reader, &value->as.members[i], &collections[i]);
    settings->collections = *value;
    settings->policy.collections = collections;
    settings->policy.collection_count = value->size;
}
