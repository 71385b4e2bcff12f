/* references.c - how much the links of a body repeat.
 *
 *     [a] [a] [a] [a]       each gets a copy of the address and the title
 *
 *     [a]: /very/long ...
 *
 * 100 kB of brackets and one address of 100 kB make two gigabytes, which some
 * engines make without a limit. So a body is measured before: what follows each
 * "]:" as if it were a definition, times the brackets that hold its label
 * (CommonMark 0.30, section 4.7). */
#include "document/references.h"

#include "base/ascii.h"
#include "base/map.h"
#include "base/unicode.h"

/* To look for the ends of titles. */
#define STEPS_PER_BYTE 16
#define STEPS_MIN      65536

#define LABEL_MAX_BYTES (4 * 999) /* 999 characters: section 6.3 */

struct definition {
    size_t bytes; /* of the longest with this label */
    size_t at;    /* where it is in the body */
};

struct definitions {
    struct arena arena;
    struct map by_label; /* label -> struct definition */
    size_t brackets, longest;
};

/* Whether it is a space, or may be the mark of a block quote. */
static bool is_between(char c)
{
    return ascii_is_space(c) || c == '>';
}

/* Skips these, and of line ends one at most. */
static size_t skip_space(struct slice body, size_t at)
{
    size_t lines = 0;
    while (at < body.size && is_between(body.data[at]) &&
           (body.data[at] != '\n' || lines++ == 0))
        at++;
    return at;
}

static size_t skip_destination(struct slice body, size_t at)
{
    if (at < body.size && body.data[at] == '<') {
        while (at < body.size && body.data[at] != '>' && body.data[at] != '\n')
            at++;
        return at + (at < body.size ? 1 : 0);
    }
    while (at < body.size && !ascii_is_space(body.data[at]))
        at++;
    return at;
}

/* Skips a title, if there is one; it ends at a blank line at the latest. */
static size_t skip_title(struct slice body, size_t at)
{
    char open = at < body.size ? body.data[at] : '\0';
    char close = open == '(' ? ')' : open;
    if (open != '"' && open != '\'' && open != '(')
        return at;
    for (at++; at < body.size && body.data[at] != close; at++) {
        if (body.data[at] == '\\')
            at++;
        else if (body.data[at] == '\n' && skip_space(body, at) < body.size &&
                 body.data[skip_space(body, at)] == '\n')
            break;
    }
    return at;
}

/* The label in a bracket, as labels are compared; SLICE_NONE if there is none.
 */
static struct slice label_of(struct slice written, struct str *scratch,
                             struct arena *arena)
{
    if (written.size == 0 || written.size > LABEL_MAX_BYTES)
        return SLICE_NONE;
    str_clear(scratch);
    for (size_t i = 0; i < written.size; i++) {
        if (!is_between(written.data[i]))
            str_append_char(scratch, written.data[i]);
    }
    return unicode_casefold(arena, str_slice(scratch));
}

bool references_next(struct slice body, size_t *at, struct slice *ret_text)
{
    size_t open = body.size;
    for (; *at < body.size; ++*at) {
        if (body.data[*at] == '[') {
            open = *at;
        } else if (body.data[*at] == ']' && open < *at) {
            *ret_text = slice_sub(body, open + 1, *at);
            ++*at;
            return true;
        }
    }
    return false;
}

/* What follows the colon at `at`, if it is a definition. */
static size_t definition_bytes(struct slice body, size_t at, size_t *ret_end)
{
    size_t start = skip_space(body, at + 1);
    *ret_end =
        skip_title(body, skip_space(body, skip_destination(body, start)));
    return *ret_end - start;
}

static void add_definition(struct definitions *all, struct slice label,
                           size_t bytes, size_t at)
{
    struct definition *found = map_find(&all->by_label, label);
    if (found == NULL) {
        found = arena_alloc(&all->arena, 1, sizeof *found);
        map_put(&all->by_label, label, found);
    }
    if (bytes > found->bytes)
        *found = (struct definition){bytes, at};
    if (bytes > all->longest)
        all->longest = bytes;
}

/* False if it takes too long to find where titles end. */
static bool find_definitions(struct definitions *all, struct slice body,
                             const struct foreign *foreign)
{
    struct str scratch = {0};
    struct slice text;
    size_t steps = 0, most = STEPS_MIN + body.size * STEPS_PER_BYTE;
    size_t at = 0;
    while (steps <= most && references_next(body, &at, &text)) {
        size_t end;
        all->brackets++;
        if (at == body.size || body.data[at] != ':')
            continue;
        struct slice label = label_of(text, &scratch, &all->arena);
        size_t bytes = definition_bytes(body, at, &end);
        steps += bytes;
        if (label.data != NULL)
            add_definition(all, label,
                           foreign_size(foreign, slice_sub(body, at, end)), at);
    }
    str_release(&scratch);
    return steps <= most;
}

/* How much the links repeat, and where that of which they repeat most is. */
static size_t count_repeated(struct definitions *all, struct slice body,
                             size_t *ret_at)
{
    struct str scratch = {0};
    struct slice text;
    size_t at = 0, total = 0, longest = 0;
    while (references_next(body, &at, &text)) {
        struct slice label = label_of(text, &scratch, &all->arena);
        const struct definition *found =
            label.data != NULL ? map_find(&all->by_label, label) : NULL;
        if (found == NULL)
            continue;
        total += found->bytes;
        if (found->bytes > longest) {
            longest = found->bytes;
            *ret_at = found->at;
        }
    }
    str_release(&scratch);
    return total;
}

bool references_check(struct slice body, const struct foreign *foreign,
                      uint32_t first_line, struct diagnostics *diagnostics)
{
    struct definitions all = {0};
    size_t at = 0, repeated = 0;
    if (slice_find(body, 0, SLICE("]:")) == body.size)
        return true;
    bool is_found = find_definitions(&all, body, foreign);
    if (is_found && all.longest > REFERENCES_MAX_BYTES / (all.brackets + 1))
        repeated = count_repeated(&all, body, &at);
    map_release(&all.by_label);
    arena_release(&all.arena);
    if (is_found && repeated <= REFERENCES_MAX_BYTES)
        return true;
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_BODY_TOO_COMPLEX,
        first_line + (uint32_t)slice_count_char(slice_sub(body, 0, at), '\n'),
        0, "shorten the definition, or refer to it less often",
        is_found ? "the links of the body repeat more than %d bytes of their "
                   "definitions"
                 : "the titles of definitions are too long, or do not end "
                   "within %d bytes",
        REFERENCES_MAX_BYTES);
}
