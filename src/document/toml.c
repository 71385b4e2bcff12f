/* toml.c - the events of toml++ made into a value.
 *
 *     text -> limits -> toml++ -> event, event, ... -> composer -> value
 *                             \-> problem + place -> toml_error -> diagnostic
 *
 * The limits come first (toml_limits.c), because the library has none for the
 * depth of dotted keys and frees what it has read by recursion.
 *
 * Numbers keep their spelling, and a date is a string as it is written, like in
 * YAML: the library knows neither, so both are cut out of the text. It gives
 * lines and characters; to find one byte must not cost a walk over a long line,
 * so every 64th character is noted once (struct places). */
#include "document/toml.h"

#include "base/unicode.h"
#include "document/composer.h"
#include "document/frontmatter.h"
#include "document/scalar.h"
#include "document/toml_error.h"
#include "document/toml_library.h"
#include "document/toml_limits.h"

#include <math.h>

#define NOTED_EVERY 64 /* characters */

/* Where lines and characters are in the text. */
struct places {
    struct slice text;
    uint32_t *lines; /* of each, the number of characters before it */
    size_t line_count, line_capacity;
    uint32_t *noted; /* of each such character, its byte */
    size_t noted_count, noted_capacity;
};

struct reading {
    struct composer composer;
    struct places places;
    struct arena scratch; /* of the places */
    uint32_t first_line;
};

/* Files have less than 4 GiB (SOURCE_MAX_BYTES). */
static void note(struct arena *arena, uint32_t **list, size_t *count,
                 size_t *capacity, size_t value)
{
    *list = arena_grow(arena, *list, *count, capacity, sizeof **list);
    (*list)[(*count)++] = (uint32_t)value;
}

static void find_places(struct places *places, struct arena *arena)
{
    size_t characters = 0;
    note(arena, &places->lines, &places->line_count, &places->line_capacity, 0);
    for (size_t at = 0; at < places->text.size; characters++) {
        size_t before = at;
        if (characters % NOTED_EVERY == 0)
            note(arena, &places->noted, &places->noted_count,
                 &places->noted_capacity, at);
        (void)utf8_next(places->text, &at);
        if (places->text.data[before] == '\n')
            note(arena, &places->lines, &places->line_count,
                 &places->line_capacity, characters + 1);
    }
}

/* Returns the byte at a place, or the size of the text. */
static size_t offset_of(const struct places *places, struct toml_place place)
{
    if (place.line == 0 || place.line > places->line_count || place.column == 0)
        return places->text.size;
    size_t character = (size_t)places->lines[place.line - 1] + place.column - 1;
    size_t index = character / NOTED_EVERY;
    if (index >= places->noted_count)
        return places->text.size;
    size_t at = places->noted[index];
    for (size_t i = character % NOTED_EVERY; i > 0 && at < places->text.size;
         i--)
        (void)utf8_next(places->text, &at);
    return at;
}

/* Returns what is written where the event is, in the arena of the value. */
static struct slice written(struct reading *reading,
                            const struct toml_event *event)
{
    size_t start = offset_of(&reading->places, event->start);
    size_t end = offset_of(&reading->places, event->end);
    return arena_copy(reading->composer.arena,
                      slice_trim(slice_sub(reading->places.text, start, end)));
}

static struct text_position position_of(const struct reading *reading,
                                        struct toml_place place)
{
    if (place.line == 0)
        return (struct text_position){0, 0};
    return (struct text_position){place.line + reading->first_line - 1,
                                  place.column};
}

static struct slice copy_text(struct reading *reading,
                              const struct toml_event *event)
{
    return arena_copy(reading->composer.arena,
                      (struct slice){event->text, event->size});
}

/* Not even a date without quotes has another meaning in YAML. */
static struct value quoted(struct slice text)
{
    struct value value = value_of_text(text);
    value.is_quoted = true;
    return value;
}

static struct value value_of(struct reading *reading,
                             const struct toml_event *event)
{
    struct text_position position = position_of(reading, event->start);
    struct value value = {.kind = VALUE_NULL};
    if (event->kind == TOML_STRING)
        return quoted(copy_text(reading, event));
    struct slice spelling = written(reading, event);
    if (event->kind == TOML_FLOAT && !isfinite(event->real))
        scalar_warn_of_number(spelling, position.line, position.column,
                              reading->composer.diagnostics);
    if (event->kind == TOML_DATE ||
        (event->kind == TOML_FLOAT && !isfinite(event->real)))
        return quoted(spelling);
    if (event->kind == TOML_INTEGER) {
        value.kind = VALUE_INTEGER;
        value.as.integer = event->integer;
    } else if (event->kind == TOML_FLOAT) {
        value.kind = VALUE_FLOAT;
        value.as.real = event->real;
    } else {
        value.kind = VALUE_BOOLEAN;
        value.as.boolean = event->boolean;
    }
    value.spelling = spelling.data;
    return value;
}

static bool take_key(struct reading *reading, const struct toml_event *event)
{
    struct text_position position = position_of(reading, event->start);
    struct slice key = copy_text(reading, event);
    scalar_warn_of_invisible(key, position.line, position.column,
                             reading->composer.diagnostics);
    composer_add_key(&reading->composer, key, false, SLICE_NONE, position);
    return true;
}

static bool take(void *context, const struct toml_event *event)
{
    struct reading *reading = context;
    struct composer *composer = &reading->composer;
    struct text_position position = position_of(reading, event->start);
    switch (event->kind) {
    case TOML_OPEN_TABLE:
        return composer_open(composer, VALUE_OBJECT, SLICE_NONE, position);
    case TOML_OPEN_ARRAY:
        return composer_open(composer, VALUE_ARRAY, SLICE_NONE, position);
    case TOML_CLOSE:
        composer_close(composer);
        return true;
    case TOML_KEY:
        return take_key(reading, event);
    default:
        return composer_add(composer, value_of(reading, event), SLICE_NONE,
                            position);
    }
}

static void fail(void *context, const struct toml_problem *problem)
{
    const struct reading *reading = context;
    (void)toml_error_report(
        &(struct toml_error){
            .text = reading->places.text,
            .first_line = reading->first_line,
            .problem = {problem->text, problem->size},
            .at = offset_of(&reading->places, problem->place),
        },
        reading->composer.diagnostics);
}

bool toml_parse(struct slice text, uint32_t first_line, struct arena *arena,
                struct diagnostics *diagnostics, struct value *ret_value)
{
    text = utf8_skip_mark(text);
    if (!toml_check_limits(text, first_line, diagnostics))
        return false;
    struct reading reading = {
        .composer = {.arena = arena, .diagnostics = diagnostics},
        .places = {.text = text},
        .first_line = first_line,
    };
    const struct toml_sink sink = {take, fail, &reading};
    find_places(&reading.places, &reading.scratch);
    bool ok =
        toml_library_read(text.data != NULL ? text.data : "", text.size, &sink);
    if (ok)
        *ret_value = reading.composer.root;
    arena_release(&reading.scratch);
    composer_release(&reading.composer);
    return ok;
}
