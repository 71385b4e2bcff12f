/* comments_test.c - what is a comment, and what is an example of one. */
#include "test.h"

#include "document/comments.h"

struct example {
    const char *body, *emptied, *omitted; /* NULL: the same as `emptied` */
};

/* The results, which are the body itself if it has no comments. */
static size_t take_out(struct slice body, struct comment_habits habits,
                       struct str *ret_emptied, struct str *ret_omitted)
{
    size_t unclosed = body.size;
    *ret_emptied = *ret_omitted = (struct str){0};
    if (!comments_take_out(body, habits, ret_emptied, ret_omitted, &unclosed)) {
        str_append(ret_emptied, body);
        str_append(ret_omitted, body);
    }
    return unclosed;
}

static void check(const struct example *examples, size_t count,
                  struct comment_habits habits)
{
    for (size_t i = 0; i < count; i++) {
        const struct example *example = &examples[i];
        struct str emptied, omitted;
        struct slice body = slice_of(example->body);
        assert_int_equal(take_out(body, habits, &emptied, &omitted), body.size);
        assert_slice_is(str_slice(&emptied), example->emptied);
        assert_slice_is(str_slice(&omitted), example->omitted != NULL
                                                 ? example->omitted
                                                 : example->emptied);
        str_release(&emptied);
        str_release(&omitted);
    }
}

#define CHECK(examples, ...)                                                   \
    check(examples, sizeof(examples) / sizeof(examples)[0],                    \
          (struct comment_habits){__VA_ARGS__})

static const struct comment_habits no_habits;

static void comments_of_every_language_are_left_out(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"no comment", "no comment", NULL},
        {"a {% comment %}x{% endcomment %} b", "a b", NULL},
        {"a {%- comment -%}\nx\n{%- endcomment -%} b", "a\n\n b", NULL},
        {"a {% # x %} b", "a b", NULL},
        {"a {# x #} b", "a b", NULL},
        {"a {#- x\ny -#} b", "a\n b", NULL},
        {"a {{/* x */}} {{- /* y }} */ -}} b", "a b", NULL},
        {"a {{< comment >}}x{{< /comment >}} b", "a b", NULL},
        {"a {{% comment %}}x{{% /comment %}} b", "a b", NULL},
        {"a {::comment}x{:/comment} b", "a b", NULL},
        {"a <!-- x --> b <!--> c <!---> d <!-- y --!> e", "a b c d e", NULL},
        {"a <!-- x -- y --> b", "a b", NULL},
        {"<!-- x\ny -->", "<!--\n-->", "\n"},
        {"> <!-- x --> y", "> <!----> y", "> y"},
        {"- a\n<!-- x -->\n- b", "- a\n<!---->\n- b", "- a\n\n- b"},
        {"a\n<!-- more -->\nb", "a\n<!-- more -->\nb", NULL},
        {"[//]: # (x)\na", "[//]: # (x)\na", "\na"},
        {"a {% comment to do %}x{% endcomment %} b", "a b", NULL},
        {"a {% comment %}{% comment %}{% endcomment %}x{% endcomment %} b",
         "a b", NULL},
        {"a {::comment}x{:/} b", "a b", NULL},
        {"a {{/* x */ y}} {{/* z */}} b", "a y}} b", NULL},
        {"{% raw %}<!-- x -->{# y #}{% endraw %}",
         "{% raw %}{# y #}{% endraw %}", NULL},
        {"[_]: # \"x\"\na", "[_]: # \"x\"\na", "\na"},
        {"[//]: # (\nx\n)\na", "[//]: # (\nx\n)\na", "\n\n\na"},
        {"[a]: # b\n[c]: <d> (e)", "[a]: # b\n[c]: <d> (e)", NULL},
        {"[comment]: <> (x)\n\na", "[comment]: <> (x)\n\na", "\n\na"},
    };
    CHECK(examples, false);
}

static void what_is_no_comment_stays(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"## Install {#install}\n## B {#b} c#}",
         "## Install {#install}\n"
         "## B {#b} c#}",
         NULL},
        {"a {% include x %} {{ y }} {{< z >}} {% comments %}",
         "a {% include x %} {{ y }} {{< z >}} {% comments %}", NULL},
        {"a {/* x */} 100%% or %% b", "a {/* x */} 100%% or %% b", NULL},
        {"open {# x and <!-- y and {% comment %}",
         "open {# x and <!-- y and {% comment %}", NULL},
        {"{% raw %}{# x #}{% endraw %} {# y #}z",
         "{% raw %}{# x #}{% endraw %} z", NULL},
        {"\\<!-- x -->", "\\<!-- x -->", NULL},
        {"<script><!--\nx\n--></script><!-- y -->",
         "<script><!--\nx\n--></script>", NULL},
        {"<STYLE><!-- x --></STYLE>", "<STYLE><!-- x --></STYLE>", NULL},
    };
    CHECK(examples, false);
}

static void examples_in_code_stay(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"`{# x #}` {# y #}", "`{# x #}` ", NULL},
        {"``a ` {# x #}`` {# y #}", "``a ` {# x #}`` ", NULL},
        {"a ` b {# y #}", "a ` b ", NULL},
        {"\\`{# y #}`", "\\``", NULL},
        {"```\n{# x #}\n```\n{# y #}z", "```\n{# x #}\n```\nz", NULL},
        {"~~~ js\n```\n{# x #}\n~~~~\n{# y #}z",
         "~~~ js\n```\n{# x #}\n~~~~\nz", NULL},
        {"> ```\n> {# x #}\n{# y #}z", "> ```\n> {# x #}\nz", NULL},
        {"- a ` b\n- c ` {# x #}d", "- a ` b\n- c ` d", NULL},
        {"a ` b\n  \nc ` {# x #}d", "a ` b\n  \nc ` d", NULL},
        {"- ```\n{# x #}a", "- ```\na", NULL},
        {"a\n    ```\n{# x #}b", "a\n    ```\nb", NULL},
        {"```\n> ```\n{# x #}\n```", "```\n> ```\n{# x #}\n```", NULL},
        {"a <script src=x> {# y #}b", "a <script src=x> b", NULL},
        {"1. ```\n   {# x #}\n   ```\n{# y #}z",
         "1. ```\n   {# x #}\n   ```\nz", NULL},
        {"a\n\n    {# x #}\n\n    {# x #}\n\n{# y #}b",
         "a\n\n    {# x #}\n\n    {# x #}\n\nb", NULL},
        {"a\n    {# y #}b", "a\n    b", NULL},
        {"- a\n\n    {# y #}b", "- a\n\n    b", NULL},
        {"{# ```\n#}a {# y #}", "\na ", NULL},
        {"```\n<!-- x -->\n[//]: # (x)\n```",
         "```\n<!-- x -->\n[//]: # (x)\n```", NULL},
        {"```\n{% comment %}x{% endcomment %}\n```",
         "```\n{% comment %}x{% endcomment %}\n```", NULL},
    };
    CHECK(examples, false);
}

static void templates_that_run_first_know_no_code(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"```\n{% comment %}x{% endcomment %}y\n{# z #}\n```",
         "```\ny\n{# z #}\n```", NULL},
        {"`{% comment %}`{% endcomment %}`", "``", NULL},
        {"{% raw %}{% comment %}{% endraw %}",
         "{% raw %}{% comment %}"
         "{% endraw %}",
         NULL},
    };
    CHECK(examples, .runs_templates = true);
}

static void some_comments_are_of_a_file_or_a_vault(void **state)
{
    (void)state;
    static const struct example mdx[] = {
        {"a {/* x\n*/} b `{/* y */}`", "a\n b `{/* y */}`", NULL},
        {"a { /* x */ } b { c }", "a b { c }", NULL},
    };
    static const struct example vault[] = {
        {"a %%x%% b\n%%\ny\n%%\nc `%%z%%`", "a b\n\n\n\nc `%%z%%`", NULL},
    };
    CHECK(mdx, .is_mdx = true);
    static const struct example notes[] = {
        {"[[b]] %%x%% c", "[[b]] c", NULL},
        {"a\n[[b|c]]\n%%\nx\n%%\nd", "a\n[[b|c]]\n\n\n\nd", NULL},
        {"a %%x%% b", "a %%x%% b", NULL},
        {"[[ -f a ]] %%x%% b", "[[ -f a ]] %%x%% b", NULL},
        {"[[\nb]] %%x%% [c]", "[[\nb]] %%x%% [c]", NULL},
    };
    CHECK(vault, .is_vault = true);
    CHECK(notes, .may_be_vault = true);
}

static void a_template_without_an_end_hides_the_rest(void **state)
{
    (void)state;
    struct str emptied, omitted;
    struct slice body = SLICE("a\n{% comment %}\nb\n{% endcoment %}\n");
    const struct comment_habits habits = {.runs_templates = true};
    assert_int_equal(take_out(body, habits, &emptied, &omitted), 2);
    assert_slice_is(str_slice(&emptied), "a\n\n\n\n");
    str_release(&emptied);
    str_release(&omitted);
}

static void html_loses_its_comments(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"<p>a</p>", "<p>a</p>", NULL},
        {"<p>a<!-- x --></p><!-- y", "<p>a</p>", NULL},
        {"<!-- x --><script><!-- y --></script><!-- z -->",
         "<script><!-- y --></script>", NULL},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct arena arena = {0};
        assert_slice_is(comments_omit_html(slice_of(examples[i].body), &arena),
                        examples[i].emptied);
        arena_release(&arena);
    }
}

/* Each start is looked at once, however many have no end. */
static void starts_without_ends_take_linear_time(void **state)
{
    (void)state;
    static const char *const starts[] = {"<!--",
                                         "{# ",
                                         "{{/*",
                                         "{% # ",
                                         "{% comment %}",
                                         "{::comment}",
                                         "{{< comment >}}",
                                         "` `` ",
                                         "<!--a-->x",
                                         "{# `a` ",
                                         "<script <!--"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        struct str body = {0}, emptied, omitted;
        for (size_t j = 0; j < 20000; j++)
            str_append_text(&body, starts[i]);
        (void)take_out(str_slice(&body), no_habits, &emptied, &omitted);
        assert_true(emptied.size <= body.size);
        str_release(&body);
        str_release(&emptied);
        str_release(&omitted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_of_every_language_are_left_out),
        cmocka_unit_test(what_is_no_comment_stays),
        cmocka_unit_test(examples_in_code_stay),
        cmocka_unit_test(templates_that_run_first_know_no_code),
        cmocka_unit_test(some_comments_are_of_a_file_or_a_vault),
        cmocka_unit_test(a_template_without_an_end_hides_the_rest),
        cmocka_unit_test(html_loses_its_comments),
        cmocka_unit_test(starts_without_ends_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
