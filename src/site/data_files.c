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
#include "site/exclude.h"

static bool is_data(struct slice path)
{
    enum source_kind kind;
    return source_kind_of(path_name(path), &kind) && kind == SOURCE_DATA;
}

bool data_files_are_named(const struct walk *walk, struct slice path)
{
    bool is_exact;
    return is_data(path) && walk_is_named(walk, path, &is_exact) && is_exact;
}

/* What has to be beside a data file for it to be read. */
enum need { NEEDS_NOTHING, NEEDS_DOCUMENT, NEEDS_NAMESAKE };

static enum need need_of(const struct walk *walk, struct slice path)
{
    bool is_exact;
    if (!is_data(path))
        return NEEDS_NOTHING;
    if (tree_data_needs_document(&walk->tree, path) &&
        !data_files_are_named(walk, path))
        return NEEDS_NAMESAKE;
    return tree_data_is_content(&walk->tree, path, false) ||
                   walk_is_named(walk, path, &is_exact)
               ? NEEDS_NOTHING
               : NEEDS_DOCUMENT;
}

/* Where documents are: their folders, and their paths without extension. */
struct documents {
    struct map folders, names;
};

static struct documents documents_of(struct walk *walk)
{
    struct documents documents = {0};
    for (size_t i = 0; i < walk->count; i++) {
        struct slice path = walk->files[i].path;
        if (is_data(path))
            continue;
        map_put(&documents.names, path_without_extension(path), walk);
        if (!tree_is_paper(path_name(path)))
            map_put(&documents.folders, path_folder(path), walk);
    }
    return documents;
}

static bool is_met(const struct walk *walk, const struct documents *documents,
                   enum need need, struct slice path)
{
    if (need == NEEDS_NAMESAKE)
        return map_find(&documents->names, path_without_extension(path)) !=
               NULL;
    bool is_beside = map_find(&documents->folders, path_folder(path)) != NULL;
    return tree_data_is_content(&walk->tree, path, is_beside);
}

void data_files_drop_elsewhere(struct walk *walk)
{
    struct documents documents = {0};
    size_t kept = 0;
    bool is_known = false; /* only some sites have data that needs it */
    for (size_t i = 0; i < walk->count; i++) {
        struct slice path = walk->files[i].path;
        enum need need = need_of(walk, path);
        if (need != NEEDS_NOTHING && !is_known) {
            documents = documents_of(walk);
            is_known = true;
        }
        if (need == NEEDS_NOTHING || is_met(walk, &documents, need, path)) {
            walk->has_data_beside |= need != NEEDS_NOTHING;
            walk->files[kept++] = walk->files[i];
        } else if (need == NEEDS_DOCUMENT) {
            walk->data_elsewhere++;
        }
    }
    walk->count = kept;
    map_release(&documents.folders);
    map_release(&documents.names);
}
