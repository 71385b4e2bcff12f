/* bind_test.c - names and texts of a query meet the content. */
#include "test.h"

#include "asking.h"

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: A\ndate: 2024-01-01\nopacity: 0.5\n"
                   "featured: true\nauthor: Ana\nseo: {title: t}\n"
                   "released: 2024-01-02\nmixed: 5\n---\n"},
    {"posts/b.md", "---\ntitle: B\nmixed: many\nvoid:\n"
                   "matrix: [[1, 2], [3, 4]]\n---\n"},
    {"posts/d.md", "---\ntitle: D\nsponsor: x\ndraft: true\n---\n"},
    {"pages/p.md", "---\ntitle: P\nheadline: h\nnext.js: true\n"
                   "blocks: [{people: [data/y.json], deep: {x: 1}}]\n---\n"},
    {"data/y.json", "{\"type\": \"Person\", \"team\": \"red\", "
                    "\"related\": {\"x\": 1}}"},
    {"data/x.json", "{\"name\": \"n\", \"date\": \"2024-01-01\"}"},
};

static struct snapshot *snapshot;
static struct arena arena;
static struct query query;

static int build(void **state)
{
    (void)state;
    snapshot = SITE(files);
    return 0;
}

static int release(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    arena_release(&arena);
    return 0;
}

/* One error of that code; `suggestion` may be NULL. */
static void check_error(const char *text, const char *code,
                        const char *suggestion)
{
    assert_false(ask(snapshot, "posts", text, &arena, &query));
    assert_int_equal(query.error_count, 1);
    assert_string_equal(query.errors[0].code, code);
    assert_true(query.errors[0].detail.size > 0);
    if (suggestion == NULL)
        assert_null(query.errors[0].suggestion.data);
    else
        assert_slice_is(query.errors[0].suggestion, suggestion);
}

static void check_detail(const char *text, const char *code, const char *detail)
{
    check_error(text, code, NULL);
    assert_slice_is(query.errors[0].detail, detail);
}

static void check_warning(const char *text, const char *parameter)
{
    assert_true(ask(snapshot, "posts", text, &arena, &query));
    assert_int_equal(query.warning_count, 1);
    assert_slice_is(query.warnings[0].parameter, parameter);
    assert_string_equal(query.warnings[0].code, "unknown-field");
}

static void
a_mistyped_field_is_an_error_that_suggests_the_right_one(void **state)
{
    (void)state;
    check_error("titel=x", "unknown-field", "title");
    check_error("titel:contains=x", "unknown-field", "title:contains");
    assert_slice_is(query.errors[0].parameter, "titel:contains");
    assert_slice_is(query.errors[0].detail, "No field 'titel' in posts.");
    check_error("auhtor.name=x", "unknown-field", "author.name");
    check_error("seo.titel:in=a,b", "unknown-field", "seo.title:in");
    check_error("or=(titel:ne=x,title=y)", "unknown-field", "title:ne");
    assert_slice_is(query.errors[0].parameter, "or");
    check_error("titel=x&titel=y", "unknown-field", "title");
}

static void a_mistyped_parameter_is_an_error_too(void **state)
{
    (void)state;
    check_error("limt=5", "unknown-parameter", "limit");
    check_error("curser=5", "unknown-parameter", "cursor");
    check_error("titlr=5", "unknown-field", "title");
}

static void a_field_that_no_document_has_is_a_warning(void **state)
{
    (void)state;
    check_warning("sponsor=x", "sponsor");
    check_warning("not=(sponsor:gt=x)", "not");
    check_warning("sort=sponsor", "sort");
    check_warning("facets=sponsor", "facets");
    assert_int_equal(query.facet_count, 1);
    check_warning("fields=slug,sponsor", "fields");
    check_warning("headline=h", "headline");
    assert_true(ask(snapshot, NULL, "headline=h", &arena, &query));
    assert_int_equal(query.warning_count, 0);
}

static void a_value_of_the_wrong_type_is_an_error(void **state)
{
    (void)state;
    check_detail("date:gte=nonsense", "invalid-value",
                 "'nonsense' is not a date. An example for 'date' is "
                 "2024-05-01, 2024-05 or now-30d.");
    check_detail("opacity=abc", "invalid-value",
                 "'abc' is not a number. An example for 'opacity' is 12.");
    check_detail("featured=yes", "invalid-value",
                 "'yes' is not a boolean. An example for 'featured' is "
                 "true.");
    check_detail("released=soon", "invalid-value",
                 "'soon' is not a date. An example for 'released' is "
                 "2024-05-01, 2024-05 or now-30d.");
    check_error("opacity:in=1,abc", "invalid-value", NULL);
    check_error("featured=1", "invalid-value", NULL);
    check_error("title:exists=maybe", "invalid-value", NULL);
    check_error("author=", "invalid-value", NULL);
    assert_true(ask(snapshot, "posts", "mixed=abc&mixed=5", &arena, &query));
    assert_true(ask(snapshot, "posts", "void=abc", &arena, &query));
}

static void an_operator_must_fit_the_field(void **state)
{
    (void)state;
    check_detail("opacity:contains=5", "invalid-operator",
                 "'opacity' holds numbers, which do not support 'contains'. "
                 "Compare with a value, or use a range.");
    check_error("date:contains=2024", "invalid-operator", NULL);
    check_error("featured:gt=true", "invalid-operator", NULL);
    check_error("seo=x", "invalid-operator", NULL);
    check_error("text=x", "invalid-operator", NULL);
    check_error("html:contains=x", "unusable-field", NULL);
    check_error("toc:exists=true", "unusable-field", NULL);
    check_error("front_matter=x", "unusable-field", NULL);
    assert_true(ask(snapshot, "posts", "seo:exists=true&text:contains=x",
                    &arena, &query));
}

static void members_beside_a_document_are_not_its_fields(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "related.slug=p1",         "previous=p1",
        "backlinks:exists=true",   "front_matter.title=x",
        "not=(next.title=x)",      "toc.text:contains=x",
        "author.posts.title=x",    "facets=related.tags",
        "facets=front_matter.seo",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        check_error(texts[i], "unusable-field", NULL);
    check_detail("related.slug=p1", "unusable-field",
                 "'related.slug' can be shown but not used in a filter.");
    check_detail("sort=-previous.date", "unknown-sort-field",
                 "'previous.date' has no values to sort by.");
    check_warning("posts=x", "posts"); /* which no post has */

    /* Where a document has the key, it is a field as any other. */
    assert_true(ask(snapshot, "data", "related.x=1&related:exists=true", &arena,
                    &query));
    assert_int_equal(query.warning_count, 0);
    assert_true(ask(snapshot, "pages", "next.js=true", &arena, &query));
    assert_int_equal(query.warning_count, 0);
}

static void only_few_conditions_may_search_bodies(void **state)
{
    (void)state;
    assert_true(ask(snapshot, "posts",
                    "text:contains=a&text:contains=b&markdown:contains=a&"
                    "markdown:endsWith=b",
                    &arena, &query));
    check_error("or=(text:contains=a,text:contains=b,text:contains=c,"
                "text:contains=d,text:contains=e)",
                "too-many-conditions", NULL);
    assert_int_equal(query.errors[0].maximum, CONDITION_MAX_LONG);
}

static void all_errors_are_reported_at_once(void **state)
{
    (void)state;
    assert_false(ask(snapshot, "posts",
                     "titel=x&opacity=abc&sort=datee&facets=titel,seo&page=0&"
                     "fields=titel,slug,nothing",
                     &arena, &query));
    assert_int_equal(query.error_count, 7);
    assert_int_equal(query.warning_count, 1);
}

static void sorting_takes_any_field_with_values(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum sort_field field;
    } rows[] = {
        {"sort=date", SORT_DATE},      {"sort=-title", SORT_TITLE},
        {"sort=name", SORT_TITLE},     {"sort=post_count", SORT_POST_COUNT},
        {"sort=opacity", SORT_FIELD},  {"sort=author.name", SORT_FIELD},
        {"sort=-updated", SORT_FIELD}, {"sort=seo.title", SORT_FIELD},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(ask(snapshot, "posts", rows[i].name, &arena, &query));
        assert_int_equal(query.sort[0].field, rows[i].field);
    }
    check_error("sort=-datee", "unknown-sort-field", "sort=-date");
    check_error("sort=seo", "unknown-sort-field", NULL);
    check_error("sort=text", "unknown-sort-field", NULL);
    check_error("sort=rev", "unknown-sort-field", NULL);
    assert_true(ask(snapshot, "data", "sort=name,date", &arena, &query));
    assert_int_equal(query.sort[0].field, SORT_FIELD);
    assert_int_equal(query.sort[1].field, SORT_FIELD);
}

/* The last error of that query is of a parameter of other systems. */
static void check_translation(const char *text, const char *suggestion)
{
    assert_false(ask(snapshot, "posts", text, &arena, &query));
    const struct parameter_error *error = &query.errors[query.error_count - 1];
    assert_string_equal(error->code, "unknown-parameter");
    if (!slice_is(error->suggestion, suggestion))
        fail_msg("%s: %.*s, not %s", text, SLICE_FMT(error->suggestion),
                 suggestion);
}

static void parameters_of_other_systems_are_translated(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"per_page=10", "limit=10"},
        {"pageSize=10", "limit=10"},
        {"_limit=5", "limit=5"},
        {"$top=5", "limit=5"},
        {"_page=2", "page=2"},
        {"offset=40", "page=3"},
        {"skip=5&limit=5", "page=2"},
        {"per_page=10&offset=20", "page=3"},
        {"start=0", "page=1"},
        {"offset=x", "page"},
        {"order=title", "sort=title"},
        {"orderBy=title desc", "sort=-title"},
        {"order_by=-date,title", "sort=-date,title"},
        {"sortBy=date:desc,title:asc", "sort=-date,title"},
        {"ordering=date.desc", "sort=-date"},
        {"orderBy=seo.title", "sort=seo.title"},
        {"_sort=title", "sort=title"},
        {"sort=title&order=desc", "sort=-title"},
        {"_sort=title&_order=DESC", "sort=-title"},
        {"order=asc", "sort=date"},
        {"search=a %26 b", "q=a %26 b"},
        {"query=milk", "q=milk"},
        {"populate=*", "include=*"},
        {"populate=author,tags", "include=author,tags"},
        {"populate[]=author&populate[]=tags", "include=author,tags"},
        {"expand=author", "include=author"},
        {"embed=true", "include=*"},
        {"select=title -html", "fields=title,-html"},
        {"search=", "q"},
        {"limit=3&Limit=4", "limit=4"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        check_translation(cases[i][0], cases[i][1]);
}

static void what_defeats_caches_is_ignored_with_a_warning(void **state)
{
    (void)state;
    static const char *const names[] = {"v", "t", "ts", "cb", "nocache", "_t"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        char text[32];
        (void)snprintf(text, sizeof text, "%s=1718000000", names[i]);
        assert_true(ask(snapshot, "posts", text, &arena, &query));
        assert_null(query.where);
        assert_int_equal(query.warning_count, 1);
        assert_string_equal(query.warnings[0].code, "ignored-parameter");
    }
}

static void a_field_comes_before_a_parameter_of_other_systems(void **state)
{
    (void)state;
    static const struct file site[] = {
        {"posts/a.md", "---\norder: 1\nv: 2\nquery: x\nskip: true\n---\n"},
    };
    struct snapshot *own = SITE(site);
    assert_true(
        ask(own, "posts", "order=1&v=2&query=x&skip=true", &arena, &query));
    assert_int_equal(query.where->part_count, 4);
    assert_int_equal(query.warning_count, 0);
    assert_true(ask(snapshot, "posts", "order:eq=1&v:gt=2", &arena, &query));
    assert_int_equal(query.where->part_count, 2);
    snapshot_unref(own);
}

/* People and terms have a name where documents have a title. */
static void fields_of_other_collections_are_unknown_here(void **state)
{
    (void)state;
    check_warning("name=x", "name");
    check_warning("post_count=1", "post_count");
    check_warning("sort=post_count", "sort");
    check_error("nmae=x&tite=x", "unknown-field", "title");
    assert_true(ask(snapshot, "authors", "title=x&sort=-date", &arena, &query));
    assert_int_equal(query.warning_count, 2);
    assert_true(
        ask(snapshot, "authors", "name=x&post_count=1", &arena, &query));
    assert_int_equal(query.warning_count, 0);
}

static void every_list_is_sorted_by_title_or_name(void **state)
{
    (void)state;
    static const char *const lists[] = {"posts", "authors", "tags", NULL};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        assert_true(ask(snapshot, lists[i], "sort=title", &arena, &query));
        assert_int_equal(query.warning_count, 0);
        assert_int_equal(query.sort[0].field, SORT_TITLE);
        assert_true(
            ask(snapshot, lists[i], "sort=-slug,-name", &arena, &query));
        assert_int_equal(query.warning_count, 0);
    }
}

static void facets_take_any_field_with_values(void **state)
{
    (void)state;
    assert_true(ask(snapshot, "posts", "facets=tags,author.name,mixed", &arena,
                    &query));
    assert_int_equal(query.facet_count, 3);
    assert_int_equal(query.facet_paths[1].count, 2);
    check_error("facets=tgas", "unknown-field", "tags");
    check_error("facets=seo", "unusable-field", NULL);
    check_error("facets=html", "unusable-field", NULL);
    check_error("facets=markdown", "unusable-field", NULL);
}

static void shown_fields_are_checked_as_deep_as_they_are_named(void **state)
{
    (void)state;
    check_error("fields=slug,titel", "unknown-field", "title");
    assert_slice_is(query.errors[0].parameter, "fields");
    assert_slice_is(query.errors[0].detail, "No document has a field 'titel'.");
    check_error("fields=author.nmae", "unknown-field", "author.name");
    check_error("fields=-titel", "unknown-field", "title");
    assert_true(ask(snapshot, "posts",
                    "fields=author.name,seo.title,html,toc.text,front_matter.x,"
                    "previous.title,related.slug,markdown,opacity",
                    &arena, &query));
    assert_int_equal(query.warning_count, 0);
}

static void check_fields(const char *collection, const char *text,
                         const char *wanted)
{
    assert_true(ask(snapshot, collection, text, &arena, &query));
    if (wanted == NULL && query.warning_count > 0)
        fail_msg("%s: %.*s", text, SLICE_FMT(query.warnings[0].detail));
    if (wanted == NULL)
        return;
    assert_int_equal(query.warning_count, 1);
    assert_slice_is(query.warnings[0].parameter, "fields");
    assert_slice_is(query.warnings[0].detail, wanted);
}

static void names_below_a_relation_are_fields_of_its_target(void **state)
{
    (void)state;
    check_error("fields=related.titel", "unknown-field", "related.title");
    assert_slice_is(query.errors[0].detail,
                    "No document has a field 'related.titel'.");
    check_error("fields=slug,next.author.nmae", "unknown-field",
                "next.author.name");
    check_error("fields=previous.opacty", "unknown-field", "previous.opacity");
    check_error("fields=author.posts.titel", "unknown-field",
                "author.posts.title");
    check_error("fields=related.0.next.titel", "unknown-field",
                "related.0.next.title");
    check_fields("posts", "fields=next.headline",
                 "No document has a field 'next.headline'.");
    check_fields("posts", "fields=backlinks.sponsor",
                 "No document has a field 'backlinks.sponsor'.");
    check_fields("posts", "fields=posts.title",
                 "No document has a field 'posts.title'.");
    check_fields("posts", "fields=related.headline,backlinks.opacity", NULL);
    check_fields("posts",
                 "fields=author.posts.related.toc.text,tags.posts.0.slug",
                 NULL);
    check_fields("tags", "fields=posts.opacity,next.posts.author.name", NULL);
    check_fields("pages", "fields=next.js,next.title", NULL);
    check_fields("pages", "fields=next.css",
                 "No document has a field 'next.css'.");
    check_fields(NULL, "fields=related.title", NULL);
}

static void sections_show_the_fields_of_other_documents(void **state)
{
    (void)state;
    check_fields("pages", "fields=blocks.people.team",
                 "No document has a field 'blocks.people.team'.");
    check_fields("pages", "fields=blocks.people.team&include=sections", NULL);
    check_fields("pages",
                 "fields=blocks.people.0.author.name,blocks.posts.title,"
                 "items.opacity,items&include=sections",
                 NULL);
    check_fields("posts", "fields=next.items.title&include=next.sections",
                 NULL);
    check_fields("pages", "fields=blocks.people.zork&include=sections",
                 "No document has a field 'blocks.people.zork'.");
    check_fields("pages", "fields=zork.title&include=sections",
                 "No document has a field 'zork.title'.");
    check_fields("posts", "fields=next.items.title&include=sections",
                 "No document has a field 'next.items.title'.");
    check_fields("pages", "fields=blocks.deep.y&include=sections",
                 "No document has a field 'blocks.deep.y'.");
    assert_false(ask(snapshot, "pages", "fields=blokcs.people&include=sections",
                     &arena, &query));
    assert_slice_is(query.errors[0].suggestion, "blocks.people");
}

static void numbers_are_names_of_elements(void **state)
{
    (void)state;
    assert_result(snapshot, "posts", "matrix.1.0=3", "b");
    assert_result(snapshot, "posts", "matrix.1.0=4", "");
    assert_result(snapshot, "posts", "matrix.1=4", "b");
    assert_result(snapshot, "posts", "sort=-matrix.0.1", "b a");
    check_fields("posts", "fields=matrix.1.0&facets=matrix.0.0", NULL);
    check_fields("posts", "fields=matrix.1.0.2",
                 "No document has a field 'matrix.1.0.2'.");
    check_error("matrix.1.0=x", "invalid-value", NULL);
}

static void rendered_members_have_members_of_their_own(void **state)
{
    (void)state;
    check_fields("posts",
                 "fields=toc.text,toc.children.children.id,toc.0.level", NULL);
    check_fields("posts", "fields=front_matter.anything.at.all", NULL);
    check_error("fields=toc.txet", "unknown-field", "toc.text");
    check_fields("posts", "fields=toc.zork",
                 "No document has a field 'toc.zork'.");
    check_fields("posts", "fields=html.title",
                 "No document has a field 'html.title'.");
    check_fields("posts", "fields=slug,related.text.x",
                 "No document has a field 'related.text.x'.");
    check_fields("posts", "fields=-markdown.x",
                 "No document has a field 'markdown.x'.");
}

static void check_include(const char *collection, const char *text,
                          const char *detail)
{
    assert_false(ask(snapshot, collection, text, &arena, &query));
    assert_int_equal(query.error_count, 1);
    assert_slice_is(query.errors[0].parameter, "include");
    assert_string_equal(query.errors[0].code, "unknown-include");
    assert_slice_is(query.errors[0].detail, detail);
}

static void an_include_that_nothing_in_the_list_has_is_an_error(void **state)
{
    (void)state;
    check_include(
        "posts", "include=html,posts",
        "'posts' cannot be included in posts. Available: html, toc, markdown, "
        "text, mdast, mdast.position, front_matter, sections, chunks, images, "
        "front_matter_html, "
        "author, authors, tags, "
        "categories, previous, next, related, backlinks, or *.");
    check_include("tags", "include=html",
                  "'html' cannot be included in tags. Available: post_count, "
                  "previous, next, posts.");
    check_include("tags", "include=next.backlinks",
                  "'next.backlinks' cannot be included in tags. Available: "
                  "post_count, previous, "
                  "next, posts.");
    check_include(
        "authors", "include=posts.posts",
        "'posts.posts' cannot be included in posts. Available: html, toc, "
        "markdown, text, mdast, mdast.position, front_matter, sections, "
        "chunks, images, front_matter_html, author, authors, "
        "tags, categories, previous, next, related, backlinks, or "
        "*.");
    check_include(
        "data", "include=toc",
        "'toc' cannot be included in data. Available: front_matter, sections, "
        "images, front_matter_html, previous, next, backlinks.");
    assert_true(ask(snapshot, "tags", "include=posts.html,next.posts.author",
                    &arena, &query));
    assert_true(
        ask(snapshot, "pages", "include=html,related.toc", &arena, &query));
    assert_true(
        ask(snapshot, NULL, "include=html,front_matter", &arena, &query));
}

static void a_star_means_the_relations_that_exist(void **state)
{
    (void)state;
    assert_true(ask(snapshot, "tags", "include=*,posts", &arena, &query));
    assert_null(query.include.of[RELATION_TAGS]);
    assert_non_null(query.include.of[RELATION_POSTS]);
    assert_true(ask(snapshot, "posts", "include=tags.*", &arena, &query));
    assert_null(query.include.of[RELATION_TAGS]->of[RELATION_AUTHOR]);
}

static void check_unshown(const char *text, const char *detail)
{
    assert_true(ask(snapshot, "posts", text, &arena, &query));
    if (detail == NULL) {
        assert_int_equal(query.warning_count, 0);
        return;
    }
    assert_int_equal(query.warning_count, 1);
    assert_slice_is(query.warnings[0].parameter, "include");
    assert_string_equal(query.warnings[0].code, "include-not-shown");
    assert_slice_is(query.warnings[0].detail, detail);
}

static void an_include_that_fields_does_not_name_is_a_warning(void **state)
{
    (void)state;
    check_unshown("fields=slug&include=related",
                  "'related' is not shown because fields does not name it.");
    check_unshown("fields=slug&include=html,sections",
                  "'html' is not shown because fields does not name it.");
    check_unshown(
        "fields=author.name&include=author.posts",
        "'author.posts' is not shown because fields does not name it.");
    check_unshown("fields=-related&include=related.author,next",
                  "'related' is not shown because fields leaves it out.");
    check_unshown(
        "fields=-related.author&include=related.author",
        "'related.author' is not shown because fields leaves it out.");
    check_unshown("fields=slug,related&include=related.author", NULL);
    check_unshown("fields=related.author&include=related.author.posts", NULL);
    check_unshown("fields=-slug&include=html", NULL);
    check_unshown("fields=html", NULL);
}

static void lenient_drops_what_is_wrong_and_warns(void **state)
{
    (void)state;
    assert_true(ask(snapshot, "posts",
                    "lenient=true&titel=x&featured=true&opacity=abc&sort=datee,"
                    "title&facets=tgas,tags&or=(titel=x)&fields=titel",
                    &arena, &query));
    assert_int_equal(query.error_count, 0);
    assert_int_equal(query.warning_count, 6);
    assert_int_equal(query.where->part_count, 1);
    assert_int_equal(query.sort_count, 1);
    assert_int_equal(query.facet_count, 1);
    assert_true(ask(snapshot, "posts", "lenient&titel=x", &arena, &query));
    assert_null(query.where);
}

static void an_answer_with_now_in_it_ends_with_the_minute(void **state)
{
    (void)state;
    assert_true(ask(snapshot, "posts", "date:gte=now-30d", &arena, &query));
    assert_true(query.valid_until_ms > NOW_MS);
    assert_true(query.valid_until_ms <= NOW_MS + 60000);
    assert_true(ask(snapshot, "posts", "date:gte=2024", &arena, &query));
    assert_true(query.valid_until_ms == INT64_MAX);
    assert_true(ask(snapshot, "posts", "title=now", &arena, &query));
    assert_true(query.valid_until_ms == INT64_MAX);
}

static void a_policy_may_allow_smaller_pages(void **state)
{
    (void)state;
    const long before = snapshot->policy.max_page_size;
    snapshot->policy.max_page_size = 50;
    assert_true(ask(snapshot, "posts", "limit=50", &arena, &query));
    for (int i = 0; i < 2; i++) {
        check_detail(i == 0 ? "limit=51" : "limit=5000", "limit-too-large",
                     "At most 50.");
        assert_int_equal(query.errors[0].maximum, 50);
    }
    check_detail("limit=abc", "invalid-number",
                 "Must be a whole number from 0 to 50, or all.");
    check_detail("count=-1", "invalid-number",
                 "Must be a whole number from 0 to 50, or all.");
    assert_true(ask(snapshot, "posts", "limit=51&lenient", &arena, &query));
    assert_int_equal(query.limit, 20);
    assert_int_equal(query.warning_count, 1);
    assert_true(ask(snapshot, "posts", "limit=all", &arena, &query));
    assert_int_equal(query.limit, 10000);
    snapshot->policy.max_page_size = before;
}

static void the_same_error_is_reported_once(void **state)
{
    (void)state;
    check_error("titel:ne=1&titel:ne=2", "unknown-field", "title:ne");
    check_error("sort=datee,datee", "unknown-sort-field", "sort=date");
    check_error("include=zork&include=zork", "unknown-include", NULL);
    check_warning("sponsor:ne=1&sponsor:ne=2", "sponsor:ne");
    assert_false(ask(snapshot, "posts", "titel=1&titel:ne=1", &arena, &query));
    assert_int_equal(query.error_count, 2);
    assert_false(ask(snapshot, "posts", "or=(a:containz=1,b:containz=1)",
                     &arena, &query));
    assert_int_equal(query.error_count, 1); /* reading a group ends there */
}

static void errors_are_bounded(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < CONDITION_MAX_COUNT; i++)
        str_appendf(&text, "titel:ne=%d&", i);
    str_append_text(&text, "sort=datee&facets=tgas&fields=titel");
    assert_false(ask(snapshot, "posts", text.data, &arena, &query));
    assert_true(query.error_count <= QUERY_MAX_ERRORS);
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_mistyped_field_is_an_error_that_suggests_the_right_one),
        cmocka_unit_test(a_mistyped_parameter_is_an_error_too),
        cmocka_unit_test(a_field_that_no_document_has_is_a_warning),
        cmocka_unit_test(a_value_of_the_wrong_type_is_an_error),
        cmocka_unit_test(an_operator_must_fit_the_field),
        cmocka_unit_test(members_beside_a_document_are_not_its_fields),
        cmocka_unit_test(only_few_conditions_may_search_bodies),
        cmocka_unit_test(all_errors_are_reported_at_once),
        cmocka_unit_test(sorting_takes_any_field_with_values),
        cmocka_unit_test(fields_of_other_collections_are_unknown_here),
        cmocka_unit_test(parameters_of_other_systems_are_translated),
        cmocka_unit_test(what_defeats_caches_is_ignored_with_a_warning),
        cmocka_unit_test(a_field_comes_before_a_parameter_of_other_systems),
        cmocka_unit_test(every_list_is_sorted_by_title_or_name),
        cmocka_unit_test(facets_take_any_field_with_values),
        cmocka_unit_test(shown_fields_are_checked_as_deep_as_they_are_named),
        cmocka_unit_test(names_below_a_relation_are_fields_of_its_target),
        cmocka_unit_test(sections_show_the_fields_of_other_documents),
        cmocka_unit_test(numbers_are_names_of_elements),
        cmocka_unit_test(rendered_members_have_members_of_their_own),
        cmocka_unit_test(an_include_that_nothing_in_the_list_has_is_an_error),
        cmocka_unit_test(a_star_means_the_relations_that_exist),
        cmocka_unit_test(an_include_that_fields_does_not_name_is_a_warning),
        cmocka_unit_test(lenient_drops_what_is_wrong_and_warns),
        cmocka_unit_test(an_answer_with_now_in_it_ends_with_the_minute),
        cmocka_unit_test(a_policy_may_allow_smaller_pages),
        cmocka_unit_test(the_same_error_is_reported_once),
        cmocka_unit_test(errors_are_bounded),
    };
    return cmocka_run_group_tests(tests, build, release);
}
