/* html_images_test.c - what is an image in HTML, and what only looks like one.
 */
#include "test.h"

#include "document/html_images.h"

struct example {
    const char *html;
    const char *found; /* "src alt" of each, with marks: s size, l loading, t */
};

static const struct example examples[] = {
    {"<img src=\"a.png\" alt='A'>", "[a.png|A]"},
    {"<IMG SRC=a.png/>", "[a.png/|-]"},
    {"<img\n  src = 'a b.png'\n/>", "[a b.png|-]"},
    {"<img alt>", "[-|]"},
    {"<img src=a src=b>", "[a|-]"},
    {"<img width=5 src=a><img style='WIDTH:1px;height:2px' src=b>",
     "[a|-|s][b|-|s]"},
    {"<img style='max-width: 100%' src=a><img style='color:red' src=b>",
     "[a|-|s][b|-]"},
    {"<img loading='' src=a>", "[a|-|l]"},
    {"<img src={{ a }}><img src=\"{x}\">", "[{{|-|t][{x}|-|t]"},
    {"<img title='<img src=b>' src=a>", "[a|-]"},
    {"<!-- <img src=a> --><img src=b>", "[b|-]"},
    {"<!-- <img src=a>", ""},
    {"<script>'<img src=a>'</SCRIPT><img src=b>", "[b|-]"},
    {"<style><img src=a></style ><textarea><img src=a>", ""},
    {"<noscript><img src=a></noscript><img src=b>", "[b|-]"},
    {"<picture><source><img src=a></picture><img src=b>", "[a|-|s][b|-]"},
    {"<image src=a><img-x src=a></img src=a>", ""},
    {"<img src=a", ""},
    {"<img src='a>", ""},
    {"a < b <img src=a>", "[a|-]"},
    {"<a<img src=a><img =x src=b>", "[b|-]"},
};

static void append(struct str *out, const struct html_image *image)
{
    struct slice src = image->src.data != NULL ? image->src : SLICE("-");
    str_appendf(out, "[%.*s|%.*s", SLICE_FMT(src), SLICE_FMT(image->alt));
    if (image->alt.data == NULL)
        str_append_char(out, '-');
    str_append_text(out, image->has_size ? "|s" : "");
    str_append_text(out, image->has_loading ? "|l" : "");
    str_append_text(out, image->is_template ? "|t" : "");
    str_append_char(out, ']');
}

static void only_tags_are_images(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(examples); i++) {
        struct html_scan scan = {.html = slice_of(examples[i].html)};
        struct html_image image;
        struct str found = {0};
        str_append_text(&found, "");
        while (html_image_next(&scan, &image))
            append(&found, &image);
        assert_slice_is(str_slice(&found), examples[i].found);
        str_release(&found);
    }
}

/* The parts of a body are its nodes. */
static void what_one_part_opens_the_next_one_closes(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "<script>", "<img src=a>", "</script>",     "<img src=b>",
        "<!--",     "<img src=c>", "--><img src=d>"};
    struct html_scan scan = {.at = 0};
    struct html_image image;
    struct str found = {0};
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
        scan.html = slice_of(parts[i]);
        scan.at = 0;
        while (html_image_next(&scan, &image))
            append(&found, &image);
    }
    assert_slice_is(str_slice(&found), "[b|-][d|-]");
    str_release(&found);
}

static void entities_in_values_are_decoded(void **state)
{
    (void)state;
    struct str out = {0};
    html_append_value(&out, SLICE("a&amp;b &#38;&#x26; &quot;&#x27; &uuml; &"
                                  " &#xD800; &#99999999; &amp"));
    assert_slice_is(str_slice(&out), "a&b && \"' &uuml; & &#xD800; "
                                     "&#99999999; &amp");
    str_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_tags_are_images),
        cmocka_unit_test(what_one_part_opens_the_next_one_closes),
        cmocka_unit_test(entities_in_values_are_decoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
