/* version.h - the versions of the protocol, and in what they differ here.
 * Private to this room.
 *
 * Up to 2025-11-25 a client begins with `initialize`. From 2026-07-28 on there
 * is no beginning: each request says in its `_meta` which version it is of. */
#ifndef MCP_VERSION_H
#define MCP_VERSION_H

#include "base/str.h"

struct mcp_version {
    const char *name;
    bool is_modern;     /* says in each request what it is */
    bool has_structure; /* outputSchema, structuredContent, title */
    bool has_batches;
    int not_found; /* the code for a resource that is not there */
};

extern const struct mcp_version mcp_versions[]; /* the newest first */
extern const size_t mcp_version_count;

/* What is spoken with a client that asks for a version that is not known, and
 * before it has asked; and over HTTP, where it does not say (2025-11-25,
 * transports, "Protocol Version Header"). */
extern const struct mcp_version *const mcp_version_offered;
extern const struct mcp_version *const mcp_version_unsaid;

/* NULL if it is not known. */
const struct mcp_version *mcp_version_find(struct slice name);

#endif
