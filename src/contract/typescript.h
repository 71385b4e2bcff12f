/* typescript.h - schemas as types of TypeScript. Private to this room. */
#ifndef CONTRACT_TYPESCRIPT_H
#define CONTRACT_TYPESCRIPT_H

#include "contract/operations.h"

/* Appends a whole file of declarations. */
void typescript_write(struct str *out, const struct schemas *schemas,
                      const struct operations *operations);

/* Appends the types of questions, and those that depend on them. */
void typescript_write_queries(struct str *out, const struct schemas *schemas,
                              const struct operations *operations);

/* Appends what a schema says of itself as a comment on a line of its own. */
void typescript_write_comment(struct str *out, const struct value *schema,
                              size_t depth);
/* Appends the name of a member, in quotes where it needs them. */
void typescript_write_name(struct str *out, struct slice name);

/* Appends one type. `depth` is how far its members are indented, in steps. */
void typescript_write_type(struct str *out, const struct value *schema,
                           size_t depth);

#endif
