/* snapshot.h - every document of the site at one moment, indexed.
 *
 *     sources --> entries --> collections    posts, pages, authors, tags ...
 *                    \-----> by path, by slug, by url
 *
 * A snapshot is built by one thread, rendered by represent, published, and from
 * then on only read: no lock is needed, and every pointer in it stays valid
 * until the last reference to it is gone. Drafts and scheduled or expired
 * documents are counted, but are not in it.
 *
 * For clients that may see these documents there is a second snapshot, of the
 * same moment, with all of them in it: the preview. Neither has a pointer to an
 * entry of the other, so no answer made from one can show what only the other
 * has. */
#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include "layout/menu.h"
#include "store/collection.h"
#include "store/fragments.h"

/* What the site says about itself; SLICE_NONE if unset. */
struct site_info {
    struct slice title;
    struct slice description;
    struct slice public_url;
    struct slice language;
    struct slice timezone;
    struct slice kind;   /* "Stackbit site", "plain folder" */
    struct slice reason; /* why it is that one: "of _config.yml" */
};

struct left_out {
    size_t drafts, scheduled, expired, broken;
    size_t filtered;       /* excluded by an operator's filter */
    size_t held_back;      /* files and folders that the generator excludes */
    size_t data_elsewhere; /* data files outside the folders of content */
};

/* A folder that documents come from. Most sites have one. */
struct snapshot_root {
    struct slice prefix;       /* what its paths begin with: "", "notes/" */
    struct slice folder;       /* an absolute path; or "" */
    struct slice folder_name;  /* of that folder */
    struct slice content_root; /* a path in the site; "" if it is the folder of
                                  the first root */
    struct slice pages_root;   /* "pages" in there */
    const struct link_prefix *link_prefixes; /* of its generator, or NULL */
    struct slice kind;                       /* "Jekyll site" */
};

struct snapshot {
    atomic_uint reference_count;
    struct arena arena;
    struct policy policy;
    struct site_info site;
    struct snapshot_root *roots; /* the first is DIR */
    size_t root_count;
    /* How Markdown is read that is in no file of an entry. */
    struct markdown_options markdown;

    struct source **sources; /* by path; the metas keep them */
    struct meta **metas;     /* a reference to the fields of each */
    size_t source_count;
    struct entry *entries; /* one per source; collection is NULL if left out */
    struct collection **collections; /* sorted by name */
    size_t collection_count, collection_capacity;
    struct list everything; /* the listed documents, by collection */
    struct list routes;     /* and those that are only in /_all, likewise */
    unsigned kinds;         /* of these, or-ed, and all kinds of files */
    struct map paths;       /* source path, composed (NFC) -> entry */
    struct map urls;        /* url, without a slash at the end -> entry */
    struct map aliases;     /* former urls -> entry */
    struct map link_ids;    /* see layout_link_id() -> entry */
    struct map menus;       /* see layout/menu.h */
    struct menu_habits menu_habits;
    struct map notes;      /* of a vault: name, folded -> list of entries */
    struct map note_paths; /* and path, folded, without extension -> entry */
    struct left_out left_out;
    /* The next time at which a document that is left out is due, or one that is
     * served expires; INT64_MAX for never. */
    int64_t next_transition_ms;

    struct schema *schema;    /* of the routes; belongs to the room index */
    struct lazy_types *types; /* likewise */
    void (*free_index)(struct snapshot *snapshot); /* NULL: there is none */

    struct media *media; /* a reference: the files beside the documents */
    struct media_use *media_use; /* media_use.h */
    void (*free_media_use)(struct media_use *use);

    bool has_languages;       /* documents are in more than one language */
    bool shows_untranslated;  /* see layout_shows_untranslated() */
    struct snapshot *preview; /* a reference; NULL: no preview */
    const struct snapshot *published; /* of a preview: the public snapshot */

    struct diagnostics diagnostics; /* of the tree and of building it */
    struct lint *lint;              /* belongs to the room lint, or NULL */
    void (*free_lint)(struct lint *lint);
    struct search_view *search; /* belongs to the room search, or NULL */
    void (*free_search)(struct search_view *view);
    struct contract *contract; /* belongs to the room contract, or NULL */
    void (*free_contract)(struct contract *contract);

    struct journal *journal; /* belongs to the room sync, or NULL */
    uint64_t journal_end;    /* the step after this snapshot's */

    char rev[REV_SIZE + 1]; /* a hash of every id and rev */
    uint64_t serial; /* set by the store: 1, 2, 3 ...; the preview's: 0 */
};

struct snapshot *snapshot_ref(struct snapshot *snapshot);
void snapshot_unref(struct snapshot *snapshot); /* NULL is accepted */
/* Whether there is a reference other than the caller's. */
bool snapshot_is_shared(const struct snapshot *snapshot);

struct collection *snapshot_find_collection(const struct snapshot *snapshot,
                                            struct slice name);

/* Returns the entry of that slug, or NULL: also if there is no such
 * collection. */
struct entry *snapshot_find_entry(const struct snapshot *snapshot,
                                  struct slice collection, struct slice slug);

/* Returns the entry of the same collection and slug in another snapshot, or
 * NULL. */
const struct entry *snapshot_find_twin(const struct snapshot *snapshot,
                                       const struct entry *entry);

/* Returns the root that a file of this path is in. */
const struct snapshot_root *snapshot_find_root(const struct snapshot *snapshot,
                                               struct slice path);

/* Returns the document that a string in the content refers to by its path, with
 * or without the content folder in front, or NULL. It is looked for in the root
 * of `from`, the document with the string, and then in the others; NULL: in all
 * of them, the first before the others. */
struct entry *snapshot_find_path_from(const struct snapshot *snapshot,
                                      const struct source *from,
                                      struct slice path);
struct entry *snapshot_find_path(const struct snapshot *snapshot,
                                 struct slice path);

#endif
