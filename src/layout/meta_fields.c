/* meta_fields.c - one meaning for the many names that writers use.
 *
 * Each field has its table of keys (keys.c), the first that is there counts,
 * and only a field of the wrong kind is worth a warning. What the front matter
 * does not say is read from the body or the file name. */
#include "layout/meta_fields.h"

#include "base/unicode.h"
#include "document/keys.h"

#include <string.h>

#define SLUG_MAX_BYTES  512
#define SHOWN_MAX_BYTES 60 /* of a value that a message repeats */

static const char *const label_keys[] = {
    "name", "title", "label", "slug", NULL,
};

struct key_value {
    const char *key;
    const struct value *value; /* NULL: none of the keys is there */
};

bool value_is_blank(const struct value *value)
{
    return value->kind == VALUE_NULL ||
           (value->kind == VALUE_STRING &&
            slice_trim(value_text(value)).size == 0);
}

static struct key_value find_first(const struct value *object,
                                   const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        const struct value *value = value_find(object, *keys);
        if (value != NULL)
            return (struct key_value){*keys, value};
    }
    return (struct key_value){NULL, NULL};
}

/* The first of the keys that holds anything: `author:` with nothing behind it
 * does not hide an `authors` below. */
static struct key_value find_filled(const struct value *object,
                                    const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        const struct value *value = value_find(object, *keys);
        if (value != NULL && !value_is_blank(value))
            return (struct key_value){*keys, value};
    }
    return (struct key_value){NULL, NULL};
}

void warn_of_computed_key(struct diagnostics *diagnostics, const char *key,
                          const struct value *value)
{
    diagnostics_add(
        diagnostics, DIAGNOSTIC_FIELD_COMPUTED, value->line, value->column,
        "rename the key; otherwise only include=front_matter shows it",
        "the API has its own '%s', which hides this one", key);
}

void warn_of_many_names(struct diagnostics *diagnostics, const char *key,
                        const struct value *value)
{
    diagnostics_add(diagnostics, DIAGNOSTIC_TOO_MANY_NAMES, value->line,
                    value->column, "use fewer names",
                    "%s has %d names or more; only the first %d are kept", key,
                    NAMES_MAX_COUNT, NAMES_MAX_COUNT);
}

static void warn_kind(struct meta *meta, struct key_value field,
                      const char *expected)
{
    struct slice hint =
        arena_printf(&meta->arena, "write %s after '%s:'", expected, field.key);
    diagnostics_add(&meta->diagnostics, DIAGNOSTIC_FIELD_TYPE,
                    field.value->line, field.value->column, hint.data,
                    "%s is %s, which is ignored; expected %s", field.key,
                    value_kind_name(field.value), expected);
}

static struct slice real_text(struct meta *meta, double number)
{
    struct str digits = {0};
    str_append_real(&digits, number);
    struct slice text = arena_copy(&meta->arena, str_slice(&digits));
    str_release(&digits);
    return text;
}

/* Text and numbers as text, in the arena; SLICE_NONE for the rest. */
static struct slice scalar_text(struct meta *meta, const struct value *value)
{
    if (value->kind == VALUE_STRING)
        return slice_trim(value_text(value));
    if (value->kind == VALUE_INTEGER)
        return arena_printf(&meta->arena, "%lld", (long long)value->as.integer);
    if (value->kind == VALUE_FLOAT)
        return real_text(meta, value->as.real);
    return SLICE_NONE;
}

/* Names are texts, even those that YAML takes for something else. */
static struct slice name_text(struct meta *meta, const struct value *value)
{
    if (value->kind == VALUE_BOOLEAN)
        return value->as.boolean ? SLICE("true") : SLICE("false");
    return scalar_text(meta, value);
}

static bool is_word(const struct value *value, const char *const *words)
{
    struct slice text = slice_trim(value_text(value));
    for (; text.size > 0 && *words != NULL; words++) {
        if (slice_equal_nocase(text, slice_of(*words)))
            return true;
    }
    return false;
}

static bool is_true(const struct value *value)
{
    static const char *const words[] = {"true", "yes", "on", "1", NULL};
    if (value == NULL)
        return false;
    if (value->kind == VALUE_BOOLEAN)
        return value->as.boolean;
    if (value->kind == VALUE_INTEGER)
        return value->as.integer != 0;
    return is_word(value, words);
}

static bool is_false(const struct value *value)
{
    static const char *const words[] = {"false", "no", "off", "0", NULL};
    if (value == NULL)
        return false;
    if (value->kind == VALUE_BOOLEAN)
        return !value->as.boolean;
    if (value->kind == VALUE_INTEGER)
        return value->as.integer == 0;
    return is_word(value, words);
}

static const struct date *keep_date(struct meta *meta, const struct date *date)
{
    struct date *kept = arena_alloc(&meta->arena, 1, sizeof *kept);
    *kept = *date;
    return kept;
}

/* The date under the first of the keys that is there. A date that cannot be
 * read is a warning and no date: guessing would sort the post wrongly. */
static const struct date *read_date(struct meta *meta, const char *const *keys,
                                    bool *ret_is_written)
{
    struct key_value field = find_filled(&meta->front_matter, keys);
    struct date date;
    bool ok = false;

    *ret_is_written = field.value != NULL;
    if (!*ret_is_written)
        return NULL;
    if (field.value->kind == VALUE_INTEGER)
        ok = date_from_seconds(field.value->as.integer, &date);
    else if (field.value->kind == VALUE_STRING)
        ok = date_parse(value_text(field.value), &date);
    if (ok)
        return keep_date(meta, &date);

    struct slice text =
        utf8_truncate(scalar_text(meta, field.value), SHOWN_MAX_BYTES);
    struct slice what =
        text.data != NULL
            ? arena_printf(&meta->arena, "'%.*s'", SLICE_FMT(text))
            : slice_of(value_kind_name(field.value));
    diagnostics_add(&meta->diagnostics, DIAGNOSTIC_DATE_UNREADABLE,
                    field.value->line, field.value->column,
                    "write it as 2024-05-01 or 2024-05-01T09:00:00+02:00",
                    "%s: %.*s is not a date", field.key, SLICE_FMT(what));
    return NULL;
}

/* The date in the name of the file, or of the nearest folder that has one. */
static const struct date *date_from_path(struct meta *meta)
{
    struct slice path = meta->path, rest;
    struct date date;

    for (; path.size > 0; path = path_folder(path)) {
        if (date_from_file_name(path_stem(path), &date, &rest) ||
            date_from_folder(path, &date))
            return keep_date(meta, &date);
    }
    return NULL;
}

/* `publishDate` alone is the date; below a `date` it is when that is shown. */
static bool is_same_key(const struct meta *meta, const char *const *keys,
                        const char *const *others)
{
    const struct value *root = &meta->front_matter;
    return find_filled(root, keys).value == find_filled(root, others).value;
}

static void read_dates(struct meta *meta)
{
    bool is_written = false, ignored;

    meta->name = path_without_draft(path_without_date(path_stem(meta->path)));
    meta->date = read_date(meta, keys_date, &is_written);
    if (!is_written)
        meta->date = date_from_path(meta);
    meta->updated = read_date(meta, keys_updated, &ignored);
    if (!is_same_key(meta, keys_publish, keys_date))
        meta->publish_at = read_date(meta, keys_publish, &ignored);
    meta->expires_at = read_date(meta, keys_expiry, &ignored);
}

/* The title of last resort: "hello-world.md" -> "Hello world"; a number that is
 * there for the order ("1.intro.md") is none of a title's business. */
static struct slice title_from_name(struct meta *meta)
{
    struct slice name = path_without_number(meta->name);
    struct slice folder = path_folder(meta->path);
    if (path_is_index(name) && folder.size > 0)
        name = path_without_number(path_without_date(path_stem(folder)));
    struct slice title = unicode_readable(&meta->arena, name);
    return title.size > 0 ? title : meta->name;
}

static void read_title(struct meta *meta)
{
    struct key_value field = {"title",
                              value_find(&meta->front_matter, "title")};
    if (field.value != NULL && !value_is_blank(field.value)) {
        struct slice title = scalar_text(meta, field.value);
        if (title.data != NULL) {
            meta->title = title;
            return;
        }
        warn_kind(meta, field, "a string");
    }
    meta->title = meta->source->body.heading_count > 0 &&
                          meta->source->body.headings[0].text.size > 0
                      ? meta->source->body.headings[0].text
                      : title_from_name(meta);
}

/* The slug stands in addresses, where ".." is a way and no name, and in header
 * fields. */
static bool can_be_addressed(struct slice slug)
{
    struct slice rest = slug, name;
    for (size_t i = 0; i < slug.size; i++) {
        if ((unsigned char)slug.data[i] < 0x20 || slug.data[i] == 0x7F)
            return false;
    }
    while (slice_cut(&rest, '/', &name)) {
        if (slice_is(name, ".") || slice_is(name, ".."))
            return false;
    }
    return slug.size <= SLUG_MAX_BYTES;
}

static void read_slug(struct meta *meta)
{
    struct key_value field = {"slug", value_find(&meta->front_matter, "slug")};
    if (field.value == NULL || value_is_blank(field.value))
        return;
    struct slice slug = scalar_text(meta, field.value);
    if (slug.data == NULL) {
        warn_kind(meta, field, "a string");
        return;
    }
    if (!can_be_addressed(slug)) {
        diagnostics_add(
            &meta->diagnostics, DIAGNOSTIC_FIELD_TYPE, field.value->line,
            field.value->column,
            "write a short name, such as 'slug: my-first-post'",
            "the slug is longer than %d bytes, or contains a control character "
            "or '..'; the file name is used instead",
            SLUG_MAX_BYTES);
        return;
    }
    meta->slug = unicode_nfc(&meta->arena, slug);
}

static void read_excerpt(struct meta *meta)
{
    struct key_value field = find_first(&meta->front_matter, keys_excerpt);
    if (field.value == NULL) {
        meta->excerpt = meta->source->body.excerpt;
        return;
    }
    if (value_is_blank(field.value))
        return; /* written empty: the writer wants none */
    struct slice excerpt = scalar_text(meta, field.value);
    if (excerpt.data == NULL)
        warn_kind(meta, field, "a string");
    meta->excerpt = excerpt;
}

static void add_name(struct meta *meta, struct names *names, size_t *capacity,
                     struct slice name)
{
    name = slice_trim(name);
    if (name.size == 0 || names->count == NAMES_MAX_COUNT)
        return;
    names->items = arena_grow(&meta->arena, names->items, names->count,
                              capacity, sizeof(struct slice));
    names->items[names->count++] = name;
}

static struct names slugs_of(struct meta *meta, const struct names *names)
{
    struct names slugs = {
        .items = arena_alloc(&meta->arena, names->count, sizeof *slugs.items),
        .count = names->count,
    };
    for (size_t i = 0; i < names->count; i++)
        slugs.items[i] = unicode_slug(&meta->arena, names->items[i]);
    return slugs;
}

/* One element of a list: a scalar, or a mapping with a label. */
static struct slice label_of(struct meta *meta, const struct value *value)
{
    if (value_is_object(value)) {
        struct key_value label = find_first(value, label_keys);
        if (label.value == NULL)
            return SLICE_NONE;
        value = label.value;
    }
    return name_text(meta, value);
}

static void read_names(struct meta *meta, const char *const *keys,
                       struct names *names)
{
    struct key_value field = find_filled(&meta->front_matter, keys);
    size_t capacity = 0;

    if (field.value == NULL)
        return;
    if (field.value->kind == VALUE_ARRAY) {
        for (size_t i = 0; i < field.value->size; i++)
            add_name(meta, names, &capacity,
                     label_of(meta, &field.value->as.items[i]));
    } else if (field.value->kind == VALUE_STRING) {
        struct slice rest = value_text(field.value), part;
        while (slice_cut(&rest, ',', &part))
            add_name(meta, names, &capacity, part);
    } else {
        bool is_switch = field.value->kind == VALUE_BOOLEAN;
        struct slice label =
            is_switch ? SLICE_NONE : label_of(meta, field.value);
        if (label.data == NULL)
            warn_kind(meta, field, "a list of names");
        add_name(meta, names, &capacity, label);
    }
    if (names->count == NAMES_MAX_COUNT)
        warn_of_many_names(&meta->diagnostics, field.key, field.value);
}

/* Whoever writes `draft: maybe` has not said that it may be published. */
static bool is_kept_back(struct meta *meta, const char *key)
{
    const struct value *value = value_find(&meta->front_matter, key);
    if (value == NULL || value_is_blank(value) || is_false(value))
        return false;
    if (!is_true(value))
        diagnostics_add(
            &meta->diagnostics, DIAGNOSTIC_FIELD_TYPE, value->line,
            value->column, "write true or false",
            "%s is neither true nor false; the document is treated as a draft",
            key);
    return true;
}

static void fill_status(struct meta *meta)
{
    static const char *const draft[] = {"draft", NULL};
    const struct value *root = &meta->front_matter;
    const struct value *status = value_find(root, "status");
    bool is_draft = is_kept_back(meta, "draft");
    bool is_stackbit_draft = is_kept_back(meta, "isDraft");

    meta->is_draft = is_draft || is_stackbit_draft ||
                     is_false(value_find(root, "published")) ||
                     (status != NULL && is_word(status, draft)) ||
                     path_is_in_drafts(meta->path);
    meta->is_hidden = is_true(value_find(root, "hidden"));
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

/* A `url` may be the page's to its generator, which is not known here. */
static void warn_of_taken_keys(struct meta *meta)
{
    const struct value *root = &meta->front_matter, *value;
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
    fill_status(meta);
    if (meta->kind == SOURCE_DATA) {
        meta->name = path_stem(meta->path);
        meta->title = title_from_name(meta);
        return;
    }
    warn_of_taken_keys(meta);
    read_dates(meta);
    read_title(meta);
    read_excerpt(meta);
    read_names(meta, keys_tag, &meta->tags);
    read_names(meta, keys_category, &meta->categories);
    meta->tag_slugs = slugs_of(meta, &meta->tags);
    meta->category_slugs = slugs_of(meta, &meta->categories);
    meta->authors = find_filled(&meta->front_matter, keys_author).value;
    meta->url = value_find(&meta->front_matter, "url");
}
