/* meta_fields.c - one meaning for the many names that writers use.
 *
 * Each field has its table of keys (keys.c), the first that is there counts,
 * and only a field of the wrong kind is worth a warning. What the front matter
 * does not say is read from the body or the file name. */
#include "layout/meta_fields.h"

#include "base/ascii.h"
#include "base/collate.h"
#include "base/unicode.h"
#include "document/keys.h"
#include "layout/place.h"

#include <string.h>

#define SLUG_MAX_BYTES 512

void warn_of_computed_key(struct diagnostics *diagnostics, const char *key,
                          const struct value *value)
{
    diagnostics_add(
        diagnostics, DIAGNOSTIC_FIELD_COMPUTED, value->line, value->column,
        "rename the key; otherwise only include=front_matter shows it",
        "the API has its own '%s', which hides this one", key);
}

/* Whether a name was written to be read: it has spaces, or is a date. */
static bool is_readable(struct slice name)
{
    struct slice rest;
    struct date date;
    return slice_find_char(name, 0, ' ') < name.size ||
           (date_from_file_name(name, &date, &rest) && rest.size == 0);
}

/* The title of last resort: "hello-world.md" -> "Hello world". A number that is
 * there for the order ("1.intro.md") is none of a title's business. */
static struct slice title_from_name(struct meta *meta)
{
    struct slice name = meta->name, folder = path_folder(meta->path);
    if (path_is_index(path_without_number(name)) && folder.size > 0)
        name = path_without_date(path_stem(folder));
    struct slice bare = path_without_number(name);
    if (bare.size == name.size && is_readable(name))
        return name;
    struct slice title = unicode_readable(&meta->arena, bare);
    return title.size > 0 ? title : meta->name;
}

/* Whether the first heading comes before any text. */
static bool is_opened_by_heading(const struct markdown *body)
{
    struct slice heading = body->headings[0].text;
    struct str text = {0};
    delta_append(&text, &body->text);
    bool is_opened =
        slice_equal(slice_sub(str_slice(&text), 0, heading.size), heading) &&
        (text.size == heading.size || text.data[heading.size] == '\n');
    str_release(&text);
    return is_opened;
}

/* The first heading of level 1, or the one that opens the body: others title a
 * part of it. SLICE_NONE if there is none. */
static struct slice title_from_body(const struct markdown *body)
{
    for (size_t i = 0; i < body->heading_count; i++) {
        const struct heading *heading = &body->headings[i];
        bool is_title =
            heading->level == 1 || (i == 0 && is_opened_by_heading(body));
        if (is_title && heading->text.size > 0)
            return heading->text;
    }
    return SLICE_NONE;
}

static void read_title(struct meta *meta)
{
    struct key_value field = {"title", value_find(&meta->fields, "title")};
    if (field.value != NULL && !value_is_blank(field.value)) {
        struct slice title = meta_name_text(meta, field.value);
        if (title.data != NULL) {
            meta->title = title;
            return;
        }
        meta_warn_kind(meta, field, "a string");
    }
    meta->title = title_from_body(&meta->source->body);
    if (meta->title.data == NULL)
        meta->title = title_from_name(meta);
}

void meta_sort_title(struct meta *meta)
{
    meta->sort_title = unicode_casefold(&meta->arena, meta->title);
    meta->title_number = collate_number(meta->sort_title);
}

void meta_rename(struct meta *meta, struct slice name)
{
    bool has_no_title = slice_equal(meta->title, title_from_name(meta));
    meta->name = name;
    if (has_no_title)
        meta->title = title_from_name(meta);
    meta_sort_title(meta);
}

void meta_take_title(struct meta *meta, const struct value *value)
{
    struct slice title = meta_name_text(meta, value);
    if (title.size == 0)
        return;
    meta->title = title;
    meta_sort_title(meta);
}

/* Returns what keeps a slug out of addresses, where ".." is a way and no name,
 * and out of header fields; NULL if nothing does. */
static const char *fault_of_slug(struct slice slug)
{
    struct slice rest = slug, name;
    for (size_t i = 0; i < slug.size; i++) {
        if (ascii_is_control(slug.data[i]))
            return "contains a line break or another control character";
    }
    while (slice_cut(&rest, '/', &name)) {
        if (slice_is(name, ".") || slice_is(name, ".."))
            return "contains '.' or '..' as a whole name";
    }
    return slug.size > SLUG_MAX_BYTES ? "is too long" : NULL;
}

static void read_slug(struct meta *meta)
{
    struct key_value field = {"slug", value_find(&meta->fields, "slug")};
    if (field.value == NULL || value_is_blank(field.value))
        return;
    struct slice slug = meta_name_text(meta, field.value);
    if (slug.data == NULL) {
        meta_warn_kind(meta, field, "a string");
        return;
    }
    while (slice_starts(slug, "./")) /* this very folder */
        slug = slice_from(slug, 2);
    slug = path_readable(&meta->arena, slug); /* exports encode them */
    const char *fault = fault_of_slug(slug);
    if (fault != NULL) {
        diagnostics_add(&meta->diagnostics, DIAGNOSTIC_FIELD_TYPE,
                        field.value->line, field.value->column,
                        "write a short name, such as 'slug: my-first-post'",
                        "the slug %s; the file name is used instead", fault);
        return;
    }
    if (slug.size == 0)
        return;
    meta->slug = slug;
}

static void read_excerpt(struct meta *meta)
{
    struct key_value field = key_value_find(&meta->fields, keys_excerpt);
    meta->excerpt = meta->source->body.excerpt;
    if (field.value == NULL)
        return;
    struct slice excerpt = meta_scalar_text(meta, field.value);
    if (excerpt.data == NULL)
        meta_warn_kind(meta, field, "a string");
    else
        meta->excerpt = excerpt;
}

static void warn_of_key_beside(struct meta *meta, const char *key,
                               const struct value *value)
{
    diagnostics_add(&meta->diagnostics, DIAGNOSTIC_FIELD_COMPUTED, value->line,
                    value->column,
                    "rename the key, or read it with include=front_matter",
                    "the API has its own '%s', which replaces this one "
                    "wherever it is included",
                    key);
}

void meta_accept_key(struct meta *meta, const char *key)
{
    const struct value *value = value_find(&meta->fields, key);
    size_t kept = 0;
    for (size_t i = 0; value != NULL && i < meta->diagnostics.count; i++) {
        struct diagnostic found = meta->diagnostics.items[i];
        if (found.code != DIAGNOSTIC_FIELD_COMPUTED ||
            found.line != value->line)
            meta->diagnostics.items[kept++] = found;
    }
    if (value != NULL)
        meta->diagnostics.count = kept;
}

/* A `url` may be the page's to its generator, which is not known here. */
static void warn_of_taken_keys(struct meta *meta)
{
    const struct value *root = &meta->fields, *value;
    for (const char *const *key = keys_computed; *key != NULL; key++) {
        if (strcmp(*key, "url") != 0 &&
            (value = value_find(root, *key)) != NULL)
            warn_of_computed_key(&meta->diagnostics, *key, value);
    }
    for (const char *const *key = keys_beside; *key != NULL; key++) {
        if ((value = value_find(root, *key)) != NULL)
            warn_of_key_beside(meta, *key, value);
    }
}

/* Data is served as it is written: it has an address and may be a draft, and
 * a key `date` in it means whatever its writer wants. */
void meta_fill_fields(struct meta *meta)
{
    read_slug(meta);
    meta_read_status(meta);
    if (meta->kind == SOURCE_DATA) {
        meta->name = path_stem(meta->path);
        meta->title = title_from_name(meta);
        return;
    }
    warn_of_taken_keys(meta);
    meta_read_dates(meta);
    read_title(meta);
    read_excerpt(meta);
    meta_read_names(meta, keys_tag, &meta->tags);
    meta_add_tags_of_body(meta);
    meta_read_names(meta, keys_category, &meta->categories);
    meta->tag_slugs = meta_slugs_of(meta, &meta->tags);
    meta->category_slugs = meta_slugs_of(meta, &meta->categories);
    meta->authors = key_value_find(&meta->fields, keys_author).value;
    meta->url = value_find(&meta->fields, "url");
}
