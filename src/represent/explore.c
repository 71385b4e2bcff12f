/* explore.c - the page for browsers, as one file and with a policy of its own.
 *
 *     explore/page.html, page.css, *.js --explore/page.cmake--> one HTML file
 *
 * Style and script stand in the page, so that a browser never has half of one
 * version and half of another, and so that the policy can name them by their
 * hashes. A policy of 'self' would let in everything that this server answers
 * with, and that is written by others. Bodies are shown in frames, which have
 * the page's policy (HTML, "policy container"): no script of theirs can run. */
#include "represent/explore.h"

#include "base/ascii.h"

#include <string.h>

/* Made by explore/page.cmake. */
extern const unsigned char explore_bytes[];
extern const size_t explore_size;
extern const char explore_script_hash[];
extern const char explore_style_hash[];

struct slice explore_page(void)
{
    return (struct slice){(const char *)explore_bytes, explore_size};
}

/* Whether the policy can name it. The address may have been taken from a
 * generator's settings, where anything can stand. */
static bool is_origin(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!ascii_is_letter_or_digit(c) && strchr("-.:/[]", c) == NULL)
            return false;
    }
    return slice_starts(text, "http://") || slice_starts(text, "https://");
}

/* The origin of the site's pages, after a blank; or nothing. */
static struct slice image_source(const struct snapshot *snapshot,
                                 struct arena *arena)
{
    struct slice url = snapshot->site.public_url;
    size_t host = slice_find(url, 0, SLICE("://")) + strlen("://");
    if (host >= url.size)
        return SLICE("");
    struct slice origin = slice_sub(url, 0, slice_find_char(url, host, '/'));
    return is_origin(origin) ? arena_printf(arena, " %.*s", SLICE_FMT(origin))
                             : SLICE("");
}

struct slice explore_security(const struct snapshot *snapshot,
                              struct arena *arena)
{
    struct slice images = image_source(snapshot, arena);
    return arena_printf(
        arena,
        "default-src 'none'; script-src '%s'; style-src '%s'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'; img-src 'self' data:%.*s",
        explore_script_hash, explore_style_hash, SLICE_FMT(images));
}
