/* front_matter.c - whether front matter is what the owner's schemas ask for.
 *
 *     schemas/posts.json  <-- the documents of posts, drafts among them
 *     one file for all    <-- every document with front matter
 *
 * It is judged as written: what a document inherits, and what the API makes of
 * it, is not the writer's. Drafts are judged where there is a preview, and what
 * is found about them is kept apart: its number must not be shown to everybody.
 *
 * A reference leads to an entry as that of an author does: by slug or id, by
 * path, by name. But a person or term that is there only because documents name
 * it does not count, or no name could be wrong. What is not published is named
 * where there is a preview, since diagnostics are for those who may see it. */
#include "lint/checks.h"

#include "base/nearest.h"
#include "base/unicode.h"
#include "validate/judge.h"

#include <pthread.h>
#include <string.h>

#define SCHEMA_SUFFIX ".json"
#define HINTS_MAX     1000 /* names that a nearest one is looked for */

struct front_matter_check {
    const struct snapshot *snapshot; /* whose entries are looked up */
    const struct owner_schemas *owner;
    struct diagnostics *found;
    struct arena arena;
    struct map names;  /* "authors/ana luz", folded -> entry */
    struct map listed; /* the collections whose names these are */
    size_t hint_count;
    /* The same with what is not published, where that may be named; or NULL. */
    struct front_matter_check *wider;
};

/* --- references ----------------------------------------------------------- */

static bool is_described(const struct entry *entry)
{
    return entry != NULL &&
           (entry->source != NULL || entry->as_written != NULL);
}

static struct slice name_key(struct arena *arena,
                             const struct collection *collection,
                             struct slice folded)
{
    return arena_printf(arena, "%.*s/%.*s", SLICE_FMT(collection->name),
                        SLICE_FMT(folded));
}

static void list_names(struct front_matter_check *check,
                       const struct collection *collection)
{
    if (map_add(&check->listed, collection->name, check) != NULL)
        return;
    for (size_t i = 0; i < collection->all.count; i++) {
        struct entry *entry = collection->all.items[i];
        if (is_described(entry) && entry->name.size > 0)
            (void)map_add(
                &check->names,
                name_key(&check->arena, collection,
                         unicode_casefold(&check->arena, entry->name)),
                entry);
    }
}

/* The entry of the collection that the text leads to, or NULL. */
static const struct entry *find_in(struct front_matter_check *check,
                                   const struct collection *collection,
                                   struct slice text)
{
    struct arena *arena = &check->arena;
    struct slice id = arena_printf(arena, "%.*s/", SLICE_FMT(collection->name));
    struct slice slug =
        slice_starts(text, id.data) ? slice_from(text, id.size) : text;
    const struct entry *entry = collection_find(collection, slug);
    if (is_described(entry))
        return entry;
    entry = snapshot_find_path(check->snapshot, text);
    if (entry != NULL && entry->collection == collection)
        return entry;
    list_names(check, collection);
    entry = map_find(&check->names, name_key(arena, collection,
                                             unicode_casefold(arena, text)));
    if (entry == NULL)
        entry = collection_find(collection, unicode_slug(arena, text));
    return is_described(entry) ? entry : NULL;
}

static const struct entry *find_in_any(struct front_matter_check *check,
                                       const struct names *collections,
                                       struct slice text)
{
    const struct entry *entry = NULL;
    for (size_t i = 0; entry == NULL && i < collections->count; i++) {
        const struct collection *collection =
            snapshot_find_collection(check->snapshot, collections->items[i]);
        if (collection != NULL)
            entry = find_in(check, collection, text);
    }
    return entry;
}

/* An entry that is there, but not published. */
static void explain_unpublished(const struct entry *entry, struct arena *arena,
                                struct reference_miss *miss)
{
    static const char *const words[] = {
        [STATUS_UNSAID] = "an unpublished entry", /* a draft has its name */
        [STATUS_PUBLISHED] = "an unpublished entry",
        [STATUS_DRAFT] = "a draft",
        [STATUS_SCHEDULED] = "a scheduled entry",
        [STATUS_EXPIRED] = "an expired entry",
    };
    miss->what = words[entry->status];
    miss->hint =
        entry->source != NULL
            ? arena_printf(arena, "publish %.*s, or name another entry",
                           SLICE_FMT(entry->source->path))
            : SLICE("name another entry");
}

static void consider_entries(struct nearest *nearest,
                             const struct collection *collection)
{
    for (size_t i = 0; i < collection->all.count; i++) {
        const struct entry *entry = collection->all.items[i];
        if (!is_described(entry))
            continue;
        (void)nearest_consider(nearest, entry->slug);
        (void)nearest_consider(nearest, entry->name);
    }
}

static struct slice hint_of_collection(const struct snapshot *snapshot,
                                       struct slice name, struct arena *arena)
{
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < snapshot->collection_count; i++)
        (void)nearest_consider(&nearest, snapshot->collections[i]->name);
    return nearest.name.data != NULL
               ? arena_printf(arena,
                              "there is no collection '%.*s'; does the schema "
                              "mean '%.*s'?",
                              SLICE_FMT(name), SLICE_FMT(nearest.name))
               : arena_printf(arena, "there is no collection '%.*s'",
                              SLICE_FMT(name));
}

static void look_for_hint(struct front_matter_check *check,
                          const struct names *collections, struct slice text,
                          struct arena *arena, struct reference_miss *miss)
{
    struct nearest nearest = nearest_to(text);
    bool may_hint = check->hint_count++ < HINTS_MAX, is_any = false;
    for (size_t i = 0; i < collections->count; i++) {
        const struct collection *collection =
            snapshot_find_collection(check->snapshot, collections->items[i]);
        is_any |= collection != NULL;
        if (collection != NULL && may_hint)
            consider_entries(&nearest, collection);
    }
    if (!is_any && collections->count > 0)
        miss->hint =
            hint_of_collection(check->snapshot, collections->items[0], arena);
    else if (nearest.name.data != NULL)
        miss->hint = arena_printf(arena, "did you mean \"%.*s\"?",
                                  SLICE_FMT(nearest.name));
    else
        miss->hint = SLICE("write the slug, the name or the path of an entry "
                           "that has a file");
}

static bool find_entry(void *context, const struct names *collections,
                       struct slice text, struct arena *arena,
                       struct reference_miss *miss)
{
    struct front_matter_check *check = context;
    text = slice_trim(text);
    if (find_in_any(check, collections, text) != NULL)
        return true;
    const struct entry *unpublished =
        check->wider != NULL ? find_in_any(check->wider, collections, text)
                             : NULL;
    if (unpublished != NULL)
        explain_unpublished(unpublished, arena, miss);
    else
        look_for_hint(check, collections, text, arena, miss);
    return false;
}

/* --- documents ------------------------------------------------------------ */

static bool has_front_matter(const struct entry *entry)
{
    return entry->source != NULL && entry->source->kind != SOURCE_DATA &&
           (entry->source->front_matter.size > 0 ||
            entry->source->front_matter.line > 0);
}

static const struct subschema *find_common(const struct schema_set *schemas)
{
    struct schema_file_facts facts;
    size_t cursor = 0;
    return schemas_next(schemas, &cursor, &facts)
               ? schemas_find(schemas, facts.name)
               : NULL;
}

const struct subschema *owner_schema_of(const struct owner_schemas *owner,
                                        const struct entry *entry)
{
    struct str name = {0};
    if (owner->schemas == NULL)
        return NULL;
    if (owner->is_for_all)
        return has_front_matter(entry) ? find_common(owner->schemas) : NULL;
    str_append(&name, entry->collection->name);
    str_append_text(&name, SCHEMA_SUFFIX);
    const struct subschema *schema =
        schemas_find(owner->schemas, str_slice(&name));
    str_release(&name);
    return schema;
}

static void judge_entry(struct front_matter_check *check,
                        const struct entry *entry)
{
    const struct reference_finder finder = {find_entry, check};
    const struct meta *meta = entry->meta;
    const struct subschema *schema = owner_schema_of(check->owner, entry);
    if (schema == NULL)
        return;
    const struct meta *full = meta->full != NULL ? meta->full : meta;
    check->found->path = entry->source->path;
    (void)schema_judge(schema, &full->written,
                       full != meta ? &meta->written : NULL, &finder,
                       check->found);
}

static void release(struct front_matter_check *check)
{
    map_release(&check->names);
    map_release(&check->listed);
    arena_release(&check->arena);
}

/* Those of `snapshot` that are not in `but`, which has the same sources.
 * References to what only `wider` has are to what is not published; or NULL. */
static void judge_entries(const struct snapshot *snapshot,
                          const struct snapshot *but,
                          const struct snapshot *wider,
                          const struct owner_schemas *owner,
                          struct diagnostics *found)
{
    struct front_matter_check all = {.snapshot = wider};
    struct front_matter_check check = {
        .snapshot = snapshot,
        .owner = owner,
        .found = found,
        .wider = wider != NULL ? &all : NULL,
    };
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct entry *entry = &snapshot->entries[i];
        if (entry->source != NULL &&
            (but == NULL || but->entries[i].source == NULL))
            judge_entry(&check, entry);
    }
    release(&check);
    release(&all);
}

/* A file at the top of the folder that is for no collection, and no part of
 * another schema, has a wrong name. */
static void check_names(const struct snapshot *snapshot,
                        const struct owner_schemas *owner,
                        struct diagnostics *found)
{
    struct schema_file_facts facts;
    size_t cursor = 0;
    while (!owner->is_for_all &&
           schemas_next(owner->schemas, &cursor, &facts)) {
        struct slice name =
            slice_sub(facts.name, 0, facts.name.size - strlen(SCHEMA_SUFFIX));
        if (facts.is_referenced || slice_find_char(name, 0, '/') < name.size ||
            snapshot_find_collection(snapshot, name) != NULL)
            continue;
        struct nearest nearest = nearest_to(name);
        for (size_t i = 0; i < snapshot->collection_count; i++)
            (void)nearest_consider(&nearest, snapshot->collections[i]->name);
        found->path = facts.path;
        diagnostics_add(
            found, DIAGNOSTIC_SCHEMA_UNUSED, 0, 0,
            nearest.name.data != NULL
                ? arena_printf(found->arena,
                               "did you mean %.*s" SCHEMA_SUFFIX "?",
                               SLICE_FMT(nearest.name))
                      .data
                : NULL,
            "there is no collection '%.*s', and no schema refers to the file",
            SLICE_FMT(name));
    }
}

/* --- in a thread of its own ------------------------------------------------
 */

struct front_matter_job {
    const struct snapshot *snapshot;
    const struct owner_schemas *owner;
    struct diagnostics *found, *hidden;
};

static void *run_job(void *argument)
{
    const struct front_matter_job *job = argument;
    const struct snapshot *preview = job->snapshot->preview;
    check_names(preview != NULL ? preview : job->snapshot, job->owner,
                job->found);
    judge_entries(job->snapshot, NULL, preview, job->owner, job->found);
    if (preview != NULL)
        judge_entries(preview, job->snapshot, NULL, job->owner, job->hidden);
    return NULL;
}

/* The stack of whoever asks first may be a small one, of a thread that answers
 * requests; schemas nest deep. */
void check_owner_schemas(const struct snapshot *snapshot,
                         const struct owner_schemas *owner,
                         struct diagnostics *found, struct diagnostics *hidden)
{
    struct front_matter_job job = {snapshot, owner, found, hidden};
    struct schema_file_facts facts = {0};
    pthread_attr_t attributes;
    pthread_t thread;
    size_t cursor = 0;
    if (owner->schemas == NULL)
        return;
    (void)pthread_attr_init(&attributes);
    (void)pthread_attr_setstacksize(&attributes, JUDGE_STACK_BYTES);
    if (pthread_create(&thread, &attributes, run_job, &job) == 0) {
        (void)pthread_join(thread, NULL);
    } else {
        (void)schemas_next(owner->schemas, &cursor, &facts);
        found->path = facts.path;
        diagnostics_add(found, DIAGNOSTIC_SCHEMA_LIMIT, 0, 0,
                        "raise the limit of threads",
                        "no thread could be started to judge by the schemas");
    }
    (void)pthread_attr_destroy(&attributes);
}
