/* translations.c - documents that say the same, each at its own address.
 *
 *     posts/hello.md        posts/hello       /blog/hello
 *     posts/hello.fr.md     posts/fr/hello    /fr/blog/hello
 *
 * What a path says of languages has been found out (languages.c). A layout
 * looks at a document as if its path named none; then the language is put in
 * front again, and all that say the same are joined. */
#include "store/languages.h"

#include "base/parallel.h"
#include "document/path.h"
#include "store/language_tag.h"
#include "store/place.h"

void keep_addresses(struct languages *languages,
                    const struct languages *published, const bool *is_in,
                    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct mark *mark = &languages->marks[i];
        const struct mark *known = &published->marks[i];
        if (!is_in[i])
            continue;
        mark->word = known->word;
        mark->path = known->path;
        mark->name = known->name;
    }
}

static const struct mark *mark_at(const struct languages *languages,
                                  size_t index)
{
    if (!languages->are_several)
        return NULL;
    const struct mark *mark = &languages->marks[index];
    return mark->path.data != NULL ? mark : NULL;
}

/* What is marked as the site's own language has the plain address. */
static bool is_of_site(const struct languages *languages,
                       const struct mark *mark)
{
    return languages->of_site.data != NULL &&
           (slice_equal(mark->tag, languages->of_site) ||
            slice_equal(mark->tag, language_primary(languages->of_site)));
}

const struct source *without_language(const struct languages *languages,
                                      size_t index, const struct source *source,
                                      struct source *buffer)
{
    const struct mark *mark = mark_at(languages, index);
    if (mark == NULL)
        return source;
    *buffer = *source;
    buffer->path = mark->path;
    buffer->name = mark->name;
    return buffer;
}

void place_translation(const struct languages *languages, size_t index,
                       const struct source *source, struct place *place,
                       struct arena *arena)
{
    const struct mark *mark = mark_at(languages, index);
    if (mark == NULL || is_of_site(languages, mark))
        return;
    place->path_in_collection =
        arena_printf(arena, "%.*s/%.*s", SLICE_FMT(mark->word),
                     SLICE_FMT(place->path_in_collection));
    if (source->slug.data == NULL)
        place->slug = arena_printf(arena, "%.*s/%.*s", SLICE_FMT(mark->word),
                                   SLICE_FMT(place->slug));
}

struct slice url_of_translation(const struct languages *languages, size_t index,
                                const struct source *source, struct slice url,
                                struct arena *arena)
{
    const struct mark *mark = mark_at(languages, index);
    const struct value *own = &source->front_matter;
    if (url.data == NULL || mark == NULL || is_of_site(languages, mark) ||
        value_find(own, "url") != NULL || value_find(own, "permalink") != NULL)
        return url;
    return slice_is(url, "/")
               ? arena_printf(arena, "/%.*s", SLICE_FMT(mark->word))
               : arena_printf(arena, "/%.*s%.*s", SLICE_FMT(mark->word),
                              SLICE_FMT(url));
}

static bool has_language(const struct list *versions, struct slice tag)
{
    for (size_t i = 0; i < versions->count; i++) {
        if (slice_equal(versions->items[i]->lang, tag))
            return true;
    }
    return false;
}

/* One of each language; of two the first by path. */
static void join_group(struct map *groups, struct snapshot *snapshot,
                       struct entry *entry, struct slice group)
{
    struct slice key =
        arena_printf(&snapshot->arena, "%.*s:%.*s",
                     SLICE_FMT(entry->collection->name), SLICE_FMT(group));
    struct list *versions = map_find(groups, key);
    if (versions == NULL) {
        versions = arena_alloc(&snapshot->arena, 1, sizeof *versions);
        map_put(groups, key, versions);
    }
    if (has_language(versions, entry->lang))
        return;
    list_add(versions, &snapshot->arena, entry);
    entry->versions = versions;
}

/* The address without a language leads to the first that there is. */
static void add_plain_address(struct entry *entry, struct slice word)
{
    struct map *forms = &entry->collection->path_forms;
    struct slice plain = slice_from(entry->path_in_collection, word.size + 1);
    if (map_find(forms, plain) == NULL &&
        map_find(&entry->collection->slugs, plain) == NULL)
        map_put(forms, plain, entry);
}

/* The path as the file has it, "hello.fr", leads to the translation; it was
 * its address before there was anything that it translates. */
static void add_suffixed_path(const struct mark *mark, struct slice plain,
                              struct entry *entry, struct arena *arena)
{
    struct map *forms = &entry->collection->path_forms;
    struct slice last = last_segment(plain), name = mark->name;
    if (slice_equal(name, entry->source->name) || last.size < name.size ||
        !slice_equal(slice_from(last, last.size - name.size), name))
        return;
    struct slice path = arena_printf(arena, "%.*s.%.*s", SLICE_FMT(plain),
                                     SLICE_FMT(mark->word));
    if (map_find(forms, path) == NULL &&
        map_find(&entry->collection->slugs, path) == NULL)
        map_put(forms, path, entry);
}

/* Nobody can ask for what has no language. */
static void warn_of_unknown(struct snapshot *snapshot,
                            const struct entry *entry)
{
    snapshot->diagnostics.path = entry->source->path;
    diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_LANGUAGE_UNKNOWN, 0, 0,
                    "say  site: {language: en}  in " SETTINGS_FILE
                    ", or whatever it is",
                    "other documents are translations, but nothing says what "
                    "language this one is in, and others like it");
}

void join_translations(const struct languages *languages,
                       struct snapshot *snapshot)
{
    struct map groups = {0};
    bool has_warned = false;
    snapshot->has_languages = languages->are_several;
    for (size_t i = 0; languages->are_several && i < snapshot->source_count;
         i++) {
        give_way(i);
        struct entry *entry = &snapshot->entries[i];
        const struct mark *mark = &languages->marks[i];
        if (entry->source == NULL || !entry->is_document)
            continue;
        entry->has_lang = true;
        entry->lang = mark->tag.data != NULL ? mark->tag : languages->of_site;
        if (entry->lang.data == NULL && !has_warned) {
            warn_of_unknown(snapshot, entry);
            has_warned = true;
        }
        if (entry->is_listed)
            join_group(&groups, snapshot, entry, mark->group);
        if (mark_at(languages, i) == NULL)
            continue;
        struct slice plain = entry->path_in_collection;
        if (!is_of_site(languages, mark)) {
            add_plain_address(entry, mark->word);
            plain = slice_from(plain, mark->word.size + 1);
        }
        add_suffixed_path(mark, plain, entry, &snapshot->arena);
    }
    map_release(&groups);
}
