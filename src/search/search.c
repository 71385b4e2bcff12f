/* search.c - what the other rooms ask: a query, corrected where it finds
 * nothing. */
#include "search/search.h"

#include "search/find.h"

enum search_state search_find(const struct snapshot *snapshot,
                              struct slice text,
                              const struct ask_options *options, bool corrects,
                              struct arena *arena,
                              struct search_found *ret_found)
{
    struct finding finding;
    *ret_found = (struct search_found){0};
    enum search_state state = finding_begin(&finding, snapshot, arena);
    if (state != SEARCH_READY)
        return state;
    const struct ask_options with = finding_options(&finding, options);
    ask_read(text, &with, arena, &ret_found->ask);
    ret_found->behind = finding.coverage->missing;
    finding_carry_out(&finding, ret_found);
    bool may_be_wrong = ret_found->count == 0 || ret_found->ask.wants_any;
    if (corrects && may_be_wrong &&
        finding_correct(&finding, text, &with, ret_found)) {
        finding_carry_out(&finding, ret_found);
        if (ret_found->count == 0)
            ret_found->corrected = SLICE_NONE;
    }
    return finding_end(&finding);
}

bool search_is_on(const struct snapshot *snapshot)
{
    return snapshot->search != NULL;
}

float search_score(const struct search_found *found,
                   const struct snapshot *snapshot, const struct entry *entry)
{
    return found->scores != NULL ? found->scores[search_number(snapshot, entry)]
                                 : 0;
}

void search_look(const struct snapshot *snapshot, struct arena *arena,
                 struct search_progress *ret_progress)
{
    *ret_progress = (struct search_progress){.state = SEARCH_OFF};
    if (!search_is_on(snapshot))
        return;
    search_describe(view_search(snapshot->search), arena, ret_progress);
    struct coverage *coverage = coverage_take(snapshot->search);
    ret_progress->done = coverage->known;
    ret_progress->total = coverage->known + coverage->missing;
    coverage_give(snapshot->search, coverage);
}
