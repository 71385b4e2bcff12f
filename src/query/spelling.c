/* spelling.c - conditions, each in one spelling and all in one order.
 *
 * The order in which conditions and values are written makes no difference to
 * what they select, so both are sorted by their spelling, and duplicates are
 * dropped. A string is quoted only if it would be read differently without.
 * Equality has its operator only if the name alone would be a parameter of
 * ours, or would end in what looks like an operator. */
#include "query/spelling.h"

#include "base/percent.h"
#include "query/operators.h"
#include "query/parameters.h"

#include <stdlib.h>

struct spellings {
    struct slice *items;
    size_t count;
};

void append_encoded(struct str *out, struct slice text)
{
    size_t colon;
    for (;;) {
        colon = slice_find_char(text, 0, ':');
        percent_append(out, slice_sub(text, 0, colon));
        if (colon == text.size)
            return;
        str_append_char(out, ':');
        text = slice_from(text, colon + 1);
    }
}

static int compare_slices(const void *left, const void *right)
{
    const struct slice *a = left, *b = right;
    return slice_compare(*a, *b);
}

/* Sorts them and removes duplicates. */
static void sort_spellings(struct spellings *spellings)
{
    size_t kept = 0;
    if (spellings->count == 0)
        return;
    qsort(spellings->items, spellings->count, sizeof *spellings->items,
          compare_slices);
    for (size_t i = 1; i < spellings->count; i++) {
        if (!slice_equal(spellings->items[i], spellings->items[kept]))
            spellings->items[++kept] = spellings->items[i];
    }
    spellings->count = kept + 1;
}

static void append_joined(struct str *out, struct spellings *spellings)
{
    sort_spellings(spellings);
    for (size_t i = 0; i < spellings->count; i++) {
        str_append_text(out, i > 0 ? "," : "");
        str_append(out, spellings->items[i]);
    }
}

static bool needs_quotes(struct slice text)
{
    static const char special[] = {',', '(', ')', '\\'};
    bool found = text.size == 0 || text.data[0] == '"' || text.data[0] == ' ' ||
                 slice_ends(text, " ");
    for (size_t i = 0; i < sizeof special; i++)
        found = found || slice_find_char(text, 0, special[i]) < text.size;
    return found;
}

/* A string in a list or in a group. */
static struct slice spell_string(struct slice text, struct arena *arena)
{
    struct str plain = {0}, out = {0};
    if (needs_quotes(text)) {
        str_append_char(&plain, '"');
        for (size_t i = 0; i < text.size; i++) {
            if (text.data[i] == '"' || text.data[i] == '\\')
                str_append_char(&plain, '\\');
            str_append_char(&plain, text.data[i]);
        }
        str_append_char(&plain, '"');
    } else {
        str_append(&plain, text);
    }
    append_encoded(&out, str_slice(&plain));
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&plain);
    str_release(&out);
    return kept;
}

static void append_values(struct str *out, const struct condition *condition,
                          struct arena *arena)
{
    struct spellings texts = {
        arena_alloc(arena, condition->operand_count, sizeof *texts.items), 0};
    for (size_t i = 0; i < condition->operand_count; i++)
        texts.items[texts.count++] =
            spell_string(condition->operands[i].text, arena);
    append_joined(out, &texts);
}

static void append_name(struct str *out, const struct condition *condition)
{
    append_encoded(out, condition->path);
    if (condition->op != OP_EQ || query_hides_field(condition->path) ||
        name_has_operator(condition->path, true))
        str_appendf(out, ":%s", op_info(condition->op)->name);
    str_append_char(out, '=');
}

static void append_field(struct str *out, const struct condition *condition,
                         bool in_group, struct arena *arena)
{
    bool is_list = op_info(condition->op)->takes_list;
    append_name(out, condition);
    if (!is_list && !in_group) {
        append_encoded(out, condition->operands[0].text);
        return;
    }
    bool has_parentheses = in_group && is_list;
    str_append_text(out, has_parentheses ? "(" : "");
    append_values(out, condition, arena);
    str_append_text(out, has_parentheses ? ")" : "");
}

/* Its recursion ends at CONDITION_MAX_DEPTH. */
static struct slice spell(const struct condition *condition, bool in_group,
                          struct arena *arena)
{
    struct str out = {0};
    if (condition->kind == CONDITION_FIELD) {
        append_field(&out, condition, in_group, arena);
    } else {
        struct spellings parts = {
            arena_alloc(arena, condition->part_count, sizeof *parts.items), 0};
        for (size_t i = 0; i < condition->part_count; i++)
            parts.items[parts.count++] =
                spell(condition->parts[i], true, arena);
        str_appendf(&out, "%s=(", condition_kind_name(condition->kind));
        append_joined(&out, &parts);
        str_append_char(&out, ')');
    }
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}

void spell_conditions(const struct condition *where,
                      void (*append)(void *context, struct slice part),
                      void *context)
{
    struct arena arena = {0};
    size_t count = where != NULL ? where->part_count : 0;
    struct spellings parts = {arena_alloc(&arena, count, sizeof *parts.items),
                              0};
    for (size_t i = 0; i < count; i++)
        parts.items[parts.count++] = spell(where->parts[i], false, &arena);
    sort_spellings(&parts);
    for (size_t i = 0; i < parts.count; i++)
        append(context, parts.items[i]);
    arena_release(&arena);
}
