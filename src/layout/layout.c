/* layout.c - conventions instead of configuration.
 *
 *     _posts/2024-05-01-hello.md    Jekyll    posts/hello   /2024/05/01/...
 *     content/blog/hello/index.md   Hugo      posts/hello   /blog/hello
 *     content/1.docs/2.hello.md     Nuxt      docs/hello    /docs/hello
 *     src/content/blog/hello.mdx    Astro     posts/hello   /blog/hello
 *
 * Each generator has its own file, which knows where it keeps and how it routes
 * documents; this file chooses among them. Most generators are recognised by
 * the settings files beside the content. If only the content was checked out,
 * the documents themselves have to give the generator away: the types in
 * Stackbit's front matter, Hugo's _index.md, the numbers in front of Nuxt's
 * folders, layouts that end in .astro.
 *
 * Only published documents count: a draft must not move the documents that
 * everybody sees, and those have to be in the same place in a preview. */
#include "layout/layout_config.h"

#include "base/array.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "layout/cms_meaning.h"
#include "layout/publication.h"

#include <stdlib.h>

/* What the published sources reveal. */
struct habits {
    size_t counts[GENERATORS_MAX]; /* documents with habits of each */
    bool has_folders;              /* one that the table of folders names */
};

static enum certainty judge(const struct habits *habits,
                            const struct tree *tree, size_t generator)
{
    return generator_at(generator)->judge_habit != NULL
               ? generator_at(generator)->judge_habit(tree,
                                                      habits->counts[generator])
               : UNLIKELY;
}

/* The first generator of that certainty, or NULL. */
static const struct generator *find_by_habit(const struct habits *habits,
                                             const struct tree *tree,
                                             enum certainty certainty)
{
    for (size_t i = 0; i < generator_count; i++) {
        if (judge(habits, tree, i) == certainty)
            return generator_at(i);
    }
    return NULL;
}

/* Whether no further document can change the conclusion. */
static bool is_settled(const struct layout_input *input,
                       const struct habits *habits)
{
    return habits->has_folders &&
           (tree_generator(input->tree)->is_final ||
            find_by_habit(habits, input->tree, CERTAIN) != NULL);
}

static bool is_published_alone(const struct layout_input *input,
                               struct source *source)
{
    struct meta *meta =
        meta_read(source, NULL, tree_generator(input->tree)->keys);
    bool is_published =
        meta_status(meta, input->policy, input->now_ms) == STATUS_PUBLISHED;
    meta_unref(meta);
    return is_published;
}

/* Reading the fields of a document takes time, so it is done only if the
 * document may reveal something new. */
static void note_habits(struct habits *habits, const struct layout_input *input,
                        struct source *source)
{
    struct slice folder = path_first_folder(
        path_below_root(input->tree, source_path_in_root(source)));
    bool is_shown[GENERATORS_MAX] = {false};
    bool is_in_folder =
        !habits->has_folders && folder_collection(folder) != NULL;
    bool is_telling = is_in_folder;

    for (size_t i = 0; i < generator_count; i++) {
        is_shown[i] = generator_at(i)->has_habit != NULL &&
                      judge(habits, input->tree, i) == UNLIKELY &&
                      generator_at(i)->has_habit(input->tree, source);
        is_telling |= is_shown[i];
    }
    if (!is_telling || source->is_broken || !is_published_alone(input, source))
        return;
    habits->has_folders |= is_in_folder;
    for (size_t i = 0; i < generator_count; i++)
        habits->counts[i] += is_shown[i] ? 1 : 0;
}

static struct habits habits_of(const struct layout_input *input)
{
    struct habits habits = {0};
    for (size_t i = 0; i < input->source_count && !is_settled(input, &habits);
         i++)
        note_habits(&habits, input, input->sources[i]);
    return habits;
}

static const struct generator *recognise_generator(const struct tree *tree,
                                                   const struct habits *habits)
{
    const struct generator *found = NULL;
    if (tree->is_chosen)
        return tree->generator;
    if (!tree_generator(tree)->is_final)
        found = find_by_habit(habits, tree, CERTAIN);
    if (found == NULL)
        found = tree->generator;
    if (found == NULL)
        found = find_by_habit(habits, tree, SURE);
    if (found == NULL)
        found = find_by_habit(habits, tree, LIKELY);
    return found != NULL ? found : &plain_generator;
}

static uint64_t hash_of_cms(const struct layout *layout)
{
    const struct cms *cms = tree_cms(layout->tree);
    return cms != NULL ? cms->hash : 0;
}

/* Settings and sections are sources too, and each may move documents. */
static uint64_t id_of(const struct layout *layout)
{
    const struct tree *tree = layout->tree;
    if (layout->generator->settings != NULL ||
        layout->generator->survey != NULL)
        return 0;
    uint64_t facts = hash_bytes(slice_of(layout->generator->name),
                                layout->is_posts_folder ? 1 : 0);
    facts = hash_bytes(slice_of(tree_generator(tree)->name), facts);
    facts = hash_bytes(tree->has_mark ? SLICE("mark") : SLICE(""), facts);
    facts = value_hash(&tree->publishing, facts);
    facts ^= hash_of_cms(layout);
    return hash_bytes(tree->content_root, facts) | 1;
}

/* Documents that were read by another one are read again. */
static uint64_t reading_of(const struct layout *layout)
{
    const struct generator *generator = layout->generator;
    uint64_t rule = hash_bytes(slice_of(generator->name), layout->id);
    const struct value *setting =
        generator->reread_key != NULL
            ? value_find_nocase(layout->config, slice_of(generator->reread_key))
            : NULL;
    rule ^= layout->facts ^ hash_of_cms(layout);
    if (generator->ignores_are_settings)
        rule = value_hash(layout->config, rule);
    return setting != NULL ? value_hash(setting, rule) : rule;
}

struct layout layout_of(const struct layout_input *input)
{
    const struct tree *tree = input->tree;
    struct habits habits = habits_of(input);
    struct layout layout = {
        .generator = recognise_generator(tree, &habits),
        .tree = tree,
        .policy = input->policy,
        .sources = input->sources,
        .is_posts_folder = tree->content_root.size == 0 &&
                           !habits.has_folders &&
                           (slice_is(tree->folder_name, "posts") ||
                            slice_is(tree->folder_name, "_posts")),
    };
    if (layout.generator->settings != NULL)
        layout_find_config(&layout, input);
    if (layout.generator->ignores_are_settings)
        layout.config = tree->project != NULL ? &tree->project->publishing
                                              : &tree->publishing;
    if (layout.generator->survey != NULL)
        layout.generator->survey(&layout, input);
    if (layout.generator->prepare != NULL)
        layout.generator->prepare(&layout, input);
    layout.id = id_of(&layout);
    layout.reading = reading_of(&layout);
    return layout;
}

void layout_release(struct layout *layout)
{
    map_release(&layout->bundles);
    map_release(&layout->sections);
    map_release(&layout->tag_files);
    arena_release(&layout->arena);
}

/* A path without words for a program to fill in. */
static bool is_site_path(struct slice text)
{
    return slice_starts(text, "/") && !slice_starts(text, "//") &&
           slice_find_char(text, 0, ':') == text.size &&
           slice_find_char(text, 0, '{') == text.size;
}

/* The path that a document says it is published at, or SLICE_NONE. */
static struct slice find_site_path(const struct meta *meta)
{
    struct slice own = value_text(value_find(&meta->fields, "permalink"));
    if (is_site_path(own))
        return own;
    own = value_text(meta->url);
    return is_site_path(own) ? own : SLICE_NONE;
}

bool layout_takes_url(const struct layout *layout, const struct meta *meta)
{
    return layout->generator->takes_url ||
           (layout->generator->takes_site_paths &&
            find_site_path(meta).size > 0);
}

bool layout_takes_path(const struct layout *layout)
{
    return layout->generator->takes_path;
}

bool layout_takes_aliases(const struct layout *layout)
{
    return layout->generator->takes_aliases;
}

const struct link_prefix *layout_link_prefixes(const struct layout *layout)
{
    return layout->generator->link_prefixes;
}

struct slice layout_link_id(const struct layout *layout,
                            const struct meta *meta, struct arena *arena)
{
    return layout->generator->link_id != NULL
               ? layout->generator->link_id(layout, meta, arena)
               : SLICE_NONE;
}

bool layout_ends_with_slash(const struct layout *layout)
{
    return layout->generator->urls_end_with_slash;
}

bool layout_shows_untranslated(const struct layout *layout)
{
    return layout->generator->shows_untranslated;
}

bool layout_has_people_files(const struct layout *layout)
{
    return !layout->generator->names_people_by_type;
}

const char *layout_name(const struct layout *layout)
{
    return layout->generator->name;
}

static struct slice reason_of(const struct layout *layout, struct arena *arena)
{
    const struct tree *tree = layout->tree;
    if (tree->is_chosen)
        return SLICE("the setting site.generator says so");
    if (layout->generator == tree->generator && tree->reason.size > 0)
        return arena_printf(arena, "of %.*s", SLICE_FMT(tree->reason));
    return layout->generator == &plain_generator
               ? SLICE("it has no files of a generator")
               : SLICE("its documents look like it");
}

struct slice layout_reason(const struct layout *layout, struct arena *arena)
{
    const struct cms *cms = tree_cms(layout->tree);
    struct slice reason = reason_of(layout, arena);
    return cms == NULL
               ? reason
               : arena_printf(arena, "%.*s, with the collections of %.*s",
                              SLICE_FMT(reason), SLICE_FMT(cms->path));
}

/* The metas that are to be read. */
struct reading {
    struct layout *layout;
    const struct layout_input *input;
    struct meta **metas;
    struct inheritance **inheritances; /* of each source, or NULL */
    uint64_t *rules;                   /* of each source */
    size_t *wanted;                    /* sources whose meta is not there yet */
    size_t wanted_count;
};

static void read_next(void *context, size_t index)
{
    const struct reading *reading = context;
    const struct layout *layout = reading->layout;
    size_t i = reading->wanted[index];
    struct meta *meta =
        meta_read(reading->input->sources[i], reading->inheritances[i],
                  layout->generator->keys);
    if (layout->generator->reread != NULL)
        layout->generator->reread(layout, meta);
    cms_reread(layout, meta);
    meta->rule = reading->rules[i];
    if (layout->id != 0) { /* depends on path and fields only */
        struct place *place = arena_alloc(&meta->arena, 1, sizeof *place);
        *place = layout_place(layout, meta, &meta->arena);
        meta->place = place;
    }
    meta_unref(reading->metas[i]);
    reading->metas[i] = meta;
}

/* Equal inherited values from one reading are shared. */
static struct inheritance *share(struct map *shared, struct layout *layout,
                                 const struct value *fields,
                                 const uint64_t *rule)
{
    struct slice key = {(const char *)rule, sizeof *rule};
    struct inheritance *inheritance = map_find(shared, key);
    if (inheritance != NULL)
        return inheritance;
    inheritance = inheritance_new(fields, layout->generator->merge);
    map_put(shared, arena_copy(&inheritance->arena, key), inheritance);
    return inheritance;
}

static void want_metas(struct reading *reading, bool has_inheritances,
                       struct map *shared, struct arena *arena)
{
    struct layout *layout = reading->layout;
    for (size_t i = 0; i < reading->input->source_count; i++) {
        struct source *source = reading->input->sources[i];
        struct value fields = {.kind = VALUE_OBJECT};
        uint64_t rule = layout->reading;
        if (has_inheritances && !source->is_broken)
            fields = layout->generator->inherited(layout, source, arena);
        if (fields.size > 0)
            rule = value_hash(&fields, rule);
        const struct meta *known = reading->metas[i];
        if (known != NULL && known->source == source && known->rule == rule)
            continue;
        reading->rules[i] = rule;
        if (fields.size > 0)
            reading->inheritances[i] =
                share(shared, layout, &fields, &reading->rules[i]);
        reading->wanted[reading->wanted_count++] = i;
    }
}

void layout_read(struct layout *layout, const struct layout_input *input,
                 struct meta **metas, struct arena *arena,
                 struct diagnostics *diagnostics)
{
    size_t count = input->source_count;
    struct map shared = {0};
    struct reading reading = {
        .layout = layout,
        .input = input,
        .metas = metas,
        .inheritances = mem_alloc(count + 1, sizeof(struct inheritance *)),
        .rules = mem_alloc(count + 1, sizeof(uint64_t)),
        .wanted = mem_alloc(count + 1, sizeof(size_t)),
    };
    bool has_inheritances =
        layout->generator->find_inherited != NULL &&
        layout->generator->find_inherited(layout, input, arena, diagnostics);
    want_metas(&reading, has_inheritances, &shared, arena);
    parallel_for(reading.wanted_count, 0, read_next, &reading);
    layout->metas = metas;
    if (layout->generator->finish != NULL)
        layout->generator->finish(layout, input);

    size_t cursor = 0;
    struct slice rule;
    void *inheritance;
    while (map_next(&shared, &cursor, &rule, &inheritance))
        inheritance_unref(inheritance);
    map_release(&shared);
    free(reading.inheritances);
    free(reading.rules);
    free(reading.wanted);
}

static bool has_page(const struct meta *meta, const struct place *place)
{
    return meta->kind == SOURCE_MARKDOWN &&
           !slice_is(place->collection, "authors") &&
           !slice_is(place->collection, "data");
}

static struct place place_by_generator(const struct layout *layout,
                                       const struct meta *meta,
                                       struct arena *arena)
{
    struct place place = layout->generator->place(layout, meta, arena);
    place.naming = layout->generator->naming;
    if (place.owner == NULL)
        place_name_by_path(&place, meta, arena);
    return place;
}

struct place layout_place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    if (meta->place != NULL)
        return *meta->place;
    if (meta->kind == SOURCE_DATA && layout_is_config(layout, meta->path))
        return (struct place){.is_left_out = true};
    if (meta->kind == SOURCE_OTHER)
        return (struct place){.is_left_out = true};
    struct place place = place_by_generator(layout, meta, arena);
    (void)cms_place(layout, meta, &place, arena);
    return place;
}

/* The routes of a generator do not depend on what a CMS calls its documents,
 * unless they follow nothing but names. */
static struct place place_for_url(const struct layout *layout,
                                  const struct meta *meta,
                                  const struct place *place,
                                  struct arena *arena)
{
    bool is_by_name =
        layout->generator->is_loose && slice_is(place->collection, "pages");
    if (tree_cms(layout->tree) == NULL || is_by_name ||
        layout->generator == &plain_generator)
        return *place;
    struct place own = place_by_generator(layout, meta, arena), moved = own;
    return cms_place(layout, meta, &moved, arena) &&
                   slice_equal(moved.collection, place->collection)
               ? own
               : *place;
}

struct slice layout_url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    if (!has_page(meta, place))
        return SLICE_NONE;
    struct slice own =
        layout->generator->takes_site_paths ? find_site_path(meta) : SLICE_NONE;
    if (own.size > 0)
        return url_from_permalink(own, arena);
    struct place routed = place_for_url(layout, meta, place, arena);
    return layout->generator->url(layout, meta, &routed, arena);
}

const struct meta *layout_section(const struct layout *layout,
                                  const struct meta *meta)
{
    return layout->generator->section != NULL
               ? layout->generator->section(layout, meta)
               : NULL;
}

/* The tags as they are called, with the slugs of their names. */
static struct terms labelled_tags(const struct layout *layout,
                                  const struct meta *meta, struct arena *arena)
{
    struct names labels = {
        .items = arena_alloc(arena, meta->tags.count, sizeof *labels.items),
        .count = meta->tags.count,
    };
    for (size_t i = 0; i < labels.count; i++)
        labels.items[i] =
            layout->generator->tag_label(layout, meta, meta->tags.items[i]);
    return (struct terms){labels, &meta->tag_slugs};
}

struct terms layout_tags(const struct layout *layout, const struct meta *meta,
                         struct arena *arena, struct diagnostics *found)
{
    if (layout->generator->tag_label != NULL && meta->tags.count > 0)
        return labelled_tags(layout, meta, arena);
    if (layout->generator->tags == NULL)
        return (struct terms){meta->tags, &meta->tag_slugs};
    return (struct terms){layout->generator->tags(meta, arena, found), NULL};
}

struct terms layout_categories(const struct layout *layout,
                               const struct meta *meta, struct arena *arena,
                               struct diagnostics *found)
{
    if (layout->generator->categories == NULL)
        return (struct terms){meta->categories, &meta->category_slugs};
    return (struct terms){
        layout->generator->categories(layout, meta, arena, found), NULL};
}
