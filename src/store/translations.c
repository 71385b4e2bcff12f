/* translations.c - links the translations of a document.
 *
 * The language of each document is known (layout/languages.h), and each has its
 * place; this file joins the translations of a document. */
#include "store/translations.h"

#include "layout/language_tag.h"
#include "layout/place.h"

static bool has_language(const struct list *versions, struct slice tag)
{
    for (size_t i = 0; i < versions->count; i++) {
        if (slice_equal(versions->items[i]->lang, tag))
            return true;
    }
    return false;
}

/* Keeps one document for each language, the first by path. */
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

/* The address without a language leads to the translation into that of the
 * site, else to the first one. */
static void add_plain_address(struct entry *entry, struct slice word,
                              bool is_of_site)
{
    struct map *forms = &entry->collection->path_forms;
    struct slice plain = slice_from(entry->path_in_collection, word.size + 1);
    if ((is_of_site || map_find(forms, plain) == NULL) &&
        map_find(&entry->collection->slugs, plain) == NULL)
        map_put(forms, plain, entry);
}

/* The path of the file, "hello.fr", also leads to the translation; it was its
 * address before there was an original. */
static void add_suffixed_path(const struct language_mark *mark,
                              struct slice plain, struct entry *entry,
                              struct arena *arena)
{
    struct map *forms = &entry->collection->path_forms;
    struct slice last = path_name(plain), name = mark->name;
    if (slice_equal(name, entry->meta->name) || last.size < name.size ||
        !slice_equal(slice_from(last, last.size - name.size), name))
        return;
    struct slice path = arena_printf(arena, "%.*s.%.*s", SLICE_FMT(plain),
                                     SLICE_FMT(mark->word));
    if (map_find(forms, path) == NULL &&
        map_find(&entry->collection->slugs, path) == NULL)
        map_put(forms, path, entry);
}

/* A document without a language cannot be requested by language. */
static void warn_of_unknown(struct snapshot *snapshot,
                            const struct entry *entry)
{
    snapshot->diagnostics.path = entry->source->path;
    diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_LANGUAGE_UNKNOWN, 0, 0,
                    "set  site: {language: en}  in " SETTINGS_FILE
                    ", or whichever language it is",
                    "the site has translations, but the language of this "
                    "document, and of others like it, is not set");
}

void join_translations(const struct builder *builder,
                       const struct built_root *root)
{
    struct snapshot *snapshot = builder->snapshot;
    const struct languages *languages = &root->languages;
    struct map groups = {0};
    bool has_warned = false;
    snapshot->has_languages |= languages->are_several;
    for (size_t i = 0; languages->are_several && i < snapshot->source_count;
         i++) {
        struct entry *entry = &snapshot->entries[i];
        if (entry->source == NULL || !entry->is_document ||
            root_of(builder, entry->source) != root)
            continue;
        size_t index = builder->indexes != NULL ? builder->indexes[i] : i;
        const struct language_mark *mark = &languages->marks[index];
        entry->has_lang = true;
        entry->lang = mark->tag.data != NULL ? mark->tag : languages->of_site;
        if (entry->lang.data == NULL && !has_warned) {
            warn_of_unknown(snapshot, entry);
            has_warned = true;
        }
        if (entry->is_listed)
            join_group(&groups, snapshot, entry, mark->group);
        if (language_mark_at(languages, index) == NULL)
            continue;
        struct slice plain = entry->path_in_collection;
        if (!language_is_plain(languages, mark)) {
            add_plain_address(entry, mark->word,
                              language_is_of_site(languages, mark));
            plain = slice_from(plain, mark->word.size + 1);
        }
        add_suffixed_path(mark, plain, entry, &snapshot->arena);
    }
    map_release(&groups);
}
