/* srcset.c - each candidate is an address under /_media with a width.
 *
 * They are WebP, which every browser has read since 2020, is a third smaller
 * than JPEG, and is made in a tenth of the time of AVIF. A front end that wants
 * AVIF writes <picture> with addresses of its own. */
#include "store/srcset.h"

#include "pictures/plan.h"
#include "pictures/studio.h"
#include "store/media_links.h"

#include <inttypes.h>

bool srcset_is_made(const struct policy *policy, const struct picture *picture)
{
    return policy->makes_pictures && studio_is_open() &&
           picture_is_changed(picture) &&
           (uint64_t)picture->width * picture->height <= PICTURE_MAX_PIXELS;
}

/* A picture is never enlarged: where the next width is beyond it, what comes is
 * as wide as the picture. */
void srcset_append(struct str *out, const struct policy *policy,
                   const struct media_file *file, const struct picture *picture,
                   const struct srcset_addresses *addresses)
{
    uint32_t widths[POLICY_MAX_WIDTHS];
    size_t count = policy_widths(policy, widths);
    bool is_whole = false;
    for (size_t i = 0; i < count && !is_whole; i++) {
        is_whole = widths[i] >= picture->width;
        str_append_text(out, i > 0 ? ", " : "");
        str_append(out, addresses->before);
        media_append_href(out, policy, file);
        str_appendf(out, "?w=%u&format=webp", widths[i]);
        if (addresses->has_fingerprint)
            str_appendf(out, "&v=%016" PRIx64, addresses->hash);
        if (addresses->more.size > 0)
            str_appendf(out, "&%.*s", SLICE_FMT(addresses->more));
        str_appendf(out, " %uw", is_whole ? picture->width : widths[i]);
    }
}
