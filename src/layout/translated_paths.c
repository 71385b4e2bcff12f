/* translated_paths.c - the addresses of translations and of their pages.
 *
 *     posts/hello.md        posts/hello       /blog/hello
 *     posts/hello.fr.md     posts/fr/hello    /fr/blog/hello
 *
 * languages.c has found the language in each path. A generator looks at the
 * document as if its path named none; then the language is put in front
 * again. */
#include "layout/languages.h"

#include "layout/language_tag.h"

void languages_keep_addresses(struct languages *languages,
                              const struct languages *published,
                              const bool *is_in, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct language_mark *mark = &languages->marks[i];
        const struct language_mark *known = &published->marks[i];
        if (!is_in[i])
            continue;
        mark->word = known->word;
        mark->path = known->path;
        mark->name = known->name;
    }
}

const struct language_mark *language_mark_at(const struct languages *languages,
                                             size_t index)
{
    if (!languages->are_several)
        return NULL;
    const struct language_mark *mark = &languages->marks[index];
    return mark->path.data != NULL ? mark : NULL;
}

bool language_is_of_site(const struct languages *languages,
                         const struct language_mark *mark)
{
    return languages->of_site.data != NULL &&
           (slice_equal(mark->tag, languages->of_site) ||
            slice_equal(mark->tag, language_primary(languages->of_site)));
}

bool language_is_plain(const struct languages *languages,
                       const struct language_mark *mark)
{
    return !languages->are_routed && language_is_of_site(languages, mark);
}

const struct meta *meta_without_language(const struct languages *languages,
                                         size_t index, const struct meta *meta,
                                         struct meta *buffer)
{
    const struct language_mark *mark = language_mark_at(languages, index);
    if (mark == NULL)
        return meta;
    *buffer = *meta;
    buffer->place = NULL; /* of the path as it is */
    buffer->path = mark->path;
    buffer->name = mark->name;
    return buffer;
}

void place_translation(const struct languages *languages, size_t index,
                       const struct meta *meta, struct place *place,
                       struct arena *arena)
{
    const struct language_mark *mark = language_mark_at(languages, index);
    if (mark == NULL || language_is_plain(languages, mark))
        return;
    place->path_in_collection =
        arena_printf(arena, "%.*s/%.*s", SLICE_FMT(mark->word),
                     SLICE_FMT(place->path_in_collection));
    if (place->short_slug.data != NULL)
        place->short_slug =
            arena_printf(arena, "%.*s/%.*s", SLICE_FMT(mark->word),
                         SLICE_FMT(place->short_slug));
    if (meta->slug.data == NULL)
        place->slug = arena_printf(arena, "%.*s/%.*s", SLICE_FMT(mark->word),
                                   SLICE_FMT(place->slug));
}

struct slice url_of_translation(const struct languages *languages, size_t index,
                                const struct meta *meta, struct slice url,
                                bool ends_with_slash, struct arena *arena)
{
    const struct language_mark *mark = language_mark_at(languages, index);
    const struct value *own = &meta->fields;
    if (url.data == NULL || mark == NULL || languages->are_routed ||
        language_is_plain(languages, mark) || value_find(own, "url") != NULL ||
        value_find(own, "permalink") != NULL)
        return url;
    return arena_printf(
        arena, "/%.*s%.*s", SLICE_FMT(mark->word),
        slice_is(url, "/") && !ends_with_slash ? 0 : (int)url.size, url.data);
}
