/* kinds.h - which files may be served, and as what, by the ends of their names.
 *
 *     cover.jpg    image/jpeg, anywhere
 *     site.css     text/css, in folders that are published as they are
 *     config.php   not at all
 *
 * What is not in the table is never served: a list of what is dangerous would
 * always lack something. Pure; any thread may call it. */
#ifndef MEDIA_KINDS_H
#define MEDIA_KINDS_H

#include "base/str.h"

enum media_trait {
    MEDIA_PICTURE = 1 << 0,
    /* Becomes much smaller when it is compressed. */
    MEDIA_TEXT = 1 << 1,
    /* Beside content it is more likely a source, a template or somebody's data
     * than something to be published. */
    MEDIA_PUBLIC_ONLY = 1 << 2,
    /* May hold a database or a backup; see media_kind_of(). */
    MEDIA_ARCHIVE = 1 << 3,
    /* Shown by a part of the browser that a sandbox keeps away. */
    MEDIA_VIEWER = 1 << 4,
};

struct media_kind {
    const char *extension; /* "jpg", in lower case */
    const char *type;      /* the value of Content-Type */
    unsigned traits;       /* enum media_trait */
};

/* The kind of a file of this name; NULL if it is never served: its extension is
 * not in the table, its name begins with a dot, or it is an archive of
 * something that would not be served either, "dump.sql.gz". */
const struct media_kind *media_kind_of(struct slice file_name);

/* All of them, one by one from `index` 0; NULL after the last. */
const struct media_kind *media_kind_at(size_t index);

#endif
