/* docusaurus_routes.c - the address of a document below that of its plugin.
 *
 *     01-guides/02-set-up.md           guides/set-up
 *     guides/README.md                 guides/
 *     guides/a.md with `slug: ../b`    b
 *     travel/2024-05-01-trip.md        2024/05/01/travel/trip
 *
 * (getSlug(), the default parser of number prefixes and parseBlogFileName() of
 * Docusaurus 3) */
#include "layout/docusaurus.h"

#include "base/ascii.h"

#include <string.h>

static size_t skip_any(struct slice text, size_t at, const char *characters)
{
    while (at < text.size && strchr(characters, text.data[at]) != NULL)
        at++;
    return at;
}

static size_t skip_digits(struct slice text, size_t at)
{
    while (at < text.size && ascii_is_digit(text.data[at]))
        at++;
    return at;
}

/* "01 - intro" -> "intro"; a date or version, "7.0-intro", stays. */
static struct slice without_number(struct slice name)
{
    size_t digits = skip_digits(name, 0);
    size_t spaces = skip_any(name, digits, " \t");
    size_t signs = skip_any(name, spaces, "-_.");
    bool is_dated = digits < name.size && spaces == digits &&
                    signs == digits + 1 && skip_digits(name, signs) > signs;
    size_t rest = skip_any(name, signs, " \t");
    bool has_number = digits > 0 && signs > spaces && rest < name.size &&
                      strchr("-_.", name.data[rest]) == NULL;
    return has_number && !is_dated ? slice_from(name, rest) : name;
}

/* Each name of a path without its number. */
struct slice docusaurus_bare_path(const struct docusaurus_folder *folder,
                                  const struct meta *meta, struct slice path,
                                  struct arena *arena)
{
    struct str bare = {0};
    struct slice name;
    if (folder->keeps_numbers ||
        value_is_false(value_find(&meta->fields, "parse_number_prefixes")))
        return path;
    while (slice_cut(&path, '/', &name)) {
        str_append_text(&bare, bare.size > 0 ? "/" : "");
        str_append(&bare, without_number(name));
    }
    struct slice kept = arena_copy(arena, str_slice(&bare));
    str_release(&bare);
    return kept;
}

/* Whether a file is the page of its folder. */
bool docusaurus_is_index(struct slice inside)
{
    struct slice stem = path_stem(inside);
    struct slice folder = path_name(path_folder(inside));
    return slice_equal_nocase(stem, SLICE("index")) ||
           slice_equal_nocase(stem, SLICE("readme")) ||
           (folder.size > 0 && slice_equal_nocase(stem, folder));
}

/* The name of docs: their key `id`, else that of the file. */
static struct slice base_id(const struct docusaurus_spot *spot,
                            const struct meta *meta, struct arena *arena)
{
    struct slice id = value_spelling(value_find(&meta->fields, "id"), arena);
    return id.size > 0 ? id
                       : docusaurus_bare_path(&spot->folder, meta,
                                              path_stem(spot->inside), arena);
}

/* Leads from a folder to "../a", "b" or "/c/"; a slash at the end stays. */
static struct slice resolve(struct slice folder, struct slice way,
                            struct arena *arena)
{
    struct str clean = {0};
    struct slice whole =
        arena_printf(arena, "%.*s/%.*s", SLICE_FMT(folder), SLICE_FMT(way));
    bool is_known = path_clean(
        path_trim_slashes(slice_starts(way, "/") ? way : whole), &clean);
    struct slice path = arena_printf(
        arena, "%.*s%s", (int)clean.size, is_known ? clean.data : "",
        slice_ends(way, "/") && clean.size > 0 ? "/" : "");
    str_release(&clean);
    return path;
}

/* Where docs are below the route of their version: "guides/a", "guides/", or
 * "" for the first page. */
static struct slice docs_route(const struct docusaurus_spot *spot,
                               const struct meta *meta, struct arena *arena)
{
    struct slice folder = docusaurus_bare_path(
        &spot->folder, meta, path_folder(spot->inside), arena);
    struct slice slug =
        value_spelling(value_find(&meta->fields, "slug"), arena);
    if (slug.size > 0)
        return resolve(folder, slug, arena);
    if (!docusaurus_is_index(spot->inside))
        return resolve(folder, base_id(spot, meta, arena), arena);
    return folder.size > 0 ? arena_printf(arena, "%.*s/", SLICE_FMT(folder))
                           : folder;
}

/* Finds a date in the path of a post: "2024-05-01", also with slashes, and with
 * months and days of one digit. The last one counts. */
static bool find_date(struct slice path, size_t *ret_start, size_t *ret_end)
{
    for (size_t at = path.size; at-- > 0;) {
        size_t year = skip_digits(path, at);
        if (year != at + 4)
            continue;
        size_t month = skip_any(path, year, "-/");
        size_t month_end = skip_digits(path, month);
        size_t day = skip_any(path, month_end, "-/");
        size_t day_end = skip_digits(path, day);
        day_end = day_end > day + 2 ? day + 2 : day_end;
        if (month != year + 1 || month_end == month || month_end > month + 2 ||
            day != month_end + 1 || day_end == day)
            continue;
        *ret_start = at;
        *ret_end = day_end;
        return true;
    }
    return false;
}

static struct slice with_signs(struct slice text, char from, char to,
                               struct arena *arena)
{
    struct slice copy = arena_copy(arena, text);
    char *changed = (char *)copy.data;
    for (size_t i = 0; i < copy.size; i++)
        changed[i] = changed[i] == from ? to : changed[i];
    return copy;
}

/* "a/2024-05-01-b/index" -> "2024/05/01/a/b", as parseBlogFileName() does it.
 */
static struct slice blog_route(const struct docusaurus_spot *spot,
                               const struct meta *meta, struct arena *arena)
{
    struct slice path = path_without_extension(spot->inside);
    struct slice slug =
        value_spelling(value_find(&meta->fields, "slug"), arena);
    size_t start, end;
    if (slice_ends(path, "/index"))
        path = path_folder(path);
    if (slug.size > 0)
        return path_trim_slashes(slug);
    if (!find_date(path, &start, &end))
        return path;
    struct slice date =
        with_signs(slice_sub(path, start, end), '-', '/', arena);
    struct slice rest = slice_from(path, end);
    if (slice_starts(rest, "-") || slice_starts(rest, "/"))
        rest = slice_from(rest, 1);
    return arena_printf(arena, "%.*s/%.*s%.*s", SLICE_FMT(date), (int)start,
                        path.data, SLICE_FMT(rest));
}

/* "about/index" -> "about/". */
static struct slice page_route(const struct docusaurus_spot *spot)
{
    struct slice path = path_without_extension(spot->inside);
    return slice_is(path_name(path), "index")
               ? slice_sub(path, 0, path.size - strlen("index"))
               : path;
}

struct slice docusaurus_route(const struct docusaurus_spot *spot,
                              const struct meta *meta, struct arena *arena)
{
    switch (spot->folder.kind) {
    case DOCUSAURUS_DOCS:
        return docs_route(spot, meta, arena);
    case DOCUSAURUS_BLOG:
        return blog_route(spot, meta, arena);
    case DOCUSAURUS_PAGES:
    default:
        return page_route(spot);
    }
}

struct slice docusaurus_date(struct slice inside, struct arena *arena)
{
    size_t start, end;
    return find_date(inside, &start, &end)
               ? with_signs(slice_sub(inside, start, end), '/', '-', arena)
               : SLICE_NONE;
}
