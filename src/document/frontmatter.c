/* frontmatter.c - libyaml's events made into a value.
 *
 *     text -> libyaml -> event, event, ... -> composer -> value in the arena
 *                    \-> problem text + mark -> syntax_error -> diagnostic
 *
 * Events rather than libyaml's documents: the depth limit has to hold while
 * the text is being read (deep nesting is quadratic inside libyaml), and a
 * document would be a second copy of everything.
 *
 * libyaml follows YAML 1.1 but resolves no scalars; the 1.2 core schema is in
 * scalar.c, and looks at unquoted scalars only: "5" is a string by its quotes.
 * It stops at its first problem, so at most one syntax error is reported per
 * text; warnings found before it are kept.
 *
 * The only file that includes yaml.h. */
#include "document/frontmatter.h"

#include "base/array.h"
#include "base/unicode.h"
#include "document/composer.h"
#include "document/scalar.h"
#include "document/syntax_error.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct reader {
    yaml_parser_t parser;
    struct slice text;
    uint32_t first_line;
    struct composer composer;
    size_t document_count;
    bool may_have_comments; /* the text contains " #" */
    bool has_stand_ins;
    const char *stand_ins[3];   /* of breaks[]; NULL for none */
    size_t last_index, last_at; /* the character of the latest mark, in bytes */
};

static struct text_position position_of(const struct reader *reader,
                                        yaml_mark_t mark)
{
    return (struct text_position){(uint32_t)mark.line + reader->first_line,
                                  (uint32_t)mark.column + 1};
}

/* Characters that break lines in YAML 1.1, and so in libyaml, but neither in
 * YAML 1.2 nor in an editor: after one of them the rest of a comment would be a
 * key. libyaml reads another character of the same size in its place, one that
 * the text does not have. */
static const struct {
    const char *written;
    const char *stand_ins[4]; /* NULL after the last */
} breaks[] = {
    {"\xE2\x80\xA8", {"\xEF\xA3\xB0", "\xEF\xA3\xB1", "\xEF\xA3\xB2"}},
    {"\xE2\x80\xA9", {"\xEF\xA3\xB3", "\xEF\xA3\xB4", "\xEF\xA3\xB5"}},
    {"\xC2\x85", {"\xDF\xBA", "\xD4\xB0", "\xD6\x8C"}},
};

static bool has(struct slice text, const char *part)
{
    size_t first = slice_find_char(text, 0, part[0]); /* mostly there is none */
    return first < text.size &&
           slice_find(text, first, slice_of(part)) < text.size;
}

/* Replaces all of `from` by `to`, which has the same size. */
static void exchange(struct slice text, const char *from, const char *to)
{
    size_t size = strlen(from);
    for (size_t at = 0; (at = slice_find(text, at, slice_of(from))) < text.size;
         at += size)
        memcpy((char *)text.data + at, to, size);
}

/* Returns the text for libyaml; reader->stand_ins says what it stands for. */
static struct slice hide_breaks(struct reader *reader, struct slice text)
{
    struct slice hidden = text;
    for (size_t i = 0; i < ARRAY_COUNT(breaks); i++) {
        const char *const *stand_in = breaks[i].stand_ins;
        if (!has(text, breaks[i].written))
            continue;
        while (*stand_in != NULL && has(text, *stand_in))
            stand_in++;
        if (*stand_in == NULL)
            continue;
        if (hidden.data == text.data)
            hidden = arena_copy(reader->composer.arena, text);
        exchange(hidden, breaks[i].written, *stand_in);
        reader->stand_ins[i] = *stand_in;
        reader->has_stand_ins = true;
    }
    return hidden;
}

/* What libyaml read, as it is written. */
static struct slice show_breaks(const struct reader *reader, struct slice text)
{
    if (!reader->has_stand_ins)
        return text;
    struct slice shown = arena_copy(reader->composer.arena, text);
    for (size_t i = 0; i < ARRAY_COUNT(breaks); i++) {
        if (reader->stand_ins[i] != NULL)
            exchange(shown, reader->stand_ins[i], breaks[i].written);
    }
    return shown;
}

static struct slice text_of(const yaml_char_t *text)
{
    return slice_of((const char *)text);
}

/* Lives in the arena; SLICE_NONE when there is no anchor. */
static struct slice keep_anchor(struct reader *reader, const yaml_char_t *name)
{
    return arena_copy(reader->composer.arena, text_of(name));
}

/* The byte at a mark: libyaml counts characters, and takes more of them for
 * line breaks than an editor does, so its lines are not to be trusted here. */
static size_t offset_of(const struct reader *reader, yaml_mark_t mark)
{
    size_t at = 0;
    for (size_t i = 0; i < mark.index && at < reader->text.size; i++)
        (void)utf8_next(reader->text, &at);
    return at;
}

/* The same of marks that come one after the other: together they cost one walk
 * over the text. */
static size_t next_offset(struct reader *reader, yaml_mark_t mark)
{
    while (reader->last_index < mark.index &&
           reader->last_at < reader->text.size) {
        (void)utf8_next(reader->text, &reader->last_at);
        reader->last_index++;
    }
    return reader->last_at;
}

/* The reader inside libyaml fails before there are marks. */
static size_t problem_offset(const struct reader *reader)
{
    if (reader->parser.error == YAML_READER_ERROR)
        return reader->parser.problem_offset;
    return offset_of(reader, reader->parser.problem_mark);
}

static bool report_problem(const struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        abort(); /* out of memory, as everywhere */
    struct syntax_error error = {
        .text = reader->text,
        .first_line = reader->first_line,
        .problem = slice_of(parser->problem),
        .context = slice_of(parser->context),
        .problem_at = problem_offset(reader),
        .context_at = offset_of(reader, parser->context_mark),
    };
    return syntax_error_report(&error, reader->composer.diagnostics);
}

static bool report_at(const struct reader *reader, yaml_mark_t mark,
                      const char *problem)
{
    struct syntax_error error = {
        .text = reader->text,
        .first_line = reader->first_line,
        .problem = slice_of(problem),
        .problem_at = offset_of(reader, mark),
        .context_at = offset_of(reader, mark),
    };
    return syntax_error_report(&error, reader->composer.diagnostics);
}

/* Kinds that a tag can ask for. All other tags are as if they were absent. */
static const struct {
    const char *tag;
    enum value_kind kind;
} tags[] = {
    {YAML_STR_TAG, VALUE_STRING},   {"!", VALUE_STRING},
    {YAML_INT_TAG, VALUE_INTEGER},  {YAML_FLOAT_TAG, VALUE_FLOAT},
    {YAML_BOOL_TAG, VALUE_BOOLEAN}, {YAML_NULL_TAG, VALUE_NULL},
};

static bool find_tag(const yaml_char_t *tag, enum value_kind *ret_kind)
{
    for (size_t i = 0; tag != NULL && i < ARRAY_COUNT(tags); i++) {
        if (strcmp((const char *)tag, tags[i].tag) == 0) {
            *ret_kind = tags[i].kind;
            return true;
        }
    }
    return false;
}

static void warn_misfit(const struct reader *reader,
                        struct text_position position, enum scalar_fit fit,
                        struct slice text)
{
    struct diagnostics *diagnostics = reader->composer.diagnostics;
    if (fit == SCALAR_TOO_LARGE)
        scalar_warn_of_number(text, position.line, position.column,
                              diagnostics);
    else
        (void)diagnostics_add(
            diagnostics, DIAGNOSTIC_FIELD_TYPE, position.line, position.column,
            "correct the value or remove the tag",
            "'%.*s' does not fit its tag (!!); it becomes a string",
            SLICE_FMT(utf8_truncate(text, 60)));
}

static struct value resolve(const struct reader *reader,
                            const yaml_event_t *event, struct slice text)
{
    struct value value = value_of_text(text);
    enum scalar_fit fit = SCALAR_FITS;
    enum value_kind kind;
    if (find_tag(event->data.scalar.tag, &kind)) {
        if (kind != VALUE_STRING)
            fit = scalar_read_as(kind, text, &value);
    } else if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE) {
        fit = scalar_read(text, &value);
    }
    if (fit != SCALAR_FITS)
        warn_misfit(reader, position_of(reader, event->start_mark), fit, text);
    return value;
}

/* What the value lacks of what its writer wrote. */
static void check_losses(struct reader *reader, const yaml_event_t *event,
                         const struct value *value)
{
    struct text_position position = position_of(reader, event->start_mark);
    struct slice tag = text_of(event->data.scalar.tag);
    enum value_kind ignored;
    if (slice_starts(tag, "!") && !find_tag(event->data.scalar.tag, &ignored))
        scalar_warn_of_tag(tag, position.line, position.column,
                           reader->composer.diagnostics);
    bool may_be_items =
        event->data.scalar.length > 1 && event->data.scalar.value[0] == '-';
    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE ||
        (!reader->may_have_comments && !may_be_items))
        return; /* nearly always, and so no place is looked for */
    const struct plain_scalar plain = {
        .text = reader->text,
        .start = next_offset(reader, event->start_mark),
        .end = next_offset(reader, event->end_mark),
        .line = position.line,
        .column = position.column,
        .as = value,
    };
    scalar_warn_of_losses(&plain, reader->composer.diagnostics);
}

/* A key is its text as written; only null, which may be written as nothing,
 * needs a name. */
static void add_key(struct reader *reader, const yaml_event_t *event,
                    struct slice text)
{
    bool is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
                    event->data.scalar.tag == NULL;
    struct value value = value_of_text(text);
    struct text_position position = position_of(reader, event->start_mark);
    if (is_plain)
        (void)scalar_read(text, &value);
    scalar_warn_of_invisible(text, position.line, position.column,
                             reader->composer.diagnostics);
    composer_add_key(&reader->composer,
                     value.kind == VALUE_NULL
                         ? SLICE("null")
                         : arena_copy(reader->composer.arena, text),
                     is_plain && slice_is(text, "<<"),
                     keep_anchor(reader, event->data.scalar.anchor), position);
}

static bool take_scalar(struct reader *reader, const yaml_event_t *event)
{
    struct slice text =
        show_breaks(reader, (struct slice){
                                (const char *)event->data.scalar.value,
                                event->data.scalar.length,
                            });
    if (composer_wants_key(&reader->composer)) {
        add_key(reader, event, text);
        return true;
    }
    struct value value = resolve(reader, event, text);
    check_losses(reader, event, &value);
    value.is_quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    if (value.kind == VALUE_STRING)
        value.as.text = arena_copy(reader->composer.arena, text).data;
    else if (value.kind != VALUE_NULL)
        value.spelling = arena_copy(reader->composer.arena, text).data;
    return composer_add(&reader->composer, value,
                        keep_anchor(reader, event->data.scalar.anchor),
                        position_of(reader, event->start_mark));
}

static bool take_alias(struct reader *reader, const yaml_event_t *event)
{
    struct slice name = text_of(event->data.alias.anchor);
    struct text_position position = position_of(reader, event->start_mark);
    if (!composer_wants_key(&reader->composer))
        return composer_add_alias(&reader->composer, name, position);

    const struct value *value = composer_find_anchor(&reader->composer, name);
    if (!value_is_string(value))
        return report_at(reader, event->start_mark, PROBLEM_ALIAS_AS_KEY);
    composer_add_key(&reader->composer, value_text(value), false, SLICE_NONE,
                     position);
    return true;
}

static bool take_start(struct reader *reader, const yaml_event_t *event)
{
    if (composer_wants_key(&reader->composer))
        return report_at(reader, event->start_mark, PROBLEM_COMPLEX_KEY);

    bool is_array = event->type == YAML_SEQUENCE_START_EVENT;
    const yaml_char_t *anchor = is_array ? event->data.sequence_start.anchor
                                         : event->data.mapping_start.anchor;
    return composer_open(
        &reader->composer, is_array ? VALUE_ARRAY : VALUE_OBJECT,
        keep_anchor(reader, anchor), position_of(reader, event->start_mark));
}

static bool take_end(struct reader *reader, const yaml_event_t *event)
{
    (void)event;
    composer_close(&reader->composer);
    return true;
}

static bool take_document(struct reader *reader, const yaml_event_t *event)
{
    if (reader->document_count++ == 0)
        return true;
    return report_at(reader, event->start_mark, PROBLEM_SECOND_DOCUMENT);
}

static bool (*const takers[])(struct reader *, const yaml_event_t *) = {
    [YAML_DOCUMENT_START_EVENT] = take_document,
    [YAML_ALIAS_EVENT] = take_alias,
    [YAML_SCALAR_EVENT] = take_scalar,
    [YAML_SEQUENCE_START_EVENT] = take_start,
    [YAML_SEQUENCE_END_EVENT] = take_end,
    [YAML_MAPPING_START_EVENT] = take_start,
    [YAML_MAPPING_END_EVENT] = take_end,
};

#define TAKER_COUNT ARRAY_COUNT(takers)

static bool read_events(struct reader *reader)
{
    yaml_event_type_t type = YAML_NO_EVENT;
    while (type != YAML_STREAM_END_EVENT) {
        yaml_event_t event;
        if (yaml_parser_parse(&reader->parser, &event) == 0)
            return report_problem(reader);
        type = event.type;
        bool ok = type >= TAKER_COUNT || takers[type] == NULL ||
                  takers[type](reader, &event);
        yaml_event_delete(&event);
        if (!ok)
            return false;
    }
    return true;
}

/* Some close a data file as they close front matter; what comes after the line
 * would be another document (YAML 1.2, 9.2), but nothing does. */
static struct slice without_last_marker(struct slice text)
{
    struct slice rest = slice_trim(text);
    if (!slice_ends(rest, "\n---"))
        return text;
    return slice_sub(text, 0, (size_t)(rest.data - text.data) + rest.size - 3);
}

bool frontmatter_parse(struct slice text, uint32_t first_line,
                       struct arena *arena, struct diagnostics *diagnostics,
                       struct value *ret_value)
{
    text = utf8_skip_mark(text);
    text = without_last_marker(text);
    struct reader reader = {
        .text = text,
        .first_line = first_line,
        .composer = {.arena = arena, .diagnostics = diagnostics},
        .may_have_comments = slice_find(text, 0, SLICE(" #")) < text.size ||
                             slice_find(text, 0, SLICE("\t#")) < text.size,
    };
    if (yaml_parser_initialize(&reader.parser) == 0)
        abort(); /* fails only when out of memory */
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    text = hide_breaks(&reader, text);
    yaml_parser_set_input_string(
        &reader.parser,
        (const unsigned char *)(text.data != NULL ? text.data : ""), text.size);

    bool ok = read_events(&reader);
    if (ok)
        *ret_value = reader.composer.root;
    yaml_parser_delete(&reader.parser);
    composer_release(&reader.composer);
    return ok;
}
