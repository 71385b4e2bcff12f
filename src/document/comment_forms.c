/* comment_forms.c - what comments look like in what is mixed with Markdown.
 *
 *     {% comment %} words {% endcomment %}    Liquid; also {% # words %}
 *     {# words #}                             Nunjucks, Jinja
 *     {{< comment >}} words {{< /comment >}}  Hugo; also as in Go's templates
 *     {::comment} words {:/comment}           kramdown
 *     %% words %%                             Obsidian
 *     <!-- words -->                          HTML */
#include "document/comment_forms.h"

#include "base/ascii.h"

size_t comment_size_to_end(struct slice rest, size_t start, const char *end)
{
    struct slice needle = slice_of(end);
    size_t at = slice_find(rest, start, needle);
    return at < rest.size ? at + needle.size : ENDLESS;
}

size_t comment_skip_spaces(struct slice rest, size_t at)
{
    while (at < rest.size && ascii_is_space(rest.data[at]))
        at++;
    return at;
}

static bool take(struct slice rest, size_t *at, const char *word)
{
    if (!slice_starts(slice_from(rest, *at), word))
        return false;
    *at += slice_of(word).size;
    return true;
}

/* How a language writes its tags: "{%- comment -%}". */
struct tag_style {
    const char *open, *close;
    const char *end; /* before the name, in the second of a pair */
};

/* Returns the size of the tag at the start of `rest`, or 0. Words may follow
 * the name, as in "{% comment to do %}". */
static size_t match_tag(struct slice rest, const struct tag_style *style,
                        const char *before, const char *name)
{
    size_t at = 0;
    if (!take(rest, &at, style->open))
        return 0;
    (void)take(rest, &at, "-");
    at = comment_skip_spaces(rest, at);
    if (!take(rest, &at, before))
        return 0;
    at = comment_skip_spaces(rest, at);
    if (!take(rest, &at, name))
        return 0;
    size_t close = comment_size_to_end(rest, at, style->close);
    bool is_name = at < rest.size && !ascii_is_letter_or_digit(rest.data[at]) &&
                   rest.data[at] != '_';
    return is_name && close != ENDLESS ? close : 0;
}

/* Returns the size of all from a tag to the one that ends it. */
static size_t match_pair(struct slice rest, const struct tag_style *style,
                         const char *name)
{
    size_t depth = 1, at = match_tag(rest, style, "", name);
    if (at == 0)
        return 0;
    while ((at = slice_find(rest, at, slice_of(style->open))) < rest.size) {
        struct slice tag = slice_from(rest, at);
        size_t size = match_tag(tag, style, style->end, name);
        if (size > 0 && --depth == 0)
            return at + size;
        if (size == 0 && (size = match_tag(tag, style, "", name)) > 0)
            depth++;
        at += size > 0 ? size : 1;
    }
    return ENDLESS;
}

static const struct tag_style liquid = {"{%", "%}", "end"};

static size_t match_liquid(struct slice rest)
{
    return match_pair(rest, &liquid, "comment");
}

/* "{% # words %}" */
static size_t match_liquid_line(struct slice rest)
{
    size_t at = 2;
    (void)take(rest, &at, "-");
    at = comment_skip_spaces(rest, at);
    return take(rest, &at, "#") ? comment_size_to_end(rest, at, "%}") : 0;
}

static size_t match_raw(struct slice rest)
{
    return match_pair(rest, &liquid, "raw");
}

static size_t match_shortcode(struct slice rest)
{
    static const struct tag_style style = {"{{<", ">}}", "/"};
    return match_pair(rest, &style, "comment");
}

static size_t match_markdown_shortcode(struct slice rest)
{
    static const struct tag_style style = {"{{%", "%}}", "/"};
    return match_pair(rest, &style, "comment");
}

/* Returns the size of a comment as in C, and of the braces around it. */
static size_t match_in_braces(struct slice rest, size_t at, const char *close)
{
    if (!take(rest, &at, "/*"))
        return 0;
    size_t end = comment_size_to_end(rest, at, "*/");
    if (end == ENDLESS)
        return ENDLESS;
    at = comment_skip_spaces(rest, end);
    (void)take(rest, &at, "-");
    return take(rest, &at, close) ? at : end;
}

static size_t match_go(struct slice rest)
{
    size_t at = 2;
    if (take(rest, &at, "-"))
        at = comment_skip_spaces(rest, at);
    return match_in_braces(rest, at, "}}");
}

static size_t match_mdx(struct slice rest)
{
    return match_in_braces(rest, comment_skip_spaces(rest, 1), "}");
}

/* "{#install}" is the id of a heading. */
static size_t match_nunjucks(struct slice rest)
{
    size_t at = 2;
    (void)take(rest, &at, "-");
    return comment_skip_spaces(rest, at) > at
               ? comment_size_to_end(rest, at, "#}")
               : 0;
}

/* Both ends are right; the first one counts. */
static size_t match_kramdown(struct slice rest)
{
    size_t at = 0;
    if (!take(rest, &at, "{::comment}"))
        return 0;
    while ((at = slice_find(rest, at, SLICE("{:/"))) < rest.size) {
        at += 3;
        (void)take(rest, &at, "comment");
        if (take(rest, &at, "}"))
            return at;
    }
    return ENDLESS;
}

static size_t match_vault(struct slice rest)
{
    return comment_size_to_end(rest, 2, "%%");
}

/* The end may follow at once, or have an exclamation mark: the HTML standard,
 * 13.2.5.43 and 13.2.5.52. */
static size_t match_html(struct slice rest)
{
    size_t at = 4;
    if (take(rest, &at, ">") || take(rest, &at, "->"))
        return at;
    for (; (at = slice_find(rest, at, SLICE("--"))) < rest.size; at++) {
        size_t end = at + 2;
        if (take(rest, &end, ">") || take(rest, &end, "!>"))
            return end;
    }
    return ENDLESS;
}

const struct comment_form comment_forms[FORM_COUNT] = {
    [FORM_RAW] = {"{%", match_raw, ANYWHERE, true},
    {"{%", match_liquid, ANYWHERE, true},
    {"{%", match_liquid_line, ANYWHERE, true},
    {"{{<", match_shortcode, ANYWHERE, false},
    {"{{%", match_markdown_shortcode, ANYWHERE, false},
    {"{{", match_go, ANYWHERE, false},
    {"{#", match_nunjucks, ANYWHERE, false},
    {"{::", match_kramdown, ANYWHERE, false},
    {"{/*", match_mdx, IN_MDX, false},
    {"{ ", match_mdx, IN_MDX, false},
    {"%%", match_vault, IN_VAULTS, false},
    [FORM_HTML] = {"<!--", match_html, ANYWHERE, false},
};
