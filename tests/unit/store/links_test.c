/* links_test.c - who wrote what, and what it is about. */
#include "test.h"

#include "content.h"

static const struct entry *author_of(const struct snapshot *snapshot,
                                     const char *path)
{
    const struct entry *entry = entry_at(snapshot, path);
    assert_int_equal(entry->author_count, 1);
    return entry->authors[0].person;
}

static void an_author_is_found_by_path_slug_name_and_mapping(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/pages/p.md", "---\ntype: PageLayout\n---\n"},
        {"content/data/team/ana.json",
         "{\"type\":\"Person\",\"firstName\":\"Ana\",\"lastName\":\"Luz\"}"},
        {"content/pages/1.md",
         "---\ntype: PostLayout\nauthor: content/data/team/ana.json\n---\n"},
        {"content/pages/2.md", "---\ntype: PostLayout\nauthor: ana\n---\n"},
        {"content/pages/3.md", "---\ntype: PostLayout\nauthor: ANA luz\n---\n"},
        {"content/pages/4.md",
         "---\ntype: PostLayout\nauthor: {name: Ana Luz, x: 1}\n---\n"},
        {"content/pages/5.md",
         "---\ntype: PostLayout\nauthor: {slug: ana}\n---\n"},
        {"content/pages/6.md",
         "---\ntype: PostLayout\nauthors: [/content/data/team/ana.json, ana, "
         "Ana Luz]\n---\n"},
    };
    struct snapshot *snapshot = CONTENT_SITE(files);
    const struct entry *ana = entry_of(snapshot, "authors", "ana");
    char path[32];
    assert_slice_is(ana->name, "Ana Luz");
    for (int i = 1; i <= 6; i++) {
        (void)snprintf(path, sizeof path, "content/pages/%d.md", i);
        assert_ptr_equal(author_of(snapshot, path), ana);
    }
    assert_int_equal(ana->posts.count, 6);
    assert_null(ana->as_written);
    assert_int_equal(
        snapshot_find_collection(snapshot, SLICE("authors"))->all.count, 1);
    snapshot_unref(snapshot);
}

static void a_person_is_made_of_a_name_that_nobody_has(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/1.md", "---\nauthor: Hand, Jason\n---\n"},
        {"posts/2.md", "---\nauthor: hand, jason\n---\n"},
        {"posts/3.md", "---\nauthors: [Ana, {name: Bo, avatar: b.png}]\n---\n"},
        {"posts/4.md", "---\nauthor: hand-jason\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    const struct entry *jason = entry_of(snapshot, "authors", "hand-jason");
    const struct entry *bo = entry_of(snapshot, "authors", "bo");
    assert_slice_is(jason->name, "Hand, Jason");
    assert_slice_is(jason->href, "/authors/hand-jason");
    assert_int_equal(jason->posts.count, 3);
    assert_null(jason->source);
    assert_non_null(bo->as_written);
    assert_ptr_equal(entry_at(snapshot, "posts/3.md")->authors[1].person, bo);
    snapshot_unref(snapshot);
}

static void commas_part_people_where_they_must_be_several(void **state)
{
    (void)state;
    static const struct {
        const char *front_matter;
        size_t count;
        const char *first;
    } cases[] = {
        {"authors: Ana Luz, Bo Kim", 2, "Ana Luz"},
        {"authors: Ana Luz,Bo Kim, Cy Day", 3, "Ana Luz"},
        {"authors: dee, Bo Kim", 2, "Dee"},
        {"authors: Hand, Jason", 1, "Hand, Jason"},
        {"authors: Martin Luther King, Jr.", 1, "Martin Luther King, Jr."},
        {"author: Ana Luz, Bo Kim", 1, "Ana Luz, Bo Kim"},
        {"author: Ana <a@x.org>, Bo <b@x.org>", 2, "Ana"},
        {"authors: ['Luz, Ana Maria']", 1, "Luz, Ana Maria"},
        {"author: 1984", 1, "1984"},
        {"author: {name: 007}", 1, "007"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[128];
        (void)snprintf(text, sizeof text, "---\n%s\n---\n",
                       cases[i].front_matter);
        const struct file files[] = {
            {"posts/a.md", text},
            {"authors/dee.md", "---\nname: Dee\n---\n"},
        };
        struct snapshot *snapshot = SITE(files);
        const struct entry *post = entry_at(snapshot, "posts/a.md");
        assert_int_equal(post->author_count, cases[i].count);
        assert_slice_is(post->authors[0].person->name, cases[i].first);
        snapshot_unref(snapshot);
    }
}

static void an_address_is_no_part_of_a_name(void **state)
{
    (void)state;
    static const struct {
        const char *author, *name, *slug;
    } cases[] = {
        {"Ana Luz <ana@example.org>", "Ana Luz", "ana-luz"},
        {"'\"Ana Luz\" <ana@example.org>'", "Ana Luz", "ana-luz"},
        {"Ana Luz<mailto:ana@example.org>", "Ana Luz", "ana-luz"},
        {"ana@example.org (Ana Luz)", "Ana Luz", "ana-luz"},
        {"Ana Luz (ana@example.org)", "Ana Luz", "ana-luz"},
        {"Ana Luz, ana@example.org", "Ana Luz", "ana-luz"},
        {"ana@example.org", "ana", "ana"},
        {"{name: Ana Luz <ana@example.org>}", "Ana Luz", "ana-luz"},
        {"{name: x, display_name: 'Ana <a@x.org>'}", "x", "x"},
        {"Ana @ Work", "Ana @ Work", "ana-work"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[128];
        (void)snprintf(text, sizeof text, "---\nauthor: %s\n---\n",
                       cases[i].author);
        const struct file files[] = {{"posts/a.md", text}};
        struct snapshot *snapshot = SITE(files);
        const struct author *author =
            &entry_at(snapshot, "posts/a.md")->authors[0];
        assert_slice_is(author->person->name, cases[i].name);
        assert_slice_is(author->person->slug, cases[i].slug);
        assert_slice_is(author->written, cases[i].name);
        const struct value *shown =
            value_find(author->person->as_written, "display_name");
        if (shown != NULL)
            assert_slice_is(value_text(shown), "Ana");
        snapshot_unref(snapshot);
    }
}

static void no_author_is_no_author(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/1.md", "---\nauthor:\n---\n"},
        {"posts/2.md", "---\nauthor: ''\n---\n"},
        {"posts/3.md", "---\nauthors: []\n---\n"},
        {"posts/4.md", "---\nauthors: [null, '  ']\n---\n"},
        {"posts/5.md", "x"},
    };
    struct snapshot *snapshot = SITE(files);
    const struct list *posts =
        &snapshot_find_collection(snapshot, SLICE("posts"))->all;
    for (size_t i = 0; i < posts->count; i++)
        assert_int_equal(posts->items[i]->author_count, 0);
    assert_int_equal(
        snapshot_find_collection(snapshot, SLICE("authors"))->all.count, 0);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 0);
    snapshot_unref(snapshot);
}

static void an_author_that_is_none_is_a_warning(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/1.md", "---\nauthor: [[Ana]]\n---\n"},
        {"posts/2.md", "---\nauthor: true\n---\n"},
        {"posts/3.md", "---\nauthor: {avatar: x.png}\n---\n"},
        {"posts/4.md", "---\nauthor: team/nobody.json\n---\n"},
        {"posts/5.md", "---\nauthor: posts/1.md\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_FIELD_TYPE, "posts/1.md", "a list"),
        1);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_FIELD_TYPE,
                                    "posts/2.md", "a boolean"),
                     1);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_FIELD_TYPE, "posts/3.md", "name"),
        1);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_REFERENCE_MISSING,
                                    "posts/4.md", "team/nobody.json"),
                     1);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_REFERENCE_MISSING,
                                    "posts/5.md", "not describe a person"),
                     1);
    const struct author *missing = entry_at(snapshot, "posts/4.md")->authors;
    assert_null(missing->person);
    assert_slice_is(missing->path, "team/nobody.json");
    snapshot_unref(snapshot);
}

static void a_person_without_a_name_is_called_by_the_slug(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"authors/jo-ann.json", "{}"},
        {"authors/b.json", "{\"display_name\": \"B B\", \"title\": \"Dr\"}"},
        {"authors/c.md", "---\ntitle: Cee\n---\n"},
        {"authors/d.json", "{\"firstName\": \"Dee\", \"title\": \"Dr\"}"},
        {"authors/e.json", "{\"name\": \"Eee\", \"firstName\": \"Not\"}"},
        {"authors/list.yaml", "- 1\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_slice_is(entry_of(snapshot, "authors", "jo-ann")->name, "Jo ann");
    assert_slice_is(entry_of(snapshot, "authors", "b")->name, "B B");
    assert_slice_is(entry_of(snapshot, "authors", "c")->name, "Cee");
    assert_slice_is(entry_of(snapshot, "authors", "d")->name, "Dee");
    assert_slice_is(entry_of(snapshot, "authors", "e")->name, "Eee");
    assert_slice_is(entry_of(snapshot, "authors", "list")->name, "List");
    snapshot_unref(snapshot);
}

static void
tags_are_one_whatever_their_case_and_shown_as_first_written(void **s)
{
    (void)s;
    static const struct file files[] = {
        {"posts/1.md", "---\ntags: [Go, go, C, C++, 'C#']\n---\n"},
        {"posts/2.md", "---\ntags: GO\ncategory: Deep Sea\n---\n"},
        {"posts/3.md",
         "---\nkeywords: [Caf\xC3\xA9, caf\xC3\xA9, cafe]\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    char text[128];
    assert_string_equal(
        slugs_of(&entry_at(snapshot, "posts/1.md")->tags, text, sizeof text),
        "go c cplusplus csharp");
    assert_slice_is(entry_of(snapshot, "tags", "go")->name, "Go");
    assert_int_equal(entry_of(snapshot, "tags", "go")->posts.count, 2);
    assert_slice_is(entry_of(snapshot, "tags", "go")->href, "/tags/go");
    assert_slice_is(entry_of(snapshot, "categories", "deep-sea")->name,
                    "Deep Sea");
    assert_int_equal(entry_at(snapshot, "posts/3.md")->tags.count, 1);
    snapshot_unref(snapshot);
}

static void the_posts_of_a_term_are_in_the_order_of_all_posts(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ntags: x\ndate: 2024-01-01\n---\n"},
        {"posts/b.md", "---\ntags: x\ndate: 2024-03-01\n---\n"},
        {"posts/c.md", "---\ntags: x\ndate: 2024-02-01\n---\n"},
        {"posts/d.md", "---\ntags: x\nhidden: true\n---\n"},
        {"docs/e.md", "---\ntags: x\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    char text[64];
    assert_string_equal(
        slugs_of(&entry_of(snapshot, "tags", "x")->posts, text, sizeof text),
        "b c a");
    snapshot_unref(snapshot);
}

static void who_only_hidden_documents_know_is_in_no_list(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md",
         "---\nhidden: true\nauthor: Ghost\ntags: [boo, x]\n---\n"},
        {"posts/b.md", "---\ntags: x\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    char text[64];
    assert_string_equal(
        order_of(snapshot, "tags", ORDER_DEFAULT, text, sizeof text), "x");
    assert_string_equal(
        order_of(snapshot, "authors", ORDER_DEFAULT, text, sizeof text), "");
    assert_non_null(entry_of(snapshot, "authors", "ghost"));
    snapshot_unref(snapshot);
}

static void names_without_a_letter_have_slugs_too(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ntags: ['!', '?', '!']\nauthor: '!!'\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    const struct entry *post = entry_at(snapshot, "posts/a.md");
    assert_int_equal(post->tags.count, 2);
    assert_true(post->tags.items[0]->slug.size > 0);
    assert_false(
        slice_equal(post->tags.items[0]->slug, post->tags.items[1]->slug));
    assert_true(post->authors[0].person->slug.size > 0);
    snapshot_unref(snapshot);
}

static void a_reference_that_leads_nowhere_is_a_warning_with_its_line(void **s)
{
    (void)s;
    static const struct file files[] = {
        {"content/pages/a.md", "---\n"
                               "type: PageLayout\n"
                               "sections:\n"
                               "  - type: FeaturedPostsSection\n"
                               "    posts:\n"
                               "      - content/pages/b.md\n"
                               "      - content/pages/draft.md\n"
                               "      - content/pages/none.md\n"
                               "---\n"},
        {"content/pages/b.md", "---\ntype: PostLayout\n---\n"},
        {"content/pages/draft.md", "---\ntype: PostLayout\ndraft: true\n---\n"},
        {"content/data/config.json",
         "{\"type\":\"Config\",\"header\":\"content/data/header.json\"}"},
    };
    struct snapshot *snapshot = CONTENT_SITE(files);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_REFERENCE_MISSING,
                                    "content/pages/a.md", NULL),
                     2);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_REFERENCE_MISSING,
                                    "content/data/config.json", "header.json"),
                     1);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_REFERENCE_MISSING, NULL, NULL), 3);
    assert_int_equal(
        diagnostic_of(snapshot, DIAGNOSTIC_REFERENCE_MISSING, NULL, "none.md")
            ->line,
        8);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_author_is_found_by_path_slug_name_and_mapping),
        cmocka_unit_test(a_person_is_made_of_a_name_that_nobody_has),
        cmocka_unit_test(commas_part_people_where_they_must_be_several),
        cmocka_unit_test(an_address_is_no_part_of_a_name),
        cmocka_unit_test(no_author_is_no_author),
        cmocka_unit_test(an_author_that_is_none_is_a_warning),
        cmocka_unit_test(a_person_without_a_name_is_called_by_the_slug),
        cmocka_unit_test(
            tags_are_one_whatever_their_case_and_shown_as_first_written),
        cmocka_unit_test(the_posts_of_a_term_are_in_the_order_of_all_posts),
        cmocka_unit_test(who_only_hidden_documents_know_is_in_no_list),
        cmocka_unit_test(names_without_a_letter_have_slugs_too),
        cmocka_unit_test(
            a_reference_that_leads_nowhere_is_a_warning_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
