/* parser.c - what all readers of parameters share. */
#include "query/parser.h"

#include "index/schema.h"

struct parameter_error *parser_error_at(struct parser *p,
                                        const struct location *location,
                                        const char *code, struct slice detail)
{
    if (location->character > 0)
        detail = arena_printf(p->arena, "%.*s (At character %zu.)",
                              SLICE_FMT(detail), location->character);
    return query_add_error(p->query, p->arena, location->parameter, code,
                           detail);
}

struct parameter_error *parser_error(struct parser *p, struct slice parameter,
                                     const char *code, struct slice detail)
{
    return query_add_error(p->query, p->arena, parameter, code, detail);
}

void parser_error_maximum(struct parser *p, struct slice parameter,
                          const char *code, long maximum)
{
    parser_error(p, parameter, code,
                 arena_printf(p->arena, "At most %ld.", maximum))
        ->maximum = maximum;
}

bool parser_is_done(const struct parser *p)
{
    return p->query->error_count >= QUERY_MAX_ERRORS;
}

bool parser_next_name(const struct parser *p, struct slice *list,
                      struct slice *ret_name)
{
    while (!parser_is_done(p) && slice_cut(list, ',', ret_name)) {
        *ret_name = slice_trim(*ret_name);
        if (ret_name->size > 0)
            return true;
    }
    return false;
}

bool parser_check_path(struct parser *p, const struct location *location,
                       struct slice path)
{
    size_t count = 1;
    bool has_empty = path.size == 0;
    for (size_t i = 0; i < path.size; i++) {
        if (path.data[i] != '.')
            continue;
        count++;
        has_empty = has_empty || i == 0 || i + 1 == path.size ||
                    path.data[i + 1] == '.';
    }
    if (has_empty)
        parser_error_at(p, location, "invalid-name",
                        path.size == 0
                            ? SLICE("The field name is missing.")
                            : arena_printf(p->arena,
                                           "Each dot in '%.*s' needs a name "
                                           "on both sides.",
                                           SLICE_FMT(path)));
    else if (count > SCHEMA_MAX_DEPTH)
        parser_error_at(p, location, "path-too-deep",
                        arena_printf(p->arena, "At most %d.", SCHEMA_MAX_DEPTH))
            ->maximum = SCHEMA_MAX_DEPTH;
    return !has_empty && count <= SCHEMA_MAX_DEPTH;
}
