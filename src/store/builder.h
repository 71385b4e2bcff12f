/* builder.h - a snapshot while it is being built. Private to this room. */
#ifndef STORE_BUILDER_H
#define STORE_BUILDER_H

#include "store/build.h"
#include "store/derive.h"
#include "store/languages.h"
#include "store/layout.h"

struct builder {
    struct snapshot *snapshot;
    const struct build_input *input;
    const struct policy *policy; /* with what the snapshot's own lacks */
    struct layout layout;
    struct languages languages;
    struct deriver hider;         /* walks along as entries are placed */
    const struct source **people; /* files of data that list authors */
    size_t people_count, people_capacity;
    struct map owners; /* of parts, that have been told so: path -> source */
};

/* The first step: gives each source that is served an entry in a collection,
 * with the slug that it wishes for. */
void place_entries(struct builder *builder);

/* Finds what there is of languages among what is served; before that step. */
void find_languages(struct builder *builder);

#endif
