/* templates_test.c - what other programs would evaluate is text here. */
#include "test.h"

#include "html.h"

static void check(const char *body, const char *html, const char *text)
{
    struct arena arena = {0};
    struct diagnostics diagnostics = {.arena = &arena};
    struct markdown markdown;
    assert_true(markdown_render(
        slice_of(body), 1, &(struct markdown_options){.keeps_comments = true},
        &arena, &diagnostics, &markdown));
    assert_slice_is(html_of(&markdown, &arena), html);
    assert_slice_is(text_of(&markdown, &arena), text);
    assert_int_equal(markdown.slot_count, 0);
    assert_int_equal(diagnostics.count, 0);
    arena_release(&arena);
}

static void liquid_is_text(void **state)
{
    (void)state;
    check("{{ page.title | upcase }}", "<p>{{ page.title | upcase }}</p>\n",
          "{{ page.title | upcase }}");
    check("{% if a < b %}x{% endif %}",
          "<p>{% if a &lt; b %}x{% endif %}</p>\n",
          "{% if a < b %}x{% endif %}");
    check("{%- raw -%}{{ 1 }}{%- endraw -%}",
          "<p>{%- raw -%}{{ 1 }}{%- endraw -%}</p>\n",
          "{%- raw -%}{{ 1 }}{%- endraw -%}");
    check("{% include a.html b=\"c\" %}",
          "<p>{% include a.html b=&quot;c&quot; %}</p>\n",
          "{% include a.html b=\"c\" %}");
    check("# {{ site.name }}", "<h1 id=\"-sitename-\">{{ site.name }}</h1>\n",
          "{{ site.name }}");
    check("[a]({% post_url 2024-01-01-b %})",
          "<p>[a]({% post_url 2024-01-01-b %})</p>\n",
          "[a]({% post_url 2024-01-01-b %})");
    check("[a]({{site.url}}/b.md)",
          "<p><a href=\"%7B%7Bsite.url%7D%7D/b.md\">a</a></p>\n", "a");
}

static void shortcodes_are_text(void **state)
{
    (void)state;
    check("{{< youtube abc >}}", "<p>{{&lt; youtube abc &gt;}}</p>\n",
          "{{< youtube abc >}}");
    check("{{% notice \"tip\" %}}\n**a**\n{{% /notice %}}",
          "<p>{{% notice &quot;tip&quot; %}}\n<strong>a</strong>\n"
          "{{% /notice %}}</p>\n",
          "{{% notice \"tip\" %}} a {{% /notice %}}");
    check("[a]({{< ref \"b.md\" >}})",
          "<p>[a]({{&lt; ref &quot;b.md&quot; &gt;}})</p>\n",
          "[a]({{< ref \"b.md\" >}})");
}

static void components_of_nuxt_are_text(void **state)
{
    (void)state;
    check("::alert{type=\"info\"}\nCheck **this**.\n::",
          "<p>::alert{type=&quot;info&quot;}\n"
          "Check <strong>this</strong>.\n::</p>\n",
          "::alert{type=\"info\"} Check this. ::");
    check(":icon{name=\"a\"} [b]{.c}",
          "<p>:icon{name=&quot;a&quot;} [b]{.c}</p>\n",
          ":icon{name=\"a\"} [b]{.c}");
}

static void jsx_is_raw_html_or_text(void **state)
{
    (void)state;
    check("import A from './a'\n\nexport const b = {c: 1}",
          "<p>import A from './a'</p>\n<p>export const b = {c: 1}</p>\n",
          "import A from './a'\n\nexport const b = {c: 1}");
    check("a {1 + 1} b", "<p>a {1 + 1} b</p>\n", "a {1 + 1} b");
    check("<Chart year={2024} />", "<Chart year={2024} />\n", "");
    check("<Chart data={{a: 1}} />", "<p>&lt;Chart data={{a: 1}} /&gt;</p>\n",
          "<Chart data={{a: 1}} />");
    check("<Tweet id=\"1\" />\n", "<Tweet id=\"1\" />\n", "");
    check("<Box>\n\n*a*\n\n</Box>\n", "<Box>\n<p><em>a</em></p>\n</Box>\n",
          "a");
}

static void scripts_are_kept_and_not_run(void **state)
{
    (void)state;
    check("<% a %>\n", "<p>&lt;% a %&gt;</p>\n", "<% a %>");
    check("<?php echo 1 ?>\n", "<?php echo 1 ?>\n", "");
    check("<script>\nlet a = `${b}`;\n\nlet c;\n</script>\n",
          "<script>\nlet a = `${b}`;\n\nlet c;\n</script>\n", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(liquid_is_text),
        cmocka_unit_test(shortcodes_are_text),
        cmocka_unit_test(components_of_nuxt_are_text),
        cmocka_unit_test(jsx_is_raw_html_or_text),
        cmocka_unit_test(scripts_are_kept_and_not_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
