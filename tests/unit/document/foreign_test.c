/* foreign_test.c - what is not Markdown stays whole in the HTML, and leaves the
 * text what readers would see. */
#include "test.h"

#include "base/array.h"
#include "html.h"

struct example {
    const char *body, *html, *text;
};

static void render(const char *body, unsigned foreign, struct arena *arena,
                   struct markdown *ret_markdown)
{
    struct diagnostics diagnostics = {.arena = arena};
    assert_true(markdown_render(
        slice_of(body), 1,
        &(struct markdown_options){.keeps_comments = true, .foreign = foreign},
        arena, &diagnostics, ret_markdown));
    assert_int_equal(diagnostics.count, 0);
}

static void check(unsigned foreign, const struct example *examples,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena = {0};
        struct markdown markdown;
        render(examples[i].body, foreign, &arena, &markdown);
        assert_slice_is(html_of(&markdown, &arena), examples[i].html);
        assert_slice_is(text_of(&markdown, &arena), examples[i].text);
        arena_release(&arena);
    }
}

#define CHECK(foreign, examples) check(foreign, examples, ARRAY_COUNT(examples))

static void liquid_leaves_the_words_between_its_tags(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"{{ page.title | upcase }} by {{ x }}, *now*",
         "<p>{{ page.title | upcase }} by {{ x }}, <em>now</em></p>\n",
         "by, now"},
        {"a {% if x < y %}*b*{% else %}c{% endif %} d",
         "<p>a {% if x &lt; y %}<em>b</em>{% else %}c{% endif %} d</p>\n",
         "a bc d"},
        {"{% include a_b_c.html x=\"*y*\"\n  z=\"1\" %}\n\nText.",
         "<p>{% include a_b_c.html x=&quot;*y*&quot;\n"
         "  z=&quot;1&quot; %}</p>\n<p>Text.</p>\n",
         "Text."},
        {"{% raw %}{{ a }}{% endraw %} {{ b }}",
         "<p>{% raw %}{{ a }}{% endraw %} {{ b }}</p>\n", "{{ a }}"},
        {"{%- verbatim -%}{% a %}{%- endverbatim -%}.",
         "<p>{%- verbatim -%}{% a %}{%- endverbatim -%}.</p>\n", "{% a %}."},
        {"{% highlight js %}\n# a\n  b*c*\n{% endhighlight %}\n\nText.",
         "<p>{% highlight js %}\n# a\n  b*c*\n{% endhighlight %}</p>\n"
         "<p>Text.</p>\n",
         "# a\n  b*c*\n\nText."},
        {"{% mermaid %}\na --> b\n{% endmermaid %}\n\nText.",
         "<p>{% mermaid %}\na --&gt; b\n{% endmermaid %}</p>\n"
         "<p>Text.</p>\n",
         "Text."},
        {"[a]({% post_url 2024-01-01-b %}) ![c]({{ site.url }}/c.png)",
         "<p><a href=\"{% post_url 2024-01-01-b %}\">a</a> "
         "<img src=\"{{ site.url }}/c.png\" alt=\"c\" /></p>\n",
         "a c"},
        {"<a href=\"{{ \"/x\" | url }}\">b</a>",
         "<p><a href=\"{{ \"/x\" | url }}\">b</a></p>\n", "b"},
        {"`{{ a }}` and\n\n```\n{% b %}\n```\n\n    {% c %}",
         "<p><code>{{ a }}</code> and</p>\n<pre><code>{% b %}\n</code></pre>\n"
         "<pre><code>{% c %}\n</code></pre>\n",
         "{{ a }} and\n\n{% b %}\n\n{% c %}"},
        {"\\{% a %} {% b", "<p>{% a %} {% b</p>\n", "{% a %} {% b"},
        {":::tip $x_1$ {b}", "<p>:::tip $x_1$ {b}</p>\n", ":::tip $x_1$ {b}"},
    };
    CHECK(FOREIGN_LIQUID, examples);
}

static void shortcodes_leave_what_is_in_them(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"{{< figure src=\"a_b_.png\" title=\"x >}} y\" >}}\n\nText.",
         "<p>{{&lt; figure src=&quot;a_b_.png&quot; title=&quot;x &gt;}} "
         "y&quot; &gt;}}</p>\n<p>Text.</p>\n",
         "Text."},
        {"{{% notice tip %}}\n**a** b\n{{% /notice %}}",
         "<p>{{% notice tip %}}\n<strong>a</strong> b\n{{% /notice %}}</p>\n",
         "a b"},
        {"See [b]({{< ref \"b.md\" >}}).",
         "<p>See <a href=\"{{&lt; ref &quot;b.md&quot; &gt;}}\">b</a>.</p>\n",
         "See b."},
        {"{{< highlight go >}}\n*p = 1\n{{< /highlight >}}",
         "<p>{{&lt; highlight go &gt;}}\n*p = 1\n{{&lt; /highlight &gt;}}</p>"
         "\n",
         "*p = 1"},
        {"{{< highlight go \"a\" />}} *x*",
         "<p>{{&lt; highlight go &quot;a&quot; /&gt;}} <em>x</em></p>\n", "x"},
        {"{{</* figure */>}}", "<p>{{&lt;/* figure */&gt;}}</p>\n",
         "{{</* figure */>}}"},
        {"{{ .Title }} {{< open", "<p>{{ .Title }} {{&lt; open</p>\n",
         "{{ .Title }} {{< open"},
    };
    CHECK(FOREIGN_SHORTCODES, examples);
}

static void containers_leave_title_and_content(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {":::tip Read *this*\nThe text.\n:::",
         "<p>:::tip Read <em>this</em>\nThe text.\n:::</p>\n",
         "Read this\nThe text."},
        {"::: details More {open}\n\nText.\n\n:::",
         "<p>::: details More {open}</p>\n<p>Text.</p>\n<p>:::</p>\n",
         "More\n\nText."},
        {":::note[A **b**]{.c}\n\nText.\n\n:::",
         "<p>:::note[A <strong>b</strong>]{.c}</p>\n<p>Text.</p>\n<p>:::</p>\n",
         "A b\n\nText."},
        {"::youtube[A film]{#x}", "<p>::youtube[A film]{#x}</p>\n", "A film"},
        {"The :abbr[HTML]{title=\"x\"} at 10:30 and note: a.",
         "<p>The :abbr[HTML]{title=&quot;x&quot;} at 10:30 and note: a.</p>\n",
         "The HTML at 10:30 and note: a."},
        {"- :::tip\n  a\n  :::", "<ul>\n<li>:::tip\na\n:::</li>\n</ul>\n", "a"},
        {"a::b c:: :: d :smile: std::x ::before is", NULL, NULL},
    };
    check(FOREIGN_DIRECTIVES, examples, ARRAY_COUNT(examples) - 1);
    static const struct example plain[] = {
        {"a::b c:: :: d :smile: std::x\n::before is",
         "<p>a::b c:: :: d :smile: std::x\n::before is</p>\n",
         "a::b c:: :: d :smile: std::x ::before is"},
    };
    CHECK(FOREIGN_DIRECTIVES, plain);
}

static void mdc_leaves_content_slots_and_spans(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"::alert{type=\"info\"}\nCheck **it**.\n::",
         "<p>::alert{type=&quot;info&quot;}\nCheck <strong>it</strong>.\n::"
         "</p>\n",
         "Check it."},
        {"::card\n---\ntitle: A\nicon: b_c_d\n---\nText.\n#footer\nEnd.\n::",
         "<p>::card\n---\ntitle: A\nicon: b_c_d\n---\nText.\n#footer\nEnd.\n"
         "::</p>\n",
         "Text.\nEnd."},
        {"An :icon{name=\"a_b_\"} and :badge[New] :logo.",
         "<p>An :icon{name=&quot;a_b_&quot;} and :badge[New] :logo.</p>\n",
         "An and New."},
        {"[a *b*]{.c} **d**{.e} `f`{lang=\"ts\"} [g](h){target=_blank}",
         "<p>[a <em>b</em>]{.c} <strong>d</strong>{.e} <code>f</code>{lang="
         "&quot;ts&quot;} <a href=\"h\">g</a>{target=_blank}</p>\n",
         "a b d f g"},
        {"Hi {{ $doc.title || 'x' }}!", "<p>Hi {{ $doc.title || 'x' }}!</p>\n",
         "Hi!"},
        {"#tag :smile: a:b [x] {y}", "<p>#tag :smile: a:b [x] {y}</p>\n",
         "#tag :smile: a:b [x] {y}"},
    };
    CHECK(FOREIGN_MDC, examples);
}

static void mdx_leaves_no_javascript(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"import { A } from './a'\nimport B from './b'\n\nText.",
         "<p>import { A } from './a'\nimport B from './b'</p>\n"
         "<p>Text.</p>\n",
         "Text."},
        {"export const a = [\n  '*b*',\n\n  { c: `}` },\n]\n\n# Title",
         "<p>export const a = [\n  '*b*',</p>\n<p>  { c: `}` },\n]</p>\n"
         "<h1 id=\"title\">Title</h1>\n",
         "Title"},
        {"import duties rise.", "<p>import duties rise.</p>\n",
         "import duties rise."},
        {"There are {rows.length * 2} rows, {'a few'}.",
         "<p>There are {rows.length * 2} rows, {'a few'}.</p>\n",
         "There are rows, a few."},
        {"<Note type={a > b ? '}' : \"x\"}>\nSome **text**.\n</Note>",
         "<Note type={a > b ? '}' : \"x\"}>\n<p>Some <strong>text</strong>."
         "</p>\n</Note>\n",
         "Some text."},
        {"<Tabs>\n  <Tab label=\"A\">\n    Indented.\n\n    ```js\n    a\n"
         "      b\n    ```\n  </Tab>\n</Tabs>",
         "<Tabs>\n  <Tab label=\"A\">\n<p>Indented.</p>\n<pre><code class=\""
         "language-js\">a\n  b\n</code></pre>\n  </Tab>\n</Tabs>\n",
         "Indented.\n\na\n  b"},
        {"<Chart\n  data={[\n    1,\n\n    2,\n  ]}\n/>\n\nText.",
         "<Chart\n  data={[\n    1,\n\n    2,\n  ]}\n/>\n<p>Text.</p>\n",
         "Text."},
        {"A <Badge x={1}>new</Badge> <>thing</>.",
         "<p>A <Badge x={1}>new</Badge> <>thing</>.</p>\n", "A new thing."},
        {"- <B />\n- <C>d</C>",
         "<ul>\n<li>\n<B />\n</li>\n<li><C>d</C></li>\n"
         "</ul>\n",
         "d"},
        {"`{a}` `<B>` \\{c} a < b {",
         "<p><code>{a}</code> <code>&lt;B&gt;</code> {c} a &lt; b {</p>\n",
         "{a} <B> {c} a < b {"},
        {"<style>\n.a { color: red }\n</style>\n\nText.",
         "<style>\n.a { color: red }\n</style>\n<p>Text.</p>\n", "Text."},
        {"{list.map((x) => <li>Don't {x}</li>)}\n\nText.",
         "<p>{list.map((x) =&gt; &lt;li&gt;Don't {x}&lt;/li&gt;)}</p>\n"
         "<p>Text.</p>\n",
         "Text."},
    };
    CHECK(FOREIGN_MDX, examples);
}

static void math_is_left_whole(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"Inline $a_1 + b_2 = c_3$ and $x*y*z$.",
         "<p>Inline $a_1 + b_2 = c_3$ and $x*y*z$.</p>\n",
         "Inline a_1 + b_2 = c_3 and x*y*z."},
        {"$$\n\\sum_{i} a_{i} * b_{i} * c \\\\\n$$",
         "<p>$$\n\\sum_{i} a_{i} * b_{i} * c \\\\\n$$</p>\n",
         "\\sum_{i} a_{i} * b_{i} * c \\\\"},
        {"As \\(x_1 < y_1\\) and \\[\\frac{*a*}{b}\\] say",
         "<p>As \\(x_1 &lt; y_1\\) and \\[\\frac{*a*}{b}\\] say</p>\n",
         "As x_1 < y_1 and \\frac{*a*}{b} say"},
        {"$n$, $f(x)$, $\\alpha$-test, $10^6$",
         "<p>$n$, $f(x)$, $\\alpha$-test, $10^6$</p>\n",
         "n, f(x), \\alpha-test, 10^6"},
        {"# About $\\pi_1$", "<h1 id=\"about-pi_1\">About $\\pi_1$</h1>\n",
         "About \\pi_1"},
    };
    CHECK(FOREIGN_MATH, examples);
}

static void prices_and_escapes_are_not_math(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"From $5 to $10, or *$5* or 6$.",
         "<p>From $5 to $10, or <em>$5</em> or 6$.</p>\n",
         "From $5 to $10, or $5 or 6$."},
        {"$5 and *not* that much$", "<p>$5 and <em>not</em> that much$</p>\n",
         "$5 and not that much$"},
        {"$HOME/_a_ and $PATH or $foo_bar and bar$",
         "<p>$HOME/<em>a</em> and $PATH or $foo_bar and bar$</p>\n",
         "$HOME/a and $PATH or $foo_bar and bar$"},
        {"\\$a_1$ `$b_1$` US$c_1$", "<p>$a_1$ <code>$b_1$</code> US$c_1$</p>\n",
         "$a_1$ $b_1$ US$c_1$"},
        {"\\[x\\] and \\[1\\] \\(*maybe*\\) \\(see foo_bar\\)",
         "<p>[x] and [1] (<em>maybe</em>) (see foo_bar)</p>\n",
         "[x] and [1] (maybe) (see foo_bar)"},
        {"$$ and $", "<p>$$ and $</p>\n", "$$ and $"},
        {"costs $$\n\n# *A*\n\nand $$ as well",
         "<p>costs $$</p>\n<h1 id=\"a\"><em>A</em></h1>\n<p>and $$ as "
         "well</p>\n",
         "costs $$\n\nA\n\nand $$ as well"},
        {"1. *A* ($$)\n2. *B* ($$$)",
         "<ol>\n<li><em>A</em> ($$)</li>\n<li><em>B</em> ($$$)</li>\n</ol>\n",
         "A ($$)\nB ($$$)"},
        {"$, $$ or $$$ here", "<p>$, $$ or $$$ here</p>\n",
         "$, $$ or $$$ here"},
        {"> $$\n> *a*\n> $$",
         "<blockquote>\n<p>$$\n<em>a</em>\n$$</p>\n</blockquote>\n", "$$ a $$"},
        {"See \\[[1](/a_1)\\] here",
         "<p>See [<a href=\"/a_1\">1</a>] here</p>\n", "See [1] here"},
    };
    CHECK(FOREIGN_MATH, examples);
}

static void excerpts_are_sentences(void **state)
{
    (void)state;
    static const struct {
        unsigned foreign;
        const char *body, *excerpt;
    } cases[] = {
        {0, "[![a](b)](c) ![d](e)\n\n[f](g) | [h](i)\n\nText.", "Text."},
        {0, "[TOC]\n\n[[toc]]\n\n* TOC\n\n**Table of contents:**\n\nText.",
         "Text."},
        {0, "- [a](b)\n- [c](d)\n\n> Quote.\n\nText.", "Text."},
        {0, "- [a](b)\n- [c](d)", NULL},
        {0, "![only an image](a.png)", NULL},
        {0, "![with](a.png) words and ![more](b.png).", "words and ."},
        {0, "One: [a](b)\nTwo: [c](d) \\\nThree: [e](f)\n\nText.", "Text."},
        {0, "A [b](c).\nD [e](f).\nG [h](i).", "A b. D e. G h."},
        {0,
         "Above.\n\n![image](a.png)\n\n![image](a.png) Too ![image](b.png)\n\n"
         "End.\n\n<!--more-->\n\nBelow.",
         "Above.\n\nToo\n\nEnd."},
        {0, "Known[^1] facts.[^a-b]", "Known facts."},
        {0, "<div>words</div>\n\nText.", "Text."},
        {FOREIGN_LIQUID, "{% include x %} {{ y }}\n\nText.", "Text."},
        {FOREIGN_DIRECTIVES, ":::tip Title\nFirst.\n:::\n\nText.", "First."},
        {FOREIGN_DIRECTIVES, ":::tip\nFirst.\n:::\n\nText.", "First."},
        {FOREIGN_MDX, "import A from 'a'\n\n<A>\n\n  Real **text** {a.b}.\n",
         "Real text."},
        {FOREIGN_MATH, "$$x^2$$ is a square.", "x^2 is a square."},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct arena arena = {0};
        struct markdown markdown;
        render(cases[i].body, cases[i].foreign, &arena, &markdown);
        if (cases[i].excerpt == NULL)
            assert_null(markdown.excerpt.data);
        else
            assert_slice_is(markdown.excerpt, cases[i].excerpt);
        arena_release(&arena);
    }
}

static void the_table_of_contents_has_only_words(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct markdown markdown;
    render("## A {{ b }} c {% d %}\n\n## $x_1$ [^2]",
           FOREIGN_LIQUID | FOREIGN_MATH, &arena, &markdown);
    assert_int_equal(markdown.heading_count, 2);
    assert_slice_is(markdown.headings[0].text, "A c");
    assert_slice_is(markdown.headings[1].text, "x_1");
    arena_release(&arena);
}

static void html_leaves_its_words(void **state)
{
    (void)state;
    static const struct {
        const char *body, *text;
    } cases[] = {
        {"<p>Tea &amp; <b>toast</b>&hellip;</p>\n<p>More&#33;</p>\n\nText.",
         "Tea & toast\xE2\x80\xA6\nMore!\n\nText."},
        {"<div>\n<script>x</script>\n<STYLE>y</STYLE>\n<!-- z -->\n"
         "a<br>b\n</div>",
         "a\nb"},
        {"<img src=\"a\" alt=\"b > c\">\n\nText.", "Text."},
        {"<div>1 < 2 & 3 &unknown; &#xD800;</div>",
         "1 < 2 & 3 &unknown; &#xD800;"},
        {"<div>a", "a"},
        {"<div title=\"", ""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct arena arena = {0};
        struct markdown markdown;
        render(cases[i].body, 0, &arena, &markdown);
        assert_slice_is(text_of(&markdown, &arena), cases[i].text);
        arena_release(&arena);
    }
}

static void diagrams_are_not_words(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"```mermaid\na --> b\n```\n\n```{dot}\nx\n```\n\n```js\nc\n```",
         "<pre><code class=\"language-mermaid\">a --&gt; b\n</code></pre>\n"
         "<pre><code class=\"language-{dot}\">x\n</code></pre>\n"
         "<pre><code class=\"language-js\">c\n</code></pre>\n",
         "c"},
    };
    CHECK(0, examples);
}

/* Every form begun twenty thousand times, and never ended. */
static void what_nothing_ends_costs_little(void **state)
{
    (void)state;
    static const char *const units[] = {"{{ ",         "{% ",
                                        "{{< ",        "{{% `",
                                        ":::a ",       "::a[\n",
                                        ":a[",         "[a ",
                                        "{a ",         "<a ",
                                        "<a b={",      "$a ",
                                        "$$a\n",       "\\(a ",
                                        "<a '",        "{'a\n",
                                        "<a b=\"\n",   "export {\n\n",
                                        "{`",          "{{<\" ",
                                        "{% raw %}",   "{% highlight %}",
                                        "::a{\n---\n", "\xEF\xB7\x90"};
    enum { COUNT = 20000 };
    for (size_t i = 0; i < ARRAY_COUNT(units); i++) {
        struct arena arena = {0};
        struct markdown markdown;
        struct diagnostics diagnostics = {.arena = &arena};
        struct str body = {0};
        for (size_t n = 0; n < COUNT; n++)
            str_append_text(&body, units[i]);
        if (markdown_render(str_slice(&body), 1,
                            &(struct markdown_options){.foreign = 63}, &arena,
                            &diagnostics, &markdown))
            assert_true(markdown.escaped_html.size >= COUNT);
        str_release(&body);
        arena_release(&arena);
    }
}

/* Characters of stand-ins in a body are characters. */
static void a_body_cannot_name_a_stand_in(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"\xEF\xB7\x90"
         "0\xEF\xB7\x91 {{ a }}",
         "<p>\xEF\xB7\x90"
         "0\xEF\xB7\x91 {{ a }}</p>\n",
         "\xEF\xB7\x90"
         "0\xEF\xB7\x91 {{ a }}"},
    };
    CHECK(FOREIGN_LIQUID, examples);
}

static void tags_of_wordpress_are_no_words(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"[caption id=\"a\" width=\"3\"]![b](b.png) A *cup*[/caption]\n\nText.",
         "<p>[caption id=&quot;a&quot; width=&quot;3&quot;]"
         "<img src=\"b.png\" alt=\"b\" /> A <em>cup</em>[/caption]</p>\n"
         "<p>Text.</p>\n",
         "b A cup\n\nText."},
        {"a [gallery ids=\"1,2\"] b [embed]https://a.b/[/embed]",
         "<p>a [gallery ids=&quot;1,2&quot;] b "
         "[embed]https://a.b/[/embed]</p>\n",
         "a b https://a.b/"},
        {"[video](a.mp4) [note] [gallery",
         "<p><a href=\"a.mp4\">video</a> "
         "[note] [gallery</p>\n",
         "video [note] [gallery"},
        {"`[gallery]`", "<p><code>[gallery]</code></p>\n", "[gallery]"},
    };
    CHECK(FOREIGN_WORDPRESS, examples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_of_wordpress_are_no_words),
        cmocka_unit_test(liquid_leaves_the_words_between_its_tags),
        cmocka_unit_test(shortcodes_leave_what_is_in_them),
        cmocka_unit_test(containers_leave_title_and_content),
        cmocka_unit_test(mdc_leaves_content_slots_and_spans),
        cmocka_unit_test(mdx_leaves_no_javascript),
        cmocka_unit_test(math_is_left_whole),
        cmocka_unit_test(prices_and_escapes_are_not_math),
        cmocka_unit_test(excerpts_are_sentences),
        cmocka_unit_test(the_table_of_contents_has_only_words),
        cmocka_unit_test(html_leaves_its_words),
        cmocka_unit_test(diagrams_are_not_words),
        cmocka_unit_test(what_nothing_ends_costs_little),
        cmocka_unit_test(a_body_cannot_name_a_stand_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
