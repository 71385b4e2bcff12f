/* html_images.c - finds images in HTML that people have written.
 *
 * As much of a tokenizer (https://html.spec.whatwg.org/, 13.2.5) as it takes to
 * tell a tag from what only looks like one: in a comment, in the value of an
 * attribute, or in an element whose content is text, such as a script. */
#include "document/html_images.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"

#include <string.h>

/* Elements whose content is text (13.2.6.4.4); noscript where scripts run. */
static const char *const text_elements[] = {"script",  "style",    "textarea",
                                            "title",   "xmp",      "iframe",
                                            "noembed", "noframes", "noscript"};

struct tag {
    struct slice name;
    bool is_end;
    struct html_image image;
};

static char byte_at(const struct html_scan *scan)
{
    return scan->at < scan->html.size ? scan->html.data[scan->at] : '\0';
}

static bool is_at_end(const struct html_scan *scan)
{
    return scan->at >= scan->html.size;
}

static bool is_space(char c)
{
    return ascii_is_space(c) || c == '\f';
}

static void skip_spaces(struct html_scan *scan)
{
    while (is_space(byte_at(scan)))
        scan->at++;
}

/* Up to one of these bytes, a space or the end. */
static struct slice take_until(struct html_scan *scan, const char *ends)
{
    size_t start = scan->at;
    while (!is_at_end(scan) && !is_space(byte_at(scan)) &&
           strchr(ends, byte_at(scan)) == NULL)
        scan->at++;
    return slice_sub(scan->html, start, scan->at);
}

static struct slice take_value(struct html_scan *scan)
{
    char quote = byte_at(scan);
    if (quote != '"' && quote != '\'')
        return take_until(scan, ">");
    size_t start = scan->at + 1;
    size_t end = slice_find_char(scan->html, start, quote);
    scan->at = end + 1;
    return slice_sub(scan->html, start, end);
}

static bool has_text(struct slice text, const char *wanted)
{
    return slice_find(text, 0, slice_of(wanted)) < text.size;
}

static void note_attribute(struct html_image *image, struct slice name,
                           struct slice value)
{
    if (slice_equal_nocase(name, SLICE("src")) && image->src.data == NULL)
        image->src = value;
    else if (slice_equal_nocase(name, SLICE("alt")) && image->alt.data == NULL)
        image->alt = value;
    else if (slice_equal_nocase(name, SLICE("loading")))
        image->has_loading = true;
    else if (slice_equal_nocase(name, SLICE("srcset")))
        image->has_srcset = true;
    else if (slice_equal_nocase(name, SLICE("width")) ||
             slice_equal_nocase(name, SLICE("height")) ||
             (slice_equal_nocase(name, SLICE("style")) &&
              (has_text(value, "width") || has_text(value, "height") ||
               has_text(value, "size"))))
        image->has_size = true;
}

/* The tag at its "<"; false where none begins, or it does not end. */
static bool take_tag(struct html_scan *scan, struct tag *ret_tag)
{
    size_t start = scan->at++;
    *ret_tag = (struct tag){.is_end = byte_at(scan) == '/'};
    if (ret_tag->is_end)
        scan->at++;
    if (!ascii_is_letter(byte_at(scan)))
        return false;
    ret_tag->name = take_until(scan, "/>");
    ret_tag->image.tag_at = scan->at;
    for (;;) {
        while (is_space(byte_at(scan)) || byte_at(scan) == '/')
            scan->at++;
        if (is_at_end(scan) || byte_at(scan) == '>')
            break;
        size_t before = scan->at;
        struct slice name = take_until(scan, "=>/"), value = SLICE("");
        skip_spaces(scan);
        if (byte_at(scan) == '=') {
            scan->at++;
            skip_spaces(scan);
            value = take_value(scan);
        }
        note_attribute(&ret_tag->image, name, value);
        if (scan->at == before)
            scan->at++;
    }
    struct slice whole = slice_sub(scan->html, start, scan->at);
    ret_tag->image.is_template = slice_find_char(whole, 0, '{') < whole.size;
    bool is_whole = !is_at_end(scan);
    scan->at++;
    return is_whole;
}

/* Past the end of what is open, or to the end of the part. */
static void leave_comment(struct html_scan *scan)
{
    size_t end = slice_find(scan->html, scan->at, SLICE("-->"));
    scan->is_in_comment = end == scan->html.size;
    scan->at = end + (scan->is_in_comment ? 0 : 3);
}

static void leave_text(struct html_scan *scan)
{
    struct slice name = slice_of(scan->inside);
    while (!is_at_end(scan)) {
        size_t at = slice_find(scan->html, scan->at, SLICE("</"));
        scan->at = at < scan->html.size ? at + 2 : at;
        if (slice_equal_nocase(
                slice_sub(scan->html, scan->at, scan->at + name.size), name)) {
            scan->inside = NULL;
            return;
        }
    }
}

static void note_element(struct html_scan *scan, const struct tag *tag)
{
    if (slice_equal_nocase(tag->name, SLICE("picture")))
        scan->is_in_picture = !tag->is_end;
    for (size_t i = 0; !tag->is_end && i < ARRAY_COUNT(text_elements); i++) {
        if (slice_equal_nocase(tag->name, slice_of(text_elements[i])))
            scan->inside = text_elements[i];
    }
}

bool html_image_next(struct html_scan *scan, struct html_image *ret_image)
{
    struct tag tag;
    while (!is_at_end(scan)) {
        if (scan->is_in_comment) {
            leave_comment(scan);
            continue;
        }
        if (scan->inside != NULL) {
            leave_text(scan);
            continue;
        }
        scan->at = slice_find_char(scan->html, scan->at, '<');
        if (slice_starts(slice_from(scan->html, scan->at), "<!--")) {
            scan->is_in_comment = true;
            scan->at += 4;
            continue;
        }
        if (is_at_end(scan) || !take_tag(scan, &tag))
            continue;
        note_element(scan, &tag);
        if (tag.is_end || !slice_equal_nocase(tag.name, SLICE("img")))
            continue;
        *ret_image = tag.image;
        ret_image->has_size |= scan->is_in_picture;
        ret_image->has_srcset |= scan->is_in_picture;
        return true;
    }
    return false;
}

static const struct {
    const char *name;
    uint32_t code;
} entities[] = {{"amp", '&'},  {"lt", '<'},    {"gt", '>'},
                {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}};

/* Of "#38" and "#x26"; 0 for none. */
static uint32_t number_of(struct slice name)
{
    bool is_hex = slice_starts(name, "#x") || slice_starts(name, "#X");
    uint32_t code = 0;
    for (size_t i = is_hex ? 2 : 1; i < name.size && code < 0x110000; i++) {
        int digit = ascii_hex_value(name.data[i]);
        if (digit < 0 || (!is_hex && digit > 9))
            return 0;
        code = code * (is_hex ? 16 : 10) + (uint32_t)digit;
    }
    return code < 0x110000 && (code < 0xD800 || code > 0xDFFF) ? code : 0;
}

static uint32_t code_of(struct slice name)
{
    if (slice_starts(name, "#"))
        return number_of(name);
    for (size_t i = 0; i < ARRAY_COUNT(entities); i++) {
        if (slice_is(name, entities[i].name))
            return entities[i].code;
    }
    return 0;
}

#define ENTITY_MAX_BYTES 10

void html_append_value(struct str *out, struct slice value)
{
    size_t at = 0;
    while (at < value.size) {
        size_t next = slice_find_char(value, at, '&');
        str_append(out, slice_sub(value, at, next));
        at = next;
        if (at == value.size)
            return;
        struct slice near = slice_sub(value, at + 1, at + ENTITY_MAX_BYTES);
        size_t end = slice_find_char(near, 0, ';');
        uint32_t code = end < near.size ? code_of(slice_sub(near, 0, end)) : 0;
        if (code != 0) {
            utf8_append(out, (int32_t)code);
            at += end + 2;
        } else {
            str_append_char(out, '&');
            at++;
        }
    }
}
