/* javascript_value.h - what a program in JavaScript has written out. Private to
 * this room. */
#ifndef LAYOUT_JAVASCRIPT_VALUE_H
#define LAYOUT_JAVASCRIPT_VALUE_H

#include "document/value.h"

#define SCRIPT_SPREAD "..." /* the key of what is spread into an object */

/* Returns the object that a module exports by default: by `export default` or
 * `module.exports`, also through a constant, a call that takes it, or a
 * function that returns it. Null if there is none that is written out. What is
 * computed in it is null, with its line. Strings lie in the arena. */
struct value script_default_export(struct slice text, struct arena *arena);

/* Returns the object that the first call of a function is given, as above. The
 * function is the one that the program imports from a module by default. */
struct value script_call_of(struct slice text, struct slice module,
                            struct arena *arena);

#endif
