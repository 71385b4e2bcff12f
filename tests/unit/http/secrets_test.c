/* secrets_test.c - what must not be in a log. */
#include "test.h"

#include "http/secrets.h"

#define SIGNATURE "WYGmG-YyMJ7O7xs9pZ6CBmjL8Lum3x4e7Qrz-Q4Txmo"
#define LINK      "ci.1714564800." SIGNATURE

static void check(const char *target, const char *shown)
{
    struct str buffer = {0};
    assert_slice_is(secrets_left_out(slice_of(target), &buffer), shown);
    str_release(&buffer);
}

static void a_preview_link_keeps_its_name_and_its_end(void **state)
{
    (void)state;
    check("/posts/a?preview=ci.1714564800.c2VjcmV0",
          "/posts/a?preview=ci.1714564800");
    check("/posts/a.md?x=1&preview=ci.17.c2VjcmV0&pretty",
          "/posts/a.md?x=1&preview=ci.17&pretty");
    check("/posts/a?prev%69ew=ci.17.c2VjcmV0", "/posts/a?prev%69ew=ci.17");
    check("/posts/a?+preview=ci%2E17%2Ec2VjcmV0", "/posts/a?+preview=-");
    check("/posts/a?preview=", "/posts/a?preview=-");
    check("/posts/a?preview", "/posts/a?preview-");
}

static void a_signature_is_left_out_however_it_is_spelled(void **state)
{
    (void)state;
    check("/a?preview[]=" LINK, "/a?preview[]=ci.1714564800");
    check("/a?preview%5B%5D=" LINK, "/a?preview%5B%5D=ci.1714564800");
    check("/a?preview%255B%255D=" LINK, "/a?preview%255B%255D=ci.1714564800");
    check("/a?x?preview=" LINK, "/a?x?preview=ci.1714564800");
    check("/a?PREVIEW=" LINK, "/a?PREVIEW=ci.1714564800");
    check("/a?amp;preview=" LINK, "/a?amp;preview=ci.1714564800");
    check("/a?x=1&q=" LINK, "/a?x=1&q=ci.1714564800.-");
    check("/a;preview=" LINK, "/a;preview=ci.1714564800.-");
    check("/a%3Fpreview=" LINK "&pretty", "/a?preview=ci.1714564800.-&pretty");
    check("/a?url=%2Fb%3Fpreview%3D" LINK, "/a?url=/b?preview=ci.1714564800.-");
    check("/a?q=%57%59GmG-YyMJ7O7xs9pZ6CBmjL8Lum3x4e7Qrz-Q4Txm%256F", "/a?q=-");
    check("http://x/a?q=" LINK, "http://x/a?q=ci.1714564800.-");
}

static void a_token_is_left_out(void **state)
{
    (void)state;
    check("/posts?token=hm_" SIGNATURE, "/posts?token=-");
    check("/posts/hm_" SIGNATURE "/x", "/posts/-/x");
}

static void all_else_stays_as_it_was_sent(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "",
        "/a?",
        "/%",
        "/a?x=%zz&&y",
        "/posts/preview=a.b.c?x=preview=a.b.c&",
        "/posts/a-slug-of-many-words-that-goes-on-and-on-for-a-while?limit=3",
        "/posts?title:contains=%C3%A9&or=(a=1,b=2)",
        "/posts/550e8400-e29b-41d4-a716-446655440000",
    };
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++)
        check(targets[i], targets[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_preview_link_keeps_its_name_and_its_end),
        cmocka_unit_test(a_signature_is_left_out_however_it_is_spelled),
        cmocka_unit_test(a_token_is_left_out),
        cmocka_unit_test(all_else_stays_as_it_was_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
