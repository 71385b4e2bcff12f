/* sections.c - one section of a document, by the id of its heading.
 *
 *     /posts/x?section=instal     404: /posts/x?section=install, ...
 *
 * A heading that has been renamed has another id, so the answer names those
 * that there are: the ones that are spelled nearly so, then the others. */
#include "api/answer.h"
#include "api/cost.h"
#include "api/endpoints.h"
#include "api/suffix.h"
#include "base/array.h"
#include "base/nearest.h"
#include "document/section.h"

#include <assert.h>

#define MAX_SUGGESTIONS 10

struct candidates {
    const struct heading *headings[MAX_SUGGESTIONS];
    unsigned distances[MAX_SUGGESTIONS];
    size_t count;
};

/* Keeps the nearest; of equals the first. */
static void consider(struct candidates *candidates,
                     const struct heading *heading, unsigned distance)
{
    size_t at = candidates->count;
    while (at > 0 && candidates->distances[at - 1] > distance)
        at--;
    if (at == MAX_SUGGESTIONS)
        return;
    if (candidates->count < MAX_SUGGESTIONS)
        candidates->count++;
    for (size_t i = candidates->count - 1; i > at; i--) {
        candidates->headings[i] = candidates->headings[i - 1];
        candidates->distances[i] = candidates->distances[i - 1];
    }
    candidates->headings[at] = heading;
    candidates->distances[at] = distance;
}

/* A longer id that starts as the wanted one does is near, too. */
static unsigned distance_of(struct slice wanted, struct slice id)
{
    unsigned tolerance = edit_tolerance(wanted);
    unsigned distance = edit_distance(wanted, id, tolerance);
    if (distance <= tolerance)
        return distance;
    return slice_begins(id, wanted) ? tolerance + 1 : tolerance + 2;
}

static struct slice detail_of(struct exchange *x, size_t heading_count)
{
    if (heading_count == 0)
        return SLICE("This document has no headings, and so no sections.");
    return arena_printf(x->arena,
                        "No heading of this document has the id "
                        "'%.*s'.",
                        SLICE_FMT(x->query.section));
}

static void answer_no_section(struct exchange *x, const struct entry *entry)
{
    const struct markdown *body = &entry->source->body;
    const char *suffix = x->suffix != NULL ? x->suffix->text : "";
    struct candidates candidates = {0};
    struct slice hrefs[MAX_SUGGESTIONS];

    for (size_t i = 0; i < body->heading_count; i++)
        consider(&candidates, &body->headings[i],
                 distance_of(x->query.section, body->headings[i].id));
    for (size_t i = 0; i < candidates.count; i++)
        hrefs[i] =
            exchange_section_href(x, entry, suffix, candidates.headings[i]->id);
    const struct problem problem = {
        .kind = PROBLEM_NOT_FOUND,
        .detail = detail_of(x, body->heading_count),
        .suggestions = hrefs,
        .suggestion_count = candidates.count,
    };
    answer_problem(x, &problem);
}

static bool has_heading(const struct entry *entry, struct slice id)
{
    const struct markdown *body = &entry->source->body;
    for (size_t i = 0; i < body->heading_count; i++) {
        if (slice_equal(body->headings[i].id, id))
            return true;
    }
    return false;
}

bool exchange_find_section(struct exchange *x, const struct entry *entry)
{
    struct slice id = x->query.section;
    struct body_section *section = arena_alloc(x->arena, 1, sizeof *section);
    if (id.data == NULL)
        return true;
    if (!has_heading(entry, id)) {
        answer_no_section(x, entry);
        return false;
    }
    const struct cost cost = cost_of_section(entry);
    if (!answer_hold(x, cost.bytes) || !exchange_begin_work(x, cost.effort))
        return false;
    if (section_find(entry->source, id, x->arena, section))
        x->section = section;
    assert(x->section != NULL); /* it has that heading */
    return true;
}
