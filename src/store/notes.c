/* notes.c - what a file means by itself is found out when it is met first.
 *
 * A snapshot is made after every edit from thousands of files of which one is
 * new. What linking wants to know of each is a few numbers and short lists;
 * once they are noted with the source, no front matter is read again. */
#include "store/notes.h"

#include "base/mem.h"
#include "base/parallel.h"
#include "store/ahead.h"
#include "store/aliases.h"
#include "store/collate.h"
#include "store/languages.h"
#include "store/links.h"
#include "store/types.h"

#include <stdlib.h>

#define NOTING_ROUNDS 8 /* one takes as long as so many rounds */

static void note_traits(struct source *source)
{
    const struct source_notes *notes = &source->notes;
    unsigned traits = 0;
    if (notes->references.count > 0)
        traits |= TRAIT_REFERENCES;
    if (source->body.slot_count > 0)
        traits |= TRAIT_LINKS;
    if (notes->media.count > 0)
        traits |= TRAIT_MEDIA;
    if (slice_is(source_type(source), "Config"))
        traits |= TRAIT_CONFIG;
    if (source->diagnostics.count > 0)
        traits |= TRAIT_DIAGNOSTICS;
    source->notes.traits |= traits;
}

void note_source(struct source *source)
{
    if (source->kind == SOURCE_MARKDOWN)
        source->notes.url = value_find(&source->front_matter, "url");
    note_order(source);
    note_shape(source);
    note_language(source);
    note_aliases(source);
    note_references(source);
    note_traits(source);
}

bool is_noted(const struct source *source)
{
    return source->notes.path_key.data != NULL;
}

static void note_next(void *context, size_t index)
{
    struct source **fresh = context;
    give_way(index * NOTING_ROUNDS);
    note_source(fresh[index]);
}

void note_sources(struct source *const *sources, size_t count)
{
    size_t fresh_count = 0;
    struct source **fresh = mem_alloc(count + 1, sizeof(struct source *));
    for (size_t i = 0; i < count; i++) {
        look_ahead_to_notes(sources, count, i);
        if (!is_noted(sources[i]))
            fresh[fresh_count++] = sources[i];
    }
    parallel_for(fresh_count, 0, note_next, fresh);
    free(fresh);
}
