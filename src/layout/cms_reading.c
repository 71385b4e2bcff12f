/* cms_reading.c - what the readers of all CMSs share. */
#include "layout/cms_reading.h"

#include "document/keys.h"
#include "layout/place.h"

struct slice cms_clean_path(const struct cms_reading *reading,
                            struct slice written)
{
    struct str clean = {0};
    struct slice path = SLICE_NONE, above = reading->above;
    bool is_pattern = slice_find(written, 0, SLICE("{{")) < written.size;
    if (!is_pattern && path_clean(path_trim_slashes(written), &clean))
        path = arena_copy(reading->arena, str_slice(&clean));
    str_release(&clean);
    if (path.data == NULL || above.size == 0)
        return path;
    return path_is_within(path, above)
               ? path_trim_slashes(slice_from(path, above.size))
               : SLICE_NONE;
}

struct names cms_texts(const struct cms_reading *reading,
                       const struct value *written, size_t max)
{
    bool is_array = value_is_array(written);
    const struct value *items = is_array ? written->as.items : written;
    size_t count = is_array ? written->size : written != NULL;
    struct names texts = {
        arena_alloc(reading->arena, count, sizeof *texts.items), 0};
    for (size_t i = 0; i < count && texts.count < max; i++) {
        struct slice text = value_spelling(&items[i], reading->arena);
        if (text.size > 0)
            texts.items[texts.count++] = arena_copy(reading->arena, text);
    }
    return texts;
}

void cms_add(struct cms_reading *reading,
             const struct cms_collection *collection)
{
    struct cms *cms = reading->cms;
    if (collection->name.size == 0 || collection->folder.data == NULL ||
        cms->count == CMS_MAX_COLLECTIONS)
        return;
    cms->collections = arena_grow(reading->arena, cms->collections, cms->count,
                                  &reading->capacity, sizeof *cms->collections);
    cms->collections[cms->count++] = *collection;
}

void cms_add_media(struct cms_reading *reading, struct slice folder,
                   struct slice prefix)
{
    struct cms *cms = reading->cms;
    if (folder.size == 0 || cms->media_count == CMS_MAX_MEDIA)
        return;
    cms->media = arena_grow(reading->arena, cms->media, cms->media_count,
                            &reading->media_capacity, sizeof *cms->media);
    cms->media[cms->media_count++] = (struct cms_media){
        folder, arena_copy(reading->arena, path_trim_slashes(prefix))};
}

bool cms_is_date_of_publication(struct slice name, struct slice label)
{
    for (const char *const *key = keys_date; *key != NULL; key++) {
        if (key_is_same_word(name, slice_of(*key)) ||
            key_is_same_word(label, slice_of(*key)))
            return true;
    }
    return false;
}
