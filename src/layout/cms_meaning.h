/* cms_meaning.h - applies what a CMS says to documents. Private to this room.
 */
#ifndef LAYOUT_CMS_MEANING_H
#define LAYOUT_CMS_MEANING_H

#include "layout/cms.h"
#include "layout/layout.h"

/* Moves a document from where its generator puts it to the collection that the
 * CMS has it in; false if it stays. */
bool cms_place(const struct layout *layout, const struct meta *meta,
               struct place *place, struct arena *arena);

/* Gives a meta that was just read the title and the date of the fields that the
 * CMS has them in. */
void cms_reread(const struct layout *layout, struct meta *meta);

/* Returns the path of the original, in the project, of what the CMS keeps as a
 * translation into *ret_language, as written; or SLICE_NONE. */
struct slice cms_original(const struct layout *layout, struct slice path,
                          struct slice *ret_language, struct arena *arena);

#endif
