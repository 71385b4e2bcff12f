/* ask.h - asks the API on behalf of who has sent a message. Private to this
 * room. */
#ifndef MCP_ASK_H
#define MCP_ASK_H

#include "mcp/inquiry.h"

/* Builds an address of the API: its path, then its parameters. */
struct address {
    struct str text;
    bool has_query;
};

/* Starts with the base path and the path, which begins with "/". */
void address_start(struct address *address, const struct inquiry *inquiry,
                   struct slice path);
void address_add(struct address *address, struct slice name,
                 struct slice value);
/* The same, unless the value is SLICE_NONE. */
void address_add_given(struct address *address, const char *name,
                       struct slice value);
void address_release(struct address *address);

/* What the API answers. */
struct reply {
    int status;   /* 200, or that of a problem */
    json_t *body; /* of its own; NULL: it is no JSON */
};

/* Follows redirects within the API. */
void ask_api(const struct inquiry *inquiry, const struct address *address,
             struct reply *ret_reply);
void reply_release(struct reply *reply);

/* Appends the words of a problem, for a model: what is wrong and what is near.
 */
void reply_append_problem(const struct inquiry *inquiry,
                          const struct reply *reply, struct str *out);

/* The path of an address of the API below the base path, decoded and without
 * its first slash: the id of a document. */
struct slice address_id(const struct inquiry *inquiry, struct slice href);

#endif
