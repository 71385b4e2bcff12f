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

#endif
