/* mentions_test.c - names of files in any text. */
#include "test.h"

#include "store/mentions.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void append_pair(void *context, struct slice tight, struct slice loose)
{
    str_appendf(context, "[%.*s|%.*s]", SLICE_FMT(tight), SLICE_FMT(loose));
}

static void files_are_found_however_they_are_written(void **state)
{
    (void)state;
    static const struct {
        const char *text, *found;
    } rows[] = {
        {"", ""},
        {"No file. None at all... e.g. this", ""},
        {"![](a.png)", "[a.png|a.png]"},
        {"{{< figure src=\"images/a.JPG\" >}}", "[images/a.JPG|images/a.JPG]"},
        {"import b from '@/assets/b.webp'",
         "[@/assets/b.webp|@/assets/b.webp]"},
        {"![[My photo.webp]]", "[photo.webp|My photo.webp]"},
        {"<img srcset='a.png 1x, b.png 2x'>", "[a.png|a.png][b.png|b.png]"},
        {"see https://x.org/a.png.", "[https://x.org/a.png|see "
                                     "https://x.org/a.png]"},
        {"a.png\nb.png", "[a.png|a.png][b.png|b.png]"},
        {"a.pngx a.p a.", ""},
        {"report.final.pdf?x", "[report.final.pdf|report.final.pdf]"},
        {"a.png", "[a.png|a.png]"},
        {"x.zip y.sql.gz", "[x.zip|x.zip][y.sql.gz|y.sql.gz]"},
        {"\xC3\xA9t\xC3\xA9.png", "[\xC3\xA9t\xC3\xA9.png|\xC3\xA9t\xC3\xA9"
                                  ".png]"},
    };
    struct str found = {0};
    for (size_t i = 0; i < COUNT(rows); i++) {
        str_clear(&found);
        mentions_each(slice_of(rows[i].text), append_pair, &found);
        assert_slice_is(str_slice(&found), rows[i].found);
    }
    str_release(&found);
}

static void a_long_line_costs_no_more_than_its_length(void **state)
{
    (void)state;
    struct str text = {0}, found = {0};
    for (int i = 0; i < 20000; i++)
        str_append_text(&text, "aaaaaaaaaa/a.png/");
    mentions_each(str_slice(&text), append_pair, &found);
    assert_true(found.size < 4 * text.size);
    str_release(&text);
    str_release(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_found_however_they_are_written),
        cmocka_unit_test(a_long_line_costs_no_more_than_its_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
