/* foreign_templates.c - tags of Liquid and Nunjucks, and Hugo's shortcodes.
 *
 *     {% if x %} words {% endif %}      the tags are foreign
 *     {{ page.title | upcase }}         all of it is
 *     {% raw %}{{ words }}{% endraw %}  the tags are; no other is one between
 *     {% highlight js %}code{% endhighlight %}   all of it is, as code
 *     {{< figure src="a.png" >}}        all of it is
 *     {{% notice %}} words {{% /notice %}}
 *
 * In Liquid the first "%}" ends a tag, even in quotes; in Hugo it does not, and
 * a shortcode in the marks of a comment is an example, which is text. */
#include "document/foreign.h"

#include "base/array.h"
#include "base/ascii.h"

/* How a language writes its tags. `end` is before the name in the second of a
 * pair. */
struct tag_style {
    const char *open, *close, *end;
};

static const struct tag_style liquid = {"{%", "%}", "end"};
static const struct tag_style shortcode = {"{{<", ">}}", "/"};
static const struct tag_style markdown_shortcode = {"{{%", "%}}", "/"};

/* Pairs whose content is not Markdown. */
static const struct pair {
    const char *name;
    bool is_code; /* for readers to see; or else the source of a picture */
} pairs[] = {
    {"highlight", true}, {"codeblock", true}, {"code", true},
    {"mermaid", false},  {"graphviz", false}, {"plantuml", false},
    {"script", false},   {"style", false},    {"javascript", false},
    {"css", false},      {"js", false},       {"schema", false},
    {"chart", false},
};

static bool starts_word(struct slice text, size_t at, struct slice word)
{
    struct slice found = slice_sub(text, at, skip_name(text, at));
    return slice_equal(found, word);
}

static size_t skip_spaces(struct slice text, size_t at)
{
    while (at < text.size && ascii_is_space(text.data[at]))
        at++;
    return at;
}

/* Where the name in a tag begins. */
static size_t name_start(struct slice tag, const struct tag_style *style)
{
    size_t at = slice_of(style->open).size;
    if (slice_starts(slice_from(tag, at), "-"))
        at++;
    return skip_spaces(tag, at);
}

/* Returns where the tag starts that ends the pair; text.size if none does. */
static size_t find_end(struct foreign_scan *scan, struct slice text, size_t at,
                       const struct tag_style *style, struct slice name)
{
    while ((at = scan_find(scan, text, at, style->open)) < text.size) {
        size_t start = at + name_start(slice_from(text, at), style);
        if (slice_starts(slice_from(text, start), style->end)) {
            start += slice_of(style->end).size;
            if (starts_word(text, skip_spaces(text, start), name))
                return at;
        }
        at++;
    }
    return text.size;
}

static const struct pair *find_pair(struct slice name)
{
    for (size_t i = 0; i < ARRAY_COUNT(pairs); i++) {
        if (slice_is(name, pairs[i].name))
            return &pairs[i];
    }
    return NULL;
}

/* Extends a tag to the end of its pair, where that is not Markdown. */
static void take_pair(struct foreign_scan *scan, struct foreign_match *match,
                      const struct tag_style *style)
{
    struct slice rest = scan_rest(scan);
    size_t start = name_start(rest, style);
    struct slice name = slice_sub(rest, start, skip_name(rest, start));
    const struct pair *pair = find_pair(name);
    size_t tag_size = match->size;
    if (pair == NULL || (scan->unpaired & 1U << (pair - pairs)) != 0)
        return;
    size_t end = find_end(scan, rest, tag_size, style, name);
    size_t close = scan_find(scan, rest, end, style->close);
    if (close == rest.size) {
        scan->unpaired |= 1U << (pair - pairs);
        return;
    }
    *match = (struct foreign_match){.size = close + slice_of(style->close).size,
                                    .is_code = true};
    if (!pair->is_code)
        return;
    match->words_start = tag_size;
    match->words_end = end;
}

/* What is in "raw" (Liquid) and "verbatim" (Nunjucks) is not run. */
static void note_raw(struct foreign_scan *scan, size_t tag_size)
{
    struct slice rest = slice_from(scan->code.body, scan->at);
    size_t start = name_start(rest, &liquid);
    struct slice name = slice_sub(rest, start, skip_name(rest, start));
    if (!slice_is(name, "raw") && !slice_is(name, "verbatim"))
        return;
    size_t end = find_end(scan, rest, tag_size, &liquid, name);
    if (end < rest.size)
        scan->raw_end = scan->at + end;
}

void match_liquid_tag(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice rest = scan_rest(scan);
    size_t end = scan_find(scan, rest, 2, "%}");
    if (end == rest.size || scan->at < scan->raw_end)
        return;
    match->size = end + 2;
    note_raw(scan, match->size);
    take_pair(scan, match, &liquid);
}

void match_output(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice rest = scan_rest(scan);
    size_t end = scan_find(scan, rest, 2, "}}");
    if (end == rest.size || scan->at < scan->raw_end)
        return;
    if (slice_find(slice_sub(rest, 0, end), 0, SLICE("\n\n")) == end)
        match->size = end + 2;
}

/* Returns the size of a quoted string at the start of the text, or 0. */
static size_t quoted_size(struct foreign_scan *scan, struct slice text)
{
    if (text.data[0] == '`') {
        size_t end = scan_find(scan, text, 1, "`");
        return end < text.size ? end + 1 : 0;
    }
    if (text.data[0] != '"')
        return 0;
    struct slice line = slice_sub(text, 0, line_end(text, 0));
    size_t end = 1;
    while (end < line.size && line.data[end] != '"')
        end += line.data[end] == '\\' ? 2 : 1;
    return end < line.size && scan_spend(scan, end) ? end + 1 : 0;
}

void match_shortcode(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice rest = scan_rest(scan);
    const struct tag_style *style =
        slice_starts(rest, "{{<") ? &shortcode : &markdown_shortcode;
    size_t at = 3;
    if (slice_starts(slice_from(rest, at), "/*"))
        return;
    while (at < rest.size &&
           !slice_starts(slice_from(rest, at), style->close)) {
        size_t quoted = quoted_size(scan, slice_from(rest, at));
        if (slice_starts(slice_from(rest, at), "{{") || !scan_spend(scan, 1))
            return;
        at += quoted > 0 ? quoted : 1;
    }
    if (at == rest.size)
        return;
    match->size = at + 3;
    if (rest.data[at - 1] != '/')
        take_pair(scan, match, style);
}
