/* source_test.c - JSON as front matter, where the generator reads it. */
#include "test.h"

#include "base/array.h"
#include "document/source.h"

static void json_opens_a_page_where_it_is_read(void **state)
{
    static const struct {
        const char *bytes;
        bool is_read;     /* as front matter */
        bool is_broken;   /* where it is read */
        bool breaks_else; /* and where it is not */
    } cases[] = {
        {"{\"title\": \"A\"}\nText.\n", true, false, true},
        {"\xEF\xBB\xBF\n{ \"title\": \"A\" }", true, false, true},
        {"{\n// c\n\"draft\": true}\nText.\n", false, true, false},
        {"{ draft: true }\nText.\n", false, true, false},
        {"{\"title\": \"A\"\nText.\n", false, true, true},
        {"{{< x >}}\nText.\n", false, false, false},
        {"{.lead}\nText.\n", false, false, false},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct parse_options options = {.reads_json = true, .max_bytes = 1000};
        struct slice bytes = slice_of(cases[i].bytes);
        struct source *read = source_parse(SLICE("a.md"), bytes, &options);
        options.reads_json = false;
        struct source *other = source_parse(SLICE("a.md"), bytes, &options);
        assert_int_equal(read->is_broken, cases[i].is_broken);
        assert_int_equal(value_find(&read->front_matter, "title") != NULL,
                         cases[i].is_read);
        assert_int_equal(other->is_broken, cases[i].breaks_else);
        source_unref(read);
        source_unref(other);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_opens_a_page_where_it_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
