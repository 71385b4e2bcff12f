/* html_test.c - links put into the HTML of a body. */
#include "test.h"

#include "content.h"
#include "represent/html.h"
#include "represent/resource.h"

static void check(const struct snapshot *snapshot, const char *path,
                  const char *html)
{
    struct str buffer = {0};
    const struct entry *entry = entry_at(snapshot, path);
    html_render(&entry->source->body, entry->hrefs, &buffer);
    assert_slice_is(str_slice(&buffer), html);
    str_release(&buffer);
}

static void links_lead_to_pages_and_all_else_is_as_it_was(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "# A [b](b.md)\n\n[b](b.md?x=1&y='#z) [c](no.md) "
                       "![d](d.png) [e](../pages/c.md \"t\") <b>f</b>\n"},
        {"posts/b.md", "---\nslug: \"b & 'b'\"\n---\n[a](a.md#\xC3\xBC)"},
        {"pages/c.md", "[x](d)"},
    };
    struct snapshot *snapshot = SITE(files);
    check(snapshot, "posts/a.md",
          "<h1 id=\"a-b\">A <a "
          "href=\"/posts/b%20&amp;%20&#x27;b&#x27;\">b</a></h1>\n"
          "<p><a "
          "href=\"/posts/b%20&amp;%20&#x27;b&#x27;?x=1&amp;y=&#x27;#z\">b</a> "
          "<a href=\"no.md\">c</a> <img src=\"d.png\" alt=\"d\" /> "
          "<a href=\"/c\" title=\"t\">e</a> <b>f</b></p>\n");
    check(snapshot, "posts/b.md", "<p><a href=\"/posts/a#%C3%BC\">a</a></p>\n");
    check(snapshot, "pages/c.md", "<p><a href=\"d\">x</a></p>\n");
    snapshot_unref(snapshot);
}

static void what_a_link_brings_along_cannot_leave_its_attribute(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "[x](<b.md#\\\"\\>\\<script\\> `|}^\\\\[]\x01\x7F>)"},
        {"posts/b.md", ""},
    };
    struct snapshot *snapshot = SITE(files);
    check(snapshot, "posts/a.md",
          "<p><a href=\"/posts/b#%22%3E%3Cscript%3E%20%60%7C%7D%5E%5C%5B%5D"
          "%01%7F\">x</a></p>\n");
    snapshot_unref(snapshot);
}

static void note_piece(void *context, struct slice piece)
{
    *(struct slice *)context = piece;
}

static void html_that_is_large_and_has_no_such_links_is_not_copied(void **state)
{
    (void)state;
    struct str body = {0};
    str_append_text(&body, "[x](no.md) [y](#z)");
    str_append_repeat(&body, 'a', DELTA_MAX_BYTES);
    const struct file files[] = {{"posts/a.md", body.data}};
    struct snapshot *snapshot = SITE(files);
    const struct entry *entry = entry_at(snapshot, files[0].path);
    const struct delta *html = &entry->source->body.escaped_html;
    struct slice piece;
    html_each_piece(&entry->source->body, entry->hrefs, note_piece, &piece);
    assert_true(delta_is_whole(html));
    assert_ptr_equal(piece.data, html->base);
    assert_int_equal(piece.size, html->size);
    snapshot_unref(snapshot);
    str_release(&body);
}

static void check_revs(const struct file *before, const struct file *after,
                       bool are_equal)
{
    const struct tree tree = {.folder_name = SLICE("site")};
    struct snapshot *one = build_tree(tree, before, 2);
    struct snapshot *two = build_tree(tree, after, 2);
    resource_prepare(one, NULL, 0);
    resource_prepare(two, NULL, 0);
    const char *rev = entry_at(one, before[0].path)->rev;
    if (are_equal)
        assert_string_equal(entry_at(two, after[0].path)->rev, rev);
    else
        assert_string_not_equal(entry_at(two, after[0].path)->rev, rev);
    snapshot_unref(one);
    snapshot_unref(two);
}

/* The first link is one in the first body only, and the second in the other;
 * both bodies read the same before anything is put in. */
static void the_rev_knows_which_of_two_links_leads_elsewhere(void **state)
{
    (void)state;
    static const struct file one[] = {
        {"posts/a.md", "[x](b.md) <a href=\"b.md\">x</a>"},
        {"posts/b.md", ""},
    };
    static const struct file other[] = {
        {"posts/a.md", "<a href=\"b.md\">x</a> [x](b.md)"},
        {"posts/b.md", ""},
    };
    check_revs(one, other, false);
}

static void the_rev_knows_where_links_lead(void **state)
{
    (void)state;
    static const struct file before[] = {
        {"posts/a.md", "[b](../pages/b.md)"},
        {"pages/b.md", "---\ntitle: B\n---\n"},
    };
    static const struct file renamed[] = {
        {"posts/a.md", "[b](../pages/b.md)"},
        {"pages/b.md", "---\ntitle: B\nslug: c\n---\n"},
    };
    static const struct file rewritten[] = {
        {"posts/a.md", "[b](../pages/b.md)"},
        {"pages/b.md", "---\ntitle: C\n---\nmore\n"},
    };
    check_revs(before, renamed, false);
    check_revs(before, rewritten, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_lead_to_pages_and_all_else_is_as_it_was),
        cmocka_unit_test(what_a_link_brings_along_cannot_leave_its_attribute),
        cmocka_unit_test(
            html_that_is_large_and_has_no_such_links_is_not_copied),
        cmocka_unit_test(the_rev_knows_where_links_lead),
        cmocka_unit_test(the_rev_knows_which_of_two_links_leads_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
