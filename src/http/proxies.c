/* proxies.c - whom to believe what they say of a request.
 *
 * X-Forwarded-Proto, -Host and -For are not read: no address that the API
 * writes has a scheme or a host, and the access log names who has connected. */
#include "http/proxies.h"

bool proxies_read(const struct names *texts, struct proxies *ret_proxies,
                  struct err *err)
{
    if (texts->count > SERVER_MAX_PROXIES)
        return err_set(err, ERR_LIMIT,
                       "there can be at most %d trusted proxies, not %zu",
                       SERVER_MAX_PROXIES, texts->count);
    for (size_t i = 0; i < texts->count; i++) {
        if (!network_parse(texts->items[i], &ret_proxies->items[i]))
            return err_set(err, ERR_INVALID,
                           "a trusted proxy is an address or network such as "
                           "10.0.0.0/8, not '%.*s'",
                           SLICE_FMT(texts->items[i]));
    }
    ret_proxies->count = texts->count;
    return true;
}

static bool is_proxy(const struct proxies *proxies, const char *peer)
{
    struct network address;
    if (proxies->count == 0 || !network_parse(slice_of(peer), &address))
        return false;
    for (size_t i = 0; i < proxies->count; i++) {
        if (network_has(&proxies->items[i], &address))
            return true;
    }
    return false;
}

void proxies_complete(const struct proxies *proxies, const char *peer,
                      const struct head *head, struct request *request)
{
    static const char field[] = "X-Forwarded-Prefix";
    if (!is_proxy(proxies, peer))
        return;
    request->is_from_proxy = true;
    /* Of several, some may be the client's: none of them counts. */
    request->forwarded_prefix =
        head_count(head, field) > 1 ? SLICE("") : head_find(head, field);
}
