/* policy.h - what the operator has settled: all of the settings that answers
 * depend on, as plain data.
 *
 *     headmatter.yaml, variables, flags --> struct settings (room site)
 *                                               \-> struct policy --> snapshot
 *
 * A snapshot has a copy of its own, so that an answer is made by the content
 * and the policy of one moment; a changed policy is a new snapshot. */
#ifndef LAYOUT_POLICY_H
#define LAYOUT_POLICY_H

#include "base/arena.h"
#include "base/token_hash.h"
#include "document/value.h"

/* Where the operator says it, below the site's folder. */
#define SETTINGS_FILE "headmatter.yaml"

#define POLICY_MAX_SORT_FIELDS 4

/* What the API itself sorts by; the rest are fields of the front matter. */
enum sort_field {
    SORT_DATE,
    SORT_TITLE,
    SORT_POST_COUNT,
    SORT_FIELD, /* any other: its values are compared, not the entries */
};

/* Which of them a name of an order is; people and terms have a `name` where
 * documents have a `title`. SORT_FIELD for the name of any other field. */
enum sort_field sort_field_find(struct slice name);

struct sort_rule {
    struct slice field; /* "date", "title" or a key of the front matter */
    bool is_down;
};

/* What the operator says of one collection. Of a document in it all of paths,
 * types and filter hold, as far as they are given. */
struct collection_policy {
    struct slice name;
    uint32_t line;               /* in the file, or 0 */
    const struct value *written; /* what is there, or NULL */
    struct names paths;     /* globs, relative to DIR; none: by convention */
    struct names types;     /* values of `type`, else `layout` */
    struct value filter;    /* field -> value or list of values; or null */
    struct slice slug, url; /* patterns; NONE: by convention */
    struct sort_rule sort[POLICY_MAX_SORT_FIELDS];
    size_t sort_count;          /* 0: by date or path */
    struct names hidden_fields; /* keys that are as if they were not there */
};

/* Whoever shows a token that hashes to this sees what is not published. */
struct token {
    struct slice name;
    struct token_hash hash;
};

struct policy {
    struct slice title, description, public_url, language; /* NONE: unsaid */
    struct slice timezone;

    struct slice base_path; /* in front of every address: "" or "/api" */
    bool serves_future;     /* what has a date to come is published */
    long max_page_size;     /* of `limit` */
    long max_unpaged;       /* documents that limit=all may give */

    struct names origins; /* that browsers may read from; "*": from any */
    long max_age_s, stale_while_revalidate_s, stale_if_error_s;

    bool serves_preview; /* there is a snapshot of what is not published too */
    const struct token *tokens;
    size_t token_count;

    /* What building takes; not in the copy of a snapshot. */
    const struct collection_policy *collections; /* the first that fits */
    size_t collection_count;

    struct slice cache_control; /* header fields: policy_copy() makes them */
    struct slice service_link;  /* of the description: RFC 8631, section 4.2 */
};

/* What holds where nobody has said anything. */
extern const struct policy policy_default;

/* A copy whose texts all lie in the arena. */
struct policy policy_copy(const struct policy *policy, struct arena *arena);

/* Whether the same people are let in. */
bool policy_has_same_tokens(const struct policy *a, const struct policy *b);

/* What is said of the collection of that name, or NULL. */
const struct collection_policy *
policy_find_collection(const struct policy *policy, struct slice name);

/* Why the operator may not name a collection so; NULL if all is well. */
const char *collection_name_fault(struct slice name);

/* Why that is no pattern of addresses or slugs; NULL if it is one. */
const char *permalink_fault(struct slice pattern);

/* The lifetimes as a header field's value; none lasts longer than `most_s`. */
struct slice policy_cache_control(const struct policy *policy, long most_s,
                                  struct arena *arena);

/* Whether pages of every origin may read, and whether those of one may. */
bool policy_is_open(const struct policy *policy);
bool policy_admits(const struct policy *policy, struct slice origin);

#endif
