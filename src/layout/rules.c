/* rules.c - files documents by the operator's settings where conventions are
 * not enough.
 *
 *     convention --> posts --.
 *                             >--> the first collection that says `paths` or
 *     headmatter.yaml -------'     `types` and whose every condition holds;
 *                                  else where convention has put it
 *
 * A collection with `paths` or `types` contains only the documents that match
 * them: any other document that convention would put there becomes a page, or
 * data. A collection without them contains what convention puts there. A filter
 * applies to both: a document that does not pass it and that no other
 * collection takes is left out, because `posts: {filter: {lang: en}}` means
 * that the others are not posts, not that they are pages. */
#include "layout/rules.h"

#include "base/glob.h"
#include "base/unicode.h"
#include "layout/permalink.h"

static bool says_which(const struct collection_policy *rule)
{
    return rule->paths.count > 0 || rule->types.count > 0;
}

static const struct slice *matching_path(const struct collection_policy *rule,
                                         struct slice path)
{
    for (size_t i = 0; i < rule->paths.count; i++) {
        if (glob_matches(rule->paths.items[i], path))
            return &rule->paths.items[i];
    }
    return NULL;
}

bool rules_name_path(const struct policy *policy, struct slice path,
                     bool *ret_is_exact)
{
    bool is_named = false;
    *ret_is_exact = false;
    for (size_t i = 0; policy != NULL && i < policy->collection_count; i++) {
        const struct slice *pattern =
            matching_path(&policy->collections[i], path);
        is_named |= pattern != NULL;
        *ret_is_exact |= pattern != NULL && slice_equal(*pattern, path);
    }
    return is_named;
}

static bool has_type(const struct collection_policy *rule,
                     const struct meta *meta)
{
    struct slice type = meta->type;
    for (size_t i = 0; i < rule->types.count; i++) {
        if (slice_equal(rule->types.items[i], type))
            return true;
    }
    return false;
}

/* Numbers are compared by value: 1 equals 1.0. */
static bool is_same_scalar(const struct value *a, const struct value *b)
{
    bool a_is_whole = a->kind == VALUE_INTEGER;
    bool b_is_whole = b->kind == VALUE_INTEGER;
    if ((a_is_whole || a->kind == VALUE_FLOAT) &&
        (b_is_whole || b->kind == VALUE_FLOAT)) {
        double x = a_is_whole ? (double)a->as.integer : a->as.real;
        double y = b_is_whole ? (double)b->as.integer : b->as.real;
        return !(x < y) && !(x > y);
    }
    if (a->kind != b->kind)
        return false;
    if (a->kind == VALUE_STRING)
        return slice_equal(value_text(a), value_text(b));
    return a->kind == VALUE_NULL ||
           (a->kind == VALUE_BOOLEAN && a->as.boolean == b->as.boolean);
}

/* Whether a value, or an item of a list, is one of those wanted. A missing
 * field counts as null. */
static bool is_one_of(const struct value *value, const struct value *wanted)
{
    static const struct value nothing = {.kind = VALUE_NULL};
    if (value == NULL)
        value = &nothing;
    for (size_t i = 0; value_is_array(wanted) && i < wanted->size; i++) {
        if (is_one_of(value, &wanted->as.items[i]))
            return true;
    }
    for (size_t i = 0; value_is_array(value) && i < value->size; i++) {
        if (is_one_of(&value->as.items[i], wanted))
            return true;
    }
    return !value_is_array(wanted) && !value_is_array(value) &&
           is_same_scalar(value, wanted);
}

static bool meets_filter(const struct collection_policy *rule,
                         const struct meta *meta)
{
    for (size_t i = 0; value_is_object(&rule->filter) && i < rule->filter.size;
         i++) {
        const struct member *condition = &rule->filter.as.members[i];
        if (!is_one_of(value_find_slice(&meta->front_matter, condition->key),
                       &condition->value))
            return false;
    }
    return true;
}

static bool takes(const struct collection_policy *rule, const struct meta *meta)
{
    return says_which(rule) &&
           (rule->paths.count == 0 ||
            matching_path(rule, meta->source->path) != NULL) &&
           (rule->types.count == 0 || has_type(rule, meta)) &&
           meets_filter(rule, meta);
}

/* Returns the part of the path after the folders that the pattern spells out:
 * "b/c.md" for the path "a/b/c.md" and the pattern "a" and two stars. */
static struct slice behind_folders(struct slice path, struct slice pattern)
{
    size_t behind = 0;
    for (size_t i = 0; i < pattern.size; i++) {
        if (pattern.data[i] == '*' || pattern.data[i] == '?')
            break;
        if (pattern.data[i] == '/')
            behind = i + 1;
    }
    return slice_from(path, behind);
}

static void move_to(const struct collection_policy *rule,
                    const struct meta *meta, struct place *place,
                    struct arena *arena)
{
    const struct slice *pattern = matching_path(rule, meta->source->path);
    place->collection = rule->name;
    place->is_reserved = false;
    if (pattern == NULL)
        return;
    struct slice inside = behind_folders(meta->source->path, *pattern);
    place->path_in_collection = path_readable(
        arena, path_without_index(path_without_extension(inside)));
    place->slug = meta_wished_slug(meta, meta->name, inside, arena);
    place_name_by_path(place, meta, arena);
}

/* Convention is not asked: the collection is for other documents. */
static void move_out(const struct meta *meta, struct place *place,
                     struct arena *arena)
{
    place->collection =
        meta->kind == SOURCE_DATA ? SLICE("data") : SLICE("pages");
    if (place->short_slug.data == NULL)
        return;
    place->slug = place->short_slug;
    place_name_by_path(place, meta, arena);
}

bool rules_lack_date(const struct collection_policy *rule,
                     const struct meta *meta)
{
    return rule != NULL && meta->date == NULL &&
           permalink_wants_date(rule->slug);
}

static void set_slug(const struct collection_policy *rule,
                     const struct meta *meta, struct place *place,
                     struct arena *arena)
{
    struct place named = *place;
    const struct permalink permalink = {.meta = meta, .place = &named};
    if (place->short_slug.data != NULL)
        named.slug = place->short_slug; /* folders are what :path is for */
    struct slice slug =
        path_trim_slashes(own_permalink(rule->slug, &permalink, arena));
    if (slug.size == 0)
        return;
    place->slug = slug;
    place->short_slug = SLICE_NONE;
}

const struct collection_policy *rules_place(const struct policy *policy,
                                            const struct meta *meta,
                                            struct place *place,
                                            struct arena *arena)
{
    const struct collection_policy *rule = NULL;
    for (size_t i = 0; rule == NULL && i < policy->collection_count; i++) {
        if (takes(&policy->collections[i], meta))
            rule = &policy->collections[i];
    }
    if (rule != NULL) {
        move_to(rule, meta, place, arena);
    } else {
        rule = policy_find_collection(policy, place->collection);
        if (rule != NULL && says_which(rule)) {
            move_out(meta, place, arena);
            rule = policy_find_collection(policy, place->collection);
        }
        place->is_left_out |= rule != NULL && !meets_filter(rule, meta);
    }
    if (rule != NULL && rule->slug.data != NULL && !rules_lack_date(rule, meta))
        set_slug(rule, meta, place, arena);
    return rule;
}

struct slice rules_url(const struct collection_policy *rule,
                       const struct meta *meta, const struct place *place,
                       struct arena *arena)
{
    if (rule == NULL || rule->url.data == NULL || meta->kind != SOURCE_MARKDOWN)
        return SLICE_NONE;
    const struct permalink permalink = {.meta = meta, .place = place};
    return own_permalink(rule->url, &permalink, arena);
}

bool rules_may_take(const struct collection_policy *rule,
                    const struct meta *meta)
{
    return takes(rule, meta) ||
           (meta->source->is_broken &&
            matching_path(rule, meta->source->path) != NULL);
}
