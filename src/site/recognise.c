/* recognise.c - what kind of site a folder holds, before it is walked.
 *
 * The names in the folder decide (layout/tree.h); the only files that are read
 * are the settings of a generator. */
#include "site/recognise.h"

#include "document/path.h"

#include "site/generator.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

/* What the names in a folder say; nothing if it cannot be read. */
static struct tree_signs signs_in(const char *folder)
{
    DIR *directory = opendir(folder);
    struct dirent *child;
    struct tree_signs signs = {0};

    while (directory != NULL && (child = readdir(directory)) != NULL)
        tree_signs_add(&signs, slice_of(child->d_name));
    if (directory != NULL)
        closedir(directory);
    return signs;
}

/* A content root that is a link out of the folder does not count; the walk
 * reports it like any other such link. */
static bool set_content_root(struct walk *walk, const struct content_root *root)
{
    char target[PATH_MAX];
    if (!folder_exists(walk_absolute(walk, slice_of(root->probe))) ||
        realpath(walk_absolute(walk, slice_of(root->root)), target) == NULL ||
        !path_is_within(slice_of(target), slice_of(walk->folder)))
        return false;
    walk->tree.content_root = slice_of(root->root);
    walk->real_root = arena_copy(&walk->arena, slice_of(target));
    walk->has_links =
        strcmp(walk_absolute(walk, slice_of(root->root)), target) != 0;
    return true;
}

/* If `folder` is the content of a site, its settings lie beside "content" and
 * "_posts", or two folders above "src/content". Only names are looked at. */
static const struct generator *generator_from_above(struct slice folder)
{
    struct str above = {0};
    bool is_in_src = slice_ends(folder, "/src/content");
    if (!slice_ends(folder, "/content") && !slice_ends(folder, "/_posts"))
        return NULL;
    str_append(&above, folder);
    str_append_text(&above, is_in_src ? "/../.." : "/..");
    const struct tree_signs signs = signs_in(above.data);
    str_release(&above);
    return tree_generator_around(&signs, folder);
}

void walk_recognise(struct walk *walk)
{
    struct slice folder = slice_of(walk->folder);
    const struct tree_signs signs = signs_in(walk->folder);
    const struct content_root *root;
    size_t cursor = 0;

    walk->tree.folder_name = path_name(folder);
    walk->tree.content_root = SLICE("");
    walk->tree.generator = tree_signs_generator(&signs);
    walk->tree.is_project = tree_signs_show_project(&signs);
    walk->real_root = folder;
    while ((root = tree_next_root(&signs, &cursor)) != NULL) {
        if (set_content_root(walk, root))
            break;
    }
    if (walk->tree.generator == NULL)
        walk->tree.generator = generator_from_above(walk->real_root);
    walk->generator = generator_read(walk->folder, &walk->tree,
                                     &walk->hints.generator, &walk->arena);
    walk->tree.collections_dir = walk->generator.collections_dir;
    walk->tree.publishing = walk->generator.publishing;
}
