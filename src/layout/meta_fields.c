/* meta_fields.c - one meaning for the many names that writers use.
 *
 * Each field has its table of keys (keys.c), the first that is there counts,
 * and only a field of the wrong kind is worth a warning. What the front matter
 * does not say is read from the body or the file name. */
#include "layout/meta_fields.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "document/keys.h"
#include "document/publication_keys.h"
#include "layout/place.h"

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

/* Names are strings, even those that YAML takes for something else. SLICE_NONE
 * for null, lists and mappings. */
static struct slice name_text(struct meta *meta, const struct value *value)
{
    struct slice text = value_spelling(value, &meta->arena);
    return text.data != NULL ? slice_trim(text) : SLICE_NONE;
}

/* Strings and numbers; SLICE_NONE for the rest. */
static struct slice scalar_text(struct meta *meta, const struct value *value)
{
    return value->kind != VALUE_BOOLEAN ? name_text(meta, value) : SLICE_NONE;
}

static bool is_word(const struct value *value, const char *const *words)
{
    struct slice text = slice_trim(value_text(value));
    return text.size > 0 && text_is_word(text, words);
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

/* `published: true`, where others have a date. */
static bool is_switch(const struct value *value)
{
    return is_true(value) || is_false(value);
}

static const struct date *keep_date(struct meta *meta, const struct date *date)
{
    struct date *kept = arena_alloc(&meta->arena, 1, sizeof *kept);
    *kept = *date;
    return kept;
}

static bool parse_date(const struct value *value, struct date *ret_date)
{
    if (value->kind == VALUE_INTEGER)
        return date_from_seconds(value->as.integer, ret_date);
    return value->kind == VALUE_STRING &&
           date_parse(value_text(value), ret_date);
}

/* Those who write "1/2/2025" may mean February. */
static void warn_if_ambiguous(struct meta *meta, struct key_value field,
                              const struct date *date)
{
    struct slice text = value_text(field.value);
    if (!date_is_ambiguous(text))
        return;
    struct slice hint = arena_printf(
        &meta->arena, "write it as %s if that is the day", date->day);
    diagnostics_add(&meta->diagnostics, DIAGNOSTIC_DATE_AMBIGUOUS,
                    field.value->line, field.value->column, hint.data,
                    "%s: '%.*s' is read with the month first, as %s", field.key,
                    SLICE_FMT(utf8_truncate(text, SHOWN_MAX_BYTES)), date->day);
}

/* A date that cannot be read is a warning and no date: guessing would sort the
 * post wrongly. */
static const struct date *read_date_of(struct meta *meta,
                                       struct key_value field)
{
    struct date date;
    if (parse_date(field.value, &date)) {
        warn_if_ambiguous(meta, field, &date);
        return keep_date(meta, &date);
    }

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

/* Whether a key has one of the names but for case and separators. */
static bool is_one_of_words(struct slice key, const char *const *keys)
{
    while (*keys != NULL && !key_is_same_word(key, slice_of(*keys)))
        keys++;
    return *keys != NULL;
}

/* Returns the first of the keys that has a value which may be a date; then a
 * key that differs from them in case or separators only. */
static struct key_value find_date(struct meta *meta, const char *const *keys)
{
    const struct value *root = &meta->fields;
    for (const char *const *key = keys; *key != NULL; key++) {
        const struct value *value = value_find(root, *key);
        bool is_date = value != NULL && !value_is_blank(value) &&
                       !(strcmp(*key, "published") == 0 && is_switch(value));
        if (is_date)
            return (struct key_value){*key, value};
    }
    for (size_t i = 0; value_is_object(root) && i < root->size; i++) {
        const struct member *member = &root->as.members[i];
        if (!value_is_blank(&member->value) && !is_switch(&member->value) &&
            is_one_of_words(member->key, keys))
            return (struct key_value){
                arena_copy(&meta->arena, member->key).data, &member->value};
    }
    return (struct key_value){NULL, NULL};
}

static const struct date *read_date(struct meta *meta, const char *const *keys)
{
    struct key_value field = find_date(meta, keys);
    return field.value != NULL ? read_date_of(meta, field) : NULL;
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

uint32_t root_key_column(struct slice key, const struct value *value)
{
    return value->column > key.size + 1 ? 1 : value->column;
}

/* Says what a key was read as; `effect` completes the sentence. */
static void warn_of_typo(struct meta *meta, struct key_value field,
                         const char *meant, const char *effect)
{
    struct slice hint =
        arena_printf(&meta->arena, "rename the key to '%s'", meant);
    diagnostics_add(
        &meta->diagnostics, DIAGNOSTIC_KEY_OF_PUBLICATION, field.value->line,
        root_key_column(slice_of(field.key), field.value), hint.data,
        "unknown key '%s'; it is read as '%s'%s", field.key, meant, effect);
}

/* Keeps the date if it holds the document back for longer. */
static void note_limit(struct meta *meta, const struct date *date,
                       bool is_expiry)
{
    const struct date **limit =
        is_expiry ? &meta->expires_at : &meta->publish_at;
    bool is_stricter =
        date != NULL && (*limit == NULL ||
                         (is_expiry ? date->instant_ms < (*limit)->instant_ms
                                    : date->instant_ms > (*limit)->instant_ms));
    if (is_stricter)
        *limit = date;
}

/* `publishDate` alone is the date; beside a `date`, when that is shown. All
 * keys of this kind count, so that none is overlooked. */
static void read_limit(struct meta *meta, const struct member *member,
                       const struct value *own_date)
{
    bool is_typo;
    const struct publication_key *key =
        publication_key_find(member->key, &is_typo);
    struct key_value field = {NULL, &member->value};
    struct date date;

    if (key == NULL || value_is_blank(field.value) || field.value == own_date)
        return;
    bool may_be_switch = key->effect == KEY_IS_PUBLISHED;
    if ((key->effect != KEY_IS_PUBLISH_DATE &&
         key->effect != KEY_IS_EXPIRY_DATE && !may_be_switch) ||
        ((is_typo || may_be_switch) &&
         (is_switch(field.value) || !parse_date(field.value, &date))))
        return;
    field.key = arena_copy(&meta->arena, member->key).data;
    if (is_typo)
        warn_of_typo(meta, field, key->name, "");
    note_limit(meta, read_date_of(meta, field),
               key->effect == KEY_IS_EXPIRY_DATE);
}

static void read_dates(struct meta *meta)
{
    const struct value *root = &meta->fields;
    struct key_value date = find_date(meta, keys_date);

    meta->name = path_without_draft(path_without_date(path_stem(meta->path)));
    if (date.value != NULL)
        meta->date = read_date_of(meta, date);
    if (meta->date == NULL)
        meta->date = date_from_path(meta);
    meta->updated = read_date(meta, keys_updated);
    for (size_t i = 0; value_is_object(root) && i < root->size; i++)
        read_limit(meta, &root->as.members[i], date.value);
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
    struct slice text = body->text, heading = body->headings[0].text;
    return slice_equal(slice_sub(text, 0, heading.size), heading) &&
           (text.size == heading.size || text.data[heading.size] == '\n');
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
        struct slice title = name_text(meta, field.value);
        if (title.data != NULL) {
            meta->title = title;
            return;
        }
        warn_kind(meta, field, "a string");
    }
    meta->title = title_from_body(&meta->source->body);
    if (meta->title.data == NULL)
        meta->title = title_from_name(meta);
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
    struct slice slug = name_text(meta, field.value);
    if (slug.data == NULL) {
        warn_kind(meta, field, "a string");
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
    struct key_value field = find_filled(&meta->fields, keys_excerpt);
    meta->excerpt = meta->source->body.excerpt;
    if (field.value == NULL)
        return;
    struct slice excerpt = scalar_text(meta, field.value);
    if (excerpt.data == NULL)
        warn_kind(meta, field, "a string");
    else
        meta->excerpt = excerpt;
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

/* A list of names while it is read. */
struct name_reader {
    struct meta *meta;
    const char *key;
    struct names *names;
    size_t capacity;
};

/* A path to a document stands for its name: "soup" of "content/tags/soup.md",
 * as editors with a picker write it. */
static struct slice name_of_path(struct slice text)
{
    enum source_kind ignored;
    bool is_path = slice_find_char(text, 0, '/') < text.size &&
                   slice_find_char(text, 0, ' ') == text.size &&
                   source_kind_of(text, &ignored);
    if (!is_path)
        return text;
    struct slice name = path_stem(text);
    return path_is_index(name) ? path_name(path_folder(text)) : name;
}

static void add_name(struct name_reader *reader, struct slice name)
{
    struct names *names = reader->names;
    name = name_of_path(slice_trim(name));
    if (name.size == 0 || names->count == NAMES_MAX_COUNT)
        return;
    names->items = arena_grow(&reader->meta->arena, names->items, names->count,
                              &reader->capacity, sizeof(struct slice));
    names->items[names->count++] = name;
}

/* What names a mapping: its label, or its only value: `{tag: soup}`. */
static const struct value *find_label(const struct value *mapping)
{
    struct key_value label = find_filled(mapping, label_keys);
    if (label.value == NULL && mapping->size == 1)
        return &mapping->as.members[0].value;
    return label.value;
}

static void warn_of_nameless(struct name_reader *reader,
                             const struct value *value)
{
    struct slice hint = arena_printf(
        &reader->meta->arena, "write the name alone in '%s', or after 'name:'",
        reader->key);
    diagnostics_add(&reader->meta->diagnostics, DIAGNOSTIC_FIELD_TYPE,
                    value->line, value->column, hint.data,
                    "%s has %s without a name, which is ignored", reader->key,
                    value_kind_name(value));
}

/* Lists within lists are one: Hexo's categories below categories. As deep as
 * front matter may be nested, which its parser bounds. */
static void read_name(struct name_reader *reader, const struct value *value)
{
    if (value_is_array(value)) {
        for (size_t i = 0; i < value->size; i++)
            read_name(reader, &value->as.items[i]);
    } else if (value_is_object(value)) {
        const struct value *label = find_label(value);
        if (label != NULL)
            read_name(reader, label);
        else
            warn_of_nameless(reader, value);
    } else {
        add_name(reader, name_text(reader->meta, value));
    }
}

/* Names apart by commas or lines. */
static void read_name_list(struct name_reader *reader, struct slice text)
{
    struct slice line, part;
    while (slice_cut(&text, '\n', &line)) {
        while (slice_cut(&line, ',', &part))
            add_name(reader, part);
    }
}

static void read_names(struct meta *meta, const char *const *keys,
                       struct names *names)
{
    struct key_value field = find_filled(&meta->fields, keys);
    struct name_reader reader = {meta, field.key, names, 0};

    if (field.value == NULL)
        return;
    if (field.value->kind == VALUE_STRING)
        read_name_list(&reader, value_text(field.value));
    else if (field.value->kind == VALUE_BOOLEAN)
        warn_kind(meta, field, "a list of names");
    else
        read_name(&reader, field.value);
    if (names->count == NAMES_MAX_COUNT)
        warn_of_many_names(&meta->diagnostics, field.key, field.value);
}

/* Words of WordPress, Ghost and others for what is not public. */
static const char *const statuses[] = {
    "draft",   "autodraft", "private", "pending",     "trash",
    "trashed", "archived",  "hidden",  "unpublished", NULL,
};
static const char *const states[] = {"draft", NULL};

static bool is_status_kept_back(const struct value *value,
                                const char *const *words)
{
    for (size_t i = 0; value_is_array(value) && i < value->size; i++) {
        if (is_word(&value->as.items[i], words))
            return true;
    }
    return is_word(value, words);
}

/* Whoever writes `draft: maybe` has not said that it may be published. */
static bool is_draft(struct meta *meta, struct key_value field, bool is_typo)
{
    if (value_is_blank(field.value) || is_false(field.value))
        return false;
    if (is_true(field.value) || is_typo)
        return is_true(field.value);
    diagnostics_add(
        &meta->diagnostics, DIAGNOSTIC_FIELD_TYPE, field.value->line,
        field.value->column, "write true or false",
        "%s is neither true nor false; the document is treated as a draft",
        field.key);
    return true;
}

static bool is_kept_back_by(struct meta *meta, const struct member *member)
{
    bool is_typo;
    const struct publication_key *key =
        publication_key_find(member->key, &is_typo);
    if (key == NULL)
        return false;
    const struct key_value field = {arena_copy(&meta->arena, member->key).data,
                                    &member->value};
    bool is_kept = false;
    switch (key->effect) {
    case KEY_IS_DRAFT:
        is_kept = is_draft(meta, field, is_typo);
        break;
    case KEY_IS_PRIVATE:
        is_kept = is_true(field.value);
        break;
    case KEY_IS_PUBLISHED:
        is_kept = is_false(field.value);
        break;
    case KEY_IS_STATUS:
        is_kept = is_status_kept_back(
            field.value, strcmp(key->name, "state") == 0 ? states : statuses);
        break;
    case KEY_IS_PUBLISH_DATE:
    case KEY_IS_EXPIRY_DATE:
        break;
    }
    if (is_kept && !slice_is(member->key, key->name))
        warn_of_typo(meta, field, key->name, ", and the document is kept back");
    return is_kept;
}

static void fill_status(struct meta *meta)
{
    static const char *const unlisted[] = {"unlisted", NULL};
    const struct value *root = &meta->fields;

    meta->is_draft = path_is_in_drafts(meta->path);
    for (size_t i = 0; value_is_object(root) && i < root->size; i++)
        meta->is_draft |= is_kept_back_by(meta, &root->as.members[i]);
    meta->is_hidden = is_true(value_find(root, "hidden")) ||
                      is_true(value_find(root, "unlisted")) ||
                      is_word(value_find(root, "visibility"), unlisted);
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
    meta->authors = find_filled(&meta->fields, keys_author).value;
    meta->url = value_find(&meta->fields, "url");
}
