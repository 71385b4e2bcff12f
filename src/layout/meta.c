/* meta.c - what a document says by itself, put together.
 *
 * A fault is reported where it is written: in the document, and never for what
 * it inherits. */
#include "layout/meta.h"

#include "base/array.h"
#include "base/collate.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "document/copy_name.h"
#include "document/keys.h"
#include "layout/languages.h"
#include "layout/meta_fields.h"
#include "layout/sections.h"

#include <stddef.h>
#include <stdlib.h>

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
    } else if (slice_starts(value_text(value), "[[")) {
        add_reference(meta, &meta->notes, value);
    } else if (string_names_media(value_text(value))) {
        add_reference(meta, &meta->media, value);
    }
}

static bool has_any(const struct value *object, const char *const *keys)
{
    while (*keys != NULL && value_find(object, *keys) == NULL)
        keys++;
    return *keys != NULL;
}

/* In a vault, any link may be one to a note. */
static bool links_notes(const struct source *source)
{
    const struct markdown *body = &source->body;
    size_t i = 0;
    if ((source->input.options.foreign & FOREIGN_VAULT) != 0)
        return body->slot_count > 0;
    while (i < body->slot_count && !body->slots[i].is_note)
        i++;
    return i < body->slot_count;
}

static unsigned traits_of(const struct meta *meta)
{
    struct slice stem;
    const struct {
        bool is_met;
        enum trait trait;
    } rows[] = {
        {meta->references.count > 0, TRAIT_REFERENCES},
        {meta->source->body.slot_count > 0, TRAIT_LINKS},
        {meta->notes.count > 0 || links_notes(meta->source), TRAIT_NOTES},
        {meta->media.count > 0, TRAIT_MEDIA},
        {slice_is(meta->type, "Config"), TRAIT_CONFIG},
        {copy_name_find(meta->path, &stem).data != NULL, TRAIT_COPY},
        {meta->kind == SOURCE_MARKDOWN && has_any(&meta->fields, keys_alias),
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
    return value_is_blank(value) ? WRITTEN_NOTHING : kinds[value->kind];
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
    meta->path = source_path_in_root(source);
    meta->name = path_stem(source->path);
    meta->title = meta->path;
    meta->diagnostics.arena = &meta->arena;
    meta->diagnostics.path = source->path;
    meta->diagnostics.max_warnings =
        fault_count < DIAGNOSTICS_MAX_PER_FILE
            ? DIAGNOSTICS_MAX_PER_FILE - fault_count
            : 1; /* and that one is dropped */
    return meta;
}

/* Front ends read from one field what writers spell in three ways. */
static void mark_as_unlisted(struct meta *meta)
{
    struct member *member = arena_alloc(&meta->arena, 1, sizeof *member);
    const struct value mark = {
        .kind = VALUE_OBJECT, .as.members = member, .size = 1};
    *member = (struct member){SLICE("unlisted"),
                              {.kind = VALUE_BOOLEAN, .as.boolean = true}};
    meta->front_matter =
        value_overlay(&meta->front_matter, &mark, &meta->arena);
}

void meta_unlist(struct meta *meta)
{
    if (meta->is_hidden || meta->kind != SOURCE_MARKDOWN)
        return;
    meta->is_hidden = true;
    mark_as_unlisted(meta);
    meta->shape = shape_of(meta);
}

static void read_all(struct meta *meta)
{
    meta->fields =
        keys_read(meta->key_names, &meta->front_matter, &meta->arena);
    meta->type = read_type(&meta->fields);
    if (!meta->source->is_broken)
        meta_fill_fields(meta);
    if (meta->is_hidden && meta->kind == SOURCE_MARKDOWN)
        mark_as_unlisted(meta);
    meta_sort_title(meta);
    meta->shape = shape_of(meta);
    meta_read_language(meta);
    read_references(meta, &meta->front_matter);
    meta->traits = traits_of(meta);
}

/* A key overrides the inherited one of the same meaning. */
static struct value inherit(struct meta *meta)
{
    const struct value under =
        keys_read(meta->key_names, &meta->inheritance->fields, &meta->arena);
    const struct value over =
        keys_read(meta->key_names, &meta->source->front_matter, &meta->arena);
    return meta->inheritance->merge(&under, &over, &meta->arena);
}

struct meta *meta_read(struct source *source, struct inheritance *inheritance,
                       const struct key_name *key_names)
{
    struct meta *meta = meta_new(source);
    meta->key_names = key_names;
    meta->written = source->front_matter;
    meta->front_matter = source->front_matter;
    meta->inheritance = inheritance_ref(inheritance);
    if (inheritance != NULL)
        meta->front_matter = inherit(meta);
    read_all(meta);
    if (inheritance != NULL)
        keep_written_faults(&meta->diagnostics);
    if (source->diagnostics.count >= DIAGNOSTICS_MAX_PER_FILE)
        meta->diagnostics.count = 0;
    return meta;
}

static bool is_about_one_of(const struct diagnostic *found,
                            const struct value *root, const struct names *keys)
{
    for (size_t i = 0; i < keys->count; i++) {
        const struct value *value = value_find_slice(root, keys->items[i]);
        if (value != NULL && value->line == found->line &&
            value->column == found->column)
            return true;
    }
    return false;
}

/* What is said of dates and statuses quotes them. */
static void hide_faults(struct meta *meta, const struct names *keys)
{
    static const struct {
        enum diagnostic_code code;
        const char *message, *hint;
    } quoting[] = {
        {DIAGNOSTIC_DATE_UNREADABLE, "the hidden value is not a date",
         "write it as 2024-05-01"},
        {DIAGNOSTIC_DATE_AMBIGUOUS, "the hidden value may be another date",
         "write it as 2024-05-01"},
        {DIAGNOSTIC_KEPT_BACK, "a hidden value keeps the document back",
         "remove the key if the document is public"},
    };
    const struct diagnostics *faults = &meta->full->diagnostics;
    meta->diagnostics.count = 0; /* those of what is left */
    for (size_t i = 0; i < faults->count; i++) {
        const struct diagnostic *found = &faults->items[i];
        size_t row = ARRAY_COUNT(quoting);
        for (size_t k = 0; k < ARRAY_COUNT(quoting); k++) {
            if (found->code == quoting[k].code &&
                is_about_one_of(found, &meta->full->front_matter, keys))
                row = k;
        }
        if (row < ARRAY_COUNT(quoting))
            diagnostics_add(&meta->diagnostics, found->code, found->line,
                            found->column, quoting[row].hint, "%s",
                            quoting[row].message);
        else
            diagnostics_copy(&meta->diagnostics, found);
    }
}

struct meta *meta_hide(const struct meta *full, const struct names *keys)
{
    struct meta *meta = meta_new(full->source);
    meta->full = meta_ref(full);
    meta->key_names = full->key_names;
    meta->written = value_without(&full->written, keys, &meta->arena);
    meta->front_matter = value_without(&full->front_matter, keys, &meta->arena);
    read_all(meta);
    meta->is_draft = full->is_draft;
    if (full->is_hidden)
        meta_unlist(meta);
    meta->publish_at = full->publish_at;
    meta->expires_at = full->expires_at;
    hide_faults(meta, keys);
    return meta;
}

void meta_remember_media(const struct meta *meta, unsigned version)
{
    atomic_store_explicit(&((struct meta *)meta)->media_version, version,
                          memory_order_relaxed);
}

bool meta_has_media(const struct meta *meta, unsigned version)
{
    return atomic_load_explicit(&meta->media_version, memory_order_relaxed) ==
           version;
}

const struct diagnostics *meta_faults(const struct meta *meta)
{
    return &meta->diagnostics;
}

/* A meta has to be here before what it points to can be fetched, and so on. */
#define PREFETCH_METAS  16
#define PREFETCH_VALUES 8
#define PREFETCH_TEXTS  4
#define CACHE_LINE      64

void meta_prefetch(struct meta *const *metas, size_t count, size_t index)
{
    if (count - index <= PREFETCH_METAS)
        return;
    const struct meta *meta = metas[index + PREFETCH_METAS];
    for (size_t i = 0; i < offsetof(struct meta, references); i += CACHE_LINE)
        __builtin_prefetch((const char *)meta + i);
    meta = metas[index + PREFETCH_VALUES];
    __builtin_prefetch(meta->place);
    __builtin_prefetch(meta->authors);
    meta = metas[index + PREFETCH_TEXTS];
    __builtin_prefetch(meta->path.data);
    __builtin_prefetch(value_text(meta->authors).data);
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
