/* derive.h - documents with another front matter than their files have. Private
 * to this room.
 *
 *     _config.yml    defaults --.
 *     _index.md      cascade ----+--> source_with(), once
 *     headmatter.yaml hidden ----'
 *
 * What is added depends on other files and on settings, which rarely change;
 * so a snapshot takes over what the one before has made of the same source by
 * the same rule. */
#ifndef STORE_DERIVE_H
#define STORE_DERIVE_H

#include "store/snapshot.h"

/* A walk over a snapshot's sources, in their order. */
struct deriver {
    struct snapshot *snapshot;
    const struct snapshot *before; /* or NULL */
    size_t at;                     /* how far the walk is in that one */
};

/* Puts, in place of the snapshot's source of that index, the same document with
 * the front matter that is made of its own, and returns it. It is not noted yet
 * if it is new; the one that it is made of has to be. */
struct source *derive(struct deriver *deriver, size_t index,
                      const struct derivation *derivation);

#endif
