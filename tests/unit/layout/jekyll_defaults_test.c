/* jekyll_defaults_test.c - fields that Jekyll's settings give to documents. */
#include "test.h"

#include "layout/jekyll.h"
#include "layout/places.h"

#include "layout/generator.h"

static const struct tree jekyll = {.folder_name = {"site", 4},
                                   .content_root = {"", 0},
                                   .generator = &jekyll_generator};

#define JEKYLL(files) build_tree(jekyll, files, COUNT(files))

static struct slice text_of(const struct snapshot *snapshot, const char *path,
                            const char *key)
{
    const struct entry *entry = entry_at(snapshot, path);
    assert_non_null(entry);
    return value_text(value_find(&entry->meta->front_matter, key));
}

static void a_scope_is_a_path_and_a_type(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_config.yml", "defaults:\n"
                        "- values: {a: all}\n"
                        "- scope: {path: '', type: posts}\n"
                        "  values: {layout: post, author: ana}\n"
                        "- scope: {path: docs, type: pages}\n"
                        "  values: {layout: docs}\n"
                        "- scope: {path: _recipes}\n"
                        "  values: {layout: recipe}\n"},
        {"_posts/2024-01-01-a.md", "x"},
        {"_posts/2024-01-02-b.md", "---\nlayout: own\nauthor: bo\n---\n"},
        {"docs/a.md", "---\n---\n"},
        {"about.md", "---\n---\n"},
        {"_recipes/a.md", "---\n---\nx"},
        {"plain.md", "no front matter"},
        {"_data/x.yml", "b: 1"},
    };
    struct snapshot *snapshot = JEKYLL(files);
    assert_slice_is(text_of(snapshot, files[1].path, "layout"), "post");
    assert_slice_is(text_of(snapshot, files[2].path, "layout"), "own");
    assert_slice_is(text_of(snapshot, files[3].path, "layout"), "docs");
    assert_null(text_of(snapshot, files[4].path, "layout").data);
    assert_slice_is(text_of(snapshot, files[5].path, "layout"), "recipe");
    for (size_t i = 1; i <= 5; i++)
        assert_slice_is(text_of(snapshot, files[i].path, "a"), "all");
    assert_null(entry_at(snapshot, files[6].path));
    assert_null(text_of(snapshot, files[7].path, "a").data);

    const struct entry *post = entry_at(snapshot, files[1].path);
    assert_int_equal(post->author_count, 1);
    assert_slice_is(post->authors[0].person->slug, "ana");
    snapshot_unref(snapshot);
}

static void the_longer_path_wins_and_then_the_type(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_config.yml", "defaults:\n"
                        "- scope: {path: docs/api}\n"
                        "  values: {a: api, b: {x: api, z: api}}\n"
                        "- scope: {path: docs, type: page}\n"
                        "  values: {a: docs, b: {x: docs, y: docs}, c: typed}\n"
                        "- scope: {path: docs}\n"
                        "  values: {c: untyped, d: 1}\n"},
        {"docs/api/a.md", "---\nb: {z: own}\nd: null\n---\n"},
    };
    struct snapshot *snapshot = JEKYLL(files);
    const struct value *root =
        &entry_at(snapshot, files[1].path)->meta->front_matter;
    const struct value *b = value_find(root, "b");
    assert_slice_is(value_text(value_find(root, "a")), "api");
    assert_slice_is(value_text(value_find(root, "c")), "typed");
    assert_slice_is(value_text(value_find(b, "x")), "api");
    assert_slice_is(value_text(value_find(b, "y")), "docs");
    assert_slice_is(value_text(value_find(b, "z")), "own");
    assert_int_equal(value_find(root, "d")->kind, VALUE_INTEGER);
    assert_int_equal(value_find(root, "d")->line, 0);
    snapshot_unref(snapshot);
}

static void defaults_can_unpublish_and_route(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_config.yml", "defaults:\n"
                        "- scope: {path: _posts/secret}\n"
                        "  values: {published: false}\n"
                        "- scope: {path: _posts/notes}\n"
                        "  values: {permalink: '/n/:title/', hidden: true}\n"
                        "- scope: {type: pages}\n"
                        "  values: {permalink: '/:path/-:basename'}\n"},
        {"_posts/secret/2024-01-01-a.md", "x"},
        {"_posts/secret/2024-01-01-b.md", "---\npublished: true\n---\n"},
        {"_posts/notes/2024-01-01-c.md", "x"},
        {"docs/a.md", "---\ntitle: A\n---\n"},
    };
    struct snapshot *snapshot = JEKYLL(files);
    assert_null(entry_at(snapshot, files[1].path));
    assert_int_equal(snapshot->left_out.drafts, 1);
    assert_non_null(entry_at(snapshot, files[2].path));
    assert_slice_is(entry_at(snapshot, files[3].path)->url, "/n/c/");
    assert_false(entry_at(snapshot, files[3].path)->is_listed);
    assert_slice_is(entry_at(snapshot, files[4].path)->url, "/docs/-a");
    snapshot_unref(snapshot);
}

static void a_fault_is_told_once_with_defaults_too(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_config.yml", "defaults: [{values: {a: 1}}, {scope: {}}]\n"},
        {"_posts/2024-01-01-a.md", "---\ndate: TBD\n---\n"},
        {"_posts/2024-01-02-b.md", "---\ntitle: a: b\n---\n"},
    };
    struct snapshot *snapshot = JEKYLL(files);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_DATE_UNREADABLE,
                                    files[1].path, NULL),
                     1);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_YAML_SYNTAX, files[2].path, NULL),
        1);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_FIELD_TYPE,
                                    "_config.yml", "no `values`"),
                     1);
    snapshot_unref(snapshot);
}

static void a_star_is_within_a_name_and_two_are_folders(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *path;
        bool has;
    } rows[] = {
        {"", "a.md", true},
        {"docs", "docs/a.md", true},
        {"docs/a.md", "docs/a.md", true},
        {"docs", "other/docs/a.md", false},
        {"docs/*/x", "docs/v1/x/a.md", true},
        {"docs/*/x", "docs/v1/v2/x/a.md", false},
        {"docs/v*", "docs/v1/a.md", true},
        {"docs/v*", "docs/w1/a.md", false},
        {"*/x.md", "a/x.md", true},
        {"**/x.md", "a/b/c/x.md", true},
        {"**/x.md", "x.md", true},
        {"**/b/*.md", "a/b/b/c.md", true},
        {"**/b/*.txt", "a/b/b/c.md", false},
        {"a/**", "a/b/c.md", true},
        {"a/**", "b/a/c.md", false},
        {"*a*b?.md", "xaxbx.md", true},
        {"*a*b?.md", "xaxb.md", false},
        {"*/wip", "docs/wip-b.md", true},
        {"*/wap", "docs/wap-b.md", false},
        {"docs/{a,b}*.md", "docs/b1.md", true},
        {"docs/{a,b}*.md", "docs/c1.md", false},
        {"docs/{a,b}.md", "docs/b.md", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char config[200];
        (void)snprintf(config, sizeof config,
                       "defaults:\n- scope: {path: '%s'}\n"
                       "  values: {a: set}\n",
                       rows[i].pattern);
        const struct file files[] = {{"_config.yml", config},
                                     {rows[i].path, "---\n---\n"},
                                     {"docs/wip/a.md", "---\n---\n"}};
        struct snapshot *snapshot = JEKYLL(files);
        bool has = text_of(snapshot, rows[i].path, "a").data != NULL;
        snapshot_unref(snapshot);
        if (has != rows[i].has)
            fail_msg("%s %s", rows[i].pattern, rows[i].path);
    }
}

static void more_defaults_than_are_used_are_told(void **state)
{
    (void)state;
    struct str config = {0};
    str_append_text(&config, "defaults:\n");
    for (int i = 0; i < 201; i++)
        str_appendf(&config, "- values: {a: %d}\n", i);
    const struct file files[] = {{"_config.yml", config.data},
                                 {"_posts/2024-01-01-a.md", "x"}};
    struct snapshot *snapshot = JEKYLL(files);
    const struct value *root =
        &entry_at(snapshot, files[1].path)->meta->front_matter;
    assert_int_equal(value_find(root, "a")->as.integer, 199);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_FIELD_TYPE,
                                    "_config.yml", "first 200"),
                     1);
    snapshot_unref(snapshot);
    str_release(&config);
}

static void what_is_too_much_to_be_read_publishes_nothing(void **state)
{
    (void)state;
    struct str config = {0};
    str_append_text(&config, "defaults:\n");
    for (int i = 0; i < 201; i++)
        str_appendf(&config,
                    "- scope: {path: _posts/2024}\n"
                    "  values: {%s: true}\n",
                    i < 200 ? "a" : "Draft");
    const struct file files[] = {
        {"_config.yml", config.data},
        {"_posts/2024-01-01-a.md", "x"},
        {"_posts/2024-01-02-b.md", "---\npublished: true\n---\nx"}};
    struct snapshot *snapshot = JEKYLL(files);
    assert_null(entry_at(snapshot, files[1].path));
    assert_non_null(entry_at(snapshot, files[2].path));
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_FIELD_TYPE,
                                    "_config.yml", "nothing is published"),
                     1);
    snapshot_unref(snapshot);
    str_release(&config);
}

static void too_many_keys_publish_nothing_of_their_scope(void **state)
{
    (void)state;
    struct str config = {0};
    str_append_text(&config, "defaults:\n- scope: {path: _posts/2024}\n"
                             "  values:\n    published: false\n");
    for (int i = 0; i < 200; i++)
        str_appendf(&config, "    a%d: x\n", i);
    const struct file files[] = {{"_config.yml", config.data},
                                 {"_posts/2024-01-01-a.md", "x"},
                                 {"_posts/2023-01-01-a.md", "x"}};
    struct snapshot *snapshot = JEKYLL(files);
    assert_null(entry_at(snapshot, files[1].path));
    assert_non_null(entry_at(snapshot, files[2].path));
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_FIELD_TYPE,
                                    "_config.yml", "are not published"),
                     1);
    snapshot_unref(snapshot);
    str_release(&config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scope_is_a_path_and_a_type),
        cmocka_unit_test(the_longer_path_wins_and_then_the_type),
        cmocka_unit_test(defaults_can_unpublish_and_route),
        cmocka_unit_test(a_fault_is_told_once_with_defaults_too),
        cmocka_unit_test(a_star_is_within_a_name_and_two_are_folders),
        cmocka_unit_test(more_defaults_than_are_used_are_told),
        cmocka_unit_test(what_is_too_much_to_be_read_publishes_nothing),
        cmocka_unit_test(too_many_keys_publish_nothing_of_their_scope),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
