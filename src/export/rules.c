/* rules.c - one rule for the commonest type of each ending, and one for each
 * file of another. */
#include "export/rules.h"

#include "base/percent.h"
#include "store/snapshot.h"

#include <limits.h>
#include <stdlib.h>

#define MEDIA "_media/"

/* "json"; "" for none. */
static struct slice end_of(struct slice name)
{
    size_t at = name.size;
    while (at > 0 && name.data[at - 1] != '/' && name.data[at - 1] != '.')
        at--;
    return at > 0 && name.data[at - 1] == '.' ? slice_from(name, at)
                                              : SLICE("");
}

static bool is_media(const struct rules *rules, struct slice name)
{
    size_t before = rules->base.size > 0 ? rules->base.size : 0;
    if (before > 0 && !slice_begins(name, slice_from(rules->base, 1)))
        return false;
    return slice_starts(slice_from(name, before), MEDIA);
}

static struct rule *find_rule(struct rules *rules, bool among_media,
                              struct slice end, const struct file_kind *kind)
{
    for (size_t i = 0; i < rules->count; i++) {
        struct rule *rule = &rules->items[i];
        if (rule->is_media == among_media && rule->kind == kind &&
            rule->name.data == NULL && slice_equal(rule->end, end))
            return rule;
    }
    return NULL;
}

static struct rule *add_rule(struct rules *rules, struct arena *arena,
                             const struct rule *rule)
{
    rules->items = arena_grow(arena, rules->items, rules->count,
                              &rules->capacity, sizeof *rules->items);
    rules->items[rules->count] = *rule;
    return &rules->items[rules->count++];
}

static void count_file(struct rules *rules, struct arena *arena,
                       const struct export_target *target)
{
    const struct rule rule = {.is_media = is_media(rules, target->name),
                              .end = end_of(target->name),
                              .kind = target->kind};
    struct rule *known = find_rule(rules, rule.is_media, rule.end, rule.kind);
    if (known == NULL)
        known = add_rule(rules, arena, &rule);
    known->count++;
}

/* The one of its ending that most files have; the first of equal ones. */
static bool is_commonest(const struct rules *rules, size_t index)
{
    const struct rule *rule = &rules->items[index];
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule *other = &rules->items[i];
        if (other->is_media == rule->is_media &&
            slice_equal(other->end, rule->end) &&
            (other->count > rule->count ||
             (other->count == rule->count && i < index)))
            return false;
    }
    return true;
}

static void keep_commonest(struct rules *rules, struct arena *arena)
{
    struct rules kept = {0};
    for (size_t i = 0; i < rules->count; i++) {
        if (is_commonest(rules, i))
            (void)add_rule(&kept, arena, &rules->items[i]);
    }
    rules->items = kept.items;
    rules->count = kept.count;
    rules->capacity = kept.capacity;
}

static void name_others(struct rules *rules, struct arena *arena)
{
    for (size_t i = 0; i < rules->hosts->count; i++) {
        const struct export_target *target = rules->hosts->targets[i];
        if (target->name.data == NULL)
            continue;
        const struct rule rule = {.is_media = is_media(rules, target->name),
                                  .name = target->name,
                                  .end = end_of(target->name),
                                  .kind = target->kind,
                                  .count = 1};
        if (find_rule(rules, rule.is_media, rule.end, rule.kind) == NULL)
            (void)add_rule(rules, arena, &rule);
    }
}

static void add_field(struct rules *rules, const char *name, struct slice value)
{
    if (value.size > 0)
        rules->fields[rules->field_count++] =
            (struct rule_field){slice_of(name), value};
}

/* As long as nothing is about to be published, which is what counts for files:
 * they last until the next export. */
static void add_fields(struct rules *rules)
{
    const struct policy *policy = &rules->hosts->snapshot->policy;
    bool is_open = policy_is_open(policy);
    add_field(rules, "Cache-Control", policy->cache_control);
    add_field(rules, "CDN-Cache-Control", policy->cdn_cache_control);
    add_field(rules, "X-Content-Type-Options", SLICE("nosniff"));
    add_field(rules, "Access-Control-Allow-Origin",
              is_open ? SLICE("*") : SLICE_NONE);
    add_field(rules, "Access-Control-Expose-Headers", SLICE("ETag"));
    if (is_open)
        rules->media_field = SLICE("cross-origin");
}

void rules_build(const struct hosts *hosts, struct arena *arena,
                 struct rules *ret_rules)
{
    struct rules rules = {.hosts = hosts,
                          .base = hosts->snapshot->policy.base_path};
    char *real = realpath(hosts->folder, NULL);
    rules.root =
        arena_copy(arena, slice_of(real != NULL ? real : hosts->folder));
    free(real);
    for (size_t i = 0; i < hosts->count; i++) {
        if (hosts->targets[i]->name.data != NULL)
            count_file(&rules, arena, hosts->targets[i]);
    }
    keep_commonest(&rules, arena);
    name_others(&rules, arena);
    add_fields(&rules);
    *ret_rules = rules;
}

static bool append_path(const struct export_target *target, struct str *out)
{
    struct arena arena = {0};
    struct slice path;
    bool ok = slice_find_char(target->asked, 0, '?') == target->asked.size &&
              percent_decode(target->asked, false, &arena, &path);
    if (ok)
        str_append(out, path);
    arena_release(&arena);
    return ok;
}

bool rules_append_moved(const struct export_target *target, struct str *out)
{
    return target->location.size > 0 && append_path(target, out);
}

bool rules_append_plain(const struct export_target *target, struct str *out)
{
    struct str path = {0};
    bool ok = target->name.size > 0 && append_path(target, &path) &&
              !slice_equal(slice_from(str_slice(&path), 1), target->name);
    if (ok)
        str_append(out, str_slice(&path));
    str_release(&path);
    return ok;
}
