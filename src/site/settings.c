/* settings.c - the layers of settings, one on top of the other.
 *
 *     1. the defaults in the table
 *     2. headmatter.yaml (settings_file.c)
 *     3. the file that the operator names, if any
 *     4. variables and flags; a flag overrides a variable
 *
 * The whole file is checked even if a flag overrides a value of it, so that a
 * site does not break on the day when somebody removes the flag. */
#include "site/settings.h"

#include "base/glob.h"
#include "document/path.h"
#include "site/settings_reader.h"
#include "site/settings_value.h"

#include <stdlib.h>
#include <string.h>

static void set_defaults(struct settings *settings)
{
    for (size_t i = 0; i < settings_count; i++) {
        const struct setting *setting = &settings_table[i];
        if (setting->initial == NULL)
            continue;
        struct value initial =
            setting_of_texts(setting, &setting->initial, 1, &settings->arena);
        if (!setting_take(setting, &initial, settings, &settings->arena))
            abort(); /* a test reads every row */
    }
}

/* Applies the overrides of one setting: the flags if there are any, else the
 * variables. Several of a kind make a list. */
static void override_setting(struct settings_reader *reader,
                             const struct setting *setting,
                             const struct overrides *overrides)
{
    const char *texts[SETTINGS_MAX_OVERRIDES];
    enum origin_kind kind = FROM_DEFAULT;
    size_t count = 0;
    for (size_t i = 0; i < overrides->count; i++) {
        const struct override *override = &overrides->items[i];
        if (override->setting != setting || override->kind < kind)
            continue;
        if (override->kind > kind)
            count = 0;
        kind = override->kind;
        texts[count++] = override->text;
    }
    if (count == 0)
        return;
    struct settings *settings = reader->settings;
    struct value value =
        setting_of_texts(setting, texts, count, &settings->arena);
    if (setting_take(setting, &value, settings, &settings->arena))
        settings->origins[setting_row(setting)] =
            (struct setting_origin){.kind = kind};
    else
        reader_report_value(reader, setting, &value);
}

/* Sorts them by line, to be corrected from top to bottom; there are few. */
static void sort_faults(struct diagnostics *faults, size_t from)
{
    struct diagnostic *items = faults->items;
    for (size_t i = from + 1; i < faults->count; i++) {
        struct diagnostic fault = items[i];
        size_t at = i;
        for (; at > from && items[at - 1].line > fault.line; at--)
            items[at] = items[at - 1];
        items[at] = fault;
    }
}

bool settings_read(const char *folder, const struct overrides *overrides,
                   struct settings *ret_settings, struct diagnostics *faults)
{
    struct settings settings = {0};
    struct settings_reader reader = {
        .settings = &settings, .faults = faults, .file = SLICE(SETTINGS_FILE)};
    size_t before = faults->count;

    set_defaults(&settings);
    if (folder != NULL)
        settings_read_file(&reader, folder);
    sort_faults(faults, before);
    size_t between = faults->count;
    if (overrides->file != NULL)
        settings_read_operator_file(&reader, overrides->file);
    sort_faults(faults, between);
    for (size_t i = 0; i < settings_count; i++)
        override_setting(&reader, &settings_table[i], overrides);
    if (folder != NULL && faults->count == before)
        settings_read_roots(&reader, folder, overrides);
    settings.policy.decides_future =
        settings.origins[setting_row(setting_find(SLICE("future")))].kind !=
        FROM_DEFAULT;
    if (faults->count > before) {
        settings_release(&settings);
        return false;
    }
    *ret_settings = settings;
    return true;
}

void settings_release(struct settings *settings)
{
    arena_release(&settings->arena);
    arena_release(&settings->tokens_arena);
    *settings = (struct settings){0};
}

static bool has_path(const struct collection_policy *collection,
                     struct slice path)
{
    size_t i = 0;
    while (i < collection->paths.count &&
           !glob_matches(collection->paths.items[i], path))
        i++;
    return i < collection->paths.count;
}

/* That of the first collection that has one for the file, or of the site. */
static enum flavor flavor_of(const struct settings *settings, struct slice path)
{
    const struct policy *policy = &settings->policy;
    for (size_t i = 0; i < policy->collection_count; i++) {
        if (policy->collections[i].has_flavor &&
            has_path(&policy->collections[i], path))
            return policy->collections[i].flavor;
    }
    return (enum flavor)settings->flavor;
}

static bool has_own_flavors(const struct settings *settings)
{
    const struct policy *policy = &settings->policy;
    size_t i = 0;
    while (i < policy->collection_count && !policy->collections[i].has_flavor)
        i++;
    return i < policy->collection_count;
}

bool settings_parse_alike(const struct settings *a, const struct tree *tree_a,
                          const struct settings *b, const struct tree *tree_b)
{
    const struct parse_options of_a =
        settings_parse_options(a, tree_a, SLICE_NONE);
    const struct parse_options of_b =
        settings_parse_options(b, tree_b, SLICE_NONE);
    return parse_options_equal(&of_a, &of_b) &&
           (a == b || (!has_own_flavors(a) && !has_own_flavors(b)));
}

/* Outside of vaults, links of notes and shortcodes of WordPress are a guess:
 * who says what the Markdown is has links in brackets only. */
static unsigned foreign_of(const struct tree *tree, enum flavor flavor)
{
    unsigned foreign = tree->markdown.foreign;
    bool is_guess = flavor != FLAVOR_AUTO && (foreign & FOREIGN_VAULT) == 0;
    return is_guess ? foreign & ~(unsigned)(FOREIGN_NOTES | FOREIGN_WORDPRESS)
                    : foreign;
}

struct parse_options settings_parse_options(const struct settings *settings,
                                            const struct tree *tree,
                                            struct slice path)
{
    enum flavor flavor = flavor_of(settings, path);
    const unsigned extensions[] = {[FLAVOR_AUTO] = tree->markdown.extensions,
                                   [FLAVOR_COMMONMARK] = 0,
                                   [FLAVOR_GFM] = MARKDOWN_GFM};
    return (struct parse_options){
        .prefix = tree->prefix,
        .markdown = {.raw_html = (enum raw_html)settings->raw_html,
                     .keeps_comments = settings->comments != 0,
                     .extensions = extensions[flavor],
                     .ids = tree->markdown.ids,
                     .smart = flavor == FLAVOR_AUTO ? tree->markdown.smart
                                                    : MARKDOWN_NOT_SMART,
                     .foreign = foreign_of(tree, flavor)},
        .comments = {.runs_templates = tree_runs_templates(tree),
                     .is_vault = tree->is_vault ||
                                 (tree->markdown.foreign & FOREIGN_VAULT) != 0,
                     .may_be_vault = tree->generator == NULL},
        .reads_json = tree_reads_json(tree),
        .heads = tree_heads(tree),
        .max_bytes = (size_t)settings->max_file_bytes,
    };
}

static bool is_same(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind)
        return false;
    if ((value_is_array(a) || value_is_object(a)) && a->size != b->size)
        return false;
    if (a->kind == VALUE_STRING)
        return slice_equal(value_text(a), value_text(b));
    if (a->kind == VALUE_BOOLEAN)
        return a->as.boolean == b->as.boolean;
    if (a->kind == VALUE_INTEGER)
        return a->as.integer == b->as.integer;
    if (a->kind == VALUE_FLOAT)
        return a->as.real == b->as.real;
    for (size_t i = 0; value_is_array(a) && i < a->size; i++) {
        if (!is_same(&a->as.items[i], &b->as.items[i]))
            return false;
    }
    for (size_t i = 0; value_is_object(a) && i < a->size; i++) {
        const struct member *x = &a->as.members[i], *y = &b->as.members[i];
        if (!slice_equal(x->key, y->key) || !is_same(&x->value, &y->value))
            return false;
    }
    return true;
}

static bool have_other_roots(const struct settings *now,
                             const struct settings *next)
{
    bool is_other = now->root_count != next->root_count;
    for (size_t i = 0; i < now->root_count && !is_other; i++)
        is_other = !slice_equal(now->roots[i].folder, next->roots[i].folder) ||
                   !slice_equal(now->roots[i].prefix, next->roots[i].prefix);
    return is_other;
}

/* What differs, as "cache.bytes, listen, the tokens file". */
struct difference {
    struct str *keys; /* or NULL */
    bool is_any;
};

static void note(struct difference *difference, const char *what)
{
    if (difference->keys != NULL)
        str_appendf(difference->keys, "%s%s", difference->is_any ? ", " : "",
                    what);
    difference->is_any = true;
}

static void note_rows(struct difference *difference, const struct settings *now,
                      const struct settings *next, bool needs_restart)
{
    struct arena arena = {0};
    for (size_t i = 0; i < settings_count; i++) {
        const struct setting *setting = &settings_table[i];
        struct value old = setting_value(now, setting, &arena);
        struct value new = setting_value(next, setting, &arena);
        if (setting->needs_restart == needs_restart && !is_same(&old, &new))
            note(difference, setting->key);
    }
    arena_release(&arena);
}

static bool differ(const struct settings *now, const struct settings *next,
                   bool needs_restart, struct str *ret_keys)
{
    struct difference difference = {ret_keys, false};
    note_rows(&difference, now, next, needs_restart);
    if (needs_restart) {
        if (have_other_roots(now, next))
            note(&difference, "the roots of collections");
        return difference.is_any;
    }
    if (!policy_has_same_tokens(&now->policy, &next->policy))
        note(&difference, "the tokens file");
    if (!is_same(&now->collections, &next->collections))
        note(&difference, "collections");
    return difference.is_any;
}

bool settings_need_restart(const struct settings *now,
                           const struct settings *next, struct str *ret_keys)
{
    return differ(now, next, true, ret_keys);
}

bool settings_have_changed(const struct settings *now,
                           const struct settings *next, struct str *ret_keys)
{
    return differ(now, next, false, ret_keys);
}

void setting_append_origin(const struct settings *settings,
                           const struct setting *setting, struct str *out)
{
    const struct setting_origin *origin =
        &settings->origins[setting_row(setting)];
    struct arena arena = {0};
    if (origin->kind == FROM_FILE)
        str_appendf(out, SETTINGS_FILE ":%u", origin->line);
    else if (origin->kind == FROM_OPERATOR)
        str_appendf(out, "%.*s:%u", SLICE_FMT(settings->operator_file),
                    origin->line);
    else if (origin->kind == FROM_VARIABLE)
        str_append(out, setting_variable(setting, &arena));
    else if (origin->kind == FROM_GENERATOR)
        str_append(out, settings->generator_file);
    else
        str_append_text(out,
                        origin->kind == FROM_FLAG ? setting->flag : "default");
    arena_release(&arena);
}

struct slice settings_path(const struct settings *settings, const char *key,
                           const char *folder, struct arena *arena)
{
    const struct setting *setting = setting_find(slice_of(key));
    struct slice path =
        *(const struct slice *)((const char *)settings + setting->offset);
    enum origin_kind kind = settings->origins[setting_row(setting)].kind;
    if (path.size == 0)
        return SLICE_NONE;
    if (slice_starts(path, "/") || kind > FROM_OPERATOR)
        return arena_copy(arena, path);
    struct slice base = kind == FROM_OPERATOR
                            ? path_folder(settings->operator_file)
                            : slice_of(folder);
    return arena_printf(arena, "%.*s/%.*s", SLICE_FMT(base), SLICE_FMT(path));
}
