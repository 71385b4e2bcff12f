/* cascade.c - `cascade:` in the _index.md of one of Hugo's sections.
 *
 *     content/docs/_index.md        cascade: {type: manual, draft: true}
 *     content/docs/api/_index.md    cascade: {type: reference}
 *     content/docs/api/x.md         type: reference, draft: true
 *
 * It holds for the section's own page and for all below it; the nearest
 * section wins over those around it, and a page over all of them, key by key.
 * In a list each element holds like a mapping of its own, and the first to
 * have a key wins. One with a target is not read, and its writer told so:
 * which pages it is for is a matter of Hugo's. */
#include "store/cascade.h"

#include "base/parallel.h"
#include "store/derive.h"
#include "store/place.h"

static bool has_target(const struct value *values)
{
    return value_find(values, "_target") != NULL ||
           value_find(values, "target") != NULL;
}

/* `over` wins; both are objects. */
static struct value joined(const struct value *under, const struct value *over,
                           struct arena *arena)
{
    struct value all = *over;
    struct member *members =
        arena_alloc(arena, under->size + over->size, sizeof *members);
    all.size = 0;
    for (size_t i = 0; i < over->size; i++)
        members[all.size++] = over->as.members[i];
    for (size_t i = 0; i < under->size; i++) {
        if (value_find_slice(over, under->as.members[i].key) == NULL)
            members[all.size++] = under->as.members[i];
    }
    all.as.members = members;
    return all;
}

static void warn_of_target(struct snapshot *snapshot,
                           const struct source *section, const struct value *at)
{
    snapshot->diagnostics.path = section->path;
    diagnostics_add(&snapshot->diagnostics, DIAGNOSTIC_SETTINGS_UNREAD,
                    at->line, at->column,
                    "write the fields into the documents that they are for",
                    "a cascade with a target is not read");
}

/* Adds what the section says to what sections below it have said. */
static void add_section(struct snapshot *snapshot, const struct source *section,
                        struct value *fields)
{
    const struct value *cascade = value_find(&section->front_matter, "cascade");
    size_t count = value_is_array(cascade) ? cascade->size : 1;
    for (size_t i = 0; cascade != NULL && i < count; i++) {
        const struct value *values =
            value_is_array(cascade) ? &cascade->as.items[i] : cascade;
        if (!value_is_object(values) || has_target(values))
            continue;
        struct value copy = value_copy(values, &snapshot->arena);
        *fields = joined(&copy, fields, &snapshot->arena);
    }
}

/* An object, of no member for most documents. */
static struct value fields_for(struct snapshot *snapshot,
                               const struct layout *layout,
                               const struct source *source)
{
    struct value fields = {.kind = VALUE_OBJECT};
    struct slice folder = path_folder(below_root(layout->tree, source->path));
    for (;; folder = path_folder(folder)) {
        const struct source *section = map_find(&layout->sections, folder);
        if (section != NULL)
            add_section(snapshot, section, &fields);
        if (folder.size == 0)
            return fields;
    }
}

static void warn_of_targets(struct snapshot *snapshot,
                            const struct source *section)
{
    const struct value *cascade = value_find(&section->front_matter, "cascade");
    if (value_is_object(cascade) && has_target(cascade))
        warn_of_target(snapshot, section, cascade);
    for (size_t i = 0; value_is_array(cascade) && i < cascade->size; i++) {
        if (has_target(&cascade->as.items[i]))
            warn_of_target(snapshot, section, &cascade->as.items[i]);
    }
}

static bool is_section(const struct layout *layout, const struct source *source)
{
    struct slice folder = path_folder(below_root(layout->tree, source->path));
    return map_find(&layout->sections, folder) == source;
}

/* Whether there is any; a section's source is one of the snapshot's. */
static bool find_cascades(struct snapshot *snapshot,
                          const struct layout *layout)
{
    bool has_any = false;
    for (size_t i = 0; i < snapshot->source_count; i++) {
        give_way(i);
        const struct source *source = snapshot->sources[i];
        if (!is_section(layout, source) ||
            value_find(&source->front_matter, "cascade") == NULL)
            continue;
        warn_of_targets(snapshot, source);
        has_any = true;
    }
    return has_any;
}

static struct value add_fields(const void *context, const struct source *source,
                               struct arena *arena)
{
    return joined(context, &source->front_matter, arena);
}

bool apply_cascades(struct snapshot *snapshot, struct layout *layout,
                    const struct build_input *input)
{
    if (layout->kind != SITE_HUGO || !find_cascades(snapshot, layout))
        return false;
    struct deriver deriver = deriver_for(snapshot, input);
    for (size_t i = 0; i < snapshot->source_count; i++) {
        give_way(i);
        const struct source *source = snapshot->sources[i];
        if (source->is_broken || source->kind != SOURCE_MARKDOWN)
            continue;
        struct value fields = fields_for(snapshot, layout, source);
        if (fields.size == 0)
            continue;
        bool is_of_section = is_section(layout, source);
        struct source *whole =
            derive_adding(&deriver, i, RULE_CASCADE, &fields, add_fields);
        if (is_of_section)
            map_put(&layout->sections,
                    path_folder(below_root(layout->tree, whole->path)), whole);
    }
    deriver_release(&deriver);
    return true;
}
