/* rules.h - the types of all files, in as few rules as there can be. Private to
 * this room.
 *
 *     *.json                application/json; charset=utf-8
 *     /_media/ *.json       application/json
 *     /feed.json            application/feed+json
 */
#ifndef EXPORT_RULES_H
#define EXPORT_RULES_H

#include "export/hosts.h"

struct rule {
    bool is_media;     /* is about files below /_media */
    struct slice name; /* of one file; SLICE_NONE: of all others that end */
    struct slice end;  /*   with this, "json" */
    const struct file_kind *kind;
    size_t count; /* of the files */
};

struct rule_field {
    struct slice name, value;
};

#define RULES_MAX_FIELDS 8

/* Everything lies in the arena, or lasts as long as the hosts. */
struct rules {
    const struct hosts *hosts;
    struct slice base;  /* the base path: "/api", or "" */
    struct slice root;  /* DIST, absolute */
    struct rule *items; /* by their ends first, then by name */
    size_t count, capacity;
    struct rule_field fields[RULES_MAX_FIELDS]; /* of all answers */
    size_t field_count;
    struct slice media_field; /* Cross-Origin-Resource-Policy, or SLICE_NONE */
};

void rules_build(const struct hosts *hosts, struct arena *arena,
                 struct rules *ret_rules);

/* Each appends the configuration of a server. */
void rules_append_nginx(const struct rules *rules, struct str *out);
void rules_append_caddy(const struct rules *rules, struct str *out);
void rules_append_serve(const struct rules *rules, struct str *out);
void rules_append_headers(const struct rules *rules, struct str *out);
void rules_append_redirects(const struct rules *rules, struct str *out);

/* Appends the decoded path of a target without a query: where it is a redirect,
 * and where it is an answer whose file has another name. False for others. */
bool rules_append_moved(const struct export_target *target, struct str *out);
bool rules_append_plain(const struct export_target *target, struct str *out);

#endif
