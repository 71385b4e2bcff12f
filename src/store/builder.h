/* builder.h - a snapshot while it is being built. Private to this room. */
#ifndef STORE_BUILDER_H
#define STORE_BUILDER_H

#include "layout/languages.h"
#include "store/build.h"

struct builder {
    struct snapshot *snapshot;
    const struct build_input *input;
    const struct policy *policy; /* complete, unlike the copy in the snapshot */
    struct layout layout;
    struct languages languages;
    struct meta **shown;        /* of each source; see build.h */
    const struct meta **people; /* data files that list authors */
    size_t people_count, people_capacity;
    struct map owners;    /* whose parts have been reported: path -> meta */
    struct map documents; /* path without extension -> meta; see status.c */
    struct map folders;   /* -> meta of a document in it, published if any is */
};

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
