/* tree_reading.c - which files and folders of a tree are read.
 *
 * Where generators have rules for what they read, these count alone. In all
 * other trees a CMS adds its folders to what convention finds; and where the
 * content is mixed with a program, what neither knows is not content. */
#include "layout/cms.h"
#include "layout/generator.h"
#include "layout/place.h"

/* Whether everything in the folder is content, or the generator says what is.
 */
static bool has_only_content(const struct tree *tree)
{
    return tree->content_root.size > 0 || tree_has_content_folder(tree) ||
           folder_collection(tree->folder_name) != NULL ||
           tree_generator(tree)->chooses_data;
}

static bool is_in_data_folder(struct slice path)
{
    struct slice folder, rest = path_folder(path);
    while (slice_cut(&rest, '/', &folder)) {
        if (slice_is(slice_of(folder_collection(folder)), "data"))
            return true;
    }
    return false;
}

bool tree_data_is_content(const struct tree *tree, struct slice path,
                          bool is_beside_document)
{
    struct slice folder = path_first_folder(path);
    const char *known = folder_collection(folder);
    return has_only_content(tree) || slice_is(path_stem(path), "authors") ||
           (known != NULL && !slice_is(slice_of(known), "pages")) ||
           is_in_data_folder(path) ||
           (tree_takes_cms(tree) && tree_cms_has(tree, path, false)) ||
           (is_beside_document && (folder.size > 0 || !tree->has_tools));
}

/* Elsewhere TOML holds the settings of tools. */
static bool toml_is_data(const struct tree *tree, struct slice path)
{
    bool is_content =
        tree->content_root.size > 0 || tree_has_content_folder(tree);
    return (tree_generator(tree)->reads_toml && is_content) ||
           tree_settings_rank(tree, path) >= 0;
}

/* Beside the content root there is only what the CMS names. */
static bool is_beside_content(const struct tree *tree, struct slice path)
{
    const char *root;
    for (size_t i = 0; (root = tree_second_root(tree, i)) != NULL; i++) {
        if (path_is_within(path, slice_of(root)))
            return false;
    }
    return tree->project == NULL && !path_is_within(path, tree->content_root);
}

/* Whether neither the CMS nor convention knows what a folder of a program has
 * in it. */
static bool is_unknown_to_cms(const struct tree *tree, struct slice path,
                              bool is_folder)
{
    struct slice first = path_first_folder(path);
    if (tree->content_root.size > 0)
        return is_beside_content(tree, path);
    if (is_folder && first.size == 0)
        first = path;
    return tree_generator(tree)->reads == NULL && tree->has_tools &&
           first.size > 0 && folder_collection(first) == NULL;
}

bool tree_reads(const struct tree *tree, struct slice path, bool is_folder)
{
    const struct generator *generator = tree_generator(tree);
    bool takes_cms = tree_takes_cms(tree);
    if (tree->cms != NULL && slice_equal(path, tree->cms->path))
        return false;
    if (takes_cms && tree_cms_has(tree, path, is_folder) &&
        !tree_is_loose_paper(path_name(path)))
        return true;
    if (takes_cms && is_unknown_to_cms(tree, path, is_folder))
        return false;
    if (!is_folder && slice_ends_nocase(path, ".toml") &&
        !toml_is_data(tree, path))
        return false;
    return generator->reads != NULL
               ? generator->reads(tree, path, is_folder)
               : !tree_is_of_program(tree, path, is_folder) &&
                     (is_folder || !tree_is_loose_paper(path_name(path)));
}
