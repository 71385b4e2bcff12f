/* rawhtml.c - which urls may not be followed if HTML is not trusted.
 *
 * As a rule, those who can write to the content folder may write any HTML, but
 * some sites publish what strangers send in. Then neither tags nor links may
 * run anything, so the two go together: there is no use in removing <script>
 * while [x](javascript:...) stays.
 *
 * Only the beginning of a url decides. A tab or a control character, which a
 * browser would skip in the middle of a scheme, is written as "%09" by the
 * renderer, and that is no scheme any more. Images as data are safe in the
 * formats that hold nothing but pixels; SVG is not one of them. */
#include "document/render.h"

#include "base/array.h"
#include "base/ascii.h"

static const char *const unsafe[] = {
    "javascript:", "vbscript:", "file:", "data:"};
static const char *const safe[] = {"data:image/png", "data:image/gif",
                                   "data:image/jpeg", "data:image/webp"};

static bool starts_with_any(struct slice url, const char *const *list,
                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct slice start = slice_of(list[i]);
        if (slice_equal_nocase(slice_sub(url, 0, start.size), start))
            return true;
    }
    return false;
}

/* Elements of a line of text; those with words are left to CommonMark. */
static const char *const spans[] = {"img", "br"};

bool html_is_span(struct slice html)
{
    size_t end = 1;
    while (end < html.size && ascii_is_letter_or_digit(html.data[end]))
        end++;
    for (size_t i = 0; slice_starts(html, "<") && i < ARRAY_COUNT(spans); i++) {
        if (slice_equal_nocase(slice_sub(html, 1, end), slice_of(spans[i])))
            return true;
    }
    return false;
}

bool url_is_unsafe(struct slice url)
{
    url = slice_trim(url);
    return starts_with_any(url, unsafe, ARRAY_COUNT(unsafe)) &&
           !starts_with_any(url, safe, ARRAY_COUNT(safe));
}
