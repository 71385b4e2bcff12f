/* mentions.h - names of files in any text. Private to this room. */
#ifndef STORE_MENTIONS_H
#define STORE_MENTIONS_H

#include "document/value.h"

/* Calls visit for everything in the text that ends like the name of a file that
 * may be served: `tight` up to the blank before it, `loose` up to the quotation
 * mark, bracket or end of line. Both are parts of the text. */
void mentions_each(struct slice text,
                   void (*visit)(void *context, struct slice tight,
                                 struct slice loose),
                   void *context);

/* The same in all strings of a value. */
void mentions_each_of_value(const struct value *value,
                            void (*visit)(void *context, struct slice tight,
                                          struct slice loose),
                            void *context);

#endif
