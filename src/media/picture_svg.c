/* picture_svg.c - SVG, as far as the end of its first tag.
 *
 *     <?xml ...?> <!-- --> <!DOCTYPE svg [ <!ENTITY ...> ]>
 *     <svg xmlns="http://www.w3.org/2000/svg" width="2cm" viewBox="0 0 64 32">
 *
 *     width, height    in CSS pixels (CSS Values 4, 6.2)       certain
 *     one and viewBox  the other by the proportion             certain
 *     viewBox          a proportion; it fills what it is given not certain
 *     neither          no size
 *
 * That is SVG 2, 8.12 "Intrinsic sizing properties": a percentage and units of
 * a font say nothing of a picture by itself. This is a reader of one tag, not
 * of XML: nothing is fetched, no entity is expanded, no script or style is run,
 * and a size that depends on one of these is none. */
#include "media/picture_head.h"

#include "base/array.h"
#include "base/ascii.h"

#include <math.h>
#include <stdlib.h>

#define SVG_MAX_HEAD_BYTES 65536
#define SVG_MAX_SIZE       1e6 /* pixels; larger ones are mistakes */
#define MAX_ATTRIBUTES     256
#define TEXT_BYTES         128 /* of names and values that count */

struct reader {
    struct picture_head *head;
    uint64_t at, end;
};

/* As much of it as is kept. */
struct text {
    char bytes[TEXT_BYTES + 1];
    size_t size;
    bool is_cut;
};

/* What the tag has; those that are not there are empty. */
struct root {
    struct text width, height, view_box, aspect, style, namespace;
};

/* The next byte without taking it, or -1. */
static int peek(struct reader *r)
{
    const uint8_t *byte = r->at < r->end ? head_at(r->head, r->at, 1) : NULL;
    return byte != NULL ? *byte : -1;
}

static bool is_space(int c)
{
    return c > 0 && ascii_is_space((char)c);
}

static void skip_spaces(struct reader *r)
{
    while (is_space(peek(r)))
        r->at++;
}

static bool take(struct reader *r, struct slice text)
{
    if (r->end - r->at < text.size || !head_has(r->head, r->at, text))
        return false;
    r->at += text.size;
    return true;
}

static bool skip_past(struct reader *r, struct slice end)
{
    while (r->at < r->end && peek(r) >= 0) {
        if (take(r, end))
            return true;
        r->at++;
    }
    return false;
}

/* Past the ">" of a declaration, which may hold others in brackets. */
static bool skip_doctype(struct reader *r)
{
    bool is_inside = false;
    int c, quote = 0;
    while ((c = peek(r)) >= 0) {
        if (quote == 0 && take(r, SLICE("<!--"))) {
            if (!skip_past(r, SLICE("-->")))
                return false;
            continue;
        }
        r->at++;
        if (quote != 0)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '[' || c == ']')
            is_inside = c == '[';
        else if (c == '>' && !is_inside)
            return true;
    }
    return false;
}

/* To the first tag, past its "<". */
static bool find_root(struct reader *r)
{
    (void)take(r, SLICE("\xEF\xBB\xBF"));
    for (;;) {
        bool is_done;
        skip_spaces(r);
        if (take(r, SLICE("<!--")))
            is_done = skip_past(r, SLICE("-->"));
        else if (take(r, SLICE("<?")))
            is_done = skip_past(r, SLICE("?>"));
        else if (take(r, SLICE("<!DOCTYPE")))
            is_done = skip_doctype(r);
        else
            return take(r, SLICE("<"));
        if (!is_done)
            return false;
    }
}

static void keep(struct text *text, int c)
{
    if (text->size < TEXT_BYTES)
        text->bytes[text->size++] = (char)c;
    else
        text->is_cut = true;
}

static bool is_in_name(int c)
{
    return c > ' ' && c != '=' && c != '>' && c != '/' && c != '<' &&
           c != '"' && c != '\'';
}

static void read_name(struct reader *r, struct text *ret_name)
{
    *ret_name = (struct text){.size = 0};
    while (is_in_name(peek(r))) {
        keep(ret_name, peek(r));
        r->at++;
    }
}

static bool read_value(struct reader *r, struct text *ret_value)
{
    int c, quote;
    *ret_value = (struct text){.size = 0};
    skip_spaces(r);
    if (!take(r, SLICE("=")))
        return false;
    skip_spaces(r);
    quote = peek(r);
    if (quote != '"' && quote != '\'')
        return false;
    r->at++;
    while ((c = peek(r)) >= 0 && c != '<') {
        r->at++;
        if (c == quote)
            return true;
        keep(ret_value, c);
    }
    return false;
}

static struct slice slice_text(const struct text *text)
{
    return slice_trim((struct slice){text->bytes, text->size});
}

static void keep_attribute(struct root *root, struct slice name,
                           struct slice namespace, const struct text *value)
{
    const struct {
        const char *name;
        struct text *value;
    } wanted[] = {
        {"width", &root->width},      {"height", &root->height},
        {"viewBox", &root->view_box}, {"preserveAspectRatio", &root->aspect},
        {"style", &root->style},
    };
    for (size_t i = 0; i < ARRAY_COUNT(wanted); i++) {
        if (slice_is(name, wanted[i].name))
            *wanted[i].value = *value;
    }
    if (slice_equal(name, namespace))
        root->namespace = *value;
}

/* Reads the tag <svg> or <prefix:svg>. */
static bool read_root(struct reader *r, struct root *root)
{
    struct text tag, name, value;
    struct str namespace = {0};
    bool is_whole = false;

    read_name(r, &tag);
    struct slice full = slice_text(&tag);
    size_t colon = slice_find_char(full, 0, ':');
    bool has_prefix = colon < full.size;
    if (!slice_is(slice_from(full, has_prefix ? colon + 1 : 0), "svg"))
        return false;
    str_append_text(&namespace, "xmlns");
    if (has_prefix)
        str_appendf(&namespace, ":%.*s", (int)colon, full.data);
    for (unsigned i = 0; i < MAX_ATTRIBUTES; i++) {
        skip_spaces(r);
        if (peek(r) == '>' || peek(r) == '/') {
            is_whole = true;
            break;
        }
        read_name(r, &name);
        if (name.size == 0 || !read_value(r, &value))
            break;
        keep_attribute(root, slice_text(&name), str_slice(&namespace), &value);
    }
    str_release(&namespace);
    return is_whole;
}

/* A number of CSS and SVG (SVG 2, 4.2) at the start of *rest, which is moved
 * past it. No locale may have a say, so that strtod() gets digits alone. */
static bool take_number(struct slice *rest, double *ret_number)
{
    double number = 0, place = 1;
    size_t at = 0, digits = 0;
    bool is_negative = rest->size > 0 && rest->data[0] == '-';
    if (rest->size > 0 && (rest->data[0] == '-' || rest->data[0] == '+'))
        at++;
    for (; at < rest->size && ascii_is_digit(rest->data[at]); at++, digits++)
        number = number * 10 + (rest->data[at] - '0');
    if (at + 1 < rest->size && rest->data[at] == '.' &&
        ascii_is_digit(rest->data[at + 1])) {
        for (at++; at < rest->size && ascii_is_digit(rest->data[at]);
             at++, digits++)
            number += (place /= 10) * (rest->data[at] - '0');
    }
    /* "1e3", but not "1em" and "1ex". */
    if (digits > 0 && at + 1 < rest->size &&
        ascii_to_lower(rest->data[at]) == 'e' &&
        ascii_is_digit(rest->data[at + 1])) {
        unsigned power = 0;
        for (at++; at < rest->size && ascii_is_digit(rest->data[at]); at++)
            power = power < 100 ? power * 10 + (unsigned)(rest->data[at] - '0')
                                : power;
        number *= pow(10, power);
    }
    *rest = slice_from(*rest, at);
    *ret_number = is_negative ? -number : number;
    return digits > 0 && isfinite(number);
}

/* A length in CSS pixels; false for what is relative or none. */
static bool read_length(const struct text *text, double *ret_pixels)
{
    static const struct {
        const char *name;
        double pixels;
    } units[] = {
        {"", 1},           {"px", 1},         {"in", 96},
        {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"q", 96 / 101.6},
        {"pt", 96.0 / 72}, {"pc", 16},
    };
    struct slice rest = slice_text(text);
    double number;
    if (!take_number(&rest, &number))
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(units); i++) {
        if (!slice_equal_nocase(rest, slice_of(units[i].name)))
            continue;
        *ret_pixels = number * units[i].pixels;
        return *ret_pixels > 0 && *ret_pixels <= SVG_MAX_SIZE;
    }
    return false;
}

/* SVG 2, 8.6: four numbers, of which the last two are a size. */
static bool read_view_box(const struct root *root, double *ret_width,
                          double *ret_height)
{
    struct slice rest = slice_text(&root->view_box);
    double numbers[4];
    if (root->view_box.is_cut ||
        slice_starts(slice_text(&root->aspect), "none"))
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(numbers); i++) {
        while (rest.size > 0 &&
               (ascii_is_space(rest.data[0]) || rest.data[0] == ','))
            rest = slice_from(rest, 1);
        if (!take_number(&rest, &numbers[i]))
            return false;
    }
    *ret_width = numbers[2];
    *ret_height = numbers[3];
    return slice_trim(rest).size == 0 && numbers[2] > 0 && numbers[3] > 0 &&
           numbers[2] <= SVG_MAX_SIZE && numbers[3] <= SVG_MAX_SIZE;
}

static uint32_t whole_pixels(double pixels)
{
    return pixels <= 1 ? 1 : (uint32_t)lround(fmin(pixels, SVG_MAX_SIZE));
}

static bool is_shown(const struct root *root)
{
    struct slice name = slice_text(&root->namespace);
    return slice_is(name, "http://www.w3.org/2000/svg") ||
           slice_find_char(name, 0, '&') < name.size;
}

/* An entity, or a number below 0, of which readers make this and that. */
static bool is_unclear(const struct text *text)
{
    struct slice value = slice_text(text);
    return text->is_cut || slice_starts(value, "-") ||
           slice_find_char(value, 0, '&') < value.size;
}

/* Width and height are properties of CSS, too, and those win. */
static bool has_style(const struct root *root)
{
    struct slice style = slice_text(&root->style);
    return root->style.is_cut ||
           slice_find(style, 0, SLICE("width")) < style.size ||
           slice_find(style, 0, SLICE("height")) < style.size;
}

bool svg_parse(struct picture_head *head, struct picture *picture)
{
    struct reader reader = {head, 0, SVG_MAX_HEAD_BYTES};
    struct root root = {.width = {.size = 0}};
    double width = 0, height = 0, box_width = 0, box_height = 0;

    if (!find_root(&reader) || !read_root(&reader, &root) || !is_shown(&root) ||
        is_unclear(&root.width) || is_unclear(&root.height))
        return false;
    bool is_styled = has_style(&root);
    bool has_width = !is_styled && read_length(&root.width, &width);
    bool has_height = !is_styled && read_length(&root.height, &height);
    bool has_box = read_view_box(&root, &box_width, &box_height);
    if ((!has_width || !has_height) && !has_box)
        return false;
    picture->is_certain = has_width || has_height;
    if (!has_width)
        width = has_height ? height * (box_width / box_height) : box_width;
    if (!has_height)
        height = has_width ? width * (box_height / box_width) : box_height;
    picture->width = whole_pixels(width);
    picture->height = whole_pixels(height);
    return true;
}
