/* yaml_writer.c - hands a value to libyaml as events.
 *
 * Strings are quoted where a reader could take them for something else: readers
 * of YAML 1.1 know more words for true and null, and dates. */
#include "document/yaml_writer.h"

#include "base/array.h"

#include <yaml.h>

#define LINE_WIDTH 100

static int append(void *context, unsigned char *bytes, size_t size)
{
    str_append(context, (struct slice){(const char *)bytes, size});
    return 1;
}

/* Memory is all that can run out, and that ends the program elsewhere. */
static void emit(yaml_emitter_t *emitter, yaml_event_t *event)
{
    (void)yaml_emitter_emit(emitter, event);
}

static void emit_scalar(yaml_emitter_t *emitter, struct slice text,
                        yaml_scalar_style_t style)
{
    yaml_event_t event;
    const yaml_char_t *bytes = (const yaml_char_t *)text.data;
    if (yaml_scalar_event_initialize(&event, NULL, NULL, bytes, (int)text.size,
                                     1, 1, style) != 0)
        emit(emitter, &event);
}

/* Whether the text means a string in every schema of YAML, unquoted: it starts
 * with a letter and is no word for a boolean or null, or a path. libyaml quotes
 * what is no plain scalar at all. */
static bool is_plain(struct slice text)
{
    static const char *const words[] = {"y",   "n",    "yes",   "no",  "on",
                                        "off", "true", "false", "null"};
    if (text.size == 0)
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        if (slice_equal_nocase(text, slice_of(words[i])))
            return false;
    }
    char first = text.data[0];
    return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') ||
           first == '/' || first == '$';
}

/* What YAML 1.1 takes for the end of a line beside a line feed. */
static bool has_other_breaks(struct slice text)
{
    static const char *const breaks[] = {"\xC2\x85", "\xE2\x80\xA8",
                                         "\xE2\x80\xA9", "\r"};
    for (size_t i = 0; i < ARRAY_COUNT(breaks); i++) {
        if (slice_find(text, 0, slice_of(breaks[i])) < text.size)
            return true;
    }
    return false;
}

static void emit_string(yaml_emitter_t *emitter, struct slice text)
{
    bool has_lines = slice_find_char(text, 0, '\n') < text.size;
    emit_scalar(emitter, text,
                has_other_breaks(text) ? YAML_DOUBLE_QUOTED_SCALAR_STYLE
                : has_lines            ? YAML_LITERAL_SCALAR_STYLE
                : is_plain(text)       ? YAML_PLAIN_SCALAR_STYLE
                                       : YAML_SINGLE_QUOTED_SCALAR_STYLE);
}

static void emit_value(yaml_emitter_t *emitter, const struct value *value);

static void emit_array(yaml_emitter_t *emitter, const struct value *value)
{
    yaml_event_t event;
    if (yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
                                             YAML_BLOCK_SEQUENCE_STYLE) == 0)
        return;
    emit(emitter, &event);
    for (size_t i = 0; i < value->size; i++)
        emit_value(emitter, &value->as.items[i]);
    if (yaml_sequence_end_event_initialize(&event) != 0)
        emit(emitter, &event);
}

static void emit_object(yaml_emitter_t *emitter, const struct value *value)
{
    yaml_event_t event;
    if (yaml_mapping_start_event_initialize(&event, NULL, NULL, 1,
                                            YAML_BLOCK_MAPPING_STYLE) == 0)
        return;
    emit(emitter, &event);
    for (size_t i = 0; i < value->size; i++) {
        emit_string(emitter, value->as.members[i].key);
        emit_value(emitter, &value->as.members[i].value);
    }
    if (yaml_mapping_end_event_initialize(&event) != 0)
        emit(emitter, &event);
}

static void emit_number(yaml_emitter_t *emitter, const struct value *value)
{
    struct str digits = {0};
    if (value->kind == VALUE_INTEGER)
        str_appendf(&digits, "%lld", (long long)value->as.integer);
    else
        str_append_real(&digits, value->as.real);
    emit_scalar(emitter, str_slice(&digits), YAML_PLAIN_SCALAR_STYLE);
    str_release(&digits);
}

/* Recursion is as deep as the value. */
static void emit_value(yaml_emitter_t *emitter, const struct value *value)
{
    switch ((enum value_kind)value->kind) {
    case VALUE_NULL:
        emit_scalar(emitter, SLICE("null"), YAML_PLAIN_SCALAR_STYLE);
        break;
    case VALUE_BOOLEAN:
        emit_scalar(emitter, value->as.boolean ? SLICE("true") : SLICE("false"),
                    YAML_PLAIN_SCALAR_STYLE);
        break;
    case VALUE_INTEGER:
    case VALUE_FLOAT:
        emit_number(emitter, value);
        break;
    case VALUE_STRING:
        emit_string(emitter, value_text(value));
        break;
    case VALUE_ARRAY:
        emit_array(emitter, value);
        break;
    case VALUE_OBJECT:
        emit_object(emitter, value);
        break;
    }
}

void yaml_write(struct str *out, const struct value *value)
{
    yaml_emitter_t emitter;
    yaml_event_t event;
    if (yaml_emitter_initialize(&emitter) == 0)
        return;
    yaml_emitter_set_output(&emitter, append, out);
    yaml_emitter_set_unicode(&emitter, 1);
    yaml_emitter_set_width(&emitter, LINE_WIDTH);
    if (yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING) != 0)
        emit(&emitter, &event);
    if (yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1) != 0)
        emit(&emitter, &event);
    emit_value(&emitter, value);
    if (yaml_document_end_event_initialize(&event, 1) != 0)
        emit(&emitter, &event);
    if (yaml_stream_end_event_initialize(&event) != 0)
        emit(&emitter, &event);
    (void)yaml_emitter_flush(&emitter);
    yaml_emitter_delete(&emitter);
}
