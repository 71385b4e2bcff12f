/* meta_test.c - what documents say of themselves under the keys of many
 * generators. */
#include "test.h"

#include "layout/meta.h"

static struct meta *parsed(const char *path, const char *front_matter)
{
    char text[1024];
    (void)snprintf(text, sizeof text, "---\n%s\n---\nText.\n", front_matter);
    struct source *source = source_parse(slice_of(path), slice_of(text), NULL);
    struct meta *meta = meta_read(source, NULL, NULL);
    source_unref(source);
    return meta;
}

/* How many warnings of that code say that. */
static size_t warnings_of(const struct meta *meta, enum diagnostic_code code,
                          const char *says)
{
    size_t count = 0;
    for (size_t i = 0; i < meta->diagnostics.count; i++) {
        const struct diagnostic *found = &meta->diagnostics.items[i];
        count +=
            found->code == code &&
            slice_find(found->message, 0, slice_of(says)) < found->message.size;
    }
    return count;
}

static void what_is_no_draft_has_to_say_so(void **state)
{
    (void)state;
    static const struct {
        const char *path, *front_matter;
        bool is_draft;
        size_t warnings;
    } cases[] = {
        {"posts/a.md", "title: A", false, 0},
        {"posts/a.md", "draft: true", true, 0},
        {"posts/a.md", "draft: 'Yes'", true, 0},
        {"posts/a.md", "draft: 1", true, 0},
        {"posts/a.md", "draft: false", false, 0},
        {"posts/a.md", "draft: 'no'", false, 0},
        {"posts/a.md", "draft: 0", false, 0},
        {"posts/a.md", "draft:", false, 0},
        {"posts/a.md", "draft: ''", false, 0},
        {"posts/a.md", "draft: maybe", true, 1},
        {"posts/a.md", "draft: [true]", true, 1},
        {"posts/a.md", "isDraft: y", true, 1},
        {"posts/a.md", "published: false", true, 0},
        {"posts/a.md", "published: 2024-01-01", false, 0},
        {"posts/a.md", "status: Draft", true, 0},
        {"posts/a.md", "status: done", false, 0},
        {"posts/drafts/a.md", "draft: false", true, 0},
        {"posts/Drafts/a.md", "title: A", true, 0},
        {"_drafts/a.md", "title: A", true, 0},
        {"posts/drafting/a.md", "title: A", false, 0},
        {"posts/a.draft.md", "title: A", true, 0},
        {"posts/1.plan.draft/a.md", "title: A", true, 0},
        {"posts/a.drafts.md", "title: A", false, 0},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct meta *meta = parsed(cases[i].path, cases[i].front_matter);
        if (meta->is_draft != cases[i].is_draft)
            fail_msg("%s: %s", cases[i].path, cases[i].front_matter);
        assert_int_equal(warnings_of(meta, DIAGNOSTIC_FIELD_TYPE, "draft"),
                         cases[i].warnings);
        meta_unref(meta);
    }
}

static void keys_like_draft_keep_back_with_a_warning(void **state)
{
    (void)state;
    static const struct {
        const char *front_matter;
        bool is_draft;
        size_t warnings;
    } cases[] = {
        {"Draft: true", true, 1},
        {"drfat: true", true, 1},
        {"drfat: yes", true, 1},
        {"\xE2\x80\x8B"
         "draft: true",
         true, 1},
        {"\xC2\xA0"
         "draft: true",
         true, 1},
        {"Draft: false", false, 0},
        {"drafty: 3", false, 0},
        {"drafted: by Ana", false, 0},
        {"Published: false", true, 1},
        {"publised: no", true, 1},
        {"publish: false", true, 0},
        {"publish: true", false, 0},
        {"private: true", true, 0},
        {"private: no", false, 0},
        {"visibility: Private", true, 0},
        {"status: [draft]", true, 0},
        {"status: pending", true, 0},
        {"status: auto-draft", true, 0},
        {"Status: draft", true, 1},
        {"state: draft", true, 0},
        {"state: archived", false, 0},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct meta *meta = parsed("posts/a.md", cases[i].front_matter);
        if (meta->is_draft != cases[i].is_draft)
            fail_msg("%s", cases[i].front_matter);
        assert_int_equal(warnings_of(meta, DIAGNOSTIC_KEY_OF_PUBLICATION, ""),
                         cases[i].warnings);
        meta_unref(meta);
    }
}

static void dates_of_publishing_are_read_under_any_common_key(void **state)
{
    (void)state;
    static const char *const keys[] = {
        "published",   "publishedAt",    "pubDatetime",   "publish_date",
        "pubdate",     "date_published", "datePublished", "createdAt",
        "PublishDate", "published_at",   "Date",          "publishedDate",
    };
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        char front_matter[64];
        (void)snprintf(front_matter, sizeof front_matter, "%s: 2099-01-02",
                       keys[i]);
        struct meta *meta = parsed("posts/a.md", front_matter);
        if (meta->date == NULL)
            fail_msg("%s is not read", keys[i]);
        assert_string_equal(meta->date->day, "2099-01-02");
        assert_int_equal(meta->diagnostics.count, 0);
        meta_unref(meta);
    }

    struct meta *meta = parsed("posts/a.md", "published: true\n"
                                             "created: 2020-01-01");
    assert_string_equal(meta->date->day, "2020-01-01");
    assert_null(meta->publish_at);
    meta_unref(meta);
}

static void the_strictest_limit_counts(void **state)
{
    (void)state;
    struct meta *meta =
        parsed("posts/a.md", "date: 2020-01-01\npublish_at: 2021-01-01\n"
                             "publishedAt: 2099-01-01\npublishDte: 2098-01-01\n"
                             "expiry-date: 2999-01-01\nexpires_at: 2001-01-01");
    assert_string_equal(meta->publish_at->day, "2099-01-01");
    assert_string_equal(meta->expires_at->day, "2001-01-01");
    assert_int_equal(
        warnings_of(meta, DIAGNOSTIC_KEY_OF_PUBLICATION, "publishDte"), 1);
    meta_unref(meta);
}

static void a_switch_is_no_date(void **state)
{
    (void)state;
    struct meta *meta = parsed("docs/a.md", "lastUpdated: false");
    assert_null(meta->updated);
    assert_int_equal(meta_faults(meta)->count, 0);
    meta_unref(meta);
    meta = parsed("docs/a.md", "lastUpdated: 2021-01-01");
    assert_string_equal(meta->updated->day, "2021-01-01");
    meta_unref(meta);
    meta = parsed("docs/a.md", "lastUpdated: soon");
    assert_int_equal(meta_faults(meta)->count, 1);
    meta_unref(meta);
}

static void dates_of_publishing_have_the_names_of_each_generator(void **state)
{
    (void)state;
    struct meta *meta =
        parsed("posts/a.md", "date: 2020-01-01\npublishDate: 2999-01-01\n"
                             "expiryDate: 2999-02-01\nupdatedDate: 2021-01-01");
    assert_string_equal(meta->date->day, "2020-01-01");
    assert_string_equal(meta->publish_at->day, "2999-01-01");
    assert_string_equal(meta->expires_at->day, "2999-02-01");
    assert_string_equal(meta->updated->day, "2021-01-01");
    meta_unref(meta);

    /* Alone it is the date, and one fault is told once. */
    meta = parsed("posts/a.md", "publishDate: 2020-01-01");
    assert_string_equal(meta->date->day, "2020-01-01");
    assert_null(meta->publish_at);
    meta_unref(meta);
    meta = parsed("posts/a.md", "publishDate: soon");
    assert_null(meta->date);
    assert_int_equal(warnings_of(meta, DIAGNOSTIC_DATE_UNREADABLE, "soon"), 1);
    meta_unref(meta);
    meta = parsed("posts/a.md", "date: [2020]");
    assert_int_equal(warnings_of(meta, DIAGNOSTIC_DATE_UNREADABLE,
                                 "date: a list is not a date"),
                     1);
    meta_unref(meta);
}

static void a_date_that_cannot_be_read_leaves_that_of_the_path(void **state)
{
    (void)state;
    struct meta *meta = parsed("posts/2015-12-17-d.md", "date: TBD");
    assert_string_equal(meta->date->day, "2015-12-17");
    assert_int_equal(warnings_of(meta, DIAGNOSTIC_DATE_UNREADABLE, "TBD"), 1);
    meta_unref(meta);
    meta = parsed("posts/2015-12-16-d.md", "date: 2015-12-17 9:00 PM EST");
    assert_string_equal(meta->date->text, "2015-12-17T21:00:00-05:00");
    assert_int_equal(meta->diagnostics.count, 0);
    meta_unref(meta);
}

static void a_path_may_hold_the_date(void **state)
{
    (void)state;
    static const struct {
        const char *path, *day, *name;
    } cases[] = {
        {"posts/2014-03-12-x.md", "2014-03-12", "x"},
        {"posts/2014-03-12.md", "2014-03-12", "2014-03-12"},
        {"posts/2014-03-12-x/index.md", "2014-03-12", "index"},
        {"posts/2014-3-2-x/deep/y.md", "2014-03-02", "y"},
        {"posts/2014/03/12/x.md", "2014-03-12", "x"},
        {"2014/03/12/more/x.md", "2014-03-12", "x"},
        {"posts/2014/03/x.md", NULL, "x"},
        {"posts/2014/13/12/x.md", NULL, "x"},
        {"posts/12/03/2014/x.md", NULL, "x"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct meta *meta = parsed(cases[i].path, "a: 1");
        if (cases[i].day == NULL)
            assert_null(meta->date);
        else
            assert_string_equal(meta->date->day, cases[i].day);
        assert_slice_is(meta->name, cases[i].name);
        meta_unref(meta);
    }
    struct meta *meta = parsed("posts/2014-03-12-my-trip/index.md", "a: 1");
    assert_slice_is(meta->title, "My trip");
    meta_unref(meta);
}

static void names_are_texts_whatever_they_look_like(void **state)
{
    (void)state;
    struct meta *meta =
        parsed("posts/a.md", "title: 3.5\ntags: [a, 2024, 3.11, true, b c]\n"
                             "category: {name: News}");
    static const char *const tags[] = {"a", "2024", "3.11", "true", "b c"};
    assert_int_equal(meta->tags.count, ARRAY_COUNT(tags));
    for (size_t i = 0; i < ARRAY_COUNT(tags); i++)
        assert_slice_is(meta->tags.items[i], tags[i]);
    assert_slice_is(meta->categories.items[0], "News");
    assert_slice_is(meta->title, "3.5");
    assert_int_equal(meta->diagnostics.count, 0);
    meta_unref(meta);

    meta = parsed("posts/a.md", "tags: true");
    assert_int_equal(meta->tags.count, 0);
    assert_int_equal(warnings_of(meta, DIAGNOSTIC_FIELD_TYPE, "tags"), 1);
    meta_unref(meta);
}

static void keys_that_the_api_has_of_its_own_are_told(void **state)
{
    (void)state;
    struct meta *meta = parsed("posts/a.md", "markdown: x\nrelated: [b]\n"
                                             "sections: []\nurl: /a");
    assert_int_equal(warnings_of(meta, DIAGNOSTIC_FIELD_COMPUTED, "'markdown'"),
                     1);
    assert_int_equal(warnings_of(meta, DIAGNOSTIC_FIELD_COMPUTED, "'related'"),
                     1);
    assert_int_equal(meta->diagnostics.count, 2);
    meta_unref(meta);
}

static void names_keep_their_spelling_and_fields_their_numbers(void **state)
{
    (void)state;
    struct meta *meta = parsed("posts/a.md", "title: 1.10\nslug: 007\n"
                                             "tags: [3.10, 3.1, 1e3, True]\n"
                                             "category: 0x1F");
    assert_slice_is(meta->title, "1.10");
    assert_slice_is(meta->slug, "007");
    assert_int_equal(meta->tags.count, 4);
    assert_slice_is(meta->tags.items[0], "3.10");
    assert_slice_is(meta->tags.items[1], "3.1");
    assert_slice_is(meta->tags.items[2], "1e3");
    assert_slice_is(meta->tags.items[3], "True");
    assert_slice_is(meta->tag_slugs.items[0], "3-10");
    assert_slice_is(meta->categories.items[0], "0x1F");
    const struct value *slug = value_find(&meta->front_matter, "slug");
    assert_int_equal(slug->kind, VALUE_INTEGER);
    assert_int_equal(slug->as.integer, 7);
    assert_int_equal(meta->diagnostics.count, 0);
    meta_unref(meta);
    meta = parsed("posts/a.md", "title: TRUE\nslug: +5");
    assert_slice_is(meta->title, "TRUE");
    assert_slice_is(meta->slug, "+5");
    meta_unref(meta);
}

static void a_date_whose_day_may_be_the_month_is_a_warning(void **state)
{
    (void)state;
    static const struct {
        const char *date, *day;
        size_t warnings;
    } cases[] = {
        {"01/13/2025", "2025-01-13", 0},       {"01/02/2025", "2025-01-02", 1},
        {"1/2/2025 9:00 PM", "2025-01-02", 1}, {"2/2/2025", "2025-02-02", 0},
        {"2025/01/02", "2025-01-02", 0},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char text[64];
        (void)snprintf(text, sizeof text, "date: %s", cases[i].date);
        struct meta *meta = parsed("posts/a.md", text);
        assert_string_equal(meta->date->day, cases[i].day);
        assert_int_equal(
            warnings_of(meta, DIAGNOSTIC_DATE_AMBIGUOUS, cases[i].date),
            cases[i].warnings);
        meta_unref(meta);
    }
}

/* The names, with a bar between two. */
static const char *joined(const struct names *names, char *text, size_t size)
{
    size_t end = 0;
    text[0] = '\0';
    for (size_t i = 0; i < names->count; i++)
        end += (size_t)snprintf(text + end, size - end, "%s%.*s",
                                i > 0 ? "|" : "", SLICE_FMT(names->items[i]));
    return text;
}

static void names_are_found_in_mappings_and_lists_within_lists(void **state)
{
    (void)state;
    static const struct {
        const char *front_matter, *tags;
        size_t warnings;
    } cases[] = {
        {"tags: [{tag: soup}, {tag: bread}]", "soup|bread", 0},
        {"tags: [[a, b], c]", "a|b|c", 0},
        {"tags: [{tag: content/tags/soup.mdx}, x]", "soup|x", 0},
        {"tags: [content/tags/pea soup.md]", "content/tags/pea soup.md", 0},
        {"tags: [{name: '', title: Soup, x: 1}]", "Soup", 0},
        {"tags: {tag: soup}", "soup", 0},
        {"taxonomies: {tags: [soup, bread]}", "soup|bread", 0},
        {"tags: []\ntaxonomies: {tags: [soup]}", "", 0},
        {"tags: [{a: 1, b: 2}, c]", "c", 1},
        {"tags: [{}, c]", "c", 1},
        {"tags: [{list: [d, {e: f}]}]", "d|f", 0},
        {"tags: |\n  a b\n  c, d", "a b|c|d", 0},
        {"tags: [null, true]", "true", 0},
        {"tags: true", "", 1},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char text[128];
        struct meta *meta = parsed("posts/a.md", cases[i].front_matter);
        assert_string_equal(joined(&meta->tags, text, sizeof text),
                            cases[i].tags);
        assert_int_equal(warnings_of(meta, DIAGNOSTIC_FIELD_TYPE, "tags"),
                         cases[i].warnings);
        meta_unref(meta);
    }
}

static void the_first_filled_key_is_the_excerpt(void **state)
{
    (void)state;
    struct meta *meta =
        parsed("posts/a.md", "excerpt: ''\ndescription: Filled");
    assert_slice_is(meta->excerpt, "Filled");
    meta_unref(meta);
}

static struct slice title_of(const char *path, const char *body,
                             struct meta **ret_meta)
{
    struct source *source = source_parse(slice_of(path), slice_of(body), NULL);
    *ret_meta = meta_read(source, NULL, NULL);
    source_unref(source);
    return (*ret_meta)->title;
}

static void only_some_headings_are_titles(void **state)
{
    (void)state;
    static const struct {
        const char *path, *body, *title;
    } cases[] = {
        {"a-note.md", "# One\n\ntext", "One"},
        {"a-note.md", "text\n\n# One", "One"},
        {"a-note.md", "## Two\n\ntext", "Two"},
        {"a-note.md", "## Two\n\n# One", "Two"},
        {"a-note.md", "text\n\n## Two", "A note"},
        {"a-note.md", "text\n\n## Two\n\n# One", "One"},
        {"Note-taking by hand.md", "text\n\n## No", "Note-taking by hand"},
        {"2024-05-01.md", "text", "2024-05-01"},
        {"Plan 2024/index.md", "text", "Plan 2024"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct meta *meta;
        assert_slice_is(title_of(cases[i].path, cases[i].body, &meta),
                        cases[i].title);
        meta_unref(meta);
    }
}

static void what_is_wrong_with_a_slug_is_said(void **state)
{
    (void)state;
    struct meta *meta = parsed("posts/a.md", "slug: ./x");
    assert_slice_is(meta->slug, "x");
    assert_int_equal(meta->diagnostics.count, 0);
    meta_unref(meta);
    meta = parsed("posts/a.md", "slug: ../x");
    assert_null(meta->slug.data);
    assert_int_equal(warnings_of(meta, DIAGNOSTIC_FIELD_TYPE, "'..'"), 1);
    assert_int_equal(warnings_of(meta, DIAGNOSTIC_FIELD_TYPE, "long"), 0);
    meta_unref(meta);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_draft_has_to_say_so),
        cmocka_unit_test(keys_like_draft_keep_back_with_a_warning),
        cmocka_unit_test(dates_of_publishing_are_read_under_any_common_key),
        cmocka_unit_test(the_strictest_limit_counts),
        cmocka_unit_test(a_switch_is_no_date),
        cmocka_unit_test(dates_of_publishing_have_the_names_of_each_generator),
        cmocka_unit_test(a_date_that_cannot_be_read_leaves_that_of_the_path),
        cmocka_unit_test(a_path_may_hold_the_date),
        cmocka_unit_test(names_are_texts_whatever_they_look_like),
        cmocka_unit_test(keys_that_the_api_has_of_its_own_are_told),
        cmocka_unit_test(names_keep_their_spelling_and_fields_their_numbers),
        cmocka_unit_test(a_date_whose_day_may_be_the_month_is_a_warning),
        cmocka_unit_test(names_are_found_in_mappings_and_lists_within_lists),
        cmocka_unit_test(the_first_filled_key_is_the_excerpt),
        cmocka_unit_test(only_some_headings_are_titles),
        cmocka_unit_test(what_is_wrong_with_a_slug_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
