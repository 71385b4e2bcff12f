/* site_info.c - title, address and language of the site.
 *
 * Generators keep its name and address in a settings file or in a document; the
 * operator's settings override them. */
#include "store/site_info.h"

#include "base/clock.h"

/* Stackbit keeps them in a document. */
static void read_config_document(struct snapshot *snapshot)
{
    struct site_info *site = &snapshot->site;
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct entry *entry = &snapshot->entries[i];
        if (!entry->is_listed || (entry->traits & TRAIT_CONFIG) == 0 ||
            entry->source->prefix_size > 0)
            continue;
        const struct value *config = &entry->meta->front_matter;
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

    if (layout->config != NULL) {
        struct site_facts facts =
            layout_site_facts(layout->config, &snapshot->arena);
        site->title = facts.title;
        site->description = facts.description;
        site->language = facts.language;
        site->public_url = facts.public_url;
    } else {
        read_config_document(snapshot);
    }
    site->kind = slice_of(layout_name(layout));
    site->reason = layout_reason(layout, &snapshot->arena);
    site->timezone = slice_of(timezone_name());
    overrule(&site->title, policy->title);
    overrule(&site->description, policy->description);
    overrule(&site->language, policy->language);
    overrule(&site->public_url, policy->public_url);
}
