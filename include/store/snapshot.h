/* snapshot.h - every document of the site at one moment, indexed.
 *
 *     sources --> entries --> collections    posts, pages, authors, tags ...
 *                    \-----> by path, by slug, by url
 *
 * A snapshot is built by one thread, given its bytes by represent, published,
 * and from then on only read: no lock is needed, every pointer in it stays
 * valid until the last reference to it is gone. Documents that are drafts,
 * scheduled or expired are counted and otherwise not in it.
 *
 * For those who may see these too there is a second snapshot beside it, of the
 * same moment and with all of them in it: the preview. Neither has a pointer
 * to an entry of the other, so no answer from the one can show what only the
 * other has. */
#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include "store/collection.h"
#include "store/fragments.h"

/* What the site says of itself. SLICE_NONE where it says nothing. */
struct site_info {
    struct slice title;
    struct slice description;
    struct slice public_url;
    struct slice language;
    struct slice timezone;
    struct slice kind; /* "Stackbit site", "plain folder" */
};

struct left_out {
    size_t drafts, scheduled, expired, broken;
    size_t filtered; /* out of a collection, by the operator */
};

struct snapshot {
    atomic_uint reference_count;
    struct arena arena;
    struct policy policy;
    struct site_info site;
    struct slice folder_name;  /* of the folder that is served */
    struct slice content_root; /* in it; "" where it is that folder */

    struct source **sources; /* by path; the metas keep them */
    struct meta **metas;     /* a reference of each one's fields */
    size_t source_count;
    struct entry *entries; /* of each; without a collection if there is none */
    struct collection **collections; /* sorted by name */
    size_t collection_count, collection_capacity;
    struct list everything; /* the listed documents, by collection */
    unsigned kinds;         /* of these, or-ed, and all kinds of files */
    struct map paths;       /* source path -> entry */
    struct map urls;        /* url -> entry */
    struct map aliases;     /* urls that documents had before -> entry */
    struct left_out left_out;
    /* When a document that is left out will be due, or one that is served will
     * be past; INT64_MAX for never. */
    int64_t next_transition_ms;

    struct schema *schema; /* of everything; the room index's own */
    void (*free_index)(struct snapshot *snapshot); /* NULL: there is none */

    bool has_languages;               /* there are documents in more than one */
    struct snapshot *preview;         /* a reference; NULL: nobody may see */
    const struct snapshot *published; /* of a preview: what it is beside */

    struct diagnostics diagnostics; /* of the tree and of building it */
    struct lint *lint;              /* the room lint's own, or NULL */
    void (*free_lint)(struct lint *lint);

    char rev[REV_SIZE + 1]; /* a hash of every id and rev */
};

struct snapshot *snapshot_ref(struct snapshot *snapshot);
void snapshot_unref(struct snapshot *snapshot); /* NULL is accepted */
/* Whether there is a reference beside the caller's. */
bool snapshot_is_shared(const struct snapshot *snapshot);

struct collection *snapshot_find_collection(const struct snapshot *snapshot,
                                            struct slice name);

/* The entry of the same collection and slug in another snapshot, or NULL. */
const struct entry *snapshot_find_twin(const struct snapshot *snapshot,
                                       const struct entry *entry);

/* The document that a string in the content refers to by its path, with or
 * without the content folder in front; NULL if there is none. */
struct entry *snapshot_find_path(const struct snapshot *snapshot,
                                 struct slice path);

#endif
