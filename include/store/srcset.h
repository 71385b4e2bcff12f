/* srcset.h - the widths that a browser can choose a picture from.
 *
 *     /_media/a.jpg?w=320&format=webp 320w, ...?w=640&format=webp 640w
 */
#ifndef STORE_SRCSET_H
#define STORE_SRCSET_H

#include "media/picture.h"
#include "store/snapshot.h"

struct media_file;

/* What else the addresses have. */
struct srcset_addresses {
    bool has_fingerprint;
    uint64_t hash;       /* of the picture's bytes: ?v= */
    struct slice more;   /* "status=all", or "" */
    struct slice before; /* of each address: "https://api.example.org", "" */
};

/* Whether pictures are made of this one: it is of a file that may be served,
 * and the policy and the program let it. */
bool srcset_is_made(const struct policy *policy, const struct picture *picture);

/* Appends the candidates of HTML's `srcset`, without escapes: each width of the
 * policy below that of the picture, and the picture's own, or the widest one.
 */
void srcset_append(struct str *out, const struct policy *policy,
                   const struct media_file *file, const struct picture *picture,
                   const struct srcset_addresses *addresses);

#endif
