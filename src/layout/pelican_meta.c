/* pelican_meta.c - what the metadata of a document means to Pelican.
 *
 *     Tags: soup, bread        two; with a semicolon only that separates
 *     Authors: Doe, Jane; Bo   two, likewise
 *     Category: Hot Food       one; or the folder, or DEFAULT_CATEGORY
 *     Status: hidden           in no list
 *     Lang: fr                 a translation of what has the same slug
 *
 * (contents.py, readers.py and settings.py of Pelican 4.8) */
#include "layout/pelican.h"

#include "base/latin.h"
#include "base/unicode.h"
#include "layout/meta_fields.h"
#include "layout/place.h"
#include "layout/python.h"

const struct value *pelican_setting(const struct layout *layout,
                                    const char *key)
{
    const struct value *value = value_find(layout->config, key);
    return python_is_computed(value) ? NULL : value;
}

static bool is_on(const struct layout *layout, const char *key, bool otherwise)
{
    const struct value *value = pelican_setting(layout, key);
    return value != NULL && value->kind == VALUE_BOOLEAN ? value->as.boolean
                                                         : otherwise;
}

bool pelican_is_page(const struct value *settings, struct slice below)
{
    const struct value *list = value_find(settings, "PAGE_PATHS");
    if (!value_is_array(list))
        return path_is_within(below, SLICE("pages"));
    for (size_t i = 0; i < list->size; i++) {
        struct slice folder = path_trim_slashes(value_text(&list->as.items[i]));
        if (folder.size > 0 && path_is_within(below, folder))
            return true;
    }
    return false;
}

/* The words of Python's \w. */
static bool is_word(int32_t letter)
{
    return letter == '_' || unicode_is_letter_or_digit(letter);
}

/* What the usual substitutions leave: words, and one "-" for each run of spaces
 * and hyphens between them. */
static struct slice usual_slug(struct slice name, struct arena *arena)
{
    struct str out = {0};
    bool has_gap = false;
    for (size_t at = 0; at < name.size;) {
        int32_t letter = utf8_next(name, &at);
        bool is_space = letter == ' ' || (letter >= '\t' && letter <= '\r');
        if (letter == '-' || is_space) {
            has_gap |= out.size > 0 || letter == '-';
        } else if (is_word(letter)) {
            str_append_text(&out, has_gap ? "-" : "");
            utf8_append(&out, letter);
            has_gap = false;
        }
    }
    if (has_gap && slice_ends(slice_trim(name), "-"))
        str_append_char(&out, '-');
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}

/* Replaces a literal text in any case. */
static struct slice replaced(struct slice text, struct slice from,
                             struct slice to, struct arena *arena)
{
    struct str out = {0};
    for (size_t at = 0; at < text.size;) {
        bool is_here =
            slice_equal_nocase(slice_sub(text, at, at + from.size), from);
        str_append(&out, is_here ? to : slice_sub(text, at, at + 1));
        at += is_here ? from.size : 1;
    }
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}

/* "C\+\+" is a text and no pattern; SLICE_NONE for one. */
static struct slice literal_of(struct slice pattern, struct arena *arena)
{
    static const struct slice special = {".^$*+?{}[]|()", 13};
    struct str out = {0};
    bool ok = pattern.size > 0;
    for (size_t i = 0; ok && i < pattern.size; i++) {
        char c = pattern.data[i];
        bool is_escaped = c == '\\' && i + 1 < pattern.size;
        if (is_escaped)
            c = pattern.data[++i];
        ok = is_escaped ? !unicode_is_letter_or_digit((unsigned char)c)
                        : slice_find_char(special, 0, c) == special.size;
        str_append_char(&out, c);
    }
    struct slice text = ok ? arena_copy(arena, str_slice(&out)) : SLICE_NONE;
    str_release(&out);
    return text;
}

static bool is_usual(struct slice pattern)
{
    static const char *const usual[] = {"[^\\w\\s-]", "(?u)\\A\\s*",
                                        "(?u)\\s*\\Z", "[-\\s]+", NULL};
    const char *const *row = usual;
    while (*row != NULL && !slice_is(pattern, *row))
        row++;
    return *row != NULL;
}

/* Texts that the settings replace come before the usual patterns. */
static bool substitute(const struct value *rows, struct slice *name,
                       struct arena *arena)
{
    for (size_t i = 0; value_is_array(rows) && i < rows->size; i++) {
        const struct value *row = &rows->as.items[i];
        if (!value_is_array(row) || row->size < 2)
            return false;
        struct slice pattern = value_text(&row->as.items[0]);
        if (is_usual(pattern))
            continue;
        struct slice text = literal_of(pattern, arena);
        if (text.data == NULL)
            return false;
        *name = replaced(*name, text, value_text(&row->as.items[1]), arena);
    }
    return true;
}

struct slice pelican_slug(const struct layout *layout, struct slice name,
                          struct arena *arena)
{
    const struct value *rows =
        value_find(layout->config, "SLUG_REGEX_SUBSTITUTIONS");
    bool keeps_case = is_on(layout, "SLUGIFY_PRESERVE_CASE", false);
    bool is_unicode = is_on(layout, "SLUGIFY_USE_UNICODE", false);
    bool is_ascii = unicode_is_ascii(name);
    struct slice text = unicode_nfkc(arena, name);
    if (!is_unicode && !is_ascii)
        text = keeps_case ? SLICE_NONE : latin_ascii(arena, text);
    if (text.data == NULL || python_is_computed(rows) ||
        !substitute(rows, &text, arena))
        return SLICE_NONE;
    struct slice slug = usual_slug(text, arena);
    return keeps_case ? slug : path_lowered(slug, arena);
}

/* Apart by semicolons, or where there are none by commas. */
static struct value list_of(struct slice text, struct arena *arena)
{
    struct value_list list = {0};
    char separator = slice_find_char(text, 0, ';') < text.size ? ';' : ',';
    struct slice part;
    while (slice_cut(&text, separator, &part)) {
        part = slice_trim(part);
        if (part.size > 0 && list.count < NAMES_MAX_COUNT)
            value_list_add(&list, value_of_text(part), arena);
    }
    return value_list_array(&list);
}

/* AUTHOR signs what nobody else does. */
static void read_authors(const struct layout *layout, struct meta *meta)
{
    const struct value *written = value_find(&meta->fields, "authors");
    const struct value *usual = pelican_setting(layout, "AUTHOR");
    if (meta->authors == NULL && value_text(usual).size > 0) {
        struct value *author = arena_alloc(&meta->arena, 1, sizeof *author);
        *author = value_of_text(arena_copy(&meta->arena, value_text(usual)));
        meta->authors = author;
    }
    if (!value_is_string(written) ||
        value_find(&meta->fields, "author") != NULL)
        return;
    struct value *list = arena_alloc(&meta->arena, 1, sizeof *list);
    *list = list_of(value_text(written), &meta->arena);
    list->line = written->line;
    list->column = written->column;
    meta->authors = list;
}

/* "published", "hidden" and "draft" are all that there is; an article with
 * another status is skipped. */
static void read_status(const struct layout *layout, struct meta *meta)
{
    const struct value *defaults = pelican_setting(layout, "DEFAULT_METADATA");
    const struct value *status = value_find(&meta->fields, "status");
    if (status == NULL)
        status = value_find(defaults, "status");
    struct slice text = slice_trim(value_text(status));
    if (text.size == 0 || slice_equal_nocase(text, SLICE("published")))
        return;
    bool is_hidden = slice_equal_nocase(text, SLICE("hidden"));
    meta->is_draft = !is_hidden || path_is_in_drafts(meta->path);
    if (is_hidden)
        meta_unlist(meta);
}

/* DEFAULT_DATE = (2012, 3, 2); 'fs' is the time of the file, which no copy of
 * the site keeps. */
static void read_date(const struct layout *layout, struct meta *meta)
{
    const struct value *tuple = pelican_setting(layout, "DEFAULT_DATE");
    struct date date;
    if (meta->date != NULL)
        return;
    if (value_is_array(tuple) && tuple->size >= 3 &&
        date_parse(arena_printf(&meta->arena, "%04d-%02d-%02d",
                                (int)tuple->as.items[0].as.integer,
                                (int)tuple->as.items[1].as.integer,
                                (int)tuple->as.items[2].as.integer),
                   &date))
        meta->date = meta_keep_date(meta, &date);
}

/* FILENAME_METADATA = '(?P<date>...)-(?P<slug>.*)', or with the slug
 * alone; other patterns are not read. */
static struct slice slug_of_name(const struct layout *layout,
                                 const struct meta *meta)
{
    struct slice pattern =
        value_text(pelican_setting(layout, "FILENAME_METADATA"));
    struct slice stem = path_stem(meta->path);
    if (slice_is(pattern, "(?P<slug>.*)"))
        return stem;
    return slice_starts(pattern, "(?P<date>\\d{4}-\\d{2}-\\d{2})") &&
                   slice_ends(pattern, "(?P<slug>.*)")
               ? path_without_date(stem)
               : SLICE_NONE;
}

static void read_slug(const struct layout *layout, struct meta *meta)
{
    struct slice source = value_text(pelican_setting(layout, "SLUGIFY_SOURCE"));
    struct slice slug = slug_of_name(layout, meta);
    if (meta->slug.data == NULL && slug.size > 0)
        meta->slug = slug;
    if (meta->slug.data == NULL)
        meta->slug = pelican_slug(
            layout,
            slice_is(source, "basename") ? path_stem(meta->path) : meta->title,
            &meta->arena);
    if (meta->slug.size == 0)
        meta->slug = SLICE_NONE;
    if (meta->slug.size > 0 && meta->lang.data != NULL)
        meta->translation =
            arena_printf(&meta->arena, "=%.*s", SLICE_FMT(meta->slug));
}

void pelican_reread(const struct layout *layout, struct meta *meta)
{
    if (meta->kind != SOURCE_MARKDOWN || meta->source->is_broken)
        return;
    read_authors(layout, meta);
    read_status(layout, meta);
    read_date(layout, meta);
    read_slug(layout, meta);
}

static struct names names_of(const struct value *list, struct arena *arena)
{
    struct names names = {
        .items = arena_alloc(arena, list->size + 1, sizeof *names.items)};
    for (size_t i = 0; i < list->size; i++) {
        struct slice name = value_text(&list->as.items[i]);
        size_t k = 0;
        while (k < names.count && !slice_equal(names.items[k], name))
            k++;
        if (k == names.count && name.size > 0)
            names.items[names.count++] = name;
    }
    return names;
}

struct names pelican_tags(const struct meta *meta, struct arena *arena,
                          struct diagnostics *found)
{
    const struct value *written = value_find(&meta->fields, "tags");
    (void)found;
    if (!value_is_string(written))
        return meta->tags;
    const struct value list = list_of(value_text(written), arena);
    return names_of(&list, arena);
}

static struct slice category_of(const struct layout *layout,
                                const struct meta *meta, struct arena *arena)
{
    struct slice own = slice_trim(
        value_spelling(value_find(&meta->fields, "category"), arena));
    struct slice below = path_below_root(layout->tree, meta->path);
    struct slice folder = path_name(path_folder(below));
    struct slice usual =
        value_text(pelican_setting(layout, "DEFAULT_CATEGORY"));
    if (own.size > 0)
        return own;
    if (folder.size > 0 && is_on(layout, "USE_FOLDER_AS_CATEGORY", true))
        return folder;
    return usual.size > 0 ? usual : SLICE("misc");
}

struct names pelican_categories(const struct layout *layout,
                                const struct meta *meta, struct arena *arena,
                                struct diagnostics *found)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    struct names names = {.items = arena_alloc(arena, 1, sizeof *names.items)};
    bool is_page = pelican_is_page(layout->config, below);
    (void)found;
    if (is_page && value_find(&meta->fields, "category") == NULL)
        return names; /* a folder says nothing of a page */
    names.items[names.count++] = category_of(layout, meta, arena);
    return names;
}
