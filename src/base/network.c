/* network.c - IP addresses, and networks of them. */
#include "base/network.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <string.h>

#define MAX_TEXT_BYTES (INET6_ADDRSTRLEN - 1)
#define MAPPED_BITS    96

static unsigned address_bits(const struct network *network)
{
    return network->is_ipv6 ? 128 : 32;
}

static bool parse_address(struct slice text, struct network *network)
{
    char digits[MAX_TEXT_BYTES + 1] = "";
    if (text.size == 0 || text.size > MAX_TEXT_BYTES)
        return false;
    memcpy(digits, text.data, text.size);
    network->is_ipv6 = slice_find_char(text, 0, ':') < text.size;
    return strlen(digits) == text.size &&
           inet_pton(network->is_ipv6 ? AF_INET6 : AF_INET, digits,
                     network->address) == 1;
}

/* "8", not "08" or "129". */
static bool parse_bits(struct slice text, struct network *network)
{
    if (!slice_is_digits(text) || text.size > 3 ||
        (text.size > 1 && text.data[0] == '0'))
        return false;
    network->bits = 0;
    for (size_t i = 0; i < text.size; i++)
        network->bits = network->bits * 10 + (unsigned)(text.data[i] - '0');
    return network->bits <= address_bits(network);
}

/* Parses it, whatever the bits after the prefix are. */
static bool parse_loosely(struct slice text, struct network *network)
{
    size_t slash = slice_find_char(text, 0, '/');
    *network = (struct network){0};
    if (!parse_address(slice_sub(text, 0, slash), network))
        return false;
    network->bits = address_bits(network);
    return slash == text.size ||
           parse_bits(slice_from(text, slash + 1), network);
}

static bool bit_at(const struct network *network, unsigned i)
{
    return ((network->address[i / 8] >> (7 - i % 8)) & 1) != 0;
}

static bool has_bits_after_prefix(const struct network *network)
{
    for (unsigned i = network->bits; i < address_bits(network); i++) {
        if (bit_at(network, i))
            return true;
    }
    return false;
}

/* ::ffff:192.0.2.1 and networks of such addresses. */
static void turn_mapped_into_ipv4(struct network *network)
{
    static const unsigned char prefix[12] = {[10] = 0xff, [11] = 0xff};
    if (!network->is_ipv6 || network->bits < MAPPED_BITS ||
        memcmp(network->address, prefix, sizeof prefix) != 0)
        return;
    struct network ipv4 = {.bits = network->bits - MAPPED_BITS};
    memcpy(ipv4.address, network->address + sizeof prefix, 4);
    *network = ipv4;
}

bool network_parse(struct slice text, struct network *ret_network)
{
    struct network network;
    if (!parse_loosely(text, &network) || has_bits_after_prefix(&network))
        return false;
    turn_mapped_into_ipv4(&network);
    *ret_network = network;
    return true;
}

bool network_of_peer(const struct sockaddr *peer, struct network *ret_network)
{
    *ret_network = (struct network){.is_ipv6 = peer->sa_family == AF_INET6};
    const void *address =
        &((const struct sockaddr_in *)(const void *)peer)->sin_addr;
    if (ret_network->is_ipv6)
        address = &((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr;
    else if (peer->sa_family != AF_INET)
        return false;
    ret_network->bits = address_bits(ret_network);
    memcpy(ret_network->address, address, ret_network->bits / 8);
    turn_mapped_into_ipv4(ret_network);
    return true;
}

void network_render_address(const struct network *network,
                            char ret_text[NETWORK_ADDRESS_BYTES])
{
    static_assert(NETWORK_ADDRESS_BYTES == INET6_ADDRSTRLEN, "as inet_ntop()");
    if (inet_ntop(network->is_ipv6 ? AF_INET6 : AF_INET, network->address,
                  ret_text, NETWORK_ADDRESS_BYTES) == NULL)
        ret_text[0] = '\0';
}

const char *network_hint(struct slice text)
{
    struct network network;
    return parse_loosely(text, &network) && has_bits_after_prefix(&network)
               ? "a network begins with its first address, such as 10.0.0.0/8"
               : NULL;
}

bool network_has(const struct network *network, const struct network *other)
{
    unsigned whole = network->bits / 8, rest = network->bits % 8;
    unsigned difference =
        rest > 0 ? network->address[whole] ^ other->address[whole] : 0;
    return network->is_ipv6 == other->is_ipv6 && network->bits <= other->bits &&
           memcmp(network->address, other->address, whole) == 0 &&
           difference >> (8 - rest) == 0;
}
