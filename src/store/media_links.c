/* media_links.c - a file has one address here, by its path in DIR, and at most
 * one on the site.
 *
 * What lies in a folder that is published as it is has its path below that
 * folder. What lies beside a document in the folder of its page has the address
 * of the page and its name, as for links in bodies. What generators build, move
 * and rename has no address that could be told from here, and stays as it is
 * written.
 *
 * Conditions and facets see front matter as its writer wrote it, whatever is
 * shown: a query must not depend on where the server is. */
#include "store/media_links.h"

#include "base/percent.h"
#include "document/path.h"
#include "store/link.h"

void media_append_href(struct str *out, const struct policy *policy,
                       const struct media_file *file)
{
    str_append(out, policy->base_path);
    str_append(out, SLICE("/_media/"));
    percent_append(out, file->path);
}

bool media_append_url(struct str *out, const struct snapshot *snapshot,
                      const struct media_file *file)
{
    return media_append_site_path(out, snapshot->media, file);
}

static void append_public_url(struct str *out, const struct policy *policy)
{
    struct slice url = policy->public_url;
    while (slice_ends(url, "/"))
        url = slice_sub(url, 0, url.size - 1);
    str_append(out, url);
}

/* Below the folder of the document's page. */
static bool append_beside(struct str *out, const struct entry *entry,
                          const struct media_file *file)
{
    struct slice folder = path_folder(entry->source->path);
    struct slice page_folder = entry_page_folder(entry);
    if (page_folder.data == NULL || !path_is_within(file->path, folder))
        return false;
    str_append_text(out, page_folder.size > 0 ? "/" : "");
    percent_append(out, page_folder);
    str_append_text(out, folder.size > 0 ? "" : "/");
    percent_append(out, slice_from(file->path, folder.size));
    return true;
}

bool media_append_shown(struct str *out, const struct snapshot *snapshot,
                        const struct entry *entry, struct slice written)
{
    const struct policy *policy = &snapshot->policy;
    size_t start = out->size;
    if (policy->media_urls == MEDIA_URLS_WRITTEN)
        return false;
    const struct media_file *file = media_resolve(
        snapshot->media, path_folder(entry->source->path), written);
    if (file == NULL || !file->is_served)
        return false;
    if (policy->media_urls == MEDIA_URLS_API) {
        media_append_href(out, policy, file);
    } else {
        append_public_url(out, policy);
        if (!media_append_url(out, snapshot, file) &&
            !append_beside(out, entry, file)) {
            out->size = start;
            return false;
        }
    }
    str_append(out, slice_from(written, slot_path(written).size));
    return true;
}

struct shower {
    struct snapshot *snapshot;
    const struct entry *entry;
    struct str url;
};

static bool show_value(struct shower *s, const struct value *value,
                       struct value *ret_shown);

static bool show_items(struct shower *s, const struct value *value,
                       struct value *ret_shown)
{
    struct value shown, *items = NULL;
    for (size_t i = 0; i < value->size; i++) {
        if (!show_value(s, &value->as.items[i], &shown))
            continue;
        if (items == NULL) {
            items =
                arena_objects(&s->snapshot->arena, value->size, sizeof *items);
            for (size_t k = 0; k < value->size; k++)
                items[k] = value->as.items[k];
        }
        items[i] = shown;
    }
    ret_shown->as.items = items;
    return items != NULL;
}

static bool show_members(struct shower *s, const struct value *value,
                         struct value *ret_shown)
{
    struct value shown;
    struct member *members = NULL;
    for (size_t i = 0; i < value->size; i++) {
        if (!show_value(s, &value->as.members[i].value, &shown))
            continue;
        if (members == NULL) {
            members = arena_objects(&s->snapshot->arena, value->size,
                                    sizeof *members);
            for (size_t k = 0; k < value->size; k++)
                members[k] = value->as.members[k];
        }
        members[i].value = shown;
    }
    ret_shown->as.members = members;
    return members != NULL;
}

/* As deep as front matter may be nested. Whether it is shown in another way;
 * what stays the same is shared. */
static bool show_value(struct shower *s, const struct value *value,
                       struct value *ret_shown)
{
    *ret_shown = *value;
    if (value_is_array(value))
        return show_items(s, value, ret_shown);
    if (value_is_object(value))
        return show_members(s, value, ret_shown);
    str_clear(&s->url);
    if (!string_names_media(slot_path(value_text(value))) ||
        !media_append_shown(&s->url, s->snapshot, s->entry, value_text(value)))
        return false;
    ret_shown->as.text =
        arena_copy(&s->snapshot->arena, str_slice(&s->url)).data;
    ret_shown->size = s->url.size;
    return true;
}

void media_show_addresses(struct snapshot *snapshot)
{
    struct shower s = {.snapshot = snapshot};
    struct value shown;
    if (snapshot->policy.media_urls == MEDIA_URLS_WRITTEN)
        return;
    for (size_t i = 0; i < snapshot->source_count; i++) {
        struct entry *entry = &snapshot->entries[i];
        if (entry->source == NULL)
            continue;
        s.entry = entry;
        if (!show_value(&s, entry_own_root(entry), &shown))
            continue;
        struct value *root = arena_alloc(&snapshot->arena, 1, sizeof *root);
        *root = shown;
        entry->shown_root = root;
    }
    str_release(&s.url);
}
