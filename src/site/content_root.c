/* content_root.c - the folder of the content in the folder that is served.
 *
 *     mysite/             DIR
 *     mysite/content/     the content root, which may also be DIR itself
 *
 * The names in DIR decide (layout/tree.h), unless the settings name another. */
#include "site/content_root.h"

#include "base/ascii.h"
#include "document/beneath.h"
#include "document/bytes.h"
#include "document/frontmatter.h"
#include "document/path.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct slice walk_top(const struct walk *walk, struct slice path)
{
    struct slice root = walk->tree.content_root;
    return root.size > 0 && path_is_within(path, root) ? root : SLICE("");
}

const char *walk_absolute(struct walk *walk, struct slice path)
{
    str_clear(&walk->scratch);
    str_append_text(&walk->scratch, walk->folder);
    if (path.size > 0)
        str_append_char(&walk->scratch, '/');
    str_append(&walk->scratch, path);
    return walk->scratch.data;
}

bool folder_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void add_folder_signs(struct tree_signs *signs, const char *folder)
{
    const char *sign;
    struct str path = {0};
    size_t cursor = 0;
    while (tree_signs_next_folder(signs, &cursor, &sign)) {
        str_clear(&path);
        str_appendf(&path, "%s/%s", folder, sign);
        if (folder_exists(path.data))
            tree_signs_add(signs, slice_of(sign));
    }
    str_release(&path);
}

/* Whether a line starts with the word, after spaces. */
static bool has_line_of(struct slice text, struct slice word)
{
    struct slice line;
    while (slice_cut(&text, '\n', &line)) {
        line = slice_trim(line);
        struct slice rest = slice_from(line, word.size);
        if (slice_begins(line, word) &&
            (rest.size == 0 ||
             (!ascii_is_letter_or_digit(rest.data[0]) && rest.data[0] != '_')))
            return true;
    }
    return false;
}

/* A name such as "config.toml" is common; what is in it tells. */
static void add_text_signs(struct tree_signs *signs, const char *folder)
{
    const char *name, *word;
    size_t cursor = 0;
    while (tree_signs_next_text(signs, &cursor, &name, &word)) {
        struct arena arena = {0};
        struct slice text;
        struct err err;
        if (bytes_read_open(beneath_open(folder, SLICE(""), slice_of(name),
                                         BYTES_OPEN_FLAGS),
                            FRONTMATTER_MAX_BYTES, &arena, &text, &err) &&
            has_line_of(text, slice_of(word)))
            tree_signs_confirm(signs, cursor);
        arena_release(&arena);
    }
}

struct tree_signs folder_signs(const char *folder)
{
    DIR *directory = opendir(folder);
    struct dirent *child;
    struct tree_signs signs = {0};

    while (directory != NULL && (child = readdir(directory)) != NULL) {
        tree_signs_add(&signs, slice_of(child->d_name));
        if (child->d_type != DT_REG)
            tree_signs_add_folder(&signs, slice_of(child->d_name));
    }
    if (directory != NULL)
        closedir(directory);
    add_folder_signs(&signs, folder);
    add_text_signs(&signs, folder);
    return signs;
}

const char *recognise_site(const char *folder)
{
    const struct tree_signs signs = folder_signs(folder);
    const struct tree tree = {.generator = tree_signs_generator(&signs)};
    return tree_signs_show_site(&signs) ? tree_generator_name(&tree) : NULL;
}

/* A content root that is a link out of the folder does not count; the walk
 * reports it like any other such link. */
static bool set(struct walk *walk, struct slice root)
{
    char target[PATH_MAX];
    if (realpath(walk_absolute(walk, root), target) == NULL ||
        !path_is_within(slice_of(target), slice_of(walk->folder)))
        return false;
    walk->tree.content_root = root;
    walk->real_root = arena_copy(&walk->arena, slice_of(target));
    walk->has_links |= strcmp(walk_absolute(walk, root), target) != 0;
    return true;
}

/* Such a site has rules of its own, and is met again by the walk. */
static bool is_through_link_to_site(struct walk *walk, struct slice root)
{
    struct slice above = path_folder(root);
    struct stat status;
    return above.size > 0 && lstat(walk_absolute(walk, above), &status) == 0 &&
           S_ISLNK(status.st_mode) &&
           recognise_site(walk_absolute(walk, above)) != NULL;
}

void content_root_find(struct walk *walk, const struct tree_signs *signs)
{
    const struct content_root *root;
    size_t cursor = 0;
    if (walk->has_lost_settings) {
        (void)set(walk, arena_copy(&walk->arena,
                                   walk->hints.before->tree.content_root));
        return;
    }
    while ((root = tree_next_root(signs, &cursor)) != NULL) {
        if (!is_through_link_to_site(walk, slice_of(root->root)) &&
            folder_exists(walk_absolute(walk, slice_of(root->probe))) &&
            set(walk, slice_of(root->root)))
            break;
    }
}

/* A folder outside of the site's is SLICE_NONE. */
static struct slice clean_root(struct slice written, struct arena *arena)
{
    struct str clean = {0};
    struct slice root = SLICE_NONE;
    if (path_clean(written, &clean))
        root = arena_copy(arena, str_slice(&clean));
    str_release(&clean);
    return root;
}

struct diagnostics *diagnostics_of_settings(struct walk *walk)
{
    struct stat ignored;
    struct slice path = generator_settings(walk->folder, &walk->tree, &ignored);
    walk->diagnostics.path = path.size > 0 ? path : SLICE(".");
    return &walk->diagnostics;
}

/* What the settings name as the folder of the content is the content, and
 * nothing else is. */
void content_root_take_own(struct walk *walk)
{
    struct slice written = tree_own_root(&walk->tree, &walk->tree.publishing);
    if (written.data == NULL)
        return;
    struct slice root = clean_root(written, &walk->arena);
    if (root.data != NULL && folder_exists(walk_absolute(walk, root)) &&
        set(walk, root))
        return;
    if (tree_may_lack_own_root(&walk->tree))
        return;
    walk->tree.holds_all_back = true;
    diagnostics_add(diagnostics_of_settings(walk), DIAGNOSTIC_SETTINGS_UNREAD,
                    0, 0, "serve a folder that it is in",
                    "nothing is served: the folder of the content, '%.*s', "
                    "does not exist in the folder that is served",
                    SLICE_FMT(written));
}

void content_root_warn_of(struct walk *walk, struct slice written)
{
    struct slice root = walk->tree.content_root;
    bool is_above = slice_starts(written, "../");
    diagnostics_add(diagnostics_of_settings(walk), DIAGNOSTIC_SETTINGS_UNREAD,
                    0, 0,
                    is_above ? "serve the folder that both are in"
                             : "move it below the content root",
                    "the content in '%.*s' is not served: it is not in "
                    "the %s, '%.*s'",
                    SLICE_FMT(written),
                    root.size > 0 ? "content root" : "folder that is served",
                    SLICE_FMT(root.size > 0 ? root : walk->tree.folder_name));
}

/* Only one folder is the content root, but for those that lead out of a
 * project, which are looked for from the folder around it. */
void content_root_warn_of_others(struct walk *walk)
{
    struct slice written;
    size_t cursor = 0;
    if (walk->hints.is_project && tree_roots_lead_out(&walk->tree))
        return;
    while ((written = tree_next_own_root(&walk->tree, &cursor)).data != NULL) {
        struct slice folder = clean_root(written, &walk->arena);
        if (folder.data == NULL ||
            !path_is_within(folder, walk->tree.content_root))
            content_root_warn_of(walk, written);
    }
}
