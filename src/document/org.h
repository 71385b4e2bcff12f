/* org.h - the settings at the top of a file in Org Mode. Private to this room.
 *
 *     #+title: Plans
 *     #+draft: true */
#ifndef DOCUMENT_ORG_H
#define DOCUMENT_ORG_H

#include "base/arena.h"
#include "document/value.h"

#define ORG_MAX_SETTINGS 100 /* the others are not read */

/* Returns them as an object of strings with keys in lower case, in the arena.
 * They end at the first line that is none, as in Hugo
 * (parser/pageparser/pagelexer_intro.go). Of two with one key the last one
 * counts. */
struct value org_parse(struct slice text, struct arena *arena);

#endif
