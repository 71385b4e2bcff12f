/* settings_roots.c - the folders beside DIR whose content is in the same site.
 *
 *     headmatter serve site ../vault notes=/srv/notes
 *     collections:
 *       guide: {root: ../other/content}
 *
 * Each has a name, which its paths in the site begin with: "vault/a.md",
 * "notes/b.md", "guide/c.md". A collection with a root has its documents.
 *
 * The headmatter.yaml of DIR is that of the site. What that of another root
 * holds back stays back: its `exclude` and `drafts` are obeyed in that root.
 * Where it holds back in a way that only the site can follow, the site is not
 * served. */
#include "site/settings_reader.h"

#include "base/array.h"
#include "base/unicode.h"
#include "document/path.h"
#include "layout/tree.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct naming_of_root {
    struct slice name, folder;
    const struct value *at; /* in headmatter.yaml; NULL: an argument */
};

/* An argument is named by the folder: nobody has saved it in a file. */
static void report(struct settings_reader *reader,
                   const struct naming_of_root *root, const char *hint,
                   const char *what)
{
    struct diagnostics *faults = reader->faults;
    const struct value *at = root->at;
    struct slice message = arena_printf(faults->arena, "the folder %.*s %s",
                                        SLICE_FMT(root->folder), what);
    faults->path = at != NULL ? SLICE(SETTINGS_FILE) : SLICE("");
    diagnostics_add(faults, DIAGNOSTIC_SETTING_INVALID,
                    at != NULL ? at->line : 0, at != NULL ? at->column : 0,
                    hint, "%.*s", SLICE_FMT(message));
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* "notes" of /srv/notes and of /srv/notes/content. */
static struct slice name_of_folder(const char *real)
{
    static const char *const common[] = {"content", "src", "_posts", "posts"};
    struct slice path = slice_of(real);
    for (size_t i = 0; i < ARRAY_COUNT(common); i++) {
        if (slice_is(path_name(path), common[i]) &&
            path_folder(path).size > 0) {
            path = path_folder(path);
            i = (size_t)-1;
        }
    }
    return path_name(path);
}

/* Whether a path in the site may begin with it: no folder that is published as
 * it is, and nothing that is never read. */
static bool is_good_name(struct slice name)
{
    const char *root;
    size_t i = 1;
    while ((root = tree_media_root(i)) != NULL && !slice_is(name, root))
        i++;
    return root == NULL && name.size > 0 && !slice_starts(name, ".") &&
           !slice_is(name, "node_modules") && !slice_is(name, "src") &&
           slice_find_char(name, 0, '/') == name.size &&
           utf8_find_invalid(name) == name.size;
}

static bool is_one_in_the_other(const char *a, const char *b)
{
    return path_is_within(slice_of(a), slice_of(b)) ||
           path_is_within(slice_of(b), slice_of(a));
}

/* Says what is wrong with it beside the roots before; NULL if nothing is. */
static const char *find_fault(const struct settings *settings,
                              const struct naming_of_root *root,
                              const char *real, const char *dir,
                              const char **ret_hint)
{
    char other[PATH_MAX];
    *ret_hint = "serve the outer one alone, or move one of them";
    if (realpath(dir, other) != NULL && is_one_in_the_other(real, other))
        return "is in DIR, or has DIR in it: every file would be there twice";
    for (size_t i = 0; i < settings->root_count; i++) {
        const struct further_root *known = &settings->roots[i];
        if (realpath(known->folder.data, other) != NULL &&
            is_one_in_the_other(real, other))
            return "is another root of the site, or in one, or has one in it";
        if (slice_equal(path_folder(known->prefix), root->name)) {
            *ret_hint = "give it a name of its own, NAME=DIR";
            return "has the same name as another root";
        }
    }
    *ret_hint = "give it another name, NAME=DIR";
    if (!is_good_name(root->name))
        return "cannot be called that in the site";
    *ret_hint = "merge some of them";
    return settings->root_count == SETTINGS_MAX_ROOTS
               ? "is one root too many: at most 16 are allowed beside DIR"
               : NULL;
}

static struct names join(const struct names *a, const struct names *b,
                         struct arena *arena)
{
    struct names both = {
        arena_alloc(arena, a->count + b->count, sizeof *both.items), 0};
    for (size_t i = 0; i < a->count; i++)
        both.items[both.count++] = a->items[i];
    for (size_t i = 0; i < b->count; i++)
        both.items[both.count++] = b->items[i];
    return both;
}

/* A pattern without a slash is a name in any folder, where `is_name`. */
static struct names below(struct slice prefix, const struct names *globs,
                          bool is_name, struct arena *arena)
{
    struct names all = {arena_alloc(arena, globs->count * 2, sizeof *all.items),
                        0};
    for (size_t i = 0; i < globs->count; i++) {
        struct slice glob = globs->items[i];
        bool is_anywhere =
            is_name && slice_find_char(glob, 0, '/') == glob.size;
        all.items[all.count++] =
            arena_printf(arena, "%.*s%s%.*s", SLICE_FMT(prefix),
                         is_anywhere ? "**/" : "", SLICE_FMT(glob));
        if (is_anywhere)
            all.items[all.count++] = arena_printf(
                arena, "%.*s**/%.*s/**", SLICE_FMT(prefix), SLICE_FMT(glob));
    }
    return all;
}

static bool holds_back_by_collections(const struct policy *policy)
{
    size_t i = 0;
    while (i < policy->collection_count &&
           policy->collections[i].hidden_fields.count == 0 &&
           policy->collections[i].filter.size == 0)
        i++;
    return i < policy->collection_count;
}

static bool has_unused(const struct settings *settings)
{
    for (size_t i = 0; i < settings_count; i++) {
        const char *key = settings_table[i].key;
        if (settings->origins[i].kind == FROM_FILE &&
            strcmp(key, "exclude") != 0 && strcmp(key, "drafts") != 0)
            return true;
    }
    return settings->policy.collection_count > 0;
}

/* What the root holds back where it is served alone. */
static void take_settings_of(struct settings_reader *reader,
                             const struct naming_of_root *root,
                             struct further_root *ret_root)
{
    struct settings *settings = reader->settings;
    struct settings own = {0};
    struct settings_reader of_root = {.settings = &own,
                                      .faults = reader->faults};
    size_t before = reader->faults->count;
    settings_read_file(&of_root, ret_root->folder.data);
    if (reader->faults->count > before)
        report(reader, root, "correct the file",
               "has a " SETTINGS_FILE " with the faults above: what it holds "
               "back is not known");
    else if (holds_back_by_collections(&own.policy))
        report(reader, root, "set them in that of DIR, and remove them there",
               "has a " SETTINGS_FILE " with `filter` or `hidden_fields`, "
               "which hold only in DIR");
    const struct names exclude =
        below(ret_root->prefix, &own.exclude, false, &settings->arena);
    const struct names drafts =
        below(ret_root->prefix, &own.policy.drafts, true, &settings->arena);
    settings->exclude = join(&settings->exclude, &exclude, &settings->arena);
    settings->policy.drafts =
        join(&settings->policy.drafts, &drafts, &settings->arena);
    ret_root->has_unused_settings = has_unused(&own);
    arena_release(&own.arena);
}

static void add_root(struct settings_reader *reader, const char *dir,
                     struct naming_of_root *root)
{
    struct settings *settings = reader->settings;
    struct arena *arena = &settings->arena;
    char real[PATH_MAX];
    const char *hint;
    if (realpath(root->folder.data, real) == NULL) {
        struct slice why =
            arena_printf(arena, "cannot be served: %s", strerror(errno));
        report(reader, root, "correct the path, or make the folder", why.data);
        return;
    }
    if (!is_folder(real)) {
        report(reader, root, "name a folder", "is not a folder");
        return;
    }
    if (root->name.data == NULL)
        root->name = name_of_folder(real);
    root->name = unicode_nfc(arena, root->name);
    const char *fault = find_fault(settings, root, real, dir, &hint);
    if (fault != NULL) {
        report(reader, root, hint, fault);
        return;
    }
    struct further_root *added = &settings->roots[settings->root_count++];
    *added = (struct further_root){
        .folder = arena_copy(arena, root->folder),
        .prefix = arena_printf(arena, "%.*s/", SLICE_FMT(root->name))};
    take_settings_of(reader, root, added);
}

/* "notes=../vault", if there is no folder of that name. */
static struct naming_of_root read_argument(const char *argument,
                                           struct arena *arena)
{
    struct slice text = slice_of(argument);
    size_t equals = slice_find_char(text, 0, '=');
    bool has_name =
        equals > 0 && equals < text.size && !is_folder(argument) &&
        slice_find_char(slice_sub(text, 0, equals), 0, '/') == equals;
    return (struct naming_of_root){
        .name = has_name ? slice_sub(text, 0, equals) : SLICE_NONE,
        .folder =
            arena_copy(arena, slice_from(text, has_name ? equals + 1 : 0))};
}

/* Its files are those of the root, unless its `paths` say which of them. */
static void take_files(struct collection_policy *collection,
                       struct slice prefix, struct arena *arena)
{
    static struct slice all[] = {{"**", 2}};
    const struct names any = {all, 1};
    collection->paths =
        below(prefix, collection->paths.count > 0 ? &collection->paths : &any,
              false, arena);
}

void settings_read_roots(struct settings_reader *reader, const char *folder,
                         const struct overrides *overrides)
{
    struct settings *settings = reader->settings;
    struct arena *arena = &settings->arena;
    struct policy *policy = &settings->policy;
    for (size_t i = 0; i < overrides->root_count; i++) {
        struct naming_of_root root = read_argument(overrides->roots[i], arena);
        add_root(reader, folder, &root);
    }
    for (size_t i = 0; i < policy->collection_count; i++) {
        struct collection_policy *collection =
            (struct collection_policy *)&policy->collections[i];
        if (collection->root.size == 0)
            continue;
        bool is_absolute = slice_starts(collection->root, "/");
        struct naming_of_root root = {
            .name = collection->name,
            .folder = arena_printf(arena, "%s%s%.*s", is_absolute ? "" : folder,
                                   is_absolute ? "" : "/",
                                   SLICE_FMT(collection->root)),
            .at = value_find(collection->written, "root")};
        add_root(reader, folder, &root);
        take_files(collection,
                   arena_printf(arena, "%.*s/", SLICE_FMT(collection->name)),
                   arena);
    }
}
