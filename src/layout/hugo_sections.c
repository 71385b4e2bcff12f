/* hugo_sections.c - which section a page is in, and which bundle.
 *
 *     posts/_index.md       the section of the English pages in posts/
 *     posts/_index.de.md    the section of the German ones
 *     posts/trip/index.md   a bundle, and index.de.md the German one
 *
 * The home page is a section around all of them.
 *
 * Each language has sections of its own: if the German one is a draft, the
 * German pages in it are not published, and the English ones are. Languages
 * that the settings keep in different folders never meet here. A folder that
 * has both kinds of index is a section, and no bundle. A name such as
 * _index.old.md is an index as well; of two, Hugo takes the first by name. */
#include "layout/hugo.h"

#include "base/ascii.h"

#include <limits.h>
#include <stdio.h>

const struct value *hugo_languages(const struct layout *layout)
{
    const struct value *table =
        value_find_nocase(layout->config, SLICE("languages"));
    return value_is_object(table) && table->size > 0 ? table : NULL;
}

/* Codes of languages are lower-case, however the settings write them. */
bool hugo_is_code(struct slice code)
{
    for (size_t i = 0; i < code.size; i++) {
        if (ascii_to_lower(code.data[i]) != code.data[i])
            return false;
    }
    return true;
}

/* Returns what ends the name, if the settings have it as a language: "fr" in
 * "index.fr"; otherwise SLICE_NONE. */
static struct slice suffix_of(const struct layout *layout, struct slice stem)
{
    size_t dot = stem.size;
    while (dot > 0 && stem.data[dot - 1] != '.')
        dot--;
    struct slice code = slice_from(stem, dot);
    bool is_language = dot > 1 && hugo_is_code(code) &&
                       value_find_nocase(hugo_languages(layout), code) != NULL;
    return is_language ? code : SLICE_NONE;
}

static struct slice default_language(const struct layout *layout)
{
    struct slice code = value_text(
        value_find_nocase(layout->config, SLICE("defaultContentLanguage")));
    return code.size > 0 ? code : SLICE("en");
}

/* Returns the language of a file if it is not the default one; "" if it is. */
static struct slice foreign_language(const struct layout *layout,
                                     struct slice path)
{
    struct slice code = suffix_of(layout, path_stem(path));
    return slice_equal(code, default_language(layout)) ? SLICE("") : code;
}

struct slice hugo_language_of(const struct layout *layout, struct slice path)
{
    const struct value *all = hugo_languages(layout);
    struct slice code = suffix_of(layout, path_stem(path));
    for (size_t i = 0; code.data == NULL && all != NULL && i < all->size; i++) {
        const struct member *language = &all->as.members[i];
        struct slice folder = value_text(
            value_find_nocase(&language->value, SLICE("contentDir")));
        if (tree_path_below_setting(layout->tree, path, folder).data != NULL)
            code = language->key;
    }
    return code.data != NULL ? code : default_language(layout);
}

/* Adds an index by the path of its name, without the default language:
 * "posts/_index", "posts/_index.de". Of two, the first counts. */
static void add_index(struct layout *layout, struct map *map,
                      struct slice below, struct slice name,
                      struct source *const *at)
{
    struct slice folder = path_folder(below);
    struct slice language = foreign_language(layout, below);
    struct slice key =
        arena_printf(&layout->arena, "%.*s%s%.*s%s%.*s", SLICE_FMT(folder),
                     folder.size > 0 ? "/" : "", SLICE_FMT(name),
                     language.size > 0 ? "." : "", SLICE_FMT(language));
    map_add(map, key, (void *)at);
}

static const void *find_index(const struct map *map, struct slice folder,
                              const char *name, struct slice language)
{
    char key[PATH_MAX];
    int size = snprintf(key, sizeof key, "%.*s%s%s%s%.*s", SLICE_FMT(folder),
                        folder.size > 0 ? "/" : "", name,
                        language.size > 0 ? "." : "", SLICE_FMT(language));
    return size > 0 && (size_t)size < sizeof key
               ? map_find(map, (struct slice){key, (size_t)size})
               : NULL;
}

/* HTML without front matter is copied as it is. */
static bool is_content(const struct source *source)
{
    return source->kind == SOURCE_MARKDOWN ||
           (source->kind == SOURCE_OTHER &&
            (source->front_matter.size > 0 || source->is_broken ||
             (!slice_ends(source_path_in_root(source), ".html") &&
              !slice_ends(source_path_in_root(source), ".htm"))));
}

/* Any index makes a folder a bundle: "trip/" is a key, too. */
void hugo_survey(struct layout *layout, const struct layout_input *input)
{
    for (size_t i = 0; i < input->source_count; i++) {
        struct source *const *at = &input->sources[i];
        struct slice below = path_below_root(layout->tree, (*at)->path);
        struct slice folder = path_folder(below), stem = path_stem(below);
        struct slice name = slice_sub(stem, 0, slice_find_char(stem, 0, '.'));
        if (!is_content(*at))
            continue;
        if (slice_is(name, "_index"))
            add_index(layout, &layout->sections, below, name, at);
        if (!slice_is(name, "index") || folder.size == 0)
            continue;
        add_index(layout, &layout->bundles, below, name, at);
        map_add(&layout->bundles, slice_sub(below, 0, folder.size + 1),
                (void *)at);
    }
}

static const void *find_section(const struct layout *layout,
                                struct slice folder, struct slice language)
{
    return find_index(&layout->sections, folder, "_index", language);
}

/* Prefers the index in that language, then the one in the default language. */
static const void *find_bundle(const struct layout *layout, struct slice folder,
                               struct slice language)
{
    const struct map *bundles = &layout->bundles;
    const void *found = NULL;
    if (bundles->count > 0)
        found = find_index(bundles, folder, "index", language);
    if (found == NULL && bundles->count > 0)
        found = find_index(bundles, folder, "index", SLICE(""));
    if (found == NULL && bundles->count > 0)
        found = find_index(bundles, folder, "", SLICE(""));
    return found;
}

const struct source *hugo_section_in(const struct layout *layout,
                                     struct slice folder,
                                     const struct source *source)
{
    const void *found = find_section(
        layout, folder, foreign_language(layout, source_path_in_root(source)));
    return found != NULL ? *(struct source *const *)found : NULL;
}

static const struct meta *meta_at(const struct layout *layout,
                                  const void *found)
{
    return layout->metas[(struct source *const *)found - layout->sources];
}

const struct meta *hugo_section(const struct layout *layout,
                                const struct meta *meta)
{
    struct slice language =
        foreign_language(layout, source_path_in_root(meta->source));
    struct slice folder = path_folder(
        path_below_root(layout->tree, source_path_in_root(meta->source)));
    const void *found = find_section(layout, folder, language);
    if (!path_is_within(source_path_in_root(meta->source),
                        layout->tree->content_root))
        return NULL;
    if (found != NULL && meta_at(layout, found) == meta)
        found = NULL;
    while (found == NULL && folder.size > 0) {
        folder = path_folder(folder);
        found = find_section(layout, folder, language);
    }
    return found != NULL ? meta_at(layout, found) : NULL;
}

bool hugo_is_second_index(const struct layout *layout, const struct meta *meta)
{
    struct slice path = source_path_in_root(meta->source);
    struct slice stem = path_stem(path);
    struct slice folder = path_folder(path_below_root(layout->tree, path));
    const void *found =
        find_section(layout, folder, foreign_language(layout, path));
    return slice_is(slice_sub(stem, 0, slice_find_char(stem, 0, '.')),
                    "_index") &&
           found != NULL && *(struct source *const *)found != meta->source;
}

/* Whether it is the index itself, or a translation of it: "index.fr.md" is
 * passed in as if it were "index.md". */
static bool is_index_of(const struct meta *meta, const struct source *index)
{
    return slice_equal(path_folder(index->path),
                       path_folder(source_path_in_root(meta->source))) &&
           path_is_index(path_stem(meta->path));
}

const struct meta *hugo_owner(const struct layout *layout,
                              const struct meta *meta)
{
    struct slice language =
        foreign_language(layout, source_path_in_root(meta->source));
    const void *owner = NULL;
    struct slice folder = path_folder(
        path_below_root(layout->tree, source_path_in_root(meta->source)));
    for (; folder.size > 0; folder = path_folder(folder)) {
        const void *index = find_bundle(layout, folder, language);
        if (index != NULL && find_section(layout, folder, language) == NULL)
            owner = index;
    }
    return owner != NULL && *(struct source *const *)owner != meta->source &&
                   !is_index_of(meta, *(struct source *const *)owner)
               ? meta_at(layout, owner)
               : NULL;
}

struct slice hugo_section_path(const struct layout *layout,
                               const struct meta *meta, struct slice below)
{
    struct slice language =
        foreign_language(layout, source_path_in_root(meta->source));
    struct slice folder = path_folder(below);
    struct slice real = path_folder(
        path_below_root(layout->tree, source_path_in_root(meta->source)));
    if (find_bundle(layout, real, language) != NULL) {
        folder = path_folder(folder);
        real = path_folder(real);
    }
    while (path_folder(folder).size > 0 &&
           find_section(layout, real, language) == NULL) {
        folder = path_folder(folder);
        real = path_folder(real);
    }
    return folder;
}
