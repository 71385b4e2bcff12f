/* absolute_html.c - HTML whose addresses mean the same wherever it is read.
 *
 *     <a href="../tips">       <a href="https://example.org/tips">
 *     <img srcset="a.jpg 1x, b.jpg 2x">                 each of them
 *     <pre>href="../tips"</pre>                         no tag: stays
 *
 * Bodies hold HTML that authors wrote by hand beside that made of Markdown, so
 * this reads tags as the HTML standard has browsers read them (13.2.5), and
 * copies whatever is not the value of one of the attributes below. What is in
 * comments, scripts and styles is never touched. */
#include "represent/absolute.h"

#include "base/array.h"
#include "base/ascii.h"

#include <string.h>

/* The attributes that hold an address, or a list of pictures; of the HTML
 * standard's index, "Attributes". */
static const struct {
    const char *name;
    const char *element; /* NULL: any */
    bool is_set;         /* "a.jpg 1x, b.jpg 2x" */
} attributes[] = {
    {"href", NULL, false},     {"src", NULL, false},
    {"srcset", NULL, true},    {"imagesrcset", NULL, true},
    {"poster", NULL, false},   {"cite", NULL, false},
    {"action", "form", false}, {"formaction", NULL, false},
    {"data", "object", false}, {"background", NULL, false},
    {"longdesc", NULL, false}, {"xlink:href", NULL, false},
};

/* What is in these is text, also what looks like a tag (13.2.5, "raw text",
 * "RCDATA", "script data"). */
static const char *const raw_elements[] = {"script",  "style",   "textarea",
                                           "title",   "xmp",     "iframe",
                                           "noembed", "noframes"};

struct rewriter {
    struct str *out;
    const struct site_base *base;
    const struct entry *page;
    struct str address; /* scratch */
    struct slice rest;  /* still to be read */
};

static void copy(struct rewriter *r, size_t size)
{
    str_append(r->out, slice_sub(r->rest, 0, size));
    r->rest = slice_from(r->rest, size);
}

/* Up to and with the next of these; everything where there is none. */
static void copy_through(struct rewriter *r, struct slice end)
{
    copy(r, slice_find(r->rest, 0, end) + end.size);
}

static bool is_space(char c)
{
    return ascii_is_space(c) || c == '\f';
}

static size_t skip_spaces(struct slice text, size_t at)
{
    while (at < text.size && is_space(text.data[at]))
        at++;
    return at;
}

static size_t name_end(struct slice text, size_t at)
{
    while (at < text.size && !is_space(text.data[at]) && text.data[at] != '/' &&
           text.data[at] != '>' && text.data[at] != '=')
        at++;
    return at;
}

/* Within an element that draws, "#x" is a part of the same drawing, wherever
 * the page is; and an image without an address shows nothing. What a template
 * or a component is still to make of {this}, nobody knows here. */
static bool is_kept(struct slice element, struct slice address)
{
    address = slice_trim(address);
    if (slice_starts(address, "{"))
        return true;
    return (address.size == 0 || slice_starts(address, "#")) &&
           !slice_equal_nocase(element, SLICE("a")) &&
           !slice_equal_nocase(element, SLICE("area"));
}

/* The address is in HTML, but public_url and the url of the page are not. */
static void append_address(struct rewriter *r, struct slice element,
                           struct slice address)
{
    if (is_kept(element, address)) {
        str_append(r->out, address);
        return;
    }
    str_clear(&r->address);
    absolute_append(&r->address, r->base, r->page, address);
    struct slice whole = str_slice(&r->address);
    for (size_t i = 0; i < whole.size; i++) {
        char c = whole.data[i];
        if (c == '"')
            str_append(r->out, SLICE("&quot;"));
        else if (c == '\'')
            str_append(r->out, SLICE("&#39;"));
        else
            str_append_char(r->out, c);
    }
}

/* HTML standard, 4.8.4.2: addresses hold no spaces, and end before commas; what
 * follows an address is up to the next comma. */
static void append_set(struct rewriter *r, struct slice set)
{
    size_t at = 0;
    while (at < set.size) {
        size_t start = at, end;
        while (at < set.size && (is_space(set.data[at]) || set.data[at] == ','))
            at++;
        str_append(r->out, slice_sub(set, start, at));
        for (end = at; end < set.size && !is_space(set.data[end]);)
            end++;
        bool is_last = false;
        while (end > at && set.data[end - 1] == ',') {
            end--;
            is_last = true;
        }
        if (end > at)
            append_address(r, SLICE("img"), slice_sub(set, at, end));
        at = is_last ? end : slice_find_char(set, end, ',');
        str_append(r->out, slice_sub(set, end, at));
    }
}

static void append_value(struct rewriter *r, struct slice element,
                         struct slice name, struct slice value)
{
    for (size_t i = 0; i < ARRAY_COUNT(attributes); i++) {
        if (!slice_equal_nocase(name, slice_of(attributes[i].name)) ||
            (attributes[i].element != NULL &&
             !slice_equal_nocase(element, slice_of(attributes[i].element))))
            continue;
        if (attributes[i].is_set)
            append_set(r, value);
        else
            append_address(r, element, value);
        return;
    }
    str_append(r->out, value);
}

/* What follows an attribute's "=". */
static void rewrite_value(struct rewriter *r, struct slice element,
                          struct slice name)
{
    char quote = r->rest.data[0];
    size_t end = 0;
    if (quote == '"' || quote == '\'') {
        copy(r, 1);
        end = slice_find_char(r->rest, 0, quote);
    } else {
        while (end < r->rest.size && !is_space(r->rest.data[end]) &&
               r->rest.data[end] != '>')
            end++;
    }
    append_value(r, element, name, slice_sub(r->rest, 0, end));
    r->rest = slice_from(r->rest, end);
    if (quote == '"' || quote == '\'')
        copy(r, 1);
}

/* One attribute, or what is between two; false at the end of the tag. */
static bool rewrite_attribute(struct rewriter *r, struct slice element)
{
    size_t start = skip_spaces(r->rest, 0);
    copy(r, start);
    if (r->rest.size == 0 || r->rest.data[0] == '>') {
        copy(r, 1);
        return false;
    }
    size_t end = name_end(r->rest, r->rest.data[0] == '=' ? 1 : 0);
    struct slice name = slice_sub(r->rest, 0, end);
    size_t equals = skip_spaces(r->rest, end);
    if (end == 0 || equals == r->rest.size || r->rest.data[equals] != '=') {
        copy(r, end > 0 ? end : 1);
        return true;
    }
    copy(r, skip_spaces(r->rest, equals + 1));
    if (r->rest.size > 0 && r->rest.data[0] != '>')
        rewrite_value(r, element, name);
    return true;
}

static bool is_raw(struct slice element)
{
    for (size_t i = 0; i < ARRAY_COUNT(raw_elements); i++) {
        if (slice_equal_nocase(element, slice_of(raw_elements[i])))
            return true;
    }
    return false;
}

/* What is in such an element, up to its end tag. */
static void copy_raw(struct rewriter *r, struct slice element)
{
    size_t at = slice_find(r->rest, 0, SLICE("</"));
    while (at < r->rest.size) {
        struct slice name = slice_from(r->rest, at + 2);
        name = slice_sub(name, 0, name_end(name, 0));
        if (slice_equal_nocase(name, element))
            break;
        at = slice_find(r->rest, at + 2, SLICE("</"));
    }
    copy(r, at);
}

static void rewrite_tag(struct rewriter *r)
{
    struct slice element = slice_from(r->rest, 1);
    element = slice_sub(element, 0, name_end(element, 0));
    copy(r, 1 + element.size);
    while (rewrite_attribute(r, element))
        ;
    if (is_raw(element))
        copy_raw(r, element);
}

/* `rest` begins with "<". */
static void rewrite_markup(struct rewriter *r)
{
    char next = r->rest.size > 1 ? r->rest.data[1] : '\0';
    if (slice_starts(r->rest, "<!--"))
        copy_through(r, SLICE("-->"));
    else if (next == '!' || next == '?' || next == '/')
        copy_through(r, SLICE(">"));
    else if (ascii_is_letter(next))
        rewrite_tag(r);
    else
        copy(r, 1);
}

void absolute_append_html(struct str *out, const struct site_base *base,
                          const struct entry *page, struct slice html)
{
    struct rewriter r = {.out = out, .base = base, .page = page, .rest = html};
    while (r.rest.size > 0) {
        copy(&r, slice_find_char(r.rest, 0, '<'));
        if (r.rest.size > 0)
            rewrite_markup(&r);
    }
    str_release(&r.address);
}
