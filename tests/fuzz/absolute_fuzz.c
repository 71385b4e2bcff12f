/* absolute_fuzz.c - any text as HTML whose addresses become absolute, and then
 * as the text of a feed.
 *
 * What is absolute stays as it is, so that the second time changes nothing; and
 * XML forbids nothing of what is written. */
#include "../../src/feed/xml.h"
#include "base/unicode.h"
#include "represent/absolute.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_xml(struct slice text)
{
    struct str xml = {0};
    xml_append(&xml, text);
    xml_attribute(&xml, "a", text);
    for (size_t i = 0; i < xml.size; i++) {
        unsigned char c = (unsigned char)xml.data[i];
        if (c < ' ' && c != '\t' && c != '\n')
            abort();
    }
    if (utf8_find_invalid(str_slice(&xml)) < xml.size ||
        slice_find(str_slice(&xml), 0, SLICE("\xEF\xBF\xBE")) < xml.size ||
        slice_find(str_slice(&xml), 0, SLICE("\xEF\xBF\xBF")) < xml.size)
        abort();
    str_release(&xml);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const struct site_base base = {
        .url = SLICE("https://example.org/notes"),
        .origin = SLICE("https://example.org"),
        .path = SLICE("/notes"),
    };
    struct slice html = {(const char *)bytes, size};
    struct str once = {0}, twice = {0};
    absolute_append_html(&once, &base, NULL, html);
    absolute_append_html(&twice, &base, NULL, str_slice(&once));
    if (!slice_equal(str_slice(&once), str_slice(&twice)))
        abort();
    if (utf8_find_invalid(html) == html.size)
        check_xml(html);
    str_release(&once);
    str_release(&twice);
    return 0;
}
