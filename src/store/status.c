/* status.c - whether a source is published.
 *
 *     posts/a.md           as it says itself, and not before its sections,
 *                          nor while one of them cannot be read
 *     posts/a.json         not before posts/a.md
 *     posts/trip/x.json    not before posts/trip/index.md
 *     docs/routes.json     not before any document in docs/, where data is read
 *                          beside documents only
 *
 * Data has no front matter to say so, and it often is a part of a page. A
 * document that cannot be read may be a draft. */
#include "store/builder.h"

#include "document/path.h"
#include "layout/place.h"
#include "layout/rules.h"

/* What a section that cannot be read says of its pages is not known. For an
 * error in the home page not all of a site is kept back. */
static enum status status_of_section(const struct builder *builder,
                                     const struct meta *section)
{
    const struct built_root *root = root_of(builder, section->source);
    struct slice path = path_below_root(root->layout.tree, section->path);
    return section->source->is_broken && path_folder(path).size > 0
               ? STATUS_DRAFT
               : meta_status(section, &root->policy, builder->input->now_ms);
}

static enum status status_of_document(const struct builder *builder,
                                      const struct meta *meta)
{
    const struct built_root *root = root_of(builder, meta->source);
    int64_t now_ms = builder->input->now_ms;
    enum status status = meta_status(meta, &root->policy, now_ms);
    const struct meta *section = meta;
    while (status == STATUS_PUBLISHED &&
           (section = layout_section(&root->layout, section)) != NULL)
        status = status_of_section(builder, section);
    return status;
}

static bool is_public(const struct builder *builder, const struct meta *meta)
{
    return !meta->source->is_broken &&
           status_of_document(builder, meta) == STATUS_PUBLISHED;
}

static bool has_data(const struct builder *builder)
{
    const struct snapshot *snapshot = builder->snapshot;
    for (size_t i = 0; i < snapshot->source_count; i++) {
        if (snapshot->sources[i]->kind == SOURCE_DATA)
            return true;
    }
    return false;
}

void find_documents(struct builder *builder)
{
    const struct snapshot *snapshot = builder->snapshot;
    if (!has_data(builder))
        return; /* most sites stop here */
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct meta *meta = builder->metas[i];
        struct slice path = meta->source->path, folder = path_folder(path);
        if (meta->kind != SOURCE_MARKDOWN)
            continue;
        map_add(&builder->documents, path_without_extension(path),
                (void *)meta);
        const struct meta *known = map_find(&builder->folders, folder);
        if (known == NULL || !is_public(builder, known))
            map_put(&builder->folders, folder, (void *)meta);
    }
}

static bool is_read_beside_documents(const struct builder *builder,
                                     const struct meta *data)
{
    const struct tree *tree = root_of(builder, data->source)->layout.tree;
    bool is_exact;
    return !tree_data_is_content(tree, data->path, false) &&
           !rules_name_path(builder->policy, data->source->path, &is_exact);
}

/* Returns the document that data is not published before; NULL for most. */
static const struct meta *document_of(const struct builder *builder,
                                      const struct meta *data)
{
    const struct tree *tree = root_of(builder, data->source)->layout.tree;
    struct slice path = data->source->path, folder = path_folder(path);
    const struct meta *found =
        map_find(&builder->documents, path_without_extension(path));
    bool is_inside_collection =
        path_folder(path_below_root(tree, path_folder(data->path))).size > 0;
    if (found == NULL && is_inside_collection) {
        struct str index = {0};
        str_appendf(&index, "%.*s/index", SLICE_FMT(folder));
        found = map_find(&builder->documents, str_slice(&index));
        str_release(&index);
    }
    if (found == NULL && is_read_beside_documents(builder, data))
        found = map_find(&builder->folders, folder);
    return found;
}

enum status status_of(const struct builder *builder, const struct meta *meta)
{
    enum status status = status_of_document(builder, meta);
    if (status != STATUS_PUBLISHED || meta->kind != SOURCE_DATA)
        return status;
    const struct meta *document = document_of(builder, meta);
    if (document == NULL)
        return STATUS_PUBLISHED;
    return document->source->is_broken ? STATUS_DRAFT
                                       : status_of_document(builder, document);
}
