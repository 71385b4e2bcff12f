/* note_hints.c - what a link between notes may have meant: another name of a
 * note, or a name that is nearly the same.
 *
 * Gardens have many links to notes that are not written yet. Names are compared
 * for the first of them only. */
#include "lint/note_hints.h"

#include "base/nearest.h"
#include "base/unicode.h"
#include "document/keys.h"
#include "document/note_link.h"
#include "document/path.h"

#define MIN_TYPO_BYTES  5
#define MAX_TYPO_EDITS  2
#define SHOWN_MAX_BYTES 200

void note_hints_release(struct note_hints *hints)
{
    map_release(&hints->aliases);
    arena_release(&hints->arena);
}

static void add_alias(struct note_hints *hints, struct slice alias,
                      const struct entry *entry)
{
    if (alias.size > 0)
        (void)map_add(&hints->aliases, unicode_casefold(&hints->arena, alias),
                      (void *)entry);
}

static void add_aliases(struct note_hints *hints, const struct entry *entry)
{
    const struct value *aliases =
        value_find(&entry->meta->fields, keys_alias[0]);
    add_alias(hints, value_text(aliases), entry);
    for (size_t i = 0; value_is_array(aliases) && i < aliases->size; i++)
        add_alias(hints, value_text(&aliases->as.items[i]), entry);
}

static void make(struct note_hints *hints, const struct snapshot *snapshot)
{
    hints->is_made = true;
    for (size_t i = 0; i < snapshot->source_count; i++) {
        const struct entry *entry = &snapshot->entries[i];
        if (entry->source != NULL && entry->is_listed &&
            (entry->traits & TRAIT_ALIASES) != 0)
            add_aliases(hints, entry);
    }
}

/* The note whose name is the fewest edits away; NULL if none is near. */
static const struct entry *find_nearest(const struct snapshot *snapshot,
                                        struct slice wanted)
{
    const struct entry *best = NULL;
    size_t cursor = 0, least = MAX_TYPO_EDITS + 1;
    struct slice name;
    void *found;
    while (wanted.size >= MIN_TYPO_BYTES &&
           map_next(&snapshot->notes, &cursor, &name, &found)) {
        const struct list *list = found;
        size_t edits = edit_distance(name, wanted, MAX_TYPO_EDITS);
        const struct entry *entry = list->items[0];
        if (edits > least || !entry->is_listed ||
            (edits == least &&
             (best == NULL ||
              slice_compare(entry->source->path, best->source->path) > 0)))
            continue;
        least = edits;
        best = entry;
    }
    return best;
}

void note_hint_append(struct note_hints *hints, const struct snapshot *snapshot,
                      struct slice destination, struct str *out)
{
    struct slice path = slice_trim(
        slice_sub(destination, 0, slice_find_char(destination, 0, '#')));
    struct arena arena = {0};
    if (!hints->is_made)
        make(hints, snapshot);
    struct slice whole = unicode_casefold(&arena, path);
    const struct entry *alias = map_find(&hints->aliases, whole);
    const struct entry *nearest =
        alias == NULL && hints->count++ < NOTE_HINTS_MAX
            ? find_nearest(snapshot, path_name(whole))
            : NULL;
    if (alias != NULL)
        str_appendf(out, "it is another name of a note: write [[%.*s|%.*s]]",
                    SLICE_FMT(path_stem(alias->source->path)),
                    SLICE_FMT(utf8_truncate(path, SHOWN_MAX_BYTES)));
    else if (nearest != NULL)
        str_appendf(out, "did you mean [[%.*s]]?",
                    SLICE_FMT(path_stem(nearest->source->path)));
    else
        str_append_text(out, "write the note, correct its name, or remove the "
                             "brackets");
    arena_release(&arena);
}
