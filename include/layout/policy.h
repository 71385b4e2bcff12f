/* policy.h - the operator's settings that answers depend on, as plain data.
 *
 *     headmatter.yaml, variables, flags --> struct settings (room site)
 *                                               \-> struct policy --> snapshot
 *
 * Each snapshot has its own copy, so that an answer is made from the content
 * and the policy of one moment; a changed policy makes a new snapshot. */
#ifndef LAYOUT_POLICY_H
#define LAYOUT_POLICY_H

#include "base/arena.h"
#include "base/token_hash.h"
#include "document/value.h"

/* The operator's settings file, in the folder of the site. */
#define SETTINGS_FILE "headmatter.yaml"

#define POLICY_MAX_SORT_FIELDS 4

/* The fields that the API itself sorts by; all others are in front matter. */
enum sort_field {
    SORT_DATE,
    SORT_TITLE,
    SORT_POST_COUNT,
    SORT_FIELD, /* any other: its values are compared, not the entries */
};

/* Returns the one with that name, or SORT_FIELD for any other name. `name`
 * means the title: people and terms have a `name` where documents have a
 * `title`. */
enum sort_field sort_field_find(struct slice name);

struct sort_rule {
    struct slice field; /* "date", "title" or a key of the front matter */
    bool is_down;
};

/* The operator's settings for one collection. A document in it matches all of
 * paths, types and filter that are set. */
/* Which Markdown is read: that of the site's generator, or one for all. */
enum flavor { FLAVOR_AUTO, FLAVOR_COMMONMARK, FLAVOR_GFM, FLAVOR_COUNT };
extern const char *const flavor_words[]; /* by flavor; ends with NULL */

struct collection_policy {
    struct slice name;
    uint32_t line;               /* in the file, or 0 */
    const struct value *written; /* what is there, or NULL */
    struct slice root;           /* another folder with its files, as written */
    struct names paths;     /* globs, relative to DIR; none: by convention */
    struct names types;     /* values of `type`, else `layout` */
    struct value filter;    /* field -> value or list of values; or null */
    struct slice slug, url; /* patterns; NONE: by convention */
    struct sort_rule sort[POLICY_MAX_SORT_FIELDS];
    size_t sort_count;          /* 0: by date or path */
    struct names hidden_fields; /* keys that are treated as missing */
    bool has_flavor;            /* the files of `paths` have one of their own */
    enum flavor flavor;
};

/* A token with this hash gives access to unpublished documents. */
/* In which field answers say what they show; see api/cache_tags.h. */
enum cache_tags {
    CACHE_TAGS_OFF,
    CACHE_TAGS_SURROGATE_KEY,
    CACHE_TAGS_XKEY,
    CACHE_TAGS_CACHE_TAG,
    CACHE_TAGS_EDGE_CACHE_TAG,
    CACHE_TAGS_CDN_TAG,
    CACHE_TAGS_NETLIFY,
    CACHE_TAGS_VERCEL,
};

/* What links to files beside the content become in answers. */
enum media_urls {
    MEDIA_URLS_WRITTEN, /* they stay as they are written */
    MEDIA_URLS_SITE,    /* the front end's */
    MEDIA_URLS_API,     /* this server's */
};

struct token {
    struct slice name;
    struct token_hash hash;
};

/* What feeds say beside the content. */
struct feed_policy {
    struct names hubs;       /* WebSub: who tells subscribers of changes */
    struct names categories; /* of a podcast: "Arts", "Arts/Design" */
    struct slice image;      /* an address, or a path below public_url */
    struct slice author;     /* NONE: the site's title */
    struct slice guid;       /* of the podcast; NONE: by the feed's address */
    bool is_explicit;        /* of a podcast */
};

struct policy {
    struct slice title, description, public_url, language; /* NONE: unset */
    struct slice timezone;
    struct slice generator; /* what the folder is read as; NONE: as it looks */

    struct slice base_path; /* in front of every address: "" or "/api" */
    struct slice api_url; /* with the base path; NONE: the host of public_url */
    struct feed_policy feeds;
    struct names drafts; /* globs of files and folders that are kept back */
    bool serves_future;  /* future dates are published */
    bool decides_future; /* the operator has said which */
    bool serves_expired; /* so are those that have expired */
    long max_page_size;  /* of `limit` */
    long max_unpaged;    /* documents that limit=all may give */

    struct names origins;     /* that browsers may read from; "*": from any */
    bool allows_credentials;  /* of pages of listed origins */
    int compresses;           /* answers, for clients that can read it; or 0 */
    int has_explorer;         /* the page for browsers is there; or 0 */
    int has_mcp;              /* models are answered at /_mcp; or 0 */
    int sized_images;         /* in HTML they have their sizes; or 0 */
    int lazy_images;          /* all but the first of a body; or 0 */
    unsigned cache_tags;      /* enum cache_tags */
    unsigned media_urls;      /* enum media_urls */
    struct names media_roots; /* folders that are published as they are */
    struct names markdown_fields; /* of front matter: "bio", "Hero.text" */
    int makes_pictures;           /* of other sizes and formats; or 0 */
    struct names widths;          /* of these: see policy_widths() */
    int has_srcset;               /* images in HTML offer them; or 0 */
    struct slice image_sizes; /* how wide they are shown: `sizes`; or NONE */
    long max_age_s, shared_max_age_s; /* of browsers; of shared caches */
    long stale_while_revalidate_s, stale_if_error_s;

    bool serves_preview; /* there is also a preview snapshot */
    const struct token *tokens;
    size_t token_count;

    /* Used for building only; not in the copy of a snapshot. */
    const struct collection_policy *collections; /* the first that fits */
    size_t collection_count;

    /* Header fields: policy_copy() makes them. */
    struct slice cache_control, cdn_cache_control;
    struct slice service_link; /* of the description: RFC 8631, section 4.2 */
};

/* The policy without any settings. */
extern const struct policy policy_default;

/* Returns a copy whose strings all lie in the arena. */
struct policy policy_copy(const struct policy *policy, struct arena *arena);

/* Whether both accept the same tokens. */
bool policy_has_same_tokens(const struct policy *a, const struct policy *b);

/* Returns the settings of the collection of that name, or NULL. */
const struct collection_policy *
policy_find_collection(const struct policy *policy, struct slice name);

/* Returns why a collection cannot have that name, or NULL if it can. */
const char *collection_name_fault(struct slice name);

/* Returns how to correct an invalid pattern for addresses or slugs, or NULL if
 * it is valid. */
const char *permalink_fault(struct slice pattern);

/* Return the lifetimes as the value of Cache-Control, and as that of
 * CDN-Cache-Control, which caches before the server read in its place (RFC
 * 9213). No cache may use an answer beyond `most_s` seconds. */
struct slice policy_cache_control(const struct policy *policy, long most_s,
                                  struct arena *arena);
struct slice policy_cdn_cache_control(const struct policy *policy, long most_s,
                                      struct arena *arena);

#define POLICY_MAX_WIDTHS 16
#define POLICY_MIN_WIDTH  16
#define POLICY_MAX_WIDTH  8192

/* The width in pixels that the digits say, 0 if it is none that is allowed. */
uint32_t policy_read_width(struct slice text);

/* The widths that pictures may be made in, ascending: those of the policy, or
 * the usual ones. Returns how many there are, at least one. */
size_t policy_widths(const struct policy *policy,
                     uint32_t ret_widths[POLICY_MAX_WIDTHS]);

/* Whether pages of every origin may read the API, and whether those of one
 * origin may. */
bool policy_is_open(const struct policy *policy);
bool policy_admits(const struct policy *policy, struct slice origin);

#endif
