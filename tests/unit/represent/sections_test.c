/* sections_test.c - include=sections: each rule, and what leads nowhere. */
#include "test.h"

#include "shapes.h"

static const struct file files[] = {
    {"content/pages/index.md",
     "---\n"
     "type: PageLayout\n"
     "sections:\n"
     "  - type: RecentPostsSection\n"
     "    recentCount: 2\n"
     "    posts: [content/pages/old.md]\n"
     "  - type: RecentPostsSection\n"
     "  - type: RecentProjectsSection\n"
     "  - type: FeaturedPostsSection\n"
     "    posts: [content/pages/old.md, content/pages/none.md]\n"
     "  - type: FeaturedProjectsSection\n"
     "    projects: content/pages/project.md\n"
     "  - type: FeaturedPeopleSection\n"
     "    people: [content/data/ana.json, {type: Person, name: X}]\n"
     "  - type: HeroSection\n"
     "    text: content/pages/old.md\n"
     "    nested: {deep: [{type: RecentPostsSection, recentCount: 1}]}\n"
     "---\n"},
    {"content/pages/feed.md", "---\ntype: PostFeedLayout\nitems: mine\n---\n"},
    {"content/pages/work.md", "---\ntype: ProjectFeedLayout\n---\n"},
    {"content/pages/old.md",
     "---\ntype: PostLayout\ndate: 2020-01-01\nbottomSections:\n"
     "  - type: RecentPostsSection\n---\n"},
    {"content/pages/b.md", "---\ntype: PostLayout\ndate: 2021-01-01\n---\n"},
    {"content/pages/c.md", "---\ntype: PostLayout\ndate: 2022-01-01\n---\n"},
    {"content/pages/d.md", "---\ntype: PostLayout\ndate: 2023-01-01\n---\n"},
    {"content/pages/e.md",
     "---\ntype: PostLayout\ndate: 2024-01-01\nhidden: true\n---\n"},
    {"content/pages/project.md", "---\ntype: ProjectLayout\n---\n"},
    {"content/data/ana.json", "{\"type\":\"Person\",\"name\":\"Ana\"}"},
    {"content/data/header.json", "{\"type\":\"Header\",\"title\":\"H\"}"},
    {"content/data/config.json",
     "{\"type\":\"Config\",\"header\":\"content/data/header.json\","
     "\"footer\":\"content/data/footer.json\"}"},
};

static struct snapshot *snapshot;

static int build(void **state)
{
    (void)state;
    snapshot = CONTENT_SITE(files);
    resource_prepare(snapshot, NULL, 0);
    return 0;
}

static int release(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    return 0;
}

static json_t *resolved(const char *path, const char *query)
{
    return shown(snapshot, entry_at(snapshot, path), query, FORM_ITEM);
}

/* The slugs of the documents under a key, "a b c"; "!" for a missing one. */
static void check_slugs(const json_t *object, const char *key,
                        const char *wanted)
{
    char text[256] = "";
    size_t i;
    json_t *value, *list = json_object_get(object, key);
    assert_true(json_is_array(list));
    json_array_foreach(list, i, value)
    {
        const char *slug = json_string_value(json_object_get(value, "slug"));
        strcat(text, i > 0 ? " " : "");
        strcat(text, slug != NULL ? slug : "!");
    }
    assert_string_equal(text, wanted);
}

static json_t *section(const json_t *page, size_t index)
{
    return json_array_get(json_object_get(page, "sections"), index);
}

static void a_section_of_the_newest_gains_them(void **state)
{
    (void)state;
    json_t *page = resolved("content/pages/index.md", "include=sections");
    check_slugs(section(page, 0), "posts", "d c");
    check_slugs(section(page, 1), "posts", "d c b");
    check_slugs(section(page, 2), "projects", "project");
    json_decref(page);
}

static void references_become_documents_or_say_that_they_are_missing(void **s)
{
    (void)s;
    json_t *page = resolved("content/pages/index.md", "include=sections");
    check_slugs(section(page, 3), "posts", "old !");
    const json_t *missing =
        json_array_get(json_object_get(section(page, 3), "posts"), 1);
    assert_string_equal(json_string_value(json_object_get(missing, "path")),
                        "content/pages/none.md");
    assert_true(json_is_true(json_object_get(missing, "missing")));
    assert_int_equal(json_object_size(missing), 2);

    const json_t *project = json_object_get(section(page, 4), "projects");
    assert_string_equal(json_string_value(json_object_get(project, "slug")),
                        "project");
    check_slugs(section(page, 5), "people", "ana !");
    json_decref(page);
}

static void only_the_table_turns_strings_into_documents(void **state)
{
    (void)state;
    json_t *page = resolved("content/pages/index.md", "include=sections");
    const json_t *hero = section(page, 6);
    assert_string_equal(json_string_value(json_object_get(hero, "text")),
                        "content/pages/old.md");
    json_t *deep = json_object_get(json_object_get(hero, "nested"), "deep");
    check_slugs(json_array_get(deep, 0), "posts", "d");
    json_decref(page);
}

static void what_is_embedded_is_in_list_form_and_unresolved(void **state)
{
    (void)state;
    json_t *page = resolved("content/pages/index.md", "include=sections");
    const json_t *old =
        json_array_get(json_object_get(section(page, 3), "posts"), 0);
    const json_t *bottom =
        json_array_get(json_object_get(old, "bottomSections"), 0);
    assert_null(json_object_get(old, "html"));
    assert_null(json_object_get(bottom, "posts"));
    json_decref(page);
}

static void feeds_gain_items_in_place_of_their_own(void **state)
{
    (void)state;
    json_t *feed = resolved("content/pages/feed.md", "include=sections");
    json_t *work = resolved("content/pages/work.md", "include=sections");
    check_slugs(feed, "items", "d c b old");
    check_slugs(work, "items", "project");
    json_decref(feed);
    json_decref(work);
}

static void a_config_shows_its_header_and_what_it_lacks(void **state)
{
    (void)state;
    json_t *config = resolved("content/data/config.json", "include=sections");
    const json_t *header = json_object_get(config, "header");
    const json_t *footer = json_object_get(config, "footer");
    assert_string_equal(json_string_value(json_object_get(header, "title")),
                        "H");
    assert_true(json_is_true(json_object_get(footer, "missing")));
    json_decref(config);
}

static void what_is_gained_can_be_named_and_left_out(void **state)
{
    (void)state;
    json_t *named =
        resolved("content/pages/feed.md", "include=sections&fields=items");
    json_t *left_out =
        resolved("content/pages/feed.md", "include=sections&fields=-items");
    json_t *other =
        resolved("content/pages/feed.md", "include=sections&fields=-html");
    check_slugs(named, "items", "d c b old");
    assert_int_equal(json_object_size(named), 1);
    assert_null(json_object_get(left_out, "items"));
    check_slugs(other, "items", "d c b old");
    json_decref(named);
    json_decref(left_out);
    json_decref(other);
}

/* Each section asks for all posts; together they would be 60 MB and more. */
static void an_answer_stops_growing_at_its_limit(void **state)
{
    (void)state;
    enum { POSTS = 200, SECTIONS = 400 };
    struct file *many = mem_alloc(POSTS + 1, sizeof *many);
    struct str page = {0}, post = {0};
    char *paths = mem_alloc(POSTS, 32);
    str_append_text(&page, "---\ntype: PageLayout\nsections:\n");
    for (int i = 0; i < SECTIONS; i++)
        str_append_text(&page,
                        "  - {type: RecentPostsSection, recentCount: 1000}\n");
    str_append_text(&page, "---\n");
    str_append_text(&post, "---\ntype: PostLayout\nfiller: ");
    str_append_repeat(&post, 'x', 1000);
    str_append_text(&post, "\n---\n");
    many[0] = (struct file){"content/pages/index.md", page.data};
    for (int i = 0; i < POSTS; i++) {
        (void)snprintf(paths + (size_t)i * 32, 32, "content/pages/%d.md", i);
        many[i + 1] = (struct file){paths + (size_t)i * 32, post.data};
    }
    struct snapshot *large =
        build_tree((struct tree){.folder_name = SLICE("site"),
                                 .content_root = SLICE("content")},
                   many, POSTS + 1);
    resource_prepare(large, NULL, 0);
    const struct include_tree include = {.members = INCLUDE_SECTIONS};
    const struct shape shape = {.form = FORM_ITEM, .include = &include};
    struct str out = {0};
    resource_write(&out, large, entry_at(large, "content/pages/index.md"),
                   &shape);
    assert_true(out.size > SHAPE_MAX_BYTES);
    assert_true(out.size < SHAPE_MAX_BYTES + 1000000);
    str_release(&out);
    snapshot_unref(large);
    str_release(&page);
    str_release(&post);
    free(paths);
    free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_section_of_the_newest_gains_them),
        cmocka_unit_test(
            references_become_documents_or_say_that_they_are_missing),
        cmocka_unit_test(only_the_table_turns_strings_into_documents),
        cmocka_unit_test(what_is_embedded_is_in_list_form_and_unresolved),
        cmocka_unit_test(feeds_gain_items_in_place_of_their_own),
        cmocka_unit_test(a_config_shows_its_header_and_what_it_lacks),
        cmocka_unit_test(what_is_gained_can_be_named_and_left_out),
        cmocka_unit_test(an_answer_stops_growing_at_its_limit),
    };
    return cmocka_run_group_tests(tests, build, release);
}
