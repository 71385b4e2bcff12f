/* exchange.c - addresses, as the API writes them and as clients ask for them.
 */
#include "api/exchange.h"

#include "base/percent.h"
#include "represent/links.h"

#include <string.h>

#define POSTS "/posts"

/* There is one public prefix, the base path, and all links are made with it. A
 * proxy can say that it has removed it, but not that there is another one. */
bool exchange_is_stripped(const struct exchange *x)
{
    struct slice base = x->snapshot->policy.base_path;
    struct slice prefix =
        x->request != NULL ? x->request->forwarded_prefix : SLICE_NONE;
    if (slice_ends(prefix, "/"))
        prefix = slice_sub(prefix, 0, prefix.size - 1);
    return base.size > 0 && slice_equal(prefix, base);
}

struct slice exchange_below_base(const struct exchange *x, struct slice path)
{
    struct slice base = x->snapshot->policy.base_path;
    struct slice below = slice_from(path, base.size);
    bool is_below =
        slice_begins(path, base) && (below.size == 0 || below.data[0] == '/');
    return is_below ? below : SLICE_NONE;
}

const struct snapshot *exchange_surroundings(const struct exchange *x)
{
    return x->surroundings != NULL ? x->surroundings : x->snapshot;
}

struct slice exchange_href(const struct exchange *x, const char *path)
{
    struct slice base = x->snapshot->policy.base_path;
    return base.size > 0
               ? arena_printf(x->arena, "%.*s%s", SLICE_FMT(base), path)
               : slice_of(path);
}

struct slice exchange_entry_href(const struct exchange *x,
                                 const struct entry *entry, const char *suffix)
{
    struct str href = {0};
    if (x->query.statuses == 0 && suffix[0] == '\0')
        return entry->href;
    links_append_href(&href, entry, suffix, &x->query);
    struct slice kept = arena_copy(x->arena, str_slice(&href));
    str_release(&href);
    return kept;
}

struct slice exchange_section_href(const struct exchange *x,
                                   const struct entry *entry,
                                   const char *suffix, struct slice section)
{
    struct slice href = exchange_entry_href(x, entry, suffix);
    if (section.data == NULL)
        return href;
    const char *before = slice_find_char(href, 0, '?') < href.size ? "&" : "?";
    href = arena_printf(x->arena, "%.*s%ssection=%.*s", SLICE_FMT(href), before,
                        SLICE_FMT(percent_encode(section, x->arena)));
    if (x->surroundings == NULL)
        return href;
    return arena_printf(x->arena, "%.*s&preview=%.*s", SLICE_FMT(href),
                        SLICE_FMT(percent_encode(x->query.preview, x->arena)));
}

const struct entry *exchange_find_owner(const struct collection *collection,
                                        struct slice path)
{
    if (!slice_ends(path, POSTS))
        return NULL;
    const struct entry *owner = collection_find(
        collection, slice_sub(path, 0, path.size - strlen(POSTS)));
    return owner != NULL && (entry_is_person(owner) || entry_is_term(owner))
               ? owner
               : NULL;
}
