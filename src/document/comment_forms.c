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

/* Returns the size of the tag at the start of `rest`, or 0. */
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
    at = comment_skip_spaces(rest, at);
    (void)take(rest, &at, "-");
    return take(rest, &at, style->close) ? at : 0;
}

/* Returns the size of all from a tag to the one that ends it. */
static size_t match_pair(struct slice rest, const struct tag_style *style,
                         const char *name)
{
    size_t at = match_tag(rest, style, "", name);
    if (at == 0)
        return 0;
    while ((at = slice_find(rest, at, slice_of(style->open))) < rest.size) {
        size_t size = match_tag(slice_from(rest, at), style, style->end, name);
        if (size > 0)
            return at + size;
        at++;
    }
    return ENDLESS;
}

static const struct tag_style liquid = {"{%", "%}", "end"};

static size_t match_liquid(struct slice rest)
{
    size_t at = 2;
    (void)take(rest, &at, "-");
    at = comment_skip_spaces(rest, at);
    return take(rest, &at, "#") ? comment_size_to_end(rest, at, "%}")
                                : match_pair(rest, &liquid, "comment");
}

static size_t match_raw(struct slice rest)
{
    return match_pair(rest, &liquid, "raw");
}

static size_t match_shortcode(struct slice rest)
{
    static const struct tag_style angled = {"{{<", ">}}", "/"};
    static const struct tag_style of_markdown = {"{{%", "%}}", "/"};
    size_t size = match_pair(rest, &angled, "comment");
    return size > 0 ? size : match_pair(rest, &of_markdown, "comment");
}

static size_t match_go(struct slice rest)
{
    size_t at = 2;
    if (take(rest, &at, "-"))
        at = comment_skip_spaces(rest, at);
    if (!take(rest, &at, "/*"))
        return 0;
    size_t end = comment_size_to_end(rest, at, "*/");
    if (end == ENDLESS)
        return ENDLESS;
    at = comment_skip_spaces(rest, end);
    (void)take(rest, &at, "-");
    return take(rest, &at, "}}") ? at : ENDLESS;
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

static size_t match_kramdown(struct slice rest)
{
    size_t at = 0;
    return take(rest, &at, "{::comment}")
               ? comment_size_to_end(rest, at, "{:/comment}")
               : 0;
}

static size_t match_mdx(struct slice rest)
{
    return comment_size_to_end(rest, 3, "*/}");
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
    size_t end = comment_size_to_end(rest, 4, "-->");
    size_t loose_end = comment_size_to_end(rest, 4, "--!>");
    return loose_end < end ? loose_end : end;
}

const struct comment_form comment_forms[FORM_COUNT] = {
    [FORM_RAW] = {"{%", match_raw, ANYWHERE, true}, /* not to be touched */
    {"{%", match_liquid, ANYWHERE, true},
    {"{{", match_shortcode, ANYWHERE, false},
    {"{{", match_go, ANYWHERE, false},
    {"{#", match_nunjucks, ANYWHERE, false},
    {"{::", match_kramdown, ANYWHERE, false},
    {"{/*", match_mdx, IN_MDX, false},
    {"%%", match_vault, IN_VAULTS, false},
    [FORM_HTML] = {"<!--", match_html, ANYWHERE, false},
};
