/* data_files.c - which data files are content.
 *
 *     content/, data/x.json      always
 *     docs/routes.json           beside docs/a.md
 *     posts/a.json               beside posts/a.md, for Eleventy
 *     playbook/secrets.yml       where headmatter.yaml names it
 *
 * A project is full of YAML and JSON that nobody wants to publish. The walk has
 * to be over, because a document may be found after the data beside it. */
#include "site/data_files.h"

#include "base/map.h"
#include "document/path.h"
#include "layout/place.h"
#include "layout/rules.h"

static bool is_data(struct slice path)
{
    enum source_kind kind;
    return source_kind_of(path_name(path), &kind) && kind == SOURCE_DATA;
}

static bool is_content_alone(const struct walk *walk, struct slice path)
{
    bool is_exact;
    return tree_data_is_content(&walk->tree, path, false) ||
           rules_name_path(walk->hints.policy, path, &is_exact);
}

/* Returns the folders that have a document; the caller ends the map. */
static struct map folders_of_documents(struct walk *walk)
{
    struct map folders = {0};
    for (size_t i = 0; i < walk->count; i++) {
        struct slice path = walk->files[i].path;
        if (!is_data(path) && !tree_is_paper(path_name(path)))
            map_put(&folders, path_folder(path), walk);
    }
    return folders;
}

static bool may_be_lone(const struct walk *walk, struct slice path)
{
    return is_data(path) && tree_data_needs_document(&walk->tree, path) &&
           !data_files_are_named(walk, path);
}

/* Drops data that means something beside a document of its name only. */
static void drop_lone(struct walk *walk)
{
    struct map documents = {0}; /* paths without extension */
    size_t kept = 0;
    while (kept < walk->count && !may_be_lone(walk, walk->files[kept].path))
        kept++;
    if (kept == walk->count)
        return;
    for (size_t i = 0; i < walk->count; i++) {
        struct slice path = walk->files[i].path;
        if (!is_data(path))
            map_put(&documents, path_without_extension(path), walk);
    }
    for (size_t i = kept; i < walk->count; i++) {
        struct slice path = walk->files[i].path;
        if (may_be_lone(walk, path)) {
            if (map_find(&documents, path_without_extension(path)) == NULL)
                continue;
            walk->has_data_beside = true;
        }
        walk->files[kept++] = walk->files[i];
    }
    walk->count = kept;
    map_release(&documents);
}

void data_files_drop_elsewhere(struct walk *walk)
{
    drop_lone(walk);
    struct map folders = folders_of_documents(walk);
    size_t kept = 0;
    for (size_t i = 0; i < walk->count; i++) {
        struct slice path = walk->files[i].path;
        if (is_data(path) && !is_content_alone(walk, path)) {
            bool is_beside = map_find(&folders, path_folder(path)) != NULL;
            if (!tree_data_is_content(&walk->tree, path, is_beside))
                continue;
            walk->has_data_beside = true;
        }
        walk->files[kept++] = walk->files[i];
    }
    walk->data_elsewhere = walk->count - kept;
    walk->count = kept;
    map_release(&folders);
}

bool data_files_are_named(const struct walk *walk, struct slice path)
{
    bool is_exact;
    return is_data(path) &&
           rules_name_path(walk->hints.policy, path, &is_exact) && is_exact;
}
