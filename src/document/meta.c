/* meta.c - one meaning for the many names that writers use.
 *
 * Each field has its table of keys (keys.c), the first that is there counts,
 * and only a field of the wrong kind is worth a warning. What the front matter
 * does not say is read off the body or the file name. */
#include "document/meta.h"

#include "base/unicode.h"
#include "document/keys.h"
#include "document/source.h"

#include <string.h>

#define SLUG_MAX_BYTES  512
#define SHOWN_MAX_BYTES 60 /* of a value that a message repeats */

static const char *const label_keys[] = {
    "name", "title", "label", "slug", NULL,
};

struct found {
    const char *key;
    const struct value *value; /* NULL: none of the keys is there */
};

static bool is_blank(const struct value *value)
{
    return value->kind == VALUE_NULL ||
           (value->kind == VALUE_STRING &&
            slice_trim(value_text(value)).size == 0);
}

static struct found find_first(const struct value *object,
                               const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        const struct value *value = value_find(object, *keys);
        if (value != NULL)
            return (struct found){*keys, value};
    }
    return (struct found){NULL, NULL};
}

/* The first of the keys that holds anything: `author:` with nothing behind it
 * does not hide an `authors` below. */
static struct found find_filled(const struct value *object,
                                const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        const struct value *value = value_find(object, *keys);
        if (value != NULL && !is_blank(value))
            return (struct found){*keys, value};
    }
    return (struct found){NULL, NULL};
}

static void warn_kind(struct source *source, struct found field,
                      const char *expected)
{
    struct slice hint = arena_printf(&source->arena, "write %s behind '%s:'",
                                     expected, field.key);
    diagnostics_add(&source->diagnostics, DIAGNOSTIC_FIELD_TYPE,
                    field.value->line, field.value->column, hint.data,
                    "%s is %s and is not used; expected %s", field.key,
                    value_kind_name(field.value), expected);
}

static struct slice real_text(struct source *source, double number)
{
    struct str digits = {0};
    str_append_real(&digits, number);
    struct slice text = arena_copy(&source->arena, str_slice(&digits));
    str_release(&digits);
    return text;
}

/* Text and numbers as text, in the arena; SLICE_NONE for the rest. */
static struct slice scalar_text(struct source *source,
                                const struct value *value)
{
    if (value->kind == VALUE_STRING)
        return slice_trim(value_text(value));
    if (value->kind == VALUE_INTEGER)
        return arena_printf(&source->arena, "%lld",
                            (long long)value->as.integer);
    if (value->kind == VALUE_FLOAT)
        return real_text(source, value->as.real);
    return SLICE_NONE;
}

/* Names are texts, even those that YAML takes for something else. */
static struct slice name_text(struct source *source, const struct value *value)
{
    if (value->kind == VALUE_BOOLEAN)
        return value->as.boolean ? SLICE("true") : SLICE("false");
    return scalar_text(source, value);
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

static const struct date *keep_date(struct source *source,
                                    const struct date *date)
{
    struct date *kept = arena_alloc(&source->arena, 1, sizeof *kept);
    *kept = *date;
    return kept;
}

/* The date under the first of the keys that is there. A date that cannot be
 * read is a warning and no date: guessing would sort the post wrongly. */
static const struct date *
read_date(struct source *source, const char *const *keys, bool *ret_is_written)
{
    struct found field = find_filled(&source->front_matter, keys);
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
        return keep_date(source, &date);

    struct slice text =
        utf8_truncate(scalar_text(source, field.value), SHOWN_MAX_BYTES);
    struct slice what =
        text.data != NULL
            ? arena_printf(&source->arena, "'%.*s' is", SLICE_FMT(text))
            : arena_printf(&source->arena, "is %s and",
                           value_kind_name(field.value));
    diagnostics_add(&source->diagnostics, DIAGNOSTIC_DATE_UNREADABLE,
                    field.value->line, field.value->column,
                    "write it as 2024-05-01 or 2024-05-01T09:00:00+02:00",
                    "%s %.*s no date that can be read", field.key,
                    SLICE_FMT(what));
    return NULL;
}

/* The date in the name of the file, or of the nearest folder that has one. */
static const struct date *date_from_path(struct source *source)
{
    struct slice path = source->path, rest;
    struct date date;

    for (; path.size > 0; path = path_folder(path)) {
        if (date_from_file_name(path_stem(path), &date, &rest) ||
            date_from_folder(path, &date))
            return keep_date(source, &date);
    }
    return NULL;
}

/* `publishDate` alone is the date; below a `date` it is when that is shown. */
static bool is_same_key(const struct source *source, const char *const *keys,
                        const char *const *others)
{
    const struct value *root = &source->front_matter;
    return find_filled(root, keys).value == find_filled(root, others).value;
}

static void read_dates(struct source *source)
{
    bool is_written = false, ignored;

    source->name =
        path_without_draft(path_without_date(path_stem(source->path)));
    source->date = read_date(source, keys_date, &is_written);
    if (!is_written)
        source->date = date_from_path(source);
    source->updated = read_date(source, keys_updated, &ignored);
    if (!is_same_key(source, keys_publish, keys_date))
        source->publish_at = read_date(source, keys_publish, &ignored);
    source->expires_at = read_date(source, keys_expiry, &ignored);
}

/* The title of last resort: "hello-world.md" -> "Hello world"; a number that is
 * there for the order ("1.intro.md") is none of a title's business. */
static struct slice title_from_name(struct source *source)
{
    struct slice name = path_without_number(source->name);
    struct slice folder = path_folder(source->path);
    if (path_is_index(name) && folder.size > 0)
        name = path_without_number(path_without_date(path_stem(folder)));
    struct slice title = unicode_readable(&source->arena, name);
    return title.size > 0 ? title : source->name;
}

static void read_title(struct source *source)
{
    struct found field = {"title", value_find(&source->front_matter, "title")};
    if (field.value != NULL && !is_blank(field.value)) {
        struct slice title = scalar_text(source, field.value);
        if (title.data != NULL) {
            source->title = title;
            return;
        }
        warn_kind(source, field, "a text");
    }
    source->title =
        source->body.heading_count > 0 && source->body.headings[0].text.size > 0
            ? source->body.headings[0].text
            : title_from_name(source);
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

static void read_slug(struct source *source)
{
    struct found field = {"slug", value_find(&source->front_matter, "slug")};
    if (field.value == NULL || is_blank(field.value))
        return;
    struct slice slug = scalar_text(source, field.value);
    if (slug.data == NULL) {
        warn_kind(source, field, "a text");
        return;
    }
    if (!can_be_addressed(slug)) {
        diagnostics_add(&source->diagnostics, DIAGNOSTIC_FIELD_TYPE,
                        field.value->line, field.value->column,
                        "write a short name, such as  slug: my-first-post",
                        "the slug is longer than %d bytes, holds a control "
                        "character or a '..'; the file's name is used",
                        SLUG_MAX_BYTES);
        return;
    }
    source->slug = unicode_nfc(&source->arena, slug);
}

static void read_excerpt(struct source *source)
{
    struct found field = find_first(&source->front_matter, keys_excerpt);
    if (field.value == NULL) {
        source->excerpt = source->body.excerpt;
        return;
    }
    if (is_blank(field.value))
        return; /* written empty: the writer wants none */
    struct slice excerpt = scalar_text(source, field.value);
    if (excerpt.data == NULL)
        warn_kind(source, field, "a text");
    source->excerpt = excerpt;
}

static void add_name(struct source *source, struct names *names,
                     size_t *capacity, struct slice name)
{
    name = slice_trim(name);
    if (name.size == 0 || names->count == NAMES_MAX_COUNT)
        return;
    names->items = arena_grow(&source->arena, names->items, names->count,
                              capacity, sizeof(struct slice));
    names->items[names->count++] = name;
}

static struct names slugs_of(struct source *source, const struct names *names)
{
    struct names slugs = {
        .items = arena_alloc(&source->arena, names->count, sizeof *slugs.items),
        .count = names->count,
    };
    for (size_t i = 0; i < names->count; i++)
        slugs.items[i] = unicode_slug(&source->arena, names->items[i]);
    return slugs;
}

/* One element of a list: a scalar, or a mapping with a label. */
static struct slice label_of(struct source *source, const struct value *value)
{
    if (value_is_object(value)) {
        struct found label = find_first(value, label_keys);
        if (label.value == NULL)
            return SLICE_NONE;
        value = label.value;
    }
    return name_text(source, value);
}

static void read_names(struct source *source, const char *const *keys,
                       struct names *names)
{
    struct found field = find_filled(&source->front_matter, keys);
    size_t capacity = 0;

    if (field.value == NULL)
        return;
    if (field.value->kind == VALUE_ARRAY) {
        for (size_t i = 0; i < field.value->size; i++)
            add_name(source, names, &capacity,
                     label_of(source, &field.value->as.items[i]));
    } else if (field.value->kind == VALUE_STRING) {
        struct slice rest = value_text(field.value), part;
        while (slice_cut(&rest, ',', &part))
            add_name(source, names, &capacity, part);
    } else {
        bool is_switch = field.value->kind == VALUE_BOOLEAN;
        struct slice label =
            is_switch ? SLICE_NONE : label_of(source, field.value);
        if (label.data == NULL)
            warn_kind(source, field, "a list of names");
        add_name(source, names, &capacity, label);
    }
    if (names->count == NAMES_MAX_COUNT)
        warn_of_many_names(&source->diagnostics, field.key, field.value);
}

/* Whoever writes `draft: maybe` has not said that it may be published. */
static bool is_kept_back(struct source *source, const char *key)
{
    const struct value *value = value_find(&source->front_matter, key);
    if (value == NULL || is_blank(value) || is_false(value))
        return false;
    if (!is_true(value))
        diagnostics_add(&source->diagnostics, DIAGNOSTIC_FIELD_TYPE,
                        value->line, value->column, "write true or false",
                        "%s is neither true nor false; the document is kept "
                        "back as a draft",
                        key);
    return true;
}

static void read_status(struct source *source)
{
    static const char *const draft[] = {"draft", NULL};
    const struct value *root = &source->front_matter;
    const struct value *status = value_find(root, "status");
    bool is_draft = is_kept_back(source, "draft");
    bool is_stackbit_draft = is_kept_back(source, "isDraft");

    source->is_draft = is_draft || is_stackbit_draft ||
                       is_false(value_find(root, "published")) ||
                       (status != NULL && is_word(status, draft)) ||
                       path_is_in_drafts(source->path);
    source->is_hidden = is_true(value_find(root, "hidden"));
}

void warn_of_computed_key(struct diagnostics *diagnostics, const char *key,
                          const struct value *value)
{
    diagnostics_add(diagnostics, DIAGNOSTIC_FIELD_COMPUTED, value->line,
                    value->column,
                    "rename the key; as it is, only include=front_matter shows "
                    "it",
                    "the API has a '%s' of its own, which hides this one", key);
}

void warn_of_many_names(struct diagnostics *diagnostics, const char *key,
                        const struct value *value)
{
    diagnostics_add(diagnostics, DIAGNOSTIC_TOO_MANY_NAMES, value->line,
                    value->column,
                    "say what the document is about in fewer words",
                    "%s names %d things or more; only so many are kept", key,
                    NAMES_MAX_COUNT);
}

static void warn_of_key_beside(struct source *source, const char *key,
                               const struct value *value)
{
    diagnostics_add(&source->diagnostics, DIAGNOSTIC_FIELD_COMPUTED,
                    value->line, value->column,
                    "rename the key, or read it with include=front_matter",
                    "the API has a '%s' of its own, which stands in its place "
                    "where it is asked for",
                    key);
}

/* A `url` may be the page's to its generator, which is not known here. */
static void warn_of_taken_keys(struct source *source)
{
    const struct value *root = &source->front_matter, *value;
    for (const char *const *key = keys_computed; *key != NULL; key++) {
        if (strcmp(*key, "url") != 0 &&
            (value = value_find(root, *key)) != NULL)
            warn_of_computed_key(&source->diagnostics, *key, value);
    }
    for (const char *const *key = keys_beside; *key != NULL; key++) {
        if ((value = value_find(root, *key)) != NULL)
            warn_of_key_beside(source, *key, value);
    }
}

/* Data is served as it is written: it has an address and may be a draft, and
 * a key `date` in it means whatever its writer wants. */
void meta_read(struct source *source)
{
    read_slug(source);
    read_status(source);
    if (source->kind == SOURCE_DATA) {
        source->name = path_stem(source->path);
        source->title = title_from_name(source);
        return;
    }
    warn_of_taken_keys(source);
    read_dates(source);
    read_title(source);
    read_excerpt(source);
    read_names(source, keys_tag, &source->tags);
    read_names(source, keys_category, &source->categories);
    source->tag_slugs = slugs_of(source, &source->tags);
    source->category_slugs = slugs_of(source, &source->categories);
    source->authors = find_filled(&source->front_matter, keys_author).value;
}
