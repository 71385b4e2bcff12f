/* nikola_meta.c - what metadata means to Nikola, and where it is.
 *
 *     soup.md      <!-- .. title: Soup -->      in a comment of its own
 *     soup.meta    .. title: Soup               or in a file of its own
 *
 *     .. status: private    a page that is in no list
 *     .. tags: a, draft     a draft, unless USE_TAG_METADATA = False
 *
 * (post.py, metadata_extractors.py and utils.py of Nikola 8.3) */
#include "layout/nikola.h"

#include "base/ascii.h"
#include "base/latin.h"
#include "layout/meta_fields.h"
#include "layout/place.h"
#include "layout/python.h"

struct slice nikola_slug(struct slice name, struct arena *arena)
{
    struct slice ascii = slice_trim(latin_ascii(arena, name));
    struct str out = {0};
    if (ascii.data == NULL)
        return SLICE_NONE;
    for (size_t i = 0; i < ascii.size; i++) {
        char c = ascii.data[i];
        bool is_gap = c == '-' || ascii_is_space(c);
        bool follows_gap = out.size > 0 && out.data[out.size - 1] == '-';
        if (ascii_is_letter_or_digit(c) || c == '_' || c == '+')
            str_append_char(&out, c);
        else if (is_gap && !follows_gap)
            str_append_char(&out, '-');
    }
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}

static bool tags_are_metadata(const struct layout *layout)
{
    const struct value *use = value_find(layout->config, "USE_TAG_METADATA");
    return !value_is_false(use);
}

static bool has_tag(const struct meta *meta, const char *tag)
{
    for (size_t i = 0; i < meta->tags.count; i++) {
        if (slice_equal_nocase(meta->tags.items[i], slice_of(tag)))
            return true;
    }
    return false;
}

static void read_status(const struct layout *layout, struct meta *meta)
{
    struct slice status =
        slice_trim(value_text(value_find(&meta->fields, "status")));
    bool is_private = slice_is(status, "private");
    if (tags_are_metadata(layout)) {
        is_private |= has_tag(meta, "private");
        meta->is_draft |= has_tag(meta, "draft");
    }
    if (slice_is(status, "private"))
        meta->is_draft = path_is_in_drafts(meta->path) ||
                         (tags_are_metadata(layout) && has_tag(meta, "draft"));
    if (is_private && !meta->is_draft)
        meta_unlist(meta);
}

/* "2012-09-15 19:52:05 UTC-03:00" is in that zone, as dateutil reads it. */
static void read_date(struct meta *meta)
{
    struct slice text =
        slice_trim(value_text(value_find(&meta->fields, "date")));
    size_t zone = slice_find(text, 0, SLICE(" UTC"));
    struct slice offset = slice_from(text, zone + 4);
    struct date date;
    if (zone < text.size &&
        date_parse(
            arena_printf(&meta->arena, "%.*s%.*s",
                         SLICE_FMT(slice_sub(text, 0, zone)),
                         SLICE_FMT(offset.size > 0 ? offset : SLICE("Z"))),
            &date))
        meta->date = meta_keep_date(meta, &date);
}

static void read_author(const struct layout *layout, struct meta *meta)
{
    struct slice name = value_text(value_find(layout->config, "BLOG_AUTHOR"));
    struct value *author = arena_alloc(&meta->arena, 1, sizeof *author);
    if (meta->authors != NULL || name.size == 0)
        return;
    *author = value_of_text(arena_copy(&meta->arena, name));
    meta->authors = author;
}

void nikola_reread(const struct layout *layout, struct meta *meta)
{
    if (meta->kind != SOURCE_MARKDOWN || meta->source->is_broken)
        return;
    read_status(layout, meta);
    read_date(meta);
    read_author(layout, meta);
    if (meta->slug.data == NULL)
        meta->slug = nikola_slug(meta->lang_of_name.data != NULL
                                     ? path_stem(path_stem(meta->path))
                                     : path_stem(meta->path),
                                 &meta->arena);
    if (meta->slug.size == 0)
        meta->slug = SLICE_NONE;
}

/* Without those that say something else. */
struct names nikola_tags(const struct meta *meta, struct arena *arena,
                         struct diagnostics *found)
{
    struct names names = {
        .items = arena_alloc(arena, meta->tags.count + 1, sizeof *names.items)};
    (void)found;
    for (size_t i = 0; i < meta->tags.count; i++) {
        struct slice name = meta->tags.items[i];
        if (!slice_is(name, "draft") && !slice_is(name, "private"))
            names.items[names.count++] = name;
    }
    return names;
}

/* One, whatever is in its name. */
struct names nikola_categories(const struct layout *layout,
                               const struct meta *meta, struct arena *arena,
                               struct diagnostics *found)
{
    struct slice own = slice_trim(
        value_spelling(value_find(&meta->fields, "category"), arena));
    struct names names = {.items = arena_alloc(arena, 1, sizeof *names.items)};
    (void)layout;
    (void)found;
    if (own.size > 0)
        names.items[names.count++] = own;
    return names;
}

bool nikola_reads_meta_file(const struct tree *tree, struct slice path)
{
    (void)tree;
    return slice_ends(path, ".meta");
}

void nikola_survey(struct layout *layout, const struct layout_input *input)
{
    for (size_t i = 0; i < input->source_count; i++) {
        struct source *const *at = &input->sources[i];
        struct slice path = (*at)->path;
        if ((*at)->kind == SOURCE_OTHER && slice_ends(path, ".meta"))
            map_put(&layout->sections,
                    slice_sub(path, 0, path.size - SLICE(".meta").size),
                    (void *)at);
    }
}

bool nikola_find_meta_files(struct layout *layout,
                            const struct layout_input *input,
                            struct arena *arena,
                            struct diagnostics *diagnostics)
{
    (void)input;
    (void)arena;
    (void)diagnostics;
    return layout->sections.count > 0;
}

/* What cannot be read may say that it is a draft. */
struct value nikola_meta_file_of(const struct layout *layout,
                                 const struct source *source,
                                 struct arena *arena)
{
    const struct member draft = {SLICE("draft"),
                                 {.kind = VALUE_BOOLEAN, .as.boolean = true}};
    struct source *const *found =
        source->kind == SOURCE_MARKDOWN
            ? map_find(&layout->sections,
                       path_without_extension(source_path_in_root(source)))
            : NULL;
    if (found == NULL)
        return (struct value){.kind = VALUE_OBJECT};
    return (*found)->is_broken ? value_of_members(&draft, 1, arena)
                               : (*found)->front_matter;
}

/* The file of its own counts. */
struct value nikola_merge(const struct value *file,
                          const struct value *document, struct arena *arena)
{
    return value_overlay(document, file, arena);
}
