/* chunks.c - pieces of a body, for programs that compare texts by their
 * meaning.
 *
 *     {"id":"posts/hello#install~2",
 *      "section":{"id":"install","title":"Install"},
 *      "text":"...","words":140,"url":"/blog/hello#install"}
 *
 * An id is that of the document, the id of the heading, and from the second
 * piece of a section on its number: an edit in one section changes no id in
 * another one, and the ids of all documents are different. */
#include "represent/chunks.h"

#include "base/array.h"
#include "base/percent.h"
#include "document/chunk.h"
#include "document/section.h"

static struct value id_of(const struct entry *entry,
                          const struct body_chunk *chunk, struct arena *arena)
{
    struct slice section =
        chunk->heading != NULL ? chunk->heading->id : SLICE("");
    struct slice id = arena_printf(arena, "%.*s#%.*s", SLICE_FMT(entry->id),
                                   SLICE_FMT(section));
    if (chunk->number > 1)
        id = arena_printf(arena, "%.*s~%u", SLICE_FMT(id), chunk->number);
    return value_of_text(id);
}

static struct value section_of(const struct body_chunk *chunk,
                               struct arena *arena)
{
    if (chunk->heading == NULL)
        return value_null;
    const struct member members[] = {
        {SLICE("id"), value_of_text(chunk->heading->id)},
        {SLICE("title"), value_of_text(chunk->heading->text)},
    };
    return value_of_members(members, ARRAY_COUNT(members), arena);
}

static struct value url_of(const struct entry *entry,
                           const struct body_chunk *chunk, struct arena *arena)
{
    if (entry->url.data == NULL)
        return value_null;
    if (chunk->heading == NULL)
        return value_of_text(entry->url);
    return value_of_text(
        arena_printf(arena, "%.*s#%.*s", SLICE_FMT(entry->url),
                     SLICE_FMT(percent_encode(chunk->heading->id, arena))));
}

static struct value value_of(const struct entry *entry,
                             const struct body_chunk *chunk,
                             struct arena *arena)
{
    const struct member members[] = {
        {SLICE("id"), id_of(entry, chunk, arena)},
        {SLICE("section"), section_of(chunk, arena)},
        {SLICE("text"), value_of_text(chunk->text)},
        {SLICE("words"),
         {.kind = VALUE_INTEGER, .as.integer = (int64_t)chunk->words}},
        {SLICE("url"), url_of(entry, chunk, arena)},
    };
    return value_of_members(members, ARRAY_COUNT(members), arena);
}

void chunks_write(const struct member_writer *w, const struct entry *entry,
                  const struct parts *parts)
{
    const struct markdown *body = w->shape->section != NULL
                                      ? &w->shape->section->body
                                      : &entry->source->body;
    struct arena scratch = {0};
    struct body_chunk *chunks;
    struct value_list list = {0};
    size_t count = chunk_divide(body, delta_string(&body->text, &scratch),
                                w->shape->chunk_words, &scratch, &chunks);
    for (size_t i = 0; i < count; i++)
        value_list_add(&list, value_of(entry, &chunks[i], &scratch), &scratch);
    struct value all = value_list_array(&list);
    parts_write_value(w->out, &all, parts, w->shape->work);
    arena_release(&scratch);
}
