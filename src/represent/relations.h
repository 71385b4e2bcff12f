/* relations.h - documents within a document. Private to this room. */
#ifndef REPRESENT_RELATIONS_H
#define REPRESENT_RELATIONS_H

#include "represent/parts.h"
#include "represent/writer.h"

/* The value of a relation: documents in list form, stubs, or null. */
void relation_write(const struct writer *writer, const struct entry *entry,
                    enum relation relation, const struct parts *parts);

/* [{"lang":...,"slug":...,"href":...}]: the other versions of a document. */
void relation_write_translations(const struct writer *writer,
                                 const struct entry *entry,
                                 const struct parts *parts);

/* {"slug":...,"name":...,"href":...}: how others show a person or term. */
void relation_write_stub(struct str *out, const struct entry *entry);

/* {"path":...,"missing":true}: what stands for a reference that leads
 * nowhere. */
void relation_write_missing(struct str *out, struct slice path,
                            const struct parts *parts);

#endif
