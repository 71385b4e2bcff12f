/* toml_library.h - what toml++ has read, as events for C.
 *
 *     a = 1          open table, key "a", integer 1,
 *     [b]            key "b", open table,
 *     c = [true]       key "c", open array, boolean true, close,
 *                    close, close
 *
 * Private to this room; the only header that toml_library.cpp shares with C. */
#ifndef DOCUMENT_TOML_LIBRARY_H
#define DOCUMENT_TOML_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Both from 1, counted in characters; lines end with LF. */
struct toml_place {
    uint32_t line, column;
};

enum toml_event_kind {
    TOML_OPEN_TABLE,
    TOML_OPEN_ARRAY,
    TOML_CLOSE, /* has no place */
    TOML_KEY,
    TOML_STRING,
    TOML_INTEGER,
    TOML_FLOAT, /* also infinite and NaN */
    TOML_BOOLEAN,
    TOML_DATE, /* or a time, or both; only its place is known */
};

struct toml_event {
    enum toml_event_kind kind;
    struct toml_place start, end; /* the end is after the last character */
    const char *text;             /* of a key or string: `size` bytes */
    size_t size;
    int64_t integer;
    double real;
    bool boolean;
};

/* Why the text is not TOML, in the library's words. */
struct toml_problem {
    struct toml_place place;
    const char *text;
    size_t size;
};

/* Both get the context of the caller; what they are given lasts for the call.
 * `take` returns false to end the reading. */
struct toml_sink {
    bool (*take)(void *context, const struct toml_event *event);
    void (*fail)(void *context, const struct toml_problem *problem);
    void *context;
};

/* Sends the events of a text, members in the order of the text. Returns false
 * if the sink ended it or was given a problem. */
bool toml_library_read(const char *text, size_t size,
                       const struct toml_sink *sink);

#ifdef __cplusplus
}
#endif

#endif
