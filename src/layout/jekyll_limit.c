/* jekyll_limit.c - `limit_posts:` in Jekyll's _config.yml.
 *
 *     limit_posts: 2     the two newest posts; the rest is not published
 *
 * Only published posts count. Jekyll compares dates, then paths. */
#include "layout/jekyll.h"

#include "base/mem.h"
#include "layout/publication.h"

#include <stdlib.h>

static int compare_posts(const struct meta *a, const struct meta *b)
{
    int64_t first = a->date != NULL ? a->date->instant_ms : INT64_MIN;
    int64_t second = b->date != NULL ? b->date->instant_ms : INT64_MIN;
    if (first != second)
        return first < second ? 1 : -1;
    return slice_compare(b->path, a->path);
}

static int compare_items(const void *left, const void *right)
{
    return compare_posts(*(const struct meta *const *)left,
                         *(const struct meta *const *)right);
}

static bool is_published_post(const struct layout *layout,
                              const struct layout_input *input,
                              const struct meta *meta)
{
    struct slice type = jekyll_type(layout, meta->source);
    return slice_is(type, "posts") && !meta->source->is_broken &&
           meta_status(meta, input->policy, input->now_ms) == STATUS_PUBLISHED;
}

void jekyll_limit_posts(struct layout *layout, const struct layout_input *input)
{
    const struct value *limit = value_find(layout->config, "limit_posts");
    size_t count = 0;
    if (limit == NULL || limit->kind != VALUE_INTEGER || limit->as.integer <= 0)
        return;
    const struct meta **posts =
        mem_alloc(input->source_count + 1, sizeof(struct meta *));
    for (size_t i = 0; i < input->source_count; i++) {
        if (is_published_post(layout, input, layout->metas[i]))
            posts[count++] = layout->metas[i];
    }
    qsort(posts, count, sizeof *posts, compare_items);
    if (count > (uint64_t)limit->as.integer)
        layout->oldest_post = posts[limit->as.integer - 1];
    free(posts);
}

bool jekyll_is_beyond_limit(const struct layout *layout,
                            const struct meta *meta)
{
    return layout->oldest_post != NULL &&
           compare_posts(meta, layout->oldest_post) > 0;
}
