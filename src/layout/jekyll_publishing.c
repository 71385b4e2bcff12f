/* jekyll_publishing.c - files that Jekyll publishes nothing of.
 *
 *     source: site             what is outside of site/
 *     destination: docs        what it has built before
 *     exclude: [secret.md]     secret.md, and secret.md.bak by its prefix
 *     _wip/x.md                `wip` is not in `collections`, or has no output
 *     _posts/template.md       a post has a date in its name
 *     notes/_x.md, #x.md       names that start with _ # ~
 *
 * A collection without `output: true` is for templates only, which show as much
 * of it as they like; people are served, as those in _data are: they sign what
 * is published. `include` overrides `exclude` and the names. Without the
 * settings nothing of this is known, and the site may not be one of Jekyll's.
 *
 * lib/jekyll/entry_filter.rb: a pattern matches a path as fnmatch() does, where
 * a star also crosses slashes, or as a prefix. Their number and sizes have no
 * limit but that of the settings: one that is not looked at leaks files. */
#include "layout/jekyll.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/glob.h"
#include "layout/place.h"

const char *const jekyll_publishing_keys[] = {
    "source", "destination", "exclude", "include", "collections", NULL};

static bool matches(struct slice pattern, struct slice path, bool is_folder)
{
    pattern = slice_trim(pattern);
    while (slice_starts(pattern, "/"))
        pattern = slice_from(pattern, 1);
    if (pattern.size == 0)
        return false;
    bool is_prefix = slice_begins(path, pattern) ||
                     (is_folder && pattern.size == path.size + 1 &&
                      slice_ends(pattern, "/") && slice_begins(pattern, path));
    return is_prefix || glob_matches_flat(pattern, path);
}

static bool is_listed(const struct tree *tree, const char *key,
                      struct slice path, bool is_folder)
{
    const struct value *list = value_find(&tree->publishing, key);
    if (value_is_string(list))
        return matches(value_text(list), path, is_folder);
    for (size_t i = 0; value_is_array(list) && i < list->size; i++) {
        if (matches(value_text(&list->as.items[i]), path, is_folder))
            return true;
    }
    return false;
}

/* `collections` is a list of names, or a mapping with one for each. */
static bool is_collection(const struct tree *tree, struct slice name)
{
    const struct value *all = value_find(&tree->publishing, "collections");
    if (value_find_slice(all, name) != NULL)
        return true;
    for (size_t i = 0; value_is_array(all) && i < all->size; i++) {
        if (slice_equal(value_text(&all->as.items[i]), name))
            return true;
    }
    return false;
}

static bool is_published_collection(const struct tree *tree, struct slice name)
{
    const struct value *all = value_find(&tree->publishing, "collections");
    const struct value *output =
        value_find(value_find_slice(all, name), "output");
    const char *known = folder_collection(name);
    bool is_of_people = known != NULL && slice_is(slice_of(known), "authors");
    return is_collection(tree, name) && (is_of_people || value_is_true(output));
}

static bool is_folder_of_jekyll(struct slice folder)
{
    return slice_is(folder, "_posts") || slice_is(folder, "_drafts") ||
           slice_is(folder, "_data");
}

/* Consumes digits and the dash after them. */
static bool take_digits(struct slice *rest, size_t least, size_t most)
{
    size_t count = 0;
    while (count < rest->size && ascii_is_digit(rest->data[count]))
        count++;
    if (count < least || count > most || count == rest->size ||
        rest->data[count] != '-')
        return false;
    *rest = slice_from(*rest, count + 1);
    return true;
}

/* "2024-5-1-x", "24-05-01-x" (Jekyll::Document::DATE_FILENAME_MATCHER). */
static bool is_dated(struct slice name)
{
    return take_digits(&name, 2, 4) && take_digits(&name, 1, 2) &&
           take_digits(&name, 1, 2) && name.size > 0;
}

/* Whether it is a post without a date in its name; drafts need none. */
static bool is_undated_post(struct slice path)
{
    struct slice folders = path_folder(path), folder;
    bool is_post = false;
    while (slice_cut(&folders, '/', &folder))
        is_post = slice_is(folder, "_posts") ||
                  (is_post && !slice_is(folder, "_drafts"));
    return is_post && !is_dated(path_stem(path));
}

struct slice jekyll_own_root(const struct value *settings)
{
    return value_text(value_find(settings, "source"));
}

/* What the site was built into before. */
static bool is_built(const struct tree *tree, struct slice path)
{
    struct slice folder =
        value_text(value_find(&tree->publishing, "destination"));
    while (slice_starts(folder, "./"))
        folder = slice_from(folder, 2);
    folder = path_trim_slashes(folder);
    return folder.size > 0 && path_is_within(path, folder);
}

/* With `collections_dir`, collections and posts are nowhere else. */
static bool is_outside_collections(const struct tree *tree, struct slice path)
{
    struct slice folder = path_first_folder(path);
    return tree->collections_dir.size > 0 && slice_starts(folder, "_") &&
           !slice_is(folder, "_data") &&
           !path_is_within(path, tree->collections_dir);
}

/* Whether its name keeps it out of what Jekyll reads. */
static bool is_special(const struct tree *tree, struct slice inside,
                       bool is_folder)
{
    struct slice name = path_name(inside);
    bool has_mark =
        name.size > 0 &&
        (name.data[0] == '_' || name.data[0] == '#' || name.data[0] == '~');
    if (!is_folder || !has_mark)
        return has_mark;
    return is_at_top(inside) && !is_folder_of_jekyll(name) &&
           !is_published_collection(tree, slice_from(name, 1));
}

/* Excluded whatever the settings exclude. */
static bool is_excluded_always(struct slice path)
{
    static const char *const folders[] = {"gemfiles",      "node_modules",
                                          "vendor/bundle", "vendor/cache",
                                          "vendor/gems",   "vendor/ruby"};
    for (size_t i = 0; i < ARRAY_COUNT(folders); i++) {
        if (path_is_within(path, slice_of(folders[i])))
            return true;
    }
    return false;
}

bool jekyll_holds_back(const struct tree *tree, struct slice path,
                       bool is_folder)
{
    struct slice below = path_below_root(tree, path);
    struct slice inside = tree_collections_path(tree, path);
    if (is_built(tree, path) || is_outside_collections(tree, below))
        return true;
    if (is_data_file(path_name(path)) && !is_folder)
        return is_listed(tree, "exclude", below, false);
    if (!is_folder && is_undated_post(inside))
        return true;
    if (is_listed(tree, "include", below, is_folder))
        return false;
    return is_listed(tree, "exclude", below, is_folder) ||
           is_excluded_always(below) || is_special(tree, inside, is_folder);
}
