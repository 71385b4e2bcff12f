/* layout.h - interprets a tree as the generator that it was written for does.
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

/* Everything that the places of a site's documents depend on. */
struct layout {
    uint64_t id; /* equal for layouts that put each source in the same place;
                    0: it depends on other sources, too */
    uint64_t reading; /* equal for layouts that read each source in the same
                         way */
    const struct generator *generator;
    const struct tree *tree;
    const struct value *config; /* what the generator's settings say, or NULL */
    struct slice config_path;
    const struct policy *policy; /* of the operator, or NULL */
    struct arena arena;          /* of config */
    bool is_posts_folder;        /* DIR is a folder of posts and nothing else */
    struct source *const *sources;
    struct meta *const *metas; /* of each source, once they are read */
    struct map bundles;   /* Hugo: "trip/index" -> where it is in sources */
    struct map sections;  /* and "posts/_index.de", likewise */
    struct map tag_files; /* Docusaurus: "blog/" -> the source of its tags */
    struct default_scope *scopes; /* Jekyll: what its defaults are for */
    size_t scope_count;
    uint64_t facts;          /* hash of what else `reading` depends on */
    const char *publish_key; /* without which no note of a vault is published;
                                or NULL */
    const struct meta *oldest_post; /* and of a limited number; or NULL */
};

/* What a destination starts with if it is the path of a file, and how much of
 * that is no part of the path: "@/a.md" is "/a.md" in the content root, and
 * "{filename}a.md" is "a.md", beside the document. */
struct link_prefix {
    const char *prefix; /* NULL ends a table */
    size_t skipped;
};

/* Which documents have their path in the collection as their slug. Such a slug
 * never changes, whatever is added beside it. People never do: they are
 * referred to by name. */
enum naming {
    NAMED_MIXED,      /* all but dated posts, which their files name */
    NAMED_BY_PATH,    /* all */
    NAMED_BY_ID,      /* all, as github-slugger writes each name */
    NAMED_BY_FOLDERS, /* all; the key `slug` replaces the last part */
    NAMED_BY_TYPE,    /* those without a type of their own: pages and data */
};

/* Where a document is filed. */
struct place {
    struct slice collection;
    struct slice slug;       /* as wished; it may be taken */
    struct slice short_slug; /* an alias while only one document has
                                it; SLICE_NONE for none */
    enum naming naming;
    struct slice path_in_collection; /* without extension */
    bool is_reserved;  /* its folder's name is one that the API uses */
    bool is_left_out;  /* not a document of the site: settings, a plain file */
    bool is_held_back; /* the generator does not publish it; left out, too */
    bool lacks_body;   /* its type is one of pages, but it is a data file */
    bool is_unlisted;  /* a part of a page: it has an address, and no list */
    int64_t weight;    /* its position in lists; 0 if unset */
    const struct meta *owner; /* a document that it is a mere part of */
};

/* Recognises the generator that the tree was written for. The caller ends the
 * result with layout_release(). */
struct layout layout_of(const struct layout_input *input);
void layout_release(struct layout *layout);
const char *layout_name(const struct layout *layout); /* "Jekyll site" */
/* Why: what follows "because", "of _config.yml"; it may lie in the arena. */
struct slice layout_reason(const struct layout *layout, struct arena *arena);
/* Whether the key `url` of the document is the address of its page. */
bool layout_takes_url(const struct layout *layout, const struct meta *meta);
/* Whether the key `path` is, with the language that is in it. */
bool layout_takes_path(const struct layout *layout);
/* Whether every string under `aliases` is an address. To others one without a
 * slash is another name of the document, as in a vault of notes. */
bool layout_takes_aliases(const struct layout *layout);
/* What links start with; NULL if nothing. */
const struct link_prefix *layout_link_prefixes(const struct layout *layout);
/* Returns what links name the document by, whatever its path is: its id, as
 * they have it. SLICE_NONE for none. */
struct slice layout_link_id(const struct layout *layout,
                            const struct meta *meta, struct arena *arena);
/* Whether the addresses of folders do: "/docs/". */
bool layout_ends_with_slash(const struct layout *layout);
/* Whether a page that is not translated is shown in another language, at the
 * address that its translation would have. */
bool layout_shows_untranslated(const struct layout *layout);
/* Whether data files may list the people of the site. */
bool layout_has_people_files(const struct layout *layout);

/* Reads the fields of every source, including those inherited from other files.
 * `metas` has one element for each source: a meta that was read from the same
 * source by the same rule is kept, NULL or any other is replaced. Warns about
 * inherited values that cannot be read. The caller owns the references. */
void layout_read(struct layout *layout, const struct layout_input *input,
                 struct meta **metas, struct arena *arena,
                 struct diagnostics *diagnostics);

/* Strings live in the meta or in `arena`. */
struct place layout_place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena);

/* Returns the url of the document's page, once its slug is final; SLICE_NONE
 * for data and people, and if the generator does not write a page for it. */
struct slice layout_url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena);

/* Returns the page of the section that a document is in; the document is not
 * published before it. NULL for most documents. */
const struct meta *layout_section(const struct layout *layout,
                                  const struct meta *meta);

/* The tags or categories of a document, as its generator reads them. The slugs
 * are those of the meta if it has as many names, otherwise NULL. `found`
 * receives a warning if there are more names than are kept. */
struct terms {
    struct names names;
    const struct names *slugs;
};

struct terms layout_tags(const struct layout *layout, const struct meta *meta,
                         struct arena *arena, struct diagnostics *found);
struct terms layout_categories(const struct layout *layout,
                               const struct meta *meta, struct arena *arena,
                               struct diagnostics *found);

/* Applies to the policy what the generator's settings say about documents that
 * are dated to come or have expired. Drafts stay unpublished: a warning says so
 * where the settings would publish them. */
void layout_adjust_policy(const struct layout *layout, struct policy *policy,
                          struct diagnostics *diagnostics);

/* What the generator's settings say about the site; SLICE_NONE or "" if unset.
 * Strings lie in `settings` or in the arena. */
struct site_facts {
    struct slice title, description, public_url, language;
};

struct site_facts layout_site_facts(const struct value *settings,
                                    struct arena *arena);

#endif
