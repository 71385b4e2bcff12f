/* cms_decap.c - config.yml of Decap CMS, once Netlify CMS, and of those that
 * read the same file: Sveltia CMS and Static CMS.
 *
 *     collections:
 *       - name: recipes
 *         folder: src/recipes          recipes: src/recipes/soup.md
 *         path: "{{slug}}/index"       and those in a folder below
 *         identifier_field: dish       their title
 *       - name: pages
 *         files:
 *           - file: src/about.md       pages: src/about.md
 *
 * Everything follows from its documentation ("Collection Types", "Folder
 * Collections Path", "i18n Support") and, where that is silent, from
 * decap-cms-core: collections.ts infers the title, backend.ts the depth, and
 * formats.ts the extension. What is only for the editor is left: widgets,
 * previews, `create`. So is `publish_mode`: what an editorial workflow holds
 * back is on branches of git, and not in the tree. */
#include "layout/cms_reading.h"

#include "base/array.h"
#include "layout/generator.h"

/* What a document's title may be in, where nothing says which field it is
 * (constants/fieldInference.tsx). The first of its fields is not taken for the
 * title here, as the editor takes it: the file's name says more. */
static const char *const title_fields[] = {"title", "name", "label", "headline",
                                           "header"};

static const struct {
    const char *format, *extension;
} formats[] = {
    {"yml", "yml"},
    {"yaml", "yml"},
    {"toml", "toml"},
    {"json", "json"},
};

static const struct value *field_at(const struct value *fields, size_t i)
{
    return &fields->as.items[i];
}

/* Whether it is a line of text; fields without a widget are. */
static bool is_line(const struct value *field)
{
    struct slice widget = value_find_text(field, "widget");
    return widget.data == NULL || slice_is(widget, "string");
}

static struct slice title_of(const struct value *collection,
                             const struct value *fields, struct arena *arena)
{
    struct slice named = value_find_text(collection, "identifier_field");
    if (named.size > 0 && !slice_is(named, "slug") && !slice_is(named, "path"))
        return arena_copy(arena, named);
    for (size_t i = 0; i < ARRAY_COUNT(title_fields); i++) {
        for (size_t j = 0; j < fields->size; j++) {
            const struct value *field = field_at(fields, j);
            if (is_line(field) &&
                slice_is(value_find_text(field, "name"), title_fields[i]))
                return slice_of(title_fields[i]);
        }
    }
    return SLICE_NONE;
}

static struct slice date_of(const struct value *fields, struct arena *arena)
{
    for (size_t i = 0; i < fields->size; i++) {
        const struct value *field = field_at(fields, i);
        struct slice widget = value_find_text(field, "widget"),
                     name = value_find_text(field, "name");
        if ((slice_is(widget, "datetime") || slice_is(widget, "date")) &&
            cms_is_date_of_publication(name, value_find_text(field, "label")))
            return arena_copy(arena, name);
    }
    return SLICE_NONE;
}

static void read_fields(struct cms_reading *reading,
                        const struct value *written,
                        struct cms_collection *collection)
{
    static const struct value none = {.kind = VALUE_ARRAY};
    const struct value *fields = value_find(written, "fields");
    if (!value_is_array(fields))
        fields = &none;
    collection->title_key = title_of(written, fields, reading->arena);
    collection->date_key = date_of(fields, reading->arena);
}

static void read_extension(struct cms_reading *reading,
                           const struct value *written,
                           struct cms_collection *collection)
{
    struct slice extension = value_find_text(written, "extension"),
                 format = value_find_text(written, "format");
    for (size_t i = 0; i < ARRAY_COUNT(formats) && extension.size == 0; i++) {
        if (slice_is(format, formats[i].format))
            extension = slice_of(formats[i].extension);
    }
    if (extension.size == 0)
        extension = SLICE("md");
    if (slice_starts(extension, "."))
        extension = slice_from(extension, 1);
    const struct value value = value_of_text(extension);
    collection->extensions = cms_texts(reading, &value, 1);
}

/* How many levels below the folder there are documents. */
static size_t depth_of(const struct value *written,
                       const struct cms_collection *collection)
{
    const struct value *nested =
        value_find(value_find(written, "nested"), "depth");
    size_t depth = slice_count_char(value_find_text(written, "path"), '/') + 1;
    if (nested != NULL && nested->kind == VALUE_INTEGER &&
        nested->as.integer > 0)
        depth = (size_t)nested->as.integer;
    return depth + (collection->translations == CMS_IN_FOLDERS ? 1 : 0);
}

static enum cms_translations structure_of(const struct value *i18n)
{
    static const struct {
        const char *structure;
        enum cms_translations translations;
    } structures[] = {
        {"multiple_folders", CMS_IN_FOLDERS},
        {"multiple_folders_i18n_root", CMS_IN_ROOT_FOLDERS},
        {"multiple_root_folders", CMS_IN_ROOT_FOLDERS},
        {"multiple_files", CMS_IN_FILES},
        {"single_file", CMS_IN_ONE_FILE},
    };
    struct slice written = value_find_text(i18n, "structure");
    for (size_t i = 0; i < ARRAY_COUNT(structures); i++) {
        if (slice_is(written, structures[i].structure))
            return structures[i].translations;
    }
    return CMS_IN_NO_PLACE;
}

/* `i18n: true` takes part in what the top says; an object replaces parts of
 * it. */
static enum cms_translations translations_of(const struct value *settings,
                                             const struct value *written)
{
    const struct value *own = value_find(written, "i18n");
    if (!value_is_true(own) && !value_is_object(own))
        return CMS_IN_NO_PLACE;
    enum cms_translations translations = structure_of(own);
    return translations != CMS_IN_NO_PLACE
               ? translations
               : structure_of(value_find(settings, "i18n"));
}

/* `filter: {field: lang, value: en}`. Which documents meet a pattern is not
 * known here: they are read, and called as convention has it. */
static void read_filter(struct cms_reading *reading,
                        const struct value *written,
                        struct cms_collection *collection)
{
    const struct value *filter = value_find(written, "filter");
    if (filter == NULL)
        return;
    collection->filter_field =
        arena_copy(reading->arena, value_find_text(filter, "field"));
    collection->filter_values =
        cms_texts(reading, value_find(filter, "value"), CMS_MAX_FILES);
}

/* The folder that all of the files are in. */
static struct slice common_folder(const struct names *files)
{
    struct slice folder = path_folder(files->items[0]);
    for (size_t i = 1; i < files->count; i++) {
        while (!path_is_within(files->items[i], folder))
            folder = path_folder(folder);
    }
    return folder;
}

/* Data that is listed by name holds settings, and is no content. */
static void read_files(struct cms_reading *reading, const struct value *files,
                       struct cms_collection *collection)
{
    struct names paths = {
        arena_alloc(reading->arena, files->size, sizeof *paths.items), 0};
    for (size_t i = 0; i < files->size && paths.count < CMS_MAX_FILES; i++) {
        struct slice path = cms_clean_path(
            reading, value_find_text(&files->as.items[i], "file"));
        if (path.size > 0 && is_markdown_file(path_name(path)))
            paths.items[paths.count++] = path;
    }
    collection->files = paths;
    collection->folder = paths.count > 0 ? common_folder(&paths) : SLICE_NONE;
}

/* A folder that begins with a slash is one of the repository; any other is
 * beside each document, where its pictures are found anyway. */
static void read_own_media(struct cms_reading *reading,
                           const struct value *written)
{
    struct slice folder = value_find_text(written, "media_folder"),
                 prefix = value_find_text(written, "public_folder");
    if (slice_starts(folder, "/"))
        cms_add_media(reading, cms_clean_path(reading, folder),
                      prefix.data != NULL ? prefix : folder);
}

static void read_collection(struct cms_reading *reading,
                            const struct value *settings,
                            const struct value *written)
{
    const struct value *files = value_find(written, "files");
    struct slice folder = value_find_text(written, "folder");
    struct cms_collection collection = {
        .name = arena_copy(reading->arena, value_find_text(written, "name")),
        .translations = translations_of(settings, written),
    };
    read_own_media(reading, written);
    read_filter(reading, written, &collection);
    if (value_is_array(files)) {
        read_files(reading, files, &collection);
    } else if (folder.data != NULL) {
        collection.folder = cms_clean_path(reading, folder);
        read_extension(reading, written, &collection);
        read_fields(reading, written, &collection);
        collection.depth = depth_of(written, &collection);
    }
    cms_add(reading, &collection);
}

static void read_media(struct cms_reading *reading,
                       const struct value *settings)
{
    struct slice folder = value_find_text(settings, "media_folder"),
                 prefix = value_find_text(settings, "public_folder");
    if (slice_find(prefix, 0, SLICE("://")) < prefix.size)
        return; /* another server */
    cms_add_media(reading, cms_clean_path(reading, folder),
                  prefix.data != NULL ? prefix : folder);
}

static void read_languages(struct cms_reading *reading,
                           const struct value *settings)
{
    const struct value *i18n = value_find(settings, "i18n");
    struct names locales =
        cms_texts(reading, value_find(i18n, "locales"), CMS_MAX_COLLECTIONS);
    struct member *members =
        arena_alloc(reading->arena, locales.count, sizeof *members);
    struct slice first = value_find_text(i18n, "default_locale");
    if (locales.count == 0)
        return;
    for (size_t i = 0; i < locales.count; i++)
        members[i] = (struct member){locales.items[i], {.kind = VALUE_OBJECT}};
    reading->cms->locales =
        value_of_members(members, locales.count, reading->arena);
    reading->cms->default_locale =
        first.size > 0 ? arena_copy(reading->arena, first) : locales.items[0];
}

void cms_read_decap(struct cms_reading *reading, const struct value *settings)
{
    const struct value *collections = value_find(settings, "collections");
    bool is_decap = value_find(settings, "backend") != NULL ||
                    value_find(settings, "local_backend") != NULL ||
                    value_find(settings, "media_folder") != NULL;
    if (!is_decap || !value_is_array(collections))
        return;
    read_languages(reading, settings);
    read_media(reading, settings);
    for (size_t i = 0; i < collections->size; i++)
        read_collection(reading, settings, &collections->as.items[i]);
}
