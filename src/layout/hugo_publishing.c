/* hugo_publishing.c - files that Hugo publishes nothing of.
 *
 *     contentDir: site/pages                     what is elsewhere
 *     ignoreFiles: ["\.wip\.md$"]                what one of these matches
 *     module: {mounts: [{source: content,        what is in no mount, or is
 *       target: content, excludeFiles: x*}]}      excluded from it
 *     languages: {de: {disabled: true}}          x.de.md, and its contentDir
 *     #x.md                                      names that start with "#"
 *
 * All of these are about files, and known before any of them is read. Regular
 * expressions are matched with absolute paths; what of them is above the site
 * is not known here.
 *
 * A mount at another folder than the content root is not read; only what is
 * below the root is served. */
#include "layout/hugo.h"

#include "base/glob.h"
#include "base/patterns.h"
#include "base/unicode.h"
#include "layout/place.h"

const char *const hugo_publishing_keys[] = {"ignoreFiles",      "contentDir",
                                            "module",           "languages",
                                            "disableLanguages", NULL};

static struct slice text_of(const struct value *table, const char *key)
{
    return value_text(hugo_setting(table, slice_of(key)));
}

bool hugo_glob(struct slice pattern, struct slice path)
{
    struct arena arena = {0};
    bool is_match = glob_matches_choices(unicode_casefold(&arena, pattern),
                                         unicode_casefold(&arena, path));
    arena_release(&arena);
    return is_match;
}

/* A string, or a list of them. */
static bool is_in_patterns(const struct value *patterns, struct slice path)
{
    if (value_is_string(patterns))
        return hugo_glob(value_text(patterns), path);
    for (size_t i = 0; value_is_array(patterns) && i < patterns->size; i++) {
        if (hugo_glob(value_text(&patterns->as.items[i]), path))
            return true;
    }
    return false;
}

static bool is_excluded(const struct value *mount, struct slice inside)
{
    const struct value *patterns = hugo_setting(mount, SLICE("excludeFiles"));
    for (; inside.size > 0; inside = path_folder(inside)) {
        if (is_in_patterns(patterns, inside))
            return true;
    }
    return false;
}

static struct slice clean(struct slice path)
{
    while (slice_starts(path, "./"))
        path = slice_from(path, 2);
    return path_trim_slashes(path);
}

static const struct value *mounts_of(const struct value *settings)
{
    const struct value *mounts =
        hugo_setting(hugo_setting(settings, SLICE("module")), SLICE("mounts"));
    return value_is_array(mounts) && mounts->size > 0 ? mounts : NULL;
}

static bool is_of_content(const struct value *mount)
{
    return path_is_within(clean(text_of(mount, "target")), SLICE("content"));
}

static bool is_above(struct slice outer, struct slice inner)
{
    return path_is_within(inner, outer);
}

static bool mount_has(const struct value *mount, struct slice path,
                      bool is_folder)
{
    struct slice mounted = clean(text_of(mount, "source"));
    const struct value *only = hugo_setting(mount, SLICE("includeFiles"));
    if (!is_of_content(mount))
        return false;
    if (!is_above(mounted, path))
        return is_folder && is_above(path, mounted);
    struct slice inside = path.size > mounted.size
                              ? slice_from(path, mounted.size + 1)
                              : SLICE("");
    return !is_excluded(mount, inside) &&
           (is_folder || only == NULL || is_in_patterns(only, inside));
}

/* The folder that all languages without a folder of their own share. */
static struct slice shared_folder(const struct value *settings)
{
    struct slice written = clean(text_of(settings, "contentDir"));
    return written.size > 0 ? written : SLICE("content");
}

static bool is_true(const struct value *value)
{
    return value != NULL && value->kind == VALUE_BOOLEAN && value->as.boolean;
}

static bool is_disabled(const struct value *settings,
                        const struct member *language)
{
    const struct value *names =
        hugo_setting(settings, SLICE("disableLanguages"));
    bool is_listed = value_is_string(names) &&
                     slice_equal_nocase(value_text(names), language->key);
    for (size_t i = 0; value_is_array(names) && i < names->size; i++)
        is_listed |=
            slice_equal_nocase(value_text(&names->as.items[i]), language->key);
    return is_listed ||
           is_true(hugo_setting(&language->value, SLICE("disabled")));
}

/* Whether a language has it: without languages, whether it is content. */
static bool is_in_a_language(const struct value *settings, struct slice path,
                             bool is_folder)
{
    const struct value *all = hugo_setting(settings, SLICE("languages"));
    bool is_any = false;
    for (size_t i = 0; value_is_object(all) && i < all->size; i++) {
        const struct member *language = &all->as.members[i];
        struct slice folder = clean(text_of(&language->value, "contentDir"));
        if (is_disabled(settings, language))
            continue;
        is_any = true;
        if (folder.size == 0)
            folder = shared_folder(settings);
        if (path_is_within(path, folder) ||
            (is_folder && is_above(path, folder)))
            return true;
    }
    return !is_any;
}

static bool is_mounted(const struct value *settings, struct slice path,
                       bool is_folder)
{
    const struct value *mounts = mounts_of(settings);
    if (mounts == NULL)
        return is_in_a_language(settings, path, is_folder);
    for (size_t i = 0; i < mounts->size; i++) {
        if (mount_has(&mounts->as.items[i], path, is_folder))
            return true;
    }
    return false;
}

/* "a.de.md", where German is disabled. */
static bool is_of_disabled_language(const struct value *settings,
                                    struct slice path)
{
    const struct value *all = hugo_setting(settings, SLICE("languages"));
    struct slice stem = path_stem(path);
    for (size_t i = 0; value_is_object(all) && i < all->size; i++) {
        const struct member *language = &all->as.members[i];
        size_t size = language->key.size;
        bool has_suffix = stem.size > size &&
                          stem.data[stem.size - size - 1] == '.' &&
                          slice_equal_nocase(slice_from(stem, stem.size - size),
                                             language->key);
        if (has_suffix && is_disabled(settings, language))
            return true;
    }
    return false;
}

bool hugo_holds_back(const struct tree *tree, struct slice path, bool is_folder)
{
    const struct value *settings = &tree->publishing;
    struct str absolute = {0};
    if (slice_starts(path_name(path), "#"))
        return true;
    if (!path_is_within(path, tree->content_root))
        return false;
    str_appendf(&absolute, "/%.*s", SLICE_FMT(path));
    bool is_ignored = patterns_match(tree->ignored, str_slice(&absolute));
    str_release(&absolute);
    return is_ignored ||
           (tree->content_root.size > 0 &&
            !is_mounted(settings, path, is_folder)) ||
           (!is_folder && is_of_disabled_language(settings, path));
}

/* Those of mounts, else those of languages. */
struct slice hugo_next_root(const struct value *settings, size_t *cursor)
{
    const struct value *mounts = mounts_of(settings);
    const struct value *all = hugo_setting(settings, SLICE("languages"));
    while (mounts != NULL && *cursor < mounts->size) {
        const struct value *mount = &mounts->as.items[(*cursor)++];
        if (is_of_content(mount))
            return text_of(mount, "source");
    }
    while (mounts == NULL && value_is_object(all) && *cursor < all->size) {
        const struct member *language = &all->as.members[(*cursor)++];
        struct slice folder = text_of(&language->value, "contentDir");
        if (folder.size > 0 && !is_disabled(settings, language))
            return folder;
    }
    return SLICE_NONE;
}

struct slice hugo_own_root(const struct value *settings)
{
    const struct value *mounts = mounts_of(settings);
    struct slice shared = shared_folder(settings), source = SLICE_NONE;
    for (size_t i = 0; mounts != NULL && i < mounts->size; i++) {
        const struct value *mount = &mounts->as.items[i];
        struct slice folder = clean(text_of(mount, "source"));
        if (!is_of_content(mount))
            continue;
        if (is_above(shared, folder))
            source = shared;
        else if (source.data == NULL &&
                 slice_is(clean(text_of(mount, "target")), "content"))
            source = folder;
    }
    if (source.data != NULL)
        return source;
    return value_text(hugo_setting(settings, SLICE("contentDir")));
}
