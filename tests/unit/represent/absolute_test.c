/* absolute_test.c - where references lead to from a page. */
#include "test.h"

#include "content.h"
#include "represent/absolute.h"

static const struct file files[] = {
    {"pages/blog/trip/index.md", ""},
    {"pages/blog/day.md", ""},
    {"pages/top.md", ""},
    {"pages/a b/c.md", ""},
    {"data/x.json", "{}"},
};

static struct snapshot *site_at(const char *public_url)
{
    struct snapshot *snapshot = SITE(files);
    snapshot->site.public_url = slice_of(public_url);
    return snapshot;
}

struct base_and_site {
    struct site_base base;
    struct snapshot *snapshot;
};

static struct base_and_site begin(const char *public_url)
{
    struct base_and_site at = {.snapshot = site_at(public_url)};
    assert_true(site_base_find(at.snapshot, &at.base));
    return at;
}

static void check(const struct base_and_site *at, const char *path,
                  const char *reference, const char *wanted)
{
    struct str out = {0};
    absolute_append(&out, &at->base, entry_at(at->snapshot, path),
                    slice_of(reference));
    assert_slice_is(str_slice(&out), wanted);
    str_release(&out);
}

/* RFC 3986, 5.4, as far as it is about a page with a name. */
static void a_reference_is_resolved_against_the_page(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"g", "https://example.org/blog/g"},
        {"./g", "https://example.org/blog/g"},
        {"g/", "https://example.org/blog/g/"},
        {"g?y", "https://example.org/blog/g?y"},
        {"g#s", "https://example.org/blog/g#s"},
        {"g?y/./x", "https://example.org/blog/g?y/./x"},
        {"g#s/../x", "https://example.org/blog/g#s/../x"},
        {".", "https://example.org/blog/"},
        {"./", "https://example.org/blog/"},
        {"..", "https://example.org/"},
        {"../g", "https://example.org/g"},
        {"../../../g", "https://example.org/g"},
        {"./g/../h", "https://example.org/blog/h"},
        {"g.", "https://example.org/blog/g."},
        {"..g", "https://example.org/blog/..g"},
        {"/g", "https://example.org/g"},
        {"//cdn.example/g", "https://cdn.example/g"},
        {"?y", "https://example.org/blog/day?y"},
        {"#s", "https://example.org/blog/day#s"},
        {"", "https://example.org/blog/day"},
        {" g ", "https://example.org/blog/g"},
        {"mailto:a@b.c", "mailto:a@b.c"},
        {"http://x/y", "http://x/y"},
        {"data:image/png;base64,AA==", "data:image/png;base64,AA=="},
        {"1:g", "https://example.org/blog/1:g"},
        {"a/b:c", "https://example.org/blog/a/b:c"},
    };
    struct base_and_site at = begin("https://example.org/");
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        check(&at, "pages/blog/day.md", cases[i][0], cases[i][1]);
    snapshot_unref(at.snapshot);
}

static void a_page_of_a_folder_has_its_files_in_it(void **state)
{
    (void)state;
    struct base_and_site at = begin("https://example.org");
    check(&at, "pages/blog/trip/index.md", "a.jpg",
          "https://example.org/blog/trip/a.jpg");
    check(&at, "pages/blog/trip/index.md", "#a",
          "https://example.org/blog/trip#a");
    check(&at, "pages/top.md", "a.jpg", "https://example.org/a.jpg");
    check(&at, "pages/a b/c.md", "d", "https://example.org/a%20b/d");
    check(&at, "data/x.json", "a.jpg", "https://example.org/a.jpg");
    check(&at, "data/x.json", "", "https://example.org/");
    snapshot_unref(at.snapshot);
}

static void a_site_below_a_path_has_its_top_there(void **state)
{
    (void)state;
    struct base_and_site at = begin("https://example.org/notes/");
    check(&at, "pages/top.md", "", "https://example.org/notes/top");
    check(&at, "pages/top.md", "/a", "https://example.org/notes/a");
    check(&at, "pages/top.md", "/notes/a", "https://example.org/notes/a");
    check(&at, "pages/top.md", "/notes", "https://example.org/notes");
    check(&at, "pages/top.md", "/notes?a", "https://example.org/notes?a");
    check(&at, "pages/top.md", "/notes2/a",
          "https://example.org/notes/notes2/a");
    check(&at, "pages/top.md", "../../a", "https://example.org/notes/a");
    snapshot_unref(at.snapshot);
}

static void a_file_of_the_api_is_where_the_api_is(void **state)
{
    (void)state;
    static const struct {
        const char *api_url, *base_path, *reference, *wanted;
    } cases[] = {
        {NULL, "", "/_media/a", "https://example.org/_media/a"},
        {NULL, "/api", "/api/_media/a", "https://example.org/api/_media/a"},
        {NULL, "/api", "/_media/a", "https://example.org/n/_media/a"},
        {"https://b.c/", "", "/_media/a", "https://b.c/_media/a"},
        {"https://b.c/api/", "/api", "/api/_media/a",
         "https://b.c/api/_media/a"},
        {"https://b.c", "/api", "/api/_media/a", "https://b.c/api/_media/a"},
        {"https://b.c", "", "/_medial", "https://example.org/n/_medial"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct base_and_site at = {.snapshot =
                                       site_at("https://example.org/n")};
        at.snapshot->policy.api_url = slice_of(cases[i].api_url);
        at.snapshot->policy.base_path = slice_of(cases[i].base_path);
        assert_true(site_base_find(at.snapshot, &at.base));
        check(&at, "pages/top.md", cases[i].reference, cases[i].wanted);
        snapshot_unref(at.snapshot);
    }
}

static void a_site_without_an_address_has_no_base(void **state)
{
    (void)state;
    static const char *const urls[] = {NULL,
                                       "",
                                       "example.org",
                                       "https://",
                                       "https://a b",
                                       "https://a/?x",
                                       "https://a\"onload=x",
                                       "https://a/<b>"};
    for (size_t i = 0; i < ARRAY_COUNT(urls); i++) {
        struct site_base base;
        struct snapshot *snapshot = site_at(urls[i]);
        assert_false(site_base_find(snapshot, &base));
        snapshot_unref(snapshot);
    }
}

#define O "https://example.org/"

static void check_html(const char *html, const char *wanted)
{
    struct base_and_site at = begin("https://example.org");
    struct str out = {0};
    absolute_append_html(&out, &at.base, entry_at(at.snapshot, "pages/top.md"),
                         slice_of(html));
    assert_slice_is(str_slice(&out), wanted);
    str_release(&out);
    snapshot_unref(at.snapshot);
}

static void addresses_in_html_become_absolute(void **state)
{
    (void)state;
    check_html("<a href=\"b\">b</a>", "<a href=\"" O "b\">b</a>");
    check_html("<a\nclass=x HREF = 'b'>", "<a\nclass=x HREF = '" O "b'>");
    check_html("<a href=b>", "<a href=" O "b>");
    check_html("<a href=\"?a=1&amp;b=2\">",
               "<a href=\"" O "top?a=1&amp;b=2\">");
    check_html("<img src=a.png/><img src='b.png'/>",
               "<img src=" O "a.png/><img src='" O "b.png'/>");
    check_html("<img srcset=\"a.jpg 1x, b.jpg 2x\">",
               "<img srcset=\"" O "a.jpg 1x, " O "b.jpg 2x\">");
    check_html("<img srcset='a.jpg,b.jpg,, c.jpg 2x,data:x,y 3x'>",
               "<img srcset='" O "a.jpg,b.jpg,, " O "c.jpg 2x,data:x,y 3x'>");
    check_html("<video poster=p src=v><object data=d><form action=f>",
               "<video poster=" O "p src=" O "v><object data=" O
               "d><form action=" O "f>");
    check_html("<a href=\"\">", "<a href=\"" O "top\">");
    check_html("<a href=it's>", "<a href=" O "it&#39;s>");
}

static void nothing_else_in_html_changes(void **state)
{
    (void)state;
    static const char *const same[] = {
        "",
        "a < b <",
        "<",
        "</",
        "<a href",
        "<a href=",
        "<a href=\"mailto:a@b.c\">",
        "<!-- <a href=\"b\"> --><!doctype x><?php href='a' ?>",
        "<!-- <a href=\"b\">",
        "<script>x = '<a href=\"b\">'; </scrip></script>",
        "<STYLE><a href=b></style>",
        "<textarea><a href=b>",
        "<p data-href=b title='<a href=b>' alt=\"a>b\">href=\"b\"</p>",
        "<svg><use href=\"#i\" xlink:href='#j'/></svg>",
        "<img src=\"\"><img usemap=#m><td background>",
        "<td data=x></a href=b>",
        "<a = = href>",
        "<a/href/=/>",
        "<Image src={cover} /><a href=\"{{ site.baseurl }}/x\">",
    };
    for (size_t i = 0; i < ARRAY_COUNT(same); i++)
        check_html(same[i], same[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reference_is_resolved_against_the_page),
        cmocka_unit_test(a_page_of_a_folder_has_its_files_in_it),
        cmocka_unit_test(a_site_below_a_path_has_its_top_there),
        cmocka_unit_test(a_file_of_the_api_is_where_the_api_is),
        cmocka_unit_test(a_site_without_an_address_has_no_base),
        cmocka_unit_test(addresses_in_html_become_absolute),
        cmocka_unit_test(nothing_else_in_html_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
