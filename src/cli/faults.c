/* faults.c - compares two sets of faults to find the new and the fixed ones.
 *
 * A fault is identified by its file, code and message but not by its line,
 * which changes when something above it does. Both sets are sorted by a hash of
 * these, so one pass over the two finds what is in only one. A fault whose file
 * is gone was not fixed. */
#include "cli/faults.h"

#include "base/map.h"
#include "cli/excerpt.h"
#include "lint/lint.h"
#include "store/snapshot.h"

#include <stdlib.h>

#define MAX_REPORTED 20 /* of each kind at once; `check` reports all */

struct known_fault {
    uint64_t key;
    enum severity severity;
    struct slice path;
    struct slice place; /* "posts/hello.md:2:13" */
    struct slice text;  /* "title contains ': ' [yaml-syntax]" */
    struct slice hint;  /* or SLICE_NONE */
};

/* The lines of one kind. */
struct kind_lines {
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

static void add_fault(void *context, const struct diagnostic *found)
{
    struct faults *faults = context;
    struct arena *arena = &faults->arena;
    struct str place = {0};
    visible_append_place(&place, found);
    faults->items = arena_grow(arena, faults->items, faults->count,
                               &faults->capacity, sizeof(struct known_fault));
    faults->items[faults->count++] = (struct known_fault){
        .key = hash_bytes(found->path,
                          hash_bytes(found->message, (uint64_t)found->code)),
        .severity = diagnostic_severity(found->code),
        .path = arena_copy(arena, found->path),
        .place = arena_copy(arena, str_slice(&place)),
        .text = arena_printf(arena, "%.*s [%s]", SLICE_FMT(found->message),
                             diagnostic_code_name(found->code)),
        .hint = arena_copy(arena, found->hint),
    };
    str_release(&place);
}

static int compare(const void *left, const void *right)
{
    const struct known_fault *a = left, *b = right;
    return (a->key > b->key) - (a->key < b->key);
}

/* The end of a set comes after everything in the other. */
static int compare_at(const struct faults *left, size_t l,
                      const struct faults *right, size_t r)
{
    if (l == left->count)
        return 1;
    return r == right->count ? -1 : compare(&left->items[l], &right->items[r]);
}

static void append_fault(struct kind_lines *lines,
                         const struct known_fault *fault)
{
    struct str *out = lines->out;
    if (lines->count++ >= MAX_REPORTED)
        return;
    str_appendf(out, "%s: %.*s: ", lines->head, SLICE_FMT(fault->place));
    visible_append(out, fault->text);
    if (lines->has_hint && fault->hint.size > 0) {
        str_append_text(out, "; ");
        visible_append(out, fault->hint);
    }
    str_append_char(out, '\n');
}

static void append_rest(const struct kind_lines *lines)
{
    if (lines->count > MAX_REPORTED)
        str_appendf(lines->out, "%s: and %zu more\n", lines->head,
                    lines->count - MAX_REPORTED);
}

/* Whether the fault's document is gone; settings and folders are not documents.
 * `paths` becomes the set of all documents on the first call. */
static bool is_of_gone_file(const struct known_fault *fault,
                            const struct snapshot *snapshot, struct map *paths)
{
    enum source_kind kind;
    if (!source_kind_of(fault->path, &kind) ||
        slice_is(fault->path, SETTINGS_FILE) ||
        slice_starts(fault->path, "/")) /* settings of the operator */
        return false;
    for (size_t i = paths->count; i < snapshot->source_count; i++)
        map_put(paths, snapshot->sources[i]->path, snapshot->sources[i]);
    return map_find(paths, fault->path) == NULL;
}

static void append_difference(const struct faults *before,
                              const struct faults *now,
                              const struct snapshot *snapshot, struct str *out)
{
    struct kind_lines fixed = {.out = out, .head = "fixed"};
    struct kind_lines gone = {.out = out, .head = "gone"};
    struct kind_lines found[SEVERITY_COUNT];
    struct map paths = {0};
    size_t b = 0, n = 0;

    for (size_t i = 0; i < SEVERITY_COUNT; i++)
        found[i] = (struct kind_lines){
            .out = out,
            .head = severity_name((enum severity)i),
            .has_hint = true,
        };
    while (b < before->count || n < now->count) {
        int order = compare_at(before, b, now, n);
        const struct known_fault *next = &now->items[n];
        if (order < 0)
            append_fault(is_of_gone_file(&before->items[b], snapshot, &paths)
                             ? &gone
                             : &fixed,
                         &before->items[b]);
        else if (order > 0)
            append_fault(&found[next->severity], next);
        b += order <= 0 ? 1 : 0;
        n += order >= 0 ? 1 : 0;
    }
    append_rest(&fixed);
    append_rest(&gone);
    for (size_t i = SEVERITY_COUNT; i-- > 0;)
        append_rest(&found[i]);
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
        append_difference(faults, &now, snapshot, out);
    faults_release(faults);
    *faults = now;
}
