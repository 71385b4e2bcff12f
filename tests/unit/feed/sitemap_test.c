/* sitemap_test.c - which pages are in a sitemap, and where it is divided. */
#include "test.h"

#include "content.h"
#include "feed/sitemap.h"

#define O "https://example.org"

static struct snapshot *snapshot;

static struct sitemap sitemap_of(size_t max_urls, size_t max_bytes)
{
    struct sitemap sitemap = {
        .snapshot = snapshot,
        .path = SLICE("/sitemap.xml"),
        .max_urls = max_urls,
        .max_bytes = max_bytes,
    };
    snapshot->site.public_url = SLICE(O);
    assert_true(site_base_find(snapshot, &sitemap.site));
    sitemap.site.api = SLICE("https://api.example");
    return sitemap;
}

static size_t count_of(struct slice text, const char *part)
{
    size_t count = 0, size = strlen(part);
    for (size_t at = 0; (at = slice_find(text, at, slice_of(part))) < text.size;
         at += size)
        count++;
    return count;
}

/* Whether a document with this front matter is in the sitemap. */
static bool is_in(const char *front_matter)
{
    char text[1024];
    (void)snprintf(text, sizeof text, "---\n%s\n---\nBody\n", front_matter);
    const struct file files[] = {{"posts/a.md", text}};
    struct str out = {0};
    snapshot_unref(snapshot);
    snapshot = SITE(files);
    const struct sitemap sitemap =
        sitemap_of(SITEMAP_MAX_URLS, SITEMAP_MAX_BYTES);
    assert_int_equal(sitemap_write(&out, &sitemap, 0), 1);
    size_t count = count_of(str_slice(&out), "<loc>" O "/posts/a</loc>");
    str_release(&out);
    return count == 1;
}

static void what_is_kept_from_search_engines_is_not_in_it(void **state)
{
    (void)state;
    static const char *const out[] = {
        "noindex: true",
        "noindex: 'yes'",
        "NoIndex: true",
        "robots: noindex",
        "robots: 'NOINDEX, follow'",
        "robots: none",
        "robots: [nofollow, noindex]",
        "robots: {index: false}",
        "robots: {noindex: true}",
        "robotsNoIndex: true",
        "seo: {noindex: true}",
        "seo: {robots: 'noindex,nofollow'}",
        "meta: {robots: noindex}",
        "sitemap: false",
        "sitemap: 'no'",
        "sitemap: {disable: true}",
        "sitemap: {exclude: true}",
        "sitemap: {ignore: true}",
        "sitemap: {include: false}",
        "sitemap_exclude: true",
        "excludeFromSitemap: true",
        "unlisted: true",
        "hidden: true",
        "draft: true",
        "canonical: https://other.example/posts/a",
        "canonical_url: /posts/b",
        "canonicalURL: " O "/posts/a/b",
        "seo: {canonical: 'https://other.example/'}",
    };
    for (size_t i = 0; i < ARRAY_COUNT(out); i++) {
        if (is_in(out[i]))
            fail_msg("%s", out[i]);
    }
}

static void everything_else_is(void **state)
{
    (void)state;
    static const char *const in[] = {
        "title: A",
        "noindex: false",
        "robots: 'index, follow'",
        "robots: nofollow",
        "robots: {index: true}",
        "robots: ''",
        "sitemap: true",
        "sitemap:",
        "sitemap: {priority: 0.5, changefreq: monthly}",
        "sitemap: {exclude: false}",
        "canonical: " O "/posts/a",
        "canonical: " O "/posts/a/",
        "canonical: http://example.org/posts/a/index.html",
        "canonical: /posts/a",
        "canonical: a",
        "canonical: ''",
        "title: noindex",
    };
    for (size_t i = 0; i < ARRAY_COUNT(in); i++) {
        if (!is_in(in[i]))
            fail_msg("%s", in[i]);
    }
}

static const struct file five[] = {
    {"posts/a.md", "---\ndate: 2024-01-05\n---\nA\n"},
    {"posts/b.md", "---\ndate: 2024-01-04\n---\nB\n"},
    {"posts/c.md", "---\ndate: 2024-01-03\nnoindex: true\n---\nC\n"},
    {"posts/d.md", "---\ndate: 2024-01-02\n---\nD\n"},
    {"posts/e.md", "---\ndate: 2024-01-01\nupdated: 2024-02-01\n---\nE\n"},
    {"posts/f.md", "---\ntitle: Undated\n---\nF\n"},
};

static void over_its_limit_it_is_an_index(void **state)
{
    (void)state;
    struct str out = {0};
    snapshot_unref(snapshot);
    snapshot = SITE(five);
    const struct sitemap sitemap = sitemap_of(2, SITEMAP_MAX_BYTES);
    assert_int_equal(sitemap_write(&out, &sitemap, 0), 3);
    assert_string_equal(
        out.data,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<sitemapindex "
        "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        "<sitemap>\n<loc>https://api.example/sitemap.xml?page=1</loc>\n"
        "</sitemap>\n"
        "<sitemap>\n<loc>https://api.example/sitemap.xml?page=2</loc>\n"
        "</sitemap>\n"
        "<sitemap>\n<loc>https://api.example/sitemap.xml?page=3</loc>\n"
        "</sitemap>\n"
        "</sitemapindex>\n");
    static const size_t counts[] = {2, 2, 1, 0};
    for (unsigned file = 1; file <= ARRAY_COUNT(counts); file++) {
        str_clear(&out);
        assert_int_equal(sitemap_write(&out, &sitemap, file), 3);
        assert_int_equal(count_of(str_slice(&out), "<url>"), counts[file - 1]);
        assert_int_equal(count_of(str_slice(&out), "</urlset>"), 1);
    }
    str_release(&out);
}

static void so_it_is_over_its_size(void **state)
{
    (void)state;
    struct str whole = {0}, out = {0};
    snapshot_unref(snapshot);
    snapshot = SITE(five);
    struct sitemap sitemap = sitemap_of(SITEMAP_MAX_URLS, SITEMAP_MAX_BYTES);
    assert_int_equal(sitemap_write(&whole, &sitemap, 0), 1);
    sitemap.max_bytes = whole.size;
    assert_int_equal(sitemap_write(&out, &sitemap, 0), 1);
    assert_string_equal(out.data, whole.data);
    sitemap.max_bytes = whole.size - 1;
    str_clear(&out);
    assert_int_equal(sitemap_write(&out, &sitemap, 0), 2);
    size_t urls = 0;
    for (unsigned file = 1; file <= 2; file++) {
        str_clear(&out);
        assert_int_equal(sitemap_write(&out, &sitemap, file), 2);
        assert_true(out.size <= sitemap.max_bytes);
        urls += count_of(str_slice(&out), "<url>");
    }
    assert_int_equal(urls, 5);
    str_release(&whole);
    str_release(&out);
}

static void it_changed_when_it_was_updated_or_else_published(void **state)
{
    (void)state;
    struct str out = {0};
    snapshot_unref(snapshot);
    snapshot = SITE(five);
    const struct sitemap sitemap =
        sitemap_of(SITEMAP_MAX_URLS, SITEMAP_MAX_BYTES);
    (void)sitemap_write(&out, &sitemap, 0);
    struct slice text = str_slice(&out);
    assert_int_equal(count_of(text, "<lastmod>"), 4);
    assert_int_equal(
        count_of(text, "/posts/e</loc>\n<lastmod>2024-02-01T00:00:00Z"), 1);
    assert_int_equal(
        count_of(text, "/posts/d</loc>\n<lastmod>2024-01-02T00:00:00Z"), 1);
    assert_int_equal(count_of(text, "/posts/f</loc>\n</url>"), 1);
    str_release(&out);
}

static int release(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_from_search_engines_is_not_in_it),
        cmocka_unit_test(everything_else_is),
        cmocka_unit_test(over_its_limit_it_is_an_index),
        cmocka_unit_test(so_it_is_over_its_size),
        cmocka_unit_test(it_changed_when_it_was_updated_or_else_published),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
