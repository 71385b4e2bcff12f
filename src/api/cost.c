/* cost.c - estimates an answer with `fields` or `include` before it is made.
 *
 *     include=html,author.posts     of each document: its list form and HTML,
 *                                   one author, a hundred list forms
 *
 * Where a relation leads is not followed: that would be most of the work. A
 * document within a document is taken to be as long as the one around it, and
 * there are as many of them as on a usual site. */
#include "api/cost.h"

#include "represent/shape.h"
#include "store/snapshot.h"

#define DOCUMENT_EFFORT 200
#define RELATED_EFFORT  600 /* of finding each of the related ones */
#define EMBEDDED_EFFORT 100
#define BYTES_OF_EFFORT 8    /* copied and escaped in one unit */
#define MARKED_EFFORT   5000 /* of finding the words in a text */
#define MARKED_BYTES    2048

static const struct {
    unsigned count; /* usual, or the most that is shown */
    unsigned effort;
} relations[RELATION_COUNT] = {
    [RELATION_AUTHOR] = {1, EMBEDDED_EFFORT},
    [RELATION_AUTHORS] = {2, EMBEDDED_EFFORT},
    [RELATION_TAGS] = {4, EMBEDDED_EFFORT},
    [RELATION_CATEGORIES] = {2, EMBEDDED_EFFORT},
    [RELATION_PREVIOUS] = {1, EMBEDDED_EFFORT},
    [RELATION_NEXT] = {1, EMBEDDED_EFFORT},
    [RELATION_RELATED] = {5, RELATED_EFFORT},
    [RELATION_BACKLINKS] = {10, EMBEDDED_EFFORT},
    [RELATION_POSTS] = {100, EMBEDDED_EFFORT},
};

/* Chunks are so much longer than their text, or as much more work. */
#define CHUNKS_FACTOR 3
/* To find the images of a body takes its HTML twice; and a few files are opened
 * the first time. */
#define IMAGES_FACTOR 2
#define IMAGES_EFFORT 5000
/* Rendering Markdown of front matter, which is at most as long as the list
 * form; its HTML is half as long again. */
#define FIELDS_FACTOR         2
#define FIELDS_EFFORT_OF_BYTE 4

/* How often a document is written for each of those that are asked for, and
 * with which of its bodies. */
struct tally {
    size_t effort;
    size_t documents;
    size_t html, markdown, text, mdast, fields;
};

static void add_scaled(struct tally *tally, const struct tally *within,
                       size_t count)
{
    tally->effort += count * within->effort;
    tally->documents += count * within->documents;
    tally->html += count * within->html;
    tally->markdown += count * within->markdown;
    tally->text += count * within->text;
    tally->mdast += count * within->mdast;
    tally->fields += count * within->fields;
}

static void add_bodies(struct tally *tally, unsigned members)
{
    tally->html += (members & INCLUDE_HTML) != 0 ? 1 : 0;
    tally->markdown += (members & INCLUDE_MARKDOWN) != 0 ? 1 : 0;
    tally->text += (members & INCLUDE_TEXT) != 0 ? 1 : 0;
    tally->text += (members & INCLUDE_CHUNKS) != 0 ? CHUNKS_FACTOR : 0;
    tally->html += (members & INCLUDE_IMAGES) != 0 ? IMAGES_FACTOR : 0;
    tally->effort += (members & INCLUDE_IMAGES) != 0 ? IMAGES_EFFORT : 0;
    tally->fields += (members & INCLUDE_FRONT_MATTER_HTML) != 0 ? 1 : 0;
    tally->mdast +=
        (members & (INCLUDE_MDAST | INCLUDE_POSITIONS)) != 0 ? 1 : 0;
}

/* Its recursion is bounded by the depth that `include` may have. */
static struct tally tally_of(const struct include_tree *include)
{
    struct tally tally = {.documents = 1};
    if (include == NULL)
        return tally;
    add_bodies(&tally, include->members);
    for (unsigned r = 0; r < RELATION_COUNT; r++) {
        if (include->of[r] == NULL)
            continue;
        struct tally within = tally_of(include->of[r]);
        within.effort += relations[r].effort;
        add_scaled(&tally, &within, relations[r].count);
    }
    return tally;
}

/* Of what `fields` names, which shows little of what it looks at. */
static size_t effort_of_names(const struct name_tree *names, unsigned depth)
{
    size_t effort = 0;
    for (; names != NULL && depth < QUERY_MAX_DEPTH; names = names->next) {
        for (unsigned r = 0; r < RELATION_COUNT; r++) {
            if (slice_is(names->name, query_relation_name(r)))
                effort += relations[r].count *
                          (relations[r].effort +
                           effort_of_names(names->children, depth + 1));
        }
    }
    return effort;
}

static unsigned bodies_named(const struct name_tree *names)
{
    unsigned members = 0;
    for (; names != NULL; names = names->next) {
        for (unsigned bit = 0; query_include_name(bit) != NULL; bit++)
            members |=
                slice_is(names->name, query_include_name(bit)) ? 1U << bit : 0;
    }
    return members;
}

/* A tree in JSON is so much longer than what it is made of. */
#define MDAST_FACTOR 4

static size_t bytes_of(const struct entry *entry, const struct tally *tally)
{
    size_t bytes = (tally->documents + tally->fields * FIELDS_FACTOR) *
                   entry->fragments->list.size;
    if (entry->source != NULL)
        bytes += tally->html * entry->source->body.escaped_html.size +
                 (tally->markdown + MDAST_FACTOR * tally->mdast) *
                     entry->source->markdown.size +
                 tally->text * entry->source->body.text.size;
    return bytes < SHAPE_MAX_BYTES ? bytes : SHAPE_MAX_BYTES;
}

/* Documents are parsed one after the other. */
static void add_parsing(struct cost *cost, size_t *most_bytes,
                        const struct entry *entry, size_t count)
{
    if (entry->source == NULL || count == 0)
        return;
    struct markdown_cost parsing = markdown_cost(&entry->source->input);
    cost->effort += count * parsing.effort;
    if (parsing.bytes > *most_bytes)
        *most_bytes = parsing.bytes;
}

static size_t smaller_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

struct cost cost_of_shape(const struct query *query, struct entry *const *items,
                          size_t count)
{
    struct tally tally = tally_of(&query->include);
    struct cost cost = {0};
    size_t parsing_bytes = 0;
    if (!query->leaves_out) {
        add_bodies(&tally, bodies_named(query->fields));
        tally.effort += effort_of_names(query->fields, 0);
    }
    for (size_t i = 0; i < count && cost.bytes < SHAPE_MAX_BYTES; i++) {
        cost.bytes += bytes_of(items[i], &tally);
        add_parsing(&cost, &parsing_bytes, items[i], tally.mdast);
        cost.effort += tally.fields * items[i]->fragments->list.size *
                       FIELDS_EFFORT_OF_BYTE;
    }
    if (cost.bytes > SHAPE_MAX_BYTES)
        cost.bytes = SHAPE_MAX_BYTES;
    cost.effort +=
        count * (DOCUMENT_EFFORT + tally.effort) + cost.bytes / BYTES_OF_EFFORT;
    cost.bytes += parsing_bytes;
    if (query->found != NULL) {
        cost.effort += count * MARKED_EFFORT;
        cost.bytes += smaller_of(count * MARKED_BYTES, SHAPE_MAX_BYTES);
        cost.has_marks = true;
    }
    cost.has_relations = tally.effort > 0;
    cost.has_parsing = tally.mdast > 0 || tally.fields > 0;
    return cost;
}

struct cost cost_of_section(const struct entry *entry)
{
    struct cost cost = {0};
    size_t parsing_bytes = 0;
    add_parsing(&cost, &parsing_bytes, entry, 1);
    cost.bytes = parsing_bytes;
    return cost;
}
