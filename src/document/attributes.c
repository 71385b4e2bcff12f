/* attributes.c - what is written in braces for an element, not for readers.
 *
 *     ## Set it up {#install .wide}   ->   <h2 id="install" class="wide">
 *
 * goldmark and kramdown read it so (`{: #install}` as well), and Docusaurus its
 * id. Only attributes that do no harm come out: what may run is not in the list
 * of names, and what changes how a page looks or behaves only where raw HTML
 * could do the same. */
#include "document/attributes.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/escape.h"
#include "document/scratch.h"

#include <string.h>

static const char *const harmless[] = {
    "align",    "cite",     "colspan", "datetime",  "decoding",     "dir",
    "headers",  "height",   "hidden",  "hreflang",  "lang",         "loading",
    "rel",      "reversed", "role",    "rowspan",   "scope",        "sizes",
    "tabindex", "target",   "title",   "translate", "type",         "valign",
    "width",    "start",    "value",   "download",  "fetchpriority"};

static bool is_shown(struct slice name, bool is_trusted)
{
    for (size_t i = 0; i < ARRAY_COUNT(harmless); i++) {
        if (slice_is(name, harmless[i]))
            return true;
    }
    return slice_starts(name, "aria-") ||
           (is_trusted &&
            (slice_starts(name, "data-") || slice_is(name, "style")));
}

/* Returns the size of the value that starts there, quoted or not; 0 if it is
 * not closed. */
static size_t value_size(struct slice rest)
{
    size_t end = 0;
    if (slice_starts(rest, "\"") || slice_starts(rest, "'")) {
        for (end = 1; end < rest.size && rest.data[end] != rest.data[0]; end++)
            end += rest.data[end] == '\\' ? 1 : 0;
        return end < rest.size ? end + 1 : 0;
    }
    while (end < rest.size && !ascii_is_space(rest.data[end]) &&
           rest.data[end] != ',')
        end++;
    return end;
}

/* The size of a name: of an id, a class or an attribute. In kramdown's, a dot
 * begins a class. */
static size_t name_size(struct slice rest, bool is_kramdown)
{
    size_t end = 0;
    while (end < rest.size &&
           (ascii_is_letter_or_digit(rest.data[end]) ||
            (unsigned char)rest.data[end] >= 0x80 || rest.data[end] == '-' ||
            rest.data[end] == '_' || rest.data[end] == ':' ||
            (rest.data[end] == '.' && !is_kramdown)))
        end++;
    return end;
}

static void add_classes(struct attributes *attributes, struct slice classes)
{
    size_t size = attributes->classes.size + 1 + classes.size;
    if (classes.size == 0 || size > ATTRIBUTES_MAX_CLASS_BYTES)
        return;
    char *bytes = scratch_calloc(1, size);
    size_t start = attributes->classes.size;
    if (start > 0) {
        memcpy(bytes, attributes->classes.data, start);
        bytes[start++] = ' ';
    }
    memcpy(bytes + start, classes.data, classes.size);
    attributes->classes = (struct slice){bytes, start + classes.size};
}

static void set(struct attributes *attributes, struct slice name,
                struct slice value)
{
    if (slice_is(name, "id"))
        attributes->id = value;
    else if (slice_is(name, "class"))
        add_classes(attributes, value);
    if (slice_is(name, "id") || slice_is(name, "class"))
        return;
    size_t i = 0;
    while (i < attributes->count &&
           !slice_equal(attributes->items[i].name, name))
        i++;
    if (i == ATTRIBUTES_MAX)
        return;
    if (i == attributes->capacity) {
        attributes->capacity = i > 0 ? i * 2 : 2;
        attributes->items =
            scratch_realloc(attributes->items,
                            attributes->capacity * sizeof *attributes->items);
    }
    attributes->items[i] = (struct attribute){name, value};
    attributes->count += i == attributes->count ? 1 : 0;
}

/* What stands between the quotes. A backslash hides a quote or a brace in
 * kramdown's (its gsub in parse_attribute_list), and a quote, a slash or itself
 * in goldmark's (parseAttributeString); before anything else it is text. */
static struct slice unquoted(struct slice value, bool is_kramdown)
{
    const char hidden[] = {value.data[0], is_kramdown ? '}' : '/',
                           is_kramdown ? '}' : '\\'};
    value = slice_sub(value, 1, value.size - 1);
    if (slice_find_char(value, 0, '\\') == value.size)
        return value;
    char *bytes = scratch_calloc(1, value.size);
    size_t size = 0;
    for (size_t i = 0; i < value.size; i++) {
        if (value.data[i] == '\\' && i + 1 < value.size &&
            memchr(hidden, value.data[i + 1], sizeof hidden) != NULL)
            i++;
        bytes[size++] = value.data[i];
    }
    return (struct slice){bytes, size};
}

static void set_pair(struct attributes *attributes, struct slice name,
                     struct slice value, bool is_kramdown, bool is_trusted)
{
    if (slice_starts(value, "\"") || slice_starts(value, "'"))
        value = unquoted(value, is_kramdown);
    if (is_shown(name, is_trusted) || slice_is(name, "id") ||
        slice_is(name, "class"))
        set(attributes, name, value);
}

/* Returns the size of the attribute that starts there, or 0 if none does. */
static size_t take_attribute(struct slice rest, bool is_kramdown,
                             bool is_trusted, struct attributes *attributes)
{
    bool is_id = slice_starts(rest, "#"), is_class = slice_starts(rest, ".");
    size_t start = is_id || is_class ? 1 : 0;
    size_t end = start + name_size(slice_from(rest, start), is_kramdown);
    struct slice name = slice_sub(rest, start, end);
    if (name.size == 0)
        return 0;
    if (is_id || is_class) {
        set(attributes, is_id ? SLICE("id") : SLICE("class"), name);
        return end;
    }
    if (!slice_starts(slice_from(rest, end), "=")) {
        if (is_kramdown && attributes->ref_count < ATTRIBUTES_MAX_REFS)
            attributes->refs[attributes->ref_count++] = name;
        return is_kramdown ? end : 0;
    }
    size_t value = value_size(slice_from(rest, end + 1));
    if (value > 0)
        set_pair(attributes, name, slice_sub(rest, end + 1, end + 1 + value),
                 is_kramdown, is_trusted);
    return value > 0 ? end + 1 + value : 0;
}

static bool is_separator(char c, bool is_kramdown)
{
    return ascii_is_space(c) || (c == ',' && !is_kramdown) ||
           ((c == '.' || c == '#') && is_kramdown);
}

bool attributes_parse(struct slice list, bool is_kramdown, bool is_trusted,
                      struct attributes *ret_attributes)
{
    *ret_attributes = (struct attributes){0};
    for (list = slice_trim(list); list.size > 0; list = slice_trim(list)) {
        size_t size =
            take_attribute(list, is_kramdown, is_trusted, ret_attributes);
        bool is_ended =
            size == list.size || is_separator(list.data[size], is_kramdown);
        if ((size == 0 || !is_ended) && !is_kramdown)
            return false;
        list = slice_from(list, size > 0 ? size : 1);
        if (!is_kramdown && slice_starts(list, ","))
            list = slice_from(list, 1);
    }
    return ret_attributes->id.size > 0 || ret_attributes->classes.size > 0 ||
           ret_attributes->count > 0;
}

void attributes_add(struct attributes *to, const struct attributes *from)
{
    if (from->id.size > 0)
        to->id = from->id;
    add_classes(to, from->classes);
    for (size_t i = 0; i < from->count; i++)
        set(to, from->items[i].name, from->items[i].value);
}

void attributes_take(struct node *heading, bool is_trusted)
{
    struct node *text = heading->last;
    struct attributes attributes;
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
    if (!attributes_parse(list, false, is_trusted, &attributes) ||
        (attributes.id.size == 0 && attributes.classes.size == 0))
        return;
    size_t start = (size_t)(words.data - text->text.data) + open - 1;
    text->text = slice_sub(text->text, 0, start);
    while (text->text.size > 0 &&
           ascii_is_space(text->text.data[text->text.size - 1]))
        text->text.size--;
    if (heading->attributes == NULL)
        heading->attributes = scratch_calloc(1, sizeof *heading->attributes);
    attributes_add(heading->attributes, &attributes);
}

static void append_attribute(struct str *out, struct slice name,
                             struct slice value)
{
    str_append_char(out, ' ');
    str_append(out, name);
    str_append(out, SLICE("=\\\""));
    escape_append_html(out, value);
    str_append(out, SLICE("\\\""));
}

/* The end of the tag, or of what is before the slash in it. */
static size_t tag_end(const struct str *html, size_t start)
{
    size_t end = slice_find_char(str_slice(html), start, '>');
    if (end > start + 1 && html->data[end - 1] == '/')
        end -= html->data[end - 2] == ' ' ? 2 : 1;
    return end;
}

void attributes_insert(struct str *html, size_t start,
                       const struct attributes *attributes)
{
    size_t end = tag_end(html, start);
    struct slice tag = slice_sub(str_slice(html), start, end);
    struct str added = {0};
    if (attributes->id.size > 0 &&
        slice_find(tag, 0, SLICE(" id=")) == tag.size)
        append_attribute(&added, SLICE("id"), attributes->id);
    if (attributes->classes.size > 0 &&
        slice_find(tag, 0, SLICE(" class=")) == tag.size)
        append_attribute(&added, SLICE("class"), attributes->classes);
    for (size_t i = 0; i < attributes->count; i++) {
        struct str name = {0};
        str_append_char(&name, ' ');
        str_append(&name, attributes->items[i].name);
        str_append_char(&name, '=');
        if (slice_find(tag, 0, str_slice(&name)) == tag.size)
            append_attribute(&added, attributes->items[i].name,
                             attributes->items[i].value);
        str_release(&name);
    }
    size_t tail = html->size - end;
    str_append(html, str_slice(&added)); /* makes room */
    memmove(html->data + end + added.size, html->data + end, tail);
    memcpy(html->data + end, str_slice(&added).data, added.size);
    str_release(&added);
}
