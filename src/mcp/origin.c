/* origin.c - which pages may send messages.
 *
 * A browser sends Origin with every POST, and nothing in a page can change it;
 * a program that is no browser has none to send. So a message without one is
 * let in, and one with an origin only where the operator has named that.
 *
 * "*" names nobody. A page that may read what is public anyway gains nothing
 * here, but one whose name was made to mean this machine (DNS rebinding) could
 * speak to a server that only this machine reaches. So where the operator has
 * named no origin, only pages of this machine and of the site itself may
 * (2026-07-28, streamable-http, "Security & Endpoint"). */
#include "base/array.h"
#include "mcp/mcp.h"

static bool is_port(struct slice rest)
{
    return rest.size == 0 ||
           (slice_starts(rest, ":") && slice_is_digits(slice_from(rest, 1)));
}

/* RFC 6761, 6.3, and the addresses of the loopback interface. */
static bool is_local(struct slice origin)
{
    static const char *const hosts[] = {"localhost", "127.0.0.1", "[::1]"};
    size_t host = slice_find(origin, 0, SLICE("://")) + 3;
    struct slice rest = slice_from(origin, host);
    if (!slice_starts(origin, "http://") && !slice_starts(origin, "https://"))
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(hosts); i++) {
        if (slice_starts(rest, hosts[i]) &&
            is_port(slice_from(rest, slice_of(hosts[i]).size)))
            return true;
    }
    return false;
}

/* Whether it is that of the site's own pages. */
static bool is_of_site(const struct policy *policy, struct slice origin)
{
    struct slice url = policy->public_url;
    size_t host = slice_find(url, 0, SLICE("://")) + 3;
    return url.size > 0 &&
           slice_equal_nocase(
               slice_sub(url, 0, slice_find_char(url, host, '/')), origin);
}

bool mcp_admits(const struct policy *policy, struct slice origin)
{
    if (origin.data == NULL)
        return true;
    return policy_is_open(policy)
               ? is_local(origin) || is_of_site(policy, origin)
               : policy_admits(policy, origin);
}
