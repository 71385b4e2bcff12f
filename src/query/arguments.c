/* arguments.c - splits a query string at "&" and at the first "=". */
#include "query/arguments.h"

#include "base/percent.h"
#include "base/unicode.h"

static struct argument decode(struct slice pair, struct arena *arena)
{
    struct argument argument;
    size_t equals = slice_find_char(pair, 0, '=');
    struct slice name = slice_sub(pair, 0, equals);
    argument.is_malformed =
        !percent_decode(name, true, arena, &argument.name) ||
        !percent_decode(slice_from(pair, equals + 1), true, arena,
                        &argument.value);
    if (argument.is_malformed)
        return (struct argument){.name = utf8_repair(arena, name),
                                 .is_malformed = true};
    argument.name = slice_trim(argument.name);
    return argument;
}

struct arguments arguments_split(struct slice text, struct arena *arena)
{
    struct argument *items = NULL;
    size_t count = 0, capacity = 0;
    struct slice pair;
    while (slice_cut(&text, '&', &pair)) {
        if (pair.size == 0)
            continue;
        items = arena_grow(arena, items, count, &capacity, sizeof *items);
        items[count++] = decode(pair, arena);
    }
    return (struct arguments){items, count};
}
