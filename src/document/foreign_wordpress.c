/* foreign_wordpress.c - what WordPress fills in, which exports leave as it is.
 *
 *     [caption id="a" width="300"]![](a.png) A cup[/caption]
 *     [gallery ids="1,2"]   [embed]https://example.org/[/embed]
 *
 * Any plugin may have names of its own, and anybody may write "[note]": only
 * the names that WordPress and its host have themselves are known
 * (codex.wordpress.org, "Shortcode"; wordpress.com/support/shortcodes). */
#include "document/foreign.h"

#include "base/array.h"

#define TAG_MAX_BYTES 1000

#define NAME(text)                                                             \
    {                                                                          \
        text, sizeof(text) - 1                                                 \
    }

static const struct slice names[] = {
    NAME("audio"),      NAME("caption"),    NAME("contact-form"),
    NAME("embed"),      NAME("gallery"),    NAME("googlemaps"),
    NAME("playlist"),   NAME("slideshare"), NAME("soundcloud"),
    NAME("sourcecode"), NAME("video"),      NAME("vimeo"),
    NAME("wp_caption"), NAME("youtube"),
};

static bool is_known(struct slice name)
{
    size_t i = 0;
    while (i < ARRAY_COUNT(names) && !slice_equal(name, names[i]))
        i++;
    return i < ARRAY_COUNT(names);
}

/* Returns where its name ends; 0 if the name is not known. */
static size_t name_end(struct slice text)
{
    size_t start = text.size > 1 && text.data[1] == '/' ? 2 : 1;
    char first = text.size > start ? text.data[start] : ' ';
    if (first < 'a' || first > 'z') /* as in most brackets */
        return 0;
    size_t end = skip_name(text, start);
    return is_known(slice_sub(text, start, end)) ? end : 0;
}

bool guess_wordpress(struct slice body, size_t at)
{
    return name_end(slice_sub(body, at, at + TAG_MAX_BYTES)) > 0;
}

/* "[video](a.mp4)" and "[video]: a.mp4" are links. */
void match_wordpress(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice rest = slice_sub(scan_rest(scan), 0, TAG_MAX_BYTES);
    size_t end = name_end(rest);
    if (end == 0)
        return;
    struct slice line = slice_sub(rest, 0, line_end(rest, end));
    size_t close = scan_find(scan, line, end, "]");
    struct slice after = slice_from(scan_rest(scan), close + 1);
    bool has_properties = end < line.size && line.data[end] == ' ';
    if (close == line.size || (close > end && !has_properties) ||
        slice_starts(after, "(") || slice_starts(after, ":") ||
        (slice_starts(after, "[") && !slice_starts(after, "[/") &&
         !has_properties))
        return;
    *match = (struct foreign_match){.size = close + 1};
}
