/* starlight.c - a manual in one or more languages.
 *
 *     src/content/docs/guides/a.md       docs/guides/a       /guides/a
 *     src/content/docs/fr/guides/a.md    docs/fr/guides/a    /fr/guides/a
 *
 *     starlight({
 *       locales: { root: { lang: 'en' }, fr: { label: 'Français' } },
 *     })
 *
 * Each of the `locales` but the root has a folder of its name, and no other
 * folder is one of a language. The language of what is in none of them is that
 * of the root, else the default one. Without `locales` those of Astro count.
 * The settings are not run: what they compute is not known. (Documentation of
 * Starlight, "Internationalization" and "Configuration Reference"; Starlight
 * 0.37, utils/i18n.ts and integrations/shared/slugToLocale.ts) */
#include "layout/starlight.h"

#include "base/array.h"
#include "layout/javascript_value.h"

#include <string.h>

#define DOCS         "docs/" /* below the content root */
#define ROOT         "root"  /* of the locales: the one without a folder */
#define LANG_DEFAULT "en"

/* What is known of the languages. */
struct locales {
    struct member *members; /* folder -> {lang: tag} */
    size_t count;
    struct slice site; /* the language of what is in none of the folders */
};

static struct slice text_or(struct slice text, struct slice other)
{
    return text.size > 0 ? text : other;
}

static void add_locale(struct locales *locales, struct slice folder,
                       struct slice lang, struct arena *arena)
{
    const struct member member = {SLICE("lang"), value_of_text(lang)};
    locales->members[locales->count++] =
        (struct member){folder, value_of_members(&member, 1, arena)};
}

/* locales: { root: { lang: 'en' }, fr: {...} }, defaultLocale: 'root' */
static void read_own(struct locales *locales, const struct value *own,
                     struct arena *arena)
{
    const struct value *all = value_find(own, "locales");
    struct slice chosen =
        text_or(value_find_text(own, "defaultLocale"), SLICE(ROOT));
    locales->members = arena_alloc(arena, all->size + 1, sizeof(struct member));
    for (size_t i = 0; i < all->size; i++) {
        struct slice key = all->as.members[i].key;
        struct slice lang = value_find_text(&all->as.members[i].value, "lang");
        bool is_root = slice_is(key, ROOT);
        if (slice_is(key, SCRIPT_SPREAD))
            continue;
        lang = text_or(lang, is_root ? SLICE(LANG_DEFAULT) : key);
        if (is_root ||
            (slice_equal(key, chosen) && value_find(all, ROOT) == NULL))
            locales->site = lang;
        if (!is_root)
            add_locale(locales, key, lang, arena);
    }
}

/* i18n: { defaultLocale: 'en', locales: ['en', { path: 'f', codes: ['fr'] }] }:
 * the default one is the root unless `prefixDefaultLocale` says otherwise. */
static void read_astro(struct locales *locales, const struct value *i18n,
                       struct arena *arena)
{
    const struct value *all = value_find(i18n, "locales");
    struct slice chosen = value_find_text(i18n, "defaultLocale");
    bool has_prefix = value_is_true(
        value_find(value_find(i18n, "routing"), "prefixDefaultLocale"));
    locales->members = arena_alloc(arena, all->size + 1, sizeof(struct member));
    for (size_t i = 0; i < all->size; i++) {
        const struct value *locale = &all->as.items[i];
        const struct value *codes = value_find(locale, "codes");
        struct slice folder = value_is_string(locale)
                                  ? value_text(locale)
                                  : value_find_text(locale, "path");
        struct slice lang = value_is_array(codes) && codes->size > 0
                                ? value_text(&codes->as.items[0])
                                : folder;
        bool is_default = slice_equal(folder, chosen);
        if (folder.size == 0 || lang.size == 0)
            continue;
        if (is_default)
            locales->site = lang;
        if (!is_default || has_prefix)
            add_locale(locales, folder, lang, arena);
    }
}

static struct locales read_locales(const struct value *site,
                                   const struct value *own, struct arena *arena)
{
    struct locales locales = {.site = SLICE(LANG_DEFAULT)};
    const struct value *i18n = value_find(site, "i18n");
    if (value_is_object(value_find(own, "locales")))
        read_own(&locales, own, arena);
    else if (value_is_array(value_find(i18n, "locales")))
        read_astro(&locales, i18n, arena);
    return locales;
}

/* sidebar: ['start', { slug: 'a/b' }, { label: 'More', items: [...] },
 *           { link: '/c/' }, { autogenerate: { directory: 'd' } }]
 * -> ["start", "a/b", "c", "d/"] */
static void read_sidebar(struct value_list *places, const struct value *items,
                         struct arena *arena)
{
    for (size_t i = 0; value_is_array(items) && i < items->size; i++) {
        const struct value *item = &items->as.items[i];
        struct slice slug = value_is_string(item)
                                ? value_text(item)
                                : value_find_text(item, "slug");
        struct slice folder =
            value_find_text(value_find(item, "autogenerate"), "directory");
        if (slug.size == 0)
            slug = path_trim_slashes(value_find_text(item, "link"));
        if (folder.data != NULL)
            slug = arena_printf(arena, "%.*s/", SLICE_FMT(folder));
        if (slug.data != NULL)
            value_list_add(places, value_of_text(slug), arena);
        read_sidebar(places, value_find(item, "items"), arena);
    }
}

/* A title may be written for each language. */
static struct value title_in(const struct value *title, struct slice lang)
{
    const struct value *own =
        value_is_object(title) ? value_find_slice(title, lang) : title;
    return value_is_string(own) ? *own : value_null;
}

struct value starlight_read_settings(struct slice path, struct slice text,
                                     const struct value *before,
                                     struct arena *arena)
{
    const struct value site = script_default_export(text, arena);
    const struct value own =
        script_call_of(text, SLICE(STARLIGHT_MODULE), arena);
    (void)path;
    if (before->size > 0 || !value_is_object(&own))
        return *before;
    struct locales locales = read_locales(&site, &own, arena);
    const struct value *description = value_find(&own, "description");
    struct value_list places = {0};
    read_sidebar(&places, value_find(&own, "sidebar"), arena);
    const struct member members[] = {
        {SLICE("title"), title_in(value_find(&own, "title"), locales.site)},
        {SLICE("description"),
         value_is_string(description) ? *description : value_null},
        {SLICE("lang"), value_of_text(locales.site)},
        {SLICE("languages"),
         value_of_members(locales.members, locales.count, arena)},
        {SLICE("sidebar"), value_list_array(&places)},
    };
    return value_of_members(members, ARRAY_COUNT(members), arena);
}

bool starlight_has(const struct layout *layout, struct slice below)
{
    return layout->tree->has_mark && slice_starts(below, DOCS);
}

struct slice starlight_url(const struct meta *meta, struct slice below,
                           struct arena *arena)
{
    struct slice inside = slice_from(below, strlen(DOCS));
    if (meta->slug.data != NULL)
        return url_from_path(path_trim_slashes(meta->slug), arena);
    return url_from_path(
        path_slugged(path_without_index(path_readable(arena, inside)), arena),
        arena);
}

const struct value *starlight_languages(const struct layout *layout)
{
    const struct value *all =
        value_find(tree_publishing(layout->tree), "languages");
    return all != NULL && all->size > 0 ? all : NULL;
}

struct slice starlight_original(const struct layout *layout, struct slice path,
                                struct slice *ret_language, struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, path);
    const struct value *languages = starlight_languages(layout);
    if (languages == NULL || !starlight_has(layout, below))
        return path;
    struct slice inside = slice_from(below, strlen(DOCS));
    struct slice folder = path_first_folder(inside);
    if (folder.size == 0 || value_find_nocase(languages, folder) == NULL)
        return path;
    *ret_language = folder;
    return arena_printf(arena, DOCS "%.*s",
                        SLICE_FMT(slice_from(inside, folder.size + 1)));
}

/* What is below the folder of a language; the path where it is in none. */
static struct slice without_language(const struct layout *layout,
                                     struct slice inside)
{
    const struct value *languages = starlight_languages(layout);
    size_t slash = slice_find_char(inside, 0, '/');
    struct slice folder = slice_sub(inside, 0, slash);
    return languages != NULL && value_find_nocase(languages, folder) != NULL
               ? slice_from(inside, slash + 1)
               : inside;
}

static bool is_at(struct slice place, struct slice slug, struct slice path)
{
    if (!slice_ends(place, "/"))
        return slice_equal(slice_is(place, "index") ? SLICE("") : place, slug);
    struct slice folder = slice_sub(place, 0, place.size - 1);
    return folder.size == 0 || slice_equal(path, folder) ||
           path_is_within(path, folder);
}

struct menu_spot starlight_menu_spot(const struct layout *layout,
                                     const struct meta *meta)
{
    const struct value *sidebar =
        value_find(tree_publishing(layout->tree), "sidebar");
    struct slice below = path_below_root(layout->tree, meta->path);
    struct arena arena = {0};
    uint32_t place = 0;
    if (!starlight_has(layout, below) || !value_is_array(sidebar) ||
        sidebar->size == 0)
        return (struct menu_spot){0};
    below = path_without_extension(below);
    struct slice url = starlight_url(meta, below, &arena);
    struct slice slug = without_language(layout, path_trim_slashes(url));
    struct slice path =
        without_language(layout, slice_from(below, strlen(DOCS)));
    while (place < sidebar->size &&
           !is_at(value_text(&sidebar->as.items[place]), slug, path))
        place++;
    arena_release(&arena);
    return (struct menu_spot){.place =
                                  place < sidebar->size ? place : MENU_NOWHERE};
}
