/* people_test.c - people who are listed in a file of data. */
#include "test.h"

#include "content.h"

#include "layout/generator.h"

static struct snapshot *jekyll(const struct file *files, size_t count)
{
    return build_tree((struct tree){.folder_name = SLICE("site"),
                                    .content_root = SLICE(""),
                                    .generator = &jekyll_generator},
                      files, count);
}

#define JEKYLL(files) jekyll(files, sizeof(files) / sizeof(files)[0])

static const struct entry *author_of(const struct snapshot *snapshot,
                                     const char *path)
{
    const struct entry *entry = entry_at(snapshot, path);
    assert_int_equal(entry->author_count, 1);
    return entry->authors[0].person;
}

static void a_key_in_a_file_of_authors_is_a_person(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_data/authors.yml", "Ana_L: {name: Ana Luz, site: x}\n"
                              "Bo Ek: {about: x}\n"
                              "none: {display_name: N}\n"},
        {"_posts/2024-01-01-a.md", "---\nauthor: Ana_L\n---\n"},
        {"_posts/2024-01-02-b.md", "---\nauthor: Ana Luz\n---\n"},
        {"_posts/2024-01-03-c.md", "---\nauthors: [Bo Ek]\n---\n"},
    };
    struct snapshot *snapshot = JEKYLL(files);
    const struct entry *ana = author_of(snapshot, files[1].path);
    assert_slice_is(ana->slug, "Ana_L");
    assert_slice_is(ana->name, "Ana Luz");
    assert_non_null(value_find(ana->as_written, "site"));
    assert_ptr_equal(author_of(snapshot, files[2].path), ana);
    assert_int_equal(ana->posts.count, 2);
    assert_slice_is(author_of(snapshot, files[3].path)->slug, "bo-ek");
    assert_slice_is(author_of(snapshot, files[3].path)->name, "Bo Ek");
    assert_non_null(entry_of(snapshot, "authors", "none"));
    assert_null(entry_of(snapshot, "data", "authors"));
    snapshot_unref(snapshot);
}

static void what_is_served_of_people_has_no_addresses(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_data/authors.yml",
         "ana:\n"
         "  name: Ana Luz\n"
         "  Email: hidden\n"
         "  handle: '@ana'\n"
         "  fediverse: '@ana@example.social'\n"
         "  rating: 5 @ 3.50\n"
         "  contact: {private: ana@example.org, site: https://a.example}\n"
         "  links: [mailto:ana@example.org, https://b.example/@ana]\n"},
        {"_posts/2024-01-01-a.md", "---\nauthor: ana\n---\n"},
        {"_posts/2024-01-02-b.md",
         "---\nauthor: {name: Bo, author_email: b@example.org, x: 1}\n---\n"},
    };
    struct snapshot *snapshot = JEKYLL(files);
    const struct value *ana = author_of(snapshot, files[1].path)->as_written;
    const struct value *bo = author_of(snapshot, files[2].path)->as_written;
    const struct value *links = value_find(ana, "links");
    assert_int_equal(ana->size, 6);
    assert_null(value_find(ana, "Email"));
    assert_non_null(value_find(ana, "handle"));
    assert_non_null(value_find(ana, "fediverse"));
    assert_non_null(value_find(ana, "rating"));
    assert_null(value_find(value_find(ana, "contact"), "private"));
    assert_non_null(value_find(value_find(ana, "contact"), "site"));
    assert_int_equal(links->size, 1);
    assert_slice_is(value_text(&links->as.items[0]), "https://b.example/@ana");
    assert_int_equal(bo->size, 2);
    snapshot_unref(snapshot);
}

static void of_two_people_by_one_name_the_key_of_the_name_is_meant(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_data/authors.yml", "ana: {name: Ana Luz}\n"
                              "ana-luz: {name: Ana Luz}\n"
                              "luz: {name: Ana Luz}\n"},
        {"_posts/2024-01-01-a.md", "---\nauthor: Ana Luz\n---\n"},
    };
    struct snapshot *snapshot = JEKYLL(files);
    assert_slice_is(author_of(snapshot, files[1].path)->slug, "ana-luz");
    snapshot_unref(snapshot);
}

static void the_path_of_a_persons_file_names_them(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/data/team/ann.json", "{\"name\": \"Ann Bo\"}"},
        {"content/posts/a.md",
         "---\nauthor: content/data/team/ann.json\n---\n"},
        {"content/posts/b.md", "---\nauthor: data/team/ann.json\n---\n"},
        {"content/posts/c.md", "---\nauthor: ann\n---\n"},
        {"content/posts/d.md", "---\nauthor: authors/ann\n---\n"},
    };
    struct snapshot *snapshot = CONTENT_SITE(files);
    const struct entry *ann = entry_of(snapshot, "authors", "ann");
    assert_slice_is(ann->name, "Ann Bo");
    for (size_t i = 1; i < sizeof files / sizeof files[0]; i++)
        assert_ptr_equal(author_of(snapshot, files[i].path), ann);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 0);
    snapshot_unref(snapshot);
}

static void settings_may_list_the_authors(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_config.yml", "authors:\n  ana:\n    name: Ana Luz\n  x: 1\n"},
        {"_posts/2024-01-01-a.md", "---\nauthor: ana\n---\n"},
    };
    struct snapshot *snapshot = JEKYLL(files);
    assert_slice_is(author_of(snapshot, files[1].path)->name, "Ana Luz");
    assert_null(entry_of(snapshot, "authors", "x"));
    snapshot_unref(snapshot);
}

static void each_author_may_have_a_file(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"data/authors/ana.yaml", "name: Ana Luz\n"},
        {"data/site.yaml", "name: x\n"},
        {"content/posts/a.md", "---\nauthor: ana\n---\n"},
    };
    struct snapshot *snapshot =
        build_tree((struct tree){.folder_name = SLICE("site"),
                                 .content_root = SLICE("content"),
                                 .generator = &hugo_generator},
                   files, 3);
    assert_slice_is(author_of(snapshot, files[2].path)->name, "Ana Luz");
    assert_null(entry_of(snapshot, "data", "ana"));
    assert_non_null(entry_of(snapshot, "data", "site"));
    snapshot_unref(snapshot);
}

static void a_list_of_authors_names_its_keys_itself(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"data/authors.json",
         "[{\"id\":\"ana\",\"name\":\"Ana Luz\"},{\"name\":\"Bo\"}]"},
        {"posts/a.md", "---\nauthors: [ana, Bo]\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    const struct entry *post = entry_at(snapshot, files[1].path);
    assert_slice_is(post->authors[0].person->slug, "ana");
    assert_slice_is(post->authors[1].person->slug, "Bo");
    assert_int_equal(
        snapshot_find_collection(snapshot, SLICE("authors"))->all.count, 2);
    snapshot_unref(snapshot);
}

static void a_document_of_a_person_stands_before_data(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_authors/ana.md", "---\nname: Ana of the document\n---\n"},
        {"_data/authors.yml", "ana: {name: Ana of the data}\n"},
        {"_posts/2024-01-01-a.md", "---\nauthor: ana\n---\n"},
    };
    struct snapshot *snapshot = JEKYLL(files);
    assert_slice_is(author_of(snapshot, files[2].path)->name,
                    "Ana of the document");
    assert_int_equal(
        snapshot_find_collection(snapshot, SLICE("authors"))->all.count, 1);
    snapshot_unref(snapshot);
}

static void data_of_that_name_that_lists_nobody_stays_data(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"data/authors.json", "{\"heading\":\"Our authors\"}"},
        {"data/deep/authors.json", "[]"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_non_null(entry_at(snapshot, files[0].path));
    assert_non_null(entry_at(snapshot, files[1].path));
    snapshot_unref(snapshot);
}

static void an_unpublished_file_of_authors_makes_nobody(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_data/drafts/authors.yml", "ana: {name: Ana}\n"},
        {"_data/authors.yml", "ana: {name: Ana\n"},
    };
    struct snapshot *snapshot = JEKYLL(files);
    assert_null(entry_of(snapshot, "authors", "ana"));
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_in_a_file_of_authors_is_a_person),
        cmocka_unit_test(what_is_served_of_people_has_no_addresses),
        cmocka_unit_test(
            of_two_people_by_one_name_the_key_of_the_name_is_meant),
        cmocka_unit_test(the_path_of_a_persons_file_names_them),
        cmocka_unit_test(settings_may_list_the_authors),
        cmocka_unit_test(each_author_may_have_a_file),
        cmocka_unit_test(a_list_of_authors_names_its_keys_itself),
        cmocka_unit_test(a_document_of_a_person_stands_before_data),
        cmocka_unit_test(data_of_that_name_that_lists_nobody_stays_data),
        cmocka_unit_test(an_unpublished_file_of_authors_makes_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
