/* show.c - what a result shows of where the words are.
 *
 * The text of the body, else the excerpt, sentences of front matter, or tags
 * and names: one of these has the words, unless they are all in the title. */
#include "base/array.h"
#include "search/index.h"
#include "search/row.h"
#include "search/view.h"

static void find_snippets(const struct entry *entry,
                          const struct row_text *text, const struct ask *ask,
                          struct stemmers *stemmers, struct arena *arena,
                          struct search_hit *hit)
{
    static const unsigned parts[] = {PART_BODY, PART_EXCERPT, PART_PROSE,
                                     PART_TERMS};
    for (size_t i = 0; i < ARRAY_COUNT(parts) && hit->snippet_count == 0; i++) {
        struct snippet_text in = {.text = text->parts[parts[i]],
                                  .lang = text->lang,
                                  .part = 1U << parts[i]};
        if (parts[i] == PART_BODY && entry->source != NULL)
            in.body = &entry->source->body;
        if (in.text.size > 0)
            hit->snippet_count =
                snippet_find(&in, ask, stemmers, arena, hit->snippets);
    }
}

void search_show(const struct snapshot *snapshot, const struct entry *entry,
                 const struct search_found *found, struct arena *arena,
                 struct search_hit *ret_hit)
{
    struct search *search = view_search(snapshot->search);
    struct slice lang = view_language(snapshot->search, entry);
    struct row_text text;
    struct err err;
    struct desk *desk = search_take_desk(search, false, &err);

    *ret_hit = (struct search_hit){
        .score = search_score(found, snapshot, entry),
    };
    row_read(entry, 0, lang, arena, &text);
    ret_hit->title = snippet_mark(text.parts[PART_TITLE], lang, &found->ask,
                                  SEARCH_TITLE, desk->stemmers, arena);
    find_snippets(entry, &text, &found->ask, desk->stemmers, arena, ret_hit);
    search_give_desk(search, desk, ENGINE_FINE, NULL);
}
