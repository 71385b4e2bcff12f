/* policy.c - the default policy, and copies of a policy. */
#include "layout/policy.h"

#include "base/array.h"
#include "base/ascii.h"
#include "layout/place.h"

#include <limits.h>

static struct slice any_origin[] = {{"*", 1}};

const struct policy policy_default = {
    .base_path = {"", 0},
    .max_page_size = 1000,
    .max_unpaged = 10000,
    .origins = {any_origin, 1},
    .max_age_s = 0,
    .shared_max_age_s = 60,
    .stale_while_revalidate_s = 300,
    .stale_if_error_s = 86400,
    .compresses = true,
    .has_explorer = true,
};

const char *const flavor_words[] = {
    [FLAVOR_AUTO] = "auto",
    [FLAVOR_COMMONMARK] = "commonmark",
    [FLAVOR_GFM] = "gfm",
    [FLAVOR_COUNT] = NULL,
};

enum sort_field sort_field_find(struct slice name)
{
    static const struct {
        const char *name;
        enum sort_field field;
    } names[] = {
        {"date", SORT_DATE},
        {"title", SORT_TITLE},
        {"name", SORT_TITLE},
        {"post_count", SORT_POST_COUNT},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (slice_is(name, names[i].name))
            return names[i].field;
    }
    return SORT_FIELD;
}

static long smaller(long a, long b)
{
    return a < b ? a : b;
}

/* The stale-* lifetimes count from the end of the fresh one (RFC 5861, sections
 * 3 and 4); one of zero is omitted. */
static struct slice with_stale(struct str *out, long stale_s, long error_s,
                               struct arena *arena)
{
    if (stale_s > 0)
        str_appendf(out, ", stale-while-revalidate=%ld", stale_s);
    if (error_s > 0)
        str_appendf(out, ", stale-if-error=%ld", error_s);
    struct slice kept = arena_copy(arena, str_slice(out));
    str_release(out);
    return kept;
}

/* A browser asks again each time, so that whoever saves a file and reloads the
 * page sees what was saved. Fields of zero are written nevertheless: without
 * max-age a cache may guess (RFC 9111, section 4.2.2). */
struct slice policy_cache_control(const struct policy *policy, long most_s,
                                  struct arena *arena)
{
    struct str out = {0};
    long own_s = smaller(policy->max_age_s, most_s);
    long shared_s = smaller(policy->shared_max_age_s, most_s);
    long fresh_s = own_s > shared_s ? own_s : shared_s;
    str_appendf(&out, "public, max-age=%ld, s-maxage=%ld", own_s, shared_s);
    return with_stale(
        &out, 0, smaller(policy->stale_if_error_s, most_s - fresh_s), arena);
}

struct slice policy_cdn_cache_control(const struct policy *policy, long most_s,
                                      struct arena *arena)
{
    struct str out = {0};
    long fresh_s = smaller(policy->shared_max_age_s, most_s);
    str_appendf(&out, "max-age=%ld", fresh_s);
    return with_stale(
        &out, smaller(policy->stale_while_revalidate_s, most_s - fresh_s),
        smaller(policy->stale_if_error_s, most_s - fresh_s), arena);
}

uint32_t policy_read_width(struct slice text)
{
    uint32_t width = 0;
    if (!slice_is_digits(text) || text.size > 4)
        return 0;
    for (size_t i = 0; i < text.size; i++)
        width = width * 10 + (uint32_t)(text.data[i] - '0');
    return width >= POLICY_MIN_WIDTH && width <= POLICY_MAX_WIDTH ? width : 0;
}

/* Puts it where it belongs, unless it is there. */
static size_t add_width(uint32_t *widths, size_t count, uint32_t width)
{
    size_t at = count;
    while (at > 0 && widths[at - 1] >= width)
        at--;
    if (at < count && widths[at] == width)
        return count;
    for (size_t i = count; i > at; i--)
        widths[i] = widths[i - 1];
    widths[at] = width;
    return count + 1;
}

/* About a third wider each: so no device loads more than that in vain. */
size_t policy_widths(const struct policy *policy,
                     uint32_t ret_widths[POLICY_MAX_WIDTHS])
{
    static const uint32_t usual[] = {160, 320,  480,  640,  800,
                                     960, 1200, 1600, 1920, 2560};
    size_t count = 0;
    for (size_t i = 0; i < policy->widths.count && i < POLICY_MAX_WIDTHS; i++) {
        uint32_t width = policy_read_width(policy->widths.items[i]);
        count = width > 0 ? add_width(ret_widths, count, width) : count;
    }
    for (size_t i = 0; policy->widths.count == 0 && i < ARRAY_COUNT(usual); i++)
        ret_widths[count++] = usual[i];
    return count;
}

static struct names copy_names(const struct names *names, struct arena *arena)
{
    struct names copy = {
        .items = arena_alloc(arena, names->count, sizeof *names->items),
        .count = names->count,
    };
    for (size_t i = 0; i < names->count; i++)
        copy.items[i] = arena_copy(arena, names->items[i]);
    return copy;
}

static const struct token *copy_tokens(const struct policy *policy,
                                       struct arena *arena)
{
    struct token *copy = arena_alloc(arena, policy->token_count, sizeof *copy);
    for (size_t i = 0; i < policy->token_count; i++) {
        copy[i] = policy->tokens[i];
        copy[i].name = arena_copy(arena, copy[i].name);
    }
    return copy;
}

struct policy policy_copy(const struct policy *policy, struct arena *arena)
{
    struct policy copy = *policy;
    copy.title = arena_copy(arena, policy->title);
    copy.description = arena_copy(arena, policy->description);
    copy.public_url = arena_copy(arena, policy->public_url);
    copy.language = arena_copy(arena, policy->language);
    copy.timezone = arena_copy(arena, policy->timezone);
    copy.generator = arena_copy(arena, policy->generator);
    copy.base_path = arena_copy(arena, policy->base_path);
    copy.api_url = arena_copy(arena, policy->api_url);
    copy.feeds.hubs = copy_names(&policy->feeds.hubs, arena);
    copy.feeds.categories = copy_names(&policy->feeds.categories, arena);
    copy.feeds.image = arena_copy(arena, policy->feeds.image);
    copy.feeds.author = arena_copy(arena, policy->feeds.author);
    copy.feeds.guid = arena_copy(arena, policy->feeds.guid);
    copy.origins = copy_names(&policy->origins, arena);
    copy.drafts = copy_names(&policy->drafts, arena);
    copy.media_roots = copy_names(&policy->media_roots, arena);
    copy.markdown_fields = copy_names(&policy->markdown_fields, arena);
    copy.widths = copy_names(&policy->widths, arena);
    copy.image_sizes = arena_copy(arena, policy->image_sizes);
    copy.tokens = copy_tokens(policy, arena);
    copy.collections = NULL;
    copy.collection_count = 0;
    copy.cache_control = policy_cache_control(policy, LONG_MAX, arena);
    copy.cdn_cache_control = policy_cdn_cache_control(policy, LONG_MAX, arena);
    copy.service_link =
        arena_printf(arena, "<%.*s/openapi.json>; rel=\"service-desc\"",
                     SLICE_FMT(policy->base_path));
    return copy;
}

bool policy_has_same_tokens(const struct policy *a, const struct policy *b)
{
    if (a->token_count != b->token_count ||
        a->serves_preview != b->serves_preview)
        return false;
    for (size_t i = 0; i < a->token_count; i++) {
        if (!slice_equal(a->tokens[i].name, b->tokens[i].name) ||
            !token_hash_equal(&a->tokens[i].hash, &b->tokens[i].hash))
            return false;
    }
    return true;
}

const struct collection_policy *
policy_find_collection(const struct policy *policy, struct slice name)
{
    for (size_t i = 0; i < policy->collection_count; i++) {
        if (slice_equal(policy->collections[i].name, name))
            return &policy->collections[i];
    }
    return NULL;
}

/* A valid name never equals the first segment of an address that the API uses
 * itself. */
const char *collection_name_fault(struct slice name)
{
    if (slice_is(name, "tags") || slice_is(name, "categories"))
        return "is generated from front matter";
    if (collection_name_is_reserved(name))
        return "has a name that the API uses itself";
    if (name.size == 0 || slice_starts(name, "_") ||
        slice_find_char(name, 0, '.') < name.size ||
        slice_find_char(name, 0, '/') < name.size)
        return "cannot be called that: a name has no dots or slashes and does "
               "not start with an underscore";
    return NULL;
}

/* An asterisk before the host stands for every subdomain, at any depth. What
 * the asterisk stands for has no slash, colon or other sign in it, so that
 * nothing but a host name can end like this one. */
static bool is_subdomain(struct slice pattern, struct slice origin)
{
    size_t at = slice_find(pattern, 0, SLICE("://*.")) + 3;
    struct slice before = slice_sub(pattern, 0, at);
    struct slice after = slice_from(pattern, at + 1);
    if (after.size == 0 || origin.size <= before.size + after.size ||
        !slice_equal_nocase(slice_sub(origin, 0, at), before) ||
        !slice_equal_nocase(slice_from(origin, origin.size - after.size),
                            after))
        return false;
    for (size_t i = at; i < origin.size - after.size; i++) {
        char c = origin.data[i];
        if (!ascii_is_letter_or_digit(c) && c != '-' && c != '.')
            return false;
    }
    return true;
}

bool policy_admits(const struct policy *policy, struct slice origin)
{
    for (size_t i = 0; i < policy->origins.count; i++) {
        struct slice item = policy->origins.items[i];
        if (slice_equal_nocase(item, origin) || is_subdomain(item, origin))
            return true;
    }
    return false;
}

bool policy_is_open(const struct policy *policy)
{
    return policy_admits(policy, SLICE("*"));
}
