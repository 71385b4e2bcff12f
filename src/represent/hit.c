/* hit.c - what a result shows of where the words are.
 *
 * It is made for each answer, of the pages that are shown only: looking a
 * document through again takes longer than finding it. As a value it goes
 * through the same `fields` as front matter does. */
#include "represent/hit.h"

#include "base/array.h"
#include "base/percent.h"
#include "represent/write.h"
#include "search/search.h"

#include <stdio.h>
#include <stdlib.h>

/* Four digits tell results apart; more would change with every edit. */
static double rounded(float score)
{
    char digits[32];
    (void)snprintf(digits, sizeof digits, "%.4g", (double)score);
    return strtod(digits, NULL);
}

/* Of its page on the site, at the heading; null where it has no page. */
static struct value url_value(const struct entry *entry,
                              const struct heading *section,
                              struct arena *arena)
{
    if (entry->url.data == NULL || section == NULL)
        return value_of_text_or_null(entry->url);
    return value_of_text(
        arena_printf(arena, "%.*s#%.*s", SLICE_FMT(entry->url),
                     SLICE_FMT(percent_encode(section->id, arena))));
}

static struct value section_value(const struct heading *section,
                                  struct arena *arena)
{
    if (section == NULL)
        return value_null;
    const struct member members[] = {
        {SLICE("id"), value_of_text(section->id)},
        {SLICE("title"), value_of_text(section->text)},
    };
    return value_of_members(members, ARRAY_COUNT(members), arena);
}

static struct value snippet_value(const struct entry *entry,
                                  const struct snippet *snippet,
                                  struct arena *arena)
{
    const struct member members[] = {
        {SLICE("text"), value_of_text(snippet->html)},
        {SLICE("section"), section_value(snippet->section, arena)},
        {SLICE("url"), url_value(entry, snippet->section, arena)},
    };
    return value_of_members(members, ARRAY_COUNT(members), arena);
}

static struct value hit_value(const struct entry *entry,
                              const struct search_hit *hit, struct arena *arena)
{
    struct value_list snippets = {0};
    for (size_t i = 0; i < hit->snippet_count; i++)
        value_list_add(&snippets,
                       snippet_value(entry, &hit->snippets[i], arena), arena);
    const struct member members[] = {
        {SLICE("score"), {.kind = VALUE_FLOAT, .as.real = rounded(hit->score)}},
        {SLICE("title"), value_of_text_or_null(hit->title)},
        {SLICE("snippets"), value_list_array(&snippets)},
    };
    return value_of_members(members, ARRAY_COUNT(members), arena);
}

void hit_write(struct str *out, const struct snapshot *snapshot,
               const struct entry *entry, const struct shape *shape)
{
    const struct choice choice = shape_choose(shape, SLICE(HIT_NAME));
    bool is_asked_for = shape->fields.names == NULL ||
                        shape->fields.leaves_out || choice.is_named;
    struct arena scratch = {0};
    struct search_hit hit;
    if (!choice.is_shown || !is_asked_for)
        return;
    search_show(snapshot, entry, shape->found, &scratch, &hit);
    const struct value value = hit_value(entry, &hit, &scratch);
    write_plain_key(out, SLICE(HIT_NAME));
    parts_write_value(out, &value, &choice.parts, shape->work);
    arena_release(&scratch);
}
