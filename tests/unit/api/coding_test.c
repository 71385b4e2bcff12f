/* coding_test.c - which coding the values of Accept-Encoding ask for. */
#include "test.h"

#include "api/coding.h"
#include "base/array.h"

static void the_heaviest_coding_is_chosen(void **state)
{
    static const struct {
        const char *accepts;
        enum coding wanted;
    } cases[] = {
        {"", CODING_IDENTITY},
        {"gzip", CODING_GZIP},
        {"GZIP", CODING_GZIP},
        {"x-gzip", CODING_GZIP},
        {"br", CODING_BROTLI},
        {"gzip, deflate, br, zstd", CODING_BROTLI},
        {"deflate, zstd", CODING_IDENTITY},
        {"gzip;q=1.0, br;q=0.5", CODING_GZIP},
        {"gzip;q=0.001, br;q=0.002", CODING_BROTLI},
        {"gzip ; q=0.8 , br;Q=0.9", CODING_BROTLI},
        {"gzip;q=0, br;q=0", CODING_IDENTITY},
        {"gzip;q=0.000", CODING_IDENTITY},
        {"*", CODING_BROTLI},
        {"br;q=0, *", CODING_GZIP},
        {"*;q=0", CODING_IDENTITY},
        {"identity;q=0, gzip;q=0.1", CODING_GZIP},
        {"identity, gzip;q=0.5", CODING_IDENTITY},
        {"identity;q=0.2, gzip;q=0.5", CODING_GZIP},
        {"identity;q=0", CODING_IDENTITY}, /* there is nothing else */
        {"gzip;q=2", CODING_IDENTITY},
        {"gzip;q=-1", CODING_IDENTITY},
        {"gzip;q=0.1234", CODING_IDENTITY},
        {"gzip;q=", CODING_IDENTITY},
        {"gzip;q", CODING_IDENTITY},
        {"gzip;level=9", CODING_IDENTITY},
        {",,gzip,", CODING_GZIP},
        {"gzipp, brr", CODING_IDENTITY},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        enum coding found = coding_choose(slice_of(cases[i].accepts));
        if (found != cases[i].wanted)
            fail_msg("'%s': %d", cases[i].accepts, (int)found);
    }
    assert_int_equal(coding_choose(SLICE_NONE), CODING_IDENTITY);
}

static void each_coding_has_its_own_tag(void **state)
{
    struct arena arena = {0};
    struct slice etag = SLICE("\"a\"");
    (void)state;
    assert_slice_is(coding_etag(CODING_IDENTITY, etag, &arena), "\"a\"");
    assert_slice_is(coding_etag(CODING_GZIP, etag, &arena), "\"a.gz\"");
    assert_slice_is(coding_etag(CODING_BROTLI, etag, &arena), "\"a.br\"");
    assert_slice_is(coding_name(CODING_GZIP), "gzip");
    assert_slice_is(coding_name(CODING_BROTLI), "br");
    assert_null(coding_name(CODING_IDENTITY).data);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_heaviest_coding_is_chosen),
        cmocka_unit_test(each_coding_has_its_own_tag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
