/* uuid_test.c - UUIDs that others have published, or Python makes. */
#include "test.h"

#include "base/uuid.h"

#include <string.h>

/* RFC 9562, appendix A.4: the namespace of DNS names. */
static const uint8_t dns[] = {0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1,
                              0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8};
/* The podcast namespace's, with the examples of its text on <podcast:guid>. */
static const uint8_t podcasts[] = {0xEA, 0xD4, 0xC2, 0x36, 0xBF, 0x58,
                                   0x58, 0xC6, 0xA2, 0xC6, 0xA6, 0xB2,
                                   0x8D, 0x12, 0x8C, 0xB6};

static void names_have_the_uuid_that_others_give_them(void **state)
{
    (void)state;
    char text[UUID_TEXT_SIZE + 1];
    uuid_of_name(dns, SLICE("www.example.com"), text);
    assert_string_equal(text, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
    uuid_of_name(podcasts, SLICE("podnews.net/rss"), text);
    assert_string_equal(text, "9b024349-ccf0-5f69-a609-6b82873eab3c");
    uuid_of_name(podcasts, SLICE("mp3s.nashownotes.com/pc20rss.xml"), text);
    assert_string_equal(text, "917393e3-1b1e-5cef-ace4-edaa54e1f810");
}

/* Around the ends of blocks, which hold the namespace, the name, a byte and a
 * length of eight. */
static void a_name_may_be_of_any_length(void **state)
{
    (void)state;
    static const struct {
        size_t size;
        const char *uuid;
    } cases[] = {
        {0, "4ebd0208-8328-5d69-8c44-ec50939c0967"},
        {38, "fa465dc7-82d5-5c3b-a5bb-9b8f3132a2b7"},
        {39, "5824f981-4282-59d4-9716-acb6d741350e"},
        {40, "39f39c20-db47-5131-8879-62f8f67f9014"},
        {47, "660c273c-8a00-5941-b6f4-8d0afed88966"},
        {48, "7280cc42-274a-5c4a-91fc-ae23f853eeb7"},
        {49, "69349718-028b-5ff0-a00f-c024ded6e6ee"},
        {111, "5a333448-30c7-569b-ab96-842bddfbe8ca"},
        {112, "ab683ad5-4de4-5faf-bf37-0788e34176da"},
        {300, "39aaf90c-2a5a-5781-93dc-08baea928201"},
    };
    char name[300], text[UUID_TEXT_SIZE + 1];
    memset(name, 'a', sizeof name);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uuid_of_name(dns, (struct slice){name, cases[i].size}, text);
        assert_string_equal(text, cases[i].uuid);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_have_the_uuid_that_others_give_them),
        cmocka_unit_test(a_name_may_be_of_any_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
