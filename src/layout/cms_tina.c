/* cms_tina.c - the schema of TinaCMS.
 *
 *     name: post, path: content/posts      post: what is below content/posts
 *     format: mdx
 *     fields: [{name: dish, isTitle: true}]
 *
 * tina-lock.json has what the program makes of the settings, and is kept in
 * git; config.ts is read where it is written out. Names in it are those of
 * types in GraphQL. The program's functions, `ui.router` and `defaultItem`
 * among them, are the front end's. (tina.io/docs/reference: collections,
 * fields, media) */
#include "layout/cms_reading.h"

#include "base/array.h"
#include "layout/place.h"

/* The first field that meets a condition, of the collection or of one of its
 * templates; SLICE_NONE for none. */
static struct slice find_field(const struct value *written,
                               bool (*is_it)(const struct value *field))
{
    const struct value *fields = value_find(written, "fields"),
                       *templates = value_find(written, "templates");
    struct slice name = SLICE_NONE;
    for (size_t i = 0; value_is_array(fields) && i < fields->size; i++) {
        if (is_it(&fields->as.items[i]))
            return value_find_text(&fields->as.items[i], "name");
    }
    for (size_t i = 0; value_is_array(templates) && i < templates->size &&
                       value_find(&templates->as.items[i], "templates") == NULL;
         i++) {
        name = find_field(&templates->as.items[i], is_it);
        if (name.data != NULL)
            break;
    }
    return name;
}

static bool is_title(const struct value *field)
{
    return value_is_true(value_find(field, "isTitle"));
}

static bool is_date(const struct value *field)
{
    return slice_is(value_find_text(field, "type"), "datetime") &&
           cms_is_date_of_publication(value_find_text(field, "name"),
                                      value_find_text(field, "label"));
}

static struct slice copy_found(struct slice name, struct arena *arena)
{
    return name.size > 0 ? arena_copy(arena, name) : SLICE_NONE;
}

static void read_collection(struct cms_reading *reading,
                            const struct value *written)
{
    static const struct value usual = {
        .kind = VALUE_STRING, .as.text = "md", .size = 2};
    const struct value *format = value_find(written, "format"),
                       *match = value_find(written, "match");
    struct slice path = value_find_text(written, "path");
    struct cms_collection collection = {
        .name = arena_copy(reading->arena, value_find_text(written, "name")),
        .folder =
            path.data != NULL ? cms_clean_path(reading, path) : SLICE_NONE,
        .extensions = cms_texts(reading, format != NULL ? format : &usual, 1),
        .includes = cms_texts(reading, value_find(match, "include"), 1),
        .excludes = cms_texts(reading, value_find(match, "exclude"), 1),
        .title_key = copy_found(find_field(written, is_title), reading->arena),
        .date_key = copy_found(find_field(written, is_date), reading->arena),
    };
    cms_add(reading, &collection);
}

/* What is in public/uploads has addresses that begin with "/uploads/". */
static void read_media(struct cms_reading *reading, const struct value *media)
{
    const struct value *tina = value_find(media, "tina");
    struct slice top = value_find_text(tina, "publicFolder"),
                 inside = path_trim_slashes(value_find_text(tina, "mediaRoot"));
    if (top.size > 0)
        cms_add_media(
            reading,
            cms_clean_path(reading,
                           arena_printf(reading->arena, "%.*s/%.*s",
                                        SLICE_FMT(top), SLICE_FMT(inside))),
            inside);
}

void cms_read_tina(struct cms_reading *reading, const struct value *settings)
{
    const struct value *schema = value_find(settings, "schema"), *collections,
                       *media = value_find(settings, "media");
    if (!value_is_object(schema))
        schema = settings;
    collections = value_find(schema, "collections");
    if (media == NULL)
        media = value_find(value_find(schema, "config"), "media");
    read_media(reading, media);
    for (size_t i = 0; value_is_array(collections) && i < collections->size;
         i++)
        read_collection(reading, &collections->as.items[i]);
}
