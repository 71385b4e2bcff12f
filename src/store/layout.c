/* layout.c - conventions instead of configuration.
 *
 *     _posts/2024-05-01-hello.md    Jekyll    posts/hello   /2024/05/01/...
 *     content/blog/hello/index.md   Hugo      posts/hello   /blog/hello
 *     content/1.docs/2.hello.md     Nuxt      docs/hello    /docs/hello
 *     src/content/blog/hello.mdx    Astro     posts/hello   /blog/hello
 *
 * Each generator has a file of its own that says how it files and routes;
 * here is the choice among them. Most are known by the settings that lie beside
 * the content, but a checkout of the content alone has none of these, and then
 * its own habits tell: types in Stackbit's front matter, Hugo's _index.md, the
 * numbers before Nuxt's folders, layouts that end in .astro.
 *
 * Only what is published tells: a draft must not move the documents that
 * everybody sees, and they have to be in the same place in a preview. */
#include "store/layout.h"

#include "base/parallel.h"
#include "store/place.h"
#include "store/publication.h"

#include <limits.h>

static const struct generator *const generators[] = {
    [SITE_PLAIN] = &plain_generator,
    [SITE_STACKBIT] = &stackbit_generator,
    [SITE_JEKYLL] = &jekyll_generator,
    [SITE_HUGO] = &hugo_generator,
    [SITE_ASTRO] = &astro_generator,
    [SITE_NUXT] = &nuxt_generator,
    [SITE_ELEVENTY] = &eleventy_generator,
    [SITE_NEXT] = &next_generator,
};

/* One name alone may be a coincidence. */
#define ENOUGH_NUMBERED 2
#define ENOUGH_SECTIONS 2 /* where no folder "content" has been chosen */

/* What the published sources themselves tell. */
struct habits {
    bool has_types;   /* Stackbit's, below pages/ */
    bool has_astro;   /* a layout written in Astro */
    size_t sections;  /* _index.md */
    size_t numbered;  /* files: "1.index.md", "2.guide/x.md" */
    bool has_folders; /* one that the table of folders names */
};

/* Nothing that is found later can change what follows from them. */
static bool is_settled(const struct build_input *input,
                       const struct habits *habits)
{
    return habits->has_types && habits->has_folders &&
           input->tree.kind != SITE_JEKYLL;
}

static void note_habits(struct habits *habits, const struct tree *tree,
                        const struct source *source)
{
    struct slice below = below_root(tree, source->path);
    struct slice type = source_type(source);

    if (!habits->has_types && slice_starts(below, "pages/") &&
        stackbit_knows_type(type))
        habits->has_types = true;
    if (slice_ends(type, ".astro"))
        habits->has_astro = true;
    if (slice_is(path_stem(below), "_index"))
        habits->sections++;
    if (nuxt_is_numbered(below))
        habits->numbered++;
    if (!habits->has_folders && folder_collection(first_folder(below)) != NULL)
        habits->has_folders = true;
}

static struct habits habits_of(const struct build_input *input)
{
    struct habits habits = {0};
    for (size_t i = 0; i < input->source_count && !is_settled(input, &habits);
         i++) {
        give_way(i);
        if (is_published(input, input->sources[i]))
            note_habits(&habits, &input->tree, input->sources[i]);
    }
    return habits;
}

static bool is_content_folder(const struct tree *tree)
{
    struct slice folder = tree->content_root.size > 0
                              ? last_segment(tree->content_root)
                              : tree->folder_name;
    return slice_is(folder, "content");
}

static enum site_kind recognise(const struct tree *tree,
                                const struct habits *habits)
{
    if (habits->has_types && tree->kind != SITE_JEKYLL)
        return SITE_STACKBIT;
    if (tree->kind != SITE_PLAIN)
        return tree->kind;
    if (habits->has_astro)
        return SITE_ASTRO;
    if (habits->sections >=
            (tree->content_root.size > 0 ? 1 : ENOUGH_SECTIONS) &&
        is_content_folder(tree))
        return SITE_HUGO;
    if (habits->numbered >= ENOUGH_NUMBERED && is_content_folder(tree))
        return SITE_NUXT;
    return SITE_PLAIN;
}

/* The place of a file among those that may hold the settings, or -1. */
static int settings_rank(const struct tree *tree, struct slice path)
{
    const char *name;
    for (size_t rank = 0; (name = tree_settings(tree, rank)) != NULL; rank++) {
        if (slice_is(path, name))
            return (int)rank;
    }
    return -1;
}

static void find_config(struct layout *layout, const struct build_input *input)
{
    int best = INT_MAX;
    for (size_t i = 0; i < input->source_count; i++) {
        give_way(i);
        const struct source *source = input->sources[i];
        if (source->kind != SOURCE_DATA || source->is_broken)
            continue;
        int rank = settings_rank(layout->tree, source->path);
        if (rank < 0 || rank >= best)
            continue;
        best = rank;
        layout->config = &source->front_matter;
        layout->config_path = source->path;
    }
}

/* The settings of Jekyll and Hugo, and Hugo's sections, are sources. */
static uint64_t id_of(const struct layout *layout)
{
    const struct tree *tree = layout->tree;
    if (layout->kind == SITE_JEKYLL || layout->kind == SITE_HUGO)
        return 0;
    uint64_t facts = (uint64_t)layout->kind << 32 | (uint64_t)tree->kind << 1 |
                     (layout->is_posts_folder ? 1 : 0);
    return hash_bytes(tree->content_root, facts) | 1;
}

struct layout layout_of(const struct build_input *input)
{
    const struct tree *tree = &input->tree;
    struct habits habits = habits_of(input);
    struct layout layout = {
        .kind = recognise(tree, &habits),
        .tree = tree,
        .is_posts_folder = tree->content_root.size == 0 &&
                           !habits.has_folders &&
                           (slice_is(tree->folder_name, "posts") ||
                            slice_is(tree->folder_name, "_posts")),
    };
    if (layout.kind == SITE_JEKYLL || layout.kind == SITE_HUGO)
        find_config(&layout, input);
    if (layout.kind == SITE_HUGO)
        hugo_survey(&layout, input);
    layout.id = id_of(&layout);
    return layout;
}

void layout_release(struct layout *layout)
{
    map_release(&layout->bundles);
    map_release(&layout->sections);
}

bool layout_takes_url(const struct layout *layout)
{
    return generators[layout->kind]->takes_url;
}

const char *layout_name(const struct layout *layout)
{
    return generators[layout->kind]->name;
}

static bool has_page(const struct source *source, const struct place *place)
{
    return source->kind == SOURCE_MARKDOWN &&
           !slice_is(place->collection, "authors") &&
           !slice_is(place->collection, "data");
}

struct place place_source(const struct layout *layout,
                          const struct source *source, struct arena *arena)
{
    if (source->kind == SOURCE_DATA &&
        settings_rank(layout->tree, source->path) >= 0)
        return (struct place){.is_left_out = true};
    return generators[layout->kind]->place(layout, source, arena);
}

/* A site is not taken for another often enough to note more than one. */
struct place place_noted(const struct layout *layout, struct source *source,
                         struct arena *arena)
{
    struct source_notes *notes = &source->notes;
    if (layout->id != 0 && notes->place == NULL) {
        struct place *place = arena_alloc(&source->arena, 1, sizeof *place);
        *place = place_source(layout, source, &source->arena);
        notes->place = place;
        notes->layout_id = layout->id;
    }
    return notes->place != NULL && notes->layout_id == layout->id
               ? *notes->place
               : place_source(layout, source, arena);
}

struct slice place_url(const struct layout *layout, const struct source *source,
                       const struct place *place, struct arena *arena)
{
    if (!has_page(source, place))
        return SLICE_NONE;
    return generators[layout->kind]->url(layout, source, place, arena);
}
