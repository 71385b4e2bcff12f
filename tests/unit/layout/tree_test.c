/* tree_test.c - what the names in a folder tell of the site in it. */
#include "test.h"

#include "layout/generator.h"
#include "layout/tree.h"

#define MOST_NAMES 5

static struct tree_signs signs_of(const char *const *names)
{
    struct tree_signs signs = {0};
    for (size_t i = 0; i < MOST_NAMES && names[i] != NULL; i++)
        tree_signs_add(&signs, slice_of(names[i]));
    return signs;
}

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

/* Only below what is there has anything to be looked for. */
static void folders_in_folders_are_looked_for_by_the_first_name(void **state)
{
    (void)state;
    struct tree_signs signs = {0};
    const char *path;
    size_t cursor = 0, count = 0;
    tree_signs_add_folder(&signs, SLICE("sour"));
    tree_signs_add_folder(&signs, SLICE(""));
    assert_false(tree_signs_next_folder(&signs, &cursor, &path));
    tree_signs_add_folder(&signs, SLICE("source"));
    for (cursor = 0; tree_signs_next_folder(&signs, &cursor, &path); count++)
        assert_memory_equal(path, "source/", strlen("source/"));
    assert_int_equal(count, 2); /* _posts, _drafts */
}

/* Whether the generator is found once a file's text is confirmed. */
static void a_text_tells_generators_apart(void **state)
{
    (void)state;
    static const char *const names[MOST_NAMES] = {"config.toml", "content"};
    struct tree_signs signs = signs_of(names);
    const char *name, *word;
    size_t cursor = 0;
    assert_ptr_equal(tree_signs_generator(&signs), &hugo_generator);
    assert_true(tree_signs_next_text(&signs, &cursor, &name, &word));
    assert_string_equal(name, "config.toml");
    assert_string_equal(word, "base_url");
    tree_signs_confirm(&signs, cursor);
    assert_ptr_equal(tree_signs_generator(&signs), &zola_generator);
    assert_false(tree_signs_next_text(&signs, &cursor, &name, &word));
}

static void settings_tell_the_generator(void **state)
{
    (void)state;
    static const struct {
        const char *names[MOST_NAMES];
        const struct generator *generator;
    } examples[] = {
        {{"_config.yml", "index.md"}, &jekyll_generator},
        {{"_posts"}, &jekyll_generator},
        {{"_posts", "Gemfile", "_config.yml"}, &jekyll_generator},
        {{"_posts", "package.json"}, NULL},
        {{"_posts", "package.json", "_config.yml"}, &jekyll_generator},
        {{"_config.yml", "source/_posts", "package.json"}, &hexo_generator},
        {{"_config.yml", "scaffolds", "themes", "source"}, &hexo_generator},
        {{"_config.yml", "source/_posts", "Gemfile"}, &jekyll_generator},
        {{"source/_posts", "package.json"}, NULL},
        {{"_posts", "next.config.js"}, &next_generator},
        {{"_config.yml", "content"}, NULL},
        {{"hugo.toml"}, &hugo_generator},
        {{"hugo.yaml", "_config.yml"}, &hugo_generator},
        {{"hugo.json"}, &hugo_generator},
        {{"config.toml", "content"}, &hugo_generator},
        {{"config.yaml", "themes", "content"}, &hugo_generator},
        {{"config", "layouts", "content"}, &hugo_generator},
        {{"config.yml", "content"}, NULL},
        {{"nuxt.config.ts", "config", "layouts", "content"}, &nuxt_generator},
        {{"config.toml"}, NULL},
        {{"astro.config.mjs", "package.json"}, &astro_generator},
        {{"nuxt.config.ts", "content"}, &nuxt_generator},
        {{".eleventy.js"}, &eleventy_generator},
        {{"eleventy.config.mjs", "_posts"}, &eleventy_generator},
        {{"next.config.mjs"}, &next_generator},
        {{"posts", "about.md"}, NULL},
        {{NULL}, NULL},
    };
    for (size_t i = 0; i < COUNT(examples); i++) {
        const struct tree_signs signs = signs_of(examples[i].names);
        const struct generator *found = tree_signs_generator(&signs);
        if (found != examples[i].generator)
            fail_msg("%s ...: %s", examples[i].names[0],
                     found != NULL ? found->name : "none");
    }
}

static void the_operator_is_right_whatever_the_names_say(void **state)
{
    (void)state;
    const char *const names[] = {"hugo.toml", "content", NULL};
    struct arena arena = {0};
    struct tree_signs signs = signs_of(names);
    assert_string_equal(tree_signs_reason(&signs, &arena).data, "hugo.toml");
    signs.chosen = tree_find_generator(SLICE("Next.js"));
    assert_ptr_equal(tree_signs_generator(&signs), &next_generator);
    assert_int_equal(tree_signs_reason(&signs, &arena).size, 0);
    assert_null(tree_find_generator(SLICE("hugo site")));
    assert_null(tree_find_generator(SLICE_NONE));
    for (size_t i = 0; i < generator_count; i++) {
        struct slice word = tree_generator_word(i, &arena);
        assert_ptr_equal(tree_find_generator(word), generator_at(i));
    }
    assert_null(tree_generator_word(generator_count, &arena).data);
    arena_release(&arena);
}

/* Whether the content is looked for in that folder. */
static bool looks_in(const char *const *names, const char *root)
{
    const struct tree_signs signs = signs_of(names);
    const struct content_root *found;
    size_t cursor = 0;
    while ((found = tree_next_root(&signs, &cursor)) != NULL) {
        if (slice_is(slice_of(found->root), root))
            return true;
    }
    return false;
}

static void content_is_looked_for_where_the_generator_keeps_it(void **state)
{
    (void)state;
    static const char *const nothing[MOST_NAMES] = {"README.md", "docs"};
    static const char *const own[MOST_NAMES] = {"posts"};
    static const char *const page[MOST_NAMES] = {"index.md"};
    static const char *const jekyll[MOST_NAMES] = {"_config.yml"};
    static const char *const astro[MOST_NAMES] = {"astro.config.mjs"};

    assert_true(looks_in(nothing, "content"));
    assert_true(looks_in(nothing, "src/content"));
    assert_true(looks_in(nothing, "src"));
    assert_true(looks_in(nothing, "docs/content"));
    assert_true(looks_in(own, "content"));
    assert_false(looks_in(own, "src"));
    assert_false(looks_in(own, "docs/content"));
    assert_false(looks_in(page, "docs/content"));
    assert_false(looks_in(jekyll, "content"));

    const struct tree_signs signs = signs_of(astro);
    size_t cursor = 0;
    assert_string_equal(tree_next_root(&signs, &cursor)->root, "src/content");
}

struct reading {
    const char *path;
    bool is_folder, is_read;
};

static void check(struct tree tree, const struct reading *readings,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (tree_reads(&tree, slice_of(readings[i].path),
                       readings[i].is_folder) != readings[i].is_read)
            fail_msg("%s", readings[i].path);
    }
}

static void jekyll_reads_pages_posts_collections_and_data(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"_posts", true, true},
        {"a/_posts", true, true},
        {"_drafts", true, true},
        {"_recipes", true, true},
        {"_data", true, true},
        {"_data/_deep", true, true},
        {"docs", true, true},
        {"docs/_private", true, false},
        {"_site", true, false},
        {"_layouts", true, false},
        {"_includes", true, false},
        {"_sass", true, false},
        {"vendor", true, false},
        {"_config.yml", false, true},
        {"_data/nav.yml", false, true},
        {"Gemfile.yml", false, false},
        {"docs/x.json", false, false},
        {"about.md", false, true},
        {"README.md", false, false},
        {"_hidden.md", false, false},
        {"docs/README.md", false, true},
    };
    static const struct reading elsewhere[] = {
        {"lib", true, true},
        {"lib/_recipes", true, true},
        {"lib/_layouts", true, false},
        {"lib/_recipes/_private", true, false},
        {"library/_recipes", true, false},
    };
    struct tree tree = {.generator = &jekyll_generator, .is_project = true};
    check(tree, readings, COUNT(readings));
    tree.collections_dir = SLICE("lib");
    check(tree, elsewhere, COUNT(elsewhere));
}

static void hugo_reads_of_its_data_the_authors_only(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"content/posts/a.md", false, true},
        {"content/data/a.json", false, true},
        {"data/authors", true, true},
        {"data/authors/ana.yaml", false, true},
        {"data/authors.json", false, true},
        {"data/secrets.json", false, false},
        {"data/other", true, false},
    };
    struct tree tree = {.generator = &hugo_generator,
                        .content_root = SLICE("content")};
    assert_string_equal(tree_second_root(&tree, 0), "data");
    check(tree, readings, COUNT(readings));
}

static void astro_keeps_names_with_an_underscore_private(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"src/content/blog/a.md", false, true},
        {"src/content/blog/_a.md", false, false},
        {"src/content/_drafts", true, false},
    };
    struct tree tree = {.generator = &astro_generator,
                        .content_root = SLICE("src/content")};
    assert_string_equal(tree_second_root(&tree, 0), "src/pages");
    check(tree, readings, COUNT(readings));
}

static void eleventy_reads_data_in_its_folder_only(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"_data", true, true},
        {"_data/site.json", false, true},
        {"_includes", true, false},
        {"posts/posts.json", false, true},
        {"posts/a.11tydata.json", false, true},
        {"posts/a.json", false, true}, /* beside a.md */
        {"posts/a.yaml", false, false},
        {"package.json", false, false},
        {"posts/a.md", false, true},
        {"README.md", false, false},
    };
    check((struct tree){.generator = &eleventy_generator, .is_project = true},
          readings, COUNT(readings));
}

static void a_project_is_no_content(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"package.json", false, false}, {"README.md", false, false},
        {"LICENSE.md", false, false},   {"about.md", false, true},
        {"public", true, false},        {"posts", true, true},
        {"data/nav.json", false, true}, {"posts/README.md", false, false},
    };
    static const struct reading plain[] = {
        {"nav.json", false, true},
        {"README.md", false, false},
        {"public", true, true},
    };
    static const char *const project[MOST_NAMES] = {"package.json"};
    static const char *const folder[MOST_NAMES] = {"posts"};

    const struct tree_signs of_project = signs_of(project);
    const struct tree_signs of_folder = signs_of(folder);
    assert_true(tree_signs_show_project(&of_project));
    assert_false(tree_signs_show_project(&of_folder));
    check((struct tree){.is_project = true}, readings, COUNT(readings));
    check((struct tree){.is_project = false}, plain, COUNT(plain));
}

static void data_is_content_in_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        bool alone, beside_document;
    } files[] = {
        {"docker-compose.yml", false, false},
        {"playbook/secrets.yml", false, true},
        {"playbook/vars/more.yml", false, true},
        {"pages/api.json", false, true},
        {"data/prices.json", true, true},
        {"src/_data/deep/prices.json", true, true},
        {"posts/route.json", true, true},
        {"team/ana.yaml", true, true},
        {"authors.yml", true, true},
    };
    static const char *const names[MOST_NAMES] = {".git"};
    const struct tree_signs signs = signs_of(names);
    const struct tree project = {.has_tools = tree_signs_show_tools(&signs)};
    const struct tree plain = {0};
    const struct tree content = {.content_root = SLICE("content"),
                                 .has_tools = true};
    for (size_t i = 0; i < COUNT(files); i++) {
        struct slice path = slice_of(files[i].path);
        assert_int_equal(tree_data_is_content(&project, path, false),
                         files[i].alone);
        assert_int_equal(tree_data_is_content(&project, path, true),
                         files[i].beside_document);
        assert_int_equal(tree_data_is_content(&plain, path, false),
                         files[i].alone);
        assert_true(tree_data_is_content(&plain, path, true));
        assert_true(tree_data_is_content(&content, path, false));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_tell_the_generator),
        cmocka_unit_test(the_operator_is_right_whatever_the_names_say),
        cmocka_unit_test(content_is_looked_for_where_the_generator_keeps_it),
        cmocka_unit_test(folders_in_folders_are_looked_for_by_the_first_name),
        cmocka_unit_test(a_text_tells_generators_apart),
        cmocka_unit_test(jekyll_reads_pages_posts_collections_and_data),
        cmocka_unit_test(hugo_reads_of_its_data_the_authors_only),
        cmocka_unit_test(astro_keeps_names_with_an_underscore_private),
        cmocka_unit_test(eleventy_reads_data_in_its_folder_only),
        cmocka_unit_test(a_project_is_no_content),
        cmocka_unit_test(data_is_content_in_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
