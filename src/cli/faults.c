/* faults.c - new and mended faults, told by comparing two sets.
 *
 * A fault is known by its file, code and message and not by its line, which
 * moves with every line that is written above it. Both sets are sorted by a
 * hash of these, so one walk along the two finds what is in one alone. A fault
 * that went with its file was not mended. */
#include "cli/faults.h"

#include "base/map.h"
#include "cli/excerpt.h"
#include "lint/lint.h"
#include "store/snapshot.h"

#include <stdlib.h>

#define MOST_TOLD 20 /* of each kind at once; check tells all */

struct fault {
    uint64_t key;
    bool is_error;
    struct slice path;
    struct slice place; /* "posts/hello.md:2:13" */
    struct slice text;  /* "title contains ': ' [yaml-syntax]" */
    struct slice hint;  /* or SLICE_NONE */
};

struct telling {
    struct str *out;
    const char *head;
    bool has_hint;
    size_t count;
};

void faults_release(struct faults *faults)
{
    arena_release(&faults->arena);
    *faults = (struct faults){0};
}

static struct slice place_of(const struct diagnostic *found,
                             struct arena *arena)
{
    struct str place = {0};
    visible_append(&place, found->path);
    if (found->line > 0)
        str_appendf(&place, ":%u", found->line);
    if (found->line > 0 && found->column > 0)
        str_appendf(&place, ":%u", found->column);
    struct slice kept = arena_copy(arena, str_slice(&place));
    str_release(&place);
    return kept;
}

static void add_fault(void *context, const struct diagnostic *found)
{
    struct faults *faults = context;
    struct arena *arena = &faults->arena;
    faults->items = arena_grow(arena, faults->items, faults->count,
                               &faults->capacity, sizeof(struct fault));
    faults->items[faults->count++] = (struct fault){
        .key = hash_bytes(found->path,
                          hash_bytes(found->message, (uint64_t)found->code)),
        .is_error = diagnostic_severity(found->code) == SEVERITY_ERROR,
        .path = arena_copy(arena, found->path),
        .place = place_of(found, arena),
        .text = arena_printf(arena, "%.*s [%s]", SLICE_FMT(found->message),
                             diagnostic_code_name(found->code)),
        .hint = arena_copy(arena, found->hint),
    };
}

static int compare(const void *left, const void *right)
{
    const struct fault *a = left, *b = right;
    return (a->key > b->key) - (a->key < b->key);
}

/* The end of a set comes after all that is in the other. */
static int compare_at(const struct faults *left, size_t l,
                      const struct faults *right, size_t r)
{
    if (l == left->count)
        return 1;
    return r == right->count ? -1 : compare(&left->items[l], &right->items[r]);
}

static void tell(struct telling *telling, const struct fault *fault)
{
    struct str *out = telling->out;
    if (telling->count++ >= MOST_TOLD)
        return;
    str_appendf(out, "%s: %.*s: ", telling->head, SLICE_FMT(fault->place));
    visible_append(out, fault->text);
    if (telling->has_hint && fault->hint.size > 0) {
        str_append_text(out, "; ");
        visible_append(out, fault->hint);
    }
    str_append_char(out, '\n');
}

static void tell_rest(const struct telling *telling)
{
    if (telling->count > MOST_TOLD)
        str_appendf(telling->out, "%s: and %zu more\n", telling->head,
                    telling->count - MOST_TOLD);
}

/* Of a document: settings and folders are no sources. `paths` are all that
 * there are, once somebody asks. */
static bool has_gone(const struct fault *fault, const struct snapshot *snapshot,
                     struct map *paths)
{
    enum source_kind kind;
    if (!source_kind_of(fault->path, &kind) ||
        slice_is(fault->path, SETTINGS_FILE))
        return false;
    for (size_t i = paths->count; i < snapshot->source_count; i++)
        map_put(paths, snapshot->sources[i]->path, snapshot->sources[i]);
    return map_find(paths, fault->path) == NULL;
}

static void tell_difference(const struct faults *before,
                            const struct faults *now,
                            const struct snapshot *snapshot, struct str *out)
{
    struct telling mended = {.out = out, .head = "mended"};
    struct telling gone = {.out = out, .head = "gone"};
    struct telling new_errors = {.out = out, .head = "error", .has_hint = true};
    struct telling new_warnings = {
        .out = out, .head = "warning", .has_hint = true};
    struct map paths = {0};
    size_t b = 0, n = 0;

    while (b < before->count || n < now->count) {
        int order = compare_at(before, b, now, n);
        const struct fault *next = &now->items[n];
        if (order < 0)
            tell(has_gone(&before->items[b], snapshot, &paths) ? &gone
                                                               : &mended,
                 &before->items[b]);
        else if (order > 0)
            tell(next->is_error ? &new_errors : &new_warnings, next);
        b += order <= 0 ? 1 : 0;
        n += order >= 0 ? 1 : 0;
    }
    tell_rest(&mended);
    tell_rest(&gone);
    tell_rest(&new_errors);
    tell_rest(&new_warnings);
    map_release(&paths);
}

void faults_update(struct faults *faults, const struct snapshot *snapshot,
                   struct str *out)
{
    struct faults now = {0};
    lint_each_diagnostic(snapshot, add_fault, &now);
    if (now.count > 1)
        qsort(now.items, now.count, sizeof *now.items, compare);
    if (out != NULL)
        tell_difference(faults, &now, snapshot, out);
    faults_release(faults);
    *faults = now;
}
