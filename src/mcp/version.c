/* version.c - the table of versions. */
#include "mcp/version.h"

#include "base/array.h"
#include "mcp/rpc.h"

const struct mcp_version mcp_versions[] = {
    {.name = "2026-07-28",
     .is_modern = true,
     .has_structure = true,
     .not_found = RPC_INVALID_PARAMS},
    {.name = "2025-11-25",
     .has_structure = true,
     .not_found = RPC_RESOURCE_NOT_FOUND},
    {.name = "2025-06-18",
     .has_structure = true,
     .not_found = RPC_RESOURCE_NOT_FOUND},
    {.name = "2025-03-26",
     .has_batches = true,
     .not_found = RPC_RESOURCE_NOT_FOUND},
    {.name = "2024-11-05", .not_found = RPC_RESOURCE_NOT_FOUND},
};
const size_t mcp_version_count = ARRAY_COUNT(mcp_versions);

const struct mcp_version *const mcp_version_offered = &mcp_versions[1];
const struct mcp_version *const mcp_version_unsaid = &mcp_versions[3];

const struct mcp_version *mcp_version_find(struct slice name)
{
    for (size_t i = 0; i < mcp_version_count; i++) {
        if (slice_is(name, mcp_versions[i].name))
            return &mcp_versions[i];
    }
    return NULL;
}
