/* sections.c - the table of section types, and reading one section.
 *
 * The names are those of the Stackbit themes. A type that is not in the table
 * is not an error: it is passed on, and the front end knows what to do with
 * it. */
#include "layout/sections.h"

static const struct section_rule rules[] = {
    {"RecentPostsSection", SECTION_NEWEST, "posts", "posts"},
    {"RecentProjectsSection", SECTION_NEWEST, "projects", "projects"},
    {"FeaturedPostsSection", SECTION_REFERENCES, "posts", NULL},
    {"FeaturedProjectsSection", SECTION_REFERENCES, "projects", NULL},
    {"FeaturedPeopleSection", SECTION_REFERENCES, "people", NULL},
    {"PostFeedLayout", SECTION_FEED, "items", "posts"},
    {"ProjectFeedLayout", SECTION_FEED, "items", "projects"},
    {"Config", SECTION_REFERENCE, "header", NULL},
    {"Config", SECTION_REFERENCE, "footer", NULL},
};

const struct section_rule *section_rule_next(struct slice type,
                                             const struct section_rule *after)
{
    const struct section_rule *end = rules + sizeof rules / sizeof rules[0];
    const struct section_rule *rule = after != NULL ? after + 1 : rules;
    for (; rule < end && type.data != NULL; rule++) {
        if (slice_is(type, rule->type))
            return rule;
    }
    return NULL;
}

bool section_gains(const struct section_rule *rule)
{
    return rule->kind == SECTION_NEWEST || rule->kind == SECTION_FEED;
}

bool section_gains_key(struct slice key)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (section_gains(&rules[i]) && slice_is(key, rules[i].key))
            return true;
    }
    return false;
}

struct slice section_type(const struct value *object)
{
    struct slice type = value_text(value_find(object, "type"));
    return type.data != NULL ? type : value_text(value_find(object, "layout"));
}

size_t section_recent_count(const struct value *object)
{
    const struct value *count = value_find(object, "recentCount");
    if (count == NULL || count->kind != VALUE_INTEGER || count->as.integer < 0)
        return SECTION_RECENT_COUNT;
    return count->as.integer > SECTION_FEED_MAX_ITEMS
               ? SECTION_FEED_MAX_ITEMS
               : (size_t)count->as.integer;
}
