/* zola_names.c - names of files in addresses, and sections that are drafts.
 *
 *     2018-10-10-Hello World.md     hello-world, with that date
 *     2018-10-10T08:30:00Z_a.md     a
 *     slugify.paths = "safe"        Hello World, without what no file may have
 *
 * (components/content/src/page.rs and utils/src/slugs.rs of Zola 0.21; the
 * crate slug.) */
#include "layout/zola.h"

#include "base/ascii.h"
#include "base/latin.h"
#include "layout/place.h"

/* "2018-10-10", "08:30:00": a digit where the form has a 0. */
static bool has_form(struct slice text, struct slice form)
{
    if (text.size < form.size)
        return false;
    for (size_t i = 0; i < form.size; i++) {
        bool fits = form.data[i] == '0' ? ascii_is_digit(text.data[i])
                                        : text.data[i] == form.data[i];
        if (!fits)
            return false;
    }
    return true;
}

/* Returns the size of "T08:30:00Z", with a fraction and an offset of any form
 * that RFC 3339 has; 0 if the text does not start with that. */
static size_t time_size(struct slice text)
{
    const struct slice clock = SLICE("T00:00:00"), offset = SLICE("00:00");
    size_t at = clock.size;
    if (!has_form(text, clock))
        return 0;
    if (at < text.size && text.data[at] == '.') {
        at++;
        while (at < text.size && ascii_is_digit(text.data[at]))
            at++;
    }
    if (at < text.size && text.data[at] == 'Z')
        return at + 1;
    bool has_sign =
        at < text.size && (text.data[at] == '+' || text.data[at] == '-');
    return has_sign && has_form(slice_from(text, at + 1), offset)
               ? at + 1 + offset.size
               : 0;
}

struct slice zola_name_after_date(struct slice name, struct slice *ret_date)
{
    const struct slice day = SLICE("0000-00-00");
    *ret_date = SLICE_NONE;
    if (!has_form(name, day))
        return SLICE_NONE;
    size_t end = day.size + time_size(slice_from(name, day.size));
    struct slice rest = slice_from(name, end);
    *ret_date = slice_sub(name, 0, end);
    if (rest.size > 0 && ascii_is_space(rest.data[0]))
        rest = slice_from(rest, 1);
    bool is_marked = slice_starts(rest, "-") || slice_starts(rest, "_");
    return is_marked && rest.size > 1 ? slice_from(rest, 1) : SLICE_NONE;
}

bool zola_is_on(const struct layout *layout, const char *table, const char *key)
{
    return value_is_true(value_find(value_find(layout->config, table), key));
}

/* Without what a file of Windows cannot have in its name. */
static struct slice safe_name(struct slice name, struct arena *arena)
{
    const struct slice unsafe = SLICE("<>:\"/\\|?*");
    struct str out = {0};
    while (slice_ends(name, " ") || slice_ends(name, "."))
        name = slice_sub(name, 0, name.size - 1);
    for (size_t i = 0; i < name.size; i++) {
        if (slice_find_char(unsafe, 0, name.data[i]) == unsafe.size)
            str_append_char(&out, name.data[i]);
    }
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}

struct slice zola_slug(const struct layout *layout, struct slice name,
                       struct arena *arena)
{
    struct slice form =
        value_text(value_find(value_find(layout->config, "slugify"), "paths"));
    if (slice_is(form, "off"))
        return name;
    return slice_is(form, "safe") ? safe_name(name, arena)
                                  : latin_ascii_slug(arena, name);
}

static bool is_draft(const struct source *source)
{
    const struct value *draft = value_find(&source->front_matter, "draft");
    return source->is_broken || value_is_true(draft);
}

/* Of the indexes of a folder in several languages, one that is a draft counts:
 * Zola reads nothing of the folder then. */
void zola_survey(struct layout *layout, const struct layout_input *input)
{
    for (size_t i = 0; i < input->source_count; i++) {
        struct source *const *at = &input->sources[i];
        struct slice below = path_below_root(layout->tree, (*at)->path);
        if ((*at)->kind != SOURCE_MARKDOWN ||
            !slice_starts(path_name(below), "_index."))
            continue;
        struct slice folder = arena_printf(&layout->arena, "%.*s/",
                                           SLICE_FMT(path_folder(below)));
        if (map_find(&layout->sections, folder) == NULL || is_draft(*at))
            map_put(&layout->sections, folder, (void *)at);
    }
}

static const struct meta *find_index(const struct layout *layout,
                                     struct slice folder)
{
    struct arena arena = {0};
    const void *found = map_find(
        &layout->sections, arena_printf(&arena, "%.*s/", SLICE_FMT(folder)));
    arena_release(&arena);
    return found != NULL
               ? layout->metas[(struct source *const *)found - layout->sources]
               : NULL;
}

const struct meta *zola_section(const struct layout *layout,
                                const struct meta *meta)
{
    struct slice folder = path_folder(
        path_below_root(layout->tree, source_path_in_root(meta->source)));
    const struct meta *found = find_index(layout, folder);
    bool is_index =
        slice_starts(path_name(source_path_in_root(meta->source)), "_index.");
    if (is_index) /* each stands for itself */
        found = NULL;
    while (found == NULL && folder.size > 0) {
        folder = path_folder(folder);
        found = find_index(layout, folder);
    }
    return found != meta ? found : NULL;
}
