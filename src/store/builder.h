/* builder.h - a snapshot while it is being built. Private to this room. */
#ifndef STORE_BUILDER_H
#define STORE_BUILDER_H

#include "layout/languages.h"
#include "store/build.h"

/* A folder that documents come from. Each is read as if it were alone. */
struct built_root {
    struct layout layout;
    struct languages languages;
    struct policy policy; /* with what its generator says of dates */
    struct source **sources;
    struct meta **metas;
    size_t count;
};

struct builder {
    struct snapshot *snapshot;
    const struct build_input *input;
    const struct policy *policy; /* complete, unlike the copy in the snapshot */
    struct built_root
        *roots;          /* as many as in the snapshot, in the same order */
    struct meta **metas; /* of each source, with the fields that are hidden */
    size_t *indexes; /* of each source among those of its root; NULL: there is
                        only one */
    struct meta **shown;        /* of each source; see build.h */
    const struct meta **people; /* data files that list authors */
    size_t people_count, people_capacity;
    struct map owners;    /* whose parts have been reported: path -> meta */
    struct map documents; /* path without extension -> meta; see status.c */
    struct map folders;   /* -> meta of a document in it, published if any is */
};

/* Recognises the generator of each root, and reads the fields of each source
 * into the snapshot and into `metas`. roots_release() ends it. */
void roots_read(struct builder *builder, struct meta **metas);
void roots_release(struct builder *builder);

/* Returns the root that the source is in. */
struct built_root *root_of(const struct builder *builder,
                           const struct source *source);

/* Notes the documents that data may be a part of; call it before status_of().
 */
void find_documents(struct builder *builder);

/* Whether a source is published, together with what it is a part of. */
enum status status_of(const struct builder *builder, const struct meta *meta);

/* The first step: gives each served document an entry in a collection, with the
 * slug that it asks for. */
void place_entries(struct builder *builder);

/* Finds the languages of the served documents; call it before that step. */
void find_languages(struct builder *builder);

#endif
