/* python.h - what a file of settings in Python says in plain words.
 *
 *     SITENAME = 'Soup'                 a string
 *     PAGES = (("pages/x.md", "pages", "p"),)
 *     PATH = os.path.join(HERE, 'x')    computed: not known
 *
 * Nothing is run. Private to this room. */
#ifndef LAYOUT_PYTHON_H
#define LAYOUT_PYTHON_H

#include "document/value.h"
#include "layout/key_reading.h"

#define PYTHON_MAX_DEPTH 16 /* of a value; a deeper one is not known */

/* Returns an object with what is assigned to names at the start of lines:
 * strings, numbers, booleans, None, lists, tuples and dictionaries of such, and
 * names that were assigned before.
 * What is computed, or changed later, is a mapping with the key "computed", at
 * its line. `before` is what the files before it said. All of it lies in the
 * arena. */
struct value python_read(struct slice text, const struct value *before,
                         struct arena *arena);

/* Returns the settings with the strings among them under other names as well,
 * by a table whose keys are written as they are. */
struct value python_add_names(const struct value *settings,
                              const struct key_name *names,
                              struct arena *arena);

/* Whether a value of it is not known. */
bool python_is_computed(const struct value *value);

#endif
