/* kept_metas_test.c - fields are read once, and again as soon as what documents
 * inherit, or hide, is something else. */
#include "test.h"

#include "edited.h"

#include "layout/generator.h"

static const struct meta *meta_at(const struct snapshot *snapshot,
                                  const char *path)
{
    for (size_t i = 0; i < snapshot->source_count; i++) {
        if (slice_is(snapshot->sources[i]->path, path))
            return snapshot->metas[i];
    }
    return NULL;
}

static void assert_says(const struct snapshot *snapshot, const char *path,
                        const char *key, const char *text)
{
    const struct value *value =
        value_find(&meta_at(snapshot, path)->front_matter, key);
    if (text == NULL)
        assert_null(value);
    else
        assert_slice_is(value_text(value), text);
}

/* Builds anew, ends the snapshot before, and says whether both have the same
 * fields of that path. They must not need what is gone. */
static bool stays(struct edited *site, struct snapshot **snapshot,
                  const char *path)
{
    struct snapshot *next = edited_build(site);
    bool is_same = meta_at(next, path) == meta_at(*snapshot, path);
    snapshot_unref(*snapshot);
    *snapshot = next;
    return is_same;
}

static const char config[] = "defaults:\n"
                             "- scope: {path: ''}\n"
                             "  values: {layout: post, nested: {a: [one]}}\n";
static const char same_config[] =
    "title: Other\n"
    "defaults:\n"
    "- scope: {path: ''}\n"
    "  values: {layout: post, nested: {a: [one]}}\n";
static const char other_config[] =
    "defaults:\n"
    "- scope: {path: ''}\n"
    "  values: {layout: page, nested: {a: [one]}}\n";

static void jekylls_defaults_are_added_once(void **state)
{
    (void)state;
    static const char path[] = "_posts/2024-01-01-a.md";
    const struct file files[] = {
        {"_config.yml", config},
        {path, "---\ntitle: A\n---\n"},
        {"_posts/2024-01-02-b.md", "---\ntitle: B\nlayout: own\n---\n"},
    };
    struct edited site = edited_open(files, 3);
    site.input.tree.generator = &jekyll_generator;
    struct snapshot *snapshot = edited_build(&site);
    assert_says(snapshot, path, "layout", "post");
    assert_says(snapshot, files[2].path, "layout", "own");

    assert_true(stays(&site, &snapshot, path));
    edited_save(&site, files[2].path, "---\ntitle: C\n---\n");
    assert_true(stays(&site, &snapshot, path));
    assert_says(snapshot, files[2].path, "layout", "post");
    edited_save(&site, "_config.yml", same_config);
    assert_true(stays(&site, &snapshot, path));
    assert_says(snapshot, path, "layout", "post");

    edited_save(&site, "_config.yml", other_config);
    assert_false(stays(&site, &snapshot, path));
    assert_says(snapshot, path, "layout", "page");
    edited_save(&site, path, "---\ntitle: New\n---\n");
    assert_false(stays(&site, &snapshot, path));
    assert_says(snapshot, path, "title", "New");
    edited_save(&site, "_config.yml", NULL);
    assert_false(stays(&site, &snapshot, path));
    assert_says(snapshot, path, "layout", NULL);
    snapshot_unref(snapshot);
    edited_close(&site);
}

static void hugos_cascades_are_added_once(void **state)
{
    (void)state;
    static const char path[] = "content/posts/a.md";
    static const struct file files[] = {
        {"content/_index.md", "---\ncascade: {color: red, size: big}\n---\n"},
        {"content/posts/_index.md", "---\ncascade: {color: blue}\n---\n"},
        {"content/posts/a.md", "---\ntitle: A\n---\n"},
    };
    struct edited site = edited_open(files, 3);
    site.input.tree.generator = &hugo_generator;
    site.input.tree.content_root = SLICE("content");
    struct snapshot *snapshot = edited_build(&site);
    assert_says(snapshot, path, "color", "blue");
    assert_says(snapshot, path, "size", "big");

    assert_true(stays(&site, &snapshot, path));
    edited_save(&site, "content/_index.md",
                "---\ncascade: {color: green, size: big}\n---\n");
    assert_true(stays(&site, &snapshot, path)); /* the nearer one says blue */
    edited_save(&site, "content/_index.md", "---\ntitle: Home\n---\n");
    assert_false(stays(&site, &snapshot, path));
    assert_says(snapshot, path, "color", "blue");
    assert_says(snapshot, path, "size", NULL);
    snapshot_unref(snapshot);
    edited_close(&site);
}

static void what_is_hidden_is_taken_out_once(void **state)
{
    (void)state;
    static const char path[] = "posts/a.md";
    static const struct file files[] = {
        {"posts/a.md", "---\ntitle: A\ncost: high\ndraft: true\n---\n"},
    };
    struct slice names[] = {SLICE("cost"), SLICE("draft")};
    struct collection_policy posts = {.name = SLICE("posts"),
                                      .hidden_fields = {names, 2}};
    struct edited site = edited_open(files, 1);
    site.input.is_preview = true;
    site.policy.collections = &posts;
    site.policy.collection_count = 1;
    struct snapshot *snapshot = edited_build(&site);
    assert_says(snapshot, path, "cost", NULL);
    assert_true(stays(&site, &snapshot, path));
    assert_int_equal(entry_at(snapshot, path)->status, STATUS_DRAFT);

    posts.hidden_fields.count = 1;
    assert_false(stays(&site, &snapshot, path));
    assert_says(snapshot, path, "cost", NULL);
    assert_non_null(
        value_find(&meta_at(snapshot, path)->front_matter, "draft"));
    posts.hidden_fields.count = 0;
    assert_false(stays(&site, &snapshot, path));
    assert_says(snapshot, path, "cost", "high");
    snapshot_unref(snapshot);
    edited_close(&site);
}

static void a_preview_shares_them_with_the_snapshot_beside_it(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ntitle: A\ncost: high\ndraft: true\n---\n"},
        {"posts/b.md", "---\ntitle: B\ncost: high\n---\n"},
    };
    struct slice names[] = {SLICE("cost")};
    const struct collection_policy posts = {.name = SLICE("posts"),
                                            .hidden_fields = {names, 1}};
    struct edited site = edited_open(files, 2);
    site.policy.collections = &posts;
    site.policy.collection_count = 1;
    struct snapshot *first = edited_build(&site);
    struct snapshot *next = edited_build(&site);
    site.input.is_preview = true;
    struct snapshot *preview = edited_build(&site);
    struct snapshot *next_preview = edited_build(&site);

    for (size_t i = 0; i < 2; i++) {
        assert_says(next_preview, files[i].path, "cost", NULL);
        assert_ptr_equal(meta_at(next_preview, files[i].path),
                         meta_at(preview, files[i].path));
    }
    assert_ptr_equal(meta_at(preview, files[1].path),
                     meta_at(first, files[1].path));
    snapshot_unref(first);
    snapshot_unref(next);
    snapshot_unref(preview);
    snapshot_unref(next_preview);
    edited_close(&site);
}

/* What a thousand documents get is in memory once. */
static void documents_share_what_is_added_to_them(void **state)
{
    (void)state;
    const struct file files[] = {
        {"_config.yml", config},
        {"_posts/2024-01-01-a.md", "---\ntitle: A\n---\n"},
        {"_posts/2024-01-02-b.md", "---\ntitle: B\n---\n"},
    };
    struct edited site = edited_open(files, 3);
    site.input.tree.generator = &jekyll_generator;
    struct snapshot *snapshot = edited_build(&site);
    const struct value *nested[2];
    for (size_t i = 0; i < 2; i++)
        nested[i] = value_find(
            &meta_at(snapshot, files[i + 1].path)->front_matter, "nested");
    assert_non_null(nested[0]);
    assert_ptr_equal(nested[0]->as.members, nested[1]->as.members);
    snapshot_unref(snapshot);
    edited_close(&site);
}

static void both_are_kept_where_two_rules_apply(void **state)
{
    (void)state;
    static const char path[] = "_posts/2024-01-01-a.md";
    const struct file files[] = {
        {"_config.yml", config},
        {path, "---\ntitle: A\ncost: high\n---\n"},
    };
    struct slice names[] = {SLICE("cost")};
    const struct collection_policy posts = {.name = SLICE("posts"),
                                            .hidden_fields = {names, 1}};
    struct edited site = edited_open(files, 2);
    site.input.tree.generator = &jekyll_generator;
    site.policy.collections = &posts;
    site.policy.collection_count = 1;
    struct snapshot *snapshot = edited_build(&site);
    assert_says(snapshot, path, "layout", "post");
    assert_says(snapshot, path, "cost", NULL);
    assert_true(stays(&site, &snapshot, path));

    site.policy.collection_count = 0;
    const struct meta *inner = meta_at(snapshot, path)->full;
    assert_false(stays(&site, &snapshot, path));
    assert_ptr_equal(meta_at(snapshot, path), inner);
    assert_says(snapshot, path, "cost", "high");
    snapshot_unref(snapshot);
    edited_close(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jekylls_defaults_are_added_once),
        cmocka_unit_test(hugos_cascades_are_added_once),
        cmocka_unit_test(what_is_hidden_is_taken_out_once),
        cmocka_unit_test(a_preview_shares_them_with_the_snapshot_beside_it),
        cmocka_unit_test(documents_share_what_is_added_to_them),
        cmocka_unit_test(both_are_kept_where_two_rules_apply),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
