/* hugo_cascade.c - `cascade:` in the _index.md of one of Hugo's sections.
 *
 *     content/docs/_index.md        cascade: {type: manual, draft: true}
 *     content/docs/api/_index.md    cascade: {type: reference}
 *     content/docs/api/x.md         type: reference, draft: true
 *
 * It applies to the page of the section and to everything below it. A nearer
 * section overrides the ones around it, and a page overrides all of them, key
 * by key. In a list, each element applies like a mapping of its own, and the
 * first one that has a key wins. A cascade with a target is ignored, with a
 * warning: only Hugo knows which pages it is for. */
#include "layout/hugo.h"

static bool has_target(const struct value *values)
{
    return value_find(values, "_target") != NULL ||
           value_find(values, "target") != NULL;
}

static void warn_of_target(struct diagnostics *diagnostics,
                           const struct value *at)
{
    diagnostics_add(diagnostics, DIAGNOSTIC_SETTINGS_UNREAD, at->line,
                    at->column,
                    "set the fields in the documents that they are for",
                    "a cascade with a target is ignored");
}

static void warn_of_targets(const struct source *section,
                            const struct value *cascade,
                            struct diagnostics *diagnostics)
{
    diagnostics->path = section->path;
    if (value_is_object(cascade) && has_target(cascade))
        warn_of_target(diagnostics, cascade);
    for (size_t i = 0; value_is_array(cascade) && i < cascade->size; i++) {
        if (has_target(&cascade->as.items[i]))
            warn_of_target(diagnostics, &cascade->as.items[i]);
    }
}

bool hugo_find_cascades(struct layout *layout, const struct layout_input *input,
                        struct arena *arena, struct diagnostics *diagnostics)
{
    (void)input;
    (void)arena;
    bool has_any = false;
    size_t cursor = 0;
    struct slice folder;
    void *found;
    while (map_next(&layout->sections, &cursor, &folder, &found)) {
        const struct source *section = *(struct source *const *)found;
        const struct value *cascade =
            value_find(&section->front_matter, "cascade");
        if (cascade == NULL)
            continue;
        warn_of_targets(section, cascade, diagnostics);
        has_any = true;
    }
    return has_any;
}

/* Adds the values of this section to those of the sections below it. */
static void add_section(const struct source *section, struct value *fields,
                        struct arena *arena)
{
    const struct value *cascade = value_find(&section->front_matter, "cascade");
    size_t count = value_is_array(cascade) ? cascade->size : 1;
    for (size_t i = 0; cascade != NULL && i < count; i++) {
        const struct value *values =
            value_is_array(cascade) ? &cascade->as.items[i] : cascade;
        if (value_is_object(values) && !has_target(values))
            *fields = value_overlay(values, fields, arena);
    }
}

struct value hugo_cascade_of(const struct layout *layout,
                             const struct source *source, struct arena *arena)
{
    struct value fields = {.kind = VALUE_OBJECT};
    struct slice folder =
        path_folder(path_below_root(layout->tree, source->path));
    for (; source->kind == SOURCE_MARKDOWN; folder = path_folder(folder)) {
        const struct source *section = hugo_section_in(layout, folder, source);
        if (section != NULL)
            add_section(section, &fields, arena);
        if (folder.size == 0)
            break;
    }
    return fields;
}
