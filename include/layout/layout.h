/* layout.h - what the generator that wrote a tree means by it.
 *
 *     sources --> layout --> metas            their fields, defaults merged
 *                        \-> places, urls     of each, by its path
 *
 * A layout points into its input and lives for one build. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "base/map.h"
#include "layout/meta.h"
#include "layout/policy.h"
#include "layout/tree.h"

struct layout_input {
    const struct tree *tree;
    const struct policy *policy;
    struct source *const *sources; /* sorted by path */
    size_t source_count;
    int64_t now_ms;
};

/* What of a site its documents' places depend on. */
struct layout {
    uint64_t id; /* equal for layouts that put each source in the same place;
                    0: it depends on other sources, too */
    const struct generator *generator;
    const struct tree *tree;
    const struct value *config; /* what the generator's settings say, or NULL */
    struct slice config_path;
    bool is_posts_folder; /* DIR is a folder of posts and nothing else */
    struct source *const *sources;
    struct meta *const *metas; /* of each source, once they are read */
    struct map bundles;  /* Hugo: folder -> where its index.md is in sources */
    struct map sections; /* and its _index.md, likewise */
    struct default_scope *scopes; /* Jekyll: what its defaults are for */
    size_t scope_count;
};

/* Where a document is filed. */
struct place {
    struct slice collection;
    struct slice slug;               /* as wished; it may be taken */
    struct slice path_in_collection; /* without extension */
    bool is_reserved; /* its folder's name is one that the API uses */
    bool is_left_out; /* no document of the site: its settings, a plain file */
    bool lacks_body;  /* its type is one of pages, and it is a file of data */
    bool is_unlisted; /* answers by its slug and is in no list */
    int64_t weight;   /* where its writer wants it in lists; 0 says nothing */
    const struct meta *owner; /* a document that it is a mere part of */
};

/* Recognises the generator that the tree was written for. The caller ends the
 * result with layout_release(). */
struct layout layout_of(const struct layout_input *input);
void layout_release(struct layout *layout);
const char *layout_name(const struct layout *layout); /* "Jekyll site" */
/* Whether a key `url` is that of the page. */
bool layout_takes_url(const struct layout *layout);
/* Whether files of data may list the site's people. */
bool layout_has_people_files(const struct layout *layout);

/* Reads the fields of every source, with what they inherit from other files.
 * `metas` has room for each: one that was read from the same source and by the
 * same rule stays, NULL or any other is replaced. Warns of what other files say
 * and cannot be read. The references are the caller's. */
void layout_read(struct layout *layout, const struct layout_input *input,
                 struct meta **metas, struct arena *arena,
                 struct diagnostics *diagnostics);

/* Strings live in the meta or in `arena`. */
struct place layout_place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena);

/* The url of the document's page, once its slug is settled; SLICE_NONE for
 * data and people, and where the generator makes no page of it. */
struct slice layout_url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena);

/* The page of the section that a document is in: it is not published before
 * that is. NULL for most. */
const struct meta *layout_section(const struct layout *layout,
                                  const struct meta *meta);

/* What a document is about, as its generator reads it. The slugs of the names
 * are those of the meta where that has as many, else NULL. `found` gets a
 * warning of more names than are kept. */
struct terms {
    struct names names;
    const struct names *slugs;
};

struct terms layout_tags(const struct layout *layout, const struct meta *meta,
                         struct arena *arena, struct diagnostics *found);
struct terms layout_categories(const struct layout *layout,
                               const struct meta *meta, struct arena *arena,
                               struct diagnostics *found);

/* What the generator's settings say of the site; SLICE_NONE or "" where they
 * say nothing. Strings lie in `settings` or in the arena. */
struct site_facts {
    struct slice title, description, public_url, language;
};

struct site_facts layout_site_facts(const struct value *settings,
                                    struct arena *arena);

#endif
