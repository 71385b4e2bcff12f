/* recognise.c - what kind of site a folder holds, before it is walked.
 *
 * The names in the folder tell (layout/tree.h); of the files only the settings
 * of a generator are read. */
#include "site/walking.h"

#include "site/generator.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool is_folder(const char *path)
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

/* A content root that is a link out of the folder is none; the walk reports
 * it like any other such link. */
static bool set_content_root(struct walk *walk, const struct content_root *root)
{
    char target[PATH_MAX];
    if (!is_folder(absolute(walk, slice_of(root->probe))) ||
        realpath(absolute(walk, slice_of(root->root)), target) == NULL ||
        !is_inside(target, slice_of(walk->folder)))
        return false;
    walk->tree.content_root = slice_of(root->root);
    walk->real_root = arena_copy(&walk->arena, slice_of(target));
    walk->has_links = strcmp(absolute(walk, slice_of(root->root)), target) != 0;
    return true;
}

/* The settings of a site whose content is `folder` lie beside "content" and
 * "_posts", or two folders up from "src/content". Names are looked at, and
 * nothing else. */
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

void recognise(struct walk *walk)
{
    struct slice folder = slice_of(walk->folder);
    const struct tree_signs signs = signs_in(walk->folder);
    const struct content_root *root;
    size_t cursor = 0;

    walk->tree.folder_name = last_name(folder);
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
}
