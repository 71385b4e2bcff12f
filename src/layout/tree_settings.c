/* tree_settings.c - what a generator's settings, and its other files at the
 * top, say before any content is read, and so which files are. */
#include "layout/generator.h"

#include "layout/place.h"

const struct settings_file *tree_settings(const struct tree *tree, size_t rank)
{
    const struct generator *generator = tree_generator(tree);
    const struct settings_file *files = generator->settings;
    size_t count = 0;
    while (files != NULL && files[count].path != NULL &&
           (tree->content_root.size > 0 || generator->own_settings == 0 ||
            count < generator->own_settings))
        count++;
    return rank < count ? &files[rank] : NULL;
}

int tree_settings_rank(const struct tree *tree, struct slice path)
{
    const struct settings_file *file;
    for (size_t rank = 0; (file = tree_settings(tree, rank)) != NULL; rank++) {
        if (slice_is(path, file->path))
            return (int)rank;
    }
    return -1;
}

bool tree_settings_ignore_case(const struct tree *tree)
{
    return tree_generator(tree)->settings_ignore_case;
}

struct value tree_settings_add(const struct settings_file *file,
                               const struct value *before,
                               const struct value *values, struct arena *arena)
{
    struct member *member = arena_alloc(arena, 1, sizeof *member);
    struct value keyed = {
        .kind = VALUE_OBJECT, .as.members = member, .size = 1};
    if (file->key == NULL && !value_is_object(values))
        return *before;
    if (file->key == NULL && before->size == 0)
        return *values;
    *member = (struct member){slice_of(file->key), *values};
    return value_merge(before, file->key != NULL ? &keyed : values, arena);
}

const char *tree_mark(const struct tree *tree, const char *const **ret_files)
{
    *ret_files = tree_generator(tree)->marked_files;
    return tree_generator(tree)->mark;
}

const char *tree_timezone_key(const struct tree *tree)
{
    return tree_generator(tree)->timezone_key;
}

const char *tree_collections_dir_key(const struct tree *tree)
{
    return tree_generator(tree)->collections_dir_key;
}

const char *const *tree_publishing_keys(const struct tree *tree)
{
    return tree_generator(tree)->publishing_keys;
}

const char *tree_ignore_file(const struct tree *tree, size_t index)
{
    const char *const *name = tree_generator(tree)->ignore_files;
    while (name != NULL && *name != NULL && index > 0) {
        index--;
        name++;
    }
    return name != NULL ? *name : NULL;
}

struct slice tree_inner_ignore_file(const struct tree *tree,
                                    struct arena *arena)
{
    const char *name = tree_generator(tree)->inner_ignore_file;
    return name != NULL && tree->content_root.size > 0
               ? arena_printf(arena, "%.*s/%s", SLICE_FMT(tree->content_root),
                              name)
               : SLICE_NONE;
}

bool tree_is_ignore_file(const struct tree *tree, struct slice path)
{
    const char *inner = tree_generator(tree)->inner_ignore_file, *name;
    for (size_t i = 0; (name = tree_ignore_file(tree, i)) != NULL; i++) {
        if (slice_is(path, name))
            return true;
    }
    return inner != NULL && slice_is(path_name(path), inner) &&
           slice_equal(path_folder(path), tree->content_root);
}

struct value tree_read_ignores(const struct tree *tree, struct slice path,
                               struct slice text, const struct value *before,
                               struct arena *arena)
{
    return tree_generator(tree)->read_ignores(path, text, before, arena);
}

bool tree_next_unknown(const struct tree *tree, size_t *cursor,
                       struct unknown_setting *ret_setting)
{
    const struct generator *generator = tree_generator(tree);
    return generator->next_unknown != NULL &&
           generator->next_unknown(&tree->publishing, cursor, ret_setting);
}

bool tree_may_lack_own_root(const struct tree *tree)
{
    return tree_generator(tree)->may_lack_own_root;
}

struct slice tree_own_root(const struct tree *tree,
                           const struct value *publishing)
{
    const struct generator *generator = tree_generator(tree);
    return generator->own_root != NULL ? generator->own_root(publishing)
                                       : SLICE_NONE;
}

struct slice tree_next_own_root(const struct tree *tree, size_t *cursor)
{
    const struct generator *generator = tree_generator(tree);
    return generator->next_root != NULL
               ? generator->next_root(&tree->publishing, cursor)
               : SLICE_NONE;
}

bool tree_roots_lead_out(const struct tree *tree)
{
    return tree_generator(tree)->roots_lead_out;
}

bool tree_next_ignored(const struct tree *tree, size_t *cursor,
                       struct slice *ret_pattern)
{
    const struct generator *generator = tree_generator(tree);
    return generator->next_ignored != NULL &&
           generator->next_ignored(&tree->publishing, cursor, ret_pattern);
}

/* Returns the rest of a path in a folder; the path if it is not in it. */
static struct slice path_in(struct slice path, struct slice folder)
{
    return path_is_within(path, folder)
               ? path_trim_slashes(slice_from(path, folder.size))
               : path;
}

struct slice tree_path_below_setting(const struct tree *tree, struct slice path,
                                     struct slice written)
{
    struct slice folder = path_in(path_trim_slashes(written), tree->inside);
    path = path_in(path, tree->project_path);
    return folder.size > 0 && path.size > folder.size &&
                   path_is_within(path, folder)
               ? slice_from(path, folder.size + 1)
               : SLICE_NONE;
}

const struct value *tree_publishing(const struct tree *tree)
{
    static const struct value none = {.kind = VALUE_OBJECT};
    const struct tree *site = tree->project != NULL ? tree->project : tree;
    return value_is_object(&site->publishing) ? &site->publishing : &none;
}

struct slice tree_path_in_project(const struct tree *tree, struct slice path,
                                  struct arena *arena)
{
    struct slice above = tree->project_path, folder;
    if (tree->inside.size > 0)
        return arena_printf(arena, "%.*s/%.*s", SLICE_FMT(tree->inside),
                            SLICE_FMT(path));
    if (path_is_within(path, above))
        return path_in(path, above);
    while (slice_cut(&above, '/', &folder))
        path = arena_printf(arena, "../%.*s", SLICE_FMT(path));
    return path;
}

static bool is_held_back_by_project(const struct tree *tree, struct slice path,
                                    bool is_folder)
{
    struct arena arena = {0};
    bool is_held_back =
        tree->project != NULL &&
        tree_holds_back(tree->project, tree_path_in_project(tree, path, &arena),
                        is_folder);
    arena_release(&arena);
    return is_held_back;
}

bool tree_holds_back(const struct tree *tree, struct slice path, bool is_folder)
{
    const struct generator *generator = tree_generator(tree);
    if (is_held_back_by_project(tree, path, is_folder))
        return true;
    if (tree->holds_all_back)
        return tree_settings_rank(tree, path) < 0; /* their faults are shown */
    return generator->holds_back != NULL &&
           tree->publishing.kind == VALUE_OBJECT &&
           generator->holds_back(tree, path, is_folder);
}
