/* unused_settings.c - finds typos in the settings of collections.
 *
 *     collections:
 *       post:                    there are posts, and nothing is a post
 *         hidden_fields: [cots]  what was to be hidden is shown
 *
 * A name that no document has is not an error, because a document may have it
 * tomorrow, but it is reported. Drafts and broken documents count here, because
 * nobody wants a warning about a document that is being written. So these
 * warnings reveal something about drafts, and are only shown where drafts may
 * be seen.
 *
 * On most sites the first documents have all the names, and the rest are not
 * looked at. Only a suggestion needs all of them. */
#include "layout/unused_settings.h"

#include "base/nearest.h"
#include "layout/rules.h"

/* A field that the settings name. */
struct wanted {
    const struct collection_policy *rule;
    const char *key; /* that names it */
    struct slice name;
    const struct value *at; /* where, or NULL */
    bool is_found;
};

struct survey {
    const struct policy *policy;
    const struct surveyed_root *roots;
    size_t root_count;
    struct diagnostics *diagnostics;
    struct arena arena;
    bool *has_documents; /* of each rule */
    bool *has_broken;    /* likewise */
    struct wanted *wanted;
    size_t count, capacity;
};

static void want(struct survey *survey, const struct collection_policy *rule,
                 const char *key, struct slice name, const struct value *at)
{
    survey->wanted = arena_grow(&survey->arena, survey->wanted, survey->count,
                                &survey->capacity, sizeof *survey->wanted);
    survey->wanted[survey->count++] =
        (struct wanted){rule, key, name, at, false};
}

/* Returns where that item of a rule's key is written. */
static const struct value *item_at(const struct collection_policy *rule,
                                   const char *key, size_t index)
{
    const struct value *said = value_find(rule->written, key);
    return value_is_array(said) && index < said->size ? &said->as.items[index]
                                                      : said;
}

/* Skips people: some of their fields come from documents that mention them, not
 * from a source of their own. */
static void gather_fields(struct survey *survey,
                          const struct collection_policy *rule)
{
    if (slice_is(rule->name, "authors"))
        return;
    for (size_t i = 0; i < rule->hidden_fields.count; i++)
        want(survey, rule, "hidden_fields", rule->hidden_fields.items[i],
             item_at(rule, "hidden_fields", i));
    for (size_t i = 0; value_is_object(&rule->filter) && i < rule->filter.size;
         i++) {
        const struct member *condition = &rule->filter.as.members[i];
        if (condition->value.kind != VALUE_NULL) /* null: "has no such field" */
            want(survey, rule, "filter", condition->key, &condition->value);
    }
    for (size_t i = 0; i < rule->sort_count; i++) {
        if (sort_field_find(rule->sort[i].field) == SORT_FIELD)
            want(survey, rule, "sort", rule->sort[i].field,
                 item_at(rule, "sort", i));
    }
}

/* Goes to the next document of all roots; *root is NULL before the first. */
static bool next_document(const struct survey *survey,
                          const struct surveyed_root **root, size_t *index)
{
    const struct surveyed_root *end = survey->roots + survey->root_count;
    if (*root == NULL) {
        *root = survey->roots;
        *index = 0;
    } else {
        ++*index;
    }
    while (*root < end && *index == (*root)->meta_count) {
        ++*root;
        *index = 0;
    }
    return *root < end;
}

/* Returns the rule that a source falls under and, in *ret_place, its place,
 * whose strings are in the arena. */
static const struct collection_policy *
rule_of(const struct survey *survey, const struct surveyed_root *root,
        size_t index, struct place *ret_place, struct arena *arena)
{
    const struct meta *meta = root->layout->metas[index];
    struct meta buffer;
    *ret_place = layout_place(
        root->layout,
        meta_without_language(root->languages, index, meta, &buffer), arena);
    return ret_place->is_left_out
               ? NULL
               : rules_place(survey->policy, meta, ret_place, arena);
}

static void note_document(struct survey *survey,
                          const struct surveyed_root *root, size_t index)
{
    const struct meta *meta = root->layout->metas[index];
    const struct policy *policy = survey->policy;
    struct arena scratch = {0};
    struct place place;
    const struct collection_policy *rule =
        rule_of(survey, root, index, &place, &scratch);

    for (size_t i = 0; i < policy->collection_count; i++) {
        const struct collection_policy *other = &policy->collections[i];
        if (other != rule && !rules_may_take(other, meta))
            continue;
        survey->has_documents[i] = true;
        survey->has_broken[i] |= meta->source->is_broken;
    }
    for (size_t i = 0; i < survey->count; i++) {
        struct wanted *wanted = &survey->wanted[i];
        if (wanted->rule == rule && !wanted->is_found)
            wanted->is_found =
                value_find_slice(&meta->front_matter, wanted->name) != NULL;
    }
    arena_release(&scratch);
}

static bool is_all_found(const struct survey *survey)
{
    for (size_t i = 0; i < survey->policy->collection_count; i++) {
        if (!survey->has_documents[i])
            return false;
    }
    for (size_t i = 0; i < survey->count; i++) {
        if (!survey->wanted[i].is_found)
            return false;
    }
    return true;
}

/* Looks among the collections that have documents. */
static struct slice nearest_collection(const struct survey *survey,
                                       struct slice name, struct arena *arena)
{
    struct nearest nearest = nearest_to(name);
    const struct surveyed_root *root = NULL;
    size_t i = 0;
    while (next_document(survey, &root, &i)) {
        struct place place;
        (void)rule_of(survey, root, i, &place, arena);
        if (!place.is_left_out)
            nearest_consider(&nearest, place.collection);
    }
    return nearest.name;
}

static struct slice nearest_field(const struct survey *survey,
                                  const struct wanted *wanted,
                                  struct arena *arena)
{
    struct nearest nearest = nearest_to(wanted->name);
    const struct surveyed_root *root = NULL;
    size_t i = 0;
    while (next_document(survey, &root, &i)) {
        const struct value *fields = &root->layout->metas[i]->front_matter;
        struct place place;
        if (rule_of(survey, root, i, &place, arena) != wanted->rule)
            continue;
        for (size_t k = 0; value_is_object(fields) && k < fields->size; k++)
            nearest_consider(&nearest, fields->as.members[k].key);
    }
    return nearest.name;
}

static void warn(struct survey *survey, uint32_t line, uint32_t column,
                 struct slice nearest, const char *advice, struct slice text)
{
    struct diagnostics *diagnostics = survey->diagnostics;
    struct slice hint = slice_of(advice);
    if (nearest.data != NULL)
        hint = arena_printf(&survey->arena, "did you mean '%.*s'?",
                            SLICE_FMT(nearest));
    diagnostics->path = SLICE(SETTINGS_FILE);
    diagnostics_add(diagnostics, DIAGNOSTIC_SETTING_UNUSED, line, column,
                    hint.data, "%.*s", SLICE_FMT(text));
}

/* A collection that every site has is not a typo. */
static bool is_standard(struct slice name)
{
    return slice_is(name, "posts") || slice_is(name, "authors") ||
           slice_is(name, "pages") || slice_is(name, "data");
}

static void warn_of_collection(struct survey *survey,
                               const struct collection_policy *rule)
{
    bool says_which = rule->paths.count > 0 || rule->types.count > 0;
    struct slice nearest = SLICE_NONE;
    if (!says_which && is_standard(rule->name))
        return;
    if (!says_which)
        nearest = nearest_collection(survey, rule->name, &survey->arena);
    warn(survey, rule->line, rule->written != NULL ? rule->written->column : 0,
         nearest,
         says_which ? "correct its paths, types or filter"
                    : "set its paths or types, or remove it",
         arena_printf(&survey->arena,
                      "no document belongs to the collection '%.*s'",
                      SLICE_FMT(rule->name)));
}

static void warn_of_field(struct survey *survey, const struct wanted *wanted)
{
    const struct value *at = wanted->at;
    warn(survey, at != NULL ? at->line : wanted->rule->line,
         at != NULL ? at->column : 0,
         nearest_field(survey, wanted, &survey->arena),
         "correct it, or take it out",
         arena_printf(&survey->arena,
                      "no document in '%.*s' has the field '%.*s' that is used "
                      "in %s",
                      SLICE_FMT(wanted->rule->name), SLICE_FMT(wanted->name),
                      wanted->key));
}

void warn_of_unused_settings(const struct policy *policy,
                             const struct surveyed_root *roots,
                             size_t root_count, struct diagnostics *diagnostics)
{
    size_t count = policy->collection_count;
    struct survey survey = {.policy = policy,
                            .roots = roots,
                            .root_count = root_count,
                            .diagnostics = diagnostics};
    survey.has_documents = arena_alloc(&survey.arena, count, sizeof(bool));
    survey.has_broken = arena_alloc(&survey.arena, count, sizeof(bool));
    for (size_t i = 0; i < count; i++)
        gather_fields(&survey, &policy->collections[i]);
    const struct surveyed_root *root = NULL;
    for (size_t i = 0;
         !is_all_found(&survey) && next_document(&survey, &root, &i);)
        note_document(&survey, root, i);
    for (size_t i = 0; i < count; i++) {
        if (!survey.has_documents[i])
            warn_of_collection(&survey, &policy->collections[i]);
    }
    for (size_t i = 0; i < survey.count; i++) {
        const struct wanted *wanted = &survey.wanted[i];
        size_t rule = (size_t)(wanted->rule - policy->collections);
        if (!wanted->is_found && survey.has_documents[rule] &&
            !survey.has_broken[rule])
            warn_of_field(&survey, wanted);
    }
    arena_release(&survey.arena);
}
