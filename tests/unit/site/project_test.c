/* project_test.c - the settings that are in effect before content is read. */
#include "test.h"

#include "base/array.h"
#include "site/disk.h"

static void settings_may_be_a_link_inside_but_not_out(void **state)
{
    (void)state;
    struct walk walk;
    put_text("s/shared/site.yaml", "ignoreFiles: [wip]");
    link_to("s/hugo.yaml", "shared/site.yaml");
    put("s/content/a.md");
    put("s/content/wip.md");
    check("s", "content", "content/a.md hugo.yaml", &walk);
    assert_true(walk.has_links);
    assert_int_equal(walk.diagnostics.count, 0);
    walk_release(&walk);

    put_text("t/shared/hugo.yaml", "ignoreFiles: [wip]");
    put("t/config/README");
    link_to("t/config/_default", "../shared");
    put("t/content/a.md");
    put("t/content/wip.md");
    put("t/hugo.yaml");
    check("t", "content", "config/_default/hugo.yaml content/a.md hugo.yaml",
          &walk);
    walk_release(&walk);

    put_text("u/rules", "wip.md");
    put("u/eleventy.config.js");
    link_to("u/.eleventyignore", "rules");
    put("u/a.md");
    put("u/wip.md");
    check("u", "", "a.md", &walk);
    walk_release(&walk);
}

static void settings_that_cannot_be_reached_hold_everything_back(void **state)
{
    (void)state;
    struct walk walk;
    put_text("elsewhere.yaml", "ignoreFiles: [wip]");
    put("s/content/a.md");
    link_to("s/hugo.yaml", "../elsewhere.yaml");
    check("s", "content", "", &walk);
    assert_int_equal(reported(&walk, DIAGNOSTIC_SETTINGS_UNREAD, "hugo.yaml"),
                     1);
    assert_int_equal(reported(&walk, DIAGNOSTIC_LINK_OUTSIDE, "hugo.yaml"), 1);
    walk_release(&walk);

    put("t/_posts/2024-05-01-a.md");
    link_to("t/_config.yml", "nowhere");
    check("t", "", "", &walk);
    assert_int_equal(reported(&walk, DIAGNOSTIC_SETTINGS_UNREAD, "_config.yml"),
                     1);
    walk_release(&walk);

    put("u/eleventy.config.js");
    put("u/a.md");
    link_to("u/.eleventyignore", "../elsewhere.yaml");
    check("u", "", "", &walk);
    assert_int_equal(
        reported(&walk, DIAGNOSTIC_SETTINGS_UNREAD, ".eleventyignore"), 1);
    walk_release(&walk);
}

static void settings_that_are_computed_are_reported(void **state)
{
    (void)state;
    struct walk walk;
    put_text("s/eleventy.config.js", "const x = 'wip', input = 'src';\n"
                                     "config.ignores.add(x);\n"
                                     "config.ignores.add('a.md');\n"
                                     "config.ignores.add(`${x}.md`);\n"
                                     "return { dir: { input, data: input } };");
    put("s/a.md");
    put("s/b.md");
    check("s", "", "b.md", &walk);
    assert_int_equal(
        reported(&walk, DIAGNOSTIC_SETTINGS_UNREAD, "eleventy.config.js"), 3);
    assert_int_equal(walk.diagnostics.items[0].line, 2);
    assert_int_equal(walk.diagnostics.items[1].line, 4);
    assert_int_equal(walk.diagnostics.items[2].line, 5);
    walk_release(&walk);
}

/* What was published before may not be published any more. */
static void what_eleventy_has_built_is_not_content(void **state)
{
    (void)state;
    struct walk walk;
    put_text("s/eleventy.config.js", "return { dir: { output: './docs/' } };");
    put("s/docs/a.md");
    put("s/b.md");
    check("s", "", "b.md", &walk);
    walk_release(&walk);
    put_text("t/eleventy.config.js",
             "return { dir: { input: 'docs/src', output: 'docs' } };");
    put("t/docs/src/a.md");
    check("t", "docs/src", "docs/src/a.md", &walk);
    walk_release(&walk);
}

static void what_is_in_no_collection_of_nuxt_is_not_published(void **state)
{
    (void)state;
    struct walk walk;
    put("s/nuxt.config.ts");
    put_text("s/content.config.ts",
             "// a: defineCollection({ source: 'wip/**' })\n"
             "const b = \"defineCollection({ source: 'wip/**' })\";\n"
             "export default defineContentConfig({ collections: {\n"
             "  a: defineCollection({ // all\n"
             "    schema: z.object({ source: z.enum(['wip/**']) }),\n"
             "    'source': [ 'a/*.md', /* and */ {\n"
             "      include: \"b/**\", prefix: root + '/x',\n"
             "      exclude: ['b/c/**', 'b/d.md',], // not these\n"
             "    }],\n"
             "  }),\n"
             "  away: defineCollection({ source: {\n"
             "    repository: url, include: 'wip/**' } }),\n"
             "} });\n");
    put_text("s/content.config.mts", "defineCollection({ source: '**' })");
    put("s/content/a/x.md");
    put("s/content/a/x.json");
    put("s/content/b/y/x.md");
    put("s/content/b/c/x.md");
    put("s/content/b/d.md");
    put("s/content/wip/x.md");
    check("s", "content", "content/a/x.md content/b/y/x.md", &walk);
    assert_int_equal(walk.held_back, 4);
    assert_int_equal(walk.diagnostics.count, 0);
    walk_release(&walk);
    check("s/content", "", "a/x.md b/y/x.md", &walk);
    walk_release(&walk);
}

static void sources_that_are_computed_publish_nothing(void **state)
{
    (void)state;
    static const char *const sources[] = {
        "source",
        "source: a",
        "source: 'x' + a",
        "source: `${a}.md`",
        "source: 'x' as string",
        "source: '!(y)*.md'",
        "source: '../content/x.md'",
        "source: ['x', a]",
        "source: [...a]",
        "source: { cwd: 'content' }",
        "source: { include: '**', ...a }",
        "source: { include: '**', exclude }",
        "source: { include: '**', exclude: a }",
        "source: { include: '**', exclude: ['y', a] }",
        "source: { include: '**', exclude: ['!x.md'] }",
        "source: { include: '**', exclude: ['y'].concat(a) }",
        "source: { include: '**', cwd: a }",
        "source: { include: '**', cwd: '/content' }",
        "source: { include: '**' }[a]",
        "...a",
    };
    put("nuxt.config.ts");
    put("content/x.md");
    for (size_t i = 0; i < ARRAY_COUNT(sources); i++) {
        struct walk walk;
        char text[200];
        (void)snprintf(text, sizeof text, "\ndefineCollection({ %s });",
                       sources[i]);
        put_text("content.config.ts", text);
        check("", "content", "", &walk);
        assert_int_equal(walk.diagnostics.count, 1);
        assert_int_equal(walk.diagnostics.items[0].line, 2);
        assert_slice_is(walk.diagnostics.items[0].path, "content.config.ts");
        walk_release(&walk);
    }
}

static void collections_of_nuxt_that_are_not_found_publish_nothing(void **state)
{
    (void)state;
    static const char *const programs[] = {
        "export { default } from './other'",
        "defineCollection(a)",
        "",
        "'",
        "defineCollection({ source:",
        "defineCollection({ source: ['x",
    };
    put("content/x.md");
    for (size_t i = 0; i < ARRAY_COUNT(programs); i++) {
        struct walk walk;
        put_text("content.config.ts", programs[i]);
        check("", "content", "", &walk);
        assert_int_equal(walk.diagnostics.count, 1);
        walk_release(&walk);
    }
}

/* A writer truncates a file before it fills it. */
static void settings_that_were_just_emptied_are_those_of_before(void **state)
{
    (void)state;
    const struct walk before = {
        .folder = root,
        .generator = {.timezone = SLICE("Europe/Berlin"), .timezone_line = 3}};
    const struct walk_hints hints = {.before = &before};
    struct walk walk;
    struct err err;
    put("_posts/2024-01-01-a.md");
    put("_config.yml");
    assert_int_equal(truncate(below("_config.yml"), 0), 0);
    assert_true(walk_folder(root, &hints, &walk, &err));
    assert_slice_is(walk.generator.timezone, "Europe/Berlin");
    assert_int_equal(walk.generator.timezone_line, 3);
    walk_release(&walk);
}

/* As if the project were served: what it does not publish is not served. */
static void settings_of_the_project_around_its_content_count(void **state)
{
    (void)state;
    struct walk walk;
    put_text("hugo/hugo.yaml", "ignoreFiles: [wip]\ntimeZone: Asia/Tokyo\n");
    put("hugo/content/a.md");
    put("hugo/content/wip.md");
    check("hugo/content", "", "a.md", &walk);
    assert_int_equal(walk.held_back, 1);
    assert_slice_is(walk.tree.settings_path, "../hugo.yaml");
    assert_non_null(value_find(walk.tree.settings, "timeZone"));
    assert_slice_is(walk.generator.timezone, "Asia/Tokyo");
    walk_release(&walk);

    put_text("mounts/hugo.yaml",
             "contentDir: site/pages\nmodule: {mounts: [{source: site/pages, "
             "target: content, excludeFiles: x/*}]}\n");
    put("mounts/site/pages/a.md");
    put("mounts/site/pages/x/b.md");
    check("mounts/site/pages", "", "a.md", &walk);
    assert_slice_is(walk.tree.settings_path, "../../hugo.yaml");
    walk_release(&walk);

    put_text("jekyll/_config.yml", "exclude: [_posts/2024-01-02-b.md]\n");
    put("jekyll/_posts/2024-01-01-a.md");
    put("jekyll/_posts/2024-01-02-b.md");
    check("jekyll/_posts", "", "2024-01-01-a.md", &walk);
    walk_release(&walk);

    put_text("eleventy/eleventy.config.js", "config.ignores.add('src/b.md');"
                                            "return { dir: { input: 'src' } }");
    put_text("eleventy/src/.eleventyignore", "c.md");
    put("eleventy/src/a.md");
    put("eleventy/src/b.md");
    put("eleventy/src/c.md");
    check("eleventy/src", "", "a.md", &walk);
    walk_release(&walk);
}

static void a_project_counts_only_around_its_own_content(void **state)
{
    (void)state;
    struct walk walk;
    put_text("s/hugo.yaml", "contentDir: pages\nignoreFiles: [a]\n");
    put("s/pages/a.md");
    put("s/docs/a.md");
    put("s/pages/posts/a.md");
    check("s/docs", "", "a.md", &walk);
    assert_null(walk.project);
    walk_release(&walk);
    check("s/pages/posts", "", "a.md", &walk);
    walk_release(&walk);
}

static void broken_settings_of_the_project_hold_everything_back(void **state)
{
    (void)state;
    struct walk walk;
    put_text("s/hugo.yaml", "a: [");
    put("s/content/a.md");
    check("s/content", "", "", &walk);
    assert_int_equal(
        reported(&walk, DIAGNOSTIC_SETTINGS_UNREAD, "../hugo.yaml"), 1);
    assert_int_equal(reported(&walk, DIAGNOSTIC_YAML_SYNTAX, "../hugo.yaml"),
                     1);
    walk_release(&walk);

    struct err err;
    struct walk project = {.folder = root, .generator = {.is_known = true}};
    const struct walk before = {.folder = root, .project = &project};
    const struct walk_hints hints = {.before = &before};
    assert_true(walk_folder(below("s/content"), &hints, &walk, &err));
    assert_int_equal(walk.count, 1); /* they were known before */
    walk_release(&walk);
}

struct visits {
    char text[4096];
};

static void note_visit(void *context, const char *path, struct slice relative)
{
    struct visits *visits = context;
    size_t used = strlen(visits->text);
    bool is_below_root = strncmp(path, root, strlen(root)) == 0;
    (void)relative;
    (void)snprintf(visits->text + used, sizeof visits->text - used, "[%s]",
                   is_below_root ? path + strlen(root) : path);
}

static void check_visit(const char *path, const char *wanted)
{
    struct visits visits = {""};
    const struct walk_hints hints = {.visitor = {note_visit, &visits}};
    struct walk walk;
    struct err err;
    assert_true(walk_folder(below(path), &hints, &walk, &err));
    if (strstr(visits.text, wanted) == NULL)
        fail_msg("%s is not in %s", wanted, visits.text);
    walk_release(&walk);
}

/* Looks again, with what is known from the last time. */
static void look_again(const struct walk *before, size_t wanted,
                       struct walk *ret_walk)
{
    const struct walk_hints hints = {.before = before};
    struct err err;
    assert_true(walk_folder(before->folder, &hints, ret_walk, &err));
    assert_int_equal(ret_walk->count, wanted);
}

/* Otherwise more would be published because a file is gone. */
static void settings_of_the_project_that_are_gone_still_count(void **state)
{
    (void)state;
    struct walk first, second, third, fourth;
    put_text("s/hugo.yaml", "ignoreFiles: [wip]");
    put("s/archetypes/default.md"); /* it is a site of Hugo's without, too */
    put("s/content/a.md");
    put("s/content/wip.md");
    check("s/content", "", "a.md", &first);
    assert_int_equal(unlink(below("s/hugo.yaml")), 0);
    look_again(&first, 1, &second);
    assert_int_equal(
        reported(&second, DIAGNOSTIC_SETTINGS_UNREAD, "../hugo.yaml"), 1);
    walk_release(&first);

    assert_int_equal(folder_remove(below("s/archetypes")), 0);
    look_again(&second, 1, &third);
    walk_release(&second);

    put_text("s/hugo.toml", "title = 'A'");
    look_again(&third, 2, &fourth);
    assert_int_equal(fourth.diagnostics.count, 0);
    walk_release(&third);
    walk_release(&fourth);
}

static void settings_of_dir_that_are_gone_still_count(void **state)
{
    (void)state;
    struct walk first, second, third;
    put_text("s/hugo.yaml", "ignoreFiles: [wip]\ncontentDir: pages");
    put("s/pages/a.md");
    put("s/pages/wip.md");
    check("s", "pages", "hugo.yaml pages/a.md", &first);
    assert_int_equal(unlink(below("s/hugo.yaml")), 0);
    look_again(&first, 1, &second);
    assert_int_equal(reported(&second, DIAGNOSTIC_SETTINGS_UNREAD, "hugo.yaml"),
                     1);
    assert_string_equal(tree_generator_name(&second.tree), "Hugo site");
    assert_non_null(second.tree.settings);
    walk_release(&first);
    put_text("s/hugo.toml", "contentDir = 'pages'");
    look_again(&second, 3, &third);
    assert_null(third.tree.settings);
    assert_int_equal(third.diagnostics.count, 0);
    walk_release(&second);
    walk_release(&third);

    put_text("t/eleventy.config.js", "config.ignores.add('a.md');");
    put_text("t/.eleventyignore", "b.md");
    put("t/a.md");
    put("t/b.md");
    put("t/c.md");
    check("t", "", "c.md", &first);
    assert_int_equal(unlink(below("t/.eleventyignore")), 0);
    look_again(&first, 2, &second);
    walk_release(&first);
    assert_int_equal(unlink(below("t/eleventy.config.js")), 0);
    look_again(&second, 2, &third);
    walk_release(&second);
    walk_release(&third);
}

static void a_project_that_is_gone_publishes_nothing(void **state)
{
    (void)state;
    struct walk first, second, third, fourth;
    put("s/README.md");
    put_text("s/docs/hugo.yaml", "ignoreFiles: [wip]");
    put("s/docs/content/a.md");
    put("s/docs/content/wip.md");
    check("s", "docs/content", "docs/content/a.md", &first);
    assert_int_equal(unlink(below("s/docs/hugo.yaml")), 0);
    look_again(&first, 1, &second);
    walk_release(&first);
    assert_int_equal(rename(below("s/docs"), below("s/site")), 0);
    look_again(&second, 0, &third);
    assert_int_equal(reported(&third, DIAGNOSTIC_SETTINGS_UNREAD, "docs"), 1);
    walk_release(&second);
    look_again(&third, 0, &fourth); /* however often */
    walk_release(&third);

    put_text("s/site/hugo.yaml", "title: A");
    look_again(&fourth, 2, &first);
    assert_int_equal(first.diagnostics.count, 0);
    walk_release(&first);
    walk_release(&fourth);
}

static void settings_of_the_project_below_count(void **state)
{
    (void)state;
    struct walk walk, again;
    put("s/README.md");
    put_text("s/site/hugo.yaml", "ignoreFiles: [wip]\n"
                                 "languages: {en: {weight: 1}, "
                                 "fr: {contentDir: content/fr}}");
    put("s/site/README.md");
    put("s/site/content/a.md");
    put("s/site/content/wip.md");
    check("s", "site/content", "site/content/a.md", &walk);
    assert_int_equal(walk.held_back, 1);
    assert_true(slice_is(walk.tree.settings_path, "site/hugo.yaml"));
    assert_true(slice_is(tree_path_below_setting(&walk.tree,
                                                 SLICE("site/content/fr/a.md"),
                                                 SLICE("content/fr")),
                         "a.md"));
    assert_int_equal(unlink(below("s/site/hugo.yaml")), 0);
    look_again(&walk, 1, &again);
    assert_int_equal(
        reported(&again, DIAGNOSTIC_SETTINGS_UNREAD, "site/hugo.yaml"), 1);
    walk_release(&walk);
    walk_release(&again);

    put("t/package.json");
    put_text("t/docs/_config.yml", "exclude: [wip]");
    put("t/docs/a.md");
    put("t/docs/wip/a.md");
    put("t/docs/_wip/a.md");
    put("t/examples/a.md");
    check("t", "docs", "docs/a.md", &walk);
    walk_release(&walk);

    put("u/docs/nuxt.config.ts");
    put_text("u/docs/content.config.ts",
             "defineCollection({ source: 'a/**' })");
    put("u/docs/content/a/x.md");
    put("u/docs/content/wip/x.md");
    check("u", "docs/content", "docs/content/a/x.md", &walk);
    walk_release(&walk);

    put("v/docs/a.md"); /* without settings it is no project */
    put("v/site/a.md");
    check("v", "", "docs/a.md site/a.md", &walk);
    assert_null(walk.project);
    walk_release(&walk);
    check_visit("v", "[/v/docs/config/_default]");
}

static void another_site_in_a_folder_is_read_by_its_own_rules(void **state)
{
    (void)state;
    struct walk walk;
    put("s/a.md");
    put_text("s/site/config/_default/hugo.yaml", "ignoreFiles: [wip]");
    put("s/site/content/wip.md");
    put("s/apps/blog/astro.config.mjs");
    put("s/apps/blog/package.json");
    put("s/apps/blog/src/content/_wip.md");
    put("s/apps/eleven/eleventy.config.js");
    put("s/apps/eleven/a.md");
    put("s/archive/_posts/2024-05-01-a.md"); /* has no settings */
    put("s/headed/eleventy.config.js"); /* and a headmatter.yaml of its own */
    put("s/headed/headmatter.yaml");
    put("s/headed/a.md");
    check("s", "",
          "a.md apps/eleven/a.md archive/_posts/2024-05-01-a.md "
          "site/config/_default/hugo.yaml",
          &walk);
    assert_int_equal(walk.part_count, 3);
    assert_int_equal(reported(&walk, DIAGNOSTIC_SITE_NESTED, "headed"), 1);
    struct slice inside;
    const struct walk *part =
        walk_find_part(&walk, SLICE("apps/eleven/a.md"), &inside);
    assert_slice_is(inside, "a.md");
    assert_slice_is(part->tree.prefix, "apps/eleven/");
    assert_string_equal(tree_generator_name(&part->tree), "Eleventy site");
    assert_ptr_equal(walk_find_part(&walk, SLICE("a.md"), NULL), &walk);
    walk_release(&walk);
    check_visit("s", "[/s/site]");

    put("u/a.md");
    put("u/site/b.md");
    put_text("u/site/_config.yml", "exclude: [b.md]");
    put_text("u/real/hugo.yaml", "ignoreFiles: [wip]");
    put("u/real/content/wip.md");
    link_to("u/docs", "real");
    link_to("u/posts", "real/content");
    check("u", "", "a.md real/hugo.yaml site/_config.yml", &walk);
    assert_int_equal(walk.other_count, 3); /* also by the link docs */
    assert_int_equal(reported(&walk, DIAGNOSTIC_SITE_NESTED, "posts"), 1);
    struct walk again;
    assert_int_equal(unlink(below("u/site/_config.yml")), 0);
    look_again(&walk, 2, &again);
    assert_int_equal(reported(&again, DIAGNOSTIC_SITE_NESTED, "site"), 1);
    walk_release(&walk);
    walk_release(&again);

    put("t/eleventy.config.js"); /* publishes what is below it */
    put("t/sub/eleventy.config.js");
    put("t/sub/a.md");
    check("t", "", "sub/a.md", &walk);
    assert_int_equal(walk.part_count, 0);
    walk_release(&walk);

    put("v/eleventy.config.js"); /* of another generator */
    put("v/a.md");
    put_text("v/docs/_config.yml", "exclude: [secret.md]");
    put("v/docs/b.md");
    put("v/docs/secret.md");
    put("v/docs/notes/.obsidian/app.json");
    put("v/docs/notes/c.md");
    check("v", "", "a.md docs/_config.yml docs/b.md docs/notes/c.md", &walk);
    assert_int_equal(walk.part_count, 1); /* the vault is how it is edited */
    assert_slice_is(
        walk_find_part(&walk, SLICE("docs/b.md"), NULL)->tree.prefix, "docs/");
    walk_release(&walk);

    put("w/hugo.yaml"); /* in its content folder, everything is Hugo's */
    put("w/content/notes/.obsidian/app.json");
    put("w/content/notes/d.md");
    put("w/vault/.obsidian/app.json");
    put("w/vault/private.md");
    check("w", "content", "content/notes/d.md hugo.yaml", &walk);
    assert_int_equal(walk.part_count, 0);
    walk_release(&walk);
}

static void a_project_whose_content_is_elsewhere_by_now_is_left(void **state)
{
    (void)state;
    struct walk first, second;
    put_text("s/hugo.yaml", "ignoreFiles: [wip]");
    put("s/pages/a.md");
    put("s/content/wip.md");
    check("s/content", "", "", &first);
    put_text("s/hugo.yaml", "contentDir: pages");
    look_again(&first, 1, &second);
    assert_null(second.project);
    walk_release(&first);
    walk_release(&second);
}

static void settings_above_may_appear_later(void **state)
{
    (void)state;
    put("s/docs/src/content/a.md");
    check_visit("s/docs/src/content", "[/s/docs/src]");
    check_visit("s/docs/src/content", "[/s/docs]");
    check_visit("s/docs/src/content", "[/s]");
    check_visit("s/docs/src/content", "[/s/config]");
    check_visit("s/docs/src/content", "[/s/config/_default]");
}

static void the_target_of_a_link_to_settings_is_visited(void **state)
{
    (void)state;
    put_text("s/etc/a.yaml", "ignoreFiles: [wip]");
    put("s/content/a.md");
    link_to("s/hugo.yaml", "etc/a.yaml");
    check_visit("s/content", "[/s/etc]");
    put("t/eleventy.config.js");
    put("t/etc/ignored");
    put("t/src/a.md");
    put_text("t/eleventy.config.js", "return { dir: { input: 'src' } }");
    link_to("t/.eleventyignore", "etc/ignored");
    check_visit("t/src", "[/t/etc]");
    check_visit("t", "[/t/etc]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(settings_may_be_a_link_inside_but_not_out),
        IN_A_FOLDER(settings_that_cannot_be_reached_hold_everything_back),
        IN_A_FOLDER(settings_that_are_computed_are_reported),
        IN_A_FOLDER(what_eleventy_has_built_is_not_content),
        IN_A_FOLDER(what_is_in_no_collection_of_nuxt_is_not_published),
        IN_A_FOLDER(sources_that_are_computed_publish_nothing),
        IN_A_FOLDER(collections_of_nuxt_that_are_not_found_publish_nothing),
        IN_A_FOLDER(settings_that_were_just_emptied_are_those_of_before),
        IN_A_FOLDER(settings_of_the_project_around_its_content_count),
        IN_A_FOLDER(a_project_counts_only_around_its_own_content),
        IN_A_FOLDER(broken_settings_of_the_project_hold_everything_back),
        IN_A_FOLDER(settings_of_the_project_that_are_gone_still_count),
        IN_A_FOLDER(settings_of_dir_that_are_gone_still_count),
        IN_A_FOLDER(a_project_that_is_gone_publishes_nothing),
        IN_A_FOLDER(settings_of_the_project_below_count),
        IN_A_FOLDER(another_site_in_a_folder_is_read_by_its_own_rules),
        IN_A_FOLDER(a_project_whose_content_is_elsewhere_by_now_is_left),
        IN_A_FOLDER(settings_above_may_appear_later),
        IN_A_FOLDER(the_target_of_a_link_to_settings_is_visited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
