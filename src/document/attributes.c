/* attributes.c - what is written after a heading for its element, not for its
 * readers.
 *
 *     ## Set it up {#install .wide}   ->   <h2 id="install" class="wide">
 *
 * goldmark and kramdown read it so (`{: #install}` as well), and Docusaurus its
 * id. Of other attributes, only that they are none of the text is known. */
#include "document/render.h"

#include "base/ascii.h"
#include "document/scratch.h"

#include <string.h>

/* Returns the size of the value that starts there, quoted or not; 0 if it is
 * not closed. */
static size_t value_size(struct slice rest)
{
    size_t end = 0;
    if (slice_starts(rest, "\"") || slice_starts(rest, "'")) {
        end = slice_find_char(rest, 1, rest.data[0]);
        return end < rest.size ? end + 1 : 0;
    }
    while (end < rest.size && !ascii_is_space(rest.data[end]))
        end++;
    return end;
}

/* The size of a name: of an id, a class or an attribute. */
static size_t name_size(struct slice rest)
{
    size_t end = 0;
    while (end < rest.size && (ascii_is_letter_or_digit(rest.data[end]) ||
                               (unsigned char)rest.data[end] >= 0x80 ||
                               rest.data[end] == '-' || rest.data[end] == '_' ||
                               rest.data[end] == ':' || rest.data[end] == '.'))
        end++;
    return end;
}

/* What a list says so far. The classes lie in the scratch. */
struct attributes {
    struct slice id;
    char *classes;
    size_t size; /* of the classes */
};

static void add_class(struct attributes *attributes, struct slice name)
{
    if (attributes->size > 0)
        attributes->classes[attributes->size++] = ' ';
    memcpy(attributes->classes + attributes->size, name.data, name.size);
    attributes->size += name.size;
}

/* Returns the size of the attribute that starts there, or 0 if none does. */
static size_t take_attribute(struct slice rest, struct attributes *attributes)
{
    bool is_id = slice_starts(rest, "#"), is_class = slice_starts(rest, ".");
    size_t start = is_id || is_class ? 1 : 0;
    size_t end = start + name_size(slice_from(rest, start));
    struct slice name = slice_sub(rest, start, end);
    if (name.size == 0)
        return 0;
    if (is_id)
        attributes->id = name;
    else if (is_class)
        add_class(attributes, name);
    if (is_id || is_class)
        return end;
    size_t value = slice_starts(slice_from(rest, end), "=")
                       ? value_size(slice_from(rest, end + 1))
                       : 0;
    return value > 0 ? end + 1 + value : 0;
}

/* Whether it is nothing but attributes, with spaces between them. */
static bool read_list(struct slice list, struct attributes *attributes)
{
    attributes->classes = scratch_calloc(1, list.size + 1);
    for (list = slice_trim(list); list.size > 0; list = slice_trim(list)) {
        size_t size = take_attribute(list, attributes);
        list = slice_from(list, size);
        if (size == 0 || (list.size > 0 && !ascii_is_space(list.data[0])))
            return false;
    }
    return attributes->id.size > 0 || attributes->size > 0;
}

void attributes_take(struct node *heading)
{
    struct node *text = heading->last;
    struct attributes attributes = {0};
    if (text == NULL || text->kind != NODE_TEXT)
        return;
    struct slice words = slice_trim(text->text);
    if (words.size == 0 || words.data[words.size - 1] != '}')
        return;
    size_t open = words.size;
    while (open > 0 && words.data[open - 1] != '{')
        open--;
    if (open == 0)
        return;
    struct slice list = slice_sub(words, open, words.size - 1);
    if (slice_starts(list, ":")) /* kramdown's */
        list = slice_from(list, 1);
    if (!read_list(list, &attributes))
        return;
    size_t start = (size_t)(words.data - text->text.data) + open - 1;
    text->text = slice_sub(text->text, 0, start);
    while (text->text.size > 0 &&
           ascii_is_space(text->text.data[text->text.size - 1]))
        text->text.size--;
    heading->as.heading.id = attributes.id;
    heading->as.heading.classes =
        (struct slice){attributes.classes, attributes.size};
}
