/* vault.c - notes that are kept with Obsidian, and gardens that are made of
 * them.
 *
 *     .obsidian/                 the notes are beside it
 *     content/.obsidian/         they are in content/, as Quartz has it
 *     quartz.config.ts           likewise
 *     src/site/notes/            what Digital Garden has published of a vault
 *
 *     content/Work/My note?.md   Work/My note?    /Work/My-note
 *     content/Work/index.md      pages/Work       /Work
 *
 * The addresses are Quartz's, since Obsidian's own program has no file that
 * tells of any. What is published is in vault_settings.c; with the plugin
 * Digital Garden, it is what says `dg-publish: true` and nothing else.
 * (quartz.jzhao.xyz, "Paths"; dg-docs.ole.dev, "Note settings") */
#include "layout/vault.h"

#include "base/unicode.h"
#include "layout/meta_fields.h"

/* Segments as Quartz writes them. */
static void append_slugged(struct str *out, char c)
{
    if (c == ' ' || c == '\t')
        str_append_char(out, '-');
    else if (c == '&')
        str_append_text(out, "-and-");
    else if (c == '%')
        str_append_text(out, "-percent");
    else if (c != '?' && c != '#')
        str_append_char(out, c);
}

static struct slice slugged(struct slice path, struct arena *arena)
{
    struct str out = {0};
    for (size_t i = 0; i < path.size; i++)
        append_slugged(&out, path.data[i]);
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    struct slice folder = path_first_folder(below);
    struct slice inside = path_below_first(below);
    return place_in_folder(meta, folder, inside, below, arena);
}

/* The address that the note asks for. */
static struct slice own_address(const struct meta *meta, struct arena *arena)
{
    const struct value *home = value_find(&meta->fields, "dg-home");
    const struct value *own = value_find(&meta->fields, "dg-permalink");
    if (value_is_true(home))
        return SLICE("/");
    if (!value_is_string(own))
        own = value_find(&meta->fields, "permalink");
    return value_is_string(own) ? url_from_permalink(value_text(own), arena)
                                : SLICE_NONE;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    struct slice below = path_without_index(
        path_without_extension(path_below_root(layout->tree, meta->path)));
    struct slice own = own_address(meta, arena);
    if (own.data != NULL)
        return own;
    if (meta->slug.data == NULL)
        return url_from_path(slugged(path_readable(arena, below), arena),
                             arena);
    struct slice folder = path_folder(below);
    return folder.size > 0 ? arena_printf(arena, "/%.*s/%.*s",
                                          SLICE_FMT(slugged(folder, arena)),
                                          SLICE_FMT(place->slug))
                           : url_from_path(place->slug, arena);
}

static bool is_true(const struct value *value)
{
    return value_is_true(value) ||
           slice_equal_nocase(value_text(value), SLICE("true"));
}

static bool is_of_garden(const struct source *source)
{
    return is_true(value_find(&source->front_matter, "dg-publish"));
}

/* The plugin is used where one note says so, whatever is left of its
 * settings. */
static void prepare(struct layout *layout, const struct layout_input *input)
{
    const struct value *explicit =
        value_find(&layout->tree->publishing, "explicit");
    layout->publish_key = arena_copy(&layout->arena, value_text(explicit)).data;
    for (size_t i = 0; i < input->source_count && layout->publish_key == NULL;
         i++) {
        if (is_of_garden(input->sources[i]))
            layout->publish_key = "dg-publish";
    }
    layout->facts = hash_bytes(slice_of(layout->publish_key),
                               value_hash(&layout->tree->publishing, 0));
}

static void read_daily_date(const struct layout *layout, struct meta *meta)
{
    struct date date;
    if (meta->date != NULL ||
        !vault_daily_date(&layout->tree->publishing,
                          path_below_root(layout->tree, meta->path), &date))
        return;
    meta->date = meta_keep_date(meta, &date);
}

/* A note is called as its file is, whatever its first heading is. */
static void read_title(const struct layout *layout, struct meta *meta)
{
    struct slice below = path_without_index(
        path_without_extension(path_below_root(layout->tree, meta->path)));
    const struct value *title = value_find(&meta->fields, "title");
    if ((title != NULL && !value_is_blank(title)) || path_is_index(below))
        return;
    meta->title = path_name(below);
    meta_sort_title(meta);
}

static void reread(const struct layout *layout, struct meta *meta)
{
    if (meta->kind != SOURCE_MARKDOWN)
        return;
    read_title(layout, meta);
    read_daily_date(layout, meta);
    if (layout->publish_key != NULL &&
        !is_true(value_find(&meta->fields, layout->publish_key)))
        meta->is_draft = true;
}

/* Where a line of a paragraph ends, Obsidian shows a break. */
static void read_dialect(const struct value *settings,
                         struct markdown_dialect *dialect)
{
    if (value_find(settings, "strict") != NULL)
        dialect->extensions &= ~(unsigned)MARKDOWN_HARD_BREAKS;
}

enum {
    SIGN_OBSIDIAN = 1 << 0,
    SIGN_QUARTZ = 1 << 1,
    SIGN_NOTES = 1 << 2,
    SIGN_PLUGIN = 1 << 3,
    SIGN_GARDEN = SIGN_NOTES | SIGN_PLUGIN,
};

static const struct sign signs[] = {
    {".obsidian", SIGN_OBSIDIAN},      {"content/.obsidian", SIGN_OBSIDIAN},
    {"quartz.config.", SIGN_QUARTZ},   {"src/site/notes", SIGN_NOTES},
    {"plugin-info.json", SIGN_PLUGIN}, {NULL, 0},
};

/* The notes of a site that another generator makes are often kept with
 * Obsidian. */
static enum certainty judge_signs(unsigned own, unsigned common)
{
    if ((own & SIGN_QUARTZ) != 0 || (own & SIGN_GARDEN) == SIGN_GARDEN)
        return SURE;
    return (own & SIGN_OBSIDIAN) != 0 && (common & SIGN_POSTS) == 0 ? LIKELY
                                                                    : UNLIKELY;
}

static bool has_habit(const struct tree *tree, const struct source *source)
{
    (void)tree;
    return is_of_garden(source);
}

static enum certainty judge_habit(const struct tree *tree, size_t count)
{
    (void)tree;
    return count > 0 ? LIKELY : UNLIKELY;
}

/* Of a vault at the top, "content" is a folder like any other. */
static const struct content_root roots[] = {
    {"content/.obsidian", "content", false},
    {"quartz", "content", false},
    {"src/site/notes", "src/site/notes", false},
    {NULL, NULL, false},
};

/* Nothing but notes; drawings are text that only a program can show. */
static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    return !tree_is_of_program(tree, path, is_folder) &&
           (is_folder || (!slice_ends_nocase(path, ".excalidraw.md") &&
                          !is_data_file(path_name(path))));
}

const struct generator vault_generator = {
    .name = "Obsidian vault",
    .markdown = {MARKDOWN_GFM | MARKDOWN_CALLOUTS | MARKDOWN_HARD_BREAKS,
                 HEADING_IDS_SLUGGER, MARKDOWN_NOT_SMART,
                 FOREIGN_NOTES | FOREIGN_VAULT | FOREIGN_MATH},
    .signs = signs,
    .is_editor = true,
    .judge_signs = judge_signs,
    .has_habit = has_habit,
    .judge_habit = judge_habit,
    .roots = roots,
    .reads = reads,
    .read_dialect = read_dialect,
    .chooses_data = true,
    .ignore_files = vault_settings_files,
    .read_ignores = vault_read_settings,
    .next_unknown = vault_next_unknown,
    .next_ignored = vault_next_ignored,
    .holds_back = vault_holds_back,
    .place = place,
    .url = url,
    .prepare = prepare,
    .reread = reread,
};
