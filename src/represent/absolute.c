/* absolute.c - where a reference leads to from a page.
 *
 *     public_url          https://example.org/blog
 *     url of the page     /posts/trip
 *
 *     ../tips             https://example.org/blog/tips
 *     /posts/tips         https://example.org/blog/posts/tips
 *     /blog/posts/tips    the same
 *     //cdn.example/a.js  https://cdn.example/a.js
 *     /_media/a.png       https://api.example/_media/a.png
 *     ?print, #part       https://example.org/blog/posts/trip?print
 *
 * A browser would look for /posts/tips at the top of the host. But the urls of
 * documents are paths below public_url, and so are the links that the API makes
 * between them; authors of sites below a path write it in front of their own
 * (Jekyll's baseurl). So a path from the top gets the path of public_url unless
 * it has it already.
 *
 * References may stand in HTML, where "&" is "&amp;": they are not decoded,
 * since no character that matters here is one that has to be escaped. */
#include "represent/absolute.h"

#include "base/ascii.h"
#include "base/percent.h"
#include "layout/place.h"
#include "store/link.h"

#include <string.h>

/* A generator's own settings may hold anything. What is made of it may stand in
 * HTML as it is. */
static bool is_plain(struct slice url)
{
    for (size_t i = 0; i < url.size; i++) {
        if ((unsigned char)url.data[i] <= ' ' ||
            strchr("\"'<>`?#", url.data[i]) != NULL)
            return false;
    }
    return true;
}

/* The base path is at the end of the setting, or it is not. */
struct slice absolute_api(const struct policy *policy)
{
    struct slice api = policy->api_url, base = policy->base_path;
    while (slice_ends(api, "/"))
        api = slice_sub(api, 0, api.size - 1);
    bool has_base = base.size > 0 && api.size > base.size &&
                    slice_equal(slice_from(api, api.size - base.size), base);
    return slice_sub(api, 0, api.size - (has_base ? base.size : 0));
}

bool site_base_find(const struct snapshot *snapshot, struct site_base *ret_base)
{
    struct slice url = snapshot->site.public_url;
    while (slice_ends(url, "/"))
        url = slice_sub(url, 0, url.size - 1);
    size_t host = slice_find(url, 0, SLICE("://")) + strlen("://");
    size_t path = slice_find_char(url, host, '/');
    if (host >= url.size || !is_plain(url))
        return false;
    *ret_base = (struct site_base){
        .url = url,
        .origin = slice_sub(url, 0, path),
        .path = slice_from(url, path),
        .api = absolute_api(&snapshot->policy),
        .base_path = snapshot->policy.base_path,
    };
    if (ret_base->api.size == 0)
        ret_base->api = ret_base->origin;
    return true;
}

static bool is_in_scheme(char c)
{
    return ascii_is_letter_or_digit(c) || c == '+' || c == '-' || c == '.';
}

/* RFC 3986, 3.1: "mailto:" of "mailto:a@example.org". */
static bool has_scheme(struct slice reference)
{
    size_t i = 0;
    if (reference.size == 0 || !ascii_is_letter(reference.data[0]))
        return false;
    while (i < reference.size && is_in_scheme(reference.data[i]))
        i++;
    return i < reference.size && reference.data[i] == ':';
}

/* The path of a reference ends where its query or fragment begins. */
static size_t path_size(struct slice reference)
{
    size_t query = slice_find_char(reference, 0, '?');
    size_t fragment = slice_find_char(reference, 0, '#');
    return query < fragment ? query : fragment;
}

static bool is_below(struct slice path, struct slice folder)
{
    struct slice rest = slice_from(path, folder.size);
    return slice_begins(path, folder) &&
           (rest.size == 0 || slice_starts(rest, "/") || path_size(rest) == 0);
}

static bool is_of_api(const struct site_base *base, struct slice path)
{
    return slice_begins(path, base->base_path) &&
           slice_starts(slice_from(path, base->base_path.size), "/_media/");
}

void absolute_append_api(struct str *out, const struct site_base *base,
                         struct slice href)
{
    str_append(out, base->api);
    str_append(out, href);
}

static void append_from_top(struct str *out, const struct site_base *base,
                            struct slice reference)
{
    if (is_of_api(base, reference)) {
        absolute_append_api(out, base, reference);
        return;
    }
    bool has_path = base->path.size > 0 && is_below(reference, base->path);
    str_append(out, has_path ? base->origin : base->url);
    str_append(out, reference);
}

static void append_page(struct str *out, const struct site_base *base,
                        const struct entry *page)
{
    bool has_page = page != NULL && page->url.data != NULL;
    str_append(out, base->url);
    str_append(out, has_page ? page->url : SLICE("/"));
}

/* The segments of `path` below the folder in *out; RFC 3986, 5.2.4. */
static void append_segments(struct str *out, struct slice path)
{
    struct slice segment;
    bool is_folder = false;
    while (slice_cut(&path, '/', &segment)) {
        bool is_up = slice_is(segment, "..");
        is_folder = is_up || slice_is(segment, ".");
        while (is_up && out->size > 0 && out->data[out->size - 1] != '/')
            out->size--;
        if (is_up && out->size > 0)
            out->size--;
        if (is_folder)
            continue;
        str_append_char(out, '/');
        str_append(out, segment);
    }
    if (is_folder)
        str_append_char(out, '/');
}

static void append_beside(struct str *out, const struct site_base *base,
                          const struct entry *page, struct slice reference)
{
    struct slice folder = page != NULL ? entry_page_folder(page) : SLICE_NONE;
    size_t end = path_size(reference);
    struct str path = {0};
    if (folder.size > 0) {
        str_append_char(&path, '/');
        percent_append(&path, folder);
    }
    append_segments(&path, slice_sub(reference, 0, end));
    str_append(out, base->url);
    str_append(out, str_slice(&path));
    str_append(out, slice_from(reference, end));
    str_release(&path);
}

void absolute_append(struct str *out, const struct site_base *base,
                     const struct entry *page, struct slice reference)
{
    reference = slice_trim(reference);
    if (has_scheme(reference)) {
        str_append(out, reference);
    } else if (slice_starts(reference, "//")) {
        str_append(out, slice_sub(base->url, 0,
                                  slice_find_char(base->url, 0, ':') + 1));
        str_append(out, reference);
    } else if (slice_starts(reference, "/")) {
        append_from_top(out, base, reference);
    } else if (path_size(reference) == 0) {
        append_page(out, base, page);
        str_append(out, reference);
    } else {
        append_beside(out, base, page, reference);
    }
}
