/* render.h - what markdown.c collects on its walk over a tree, and how the tree
 * becomes HTML.
 *
 *     walk --> headings (headings.c) --+
 *         \--> slots (slots.c) --------+--> render_tree() (render.c)
 *          \-> unsafe urls go out (rawhtml.c), alerts come in (alerts.c)
 *
 * Private to this room. */
#ifndef DOCUMENT_RENDER_H
#define DOCUMENT_RENDER_H

#include "base/map.h"
#include "document/html_images.h"
#include "document/markdown.h"
#include "document/node.h"

/* The headings of one document. Set `arena` first; it holds the list and its
 * strings. */
struct headings {
    struct arena *arena;
    struct heading *items;
    size_t count, capacity;
    struct map ids; /* id -> size_t: how many copies were numbered */
};

void headings_release(struct headings *headings);

/* Adds one. Its id is the next free one like the id that is wanted; `text` must
 * outlive the list. Returns the id. */
struct slice headings_add(struct headings *headings, unsigned level,
                          struct slice text, struct slice wanted_id);

/* The id that a heading gets for its text, in the arena, once that is smart.
 * `shown` is the text on one line. */
struct slice heading_id(const struct node *heading, struct slice shown,
                        enum heading_ids ids, struct arena *arena);

/* Destinations that wait for the rest of the site. Set `arena` first; it holds
 * the list and its strings. */
struct slots {
    struct arena *arena;
    struct slot *items;
    size_t count, capacity;
};

/* Adds a link whose place in the HTML is not known yet. */
void slots_add(struct slots *slots, struct slice destination, uint32_t line);

/* Adds the two places of a link between notes. */
void slots_add_note(struct slots *slots, struct slice destination,
                    uint32_t line);

/* Adds the attributes of an image. */
void slots_add_image(struct slots *slots, struct slice destination,
                     uint32_t line, bool has_size, bool has_loading);

/* Adds those of the images in raw HTML, whose slots begin, until they are
 * rendered, where the attributes belong in node->text. */
void slots_add_html(struct slots *slots, struct html_scan *scan,
                    struct node *node, uint32_t line);

/* Gives footnotes their labels, and their references those, too. */
void footnotes_name(struct node *root, struct slice body);
/* Changes labels whose ids are those of headings, which others link to. */
void footnotes_rename(struct node *root, const struct map *ids);
void footnote_add_reference(struct node *footnote, struct node *reference);

/* Where each of the first `count` lines starts, in the scratch. A line ends
 * with LF, CR or both. */
size_t *lines_find(struct slice body, size_t count);

/* How quotes and dashes are set, and the quotes of a block that are open. */
struct smart {
    enum markdown_smart style;
    unsigned singles, doubles;
    struct str buffer; /* to release */
};

/* Changes the text of a node; those before it in its block were changed. */
void smart_change(struct node *text, struct smart *smart);

/* Makes an alert of a block quote, if it is one: of GitHub's, or of those of
 * Obsidian, which are of any name. */
void alert_find(struct node *quote);
void callout_find(struct node *quote);

/* The HTML of a tree as it stands in a JSON string, to release. Each slot
 * learns its place in it. */
struct str render_tree(struct node *root, const struct slots *slots,
                       size_t expected_bytes);

/* Whether a browser that follows the link, or loads the image, would run what
 * it says or open a file of its own. */
bool url_is_unsafe(struct slice url);

/* Whether raw HTML begins with the element of a span, not of a block. */
bool html_is_span(struct slice html);

#endif
