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
 * expressions are matched with absolute paths.
 *
 * A mount at another folder than the content root is not read; only what is
 * below the root is served. */
#include "layout/hugo.h"

#include "base/glob.h"
#include "base/patterns.h"
#include "base/unicode.h"
#include "layout/place.h"

const char *const hugo_publishing_keys[] = {
    "ignoreFiles", "contentDir",       "module",
    "languages",   "disableLanguages", "defaultContentLanguage",
    NULL};

static struct slice text_of(const struct value *table, const char *key)
{
    return value_text(value_find_nocase(table, slice_of(key)));
}

typedef bool glob_matcher(struct slice pattern, struct slice path);

static bool match_folded(glob_matcher *matches, struct slice pattern,
                         struct slice path)
{
    struct arena arena = {0};
    bool is_match = matches(unicode_casefold(&arena, pattern),
                            unicode_casefold(&arena, path));
    arena_release(&arena);
    return is_match;
}

bool hugo_glob(struct slice pattern, struct slice path)
{
    return match_folded(glob_matches_choices, pattern, path);
}

/* They may start with a slash, which changes nothing. */
static bool mount_glob(glob_matcher *matches, struct slice pattern,
                       struct slice path)
{
    return match_folded(matches,
                        slice_from(pattern, slice_starts(pattern, "/")), path);
}

/* A string with any spaces, or a list. */
static bool is_in_patterns(glob_matcher *matches, const struct value *patterns,
                           struct slice path)
{
    if (value_is_string(patterns))
        return mount_glob(matches, value_text(patterns), path);
    for (size_t i = 0; value_is_array(patterns) && i < patterns->size; i++) {
        if (mount_glob(matches, value_text(&patterns->as.items[i]), path))
            return true;
    }
    return false;
}

static bool is_excluded(const struct value *mount, struct slice inside)
{
    const struct value *patterns =
        value_find_nocase(mount, SLICE("excludeFiles"));
    for (; inside.size > 0; inside = path_folder(inside)) {
        if (is_in_patterns(glob_may_match, patterns, inside))
            return true;
    }
    return false;
}

/* Returns a folder of the settings; SLICE_NONE for one outside of the site. */
static struct slice clean(struct slice written, struct str *buffer)
{
    return path_clean(path_trim_slashes(written), buffer) ? str_slice(buffer)
                                                          : SLICE_NONE;
}

static bool is_of_content(const struct value *mount)
{
    struct str target = {0};
    bool is_content = path_is_within(clean(text_of(mount, "target"), &target),
                                     SLICE("content"));
    str_release(&target);
    return is_content;
}

/* Returns the mounts at the content or in it, one by one: a list, or a single
 * one. NULL after the last. Without any, the content is where it would be
 * without mounts. */
static const struct value *next_mount(const struct value *settings,
                                      size_t *cursor)
{
    const struct value *mounts = value_find_nocase(
        value_find_nocase(settings, SLICE("module")), SLICE("mounts"));
    size_t count = value_is_array(mounts) ? mounts->size : mounts != NULL;
    while (*cursor < count) {
        const struct value *mount =
            value_is_array(mounts) ? &mounts->as.items[*cursor] : mounts;
        ++*cursor;
        if (is_of_content(mount))
            return mount;
    }
    return NULL;
}

static bool has_mounts(const struct value *settings)
{
    return next_mount(settings, &(size_t){0}) != NULL;
}

/* Whether `outer` is `inner` or a folder around it. */
static bool is_above(struct slice outer, struct slice inner)
{
    return path_is_within(inner, outer);
}

static bool is_any(const struct value *patterns)
{
    return patterns == NULL ||
           (value_is_array(patterns) && patterns->size == 0);
}

static bool mount_has(const struct value *mount, struct slice mounted,
                      struct slice path, bool is_folder)
{
    const struct value *only = value_find_nocase(mount, SLICE("includeFiles"));
    if (!path_is_within(path, mounted))
        return is_folder && is_above(path, mounted);
    struct slice inside = path.size > mounted.size && mounted.size > 0
                              ? slice_from(path, mounted.size + 1)
                              : slice_from(path, mounted.size);
    return !is_excluded(mount, inside) &&
           (is_folder || is_any(only) ||
            is_in_patterns(glob_matches_choices, only, inside));
}

/* The folder that all languages without a folder of their own share. */
static struct slice shared_folder(const struct value *settings,
                                  struct str *buffer)
{
    struct slice written = text_of(settings, "contentDir");
    return written.size > 0 ? clean(written, buffer) : SLICE("content");
}

static bool is_disabled(const struct value *settings, struct slice code)
{
    const struct value *all = value_find_nocase(settings, SLICE("languages"));
    const struct value *names =
        value_find_nocase(settings, SLICE("disableLanguages"));
    struct slice name;
    size_t cursor = 0;
    while (hugo_next_text(names, &cursor, &name)) {
        if (slice_equal_nocase(name, code))
            return true;
    }
    return hugo_is_true(
        value_find_nocase(value_find_nocase(all, code), SLICE("disabled")));
}

/* The languages that a site without any has. */
static bool is_only_language(const struct value *settings, struct slice code)
{
    struct slice main = text_of(settings, "defaultContentLanguage");
    return slice_equal(code, main.size > 0 ? main : SLICE("en"));
}

/* Hugo reads nothing from a mount of a language that it does not know. */
static bool is_of_enabled_language(const struct value *settings,
                                   const struct value *mount)
{
    struct slice code = text_of(mount, "lang");
    const struct value *all = value_find_nocase(settings, SLICE("languages"));
    if (code.size == 0)
        return true;
    if (!value_is_object(all) || all->size == 0)
        return is_only_language(settings, code);
    return hugo_is_code(code) && value_find_nocase(all, code) != NULL &&
           !is_disabled(settings, code);
}

static bool language_has(const struct value *settings,
                         const struct value *language, struct slice path,
                         bool is_folder)
{
    struct str buffer = {0};
    struct slice own = text_of(language, "contentDir");
    struct slice folder =
        own.size > 0 ? clean(own, &buffer) : shared_folder(settings, &buffer);
    bool has_path =
        folder.data != NULL &&
        (path_is_within(path, folder) || (is_folder && is_above(path, folder)));
    str_release(&buffer);
    return has_path;
}

/* Whether a language has it: without languages, whether it is content. */
static bool is_in_a_language(const struct value *settings, struct slice path,
                             bool is_folder)
{
    const struct value *all = value_find_nocase(settings, SLICE("languages"));
    bool is_multilingual = false;
    for (size_t i = 0; value_is_object(all) && i < all->size; i++) {
        const struct member *language = &all->as.members[i];
        if (is_disabled(settings, language->key))
            continue;
        is_multilingual = true;
        if (language_has(settings, &language->value, path, is_folder))
            return true;
    }
    return !is_multilingual;
}

static bool is_mounted(const struct value *settings, struct slice path,
                       bool is_folder)
{
    const struct value *mount;
    struct str buffer = {0};
    size_t cursor = 0;
    bool is_found = false;
    if (!has_mounts(settings))
        return is_in_a_language(settings, path, is_folder);
    while (!is_found && (mount = next_mount(settings, &cursor)) != NULL) {
        struct slice folder = clean(text_of(mount, "source"), &buffer);
        is_found = folder.data != NULL &&
                   is_of_enabled_language(settings, mount) &&
                   mount_has(mount, folder, path, is_folder);
    }
    str_release(&buffer);
    return is_found;
}

/* "a.de.md", where German is disabled. */
static bool is_of_disabled_language(const struct value *settings,
                                    struct slice path)
{
    const struct value *all = value_find_nocase(settings, SLICE("languages"));
    struct slice stem = path_stem(path);
    for (size_t i = 0; value_is_object(all) && i < all->size; i++) {
        const struct member *language = &all->as.members[i];
        size_t size = language->key.size;
        bool has_suffix = stem.size > size &&
                          stem.data[stem.size - size - 1] == '.' &&
                          hugo_is_code(slice_from(stem, stem.size - size)) &&
                          slice_equal_nocase(slice_from(stem, stem.size - size),
                                             language->key);
        if (has_suffix && is_disabled(settings, language->key))
            return true;
    }
    return false;
}

bool hugo_next_ignored(const struct value *settings, size_t *cursor,
                       struct slice *ret_pattern)
{
    return hugo_next_text(value_find_nocase(settings, SLICE("ignoreFiles")),
                          cursor, ret_pattern);
}

/* The site is built in a folder of another name than it is served from, so its
 * own path counts as well as none. */
static bool is_ignored(const struct tree *tree, struct slice path)
{
    struct str absolute = {0};
    str_appendf(&absolute, "%.*s/%.*s", SLICE_FMT(tree->folder),
                SLICE_FMT(path));
    struct slice whole = str_slice(&absolute);
    bool is_match =
        patterns_match(tree->ignored, whole) ||
        patterns_match(tree->ignored, slice_from(whole, tree->folder.size));
    str_release(&absolute);
    return is_match;
}

bool hugo_holds_back(const struct tree *tree, struct slice path, bool is_folder)
{
    const struct value *settings = &tree->publishing;
    if (slice_starts(path_name(path), "#") || is_ignored(tree, path))
        return true;
    if (!path_is_within(path, tree->content_root))
        return false;
    return ((tree->content_root.size > 0 || has_mounts(settings)) &&
            !is_mounted(settings, path, is_folder)) ||
           (!is_folder && is_of_disabled_language(settings, path));
}

/* Those of mounts, else those of languages. */
struct slice hugo_next_root(const struct value *settings, size_t *cursor)
{
    const struct value *all = value_find_nocase(settings, SLICE("languages"));
    const struct value *mount;
    if (has_mounts(settings)) {
        while ((mount = next_mount(settings, cursor)) != NULL) {
            if (is_of_enabled_language(settings, mount))
                return text_of(mount, "source");
        }
        return SLICE_NONE;
    }
    while (value_is_object(all) && *cursor < all->size) {
        const struct member *language = &all->as.members[(*cursor)++];
        struct slice folder = text_of(&language->value, "contentDir");
        if (folder.size > 0 && !is_disabled(settings, language->key))
            return folder;
    }
    return SLICE_NONE;
}

static bool is_whole_content(const struct value *mount)
{
    struct str buffer = {0};
    bool is_whole =
        slice_is(clean(text_of(mount, "target"), &buffer), "content");
    str_release(&buffer);
    return is_whole;
}

static bool is_source_within(const struct value *mount, struct slice written)
{
    struct str source = {0}, buffer = {0};
    struct slice folder = clean(written, &buffer);
    bool is_within =
        folder.data != NULL &&
        path_is_within(clean(text_of(mount, "source"), &source), folder);
    str_release(&source);
    str_release(&buffer);
    return is_within;
}

/* Returns the usual folder if a mount is of it; otherwise the first that is
 * mounted as the content; or SLICE_NONE. */
static struct slice mounted_root(const struct value *settings,
                                 struct slice usual)
{
    const struct value *mount;
    struct slice first = SLICE_NONE;
    size_t cursor = 0;
    while ((mount = next_mount(settings, &cursor)) != NULL) {
        if (!is_of_enabled_language(settings, mount))
            continue;
        if (is_source_within(mount, usual))
            return usual;
        if (first.data == NULL && is_whole_content(mount))
            first = text_of(mount, "source");
    }
    return first;
}

struct slice hugo_own_root(const struct value *settings)
{
    struct slice written = text_of(settings, "contentDir");
    struct slice root =
        mounted_root(settings, written.size > 0 ? written : SLICE("content"));
    if (root.data == NULL && written.size > 0)
        root = written;
    return root;
}
