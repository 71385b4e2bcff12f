/* base.h - the description that is written by hand. Private to this room. */
#ifndef CONTRACT_BASE_H
#define CONTRACT_BASE_H

#include "document/value.h"

/* openapi/openapi.yaml as it is. */
struct slice base_text(void);

/* The same, parsed. It lasts as long as the program; any thread may call it. */
const struct value *base_description(void);

/* What it has at components/SECTION, or NULL. */
const struct value *base_section(const char *section);
/* What the description has at components/SECTION/NAME, or NULL. */
const struct value *base_component(const char *section, struct slice name);

/* The part of {"$ref": "#/components/SECTION/NAME"} behind the last slash;
 * SLICE_NONE for anything else. */
struct slice base_ref_name(const struct value *value, const char *section);

#endif
