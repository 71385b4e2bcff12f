/* media_links.c - a file has one address here, by its path in DIR, and at most
 * one on the site.
 *
 * What lies in a folder that is published as it is has its path below that
 * folder. What generators build, move and rename has no address that could be
 * told from here. */
#include "store/media_links.h"

#include "base/percent.h"

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
    struct slice path = media_site_path(snapshot->media, file);
    if (path.data == NULL)
        return false;
    percent_append(out, path);
    return true;
}
