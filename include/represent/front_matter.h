/* front_matter.h - front matter as it stands in a file. */
#ifndef REPRESENT_FRONT_MATTER_H
#define REPRESENT_FRONT_MATTER_H

#include "store/snapshot.h"

/* Appends what is written in the document's file, without the keys that the
 * operator hides, as YAML between dashes, and an empty line. */
void front_matter_append(struct str *out, const struct entry *entry);

/* The YAML alone; nothing where there is none. */
void front_matter_append_yaml(struct str *out, const struct entry *entry);

#endif
