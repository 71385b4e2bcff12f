/* site_info.c - what the site says of itself.
 *
 * Generators keep its name and address in a file of settings or in a document;
 * what the operator says counts before all of them. */
#include "store/site_info.h"

#include "base/clock.h"
#include "store/ahead.h"
#include "store/generator_info.h"

static struct slice either_text(const struct value *config, const char *key,
                                const char *other)
{
    struct slice text = value_text(value_find(config, key));
    return text.size > 0 ? text : value_text(value_find(config, other));
}

void read_generator_info(const struct value *settings, struct arena *arena,
                         struct site_info *ret_site)
{
    struct slice base = value_text(value_find(settings, "baseurl"));
    struct slice url = either_text(settings, "url", "baseURL");
    url = arena_printf(arena, "%.*s%.*s", SLICE_FMT(url), SLICE_FMT(base));

    while (slice_ends(url, "/"))
        url = slice_sub(url, 0, url.size - 1);
    ret_site->title = value_text(value_find(settings, "title"));
    ret_site->description = value_text(value_find(settings, "description"));
    ret_site->language = either_text(settings, "lang", "languageCode");
    if (slice_starts(url, "https://") || slice_starts(url, "http://"))
        ret_site->public_url = url;
}

/* Stackbit has a document for them. */
static void read_config_document(struct snapshot *snapshot)
{
    struct site_info *site = &snapshot->site;
    for (size_t i = 0; i < snapshot->everything.count; i++) {
        const struct entry *entry = snapshot->everything.items[i];
        look_ahead_in(&snapshot->everything, i);
        if ((entry->traits & TRAIT_CONFIG) == 0)
            continue;
        const struct value *config = &entry->source->front_matter;
        const struct value *title = value_find(config, "title");
        if (!value_is_string(title))
            title = value_find(value_find(config, "header"), "title");
        site->title = value_text(title);
        site->description = value_text(value_find(config, "description"));
        site->language = value_text(value_find(config, "language"));
        return;
    }
}

static void overrule(struct slice *fact, struct slice said)
{
    if (said.data != NULL)
        *fact = said;
}

void read_site_info(struct snapshot *snapshot, const struct layout *layout)
{
    const struct policy *policy = &snapshot->policy;
    struct site_info *site = &snapshot->site;

    if (layout->config != NULL)
        read_generator_info(layout->config, &snapshot->arena, site);
    else
        read_config_document(snapshot);
    site->kind = slice_of(layout_name(layout));
    site->timezone = slice_of(timezone_name());
    overrule(&site->title, policy->title);
    overrule(&site->description, policy->description);
    overrule(&site->language, policy->language);
    overrule(&site->public_url, policy->public_url);
}
