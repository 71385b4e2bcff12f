/* relations.h - documents within a document. Private to this room. */
#ifndef REPRESENT_RELATIONS_H
#define REPRESENT_RELATIONS_H

#include "represent/member_writer.h"
#include "represent/parts.h"

/* The value of a relation: documents in list form, stubs, or null. */
void relation_write(const struct member_writer *writer,
                    const struct entry *entry, enum relation relation,
                    const struct parts *parts);

/* [{"lang":...,"slug":...,"href":...}]: the other versions of a document. */
void relation_write_translations(const struct member_writer *writer,
                                 const struct entry *entry,
                                 const struct parts *parts);

/* {"slug":...,"name":...,"href":...}: a person or term within a document. */
void relation_write_stub(struct str *out, const struct entry *entry);

/* {"path":...,"missing":true}: stands for a dead reference. */
void relation_write_missing(struct str *out, struct slice path,
                            const struct parts *parts);

#endif
