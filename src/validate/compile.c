/* compile.c - from texts to schemas that can be applied.
 *
 *     parse    each file becomes a value with places
 *     collect  its subschemas, addresses and anchors
 *     compile  each keyword becomes a requirement: references and patterns are
 *              resolved once, here
 *
 * What a file has wrong is a diagnostic, and the file is judged by no longer:
 * half a schema would accept what the whole one does not. */
#include "base/mem.h"
#include "base/unicode.h"
#include "document/data.h"
#include "validate/collect.h"
#include "validate/formats.h"
#include "validate/pattern.h"
#include "validate/resolve.h"

/* How much of a pattern a message shows. */
#define SHOWN_MAX_BYTES 200

/* What a faulty pattern matches is not asked: its file is not judged by. */
static const struct pattern *pattern_of(struct schema_set *schemas,
                                        struct subschema *part,
                                        struct slice text,
                                        const struct value *at)
{
    struct pattern *pattern;
    struct err err;
    if (!pattern_new(text, &pattern, &err)) {
        schema_fault(schemas, part->resource->file, DIAGNOSTIC_SCHEMA_INVALID,
                     at, NULL, "'%.*s' is not a valid regular expression: %s",
                     SLICE_FMT(utf8_truncate(text, SHOWN_MAX_BYTES)), err.text);
        return NULL;
    }
    schemas->compiled =
        arena_grow(&schemas->arena, schemas->compiled, schemas->compiled_count,
                   &schemas->compiled_capacity, sizeof(struct pattern *));
    schemas->compiled[schemas->compiled_count++] = pattern;
    return pattern;
}

static void take_many(struct schema_set *schemas, struct requirement *one)
{
    const struct value *argument = one->argument;
    bool is_map = value_is_object(argument);
    one->as.many = arena_alloc(&schemas->arena, argument->size,
                               sizeof(const struct subschema *));
    for (size_t i = 0; i < argument->size; i++)
        one->as.many[i] =
            schemas_part(schemas, is_map ? &argument->as.members[i].value
                                         : &argument->as.items[i]);
}

static void take_patterns(struct schema_set *schemas, struct subschema *part,
                          struct requirement *one)
{
    const struct value *argument = one->argument;
    one->patterns = arena_alloc(&schemas->arena, argument->size,
                                sizeof(const struct pattern *));
    for (size_t i = 0; i < argument->size; i++) {
        const struct value key = member_key(&argument->as.members[i]);
        one->patterns[i] =
            pattern_of(schemas, part, argument->as.members[i].key, &key);
    }
}

/* A `$dynamicRef` to a dynamic anchor depends on the way to it (8.2.3.2). */
static void take_reference(struct schema_set *schemas, struct subschema *part,
                           struct requirement *one)
{
    one->as.one = resolve_reference(schemas, part, one->argument);
    if (one->keyword->name != KEYWORD_DYNAMIC_REF || one->as.one == NULL)
        return;
    struct slice text = value_text(one->argument);
    size_t hash = slice_find_char(text, 0, '#');
    struct slice name = slice_from(text, hash + 1);
    const struct value *anchor =
        value_find(one->as.one->written, "$dynamicAnchor");
    if (hash < text.size && slice_equal(value_text(anchor), name) &&
        name.size > 0)
        one->anchor = name;
}

static size_t limit_of(const struct value *value)
{
    if (value->kind == VALUE_INTEGER)
        return (size_t)value->as.integer;
    return value->as.real < 1e15 ? (size_t)value->as.real : SIZE_MAX;
}

static struct names names_of(const struct value *value, struct arena *arena)
{
    bool is_list = value_is_array(value);
    size_t count = is_list ? value->size : 1;
    struct names names = {arena_alloc(arena, count, sizeof *names.items),
                          count};
    for (size_t i = 0; i < count; i++)
        names.items[i] = value_text(is_list ? &value->as.items[i] : value);
    return names;
}

static void take_argument(struct schema_set *schemas, struct subschema *part,
                          struct requirement *one)
{
    switch (one->keyword->argument) {
    case ARGUMENT_SCHEMA:
        one->as.one = schemas_part(schemas, one->argument);
        break;
    case ARGUMENT_SCHEMA_LIST:
    case ARGUMENT_SCHEMA_MAP:
        take_many(schemas, one);
        break;
    case ARGUMENT_PATTERN:
        one->as.pattern =
            pattern_of(schemas, part, value_text(one->argument), one->argument);
        break;
    case ARGUMENT_LIMIT:
        one->as.limit = limit_of(one->argument);
        break;
    case ARGUMENT_STRING_OR_STRINGS:
        one->as.names = names_of(one->argument, &schemas->arena);
        break;
    default:
        break;
    }
    if (one->keyword->name == KEYWORD_PATTERN_PROPERTIES)
        take_patterns(schemas, part, one);
    else if (one->keyword->name == KEYWORD_FORMAT)
        one->as.format = format_find(value_text(one->argument));
    else if (one->keyword->name == KEYWORD_REF ||
             one->keyword->name == KEYWORD_DYNAMIC_REF)
        take_reference(schemas, part, one);
}

/* What is unevaluated is known after everything else (11). */
static bool is_last(const struct keyword *keyword)
{
    return keyword->name == KEYWORD_UNEVALUATED_ITEMS ||
           keyword->name == KEYWORD_UNEVALUATED_PROPERTIES;
}

static void compile(struct schema_set *schemas, struct subschema *part)
{
    const struct value *written = part->written;
    if (!value_is_object(written))
        return;
    struct requirement *all =
        arena_alloc(&schemas->arena, written->size, sizeof *all);
    part->requirements = all;
    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < written->size; i++) {
            const struct member *member = &written->as.members[i];
            const struct keyword *keyword = keyword_find(member->key);
            if (keyword == NULL || is_last(keyword) != (turn == 1) ||
                argument_wanted(keyword->argument, &member->value) != NULL)
                continue;
            all[part->count++] = (struct requirement){
                .keyword = keyword, .argument = &member->value, .part = part};
        }
    }
    for (size_t i = 0; i < part->count; i++)
        take_argument(schemas, part, &all[i]);
}

static void parse(struct schema_set *schemas, struct schema_file *file,
                  const struct schema_text *text)
{
    size_t before = schemas->faults.error_count;
    file->name = arena_copy(&schemas->arena, text->name);
    file->path = arena_copy(&schemas->arena, text->path);
    schemas->faults.path = file->path;
    file->is_faulty = !data_parse(text->text, &schemas->arena, &schemas->faults,
                                  &file->root) ||
                      schemas->faults.error_count > before;
    map_put(&schemas->by_name, file->name, file);
}

struct schema_set *schemas_new(const struct schema_text *texts, size_t count)
{
    struct schema_set *schemas = mem_alloc(1, sizeof *schemas);
    atomic_init(&schemas->reference_count, 1);
    schemas->faults.arena = &schemas->arena;
    schemas->file_count = count;
    schemas->files =
        arena_alloc(&schemas->arena, count, sizeof *schemas->files);
    for (size_t i = 0; i < count; i++)
        parse(schemas, &schemas->files[i], &texts[i]);
    for (size_t i = 0; i < count; i++) {
        if (!schemas->files[i].is_faulty)
            collect_file(schemas, &schemas->files[i]);
    }
    /* References may add parts at the end. */
    for (size_t i = 0; i < schemas->part_count; i++)
        compile(schemas, schemas->parts[i]);
    return schemas;
}
