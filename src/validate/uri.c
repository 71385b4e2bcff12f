/* uri.c - RFC 3986, 5.2: a reference and its base become an address.
 *
 *     base       https://example.org/a/posts.json
 *     reference  ../b/seo.json#/$defs/x
 *     result     https://example.org/b/seo.json
 *
 * Files have addresses without a scheme, "/posts.json": their folder is the
 * root, above which no ".." leads. */
#include "validate/uri.h"

#include "base/ascii.h"
#include "base/percent.h"

/* A part with `data` NULL is absent, which is not the same as empty. */
struct uri_parts {
    struct slice scheme, authority, path, query;
};

size_t uri_scheme_size(struct slice uri)
{
    size_t i = 0;
    if (uri.size == 0 || !ascii_is_letter(uri.data[0]))
        return 0;
    while (i < uri.size &&
           (ascii_is_letter_or_digit(uri.data[i]) || uri.data[i] == '+' ||
            uri.data[i] == '-' || uri.data[i] == '.'))
        i++;
    return i < uri.size && uri.data[i] == ':' ? i : 0;
}

static struct uri_parts split(struct slice uri)
{
    struct uri_parts parts = {0};
    uri = slice_sub(uri, 0, slice_find_char(uri, 0, '#'));
    size_t size = uri_scheme_size(uri);
    if (size > 0) {
        parts.scheme = slice_sub(uri, 0, size);
        uri = slice_from(uri, size + 1);
    }
    size_t query = slice_find_char(uri, 0, '?');
    if (query < uri.size)
        parts.query = slice_from(uri, query + 1);
    uri = slice_sub(uri, 0, query);
    if (slice_starts(uri, "//")) {
        size_t end = slice_find_char(uri, 2, '/');
        parts.authority = slice_sub(uri, 2, end);
        uri = slice_from(uri, end);
    }
    parts.path = uri;
    return parts;
}

/* Appends a path without "." and ".." (5.2.4). */
static void append_without_dots(struct str *out, struct slice path)
{
    size_t start = out->size;
    bool is_rooted = slice_starts(path, "/"), ends_in_folder = false;
    struct slice rest = is_rooted ? slice_from(path, 1) : path, part;
    while (slice_cut(&rest, '/', &part)) {
        ends_in_folder = slice_is(part, ".") || slice_is(part, "..");
        if (slice_is(part, ".."))
            while (out->size > start && out->data[--out->size] != '/')
                continue;
        if (ends_in_folder)
            continue;
        if (is_rooted || out->size > start)
            str_append_char(out, '/');
        str_append(out, part);
    }
    if ((ends_in_folder || slice_ends(path, "/")) &&
        (out->size == start || out->data[out->size - 1] != '/'))
        str_append_char(out, '/');
}

/* The path of a reference that is not rooted, behind the folder of the base. */
static void append_merged(struct str *out, const struct uri_parts *base,
                          struct slice path)
{
    struct str merged = {0};
    size_t end = base->path.size;
    while (end > 0 && base->path.data[end - 1] != '/')
        end--;
    if (end == 0 && base->authority.data != NULL)
        str_append_char(&merged, '/');
    str_append(&merged, slice_sub(base->path, 0, end));
    str_append(&merged, path);
    append_without_dots(out, str_slice(&merged));
    str_release(&merged);
}

static void append_front(struct str *out, const struct uri_parts *of)
{
    if (of->scheme.data != NULL) {
        str_append(out, of->scheme);
        str_append_char(out, ':');
    }
    if (of->authority.data != NULL) {
        str_append_text(out, "//");
        str_append(out, of->authority);
    }
}

struct slice uri_resolve(struct slice base, struct slice reference,
                         struct arena *arena)
{
    struct uri_parts from = split(base), to = split(reference);
    struct str out = {0};

    bool is_whole = to.scheme.data != NULL || to.authority.data != NULL;
    if (to.scheme.data == NULL)
        to.scheme = from.scheme;
    if (!is_whole)
        to.authority = from.authority;
    append_front(&out, &to);
    if (is_whole && !slice_starts(to.path, "/")) {
        str_append(&out, to.path); /* "urn:x:y" */
    } else if (is_whole || slice_starts(to.path, "/")) {
        append_without_dots(&out, to.path);
    } else if (to.path.size > 0) {
        append_merged(&out, &from, to.path);
    } else {
        str_append(&out, from.path);
        if (to.query.data == NULL)
            to.query = from.query;
    }
    if (to.query.data != NULL) {
        str_append_char(&out, '?');
        str_append(&out, to.query);
    }
    struct slice resolved = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return resolved;
}

struct slice uri_fragment(struct slice reference, struct arena *arena)
{
    size_t at = slice_find_char(reference, 0, '#');
    if (at == reference.size)
        return SLICE_NONE;
    struct str decoded = {0};
    (void)percent_append_decoded(&decoded, slice_from(reference, at + 1));
    struct slice fragment = arena_copy(arena, str_slice(&decoded));
    str_release(&decoded);
    return fragment;
}
