/* html_words.c - what a browser would show of HTML, as plain text.
 *
 *     <p>Tea &amp; <b>toast</b></p>     Tea & toast
 *     <script>...</script> <!-- x -->   nothing
 *
 * This is not a parser of HTML: tags go, and those of blocks end a line. Of the
 * named characters, those are known that writers use where they could type the
 * character itself, and the others stay as they are. */
#include "document/html_words.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"

#define ENTITY_MAX_BYTES 12

static const struct {
    const char *name, *text;
} entities[] = {
    {"amp", "&"},
    {"lt", "<"},
    {"gt", ">"},
    {"quot", "\""},
    {"apos", "'"},
    {"nbsp", "\xC2\xA0"},
    {"copy", "\xC2\xA9"},
    {"reg", "\xC2\xAE"},
    {"laquo", "\xC2\xAB"},
    {"raquo", "\xC2\xBB"},
    {"middot", "\xC2\xB7"},
    {"times", "\xC3\x97"},
    {"ndash", "\xE2\x80\x93"},
    {"mdash", "\xE2\x80\x94"},
    {"lsquo", "\xE2\x80\x98"},
    {"rsquo", "\xE2\x80\x99"},
    {"ldquo", "\xE2\x80\x9C"},
    {"rdquo", "\xE2\x80\x9D"},
    {"bull", "\xE2\x80\xA2"},
    {"hellip", "\xE2\x80\xA6"},
    {"euro", "\xE2\x82\xAC"},
    {"rarr", "\xE2\x86\x92"},
};

/* Elements within a line; all others are blocks. */
static const char *const inlines[] = {
    "a",     "abbr", "b",    "bdi",  "bdo",  "cite",  "code", "data",
    "del",   "dfn",  "em",   "font", "i",    "img",   "ins",  "kbd",
    "label", "mark", "q",    "s",    "samp", "small", "span", "strong",
    "sub",   "sup",  "time", "tt",   "u",    "var",   "wbr"};

/* Elements whose content is not shown. */
static const char *const hidden[] = {"script", "style", "template", "head",
                                     "svg",    "math",  "noscript", "title"};

static bool is_in(struct slice name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal_nocase(name, slice_of(list[i])))
            return true;
    }
    return false;
}

/* Returns where the tag ends whose attributes begin at `at`. */
static size_t tag_end(struct slice html, size_t at)
{
    while (at < html.size && html.data[at] != '>') {
        char c = html.data[at];
        size_t end = html.size;
        if (c == '"' || c == '\'')
            end = slice_find_char(html, at + 1, c);
        at = end < html.size ? end + 1 : at + 1;
    }
    return at < html.size ? at + 1 : at;
}

static struct slice tag_name(struct slice html, size_t at)
{
    size_t end = at;
    while (end < html.size &&
           (ascii_is_letter_or_digit(html.data[end]) || html.data[end] == '-'))
        end++;
    return slice_sub(html, at, end);
}

/* Returns where the end of an element starts; html.size without one. */
static size_t element_end(struct slice html, size_t at, struct slice name)
{
    while ((at = slice_find(html, at, SLICE("</"))) < html.size) {
        if (slice_equal_nocase(tag_name(html, at + 2), name))
            return at;
        at += 2;
    }
    return html.size;
}

/* Returns where the markup at `at` ends, with what is not shown after it. */
static size_t skip_markup(struct plaintext *plain, struct slice html, size_t at)
{
    if (slice_starts(slice_from(html, at), "<!--")) {
        size_t end = slice_find(html, at + 4, SLICE("-->"));
        return end < html.size ? end + 3 : html.size;
    }
    bool is_end = slice_starts(slice_from(html, at), "</");
    struct slice name = tag_name(html, at + (is_end ? 2 : 1));
    size_t end = tag_end(html, at + 1);
    if (!is_in(name, inlines, ARRAY_COUNT(inlines)))
        plaintext_add_gap(plain, GAP_LINE);
    if (!is_end && is_in(name, hidden, ARRAY_COUNT(hidden)))
        end = element_end(html, end, name);
    return end;
}

/* The character that the number stands for; false if none does. */
static bool append_number(struct plaintext *plain, struct slice number)
{
    bool is_hex = slice_starts(number, "x") || slice_starts(number, "X");
    int32_t code = 0, base = is_hex ? 16 : 10;
    struct str text = {0};
    for (size_t i = is_hex ? 1 : 0; i < number.size; i++) {
        int value = ascii_hex_value(number.data[i]);
        if (value < 0 || value >= base || code > 0x10FFFF)
            return false;
        code = code * base + value;
    }
    if (code < ' ' || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return false;
    utf8_append(&text, code);
    plaintext_append(plain, str_slice(&text));
    str_release(&text);
    return true;
}

/* Returns the size of the entity at the start of the text, or 0. */
static size_t append_entity(struct plaintext *plain, struct slice rest)
{
    size_t end = slice_find_char(slice_sub(rest, 0, ENTITY_MAX_BYTES), 1, ';');
    struct slice name = slice_sub(rest, 1, end);
    if (end >= rest.size || end >= ENTITY_MAX_BYTES)
        return 0;
    if (slice_starts(name, "#"))
        return append_number(plain, slice_from(name, 1)) ? end + 1 : 0;
    for (size_t i = 0; i < ARRAY_COUNT(entities); i++) {
        if (slice_is(name, entities[i].name)) {
            plaintext_append(plain, slice_of(entities[i].text));
            return end + 1;
        }
    }
    return 0;
}

static bool is_tag_start(struct slice html, size_t at)
{
    char next = at + 1 < html.size ? html.data[at + 1] : '\0';
    return ascii_is_letter(next) || next == '/' || next == '!' || next == '?';
}

/* Text up to the next markup, entity or space. */
static size_t word_end(struct slice html, size_t at)
{
    do
        at++;
    while (at < html.size && html.data[at] != '<' && html.data[at] != '&' &&
           !ascii_is_space(html.data[at]));
    return at;
}

void html_append_words(struct plaintext *plain, struct slice html)
{
    for (size_t at = 0; at < html.size;) {
        char c = html.data[at];
        size_t size = 0;
        if (c == '<' && is_tag_start(html, at)) {
            at = skip_markup(plain, html, at);
        } else if (ascii_is_space(c)) {
            plaintext_add_gap(plain, GAP_SPACE);
            at++;
        } else if (c == '&' &&
                   (size = append_entity(plain, slice_from(html, at))) > 0) {
            at += size;
        } else {
            size_t end = word_end(html, at);
            plaintext_append(plain, slice_sub(html, at, end));
            at = end;
        }
    }
}
