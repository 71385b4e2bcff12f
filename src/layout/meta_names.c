/* meta_names.c - tags and categories, in every form that writers give them.
 *
 *     tags: soup, bread            two names
 *     tags: [soup, {name: bread}]  likewise
 *     categories: [[a, b], c]      three, as Hexo nests them */
#include "layout/meta_fields.h"

#include "base/unicode.h"
#include "document/note_link.h"

static const char *const label_keys[] = {
    "name", "title", "label", "slug", NULL,
};

void warn_of_many_names(struct diagnostics *diagnostics, const char *key,
                        const struct value *value)
{
    diagnostics_add(diagnostics, DIAGNOSTIC_TOO_MANY_NAMES, value->line,
                    value->column, "use fewer names",
                    "%s has %d names or more; only the first %d are kept", key,
                    NAMES_MAX_COUNT, NAMES_MAX_COUNT);
}

struct names meta_slugs_of(struct meta *meta, const struct names *names)
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

/* "[[soup]]" and "#soup" of a vault are "soup". */
static struct slice name_of_note(struct slice text)
{
    struct note_link note;
    if (slice_starts(text, "#") && slice_find_char(text, 0, ' ') == text.size)
        text = slice_from(text, 1);
    return note_link_parse_string(text, &note) ? note_link_name(&note) : text;
}

static void add_name(struct name_reader *reader, struct slice name)
{
    struct names *names = reader->names;
    name = name_of_path(name_of_note(slice_trim(name)));
    if (name.size == 0 || names->count == NAMES_MAX_COUNT)
        return;
    names->items = arena_grow(&reader->meta->arena, names->items, names->count,
                              &reader->capacity, sizeof(struct slice));
    names->items[names->count++] = name;
}

/* What names a mapping: its label, or its only value: `{tag: soup}`. */
static const struct value *find_label(const struct value *mapping)
{
    struct key_value label = key_value_find(mapping, label_keys);
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
        add_name(reader, meta_name_text(reader->meta, value));
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

/* Zola and Grav have their tags below another key: `taxonomies: {tags:
 * [soup]}`, `taxonomy: {tag: soup}`. */
static struct key_value find_field(const struct value *fields,
                                   const char *const *keys)
{
    struct key_value field = key_value_find(fields, keys);
    if (field.value == NULL)
        field = key_value_find(value_find(fields, "taxonomies"), keys);
    if (field.value == NULL)
        field = key_value_find(value_find(fields, "taxonomy"), keys);
    return field;
}

/* #tags in the body of a note. */
void meta_add_tags_of_body(struct meta *meta)
{
    const struct markdown *body = &meta->source->body;
    struct name_reader reader = {meta, "tags", &meta->tags, meta->tags.count};
    for (size_t i = 0; i < body->tag_count; i++) {
        struct slice tag = body->tags[i];
        size_t k = 0;
        while (k < meta->tags.count &&
               !slice_equal_nocase(meta->tags.items[k], tag))
            k++;
        if (k == meta->tags.count)
            add_name(&reader, tag);
    }
}

void meta_read_names(struct meta *meta, const char *const *keys,
                     struct names *names)
{
    struct key_value field = find_field(&meta->fields, keys);
    struct name_reader reader = {meta, field.key, names, 0};

    if (field.value == NULL)
        return;
    if (field.value->kind == VALUE_STRING)
        read_name_list(&reader, value_text(field.value));
    else if (field.value->kind == VALUE_BOOLEAN)
        meta_warn_kind(meta, field, "a list of names");
    else
        read_name(&reader, field.value);
    if (names->count == NAMES_MAX_COUNT)
        warn_of_many_names(&meta->diagnostics, field.key, field.value);
}
