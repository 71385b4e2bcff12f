/* item_test.c - what a feed says of a document: ids, media, pictures. */
#include "test.h"

#include "content.h"
#include "feed/item.h"
#include "media/media.h"

static struct snapshot *snapshot;
static struct arena arena;

static struct feed_item read_item(const char *path)
{
    struct feed feed = {.snapshot = snapshot};
    struct feed_item item;
    snapshot->site.public_url = SLICE("https://example.org");
    snapshot->policy.api_url = SLICE("https://api.example");
    assert_true(site_base_find(snapshot, &feed.site));
    feed_item_read(&feed, entry_at(snapshot, path), &arena, &item);
    return item;
}

static struct feed_item item_of(const char *front_matter)
{
    char text[1024];
    (void)snprintf(text, sizeof text, "---\n%s\n---\nBody\n", front_matter);
    const struct file files[] = {{"posts/a.md", text}};
    snapshot_unref(snapshot);
    snapshot = SITE(files);
    return read_item("posts/a.md");
}

static int release(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    arena_release(&arena);
    return 0;
}

#define O "https://example.org"

static void an_id_is_what_never_changes(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"title: A", O "/posts/a"},
        {"guid: 'urn:x:1'", "urn:x:1"},
        {"guid: 12", "12"},
        {"guid: ''", O "/posts/a"},
        {"guid: [1]", O "/posts/a"},
        {"aliases: [/b, /c]", O "/b"},
        {"aliases: /b/", O "/b/"},
        {"aliases: []", O "/posts/a"},
        {"aliases: ['']", O "/posts/a"},
        {"aliases: [b]", O "/posts/b"},
        {"aliases: ['../b']", O "/b"},
        {"aliases: ['../../b c']", O "/b%20c"},
        {"redirect_from: [b, c]", O "/b"},
        {"redirect_from: 'https://old.example/b.html'", O "/b.html"},
        {"{aliases: [/b], guid: g}", "g"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_slice_is(item_of(cases[i][0]).id, cases[i][1]);
}

static void no_two_documents_have_one_id(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/new.md", "---\ndate: 2024-01-02\naliases: [/posts/old]\n---\n"},
        {"posts/old.md", "---\ndate: 2024-01-01\n---\n"},
        {"posts/x.md", "---\ndate: 2024-01-01\naliases: [/posts/z]\n---\n"},
        {"posts/y.md", "---\ndate: 2024-01-02\naliases: [/posts/z]\n---\n"},
    };
    snapshot_unref(snapshot);
    snapshot = SITE(files);
    assert_slice_is(read_item("posts/old.md").id, O "/posts/old");
    assert_slice_is(read_item("posts/new.md").id, O "/posts/new");
    assert_false(
        slice_equal(read_item("posts/x.md").id, read_item("posts/y.md").id));
}

static void check_media(const char *front_matter, const char *url,
                        const char *type, int64_t bytes)
{
    struct feed_item item = item_of(front_matter);
    if (url == NULL && item.media_count > 0)
        fail_msg("%s: %.*s", front_matter, SLICE_FMT(item.media[0].url));
    if (url == NULL)
        return;
    assert_true(item.media_count > 0);
    assert_slice_is(item.media[0].url, url);
    assert_slice_is(item.media[0].type, type);
    assert_int_equal(item.media[0].bytes, bytes);
}

static void media_are_found_in_every_spelling(void **state)
{
    (void)state;
    check_media("podcast: /a.mp3", O "/a.mp3", "audio/mpeg", 0);
    check_media("audio: https://x.example/a", "https://x.example/a",
                "audio/mpeg", 0);
    check_media("audio: a.ogg", O "/posts/a.ogg", "audio/ogg", 0);
    check_media("enclosure: {url: /a.m4a, length: 12}", O "/a.m4a",
                "audio/x-m4a", 12);
    check_media("enclosure: {src: /a.bin, size: '34', type: video/mp4}",
                O "/a.bin", "video/mp4", 34);
    check_media("audio: {opus: /a.opus}", O "/a.opus", "audio/ogg", 0);
    check_media("enclosures: [{url: /a.pdf}, /b.mp3]", O "/a.pdf",
                "application/pdf", 0);
    check_media("enclosure: \"https://x.example/a.mp3\\n56\\naudio/x\"",
                "https://x.example/a.mp3", "audio/x", 56);
    check_media("podcast: {url: '/a b\"<.mp3?x=1&y=2'}",
                O "/a%20b%22%3C.mp3?x=1&y=2", "audio/mpeg", 0);
}

static struct feed_item item_with_files(enum media_urls urls)
{
    static const struct file files[] = {
        {"posts/a.md", "---\naudio: a.mp3\nimage: /c.png\n---\n"}};
    const struct media_found found[] = {
        {.path = SLICE("posts/a.mp3"), .size = 7},
        {.path = SLICE("public/c.png"), .size = 8},
    };
    static struct slice roots[] = {{"public", 6}};
    const struct media_input input = {
        .folder = SLICE("/site"),
        .content_root = SLICE(""),
        .roots = {roots, 1},
        .files = found,
        .count = ARRAY_COUNT(found),
    };
    snapshot_unref(snapshot);
    snapshot = SITE(files);
    snapshot->media = media_new(&input);
    snapshot->policy.media_urls = (unsigned)urls;
    return read_item("posts/a.md");
}

static void files_of_the_site_are_known_and_where_the_setting_says(void **state)
{
    (void)state;
    static const struct {
        const char *audio, *image;
    } wanted[] = {
        [MEDIA_URLS_WRITTEN] = {O "/posts/a.mp3", O "/c.png"},
        [MEDIA_URLS_SITE] = {O "/posts/a.mp3", O "/c.png"},
        [MEDIA_URLS_API] = {"https://api.example/_media/posts/a.mp3",
                            "https://api.example/_media/public/c.png"},
    };
    for (unsigned i = 0; i < ARRAY_COUNT(wanted); i++) {
        const struct feed_item item = item_with_files((enum media_urls)i);
        assert_slice_is(item.media[0].url, wanted[i].audio);
        assert_int_equal(item.media[0].bytes, 7);
        assert_slice_is(item.image, wanted[i].image);
    }
}

static void what_is_no_file_is_no_enclosure(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "podcast: The daily show",
        "podcast: true",
        "audio: ''",
        "audio: {title: x}",
        "enclosure: {url: ''}",
        "enclosure: {url: 'mailto:a@b.c'}",
        "enclosure: 'javascript:a.mp3'",
        "enclosure: 3",
        "audio: [[/a.mp3]]",
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        check_media(cases[i], NULL, NULL, 0);
}

static void one_file_is_named_once_and_many_are_bounded(void **state)
{
    (void)state;
    assert_int_equal(
        item_of("{podcast: /a.mp3, audio: {url: /a.mp3}}").media_count, 1);
    char text[1024] = "audio: [";
    for (int i = 0; i < 40; i++)
        (void)snprintf(text + strlen(text), sizeof text - strlen(text),
                       "/%d.mp3, ", i);
    strcat(text, "/z.mp3]");
    assert_int_equal(item_of(text).media_count, MEDIA_LINKS_MAX);
}

static void a_picture_is_one_that_is_named_as_such(void **state)
{
    (void)state;
    assert_slice_is(item_of("image: /a.png").image, O "/a.png");
    assert_slice_is(item_of("cover: {src: a.webp}").image, O "/posts/a.webp");
    assert_slice_is(
        item_of("featuredImage: {url: 'https://x.example/y'}").image,
        "https://x.example/y");
    assert_null(item_of("image: true").image.data);
    assert_null(item_of("image: A picture of me").image.data);
}

static void what_has_no_page_is_where_the_api_has_it(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\nauthor: Ana\n---\n"}};
    snapshot_unref(snapshot);
    snapshot = SITE(files);
    struct feed feed = {.snapshot = snapshot};
    struct feed_item item;
    snapshot->site.public_url = SLICE(O);
    snapshot->policy.api_url = SLICE("https://api.example");
    assert_true(site_base_find(snapshot, &feed.site));
    const struct entry *ana =
        snapshot_find_collection(snapshot, SLICE("authors"))
            ->by[ORDER_DEFAULT]
            .items[0];
    feed_item_read(&feed, ana, &arena, &item);
    assert_slice_is(item.link, "https://api.example/authors/ana");
    assert_slice_is(item.id, "https://api.example/authors/ana");
    assert_slice_is(item.title, "Ana");
    assert_null(item.html.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_is_what_never_changes),
        cmocka_unit_test(no_two_documents_have_one_id),
        cmocka_unit_test(media_are_found_in_every_spelling),
        cmocka_unit_test(
            files_of_the_site_are_known_and_where_the_setting_says),
        cmocka_unit_test(what_is_no_file_is_no_enclosure),
        cmocka_unit_test(one_file_is_named_once_and_many_are_bounded),
        cmocka_unit_test(a_picture_is_one_that_is_named_as_such),
        cmocka_unit_test(what_has_no_page_is_where_the_api_has_it),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
