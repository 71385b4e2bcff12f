/* layout_config.c - what the settings of a generator say.
 *
 *     hugo.yaml                          title, permalinks
 *     config/_default/permalinks.yaml    permalinks
 *     config/production/hugo.yaml        ignoreFiles
 *
 * They are one value to everybody else: each layer is merged over those before
 * it. Settings files are sources like any other, but no documents. */
#include "layout/layout_config.h"

#include "layout/language_tag.h"

bool layout_is_config(const struct layout *layout, struct slice path)
{
    return tree_settings_rank(layout->tree, path) >= 0;
}

/* Where the settings are in several files, messages name the first. */
void layout_find_config(struct layout *layout, const struct layout_input *input)
{
    const struct source *found[SETTINGS_MAX_FILES] = {NULL};
    const struct settings_file *file;
    struct value *config = arena_alloc(&layout->arena, 1, sizeof *config);
    bool is_found = false;
    if (layout->tree->settings != NULL) {
        layout->config = layout->tree->settings;
        layout->config_path = layout->tree->settings_path;
        return;
    }
    for (size_t i = 0; i < input->source_count; i++) {
        const struct source *source = input->sources[i];
        if (source->kind != SOURCE_DATA || source->is_broken)
            continue;
        int rank =
            tree_settings_rank(layout->tree, source_path_in_root(source));
        if (rank >= 0)
            found[rank] = source;
    }
    *config = (struct value){.kind = VALUE_OBJECT};
    for (size_t i = 0; (file = tree_settings(layout->tree, i)) != NULL; i++) {
        is_found &= !file->is_layer;
        if (is_found || found[i] == NULL)
            continue;
        is_found = true;
        *config = tree_settings_add(file, config, &found[i]->front_matter,
                                    &layout->arena);
        layout->config = config;
        if (layout->config_path.size == 0)
            layout->config_path = found[i]->path;
    }
}

/* Only some generators mind the case. */
static const struct value *find_switch(const struct layout *layout,
                                       const char *key)
{
    const struct value *value =
        key != NULL ? value_find_nocase(layout->config, slice_of(key)) : NULL;
    bool is_on = value_is_true(value);
    return is_on ? value : NULL;
}

void layout_adjust_policy(const struct layout *layout, struct policy *policy,
                          struct diagnostics *diagnostics)
{
    const struct generator *generator = layout->generator;
    const char *const *key = generator->draft_keys;
    if (!policy->decides_future)
        policy->serves_future |=
            find_switch(layout, generator->future_key) != NULL;
    policy->serves_expired |=
        find_switch(layout, generator->expired_key) != NULL;
    for (; key != NULL && *key != NULL; key++) {
        const struct value *at = find_switch(layout, *key);
        if (at == NULL)
            continue;
        diagnostics->path = layout->config_path;
        diagnostics_add(diagnostics, DIAGNOSTIC_SETTINGS_UNREAD, at->line,
                        at->column, "use a token to see drafts",
                        "%s is ignored: drafts are never public", *key);
    }
}

static struct slice either_text(const struct value *config, const char *key,
                                const char *other)
{
    struct slice text = value_text(value_find(config, key));
    return text.size > 0 ? text : value_text(value_find(config, other));
}

/* `language: [en, fr]` of Hexo, where the first is that of the site. Others
 * have settings of that name, too, that are something else. */
static struct slice language_of(const struct value *settings,
                                struct arena *arena)
{
    struct slice written = either_text(settings, "lang", "languageCode");
    if (written.size == 0)
        written = value_text(value_find(settings, "default_language"));
    const struct value *language = value_find(settings, "language");
    if (value_is_array(language) && language->size > 0)
        language = &language->as.items[0];
    return written.size > 0 ? written
                            : language_tag(value_text(language), arena);
}

struct site_facts layout_site_facts(const struct value *settings,
                                    struct arena *arena)
{
    struct slice base = value_text(value_find(settings, "baseurl"));
    struct slice url = either_text(settings, "url", "baseURL");
    if (url.size == 0)
        url = value_text(value_find(settings, "base_url"));
    url = arena_printf(arena, "%.*s%.*s", SLICE_FMT(url), SLICE_FMT(base));
    while (slice_ends(url, "/"))
        url = slice_sub(url, 0, url.size - 1);
    bool is_url = slice_starts(url, "https://") || slice_starts(url, "http://");
    return (struct site_facts){
        .title = value_text(value_find(settings, "title")),
        .description = value_text(value_find(settings, "description")),
        .public_url = is_url ? url : SLICE_NONE,
        .language = language_of(settings, arena),
    };
}
