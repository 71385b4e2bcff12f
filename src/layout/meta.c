/* meta.c - one meaning for the many names that writers use.
 *
 * Each field has its table of keys (keys.c), the first that is there counts,
 * and only a field of the wrong kind is worth a warning. What the front matter
 * does not say is read off the body or the file name. A fault is reported where
 * it is written: in the document, and never for what it inherits. */
#include "layout/meta.h"

#include "base/collate.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "document/keys.h"
#include "layout/languages.h"
#include "layout/sections.h"

#include <stdlib.h>
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

static bool is_blank(const struct value *value)
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
        if (value != NULL && !is_blank(value))
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
    if (field.value != NULL && !is_blank(field.value)) {
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
    if (field.value == NULL || is_blank(field.value))
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
    if (is_blank(field.value))
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
    if (value == NULL || is_blank(value) || is_false(value))
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
static void fill_fields(struct meta *meta)
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

static struct slice read_type(const struct value *front_matter)
{
    const struct value *type = value_find(front_matter, "type");
    if (!value_is_string(type))
        type = value_find(front_matter, "layout");
    return value_text(type);
}

static void add_reference(struct meta *meta, struct references *references,
                          const struct value *value)
{
    references->items =
        arena_grow(&meta->arena, references->items, references->count,
                   &references->capacity, sizeof *references->items);
    references->items[references->count++] = value;
}

static void read_section(struct meta *meta, const struct value *object)
{
    const struct section_rule *rule = NULL;
    struct slice type = section_type(object);
    while ((rule = section_rule_next(type, rule)) != NULL) {
        const struct value *value = value_find(object, rule->key);
        if (rule->kind == SECTION_REFERENCE && value_is_string(value))
            add_reference(meta, &meta->references, value);
        if (rule->kind != SECTION_REFERENCES || !value_is_array(value))
            continue;
        for (size_t i = 0; i < value->size; i++) {
            if (value_is_string(&value->as.items[i]))
                add_reference(meta, &meta->references, &value->as.items[i]);
        }
    }
}

/* As deep as front matter may be nested, which its parser bounds. */
static void read_references(struct meta *meta, const struct value *value)
{
    if (value_is_object(value)) {
        read_section(meta, value);
        for (size_t i = 0; i < value->size; i++)
            read_references(meta, &value->as.members[i].value);
    } else if (value_is_array(value)) {
        for (size_t i = 0; i < value->size; i++)
            read_references(meta, &value->as.items[i]);
    } else if (string_names_media(value_text(value))) {
        add_reference(meta, &meta->media, value);
    }
}

static unsigned traits_of(const struct meta *meta)
{
    const struct {
        bool is_met;
        enum trait trait;
    } rows[] = {
        {meta->references.count > 0, TRAIT_REFERENCES},
        {meta->source->body.slot_count > 0, TRAIT_LINKS},
        {meta->media.count > 0, TRAIT_MEDIA},
        {slice_is(meta->type, "Config"), TRAIT_CONFIG},
        {meta->kind == SOURCE_MARKDOWN &&
             find_first(&meta->front_matter, keys_alias).value != NULL,
         TRAIT_ALIASES},
    };
    unsigned traits = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        traits |= rows[i].is_met ? rows[i].trait : 0U;
    return traits;
}

enum written_kind written_kind_of(const struct value *value)
{
    static const enum written_kind kinds[] = {
        [VALUE_NULL] = WRITTEN_NOTHING,   [VALUE_BOOLEAN] = WRITTEN_BOOLEAN,
        [VALUE_INTEGER] = WRITTEN_NUMBER, [VALUE_FLOAT] = WRITTEN_NUMBER,
        [VALUE_STRING] = WRITTEN_STRING,  [VALUE_ARRAY] = WRITTEN_LIST,
        [VALUE_OBJECT] = WRITTEN_MAPPING,
    };
    return is_blank(value) ? WRITTEN_NOTHING : kinds[value->kind];
}

static uint64_t shape_of(const struct meta *meta)
{
    const struct value *root = &meta->front_matter;
    uint64_t hash = hash_bytes(meta->type, 0);
    for (size_t i = 0; value_is_object(root) && i < root->size; i++) {
        const struct member *member = &root->as.members[i];
        hash = hash_bytes(member->key, hash + written_kind_of(&member->value));
    }
    return hash;
}

/* Of what the file itself says: what is inherited has no line in it. */
static void keep_written_faults(struct diagnostics *diagnostics)
{
    size_t kept = 0;
    for (size_t i = 0; i < diagnostics->count; i++) {
        if (diagnostics->items[i].line > 0)
            diagnostics->items[kept++] = diagnostics->items[i];
    }
    diagnostics->count = kept;
}

static struct meta *meta_new(struct source *source)
{
    struct meta *meta = mem_alloc(1, sizeof *meta);
    size_t fault_count = source->diagnostics.count;
    atomic_init(&meta->reference_count, 1);
    meta->source = source_ref(source);
    meta->kind = source->kind;
    meta->path = source->path;
    meta->name = path_stem(source->path);
    meta->title = source->path;
    meta->diagnostics.arena = &meta->arena;
    meta->diagnostics.path = source->path;
    meta->diagnostics.max_warnings =
        fault_count < DIAGNOSTICS_MAX_PER_FILE
            ? DIAGNOSTICS_MAX_PER_FILE - fault_count
            : 1; /* and that one is dropped */
    return meta;
}

static void read_all(struct meta *meta)
{
    meta->type = read_type(&meta->front_matter);
    if (!meta->source->is_broken)
        fill_fields(meta);
    meta->sort_title = unicode_casefold(&meta->arena, meta->title);
    meta->title_number = collate_number(meta->sort_title);
    meta->shape = shape_of(meta);
    meta_read_language(meta);
    read_references(meta, &meta->front_matter);
    meta->traits = traits_of(meta);
}

struct inheritance *inheritance_new(
    const struct value *fields,
    struct value (*merge)(const struct value *under, const struct value *over,
                          struct arena *arena))
{
    struct inheritance *inheritance = mem_alloc(1, sizeof *inheritance);
    atomic_init(&inheritance->reference_count, 1);
    inheritance->fields = value_copy(fields, &inheritance->arena);
    inheritance->merge = merge;
    return inheritance;
}

void inheritance_unref(struct inheritance *inheritance)
{
    if (inheritance == NULL ||
        atomic_fetch_sub_explicit(&inheritance->reference_count, 1,
                                  memory_order_acq_rel) != 1)
        return;
    arena_release(&inheritance->arena);
    free(inheritance);
}

struct meta *meta_read(struct source *source, struct inheritance *inheritance)
{
    struct meta *meta = meta_new(source);
    meta->front_matter = source->front_matter;
    if (inheritance != NULL) {
        atomic_fetch_add_explicit(&inheritance->reference_count, 1,
                                  memory_order_relaxed);
        meta->inheritance = inheritance;
        meta->front_matter = inheritance->merge(
            &inheritance->fields, &source->front_matter, &meta->arena);
    }
    read_all(meta);
    if (inheritance != NULL)
        keep_written_faults(&meta->diagnostics);
    if (source->diagnostics.count >= DIAGNOSTICS_MAX_PER_FILE)
        meta->diagnostics.count = 0;
    return meta;
}

struct meta *meta_hide(const struct meta *full, const struct names *keys)
{
    struct meta *meta = meta_new(full->source);
    meta->full = meta_ref(full);
    meta->front_matter = value_without(&full->front_matter, keys, &meta->arena);
    read_all(meta);
    meta->is_draft = full->is_draft;
    meta->is_hidden = full->is_hidden;
    meta->publish_at = full->publish_at;
    meta->expires_at = full->expires_at;
    meta->diagnostics.count = 0;
    return meta;
}

const struct diagnostics *meta_faults(const struct meta *meta)
{
    return &(meta->full != NULL ? meta->full : meta)->diagnostics;
}

struct meta *meta_ref(const struct meta *meta)
{
    struct meta *counted = (struct meta *)meta;
    atomic_fetch_add_explicit(&counted->reference_count, 1,
                              memory_order_relaxed);
    return counted;
}

void meta_unref(const struct meta *meta)
{
    struct meta *counted = (struct meta *)meta;
    if (counted == NULL ||
        atomic_fetch_sub_explicit(&counted->reference_count, 1,
                                  memory_order_acq_rel) != 1)
        return;
    meta_unref(counted->full);
    inheritance_unref(counted->inheritance);
    source_unref(counted->source);
    arena_release(&counted->arena);
    free(counted);
}
