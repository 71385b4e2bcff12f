/* hugo_cascade.c - front matter that pages get from above.
 *
 *     hugo.yaml                     cascade: {tags: [a]}
 *     content/docs/_index.md        cascade: {type: manual, draft: true}
 *     content/docs/api/_index.md    cascade: {type: reference}
 *     content/docs/api/x.md         type: reference, draft: true, tags: [a]
 *
 * It applies to the page of the section and to everything below it. A nearer
 * section overrides the ones around it, and a page overrides all of them, key
 * by key. In a list, each element applies like a mapping of its own, and the
 * first one that has a key wins.
 *
 *     _target: {path: "/docs/x*", kind: page, lang: fr, environment: prod*}
 *
 * A target selects pages by patterns. Older versions of Hugo match the path of
 * the file and newer ones that without its extension; here either will do. A
 * site is built for production. */
#include "layout/hugo.h"

#include "base/array.h"
#include "layout/place.h"

/* A page that something may apply to. */
struct target {
    struct slice path; /* "/docs/x.md" */
    struct slice kind, language;
};

static struct target target_of(const struct layout *layout,
                               const struct source *source, struct arena *arena)
{
    struct slice below =
        path_below_root(layout->tree, source_path_in_root(source));
    struct slice stem = path_stem(below);
    struct slice kind = SLICE("page");
    size_t dot = slice_find_char(stem, 0, '.');
    if (slice_is(slice_sub(stem, 0, dot), "_index"))
        kind = path_folder(below).size > 0 ? SLICE("section") : SLICE("home");
    return (struct target){
        .path = arena_printf(arena, "/%.*s", SLICE_FMT(below)),
        .kind = kind,
        .language = hugo_language_of(layout, source_path_in_root(source)),
    };
}

static bool matches_text(const struct value *wanted, const char *key,
                         struct slice text)
{
    struct slice pattern = value_text(value_find_nocase(wanted, slice_of(key)));
    return pattern.size == 0 || hugo_glob(pattern, text);
}

static bool is_for(const struct value *values, const struct target *target)
{
    const struct value *wanted = value_find(values, "_target");
    if (wanted == NULL)
        wanted = value_find(values, "target");
    return (matches_text(wanted, "path", target->path) ||
            matches_text(wanted, "path",
                         path_without_extension(target->path))) &&
           matches_text(wanted, "kind", target->kind) &&
           matches_text(wanted, "lang", target->language) &&
           matches_text(wanted, "environment", SLICE("production"));
}

static const struct value *cascade_of_site(const struct layout *layout)
{
    return value_find_nocase(layout->config, SLICE("cascade"));
}

static const struct value *cascade_of(const struct source *section)
{
    return value_find_nocase(&section->front_matter, SLICE("cascade"));
}

static void warn_of_broken(const struct layout *layout,
                           const struct source *section,
                           struct diagnostics *diagnostics)
{
    const struct diagnostics *own = &section->diagnostics;
    struct slice below =
        path_below_root(layout->tree, source_path_in_root(section));
    diagnostics->path = section->path;
    diagnostics_add(
        diagnostics, DIAGNOSTIC_SETTINGS_UNREAD,
        own->count > 0 ? own->items[0].line : 0,
        own->count > 0 ? own->items[0].column : 0,
        "correct it, as its error says", "%s",
        path_folder(below).size > 0
            ? "the pages of this section are kept back: it cannot be read, and "
              "may say that they are not published"
            : "the home page cannot be read: pages that its cascade keeps back "
              "may be served");
}

bool hugo_find_cascades(struct layout *layout, const struct layout_input *input,
                        struct arena *arena, struct diagnostics *diagnostics)
{
    (void)input;
    (void)arena;
    bool has_any = cascade_of_site(layout) != NULL;
    size_t cursor = 0;
    struct slice folder;
    void *found;
    while (map_next(&layout->sections, &cursor, &folder, &found)) {
        const struct source *section = *(struct source *const *)found;
        has_any |= cascade_of(section) != NULL;
        if (section->is_broken)
            warn_of_broken(layout, section, diagnostics);
    }
    return has_any;
}

/* Adds what applies to the page to what is nearer to it. */
static void add(const struct value *cascade, const struct target *target,
                struct value *fields, struct arena *arena)
{
    size_t count = value_is_array(cascade) ? cascade->size : 1;
    for (size_t i = 0; cascade != NULL && i < count; i++) {
        const struct value *values =
            value_is_array(cascade) ? &cascade->as.items[i] : cascade;
        if (value_is_object(values) && is_for(values, target))
            *fields = value_overlay(values, fields, arena);
    }
}

struct value hugo_cascade_of(const struct layout *layout,
                             const struct source *source, struct arena *arena)
{
    struct slice own_keys[] = {SLICE("_target"), SLICE("target")};
    const struct names own = {.items = own_keys,
                              .count = ARRAY_COUNT(own_keys)};
    struct value fields = {.kind = VALUE_OBJECT};
    struct slice folder =
        path_folder(path_below_root(layout->tree, source_path_in_root(source)));
    if (source->kind != SOURCE_MARKDOWN)
        return fields;
    struct target target = target_of(layout, source, arena);
    for (;; folder = path_folder(folder)) {
        const struct source *section = hugo_section_in(layout, folder, source);
        if (section != NULL)
            add(cascade_of(section), &target, &fields, arena);
        if (folder.size == 0)
            break;
    }
    add(cascade_of_site(layout), &target, &fields, arena);
    return value_without(&fields, &own, arena);
}
