/* notion.c - takes the properties out of the body of an exported page.
 *
 * They stand in lines of their own between the title and the first blank line
 * after it, "Name: value", and Notion writes a blank line between any two
 * blocks; so lines of another kind among them are a paragraph. Values are
 * strings, as they are written; a box is "Yes" or "No". Of two days only the
 * first is kept, since a document has one date. */
#include "document/notion.h"

#include "base/ascii.h"
#include "base/unicode.h"

#include <string.h>

#define ID_DIGITS      32
#define KEY_MAX_BYTES  60
#define KEY_MAX_SPACES 4

bool notion_has_id(struct slice name)
{
    if (name.size <= ID_DIGITS + 1 ||
        name.data[name.size - ID_DIGITS - 1] != ' ')
        return false;
    for (size_t i = name.size - ID_DIGITS; i < name.size; i++) {
        char c = name.data[i];
        if (!ascii_is_digit(c) && !(c >= 'a' && c <= 'f'))
            return false;
    }
    return true;
}

struct slice notion_without_id(struct slice name)
{
    return notion_has_id(name)
               ? slice_trim(slice_sub(name, 0, name.size - ID_DIGITS - 1))
               : name;
}

static bool is_key(struct slice key)
{
    static const char others[] = ".!?\"*_`[]()<>{}|#";
    size_t spaces = 0;
    for (size_t i = 0; i < key.size; i++) {
        if (memchr(others, key.data[i], sizeof others - 1) != NULL)
            return false;
        spaces += key.data[i] == ' ' ? 1 : 0;
    }
    return key.size > 0 && key.size <= KEY_MAX_BYTES &&
           spaces <= KEY_MAX_SPACES && key.data[0] != ' ' &&
           key.data[0] != '-' && key.data[0] != '+';
}

/* What Notion calls the times that it keeps itself. */
static struct slice known_key(struct slice key)
{
    static const struct {
        const char *key, *means;
    } known[] = {
        {"created_time", "created"},
        {"last_edited_time", "updated"},
        {"last_edited", "updated"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (slice_is(key, known[i].key))
            return slice_of(known[i].means);
    }
    return key;
}

static struct slice key_of(struct slice name, struct arena *arena)
{
    struct str key = {0};
    for (size_t at = 0; at < name.size;) {
        int32_t letter = utf8_next(name, &at);
        utf8_append(&key, letter == ' ' ? '_' : unicode_to_lower(letter));
    }
    struct slice kept = arena_copy(arena, str_slice(&key));
    str_release(&key);
    return known_key(kept);
}

static bool read_property(struct slice line, struct arena *arena,
                          struct member *ret_member)
{
    size_t colon = slice_find(line, 0, SLICE(": "));
    struct slice key = slice_sub(line, 0, colon);
    struct slice value = slice_trim(slice_from(line, colon + 1));
    if (colon == line.size || value.size == 0 || !is_key(key))
        return false;
    value = slice_sub(value, 0,
                      slice_find(value, 0, SLICE(" \xE2\x86\x92 "))); /* -> */
    *ret_member = (struct member){key_of(key, arena),
                                  value_of_text(arena_copy(arena, value))};
    ret_member->value.column = (uint16_t)(colon + 3);
    return true;
}

/* A line with its end. */
static struct slice take_line(struct slice *rest)
{
    size_t end = slice_find_char(*rest, 0, '\n');
    struct slice line = slice_sub(*rest, 0, end);
    *rest = slice_from(*rest, end < rest->size ? end + 1 : end);
    return line;
}

/* Takes the title and the blank line after it. */
static struct slice take_title(struct slice *rest)
{
    struct slice line = take_line(rest);
    if (!slice_starts(line, "# "))
        return SLICE_NONE;
    struct slice blank = take_line(rest);
    return slice_trim(blank).size == 0 ? slice_trim(slice_from(line, 2))
                                       : SLICE_NONE;
}

bool notion_parse(struct slice body, uint32_t first_line, struct arena *arena,
                  struct value *ret_fields, struct str *ret_body)
{
    struct slice rest = body, title = take_title(&rest), line;
    struct member *members =
        arena_alloc(arena, NOTION_MAX_PROPERTIES + 1, sizeof *members);
    size_t count = 0, start = (size_t)(rest.data - body.data);
    if (title.data == NULL || title.size == 0)
        return false;
    members[count] = (struct member){SLICE("title"),
                                     value_of_text(arena_copy(arena, title))};
    members[count++].value.line = first_line;
    while (slice_trim(line = take_line(&rest)).size > 0) {
        if (count > NOTION_MAX_PROPERTIES ||
            !read_property(line, arena, &members[count]))
            return false;
        members[count].value.line = first_line + (uint32_t)count + 1;
        count++;
    }
    if (count == 1)
        return false;
    *ret_fields = value_of_members(members, count, arena);
    str_append(ret_body, slice_sub(body, 0, start));
    str_append_repeat(ret_body, '\n', count);
    str_append(ret_body, rest);
    return true;
}
