/* robots.c - the keys that keep a document out of what programs read.
 *
 * There is no standard of front matter for it, so the words are those of the
 * HTML that themes make of them: `noindex` of the robots meta tag, `canonical`
 * of the link. Beside these are the keys by which generators' sitemaps are told
 * to leave a page out: `sitemap: false` (Jekyll's plugin, Astro's themes),
 * `sitemap: {disable: true}` (Hugo), `sitemap: {exclude: true}` and `{ignore:
 * true}` (Eleventy's plugin), `excludeFromSitemap`. They may stand in a mapping
 * called `seo` or `meta`, too. */
#include "represent/robots.h"

#include "base/array.h"
#include "document/value.h"

#include <string.h>

static const struct value *find_any(const struct value *object,
                                    const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        const struct value *value = value_find_nocase(object, slice_of(*keys));
        if (value != NULL)
            return value;
    }
    return NULL;
}

static bool is_word(const struct value *value, const char *const *words)
{
    struct slice text = slice_trim(value_text(value));
    for (; *words != NULL; words++) {
        if (slice_equal_nocase(text, slice_of(*words)))
            return true;
    }
    return false;
}

static bool is_yes(const struct value *value)
{
    static const char *const words[] = {"true", "yes", "on", "1", NULL};
    return value != NULL &&
           ((value->kind == VALUE_BOOLEAN && value->as.boolean) ||
            (value->kind == VALUE_INTEGER && value->as.integer == 1) ||
            (value_is_string(value) && is_word(value, words)));
}

static bool is_no(const struct value *value)
{
    static const char *const words[] = {"false", "no",   "off",  "0",
                                        "never", "none", "null", NULL};
    return value != NULL &&
           ((value->kind == VALUE_BOOLEAN && !value->as.boolean) ||
            (value->kind == VALUE_INTEGER && value->as.integer == 0) ||
            (value_is_string(value) && is_word(value, words)));
}

/* "noindex, follow": a directive of the robots meta tag; "none" is both. */
static bool text_has_noindex(struct slice text)
{
    struct slice word;
    while (slice_cut(&text, ',', &word)) {
        word = slice_trim(word);
        if (slice_equal_nocase(word, SLICE("noindex")) ||
            slice_equal_nocase(word, SLICE("none")))
            return true;
    }
    return false;
}

/* A text, a list of them, or {index: false}. */
static bool robots_say_noindex(const struct value *robots)
{
    static const char *const keys[] = {"noindex", "no_index", NULL};
    if (value_is_object(robots))
        return is_no(value_find_nocase(robots, SLICE("index"))) ||
               is_yes(find_any(robots, keys));
    if (!value_is_array(robots))
        return text_has_noindex(value_text(robots));
    for (size_t i = 0; i < robots->size; i++) {
        if (text_has_noindex(value_text(&robots->as.items[i])))
            return true;
    }
    return false;
}

static bool says_noindex(const struct value *object)
{
    static const char *const yes[] = {"noindex", "no_index", "no-index",
                                      "robotsNoIndex", NULL};
    static const char *const robots[] = {"robots", "robot", "metaRobots", NULL};
    return is_yes(find_any(object, yes)) ||
           robots_say_noindex(find_any(object, robots));
}

static bool says_no_sitemap(const struct value *object)
{
    static const char *const keys[] = {"sitemap_exclude",
                                       "excludeFromSitemap",
                                       "exclude_from_sitemap",
                                       "sitemapExclude",
                                       "noSitemap",
                                       "hideFromSitemap",
                                       NULL};
    static const char *const within[] = {"disable", "disabled", "exclude",
                                         "ignore",  "noindex",  NULL};
    static const char *const in[] = {"include", "enabled", NULL};
    const struct value *sitemap = value_find_nocase(object, SLICE("sitemap"));
    return is_yes(find_any(object, keys)) || is_no(sitemap) ||
           is_yes(find_any(sitemap, within)) || is_no(find_any(sitemap, in));
}

static struct slice canonical_of(const struct value *object)
{
    static const char *const keys[] = {"canonical",     "canonical_url",
                                       "canonicalUrl",  "canonical-url",
                                       "canonicalLink", NULL};
    return slice_trim(value_text(find_any(object, keys)));
}

/* All that the document says, whatever of it is hidden; NULL for none. */
static const struct value *said_by(const struct entry *entry)
{
    const struct meta *meta = entry->meta;
    if (meta == NULL)
        return NULL;
    return meta->full != NULL ? &meta->full->fields : &meta->fields;
}

/* The root and the mappings in it that are about search engines. */
static const char *const places[] = {NULL, "seo", "meta", "head"};

static const struct value *place_of(const struct value *said, size_t i)
{
    return places[i] == NULL ? said
                             : value_find_nocase(said, slice_of(places[i]));
}

bool robots_may_index(const struct entry *entry)
{
    const struct value *said = said_by(entry);
    for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
        if (says_noindex(place_of(said, i)))
            return false;
    }
    return true;
}

/* Without what does not tell one page from another here: the scheme, a slash or
 * index.html at the end, a fragment. */
static struct slice essence_of(struct slice url)
{
    url = slice_sub(url, 0, slice_find_char(url, 0, '#'));
    size_t scheme = slice_find(url, 0, SLICE("://"));
    if (scheme < url.size)
        url = slice_from(url, scheme + strlen("://"));
    if (slice_ends(url, "/index.html"))
        url = slice_sub(url, 0, url.size - strlen("index.html"));
    while (slice_ends(url, "/"))
        url = slice_sub(url, 0, url.size - 1);
    return url;
}

static bool is_canonical(const struct entry *entry,
                         const struct site_base *base, struct slice canonical)
{
    struct str wanted = {0}, own = {0};
    if (canonical.size == 0 || entry->url.data == NULL)
        return true;
    absolute_append(&wanted, base, entry, canonical);
    absolute_append(&own, base, entry, entry->url);
    bool is_same = slice_equal_nocase(essence_of(str_slice(&wanted)),
                                      essence_of(str_slice(&own)));
    str_release(&wanted);
    str_release(&own);
    return is_same;
}

bool robots_may_list(const struct entry *entry, const struct site_base *base)
{
    const struct value *said = said_by(entry);
    if (!robots_may_index(entry))
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
        const struct value *place = place_of(said, i);
        if (says_no_sitemap(place) ||
            !is_canonical(entry, base, canonical_of(place)))
            return false;
    }
    return true;
}
