/* notion.h - pages that Notion has exported.
 *
 *     Plans 0f3c9a1e2b4d4c5e8f7a6b5c4d3e2f1a.md      # Plans
 *
 *                                                    Created: April 3, 2024
 *                                                    Tags: soup, bread
 *
 *                                                    Text. */
#ifndef DOCUMENT_NOTION_H
#define DOCUMENT_NOTION_H

#include "base/arena.h"
#include "document/value.h"

#define NOTION_MAX_PROPERTIES 100 /* of a page */

/* "Plans 0f3c..." without the id at its end; the name itself without one. */
struct slice notion_without_id(struct slice name);
bool notion_has_id(struct slice name);

/* Reads the properties of a page, which follow its title, and the title, into
 * an object in the arena. Its keys are in lower case, with "_" for spaces. The
 * body without them, with as many lines, is appended to *ret_body. False if
 * there are none. */
bool notion_parse(struct slice body, uint32_t first_line, struct arena *arena,
                  struct value *ret_fields, struct str *ret_body);

#endif
