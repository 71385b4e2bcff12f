/* roots.c - the folders that the documents of a snapshot come from.
 *
 *     posts/a.md          Jekyll      sources of the first root
 *     notes/b.md          a vault     sources of the root "notes/"
 *
 * A generator looks at all files of a site, at their paths and its settings. So
 * each root has a layout of its own, which sees the files of that root by their
 * paths in it, as if they were alone. What comes of them is one site: slugs,
 * people, terms and links are those of all roots. */
#include "store/builder.h"

#include "base/mem.h"

#include <stdlib.h>

struct built_root *root_of(const struct builder *builder,
                           const struct source *source)
{
    const struct snapshot *snapshot = builder->snapshot;
    size_t i = snapshot->root_count - 1;
    while (i > 0 && (source->prefix_size != snapshot->roots[i].prefix.size ||
                     !slice_begins(source->path, snapshot->roots[i].prefix)))
        i--;
    return &builder->roots[i];
}

/* Where there is one root, its arrays are those of the snapshot. */
static void share_sources(struct builder *builder, struct meta **metas)
{
    builder->roots->sources = builder->snapshot->sources;
    builder->roots->metas = metas;
    builder->roots->count = builder->snapshot->source_count;
}

static void divide_sources(struct builder *builder, struct meta **metas)
{
    struct snapshot *snapshot = builder->snapshot;
    size_t count = snapshot->source_count;
    builder->indexes =
        arena_alloc(&snapshot->arena, count, sizeof *builder->indexes);
    for (size_t i = 0; i < count; i++)
        builder->indexes[i] = root_of(builder, snapshot->sources[i])->count++;
    for (size_t r = 0; r < snapshot->root_count; r++) {
        struct built_root *root = &builder->roots[r];
        root->sources =
            arena_alloc(&snapshot->arena, root->count, sizeof *root->sources);
        root->metas =
            arena_alloc(&snapshot->arena, root->count, sizeof *root->metas);
    }
    for (size_t i = 0; i < count; i++) {
        struct built_root *root = root_of(builder, snapshot->sources[i]);
        root->sources[builder->indexes[i]] = snapshot->sources[i];
        root->metas[builder->indexes[i]] = metas[i];
    }
}

/* The references that reading has put into the arrays of the roots. */
static void take_back(const struct builder *builder, struct meta **metas)
{
    const struct snapshot *snapshot = builder->snapshot;
    for (size_t i = 0; builder->indexes != NULL && i < snapshot->source_count;
         i++)
        metas[i] =
            root_of(builder, snapshot->sources[i])->metas[builder->indexes[i]];
}

static void read_root(struct builder *builder, size_t index)
{
    struct snapshot *snapshot = builder->snapshot;
    struct built_root *root = &builder->roots[index];
    const struct tree *tree = index == 0
                                  ? &builder->input->tree
                                  : &builder->input->more_trees[index - 1];
    const struct layout_input input = {
        .tree = tree_copy(tree, &snapshot->arena),
        .policy = builder->policy,
        .sources = root->sources,
        .source_count = root->count,
        .now_ms = builder->input->now_ms,
    };
    root->layout = layout_of(&input);
    root->policy = policy_copy(builder->policy, &snapshot->arena);
    snapshot->roots[index].link_prefixes = layout_link_prefixes(&root->layout);
    snapshot->roots[index].kind = slice_of(layout_name(&root->layout));
    layout_adjust_policy(&root->layout, &root->policy, &snapshot->diagnostics);
    layout_read(&root->layout, &input, root->metas, &snapshot->arena,
                &snapshot->diagnostics);
}

void roots_read(struct builder *builder, struct meta **metas)
{
    struct snapshot *snapshot = builder->snapshot;
    builder->roots = mem_alloc(snapshot->root_count, sizeof *builder->roots);
    builder->metas = metas;
    if (snapshot->root_count == 1)
        share_sources(builder, metas);
    else
        divide_sources(builder, metas);
    for (size_t i = 0; i < snapshot->root_count; i++)
        read_root(builder, i);
    take_back(builder, metas);
    snapshot->policy = builder->roots->policy;
    for (size_t i = 0; i < snapshot->source_count; i++)
        snapshot->metas[i] = meta_ref(metas[i]);
}

void roots_release(struct builder *builder)
{
    for (size_t i = 0; i < builder->snapshot->root_count; i++)
        layout_release(&builder->roots[i].layout);
    free(builder->roots);
}
