/* name.c - by the template of the address, not by its looks: a slug may end in
 * ".md", and then "/posts/notes.md" is an item. */
#include "export/name.h"

#include "base/array.h"
#include "base/percent.h"
#include "base/unicode.h"
#include "export/dist.h"
#include "media/kinds.h"
#include "query/leads.h"

static bool is_of_type(struct slice content_type, const char *type)
{
    return slice_is(
        slice_sub(content_type, 0, slice_find_char(content_type, 0, ';')),
        type);
}

/* A picture may be made in another format than its address says. */
static const char *picture_ending(struct slice path, struct slice type)
{
    static const struct {
        const char *type, *ending;
    } endings[] = {
        {"image/webp", ".webp"},
        {"image/avif", ".avif"},
        {"image/jpeg", ".jpg"},
        {"image/png", ".png"},
    };
    const struct media_kind *kind = media_kind_of(path);
    for (size_t i = 0; i < ARRAY_COUNT(endings); i++) {
        if (is_of_type(type, endings[i].type) &&
            (kind == NULL || !is_of_type(type, kind->type)))
            return endings[i].ending;
    }
    return leads_ending(true, path);
}

static const char *ending_of(const struct response *response, struct slice path,
                             bool has_query)
{
    struct slice type = response_header(response, "Content-Type");
    if (!template_has_form(response->template))
        return is_of_type(type, "text/html") ? ".html" : ".json";
    if (!has_query)
        return "";
    return response->template == TEMPLATE_MEDIA ? picture_ending(path, type)
                                                : leads_ending(true, path);
}

static bool check_part(struct slice part)
{
    return part.size > 0 && part.size <= DIST_MAX_NAME &&
           !slice_is(part, ".") && !slice_is(part, "..") &&
           !slice_is(part, DIST_OWN);
}

static bool check(struct slice target, struct slice name, struct err *err)
{
    struct slice rest = name, part;
    bool ok = name.size < DIST_MAX_PATH;
    while (ok && slice_cut(&rest, '/', &part))
        ok = check_part(part);
    if (ok && !slice_ends(name, "/"))
        return true;
    err_set(err, ERR_LIMIT, "no file can have the answer to '%.*s'",
            SLICE_FMT(slice_sub(target, 0, 200)));
    return err_set_hint(err,
                        "each part of its name has 1 to %d bytes and is not "
                        "'.' or '..'; all of it has less than %d",
                        DIST_MAX_NAME, DIST_MAX_PATH);
}

bool name_of_answer(struct slice target, const struct response *response,
                    struct arena *arena, struct slice *ret_name,
                    struct err *err)
{
    size_t mark = slice_find_char(target, 0, '?');
    struct slice query = slice_from(target, mark + 1), path;
    if (!percent_decode(slice_sub(target, 0, mark), false, arena, &path))
        path = slice_sub(target, 0, mark);
    path = unicode_nfc(arena, slice_from(path, 1));
    while (slice_ends(path, "/"))
        path = slice_sub(path, 0, path.size - 1);
    bool is_root = response->template == TEMPLATE_ROOT;
    struct slice name = arena_printf(
        arena, "%.*s%s%s%.*s%s", SLICE_FMT(path),
        is_root && path.size > 0 ? "/" : "", is_root ? "index" : "",
        query.size > 0 ? (int)query.size + 1 : 0,
        query.size > 0
            ? arena_printf(arena, "%c%.*s", LEADS_MARK, SLICE_FMT(query)).data
            : "",
        ending_of(response, path, query.size > 0));
    if (!check(target, name, err))
        return false;
    *ret_name = name;
    return true;
}
