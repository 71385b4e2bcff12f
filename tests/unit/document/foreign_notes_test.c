/* foreign_notes_test.c - what Obsidian adds to Markdown. */
#include "test.h"

#include "base/array.h"
#include "document/note_link.h"
#include "html.h"

struct example {
    const char *body, *html, *text;
};

enum { VAULT = FOREIGN_NOTES | FOREIGN_VAULT };

static void render(const char *body, unsigned foreign, struct arena *arena,
                   struct markdown *ret_markdown)
{
    struct diagnostics diagnostics = {.arena = arena};
    assert_true(markdown_render(
        slice_of(body), 1,
        &(struct markdown_options){
            .extensions =
                foreign == VAULT ? MARKDOWN_GFM | MARKDOWN_CALLOUTS : 0,
            .foreign = foreign},
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

static void links_are_words_until_they_lead_somewhere(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"See [[Soup]] now", "<p>See Soup now</p>\n", "See Soup now"},
        {"[[Soup|a *hot* one]]", "<p>a *hot* one</p>\n", "a *hot* one"},
        {"[[Hot/Soup#Salt]]", "<p>Hot/Soup &gt; Salt</p>\n", "Hot/Soup > Salt"},
        {"[[#Salt]] [[Soup#^one]]", "<p>Salt Soup</p>\n", "Salt Soup"},
        {"| a |\n|---|\n| [[Soup\\|hot]] |",
         "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
         "<td>hot</td>\n</tr>\n</tbody>\n</table>\n",
         "a\nhot"},
        {"`[[Soup]]`\n\n    [[Soup]]",
         "<p><code>[[Soup]]</code></p>\n<pre><code>[[Soup]]\n</code></pre>\n",
         "[[Soup]]\n\n[[Soup]]"},
        {"[a [[Soup]] b](/c)", "<p><a href=\"/c\">a Soup b</a></p>\n",
         "a Soup b"},
        {"[[]] [[ ]] [[a", "<p>[[]] [[ ]] [[a</p>\n", "[[]] [[ ]] [[a"},
        {"## [[Soup]] of *today*",
         "<h2 id=\"soup-of-today\">Soup of "
         "<em>today</em></h2>\n",
         "Soup of today"},
        {"![[Soup]]", "<p>Soup</p>\n", "Soup"},
        {"![[a b.png|300]]",
         "<p><img src=\"a%20b.png\" alt=\"a b.png\" width=\"300\" /></p>\n",
         "a b.png"},
        {"![[a.png|A pot|30x20]]",
         "<p><img src=\"a.png\" alt=\"A pot\" width=\"30\" height=\"20\" />"
         "</p>\n",
         "A pot"},
    };
    CHECK(VAULT, examples);
}

static void elsewhere_brackets_stay_as_they_are_written(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"See [[Soup|hot]] now", "<p>See [[Soup|hot]] now</p>\n",
         "See hot now"},
        {"[[1]](/a) [[ -f x ]] [[1]]",
         "<p><a href=\"/a\">[1]</a> [[ -f x ]] [[1]]</p>\n",
         "[1] [[ -f x ]] [[1]]"},
        {"==a== #b ^c", "<p>==a== #b ^c</p>\n", "==a== #b ^c"},
    };
    CHECK(FOREIGN_NOTES, examples);
}

static void signs_of_a_vault_are_not_shown(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"a ==b *c*== d", "<p>a <mark>b <em>c</em></mark> d</p>\n", "a b c d"},
        {"a == b and c==d", "<p>a == b and c==d</p>\n", "a == b and c==d"},
        {"*a ==b* c==", "<p><em>a ==b</em> c==</p>\n", "a ==b c=="},
        {"a\n==", "<h1 id=\"a\">a</h1>\n", "a"},
        {"Words here. ^one", "<p id=\"^one\">Words here.</p>\n", "Words here."},
        {"- a ^one\n- b", "<ul>\n<li id=\"^one\">a</li>\n<li>b</li>\n</ul>\n",
         "a\nb"},
        {"> a\n\n^one\n\nb",
         "<blockquote id=\"^one\">\n<p>a</p>\n</blockquote>\n<p>b</p>\n",
         "a\n\nb"},
        {"2^3 and ^ no", "<p>2^3 and ^ no</p>\n", "2^3 and ^ no"},
        {"> [!question]- Why *so*?\n> Because.",
         "<details class=\"markdown-alert markdown-alert-question\">\n"
         "<summary class=\"markdown-alert-title\">Why <em>so</em>?</summary>\n"
         "<p>Because.</p>\n</details>\n",
         "Why so?\n\nBecause."},
        {"> [!tip]\n> Salt.\n> Pepper.",
         "<div class=\"markdown-alert markdown-alert-tip\">\n"
         "<p class=\"markdown-alert-title\">Tip</p>\n"
         "<p>Salt.\nPepper.</p>\n</div>\n",
         "Tip\n\nSalt. Pepper."},
        {"> [!faq]+ Open\n>\n> - a",
         "<details class=\"markdown-alert markdown-alert-faq\" open=\"\">\n"
         "<summary class=\"markdown-alert-title\">Open</summary>\n"
         "<ul>\n<li>a</li>\n</ul>\n</details>\n",
         "Open\n\na"},
        {"> [!a b] c", "<blockquote>\n<p>[!a b] c</p>\n</blockquote>\n",
         "[!a b] c"},
    };
    CHECK(VAULT, examples);
}

static void tags_in_bodies_are_found(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct markdown markdown;
    render("#soup and #hot/pot. C#7 #123 `#code` # Head\n\n## Two\n"
           "[a](b#c) #\xC3\xA4hre #a-b_c/",
           VAULT, &arena, &markdown);
    assert_int_equal(markdown.tag_count, 4);
    assert_slice_is(markdown.tags[0], "soup");
    assert_slice_is(markdown.tags[1], "hot/pot");
    assert_slice_is(markdown.tags[2], "\xC3\xA4hre");
    assert_slice_is(markdown.tags[3], "a-b_c");
    arena_release(&arena);
}

static void a_string_may_be_a_link(void **state)
{
    (void)state;
    struct note_link link;
    assert_true(
        note_link_parse_string(SLICE(" [[a/Ana Lind.md#b|Ana]] "), &link));
    assert_slice_is(link.path, "a/Ana Lind.md");
    assert_slice_is(link.part, "b");
    assert_slice_is(note_link_name(&link), "Ana");
    assert_true(note_link_parse_string(SLICE("![[a/Ana Lind.md]]"), &link));
    assert_slice_is(note_link_name(&link), "Ana Lind");
    assert_false(note_link_parse_string(SLICE("[[a]] and [[b]]"), &link));
    assert_false(note_link_parse_string(SLICE("[[]]"), &link));
    assert_false(note_link_parse_string(SLICE("Ana"), &link));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_words_until_they_lead_somewhere),
        cmocka_unit_test(elsewhere_brackets_stay_as_they_are_written),
        cmocka_unit_test(signs_of_a_vault_are_not_shown),
        cmocka_unit_test(tags_in_bodies_are_found),
        cmocka_unit_test(a_string_may_be_a_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
