/* proxies.c - whom to believe what they say of a request.
 *
 *     X-Forwarded-For: 192.0.2.66, 198.51.100.7, 10.0.0.2     from 10.0.0.3
 *                      anybody's   the client    a proxy      a proxy
 *
 * Each proxy adds the address that it was asked by at the end, so the list can
 * be believed from its end as far as it names our proxies; what comes before
 * the first other address is anybody's. A proxy that writes only one of the two
 * fields passes the other one on as it came. Nearly all of them write
 * X-Forwarded-For, so that one counts where there are both.
 *
 * X-Forwarded-Proto and -Host are not read: no address that the API writes has
 * a scheme or a host. */
#include "http/proxies.h"

#include <string.h>

bool proxies_read(const struct names *texts, struct proxies *ret_proxies,
                  struct err *err)
{
    if (texts->count > SERVER_MAX_PROXIES)
        return err_set(err, ERR_LIMIT,
                       "there can be at most %d trusted proxies, not %zu",
                       SERVER_MAX_PROXIES, texts->count);
    *ret_proxies = (struct proxies){0};
    for (size_t i = 0; i < texts->count; i++) {
        struct network *next = &ret_proxies->items[ret_proxies->count];
        if (slice_is(texts->items[i], PROXIES_UNIX))
            ret_proxies->has_unix = true;
        else if (network_parse(texts->items[i], next))
            ret_proxies->count++;
        else
            return err_set(err, ERR_INVALID,
                           "a trusted proxy is an address or network such as "
                           "10.0.0.0/8, or unix, not '%.*s'",
                           SLICE_FMT(texts->items[i]));
    }
    return true;
}

bool proxies_trust(const struct proxies *proxies, const struct network *address)
{
    for (size_t i = 0; i < proxies->count; i++) {
        if (network_has(&proxies->items[i], address))
            return true;
    }
    return false;
}

static bool is_proxy(const struct proxies *proxies, const char *peer)
{
    struct network address;
    if (proxies->has_unix && strcmp(peer, PROXIES_UNIX) == 0)
        return true;
    return proxies->count > 0 && network_parse(slice_of(peer), &address) &&
           proxies_trust(proxies, &address);
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

/* "192.0.2.1", "192.0.2.1:4711", "2001:db8::1", "[2001:db8::1]:4711"; not
 * "unknown" or "_hidden" (RFC 7239, 6). */
static bool parse_node(struct slice node, struct network *ret_address)
{
    size_t colon = slice_find_char(node, 0, ':');
    if (slice_starts(node, "[")) {
        size_t end = slice_find_char(node, 0, ']');
        node = slice_sub(node, 1, end);
    } else if (slice_find_char(node, colon + 1, ':') >= node.size) {
        node = slice_sub(node, 0, colon);
    }
    return slice_find_char(node, 0, '/') == node.size &&
           network_parse(node, ret_address);
}

/* Where the last part of a list begins; a separator in quotes is none. Quotes
 * are counted from the end, since what precedes may be anybody's. */
static size_t last_part(struct slice list, char separator)
{
    bool is_quoted = false;
    size_t at = list.size;
    for (; at > 0; at--) {
        char c = list.data[at - 1];
        bool is_escaped = at > 1 && list.data[at - 2] == '\\';
        if (c == '"' && !is_escaped)
            is_quoted = !is_quoted;
        if (c == separator && !is_quoted)
            break;
    }
    return at;
}

static struct slice cut_last(struct slice *list, char separator)
{
    size_t at = last_part(*list, separator);
    struct slice part = slice_trim(slice_from(*list, at));
    *list = slice_sub(*list, 0, at > 0 ? at - 1 : 0);
    return part;
}

/* The node of `for=192.0.2.1;proto=https;by="[2001:db8::1]"`. */
static struct slice node_of_element(struct slice element)
{
    while (element.size > 0) {
        struct slice pair = cut_last(&element, ';');
        size_t equals = slice_find_char(pair, 0, '=');
        struct slice value = slice_from(pair, equals + 1);
        if (!slice_equal_nocase(slice_sub(pair, 0, equals), SLICE("for")))
            continue;
        return value.size > 1 && slice_starts(value, "\"") &&
                       slice_ends(value, "\"")
                   ? slice_sub(value, 1, value.size - 1)
                   : value;
    }
    return SLICE_NONE;
}

struct slice proxies_client(const struct proxies *proxies, const char *peer,
                            const struct head *head, struct str *scratch,
                            char ret_text[NETWORK_ADDRESS_BYTES])
{
    struct slice client = slice_of(peer);
    if (!is_proxy(proxies, peer))
        return client;
    struct slice list = head_join(head, "X-Forwarded-For", scratch);
    bool is_standard = list.data == NULL;
    if (is_standard)
        list = head_join(head, "Forwarded", scratch);

    for (unsigned hops = 0; list.size > 0 && hops < PROXIES_MAX_HOPS; hops++) {
        struct network address;
        struct slice part = cut_last(&list, ',');
        if (!parse_node(is_standard ? node_of_element(part) : part, &address))
            break;
        network_render_address(&address, ret_text);
        client = slice_of(ret_text);
        if (!proxies_trust(proxies, &address))
            break;
    }
    return client;
}
